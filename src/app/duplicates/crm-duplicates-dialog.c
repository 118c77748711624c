/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds customers that may be one, compares them side by side, and merges them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/duplicates/crm-duplicates-dialog.h"

#include "app/duplicates/crm-duplicate-row.h"
#include "app/duplicates/crm-merge-view.h"
#include "core/base/crm-date-time.h"
#include "core/duplicates/crm-duplicate-reading.h"
#include "core/duplicates/crm-duplicate-search.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAIRS_MAX  200
#define MERGES_MAX 100
#define TICK_MS    100

struct _CrmDuplicatesDialog
{
  AdwDialog parent_instance;

  /* owned */
  CrmContext *context;
  CrmDuplicateSearch *search;
  GCancellable *cancellable;
  GPtrArray *found;         /* of CrmDuplicateFound, as the rows show them */
  CrmDuplicateFound *shown; /* the pair being compared, in the order chosen */
  GPtrArray *settled;       /* of CrmDuplicateFound: what the latest edit took off the list */

  /* template */
  AdwToastOverlay *toasts;
  AdwToastOverlay *compare_toasts; /* so that none covers the buttons below it */
  AdwNavigationView *pages;
  GtkWidget *more;
  GtkStack *states;
  GtkProgressBar *progress;
  GtkLabel *progress_words;
  GtkLabel *summary;
  GtkListBox *pairs;
  AdwNavigationPage *comparison;
  CrmMergeView *view;
  GtkWidget *merge;
  GtkStack *merge_states;
  GtkListBox *merges;

  CrmId undo_edit;
  guint position; /* of the pair being compared */
  guint tick_source;
  gboolean chosen; /* somebody chose the two: there is no list */
  gboolean writing;
};

G_DEFINE_FINAL_TYPE (CrmDuplicatesDialog, crm_duplicates_dialog, ADW_TYPE_DIALOG)

static CrmStore *
get_store (CrmDuplicatesDialog *self)
{
  return crm_context_get_store (self->context);
}

static gboolean
is_shown (CrmDuplicatesDialog *self, const char *tag)
{
  AdwNavigationPage *page = self->pages != NULL ? adw_navigation_view_get_visible_page (self->pages) : NULL;

  return page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), tag) == 0;
}

static void
update_actions (CrmDuplicatesDialog *self)
{
  gboolean compares = is_shown (self, "compare") && self->shown != NULL && !self->writing;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.merge", compares);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.part", compares);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.swap", compares);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.undo", !crm_id_is_nil (&self->undo_edit) && !self->writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.scan", self->search == NULL && !self->chosen);
}

static void
say (CrmDuplicatesDialog *self, const char *text, gboolean with_undo)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "duplicates.undo");
    }
  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_dismiss_all (self->compare_toasts);
  adw_toast_overlay_add_toast (is_shown (self, "compare") ? self->compare_toasts : self->toasts, toast);
}

/* ── the list ─────────────────────────────────────────────────────────────────────────────── */

static void
show_summary (CrmDuplicatesDialog *self, guint n_found)
{
  guint n = self->found != NULL ? self->found->len : 0;
  g_autofree char *text = n_found > n && n >= PAIRS_MAX
                              ? g_strdup_printf (_ ("The likeliest %1$u of %2$u pairs. Those that follow come when you look again."), n, n_found)
                              : g_strdup_printf (ngettext ("%u pair that may be one customer", "%u pairs, each of which may be one customer", n), n);

  gtk_label_set_text (self->summary, text);
  gtk_stack_set_visible_child_name (self->states, n > 0 ? "pairs" : "none");
}

static void
fill_list (CrmDuplicatesDialog *self, guint n_found)
{
  gtk_list_box_remove_all (self->pairs);
  for (guint i = 0; i < self->found->len; i++)
    gtk_list_box_append (self->pairs, crm_duplicate_row_new (self->found->pdata[i]));
  show_summary (self, n_found);
}

