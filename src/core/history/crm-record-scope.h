/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to a record: whose history is its history, and what it is a part of. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_record_scope_get_sql:
 *
 * Returns: (transfer none): "WITH scope(kind, record, made) AS (…)" of the record with the id ?1 and of what hangs on it, deleted or not; @made is the
 *   edit that created it. Static.
 */
const char *crm_record_scope_get_sql (const CrmKind *kind);

/**
 * crm_record_scope_get_parts_sql:
 *
 * Returns: (transfer none): the same of what a person takes for the record itself: ways to reach it, roles, tags, values of custom fields. What happened
 *   with it (interactions, tasks, files, deals) is not among them.
 */
const char *crm_record_scope_get_parts_sql (const CrmKind *kind);

/**
 * crm_record_scope_find_whole:
 * @kind: (out): of what it is a part of, or its own
 * @id: (out): its id, or its own
 *
 * Finds the customer, deal, person or survey on whose page the record is looked at.
 */
void crm_record_scope_find_whole (CrmConnection *connection, const CrmRecord *record, const CrmKind **kind, CrmId *id);

/* The field that refers to what a record of this kind is a part of, or -1. */
int crm_record_scope_get_whole_field (const CrmKind *kind);

/* (transfer full): what that is called; the label of the kind where it has no name. */
char *crm_record_scope_dup_whole (CrmConnection *connection, const CrmRecord *record);

/* (transfer full) (nullable): what the record itself is called, also where its name is that of what it refers to; NULL where nothing names it. */
char *crm_record_scope_dup_title (CrmConnection *connection, const CrmRecord *record);

G_END_DECLS
