/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds records by what a visitor knows of them: the token of a link, an address, what a survey is made of. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-index.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-phone.h"
#include "core/base/crm-token.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "sync/crm-wire-record.h"

#include <string.h>

/* More parts than this have neither a survey nor what is looked at of an address. */
#define CHILDREN_MAX 2000
#define REACH_MAX    50

/* Numbers are found by their end, whatever is written before it. */
#define LAST_DIGITS 7

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

static char *
make_key (const char *front, const CrmId *id)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return g_strconcat (front, "/", crm_id_format (id, text), NULL);
}

/* (nullable): what a contact point is found by, without its id. */
static char *
make_reach (const char *kind, const char *value)
{
  g_auto (CrmContactValue) contact = { 0 };
  CrmPhone phone;
  gsize length;

  if (g_strcmp0 (kind, "phone") == 0 && value != NULL && crm_phone_parse (value, "1", &phone))
    {
      length = strlen (phone.number);
      return g_strconcat ("phone:", phone.number + (length > LAST_DIGITS ? length - LAST_DIGITS : 0), NULL);
    }
  if (g_strcmp0 (kind, "email") != 0 || value == NULL)
    return NULL;
  crm_contact_value_init (&contact, kind, value, "1");
  return contact.is_valid ? g_strconcat ("email:", contact.comparable, NULL) : NULL;
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
get_value (const CrmSyncRecord *state, const CrmField *field, CrmValue *value)
{
  const CrmRegister *one = crm_sync_record_find (state, field->name);

  *value = (CrmValue){ 0 };
  return one != NULL && crm_wire_value_to (one->value, field->type, value);
}

static gboolean
add_child (CrmServerStorage *storage, const CrmSyncRecord *state, const CrmField *field, GError **error)
{
  g_auto (CrmValue) parent = { 0 };
  char text[CRM_ID_STRING_LENGTH + 1];
  g_autofree char *key = NULL;

  if (!get_value (state, field, &parent) || parent.type != CRM_VALUE_ID)
    return TRUE;
  key = make_key (crm_id_format (&parent.id, text), &state->id);
  return crm_server_storage_write_item (storage, CRM_SERVER_ITEM_CHILD, key, state->kind, 0, error);
}

/* Of a token known to two records the first keeps it. */
static gboolean
add_link (CrmServerStorage *storage, const CrmSyncRecord *state, const char *hash, GError **error)
{
  g_auto (CrmServerItem) item = { 0 };
  g_autofree char *target = NULL;
  char text[CRM_ID_STRING_LENGTH + 1];
  int found = crm_server_storage_read_item (storage, CRM_SERVER_ITEM_LINK, hash, &item, error);

  if (found != 0)
    return found > 0;
  target = g_strconcat (state->kind, " ", crm_id_format (&state->id, text), NULL);
  return crm_server_storage_write_item (storage, CRM_SERVER_ITEM_LINK, hash, target, g_get_real_time (), error);
}

static gboolean
add_open_link (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error)
{
  g_auto (CrmValue) token = { 0 };
  g_autofree char *hash = NULL;

  if (!get_value (state, &crm_kind_survey.fields[CRM_SURVEY_OPEN_TOKEN], &token) || token.type != CRM_VALUE_TEXT)
    return TRUE;
  hash = crm_token_hash (token.text);
  return add_link (storage, state, hash, error);
}

/* The token itself is not sent. */
static gboolean
add_invitation_link (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error)
{
  g_auto (CrmValue) hash = { 0 };

  if (!get_value (state, &crm_kind_invitation.fields[CRM_INVITATION_TOKEN_HASH], &hash) || hash.type != CRM_VALUE_TEXT)
    return TRUE;
  return add_link (storage, state, hash.text, error);
}

/* (transfer full) (nullable): what a contact point is found by. */
static char *
make_reach_key (const CrmSyncRecord *state)
{
  g_auto (CrmValue) kind = { 0 };
  g_auto (CrmValue) value = { 0 };
  g_autofree char *reach = NULL;

  if (!get_value (state, &crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], &kind) || !get_value (state, &crm_kind_contact_point.fields[CRM_CONTACT_POINT_VALUE], &value))
    return NULL;
  reach = kind.type == CRM_VALUE_TEXT && value.type == CRM_VALUE_TEXT ? make_reach (kind.text, value.text) : NULL;
  return reach != NULL ? make_key (reach, &state->id) : NULL;
}

