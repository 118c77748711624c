/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to reach a person: what was typed, brought to the form to show and the form to compare, by kind. */

#include "core/base/crm-contact-value.h"

#include <string.h>

#include "core/base/crm-email.h"
#include "core/base/crm-phone.h"

/* Half width, valid, trimmed: what every kind starts from. */
static char *
clean (const char *text)
{
  g_autofree char *valid = NULL;
  GString *narrow;

  /* Nearly all are ASCII, and a file may have millions. */
  if (g_str_is_ascii (text))
    return g_strstrip (g_strdelimit (g_strdup (text), "\t\n\f\r", ' '));
  valid = g_utf8_make_valid (text, -1);
  narrow = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
      g_string_append_unichar (narrow, g_unichar_isspace (c) ? ' ' : c);
    }
  return g_strstrip (g_string_free_and_steal (narrow));
}

/* Takes "微信:" and its like off; a colon must follow, for the word may be the value. */
static const char *
skip_label (const char *text, const char *const *labels)
{
  for (; *labels != NULL; labels++)
    {
      gsize length = strlen (*labels);

      if (g_ascii_strncasecmp (text, *labels, length) == 0 && text[length + strspn (text + length, " ")] == ':')
        {
          text += length + strspn (text + length, " ") + 1;
          return text + strspn (text, " ");
        }
    }
  return text;
}

static void
fill (CrmContactValue *value, const char *display)
{
  g_autofree char *lower = NULL;

  value->display = g_strdup (display);
  if (g_str_is_ascii (display))
    {
      value->comparable = g_ascii_strdown (display, -1);
      return;
    }
  lower = g_utf8_strdown (display, -1);
  value->comparable = g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
}

static gboolean
consists_of (const char *text, const char *marks, gsize least, gsize most)
{
  gsize length = strlen (text);

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (marks, *p) == NULL)
      return FALSE;
  return length >= least && length <= most;
}

static gboolean
is_qq (const char *text)
{
  gsize length = strlen (text);

  return length >= 5 && length <= 11 && strspn (text, "0123456789") == length && text[0] != '0';
}

/* ── Kinds ──────────────────────────────────────────────────────────────────────────────────── */

static void
init_phone (CrmContactValue *value, const char *text, const char *calling_code)
{
  CrmPhone phone;

  if (!crm_phone_parse (text, calling_code, &phone))
    {
      fill (value, text);
      return;
    }
  value->is_valid = phone.is_plausible;
  value->display = crm_phone_format (&phone, calling_code);
  value->comparable = crm_phone_to_comparable (&phone);
}

static void
init_email (CrmContactValue *value, const char *text)
{
  g_autofree char *address = crm_email_parse (text, NULL);

  fill (value, address != NULL ? address : text);
  value->is_valid = address != NULL;
}

static void
init_wechat (CrmContactValue *value, const char *text, const char *calling_code)
{
  static const char *const labels[] = { "微信号", "微信", "wechat id", "wechat", "wx", "weixin", NULL };
  CrmPhone phone;

  text = skip_label (text, labels);
  text += *text == '@';
  fill (value, text);
  value->is_valid = (g_ascii_isalpha (text[0]) && consists_of (text, "-_", 6, 20)) || is_qq (text);
  /* An account that goes by its phone number is compared as a phone. */
  if (!g_ascii_isalpha (text[0]) && crm_phone_parse (text, calling_code, &phone) && phone.is_plausible)
    {
      value->is_valid = TRUE;
      g_free (value->comparable);
      value->comparable = crm_phone_to_comparable (&phone);
    }
}

static void
init_wecom (CrmContactValue *value, const char *text)
{
  static const char *const labels[] = { "企业微信", "企微", "wecom", NULL };

  text = skip_label (text, labels);
  fill (value, text);
  value->is_valid = g_ascii_isalnum (text[0]) && consists_of (text, "-_@.", 1, 64);
}

static void
init_qq (CrmContactValue *value, const char *text)
{
  static const char *const labels[] = { "qq号码", "qq号", "qq", NULL };
  g_autofree char *number = NULL;
  gsize length;

  text = skip_label (text, labels);
  length = strspn (text, "0123456789");
  number = g_strndup (text, length > 0 && g_ascii_strcasecmp (text + length, "@qq.com") == 0 ? length : strlen (text));
  fill (value, number);
  value->is_valid = is_qq (number);
}

static gboolean
is_weibo_name (const char *name)
{
  glong length = g_utf8_strlen (name, -1);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '-' && *p != '_' && !g_unichar_isalnum (g_utf8_get_char (p)))
      return FALSE;
  return length >= 2 && length <= 30;
}

