/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor without an account asks for, and what is answered. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-page.h"

#include "core/surveys/crm-survey-html.h"
#include "core/surveys/crm-survey-phrase.h"
#include "server/crm-server-resources.h"

#include <string.h>

#define FIELDS_MAX 2000
#define BUSY_WAIT  120

#define STYLE "/org/clientele/server/crm-server-page.css"

void
crm_server_page_response_clear (CrmServerPageResponse *self)
{
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
}

/* ── what every answer carries ────────────────────────────────────────────────────────────── */

static const char *
get_style (void)
{
  static char *style;

  if (g_once_init_enter_pointer (&style))
    {
      g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_server_get_resource (), STYLE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *own = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      g_once_init_leave_pointer (&style, g_strconcat (crm_survey_html_get_style (), own, NULL));
    }
  return style;
}

/* The one style there is may be used, whatever else somebody got into a page. */
static char *
make_policy (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *)get_style (), -1);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", hash);
}

const char *const *
crm_server_page_get_headers (void)
{
  static const char *headers[] = {
    "Content-Security-Policy", NULL,
    "Cache-Control", "no-store",
    "Referrer-Policy", "no-referrer",
    "X-Content-Type-Options", "nosniff",
    "X-Frame-Options", "DENY",
    "X-Robots-Tag", "noindex, nofollow",
    "Cross-Origin-Opener-Policy", "same-origin",
    "Cross-Origin-Resource-Policy", "same-origin",
    "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
    "Vary", "Accept-Language",
    NULL
  };
  static char *policy;

  if (g_once_init_enter_pointer (&policy))
    {
      char *made = make_policy ();

      headers[1] = made;
      g_once_init_leave_pointer (&policy, made);
    }
  return headers;
}

/* ── what is asked ────────────────────────────────────────────────────────────────────────── */

static int
read_hex (const char *at, const char *end)
{
  int high = at + 2 < end + 1 && at < end ? g_ascii_xdigit_value (at[0]) : -1;
  int low = high >= 0 && at + 1 < end ? g_ascii_xdigit_value (at[1]) : -1;

  return low >= 0 ? high * 16 + low : -1;
}

/* (nullable): %NULL when it is no text. */
static char *
decode (const char *at, const char *end)
{
  GString *text = g_string_new (NULL);

  for (; at < end; at++)
    {
      int byte = *at == '%' ? read_hex (at + 1, end) : -1;

      g_string_append_c (text, byte >= 0 ? (char)byte : *at == '+' ? ' '
                                                                   : *at);
      at += byte >= 0 ? 2 : 0;
    }
  if (strlen (text->str) == text->len && g_utf8_validate_len (text->str, text->len, NULL))
    return g_string_free_and_steal (text);
  g_string_free (text, TRUE);
  return NULL;
}

static void
take_field (GHashTable *fields, const char *at, const char *end)
{
  const char *sign = memchr (at, '=', (gsize)(end - at));
  g_autofree char *name = decode (at, sign != NULL ? sign : end);
  g_autofree char *value = sign != NULL ? decode (sign + 1, end) : g_strdup ("");
  const char *before = name != NULL ? g_hash_table_lookup (fields, name) : NULL;

  if (name == NULL || value == NULL || *name == '\0')
    return;
  if (before != NULL)
    {
      char *joined = g_strconcat (before, "\n", value, NULL);

      g_free (value);
      value = joined;
    }
  g_hash_table_insert (fields, g_steal_pointer (&name), g_steal_pointer (&value));
}

GHashTable *
crm_server_page_parse_fields (const char *text, gsize length)
{
  GHashTable *fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *at = text, *end = text != NULL ? text + length : NULL;

  for (guint n = 0; at != NULL && at < end && n < FIELDS_MAX; n++)
    {
      const char *stop = memchr (at, '&', (gsize)(end - at));

      take_field (fields, at, stop != NULL ? stop : end);
      at = stop != NULL ? stop + 1 : end;
    }
  return fields;
}

