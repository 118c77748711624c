/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's calendars: nothing in them has to be assigned, so they are read, rehearsed and shown at once. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-dialog-private.h"

#include <glib/gi18n-lib.h>

static const char *const *
get_paths (CrmImportDialog *self)
{
  return (const char *const *)self->calendars;
}

static guint
count (CrmImportDialog *self)
{
  return self->calendar_report->n_tasks + self->calendar_report->n_meetings;
}

static void
show_check (CrmImportDialog *self)
{
  guint n = count (self), n_files = g_strv_length (self->calendars);
  g_autofree char *name = g_filename_display_basename (self->calendars[0]);
  g_autofree char *files = g_strdup_printf (ngettext ("%u file", "%u files", n_files), n_files);
  /* Translators: a button; so many appointments and tasks of a calendar are to be imported. */
  g_autofree char *label = g_strdup_printf (ngettext ("Import %'u Entry", "Import %'u Entries", n), n);

  gtk_button_set_label (self->run, label);
  gtk_widget_set_visible (GTK_WIDGET (self->run), n > 0);
  adw_window_title_set_subtitle (self->check_title, n_files > 1 ? files : name);
  crm_import_report_view_set_calendar (self->check_report, self->calendar_report, get_paths (self), TRUE);
  crm_import_dialog_prepare_choice (self);
  crm_import_dialog_go_to (self, "check");
  if (n > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->run));
}

static void
show_result (CrmImportDialog *self)
{
  guint n = count (self);
  g_autofree char *title = g_strdup_printf (ngettext ("%'u Entry Imported", "%'u Entries Imported", n), n);

  crm_import_report_view_set_calendar (self->result_report, self->calendar_report, get_paths (self), FALSE);
  crm_import_dialog_show_result (self, title, self->calendar_report->edit != 0 ? &self->calendar_report->edit_id : NULL);
}

/* How a rehearsal and an import end alike. */
static DexFuture *
on_ended (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gboolean imported = self->importing;

  if (crm_import_dialog_is_gone (self))
    return NULL;
  crm_import_dialog_end (self);
  g_clear_object (&self->cancellable);
  if (value != NULL)
    {
      g_clear_pointer (&self->calendar_report, crm_icalendar_report_unref);
      self->calendar_report = g_value_dup_boxed (value);
      if (imported)
        show_result (self);
      else
        show_check (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_import_dialog_refuse (self, error);
  else if (imported)
    crm_import_dialog_tell_cancelled (self);
  else
    crm_import_dialog_invite (self);
  return NULL;
}

static void
start (CrmImportDialog *self, gboolean rehearse)
{
  self->cancellable = g_cancellable_new ();
  dex_future_disown (dex_future_finally (crm_icalendar_import (crm_context_get_store (self->context), get_paths (self), rehearse, self->cancellable),
                                         on_ended, g_object_ref (self), g_object_unref));
}

void
crm_import_dialog_open_calendars (CrmImportDialog *self, GPtrArray *paths)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < paths->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (paths, i));
  g_strfreev (self->calendars);
  self->calendars = g_strv_builder_end (builder);
  crm_import_dialog_set_kind (self, &crm_kind_task);
  crm_import_dialog_begin (self, paths->len > 1 ? _ ("Reading the Calendars…") : _ ("Reading the Calendar…"), TRUE);
  start (self, TRUE);
}

void
crm_import_dialog_run_calendars (CrmImportDialog *self)
{
  start (self, FALSE);
}
