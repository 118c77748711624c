/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who writes or calls: the customer that is, or a new one, and what is written down of it. */

#pragma once

#include "core/record/crm-edit.h"
#include "server/crm-server-entrance.h"
#include "server/crm-server-pages-private.h"

G_BEGIN_DECLS

/**
 * CrmServerArrival:
 * @cause: what all ids are made from: the same again is the same records
 * @kind: of the interaction
 * @direction: "in" or "out"
 * @at: microseconds UTC
 * @minutes: how long, or 0
 * @text: (nullable): what was said
 * @name: (nullable): of the person
 * @company: (nullable)
 * @phone: (nullable): as given
 * @email: (nullable)
 * @consents: whether they agree to be contacted; counts for a new customer alone, as anybody can give anybody's address
 * @has_customer: whether @customer is said or found
 * @scope: (nullable): of the customer
 */
typedef struct
{
  CrmId cause;
  const char *kind;
  const char *direction;
  gint64 at;
  gint64 minutes;
  const char *text;
  const char *name;
  const char *company;
  const char *phone;
  const char *email;
  gboolean consents;
  gboolean has_customer;
  CrmId customer;
  char *scope;
} CrmServerArrival;

void crm_server_arrival_clear (CrmServerArrival *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerArrival, crm_server_arrival_clear)

/* The id of the interaction, of the task. */
CrmId crm_server_arrival_make_id (const CrmServerArrival *self, const char *name);

/* 1 when the interaction or the task is written already, 0, -1. Within a transaction. */
int crm_server_arrival_is_known (CrmServerArrival *self, CrmServerStorage *storage, GError **error);

/**
 * crm_server_arrival_find:
 *
 * Finds the customer that is said, or else the only one whom email or phone reach; where they reach different ones, nobody is meant. Within a
 * transaction.
 *
 * Returns: %FALSE with an error: %CRM_ERROR_NOT_FOUND when the customer that is said is not there.
 */
gboolean crm_server_arrival_find (CrmServerArrival *self, CrmServerStorage *storage, const CrmServerEntrance *entrance, GError **error);

/* Adds a customer with contact points, a company with the person as well; then that is the arrival's. */
void crm_server_arrival_add_customer (CrmServerArrival *self, CrmEdit *edit, const CrmServerEntrance *entrance, gint64 now);
void crm_server_arrival_add_interaction (const CrmServerArrival *self, CrmEdit *edit);

/* Adds a task for the entrance's owner, due today; of the customer's, if there is one. */
void crm_server_arrival_add_task (const CrmServerArrival *self, CrmEdit *edit, const CrmServerEntrance *entrance, const char *title, const char *note, gint64 now);

/* Writes it. Outside a transaction. */
gboolean crm_server_arrival_write (const CrmServerArrival *self, CrmServerPageVisit *visit, const CrmServerEntrance *entrance, CrmEdit *edit, GError **error);

G_END_DECLS
