/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's files: chosen, dropped, read, read again in another way, refused. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-dialog-private.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-answers-import.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

static gboolean
of_deals (CrmImportDialog *self)
{
  return crm_import_dialog_get_kind (self)->id == CRM_KIND_DEAL;
}

/* ── without a file ───────────────────────────────────────────────────────────────────────── */

static void
show_invitation (CrmImportDialog *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->choose_status, title);
  adw_status_page_set_description (self->choose_status, description);
}

void
crm_import_dialog_prepare_choice (CrmImportDialog *self)
{
  adw_status_page_set_icon_name (self->choose_status, "crm-import-symbolic");
  if (self->form != NULL)
    show_invitation (self, _ ("Bring Answers"),
                     _ ("Choose or drop a CSV file or an Excel workbook (.xlsx) with a row for each response, as Google Forms, Microsoft Forms, SurveyMonkey, Typeform and WJX export them."));
  else if (of_deals (self))
    show_invitation (self, _ ("Bring Your Deals"),
                     _ ("Choose or drop a CSV file or an Excel workbook (.xlsx): a spreadsheet with a row for each deal, or what HubSpot, Pipedrive, "
                        "Odoo and Salesforce export."));
  else if (self->of_calendars)
    show_invitation (self, _ ("Bring Your Calendar"),
                     _ ("Choose or drop calendar files (.ics), as Outlook, Google Calendar, Apple Calendar and GNOME Calendar export them. "
                        "What is to come becomes tasks, and meetings that were go to the timelines of those who took part."));
  else
    show_invitation (self, _ ("Bring Your Customers"),
                     _ ("Choose or drop a CSV file, an Excel workbook (.xlsx), an address book (.vcf) or a calendar (.ics), "
                        "as spreadsheets, phones and other programs write them."));
}

void
crm_import_dialog_invite (CrmImportDialog *self)
{
  crm_import_dialog_prepare_choice (self);
  crm_import_dialog_go_to (self, "choose");
  adw_dialog_set_focus (ADW_DIALOG (self), self->choose);
}

void
crm_import_dialog_refuse (CrmImportDialog *self, const GError *error)
{
  g_autofree char *message = g_markup_escape_text (error->message, -1);

  adw_status_page_set_icon_name (self->choose_status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->choose_status, _ ("This File Cannot Be Imported"));
  adw_status_page_set_description (self->choose_status, message);
  crm_import_dialog_go_to (self, "choose");
  adw_dialog_set_focus (ADW_DIALOG (self), self->choose);
}

/* ── reading the files ────────────────────────────────────────────────────────────────────── */

/* What cannot be read must not be missed among what can. */
static void
tell_refusals (CrmImportDialog *self, GPtrArray *refusals)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *heading = g_strdup_printf (ngettext ("%u File Is Left Out", "%u Files Are Left Out", refusals->len), refusals->len);
  AdwDialog *dialog;

  for (guint i = 0; i < refusals->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "\n\n" : "", ((const GError *)g_ptr_array_index (refusals, i))->message);
  dialog = adw_alert_dialog_new (heading, body->str);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
show_files (CrmImportDialog *self, GPtrArray *files, guint shown, GPtrArray *mappings)
{
  g_clear_object (&self->import);
  crm_import_mapping_page_set_files (self->mapping, files, shown, mappings);
  crm_import_dialog_go_to (self, "mapping");
}

/* What the columns mean in answers, which only the survey tells. */
static void
recognise_answers (CrmImportDialog *self, GPtrArray *files)
{
  for (guint i = 0; self->form != NULL && i < files->len; i++)
    crm_answers_import_recognise (self->form, ((CrmImportFile *)g_ptr_array_index (files, i))->source);
}

static gboolean
all_tell_of_deals (GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    if (!crm_import_mapping_tells_of_deals (((const CrmImportFile *)g_ptr_array_index (files, i))->source->mapping))
      return FALSE;
  return TRUE;
}

static void
take_files (CrmImportDialog *self, CrmImportReading *reading)
{
  GPtrArray *files = crm_import_reading_get_files (reading);
  GPtrArray *refusals = crm_import_reading_get_refusals (reading);

  if (files->len == 0)
    {
      crm_import_dialog_refuse (self, g_ptr_array_index (refusals, 0));
      return;
    }
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_ptr_array_ref (files);
  recognise_answers (self, files);
  if (self->form == NULL && all_tell_of_deals (files))
    crm_import_dialog_set_kind (self, &crm_kind_deal);
  show_files (self, files, 0, crm_import_reading_get_mappings (reading));
  if (refusals->len > 0)
    tell_refusals (self, refusals);
}

