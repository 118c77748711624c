/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the record a row of an import is about: in the file, or among what the import has made. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-import-plan-private.h"

#include "core/base/crm-text-sort.h"
#include "core/exchange/crm-import-name.h"

#include <string.h>

#define MAX_CANDIDATES 64

/* How well a candidate fits; the best wins, the first of equals. */
typedef enum
{
  FIT_NOT,
  FIT_OTHER_NAME, /* the same address under another name: the person has been renamed, or misspelt */
  FIT_LIKE,
  FIT_SAME,
} Fit;

CrmImportEntity *
crm_import_plan_entity (CrmImportPlan *self, guint entity)
{
  return crm_import_index_get (self->index, entity);
}

static guint64
hash_text (CrmImportPlan *self, CrmImportKeyType type, guint64 number, const char *text)
{
  return crm_import_index_hash (self->index, type, number, text, strlen (text));
}

static guint64
hash_id (CrmImportPlan *self, const CrmId *id)
{
  return crm_import_index_hash (self->index, CRM_KEY_ID, 0, id->bytes, CRM_ID_LENGTH);
}

static CrmImportKeyType
get_external_type (const CrmKind *kind, gboolean company)
{
  return kind->id == CRM_KIND_PERSON ? CRM_KEY_EXTERNAL_PERSON : company ? CRM_KEY_EXTERNAL_COMPANY
                                                                         : CRM_KEY_EXTERNAL_INDIVIDUAL;
}

/* ── what is known ── */

static gboolean
is_company (const CrmRecord *record)
{
  return record->kind->id == CRM_KIND_CUSTOMER && g_strcmp0 (crm_record_get_text (record, CRM_CUSTOMER_TYPE), "individual") != 0;
}

static const char *
get_external_id (const CrmRecord *record)
{
  switch (record->kind->id)
    {
    case CRM_KIND_CUSTOMER:
      return crm_record_get_text (record, CRM_CUSTOMER_EXTERNAL_ID);
    case CRM_KIND_PERSON:
      return crm_record_get_text (record, CRM_PERSON_EXTERNAL_ID);
    default:
      return NULL;
    }
}

static guint
find_known (CrmImportPlan *self, const CrmId *id)
{
  guint entity;

  return crm_import_index_find (self->index, hash_id (self, id), &entity, 1) > 0 ? entity : CRM_IMPORT_NONE;
}

guint
crm_import_plan_know (CrmImportPlan *self, const CrmRecord *record)
{
  guint entity = find_known (self, &record->id);
  const char *external;
  CrmImportEntity *known;

  if (entity != CRM_IMPORT_NONE)
    return entity;
  entity = crm_import_index_add (self->index, record->kind, &record->id);
  crm_import_index_add_key (self->index, hash_id (self, &record->id), entity);
  known = crm_import_plan_entity (self, entity);
  known->is_company = is_company (record);
  known->is_deleted = record->deleted != FALSE;
  if (crm_record_get_title (record) != NULL)
    known->name = g_ref_string_new (crm_record_get_title (record));
  external = get_external_id (record);
  if (external != NULL)
    known->external = hash_text (self, get_external_type (record->kind, known->is_company), 0, external);
  return entity;
}

guint
crm_import_plan_make (CrmImportPlan *self, const CrmKind *kind, const CrmId *id, const CrmValue *name, const CrmValue *name_key, gboolean company, const char *external_id)
{
  guint entity = crm_import_index_add (self->index, kind, id);
  CrmImportEntity *made = crm_import_plan_entity (self, entity);

  made->is_fresh = TRUE;
  made->is_company = company;
  if (name->type == CRM_VALUE_TEXT)
    made->name = g_ref_string_acquire (name->text);
  crm_import_index_add_key (self->index, hash_id (self, id), entity);
  if (kind->id == CRM_KIND_CUSTOMER && name_key->type == CRM_VALUE_TEXT)
    crm_import_index_add_key (self->index, hash_text (self, company ? CRM_KEY_COMPANY_NAME : CRM_KEY_INDIVIDUAL_NAME, 0, name_key->text), entity);
  if (kind->id == CRM_KIND_PERSON && name_key->type == CRM_VALUE_TEXT && self->names_people)
    crm_import_index_add_key (self->index, hash_text (self, CRM_KEY_PERSON_NAME, 0, name_key->text), entity);
  if (external_id != NULL)
    {
      guint64 key = hash_text (self, get_external_type (kind, company), 0, external_id);

      crm_import_plan_entity (self, entity)->external = key;
      crm_import_index_add_key (self->index, key, entity);
    }
  return entity;
}

