/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of customers: found while typing, filtered, sorted, opened. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-customers-page.h"

#include "app/customers/crm-column-chooser.h"
#include "app/customers/crm-customer-columns.h"
#include "app/customers/crm-customers-bulk.h"
#include "app/customers/crm-new-customer-dialog.h"
#include "app/duplicates/crm-duplicates-dialog.h"
#include "app/import/crm-export-dialog.h"
#include "app/print/crm-list-sheet.h"
#include "app/views/crm-page-views.h"
#include "app/widgets/crm-filter-bar.h"
#include "app/widgets/crm-line-card.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-record-list.h"
#include "app/widgets/crm-row-factory.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/surveys/crm-satisfaction.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#define ROWS_A_FRAME 8

struct _CrmCustomersPage
{
  CrmPage parent_instance;

  CrmQueryModel *model; /* borrowed from the list */

  /* owned */
  CrmRecordList *list;
  CrmNames *users;
  CrmFilterBar *filters;
  CrmColumnChooser *columns;
  CrmPageViews *saved;
  char *locale;
  char *currency;
  CrmColumnFormat format;

  /* template */
  AdwHeaderBar *header;
  GtkWidget *search_place;
  AdwBin *narrow_search;
  GtkSearchEntry *search_entry;
  GtkMenuButton *more_button;
  GMenuModel *page_menu;
  GtkMenuButton *columns_button;
  GtkMenuButton *view_button;
  GtkButton *view_words;
  GtkMenuButton *filter_button;
  AdwWrapBox *chips;
  GtkLabel *count_label;
  GtkStack *places;
  GtkStack *views;
  GtkColumnView *table;
  GtkListView *cards;
  GtkBox *jobs;
  AdwToolbarView *toolbar;
  GtkWidget *selection_bar; /* its own; NULL before two customers are selected */
};

G_DEFINE_FINAL_TYPE (CrmCustomersPage, crm_customers_page, CRM_TYPE_PAGE)

static const guint filter_fields[] = { CRM_CUSTOMER_LEVEL, CRM_CUSTOMER_LIFE_CYCLE, CRM_CUSTOMER_RELATIONSHIP,
                                       CRM_CUSTOMER_TYPE, CRM_CUSTOMER_SOURCE, CRM_CUSTOMER_OWNER };

/* ── the question ─────────────────────────────────────────────────────────────────────────── */

static const char *
get_typed (CrmCustomersPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/* What the view asks, and what the filters narrow it by. */
static CrmFilter *
dup_filter (CrmCustomersPage *self)
{
  CrmFilter *narrowed = crm_filter_bar_dup_filter (self->filters), *view = crm_page_views_dup_filter (self->saved), *both;

  if (narrowed == NULL || view == NULL)
    return narrowed != NULL ? narrowed : view;
  both = crm_filter_new_and ();
  crm_filter_add (both, view);
  crm_filter_add (both, narrowed);
  return both;
}

static void
ask (CrmCustomersPage *self)
{
  g_autoptr (CrmFilter) filter = NULL;
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (CrmQuery) sorted = NULL;
  g_autoptr (CrmQuery) grouped = NULL;

  if (self->saved == NULL || self->model == NULL || crm_page_views_is_waiting (self->saved))
    return;
  filter = dup_filter (self);
  query = crm_query_new (&crm_kind_customer, filter, get_typed (self), CRM_CUSTOMER_NAME, FALSE);
  sorted = crm_column_chooser_sort (self->columns, query);
  grouped = crm_page_views_group (self->saved, sorted);
  crm_query_model_set_query (self->model, grouped);
}

static char *
dup_group_title (gpointer owner, const char *value)
{
  return crm_page_views_dup_group_title (CRM_CUSTOMERS_PAGE (owner)->saved, value);
}

/* Another question begins at the top. Going there first lets the view reuse its rows; an answer shorter than where it
 * stands would have it make all of them anew. */
static void
ask_from_top (CrmCustomersPage *self)
{
  if (self->model != NULL)
    crm_record_list_scroll_to_top (self->list);
  ask (self);
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, CrmCustomersPage *self)
{
  ask_from_top (self);
}

/* The page is named after what it shows. */
static void
on_view_changed (CrmPageViews *views, CrmCustomersPage *self)
{
  const CrmSavedView *view = crm_page_views_get_shown (views);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), view != NULL ? view->name : _ ("Customers"));
  ask_from_top (self);
}

