/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may see a record: computed on the server alone, from the customer it hangs on. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-scope.h"

#include "core/schema/crm-schema-customers.h"
#include "sync/crm-wire-record.h"

#include <string.h>

#define TEAM    "team:"
#define PRIVATE "private:"

/* What a record hangs on besides its customer, the nearest to that first. */
static const CrmKindId links[] = { CRM_KIND_DEAL, CRM_KIND_RESPONSE, CRM_KIND_INTERACTION, CRM_KIND_PERSON };

/* ── callers ──────────────────────────────────────────────────────────────────────────────── */

static char *
make_private (const CrmId *user)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return g_strconcat (PRIVATE, crm_id_format (user, text), NULL);
}

gboolean
crm_server_caller_can_read (const CrmServerCaller *self, const char *scope)
{
  g_autofree char *own = NULL;

  if (strcmp (scope, CRM_SERVER_SCOPE_EVERYONE) == 0)
    return TRUE;
  if (g_str_has_prefix (scope, TEAM))
    return self->role >= CRM_SERVER_ROLE_MANAGER || (self->teams != NULL && g_strv_contains ((const char *const *)self->teams, scope + strlen (TEAM)));
  own = make_private (&self->user);
  return strcmp (scope, own) == 0;
}

gboolean
crm_server_caller_can_write (const CrmServerCaller *self, const char *scope)
{
  return self->role != CRM_SERVER_ROLE_READER && crm_server_caller_can_read (self, scope);
}

char **
crm_server_caller_list_scopes (const CrmServerCaller *self, CrmServerStorage *storage, GError **error)
{
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  char **teams = self->teams;

  if (self->role >= CRM_SERVER_ROLE_MANAGER)
    {
      teams = all = crm_server_storage_list_teams (storage, error);
      if (all == NULL)
        return NULL;
    }
  g_strv_builder_add (scopes, CRM_SERVER_SCOPE_EVERYONE);
  for (guint i = 0; teams != NULL && teams[i] != NULL; i++)
    g_strv_builder_take (scopes, g_strconcat (TEAM, teams[i], NULL));
  g_strv_builder_take (scopes, make_private (&self->user));
  return g_strv_builder_end (scopes);
}

/* ── placing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_reference (const CrmSyncRecord *state, const CrmField *field, CrmId *id)
{
  const CrmRegister *one = field->type == CRM_TYPE_REFERENCE ? crm_sync_record_find (state, field->name) : NULL;
  CrmValue value;

  if (one == NULL || !crm_wire_value_to (one->value, CRM_TYPE_REFERENCE, &value) || value.type != CRM_VALUE_ID)
    return FALSE;
  *id = value.id;
  return TRUE;
}

static gboolean
is_link (CrmKindId kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    if (links[i] == kind)
      return TRUE;
  return FALSE;
}

/* Whether records of a kind are some customer's, and not the whole office's as stages and tags are. */
static gboolean
is_of_customers (const CrmKind *kind)
{
  if (kind->customer >= 0 || is_link (kind->id))
    return TRUE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == CRM_TYPE_REFERENCE && is_link (kind->fields[i].refers))
      return TRUE;
  return FALSE;
}

static gboolean
find_link (const CrmKind *kind, const CrmSyncRecord *state, CrmServerRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    for (guint j = 0; j < kind->n_fields; j++)
      if (kind->fields[j].refers == links[i] && read_reference (state, &kind->fields[j], &record->parent))
        {
          record->parent_kind = crm_kind_get (links[i])->name;
          return TRUE;
        }
  return FALSE;
}

/* A person belongs where the first role takes them, and stays there. */
static gboolean
find_role (CrmServerStorage *storage, CrmServerRecord *record, GError **error)
{
  g_autoptr (GArray) roles = NULL;

  if (record->parent_kind != NULL)
    return TRUE;
  roles = crm_server_storage_list_links (storage, &record->state->id, error);
  if (roles != NULL && roles->len > 0)
    {
      record->parent_kind = crm_kind_customer.name;
      record->parent = g_array_index (roles, CrmServerRecord, 0).parent;
    }
  return roles != NULL;
}

static gboolean
find_parent (CrmServerStorage *storage, const CrmKind *kind, CrmServerRecord *record, GError **error)
{
  if (kind->id == CRM_KIND_PERSON)
    return find_role (storage, record, error);
  record->parent_kind = NULL;
  record->parent = record->link = (CrmId){ 0 };
  if (kind->customer >= 0 && read_reference (record->state, &kind->fields[kind->customer], &record->parent))
    record->parent_kind = crm_kind_customer.name;
  else
    find_link (kind, record->state, record);
  if (kind->id == CRM_KIND_ROLE && record->parent_kind == crm_kind_customer.name)
    read_reference (record->state, &kind->fields[CRM_ROLE_PERSON], &record->link);
  return TRUE;
}

static gboolean
read_team (CrmServerStorage *storage, const CrmId *user, char **team, GError **error)
{
  g_auto (CrmServerMember) member = { 0 };

  *team = NULL;
  if (crm_server_storage_read_member (storage, user, &member, error) < 0)
    return FALSE;
  *team = g_steal_pointer (&member.team);
  return TRUE;
}