gboolean
crm_import_plan_read (CrmImportPlan *self, guint entity, CrmRecord **record, GError **error)
{
  const CrmImportEntity *known = crm_import_plan_entity (self, entity);
  GError *local_error = NULL;

  *record = NULL;
  if (known->is_fresh)
    return TRUE;
  *record = crm_connection_read_record (self->connection, known->kind, &known->id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* ── by ids ── */

gboolean
crm_import_plan_find_by_id (CrmImportPlan *self, const CrmKind *kind, const CrmId *id, guint *entity, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  GError *local_error = NULL;

  *entity = find_known (self, id);
  if (*entity != CRM_IMPORT_NONE)
    return TRUE;
  record = crm_connection_read_record (self->connection, kind, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (record != NULL)
    *entity = crm_import_plan_know (self, record);
  return TRUE;
}

/* Knows the records the statement gives the ids of, in its order. */
static gboolean
know_all (CrmImportPlan *self, const CrmKind *kind, sqlite3_stmt *statement, GArray *entities, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  CrmId id;
  int step;

  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      g_array_append_val (ids, id);
  if (step < 0)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      guint entity;

      if (!crm_import_plan_find_by_id (self, kind, &g_array_index (ids, CrmId, i), &entity, error))
        return FALSE;
      if (entity != CRM_IMPORT_NONE)
        g_array_append_val (entities, entity);
    }
  return TRUE;
}

/* A card's UID may be an id of ours: "urn:uuid:…" (RFC 6350, 6.7.6). */
gboolean
crm_import_plan_parse_urn (const char *external_id, CrmId *id)
{
  return g_str_has_prefix (external_id, "urn:uuid:") && crm_id_parse (external_id + strlen ("urn:uuid:"), id);
}

static gboolean
find_by_urn (CrmImportPlan *self, const CrmKind *kind, gboolean company, const char *external_id, guint *entity, GError **error)
{
  CrmId id;

  *entity = CRM_IMPORT_NONE;
  if (!crm_import_plan_parse_urn (external_id, &id))
    return TRUE;
  if (!crm_import_plan_find_by_id (self, kind, &id, entity, error))
    return FALSE;
  if (*entity != CRM_IMPORT_NONE)
    {
      const CrmImportEntity *found = crm_import_plan_entity (self, *entity);

      if (found->kind != kind || found->is_deleted || (kind->id == CRM_KIND_CUSTOMER && found->is_company != company))
        *entity = CRM_IMPORT_NONE;
    }
  return TRUE;
}

static const char *
get_external_sql (const CrmKind *kind, gboolean company)
{
  if (kind->id == CRM_KIND_PERSON)
    return "SELECT id FROM person WHERE external_id = ? AND deleted = 0 ORDER BY rowid LIMIT 1";
  return company ? "SELECT id FROM customer WHERE external_id = ? AND deleted = 0 AND type IS NOT 'individual' ORDER BY rowid LIMIT 1"
                 : "SELECT id FROM customer WHERE external_id = ? AND deleted = 0 AND type = 'individual' ORDER BY rowid LIMIT 1";
}

gboolean
crm_import_plan_find_by_external_id (CrmImportPlan *self, const CrmKind *kind, gboolean company, const char *external_id, guint *entity, GError **error)
{
  g_autoptr (GArray) entities = NULL;
  sqlite3_stmt *statement;

  *entity = CRM_IMPORT_NONE;
  if (crm_import_index_find (self->index, hash_text (self, get_external_type (kind, company), 0, external_id), entity, 1) > 0)
    return TRUE;
  if (!find_by_urn (self, kind, company, external_id, entity, error))
    return FALSE;
  if (*entity != CRM_IMPORT_NONE)
    return TRUE;
  if (kind->id == CRM_KIND_PERSON ? !self->has_people : !self->has_customers)
    return TRUE;
  statement = crm_connection_prepare_static (self->connection, get_external_sql (kind, company), error);
  if (statement == NULL)
    return FALSE;
  entities = g_array_new (FALSE, FALSE, sizeof (guint));
  sqlite3_bind_text (statement, 1, external_id, -1, SQLITE_TRANSIENT);
  if (!know_all (self, kind, statement, entities, error))
    return FALSE;
  if (entities->len > 0)
    *entity = g_array_index (entities, guint, 0);
  return TRUE;
}

/* ── by name ── */

static gboolean
find_by_name_key (CrmImportPlan *self, gboolean company, const CrmValue *name_key, GArray *entities, GError **error)
{
  guint found[MAX_CANDIDATES];
  sqlite3_stmt *statement;
  guint n;

  if (name_key->type != CRM_VALUE_TEXT)
    return TRUE;
  n = crm_import_index_find (self->index, hash_text (self, company ? CRM_KEY_COMPANY_NAME : CRM_KEY_INDIVIDUAL_NAME, 0, name_key->text), found, MAX_CANDIDATES);
  g_array_append_vals (entities, found, n);
  if (!self->has_customers)
    return TRUE;
  statement = crm_connection_prepare_static (self->connection,
                                             company ? "SELECT id FROM customer WHERE name_key = ? AND deleted = 0 AND type IS NOT 'individual' ORDER BY rowid LIMIT 64"
                                                     : "SELECT id FROM customer WHERE name_key = ? AND deleted = 0 AND type = 'individual' ORDER BY rowid LIMIT 64",
                                             error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name_key->text, -1, SQLITE_TRANSIENT);
  return know_all (self, &crm_kind_customer, statement, entities, error);
}

gboolean
crm_import_plan_find_by_name (CrmImportPlan *self, gboolean company, const CrmValue *name_key, guint but, guint *entity, GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (guint));

  *entity = CRM_IMPORT_NONE;
  if (!find_by_name_key (self, company, name_key, candidates, error))
    return FALSE;
  for (guint i = 0; i < candidates->len && *entity == CRM_IMPORT_NONE; i++)
    if (g_array_index (candidates, guint, i) != but)
      *entity = g_array_index (candidates, guint, i);
  return TRUE;
}

gboolean
crm_import_plan_find_named_customer (CrmImportPlan *self, const char *name, gboolean han_first, guint but, guint *entity, GError **error)
{
  static const CrmNameKind kinds[] = { CRM_NAME_COMPANY, CRM_NAME_PERSON };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *key = crm_text_sort_key (name, kinds[i], han_first);
      g_auto (CrmValue) name_key = crm_value_text (key);

      if (!crm_import_plan_find_by_name (self, kinds[i] == CRM_NAME_COMPANY, &name_key, but, entity, error))
        return FALSE;
      if (*entity != CRM_IMPORT_NONE)
        return TRUE;
    }
  return TRUE;
}

