/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of an import changes in the records it is about. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-import-plan-private.h"

#include "core/schema/crm-schema-workspace.h"

#include <string.h>

#define MAX_ROLES 16

static guint64
hash_text (CrmImportPlan *self, CrmImportKeyType type, guint64 number, const char *text)
{
  return crm_import_index_hash (self->index, type, number, text, strlen (text));
}

/* Adds the key unless it is there. */
static gboolean
claim (CrmImportPlan *self, guint64 key, guint entity)
{
  guint found;

  if (crm_import_index_find (self->index, key, &found, 1) > 0)
    return FALSE;
  crm_import_index_add_key (self->index, key, entity);
  return TRUE;
}

/* ── values ── */

gboolean
crm_import_plan_open (CrmImportPlan *self, guint entity, CrmImportTarget *target, GError **error)
{
  *target = (CrmImportTarget){ .entity = entity };
  return crm_import_plan_read (self, entity, &target->record, error);
}

void
crm_import_target_clear (CrmImportTarget *target)
{
  g_clear_pointer (&target->record, crm_record_unref);
}

CrmChange *
crm_import_plan_change (CrmImportPlan *self, CrmImportTarget *target)
{
  CrmImportEntity *entity = crm_import_plan_entity (self, target->entity);

  if (target->change == NULL)
    target->change = crm_edit_update (self->edit, entity->kind, &entity->id);
  return target->change;
}

void
crm_import_plan_offer (CrmImportPlan *self, CrmImportTarget *target, guint field, const CrmValue *value)
{
  CrmImportEntity *entity = crm_import_plan_entity (self, target->entity);
  guint64 bit = G_GUINT64_CONSTANT (1) << field;
  const CrmValue *present = target->record != NULL ? &target->record->values[field] : NULL;

  g_assert (field < 64);
  if (value->type == CRM_VALUE_NONE)
    return;
  if ((entity->claimed & bit) != 0)
    {
      if (present != NULL && !crm_value_equal (present, value))
        self->report->n_left++;
      return;
    }
  entity->claimed |= bit;
  if (present != NULL && (crm_value_equal (present, value) || (present->type != CRM_VALUE_NONE && self->mapping->update == CRM_IMPORT_FILL)))
    return;
  crm_change_set (crm_import_plan_change (self, target), field, crm_value_copy (value));
}

/* ── notes ── */

