/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of one field. */

#include "core/record/crm-value.h"

#include <string.h>

CrmValue
crm_value_text (const char *text)
{
  return text != NULL ? crm_value_text_len (text, strlen (text)) : (CrmValue){ CRM_VALUE_NONE };
}

CrmValue
crm_value_text_len (const char *text, gsize length)
{
  const char *p = text, *end = text + length;

  while (p < end && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (p >= end)
    return (CrmValue){ CRM_VALUE_NONE };
  return (CrmValue){ .type = CRM_VALUE_TEXT, .text = g_ref_string_new_len (text, (gssize)length) };
}

CrmValue
crm_value_integer (gint64 integer)
{
  return (CrmValue){ .type = CRM_VALUE_INTEGER, .integer = integer };
}

CrmValue
crm_value_money (CrmMoney money)
{
  return (CrmValue){ .type = CRM_VALUE_MONEY, .money = money };
}

CrmValue
crm_value_id (const CrmId *id)
{
  if (id == NULL || crm_id_is_nil (id))
    return (CrmValue){ CRM_VALUE_NONE };
  return (CrmValue){ .type = CRM_VALUE_ID, .id = *id };
}

CrmValue
crm_value_copy (const CrmValue *value)
{
  if (value->type == CRM_VALUE_TEXT)
    g_ref_string_acquire (value->text);
  return *value;
}

void
crm_value_clear (CrmValue *value)
{
  if (value->type == CRM_VALUE_TEXT)
    g_ref_string_release (value->text);
  memset (value, 0, sizeof *value);
}

gboolean
crm_value_equal (const CrmValue *a, const CrmValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case CRM_VALUE_NONE:
      return TRUE;
    case CRM_VALUE_INTEGER:
      return a->integer == b->integer;
    case CRM_VALUE_TEXT:
      return a->text == b->text || strcmp (a->text, b->text) == 0;
    case CRM_VALUE_MONEY:
      return a->money.minor == b->money.minor && strcmp (a->money.currency, b->money.currency) == 0;
    case CRM_VALUE_ID:
      return crm_id_equal (&a->id, &b->id);
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
crm_value_fits (const CrmValue *value, CrmType type)
{
  switch (value->type)
    {
    case CRM_VALUE_NONE:
      return TRUE;
    case CRM_VALUE_TEXT:
      return type == CRM_TYPE_TEXT || type == CRM_TYPE_LONG_TEXT || type == CRM_TYPE_CHOICE || type == CRM_TYPE_CHOICES;
    case CRM_VALUE_INTEGER:
      return type == CRM_TYPE_INTEGER || type == CRM_TYPE_DECIMAL || type == CRM_TYPE_DATE || type == CRM_TYPE_TIME || (type == CRM_TYPE_BOOLEAN && (value->integer == 0 || value->integer == 1));
    case CRM_VALUE_MONEY:
      return type == CRM_TYPE_MONEY && strlen (value->money.currency) == 3;
    case CRM_VALUE_ID:
      return type == CRM_TYPE_REFERENCE;
    default:
      return FALSE;
    }
}

char *
crm_value_to_stored (const CrmValue *value)
{
  switch (value->type)
    {
    case CRM_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case CRM_VALUE_TEXT:
      return g_strdup (value->text);
    case CRM_VALUE_MONEY:
      return g_strdup_printf ("%" G_GINT64_FORMAT " %s", value->money.minor, value->money.currency);
    case CRM_VALUE_ID:
      return crm_id_to_string (&value->id);
    case CRM_VALUE_NONE:
    default:
      return NULL;
    }
}

static gboolean
parse_integer (const char *text, const char *end, gint64 *integer)
{
  char *stop;

  if (*text != '-' && !g_ascii_isdigit (*text))
    return FALSE;
  *integer = g_ascii_strtoll (text, &stop, 10);
  return stop == end;
}

gboolean
crm_value_from_stored (const char *stored, CrmType type, CrmValue *value)
{
  CrmValue result = { CRM_VALUE_NONE };
  const char *end;

  *value = result;
  if (stored == NULL)
    return TRUE;
  end = stored + strlen (stored);
  switch (type)
    {
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
    case CRM_TYPE_CHOICE:
    case CRM_TYPE_CHOICES:
      *value = crm_value_text (stored);
      return TRUE;
    case CRM_TYPE_MONEY:
      if (end - stored < 5 || end[-4] != ' ' || !parse_integer (stored, end - 4, &result.money.minor))
        return FALSE;
      memcpy (result.money.currency, end - 3, 4);
      result.type = CRM_VALUE_MONEY;
      break;
    case CRM_TYPE_REFERENCE:
      if (!crm_id_parse (stored, &result.id))
        return FALSE;
      result.type = CRM_VALUE_ID;
      break;
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_DECIMAL:
    case CRM_TYPE_BOOLEAN:
    case CRM_TYPE_DATE:
    case CRM_TYPE_TIME:
      if (!parse_integer (stored, end, &result.integer))
        return FALSE;
      result.type = CRM_VALUE_INTEGER;
      break;
    default:
      return FALSE;
    }
  *value = result;
  return crm_value_fits (value, type);
}
