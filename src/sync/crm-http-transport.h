/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's calls over HTTP, as docs/sync.md has them. */

#pragma once

#include <libdex.h>

#include "core/base/crm-id.h"
#include "sync/crm-event-stream.h"
#include "sync/crm-server-address.h"
#include "sync/crm-transport.h"

G_BEGIN_DECLS

/* A part of a file kept with a customer. */
#define CRM_BLOB_PART (4 * 1024 * 1024)

/**
 * CrmLogin:
 *
 * What the server says to who signs in.
 */
typedef struct
{
  char *token;
  CrmId device;
  CrmId user;
  char *user_name;
  CrmId workspace;
  char *workspace_name;
  char *role;
  char *team; /* (nullable) */
  char *epoch;
} CrmLogin;

#define CRM_TYPE_LOGIN (crm_login_get_type ())

GType crm_login_get_type (void);
CrmLogin *crm_login_copy (const CrmLogin *self);
void crm_login_free (CrmLogin *self);

typedef struct
{
  CrmId id;
  char *name;
  char *role;
  char *team; /* (nullable) */
} CrmMember;

void crm_member_free (CrmMember *self);

#define CRM_TYPE_HTTP_TRANSPORT (crm_http_transport_get_type ())

G_DECLARE_FINAL_TYPE (CrmHttpTransport, crm_http_transport, CRM, HTTP_TRANSPORT, GObject)

/**
 * crm_http_transport_new:
 * @address: the server
 *
 * A #CrmTransport. Main thread. Bodies are packed both ways; TLS is 1.2 or later; nothing is redirected; of an answer no more than 8 MiB is read.
 * With a pin no other certificate is spoken to.
 *
 * All futures are rejected with
 * - %CRM_ERROR_NETWORK: not reached, stopped, too slow; %CRM_ERROR_UNREADABLE: damaged on its way. Later it may work
 * - %CRM_ERROR_BUSY: see crm_http_transport_get_wait()
 * - %CRM_ERROR_UNTRUSTED: the certificate is another
 * - %CRM_ERROR_SIGN_IN: password or token are not good; %CRM_ERROR_FORBIDDEN: the role is not
 * - %CRM_ERROR_NOT_FOUND: no such workspace, scope or hash for this account
 * - %CRM_ERROR_CONFLICT: the node id is to be renewed
 * - %CRM_ERROR_TOO_LARGE, %CRM_ERROR_REFUSED: the server does not take this request
 * - %CRM_ERROR_SERVER: it failed at it
 * - %G_IO_ERROR_CANCELLED after crm_http_transport_close()
 *
 * Returns: (transfer full): a transport, not signed in.
 */
CrmHttpTransport *crm_http_transport_new (const CrmServerAddress *address);

/* Who calls from now on. */
void crm_http_transport_sign (CrmHttpTransport *self, const CrmId *workspace, const char *token);

/* How many seconds a call may take at the most; for tests, which have less patience. */
void crm_http_transport_set_patience (CrmHttpTransport *self, guint seconds);

/* For how many seconds the server asked to be left alone when it said busy last; 0 for none. */
guint crm_http_transport_get_wait (CrmHttpTransport *self);

/* Bytes sent and received so far, headers included, TLS not. */
void crm_http_transport_get_traffic (CrmHttpTransport *self, guint64 *sent, guint64 *received);

/* Its connections, for tests to break. (transfer none): a #SoupSession. */
struct _SoupSession *crm_http_transport_get_session (CrmHttpTransport *self);

/* Ends all calls under way, and the listening. */
void crm_http_transport_close (CrmHttpTransport *self);

/* A #DexFuture of a #CrmServerAddress, with the certificate's pin if nobody vouches for it. No other call is to be made with this transport. */
DexFuture *crm_http_transport_examine (CrmHttpTransport *self);

/* @device: (nullable): the id that an earlier login gave to this file. A #DexFuture of a #CrmLogin. */
DexFuture *crm_http_transport_login (CrmHttpTransport *self, const char *user, const char *password, const CrmId *device, const char *device_name);

/* A #DexFuture of a boolean. */
DexFuture *crm_http_transport_logout (CrmHttpTransport *self);

/* A #DexFuture of a #GPtrArray of #CrmMember. */
DexFuture *crm_http_transport_list_members (CrmHttpTransport *self);

/**
 * crm_http_transport_listen:
 * @func: is called for each hint, on the main thread; first with a scope of %NULL, once the server listens: it tells of what it does from then on
 *
 * Returns: (transfer full): a #DexFuture that is rejected when there is nothing to listen to any more.
 */
DexFuture *crm_http_transport_listen (CrmHttpTransport *self, CrmEventFunc func, gpointer data, GDestroyNotify destroy);

/**
 * crm_http_transport_ask_file:
 *
 * Returns: (transfer full): a #DexFuture of an int64: how many bytes the server has of an upload of this file's; -1 when all.
 */
DexFuture *crm_http_transport_ask_file (CrmHttpTransport *self, const char *hash);

/* Sends a part that begins at @from. A #DexFuture of an int64: how many bytes the server has now; -1 when all. */
DexFuture *crm_http_transport_put_part (CrmHttpTransport *self, const char *hash, GBytes *part, gint64 from, gint64 total);

/* Fetches a part of at most %CRM_BLOB_PART bytes from @from on, which is not its end. A #DexFuture of a #GBytes. */
DexFuture *crm_http_transport_get_part (CrmHttpTransport *self, const char *hash, gint64 from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLogin, crm_login_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMember, crm_member_free)

G_END_DECLS