static gboolean
read_text (CrmImportPlan *self, const CrmImportEntity *entity, guint field, char **text, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  GError *local_error = NULL;

  record = crm_connection_read_record (self->connection, entity->kind, &entity->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  *text = record != NULL ? g_strdup (crm_record_get_text (record, field)) : NULL;
  return TRUE;
}

/* Notes grow: what is there was written by somebody, and each row has something to say. */
gboolean
crm_import_plan_add_note (CrmImportPlan *self, CrmImportTarget *target, guint field, const char *text, GError **error)
{
  CrmImportEntity *entity = crm_import_plan_entity (self, target->entity);
  const char *present = target->record != NULL ? crm_record_get_text (target->record, field) : NULL;
  guint64 bit = G_GUINT64_CONSTANT (1) << field;
  GString *note;

  if (!claim (self, hash_text (self, CRM_KEY_NOTE, target->entity, text), target->entity) || (present != NULL && strstr (present, text) != NULL))
    return TRUE;
  if (present != NULL && self->mapping->update == CRM_IMPORT_FILL && (entity->claimed & bit) == 0)
    return TRUE;
  note = g_hash_table_lookup (self->notes, GUINT_TO_POINTER (target->entity));
  if (note == NULL)
    {
      g_autofree char *before = NULL;

      /* What an earlier batch wrote stands in the file by now; a rehearsal only needs to know that it changes. */
      if ((entity->claimed & bit) != 0 && !self->rehearsal && !read_text (self, entity, field, &before, error))
        return FALSE;
      note = g_string_new (before != NULL ? before : present);
      g_hash_table_insert (self->notes, GUINT_TO_POINTER (target->entity), note);
    }
  entity->claimed |= bit;
  if (note->len > 0)
    g_string_append_c (note, '\n');
  g_string_append (note, text);
  crm_change_set_text (crm_import_plan_change (self, target), field, note->str);
  return TRUE;
}

/* ── contact points ── */

static gboolean
update_point (CrmImportPlan *self, sqlite3_stmt *statement, const CrmDraftPoint *point, gboolean *found, GError **error)
{
  int step = crm_connection_next (self->connection, statement, error);
  CrmChange *change = NULL;
  CrmId id;

  *found = step > 0;
  if (step > 0 && crm_statement_read_id (statement, 0, &id))
    {
      const char *label = (const char *)sqlite3_column_text (statement, 1);
      gboolean replaces = self->mapping->exact && self->mapping->update == CRM_IMPORT_REPLACE;

      if (point->label.type == CRM_VALUE_TEXT && (label == NULL || (replaces && strcmp (label, point->label.text) != 0)))
        crm_change_set (change = crm_edit_update (self->edit, &crm_kind_contact_point, &id), CRM_CONTACT_POINT_LABEL, crm_value_copy (&point->label));
      if (point->opt_out && sqlite3_column_int (statement, 2) == 0)
        crm_change_set_integer (change != NULL ? change : crm_edit_update (self->edit, &crm_kind_contact_point, &id), CRM_CONTACT_POINT_OPT_OUT, 1);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

/* Whether the file has the point for its owner; what the row adds to it is written. */
static gboolean
find_in_file (CrmImportPlan *self, const CrmImportEntity *owner, const CrmDraftPoint *point, gboolean *found, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection,
                                                           owner->kind->id == CRM_KIND_PERSON
                                                               ? "SELECT id, label, opt_out FROM contact_point WHERE value_key = ? AND kind = ? AND person = ? AND deleted = 0 ORDER BY rowid LIMIT 1"
                                                               : "SELECT id, label, opt_out FROM contact_point WHERE value_key = ? AND kind = ? AND customer = ? AND deleted = 0 ORDER BY rowid LIMIT 1",
                                                           error);

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, point->key.text, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, crm_point_kind_get_name (point->kind), -1, SQLITE_STATIC);
  crm_statement_bind_id (statement, 3, &owner->id);
  return update_point (self, statement, point, found, error);
}

static void
create_point (CrmImportPlan *self, CrmImportEntity *owner, const CrmDraftPoint *point)
{
  CrmId id = crm_id_new (self->now);
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_contact_point, &id);

  crm_change_set_id (change, owner->kind->id == CRM_KIND_PERSON ? (guint)CRM_CONTACT_POINT_PERSON : (guint)CRM_CONTACT_POINT_CUSTOMER, &owner->id);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, crm_point_kind_get_name (point->kind));
  crm_change_set (change, CRM_CONTACT_POINT_VALUE, crm_value_copy (&point->value));
  crm_change_set (change, CRM_CONTACT_POINT_KEY, crm_value_copy (&point->key));
  if (point->label.type != CRM_VALUE_NONE)
    crm_change_set (change, CRM_CONTACT_POINT_LABEL, crm_value_copy (&point->label));
  if (point->opt_out)
    crm_change_set_integer (change, CRM_CONTACT_POINT_OPT_OUT, 1);
  owner->has_phone = owner->has_phone || point->kind == CRM_POINT_PHONE;
  owner->has_email = owner->has_email || point->kind == CRM_POINT_EMAIL;
}

gboolean
crm_import_plan_add_points (CrmImportPlan *self, const CrmImportTarget *target, GArray *points, GError **error)
{
  for (guint i = 0; i < points->len; i++)
    {
      const CrmDraftPoint *point = &g_array_index (points, CrmDraftPoint, i);
      CrmImportEntity *owner = crm_import_plan_entity (self, target->entity);
      gboolean found = FALSE;

      if (!claim (self, hash_text (self, CRM_KEY_HAS_POINT, (guint64)target->entity * CRM_N_POINT_KINDS + point->kind, point->key.text), target->entity))
        continue;
      if (!owner->is_fresh && !find_in_file (self, owner, point, &found, error))
        return FALSE;
      if (found)
        continue;
      create_point (self, owner, point);
      if (point->is_valid)
        crm_import_index_add_key (self->index, hash_text (self, CRM_KEY_POINT, point->kind, point->key.text), target->entity);
    }
  return TRUE;
}

/* ── roles ── */

static guint64
hash_role (CrmImportPlan *self, guint customer, guint person)
{
  return crm_import_index_hash (self->index, CRM_KEY_ROLE, (guint64)customer << 32 | person, "r", 1);
}

