/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of cards, for a stage or a month. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-board-column.h"

#include "app/deals/crm-board-figures.h"
#include "core/schema/crm-schema-sales.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Cards before the first frame, in which crm_card_columns_settle() adds more. */
#define CARDS_AT_FIRST 2

struct _CrmBoardColumn
{
  GtkWidget parent_instance;

  /* owned */
  CrmBoard *board;
  CrmBoardList *deals;
  GtkMultiSelection *selection;
  GHashTable *cards; /* rowid → CrmDealCard, borrowed: those bound */
  CrmDealsScope *scope;
  char *title;     /* of a month; NULL of a stage */
  GArray *pressed; /* of gint64: what was selected when the pointer came down, which by itself selects one alone */

  /* borrowed */
  const CrmBoardStage *stage; /* of board */
  const CrmColumnFormat *format;

  CrmDealCardStyle style;
  gboolean takes_deals; /* of a month */
  gboolean is_without_stage;

  /* template */
  GtkMenuButton *figures_button;
  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkWidget *bar;
  GtkLabel *sum_label;
  GtkLabel *weighted_label;
  GtkWidget *details;
  GtkLabel *age_label;
  GtkLabel *conversion_label;
  GtkScrolledWindow *scroller;
  GtkListView *list;
};

enum
{
  ACTIVATED,
  PICKED,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmBoardColumn, crm_board_column, GTK_TYPE_WIDGET)

typedef GArray CrmDraggedDeals;

G_DEFINE_BOXED_TYPE (CrmDraggedDeals, crm_dragged_deals, g_array_ref, g_array_unref)

/* ── cards ────────────────────────────────────────────────────────────────────────────────── */

/* Where cards of several stages are, each has its own. */
CrmDealCardStyle
crm_board_column_get_style (CrmBoardColumn *self, const CrmRecord *deal)
{
  GPtrArray *pipelines = crm_deals_scope_get_pipelines (self->scope);
  CrmDealCardStyle style = self->style;

  if (style.stage == NULL && !self->is_without_stage && pipelines != NULL && deal != NULL && deal->values[CRM_DEAL_STAGE].type == CRM_VALUE_ID)
    style.stage = crm_pipelines_find_stage (pipelines, &deal->values[CRM_DEAL_STAGE].id, NULL);
  return style;
}

static void
fill_card (CrmBoardColumn *self, GtkListItem *item)
{
  CrmRow *row = gtk_list_item_get_item (item);
  CrmRecord *deal = crm_row_get_record (row);
  CrmDealCardStyle style = crm_board_column_get_style (self, deal);
  g_autofree char *words = deal != NULL ? crm_deal_words_describe (deal, &style) : NULL;

  gtk_widget_remove_css_class (gtk_list_item_get_child (item), "settling");
  crm_deal_card_set_deal (CRM_DEAL_CARD (gtk_list_item_get_child (item)), deal, &style);
  gtk_list_item_set_accessible_label (item, words != NULL ? words : "");
}

