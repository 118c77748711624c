/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one line of JSON strictly, from left to right, building nothing: every byte from the network is hostile. */

#define G_LOG_DOMAIN "crm-wire"

#include "sync/crm-wire-scan.h"

#include <string.h>

/* A string may be cut short here; whoever reads it finds that out. */
static gboolean
is_shallow (const char *line, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    if (in_string && line[i] == '\\')
      i++;
    else if (line[i] == '"')
      in_string = !in_string;
    else if (!in_string && (line[i] == '[' || line[i] == '{'))
      {
        if (++depth > CRM_WIRE_DEPTH_MAX)
          return FALSE;
      }
    else if (!in_string && (line[i] == ']' || line[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}

gboolean
crm_wire_scan_init (CrmWireScan *self, const char *line, gsize length)
{
  *self = (CrmWireScan){ line, line + length };
  return length <= CRM_WIRE_LINE_MAX && g_utf8_validate_len (line, length, NULL) && is_shallow (line, length);
}

static void
skip_space (CrmWireScan *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\r'))
    self->at++;
}

gboolean
crm_wire_scan_is_at (CrmWireScan *self, char sign)
{
  skip_space (self);
  return self->at < self->end && *self->at == sign;
}

gboolean
crm_wire_scan_sign (CrmWireScan *self, char sign)
{
  if (!crm_wire_scan_is_at (self, sign))
    return FALSE;
  self->at++;
  return TRUE;
}

gboolean
crm_wire_scan_end (CrmWireScan *self)
{
  skip_space (self);
  return self->at == self->end;
}

static gboolean
scan_word (CrmWireScan *self, const char *word)
{
  gsize length = strlen (word);

  skip_space (self);
  if ((gsize)(self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

gboolean
crm_wire_scan_null (CrmWireScan *self)
{
  return scan_word (self, "null");
}

static gboolean
scan_hex (CrmWireScan *self, gunichar *unit)
{
  if (self->end - self->at < 4)
    return FALSE;
  *unit = 0;
  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (*self->at))
        return FALSE;
      *unit = *unit << 4 | (gunichar)g_ascii_xdigit_value (*self->at++);
    }
  return TRUE;
}

static gboolean
scan_code_point (CrmWireScan *self, GString *text)
{
  gunichar high, low;

  if (!scan_hex (self, &high) || high == 0)
    return FALSE;
  if (high >= 0xd800 && high < 0xdc00)
    {
      if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
        return FALSE;
      self->at += 2;
      if (!scan_hex (self, &low) || low < 0xdc00 || low >= 0xe000)
        return FALSE;
      high = 0x10000 + ((high - 0xd800) << 10 | (low - 0xdc00));
    }
  else if (high >= 0xdc00 && high < 0xe000)
    return FALSE;
  g_string_append_unichar (text, high);
  return TRUE;
}

static gboolean
scan_escape (CrmWireScan *self, GString *text)
{
  static const char signs[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  const char *sign;
  char escaped;

  if (self->at == self->end)
    return FALSE;
  escaped = *self->at++;
  if (escaped == 'u')
    return scan_code_point (self, text);
  sign = escaped != '\0' ? strchr (signs, escaped) : NULL;
  if (sign == NULL)
    return FALSE;
  g_string_append_c (text, meanings[sign - signs]);
  return TRUE;
}

gboolean
crm_wire_scan_string (CrmWireScan *self, GString *text)
{
  g_string_truncate (text, 0);
  if (!crm_wire_scan_sign (self, '"'))
    return FALSE;
  while (self->at < self->end && *self->at != '"')
    {
      const char *plain = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar)*self->at >= 0x20)
        self->at++;
      g_string_append_len (text, plain, self->at - plain);
      if (self->at == self->end || (guchar)*self->at < 0x20)
        return FALSE;
      if (*self->at != '\\')
        break;
      self->at++;
      if (!scan_escape (self, text))
        return FALSE;
    }
  return crm_wire_scan_sign (self, '"');
}

gboolean
crm_wire_scan_integer (CrmWireScan *self, gint64 *integer)
{
  gboolean negative;
  guint64 size = 0, limit = G_MAXINT64;
  const char *digits;

  skip_space (self);
  negative = self->at < self->end && *self->at == '-';
  if (negative)
    {
      self->at++;
      limit++;
    }
  digits = self->at;
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    {
      guint64 digit = (guint64)(*self->at++ - '0');

      if (size > (limit - digit) / 10)
        return FALSE;
      size = size * 10 + digit;
    }
  if (self->at == digits || (*digits == '0' && self->at > digits + 1))
    return FALSE;
  if (self->at < self->end && (*self->at == '.' || *self->at == 'e' || *self->at == 'E'))
    return FALSE;
  *integer = negative ? (gint64)(0 - size) : (gint64)size;
  return TRUE;
}

/* A string in which nothing is escaped is canonical already. */
static gboolean
scan_plain_string (CrmWireScan *self, GString *canonical)
{
  const char *at = self->at + 1;

  while (at < self->end && *at != '"' && *at != '\\' && (guchar)*at >= 0x20)
    at++;
  if (at == self->end || *at != '"')
    return FALSE;
  g_string_truncate (canonical, 0);
  g_string_append_len (canonical, self->at, at + 1 - self->at);
  self->at = at + 1;
  return TRUE;
}

static gboolean
scan_text (CrmWireScan *self, GString *canonical)
{
  g_autoptr (GString) text = NULL;

  if (scan_plain_string (self, canonical))
    return TRUE;
  text = g_string_new (NULL);
  if (!crm_wire_scan_string (self, text))
    return FALSE;
  g_string_truncate (canonical, 0);
  crm_wire_append_string (canonical, text->str);
  return TRUE;
}

gboolean
crm_wire_scan_value (CrmWireScan *self, GString *canonical)
{
  gint64 integer;

  if (crm_wire_scan_is_at (self, '"'))
    return scan_text (self, canonical);
  if (crm_wire_scan_is_at (self, 'n'))
    {
      g_string_assign (canonical, "null");
      return crm_wire_scan_null (self);
    }
  if (!crm_wire_scan_integer (self, &integer))
    return FALSE;
  g_string_printf (canonical, "%" G_GINT64_FORMAT, integer);
  return TRUE;
}

static gboolean
skip_number (CrmWireScan *self)
{
  const char *start = self->at;

  while (self->at < self->end && strchr ("+-.0123456789eE", *self->at) != NULL)
    self->at++;
  return self->at > start;
}

static gboolean
skip_members (CrmWireScan *self, gboolean named)
{
  char close = named ? '}' : ']';
  gboolean more = TRUE;

  if (crm_wire_scan_sign (self, close))
    return TRUE;
  while (more)
    {
      g_autoptr (GString) name = named ? g_string_new (NULL) : NULL;

      if (named && !(crm_wire_scan_string (self, name) && crm_wire_scan_sign (self, ':')))
        return FALSE;
      if (!crm_wire_scan_skip (self) || !crm_wire_scan_more (self, close, &more))
        return FALSE;
    }
  return TRUE;
}

/* Its depth is bounded by crm_wire_scan_init(). */
gboolean
crm_wire_scan_skip (CrmWireScan *self)
{
  g_autoptr (GString) text = NULL;

  if (crm_wire_scan_sign (self, '['))
    return skip_members (self, FALSE);
  if (crm_wire_scan_sign (self, '{'))
    return skip_members (self, TRUE);
  if (crm_wire_scan_is_at (self, '"'))
    {
      text = g_string_new (NULL);
      return crm_wire_scan_string (self, text);
    }
  return crm_wire_scan_null (self) || scan_word (self, "true") || scan_word (self, "false") || skip_number (self);
}

gboolean
crm_wire_scan_more (CrmWireScan *self, char close, gboolean *more)
{
  *more = crm_wire_scan_sign (self, ',');
  return *more || crm_wire_scan_sign (self, close);
}

gboolean
crm_wire_scan_rest (CrmWireScan *self)
{
  gboolean more;

  do
    if (!crm_wire_scan_more (self, ']', &more) || (more && !crm_wire_scan_skip (self)))
      return FALSE;
  while (more);
  return TRUE;
}

void
crm_wire_append_string (GString *out, const char *text)
{
  static const char signs[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";

  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      const char *plain = at, *sign;

      while ((guchar)*at >= 0x20 && *at != '"' && *at != '\\')
        at++;
      g_string_append_len (out, plain, at - plain);
      if (*at == '\0')
        break;
      sign = strchr (signs, *at);
      if (sign != NULL)
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, letters[sign - signs]);
        }
      else
        g_string_append_printf (out, "\\u%04x", (guint)(guchar)*at);
    }
  g_string_append_c (out, '"');
}
