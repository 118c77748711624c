/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who have a part in a deal that is imported. */

#pragma once

#include "core/exchange/crm-deal-who.h"

G_BEGIN_DECLS

/**
 * CrmDealParts:
 * @deal: the deal, and whether it is there already: @is_known
 * @customer: whose it is, where people are looked for and made
 * @people: (element-type CrmDealDraftPerson): their ids are set when they are found
 * @told: which rows told something new
 *
 * What is to be written, with whom and where.
 */
typedef struct
{
  CrmDealWho *who;
  CrmConnection *connection;
  CrmEdit *edit;
  CrmId deal;
  gboolean is_known;
  CrmId customer;
  GPtrArray *people;
  gboolean *told;
} CrmDealParts;

/**
 * crm_deal_parts_write:
 *
 * Adds them, brings them back, or gives them another part. Nobody is taken away, as a file may name some only.
 *
 * Returns: FALSE on an error of the store.
 */
gboolean crm_deal_parts_write (const CrmDealParts *self, GError **error);

G_END_DECLS
