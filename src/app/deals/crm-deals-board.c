/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: a column for each stage, a card for each open deal. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-board.h"

#include "app/deals/crm-board-column.h"
#include "app/deals/crm-board-conversion.h"
#include "app/deals/crm-deal-preview.h"
#include "app/deals/crm-deals-board-sheet.h"
#include "app/deals/crm-deals-export.h"
#include "app/deals/crm-move-actions.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* Cards added to each column in a frame, and after which the others may come at once. */
#define CARDS_A_FRAME 6
#define CARDS_GROWN   216

/* How near to an edge a drag scrolls, and how far in a frame at most. */
#define EDGE       72
#define EDGE_SPEED 18

struct _CrmDealsBoard
{
  CrmDealsView parent_instance;

  /* owned */
  CrmMoveActions *actions;
  CrmNames *users;
  CrmBoard *board;
  GPtrArray *columns; /* of CrmBoardColumn, borrowed from the layout, as the board's columns */
  GtkWidget *closed;  /* holds won and lost, one above the other */
  char *locale;
  char *currency;
  CrmColumnFormat format;

  /* what is followed when it has been moved */
  gint64 followed;
  CrmId destination;

  double edge_speed;
  guint edge_tick;
  guint growing;
  guint reading : 1;
  guint old_conversion : 1; /* the share that goes on is to be read again */
  guint stale : 1;
  guint picking : 1;
  guint choosing : 1;

  /* template */
  GtkStack *places;
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
  return index < self->columns->len ? self->columns->pdata[index] : NULL;
}

/* ── selection and focus ──────────────────────────────────────────────────────────────────── */

static GArray *
dup_selected (CrmDealsView *view)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (view);
  GArray *rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->columns->len; i++)
    crm_board_column_add_selected (get_column (self, i), rowids);
  return rowids;
}

/* The card that has the keys, else the first selected one. */
static GtkWidget *
get_anchor (CrmDealsView *view)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (view);
  g_autoptr (GArray) rowids = dup_selected (view);

  for (guint i = 0; i < self->columns->len && rowids->len > 0; i++)
    {
      CrmDealCard *card = crm_board_column_find_card (get_column (self, i), g_array_index (rowids, gint64, 0));

      if (card != NULL)
        return GTK_WIDGET (card);
    }
  return NULL;
}

static const CrmMoveActionsSource source = { dup_selected, get_anchor };

/* A selection is within one column: what is selected elsewhere is let go. */
static void
on_picked (CrmBoardColumn *column, CrmDealsBoard *self)
{
  if (self->picking)
    return;
  self->picking = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    if (get_column (self, i) != column)
      crm_board_column_unselect (get_column (self, i));
  self->picking = FALSE;
  crm_move_actions_update (self->actions);
}

static gboolean
find_focused (CrmDealsBoard *self, guint *column, guint *position)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint at = crm_board_column_get_focused (get_column (self, i));

      if (at == GTK_INVALID_LIST_POSITION)
        continue;
      *column = i;
      *position = at;
      return TRUE;
    }
  return FALSE;
}

/* In a narrow window a column is a page. */
static void
show_column (CrmDealsBoard *self, guint index)
{
  GtkWidget *column = GTK_WIDGET (get_column (self, index));
  GtkWidget *page = gtk_widget_get_parent (column) == self->closed ? self->closed : column;

  if (gtk_widget_get_ancestor (page, ADW_TYPE_CAROUSEL) != NULL)
    adw_carousel_scroll_to (self->narrow, page, TRUE);
}

static void
go_to (CrmDealsBoard *self, guint column, guint position)
{
  show_column (self, column);
  crm_board_column_go_to (get_column (self, column), position);
}

