/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over all records of a scope, by which two sides find out cheaply whether they hold the same. Pure. */

#pragma once

#include "sync/crm-cursor.h"
#include "sync/crm-sync-record.h"

G_BEGIN_DECLS

#define CRM_DIGEST_N_BUCKETS 256

/**
 * CrmDigest:
 * @at: the moment it is of; only digests of the same moment can be compared
 * @buckets: of the records whose id ends with that byte: the sum of their hashes
 */
typedef struct
{
  CrmCursor at;
  guint64 buckets[CRM_DIGEST_N_BUCKETS];
} CrmDigest;

/* Over kind, id, creation clock, and field, clock and value of each register. Finds what is damaged or missing, not what somebody forged. */
guint64 crm_digest_hash (const CrmSyncRecord *record);

guint crm_digest_get_bucket (const CrmId *id);

/* Counts a record in; the order does not matter. */
void crm_digest_add (CrmDigest *self, const CrmSyncRecord *record);

/* As it stands on the wire. Reading returns FALSE with CRM_ERROR_UNREADABLE for anything else. */
GBytes *crm_digest_write (const CrmDigest *self);
gboolean crm_digest_read (GBytes *bytes, CrmDigest *self, GError **error);

/**
 * CrmDigestLine:
 * @kind: (type GRefString)
 *
 * A record of one bucket.
 */
typedef struct
{
  char *kind;
  CrmId id;
  guint64 hash;
} CrmDigestLine;

/* Makes an array of them that frees what they hold. */
GArray *crm_digest_lines_new (void);

/* The records of a bucket as lines with a trailer, and read again. (transfer full) (element-type CrmDigestLine) */
GBytes *crm_digest_lines_write (GArray *lines);
GArray *crm_digest_lines_read (GBytes *bytes, GError **error);

G_END_DECLS
