/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of deals, open and closed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-list.h"

#include "app/deals/crm-deal-card.h"
#include "app/deals/crm-deal-columns.h"
#include "app/deals/crm-deals-count.h"
#include "app/deals/crm-deals-empty.h"
#include "app/deals/crm-deals-export.h"
#include "app/deals/crm-deals-board-sheet.h"
#include "app/deals/crm-move-actions.h"
#include "app/print/crm-list-sheet.h"
#include "app/views/crm-page-views.h"
#include "app/widgets/crm-column-settings.h"
#include "app/widgets/crm-record-list.h"
#include "app/widgets/crm-row-factory.h"
#include "app/widgets/crm-row-menu.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#define ROWS_A_FRAME 16

struct _CrmDealsList
{
  CrmDealsView parent_instance;

  CrmQueryModel *model; /* borrowed from the list */

  /* owned */
  CrmMoveActions *actions;
  CrmRecordList *list; /* once begun */
  CrmNames *users;
  CrmNames *stages;
  CrmDealsCount *count;
  char *locale;
  char *currency;
  CrmColumnFormat format;
  CrmToday today;
  CrmId view; /* the saved view shown, or nil */

  /* template */
  AdwToggleGroup *outcomes;
  GtkLabel *count_label;
  GtkMenuButton *columns_button;
  GtkStack *places;
  GtkStack *layouts;
  GtkColumnView *table;
  GtkListView *cards;
};

G_DEFINE_FINAL_TYPE (CrmDealsList, crm_deals_list, CRM_TYPE_DEALS_VIEW)

/* ── the question ─────────────────────────────────────────────────────────────────────────── */

static void
get_sort (CrmDealsList *self, guint *field, gboolean *descending)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->table));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  int index = column != NULL ? crm_kind_find_field (&crm_kind_deal, gtk_column_view_column_get_id (column)) : -1;

  *field = crm_deal_columns_get_sort (index >= 0 ? (guint)index : CRM_DEAL_TITLE);
  *descending = column != NULL && gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
}

static CrmFilter *
dup_filter (CrmDealsList *self)
{
  CrmDealsScope *scope = crm_deals_view_get_scope (CRM_DEALS_VIEW (self));
  /* A saved view says itself which pipelines it is about, and the sidebar counts all it holds. */
  CrmFilter *filter = crm_deals_scope_has_view (scope) ? crm_deals_scope_dup_filter_of_all (scope) : crm_deals_scope_dup_filter (scope);
  const char *outcome = adw_toggle_group_get_active_name (self->outcomes);

  if (outcome != NULL && strcmp (outcome, "all") != 0)
    {
      CrmValue value = crm_value_text (outcome);

      crm_filter_add (filter, crm_filter_new (CRM_DEAL_OUTCOME, CRM_OPERATOR_EQUAL, &value));
      crm_value_clear (&value);
    }
  return filter;
}

static void
ask (CrmDealsList *self)
{
  g_autoptr (CrmFilter) filter = NULL;
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmQuery) grouped = NULL;
  CrmDealsScope *scope = crm_deals_view_get_scope (CRM_DEALS_VIEW (self));
  gboolean descending;
  guint field;

  if (self->model == NULL || scope == NULL)
    return;
  filter = dup_filter (self);
  get_sort (self, &field, &descending);
  query = crm_query_new (&crm_kind_deal, filter, crm_deals_scope_get_search (scope), field, descending);
  grouped = crm_deals_scope_get_saved (scope) != NULL ? crm_page_views_group (crm_deals_scope_get_saved (scope), query) : crm_query_ref (query);
  crm_query_model_set_query (self->model, grouped);
}

static char *
dup_group_title (gpointer owner, const char *value)
{
  CrmDealsScope *scope = crm_deals_view_get_scope (CRM_DEALS_VIEW (owner));

  return crm_page_views_dup_group_title (crm_deals_scope_get_saved (scope), value);
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, CrmDealsList *self)
{
  ask (self);
}

static void
on_outcome (CrmDealsList *self)
{
  ask (self);
}

/* ── selection ────────────────────────────────────────────────────────────────────────────── */

static GArray *
dup_selected (gpointer owner)
{
  CrmDealsList *self = CRM_DEALS_LIST (owner);

  return self->list != NULL ? crm_record_list_dup_selected (self->list) : g_array_new (FALSE, FALSE, sizeof (gint64));
}

