/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of this computer: one's own, a team's, the demo company; and new ones. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/start/crm-files-dialog.h"

#include "core/store/crm-file-list.h"
#include "core/store/crm-file-location.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>

struct _CrmFilesDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkListBox *list;
  GtkEditable *name;
  GtkLabel *problem;

  /* owned */
  char *shown;
};

G_DEFINE_FINAL_TYPE (CrmFilesDialog, crm_files_dialog, ADW_TYPE_DIALOG)

static void
set_problem (CrmFilesDialog *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* The dialog goes before the file it stands on. */
static void
open_path (CrmFilesDialog *self, const char *path)
{
  g_autoptr (GtkWidget) window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  g_autofree char *copy = g_strdup (path);

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "app.open-path", "s", copy);
}

static void
on_row_activated (CrmFilesDialog *self, GtkListBoxRow *row)
{
  const char *path = g_object_get_data (G_OBJECT (row), "path");

  if (g_strcmp0 (path, self->shown) == 0)
    adw_dialog_close (ADW_DIALOG (self));
  else
    open_path (self, path);
}

static void
on_name_changed (CrmFilesDialog *self)
{
  set_problem (self, NULL);
}

static void
on_new (CrmFilesDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *path = crm_file_location_dup_named (name);
  g_autofree char *text = NULL;

  if (*name == '\0')
    return;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      open_path (self, path);
      return;
    }
  text = g_strdup_printf (_ ("There is a file “%s” already. Give the new one another name."), name);
  set_problem (self, text);
}

static void
on_join (CrmFilesDialog *self)
{
  g_autoptr (GtkWidget) window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (window, "app.join-another", NULL);
}

/* ── the list ─────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_row (CrmFilesDialog *self, const CrmFileEntry *entry)
{
  static const char *const icons[] = { "avatar-default-symbolic", "crm-compass-symbolic", "network-server-symbolic", "dialog-warning-symbolic" };
  GtkWidget *row = adw_action_row_new (), *icon;
  g_autofree char *own = crm_file_location_dup_default ();
  gboolean is_own = g_strcmp0 (entry->path, own) == 0;
  const char *title = entry->demo ? _ ("Demo Company") : entry->team != NULL                             ? entry->team
                                                     : entry->company != NULL && *entry->company != '\0' ? entry->company
                                                     : is_own                                            ? _ ("My Own File")
                                                                                                         : entry->name;
  const char *line = !entry->readable ? _ ("Cannot be read: open it to see why") : entry->demo       ? _ ("To try everything on")
                                                                               : entry->team != NULL ? _ ("Shared with a team")
                                                                                                     : _ ("Only on this computer");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (is_own || entry->demo || g_str_equal (title, entry->name))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
    }
  else
    {
      g_autofree char *text = g_strdup_printf ("%s · %s", entry->name, line);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    }
  icon = gtk_image_new_from_icon_name (icons[!entry->readable ? 3 : entry->team != NULL ? 2
                                                                : entry->demo           ? 1
                                                                                        : 0]);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (g_strcmp0 (entry->path, self->shown) == 0)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Open now"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (entry->path), g_free);
  return row;
}

static DexFuture *
read_in_pool (gpointer data)
{
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, crm_file_list_read (data));
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmFilesDialog *self = CRM_FILES_DIALOG (data);
  GPtrArray *entries = g_value_get_boxed (dex_future_get_value (future, NULL));

  if (self->list == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (self, entries->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), entries->len > 0);
  if (entries->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  return NULL;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_files_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FILES_DIALOG);
  g_clear_pointer (&CRM_FILES_DIALOG (object)->shown, g_free);

  G_OBJECT_CLASS (crm_files_dialog_parent_class)->dispose (object);
}

static void
crm_files_dialog_class_init (CrmFilesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_files_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/start/crm-files-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFilesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CrmFilesDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CrmFilesDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_new);
  gtk_widget_class_bind_template_callback (widget_class, on_join);
}

static void
crm_files_dialog_init (CrmFilesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_files_dialog_new (const char *shown)
{
  CrmFilesDialog *self = g_object_new (CRM_TYPE_FILES_DIALOG, NULL);

  self->shown = g_strdup (shown);
  dex_future_disown (dex_future_finally (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, read_in_pool, g_strdup (shown), g_free), on_read, g_object_ref (self), g_object_unref));
  return ADW_DIALOG (self);
}
