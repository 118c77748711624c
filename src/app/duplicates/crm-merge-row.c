/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of two customers to be merged: whose value is kept. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/duplicates/crm-merge-row.h"

#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmMergeRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *title;
  GtkCheckButton *keep;
  GtkLabel *kept;
  GtkCheckButton *take;
  GtkLabel *taken;
  GtkCheckButton *both;

  guint field;
};

G_DEFINE_FINAL_TYPE (CrmMergeRow, crm_merge_row, GTK_TYPE_LIST_BOX_ROW)

static GtkCheckButton *
get_button (CrmMergeRow *self, CrmMergeChoice choice)
{
  return choice == CRM_MERGE_KEEP ? self->keep : choice == CRM_MERGE_TAKE ? self->take
                                                                          : self->both;
}

/* What goes is dimmed. */
static void
on_toggled (CrmMergeRow *self)
{
  gboolean both = gtk_check_button_get_active (self->both);

  g_assert (CRM_IS_MERGE_ROW (self));

  if (both || gtk_check_button_get_active (self->keep))
    gtk_widget_remove_css_class (GTK_WIDGET (self->kept), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->kept), "dim-label");
  if (both || gtk_check_button_get_active (self->take))
    gtk_widget_remove_css_class (GTK_WIDGET (self->taken), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->taken), "dim-label");
}

static void
crm_merge_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_MERGE_ROW);

  G_OBJECT_CLASS (crm_merge_row_parent_class)->dispose (object);
}

static void
crm_merge_row_class_init (CrmMergeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_merge_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/duplicates/crm-merge-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmMergeRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeRow, keep);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeRow, kept);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeRow, take);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeRow, taken);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeRow, both);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
crm_merge_row_init (CrmMergeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The label alone would not say of which field it is. */
static void
name_button (GtkCheckButton *button, const char *title, const char *value)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", title, value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
crm_merge_row_new (guint field, const char *kept, const char *taken, CrmMergeChoice choice)
{
  CrmMergeRow *self = g_object_new (CRM_TYPE_MERGE_ROW, NULL);
  const CrmField *what = &crm_kind_customer.fields[field];
  const char *title = crm_field_get_label (what);

  self->field = field;
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->kept, kept != NULL ? kept : _ ("Nothing"));
  gtk_label_set_text (self->taken, taken != NULL ? taken : _ ("Nothing"));
  gtk_widget_set_visible (GTK_WIDGET (self->both), crm_field_is_prose (what) && kept != NULL && taken != NULL);
  name_button (self->keep, title, gtk_label_get_text (self->kept));
  name_button (self->take, title, gtk_label_get_text (self->taken));
  crm_merge_row_set_choice (self, choice);
  on_toggled (self);
  return GTK_WIDGET (self);
}

guint
crm_merge_row_get_field (CrmMergeRow *self)
{
  g_return_val_if_fail (CRM_IS_MERGE_ROW (self), 0);

  return self->field;
}

CrmMergeChoice
crm_merge_row_get_choice (CrmMergeRow *self)
{
  g_return_val_if_fail (CRM_IS_MERGE_ROW (self), CRM_MERGE_KEEP);

  if (gtk_check_button_get_active (self->take))
    return CRM_MERGE_TAKE;
  return gtk_check_button_get_active (self->both) ? CRM_MERGE_BOTH : CRM_MERGE_KEEP;
}

void
crm_merge_row_set_choice (CrmMergeRow *self, CrmMergeChoice choice)
{
  g_return_if_fail (CRM_IS_MERGE_ROW (self));

  if (choice != CRM_MERGE_BOTH || gtk_widget_get_visible (GTK_WIDGET (self->both)))
    gtk_check_button_set_active (get_button (self, choice), TRUE);
}

void
crm_merge_row_take_focus (CrmMergeRow *self)
{
  g_return_if_fail (CRM_IS_MERGE_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (get_button (self, crm_merge_row_get_choice (self))));
}
