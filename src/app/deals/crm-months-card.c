/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The months of the forecast with a card for each open deal. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-months-card.h"

#include "app/deals/crm-card-columns.h"
#include "app/deals/crm-forecast-months.h"
#include "app/widgets/crm-edge-scroll.h"
#include "core/sales/crm-deal-bulk.h"

#include <glib/gi18n-lib.h>

/* Four cards and part of a fifth. */
#define HEIGHT 430

struct _CrmMonthsCard
{
  AdwBin parent_instance;

  CrmDealsView *view; /* borrowed */
  CrmCardColumns *cards;
  GtkScrolledWindow *scroller;
  GtkBox *box;

  CrmDate today;
  guint destination; /* of what is followed */
};

G_DEFINE_FINAL_TYPE (CrmMonthsCard, crm_months_card, ADW_TYPE_BIN)

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

/* Owned by the future: what was asked for, until it is written. */
typedef struct
{
  CrmMonthsCard *card;
  gint64 rowid;
  guint place;
} Moving;

static void
moving_free (gpointer data)
{
  g_object_unref (((Moving *)data)->card);
  g_free (data);
}

static DexFuture *
on_moved (DexFuture *future, gpointer data)
{
  Moving *moving = data;
  CrmMonthsCard *self = moving->card;

  if (self->cards == NULL)
    return NULL;
  self->destination = moving->place;
  crm_card_columns_follow (self->cards, moving->rowid);
  return NULL;
}

/* Those that stand there already stay on their day. */
static GArray *
dup_others (CrmMonthsCard *self, GArray *rowids, guint place)
{
  CrmBoardList *list = crm_board_column_get_list (crm_card_columns_get (self->cards, place));
  GArray *others = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < rowids->len; i++)
    {
      gint64 rowid = g_array_index (rowids, gint64, i);

      if (crm_board_list_find (list, rowid) == G_MAXUINT)
        g_array_append_val (others, rowid);
    }
  return others;
}

static void
move_to_place (CrmMonthsCard *self, GArray *rowids, guint place)
{
  CrmDate month = crm_forecast_months_get_month (place, self->today);
  g_autoptr (GArray) others = month != CRM_DATE_NONE ? dup_others (self, rowids, place) : NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *name = NULL, *title = NULL, *toast = NULL;
  Moving *moving;

  if (others == NULL || others->len == 0)
    return;
  name = crm_forecast_months_dup_name (month);
  /* Translators: %2$s is a month with its year. */
  title = g_strdup_printf (ngettext ("Expect %1$'u deal in %2$s", "Expect %1$'u deals in %2$s", others->len), others->len, name);
  toast = g_strdup_printf (ngettext ("%1$'u deal is expected in %2$s now", "%1$'u deals are expected in %2$s now", others->len), others->len, name);
  edit = crm_deal_bulk_new_month (title, others, month, self->today);
  moving = g_new (Moving, 1);
  *moving = (Moving){ g_object_ref (self), g_array_index (others, gint64, 0), place };
  gtk_accessible_announce (GTK_ACCESSIBLE (self), toast, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  dex_future_disown (dex_future_then (crm_page_apply (crm_deals_view_get_page (self->view), edit, toast), on_moved, moving, moving_free));
}

static void
move (gpointer owner, GArray *rowids, CrmBoardColumn *column)
{
  CrmMonthsCard *self = CRM_MONTHS_CARD (owner);

  move_to_place (self, rowids, crm_card_columns_find (self->cards, column));
}

static gboolean
is_at (gpointer owner, CrmBoardColumn *column)
{
  CrmMonthsCard *self = CRM_MONTHS_CARD (owner);

  return crm_card_columns_find (self->cards, column) == self->destination;
}

/* ── the menu of months ───────────────────────────────────────────────────────────────────── */

static void
on_move_to (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmMonthsCard *self = CRM_MONTHS_CARD (data);
  g_autoptr (GArray) rowids = crm_card_columns_dup_selected (self->cards);

  move_to_place (self, rowids, g_variant_get_uint32 (parameter));
}

static GMenuModel *
make_months_menu (CrmMonthsCard *self)
{
  GMenu *menu = g_menu_new ();

  for (guint place = CRM_FORECAST_PLACE_MONTH; place < CRM_FORECAST_N_PLACES; place++)
    {
      g_autofree char *name = crm_forecast_months_dup_name (crm_forecast_months_get_month (place, self->today));
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "months.move-to", "u", place);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_menu (gpointer owner)
{
  CrmMonthsCard *self = CRM_MONTHS_CARD (owner);
  GMenuModel *menu = crm_move_actions_make_menu (crm_card_columns_get_actions (self->cards));
  g_autoptr (GMenuModel) months = make_months_menu (self);
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_submenu (section, _ ("Move to Mont_h"), months);
  g_menu_insert_section (G_MENU (menu), 1, NULL, G_MENU_MODEL (section));
  return menu;
}

static gboolean
press (gpointer owner, guint key, GdkModifierType state)
{
  CrmMonthsCard *self = CRM_MONTHS_CARD (owner);
  g_autoptr (GMenuModel) months = NULL;

  if (gdk_keyval_to_lower (key) != GDK_KEY_m || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  months = make_months_menu (self);
  crm_move_actions_popup (crm_card_columns_get_actions (self->cards), months);
  return TRUE;
}

static const CrmCardColumnsHost host = { .move = move, .is_at = is_at, .press = press, .make_menu = make_menu };

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_months_card_dispose (GObject *object)
{
  CrmMonthsCard *self = CRM_MONTHS_CARD (object);

  while (self->cards != NULL && crm_card_columns_get_n (self->cards) > 0)
    crm_card_columns_steal_last (self->cards);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->cards);

  G_OBJECT_CLASS (crm_months_card_parent_class)->dispose (object);
}

static void
crm_months_card_class_init (CrmMonthsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_months_card_dispose;
}

static void
crm_months_card_init (CrmMonthsCard *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10));
  gtk_box_set_homogeneous (self->box, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "months");
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->box));
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), -1, HEIGHT);
  crm_edge_scroll_attach (self->scroller);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

