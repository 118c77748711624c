/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a server with a survey, an invitation and somebody who visits it, as bytes. */

#pragma once

#include "core/base/crm-token.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-json.h"
#include "server-fixture.h"
#include "server/crm-server-clerk.h"
#include "server/crm-server-pages.h"
#include "sync/crm-wire-record.h"

#include <gio/gio.h>

/* What page and token a test visits, and the last answer. */
typedef struct
{
  Server server;
  CrmServerLimit *limit;
  const char *languages;
  const char *address;
  const char *signature;
  const char *content_type;
  CrmServerPageResponse response;
  char *html;
} Place;

#define TOKEN      "abcdefghijklmnopqrstuvwx23"
#define OPEN_TOKEN "bcdefghijklmnopqrstuvwxy34"

static inline void
write_edit (Place *place, CrmEdit *edit)
{
  CrmId owner = id_of (200, 1);
  g_autoptr (GError) error = NULL;

  crm_server_clerk_write (place->server.storage, &workspace_id, &owner, edit, place->server.now, ++place->server.nonce, &error);
  g_assert_no_error (error);
}

/* A survey of what the JSON says, published and open. */
static inline CrmId
add_survey (Place *place, const char *json, gboolean anonymous)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GError) error = NULL;
  CrmId survey, owner = id_of (200, 1);

  crm_survey_json_add (json, strlen (json), NULL, edit, &survey, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    {
      CrmChange *change = (CrmChange *)crm_edit_get_change (edit, i);

      if (change->kind == &crm_kind_survey_version)
        crm_change_set_integer (change, CRM_SURVEY_VERSION_PUBLISHED_AT, place->server.now);
      if (change->kind != &crm_kind_survey)
        continue;
      crm_change_set_text (change, CRM_SURVEY_STATUS, "open");
      crm_change_set_text (change, CRM_SURVEY_OPEN_TOKEN, OPEN_TOKEN);
      crm_change_set_integer (change, CRM_SURVEY_ANONYMOUS, anonymous);
      crm_change_set_id (change, CRM_SURVEY_OWNER, &owner);
    }
  write_edit (place, edit);
  return survey;
}

static inline CrmId
add_customer (Place *place, guint8 number, guint8 owner)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = id_of (1, number), of = id_of (200, owner);
  CrmChange *customer = crm_edit_create (edit, &crm_kind_customer, &id);

  crm_change_set_text (customer, CRM_CUSTOMER_NAME, "Harbour Office");
  crm_change_set_id (customer, CRM_CUSTOMER_OWNER, &of);
  write_edit (place, edit);
  return id;
}

/* The token itself stays on the device that made it. */
static inline void
set_token_hash (CrmChange *invitation, const char *token)
{
  g_autofree char *hash = crm_token_hash (token);

  crm_change_set_text (invitation, CRM_INVITATION_TOKEN_HASH, hash);
}

static inline CrmId
add_invitation (Place *place, guint8 number, const CrmId *survey, const CrmId *customer, const char *token)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = id_of (60, number);
  CrmChange *invitation = crm_edit_create (edit, &crm_kind_invitation, &id);

  crm_change_set_id (invitation, CRM_INVITATION_SURVEY, survey);
  crm_change_set_id (invitation, CRM_INVITATION_CUSTOMER, customer);
  set_token_hash (invitation, token);
  crm_change_set_text (invitation, CRM_INVITATION_STATE, "sent");
  write_edit (place, edit);
  return id;
}

static inline void
set_text (Place *place, const CrmKind *kind, const CrmId *id, guint field, const char *text)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, kind, id), field, text);
  place->server.now += G_TIME_SPAN_SECOND;
  write_edit (place, edit);
}

/* Records of a kind, whoever may see them: their lines. (element-type CrmServerRecord) */
static inline GArray *
list_records (Place *place, const char *kind)
{
  g_autofree char *own = crm_id_to_string (&(CrmId){ { 1, 200, [15] = 1 } });
  g_autofree char *alone = g_strconcat ("private:", own, NULL);
  const char *scopes[] = { "everyone", "team:north", "team:south", alone };
  GArray *found = crm_server_records_new ();
  CrmServerWorkspace workspace;

  g_assert_true (crm_server_storage_begin (place->server.storage, &workspace_id, FALSE, &workspace, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr (GArray) all = crm_server_storage_list_changes (place->server.storage, scopes[i], 0, 10000, NULL);

      for (guint j = 0; j < all->len; j++)
        {
          CrmServerRecord *record = &g_array_index (all, CrmServerRecord, j);

          if (strcmp (record->state->kind, kind) != 0)
            continue;
          g_array_append_val (found, *record);
          *record = (CrmServerRecord){ 0 };
        }
    }
  crm_server_storage_rollback (place->server.storage);
  return found;
}

static inline guint
count_records (Place *place, const char *kind)
{
  g_autoptr (GArray) records = list_records (place, kind);

  return records->len;
}

/* (nullable): the canonical value of a field. */
static inline const char *
value_of (GArray *records, guint i, const char *field)
{
  const CrmRegister *one = crm_sync_record_find (g_array_index (records, CrmServerRecord, i).state, field);

  return one != NULL ? one->value : NULL;
}

static inline void
visit (Place *place, const char *method, char sort, const char *token, const char *query, const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GHashTable) fields = query != NULL ? crm_server_page_parse_fields (query, strlen (query)) : NULL;
  CrmServerPageRequest request = { method, sort, token, fields, place->languages, place->content_type, place->signature, bytes, place->address, place->server.now };

  crm_server_page_response_clear (&place->response);
  crm_server_pages_answer (place->limit, place->server.storage, &request, &place->response);
  g_free (place->html);
  place->html = place->response.body != NULL ? g_strndup (g_bytes_get_data (place->response.body, NULL), g_bytes_get_size (place->response.body)) : g_strdup ("");
}

static inline void
get (Place *place, const char *token, const char *query)
{
  visit (place, "GET", 's', token, query, NULL);
}

/* Looks where it is sent, until there is a page; what the last address asked for. */
static inline char *
follow (Place *place, const char *token, char *query)
{
  for (int i = 0; i < 5 && place->response.status == 303; i++)
    {
      g_assert_true (g_str_has_prefix (place->response.location, "?"));
      g_free (query);
      query = g_strdup (place->response.location + 1);
      get (place, token, query);
    }
  return query;
}

static inline gboolean
has (Place *place, const char *text)
{
  return strstr (place->html, text) != NULL;
}

static inline void
open_place (Place *place, CrmServerSharing sharing)
{
  *place = (Place){ .address = "192.0.2.1", .content_type = "application/x-www-form-urlencoded" };
  open_server (&place->server, ":memory:", sharing);
  place->limit = crm_server_limit_new ();
}

static inline void
close_place (Place *place)
{
  crm_server_page_response_clear (&place->response);
  g_clear_pointer (&place->html, g_free);
  g_clear_pointer (&place->limit, crm_server_limit_free);
  g_clear_object (&place->server.storage);
}