/* The file shown, read in another way. */
static void
take_again (CrmImportDialog *self, CrmImportReading *reading)
{
  GPtrArray *files = crm_import_reading_get_files (reading);
  guint shown = crm_import_mapping_page_get_shown (self->mapping);

  if (files->len == 0)
    {
      crm_import_dialog_refuse (self, g_ptr_array_index (crm_import_reading_get_refusals (reading), 0));
      return;
    }
  recognise_answers (self, files);
  crm_import_file_unref (g_steal_pointer (&g_ptr_array_index (self->files, shown)));
  g_ptr_array_index (self->files, shown) = crm_import_file_ref (g_ptr_array_index (files, 0));
  show_files (self, self->files, shown, crm_import_reading_get_mappings (reading));
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmImportDialog *self = CRM_IMPORT_DIALOG (data);
  g_autoptr (CrmImportReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  gboolean again = self->again;

  if (crm_import_dialog_is_gone (self))
    return NULL;
  crm_import_dialog_end (self);
  reading = g_steal_pointer (&self->reading);
  if (dex_future_get_value (future, &error) != NULL && again)
    take_again (self, reading);
  else if (error == NULL)
    take_files (self, reading);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_import_dialog_refuse (self, error);
  else if (again)
    show_files (self, self->files, crm_import_mapping_page_get_shown (self->mapping), NULL);
  else
    crm_import_dialog_invite (self);
  return NULL;
}

static void
read_paths (CrmImportDialog *self, GPtrArray *paths, const CrmTableReaderOptions *options)
{
  self->again = options != NULL;
  self->reading = crm_import_reading_new (crm_context_get_store (self->context), paths, options);
  crm_import_dialog_begin (self, paths->len > 1 ? _ ("Reading the Files…") : _ ("Reading the File…"), !self->again);
  if (self->again)
    crm_import_mapping_page_set_busy (self->mapping, TRUE);
  dex_future_disown (dex_future_finally (crm_import_reading_run (self->reading), on_read, g_object_ref (self), g_object_unref));
}

/* Calendars and tables become different things, of which one preview cannot tell. */
static void
read_any (CrmImportDialog *self, GPtrArray *paths)
{
  g_autoptr (GError) error = NULL;
  guint n_calendars = 0;

  for (guint i = 0; i < paths->len; i++)
    n_calendars += crm_icalendar_is_named (g_ptr_array_index (paths, i));
  if (n_calendars > 0 && self->form == NULL && n_calendars == paths->len)
    {
      crm_import_dialog_open_calendars (self, paths);
      return;
    }
  if (n_calendars == 0)
    {
      if (self->of_calendars)
        crm_import_dialog_set_kind (self, &crm_kind_customer);
      read_paths (self, paths, NULL);
      return;
    }
  if (self->form != NULL)
    error = g_error_new (CRM_ERROR, CRM_ERROR_INVALID, _ ("It is a calendar, and holds no answers."));
  else
    error = g_error_new (CRM_ERROR, CRM_ERROR_INVALID, _ ("Some of the files are calendars. Import calendars by themselves, and the other files by themselves."));
  crm_import_dialog_refuse (self, error);
}

void
crm_import_dialog_reread (CrmImportDialog *self)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  if (self->reading != NULL)
    return;
  g_ptr_array_add (paths, g_strdup (((const CrmImportFile *)g_ptr_array_index (self->files, crm_import_mapping_page_get_shown (self->mapping)))->source->path));
  read_paths (self, paths, crm_import_mapping_page_get_options (self->mapping));
}

void
crm_import_dialog_open_files (CrmImportDialog *self, GPtrArray *files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (self->reading != NULL)
    return;
  for (guint i = 0; i < files->len; i++)
    {
      char *path = g_file_get_path (g_ptr_array_index (files, i));

      if (path == NULL)
        {
          g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The file is not on this computer. Save a copy here and choose that."));

          crm_import_dialog_refuse (self, error);
          return;
        }
      g_ptr_array_add (paths, path);
    }
  if (paths->len > 0)
    read_any (self, paths);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmImportDialog) self = CRM_IMPORT_DIALOG (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, &error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (crm_import_dialog_is_gone (self))
    return;
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  if (list != NULL)
    crm_import_dialog_open_files (self, files);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    crm_import_dialog_refuse (self, error);
}

static void
add_filter (GListStore *filters, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  g_list_store_append (filters, filter);
}

void
crm_import_dialog_choose (CrmImportDialog *self)
{
  static const char *const all[] = { "csv", "tsv", "txt", "vcf", "vcard", "xlsx", "json", "ics", NULL };
  static const char *const tables[] = { "csv", "tsv", "txt", "xlsx", "json", NULL };
  static const char *const csv[] = { "csv", "tsv", "txt", NULL };
  static const char *const vcard[] = { "vcf", "vcard", NULL };
  static const char *const calendars[] = { "ics", "ical", NULL };
  static const char *const xlsx[] = { "xlsx", NULL };
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_assert (CRM_IS_IMPORT_DIALOG (self));

  if (self->form != NULL)
    add_filter (filters, _ ("Files of answers"), tables);
  else if (of_deals (self))
    add_filter (filters, _ ("Files of deals"), tables);
  else if (!self->of_calendars)
    add_filter (filters, _ ("Files of customers"), all);
  if (!self->of_calendars)
    add_filter (filters, _ ("Tables as text (CSV)"), csv);
  if (!of_deals (self) && !self->of_calendars && self->form == NULL)
    add_filter (filters, _ ("Address books (vCard)"), vcard);
  if (!self->of_calendars)
    add_filter (filters, _ ("Excel workbooks"), xlsx);
  if (!of_deals (self) && self->form == NULL)
    add_filter (filters, _ ("Calendars"), calendars);
  gtk_file_dialog_set_title (dialog, adw_dialog_get_title (ADW_DIALOG (self)));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

gboolean
crm_import_dialog_drop (CrmImportDialog *self, const GValue *value)
{
  GdkFileList *list = g_value_get_boxed (value);
  g_autoptr (GSList) dropped = list != NULL ? gdk_file_list_get_files (list) : NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *item = dropped; item != NULL; item = item->next)
    g_ptr_array_add (files, item->data);
  crm_import_dialog_open_files (self, files);
  return files->len > 0;
}
