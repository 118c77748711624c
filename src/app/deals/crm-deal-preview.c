/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main facts of a deal, looked at without leaving the board. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-preview.h"

#include "core/base/crm-date-time.h"
#include "core/record/crm-value-format.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Longer values take further lines; as wide at least, or the popover is measured for lines it does not get. */
#define WIDTH 32

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_yalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), (int)MIN (g_utf8_strlen (text, -1), WIDTH));
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Takes @value; a fact without one takes no room. */
static void
add_fact (GtkGrid *grid, const char *name, char *value)
{
  static const int columns[] = { 0, 1 };
  int row = 0;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  while (gtk_grid_get_child_at (grid, columns[0], row) != NULL)
    row++;
  gtk_grid_attach (grid, make_label (name, "dimmed"), columns[0], row, 1, 1);
  gtk_grid_attach (grid, make_label (value, NULL), columns[1], row, 1, 1);
  g_free (value);
}

static void
add_field (GtkGrid *grid, const CrmRecord *deal, guint field, const CrmDealCardStyle *style)
{
  CrmValueStyle how = { style->format->locale, style->format->currency, crm_clock_get_zone (style->format->clock) };

  add_fact (grid, crm_field_get_label (&crm_kind_deal.fields[field]), crm_value_format (&deal->values[field], &crm_kind_deal.fields[field], &how));
}

static char *
dup_stay (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  CrmDealAttention attention;

  if (!crm_deal_is_open (deal))
    return NULL;
  crm_deal_words_get_attention (deal, style, &attention);
  if (attention.days_over > 0)
    return g_strdup_printf (ngettext ("%1$d day, %2$d over the limit", "%1$d days, %2$d over the limit", (gulong)attention.days), attention.days, attention.days_over);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong)attention.days), attention.days);
}

static char *
dup_step (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  const char *title = crm_record_get_text (deal, CRM_DEAL_NEXT_STEP_TITLE);
  g_autofree char *when = crm_deal_is_open (deal) ? crm_deal_words_dup_step (deal, style) : NULL;

  return title != NULL && when != NULL ? g_strdup_printf ("%s · %s", title, when) : g_steal_pointer (&when);
}

static char *
dup_activity (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  gint64 at = crm_record_get_integer (deal, CRM_DEAL_LAST_ACTIVITY, 0);

  return at != 0 ? crm_date_time_format_relative (at, style->today.now, crm_clock_get_zone (style->format->clock)) : NULL;
}

static void
add_facts (GtkGrid *grid, const CrmRecord *deal, const CrmDealCardStyle *style)
{
  const CrmId *owner = crm_record_get_id (deal, CRM_DEAL_OWNER);

  add_fact (grid, _ ("Amount"), crm_deal_words_dup_amount (deal, style));
  if (crm_deal_is_open (deal))
    add_fact (grid, _ ("Probability"), g_strdup_printf (_ ("%d%%"), crm_deal_get_probability (deal, style->stage)));
  add_fact (grid, _ ("Stage"), style->stage != NULL ? g_strdup (crm_record_get_title (style->stage)) : NULL);
  add_fact (grid, _ ("In the stage"), dup_stay (deal, style));
  add_fact (grid, _ ("Next step"), dup_step (deal, style));
  add_field (grid, deal, CRM_DEAL_EXPECTED_CLOSE, style);
  add_fact (grid, _ ("Owner"), owner != NULL ? g_strdup (crm_names_lookup (style->format->users, owner)) : NULL);
  add_fact (grid, _ ("Last activity"), dup_activity (deal, style));
  add_field (grid, deal, CRM_DEAL_SOURCE, style);
  add_field (grid, deal, CRM_DEAL_COMPETITOR, style);
  add_field (grid, deal, CRM_DEAL_NEEDS, style);
  add_field (grid, deal, CRM_DEAL_LOST_REASON, style);
  add_field (grid, deal, CRM_DEAL_LOST_DETAIL, style);
  add_field (grid, deal, CRM_DEAL_NOTE, style);
}

static gboolean
on_key (GtkPopover *popover, guint key, guint code, GdkModifierType state)
{
  g_assert (GTK_IS_POPOVER (popover));

  if (key != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;
  gtk_popover_popdown (popover);
  return GDK_EVENT_STOP;
}

static void
on_open (GtkPopover *popover)
{
  g_assert (GTK_IS_POPOVER (popover));

  gtk_popover_popdown (popover);
  gtk_widget_activate_action (GTK_WIDGET (popover), "deals.open", NULL);
}

static GtkWidget *
make_content (CrmRecord *deal, const CrmDealCardStyle *style)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *grid = gtk_grid_new ();
  const char *customer = crm_record_get_text (deal, CRM_DEAL_CUSTOMER_NAME);

  gtk_widget_add_css_class (box, "deal-preview");
  gtk_box_append (GTK_BOX (box), make_label (crm_record_get_title (deal), "title-4"));
  if (customer != NULL)
    gtk_box_append (GTK_BOX (box), make_label (customer, "dimmed"));
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_margin_top (grid, 12);
  add_facts (GTK_GRID (grid), deal, style);
  gtk_box_append (GTK_BOX (box), grid);
  return box;
}

GtkWidget *
crm_deal_preview_new (CrmRecord *deal, const CrmDealCardStyle *style)
{
  GtkWidget *popover = gtk_popover_new (), *content, *button;
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_val_if_fail (deal != NULL && style != NULL, popover);

  content = make_content (deal, style);
  button = gtk_button_new_with_mnemonic (_ ("_Open"));
  gtk_widget_set_margin_top (button, 12);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open), popover, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (content), button);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), popover, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (popover, keys);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_record_get_title (deal), -1);
  return popover;
}