/* Left and right pass over columns without cards. */
static void
walk (CrmDealsBoard *self, guint column, guint position, int step)
{
  for (int i = (int)column + step; i >= 0 && i < (int)self->columns->len; i += step)
    if (crm_board_list_get_n_deals (crm_board_column_get_list (get_column (self, (guint)i))) > 0)
      {
        go_to (self, (guint)i, position);
        return;
      }
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
move_to_column (CrmDealsBoard *self, GArray *rowids, CrmBoardColumn *column)
{
  CrmRecord *stage = find_stage (self, column);

  if (stage != NULL)
    crm_move_actions_move (self->actions, rowids, stage);
}

/* One stage back or on; the column without a stage is between none. */
static void
move_selected (CrmDealsBoard *self, guint column, int step)
{
  g_autoptr (GArray) rowids = dup_selected (CRM_DEALS_VIEW (self));

  for (int i = (int)column + step; i >= 0 && i < (int)self->columns->len; i += step)
    if (crm_board_column_takes_deals (get_column (self, (guint)i)))
      {
        move_to_column (self, rowids, get_column (self, (guint)i));
        return;
      }
  gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
on_dropped (CrmBoardColumn *column, GArray *rowids, CrmDealsBoard *self)
{
  move_to_column (self, rowids, column);
}

/* What was moved is shown and keeps the keys, once the board has it in its new place. */
static void
follow (CrmDealsBoard *self)
{
  for (guint i = 0; self->followed != 0 && i < self->columns->len; i++)
    {
      CrmBoardColumn *column = get_column (self, i);
      guint position = crm_board_list_find (crm_board_column_get_list (column), self->followed);
      CrmRecord *stage = find_stage (self, column);

      if (position == G_MAXUINT || stage == NULL || !crm_id_equal (&stage->id, &self->destination))
        continue;
      go_to (self, i, position);
      crm_board_column_settle (column, self->followed);
      self->followed = 0;
    }
}

static void
on_moved (CrmMoveActions *actions, gint64 rowid, CrmRecord *stage, CrmDealsBoard *self)
{
  self->followed = rowid;
  self->destination = stage->id;
  follow (self);
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────── */

static void
open_deal (CrmDealsBoard *self, CrmBoardColumn *column, guint position)
{
  GListModel *list = G_LIST_MODEL (crm_board_column_get_list (column));
  g_autoptr (CrmRow) row = g_list_model_get_item (list, position);

  if (row != NULL && crm_row_get_record (row) != NULL)
    crm_page_open_record (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), &crm_kind_deal, &crm_row_get_record (row)->id, list, position);
}

static void
on_activated (CrmBoardColumn *column, guint position, CrmDealsBoard *self)
{
  open_deal (self, column, position);
}

static void
open_selected (CrmDealsBoard *self)
{
  g_autoptr (GArray) rowids = dup_selected (CRM_DEALS_VIEW (self));

  for (guint i = 0; rowids->len > 0 && i < self->columns->len; i++)
    {
      guint position = crm_board_list_find (crm_board_column_get_list (get_column (self, i)), g_array_index (rowids, gint64, 0));

      if (position != G_MAXUINT)
        open_deal (self, get_column (self, i), position);
    }
}

static void
preview_selected (CrmDealsBoard *self)
{
  GtkWidget *card = get_anchor (CRM_DEALS_VIEW (self));
  CrmRecord *deal = card != NULL ? crm_deal_card_get_deal (CRM_DEAL_CARD (card)) : NULL;
  GtkWidget *column = card != NULL ? gtk_widget_get_ancestor (card, CRM_TYPE_BOARD_COLUMN) : NULL;
  CrmDealCardStyle style;
  graphene_point_t at;

  if (deal == NULL || column == NULL)
    return;
  style = (CrmDealCardStyle){ &self->format, self->board->today, find_stage (self, CRM_BOARD_COLUMN (column)) };
  if (gtk_widget_compute_point (card, GTK_WIDGET (self), &GRAPHENE_POINT_INIT (0, (float)gtk_widget_get_height (card)), &at))
    crm_popover_popup (GTK_WIDGET (self), GTK_POPOVER (crm_deal_preview_new (deal, &style)), &at);
}

/* ── keys and the pointer ─────────────────────────────────────────────────────────────────── */

static gboolean
on_key (CrmDealsBoard *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  int step = key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1 : key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1
                                                                                                                 : 0;
  guint column, position;

  if (!find_focused (self, &column, &position))
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    step = -step;
  if (step != 0 && held == 0)
    walk (self, column, position, step);
  else if (step != 0 && held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    move_selected (self, column, step);
  else if (key == GDK_KEY_space && held == 0)
    preview_selected (self);
  else
    return crm_move_actions_press (self->actions, key, state);
  return GDK_EVENT_STOP;
}

static void
popup_menu (GtkGesture *gesture, double x, double y, CrmDealsBoard *self)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = at != NULL ? gtk_widget_get_ancestor (at, CRM_TYPE_DEAL_CARD) : NULL;
  GtkWidget *column = card != NULL ? gtk_widget_get_ancestor (card, CRM_TYPE_BOARD_COLUMN) : NULL;
  CrmRecord *deal = card != NULL ? crm_deal_card_get_deal (CRM_DEAL_CARD (card)) : NULL;
  g_autoptr (GMenuModel) menu = NULL;

  if (deal == NULL || column == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  crm_board_column_pick (CRM_BOARD_COLUMN (column), deal->rowid);
  menu = crm_move_actions_make_menu (self->actions);
  crm_menu_popup (GTK_WIDGET (self), menu, &GRAPHENE_POINT_INIT ((float)x, (float)y));
}

static void
on_secondary_pressed (GtkGesture *gesture, int n, double x, double y, CrmDealsBoard *self)
{
  popup_menu (gesture, x, y, self);
}

static void
on_long_pressed (GtkGesture *gesture, double x, double y, CrmDealsBoard *self)
{
  popup_menu (gesture, x, y, self);
}

/* ── scrolling at the edges while something is dragged ────────────────────────────────────── */

static gboolean
on_edge_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + self->edge_speed);
  return G_SOURCE_CONTINUE;
}

static void
set_edge_speed (CrmDealsBoard *self, double speed)
{
  self->edge_speed = speed;
  if (speed != 0 && self->edge_tick == 0)
    self->edge_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_edge_tick, NULL, NULL);
  else if (speed == 0 && self->edge_tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->edge_tick);
      self->edge_tick = 0;
    }
}

