/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request over HTTP and its whole answer, with limits on how long and how much. */

#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * CrmHttpAnswer:
 * @message: with status and headers
 * @body: unpacked
 */
typedef struct
{
  SoupMessage *message;
  GBytes *body;
} CrmHttpAnswer;

#define CRM_TYPE_HTTP_ANSWER (crm_http_answer_get_type ())

GType crm_http_answer_get_type (void);
CrmHttpAnswer *crm_http_answer_copy (const CrmHttpAnswer *self);
void crm_http_answer_free (CrmHttpAnswer *self);

/**
 * crm_http_call:
 * @session: without features: what is packed is unpacked here
 * @message: as it is to be sent
 * @max: bytes of body at the most, packed and unpacked
 * @patience: seconds until all of the answer must be there
 * @cancellable: (nullable): ends it
 *
 * Returns: (transfer full): a #DexFuture of a #CrmHttpAnswer, whatever its status. %CRM_ERROR_NETWORK when none came, %CRM_ERROR_UNTRUSTED when the
 *   certificate was not accepted, %CRM_ERROR_UNREADABLE when it is too long or badly packed, %G_IO_ERROR_CANCELLED.
 */
DexFuture *crm_http_call (SoupSession *session, SoupMessage *message, gsize max, guint patience, GCancellable *cancellable);

/* The error that a failure of libsoup or of the network is, for a person. (transfer full) */
GError *crm_http_new_error (SoupMessage *message, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmHttpAnswer, crm_http_answer_free)

G_END_DECLS
