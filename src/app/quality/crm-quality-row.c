/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check of data quality: how many it finds, its definition, and the way through them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/quality/crm-quality-row.h"

#include <glib/gi18n-lib.h>

struct _CrmQualityRow
{
  AdwActionRow parent_instance;

  /* template */
  GtkLabel *count;
  GtkProgressBar *share;
  GtkWidget *go;
  GtkWidget *go_narrow;

  CrmQualityCheck check;
  gboolean narrow;
  gboolean found;
  gboolean may_write;
};

enum
{
  GO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmQualityRow, crm_quality_row, ADW_TYPE_ACTION_ROW)

static void
on_go (CrmQualityRow *self)
{
  g_assert (CRM_IS_QUALITY_ROW (self));

  g_signal_emit (self, signals[GO], 0);
}

static void
crm_quality_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_QUALITY_ROW);

  G_OBJECT_CLASS (crm_quality_row_parent_class)->dispose (object);
}

static void
crm_quality_row_class_init (CrmQualityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_quality_row_dispose;

  signals[GO] = g_signal_new ("go", CRM_TYPE_QUALITY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/quality/crm-quality-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQualityRow, count);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityRow, share);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityRow, go);
  gtk_widget_class_bind_template_child (widget_class, CrmQualityRow, go_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
}

static void
crm_quality_row_init (CrmQualityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_quality_row_new (CrmQualityCheck check)
{
  CrmQualityRow *self = g_object_new (CRM_TYPE_QUALITY_ROW, NULL);
  const CrmQualityInfo *info = crm_quality_get_info (check);

  self->check = check;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (info->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ (info->definition));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (info->title), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go_narrow), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (info->title), -1);
  return GTK_WIDGET (self);
}

CrmQualityCheck
crm_quality_row_get_check (CrmQualityRow *self)
{
  g_return_val_if_fail (CRM_IS_QUALITY_ROW (self), 0);

  return self->check;
}

static void
update (CrmQualityRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->share), self->found && !self->narrow);
  gtk_widget_set_visible (self->go, self->found && self->may_write && !self->narrow);
  gtk_widget_set_visible (self->go_narrow, self->found && self->may_write && self->narrow);
}

void
crm_quality_row_set (CrmQualityRow *self, const CrmQuality *quality, gboolean may_write)
{
  guint found = quality->found[self->check]->len, of = quality->of[self->check];
  double share = of > 0 ? (double)found / of : 0;
  g_autofree char *text = NULL, *tooltip = NULL;

  g_return_if_fail (CRM_IS_QUALITY_ROW (self));

  if (of == 0)
    text = g_strdup ("–");
  else if (found == 0)
    text = g_strdup (_ ("None"));
  else
    /* Translators: how many, and their share: "41 · 12.5 %". */
    text = g_strdup_printf (_ ("%1$'u · %2$.1f %%"), found, 100 * share);
  /* Translators: "41 of 328 of all customers". */
  tooltip = g_strdup_printf (_ ("%1$'u of %2$'u: %3$s"), found, of, _ (crm_quality_get_info (self->check)->base));
  gtk_label_set_label (self->count, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), tooltip);
  gtk_progress_bar_set_fraction (self->share, share);
  self->found = found > 0;
  self->may_write = may_write;
  update (self);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), found > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
}

void
crm_quality_row_set_narrow (CrmQualityRow *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_QUALITY_ROW (self));

  self->narrow = narrow;
  update (self);
}
