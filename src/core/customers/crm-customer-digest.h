/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a customer and all that hangs on it: the stored facts and the search document. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_DIGEST_PHONE,
  CRM_DIGEST_EMAIL,
  CRM_DIGEST_LAST_CONTACT,
  CRM_DIGEST_LAST_CONTACT_KIND,
  CRM_DIGEST_NEXT_STEP,
  CRM_DIGEST_NEXT_STEP_TITLE,
  CRM_DIGEST_OPEN_DEALS,
  CRM_DIGEST_SATISFACTION,
  CRM_DIGEST_SATISFACTION_AT,
  CRM_DIGEST_N_FACTS
} CrmDigestFact;

/**
 * CrmCustomerDigest:
 * @facts: so far: phone, email: the first contact point of the kind that is not opted out of, the customer's own before its
 *   people's; last contact: the latest interaction that is not a note, and its kind; next step: the earliest open task
 *   with a due time, and its title; open deals: how many, nothing for none; satisfaction: the score of the latest response that has one,
 *   and when it was given
 * @document: tokens for the search so far
 *
 * Fed piece by piece, from SQL or from what an edit creates: one definition for both. Customer first, then points and people
 * in the order they were made.
 */
typedef struct
{
  CrmValue facts[CRM_DIGEST_N_FACTS];
  gboolean phone_is_own;
  gboolean email_is_own;
  GString *document;
} CrmCustomerDigest;

/* The customer's field that keeps a fact. */
guint crm_digest_fact_get_field (CrmDigestFact fact);

void crm_customer_digest_init (CrmCustomerDigest *self);
void crm_customer_digest_clear (CrmCustomerDigest *self);

/* @values are those of the kind named, all fields. */
void crm_customer_digest_add_customer (CrmCustomerDigest *self, const CrmValue *values);
void crm_customer_digest_add_point (CrmCustomerDigest *self, const CrmValue *values);
void crm_customer_digest_add_person (CrmCustomerDigest *self, const CrmValue *values);
void crm_customer_digest_add_custom_value (CrmCustomerDigest *self, const CrmValue *values);
void crm_customer_digest_add_interaction (CrmCustomerDigest *self, const CrmValue *values);
void crm_customer_digest_add_task (CrmCustomerDigest *self, const CrmValue *values);
void crm_customer_digest_add_deal (CrmCustomerDigest *self, const CrmValue *values);

/**
 * crm_customer_digest_read:
 * @rowid: a customer
 * @customer: (inout) (transfer full) (nullable): the customer's record as it stands at @rowid, read where it is %NULL, which it stays when there is none
 *
 * Feeds an initialised digest with all that the file holds about a customer.
 */
gboolean crm_customer_digest_read (CrmConnection *connection, gint64 rowid, CrmCustomerDigest *self, CrmRecord **customer, GError **error);

/* The same for its search document alone: the facts but phone and email stay as crm_customer_digest_init() left them. */
gboolean crm_customer_digest_read_document (CrmConnection *connection, gint64 rowid, CrmCustomerDigest *self, CrmRecord **customer, GError **error);

/* Writes the facts that differ from those in @customer; in the writer's transaction. */
gboolean crm_customer_digest_write_facts (CrmConnection *connection, const CrmCustomerDigest *self, const CrmRecord *customer, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmCustomerDigest, crm_customer_digest_clear)

G_END_DECLS
