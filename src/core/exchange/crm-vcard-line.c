/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes one unfolded line of a vCard apart: private to the parser. */

#include "core/exchange/crm-vcard-line.h"

#include "core/exchange/crm-encoding.h"

#include <string.h>

gsize
crm_vcard_line_find_value (const char *line, gsize length)
{
  gboolean quoted = FALSE;
  const char *colon;

  for (gsize i = 0; i < length; i++)
    {
      if (line[i] == '"')
        quoted = !quoted;
      else if (line[i] == ':' && !quoted)
        return i;
    }
  /* A quotation mark that nothing closes quotes nothing. */
  colon = memchr (line, ':', length);
  return colon != NULL ? (gsize)(colon - line) : length;
}

static gboolean
has_word (const char *line, gsize length, const char *word)
{
  gsize n = strlen (word);

  for (gsize i = 1; i + n <= length; i++)
    if ((line[i - 1] == ';' || line[i - 1] == '=' || line[i - 1] == ',') && (i + n == length || line[i + n] == ';' || line[i + n] == ',') && g_ascii_strncasecmp (line + i, word, n) == 0)
      return TRUE;
  return FALSE;
}

gboolean
crm_vcard_line_is_quoted_printable (const char *line, gsize colon)
{
  return has_word (line, colon, "QUOTED-PRINTABLE");
}

gboolean
crm_vcard_line_is_base64 (const char *line, gsize colon)
{
  return has_word (line, colon, "BASE64") || has_word (line, colon, "ENCODING=B");
}

/* ── name and parameters ─────────────────────────────────────────────────────────────────────── */

static gboolean
is_name (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_' && text[i] != ' ')
      return FALSE;
  return length > 0 && length <= 128;
}

/* RFC 6868 */
static char *
dup_param_value (const char *text, gsize length)
{
  GString *value = g_string_sized_new (length);
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)length);

  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '^' && (p[1] == 'n' || p[1] == '^' || p[1] == '\''))
        {
          p++;
          g_string_append_c (value, *p == 'n' ? '\n' : *p == '^' ? '^'
                                                                 : '"');
        }
      else if (*p != '"')
        g_string_append_c (value, *p);
    }
  return g_string_free (value, FALSE);
}

/* vCard 2.1 names neither TYPE nor ENCODING. */
static const char *
name_of_bare_param (const char *value)
{
  if (g_ascii_strcasecmp (value, "QUOTED-PRINTABLE") == 0 || g_ascii_strcasecmp (value, "BASE64") == 0 || g_ascii_strcasecmp (value, "8BIT") == 0 || g_ascii_strcasecmp (value, "7BIT") == 0)
    return "ENCODING";
  return "TYPE";
}

static void
add_param_values (CrmVcardProperty *property, const char *name, const char *text, gsize length)
{
  gsize start = 0;

  /* TYPE="work,home" is a list too (RFC 6350 5.6). */
  for (gsize i = 0; i <= length; i++)
    {
      g_autofree char *value = NULL;

      if (i < length && (text[i] != ',' || strcmp (name, "TYPE") != 0))
        continue;
      value = dup_param_value (text + start, i - start);
      crm_vcard_property_add_param (property, name, g_strstrip (value));
      start = i + 1;
    }
}

static void
parse_param (CrmVcardProperty *property, const char *text, gsize length)
{
  const char *equals = memchr (text, '=', length);
  g_autofree char *name = NULL;

  if (length == 0)
    return;
  if (equals == NULL)
    {
      name = dup_param_value (text, length);
      add_param_values (property, name_of_bare_param (name), text, length);
      return;
    }
  name = g_ascii_strup (text, equals - text);
  if (g_utf8_validate (name, -1, NULL))
    add_param_values (property, g_strstrip (name), equals + 1, (gsize)(text + length - equals - 1));
}

/* Takes what stands before the colon: [group.]NAME[;parameter]… */
static CrmVcardProperty *
parse_head (CrmVcard *card, const char *line, gsize length)
{
  gsize end = 0, start = 0;
  gboolean quoted = FALSE;
  CrmVcardProperty *property;
  g_autofree char *name = NULL;

  while (end < length && line[end] != ';')
    end++;
  for (gsize i = 0; i < end; i++)
    if (line[i] == '.')
      start = i + 1;
  if (!is_name (line + start, end - start) || (start > 0 && !is_name (line, start - 1)))
    return NULL;
  name = g_ascii_strup (line + start, (gssize)(end - start));
  property = crm_vcard_append (card, g_strstrip (name));
  if (start > 0)
    property->group = g_strndup (line, start - 1);
  for (gsize i = start = end + 1; i <= length; i++)
    {
      if (i < length && line[i] == '"')
        quoted = !quoted;
      if (i < length && (line[i] != ';' || quoted))
        continue;
      parse_param (property, line + start, i - start);
      start = i + 1;
    }
  return property;
}

