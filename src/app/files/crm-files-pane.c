/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files kept with a customer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/files/crm-files-pane.h"

#include "app/crm-page.h"
#include "app/files/crm-file-drop.h"
#include "app/files/crm-file-rename.h"
#include "app/files/crm-file-row.h"
#include "app/files/crm-transfer-bar.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/base/crm-error.h"
#include "core/base/crm-file-name.h"
#include "core/customers/crm-attachment.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

struct _CrmFilesPane
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *add;
  GtkListBox *list;

  /* owned */
  CrmContext *context;
  CrmProfile *profile;
  GtkBox *transfers;

  CrmId renamed; /* which, while its new name is typed */
};

G_DEFINE_FINAL_TYPE (CrmFilesPane, crm_files_pane, GTK_TYPE_BOX)

static CrmPage *
get_page (CrmFilesPane *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

static GtkWindow *
get_window (CrmFilesPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ── copying ──────────────────────────────────────────────────────────────────────────────── */

/* One copying, in or out, from its start to what is said of its end. */
typedef struct
{
  CrmFilesPane *pane;
  GtkWidget *bar;
  char *name;
} Job;

static Job *
job_new (CrmFilesPane *self, char *text, const char *name, CrmTransfer *transfer)
{
  Job *job = g_new0 (Job, 1);

  job->pane = g_object_ref (self);
  job->bar = g_object_ref_sink (crm_transfer_bar_new (text, transfer));
  job->name = g_strdup (name);
  gtk_box_append (self->transfers, job->bar);
  g_free (text);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->bar);
  g_object_unref (job->pane);
  g_free (job->name);
  g_free (job);
}

/* Its page, when it is still there to show how it ended. */
static CrmPage *
end_job (Job *job)
{
  if (job->pane->list == NULL)
    return NULL;
  gtk_box_remove (job->pane->transfers, job->bar);
  return get_page (job->pane);
}

static void
fail_or_say (CrmPage *page, const GError *error, const char *text, gboolean with_undo)
{
  if (page == NULL)
    return;
  if (error != NULL)
    crm_page_fail (page, error);
  else if (text != NULL)
    crm_page_say (page, text, with_undo);
}

/* ── adding ───────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_added (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  CrmAttachmentReport *report = value != NULL ? g_value_get_boxed (value) : NULL;
  CrmPage *page = end_job (data);

  if (report != NULL)
    text = report->n_added == 1 ? g_strdup_printf (_ ("“%s” added"), report->name) : g_strdup_printf (ngettext ("%u file added", "%u files added", report->n_added), report->n_added);
  fail_or_say (page, error, text, TRUE);
  if (report == NULL || report->problems->len == 0)
    return NULL;
  g_ptr_array_add (report->problems, NULL);
  g_free (text);
  text = g_strjoinv ("\n", (char **)report->problems->pdata);
  problem = g_error_new_literal (CRM_ERROR, CRM_ERROR_UNREADABLE, text);
  fail_or_say (page, problem, NULL, FALSE);
  return NULL;
}

static char *
dup_adding_text (GPtrArray *files)
{
  g_autofree char *basename = g_file_get_basename (g_ptr_array_index (files, 0));
  g_autofree char *name = crm_file_name_clean (basename);

  if (files->len == 1)
    return g_strdup_printf (_ ("Adding “%s”…"), name);
  return g_strdup_printf (ngettext ("Adding %u file…", "Adding %u files…", files->len), files->len);
}

static void
add_files (CrmFilesPane *self, GPtrArray *files, const CrmId *customer, const CrmId *interaction)
{
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  DexFuture *future = crm_attachment_add (crm_context_get_store (self->context), customer, interaction, files, transfer);

  dex_future_disown (dex_future_finally (future, on_added, job_new (self, dup_adding_text (files), NULL, transfer), job_free));
}

void
crm_files_pane_add (CrmFilesPane *self, GPtrArray *files, const CrmId *interaction)
{
  g_return_if_fail (CRM_IS_FILES_PANE (self) && files != NULL);

  if (self->profile != NULL && files->len > 0)
    add_files (self, files, &self->profile->customer->id, interaction);
}

/* For whom files are being chosen: the window may show another customer by then. */
typedef struct
{
  CrmFilesPane *pane;
  CrmId customer;
  CrmId interaction;
} Choosing;

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Choosing *choosing = data;
  g_autoptr (CrmFilesPane) self = choosing->pane;
  g_autoptr (GListModel) chosen = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (chosen == NULL || self->list == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (chosen); i++)
    g_ptr_array_add (files, g_list_model_get_item (chosen, i));
  add_files (self, files, &choosing->customer, crm_id_is_nil (&choosing->interaction) ? NULL : &choosing->interaction);
}