static void
end_search (CrmDuplicatesDialog *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_pointer (&self->search, crm_duplicate_search_unref);
  g_clear_object (&self->cancellable);
}

static DexFuture *
on_searched (DexFuture *future, gpointer data)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  guint n_found = self->search != NULL ? self->search->n_found : 0;

  if (self->states == NULL)
    return NULL;
  end_search (self);
  if (value == NULL)
    {
      gtk_stack_set_visible_child_name (self->states, "stopped");
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say (self, error->message, FALSE);
    }
  else
    {
      g_clear_pointer (&self->found, g_ptr_array_unref);
      self->found = g_value_dup_boxed (value);
      fill_list (self, n_found);
      if (self->found->len > 0)
        adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (gtk_list_box_get_row_at_index (self->pairs, 0)));
    }
  update_actions (self);
  return NULL;
}

static gboolean
tick (gpointer data)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (data);
  guint total = __atomic_load_n (&self->search->total, __ATOMIC_RELAXED), done = __atomic_load_n (&self->search->done, __ATOMIC_RELAXED);
  guint n_found = __atomic_load_n (&self->search->n_found, __ATOMIC_RELAXED);
  g_autofree char *words = NULL;

  if (total == 0)
    {
      gtk_progress_bar_pulse (self->progress);
      return G_SOURCE_CONTINUE;
    }
  gtk_progress_bar_set_fraction (self->progress, (double)done / total);
  words = g_strdup_printf (ngettext ("%u pair so far", "%u pairs so far", n_found), n_found);
  gtk_label_set_text (self->progress_words, words);
  return G_SOURCE_CONTINUE;
}

static void
scan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (widget);

  if (self->search != NULL)
    return;
  self->search = crm_duplicate_search_new ();
  self->cancellable = g_cancellable_new ();
  self->tick_source = g_timeout_add (TICK_MS, tick, self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_text (self->progress_words, "");
  gtk_stack_set_visible_child_name (self->states, "scanning");
  dex_future_disown (dex_future_finally (crm_duplicate_search_run (self->search, get_store (self), CRM_DUPLICATE_MIN_SCORE, PAIRS_MAX, self->cancellable), on_searched, g_object_ref (self), g_object_unref));
  update_actions (self);
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (CRM_DUPLICATES_DIALOG (widget)->cancellable);
}

/* ── comparing ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId kept;
  CrmId merged;
} Wanted;

static gboolean
read_preview (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Wanted *wanted = data;
  CrmMergePreview *preview = crm_customer_merge_preview (connection, &wanted->kept, &wanted->merged, error);
  GPtrArray *holder;

  if (preview == NULL)
    return FALSE;
  holder = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_customer_merge_preview_free);
  g_ptr_array_add (holder, preview);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, holder);
  return TRUE;
}

static void
show_title (CrmDuplicatesDialog *self)
{
  /* Translators: which pair of customers is compared: "3 of 12". */
  g_autofree char *title = self->chosen || self->found == NULL ? g_strdup (_ ("Merge Customers")) : g_strdup_printf (_ ("%1$u of %2$u"), self->position + 1, self->found->len);

  adw_navigation_page_set_title (self->comparison, title);
}

static DexFuture *
on_preview (DexFuture *future, gpointer data)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const CrmMergePreview *preview;
  g_autofree char *reasons = NULL;

  if (self->view == NULL || self->shown == NULL)
    return NULL;
  if (value == NULL)
    {
      say (self, error->message, FALSE);
      return NULL;
    }
  preview = ((GPtrArray *)g_value_get_boxed (value))->pdata[0];
  /* A pair that was left for another meanwhile is not shown. */
  if (!crm_id_equal (&preview->kept->customer->id, &self->shown->a->id) || !crm_id_equal (&preview->merged->customer->id, &self->shown->b->id))
    return NULL;
  /* What has the focus is taken out of the window: it must not have it then. */
  gtk_widget_grab_focus (self->merge);
  reasons = crm_duplicate_score_format (&self->shown->score);
  crm_merge_view_show (self->view, preview, reasons, crm_clock_get_zone (crm_store_get_clock (get_store (self))));
  show_title (self);
  update_actions (self);
  if (!crm_merge_view_take_focus (self->view))
    gtk_widget_grab_focus (self->merge);
  return NULL;
}

