/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the views of the Deals page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-view.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page; /* borrowed: it holds the view */
  CrmDealsScope *scope;
  guint begun : 1;
} CrmDealsViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmDealsView, crm_deals_view, ADW_TYPE_BIN)

static void
update (CrmDealsView *self)
{
  CrmDealsViewPrivate *priv = crm_deals_view_get_instance_private (self);
  CrmDealsViewClass *klass = CRM_DEALS_VIEW_GET_CLASS (self);

  if (priv->scope == NULL || !crm_deals_scope_is_ready (priv->scope) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!priv->begun && klass->begin != NULL)
    klass->begin (self);
  priv->begun = TRUE;
  if (klass->update != NULL)
    klass->update (self);
}

/* What changed while it could not be seen is caught up with when it can. */
static void
crm_deals_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_deals_view_parent_class)->map (widget);
  update (CRM_DEALS_VIEW (widget));
}

void
crm_deals_view_attach (CrmDealsView *self, CrmPage *page, CrmDealsScope *scope)
{
  CrmDealsViewPrivate *priv = crm_deals_view_get_instance_private (self);

  g_return_if_fail (CRM_IS_DEALS_VIEW (self) && CRM_IS_PAGE (page) && CRM_IS_DEALS_SCOPE (scope));
  g_return_if_fail (priv->scope == NULL);

  priv->page = page;
  priv->scope = g_object_ref (scope);
  g_signal_connect_object (scope, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "pipelines", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

CrmPage *
crm_deals_view_get_page (CrmDealsView *self)
{
  CrmDealsViewPrivate *priv = crm_deals_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);

  return priv->page;
}

CrmDealsScope *
crm_deals_view_get_scope (CrmDealsView *self)
{
  CrmDealsViewPrivate *priv = crm_deals_view_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);

  return priv->scope;
}

CrmContext *
crm_deals_view_get_context (CrmDealsView *self)
{
  return crm_page_get_context (crm_deals_view_get_page (self));
}

DexFuture *
crm_deals_view_make_sheet (CrmDealsView *self)
{
  g_return_val_if_fail (CRM_IS_DEALS_VIEW (self), NULL);

  if (CRM_DEALS_VIEW_GET_CLASS (self)->make_sheet != NULL)
    return CRM_DEALS_VIEW_GET_CLASS (self)->make_sheet (self);
  return dex_future_new_for_error (g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, _ ("There is nothing here to print.")));
}

void
crm_deals_view_export (CrmDealsView *self)
{
  g_return_if_fail (CRM_IS_DEALS_VIEW (self));

  if (CRM_DEALS_VIEW_GET_CLASS (self)->export != NULL)
    CRM_DEALS_VIEW_GET_CLASS (self)->export (self);
}

gboolean
crm_deals_view_uses_period (CrmDealsView *self)
{
  return CRM_DEALS_VIEW_GET_CLASS (self)->uses_period;
}

static void
crm_deals_view_dispose (GObject *object)
{
  CrmDealsViewPrivate *priv = crm_deals_view_get_instance_private (CRM_DEALS_VIEW (object));

  priv->page = NULL;
  g_clear_object (&priv->scope);

  G_OBJECT_CLASS (crm_deals_view_parent_class)->dispose (object);
}

static void
crm_deals_view_class_init (CrmDealsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_deals_view_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_deals_view_map;
}

static void
crm_deals_view_init (CrmDealsView *self)
{
}
