/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit: every record it touched, what became what, and taking it back. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/history/crm-edit-dialog.h"

#include "app/crm-page-table.h"
#include "app/history/crm-history-row.h"
#include "app/history/crm-history-words.h"
#include "app/widgets/crm-paged-model.h"
#include "core/base/crm-date-time.h"
#include "core/duplicates/crm-customer-merge.h"
#include "core/history/crm-record-past.h"

#include <glib/gi18n-lib.h>

struct _CrmEditDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *heading;
  GtkStack *places;
  GtkLabel *facts;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  AdwStatusPage *problem;
  GtkLabel *left;
  GtkWidget *as_then;
  GtkWidget *take_back;

  /* owned */
  CrmPage *page;
  CrmPagedModel *model;
  CrmTakeBack *known; /* nullable: not read yet */

  gint64 number;
  const CrmKind *kind; /* nullable: no record that could be made what it was */
  CrmId id;
};

G_DEFINE_FINAL_TYPE (CrmEditDialog, crm_edit_dialog, ADW_TYPE_DIALOG)

static CrmContext *
get_context (CrmEditDialog *self)
{
  return crm_page_get_context (self->page);
}

/* ── what is read ─────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmEditDialog *dialog;
  gint64 number;
  CrmTakeBack *take_back;
  CrmEditCounts counts;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->dialog);
  g_clear_pointer (&reading->take_back, crm_take_back_free);
  g_free (reading);
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;

  reading->take_back = crm_take_back_read (connection, reading->number, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return reading->take_back != NULL && crm_edit_details_count (connection, reading->number, &reading->counts, error);
}

static void
question_free (gpointer data)
{
  CrmEditQuestion *question = data;

  g_free ((char *)question->style.currency);
  g_time_zone_unref (question->style.zone);
  g_free (question);
}

static GPtrArray *
read_touched (CrmConnection *connection, gpointer question, gconstpointer after, guint max, GError **error)
{
  return crm_edit_details_read (connection, question, after, max, error);
}

static gboolean
is_same_touched (gconstpointer a, gconstpointer b)
{
  const CrmEditTouched *one = a, *other = b;

  return one->kind == other->kind && one->position.rowid == other->position.rowid && one->position.history == other->position.history && g_strcmp0 (one->title, other->title) == 0;
}

static const CrmPagedSource source = {
  .read = read_touched,
  .free = (GDestroyNotify)crm_edit_touched_free,
  .equal = is_same_touched,
  .ends_with_empty_page = TRUE,
};

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
fail (CrmEditDialog *self, const GError *error)
{
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->places, "problem");
}

static void
show_facts (CrmEditDialog *self, const CrmEditCounts *counts)
{
  const CrmEditEntry *entry = self->known->entry;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *created = crm_history_dup_kinds (counts->created), *changed = crm_history_dup_kinds (counts->changed);
  g_autofree char *when = crm_date_time_format (entry->at, crm_clock_get_zone (crm_context_get_clock (get_context (self))));
  g_autofree char *left = crm_history_dup_take_back (self->known);

  adw_window_title_set_title (self->heading, entry->title);
  adw_window_title_set_subtitle (self->heading, when);
  adw_dialog_set_title (ADW_DIALOG (self), entry->title);
  g_string_append (text, crm_history_get_origin_label (entry->origin));
  if (entry->who != NULL)
    g_string_append_printf (text, " · %s", entry->who);
  if (entry->device != NULL)
    g_string_append_printf (text, " · %s", entry->device);
  if (entry->created + entry->changed > 1)
    {
      /* Translators: what an edit did, and to how many of each kind: "Changed: Customer 3 · Task 1". */
      if (changed != NULL)
        g_string_append_printf (text, _ ("\nChanged: %s"), changed);
      if (created != NULL)
        g_string_append_printf (text, _ ("\nAdded: %s"), created);
    }
  gtk_label_set_label (self->facts, text->str);
  gtk_label_set_label (self->left, left);
  if (self->known->is_merge)
    gtk_button_set_label (GTK_BUTTON (self->take_back), _ ("_Un-merge"));
}

static gboolean
may_write (CrmEditDialog *self)
{
  g_autofree char *reason = crm_store_dup_read_only_reason (crm_context_get_store (get_context (self)));

  return reason == NULL;
}