void
crm_files_pane_choose (CrmFilesPane *self, const CrmId *interaction)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Choosing *choosing;

  g_return_if_fail (CRM_IS_FILES_PANE (self));

  if (self->profile == NULL)
    return;
  choosing = g_new0 (Choosing, 1);
  *choosing = (Choosing){ .pane = g_object_ref (self), .customer = self->profile->customer->id };
  if (interaction != NULL)
    choosing->interaction = *interaction;
  gtk_file_dialog_set_title (dialog, _ ("Add Files"));
  gtk_file_dialog_set_accept_label (dialog, C_ ("file", "Add"));
  gtk_file_dialog_open_multiple (dialog, get_window (self), NULL, on_chosen, choosing);
}

static void
on_clipboard_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFilesPane) self = CRM_FILES_PANE (data);
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (object), result, NULL);
  g_autoptr (GPtrArray) files = crm_file_drop_list_files (value != NULL ? g_value_get_boxed (value) : NULL);

  if (self->list == NULL)
    return;
  if (files->len == 0)
    crm_page_say (get_page (self), _ ("There are no files in the clipboard"), FALSE);
  else
    crm_files_pane_add (self, files, NULL);
}

void
crm_files_pane_paste (CrmFilesPane *self)
{
  g_return_if_fail (CRM_IS_FILES_PANE (self));

  gdk_clipboard_read_value_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_clipboard_read, g_object_ref (self));
}

static void
on_add (CrmFilesPane *self)
{
  g_assert (CRM_IS_FILES_PANE (self));

  crm_files_pane_choose (self, NULL);
}

/* ── opening and saving ───────────────────────────────────────────────────────────────────── */

static void
on_launched (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmFilesPane) self = CRM_FILES_PANE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) shown = NULL;
  g_autofree char *name = NULL;

  if (gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (object), result, &error) || error->domain == GTK_DIALOG_ERROR || self->list == NULL)
    return;
  name = g_file_get_basename (gtk_file_launcher_get_file (GTK_FILE_LAUNCHER (object)));
  shown = g_error_new (CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("No program here opens “%s”. Save a copy to open it elsewhere."), name);
  g_debug ("%s", error->message);
  crm_page_fail (get_page (self), shown);
}

static DexFuture *
on_lent (DexFuture *future, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  CrmPage *page = end_job (job);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (page == NULL || value == NULL)
    {
      fail_or_say (page, error, NULL, FALSE);
      return NULL;
    }
  file = g_file_new_for_path (g_value_get_string (value));
  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, get_window (job->pane), NULL, on_launched, g_object_ref (job->pane));
  return NULL;
}

static void
open_file (CrmFilesPane *self, const CrmRecord *attachment)
{
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "clientele", "lent", NULL);
  const char *name = crm_record_get_title (attachment);
  char *text = g_strdup_printf (_ ("Opening “%s”…"), name);
  DexFuture *future = crm_attachment_lend (crm_context_get_store (self->context), attachment, folder, transfer);

  dex_future_disown (dex_future_finally (future, on_lent, job_new (self, text, name, transfer), job_free));
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf (_ ("Saved as “%s”"), job->name);

  dex_future_get_value (future, &error);
  fail_or_say (end_job (job), error, text, FALSE);
  return NULL;
}

typedef struct
{
  CrmFilesPane *pane;
  CrmRecord *attachment;
} Saving;

static void
on_target_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autoptr (CrmFilesPane) self = saving->pane;
  g_autoptr (CrmRecord) attachment = saving->attachment;
  g_autoptr (GFile) target = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autofree char *basename = target != NULL ? g_file_get_basename (target) : NULL;
  g_autofree char *name = NULL;
  DexFuture *future;

  if (target == NULL || self->list == NULL)
    return;
  name = crm_file_name_clean (basename);
  future = crm_attachment_save (crm_context_get_store (self->context), attachment, target, transfer);
  dex_future_disown (dex_future_finally (future, on_saved, job_new (self, g_strdup_printf (_ ("Saving “%s”…"), name), name, transfer), job_free));
}

static void
save_file (CrmFilesPane *self, CrmRecord *attachment)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = crm_file_name_clean (crm_record_get_title (attachment));
  Saving *saving = g_new0 (Saving, 1);

  *saving = (Saving){ g_object_ref (self), crm_record_ref (attachment) };
  gtk_file_dialog_set_title (dialog, _ ("Save a Copy"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, get_window (self), NULL, on_target_chosen, saving);
}

