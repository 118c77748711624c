/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a column for each stage, a card for each open deal. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-board.h"

#include "app/deals/crm-board-conversion.h"
#include "app/deals/crm-card-columns.h"
#include "app/deals/crm-deals-board-sheet.h"
#include "app/deals/crm-deals-empty.h"
#include "app/deals/crm-deals-export.h"
#include "app/widgets/crm-edge-scroll.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmDealsBoard
{
  CrmDealsView parent_instance;

  /* owned */
  CrmCardColumns *cards; /* as the board's columns */
  CrmBoard *board;
  GtkWidget *closed; /* holds won and lost, one above the other */

  CrmId destination; /* of what is followed */
  guint reading : 1;
  guint old_conversion : 1; /* the share that goes on is to be read again */
  guint stale : 1;
  guint choosing : 1;

  /* template */
  GtkStack *places;
  CrmDealsEmpty *empty;
  GtkStack *layouts;
  GtkScrolledWindow *scroller;
  GtkBox *wide;
  AdwCarousel *narrow;
  GtkDropDown *stage_choice;
};

G_DEFINE_FINAL_TYPE (CrmDealsBoard, crm_deals_board, CRM_TYPE_DEALS_VIEW)

static CrmDealsScope *
get_scope (CrmDealsBoard *self)
{
  return crm_deals_view_get_scope (CRM_DEALS_VIEW (self));
}

static CrmBoardColumn *
get_column (CrmDealsBoard *self, guint index)
{
  return crm_card_columns_get (self->cards, index);
}

static guint
count_columns (CrmDealsBoard *self)
{
  return crm_card_columns_get_n (self->cards);
}

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

static CrmRecord *
find_stage (CrmDealsBoard *self, CrmBoardColumn *column)
{
  const CrmBoardStage *stage = crm_board_column_get_stage (column);
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (get_scope (self));

  if (stage->stage != NULL)
    return stage->stage;
  return pipeline != NULL && strcmp (stage->outcome, "open") != 0 ? crm_pipeline_find_stage_for (pipeline, stage->outcome) : NULL;
}

static void
move (gpointer owner, GArray *rowids, CrmBoardColumn *column)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (owner);
  CrmRecord *stage = find_stage (self, column);

  if (stage != NULL)
    crm_move_actions_move (crm_card_columns_get_actions (self->cards), rowids, stage);
}

static gboolean
is_at (gpointer owner, CrmBoardColumn *column)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (owner);
  CrmRecord *stage = find_stage (self, column);

  return stage != NULL && crm_id_equal (&stage->id, &self->destination);
}

static void
on_moved (CrmMoveActions *actions, gint64 rowid, CrmRecord *stage, CrmDealsBoard *self)
{
  self->destination = stage->id;
  crm_card_columns_follow (self->cards, rowid);
}

/* In a narrow window a column is a page. */
static void
show_column (gpointer owner, CrmBoardColumn *column)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (owner);
  GtkWidget *page = gtk_widget_get_parent (GTK_WIDGET (column)) == self->closed ? self->closed : GTK_WIDGET (column);

  if (gtk_widget_get_ancestor (page, ADW_TYPE_CAROUSEL) != NULL)
    adw_carousel_scroll_to (self->narrow, page, TRUE);
}

static const CrmCardColumnsHost host = { .move = move, .is_at = is_at, .show = show_column };

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_narrow (CrmDealsBoard *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->layouts), "narrow") == 0;
}

static void
remove_page (GtkWidget *page)
{
  GtkWidget *parent = gtk_widget_get_parent (page);

  if (GTK_IS_BOX (parent))
    gtk_box_remove (GTK_BOX (parent), page);
  else if (parent != NULL && gtk_widget_get_ancestor (page, ADW_TYPE_CAROUSEL) != NULL)
    adw_carousel_remove (ADW_CAROUSEL (gtk_widget_get_ancestor (page, ADW_TYPE_CAROUSEL)), page);
}

static void
append_page (CrmDealsBoard *self, GtkWidget *page)
{
  if (is_narrow (self))
    adw_carousel_append (self->narrow, page);
  else
    gtk_box_append (self->wide, page);
}

