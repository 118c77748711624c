/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to show about one deal, read in one go. */

#pragma once

#include "core/sales/crm-pipeline.h"

G_BEGIN_DECLS

/**
 * CrmDealPerson:
 * @part: the record of the kind deal_person
 * @person: who
 */
typedef struct
{
  CrmRecord *part;
  CrmRecord *person;
} CrmDealPerson;

/**
 * CrmDealProfile:
 * @deal: itself, maybe deleted
 * @pipelines: (element-type CrmPipeline): all there are
 * @pipeline: (nullable): the one it is in; @stage (nullable): where it stands there. Both are borrowed from @pipelines
 * @owner: (nullable): name of the owner
 * @referrer: (nullable): name of the customer who referred it
 * @people: (element-type CrmDealPerson): who has a part in it, by their names
 * @others: (element-type CrmRecord): the customer's other deals, open ones first, newest first
 * @rules: (element-type CrmRecord): the rules of a lead's score
 * @currency: (nullable): the office's own
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *deal;
  GPtrArray *pipelines;
  CrmPipeline *pipeline;
  CrmRecord *stage;
  char *owner;
  char *referrer;
  GPtrArray *people;
  GPtrArray *others;
  GPtrArray *rules;
  char *currency;
} CrmDealProfile;

#define CRM_TYPE_DEAL_PROFILE (crm_deal_profile_get_type ())

GType crm_deal_profile_get_type (void);
CrmDealProfile *crm_deal_profile_ref (CrmDealProfile *self);
void crm_deal_profile_unref (CrmDealProfile *self);

/**
 * crm_deal_profile_load:
 * @connection: a reader's
 *
 * Returns: (transfer full): the profile; %NULL with %CRM_ERROR_NOT_FOUND when there is no such deal.
 */
CrmDealProfile *crm_deal_profile_load (CrmConnection *connection, const CrmId *deal, GError **error);

/* The name of what the deal's field refers to, borrowed; NULL when it refers to nothing. */
const char *crm_deal_profile_get_reference_name (const CrmDealProfile *self, guint field);

/* Whether it is a lead: open, and in the first stage of its pipeline. */
gboolean crm_deal_profile_is_lead (const CrmDealProfile *self);

/* The kinds whose changes may change a profile, a bit (1 << kind) each. */
guint crm_deal_profile_get_kinds (void);

/* (transfer container) (element-type CrmRecord): the deals of a customer, open ones first, newest first; @except (nullable) is left out. */
GPtrArray *crm_deals_read_of_customer (CrmConnection *connection, const CrmId *customer, const CrmId *except, GError **error);

/**
 * crm_deal_read_used:
 * @field: a text or long text of deals
 *
 * Returns: (transfer full): what was written in it before, a line of a long text each, the most used first: at most 200.
 */
GStrv crm_deal_read_used (CrmConnection *connection, guint field, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealProfile, crm_deal_profile_unref)

G_END_DECLS