static void
load_preview (CrmDuplicatesDialog *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  *wanted = (Wanted){ self->shown->a->id, self->shown->b->id };
  dex_future_disown (dex_future_finally (crm_store_read (get_store (self), NULL, read_preview, wanted, g_free), on_preview, g_object_ref (self), g_object_unref));
}

static void
compare (CrmDuplicatesDialog *self, CrmRecord *a, CrmRecord *b, const CrmDuplicateScore *score)
{
  CrmDuplicateFound *shown = crm_duplicate_found_new (a, b, score);

  g_clear_pointer (&self->shown, crm_duplicate_found_free);
  self->shown = shown;
  load_preview (self);
  if (!is_shown (self, "compare"))
    adw_navigation_view_push_by_tag (self->pages, "compare");
  update_actions (self);
}

static void
compare_at (CrmDuplicatesDialog *self, guint position)
{
  const CrmDuplicateFound *found = self->found->pdata[position];

  self->position = position;
  compare (self, found->a, found->b, &found->score);
}

static void
on_pair_activated (CrmDuplicatesDialog *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_DUPLICATES_DIALOG (self));

  compare_at (self, (guint)gtk_list_box_row_get_index (row));
}

/* The row that had the focus may be gone. */
static void
on_pairs_shown (CrmDuplicatesDialog *self)
{
  GtkListBoxRow *row;

  g_assert (CRM_IS_DUPLICATES_DIALOG (self));

  row = gtk_list_box_get_row_at_index (self->pairs, self->found != NULL && self->position < self->found->len ? (int)self->position : 0);
  gtk_widget_grab_focus (row != NULL && self->search == NULL ? GTK_WIDGET (row) : self->more);
}

static void
on_popped (CrmDuplicatesDialog *self)
{
  g_assert (CRM_IS_DUPLICATES_DIALOG (self));

  if (!is_shown (self, "compare"))
    g_clear_pointer (&self->shown, crm_duplicate_found_free);
  update_actions (self);
}

static void
swap (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (widget);
  CrmRecord *a = self->shown->a;

  self->shown->a = self->shown->b;
  self->shown->b = a;
  load_preview (self);
}

/* ── deciding ─────────────────────────────────────────────────────────────────────────────── */

/* Takes what is decided off the list: this pair, and others of a customer that is gone. */
static void
settle (CrmDuplicatesDialog *self, const CrmId *gone)
{
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  self->settled = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_duplicate_found_free);
  for (guint i = self->found != NULL ? self->found->len : 0; i-- > 0;)
    {
      const CrmDuplicateFound *found = self->found->pdata[i];
      gboolean goes = gone != NULL ? crm_id_equal (&found->a->id, gone) || crm_id_equal (&found->b->id, gone) : i == self->position;

      if (!goes)
        continue;
      g_ptr_array_insert (self->settled, 0, g_ptr_array_steal_index (self->found, i));
      gtk_list_box_remove (self->pairs, GTK_WIDGET (gtk_list_box_get_row_at_index (self->pairs, (int)i)));
    }
}

static void
go_on (CrmDuplicatesDialog *self)
{
  g_clear_pointer (&self->shown, crm_duplicate_found_free);
  if (self->found != NULL)
    show_summary (self, self->found->len);
  if (self->found != NULL && self->found->len > 0 && is_shown (self, "compare"))
    compare_at (self, MIN (self->position, self->found->len - 1));
  else
    adw_navigation_view_pop_to_tag (self->pages, "pairs");
  update_actions (self);
}

typedef struct
{
  CrmDuplicatesDialog *dialog;
  CrmId gone;
  char *words;
} Deciding;

static void
deciding_free (gpointer data)
{
  Deciding *deciding = data;

  g_object_unref (deciding->dialog);
  g_free (deciding->words);
  g_free (deciding);
}

