/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many customers changed at once: fields, tags, a task for each. */

#pragma once

#include "core/customers/crm-custom-field.h"
#include "core/store/crm-bulk.h"

G_BEGIN_DECLS

/**
 * CrmCustomerBulk:
 * @assignments: (element-type CrmAssignment): what their fields get; "nothing" clears one
 * @custom: the same of fields that the office has added, see crm_customer_bulk_set_custom()
 * @add_tags: (element-type CrmId): tags they bear from then on
 * @remove_tags: (element-type CrmId): tags they do not bear any more
 *
 * What is done with each of them; any may be empty.
 */
typedef struct
{
  GArray *assignments;
  GArray *custom;
  GArray *add_tags;
  GArray *remove_tags;
} CrmCustomerBulk;

CrmCustomerBulk *crm_customer_bulk_new (void);
void crm_customer_bulk_free (CrmCustomerBulk *self);

/* Has the field say @value, which it takes, of each of them; "nothing" clears it. */
void crm_customer_bulk_set_custom (CrmCustomerBulk *self, CrmCustomField *field, CrmValue value);

/* Whether nothing is to be done with them. */
gboolean crm_customer_bulk_is_empty (const CrmCustomerBulk *self);

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