static void
on_filters_changed (CrmFilterBar *filters, CrmCustomersPage *self)
{
  ask_from_top (self);
}

/* Values of custom fields are read only where they are looked at. */
static void
on_columns_changed (CrmColumnChooser *columns, CrmCustomersPage *self)
{
  crm_query_model_set_with_values (self->model, crm_column_chooser_shows_custom (columns));
  crm_query_model_renew_rows (self->model);
}

/* The entry emits it once when it is new, and nobody has typed. */
static void
on_search_changed (CrmCustomersPage *self)
{
  CrmQuery *asked = self->model != NULL ? crm_query_model_get_query (self->model) : NULL;
  const char *search = asked != NULL ? crm_query_get_search (asked) : NULL;

  if (g_strcmp0 (get_typed (self), search != NULL ? search : "") != 0)
    ask_from_top (self);
}

/* ── the answer ───────────────────────────────────────────────────────────────────────────── */

static void
update_count (CrmCustomersPage *self)
{
  guint n = crm_query_model_get_n_matching (self->model), total = crm_query_model_get_n_total (self->model);
  guint n_selected = crm_record_list_get_n_selected (self->list);
  g_autofree char *text = NULL;

  if (!crm_query_model_is_ready (self->model))
    return;
  if (n_selected > 1)
    /* Translators: %1$'u customers are selected, of %2$'u shown. */
    text = g_strdup_printf (_ ("%1$'u of %2$'u selected"), n_selected, n);
  else if (n == total)
    text = g_strdup_printf (ngettext ("%'u customer", "%'u customers", total), total);
  else
    /* Translators: %1$'u customers match, of %2$'u there are. */
    text = g_strdup_printf (ngettext ("%1$'u of %2$'u customer", "%1$'u of %2$'u customers", total), n, total);
  gtk_label_set_label (self->count_label, text);
}

/* (transfer full): what is not there from the start, as few look at it: made with the page, it would keep the first rows waiting. */
static GtkWidget *
make_later (const char *name)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/clientele/Clientele/customers/crm-customers-later.ui");

  return g_object_ref (GTK_WIDGET (gtk_builder_get_object (builder, name)));
}

static void
add_place (CrmCustomersPage *self, const char *place)
{
  g_autoptr (GtkWidget) widget = make_later (place);

  gtk_stack_add_named (self->places, widget, place);
}

static void
update_place (CrmCustomersPage *self)
{
  const char *place = "list";

  if (!crm_query_model_is_ready (self->model))
    place = crm_query_model_get_n_matching (self->model) > 0 ? "list" : "waiting";
  else if (crm_query_model_get_n_total (self->model) == 0)
    place = "empty";
  else if (crm_query_model_get_n_matching (self->model) == 0)
    place = "nothing";
  if (gtk_stack_get_child_by_name (self->places, place) == NULL)
    add_place (self, place);
  gtk_stack_set_visible_child_name (self->places, place);
}

static void
add_selection_bar (CrmCustomersPage *self)
{
  g_autoptr (GtkWidget) bar = make_later ("selection_bar");

  self->selection_bar = bar;
  adw_toolbar_view_add_bottom_bar (self->toolbar, bar);
}

/* The bar comes with the second: a row that was only clicked on is seldom one of many. */
static void
update_actions (CrmCustomersPage *self)
{
  guint n = crm_record_list_get_n_selected (self->list);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.change", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.plan", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.delete", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.merge", n == 2);
  if (n > 1 && self->selection_bar == NULL)
    add_selection_bar (self);
  if (self->selection_bar != NULL)
    gtk_widget_set_visible (self->selection_bar, n > 1);
}

/* The cells are filled once, while the rows get their records. */
static void
on_replacing (CrmQueryModel *model, CrmCustomersPage *self)
{
  g_clear_pointer (&self->format.pattern, crm_text_pattern_free);
  self->format.pattern = crm_record_list_dup_pattern (self->list);
}