/* The roles of a person at a customer, in the order they were made. */
static gboolean
find_roles (CrmImportPlan *self, guint customer, guint person, GArray *roles, GError **error)
{
  const CrmImportEntity *at = crm_import_plan_entity (self, customer), *who = crm_import_plan_entity (self, person);
  guint found[MAX_ROLES], n = crm_import_index_find (self->index, hash_role (self, customer, person), found, MAX_ROLES);
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *statement;
  CrmId id;
  int step;

  if (!at->is_fresh && !who->is_fresh)
    {
      statement = crm_connection_prepare_static (self->connection, "SELECT id FROM role WHERE person = ? AND customer = ? AND deleted = 0 ORDER BY rowid", error);
      if (statement == NULL)
        return FALSE;
      ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
      crm_statement_bind_id (statement, 1, &who->id);
      crm_statement_bind_id (statement, 2, &at->id);
      while ((step = crm_connection_next (self->connection, statement, error)) > 0)
        if (crm_statement_read_id (statement, 0, &id))
          g_array_append_val (ids, id);
      if (step < 0)
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          guint role;

          if (!crm_import_plan_find_by_id (self, &crm_kind_role, &g_array_index (ids, CrmId, i), &role, error))
            return FALSE;
          if (role != CRM_IMPORT_NONE && !crm_import_plan_entity (self, role)->is_fresh)
            g_array_append_val (roles, role);
        }
    }
  g_array_append_vals (roles, found, n);
  return TRUE;
}

static guint
create_role (CrmImportPlan *self, guint customer, guint person, CrmImportTarget *target)
{
  CrmId id = crm_id_new (self->now);
  guint role = crm_import_index_add (self->index, &crm_kind_role, &id);
  CrmId at = crm_import_plan_entity (self, customer)->id, who = crm_import_plan_entity (self, person)->id;

  crm_import_plan_entity (self, role)->is_fresh = TRUE;
  crm_import_index_add_key (self->index, crm_import_index_hash (self->index, CRM_KEY_ID, 0, id.bytes, CRM_ID_LENGTH), role);
  crm_import_index_add_key (self->index, hash_role (self, customer, person), role);
  crm_import_index_add_key (self->index, crm_import_index_hash (self->index, CRM_KEY_ROLE, person, NULL, 0), customer);
  *target = (CrmImportTarget){ .entity = role, .change = crm_edit_create (self->edit, &crm_kind_role, &id) };
  crm_change_set_id (target->change, CRM_ROLE_CUSTOMER, &at);
  crm_change_set_id (target->change, CRM_ROLE_PERSON, &who);
  return role;
}

static gboolean
is_used (const CrmImportPlan *self, guint role)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (g_array_index (self->roles, guint, i) == role)
      return TRUE;
  return FALSE;
}

/* How many fields the row and the role agree in. */
static int
compare_role (const CrmRecord *record, const CrmValue *values)
{
  int score = 0;

  for (guint field = CRM_ROLE_TITLE; record != NULL && field < CRM_ROLE_N_FIELDS; field++)
    score += crm_value_equal (&record->values[field], &values[field]);
  return score;
}

/* The role the row means, of those it has not used yet; CRM_IMPORT_NONE for a new one. */
static gboolean
choose_role (CrmImportPlan *self, GArray *roles, const CrmValue *values, guint *role, GError **error)
{
  int best = -1;

  *role = CRM_IMPORT_NONE;
  for (guint i = 0; i < roles->len; i++)
    {
      guint candidate = g_array_index (roles, guint, i);
      g_autoptr (CrmRecord) record = NULL;
      int score;

      if (is_used (self, candidate))
        continue;
      if (roles->len > 1 && !crm_import_plan_read (self, candidate, &record, error))
        return FALSE;
      score = compare_role (record, values);
      if (score > best)
        {
          best = score;
          *role = candidate;
        }
    }
  return TRUE;
}

gboolean
crm_import_plan_add_role (CrmImportPlan *self, guint customer, guint person, const CrmValue *values, GError **error)
{
  g_autoptr (GArray) roles = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (CrmImportTarget) target = { 0 };
  guint role;

  if (!find_roles (self, customer, person, roles, error) || !choose_role (self, roles, values, &role, error))
    return FALSE;
  if (role == CRM_IMPORT_NONE)
    role = create_role (self, customer, person, &target);
  else if (!crm_import_plan_open (self, role, &target, error))
    return FALSE;
  g_array_append_val (self->roles, role);
  for (guint field = CRM_ROLE_TITLE; field < CRM_ROLE_N_FIELDS; field++)
    crm_import_plan_offer (self, &target, field, &values[field]);
  return TRUE;
}