static void
on_record (CrmRow *row, GParamSpec *spec, GtkListItem *item)
{
  fill_card (g_object_get_data (G_OBJECT (item), "column"), item);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, CrmBoardColumn *self)
{
  g_object_set_data (G_OBJECT (item), "column", self);
  gtk_list_item_set_child (item, crm_deal_card_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, CrmBoardColumn *self)
{
  CrmRow *row = gtk_list_item_get_item (item);
  gint64 rowid = crm_row_get_rowid (row);

  g_hash_table_insert (self->cards, g_memdup2 (&rowid, sizeof rowid), item);
  g_signal_connect (row, "notify::record", G_CALLBACK (on_record), item);
  fill_card (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, CrmBoardColumn *self)
{
  gint64 rowid = crm_row_get_rowid (gtk_list_item_get_item (item));

  g_hash_table_remove (self->cards, &rowid);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_record, item);
}

void
crm_board_column_renew (CrmBoardColumn *self)
{
  GHashTableIter iter;
  gpointer item;

  g_return_if_fail (CRM_IS_BOARD_COLUMN (self));

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    fill_card (self, item);
}

CrmDealCard *
crm_board_column_find_card (CrmBoardColumn *self, gint64 rowid)
{
  GtkListItem *item;

  g_return_val_if_fail (CRM_IS_BOARD_COLUMN (self), NULL);

  item = g_hash_table_lookup (self->cards, &rowid);
  return item != NULL ? CRM_DEAL_CARD (gtk_list_item_get_child (item)) : NULL;
}

/* ── the head ─────────────────────────────────────────────────────────────────────────────── */

static void
set_tone (CrmBoardColumn *self, guint tone)
{
  static const char *const tones[] = { "tone-0", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5" };
  const char *outcome = self->stage->outcome;
  const char *classes[] = { "stage-bar", strcmp (outcome, "open") == 0 ? tones[MIN (tone, 5)] : outcome, NULL };

  gtk_widget_set_css_classes (self->bar, classes);
}

const char *
crm_board_column_get_title (CrmBoardColumn *self)
{
  g_return_val_if_fail (CRM_IS_BOARD_COLUMN (self), NULL);

  if (self->title != NULL)
    return self->title;
  if (self->stage->stage != NULL)
    return crm_record_get_title (self->stage->stage);
  return strcmp (self->stage->outcome, "won") == 0    ? C_ ("column of the board", "Won")
         : strcmp (self->stage->outcome, "lost") == 0 ? C_ ("column of the board", "Lost")
                                                      : _ ("Without a Stage");
}

static void
show_figure (GtkLabel *label, char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  g_free (text);
}

static void
show_figures (CrmBoardColumn *self)
{
  CrmBoardWords words = { self->board, self->stage, crm_board_column_get_title (self), self->format, self->title != NULL };
  g_autofree char *spoken = crm_board_words_describe (&words);

  gtk_label_set_label (self->title_label, words.title);
  show_figure (self->count_label, crm_board_words_dup_count (&words));
  show_figure (self->sum_label, crm_board_words_dup_sum (&words));
  show_figure (self->weighted_label, crm_board_words_dup_weighted (&words));
  show_figure (self->age_label, crm_board_words_dup_age (&words));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->figures_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, words.title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words.title, -1);
}

/* A line without a word takes no room among what was closed; open columns keep theirs, so that their cards begin together. */
static void
show_details (CrmBoardColumn *self)
{
  gtk_widget_set_visible (self->details, self->title == NULL && strcmp (self->stage->outcome, "open") == 0);
}

/* Every figure says how it is made when it is asked. */
static void
make_figures_popover (GtkMenuButton *button, gpointer data)
{
  CrmBoardColumn *self = CRM_BOARD_COLUMN (data);
  CrmBoardWords words = { self->board, self->stage, NULL, self->format, self->title != NULL };

  if (self->stage == NULL)
    return;
  words.title = crm_board_column_get_title (self);
  gtk_menu_button_set_popover (button, crm_board_words_make_popover (&words));
}

void
crm_board_column_set_conversion (CrmBoardColumn *self, const CrmProportion *conversion)
{
  g_return_if_fail (CRM_IS_BOARD_COLUMN (self));

  show_figure (self->conversion_label, conversion != NULL && conversion->whole > 0 ? g_strdup_printf (_ ("%d%% go on"), (int)(conversion->rate * 100 + 0.5)) : NULL);
}

static void
show_deals (CrmBoardColumn *self, CrmBoard *board, const CrmBoardStage *stage, guint tone)
{
  gboolean another_day;

  another_day = self->board == NULL || self->board->today.begin != board->today.begin || self->stage->stage != stage->stage;
  crm_board_ref (board);
  g_clear_pointer (&self->board, crm_board_unref);
  self->board = board;
  self->stage = stage;
  self->is_without_stage = self->title == NULL && stage->stage == NULL && strcmp (stage->outcome, "open") == 0;
  self->style = (CrmDealCardStyle){ self->format, board->today, stage->stage };
  set_tone (self, tone);
  show_figures (self);
  show_details (self);
  crm_board_list_set_rowids (self->deals, stage->rowids);
  if (another_day)
    crm_board_column_renew (self);
}

void
crm_board_column_set_stage (CrmBoardColumn *self, CrmBoard *board, const CrmBoardStage *stage, guint tone)
{
  g_return_if_fail (CRM_IS_BOARD_COLUMN (self) && board != NULL && stage != NULL);

  g_clear_pointer (&self->title, g_free);
  show_deals (self, board, stage, tone);
}

void
crm_board_column_set_month (CrmBoardColumn *self, CrmBoard *board, const CrmBoardStage *stage, const char *title, gboolean takes_deals)
{
  g_return_if_fail (CRM_IS_BOARD_COLUMN (self) && board != NULL && stage != NULL && title != NULL);

  g_set_str (&self->title, title);
  self->takes_deals = takes_deals;
  show_deals (self, board, stage, 0);
}

const CrmBoardStage *
crm_board_column_get_stage (CrmBoardColumn *self)
{
  g_return_val_if_fail (CRM_IS_BOARD_COLUMN (self), NULL);

  return self->stage;
}

CrmBoardList *
crm_board_column_get_list (CrmBoardColumn *self)
{
  g_return_val_if_fail (CRM_IS_BOARD_COLUMN (self), NULL);

  return self->deals;
}

gboolean
crm_board_column_takes_deals (CrmBoardColumn *self)
{
  g_return_val_if_fail (CRM_IS_BOARD_COLUMN (self), FALSE);

  if (self->title != NULL)
    return self->takes_deals;
  return self->stage != NULL && (self->stage->stage != NULL || strcmp (self->stage->outcome, "open") != 0);
}

/* ── selection and focus ──────────────────────────────────────────────────────────────────── */

void
crm_board_column_add_selected (CrmBoardColumn *self, GArray *rowids)
{
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_if_fail (CRM_IS_BOARD_COLUMN (self) && rowids != NULL);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (self->deals), position);
      gint64 rowid = row != NULL ? crm_row_get_rowid (row) : 0;

      if (rowid != 0)
        g_array_append_val (rowids, rowid);
    }
}

