/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds records by what a visitor knows of them: the token of a link, an address, what a survey is made of. */

#pragma once

#include "core/record/crm-record.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/* Sorts of items. */
#define CRM_SERVER_ITEM_LINK  "link"  /* the hash of a token: what it leads to, "KIND ID" */
#define CRM_SERVER_ITEM_CHILD "child" /* "PARENT/ID" of what surveys are made of: its kind */
#define CRM_SERVER_ITEM_REACH "reach" /* "email:ADDRESS/ID" or "phone:LAST DIGITS/ID" of contact points */

/**
 * crm_server_index_add:
 * @state: a record that was written
 *
 * Of kinds that are looked for. Entries stay when a record changes: whoever finds one looks whether it still fits.
 */
gboolean crm_server_index_add (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error);

/* Takes away by what a record was found that is no more: an address, a link. */
gboolean crm_server_index_remove (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error);

/* (transfer full) (nullable): a record's fields as the program has them; %NULL for a kind there is not. */
CrmRecord *crm_server_index_make_record (const CrmSyncRecord *state);

/**
 * crm_server_index_read:
 *
 * Within a transaction.
 *
 * Returns: (transfer full) (nullable): the record, or %NULL, without an error where it is not there or deleted.
 */
CrmRecord *crm_server_index_read (CrmServerStorage *storage, const CrmKind *kind, const CrmId *id, GError **error);

/* Adds the records of a survey below @parent to @records, (element-type CrmRecord), in the order of their ids. */
gboolean crm_server_index_list_children (CrmServerStorage *storage, const CrmId *parent, GPtrArray *records, GError **error);

/**
 * crm_server_index_find_customer:
 * @kind: "phone" or "email"
 * @value: as somebody typed it
 * @calling_code: the office's, such as "86"
 * @customer: (out): the only one
 * @error: the storage's
 *
 * Returns: how many customers, 2 for any more than one, have a contact point with that value, themselves or one of their people; -1 on error.
 */
int crm_server_index_find_customer (CrmServerStorage *storage, const char *kind, const char *value, const char *calling_code, CrmId *customer, GError **error);

G_END_DECLS
