/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Email addresses: out of what they are wrapped in, and in one form to compare them by. */

#include "core/base/crm-email.h"

#include <string.h>

#define MAX_LOCAL  64
#define MAX_DOMAIN 253
#define MAX_LABEL  63

/* Whether @c may stand before the @ beside letters and digits: RFC 5322 atext. */
static gboolean
is_atom (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || (c < 0x80 && strchr ("!#$%&'*+-/=?^_`{|}~", (int)c) != NULL);
}

static gboolean
is_local (const char *local, gsize length)
{
  gboolean after_dot = TRUE;

  if (length == 0 || length > MAX_LOCAL)
    return FALSE;
  for (const char *p = local; p < local + length; p = g_utf8_next_char (p))
    {
      if (*p == '.' ? after_dot : !is_atom (g_utf8_get_char (p)))
        return FALSE;
      after_dot = *p == '.';
    }
  return !after_dot;
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '-' && !g_unichar_isalnum (g_utf8_get_char (p)) && !g_unichar_ismark (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint n = g_strv_length (labels);
  gboolean has_letter = FALSE;

  if (n < 2 || strlen (domain) > MAX_DOMAIN)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_label (labels[i]))
      return FALSE;
  for (const char *p = labels[n - 1]; *p != '\0'; p++)
    has_letter = has_letter || !g_ascii_isdigit (*p);
  return has_letter;
}

/* Full-width letters, digits and marks as a Chinese keyboard types them. */
static char *
to_half_width (const char *text)
{
  GString *narrow = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (narrow, c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c == 0x3000 || c == 0xa0 ? ' '
                                                                             : c == 0x3002                ? '.'
                                                                                                          : c);
    }
  return g_string_free_and_steal (narrow);
}

static char *
unquote_name (const char *text, gsize length)
{
  g_autofree char *name = g_strstrip (g_strndup (text, length));
  gsize n = strlen (name);

  if (n >= 2 && (name[0] == '"' || name[0] == '\'') && name[n - 1] == name[0])
    {
      g_autofree char *inner = g_strndup (name + 1, n - 2);

      return g_strstrip (g_strcompress (inner));
    }
  return n > 0 ? g_steal_pointer (&name) : NULL;
}

/* "Name <address>" becomes the address; @owned is freed. */
static char *
unwrap_angles (char *owned, char **name)
{
  g_autofree char *text = owned;
  char *open = strrchr (text, '<');
  char *close = open != NULL ? strchr (open, '>') : NULL;

  if (close == NULL)
    return g_steal_pointer (&text);
  if (strspn (close + 1, " ,;") != strlen (close + 1))
    return g_strdup ("");
  if (name != NULL)
    *name = unquote_name (text, (gsize)(open - text));
  return g_strndup (open + 1, (gsize)(close - open - 1));
}

static char *
unwrap_link (char *owned)
{
  g_autofree char *text = owned;
  g_autofree char *address = NULL;
  char *decoded;

  if (g_ascii_strncasecmp (text, "mailto:", 7) != 0)
    return g_steal_pointer (&text);
  address = g_strndup (text + 7, strcspn (text + 7, "?"));
  decoded = g_uri_unescape_string (address, NULL);
  return decoded != NULL && g_utf8_validate (decoded, -1, NULL) ? decoded : (g_free (decoded), g_strdup (""));
}

static char *
trim (char *owned)
{
  g_autofree char *text = owned;
  char *start = text;
  gsize length;

  while (*start != '\0' && strchr (" \t\r\n,;", *start) != NULL)
    start++;
  length = strlen (start);
  while (length > 0 && strchr (" \t\r\n,;.", start[length - 1]) != NULL)
    length--;
  return g_strndup (start, length);
}

char *
crm_email_parse (const char *text, char **name)
{
  g_autofree char *valid = NULL;
  g_autofree char *address = NULL;
  g_autofree char *found_name = NULL;
  g_autofree char *domain = NULL;
  char *at;

  g_return_val_if_fail (text != NULL, NULL);

  if (name != NULL)
    *name = NULL;
  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  valid = to_half_width (text);
  address = trim (unwrap_link (trim (unwrap_angles (trim (g_steal_pointer (&valid)), &found_name))));
  at = strrchr (address, '@');
  if (at == NULL || !is_local (address, (gsize)(at - address)))
    return NULL;
  domain = g_utf8_strdown (at + 1, -1);
  if (!is_domain (domain))
    return NULL;
  if (name != NULL)
    *name = g_steal_pointer (&found_name);
  *at = '\0';
  return g_strconcat (address, "@", domain, NULL);
}

char *
crm_email_to_comparable (const char *address)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (address != NULL && g_utf8_validate (address, -1, NULL), NULL);

  lower = g_utf8_strdown (address, -1);
  return g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
}
