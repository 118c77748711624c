/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and values as they stand on the wire: "kind","id","creation",{field:value},{field:[value,"clock"]}. */

#define G_LOG_DOMAIN "crm-wire"

#include "sync/crm-wire-record.h"

#include "core/base/crm-date.h"

#include <string.h>

/* 1 January 1 and 1 January 10000, in microseconds: moments outside are no dates of a calendar the program shows. */
#define FIRST_TIME (-62135596800 * G_USEC_PER_SEC)
#define LAST_TIME  (G_GINT64_CONSTANT (253402300800) * G_USEC_PER_SEC)

static void
append_clock (GString *out, const CrmHlc *clock)
{
  char text[CRM_HLC_STRING_LENGTH + 1];

  g_string_append_c (out, '"');
  g_string_append_len (out, crm_hlc_format (clock, text), CRM_HLC_STRING_LENGTH);
  g_string_append_c (out, '"');
}

/* Several times as quick as a format, and there are ten of them in a record. */
static void
append_ref (GString *out, char *text)
{
  g_string_append_len (out, text, (gssize)g_ref_string_length (text));
}

static void
append_field (GString *out, const CrmRegister *one)
{
  g_string_append_c (out, '"');
  append_ref (out, one->field);
  g_string_append (out, "\":");
}

void
crm_wire_append_register (GString *out, const CrmRegister *one)
{
  append_field (out, one);
  g_string_append_c (out, '[');
  append_ref (out, one->value);
  g_string_append_c (out, ',');
  append_clock (out, &one->clock);
  if (one->has_base)
    {
      g_string_append_c (out, ',');
      append_clock (out, &one->base);
    }
  g_string_append_c (out, ']');
}

static gboolean
is_of_creation (const CrmSyncRecord *record, const CrmRegister *one)
{
  return record->is_whole && !one->has_base && crm_hlc_compare (&one->clock, &record->creation) == 0;
}

static void
append_fields (GString *out, const CrmSyncRecord *record, gboolean of_creation)
{
  const char *separator = "";

  g_string_append_c (out, '{');
  for (guint i = 0; i < crm_sync_record_get_n (record); i++)
    {
      const CrmRegister *one = crm_sync_record_get (record, i);

      if (is_of_creation (record, one) != of_creation)
        continue;
      g_string_append (out, separator);
      if (of_creation)
        {
          append_field (out, one);
          append_ref (out, one->value);
        }
      else
        crm_wire_append_register (out, one);
      separator = ",";
    }
  g_string_append_c (out, '}');
}

void
crm_wire_append_record (GString *out, const CrmSyncRecord *record)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  g_string_append_c (out, '"');
  append_ref (out, record->kind);
  g_string_append (out, "\",\"");
  g_string_append_len (out, crm_id_format (&record->id, id), CRM_ID_STRING_LENGTH);
  g_string_append (out, "\",");
  if (record->is_whole)
    append_clock (out, &record->creation);
  else
    g_string_append (out, "null");
  g_string_append_c (out, ',');
  append_fields (out, record, TRUE);
  g_string_append_c (out, ',');
  append_fields (out, record, FALSE);
}

static gboolean
scan_clock (CrmWireScan *scan, GString *text, CrmHlc *clock)
{
  return crm_wire_scan_string (scan, text) && crm_hlc_parse (text->str, text->len, clock);
}

static gboolean
scan_register (CrmWireScan *scan, CrmSyncRecord *record, const char *field, GString *text, GString *value)
{
  CrmHlc clock, base;
  gboolean has_base;
  CrmRegister *one;

  if (!crm_wire_scan_sign (scan, '[') || !crm_wire_scan_value (scan, value) || !crm_wire_scan_sign (scan, ',') || !scan_clock (scan, text, &clock))
    return FALSE;
  has_base = crm_wire_scan_sign (scan, ',');
  if (has_base && !scan_clock (scan, text, &base))
    return FALSE;
  one = crm_sync_record_set (record, field, value->str, &clock);
  if (has_base && crm_hlc_compare (&one->clock, &clock) == 0)
    {
      one->has_base = TRUE;
      one->base = base;
    }
  return crm_wire_scan_rest (scan);
}

