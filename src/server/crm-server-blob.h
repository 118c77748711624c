/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of attachments: brought in parts, kept under their SHA-256, given to those who may read a record that has them. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

/* A SHA-256 in hexadecimal digits, lower case. */
#define CRM_SERVER_BLOB_NAME_LENGTH 64

/* A part, and all of them together. */
#define CRM_SERVER_BLOB_PART_MAX (4 * 1024 * 1024)
#define CRM_SERVER_BLOB_MAX      (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)

/* Removes parts that nobody has gone on with for a week. */
void crm_server_blob_tidy (const char *folder);

/**
 * crm_server_blob_sweep:
 * @folder: of all attachments
 * @workspace: the one of the transaction that was begun
 *
 * Removes what nobody has brought any more: its records were erased.
 */
gboolean crm_server_blob_sweep (CrmServerStorage *storage, const char *folder, const CrmId *workspace, GError **error);

/**
 * crm_server_answer_put_blob:
 *
 * Whoever brings bytes brings all of them, whether they are here or not: nobody learns from it what others have. Whoever knows a hash and nothing
 * more gets nothing by naming it: a record gives bytes to its readers only when the one who named them there has brought them, too.
 */
CrmServerStage crm_server_answer_put_blob (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);
CrmServerStage crm_server_answer_get_blob (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);
CrmServerStage crm_server_answer_head_blob (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);

G_END_DECLS
