/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges two states of a record: pure, the same on every client and on the server. */

#pragma once

#include "sync/crm-sync-record.h"

G_BEGIN_DECLS

/**
 * crm_merge_compare:
 *
 * Which of two values of one field stays: the one with the larger clock; of equal clocks the one whose canonical text is larger,
 * byte by byte, so that everyone decides alike.
 *
 * Returns: above 0 when the first stays, below 0 when the second does, 0 when they are the same.
 */
int crm_merge_compare (const CrmHlc *clock, const char *value, const CrmHlc *other_clock, const char *other_value);

/**
 * crm_merge:
 * @a: a state of a record, or a part of one
 * @b: another of the same record
 *
 * Joins two states: of each field the register that stays, fields neither knows here as well; of two creations the earlier. Commutative,
 * associative and idempotent, so states may arrive in any order and any number of times.
 *
 * Returns: (transfer full): their join.
 */
CrmSyncRecord *crm_merge (const CrmSyncRecord *a, const CrmSyncRecord *b);

/* Whether @whole would be the same after merging @part into it. */
gboolean crm_merge_adds_nothing (const CrmSyncRecord *whole, const CrmSyncRecord *part);

G_END_DECLS
