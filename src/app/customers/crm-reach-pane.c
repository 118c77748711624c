/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a customer is reached. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-reach-pane.h"

#include "app/widgets/crm-contact-point-list.h"
#include "core/schema/crm-schema-customers.h"

struct _CrmReachPane
{
  GtkBox parent_instance;

  /* template */
  CrmContactPointList *list;
};

G_DEFINE_FINAL_TYPE (CrmReachPane, crm_reach_pane, GTK_TYPE_BOX)

static void
on_add (CrmReachPane *self)
{
  g_assert (CRM_IS_REACH_PANE (self));

  crm_contact_point_list_add (self->list);
}

static void
crm_reach_pane_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_REACH_PANE);

  G_OBJECT_CLASS (crm_reach_pane_parent_class)->dispose (object);
}

static void
crm_reach_pane_class_init (CrmReachPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_reach_pane_dispose;

  g_type_ensure (CRM_TYPE_CONTACT_POINT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-reach-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmReachPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
crm_reach_pane_init (CrmReachPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_reach_pane_set_context (CrmReachPane *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_REACH_PANE (self) && CRM_IS_CONTEXT (context));

  crm_contact_point_list_set_context (self->list, context);
}

void
crm_reach_pane_set_profile (CrmReachPane *self, CrmProfile *profile)
{
  g_return_if_fail (CRM_IS_REACH_PANE (self) && profile != NULL);

  crm_contact_point_list_set_points (self->list, &crm_kind_customer, &profile->customer->id, profile->points);
}