/* A customer that lost its owner stays where it is. */
static gboolean
place_customer (CrmServerStorage *storage, const CrmServerWorkspace *workspace, const char *before, CrmServerRecord *record, GError **error)
{
  g_autofree char *team = NULL;
  CrmId owner;
  gboolean owned = read_reference (record->state, &crm_kind_customer.fields[CRM_CUSTOMER_OWNER], &owner);

  if (workspace->sharing == CRM_SERVER_SHARING_EVERYONE)
    record->scope = g_strdup (CRM_SERVER_SCOPE_EVERYONE);
  else if (!owned && before != NULL)
    record->scope = g_strdup (before);
  else if (workspace->sharing == CRM_SERVER_SHARING_OWNER)
    record->scope = make_private (owned ? &owner : &record->author);
  else if (!read_team (storage, owned ? &owner : &record->author, &team, error))
    return FALSE;
  else if (team == NULL)
    record->scope = before != NULL ? g_strdup (before) : make_private (&record->author);
  else
    record->scope = g_strconcat (TEAM, team, NULL);
  return TRUE;
}

/* A person may be somebody else's, too. */
static void
note_grave (const CrmKind *kind, const CrmSyncRecord *parent, CrmServerRecord *record)
{
  const CrmRegister *erased = parent != NULL && kind->id != CRM_KIND_PERSON ? crm_sync_record_find (parent, CRM_SYNC_ERASED) : NULL;

  record->parent_grave = erased != NULL ? erased->clock : (CrmHlc){ 0 };
}

/* Survey answers of nobody's are the whole office's; what has lost its customer otherwise is its author's. */
static gboolean
place_child (CrmServerStorage *storage, const CrmKind *kind, CrmServerRecord *record, GError **error)
{
  g_auto (CrmServerRecord) parent = { 0 };

  if (record->parent_kind == NULL && (kind->id == CRM_KIND_RESPONSE || kind->id == CRM_KIND_INVITATION))
    record->scope = g_strdup (CRM_SERVER_SCOPE_EVERYONE);
  else if (record->parent_kind == NULL)
    record->scope = make_private (&record->author);
  else if (crm_server_storage_read_record (storage, record->parent_kind, &record->parent, &parent, error) < 0)
    return FALSE;
  else
    {
      note_grave (kind, parent.state, record);
      record->scope = parent.scope != NULL ? g_steal_pointer (&parent.scope) : make_private (&record->author);
    }
  return TRUE;
}

gboolean
crm_server_scope_place (CrmServerStorage *storage, const CrmServerWorkspace *workspace, const char *before, CrmServerRecord *record, GError **error)
{
  const CrmKind *kind = crm_kind_find (record->state->kind);
  g_autofree char *own = g_steal_pointer (&record->scope);

  g_return_val_if_fail (kind != NULL, FALSE);

  if (kind->id == CRM_KIND_CUSTOMER)
    return place_customer (storage, workspace, before, record, error);
  if (!is_of_customers (kind))
    {
      record->scope = g_strdup (CRM_SERVER_SCOPE_EVERYONE);
      return TRUE;
    }
  /* What hangs on what is written in none of its fields any more. */
  return (crm_sync_record_is_erased (record->state) || find_parent (storage, kind, record, error)) && place_child (storage, kind, record, error);
}

/* ── following ────────────────────────────────────────────────────────────────────────────── */

static gboolean
replace_one (CrmServerStorage *storage, CrmServerWorkspace *workspace, CrmServerRecord *record, GError **error)
{
  g_autofree char *before = g_strdup (record->scope);

  if (!crm_server_scope_place (storage, workspace, before, record, error))
    return FALSE;
  if (strcmp (before, record->scope) == 0)
    return TRUE;
  record->seq = ++workspace->seq;
  return crm_server_storage_write_record (storage, record, error) && crm_server_storage_write_move (storage, before, record->state->kind, &record->state->id, record->seq, error) && crm_server_scope_follow (storage, workspace, record, error);
}

/* A role brings its person, where that is there and belongs nowhere yet. */
static gboolean
bring_person (CrmServerStorage *storage, CrmServerWorkspace *workspace, const CrmServerRecord *role, GError **error)
{
  g_auto (CrmServerRecord) person = { 0 };
  int found = crm_server_storage_read_record (storage, crm_kind_person.name, &role->link, &person, error);

  if (found <= 0 || person.parent_kind != NULL)
    return found >= 0;
  person.parent_kind = role->parent_kind;
  person.parent = role->parent;
  return crm_server_storage_write_record (storage, &person, error) && replace_one (storage, workspace, &person, error);
}

/* Whose id somebody else's record happens to have is no child of it. */
static gboolean
is_child_of (const CrmServerRecord *child, const CrmServerRecord *parent)
{
  return g_strcmp0 (child->parent_kind, parent->state->kind) == 0;
}

gboolean
crm_server_scope_follow (CrmServerStorage *storage, CrmServerWorkspace *workspace, const CrmServerRecord *record, GError **error)
{
  g_autoptr (GArray) children = crm_server_storage_list_children (storage, &record->state->id, error);

  if (children == NULL)
    return FALSE;
  for (guint i = 0; i < children->len; i++)
    {
      CrmServerRecord *child = &g_array_index (children, CrmServerRecord, i);

      if (is_child_of (child, record) && !replace_one (storage, workspace, child, error))
        return FALSE;
    }
  return crm_id_is_nil (&record->link) || bring_person (storage, workspace, record, error);
}