/* ── tags and users ── */

static gboolean
load_names (CrmImportPlan *self, const char *sql, GHashTable *table, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      const char *name = (const char *)sqlite3_column_text (statement, 1);
      char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;
      CrmId id;

      if (folded != NULL && crm_statement_read_id (statement, 0, &id) && !g_hash_table_contains (table, folded))
        g_hash_table_insert (table, folded, g_memdup2 (&id, sizeof id));
      else
        g_free (folded);
    }
  return step == 0;
}

/* The record of that name, made when there is none. */
static gboolean
find_named (CrmImportPlan *self, GHashTable **table, const CrmKind *kind, const char *sql, const char *name, CrmId *id, GError **error)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const CrmId *known;

  if (*table == NULL)
    {
      *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      if (!load_names (self, sql, *table, error))
        return FALSE;
    }
  known = g_hash_table_lookup (*table, folded);
  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  *id = crm_id_new (self->now);
  crm_change_set_text (crm_edit_create (self->edit, kind, id), (guint)kind->title, name);
  g_hash_table_insert (*table, g_steal_pointer (&folded), g_memdup2 (id, sizeof *id));
  return TRUE;
}

/* ── custom fields ── */

gboolean
crm_import_plan_read_custom (CrmImportPlan *self, guint customer, GPtrArray **values, GError **error)
{
  const CrmImportEntity *owner = crm_import_plan_entity (self, customer);

  *values = owner->is_fresh ? g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref) : crm_custom_values_read (self->connection, &owner->id, error);
  return *values != NULL;
}

static gboolean
offer_custom (CrmImportPlan *self, guint customer, guint place, GPtrArray *values, GError **error)
{
  CrmCustomField *field = crm_import_custom_get_field (self->custom, place);
  const CrmImportEntity *owner = crm_import_plan_entity (self, customer);
  const CrmValue *value = &self->draft->custom[place];
  const CrmRecord *record = crm_custom_field_find_value (field, values);
  const CrmValue *present = crm_custom_field_get_value (field, record);

  if (!claim (self, crm_import_index_hash (self->index, CRM_KEY_CUSTOM_VALUE, (guint64)customer << 32 | place, "c", 1), customer))
    {
      self->report->n_left += record != NULL && field->field.type != CRM_TYPE_REFERENCE && !crm_value_equal (present, value);
      return TRUE;
    }
  if (crm_value_equal (present, value) || (present->type != CRM_VALUE_NONE && self->mapping->update == CRM_IMPORT_FILL))
    return TRUE;
  if (field->field.type == CRM_TYPE_REFERENCE)
    return crm_import_plan_offer_reference (self, customer, place, value->text, record, error);
  crm_import_custom_use (self->custom, self->edit, place, value);
  crm_custom_field_set_value (field, self->edit, &owner->id, record, crm_value_copy (value));
  return TRUE;
}

