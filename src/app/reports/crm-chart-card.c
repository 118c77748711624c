/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure on a report: its chart, and beside it the same as a table. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-chart-card.h"

#include "app/charts/crm-chart-table-view.h"
#include "app/charts/crm-chart-table.h"

#define TABLE_HEIGHT 456 /* a longer one scrolls */
#define TABLE_WIDTH  640
#define ROW_HEIGHT   38 /* about: a list knows how high it is only once it was shown */

struct _CrmChartCard
{
  AdwBin parent_instance;

  /* borrowed */
  CrmReportCard *card;
  CrmChart *chart;
  GtkScrolledWindow *scroller;
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmChartCard, crm_chart_card, ADW_TYPE_BIN)

static void
on_mark (CrmChart *chart, guint series, guint category, CrmChartCard *self)
{
  g_assert (CRM_IS_CHART_CARD (self));

  g_signal_emit (self, signals[ACTIVATE], 0, series, category);
}

GtkWidget *
crm_chart_card_new (const CrmDefinition *definition, CrmReportLayout *layout)
{
  CrmChartCard *self = g_object_new (CRM_TYPE_CHART_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  self->chart = CRM_CHART (crm_chart_new ());
  g_signal_connect_object (self->chart, "activate", G_CALLBACK (on_mark), self, G_CONNECT_DEFAULT);
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
  gtk_scrolled_window_set_propagate_natural_width (self->scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (self->scroller, TABLE_HEIGHT);
  gtk_scrolled_window_set_max_content_width (self->scroller, TABLE_WIDTH);
  gtk_widget_set_hexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scroller), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->scroller), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scroller));
  crm_report_layout_stack_when_narrow (layout, GTK_BOX (box));
  crm_report_layout_add_chart (layout, self->chart);
  self->card = CRM_REPORT_CARD (crm_report_card_new (definition));
  crm_report_card_set_content_of_chart (self->card, box, self->chart);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  return GTK_WIDGET (self);
}

static guint
get_n_rows (CrmChartData *data)
{
  g_autoptr (CrmChartTable) table = crm_chart_table_new (data);

  return crm_chart_table_get_n_rows (table);
}

void
crm_chart_card_take_data (CrmChartCard *self, CrmChartData *data)
{
  g_return_if_fail (CRM_IS_CHART_CARD (self));

  crm_chart_set_data (self->chart, data);
  gtk_widget_set_visible (GTK_WIDGET (self), data != NULL);
  if (data == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), !crm_chart_data_is_empty (data));
  gtk_scrolled_window_set_child (self->scroller, crm_chart_table_view_new (data));
  gtk_scrolled_window_set_min_content_height (self->scroller, (int)MIN ((get_n_rows (data) + 1) * ROW_HEIGHT, TABLE_HEIGHT));
  crm_chart_data_unref (data);
}

CrmChartData *
crm_chart_card_get_data (CrmChartCard *self)
{
  g_return_val_if_fail (CRM_IS_CHART_CARD (self), NULL);

  return crm_chart_get_data (self->chart);
}

CrmReportCard *
crm_chart_card_get_card (CrmChartCard *self)
{
  g_return_val_if_fail (CRM_IS_CHART_CARD (self), NULL);

  return self->card;
}

CrmChart *
crm_chart_card_get_chart (CrmChartCard *self)
{
  g_return_val_if_fail (CRM_IS_CHART_CARD (self), NULL);

  return self->chart;
}

static void
crm_chart_card_class_init (CrmChartCardClass *klass)
{
  signals[ACTIVATE] = g_signal_new ("activate", CRM_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
crm_chart_card_init (CrmChartCard *self)
{
}