/* The columns in their order, each held while it goes from one layout to the other. */
static void
lay_out (CrmDealsBoard *self)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < count_columns (self); i++)
    {
      GtkWidget *column = GTK_WIDGET (get_column (self, i));

      if (gtk_widget_get_parent (column) != self->closed)
        g_ptr_array_add (pages, g_object_ref (column));
    }
  g_ptr_array_add (pages, g_object_ref (self->closed));
  for (guint i = 0; i < pages->len; i++)
    {
      remove_page (pages->pdata[i]);
      append_page (self, pages->pdata[i]);
    }
}

static void
name_pages (CrmDealsBoard *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < count_columns (self); i++)
    {
      CrmBoardColumn *column = get_column (self, i);
      g_autofree char *title = NULL;

      if (gtk_widget_get_parent (GTK_WIDGET (column)) == self->closed)
        break;
      title = g_strdup_printf ("%s · %'u", crm_board_column_get_title (column), crm_board_column_get_stage (column)->totals.n);
      gtk_string_list_append (titles, title);
    }
  gtk_string_list_append (titles, _ ("Won and Lost"));
  self->choosing = TRUE;
  gtk_drop_down_set_model (self->stage_choice, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->stage_choice, (guint)(adw_carousel_get_position (self->narrow) + 0.5));
  self->choosing = FALSE;
}

static void
on_stage_chosen (CrmDealsBoard *self)
{
  guint selected = gtk_drop_down_get_selected (self->stage_choice);

  if (!self->choosing && selected < adw_carousel_get_n_pages (self->narrow))
    adw_carousel_scroll_to (self->narrow, adw_carousel_get_nth_page (self->narrow, selected), TRUE);
}

static void
on_page_changed (CrmDealsBoard *self, guint index)
{
  self->choosing = TRUE;
  gtk_drop_down_set_selected (self->stage_choice, index);
  self->choosing = FALSE;
}

static void
on_layout (CrmDealsBoard *self)
{
  if (self->cards == NULL || count_columns (self) == 0)
    return;
  lay_out (self);
  name_pages (self);
}

static gboolean
is_closed (const CrmBoardStage *stage)
{
  return strcmp (stage->outcome, "open") != 0;
}

/* As many columns as there are stages; those that stay keep their cards. */
static void
fit_columns (CrmDealsBoard *self, CrmBoard *board)
{
  guint n_open = 0;
  gboolean same = count_columns (self) == board->columns->len;

  for (guint i = 0; i < board->columns->len; i++)
    n_open += !is_closed (board->columns->pdata[i]);
  if (same)
    return;
  while (count_columns (self) > 0)
    remove_page (GTK_WIDGET (crm_card_columns_steal_last (self->cards)));
  for (guint i = 0; i < board->columns->len; i++)
    {
      GtkWidget *column = crm_card_columns_add (self->cards);

      if (i >= n_open)
        gtk_box_append (GTK_BOX (self->closed), column);
      else
        append_page (self, column);
    }
  lay_out (self);
}

static guint
get_tone (guint index, guint n)
{
  return n > 1 ? 1 + index * 4 / (n - 1) : 3;
}

static void
fill_columns (CrmDealsBoard *self, CrmBoard *board)
{
  guint n_stages = 0;

  for (guint i = 0; i < board->columns->len; i++)
    n_stages += ((CrmBoardStage *)board->columns->pdata[i])->stage != NULL;
  for (guint i = 0; i < board->columns->len; i++)
    {
      const CrmBoardStage *stage = board->columns->pdata[i];

      crm_board_column_set_stage (get_column (self, i), board, stage, stage->stage != NULL ? get_tone (i, n_stages) : 0);
    }
  name_pages (self);
}