gboolean
crm_import_plan_add_custom (CrmImportPlan *self, const CrmImportTarget *customer, GError **error)
{
  g_autoptr (GPtrArray) values = NULL;

  for (guint place = 0; place < self->draft->n_custom; place++)
    {
      if (self->draft->custom[place].type == CRM_VALUE_NONE)
        continue;
      if (values == NULL && !crm_import_plan_read_custom (self, customer->entity, &values, error))
        return FALSE;
      if (!offer_custom (self, customer->entity, place, values, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_import_plan_find_user (CrmImportPlan *self, const char *name, const CrmId *present, CrmId *user, GError **error)
{
  GError *local_error = NULL;

  /* Of two users of one name the customer's own owner is meant. */
  if (present != NULL)
    {
      g_autoptr (CrmRecord) record = crm_connection_read_record (self->connection, &crm_kind_user, present, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record != NULL && g_strcmp0 (crm_record_get_text (record, CRM_USER_NAME), name) == 0)
        {
          *user = *present;
          return TRUE;
        }
    }
  return find_named (self, &self->users, &crm_kind_user, "SELECT id, name FROM user WHERE deleted = 0 ORDER BY rowid", name, user, error);
}

static gboolean
has_tagging (CrmImportPlan *self, const CrmImportEntity *customer, const CrmId *tag, gboolean *has, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT 1 FROM tagging WHERE customer = ? AND tag = ? AND deleted = 0 LIMIT 1", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &customer->id);
  crm_statement_bind_id (statement, 2, tag);
  step = crm_connection_next (self->connection, statement, error);
  *has = step > 0;
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_import_plan_add_tags (CrmImportPlan *self, const CrmImportTarget *customer, GPtrArray *names, GError **error)
{
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const CrmImportEntity *entity = crm_import_plan_entity (self, customer->entity);
      gboolean has = FALSE;
      CrmChange *change;
      CrmId tag, tagging;

      if (!find_named (self, &self->tags, &crm_kind_tag, "SELECT id, name FROM tag WHERE deleted = 0 ORDER BY rowid", names->pdata[i], &tag, error))
        return FALSE;
      if (!claim (self, crm_import_index_hash (self->index, CRM_KEY_TAGGING, customer->entity, tag.bytes, CRM_ID_LENGTH), customer->entity))
        continue;
      if (!entity->is_fresh && !has_tagging (self, entity, &tag, &has, error))
        return FALSE;
      if (has)
        continue;
      tagging = crm_tagging_make_id (&entity->id, &tag);
      change = crm_edit_create (self->edit, &crm_kind_tagging, &tagging);
      crm_change_set_id (change, CRM_TAGGING_CUSTOMER, &entity->id);
      crm_change_set_id (change, CRM_TAGGING_TAG, &tag);
    }
  return TRUE;
}

/* ── interactions ── */

/* The same words at the same moment are the same interaction, however often the file is imported. */
static CrmId
get_interaction_id (const CrmImportEntity *customer, const CrmValue *values)
{
  const char *text = values[CRM_INTERACTION_TEXT].type == CRM_VALUE_TEXT ? values[CRM_INTERACTION_TEXT].text : "";
  const char *external = values[CRM_INTERACTION_EXTERNAL_ID].type == CRM_VALUE_TEXT ? values[CRM_INTERACTION_EXTERNAL_ID].text : NULL;
  g_autofree char *name = external != NULL ? g_strdup_printf ("import %s", external)
                                           : g_strdup_printf ("import %" G_GINT64_FORMAT " %s %s", values[CRM_INTERACTION_AT].integer, values[CRM_INTERACTION_KIND].text, text);

  return crm_id_from_name (&customer->id, name);
}

static void
set_zone (CrmImportPlan *self, CrmImportTarget *target, GTimeZone *zone)
{
  if (target->record == NULL && zone != NULL)
    crm_change_set_text (crm_import_plan_change (self, target), CRM_INTERACTION_ZONE, g_time_zone_get_identifier (zone));
}

gboolean
crm_import_plan_add_interaction (CrmImportPlan *self, guint customer, guint person, GError **error)
{
  CrmImportDraft *draft = self->draft;
  g_auto (CrmImportTarget) target = { 0 };
  CrmId id, at = crm_import_plan_entity (self, customer)->id, author;
  guint entity;

  if (draft->interaction[CRM_INTERACTION_AT].type == CRM_VALUE_NONE)
    return TRUE;
  id = get_interaction_id (crm_import_plan_entity (self, customer), draft->interaction);
  if (!crm_import_plan_find_by_id (self, &crm_kind_interaction, &id, &entity, error))
    return FALSE;
  if (entity == CRM_IMPORT_NONE)
    {
      static const CrmValue nothing;

      entity = crm_import_plan_make (self, &crm_kind_interaction, &id, &nothing, &nothing, FALSE, NULL);
      target = (CrmImportTarget){ .entity = entity, .change = crm_edit_create (self->edit, &crm_kind_interaction, &id) };
      crm_change_set_id (target.change, CRM_INTERACTION_CUSTOMER, &at);
      if (person != CRM_IMPORT_NONE)
        crm_change_set_id (target.change, CRM_INTERACTION_PERSON, &crm_import_plan_entity (self, person)->id);
    }
  else if (!crm_import_plan_open (self, entity, &target, error))
    return FALSE;
  if (target.record != NULL && target.record->deleted)
    return TRUE;
  if (draft->author != NULL)
    {
      if (!crm_import_plan_find_user (self, draft->author, NULL, &author, error))
        return FALSE;
      draft->interaction[CRM_INTERACTION_AUTHOR] = crm_value_id (&author);
    }
  for (guint field = CRM_INTERACTION_KIND; field < CRM_INTERACTION_N_FIELDS; field++)
    crm_import_plan_offer (self, &target, field, &draft->interaction[field]);
  set_zone (self, &target, self->zone);
  return TRUE;
}