static void
on_drag_motion (GtkDropControllerMotion *motion, double x, double y, CrmDealsBoard *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->scroller));

  if (x < EDGE)
    set_edge_speed (self, -EDGE_SPEED * (EDGE - x) / EDGE);
  else if (x > width - EDGE)
    set_edge_speed (self, EDGE_SPEED * (x - width + EDGE) / EDGE);
  else
    set_edge_speed (self, 0);
}

static void
on_drag_leave (CrmDealsBoard *self)
{
  set_edge_speed (self, 0);
}

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

static CrmBoardColumn *
make_column (CrmDealsBoard *self)
{
  CrmStore *store = crm_context_get_store (crm_deals_view_get_context (CRM_DEALS_VIEW (self)));
  GtkWidget *column = crm_board_column_new (store, &self->format);

  g_signal_connect_object (column, "activated", G_CALLBACK (on_activated), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (column, "picked", G_CALLBACK (on_picked), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (column, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_DEFAULT);
  return CRM_BOARD_COLUMN (column);
}

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

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *column = self->columns->pdata[i];

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

  for (guint i = 0; i < self->columns->len; i++)
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
  if (self->columns == NULL || self->columns->len == 0)
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
  gboolean same = self->columns->len == board->columns->len;

  for (guint i = 0; i < board->columns->len; i++)
    n_open += !is_closed (board->columns->pdata[i]);
  if (same)
    return;
  while (self->columns->len > 0)
    {
      GtkWidget *column = g_ptr_array_steal_index (self->columns, self->columns->len - 1);

      remove_page (column);
    }
  for (guint i = 0; i < board->columns->len; i++)
    {
      CrmBoardColumn *column = make_column (self);

      g_ptr_array_add (self->columns, column);
      if (i >= n_open)
        gtk_box_append (GTK_BOX (self->closed), GTK_WIDGET (column));
      else
        append_page (self, GTK_WIDGET (column));
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

  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmRecord *shown = crm_board_column_get_stage (get_column (self, i))->stage;

      if (shown != NULL && crm_id_equal (&shown->id, stage))
        crm_board_column_set_conversion (get_column (self, i), conversion);
    }
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static void ask (CrmDealsBoard *self);

static gboolean
on_grow (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (widget);
  gboolean more = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmBoardList *list = crm_board_column_get_list (get_column (self, i));
      guint cap = crm_board_list_get_cap (list);

      if (cap == G_MAXUINT)
        continue;
      crm_board_list_set_cap (list, cap + CARDS_A_FRAME < CARDS_GROWN ? cap + CARDS_A_FRAME : G_MAXUINT);
      more = TRUE;
    }
  if (!more)
    self->growing = 0;
  return more ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static guint
count_deals (CrmBoard *board)
{
  guint n = 0;

  for (guint i = 0; i < board->columns->len; i++)
    n += ((CrmBoardStage *)board->columns->pdata[i])->totals.n;
  return n;
}

static const char *
choose_place (CrmDealsBoard *self, CrmBoard *board)
{
  if (count_deals (board) > 0)
    return "board";
  return crm_deals_scope_is_narrowed (get_scope (self)) ? "nothing" : "empty";
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
  gtk_stack_set_visible_child_name (self->places, choose_place (self, board));
  if (self->growing == 0)
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_grow, NULL, NULL);
  crm_move_actions_update (self->actions);
  follow (self);
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
  CrmClock *clock = self->format.clock;
  CrmBoardQuestion *question = g_new0 (CrmBoardQuestion, 1);

  question->pipelines = g_ptr_array_ref (crm_deals_scope_get_pipelines (scope));
  question->pipeline = crm_pipeline_ref (crm_deals_scope_get_pipeline (scope));
  question->filter = crm_deals_scope_dup_filter_of_all (scope);
  question->search = g_strdup (crm_deals_scope_get_search (scope));
  crm_deals_scope_get_span (scope, &question->closed, NULL);
  question->now = crm_clock_now (clock);
  question->zone = g_time_zone_ref (crm_clock_get_zone (clock));
  question->home = g_strdup (self->currency);
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
refresh_cards (CrmDealsBoard *self, const CrmChangeSet *changes)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmBoardList *list = crm_board_column_get_list (get_column (self, i));

      if (changes->many)
        crm_board_list_refresh (list, 0);
      for (guint j = 0; !changes->many && j < changes->records->len; j++)
        {
          const CrmChangedRecord *changed = &g_array_index (changes->records, CrmChangedRecord, j);

          if (changed->kind == CRM_KIND_DEAL)
            crm_board_list_refresh (list, changed->rowid);
        }
    }
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDealsBoard *self)
{
  if (!crm_change_set_has_kind (changes, CRM_KIND_DEAL) && !crm_change_set_has_kind (changes, CRM_KIND_EXCHANGE_RATE))
    return;
  self->old_conversion |= crm_change_set_has_kind (changes, CRM_KIND_STAGE_MOVE);
  refresh_cards (self, changes);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

static void
renew_cards (CrmDealsBoard *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (crm_board_column_get_stage (get_column (self, i)) != NULL)
      crm_board_column_renew (get_column (self, i));
}

static void
on_workspace (CrmWorkspace *workspace, CrmDealsBoard *self)
{
  if (!g_set_str (&self->currency, crm_workspace_get_currency (workspace)))
    return;
  self->format.currency = *self->currency != '\0' ? self->currency : NULL;
  renew_cards (self);
  if (self->board != NULL)
    ask (self);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_deals_board_begin (CrmDealsView *view)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (view);
  CrmContext *context = crm_deals_view_get_context (view);
  CrmStore *store = crm_context_get_store (context);

  self->users = crm_names_new (store, &crm_kind_user);
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  self->format = (CrmColumnFormat){ crm_context_get_clock (context), self->users, self->locale };
  on_workspace (crm_context_get_workspace (context), self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->users, "changed", G_CALLBACK (renew_cards), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_workspace), self, G_CONNECT_DEFAULT);
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

  return crm_deals_board_sheet_read (crm_context_get_store (crm_deals_view_get_context (view)), make_question (self), &self->format, crm_deals_scope_describe (get_scope (self), FALSE));
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

  set_edge_speed (self, 0);
  g_ptr_array_set_size (self->columns, 0);
  if (self->closed != NULL)
    remove_page (self->closed);
  g_clear_object (&self->closed);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DEALS_BOARD);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_deals_board_parent_class)->dispose (object);
}