static DexFuture *
on_known (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmEditDialog *self = reading->dialog;
  g_autoptr (GError) error = NULL;

  if (self->list == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      fail (self, error);
      return NULL;
    }
  self->known = g_steal_pointer (&reading->take_back);
  show_facts (self, &reading->counts);
  gtk_widget_set_sensitive (self->take_back, may_write (self) && crm_edit_entry_can_take_back (self->known->entry) && self->known->left < self->known->n);
  gtk_widget_set_sensitive (self->as_then, may_write (self));
  return NULL;
}

static void
on_loaded (CrmEditDialog *self)
{
  if (self->places != NULL)
    gtk_stack_set_visible_child_name (self->places, "list");
}

static void
on_failed (CrmEditDialog *self, const GError *error)
{
  if (self->places != NULL)
    fail (self, error);
}

static void
on_setup (CrmEditDialog *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, crm_history_row_new ());
}

static void
on_bind (CrmEditDialog *self, GtkListItem *item)
{
  const CrmEditTouched *touched = crm_paged_item_get (gtk_list_item_get_item (item));
  g_autofree char *title = crm_history_dup_touched_title (touched), *changes = crm_history_dup_changes (touched);
  g_autofree char *said = g_strdup_printf ("%s, %s, %s", title, touched->whole != NULL ? touched->whole : "", changes);

  crm_history_row_set (CRM_HISTORY_ROW (gtk_list_item_get_child (item)), crm_history_get_kind_icon (touched->kind), title, touched->whole, changes, NULL, FALSE);
  gtk_list_item_set_accessible_label (item, said);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  CrmEditDialog *self = CRM_EDIT_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);
  const CrmRecord *record = value != NULL ? g_value_get_boxed (value) : NULL;

  if (record == NULL || self->list == NULL)
    return NULL;
  adw_dialog_close (ADW_DIALOG (self));
  crm_page_open_record (self->page, record->kind, &record->id, NULL, 0);
  return NULL;
}

static void
on_activate (CrmEditDialog *self, guint position)
{
  g_autoptr (CrmPagedItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const CrmEditTouched *touched = item != NULL ? crm_paged_item_get (item) : NULL;

  g_assert (CRM_IS_EDIT_DIALOG (self));

  if (touched != NULL && touched->open_kind != NULL && crm_page_table_has_record_page (touched->open_kind))
    dex_future_disown (dex_future_finally (crm_store_find_record (crm_context_get_store (get_context (self)), touched->open_kind, &touched->open_id), on_found, g_object_ref (self),
                                           g_object_unref));
}

/* ── taking back ──────────────────────────────────────────────────────────────────────────── */

static gboolean
check_merge (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const CrmValueStyle style = { 0 };
  CrmUnmerge *unmerge = crm_unmerge_read (connection, data, &style, error);

  g_value_init (result, G_TYPE_BOOLEAN);
  if (unmerge == NULL)
    return FALSE;
  crm_unmerge_free (unmerge);
  return TRUE;
}

static DexFuture *
take_back_fiber (gpointer data)
{
  CrmEditDialog *self = CRM_EDIT_DIALOG (data);
  CrmStore *store = crm_context_get_store (get_context (self));
  const CrmEditEntry *entry = self->known->entry;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEditResult) result = NULL;
  g_autofree char *text = NULL;

  if (!self->known->is_merge || dex_await (crm_store_read (store, NULL, check_merge, g_memdup2 (&entry->id, sizeof entry->id), g_free), &error))
    result = dex_await_boxed (crm_store_undo (store, &entry->id), &error);
  if (result == NULL)
    {
      crm_page_fail (self->page, error);
      gtk_widget_set_sensitive (self->take_back, TRUE);
      return NULL;
    }
  text = result->skipped == 0 ? g_strdup_printf (_ ("Took back “%s”"), entry->title)
                              : g_strdup_printf (ngettext ("Took back “%s”; %'u value changed since stays", "Took back “%s”; %'u values changed since stay", result->skipped),
                                                 entry->title, result->skipped);
  /* What takes back an undo is a redo, and that Undo takes back. */
  if (entry->origin == CRM_EDIT_ORIGIN_UNDO)
    crm_page_say (self->page, text, TRUE);
  else
    crm_page_say_undone (self->page, text);
  adw_dialog_close (ADW_DIALOG (self));
  return NULL;
}

