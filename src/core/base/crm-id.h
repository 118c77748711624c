/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identity of a record: a UUID version 7 (RFC 9562), 16 bytes, sortable by time of creation. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_ID_LENGTH        16
#define CRM_ID_STRING_LENGTH 36

typedef struct
{
  guint8 bytes[CRM_ID_LENGTH];
} CrmId;

/**
 * crm_id_new:
 * @time_us: microseconds since the Unix epoch
 *
 * Makes a version 7 UUID. Ids made by one process for the same or an earlier @time_us still ascend:
 * the 12 bits after the milliseconds count (RFC 9562, 6.2, method 1), so records made together stay together in an index.
 *
 * Returns: the id. Thread-safe.
 */
CrmId crm_id_new (gint64 time_us);

/**
 * crm_id_from_name:
 * @space: the id of what causes the record
 * @name: what is made, NUL-terminated UTF-8
 *
 * Returns: the version 8 UUID hashed (SHA-256) from both, the same on every device: what the program makes by itself
 *   must not exist twice after a sync.
 */
CrmId crm_id_from_name (const CrmId *space, const char *name);

/**
 * crm_id_parse:
 * @text: 36 characters, either case
 * @id: (out): where to put it
 *
 * Returns: whether @text is a UUID of any version.
 */
gboolean crm_id_parse (const char *text, CrmId *id);

/**
 * crm_id_format:
 * @id: an id
 * @buffer: room for %CRM_ID_STRING_LENGTH + 1 characters
 *
 * Returns: (transfer none): @buffer, holding the lower-case form.
 */
char *crm_id_format (const CrmId *id, char buffer[CRM_ID_STRING_LENGTH + 1]);

char *crm_id_to_string (const CrmId *id);
gboolean crm_id_is_nil (const CrmId *id);
gboolean crm_id_equal (const CrmId *a, const CrmId *b);
int crm_id_compare (const CrmId *a, const CrmId *b);
guint crm_id_hash (const CrmId *id);

G_END_DECLS