/* Both objects of a record; @plain gives the first one's clock. */
static gboolean
scan_fields (CrmWireScan *scan, CrmSyncRecord *record, const CrmHlc *plain)
{
  g_autoptr (GString) field = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) value = g_string_new (NULL);
  gboolean more = TRUE;

  if (!crm_wire_scan_sign (scan, '{'))
    return FALSE;
  if (crm_wire_scan_sign (scan, '}'))
    return TRUE;
  while (more)
    {
      if (!crm_wire_scan_string (scan, field) || !crm_sync_is_name (field->str, field->len) || !crm_wire_scan_sign (scan, ':'))
        return FALSE;
      /* A field said twice in one line could be read two ways. */
      if (crm_sync_record_find (record, field->str) != NULL)
        return FALSE;
      if (plain == NULL && !scan_register (scan, record, field->str, text, value))
        return FALSE;
      if (plain != NULL && !crm_wire_scan_value (scan, value))
        return FALSE;
      if (plain != NULL)
        crm_sync_record_set (record, field->str, value->str, plain);
      if (!crm_wire_scan_more (scan, '}', &more))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_wire_scan_registers (CrmWireScan *scan, CrmSyncRecord *record)
{
  return scan_fields (scan, record, NULL);
}

static CrmSyncRecord *
scan_identity (CrmWireScan *scan, GString *text)
{
  g_autofree char *kind = NULL;
  CrmId id;

  if (!crm_wire_scan_string (scan, text) || !crm_sync_is_name (text->str, text->len) || !crm_wire_scan_sign (scan, ','))
    return NULL;
  kind = g_strdup (text->str);
  if (!crm_wire_scan_string (scan, text) || !crm_id_parse (text->str, &id) || crm_id_is_nil (&id) || !crm_wire_scan_sign (scan, ','))
    return NULL;
  return crm_sync_record_new (kind, &id);
}

static gboolean
scan_creation (CrmWireScan *scan, GString *text, CrmSyncRecord *record)
{
  CrmHlc creation;

  if (crm_wire_scan_is_at (scan, 'n'))
    return crm_wire_scan_null (scan);
  if (!scan_clock (scan, text, &creation))
    return FALSE;
  crm_sync_record_set_creation (record, &creation);
  return TRUE;
}

static gboolean
has_no_plain_fields (const CrmSyncRecord *record)
{
  return record->is_whole || crm_sync_record_get_n (record) == 0;
}

CrmSyncRecord *
crm_wire_scan_record (CrmWireScan *scan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CrmSyncRecord) record = scan_identity (scan, text);

  if (record == NULL || !scan_creation (scan, text, record) || !crm_wire_scan_sign (scan, ','))
    return NULL;
  if (!scan_fields (scan, record, &record->creation) || !has_no_plain_fields (record) || !crm_wire_scan_sign (scan, ','))
    return NULL;
  return crm_wire_scan_registers (scan, record) ? g_steal_pointer (&record) : NULL;
}

char *
crm_wire_value_from (const CrmValue *value)
{
  g_autofree char *stored = crm_value_to_stored (value);
  GString *text;

  if (value->type == CRM_VALUE_NONE)
    return g_strdup ("null");
  if (value->type == CRM_VALUE_INTEGER)
    return g_steal_pointer (&stored);
  text = g_string_new (NULL);
  crm_wire_append_string (text, stored);
  return g_string_free_and_steal (text);
}

/* What lies outside the calendar came from a program with other ideas: it is kept, but not shown. */
static gboolean
is_shown (gint64 integer, CrmType type)
{
  if (type == CRM_TYPE_DATE)
    return integer >= G_MININT32 && integer <= G_MAXINT32 && crm_date_is_valid ((CrmDate)integer);
  return type != CRM_TYPE_TIME || (integer >= FIRST_TIME && integer < LAST_TIME);
}

static gboolean
read_value (const char *text, CrmType type, CrmValue *value)
{
  g_autoptr (GString) string = NULL;
  CrmWireScan scan;
  gint64 integer;

  if (!crm_wire_scan_init (&scan, text, strlen (text)))
    return FALSE;
  if (crm_wire_scan_is_at (&scan, '"'))
    {
      string = g_string_new (NULL);
      return crm_wire_scan_string (&scan, string) && crm_value_from_stored (string->str, type, value);
    }
  if (crm_wire_scan_is_at (&scan, 'n'))
    return crm_wire_scan_null (&scan);
  if (!crm_wire_scan_integer (&scan, &integer))
    return FALSE;
  *value = crm_value_integer (integer);
  return crm_value_fits (value, type) && is_shown (integer, type);
}

/* Most values are texts in which nothing is escaped. */
static gboolean
read_plain_text (const char *text, CrmType type, CrmValue *value)
{
  gsize length = strlen (text);

  if ((type != CRM_TYPE_TEXT && type != CRM_TYPE_LONG_TEXT && type != CRM_TYPE_CHOICE) || length < 3 || text[0] != '"' || memchr (text, '\\', length) != NULL)
    return FALSE;
  *value = crm_value_text_len (text + 1, length - 2);
  return value->type == CRM_VALUE_TEXT;
}

gboolean
crm_wire_value_to (const char *text, CrmType type, CrmValue *value)
{
  g_autofree char *again = NULL;

  *value = (CrmValue){ CRM_VALUE_NONE };
  if (read_plain_text (text, type, value))
    return TRUE;
  if (read_value (text, type, value))
    {
      again = crm_wire_value_from (value);
      if (strcmp (again, text) == 0)
        return TRUE;
    }
  crm_value_clear (value);
  return FALSE;
}
