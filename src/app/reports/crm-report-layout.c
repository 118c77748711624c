/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How reports lie in the window: cards under each other or side by side, as wide as can be taken in, and their charts on paper. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-report-layout.h"

#include "app/charts/crm-chart-export.h"

/* Wide enough for two cards beside each other, and no wider than can be taken in. */
#define WIDTH 1160

struct _CrmReportLayout
{
  AdwBin parent_instance;

  /* owned */
  GPtrArray *charts; /* of CrmChart, borrowed */

  /* borrowed */
  GtkBox *box;
  GtkStack *stack;
  AdwBreakpoint *narrow;
};

G_DEFINE_FINAL_TYPE (CrmReportLayout, crm_report_layout, ADW_TYPE_BIN)

GtkWidget *
crm_report_layout_new (void)
{
  return g_object_new (CRM_TYPE_REPORT_LAYOUT, NULL);
}

void
crm_report_layout_show (CrmReportLayout *self)
{
  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self));

  gtk_stack_set_visible_child_name (self->stack, "report");
}

void
crm_report_layout_set_empty (CrmReportLayout *self, GtkWidget *empty)
{
  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self) && GTK_IS_WIDGET (empty));

  gtk_stack_add_named (self->stack, empty, "empty");
}

void
crm_report_layout_show_empty (CrmReportLayout *self)
{
  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self));

  gtk_stack_set_visible_child_name (self->stack, "empty");
}

GtkBox *
crm_report_layout_get_box (CrmReportLayout *self)
{
  g_return_val_if_fail (CRM_IS_REPORT_LAYOUT (self), NULL);

  return self->box;
}

void
crm_report_layout_stack_when_narrow (CrmReportLayout *self, GtkBox *row)
{
  g_auto (GValue) vertical = G_VALUE_INIT, uneven = G_VALUE_INIT;

  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self) && GTK_IS_BOX (row));

  g_value_init (&vertical, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&vertical, GTK_ORIENTATION_VERTICAL);
  adw_breakpoint_add_setter (self->narrow, G_OBJECT (row), "orientation", &vertical);
  g_value_init (&uneven, G_TYPE_BOOLEAN);
  adw_breakpoint_add_setter (self->narrow, G_OBJECT (row), "homogeneous", &uneven);
}

void
crm_report_layout_add_row (CrmReportLayout *self, GtkWidget *first, GtkWidget *second)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self));

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), first);
  gtk_box_append (GTK_BOX (row), second);
  gtk_box_append (self->box, row);
  crm_report_layout_stack_when_narrow (self, GTK_BOX (row));
}

void
crm_report_layout_hide_when_narrow (CrmReportLayout *self, GtkWidget *widget)
{
  g_auto (GValue) no = G_VALUE_INIT;

  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self));

  g_value_init (&no, G_TYPE_BOOLEAN);
  adw_breakpoint_add_setter (self->narrow, G_OBJECT (widget), "visible", &no);
}

void
crm_report_layout_add_chart (CrmReportLayout *self, CrmChart *chart)
{
  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self) && CRM_IS_CHART (chart));

  g_ptr_array_add (self->charts, chart);
}

void
crm_report_layout_add_to_sheet (CrmReportLayout *self, CrmSheet *sheet)
{
  g_return_if_fail (CRM_IS_REPORT_LAYOUT (self) && sheet != NULL);

  for (guint i = 0; i < self->charts->len; i++)
    if (crm_chart_get_data (self->charts->pdata[i]) != NULL)
      crm_chart_add_to_sheet (crm_chart_get_data (self->charts->pdata[i]), sheet, TRUE);
}

GPtrArray *
crm_report_layout_dup_data (CrmReportLayout *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_chart_data_unref);

  g_return_val_if_fail (CRM_IS_REPORT_LAYOUT (self), all);

  for (guint i = 0; i < self->charts->len; i++)
    if (crm_chart_get_data (self->charts->pdata[i]) != NULL && !crm_chart_data_is_empty (crm_chart_get_data (self->charts->pdata[i])))
      g_ptr_array_add (all, crm_chart_data_ref (crm_chart_get_data (self->charts->pdata[i])));
  return all;
}

static void
crm_report_layout_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_REPORT_LAYOUT (object)->charts);

  G_OBJECT_CLASS (crm_report_layout_parent_class)->finalize (object);
}

static void
crm_report_layout_class_init (CrmReportLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_report_layout_finalize;
}

static void
crm_report_layout_init (CrmReportLayout *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (), *bin = adw_breakpoint_bin_new (), *spinner = adw_spinner_new ();

  self->charts = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "report");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_add_css_class (spinner, "late");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "waiting");
  gtk_stack_add_named (self->stack, scroller, "report");
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), GTK_WIDGET (self->stack));
  gtk_widget_set_size_request (bin, 300, 150);
  self->narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 760sp"));
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), self->narrow);
  adw_bin_set_child (ADW_BIN (self), bin);
}
