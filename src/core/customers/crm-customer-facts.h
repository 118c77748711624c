/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived about a customer and kept with it: first phone and email, last contact, next step. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_customer_facts_update:
 * @rowids: customers, ascending
 *
 * Recomputes the facts of these customers and writes those that differ:
 * phone, email: the customer's first contact point of the kind that is not opted out of, else the first of its people;
 * last contact: the latest interaction that is not a note, and its kind;
 * next step: the earliest open task with a due time, and its title.
 *
 * In the writer's transaction.
 */
gboolean crm_customer_facts_update (CrmConnection *connection, const gint64 *rowids, gsize n_rowids, GError **error);

G_END_DECLS
