/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pair of customers that may be one: both names, why, and how likely. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/duplicates/crm-duplicate-row.h"

#include <glib/gi18n-lib.h>

struct _CrmDuplicateRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *first;
  GtkLabel *second;
  GtkLabel *reasons;
  GtkLabel *score;
};

G_DEFINE_FINAL_TYPE (CrmDuplicateRow, crm_duplicate_row, GTK_TYPE_LIST_BOX_ROW)

static void
crm_duplicate_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DUPLICATE_ROW);

  G_OBJECT_CLASS (crm_duplicate_row_parent_class)->dispose (object);
}

static void
crm_duplicate_row_class_init (CrmDuplicateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_duplicate_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/duplicates/crm-duplicate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicateRow, first);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicateRow, second);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicateRow, reasons);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicateRow, score);
}

static void
crm_duplicate_row_init (CrmDuplicateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_duplicate_row_new (const CrmDuplicateFound *found)
{
  CrmDuplicateRow *self = g_object_new (CRM_TYPE_DUPLICATE_ROW, NULL);
  g_autofree char *reasons = crm_duplicate_score_format (&found->score);
  /* Translators: how likely it is that two customers are one. */
  g_autofree char *score = g_strdup_printf (_ ("%d %%"), (int)(found->score.score * 100));
  g_autofree char *name = NULL;

  gtk_label_set_text (self->first, crm_record_get_title (found->a));
  gtk_label_set_text (self->second, crm_record_get_title (found->b));
  gtk_label_set_text (self->reasons, reasons);
  gtk_label_set_text (self->score, score);
  /* Translators: two customers, and why they may be one. */
  name = g_strdup_printf (_ ("%1$s and %2$s: %3$s"), crm_record_get_title (found->a), crm_record_get_title (found->b), reasons);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