static void
crm_deals_board_finalize (GObject *object)
{
  CrmDealsBoard *self = CRM_DEALS_BOARD (object);

  g_ptr_array_unref (self->columns);
  g_clear_pointer (&self->board, crm_board_unref);
  g_clear_object (&self->users);
  g_free (self->locale);
  g_free (self->currency);

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

  g_type_ensure (CRM_TYPE_BOARD_COLUMN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deals-board.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsBoard, places);
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
add_controllers (CrmDealsBoard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *motion = gtk_drop_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  /* Before the lists, which would take the arrows and the space for themselves. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (motion, "motion", G_CALLBACK (on_drag_motion), self);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_drag_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_secondary_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

static void
crm_deals_board_init (CrmDealsBoard *self)
{
  self->columns = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->closed = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_widget_set_hexpand (self->closed, TRUE);
  gtk_box_set_homogeneous (GTK_BOX (self->closed), TRUE);
  self->actions = crm_move_actions_new (CRM_DEALS_VIEW (self), &source);
  crm_move_actions_add (self->actions, "open", G_CALLBACK (open_selected));
  crm_move_actions_add (self->actions, "preview", G_CALLBACK (preview_selected));
  g_signal_connect_object (self->actions, "moved", G_CALLBACK (on_moved), self, G_CONNECT_DEFAULT);
  add_controllers (self);
}
