/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor without an account asks for, and what is answered: bytes in, bytes out, whoever carries them. */

#pragma once

#include <gio/gio.h>

#include "core/base/crm-id.h"

G_BEGIN_DECLS

/* No more is read of what a visitor sends. */
#define CRM_SERVER_PAGE_BODY_MAX (256 * 1024)

/**
 * CrmServerPageRequest:
 * @method: "GET", "HEAD" or "POST"
 * @place: 's', 'f' or 'h': the first letter of the path
 * @token: what stands after it, as it was asked for
 * @query: (nullable) (element-type utf8 utf8): what stands after the question mark; not looked at whether it is UTF-8
 * @languages: (nullable): the header Accept-Language
 * @content_type: (nullable): of @body
 * @signature: (nullable): the header X-Clientele-Signature
 * @body: (nullable): at most %CRM_SERVER_PAGE_BODY_MAX
 * @address: who asks, for limits only: never written down
 * @now: microseconds UTC
 *
 * All borrowed.
 */
typedef struct
{
  const char *method;
  char place;
  const char *token;
  GHashTable *query;
  const char *languages;
  const char *content_type;
  const char *signature;
  GBytes *body;
  const char *address;
  gint64 now;
} CrmServerPageRequest;

/**
 * CrmServerPageResponse:
 * @content_type: (nullable): of @body
 * @location: (nullable): where to look instead, a path
 * @retry_after: seconds, or 0
 * @touched: (nullable) (element-type utf8): the scopes of @workspace in which records changed, and @seq its last number
 */
typedef struct
{
  guint status;
  const char *content_type;
  char *location;
  guint retry_after;
  GBytes *body;
  GPtrArray *touched;
  CrmId workspace;
  gint64 seq;
} CrmServerPageResponse;

void crm_server_page_response_clear (CrmServerPageResponse *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerPageResponse, crm_server_page_response_clear)

/* (array zero-terminated): names and values in turn, that every answer here carries: no script, nothing from elsewhere, kept and told nowhere. */
const char *const *crm_server_page_get_headers (void);

/**
 * crm_server_page_parse_fields:
 * @text: (nullable): application/x-www-form-urlencoded
 *
 * What is no UTF-8 or has a NUL is left out, of one name more than once the values are joined by line breaks; no more than 2,000 are read.
 *
 * Returns: (transfer full) (element-type utf8 utf8): values by name.
 */
GHashTable *crm_server_page_parse_fields (const char *text, gsize length);

/* The same of a request's body, where that is a form; empty where not. (transfer full) */
GHashTable *crm_server_page_get_posted (const CrmServerPageRequest *request);

/* (nullable): a value of the query. */
const char *crm_server_page_get_query (const CrmServerPageRequest *request, const char *name);

/* Whether it is a POST; and whether it is one or a GET or HEAD. */
gboolean crm_server_page_is_post (const CrmServerPageRequest *request);
gboolean crm_server_page_is_known (const CrmServerPageRequest *request);

/**
 * crm_server_page_choose_language:
 * @languages: (nullable): Accept-Language
 * @offered: (array zero-terminated=1): codes such as "zh_CN", the first the one that is taken where none is wanted
 *
 * Returns: the place in @offered of the one wanted most.
 */
guint crm_server_page_choose_language (const char *languages, const char *const *offered);

/* Text as it may stand in HTML, in an attribute too. */
void crm_server_page_append (GString *html, const char *text);

/* Like printf, of strings (%s) and numbers (%u, %d); strings as crm_server_page_append() does. */
void crm_server_page_append_format (GString *html, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The beginning of a page up to and with <main>, and its end. @language is a code such as "zh_CN". */
GString *crm_server_page_begin (const char *language, const char *title);
void crm_server_page_finish (GString *html, guint status, CrmServerPageResponse *response);

/* To look at @path instead; takes it. */
void crm_server_page_redirect (char *path, CrmServerPageResponse *response);

/* The calm page for a link that leads nowhere, whatever the reason; and the one for too many at once. */
void crm_server_page_say_closed (const CrmServerPageRequest *request, CrmServerPageResponse *response);
void crm_server_page_say_busy (const CrmServerPageRequest *request, CrmServerPageResponse *response);

G_END_DECLS
