/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How requests reach the server: the engine knows no network. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-transport.h"

G_DEFINE_INTERFACE (CrmTransport, crm_transport, G_TYPE_OBJECT)

static void
crm_transport_default_init (CrmTransportInterface *iface)
{
}

DexFuture *
crm_transport_push (CrmTransport *self, GBytes *body)
{
  g_return_val_if_fail (CRM_IS_TRANSPORT (self) && body != NULL, NULL);

  return CRM_TRANSPORT_GET_IFACE (self)->push (self, body);
}

DexFuture *
crm_transport_pull (CrmTransport *self, const char *scope, const CrmCursor *cursor)
{
  g_return_val_if_fail (CRM_IS_TRANSPORT (self) && scope != NULL && cursor != NULL, NULL);

  return CRM_TRANSPORT_GET_IFACE (self)->pull (self, scope, cursor);
}

gboolean
crm_transport_has_digest (CrmTransport *self)
{
  g_return_val_if_fail (CRM_IS_TRANSPORT (self), FALSE);

  return CRM_TRANSPORT_GET_IFACE (self)->digest != NULL;
}

DexFuture *
crm_transport_digest (CrmTransport *self, const char *scope, int bucket)
{
  g_return_val_if_fail (CRM_IS_TRANSPORT (self) && scope != NULL && bucket >= -1 && bucket < 256, NULL);

  return CRM_TRANSPORT_GET_IFACE (self)->digest (self, scope, bucket);
}