static gboolean
is_narrow (CrmDealsList *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->layouts), "narrow") == 0;
}

static GtkWidget *
get_list (CrmDealsList *self)
{
  return is_narrow (self) ? GTK_WIDGET (self->cards) : GTK_WIDGET (self->table);
}

/* The row that has the keys, else the list. */
static GtkWidget *
get_anchor (gpointer owner)
{
  CrmDealsList *self = CRM_DEALS_LIST (owner);
  GtkWidget *focus = gtk_widget_get_root (GTK_WIDGET (self)) != NULL ? gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, get_list (self)) ? focus : get_list (self);
}

static const CrmMoveActionsSource source = { dup_selected, get_anchor };

/* The sum is of what is selected, or of all that is found. */
static void
update_count (CrmDealsList *self)
{
  guint n_selected = crm_record_list_get_n_selected (self->list);
  g_autoptr (GArray) rowids = n_selected > 1 ? crm_record_list_dup_selected (self->list) : crm_query_model_dup_rowids (self->model);

  if (crm_query_model_is_ready (self->model))
    crm_deals_count_show (self->count, crm_query_model_get_n_matching (self->model), n_selected, rowids);
}

static void
on_selection_changed (GtkSelectionModel *selection, guint position, guint n_items, CrmDealsList *self)
{
  crm_move_actions_update (self->actions);
  update_count (self);
}

/* ── the answer ───────────────────────────────────────────────────────────────────────────── */

static void
update_place (CrmDealsList *self)
{
  const char *place = "list";

  if (crm_query_model_get_n_matching (self->model) == 0)
    place = !crm_query_model_is_ready (self->model) ? "waiting" : crm_query_model_get_n_total (self->model) == 0 ? "empty"
                                                                                                                 : "nothing";
  gtk_stack_set_visible_child_name (self->places, place);
}

static void
on_replaced (CrmQueryModel *model, CrmDealsList *self)
{
  crm_today_init (&self->today, crm_clock_now (self->format.clock), crm_clock_get_zone (self->format.clock));
  g_clear_pointer (&self->format.pattern, crm_text_pattern_free);
  self->format.pattern = crm_record_list_dup_pattern (self->list);
  crm_query_model_renew_rows (model);
  update_count (self);
  update_place (self);
}

static void
on_failed (CrmQueryModel *model, const GError *error, CrmDealsList *self)
{
  crm_page_fail (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), error);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
open_position (CrmDealsList *self, guint position)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row != NULL && crm_row_get_record (row) != NULL)
    crm_page_open_record (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), &crm_kind_deal, &crm_row_get_record (row)->id, G_LIST_MODEL (self->model), position);
}

static void
on_activate (CrmDealsList *self, guint position)
{
  open_position (self, position);
}

static void
open_selected (CrmDealsList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (crm_record_list_get_selection (self->list));

  if (!gtk_bitset_is_empty (selected))
    open_position (self, gtk_bitset_get_minimum (selected));
}

static gboolean
on_key (CrmDealsList *self, guint key, guint code, GdkModifierType state)
{
  if (crm_row_menu_get_focused_row (get_list (self)) == NULL)
    return GDK_EVENT_PROPAGATE;
  return crm_move_actions_press (self->actions, key, state);
}

static GMenuModel *
make_menu (gpointer data)
{
  return crm_move_actions_make_menu (CRM_DEALS_LIST (data)->actions);
}

static void
select_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_selection_model_select_all (crm_record_list_get_selection (CRM_DEALS_LIST (widget)->list));
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmDealsList *self = CRM_DEALS_LIST (widget);

  adw_toggle_group_set_active_name (self->outcomes, "all");
  gtk_widget_activate_action (widget, "page.show-all", NULL);
}

/* ── the table and the cards ──────────────────────────────────────────────────────────────── */

static CrmRecord *
find_stage (CrmDealsList *self, const CrmRecord *deal)
{
  const CrmId *stage = crm_record_get_id (deal, CRM_DEAL_STAGE);
  GPtrArray *pipelines = crm_deals_scope_get_pipelines (crm_deals_view_get_scope (CRM_DEALS_VIEW (self)));

  return stage != NULL && pipelines != NULL ? crm_pipelines_find_stage (pipelines, stage, NULL) : NULL;
}