gboolean
crm_import_plan_find_named_person (CrmImportPlan *self, const char *name, gboolean han_first, guint *entity, GError **error)
{
  g_autofree char *key = crm_text_sort_key (name, CRM_NAME_PERSON, han_first);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  sqlite3_stmt *statement;

  *entity = CRM_IMPORT_NONE;
  if (crm_import_index_find (self->index, hash_text (self, CRM_KEY_PERSON_NAME, 0, key), entity, 1) > 0 || !self->has_people)
    return TRUE;
  statement = crm_connection_prepare_static (self->connection, "SELECT id FROM person WHERE name_key = ? AND deleted = 0 ORDER BY rowid LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  if (!know_all (self, &crm_kind_person, statement, found, error))
    return FALSE;
  if (found->len > 0)
    *entity = g_array_index (found, guint, 0);
  return TRUE;
}

/* Two rows of one import with different ids elsewhere, or with ids of ours, are about two records whatever else they share. */
static gboolean
is_another (CrmImportPlan *self, guint candidate, guint64 external)
{
  const CrmImportEntity *entity = crm_import_plan_entity (self, candidate);

  if (!entity->is_seen && !entity->is_fresh)
    return FALSE;
  return !crm_id_is_nil (&self->draft->id) || (external != 0 && entity->external != 0 && external != entity->external);
}

gboolean
crm_import_plan_find_company (CrmImportPlan *self, const char *external_id, const CrmValue *name_key, guint *entity, GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  guint64 external = external_id != NULL ? hash_text (self, CRM_KEY_EXTERNAL_COMPANY, 0, external_id) : 0;

  *entity = CRM_IMPORT_NONE;
  if (external_id != NULL && (self->mapping->match & CRM_IMPORT_MATCH_ID) != 0)
    {
      if (!crm_import_plan_find_by_external_id (self, &crm_kind_customer, TRUE, external_id, entity, error))
        return FALSE;
      if (*entity != CRM_IMPORT_NONE)
        return TRUE;
    }
  if (!find_by_name_key (self, TRUE, name_key, candidates, error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    {
      guint candidate = g_array_index (candidates, guint, i);

      if (is_another (self, candidate, external))
        continue;
      *entity = candidate;
      return TRUE;
    }
  return TRUE;
}

/* ── by contact points ── */

/* The owners of a contact point: customers and people. */
static gboolean
find_owners (CrmImportPlan *self, const CrmDraftPoint *point, GArray *entities, GError **error)
{
  guint found[MAX_CANDIDATES], n;
  sqlite3_stmt *statement;
  g_autoptr (GArray) ids = NULL;
  int step;

  n = crm_import_index_find (self->index, hash_text (self, CRM_KEY_POINT, point->kind, point->key.text), found, MAX_CANDIDATES);
  g_array_append_vals (entities, found, n);
  if (!self->has_points)
    return TRUE;
  statement = crm_connection_prepare_static (self->connection,
                                             "SELECT customer, person FROM contact_point WHERE value_key = ? AND kind = ? AND deleted = 0 ORDER BY rowid LIMIT 64",
                                             error);
  if (statement == NULL)
    return FALSE;
  ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  sqlite3_bind_text (statement, 1, point->key.text, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, crm_point_kind_get_name (point->kind), -1, SQLITE_STATIC);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmId owner[2]; /* the second is nil for a customer, and only marks the kind */

      if (crm_statement_read_id (statement, 0, &owner[0]))
        memset (&owner[1], 0, sizeof owner[1]);
      else if (crm_statement_read_id (statement, 1, &owner[0]))
        owner[1] = owner[0];
      else
        continue;
      g_array_append_vals (ids, owner, 2);
    }
  for (guint i = 0; step == 0 && i < ids->len; i += 2)
    {
      guint entity;

      if (!crm_import_plan_find_by_id (self, crm_id_is_nil (&g_array_index (ids, CrmId, i + 1)) ? &crm_kind_customer : &crm_kind_person, &g_array_index (ids, CrmId, i), &entity, error))
        return FALSE;
      if (entity != CRM_IMPORT_NONE)
        g_array_append_val (entities, entity);
    }
  return step == 0;
}

typedef struct
{
  gboolean company;
  const char *name;
  guint64 external[2]; /* as a customer's, as a person's */
  guint best;
  Fit fit;
  guint n_other_names;
} Search;

static Fit
judge (CrmImportPlan *self, const Search *search, guint candidate, gboolean shared)
{
  const CrmImportEntity *entity = crm_import_plan_entity (self, candidate);
  gboolean is_person = entity->kind->id == CRM_KIND_PERSON;

  if (entity->is_deleted)
    return FIT_NOT;
  if (search->company ? is_person || !entity->is_company : entity->is_company)
    return FIT_NOT;
  if (is_another (self, candidate, search->external[is_person]))
    return FIT_NOT;
  if (search->name == NULL || entity->name == NULL)
    return FIT_LIKE;
  if (strcmp (search->name, entity->name) == 0)
    return FIT_SAME;
  if (crm_import_name_agree (search->name, entity->name))
    return FIT_LIKE;
  return shared || entity->is_fresh || entity->is_seen ? FIT_NOT : FIT_OTHER_NAME;
}

static void
consider (CrmImportPlan *self, Search *search, guint candidate, gboolean shared)
{
  Fit fit = judge (self, search, candidate, shared);

  if (fit == FIT_OTHER_NAME && search->best != candidate)
    search->n_other_names++;
  if (fit > search->fit)
    {
      search->fit = fit;
      search->best = candidate;
    }
}

static gboolean
search_points (CrmImportPlan *self, Search *search, GArray *points, CrmPointKind kind, GError **error)
{
  for (guint i = 0; i < points->len; i++)
    {
      const CrmDraftPoint *point = &g_array_index (points, CrmDraftPoint, i);
      g_autoptr (GArray) owners = NULL;

      if (point->kind != kind || !point->is_valid)
        continue;
      owners = g_array_new (FALSE, FALSE, sizeof (guint));
      if (!find_owners (self, point, owners, error))
        return FALSE;
      for (guint j = 0; j < owners->len; j++)
        consider (self, search, g_array_index (owners, guint, j), point->is_shared);
    }
  return TRUE;
}

/* ── a candidate by name only ── */

static gboolean
read_exists (CrmImportPlan *self, const CrmImportEntity *entity, CrmPointKind kind, gboolean *exists, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection,
                                                           entity->kind->id == CRM_KIND_PERSON ? "SELECT 1 FROM contact_point WHERE person = ? AND kind = ? AND deleted = 0 LIMIT 1"
                                                                                               : "SELECT 1 FROM contact_point WHERE customer = ? AND kind = ? AND deleted = 0 LIMIT 1",
                                                           error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &entity->id);
  sqlite3_bind_text (statement, 2, crm_point_kind_get_name (kind), -1, SQLITE_STATIC);
  step = crm_connection_next (self->connection, statement, error);
  *exists = step > 0;
  sqlite3_reset (statement);
  return step >= 0;
}

/* Whether the candidate is reached in the way that the row's own points are, and so would have been found by them. */
static gboolean
has_other_points (CrmImportPlan *self, guint candidate, GArray *points, gboolean *has, GError **error)
{
  *has = FALSE;
  for (guint i = 0; i < points->len && !*has; i++)
    {
      const CrmDraftPoint *point = &g_array_index (points, CrmDraftPoint, i);
      const CrmImportEntity *entity = crm_import_plan_entity (self, candidate);
      gboolean used = (point->kind == CRM_POINT_EMAIL && (self->mapping->match & CRM_IMPORT_MATCH_EMAIL) != 0) || (point->kind == CRM_POINT_PHONE && (self->mapping->match & CRM_IMPORT_MATCH_PHONE) != 0);

      if (!used || !point->is_valid)
        continue;
      *has = point->kind == CRM_POINT_EMAIL ? entity->has_email : entity->has_phone;
      if (!*has && !entity->is_fresh && !read_exists (self, entity, point->kind, has, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
search_name (CrmImportPlan *self, Search *search, GArray *points, const CrmValue *name_key, GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!find_by_name_key (self, search->company, name_key, candidates, error))
    return FALSE;
  for (guint i = 0; i < candidates->len && search->fit < FIT_LIKE; i++)
    {
      guint candidate = g_array_index (candidates, guint, i);
      gboolean other = FALSE;

      if (is_another (self, candidate, search->external[0]))
        continue;
      if (!search->company && (self->mapping->match & CRM_IMPORT_MATCH_NAME) == 0 && !has_other_points (self, candidate, points, &other, error))
        return FALSE;
      if (!other)
        {
          search->best = candidate;
          search->fit = FIT_SAME;
        }
    }
  return TRUE;
}

static gboolean
search_external (CrmImportPlan *self, Search *search, const char *external_id, GError **error)
{
  guint entity;

  if (!crm_import_plan_find_by_external_id (self, &crm_kind_customer, search->company, external_id, &entity, error))
    return FALSE;
  if (entity == CRM_IMPORT_NONE && !search->company && !crm_import_plan_find_by_external_id (self, &crm_kind_person, FALSE, external_id, &entity, error))
    return FALSE;
  if (entity != CRM_IMPORT_NONE)
    {
      search->best = entity;
      search->fit = FIT_SAME;
    }
  return TRUE;
}

gboolean
crm_import_plan_find_subject (CrmImportPlan *self, gboolean company, const CrmId *id, const char *external_id, GArray *points, const char *name, const CrmValue *name_key, guint *entity, GError **error)
{
  Search search = { .company = company, .name = name, .best = CRM_IMPORT_NONE };
  guint match = self->mapping->match;

  *entity = CRM_IMPORT_NONE;
  if (!crm_id_is_nil (id) && (match & CRM_IMPORT_MATCH_ID) != 0 && !crm_import_plan_find_by_id (self, &crm_kind_customer, id, entity, error))
    return FALSE;
  if (*entity != CRM_IMPORT_NONE && crm_import_plan_entity (self, *entity)->kind->id == CRM_KIND_CUSTOMER)
    return TRUE;
  if (external_id != NULL)
    {
      search.external[0] = hash_text (self, get_external_type (&crm_kind_customer, company), 0, external_id);
      search.external[1] = hash_text (self, CRM_KEY_EXTERNAL_PERSON, 0, external_id);
      if ((match & CRM_IMPORT_MATCH_ID) != 0 && !search_external (self, &search, external_id, error))
        return FALSE;
    }
  if (search.fit < FIT_LIKE && (match & CRM_IMPORT_MATCH_EMAIL) != 0 && !search_points (self, &search, points, CRM_POINT_EMAIL, error))
    return FALSE;
  if (search.fit < FIT_LIKE && (match & CRM_IMPORT_MATCH_PHONE) != 0 && !search_points (self, &search, points, CRM_POINT_PHONE, error))
    return FALSE;
  /* One address under several other names tells nothing. */
  if (search.fit == FIT_OTHER_NAME && search.n_other_names > 1)
    search = (Search){ .company = company, .name = name, .external = { search.external[0], search.external[1] }, .best = CRM_IMPORT_NONE };
  if (search.fit == FIT_NOT && name_key != NULL && !search_name (self, &search, points, name_key, error))
    return FALSE;
  *entity = search.best;
  return TRUE;
}

/* ── people of a customer ── */

/* Reads the names of the people a customer has in the file, once. */
static gboolean
load_members (CrmImportPlan *self, guint customer, GError **error)
{
  CrmImportEntity *entity = crm_import_plan_entity (self, customer);
  g_autoptr (GArray) people = NULL;
  sqlite3_stmt *statement;

  if (entity->is_loaded || entity->is_fresh || !self->has_people)
    return TRUE;
  entity->is_loaded = TRUE;
  statement = crm_connection_prepare_static (self->connection,
                                             "SELECT r.person FROM role r JOIN person p ON p.id = r.person WHERE r.customer = ? AND r.deleted = 0 AND p.deleted = 0 ORDER BY r.rowid",
                                             error);
  if (statement == NULL)
    return FALSE;
  people = g_array_new (FALSE, FALSE, sizeof (guint));
  crm_statement_bind_id (statement, 1, &entity->id);
  if (!know_all (self, &crm_kind_person, statement, people, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      guint person = g_array_index (people, guint, i);
      g_autoptr (CrmRecord) record = NULL;
      const char *key;

      if (!crm_import_plan_read (self, person, &record, error))
        return FALSE;
      key = record != NULL ? crm_record_get_text (record, CRM_PERSON_NAME_KEY) : NULL;
      if (key != NULL)
        crm_import_index_add_key (self->index, hash_text (self, CRM_KEY_MEMBER_NAME, customer, key), person);
    }
  return TRUE;
}

gboolean
crm_import_plan_find_member (CrmImportPlan *self, guint customer, const CrmDraftPerson *person, gboolean by_name_alone, guint *entity, GError **error)
{
  guint found[MAX_CANDIDATES], n;

  *entity = CRM_IMPORT_NONE;
  if (person->name_key.type != CRM_VALUE_TEXT)
    return TRUE;
  if (!load_members (self, customer, error))
    return FALSE;
  n = crm_import_index_find (self->index, hash_text (self, CRM_KEY_MEMBER_NAME, customer, person->name_key.text), found, MAX_CANDIDATES);
  for (guint i = 0; i < n; i++)
    {
      gboolean other = FALSE;

      if (is_another (self, found[i], 0))
        continue;
      if (!by_name_alone && !has_other_points (self, found[i], person->points, &other, error))
        return FALSE;
      if (!other)
        {
          *entity = found[i];
          return TRUE;
        }
    }
  return TRUE;
}

gboolean
crm_import_plan_find_employer (CrmImportPlan *self, guint person, const CrmValue *name_key, guint *customer, GError **error)
{
  const CrmImportEntity *entity = crm_import_plan_entity (self, person);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  sqlite3_stmt *statement;

  *customer = CRM_IMPORT_NONE;
  if (name_key == NULL && crm_import_index_find (self->index, crm_import_index_hash (self->index, CRM_KEY_ROLE, person, NULL, 0), customer, 1) > 0)
    return TRUE;
  if (entity->is_fresh)
    return TRUE;
  statement = crm_connection_prepare_static (self->connection,
                                             "SELECT c.id FROM role r JOIN customer c ON c.id = r.customer WHERE r.person = ?1 AND r.deleted = 0 AND c.deleted = 0"
                                             " AND (?2 IS NULL OR c.name_key = ?2) ORDER BY r.rowid LIMIT 1",
                                             error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &entity->id);
  if (name_key != NULL && name_key->type == CRM_VALUE_TEXT)
    sqlite3_bind_text (statement, 2, name_key->text, -1, SQLITE_TRANSIENT);
  if (!know_all (self, &crm_kind_customer, statement, found, error))
    return FALSE;
  if (found->len > 0)
    *customer = g_array_index (found, guint, 0);
  return TRUE;
}