/* ── renaming and removing ────────────────────────────────────────────────────────────────── */

static void
on_renamed (CrmFilesPane *self, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Rename File"), CRM_EDIT_ORIGIN_PERSON);

  g_assert (CRM_IS_FILES_PANE (self));

  crm_change_set_text (crm_edit_update (edit, &crm_kind_attachment, &self->renamed), CRM_ATTACHMENT_NAME, name);
  dex_future_disown (crm_page_apply (get_page (self), edit, NULL));
}

static void
rename_file (CrmFilesPane *self, GtkWidget *row, const CrmRecord *attachment)
{
  GtkWidget *popover = crm_file_rename_new (crm_record_get_title (attachment) != NULL ? crm_record_get_title (attachment) : "");

  self->renamed = attachment->id;
  g_signal_connect_object (popover, "renamed", G_CALLBACK (on_renamed), self, G_CONNECT_SWAPPED);
  crm_popover_popup (row, GTK_POPOVER (popover), NULL);
}

static void
remove_file (CrmFilesPane *self, const CrmRecord *attachment)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove File"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *toast = g_strdup_printf (_ ("“%s” removed"), crm_record_get_title (attachment));

  crm_edit_delete (edit, &crm_kind_attachment, &attachment->id);
  dex_future_disown (crm_page_apply (get_page (self), edit, toast));
}

static void
on_act (CrmFilesPane *self, const char *action, CrmFileRow *row)
{
  g_autoptr (CrmRecord) attachment = crm_record_ref (crm_file_row_get_attachment (row));

  g_assert (CRM_IS_FILES_PANE (self));

  if (g_str_equal (action, "file.open"))
    open_file (self, attachment);
  else if (g_str_equal (action, "file.save"))
    save_file (self, attachment);
  else if (g_str_equal (action, "file.rename"))
    rename_file (self, GTK_WIDGET (row), attachment);
  else
    remove_file (self, attachment);
}

static void
on_row_activated (CrmFilesPane *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_FILES_PANE (self));

  open_file (self, crm_file_row_get_attachment (CRM_FILE_ROW (row)));
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static GtkListBoxRow *
get_row (CrmFilesPane *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)position);
  GtkWidget *made;

  if (row != NULL)
    return row;
  made = crm_file_row_new ();
  g_signal_connect_object (made, "act", G_CALLBACK (on_act), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, made);
  return GTK_LIST_BOX_ROW (made);
}

/* Who removed the last row by key goes on from where it was. */
static void
keep_focus (CrmFilesPane *self, guint n)
{
  GtkListBoxRow *last = n > 0 ? gtk_list_box_get_row_at_index (self->list, (int)n - 1) : NULL;

  gtk_widget_grab_focus (last != NULL ? GTK_WIDGET (last) : self->add);
}

static void
show_files (CrmFilesPane *self)
{
  GPtrArray *files = self->profile->files;
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  gboolean loses_focus = focus != NULL && (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) >= files->len;
  GtkListBoxRow *row;

  for (guint i = 0; i < files->len; i++)
    crm_file_row_set (CRM_FILE_ROW (get_row (self, i)), g_ptr_array_index (files, i), crm_context_get_clock (self->context));
  if (loses_focus)
    keep_focus (self, files->len);
  while ((row = gtk_list_box_get_row_at_index (self->list, (int)files->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), files->len > 0);
}

static void
crm_files_pane_dispose (GObject *object)
{
  CrmFilesPane *self = CRM_FILES_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FILES_PANE);
  g_clear_object (&self->context);
  g_clear_object (&self->transfers);
  g_clear_pointer (&self->profile, crm_profile_unref);

  G_OBJECT_CLASS (crm_files_pane_parent_class)->dispose (object);
}

static void
crm_files_pane_class_init (CrmFilesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_files_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/files/crm-files-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFilesPane, add);
  gtk_widget_class_bind_template_child (widget_class, CrmFilesPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_files_pane_init (CrmFilesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_files_pane_set_context (CrmFilesPane *self, CrmContext *context, GtkBox *transfers)
{
  g_return_if_fail (CRM_IS_FILES_PANE (self) && CRM_IS_CONTEXT (context) && GTK_IS_BOX (transfers));

  g_set_object (&self->context, context);
  g_set_object (&self->transfers, transfers);
}

void
crm_files_pane_set_profile (CrmFilesPane *self, CrmProfile *profile)
{
  g_return_if_fail (CRM_IS_FILES_PANE (self) && profile != NULL);

  crm_profile_ref (profile);
  g_clear_pointer (&self->profile, crm_profile_unref);
  self->profile = profile;
  show_files (self);
}
