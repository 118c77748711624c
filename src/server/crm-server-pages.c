/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers visitors without an account. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-pages.h"

#include "core/base/crm-token.h"
#include "server/crm-server-entrance.h"
#include "server/crm-server-hook.h"
#include "server/crm-server-index.h"
#include "server/crm-server-pages-private.h"

#include <string.h>

/* Of one address: visits, and tokens that lead nowhere; a whole office may stand behind one, and a kiosk. */
#define VISITS_MOST    600
#define VISITS_SECONDS 600
#define MISSES_MOST    30
#define MISSES_SECONDS 600

/* Longer is no token. */
#define TOKEN_MAX 64

void
crm_server_page_visit_note (CrmServerPageVisit *visit)
{
  const GPtrArray *touched = crm_server_storage_get_touched (visit->storage);

  g_clear_pointer (&visit->response->touched, g_ptr_array_unref);
  visit->response->touched = g_ptr_array_copy ((GPtrArray *)touched, (GCopyFunc)(GCallback)g_strdup, NULL);
  g_ptr_array_set_free_func (visit->response->touched, g_free);
  visit->response->workspace = visit->workspace;
  visit->response->seq = crm_server_storage_get_seq (visit->storage);
}

static void
say_busy (const CrmServerPageRequest *request, CrmServerPageResponse *response)
{
  if (request->place == 'h')
    crm_server_hook_refuse (response, 429, "busy", "Too many requests. Try again later.");
  else
    crm_server_page_say_busy (request, response);
}

static void
say_closed (const CrmServerPageRequest *request, CrmServerPageResponse *response)
{
  if (request->place == 'h')
    crm_server_hook_refuse (response, 404, "none", "There is no such hook.");
  else
    crm_server_page_say_closed (request, response);
}

static gboolean
route (CrmServerPageVisit *visit, GError **error)
{
  switch (visit->request->place)
    {
    case 's':
      return crm_server_survey_answer (visit, error);
    case 'f':
      return crm_server_form_answer (visit, error);
    default:
      return crm_server_hook_answer (visit, error);
    }
}

static const char *
get_sort (char place)
{
  return place == 's' ? CRM_SERVER_ITEM_LINK : place == 'f' ? CRM_SERVER_ITEM_FORM
                                                            : CRM_SERVER_ITEM_HOOK;
}

/* Without a response from whoever has the token there is nothing under it. */
static gboolean
visit_token (CrmServerPageVisit *visit, GError **error)
{
  const CrmServerPageRequest *request = visit->request;
  gboolean readable = request->token != NULL && strlen (request->token) <= TOKEN_MAX && crm_server_page_is_known (request);
  int found = readable ? crm_server_storage_find_item (visit->storage, get_sort (request->place), visit->hash, &visit->workspace, error) : 0;

  if (found < 0 || (found > 0 && !route (visit, error)))
    return FALSE;
  if (visit->response->status == 0 || visit->response->status == 404)
    {
      crm_server_limit_take (visit->limit, "miss", request->address, MISSES_MOST, MISSES_SECONDS, request->now);
      say_closed (request, visit->response);
    }
  return TRUE;
}

/* Who tries tokens is told nothing any more, right or wrong. Programs that call a hook are counted there, once their signature is right. */
static gboolean
is_too_much (const CrmServerPageVisit *visit)
{
  const CrmServerPageRequest *request = visit->request;

  if (!crm_server_limit_has (visit->limit, "miss", request->address, MISSES_MOST, MISSES_SECONDS, request->now))
    return TRUE;
  return request->place != 'h' && !crm_server_limit_take (visit->limit, "visit", request->address, VISITS_MOST, VISITS_SECONDS, request->now);
}

void
crm_server_pages_answer (CrmServerLimit *limit, CrmServerStorage *storage, const CrmServerPageRequest *request, CrmServerPageResponse *response)
{
  g_autofree char *hash = crm_token_hash (request->token != NULL ? request->token : "");
  CrmServerPageVisit visit = { .storage = storage, .limit = limit, .request = request, .response = response, .hash = hash };
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CRM_IS_SERVER_STORAGE (storage) && limit != NULL && response != NULL);

  *response = (CrmServerPageResponse){ 0 };
  if (is_too_much (&visit))
    say_busy (request, response);
  else if (!visit_token (&visit, &error))
    {
      g_warning ("A page could not be answered: %s", error->message);
      crm_server_page_response_clear (response);
      *response = (CrmServerPageResponse){ 0 };
      say_busy (request, response);
      response->status = 503;
    }
}
