/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as JSON: the form scripts rely on. */

#pragma once

#include <json-glib/json-glib.h>

#include "core/record/crm-record.h"

G_BEGIN_DECLS

/* Members of the object being built; text that is NULL is null. */
void crm_json_add_text (JsonBuilder *builder, const char *name, const char *text);
void crm_json_add_id (JsonBuilder *builder, const char *name, const CrmId *id);

/* ISO 8601 with the offset of @zone. */
void crm_json_add_time (JsonBuilder *builder, const char *name, gint64 time, GTimeZone *zone);

/**
 * crm_json_add_value:
 * @name: of the member
 * @type: of the field
 * @value: its value
 * @zone: in which moments are written
 *
 * Choices are permanent names, ids lower-case UUIDs, dates ISO 8601 ("--04-15" without a year), money is
 * {"amount": "1234.50", "currency": "CNY"}, "nothing" is null.
 */
void crm_json_add_value (JsonBuilder *builder, const char *name, CrmType type, const CrmValue *value, GTimeZone *zone);

/* "id", "record_kind", "deleted" and every field by its permanent name; keys for sorting and matching are left out. */
void crm_json_add_record (JsonBuilder *builder, const CrmRecord *record, GTimeZone *zone);

G_END_DECLS
