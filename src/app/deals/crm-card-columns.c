/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of cards beside each other. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-card-columns.h"

#include "app/deals/crm-deal-preview.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <locale.h>

/* Cards added to each column in a frame, and after which the others may come at once. */
#define CARDS_A_FRAME 6
#define CARDS_GROWN   216

struct _CrmCardColumns
{
  GObject parent_instance;

  /* borrowed */
  CrmDealsView *view;
  GtkWidget *area;
  const CrmCardColumnsHost *host;
  gpointer owner;
  GPtrArray *columns; /* owned, of CrmBoardColumn, which are the view's */

  /* owned */
  CrmMoveActions *actions;
  CrmNames *users;
  char *locale;
  char *currency;
  CrmColumnFormat format;

  gint64 followed;
  guint growing;
  gboolean picking;
};

G_DEFINE_FINAL_TYPE (CrmCardColumns, crm_card_columns, G_TYPE_OBJECT)

static guint refresh_signal;

CrmBoardColumn *
crm_card_columns_get (CrmCardColumns *self, guint index)
{
  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self), NULL);

  return index < self->columns->len ? self->columns->pdata[index] : NULL;
}

/* ── selection and focus ──────────────────────────────────────────────────────────────────── */

GArray *
crm_card_columns_dup_selected (CrmCardColumns *self)
{
  GArray *rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self), rowids);

  for (guint i = 0; i < self->columns->len; i++)
    crm_board_column_add_selected (crm_card_columns_get (self, i), rowids);
  return rowids;
}

static GArray *
dup_selected (gpointer owner)
{
  return crm_card_columns_dup_selected (CRM_CARD_COLUMNS (owner));
}

/* The card that has the keys, else the first selected one. */
static GtkWidget *
get_anchor (gpointer owner)
{
  CrmCardColumns *self = CRM_CARD_COLUMNS (owner);
  g_autoptr (GArray) rowids = dup_selected (owner);

  for (guint i = 0; i < self->columns->len && rowids->len > 0; i++)
    {
      CrmDealCard *card = crm_board_column_find_card (crm_card_columns_get (self, i), g_array_index (rowids, gint64, 0));

      if (card != NULL)
        return GTK_WIDGET (card);
    }
  return NULL;
}

static const CrmMoveActionsSource source = { dup_selected, get_anchor };

/* A selection is within one column: what is selected elsewhere is let go. */
static void
on_picked (CrmBoardColumn *column, CrmCardColumns *self)
{
  if (self->picking)
    return;
  self->picking = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    if (crm_card_columns_get (self, i) != column)
      crm_board_column_unselect (crm_card_columns_get (self, i));
  self->picking = FALSE;
  crm_move_actions_update (self->actions);
}

static gboolean
find_focused (CrmCardColumns *self, guint *column, guint *position)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint at = crm_board_column_get_focused (crm_card_columns_get (self, i));

      if (at == GTK_INVALID_LIST_POSITION)
        continue;
      *column = i;
      *position = at;
      return TRUE;
    }
  return FALSE;
}

static void
go_to (CrmCardColumns *self, guint column, guint position)
{
  if (self->host->show != NULL)
    self->host->show (self->owner, crm_card_columns_get (self, column));
  crm_board_column_go_to (crm_card_columns_get (self, column), position);
}

/* Left and right pass over columns without cards. */
static void
walk (CrmCardColumns *self, guint column, guint position, int step)
{
  for (int i = (int)column + step; i >= 0 && i < (int)self->columns->len; i += step)
    if (crm_board_list_get_n_deals (crm_board_column_get_list (crm_card_columns_get (self, (guint)i))) > 0)
      {
        go_to (self, (guint)i, position);
        return;
      }
}

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