void
crm_deals_board_set_conversion (CrmDealsBoard *self, const CrmId *stage, const CrmProportion *conversion)
{
  g_return_if_fail (CRM_IS_DEALS_BOARD (self) && stage != NULL);

  for (guint i = 0; i < count_columns (self); i++)
    {
      CrmRecord *shown = crm_board_column_get_stage (get_column (self, i))->stage;

      if (shown != NULL && crm_id_equal (&shown->id, stage))
        crm_board_column_set_conversion (get_column (self, i), conversion);
    }
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static void ask (CrmDealsBoard *self);

static guint
count_deals (CrmBoard *board)
{
  guint n = 0;

  for (guint i = 0; i < board->columns->len; i++)
    n += ((CrmBoardStage *)board->columns->pdata[i])->totals.n;
  return n;
}

static void
choose_place (CrmDealsBoard *self, CrmBoard *board)
{
  crm_deals_empty_set_lack (self->empty, crm_deals_scope_is_narrowed (get_scope (self)) ? CRM_DEALS_LACK_FOUND : CRM_DEALS_LACK_ALL);
  gtk_stack_set_visible_child_name (self->places, count_deals (board) > 0 ? "board" : "empty");
}

static DexFuture *
on_conversion_read (DexFuture *future, gpointer data)
{
  g_autoptr (CrmDealsBoard) self = g_weak_ref_get (data);
  const GValue *value = dex_future_get_value (future, NULL);
  GArray *rates = value != NULL ? g_value_get_boxed (value) : NULL;

  /* A column without its share is whole all the same; what is wrong with the file, the cards tell. */
  for (guint i = 0; self != NULL && self->places != NULL && rates != NULL && i < rates->len; i++)
    {
      const CrmStageConversion *conversion = &g_array_index (rates, CrmStageConversion, i);

      crm_deals_board_set_conversion (self, &conversion->stage, &conversion->rate);
    }
  return dex_future_new_true ();
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Behind the cards, which nobody is to wait for. */
static void
ask_for_conversion (CrmDealsBoard *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  self->old_conversion = FALSE;
  g_weak_ref_init (weak, self);
  dex_future_disown (dex_future_finally (crm_board_conversion_read (get_scope (self), NULL), on_conversion_read, weak, weak_ref_free));
}

static void
show_board (CrmDealsBoard *self, CrmBoard *board)
{
  fit_columns (self, board);
  fill_columns (self, board);
  g_clear_pointer (&self->board, crm_board_unref);
  self->board = crm_board_ref (board);
  choose_place (self, board);
  crm_card_columns_settle (self->cards);
  if (self->old_conversion)
    ask_for_conversion (self);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmDealsBoard *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->reading = FALSE;
  if (self->places == NULL || crm_deals_view_get_page (CRM_DEALS_VIEW (self)) == NULL)
    return dex_future_new_true ();
  if (value == NULL)
    crm_page_fail (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), error);
  else
    show_board (self, g_value_get_boxed (value));
  if (self->stale)
    ask (self);
  return dex_future_new_true ();
}

static CrmBoardQuestion *
make_question (CrmDealsBoard *self)
{
  CrmDealsScope *scope = get_scope (self);
  const CrmColumnFormat *format = crm_card_columns_get_format (self->cards);
  CrmBoardQuestion *question = g_new0 (CrmBoardQuestion, 1);

  question->pipelines = g_ptr_array_ref (crm_deals_scope_get_pipelines (scope));
  question->pipeline = crm_pipeline_ref (crm_deals_scope_get_pipeline (scope));
  question->filter = crm_deals_scope_dup_filter_of_all (scope);
  question->search = g_strdup (crm_deals_scope_get_search (scope));
  crm_deals_scope_get_span (scope, &question->closed, NULL);
  question->now = crm_clock_now (format->clock);
  question->zone = g_time_zone_ref (crm_clock_get_zone (format->clock));
  question->home = g_strdup (format->currency);
  return question;
}

static void
ask (CrmDealsBoard *self)
{
  CrmStore *store;

  self->stale = self->reading;
  if (self->reading || crm_deals_scope_get_pipeline (get_scope (self)) == NULL)
    return;
  self->reading = TRUE;
  store = crm_context_get_store (crm_deals_view_get_context (CRM_DEALS_VIEW (self)));
  dex_future_disown (dex_future_finally (crm_store_read (store, NULL, crm_board_read_into, make_question (self), (GDestroyNotify)crm_board_question_free), on_read,
                                         g_object_ref (self), g_object_unref));
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDealsBoard *self)
{
  if (!crm_change_set_has_kind (changes, CRM_KIND_DEAL) && !crm_change_set_has_kind (changes, CRM_KIND_EXCHANGE_RATE))
    return;
  self->old_conversion |= crm_change_set_has_kind (changes, CRM_KIND_STAGE_MOVE);
  crm_card_columns_refresh (self->cards, changes);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

static void
on_refresh (CrmDealsBoard *self)
{
  if (self->board != NULL)
    ask (self);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_deals_board_begin (CrmDealsView *view)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (view);

  crm_card_columns_begin (self->cards);
  g_signal_connect_object (crm_context_get_store (crm_deals_view_get_context (view)), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_DEFAULT);
}

static void
crm_deals_board_update (CrmDealsView *view)
{
  CRM_DEALS_BOARD (view)->old_conversion = TRUE;
  ask (CRM_DEALS_BOARD (view));
}

static DexFuture *
crm_deals_board_make_sheet (CrmDealsView *view)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (view);

  return crm_deals_board_sheet_read (crm_context_get_store (crm_deals_view_get_context (view)), make_question (self), crm_card_columns_get_format (self->cards), crm_deals_scope_describe (get_scope (self), FALSE));
}

/* What stands on it, closed deals as well. */
static void
crm_deals_board_export (CrmDealsView *view)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (view);
  g_autoptr (CrmQuery) all = crm_query_new (&crm_kind_deal, NULL, NULL, CRM_DEAL_STAGE, FALSE), query = NULL;
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->board == NULL)
    return;
  for (guint i = 0; i < self->board->columns->len; i++)
    {
      GArray *column = ((CrmBoardStage *)self->board->columns->pdata[i])->rowids;

      g_array_append_vals (rowids, column->data, column->len);
    }
  query = crm_query_with_rowids (all, rowids);
  crm_deals_export (crm_deals_view_get_page (view), query);
}

