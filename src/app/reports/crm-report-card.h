/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure on a report: its heading, how it is defined, what was left out, and the chart or rows that show it. */

#pragma once

#include <adwaita.h>

#include "app/charts/crm-chart.h"

G_BEGIN_DECLS

#define CRM_TYPE_REPORT_CARD (crm_report_card_get_type ())

G_DECLARE_FINAL_TYPE (CrmReportCard, crm_report_card, CRM, REPORT_CARD, AdwBin)

/**
 * CrmDefinition:
 * @title: untranslated: "Funnel"
 * @formula: untranslated: how it is computed, in a sentence or two
 * @dates: untranslated: which date decides what is counted
 * @source: (nullable): where it comes from; not translated
 *
 * What a figure says of itself when asked; in full in docs/figures.md.
 */
typedef struct
{
  const char *title;
  const char *formula;
  const char *dates;
  const char *source;
} CrmDefinition;

/* @definition: static. */
GtkWidget *crm_report_card_new (const CrmDefinition *definition);

/* What the card shows. The heading of a chart serves as that of the card. */
void crm_report_card_set_content (CrmReportCard *self, GtkWidget *content);

/* The same for @content with a chart in it, whose heading serves. */
void crm_report_card_set_content_of_chart (CrmReportCard *self, GtkWidget *content, CrmChart *chart);

/* Something above what the card shows, such as a choice. */
void crm_report_card_add_control (CrmReportCard *self, GtkWidget *control);

/**
 * crm_report_card_set_counted:
 * @counted: (nullable): how many records the figure is made of: "24 deals are counted."
 * @left_out: (nullable): how many it leaves out, on the card itself: "3 deals left out"
 * @reasons: (nullable): why, a line each
 */
void crm_report_card_set_counted (CrmReportCard *self, const char *counted, const char *left_out, const char *reasons);

G_END_DECLS
