/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a long list and what is selected of them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-record-list.h"

#include "app/widgets/crm-sectioned-rows.h"

/* A larger selection is let go when the list changes: finding its places again would hold up typing. */
#define SELECTION_KEPT_MAX 10000

/* Rows shown in the first frame, and after which the rest may come at once. */
#define ROWS_AT_FIRST 25
#define ROWS_GROWN    256

struct _CrmRecordList
{
  GObject parent_instance;

  /* owned */
  CrmQueryModel *model;
  CrmSectionedRows *rows; /* of the model */
  GtkMultiSelection *selection;
  GArray *kept; /* of gint64: rowids selected while the list is replaced */

  GtkWidget *widget;            /* borrowed */
  GtkColumnView *table;         /* weak */
  GtkListView *cards;           /* weak */
  GtkListItemFactory *headings; /* NULL while nothing is grouped */
  CrmGroupTitle title;
  gpointer title_owner;
  guint frames_to_top; /* until it scrolls there */
  gboolean to_top;     /* with the next answer */
  guint rows_a_frame;
  guint growing; /* tick callback, kept when it has ended */
};

G_DEFINE_FINAL_TYPE (CrmRecordList, crm_record_list, G_TYPE_OBJECT)

/* ── selection ────────────────────────────────────────────────────────────────────────────── */

GArray *
crm_record_list_dup_selected (CrmRecordList *self)
{
  GArray *rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), rowids);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 rowid = crm_query_model_get_rowid (self->model, position);

      g_array_append_val (rowids, rowid);
    }
  return rowids;
}

guint
crm_record_list_get_n_selected (CrmRecordList *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), 0);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint)gtk_bitset_get_size (selected);
}

static void
on_replacing (CrmQueryModel *model, CrmRecordList *self)
{
  g_array_unref (self->kept);
  self->kept = crm_record_list_get_n_selected (self) <= SELECTION_KEPT_MAX ? crm_record_list_dup_selected (self) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
restore_selection (CrmRecordList *self)
{
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();

  for (guint i = 0; i < self->kept->len; i++)
    {
      guint position = crm_query_model_find (self->model, g_array_index (self->kept, gint64, i));

      if (position != G_MAXUINT)
        gtk_bitset_add (selected, position);
    }
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
}

/* ── growing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
on_grow (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmRecordList *self = CRM_RECORD_LIST (data);
  guint cap = crm_query_model_get_cap (self->model) + self->rows_a_frame;

  crm_query_model_set_cap (self->model, cap < ROWS_GROWN ? cap : G_MAXUINT);
  return cap < ROWS_GROWN ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
show_headings (CrmRecordList *self)
{
  if (self->table != NULL)
    gtk_column_view_set_header_factory (self->table, self->headings);
  if (self->cards != NULL)
    gtk_list_view_set_header_factory (self->cards, self->headings);
}

static GtkAdjustment *
get_adjustment (CrmRecordList *self)
{
  GtkWidget *view = self->table != NULL && gtk_column_view_get_model (self->table) != NULL ? GTK_WIDGET (self->table) : GTK_WIDGET (self->cards);

  return view != NULL ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)) : NULL;
}

/* A list at its top stays at its first row when a heading comes above that: in the frame after, it can go there. */
static gboolean
on_headings_laid_out (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmRecordList *self = CRM_RECORD_LIST (data);

  if (self->frames_to_top-- > 1)
    return G_SOURCE_CONTINUE;
  if (get_adjustment (self) != NULL)
    gtk_adjustment_set_value (get_adjustment (self), 0);
  return G_SOURCE_REMOVE;
}

static void
update_headings (CrmRecordList *self)
{
  gboolean grouped = self->title != NULL && crm_query_model_get_section_starts (self->model) != NULL;

  if (grouped == (self->headings != NULL))
    return;
  g_clear_object (&self->headings);
  if (grouped)
    self->headings = crm_group_heading_factory_new (self->model, self->title, self->title_owner);
  show_headings (self);
  self->to_top = TRUE;
}

static void
go_to_top (CrmRecordList *self)
{
  if (self->to_top && self->headings != NULL && self->frames_to_top == 0)
    {
      self->frames_to_top = 2;
      gtk_widget_add_tick_callback (self->widget, on_headings_laid_out, g_object_ref (self), g_object_unref);
    }
  self->to_top = FALSE;
}

void
crm_record_list_scroll_to_top (CrmRecordList *self)
{
  g_return_if_fail (CRM_IS_RECORD_LIST (self));

  self->to_top = TRUE;
  if (get_adjustment (self) != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_adjustment_set_value (get_adjustment (self), 0);
}

static void
on_replaced (CrmQueryModel *model, CrmRecordList *self)
{
  update_headings (self);
  go_to_top (self);
  if (crm_query_model_get_cap (model) == ROWS_AT_FIRST && self->growing == 0 && crm_query_model_is_ready (model))
    self->growing = gtk_widget_add_tick_callback (self->widget, on_grow, g_object_ref (self), g_object_unref);
  restore_selection (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_record_list_finalize (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  g_clear_weak_pointer (&self->table);
  g_clear_weak_pointer (&self->cards);
  g_clear_object (&self->headings);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->model);
  g_array_unref (self->kept);

  G_OBJECT_CLASS (crm_record_list_parent_class)->finalize (object);
}

static void
crm_record_list_class_init (CrmRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_record_list_finalize;
}

static void
crm_record_list_init (CrmRecordList *self)
{
  self->kept = g_array_new (FALSE, FALSE, sizeof (gint64));
}

CrmRecordList *
crm_record_list_new (GtkWidget *widget, CrmStore *store, guint rows_a_frame)
{
  CrmRecordList *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && CRM_IS_STORE (store) && rows_a_frame > 0, NULL);

  self = g_object_new (CRM_TYPE_RECORD_LIST, NULL);
  self->widget = widget;
  self->rows_a_frame = rows_a_frame;
  self->model = crm_query_model_new_capped (store, ROWS_AT_FIRST);
  self->rows = crm_sectioned_rows_new (self->model);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  g_signal_connect_object (self->model, "replacing", G_CALLBACK (on_replacing), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_DEFAULT);
  return self;
}

CrmQueryModel *
crm_record_list_get_model (CrmRecordList *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), NULL);

  return self->model;
}

GtkSelectionModel *
crm_record_list_get_selection (CrmRecordList *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

void
crm_record_list_show_in (CrmRecordList *self, GtkColumnView *table, GtkListView *cards, gboolean narrow)
{
  g_return_if_fail (CRM_IS_RECORD_LIST (self));

  g_set_weak_pointer (&self->table, table);
  g_set_weak_pointer (&self->cards, cards);
  show_headings (self);
  gtk_column_view_set_model (table, narrow ? NULL : GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_model (cards, narrow ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

CrmTextPattern *
crm_record_list_dup_pattern (CrmRecordList *self)
{
  const char *typed;

  g_return_val_if_fail (CRM_IS_RECORD_LIST (self), NULL);

  typed = crm_query_get_search (crm_query_model_get_query (self->model));
  return typed != NULL && *typed != '\0' ? crm_text_pattern_new (typed) : NULL;
}

void
crm_record_list_set_group_title (CrmRecordList *self, CrmGroupTitle title, gpointer owner)
{
  g_return_if_fail (CRM_IS_RECORD_LIST (self));

  self->title = title;
  self->title_owner = owner;
}
