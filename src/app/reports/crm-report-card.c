/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure on a report: its heading, how it is defined, what was left out, and the chart or rows that show it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-report-card.h"

#include <glib/gi18n-lib.h>

struct _CrmReportCard
{
  AdwBin parent_instance;

  const CrmDefinition *definition;

  /* template */
  GtkWidget *header;
  GtkLabel *title;
  GtkBox *controls;
  AdwBin *content;
  GtkMenuButton *left_out;
  GtkLabel *formula;
  GtkLabel *dates;
  GtkLabel *source;
  GtkLabel *counted;
  GtkLabel *reasons;
  GtkMenuButton *info;
};

G_DEFINE_FINAL_TYPE (CrmReportCard, crm_report_card, ADW_TYPE_BIN)

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

GtkWidget *
crm_report_card_new (const CrmDefinition *definition)
{
  CrmReportCard *self = g_object_new (CRM_TYPE_REPORT_CARD, NULL);
  g_autofree char *source = definition->source != NULL ? g_strdup_printf (_ ("Source: %s"), definition->source) : NULL;
  /* Translators: %s is the name of a figure, such as Win rate. */
  g_autofree char *name = g_strdup_printf (_ ("How “%s” is computed"), _ (definition->title));

  self->definition = definition;
  gtk_label_set_label (self->title, _ (definition->title));
  set_line (self->formula, _ (definition->formula));
  set_line (self->dates, definition->dates != NULL ? _ (definition->dates) : NULL);
  set_line (self->source, source);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->info), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (definition->title), -1);
  return GTK_WIDGET (self);
}

static void
move_to_chart (CrmChart *chart, GtkWidget *control)
{
  g_autoptr (GtkWidget) held = g_object_ref (control);

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (control)), control);
  crm_chart_add_control (chart, held);
}

void
crm_report_card_set_content (CrmReportCard *self, GtkWidget *content)
{
  g_return_if_fail (CRM_IS_REPORT_CARD (self));

  adw_bin_set_child (self->content, content);
  if (CRM_IS_CHART (content))
    crm_report_card_set_content_of_chart (self, content, CRM_CHART (content));
}

/* A chart has a heading of its own, and room in it for what the card's would hold. */
void
crm_report_card_set_content_of_chart (CrmReportCard *self, GtkWidget *content, CrmChart *chart)
{
  g_return_if_fail (CRM_IS_REPORT_CARD (self) && CRM_IS_CHART (chart));

  adw_bin_set_child (self->content, content);
  move_to_chart (chart, GTK_WIDGET (self->info));
  gtk_widget_set_visible (self->header, FALSE);
}

void
crm_report_card_add_control (CrmReportCard *self, GtkWidget *control)
{
  g_return_if_fail (CRM_IS_REPORT_CARD (self));

  gtk_box_append (self->controls, control);
  gtk_widget_set_visible (GTK_WIDGET (self->controls), TRUE);
}

void
crm_report_card_set_counted (CrmReportCard *self, const char *counted, const char *left_out, const char *reasons)
{
  g_return_if_fail (CRM_IS_REPORT_CARD (self));

  set_line (self->counted, counted);
  set_line (self->reasons, reasons);
  gtk_menu_button_set_label (self->left_out, left_out != NULL ? left_out : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), left_out != NULL);
}

static void
crm_report_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_REPORT_CARD);

  G_OBJECT_CLASS (crm_report_card_parent_class)->dispose (object);
}

static void
crm_report_card_class_init (CrmReportCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_report_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/reports/crm-report-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, header);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, title);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, controls);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, content);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, left_out);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, formula);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, dates);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, source);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, counted);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, CrmReportCard, info);
  gtk_widget_class_set_css_name (widget_class, "reportcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_report_card_init (CrmReportCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