static DexFuture *
on_decided (DexFuture *future, gpointer data)
{
  Deciding *deciding = data;
  CrmDuplicatesDialog *self = deciding->dialog;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->writing = FALSE;
  if (self->toasts == NULL)
    return NULL;
  if (value == NULL)
    {
      update_actions (self);
      say (self, error->message, FALSE);
      return NULL;
    }
  self->undo_edit = ((const CrmEditResult *)g_value_get_boxed (value))->id;
  settle (self, crm_id_is_nil (&deciding->gone) ? NULL : &deciding->gone);
  if (self->chosen)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return NULL;
    }
  go_on (self);
  say (self, deciding->words, TRUE);
  return NULL;
}

static void
decide (CrmDuplicatesDialog *self, CrmEdit *edit, const CrmId *gone, char *words)
{
  Deciding *deciding = g_new0 (Deciding, 1);

  deciding->dialog = g_object_ref (self);
  if (gone != NULL)
    deciding->gone = *gone;
  deciding->words = words;
  self->writing = TRUE;
  update_actions (self);
  dex_future_disown (dex_future_finally (crm_store_apply (get_store (self), edit, NULL), on_decided, deciding, deciding_free));
}

static void
merge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (widget);
  CrmMergeChoice choices[CRM_CUSTOMER_N_FIELDS];
  g_autoptr (CrmEdit) edit = NULL;

  crm_merge_view_get_choices (self->view, choices);
  edit = crm_customer_merge_new (self->shown->a, self->shown->b, choices);
  decide (self, edit, &self->shown->b->id, g_strdup_printf (_ ("“%1$s” is now part of “%2$s”"), crm_record_get_title (self->shown->b), crm_record_get_title (self->shown->a)));
}

static void
part (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (widget);
  g_autoptr (CrmEdit) edit = crm_duplicate_new_distinction (&self->shown->a->id, &self->shown->b->id);

  decide (self, edit, NULL, g_strdup (_ ("Remembered as two")));
}

static DexFuture *
on_undone (DexFuture *future, gpointer data)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (data);
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (self->toasts == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      say (self, error->message, FALSE);
    }
  else
    {
      memset (&self->undo_edit, 0, sizeof self->undo_edit);
      for (guint i = 0; self->settled != NULL && self->found != NULL && i < self->settled->len; i++)
        {
          const CrmDuplicateFound *found = self->settled->pdata[i];

          g_ptr_array_insert (self->found, (int)MIN (self->position + i, self->found->len), crm_duplicate_found_new (found->a, found->b, &found->score));
        }
      g_clear_pointer (&self->settled, g_ptr_array_unref);
      if (self->found != NULL)
        fill_list (self, self->found->len);
      if (is_shown (self, "compare") && self->found != NULL && self->found->len > 0)
        compare_at (self, MIN (self->position, self->found->len - 1));
      say (self, _ ("Taken back"), FALSE);
    }
  update_actions (self);
  return NULL;
}

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (widget);

  self->writing = TRUE;
  update_actions (self);
  gtk_widget_child_focus (GTK_WIDGET (self->toasts), GTK_DIR_TAB_FORWARD);
  dex_future_disown (dex_future_finally (crm_store_undo (get_store (self), &self->undo_edit), on_undone, g_object_ref (self), g_object_unref));
}

/* ── merged before ────────────────────────────────────────────────────────────────────────── */

static gboolean
read_merges (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *list = crm_unmerge_list (connection, MERGES_MAX, error);

  if (list == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, list);
  return TRUE;
}

typedef struct
{
  CrmDuplicatesDialog *dialog;
  CrmId edit;
  GtkWidget *button;
  CrmUnmerge *unmerge;
} Unmerging;

static void
unmerging_free (gpointer data)
{
  Unmerging *unmerging = data;

  g_object_unref (unmerging->dialog);
  g_object_unref (unmerging->button);
  g_clear_pointer (&unmerging->unmerge, crm_unmerge_free);
  g_free (unmerging);
}