static void
fill_card (GtkListItem *item, gpointer data)
{
  CrmDealsList *self = CRM_DEALS_LIST (data);
  CrmRecord *deal = crm_row_get_record (gtk_list_item_get_item (item));
  CrmDealCardStyle style = { &self->format, self->today, deal != NULL ? find_stage (self, deal) : NULL };
  g_autofree char *words = deal != NULL ? crm_deal_words_describe (deal, &style) : NULL;

  crm_deal_card_set_deal (CRM_DEAL_CARD (gtk_list_item_get_child (item)), deal, &style);
  gtk_list_item_set_accessible_label (item, words != NULL ? words : "");
}

static void
on_layout (CrmDealsList *self)
{
  if (self->list != NULL)
    crm_record_list_show_in (self->list, self->table, self->cards, is_narrow (self));
}

static void
on_names (CrmDealsList *self)
{
  crm_query_model_renew_rows (self->model);
}

static void
on_workspace (CrmWorkspace *workspace, CrmDealsList *self)
{
  if (!g_set_str (&self->currency, crm_workspace_get_currency (workspace)))
    return;
  self->format.currency = *self->currency != '\0' ? self->currency : NULL;
  if (self->model != NULL)
    crm_query_model_renew_rows (self->model);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
watch (CrmDealsList *self, CrmContext *context)
{
  g_signal_connect_object (self->model, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (crm_record_list_get_selection (self->list), "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->users, "changed", G_CALLBACK (on_names), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stages, "changed", G_CALLBACK (on_names), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_workspace), self, G_CONNECT_DEFAULT);
}

static void
crm_deals_list_begin (CrmDealsView *view)
{
  CrmDealsList *self = CRM_DEALS_LIST (view);
  CrmContext *context = crm_deals_view_get_context (view);
  CrmStore *store = crm_context_get_store (context);
  g_autoptr (GtkListItemFactory) cards = crm_row_factory_new (crm_deal_card_new, fill_card, self);

  self->users = crm_names_new (store, &crm_kind_user);
  self->stages = crm_names_new (store, &crm_kind_stage);
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  self->format = (CrmColumnFormat){ crm_context_get_clock (context), self->users, self->locale, .stages = self->stages };
  on_workspace (crm_context_get_workspace (context), self);
  crm_today_init (&self->today, crm_clock_now (self->format.clock), crm_clock_get_zone (self->format.clock));
  self->list = crm_record_list_new (GTK_WIDGET (self), store, ROWS_A_FRAME);
  self->model = crm_record_list_get_model (self->list);
  self->count = crm_deals_count_new (self->count_label, store, &self->format);
  watch (self, context);
  crm_record_column_append_all (GTK_WIDGET (self), self->table, self->columns_button, &crm_kind_deal, crm_deal_columns, crm_n_deal_columns, &self->format);
  gtk_list_view_set_factory (self->cards, cards);
  if (crm_context_get_settings (context) != NULL)
    crm_column_settings_bind (self->table, crm_context_get_settings (context), "deals-columns", "deals-sort");
  if (crm_deals_scope_get_saved (crm_deals_view_get_scope (view)) != NULL)
    {
      crm_page_views_set_table (crm_deals_scope_get_saved (crm_deals_view_get_scope (view)), self->table);
      crm_record_list_set_group_title (self->list, dup_group_title, self);
    }
  on_layout (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed", G_CALLBACK (on_sorter_changed), self, G_CONNECT_DEFAULT);
  update_place (self);
}

/* What a saved view holds is shown whole at first, whatever became of it. */
static void
follow_view (CrmDealsList *self)
{
  CrmPageViews *saved = crm_deals_scope_get_saved (crm_deals_view_get_scope (CRM_DEALS_VIEW (self)));
  const CrmSavedView *shown = saved != NULL ? crm_page_views_get_shown (saved) : NULL;
  CrmId id = shown != NULL ? shown->id : (CrmId){ 0 };

  if (crm_id_equal (&id, &self->view))
    return;
  self->view = id;
  adw_toggle_group_set_active_name (self->outcomes, shown != NULL ? "all" : "open");
}

static void
crm_deals_list_update (CrmDealsView *view)
{
  follow_view (CRM_DEALS_LIST (view));
  ask (CRM_DEALS_LIST (view));
}

static const CrmRecordColumn *
find_column (GtkColumnViewColumn *shown)
{
  int field = crm_kind_find_field (&crm_kind_deal, gtk_column_view_column_get_id (shown));

  for (gsize i = 0; i < crm_n_deal_columns; i++)
    if ((int)crm_deal_columns[i].field == field)
      return &crm_deal_columns[i];
  return NULL;
}

static char *
dup_count (guint n)
{
  return g_strdup_printf (ngettext ("%'u deal", "%'u deals", n), n);
}

static char *
dup_too_many (guint n, guint max)
{
  return g_strdup_printf (_ ("%'u deals are too many to print. Search or filter until there are %'u at most, or export them."), n, max);
}

static DexFuture *
crm_deals_list_make_sheet (CrmDealsView *view)
{
  static const CrmListSheetWords words = { N_ ("Deals"), CRM_DEALS_SHEET_MAX, dup_count, dup_too_many };
  CrmDealsList *self = CRM_DEALS_LIST (view);
  GListModel *columns = gtk_column_view_get_columns (self->table);
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_column_free);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const CrmRecordColumn *description = find_column (column);

      if (description != NULL && gtk_column_view_column_get_visible (column))
        g_ptr_array_add (shown, crm_record_column_copy (description));
    }
  return crm_list_sheet_read (&words, crm_context_get_store (crm_deals_view_get_context (view)), crm_query_model_get_query (self->model), shown, &self->format,
                              crm_deals_scope_describe (crm_deals_view_get_scope (view), FALSE), dup_group_title, G_OBJECT (self));
}

/* A row that was only clicked on is seldom what is meant. */
static void
crm_deals_list_export (CrmDealsView *view)
{
  CrmDealsList *self = CRM_DEALS_LIST (view);
  g_autoptr (GArray) rowids = dup_selected (view);
  g_autoptr (CrmQuery) query = NULL;

  if (self->model == NULL || crm_query_model_get_query (self->model) == NULL)
    return;
  query = rowids->len > 1 ? crm_query_with_rowids (crm_query_model_get_query (self->model), rowids) : crm_query_ref (crm_query_model_get_query (self->model));
  crm_deals_export (crm_deals_view_get_page (view), query);
}

static void
crm_deals_list_dispose (GObject *object)
{
  CrmDealsList *self = CRM_DEALS_LIST (object);

  if (self->count != NULL)
    crm_deals_count_stop (self->count);
  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  if (self->cards != NULL)
    gtk_list_view_set_model (self->cards, NULL);
  self->model = NULL; /* a table on its way out changes its sorter once more */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DEALS_LIST);
  g_clear_object (&self->count);
  g_clear_object (&self->actions);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (crm_deals_list_parent_class)->dispose (object);
}

static void
crm_deals_list_finalize (GObject *object)
{
  CrmDealsList *self = CRM_DEALS_LIST (object);

  g_clear_object (&self->users);
  g_clear_object (&self->stages);
  g_clear_pointer (&self->format.pattern, crm_text_pattern_free);
  g_free (self->locale);
  g_free (self->currency);

  G_OBJECT_CLASS (crm_deals_list_parent_class)->finalize (object);
}

static void
crm_deals_list_class_init (CrmDealsListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmDealsViewClass *view_class = CRM_DEALS_VIEW_CLASS (klass);

  object_class->dispose = crm_deals_list_dispose;
  object_class->finalize = crm_deals_list_finalize;
  view_class->begin = crm_deals_list_begin;
  view_class->update = crm_deals_list_update;
  view_class->make_sheet = crm_deals_list_make_sheet;
  view_class->export = crm_deals_list_export;

  g_type_ensure (CRM_TYPE_DEALS_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deals-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, outcomes);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, places);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, layouts);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, table);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsList, cards);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome);
  gtk_widget_class_bind_template_callback (widget_class, on_layout);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);

  gtk_widget_class_install_action (widget_class, "deals-list.show-all", NULL, show_all);
  gtk_widget_class_install_action (widget_class, "deals-list.select-all", NULL, select_all);
}

static void
crm_deals_list_init (CrmDealsList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_toggle_group_set_active_name (self->outcomes, "open");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  crm_row_menu_attach (GTK_WIDGET (self->table), make_menu, self);
  crm_row_menu_attach (GTK_WIDGET (self->cards), make_menu, self);
  self->actions = crm_move_actions_new (CRM_DEALS_VIEW (self), &source, self);
  crm_move_actions_add (self->actions, "open", G_CALLBACK (open_selected), self);
}
