/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request on its way to its reply, in steps on the threads where each may block. */

#pragma once

#include "core/base/crm-clock.h"
#include "server/crm-server-accounts.h"
#include "server/crm-server-limit.h"
#include "server/crm-server-request.h"
#include "server/crm-server-tries.h"

G_BEGIN_DECLS

/**
 * CrmServerHouse:
 * @clock: what time it is
 * @blobs: (nullable): the folder of attachments
 * @n_read_ahead: atomic: pushes that were read before it was their turn to be written
 * @visits: what visitors without an account do
 * @tries: sign-ins by account and address, @account_tries by account, @address_tries by address
 *
 * What all exchanges share. For any thread.
 */
typedef struct
{
  CrmClock *clock;
  char *blobs;
  int n_read_ahead;
  CrmServerLimit *visits;
  CrmServerTries *tries;
  CrmServerTries *account_tries;
  CrmServerTries *address_tries;
} CrmServerHouse;

void crm_server_house_init (CrmServerHouse *self, CrmClock *clock, const char *blobs);
void crm_server_house_clear (CrmServerHouse *self);

/**
 * CrmServerStage:
 * @CRM_SERVER_STAGE_READ: one of several threads whose storage only reads
 * @CRM_SERVER_STAGE_HASH: the thread for passwords; no storage
 * @CRM_SERVER_STAGE_WRITE: the one thread that writes, within a group
 * @CRM_SERVER_STAGE_DONE: nothing more to do: the reply is there
 */
typedef enum
{
  CRM_SERVER_STAGE_READ,
  CRM_SERVER_STAGE_HASH,
  CRM_SERVER_STAGE_WRITE,
  CRM_SERVER_STAGE_DONE,
} CrmServerStage;

typedef struct _CrmServerExchange CrmServerExchange;

/**
 * CrmServerCall:
 * @name: for the log and the figures
 * @path: what the path is like; each part in braces is one of the exchange's parts, in order
 * @needs_token: whether it is asked by a device that is signed in; a first part {ws} is that one's workspace then
 * @needs_socket: whether it is for the local socket alone
 * @body_max: what the body may come to, as it comes
 * @step: does a step and says where the next one is to be done; with an error that is the end. It begins at %CRM_SERVER_STAGE_READ
 * @is_discreet: whether not even the moment it was asked is logged
 *
 * Something that can be asked of the server.
 */
typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  gboolean needs_token;
  gboolean needs_socket;
  gsize body_max;
  CrmServerStage (*step) (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);
  gboolean is_discreet;
} CrmServerCall;

#define CRM_SERVER_PARTS_MAX 3

struct _CrmServerExchange
{
  CrmServerHouse *house;
  const CrmServerCall *call; /* (nullable) */
  char *parts[CRM_SERVER_PARTS_MAX];
  CrmServerRequest request;
  CrmServerReply reply;
  CrmServerSession session; /* of calls that need a token */
  CrmServerStage stage;
  gint64 began; /* monotonic */

  /* what a call keeps between its steps */
  gpointer state;
  GDestroyNotify state_free;

  /* what it changed: told to those who listen, once it lasts */
  gint64 seq;
  GPtrArray *touched;
  gboolean changes_accounts;

  /* whoever waits for it */
  gpointer owner;
  GDestroyNotify owner_free;
};

/* Which call the method and path are; NULL for none. @parts are to be freed. */
const CrmServerCall *crm_server_call_find (const char *method, const char *path, char *parts[CRM_SERVER_PARTS_MAX]);

/* All of them, ended by one without name. */
const CrmServerCall *crm_server_calls_get (void);

/* Takes the request. */
CrmServerExchange *crm_server_exchange_new (CrmServerHouse *house, CrmServerRequest *request);
void crm_server_exchange_free (CrmServerExchange *self);

/* Does the step of the exchange's stage; afterwards it says where the next one is. */
void crm_server_exchange_step (CrmServerExchange *self, CrmServerStorage *storage);

/* Ends it with an error. */
void crm_server_exchange_fail (CrmServerExchange *self, const GError *error);

/* Packs the reply where that is worth it. Any thread. */
void crm_server_exchange_pack (CrmServerExchange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerExchange, crm_server_exchange_free)

G_END_DECLS
