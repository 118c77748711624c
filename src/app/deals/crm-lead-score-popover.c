/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a lead has the score it has. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-lead-score-popover.h"

#include "core/sales/crm-lead-score.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_label (const char *text, const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_line (GtkGrid *grid, int line, const char *text, const char *points, const char *style)
{
  GtkWidget *left = make_label (text, style, 0), *right = make_label (points, "numeric", 1);

  gtk_widget_set_hexpand (left, TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (right, style);
  gtk_grid_attach (grid, left, 0, line, 1, 1);
  gtk_grid_attach (grid, right, 1, line, 1, 1);
}

static void
fill (GtkGrid *grid, const CrmLeadScore *score)
{
  g_autofree char *sum = g_strdup_printf ("%" G_GINT64_FORMAT, score->points);
  int line = 0;

  for (guint i = 0; i < score->reasons->len; i++)
    {
      const CrmScoreReason *reason = score->reasons->pdata[i];
      g_autofree char *points = crm_score_points_format (reason->points);

      add_line (grid, line++, reason->text, points, NULL);
    }
  if (score->reasons->len == 0)
    gtk_grid_attach (grid, make_label (_ ("None of the rules holds for this lead."), NULL, 0), 0, line++, 2, 1);
  add_line (grid, line++, _ ("Lead score"), sum, "heading");
  if (score->n_broken > 0)
    {
      g_autofree char *broken = g_strdup_printf (ngettext ("%u rule cannot be read and does not count.", "%u rules cannot be read and do not count.", score->n_broken), score->n_broken);

      gtk_grid_attach (grid, make_label (broken, "warning", 0), 0, line, 2, 1);
    }
}

GtkWidget *
crm_lead_score_popover_new (const CrmDealPageReading *reading, GTimeZone *zone)
{
  const CrmValueStyle style = { .currency = reading->deal->currency, .zone = zone };
  g_autoptr (CrmLeadScore) score = crm_lead_score_compute (reading->deal->rules, reading->deal->deal, reading->customer != NULL ? reading->customer->customer : NULL, &style);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *rules = gtk_button_new_with_mnemonic (_ ("_Change the Rules…"));

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  fill (GTK_GRID (grid), score);
  gtk_widget_add_css_class (rules, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (rules), "win.score-rules");
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), rules);
  g_object_set (box, "margin-top", 12, "margin-bottom", 6, "margin-start", 12, "margin-end", 12, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
