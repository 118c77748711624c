/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deal is as likely to be won as it is: what it shares with deals that were. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-win-chance-popover.h"

#include <glib/gi18n-lib.h>

static void
add_line (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static void
add_reasons (GtkBox *box, const CrmDealPageReading *reading)
{
  for (guint i = 0; i < reading->chance.n_reasons; i++)
    {
      const CrmWinReason *reason = &reading->chance.reasons[i];
      g_autofree char *text = crm_win_reading_describe (reading->win, reason);
      g_autofree char *line = g_strdup_printf ("%s %s", reason->weight > 0 ? "↑" : "↓", text);

      add_line (box, line, "numeric");
    }
}

GtkWidget *
crm_win_chance_popover_new (const CrmDealPageReading *reading)
{
  const CrmWinEstimate *chance = &reading->chance;
  const CrmWinCalibration *calibration = crm_win_model_get_calibration (crm_win_reading_get_model (reading->win));
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *base = g_strdup_printf (ngettext ("Of %1$'u closed deal %2$'u was won: %3$.0f%%", "Of %1$'u closed deals %2$'u were won: %3$.0f%%", chance->base.whole), chance->base.whole, chance->base.part, chance->base.rate * 100);
  g_autofree char *sum = g_strdup_printf (_ ("Such a deal: %.0f%%"), chance->probability * 100);
  /* Translators: scores such as 0.21, of estimates held against what came. */
  g_autofree char *trust = g_strdup_printf (_ ("Brier score %1$.3f, of the plain win rate %2$.3f; the Funnel shows how well such estimates hold."), calibration->brier, calibration->base_brier);

  add_line (GTK_BOX (box), base, "numeric");
  add_reasons (GTK_BOX (box), reading);
  add_line (GTK_BOX (box), sum, "heading");
  add_line (GTK_BOX (box), trust, "caption");
  g_object_set (box, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