static gboolean
add_reach (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error)
{
  g_autofree char *key = make_reach_key (state);

  return key == NULL || crm_server_storage_write_item (storage, CRM_SERVER_ITEM_REACH, key, "", 0, error);
}

static gboolean
remove_invitation_link (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error)
{
  g_auto (CrmValue) hash = { 0 };

  if (!get_value (state, &crm_kind_invitation.fields[CRM_INVITATION_TOKEN_HASH], &hash) || hash.type != CRM_VALUE_TEXT)
    return TRUE;
  return crm_server_storage_remove_item (storage, CRM_SERVER_ITEM_LINK, hash.text, error);
}

/* Earlier addresses of the same contact point stand in the audit alone. */
gboolean
crm_server_index_remove (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error)
{
  const CrmKind *kind = crm_kind_find (state->kind);
  g_autofree char *key = kind == &crm_kind_contact_point ? make_reach_key (state) : NULL;

  if (kind == &crm_kind_invitation)
    return remove_invitation_link (storage, state, error);
  return key == NULL || crm_server_storage_remove_item (storage, CRM_SERVER_ITEM_REACH, key, error);
}

gboolean
crm_server_index_add (CrmServerStorage *storage, const CrmSyncRecord *state, GError **error)
{
  const CrmKind *kind = crm_kind_find (state->kind);

  switch (kind != NULL ? kind->id : CRM_KIND_NONE)
    {
    case CRM_KIND_CONTACT_POINT:
      return add_reach (storage, state, error);
    case CRM_KIND_SURVEY:
      return add_open_link (storage, state, error);
    case CRM_KIND_SURVEY_VERSION:
      return add_child (storage, state, &kind->fields[CRM_SURVEY_VERSION_SURVEY], error);
    case CRM_KIND_SURVEY_PAGE:
      return add_child (storage, state, &kind->fields[CRM_SURVEY_PAGE_VERSION], error);
    case CRM_KIND_QUESTION:
      return add_child (storage, state, &kind->fields[CRM_QUESTION_VERSION], error);
    case CRM_KIND_QUESTION_OPTION:
      return add_child (storage, state, &kind->fields[CRM_QUESTION_OPTION_QUESTION], error);
    case CRM_KIND_INVITATION:
      return add_invitation_link (storage, state, error);
    default:
      return TRUE;
    }
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

CrmRecord *
crm_server_index_make_record (const CrmSyncRecord *state)
{
  const CrmKind *kind = crm_kind_find (state->kind);
  g_autofree CrmValue *values = kind != NULL ? g_new0 (CrmValue, kind->n_fields) : NULL;

  for (guint i = 0; kind != NULL && i < kind->n_fields; i++)
    get_value (state, &kind->fields[i], &values[i]);
  return kind != NULL ? crm_record_new (kind, &state->id, 0, 0, crm_sync_record_is_deleted (state), values) : NULL;
}

CrmRecord *
crm_server_index_read (CrmServerStorage *storage, const CrmKind *kind, const CrmId *id, GError **error)
{
  g_auto (CrmServerRecord) stored = { 0 };
  int found = crm_server_storage_read_record (storage, kind->name, id, &stored, error);

  return found > 0 && !crm_sync_record_is_deleted (stored.state) ? crm_server_index_make_record (stored.state) : NULL;
}

/* The id at the end of a key. */
static gboolean
read_key (const char *key, CrmId *id)
{
  const char *at = strrchr (key, '/');

  return at != NULL && crm_id_parse (at + 1, id);
}

gboolean
crm_server_index_list_children (CrmServerStorage *storage, const CrmId *parent, GPtrArray *records, GError **error)
{
  char text[CRM_ID_STRING_LENGTH + 1];
  g_autofree char *prefix = g_strconcat (crm_id_format (parent, text), "/", NULL);
  g_autoptr (GArray) items = crm_server_storage_list_items (storage, CRM_SERVER_ITEM_CHILD, prefix, CHILDREN_MAX, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const CrmServerItem *item = &g_array_index (items, CrmServerItem, i);
      const CrmKind *kind = crm_kind_find (item->value);
      g_autoptr (GError) local_error = NULL;
      CrmRecord *record;
      CrmId id;

      if (kind == NULL || !read_key (item->key, &id))
        continue;
      record = crm_server_index_read (storage, kind, &id, &local_error);
      if (record != NULL)
        g_ptr_array_add (records, record);
      else if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return items != NULL;
}

/* ── customers ────────────────────────────────────────────────────────────────────────────── */

/* Whether @point is still a way of that kind that reaches what was typed. */
static gboolean
reaches (const CrmRecord *point, const char *kind, const char *value, const char *calling_code)
{
  g_auto (CrmContactValue) have = { 0 };
  g_auto (CrmContactValue) want = { 0 };
  const char *text = crm_record_get_text (point, CRM_CONTACT_POINT_VALUE);

  if (text == NULL || g_strcmp0 (crm_record_get_text (point, CRM_CONTACT_POINT_KIND), kind) != 0)
    return FALSE;
  crm_contact_value_init (&have, kind, text, calling_code);
  crm_contact_value_init (&want, kind, value, calling_code);
  return want.is_valid && g_strcmp0 (have.comparable, want.comparable) == 0;
}

/* 1 with the customer that the contact point leads to, 0 when there is none (any more), -1 on error. */
static int
find_owner (CrmServerStorage *storage, const CrmRecord *point, CrmId *customer, GError **error)
{
  const CrmId *own = crm_record_get_id (point, CRM_CONTACT_POINT_CUSTOMER), *person = crm_record_get_id (point, CRM_CONTACT_POINT_PERSON);
  g_auto (CrmServerRecord) of = { 0 };
  g_auto (CrmServerRecord) target = { 0 };
  int found = 1;

  if (own == NULL && person == NULL)
    return 0;
  if (own == NULL)
    found = crm_server_storage_read_record (storage, crm_kind_person.name, person, &of, error);
  if (found <= 0 || (own == NULL && g_strcmp0 (of.parent_kind, crm_kind_customer.name) != 0))
    return MIN (found, 0);
  *customer = own != NULL ? *own : of.parent;
  found = crm_server_storage_read_record (storage, crm_kind_customer.name, customer, &target, error);
  return found > 0 ? !crm_sync_record_is_deleted (target.state) : found;
}

/* The same with an entry of the index. */
static int
find_behind (CrmServerStorage *storage, const char *key, const char *kind, const char *value, const char *calling_code, CrmId *customer, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CrmRecord) point = NULL;
  CrmId id;

  if (!read_key (key, &id))
    return 0;
  point = crm_server_index_read (storage, &crm_kind_contact_point, &id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return -1;
    }
  return point != NULL && reaches (point, kind, value, calling_code) ? find_owner (storage, point, customer, error) : 0;
}

int
crm_server_index_find_customer (CrmServerStorage *storage, const char *kind, const char *value, const char *calling_code, CrmId *customer, GError **error)
{
  g_autofree char *reach = make_reach (kind, value);
  g_autofree char *prefix = reach != NULL ? g_strconcat (reach, "/", NULL) : NULL;
  g_autoptr (GArray) items = NULL;
  int n = 0;

  if (reach == NULL)
    return 0;
  items = crm_server_storage_list_items (storage, CRM_SERVER_ITEM_REACH, prefix, REACH_MAX, error);
  if (items == NULL)
    return -1;
  for (guint i = 0; n < 2 && i < items->len; i++)
    {
      CrmId other;
      int found = find_behind (storage, g_array_index (items, CrmServerItem, i).key, kind, value, calling_code, &other, error);

      if (found < 0)
        return -1;
      if (found > 0 && (n == 0 || !crm_id_equal (customer, &other)))
        {
          *customer = other;
          n++;
        }
    }
  return n;
}