static void
crm_deals_board_dispose (GObject *object)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (object);

  while (self->cards != NULL && count_columns (self) > 0)
    crm_card_columns_steal_last (self->cards);
  if (self->closed != NULL)
    remove_page (self->closed);
  g_clear_object (&self->closed);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DEALS_BOARD);
  g_clear_object (&self->cards);

  G_OBJECT_CLASS (crm_deals_board_parent_class)->dispose (object);
}

static void
crm_deals_board_finalize (GObject *object)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (object);

  g_clear_pointer (&self->board, crm_board_unref);

  G_OBJECT_CLASS (crm_deals_board_parent_class)->finalize (object);
}

static void
crm_deals_board_class_init (CrmDealsBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmDealsViewClass *view_class = CRM_DEALS_VIEW_CLASS (klass);

  object_class->dispose = crm_deals_board_dispose;
  object_class->finalize = crm_deals_board_finalize;
  view_class->begin = crm_deals_board_begin;
  view_class->update = crm_deals_board_update;
  view_class->make_sheet = crm_deals_board_make_sheet;
  view_class->export = crm_deals_board_export;
  view_class->uses_period = TRUE;

  g_type_ensure (CRM_TYPE_DEALS_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deals-board.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, places);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, empty);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, layouts);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, wide);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, narrow);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, stage_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_layout);
  gtk_widget_class_bind_template_callback (widget_class, on_stage_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_page_changed);
}

static void
crm_deals_board_init (CrmDealsBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->closed = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_widget_set_hexpand (self->closed, TRUE);
  gtk_box_set_homogeneous (GTK_BOX (self->closed), TRUE);
  self->cards = crm_card_columns_new (CRM_DEALS_VIEW (self), GTK_WIDGET (self), &host, self);
  g_signal_connect_object (self->cards, "refresh", G_CALLBACK (on_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_card_columns_get_actions (self->cards), "moved", G_CALLBACK (on_moved), self, G_CONNECT_DEFAULT);
  crm_edge_scroll_attach (self->scroller);
}