void
crm_board_column_unselect (CrmBoardColumn *self)
{
  g_return_if_fail (CRM_IS_BOARD_COLUMN (self));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
crm_board_column_go_to (CrmBoardColumn *self, guint position)
{
  guint n;

  g_return_if_fail (CRM_IS_BOARD_COLUMN (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->deals));
  if (n == 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->figures_button));
      return;
    }
  gtk_list_view_scroll_to (self->list, MIN (position, n - 1), GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

void
crm_board_column_pick (CrmBoardColumn *self, gint64 rowid)
{
  guint position;

  g_return_if_fail (CRM_IS_BOARD_COLUMN (self));

  position = crm_board_list_find (self->deals, rowid);
  if (position != G_MAXUINT && !gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

/* The class is taken away by the next deal the card shows, or the next time it settles. */
void
crm_board_column_settle (CrmBoardColumn *self, gint64 rowid)
{
  CrmDealCard *card;

  g_return_if_fail (CRM_IS_BOARD_COLUMN (self));

  card = crm_board_column_find_card (self, rowid);
  if (card == NULL || !adw_get_enable_animations (GTK_WIDGET (self)))
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (card), "settling");
  gtk_widget_add_css_class (GTK_WIDGET (card), "settling");
}

static gint64
get_rowid (GtkWidget *row)
{
  GtkWidget *card = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  return CRM_IS_DEAL_CARD (card) && crm_deal_card_get_deal (CRM_DEAL_CARD (card)) != NULL ? crm_deal_card_get_deal (CRM_DEAL_CARD (card))->rowid : 0;
}

guint
crm_board_column_get_focused (CrmBoardColumn *self)
{
  GtkRoot *root;
  GtkWidget *focus;
  gint64 rowid;

  g_return_val_if_fail (CRM_IS_BOARD_COLUMN (self), GTK_INVALID_LIST_POSITION);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || gtk_widget_get_parent (focus) != GTK_WIDGET (self->list))
    return GTK_INVALID_LIST_POSITION;
  rowid = get_rowid (focus);
  return rowid != 0 ? crm_board_list_find (self->deals, rowid) : GTK_INVALID_LIST_POSITION;
}

static void
on_selection_changed (GtkSelectionModel *selection, guint position, guint n_items, CrmBoardColumn *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (selection);

  if (!gtk_bitset_is_empty (selected))
    g_signal_emit (self, signals[PICKED], 0);
}

static void
on_activate (CrmBoardColumn *self, guint position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

/* ── dragging ─────────────────────────────────────────────────────────────────────────────── */

static void
on_pressed (GtkGestureClick *gesture, int n, double x, double y, CrmBoardColumn *self)
{
  g_array_set_size (self->pressed, 0);
  crm_board_column_add_selected (self, self->pressed);
}

static CrmDealCard *
pick_card (CrmBoardColumn *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);

  while (at != NULL && !CRM_IS_DEAL_CARD (at))
    at = at != GTK_WIDGET (self->list) ? gtk_widget_get_parent (at) : NULL;
  return (CrmDealCard *)at;
}

static gboolean
contains (GArray *rowids, gint64 rowid)
{
  for (guint i = 0; i < rowids->len; i++)
    if (g_array_index (rowids, gint64, i) == rowid)
      return TRUE;
  return FALSE;
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, CrmBoardColumn *self)
{
  CrmDealCard *card = pick_card (self, x, y);
  CrmRecord *deal = card != NULL ? crm_deal_card_get_deal (card) : NULL;
  g_autoptr (GArray) rowids = NULL;
  g_autoptr (GdkPaintable) picture = NULL;
  graphene_point_t hot;

  if (deal == NULL || !gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (card), &GRAPHENE_POINT_INIT ((float)x, (float)y), &hot))
    return NULL;
  if (self->pressed->len > 1 && contains (self->pressed, deal->rowid))
    rowids = g_array_copy (self->pressed);
  else
    {
      rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (rowids, deal->rowid);
    }
  picture = gtk_widget_paintable_new (GTK_WIDGET (card));
  gtk_drag_source_set_icon (source, picture, (int)hot.x, (int)hot.y);
  return gdk_content_provider_new_typed (CRM_TYPE_DRAGGED_DEALS, rowids);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, CrmBoardColumn *self)
{
  g_autofree char *words = NULL;
  GtkWidget *label;

  if (self->pressed->len < 2)
    return;
  words = g_strdup_printf (ngettext ("%'u deal", "%'u deals", self->pressed->len), self->pressed->len);
  label = gtk_label_new (words);
  gtk_widget_add_css_class (label, "dragged-deals");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
}

