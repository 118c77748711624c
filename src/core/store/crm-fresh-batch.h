/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Customers an edit creates, kept until their batch ends, so that facts and search document are written once with them. */

#pragma once

#include "core/customers/crm-customer-digest.h"

G_BEGIN_DECLS

/**
 * CrmFreshCustomer:
 * @change: what creates it; borrowed, outlives the batch
 * @values: its prepared values, all fields
 * @digest: of it and of its children so far
 * @whole: whether @digest knows all its children; if not, they are read from the file afterwards
 */
typedef struct
{
  const CrmChange *change;
  CrmValue *values;
  CrmCustomerDigest digest;
  gboolean whole;
} CrmFreshCustomer;

typedef struct _CrmFreshBatch CrmFreshBatch;

CrmFreshBatch *crm_fresh_batch_new (void);
void crm_fresh_batch_free (CrmFreshBatch *self);
void crm_fresh_batch_clear (CrmFreshBatch *self);

/* Takes @values. */
void crm_fresh_batch_add_customer (CrmFreshBatch *self, const CrmChange *change, CrmValue *values);

/**
 * crm_fresh_batch_add_child:
 * @change: what creates the record
 * @values: its prepared values
 *
 * Feeds the digests of the customers concerned.
 *
 * Returns: whether all of those are in the batch, so that no other customer needs to be brought up to date.
 */
gboolean crm_fresh_batch_add_child (CrmFreshBatch *self, const CrmChange *change, const CrmValue *values);

gboolean crm_fresh_batch_contains (CrmFreshBatch *self, const CrmId *customer);
guint crm_fresh_batch_get_n (CrmFreshBatch *self);
CrmFreshCustomer *crm_fresh_batch_get (CrmFreshBatch *self, guint position);

G_END_DECLS