/* One column back or on; those that take no deals are passed over. */
static void
move_selected (CrmCardColumns *self, guint column, int step)
{
  g_autoptr (GArray) rowids = dup_selected (self);

  for (int i = (int)column + step; i >= 0 && i < (int)self->columns->len; i += step)
    if (crm_board_column_takes_deals (crm_card_columns_get (self, (guint)i)))
      {
        self->host->move (self->owner, rowids, crm_card_columns_get (self, (guint)i));
        return;
      }
  gtk_widget_error_bell (self->area);
}

static void
on_dropped (CrmBoardColumn *column, GArray *rowids, CrmCardColumns *self)
{
  self->host->move (self->owner, rowids, column);
}

/* What was moved is shown and keeps the keys, once it is in its new place. */
static void
try_to_follow (CrmCardColumns *self)
{
  for (guint i = 0; self->followed != 0 && i < self->columns->len; i++)
    {
      CrmBoardColumn *column = crm_card_columns_get (self, i);
      guint position = crm_board_list_find (crm_board_column_get_list (column), self->followed);

      if (position == G_MAXUINT || !self->host->is_at (self->owner, column))
        continue;
      go_to (self, i, position);
      crm_board_column_settle (column, self->followed);
      self->followed = 0;
    }
}

void
crm_card_columns_follow (CrmCardColumns *self, gint64 rowid)
{
  g_return_if_fail (CRM_IS_CARD_COLUMNS (self));

  self->followed = rowid;
  try_to_follow (self);
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────── */

static void
open_deal (CrmCardColumns *self, CrmBoardColumn *column, guint position)
{
  GListModel *list = G_LIST_MODEL (crm_board_column_get_list (column));
  g_autoptr (CrmRow) row = g_list_model_get_item (list, position);

  if (row != NULL && crm_row_get_record (row) != NULL)
    crm_page_open_record (crm_deals_view_get_page (self->view), &crm_kind_deal, &crm_row_get_record (row)->id, list, position);
}

static void
on_activated (CrmBoardColumn *column, guint position, CrmCardColumns *self)
{
  open_deal (self, column, position);
}

static void
open_selected (CrmCardColumns *self)
{
  g_autoptr (GArray) rowids = dup_selected (self);

  for (guint i = 0; rowids->len > 0 && i < self->columns->len; i++)
    {
      CrmBoardColumn *column = crm_card_columns_get (self, i);
      guint position = crm_board_list_find (crm_board_column_get_list (column), g_array_index (rowids, gint64, 0));

      if (position != G_MAXUINT)
        open_deal (self, column, position);
    }
}

static void
preview_selected (CrmCardColumns *self)
{
  GtkWidget *card = get_anchor (self);
  CrmRecord *deal = card != NULL ? crm_deal_card_get_deal (CRM_DEAL_CARD (card)) : NULL;
  GtkWidget *column = card != NULL ? gtk_widget_get_ancestor (card, CRM_TYPE_BOARD_COLUMN) : NULL;
  CrmDealCardStyle style;
  graphene_point_t at;

  if (deal == NULL || column == NULL)
    return;
  style = crm_board_column_get_style (CRM_BOARD_COLUMN (column), deal);
  if (gtk_widget_compute_point (card, GTK_WIDGET (self->view), &GRAPHENE_POINT_INIT (0, (float)gtk_widget_get_height (card)), &at))
    crm_popover_popup (GTK_WIDGET (self->view), GTK_POPOVER (crm_deal_preview_new (deal, &style)), &at);
}

/* ── keys and the pointer ─────────────────────────────────────────────────────────────────── */

static GMenuModel *
make_menu (CrmCardColumns *self)
{
  return self->host->make_menu != NULL ? self->host->make_menu (self->owner) : crm_move_actions_make_menu (self->actions);
}

static gboolean
asks_for_menu (guint key, GdkModifierType held)
{
  return (key == GDK_KEY_Menu && held == 0) || (key == GDK_KEY_F10 && held == GDK_SHIFT_MASK);
}

static gboolean
press (CrmCardColumns *self, guint key, GdkModifierType state)
{
  if (asks_for_menu (key, state & gtk_accelerator_get_default_mod_mask ()))
    {
      g_autoptr (GMenuModel) menu = make_menu (self);

      crm_move_actions_popup (self->actions, menu);
      return TRUE;
    }
  if (self->host->press != NULL && self->host->press (self->owner, key, state))
    return TRUE;
  return crm_move_actions_press (self->actions, key, state);
}

static gboolean
on_key (CrmCardColumns *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  int step = key == GDK_KEY_Right || key == GDK_KEY_KP_Right ? 1 : key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -1
                                                                                                                 : 0;
  guint column, position;

  if (!find_focused (self, &column, &position))
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_direction (self->area) == GTK_TEXT_DIR_RTL)
    step = -step;
  if (step != 0 && held == 0)
    walk (self, column, position, step);
  else if (step != 0 && held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    move_selected (self, column, step);
  else if (key == GDK_KEY_space && held == 0)
    preview_selected (self);
  else
    return press (self, key, state);
  return GDK_EVENT_STOP;
}

static void
popup_menu (GtkGesture *gesture, double x, double y, CrmCardColumns *self)
{
  GtkWidget *at = gtk_widget_pick (self->area, x, y, GTK_PICK_DEFAULT);
  GtkWidget *card = at != NULL ? gtk_widget_get_ancestor (at, CRM_TYPE_DEAL_CARD) : NULL;
  GtkWidget *column = card != NULL ? gtk_widget_get_ancestor (card, CRM_TYPE_BOARD_COLUMN) : NULL;
  CrmRecord *deal = card != NULL ? crm_deal_card_get_deal (CRM_DEAL_CARD (card)) : NULL;
  g_autoptr (GMenuModel) menu = NULL;
  graphene_point_t place;

  if (deal == NULL || column == NULL || !gtk_widget_compute_point (self->area, GTK_WIDGET (self->view), &GRAPHENE_POINT_INIT ((float)x, (float)y), &place))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  crm_board_column_pick (CRM_BOARD_COLUMN (column), deal->rowid);
  menu = make_menu (self);
  crm_menu_popup (GTK_WIDGET (self->view), menu, &place);
}

static void
on_secondary_pressed (GtkGesture *gesture, int n, double x, double y, CrmCardColumns *self)
{
  popup_menu (gesture, x, y, self);
}

static void
on_long_pressed (GtkGesture *gesture, double x, double y, CrmCardColumns *self)
{
  popup_menu (gesture, x, y, self);
}

static void
add_controllers (CrmCardColumns *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new (), *long_press = gtk_gesture_long_press_new ();

  /* Before the lists, which would take the arrows and the space for themselves. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->area, keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_pressed), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_object (long_press, "pressed", G_CALLBACK (on_long_pressed), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (long_press));
}

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

GtkWidget *
crm_card_columns_add (CrmCardColumns *self)
{
  GtkWidget *column;

  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self) && self->users != NULL, NULL);

  column = crm_board_column_new (crm_deals_view_get_scope (self->view), &self->format);
  g_signal_connect_object (column, "activated", G_CALLBACK (on_activated), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (column, "picked", G_CALLBACK (on_picked), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (column, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_DEFAULT);
  g_ptr_array_add (self->columns, column);
  return column;
}

CrmBoardColumn *
crm_card_columns_steal_last (CrmCardColumns *self)
{
  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self) && self->columns->len > 0, NULL);

  return g_ptr_array_steal_index (self->columns, self->columns->len - 1);
}

guint
crm_card_columns_get_n (CrmCardColumns *self)
{
  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self), 0);

  return self->columns->len;
}

guint
crm_card_columns_find (CrmCardColumns *self, CrmBoardColumn *column)
{
  guint index = 0;

  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self), 0);

  g_ptr_array_find (self->columns, column, &index);
  return index;
}

CrmMoveActions *
crm_card_columns_get_actions (CrmCardColumns *self)
{
  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self), NULL);

  return self->actions;
}

const CrmColumnFormat *
crm_card_columns_get_format (CrmCardColumns *self)
{
  g_return_val_if_fail (CRM_IS_CARD_COLUMNS (self), NULL);

  return &self->format;
}

static gboolean
on_grow (GtkWidget *view, GdkFrameClock *clock, gpointer data)
{
  CrmCardColumns *self = CRM_CARD_COLUMNS (data);
  gboolean more = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmBoardList *list = crm_board_column_get_list (crm_card_columns_get (self, i));
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

void
crm_card_columns_settle (CrmCardColumns *self)
{
  g_return_if_fail (CRM_IS_CARD_COLUMNS (self));

  if (self->growing == 0)
    self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_grow, self, NULL);
  crm_move_actions_update (self->actions);
  try_to_follow (self);
}

void
crm_card_columns_refresh (CrmCardColumns *self, const CrmChangeSet *changes)
{
  g_return_if_fail (CRM_IS_CARD_COLUMNS (self) && changes != NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmBoardList *list = crm_board_column_get_list (crm_card_columns_get (self, i));

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
renew (CrmCardColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (crm_board_column_get_stage (crm_card_columns_get (self, i)) != NULL)
      crm_board_column_renew (crm_card_columns_get (self, i));
}

static void
on_workspace (CrmWorkspace *workspace, CrmCardColumns *self)
{
  if (!g_set_str (&self->currency, crm_workspace_get_currency (workspace)))
    return;
  self->format.currency = *self->currency != '\0' ? self->currency : NULL;
  renew (self);
  g_signal_emit (self, refresh_signal, 0);
}

void
crm_card_columns_begin (CrmCardColumns *self)
{
  CrmContext *context;

  g_return_if_fail (CRM_IS_CARD_COLUMNS (self) && self->users == NULL);

  context = crm_deals_view_get_context (self->view);
  self->users = crm_names_new (crm_context_get_store (context), &crm_kind_user);
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  self->format = (CrmColumnFormat){ crm_context_get_clock (context), self->users, self->locale };
  on_workspace (crm_context_get_workspace (context), self);
  g_signal_connect_object (self->users, "changed", G_CALLBACK (renew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_workspace), self, G_CONNECT_DEFAULT);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_card_columns_dispose (GObject *object)
{
  CrmCardColumns *self = CRM_CARD_COLUMNS (object);

  if (self->growing != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->growing);
  self->growing = 0;
  g_ptr_array_set_size (self->columns, 0);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_card_columns_parent_class)->dispose (object);
}

static void
crm_card_columns_finalize (GObject *object)
{
  CrmCardColumns *self = CRM_CARD_COLUMNS (object);

  g_ptr_array_unref (self->columns);
  g_clear_object (&self->users);
  g_free (self->locale);
  g_free (self->currency);

  G_OBJECT_CLASS (crm_card_columns_parent_class)->finalize (object);
}

static void
crm_card_columns_class_init (CrmCardColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_card_columns_dispose;
  object_class->finalize = crm_card_columns_finalize;

  refresh_signal = g_signal_new ("refresh", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_card_columns_init (CrmCardColumns *self)
{
  self->columns = g_ptr_array_new ();
}

CrmCardColumns *
crm_card_columns_new (CrmDealsView *view, GtkWidget *area, const CrmCardColumnsHost *host, gpointer owner)
{
  CrmCardColumns *self;

  g_return_val_if_fail (CRM_IS_DEALS_VIEW (view) && GTK_IS_WIDGET (area) && host != NULL, NULL);

  self = g_object_new (CRM_TYPE_CARD_COLUMNS, NULL);
  self->view = view;
  self->area = area;
  self->host = host;
  self->owner = owner;
  self->actions = crm_move_actions_new (view, &source, self);
  crm_move_actions_add (self->actions, "open", G_CALLBACK (open_selected), self);
  crm_move_actions_add (self->actions, "preview", G_CALLBACK (preview_selected), self);
  add_controllers (self);
  return self;
}
