/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and values as they stand on the wire: "kind","id","creation",{field:value},{field:[value,"clock"]}. */

#pragma once

#include "core/record/crm-value.h"
#include "sync/crm-sync-record.h"
#include "sync/crm-wire-scan.h"

G_BEGIN_DECLS

/* A merged record whose line is longer than this is refused. */
#define CRM_WIRE_RECORD_MAX (128 * 1024)

/**
 * crm_wire_append_record:
 *
 * Writes the five elements of a record, without brackets. The fourth holds the fields as they were at creation, the fifth those
 * changed since, with their clocks; a part of a record has null for its creation and all fields in the fifth.
 */
void crm_wire_append_record (GString *out, const CrmSyncRecord *record);

/* Reads them, in an array that goes on or ends after them. Returns: (transfer full) (nullable): the record; NULL when they are not one. */
CrmSyncRecord *crm_wire_scan_record (CrmWireScan *scan);

/* The registers of an object {field:[value,"clock"]}, into @record. */
gboolean crm_wire_scan_registers (CrmWireScan *scan, CrmSyncRecord *record);
void crm_wire_append_register (GString *out, const CrmRegister *one);

/* The canonical text of a value. (transfer full) */
char *crm_wire_value_from (const CrmValue *value);

/**
 * crm_wire_value_to:
 * @text: canonical text
 * @value: (out caller-allocates): the value; nothing, when FALSE is returned
 *
 * Returns: whether a field of @type can hold the value so that crm_wire_value_from() gives the same text again.
 */
gboolean crm_wire_value_to (const char *text, CrmType type, CrmValue *value);

G_END_DECLS
