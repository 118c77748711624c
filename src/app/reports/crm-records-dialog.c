/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records behind a figure, in a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-records-dialog.h"

#include "app/widgets/crm-line-card.h"
#include "app/widgets/crm-row-factory.h"
#include "core/query/crm-query-model.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page; /* borrowed: the dialog stands on it */
  const CrmRecordsKind *kind;
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

static void
fill (GtkListItem *item, gpointer data)
{
  Records *records = data;
  CrmRecord *record = crm_row_get_record (gtk_list_item_get_item (item));
  g_autofree char *name = record != NULL ? records->kind->dup_title (records->page, record) : NULL;
  g_autofree char *line = record != NULL ? records->kind->dup_line (records->page, record) : NULL;
  g_autofree char *said = record != NULL ? g_strjoin (", ", name, line, NULL) : g_strdup ("");

  crm_line_card_set (gtk_list_item_get_child (item), name, line);
  gtk_list_item_set_accessible_label (item, said);
}

static void
on_activate (GtkListView *list, guint position, Records *records)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (records->model), position);
  CrmRecord *record = row != NULL ? crm_row_get_record (row) : NULL;

  if (record == NULL)
    return;
  if (records->kind->open != NULL)
    records->kind->open (records->page, record);
  else
    crm_page_open_record (records->page, records->kind->kind, &record->id, G_LIST_MODEL (records->model), position);
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (records->kind->name), -1);
  g_signal_connect (list, "activate", G_CALLBACK (on_activate), records);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return scroller;
}

static GtkWidget *
make_empty (const CrmRecordsKind *kind)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), kind->icon_name);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ (kind->empty_title));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ (kind->empty_text));
  gtk_widget_add_css_class (page, "compact");
  return page;
}

void
crm_records_dialog_present (CrmPage *page, const CrmRecordsKind *kind, const char *title, const char *count, GArray *rowids)
{
  Records *records = g_new0 (Records, 1);
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();
  g_autoptr (CrmQuery) all = crm_query_new (kind->kind, NULL, NULL, kind->sort, kind->descending);
  g_autoptr (CrmQuery) query = crm_query_with_rowids (all, rowids);

  g_return_if_fail (CRM_IS_PAGE (page));

  records->page = page;
  records->kind = kind;
  records->dialog = adw_dialog_new ();
  records->model = crm_query_model_new (crm_context_get_store (crm_page_get_context (page)));
  crm_query_model_set_query (records->model, query);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (title, count));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), rowids->len > 0 ? make_list (records) : make_empty (kind));
  adw_dialog_set_child (records->dialog, view);
  adw_dialog_set_title (records->dialog, title);
  adw_dialog_set_content_width (records->dialog, 460);
  adw_dialog_set_content_height (records->dialog, 560);
  g_object_set_data_full (G_OBJECT (records->dialog), "records", records, records_free);
  adw_dialog_present (records->dialog, GTK_WIDGET (page));
}
