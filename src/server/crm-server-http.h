/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server on the network: takes requests over HTTP, has them answered on the threads of a crew, and writes the replies. */

#pragma once

#include "server/crm-server-exchange.h"
#include "server/crm-server-folder.h"
#include "server/crm-server-gate.h"

G_BEGIN_DECLS

#define CRM_TYPE_SERVER_HTTP (crm_server_http_get_type ())

G_DECLARE_FINAL_TYPE (CrmServerHttp, crm_server_http, CRM, SERVER_HTTP, GObject)

/**
 * crm_server_http_new:
 * @folder: (transfer none): a folder that was locked; must stay as long as the server
 * @limits: what is too much; usually &crm_server_limits_usual
 *
 * Opens the database; all of it in the thread-default main context, which has to run.
 *
 * Returns: (transfer full): a server that does not listen yet.
 */
CrmServerHttp *crm_server_http_new (const CrmServerFolder *folder, CrmClock *clock, const CrmServerLimits *limits, GError **error);

/* Has requests from this address say in X-Forwarded-For for whom they are. (transfer none): copied */
void crm_server_http_trust_proxy (CrmServerHttp *self, const char *address);

/**
 * crm_server_http_listen:
 * @address: "127.0.0.1:0", "[::]:8765"; port 0 lets the system choose
 * @certificate: (nullable): %NULL for plain HTTP, which goes to this computer only
 * @error: %CRM_ERROR_INVALID for no address, or plain HTTP to others; otherwise why it is not to be had
 */
gboolean crm_server_http_listen (CrmServerHttp *self, const char *address, GTlsCertificate *certificate, GError **error);

/**
 * crm_server_http_open_socket:
 *
 * Takes orders and gives figures at the socket in the folder, which its owner alone can open.
 */
gboolean crm_server_http_open_socket (CrmServerHttp *self, const CrmServerFolder *folder, GError **error);

/* "https://127.0.0.1:40321", of what was listened to last. */
const char *crm_server_http_get_uri (CrmServerHttp *self);

/* Takes no more connections and requests; what is under way is finished. */
void crm_server_http_stop (CrmServerHttp *self);

/* Requests whose replies are not written yet, without those who only listen for changes. */
guint crm_server_http_get_n_pending (CrmServerHttp *self);

G_END_DECLS