static void
on_take_back (CrmEditDialog *self)
{
  g_assert (CRM_IS_EDIT_DIALOG (self));

  gtk_widget_set_sensitive (self->take_back, FALSE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, take_back_fiber, g_object_ref (self), g_object_unref));
}

typedef struct
{
  CrmEditDialog *dialog;
  CrmEdit *edit;
  char *title;
  guint n;
} Going;

static void
going_free (gpointer data)
{
  Going *going = data;

  g_object_unref (going->dialog);
  g_clear_pointer (&going->edit, crm_edit_unref);
  g_free (going->title);
  g_free (going);
}

static gboolean
read_past (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Going *going = data;

  going->edit = crm_record_past_new_edit (connection, going->dialog->kind, &going->dialog->id, going->dialog->number, going->title, &going->n, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return going->edit != NULL;
}

static DexFuture *
go_back_fiber (gpointer data)
{
  Going *going = data;
  CrmEditDialog *self = going->dialog;
  CrmStore *store = crm_context_get_store (get_context (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *toast = NULL;

  if (!dex_await (crm_store_read (store, NULL, read_past, going, NULL), &error))
    {
      crm_page_fail (self->page, error);
    }
  else if (going->n == 0)
    {
      crm_page_say (self->page, _ ("It is as it was then"), FALSE);
    }
  else
    {
      toast = g_strdup_printf (ngettext ("As it was then: %'u change", "As it was then: %'u changes", going->n), going->n);
      dex_future_disown (crm_page_apply (self->page, going->edit, toast));
    }
  adw_dialog_close (ADW_DIALOG (self));
  return NULL;
}

static void
on_as_then (CrmEditDialog *self)
{
  Going *going = g_new0 (Going, 1);
  g_autofree char *when = NULL;

  g_assert (CRM_IS_EDIT_DIALOG (self));

  when = self->known != NULL ? crm_date_time_format (self->known->entry->at, crm_clock_get_zone (crm_context_get_clock (get_context (self)))) : g_strdup ("");
  going->dialog = g_object_ref (self);
  /* Translators: the title of an edit; %s is a date and time. */
  going->title = g_strdup_printf (_ ("Restore as of %s"), when);
  gtk_widget_set_sensitive (self->as_then, FALSE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, go_back_fiber, going, going_free));
}

static void
crm_edit_dialog_dispose (GObject *object)
{
  CrmEditDialog *self = CRM_EDIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_EDIT_DIALOG);
  g_clear_pointer (&self->known, crm_take_back_free);
  g_clear_object (&self->model);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (crm_edit_dialog_parent_class)->dispose (object);
}

static void
crm_edit_dialog_class_init (CrmEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_edit_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/history/crm-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, places);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, left);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, as_then);
  gtk_widget_class_bind_template_child (widget_class, CrmEditDialog, take_back);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_take_back);
  gtk_widget_class_bind_template_callback (widget_class, on_as_then);
}

static void
crm_edit_dialog_init (CrmEditDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

static void
read_all (CrmEditDialog *self)
{
  CrmStore *store = crm_context_get_store (get_context (self));
  GTimeZone *zone = crm_clock_get_zone (crm_context_get_clock (get_context (self)));
  const char *currency = crm_workspace_get_currency (crm_context_get_workspace (get_context (self)));
  CrmEditQuestion *question = g_new0 (CrmEditQuestion, 1);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->model = crm_paged_model_new (store, &source);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->model, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  crm_paged_model_follow (self->model, self->scroller);
  *question = (CrmEditQuestion){ self->number, self->kind, self->id, { NULL, g_strdup (currency), g_time_zone_ref (zone) } };
  crm_paged_model_set_request (self->model, question, question_free);
  *reading = (Reading){ .dialog = g_object_ref (self), .number = self->number };
  dex_future_disown (dex_future_finally (crm_store_read (store, NULL, work, reading, NULL), on_known, reading, reading_free));
}

void
crm_edit_dialog_present (CrmPage *page, gint64 number, const CrmKind *kind, const CrmId *id)
{
  CrmEditDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page));

  self = g_object_new (CRM_TYPE_EDIT_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->number = number;
  self->kind = kind;
  if (kind != NULL)
    self->id = *id;
  gtk_widget_set_visible (self->as_then, kind != NULL);
  read_all (self);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
