/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How requests reach the server: the engine knows no network. */

#pragma once

#include <libdex.h>

#include "sync/crm-cursor.h"

G_BEGIN_DECLS

#define CRM_TYPE_TRANSPORT (crm_transport_get_type ())

G_DECLARE_INTERFACE (CrmTransport, crm_transport, CRM, TRANSPORT, GObject)

/**
 * CrmTransportInterface:
 * @push: sends a push; a #DexFuture of a #GBytes with the verdicts
 * @pull: asks for a page of a scope; a #DexFuture of a #GBytes with it
 * @digest: (nullable): asks for the digest of a scope, or for the records of one of its buckets, -1 for none; a #DexFuture of a #GBytes with it
 *
 * What comes back is as it came, cut short or damaged perhaps: who asked finds that out. Futures are rejected with %CRM_ERROR_CONFLICT when the
 * file must renew its node id, with %CRM_ERROR_NOT_FOUND when there is no such scope for this caller, with others when the server was not reached.
 */
struct _CrmTransportInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*push) (CrmTransport *self, GBytes *body);
  DexFuture *(*pull) (CrmTransport *self, const char *scope, const CrmCursor *cursor);
  DexFuture *(*digest) (CrmTransport *self, const char *scope, int bucket);
};

DexFuture *crm_transport_push (CrmTransport *self, GBytes *body);
DexFuture *crm_transport_pull (CrmTransport *self, const char *scope, const CrmCursor *cursor);

gboolean crm_transport_has_digest (CrmTransport *self);
DexFuture *crm_transport_digest (CrmTransport *self, const char *scope, int bucket);

G_END_DECLS