/* The end of weibo.com/u/1234567, weibo.com/name and weibo.com/n/name. */
static char *
weibo_name_of_address (const char *text)
{
  const char *host = g_strstr_len (text, -1, "weibo.c");
  const char *path = host != NULL ? strchr (host, '/') : NULL;

  if (path == NULL)
    return NULL;
  path++;
  if (g_str_has_prefix (path, "u/") || g_str_has_prefix (path, "n/"))
    path += 2;
  return g_strndup (path, strcspn (path, "/?#"));
}

static void
init_weibo (CrmContactValue *value, const char *text)
{
  static const char *const labels[] = { "新浪微博", "微博", "weibo", NULL };
  g_autofree char *name = NULL;
  g_autofree char *display = NULL;

  text = skip_label (text, labels);
  if ((name = weibo_name_of_address (text)) == NULL)
    name = g_strdup (text + (*text == '@'));
  value->is_valid = is_weibo_name (name);
  display = value->is_valid ? g_strconcat ("@", name, NULL) : g_strdup (text);
  fill (value, display);
}

/* ── Web addresses ──────────────────────────────────────────────────────────────────────────── */

static gboolean
is_host (const char *host)
{
  gboolean dot = FALSE;

  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '.' ? p == host || p[1] == '.' || p[1] == '\0' : c != '-' && c != '_' && !g_unichar_isalnum (c) && !g_unichar_ismark (c))
        return FALSE;
      dot = dot || c == '.';
    }
  return dot;
}

/* A port that says nothing goes; @host is cut at it. Returns what is to be written. */
static char *
take_port (char *host, const char *scheme)
{
  char *colon = strrchr (host, ':');
  guint64 port;

  if (colon == NULL)
    return g_strdup ("");
  *colon = '\0';
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL))
    return NULL;
  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    return g_strdup ("");
  return g_strdup_printf (":%u", (guint)port);
}

static gboolean
has_scheme (const char *text)
{
  const char *end = strstr (text, "://");

  return end != NULL && strcspn (text, "/?#") > (gsize)(end - text);
}

static gboolean
init_web_parts (CrmContactValue *value, const char *text)
{
  g_autofree char *scheme = NULL;
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;
  g_autofree char *path = NULL;
  g_autofree char *comparable = NULL;
  const char *rest = text;
  gsize length;

  if (has_scheme (text))
    {
      scheme = g_ascii_strdown (text, strstr (text, "://") - text);
      rest = strstr (text, "://") + 3;
    }
  else
    {
      scheme = g_strdup ("https");
      rest += g_str_has_prefix (text, "//") ? 2 : 0;
    }
  if ((!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")) || strchr (rest, ' ') != NULL)
    return FALSE;
  length = strcspn (rest, "/?#");
  if (memchr (rest, '@', length) != NULL)
    return FALSE;
  {
    g_autofree char *typed_host = g_strndup (rest, length);

    host = g_utf8_strdown (typed_host, -1);
  }
  port = take_port (host, scheme);
  if (port == NULL || !is_host (host))
    return FALSE;
  path = g_strdup (rest + length);
  for (length = strlen (path); length > 0 && path[length - 1] == '/' && strpbrk (path, "?#") == NULL; length--)
    path[length - 1] = '\0';
  value->display = g_strconcat (scheme, "://", host, port, path, NULL);
  comparable = g_strconcat (host + (g_str_has_prefix (host, "www.") ? 4 : 0), port, path, NULL);
  value->comparable = g_utf8_normalize (comparable, -1, G_NORMALIZE_NFC);
  return TRUE;
}

static void
init_web (CrmContactValue *value, const char *text)
{
  static const char *const labels[] = { "网址", "网站", "官网", "website", "web", "url", NULL };

  text = skip_label (text, labels);
  value->is_valid = init_web_parts (value, text);
  if (!value->is_valid)
    fill (value, text);
}

void
crm_contact_value_init (CrmContactValue *value, const char *kind, const char *text, const char *calling_code)
{
  g_autofree char *typed = NULL;

  g_return_if_fail (value != NULL);
  g_return_if_fail (kind != NULL && text != NULL && calling_code != NULL);

  *value = (CrmContactValue){ 0 };
  typed = clean (text);
  if (g_str_equal (kind, "phone"))
    init_phone (value, typed, calling_code);
  else if (g_str_equal (kind, "email"))
    init_email (value, typed);
  else if (g_str_equal (kind, "wechat"))
    init_wechat (value, typed, calling_code);
  else if (g_str_equal (kind, "wecom"))
    init_wecom (value, typed);
  else if (g_str_equal (kind, "qq"))
    init_qq (value, typed);
  else if (g_str_equal (kind, "weibo"))
    init_weibo (value, typed);
  else if (g_str_equal (kind, "web"))
    init_web (value, typed);
  else
    {
      fill (value, typed);
      value->is_valid = *typed != '\0';
    }
}

void
crm_contact_value_clear (CrmContactValue *value)
{
  g_clear_pointer (&value->display, g_free);
  g_clear_pointer (&value->comparable, g_free);
  value->is_valid = FALSE;
}