static void
on_replaced (CrmQueryModel *model, CrmCustomersPage *self)
{
  update_actions (self);
  update_count (self);
  update_place (self);
}

static void
on_failed (CrmQueryModel *model, const GError *error, CrmCustomersPage *self)
{
  crm_page_fail (CRM_PAGE (self), error);
}

static void
on_selection_changed (GtkSelectionModel *selection, guint position, guint n_items, CrmCustomersPage *self)
{
  update_actions (self);
  update_count (self);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
open_position (CrmCustomersPage *self, guint position)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row != NULL && crm_row_get_record (row) != NULL)
    crm_page_open_record (CRM_PAGE (self), &crm_kind_customer, &crm_row_get_record (row)->id, G_LIST_MODEL (self->model), position);
}

static void
on_activate (CrmCustomersPage *self, guint position)
{
  open_position (self, position);
}

/* Enter opens the first hit; the arrow goes down into the list. */
static void
on_search_activate (CrmCustomersPage *self)
{
  open_position (self, 0);
}

static GtkWidget *
get_list (CrmCustomersPage *self)
{
  return gtk_column_view_get_model (self->table) != NULL ? GTK_WIDGET (self->table) : GTK_WIDGET (self->cards);
}

static gboolean
on_search_key (CrmCustomersPage *self, guint key)
{
  if (key != GDK_KEY_Down || crm_query_model_get_n_matching (self->model) == 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_column_view_get_model (self->table) != NULL)
    gtk_column_view_scroll_to (self->table, 0, NULL, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (get_list (self));
  return GDK_EVENT_STOP;
}

static void
on_stop_search (CrmCustomersPage *self)
{
  if (*get_typed (self) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    gtk_widget_grab_focus (get_list (self));
}

static void
show_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  crm_filter_bar_clear (self->filters);
  crm_page_views_show (self->saved, NULL);
}

static void
select_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_selection_model_select_all (crm_record_list_get_selection (CRM_CUSTOMERS_PAGE (widget)->list));
}

static void
change_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (widget);
  g_autoptr (GArray) rowids = crm_record_list_dup_selected (self->list);

  crm_customers_bulk_change (CRM_PAGE (self), rowids, self->jobs);
}

static void
plan_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (widget);
  g_autoptr (GArray) rowids = crm_record_list_dup_selected (self->list);

  crm_customers_bulk_plan (CRM_PAGE (self), rowids, self->jobs);
}

static void
delete_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (widget);
  g_autoptr (GArray) rowids = crm_record_list_dup_selected (self->list);

  crm_customers_bulk_delete (CRM_PAGE (self), rowids, self->jobs);
}

static void
unselect_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_selection_model_unselect_all (crm_record_list_get_selection (CRM_CUSTOMERS_PAGE (widget)->list));
}

/* Which customers stand in two rows; a row may not have been read yet. */
static gboolean
read_two (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const GArray *rowids = data;
  GPtrArray *two = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  for (guint i = 0; i < rowids->len; i++)
    {
      CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_customer, g_array_index (rowids, gint64, i), error);

      if (record == NULL)
        break;
      g_ptr_array_add (two, record);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, two);
  return TRUE;
}

static DexFuture *
on_two (DexFuture *future, gpointer data)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (data);
  const GValue *value = dex_future_get_value (future, NULL);
  const GPtrArray *two = value != NULL ? g_value_get_boxed (value) : NULL;

  if (two != NULL && two->len == 2 && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    adw_dialog_present (crm_duplicates_dialog_new_for (crm_page_get_context (CRM_PAGE (self)), &((CrmRecord *)two->pdata[0])->id, &((CrmRecord *)two->pdata[1])->id), GTK_WIDGET (self));
  return NULL;
}

static void
merge_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (widget);
  g_autoptr (GArray) rowids = crm_record_list_dup_selected (self->list);

  if (rowids->len != 2)
    return;
  dex_future_disown (dex_future_then (crm_store_read (crm_context_get_store (crm_page_get_context (CRM_PAGE (self))), NULL, read_two, g_steal_pointer (&rowids), (GDestroyNotify)g_array_unref), on_two,
                                      g_object_ref (self), g_object_unref));
}