static gboolean
read_unmerge (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Unmerging *unmerging = data;
  const CrmValueStyle style = { NULL, NULL, crm_clock_get_zone (crm_store_get_clock (get_store (unmerging->dialog))) };

  unmerging->unmerge = crm_unmerge_read (connection, &unmerging->edit, &style, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return unmerging->unmerge != NULL;
}

/* What could not be made what it was is told value by value: both stay known. */
static void
tell_left (CrmDuplicatesDialog *self, const CrmUnmerge *unmerge)
{
  g_autoptr (GString) text = g_string_new (NULL);
  AdwDialog *dialog;

  for (guint i = 0; i < unmerge->left->len; i++)
    {
      const CrmMergeLeft *left = unmerge->left->pdata[i];

      /* Translators: a field, the value of before, and the value that it was changed to since. */
      g_string_append_printf (text, _ ("%1$s stays “%3$s”; before the merge it was “%2$s”."), left->what, left->before != NULL ? left->before : "–", left->now != NULL ? left->now : "–");
      g_string_append_c (text, '\n');
    }
  dialog = adw_alert_dialog_new (_ ("Two Customers Again"), NULL);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), text->str);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static DexFuture *
unmerge_fiber (gpointer data)
{
  Unmerging *unmerging = data;
  CrmDuplicatesDialog *self = unmerging->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (dex_await (crm_store_read (get_store (self), NULL, read_unmerge, unmerging, NULL), &error))
    result = dex_await_boxed (crm_store_undo (get_store (self), &unmerging->edit), &error);
  if (self->toasts == NULL)
    return NULL;
  if (result == NULL)
    {
      gtk_widget_set_sensitive (unmerging->button, TRUE);
      say (self, error->message, FALSE);
      return NULL;
    }
  gtk_button_set_label (GTK_BUTTON (unmerging->button), _ ("Two Again"));
  if (unmerging->unmerge->left->len > 0)
    tell_left (self, unmerging->unmerge);
  else
    say (self, _ ("Both are what they were"), FALSE);
  return NULL;
}

static void
on_unmerge (GtkWidget *button, CrmDuplicatesDialog *self)
{
  Unmerging *unmerging = g_new0 (Unmerging, 1);
  const CrmId *edit = g_object_get_data (G_OBJECT (button), "edit");

  *unmerging = (Unmerging){ g_object_ref (self), *edit, g_object_ref (button), NULL };
  gtk_widget_set_sensitive (button, FALSE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, unmerge_fiber, unmerging, unmerging_free));
}

static GtkWidget *
make_merge_row (CrmDuplicatesDialog *self, const CrmUnmerge *unmerge)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_mnemonic (_ ("_Un-merge"));
  g_autofree char *at = crm_date_time_format (unmerge->at, crm_clock_get_zone (crm_store_get_clock (get_store (self))));
  g_autofree char *name = g_strdup_printf (_ ("Un-merge: %s"), unmerge->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), unmerge->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), at);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "edit", g_memdup2 (&unmerge->edit, sizeof unmerge->edit), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_unmerge), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static DexFuture *
on_merges (DexFuture *future, gpointer data)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const GPtrArray *list;

  if (self->merges == NULL)
    return NULL;
  if (value == NULL)
    {
      say (self, error->message, FALSE);
      return NULL;
    }
  list = g_value_get_boxed (value);
  gtk_list_box_remove_all (self->merges);
  for (guint i = 0; i < list->len; i++)
    gtk_list_box_append (self->merges, make_merge_row (self, list->pdata[i]));
  gtk_stack_set_visible_child_name (self->merge_states, list->len > 0 ? "merges" : "none");
  return NULL;
}