static GdkDragAction
on_drop_enter (GtkDropTarget *target, double x, double y, CrmBoardColumn *self)
{
  return crm_board_column_takes_deals (self) ? GDK_ACTION_MOVE : 0;
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, CrmBoardColumn *self)
{
  if (!crm_board_column_takes_deals (self))
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_boxed (value));
  return TRUE;
}

static void
add_dragging (CrmBoardColumn *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_DRAGGED_DEALS, GDK_ACTION_MOVE);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_PRIMARY);
  g_signal_connect (press, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (press));
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "enter", G_CALLBACK (on_drop_enter), self);
  g_signal_connect (target, "motion", G_CALLBACK (on_drop_enter), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_board_column_dispose (GObject *object)
{
  CrmBoardColumn *self = CRM_BOARD_COLUMN (object);

  if (self->list != NULL)
    {
      gtk_list_view_set_model (self->list, NULL);
      gtk_list_view_set_factory (self->list, NULL);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_BOARD_COLUMN);
  g_clear_object (&self->selection);
  g_clear_object (&self->deals);

  G_OBJECT_CLASS (crm_board_column_parent_class)->dispose (object);
}

static void
crm_board_column_finalize (GObject *object)
{
  CrmBoardColumn *self = CRM_BOARD_COLUMN (object);

  g_clear_pointer (&self->board, crm_board_unref);
  g_hash_table_unref (self->cards);
  g_array_unref (self->pressed);
  g_clear_object (&self->scope);
  g_free (self->title);

  G_OBJECT_CLASS (crm_board_column_parent_class)->finalize (object);
}

static void
crm_board_column_class_init (CrmBoardColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_board_column_dispose;
  object_class->finalize = crm_board_column_finalize;

  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_DRAGGED_DEALS);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-board-column.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, figures_button);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, title_label);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, sum_label);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, weighted_label);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, details);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, age_label);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, conversion_label);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardColumn, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
crm_board_column_init (CrmBoardColumn *self)
{
  self->cards = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->pressed = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_menu_button_set_create_popup_func (self->figures_button, make_figures_popover, self, NULL);
  add_dragging (self);
}

GtkWidget *
crm_board_column_new (CrmDealsScope *scope, const CrmColumnFormat *format)
{
  CrmBoardColumn *self;
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_return_val_if_fail (CRM_IS_DEALS_SCOPE (scope) && format != NULL, NULL);

  self = g_object_new (CRM_TYPE_BOARD_COLUMN, NULL);
  self->format = format;
  self->scope = g_object_ref (scope);
  self->deals = crm_board_list_new (crm_context_get_store (crm_deals_scope_get_context (scope)), CARDS_AT_FIRST);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->deals)));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  return GTK_WIDGET (self);
}