static void
on_exported (CrmPage *page, const char *text, GFile *file)
{
  crm_page_say_saved (page, text, file);
}

/* A row that was only clicked on is seldom what is meant. */
static void
crm_customers_page_export (CrmPage *page)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (page);
  g_autoptr (GArray) rowids = crm_record_list_dup_selected (self->list);
  CrmQuery *shown = crm_query_model_get_query (self->model);
  guint n_shown = crm_query_model_get_n_matching (self->model), n_total = crm_query_model_get_n_total (self->model);
  g_autoptr (CrmQuery) unfiltered = crm_query_with_filter (shown, NULL);
  g_autoptr (CrmQuery) all = crm_query_with_search (unfiltered, NULL);
  g_autoptr (CrmQuery) selected = crm_query_with_rowids (all, rowids);
  AdwDialog *dialog;

  if (!crm_query_model_is_ready (self->model))
    return;
  dialog = crm_export_dialog_new (crm_page_get_context (page));
  if (rowids->len > 0)
    crm_export_dialog_add_choice (CRM_EXPORT_DIALOG (dialog), _ ("Selected"), selected, rowids->len, rowids->len > 1);
  if (n_shown < n_total)
    crm_export_dialog_add_choice (CRM_EXPORT_DIALOG (dialog), _ ("Found by search and filters"), shown, n_shown, rowids->len < 2);
  crm_export_dialog_add_choice (CRM_EXPORT_DIALOG (dialog), _ ("All customers"), all, n_total, rowids->len < 2 && n_shown == n_total);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (on_exported), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

/* ── on paper ─────────────────────────────────────────────────────────────────────────────── */

static char *
dup_count (guint n)
{
  return g_strdup_printf (ngettext ("%'u customer", "%'u customers", n), n);
}

static char *
dup_too_many (guint n, guint max)
{
  return g_strdup_printf (_ ("%'u customers are too many to print. Search or filter until there are %'u at most, or export the list."), n, max);
}

/* The list as it is narrowed, sorted, grouped and set out on the screen. */
static DexFuture *
crm_customers_page_make_sheet (CrmPage *page)
{
  static const CrmListSheetWords words = { N_ ("Customers"), 10000, dup_count, dup_too_many };
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (page);
  g_autofree char *typed = *get_typed (self) != '\0' ? g_strdup_printf (_ ("Search: %s"), get_typed (self)) : NULL;
  g_autofree char *asked = crm_page_views_describe (self->saved);
  char *conditions = typed != NULL && *asked != '\0' ? g_strdup_printf ("%s · %s", asked, typed) : g_strdup (typed != NULL ? typed : asked);

  return crm_list_sheet_read (&words, crm_context_get_store (crm_page_get_context (page)), crm_query_model_get_query (self->model), crm_column_chooser_dup_shown (self->columns), &self->format,
                              conditions, dup_group_title, G_OBJECT (self));
}

