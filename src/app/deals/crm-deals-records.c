/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals behind a figure, in a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-records.h"

#include "app/widgets/crm-line-card.h"
#include "app/widgets/crm-row-factory.h"
#include "core/query/crm-query-model.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

typedef struct
{
  CrmPage *page; /* borrowed: the dialog stands on it */
  AdwDialog *dialog;
  CrmQueryModel *model;
} Records;

static void
records_free (gpointer data)
{
  Records *records = data;

  g_object_unref (records->model);
  g_free (records);
}

static char *
describe (Records *records, const CrmRecord *deal)
{
  const CrmValue *amount = &deal->values[CRM_DEAL_AMOUNT];
  const char *home = crm_workspace_get_currency (crm_context_get_workspace (crm_page_get_context (records->page)));
  g_autofree char *money = amount->type == CRM_VALUE_MONEY ? crm_money_format (&amount->money, setlocale (LC_MESSAGES, NULL), home) : g_strdup (_ ("No amount"));
  const char *outcome = crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_OUTCOME], crm_record_get_text (deal, CRM_DEAL_OUTCOME));

  return g_strjoin (" · ", crm_record_get_text (deal, CRM_DEAL_CUSTOMER_NAME) ?: _ ("No customer"), money, outcome, NULL);
}

static void
fill (GtkListItem *item, gpointer records)
{
  CrmRecord *deal = crm_row_get_record (gtk_list_item_get_item (item));
  g_autofree char *line = deal != NULL ? describe (records, deal) : NULL;

  crm_line_card_set (gtk_list_item_get_child (item), deal != NULL ? crm_record_get_title (deal) : NULL, line);
}

static void
on_activate (GtkListView *list, guint position, Records *records)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (records->model), position);
  CrmRecord *deal = row != NULL ? crm_row_get_record (row) : NULL;

  if (deal == NULL)
    return;
  crm_page_open_record (records->page, &crm_kind_deal, &deal->id, G_LIST_MODEL (records->model), position);
  adw_dialog_close (records->dialog);
}

static GtkWidget *
make_list (Records *records)
{
  g_autoptr (GtkListItemFactory) factory = crm_row_factory_new (crm_line_card_new, fill, records);
  GtkWidget *list, *scroller = gtk_scrolled_window_new ();

  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (records->model)))), g_steal_pointer (&factory));
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Deals"), -1);
  g_signal_connect (list, "activate", G_CALLBACK (on_activate), records);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return scroller;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "crm-deals-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Deals"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("No deal stands behind this figure."));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

void
crm_deals_records_present (CrmPage *page, const char *title, GArray *rowids)
{
  Records *records = g_new0 (Records, 1);
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();
  g_autofree char *count = g_strdup_printf (ngettext ("%'u deal", "%'u deals", rowids->len), rowids->len);
  g_autoptr (CrmQuery) all = crm_query_new (&crm_kind_deal, NULL, NULL, CRM_DEAL_TITLE_KEY, FALSE);
  g_autoptr (CrmQuery) query = crm_query_with_rowids (all, rowids);

  g_return_if_fail (CRM_IS_PAGE (page));

  records->page = page;
  records->dialog = adw_dialog_new ();
  records->model = crm_query_model_new (crm_context_get_store (crm_page_get_context (page)));
  crm_query_model_set_query (records->model, query);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (title, count));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), rowids->len > 0 ? make_list (records) : make_empty ());
  adw_dialog_set_child (records->dialog, view);
  adw_dialog_set_title (records->dialog, title);
  adw_dialog_set_content_width (records->dialog, 460);
  adw_dialog_set_content_height (records->dialog, 560);
  g_object_set_data_full (G_OBJECT (records->dialog), "records", records, records_free);
  adw_dialog_present (records->dialog, GTK_WIDGET (page));
}
