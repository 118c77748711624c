/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many customers changed at once: fields, tags, a task for each. */

#pragma once

#include "core/store/crm-bulk.h"

G_BEGIN_DECLS

/**
 * CrmCustomerBulk:
 * @assignments: (element-type CrmAssignment): what their fields get; "nothing" clears one
 * @add_tags: (element-type CrmId): tags they bear from then on
 * @remove_tags: (element-type CrmId): tags they do not bear any more
 *
 * What is done with each of them; any may be empty.
 */
typedef struct
{
  GArray *assignments;
  GArray *add_tags;
  GArray *remove_tags;
} CrmCustomerBulk;

CrmCustomerBulk *crm_customer_bulk_new (void);
void crm_customer_bulk_free (CrmCustomerBulk *self);

/**
 * crm_customer_bulk_new_edit:
 * @self: (transfer full)
 *
 * As crm_bulk_new(). A customer for whom nothing differs is left as it is.
 */
CrmEdit *crm_customer_bulk_new_edit (CrmCustomerBulk *self, const char *title, GArray *rowids, CrmTransfer *transfer);

/* A task for each, of fields @task (element-type CrmAssignment); for the customer's owner, where it has one and nobody is named. */
CrmEdit *crm_customer_bulk_new_tasks (const char *title, GArray *rowids, GArray *task, CrmTransfer *transfer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCustomerBulk, crm_customer_bulk_free)

G_END_DECLS
