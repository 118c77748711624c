/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erases a customer: the right of a person to be forgotten. */

#pragma once

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * crm_customer_new_erasure:
 * @customer: a customer's id
 *
 * Takes all values of a customer away for good, and of all that hangs on it: people, ways to reach them, interactions, tasks, deals, files, invitations and
 * answers. Who is a person of another customer, too, stays, and so do their ways to be reached. Cannot be undone. In a file that is joined to a server, the server and
 * all colleagues' files do the same with their next sync.
 *
 * Returns: (transfer full): an edit. %CRM_ERROR_NOT_FOUND where there is no such customer.
 */
CrmEdit *crm_customer_new_erasure (const CrmId *customer);

G_END_DECLS