/* ── the value ───────────────────────────────────────────────────────────────────────────────── */

static gsize
decode_quoted_printable (char *text, gsize length)
{
  gsize to = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '=' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2]))
        {
          text[to++] = (char)(g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2]));
          i += 2;
        }
      else
        text[to++] = text[i];
    }
  return to;
}

static gboolean
is_utf8 (const char *charset)
{
  return g_ascii_strcasecmp (charset, "UTF-8") == 0 || g_ascii_strcasecmp (charset, "UTF8") == 0;
}

static char *
dup_as_utf8 (const char *charset, const char *encoding, const char *bytes, gsize length, gboolean *damaged)
{
  char *text = NULL;

  if (charset == NULL || is_utf8 (charset))
    {
      if (g_utf8_validate_len (bytes, length, NULL))
        return g_strndup (bytes, length);
      /* Encoded values hide from the look at the whole file. */
      charset = !is_utf8 (encoding) ? encoding : crm_encoding_detect ((const guint8 *)bytes, length).name;
    }
  if (!is_utf8 (charset))
    text = crm_encoding_to_utf8 (charset, bytes, length, damaged);
  if (text == NULL)
    {
      *damaged = TRUE;
      text = g_utf8_make_valid (bytes, (gssize)length);
    }
  return text;
}

static gboolean
holds_data (const char *name)
{
  return strcmp (name, "PHOTO") == 0 || strcmp (name, "LOGO") == 0 || strcmp (name, "SOUND") == 0 || strcmp (name, "KEY") == 0;
}

static GBytes *
decode_base64 (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  gsize size;
  guchar *bytes = g_base64_decode (copy, &size);

  return g_bytes_new_take (bytes, size);
}

/* PHOTO:data:image/jpeg;base64,… (vCard 4.0) */
static gboolean
take_data_uri (CrmVcardProperty *property, const char *value, gsize length)
{
  const char *comma = memchr (value, ',', MIN (length, 256));
  g_autofree char *media_type = NULL;

  if (length < 5 || g_ascii_strncasecmp (value, "data:", 5) != 0 || comma == NULL || comma - value < 12 || g_ascii_strncasecmp (comma - 7, ";base64", 7) != 0)
    return FALSE;
  media_type = g_strndup (value + 5, (gsize)(comma - value) - 12);
  if (g_str_is_ascii (media_type))
    crm_vcard_property_add_param (property, "MEDIATYPE", media_type);
  property->data = decode_base64 (comma + 1, length - (gsize)(comma + 1 - value));
  property->value = g_strdup ("");
  return TRUE;
}

CrmVcardProperty *
crm_vcard_line_parse (CrmVcard *card, const char *line, gsize length, const char *encoding, gboolean *damaged)
{
  gsize colon = crm_vcard_line_find_value (line, length);
  CrmVcardProperty *property = colon < length ? parse_head (card, line, colon) : NULL;
  const char *value = line + colon + 1, *charset;
  gsize n = length - colon - 1;

  if (property == NULL)
    return NULL;
  charset = crm_vcard_property_get_param (property, "CHARSET");
  if (crm_vcard_line_is_base64 (line, colon))
    {
      property->data = decode_base64 (value, n);
      if (!holds_data (property->name))
        {
          g_autoptr (GBytes) bytes = g_steal_pointer (&property->data);
          const char *text = g_bytes_get_data (bytes, &n);

          property->value = dup_as_utf8 (charset, encoding, text != NULL ? text : "", n, damaged);
        }
      else
        property->value = g_strdup ("");
    }
  else if (crm_vcard_line_is_quoted_printable (line, colon))
    {
      g_autofree char *decoded = g_memdup2 (value, n + 1);

      n = decode_quoted_printable (decoded, n);
      property->value = dup_as_utf8 (charset, encoding, decoded, n, damaged);
    }
  else if (!(holds_data (property->name) && take_data_uri (property, value, n)))
    property->value = dup_as_utf8 (charset, encoding, value, n, damaged);
  return property;
}