static void
add_actions (CrmMonthsCard *self)
{
  static const GActionEntry entries[] = { { .name = "move-to", .activate = on_move_to, .parameter_type = "u" } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "months", G_ACTION_GROUP (group));
}

GtkWidget *
crm_months_card_new (CrmDealsView *view)
{
  CrmMonthsCard *self;

  g_return_val_if_fail (CRM_IS_DEALS_VIEW (view), NULL);

  self = g_object_new (CRM_TYPE_MONTHS_CARD, NULL);
  self->view = view;
  self->cards = crm_card_columns_new (view, GTK_WIDGET (self), &host, self);
  crm_card_columns_begin (self->cards);
  for (guint i = 0; i < CRM_FORECAST_N_PLACES; i++)
    gtk_box_append (self->box, crm_card_columns_add (self->cards));
  add_actions (self);
  return GTK_WIDGET (self);
}

void
crm_months_card_show (CrmMonthsCard *self, CrmBoard *months, CrmDate today)
{
  g_return_if_fail (CRM_IS_MONTHS_CARD (self) && months != NULL && months->columns->len == CRM_FORECAST_N_PLACES);

  self->today = today;
  for (guint i = 0; i < CRM_FORECAST_N_PLACES; i++)
    {
      g_autofree char *title = crm_forecast_months_dup_title (i, today);
      CrmBoardColumn *column = crm_card_columns_get (self->cards, i);
      const CrmBoardStage *deals = months->columns->pdata[i];

      crm_board_column_set_month (column, months, deals, title, crm_forecast_months_get_month (i, today) != CRM_DATE_NONE);
      gtk_widget_set_visible (GTK_WIDGET (column), deals->totals.n > 0 || (i >= CRM_FORECAST_PLACE_MONTH && i < CRM_FORECAST_PLACE_LATER));
    }
  crm_card_columns_settle (self->cards);
}

void
crm_months_card_refresh (CrmMonthsCard *self, const CrmChangeSet *changes)
{
  g_return_if_fail (CRM_IS_MONTHS_CARD (self));

  crm_card_columns_refresh (self->cards, changes);
}
