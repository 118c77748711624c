/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may see a record: computed on the server alone, from the customer it hangs on. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

#define CRM_SERVER_SCOPE_EVERYONE "everyone"

/**
 * CrmServerCaller:
 * @teams: (nullable): the teams a member may read and write; managers and administrators all
 * @recovers: whether a restored server is being given back what its clients have: clocks of any device are taken then
 *
 * Who asks, from the token, never from what is asked.
 */
typedef struct
{
  CrmId workspace;
  CrmId user;
  CrmId device;
  CrmServerRole role;
  char **teams;
  gboolean recovers;
} CrmServerCaller;

gboolean crm_server_caller_can_read (const CrmServerCaller *self, const char *scope);
gboolean crm_server_caller_can_write (const CrmServerCaller *self, const char *scope);

/* The scopes the caller may read, all of them. Within a transaction. (transfer full) */
char **crm_server_caller_list_scopes (const CrmServerCaller *self, CrmServerStorage *storage, GError **error);

/**
 * crm_server_scope_place:
 * @before: (nullable): the scope the record is in
 * @record: its state and author; parent, link and scope are set
 *
 * Customers are placed by their owner, as the workspace shares them; what hangs on a customer, through others or not, goes where it is; the rest is
 * everyone's. What hangs on a record that is not there is its author's alone until that comes.
 */
gboolean crm_server_scope_place (CrmServerStorage *storage, const CrmServerWorkspace *workspace, const char *before, CrmServerRecord *record, GError **error);

/**
 * crm_server_scope_follow:
 * @record: a record that was written, new or in another scope
 *
 * Has what hangs on the record follow it: each with a number and a move of its own.
 */
gboolean crm_server_scope_follow (CrmServerStorage *storage, CrmServerWorkspace *workspace, const CrmServerRecord *record, GError **error);

G_END_DECLS