const char *
crm_server_page_get_query (const CrmServerPageRequest *request, const char *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

GHashTable *
crm_server_page_get_posted (const CrmServerPageRequest *request)
{
  gboolean is_form = request->content_type != NULL && g_ascii_strncasecmp (request->content_type, "application/x-www-form-urlencoded", 33) == 0;
  gsize length = 0;
  const char *text = request->body != NULL && is_form ? g_bytes_get_data (request->body, &length) : NULL;

  return crm_server_page_parse_fields (text, MIN (length, CRM_SERVER_PAGE_BODY_MAX));
}

gboolean
crm_server_page_is_post (const CrmServerPageRequest *request)
{
  return g_strcmp0 (request->method, "POST") == 0;
}

gboolean
crm_server_page_is_known (const CrmServerPageRequest *request)
{
  return crm_server_page_is_post (request) || g_strcmp0 (request->method, "GET") == 0 || g_strcmp0 (request->method, "HEAD") == 0;
}

/* How well "zh-Hant-TW" fits "zh_TW": 2 for the script or region too, 1 for the language, 0 for not at all. */
static int
fit_language (const char *wanted, const char *offered)
{
  static const char *const traditional[] = { "tw", "hk", "mo", "hant", NULL };
  g_auto (GStrv) parts = g_strsplit (wanted, "-", 4);
  gboolean wants_traditional = FALSE;

  if (parts[0] == NULL || strncmp (offered, parts[0], strlen (parts[0])) != 0 || g_ascii_isalpha (offered[strlen (parts[0])]))
    return 0;
  for (guint i = 1; parts[i] != NULL; i++)
    wants_traditional |= g_strv_contains (traditional, parts[i]);
  return strcmp (parts[0], "zh") != 0 || wants_traditional == g_str_has_prefix (offered, "zh_TW") ? 2 : 1;
}

static double
read_weight (const char *part)
{
  const char *at = strstr (part, "q=");

  return at != NULL ? CLAMP (g_ascii_strtod (at + 2, NULL), 0, 1) : 1;
}

guint
crm_server_page_choose_language (const char *languages, const char *const *offered)
{
  g_autofree char *lower = g_ascii_strdown (languages != NULL ? languages : "", languages != NULL ? (gssize)MIN (strlen (languages), 400) : 0);
  g_auto (GStrv) parts = g_strsplit (lower, ",", 20);
  double best = 0;
  guint place = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint j = 0; offered[j] != NULL; j++)
      {
        g_autofree char *wanted = g_strstrip (g_strndup (parts[i], strcspn (parts[i], ";")));
        /* Of equal ones the first said, then the first offered. */
        double weight = *wanted != '\0' ? read_weight (parts[i]) * (100 - i) * fit_language (wanted, offered[j]) : 0;

        if (weight > best)
          {
            best = weight;
            place = j;
          }
      }
  return place;
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

void
crm_server_page_append (GString *html, const char *text)
{
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    switch (*at)
      {
      case '&':
        g_string_append (html, "&amp;");
        break;
      case '<':
        g_string_append (html, "&lt;");
        break;
      case '>':
        g_string_append (html, "&gt;");
        break;
      case '"':
        g_string_append (html, "&quot;");
        break;
      case '\'':
        g_string_append (html, "&#39;");
        break;
      default:
        /* Control characters are none of HTML's. */
        if ((guchar)*at >= 0x20 || *at == '\n' || *at == '\t')
          g_string_append_c (html, *at);
      }
}

void
crm_server_page_append_format (GString *html, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  for (const char *at = format; *at != '\0'; at++)
    {
      if (*at != '%')
        {
          g_string_append_c (html, *at);
          continue;
        }
      at++;
      if (*at == 's')
        crm_server_page_append (html, va_arg (arguments, const char *));
      else if (*at == 'u')
        g_string_append_printf (html, "%u", va_arg (arguments, guint));
      else if (*at == 'd')
        g_string_append_printf (html, "%d", va_arg (arguments, int));
      else
        g_string_append_c (html, *at);
    }
  va_end (arguments);
}

GString *
crm_server_page_begin (const char *language, const char *title)
{
  GString *html = g_string_sized_new (16 * 1024);
  g_autofree char *tag = g_strdelimit (g_strdup (language), "_", '-');

  crm_server_page_append_format (html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                                       "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n<title>%s</title>\n",
                                 tag, title);
  g_string_append_printf (html, "<style>%s</style>\n</head>\n<body>\n<main>\n", get_style ());
  return html;
}

void
crm_server_page_finish (GString *html, guint status, CrmServerPageResponse *response)
{
  g_string_append (html, "</main>\n</body>\n</html>\n");
  response->status = status;
  response->content_type = "text/html; charset=utf-8";
  g_clear_pointer (&response->body, g_bytes_unref);
  response->body = g_string_free_to_bytes (html);
}

void
crm_server_page_redirect (char *path, CrmServerPageResponse *response)
{
  g_free (response->location);
  response->status = 303;
  response->location = path;
}

static void
say (const CrmServerPageRequest *request, CrmSurveyPhrase title, CrmSurveyPhrase more, guint status, CrmServerPageResponse *response)
{
  static const char *const offered[] = { "en", "zh_CN", "zh_TW", NULL };
  const char *language = offered[crm_server_page_choose_language (request->languages, offered)];
  GString *html = crm_server_page_begin (language, crm_survey_get_phrase (title, language));

  crm_server_page_append_format (html, "<section class=\"note\"><h1>%s</h1>\n<p>%s</p></section>\n", crm_survey_get_phrase (title, language), crm_survey_get_phrase (more, language));
  crm_server_page_finish (html, status, response);
}

void
crm_server_page_say_closed (const CrmServerPageRequest *request, CrmServerPageResponse *response)
{
  say (request, CRM_SURVEY_PHRASE_CLOSED, CRM_SURVEY_PHRASE_CLOSED_MORE, 404, response);
}

void
crm_server_page_say_busy (const CrmServerPageRequest *request, CrmServerPageResponse *response)
{
  say (request, CRM_SURVEY_PHRASE_BUSY, CRM_SURVEY_PHRASE_BUSY_MORE, 429, response);
  response->retry_after = BUSY_WAIT;
}