static void
crm_customers_page_search (CrmPage *page)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/* Where nobody is listed, or not yet, one begins by looking for somebody. */
static void
crm_customers_page_take_focus (CrmPage *page)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (page);

  if (!gtk_widget_grab_focus (get_list (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
crm_customers_page_search_for (CrmPage *page, const char *words)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (page);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-all", NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static void
crm_customers_page_show_view (CrmPage *page, const char *id)
{
  crm_filter_bar_clear (CRM_CUSTOMERS_PAGE (page)->filters);
  crm_page_views_show (CRM_CUSTOMERS_PAGE (page)->saved, id);
}

static void
on_customer_made (CrmPage *page, const CrmId *id)
{
  crm_page_open_record (page, &crm_kind_customer, id, NULL, 0);
}

static void
crm_customers_page_create (CrmPage *page)
{
  AdwDialog *dialog = crm_new_customer_dialog_new (crm_page_get_context (page));
  GListModel *shown = G_LIST_MODEL (CRM_CUSTOMERS_PAGE (page)->model);

  /* What was searched for and is not there is who shall be made. */
  if (g_list_model_get_n_items (shown) == 0)
    crm_new_customer_dialog_set_name (CRM_NEW_CUSTOMER_DIALOG (dialog), get_typed (CRM_CUSTOMERS_PAGE (page)));
  g_signal_connect_object (dialog, "created", G_CALLBACK (on_customer_made), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_customer_made), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
activate_create (GtkWidget *widget, const char *action, GVariant *parameter)
{
  crm_page_create (CRM_PAGE (widget));
}

/* ── the table and the cards ──────────────────────────────────────────────────────────────── */

static void
fill_card (GtkListItem *item, gpointer data)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (data);
  CrmRecord *record = crm_row_get_record (gtk_list_item_get_item (item));
  g_autofree char *line = record != NULL ? crm_customer_summarize (record, &self->format) : NULL;
  g_autofree char *name = record != NULL ? g_strjoin (", ", crm_record_get_title (record), line, NULL) : NULL;

  gtk_list_item_set_accessible_label (item, name != NULL ? name : "");
  crm_line_card_set (gtk_list_item_get_child (item), record != NULL ? crm_record_get_title (record) : NULL, line);
}

/* Between the buttons of a narrow window there is no room for it: it has a bar of its own. */
static void
place_search (CrmCustomersPage *self, gboolean narrow)
{
  g_autoptr (GtkWidget) place = g_object_ref (self->search_place);
  gboolean focused = gtk_widget_get_focus_child (place) != NULL;

  if (narrow == (adw_bin_get_child (self->narrow_search) != NULL))
    return;
  if (narrow)
    adw_header_bar_set_title_widget (self->header, NULL);
  adw_bin_set_child (self->narrow_search, narrow ? place : NULL);
  if (!narrow)
    adw_header_bar_set_title_widget (self->header, place);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
on_view (GtkStack *views, GParamSpec *spec, CrmCustomersPage *self)
{
  gboolean narrow = g_strcmp0 (gtk_stack_get_visible_child_name (views), "narrow") == 0;

  place_search (self, narrow);
  crm_record_list_show_in (self->list, self->table, self->cards, narrow);
}

/* Names of owners come after the rows: the cells on screen are filled once more. */
static void
on_users (CrmNames *users, CrmCustomersPage *self)
{
  crm_query_model_renew_rows (self->model);
}

/* Amounts in the currency of the file bear its sign alone. */
static void
on_workspace (CrmWorkspace *workspace, CrmCustomersPage *self)
{
  if (!g_set_str (&self->currency, crm_workspace_get_currency (workspace)))
    return;
  self->format.currency = *self->currency != '\0' ? self->currency : NULL;
  if (self->model != NULL)
    crm_query_model_renew_rows (self->model);
}

static void
crm_customers_page_constructed (GObject *object)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (object);
  g_autoptr (GtkListItemFactory) cards = NULL;
  CrmContext *context;
  CrmStore *store;

  G_OBJECT_CLASS (crm_customers_page_parent_class)->constructed (object);

  context = crm_page_get_context (CRM_PAGE (self));
  store = crm_context_get_store (context);
  self->users = crm_names_new (store, &crm_kind_user);
  self->locale = g_strdup (setlocale (LC_MESSAGES, NULL));
  self->format = (CrmColumnFormat){ crm_context_get_clock (context), self->users, self->locale };
  on_workspace (crm_context_get_workspace (context), self);
  self->list = crm_record_list_new (GTK_WIDGET (self), store, ROWS_A_FRAME);
  self->model = crm_record_list_get_model (self->list);
  self->filters = crm_filter_bar_new (&crm_kind_customer, filter_fields, G_N_ELEMENTS (filter_fields), self->users, self->chips, self->filter_button);
  crm_filter_bar_add_bands (self->filters, CRM_CUSTOMER_SATISFACTION, crm_satisfaction_bands, CRM_N_SATISFACTIONS, "satisfaction");
  crm_filter_bar_add_custom_fields (self->filters, context);
  g_signal_connect_object (self->model, "replacing", G_CALLBACK (on_replacing), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (crm_record_list_get_selection (self->list), "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (on_filters_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->users, "changed", G_CALLBACK (on_users), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (crm_context_get_workspace (context), "changed", G_CALLBACK (on_workspace), self, G_CONNECT_DEFAULT);
  crm_menu_popup_set_later (self->more_button, self->page_menu);
  self->columns = crm_column_chooser_new (self->table, self->columns_button, context, &self->format);
  g_signal_connect_object (self->columns, "changed", G_CALLBACK (on_columns_changed), self, G_CONNECT_DEFAULT);
  self->saved = crm_page_views_new (CRM_PAGE (self), &crm_kind_customer, self->view_button, self->view_words, self->filters);
  crm_page_views_set_table (self->saved, self->table);
  crm_record_list_set_group_title (self->list, dup_group_title, self);
  g_signal_connect_object (self->saved, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_DEFAULT);
  on_view_changed (self->saved, self);
  cards = crm_row_factory_new (crm_line_card_new, fill_card, self);
  gtk_list_view_set_factory (self->cards, cards);
  on_view (self->views, NULL, self);
  g_signal_connect_object (self->views, "notify::visible-child-name", G_CALLBACK (on_view), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed", G_CALLBACK (on_sorter_changed), self, G_CONNECT_DEFAULT);
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self->places));
  update_actions (self);
  update_place (self);
  ask (self);
}

static void
crm_customers_page_dispose (GObject *object)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (object);

  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  if (self->cards != NULL)
    gtk_list_view_set_model (self->cards, NULL);
  self->model = NULL; /* a table on its way out changes its sorter once more */
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CUSTOMERS_PAGE);
  g_clear_object (&self->saved);
  g_clear_object (&self->filters);
  g_clear_object (&self->columns);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (crm_customers_page_parent_class)->dispose (object);
}

static void
crm_customers_page_finalize (GObject *object)
{
  CrmCustomersPage *self = CRM_CUSTOMERS_PAGE (object);

  g_clear_object (&self->users);
  g_clear_pointer (&self->format.pattern, crm_text_pattern_free);
  g_free (self->locale);
  g_free (self->currency);

  G_OBJECT_CLASS (crm_customers_page_parent_class)->finalize (object);
}

static void
crm_customers_page_class_init (CrmCustomersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_customers_page_constructed;
  object_class->dispose = crm_customers_page_dispose;
  object_class->finalize = crm_customers_page_finalize;
  CRM_PAGE_CLASS (klass)->create = crm_customers_page_create;
  CRM_PAGE_CLASS (klass)->export = crm_customers_page_export;
  CRM_PAGE_CLASS (klass)->search = crm_customers_page_search;
  CRM_PAGE_CLASS (klass)->take_focus = crm_customers_page_take_focus;
  CRM_PAGE_CLASS (klass)->search_for = crm_customers_page_search_for;
  CRM_PAGE_CLASS (klass)->show_view = crm_customers_page_show_view;
  CRM_PAGE_CLASS (klass)->make_sheet = crm_customers_page_make_sheet;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-customers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, search_place);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, narrow_search);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, page_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, view_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, view_words);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, places);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, views);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, table);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, cards);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, jobs);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomersPage, toolbar);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);

  gtk_widget_class_install_action (widget_class, "page.create", NULL, activate_create);
  gtk_widget_class_install_action (widget_class, "page.show-all", NULL, show_all);
  gtk_widget_class_install_action (widget_class, "page.select-all", NULL, select_all);
  gtk_widget_class_install_action (widget_class, "page.merge", NULL, merge_selected);
  gtk_widget_class_install_action (widget_class, "page.unselect-all", NULL, unselect_all);
  gtk_widget_class_install_action (widget_class, "page.change", NULL, change_selected);
  gtk_widget_class_install_action (widget_class, "page.plan", NULL, plan_selected);
  gtk_widget_class_install_action (widget_class, "page.delete", NULL, delete_selected);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, GDK_NO_MODIFIER_MASK, "page.change", NULL);
}

static void
crm_customers_page_init (CrmCustomersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
