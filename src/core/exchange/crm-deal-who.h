/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers, people and users an import of deals finds by their names, and those it makes. */

#pragma once

#include "core/exchange/crm-deal-draft.h"
#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* Made for one import; what it has made is known by name at once, written or not. */
typedef struct _CrmDealWho CrmDealWho;

CrmDealWho *crm_deal_who_new (gint64 now, gboolean han_first, gboolean is_exact);
void crm_deal_who_free (CrmDealWho *self);

/* Set before each batch: where to look, and where what is missing is made. */
void crm_deal_who_begin (CrmDealWho *self, CrmConnection *connection, CrmEdit *edit);

/**
 * crm_deal_who_find_customer:
 * @id: (out): the customer, nil where the deal names none
 *
 * By its id, by the id another program gives it, by its name; made when it is not there.
 *
 * Returns: FALSE on an error of the store.
 */
gboolean crm_deal_who_find_customer (CrmDealWho *self, const CrmDealDraft *draft, CrmId *id, GError **error);

/* The customer of that name, or nil: only from an own export, which knows its customers, is one made for having referred somebody. */
gboolean crm_deal_who_find_referrer (CrmDealWho *self, const char *name, CrmId *id, GError **error);

/**
 * crm_deal_who_find_person:
 * @deal: (nullable): a deal that is there
 * @id: (out): the person
 *
 * By its id; by its name among those who have a part in @deal already, then among those at @customer; made there when there is none.
 */
gboolean crm_deal_who_find_person (CrmDealWho *self, const CrmDealDraftPerson *person, const CrmId *customer, const CrmId *deal, CrmId *id, GError **error);

/* The user of that name, made when there is none. */
gboolean crm_deal_who_find_user (CrmDealWho *self, const char *name, CrmId *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealWho, crm_deal_who_free)

G_END_DECLS