static void
show_merges (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (widget);

  dex_future_disown (dex_future_finally (crm_store_read (get_store (self), NULL, read_merges, NULL, NULL), on_merges, g_object_ref (self), g_object_unref));
  adw_navigation_view_push_by_tag (self->pages, "merges");
  update_actions (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_duplicates_dialog_dispose (GObject *object)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  end_search (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DUPLICATES_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  g_clear_pointer (&self->shown, crm_duplicate_found_free);

  G_OBJECT_CLASS (crm_duplicates_dialog_parent_class)->dispose (object);
}

/* The scan has no sense without the dialog; the future holds that until it has ended. */
static void
crm_duplicates_dialog_closed (AdwDialog *dialog)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
}

static void
crm_duplicates_dialog_class_init (CrmDuplicatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_duplicates_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = crm_duplicates_dialog_closed;

  g_type_ensure (CRM_TYPE_MERGE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/duplicates/crm-duplicates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, compare_toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, more);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, states);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, progress_words);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, pairs);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, comparison);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, view);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, merge);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, merge_states);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, merges);
  gtk_widget_class_bind_template_callback (widget_class, on_pair_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_pairs_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_popped);
  gtk_widget_class_install_action (widget_class, "duplicates.scan", NULL, scan);
  gtk_widget_class_install_action (widget_class, "duplicates.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "duplicates.merge", NULL, merge);
  gtk_widget_class_install_action (widget_class, "duplicates.part", NULL, part);
  gtk_widget_class_install_action (widget_class, "duplicates.swap", NULL, swap);
  gtk_widget_class_install_action (widget_class, "duplicates.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "duplicates.show-merges", NULL, show_merges);
}

static void
crm_duplicates_dialog_init (CrmDuplicatesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_duplicates_dialog_new (CrmContext *context)
{
  CrmDuplicatesDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_DUPLICATES_DIALOG, NULL);
  self->context = g_object_ref (context);
  scan (GTK_WIDGET (self), NULL, NULL);
  return ADW_DIALOG (self);
}

/* ── two that somebody chose ──────────────────────────────────────────────────────────────── */

static gboolean
read_pair (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (CrmRecord) a = crm_connection_read_record (connection, &crm_kind_customer, &wanted->kept, error);
  g_autoptr (CrmRecord) b = a != NULL ? crm_connection_read_record (connection, &crm_kind_customer, &wanted->merged, error) : NULL;
  g_autoptr (CrmDuplicateCard) one = b != NULL ? crm_duplicate_read_card (connection, &a->id, error) : NULL;
  g_autoptr (CrmDuplicateCard) other = one != NULL ? crm_duplicate_read_card (connection, &b->id, error) : NULL;
  CrmDuplicateScore score;
  GPtrArray *holder;

  if (other == NULL)
    return FALSE;
  crm_duplicate_score (one, other, NULL, &score);
  holder = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_duplicate_found_free);
  g_ptr_array_add (holder, crm_record_get_created (a) <= crm_record_get_created (b) ? crm_duplicate_found_new (a, b, &score) : crm_duplicate_found_new (b, a, &score));
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, holder);
  return TRUE;
}

static DexFuture *
on_pair (DexFuture *future, gpointer data)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const CrmDuplicateFound *found;

  if (self->pages == NULL)
    return NULL;
  if (value == NULL)
    {
      say (self, error->message, FALSE);
      return NULL;
    }
  found = ((GPtrArray *)g_value_get_boxed (value))->pdata[0];
  compare (self, found->a, found->b, &found->score);
  return NULL;
}

AdwDialog *
crm_duplicates_dialog_new_for (CrmContext *context, const CrmId *a, const CrmId *b)
{
  CrmDuplicatesDialog *self;
  Wanted *wanted;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && a != NULL && b != NULL, NULL);

  self = g_object_new (CRM_TYPE_DUPLICATES_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->chosen = TRUE;
  adw_navigation_view_replace_with_tags (self->pages, (const char *const[]){ "compare" }, 1);
  update_actions (self);
  wanted = g_new0 (Wanted, 1);
  *wanted = (Wanted){ *a, *b };
  dex_future_disown (dex_future_finally (crm_store_read (get_store (self), NULL, read_pair, wanted, g_free), on_pair, g_object_ref (self), g_object_unref));
  return ADW_DIALOG (self);
}
