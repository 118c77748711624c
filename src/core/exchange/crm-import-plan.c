/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the rows of an import with the records there are, and says what is to be written. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-import-plan-private.h"

#include "core/base/crm-text-sort.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a row did. */
typedef enum
{
  OUTCOME_UNCHANGED,
  OUTCOME_CREATED,
  OUTCOME_UPDATED,
  OUTCOME_SKIPPED,
  OUTCOME_REFUSED,
} Outcome;

/* A customer whose referrer no row before it had named. */
typedef struct
{
  guint entity;
  char *name;
  const CrmImportMapping *mapping;
  gboolean han_first;
} Referral;

static void
clear_referral (gpointer referral)
{
  g_free (((Referral *)referral)->name);
}

static void
free_note (gpointer note)
{
  g_string_free (note, TRUE);
}

CrmImportPlan *
crm_import_plan_new (GPtrArray *sources, GPtrArray *custom_fields, gint64 now, GTimeZone *zone, gboolean rehearsal)
{
  CrmImportPlan *self = g_new0 (CrmImportPlan, 1);

  self->sources = g_ptr_array_ref (sources);
  self->custom = crm_import_custom_new (custom_fields);
  self->report = crm_import_report_new ();
  self->index = crm_import_index_new ();
  self->notes = g_hash_table_new_full (NULL, NULL, NULL, free_note);
  self->referrals = g_array_new (FALSE, FALSE, sizeof (Referral));
  g_array_set_clear_func (self->referrals, clear_referral);
  self->references = crm_import_references_new ();
  for (guint i = 0; i < custom_fields->len; i++)
    self->names_people |= ((const CrmCustomField *)custom_fields->pdata[i])->field.refers == CRM_KIND_PERSON;
  self->roles = g_array_new (FALSE, FALSE, sizeof (guint));
  self->now = now;
  self->zone = g_time_zone_ref (zone);
  self->rehearsal = rehearsal;
  return self;
}

void
crm_import_plan_free (CrmImportPlan *self)
{
  g_ptr_array_unref (self->sources);
  crm_import_custom_free (self->custom);
  crm_import_report_unref (self->report);
  crm_import_index_free (self->index);
  g_hash_table_unref (self->notes);
  g_array_unref (self->referrals);
  g_array_unref (self->references);
  g_array_unref (self->roles);
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_clear_pointer (&self->tags, g_hash_table_unref);
  g_time_zone_unref (self->zone);
  g_free (self);
}

CrmImportReport *
crm_import_plan_get_report (CrmImportPlan *self)
{
  return self->report;
}

static gboolean
read_presence (CrmConnection *connection, const char *sql, gboolean *present, GError **error)
{
  gint64 exists = 0;

  if (!crm_connection_read_integer (connection, sql, &exists, error))
    return FALSE;
  *present = exists != 0;
  return TRUE;
}

gboolean
crm_import_plan_begin (CrmImportPlan *self, CrmConnection *connection, GError **error)
{
  self->connection = connection;
  g_hash_table_remove_all (self->notes);
  if (self->is_set_up)
    return TRUE;
  self->is_set_up = TRUE;
  return read_presence (connection, "SELECT EXISTS (SELECT 1 FROM customer)", &self->has_customers, error) && read_presence (connection, "SELECT EXISTS (SELECT 1 FROM person)", &self->has_people, error) && read_presence (connection, "SELECT EXISTS (SELECT 1 FROM contact_point)", &self->has_points, error);
}

/* ── the customer ── */

static CrmId
get_id (CrmImportPlan *self, const CrmId *given)
{
  return crm_id_is_nil (given) ? crm_id_new (self->now) : *given;
}

static void
make_customer (CrmImportPlan *self, const char *external_id, CrmImportTarget *target)
{
  CrmImportDraft *draft = self->draft;
  CrmId id = get_id (self, &draft->id);
  gboolean company = draft->subject != CRM_DRAFT_INDIVIDUAL;
  guint entity = crm_import_plan_make (self, &crm_kind_customer, &id, &draft->values[CRM_CUSTOMER_NAME], &draft->name_key, company, external_id);

  *target = (CrmImportTarget){ .entity = entity, .change = crm_edit_create (self->edit, &crm_kind_customer, &id) };
  crm_change_set (target->change, CRM_CUSTOMER_NAME_KEY, crm_value_copy (&draft->name_key));
}

/* A name is another only when it is not the same but for case and marks. */
static gboolean
is_same_name (const CrmImportPlan *self, const CrmImportTarget *target)
{
  return target->record != NULL && !self->draft->is_exact && crm_value_equal (&target->record->values[CRM_CUSTOMER_NAME_KEY], &self->draft->name_key);
}

static gboolean
offer_owner (CrmImportPlan *self, CrmImportTarget *target, GError **error)
{
  const CrmId *present = target->record != NULL ? crm_record_get_id (target->record, CRM_CUSTOMER_OWNER) : NULL;
  g_auto (CrmValue) value = { 0 };
  CrmId user;

  if (self->draft->owner == NULL || (present != NULL && self->mapping->update == CRM_IMPORT_FILL))
    return TRUE;
  if (!crm_import_plan_find_user (self, self->draft->owner, present, &user, error))
    return FALSE;
  value = crm_value_id (&user);
  crm_import_plan_offer (self, target, CRM_CUSTOMER_OWNER, &value);
  return TRUE;
}

static gboolean
is_named (CrmImportPlan *self, const CrmId *customer, const char *name, gboolean *named, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record (self->connection, &crm_kind_customer, customer, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  *named = record != NULL && g_strcmp0 (crm_record_get_title (record), name) == 0;
  return local_error == NULL;
}

/* Who referred the customer: by our own id, else by name. A name nobody has yet may be that of a later row. */
static gboolean
offer_referrer (CrmImportPlan *self, CrmImportTarget *target, GError **error)
{
  const CrmId *present = target->record != NULL ? crm_record_get_id (target->record, CRM_CUSTOMER_REFERRER) : NULL;
  const char *name = self->draft->referrer;
  g_auto (CrmValue) value = { 0 };
  guint entity = CRM_IMPORT_NONE;
  gboolean named = FALSE;
  CrmId id;

  if (name == NULL || (present != NULL && !is_named (self, present, name, &named, error)))
    return name == NULL;
  if (named)
    return TRUE;
  if (!crm_id_parse (name, &id))
    {
      if (!crm_import_plan_find_named_customer (self, name, self->draft->han_first, target->entity, &entity, error))
        return FALSE;
      if (entity == CRM_IMPORT_NONE)
        {
          Referral referral = { target->entity, g_strdup (name), self->mapping, self->draft->han_first };

          g_array_append_val (self->referrals, referral);
          return TRUE;
        }
      id = crm_import_plan_entity (self, entity)->id;
    }
  if (crm_id_equal (&id, &crm_import_plan_entity (self, target->entity)->id))
    return TRUE;
  value = crm_value_id (&id);
  crm_import_plan_offer (self, target, CRM_CUSTOMER_REFERRER, &value);
  return TRUE;
}

static gboolean
settle_referral (CrmImportPlan *self, const Referral *referral, GError **error)
{
  g_auto (CrmImportTarget) target = { 0 };
  g_auto (CrmValue) value = { 0 };
  g_autofree char *line = NULL;
  guint entity;

  self->mapping = referral->mapping;
  if (!crm_import_plan_open (self, referral->entity, &target, error) || !crm_import_plan_find_named_customer (self, referral->name, referral->han_first, referral->entity, &entity, error))
    return FALSE;
  if (entity != CRM_IMPORT_NONE)
    {
      value = crm_value_id (&crm_import_plan_entity (self, entity)->id);
      crm_import_plan_offer (self, &target, CRM_CUSTOMER_REFERRER, &value);
      return TRUE;
    }
  /* Translators: a line of a note: the name of a column and what stood in it. */
  line = g_strdup_printf (_ ("%s: %s"), crm_field_get_label (&crm_kind_customer.fields[CRM_CUSTOMER_REFERRER]), referral->name);
  return crm_import_plan_add_note (self, &target, CRM_CUSTOMER_NOTE, line, error);
}

gboolean
crm_import_plan_finish (CrmImportPlan *self, CrmEdit *edit, GError **error)
{
  self->edit = edit;
  for (guint i = 0; i < self->referrals->len; i++)
    if (!settle_referral (self, &g_array_index (self->referrals, Referral, i), error))
      return FALSE;
  g_array_set_size (self->referrals, 0);
  if (!crm_import_plan_settle_references (self, error))
    return FALSE;
  crm_import_custom_finish (self->custom, edit);
  return TRUE;
}

/* An id elsewhere is never replaced: the record may stand in several other programs. */
static void
offer_external_id (CrmImportPlan *self, CrmImportTarget *target, guint field, const char *external_id)
{
  g_auto (CrmValue) value = crm_value_text (external_id);
  CrmId id;

  if (crm_import_plan_parse_urn (external_id, &id) && crm_id_equal (&id, &crm_import_plan_entity (self, target->entity)->id))
    return;
  if (target->record == NULL || target->record->values[field].type == CRM_VALUE_NONE)
    crm_import_plan_offer (self, target, field, &value);
}

static gboolean
restore (CrmImportPlan *self, CrmImportTarget *target)
{
  CrmImportEntity *entity = crm_import_plan_entity (self, target->entity);

  if (target->record == NULL || !target->record->deleted || !entity->is_deleted)
    return FALSE;
  entity->is_deleted = FALSE;
  crm_edit_restore (self->edit, entity->kind, &entity->id);
  return TRUE;
}

/* A note of which some paragraphs are there already adds only the others. */
static gboolean
add_note (CrmImportPlan *self, CrmImportTarget *target, const char *text, GError **error)
{
  const char *present = target->record != NULL ? crm_record_get_text (target->record, CRM_CUSTOMER_NOTE) : NULL;
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);
  gboolean partly = FALSE;

  for (gsize i = 0; present != NULL && paragraphs[i] != NULL; i++)
    partly = partly || (*paragraphs[i] != '\0' && strstr (present, paragraphs[i]) != NULL);
  if (!partly)
    return crm_import_plan_add_note (self, target, CRM_CUSTOMER_NOTE, text, error);
  for (gsize i = 0; paragraphs[i] != NULL; i++)
    if (*paragraphs[i] != '\0' && !crm_import_plan_add_note (self, target, CRM_CUSTOMER_NOTE, paragraphs[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_customer (CrmImportPlan *self, CrmImportTarget *target, const char *external_id, GError **error)
{
  CrmImportDraft *draft = self->draft;

  restore (self, target);
  for (guint field = 0; field < CRM_CUSTOMER_N_FIELDS; field++)
    {
      if (field == CRM_CUSTOMER_NOTE || (field == CRM_CUSTOMER_NAME && is_same_name (self, target)))
        continue;
      /* What a customer is, is not guessed anew. */
      if (field == CRM_CUSTOMER_TYPE && target->record != NULL && !draft->is_exact)
        continue;
      crm_import_plan_offer (self, target, field, &draft->values[field]);
    }
  if (external_id != NULL)
    offer_external_id (self, target, CRM_CUSTOMER_EXTERNAL_ID, external_id);
  if (!offer_owner (self, target, error) || !offer_referrer (self, target, error))
    return FALSE;
  if (draft->is_exact)
    crm_import_plan_offer (self, target, CRM_CUSTOMER_NOTE, &draft->values[CRM_CUSTOMER_NOTE]);
  else if (draft->values[CRM_CUSTOMER_NOTE].type == CRM_VALUE_TEXT && !add_note (self, target, draft->values[CRM_CUSTOMER_NOTE].text, error))
    return FALSE;
  if (draft->lines != NULL && !crm_import_plan_add_note (self, target, CRM_CUSTOMER_NOTE, draft->lines->str, error))
    return FALSE;
  return crm_import_plan_add_points (self, target, draft->points, error) && crm_import_plan_add_tags (self, target, draft->tags, error) && crm_import_plan_add_custom (self, target, error);
}

/* ── the people ── */

static gboolean
find_person (CrmImportPlan *self, guint customer, const CrmDraftPerson *person, guint *entity, GError **error)
{
  CrmImportDraft *draft = self->draft;

  *entity = CRM_IMPORT_NONE;
  if (!crm_id_is_nil (&person->id) && !crm_import_plan_find_by_id (self, &crm_kind_person, &person->id, entity, error))
    return FALSE;
  if (*entity != CRM_IMPORT_NONE)
    return TRUE;
  return crm_import_plan_find_member (self, customer, person, draft->is_exact || (self->mapping->match & CRM_IMPORT_MATCH_NAME) != 0, entity, error);
}

static void
make_person (CrmImportPlan *self, const CrmDraftPerson *person, const char *external_id, CrmImportTarget *target)
{
  CrmId id = get_id (self, &person->id);
  guint entity = crm_import_plan_make (self, &crm_kind_person, &id, &person->values[CRM_PERSON_NAME], &person->name_key, FALSE, external_id);

  *target = (CrmImportTarget){ .entity = entity, .change = crm_edit_create (self->edit, &crm_kind_person, &id) };
  crm_change_set (target->change, CRM_PERSON_NAME_KEY, crm_value_copy (&person->name_key));
}

static void
add_member (CrmImportPlan *self, guint customer, guint person, const CrmValue *name_key)
{
  guint64 key;
  guint found;

  if (name_key->type != CRM_VALUE_TEXT)
    return;
  key = crm_import_index_hash (self->index, CRM_KEY_MEMBER_NAME, customer, name_key->text, strlen (name_key->text));
  if (crm_import_index_find (self->index, key, &found, 1) == 0 || found != person)
    crm_import_index_add_key (self->index, key, person);
}

static gboolean
write_person (CrmImportPlan *self, CrmImportTarget *target, guint customer, const CrmDraftPerson *person, const char *external_id, GError **error)
{
  gboolean same = target->record != NULL && !self->draft->is_exact && crm_value_equal (&target->record->values[CRM_PERSON_NAME_KEY], &person->name_key);

  restore (self, target);
  for (guint field = 0; field < CRM_PERSON_N_FIELDS; field++)
    if (!(same && field == CRM_PERSON_NAME) && field != CRM_PERSON_NAME_KEY)
      crm_import_plan_offer (self, target, field, &person->values[field]);
  if (external_id != NULL)
    offer_external_id (self, target, CRM_PERSON_EXTERNAL_ID, external_id);
  crm_import_plan_entity (self, target->entity)->is_seen = TRUE;
  add_member (self, customer, target->entity, &person->name_key);
  return crm_import_plan_add_role (self, customer, target->entity, person->role, error) && crm_import_plan_add_points (self, target, person->points, error);
}

static gboolean
write_listed_people (CrmImportPlan *self, guint customer, guint from, GError **error)
{
  for (guint i = from; i < self->draft->people->len; i++)
    {
      const CrmDraftPerson *person = self->draft->people->pdata[i];
      g_auto (CrmImportTarget) target = { 0 };
      guint entity;

      if (!find_person (self, customer, person, &entity, error))
        return FALSE;
      if (entity == CRM_IMPORT_NONE)
        make_person (self, person, NULL, &target);
      else if (!crm_import_plan_open (self, entity, &target, error))
        return FALSE;
      if (!write_person (self, &target, customer, person, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* ── kinds of rows ── */

static gboolean
is_left_alone (CrmImportPlan *self, guint entity)
{
  return entity != CRM_IMPORT_NONE && self->mapping->update == CRM_IMPORT_SKIP && !crm_import_plan_entity (self, entity)->is_fresh;
}

static void
mark_seen (CrmImportPlan *self, guint entity)
{
  crm_import_plan_entity (self, entity)->is_seen = TRUE;
}

static Outcome
refuse (CrmImportPlan *self, int column, char *reason)
{
  const GArray *columns = self->mapping->columns;
  const char *name = column >= 0 && (guint)column < columns->len ? g_array_index (columns, CrmImportColumn, column).name : NULL;

  crm_import_report_add_fault (self->report, self->draft->source, self->draft->row, name, reason);
  return OUTCOME_REFUSED;
}

/* The row is about a customer: a company, or a person that is one. */
static gboolean
write_customer_row (CrmImportPlan *self, guint entity, Outcome *outcome, GError **error)
{
  CrmImportDraft *draft = self->draft;
  g_auto (CrmImportTarget) target = { 0 };

  if (is_left_alone (self, entity))
    {
      *outcome = OUTCOME_SKIPPED;
      return TRUE;
    }
  if (entity == CRM_IMPORT_NONE && draft->values[CRM_CUSTOMER_NAME].type == CRM_VALUE_NONE)
    {
      *outcome = refuse (self, -1, g_strdup (_ ("The row names nobody. Fill in a name, or map a column that has one.")));
      return TRUE;
    }
  if (entity == CRM_IMPORT_NONE)
    {
      *outcome = OUTCOME_CREATED;
      make_customer (self, draft->external_id, &target);
    }
  else if (!crm_import_plan_open (self, entity, &target, error))
    return FALSE;
  if (!write_customer (self, &target, draft->external_id, error) || !write_listed_people (self, target.entity, 0, error))
    return FALSE;
  mark_seen (self, target.entity);
  return crm_import_plan_add_interaction (self, target.entity, CRM_IMPORT_NONE, error);
}

static gboolean
write_more_companies (CrmImportPlan *self, guint person, const CrmDraftPerson *drafted, GError **error)
{
  for (guint i = 0; self->draft->more_companies != NULL && i < self->draft->more_companies->len; i++)
    {
      const char *name = self->draft->more_companies->pdata[i];
      g_autofree char *key = crm_text_sort_key (name, CRM_NAME_COMPANY, self->draft->han_first);
      g_auto (CrmValue) name_key = crm_value_text (key), name_value = crm_value_text (name);
      guint entity;

      if (!crm_import_plan_find_company (self, NULL, &name_key, &entity, error))
        return FALSE;
      if (entity == CRM_IMPORT_NONE)
        {
          CrmId id = crm_id_new (self->now);
          CrmImportTarget target = { crm_import_plan_make (self, &crm_kind_customer, &id, &name_value, &name_key, TRUE, NULL), NULL, crm_edit_create (self->edit, &crm_kind_customer, &id) };

          crm_change_set_text (target.change, CRM_CUSTOMER_TYPE, "company");
          crm_import_plan_offer (self, &target, CRM_CUSTOMER_NAME, &name_value);
          crm_import_plan_entity (self, target.entity)->claimed |= 1 << CRM_CUSTOMER_TYPE;
          entity = target.entity;
        }
      if (!crm_import_plan_add_role (self, entity, person, drafted->role, error))
        return FALSE;
    }
  return TRUE;
}

/* The row is about a person at a company; @person is who it is, if known, and @customer where, if the row does not say. */
static gboolean
write_member_row (CrmImportPlan *self, guint person, guint customer, Outcome *outcome, GError **error)
{
  CrmImportDraft *draft = self->draft;
  const CrmDraftPerson *drafted = draft->people->pdata[0];
  g_auto (CrmImportTarget) company = { 0 };
  g_auto (CrmImportTarget) target = { 0 };

  if (customer == CRM_IMPORT_NONE && person != CRM_IMPORT_NONE && !crm_import_plan_find_employer (self, person, &draft->name_key, &customer, error))
    return FALSE;
  if (customer == CRM_IMPORT_NONE && !crm_import_plan_find_company (self, draft->company_id, &draft->name_key, &customer, error))
    return FALSE;
  if (person == CRM_IMPORT_NONE && customer != CRM_IMPORT_NONE && !find_person (self, customer, drafted, &person, error))
    return FALSE;
  if (is_left_alone (self, person))
    {
      *outcome = OUTCOME_SKIPPED;
      return TRUE;
    }
  if (customer == CRM_IMPORT_NONE)
    make_customer (self, draft->company_id, &company);
  else if (!crm_import_plan_open (self, customer, &company, error))
    return FALSE;
  if (!is_left_alone (self, company.entity) && !write_customer (self, &company, draft->company_id, error))
    return FALSE;
  if (person == CRM_IMPORT_NONE)
    {
      *outcome = OUTCOME_CREATED;
      make_person (self, drafted, draft->external_id, &target);
    }
  else if (!crm_import_plan_open (self, person, &target, error))
    return FALSE;
  mark_seen (self, company.entity);
  return write_person (self, &target, company.entity, drafted, draft->external_id, error) && write_more_companies (self, target.entity, drafted, error) && write_listed_people (self, company.entity, 1, error) && crm_import_plan_add_interaction (self, company.entity, target.entity, error);
}

/* The row names a person as a customer, but the file knows the person at a company. */
static gboolean
write_known_person (CrmImportPlan *self, guint person, Outcome *outcome, GError **error)
{
  guint customer;

  if (!crm_import_plan_find_employer (self, person, NULL, &customer, error))
    return FALSE;
  if (customer == CRM_IMPORT_NONE)
    return write_customer_row (self, CRM_IMPORT_NONE, outcome, error);
  crm_import_draft_become_member (self->draft, NULL);
  return write_member_row (self, person, customer, outcome, error);
}

/* What the name alone told may be wrong: the file may know it as the other. */
static gboolean
find_guessed (CrmImportPlan *self, gboolean company, CrmNameKind kind, guint *entity, GError **error)
{
  const char *name = self->draft->values[CRM_CUSTOMER_NAME].text;
  g_autofree char *key = crm_text_sort_key (name, kind, self->draft->han_first);
  g_auto (CrmValue) name_key = crm_value_text (key);

  return crm_import_plan_find_subject (self, company, &self->draft->id, self->draft->external_id, self->draft->points, name, &name_key, entity, error);
}

static gboolean
plan_individual (CrmImportPlan *self, Outcome *outcome, GError **error)
{
  CrmImportDraft *draft = self->draft;
  const char *name = draft->values[CRM_CUSTOMER_NAME].text;
  guint entity, company = CRM_IMPORT_NONE;

  if (!crm_import_plan_find_subject (self, FALSE, &draft->id, draft->external_id, draft->points, name, &draft->name_key, &entity, error))
    return FALSE;
  if (entity == CRM_IMPORT_NONE && draft->company_id != NULL && !crm_import_plan_find_by_external_id (self, &crm_kind_customer, TRUE, draft->company_id, &company, error))
    return FALSE;
  if (company != CRM_IMPORT_NONE)
    {
      crm_import_draft_become_member (draft, crm_import_plan_entity (self, company)->name);
      return write_member_row (self, CRM_IMPORT_NONE, company, outcome, error);
    }
  if (entity == CRM_IMPORT_NONE && draft->is_guess && !find_guessed (self, TRUE, CRM_NAME_COMPANY, &entity, error))
    return FALSE;
  if (entity != CRM_IMPORT_NONE && crm_import_plan_entity (self, entity)->kind->id == CRM_KIND_PERSON)
    return write_known_person (self, entity, outcome, error);
  return write_customer_row (self, entity, outcome, error);
}

static gboolean
plan_company (CrmImportPlan *self, Outcome *outcome, GError **error)
{
  CrmImportDraft *draft = self->draft;
  guint entity;

  if (!crm_import_plan_find_subject (self, TRUE, &draft->id, draft->external_id, draft->points, draft->values[CRM_CUSTOMER_NAME].text, &draft->name_key, &entity, error))
    return FALSE;
  if (entity == CRM_IMPORT_NONE && draft->is_guess && !find_guessed (self, FALSE, CRM_NAME_PERSON, &entity, error))
    return FALSE;
  return write_customer_row (self, entity, outcome, error);
}

static gboolean
plan_member (CrmImportPlan *self, Outcome *outcome, GError **error)
{
  static const CrmId nil;
  CrmImportDraft *draft = self->draft;
  const CrmDraftPerson *person = draft->people->pdata[0];
  guint entity;

  if (!crm_import_plan_find_subject (self, FALSE, &nil, draft->external_id, person->points, person->values[CRM_PERSON_NAME].text, NULL, &entity, error))
    return FALSE;
  if (entity != CRM_IMPORT_NONE && crm_import_plan_entity (self, entity)->kind->id == CRM_KIND_CUSTOMER)
    {
      /* A customer of its own stays one; the company is not lost. */
      crm_import_draft_become_individual (draft);
      return write_customer_row (self, entity, outcome, error);
    }
  return write_member_row (self, entity, CRM_IMPORT_NONE, outcome, error);
}

/* No name, but perhaps an id, email or phone that somebody has. */
static gboolean
plan_nobody (CrmImportPlan *self, Outcome *outcome, GError **error)
{
  CrmImportDraft *draft = self->draft;
  guint entity;

  if (!crm_import_plan_find_subject (self, FALSE, &draft->id, draft->external_id, draft->points, NULL, NULL, &entity, error))
    return FALSE;
  if (entity == CRM_IMPORT_NONE && !crm_import_plan_find_subject (self, TRUE, &draft->id, draft->external_id, draft->points, NULL, NULL, &entity, error))
    return FALSE;
  if (entity != CRM_IMPORT_NONE && crm_import_plan_entity (self, entity)->kind->id == CRM_KIND_PERSON)
    return write_known_person (self, entity, outcome, error);
  return write_customer_row (self, entity, outcome, error);
}

/* ── all rows ── */

static gboolean
plan_row (CrmImportPlan *self, Outcome *outcome, GError **error)
{
  CrmImportDraft *draft = self->draft;

  if (draft->fault.reason != NULL)
    {
      *outcome = refuse (self, draft->fault.column, g_steal_pointer (&draft->fault.reason));
      return TRUE;
    }
  if (draft->is_skipped)
    {
      *outcome = OUTCOME_SKIPPED;
      return TRUE;
    }
  switch (draft->subject)
    {
    case CRM_DRAFT_COMPANY:
      return plan_company (self, outcome, error);
    case CRM_DRAFT_INDIVIDUAL:
      return plan_individual (self, outcome, error);
    case CRM_DRAFT_MEMBER:
      return plan_member (self, outcome, error);
    case CRM_DRAFT_NOBODY:
    default:
      return plan_nobody (self, outcome, error);
    }
}

gboolean
crm_import_plan_add (CrmImportPlan *self, CrmEdit *edit, CrmImportDraft *draft, GError **error)
{
  guint before = crm_edit_get_n_changes (edit);
  Outcome outcome = OUTCOME_UNCHANGED;

  self->edit = edit;
  self->draft = draft;
  g_array_set_size (self->roles, 0);
  self->mapping = ((CrmImportSource *)self->sources->pdata[draft->source])->mapping;
  if (!plan_row (self, &outcome, error))
    return FALSE;
  if (outcome == OUTCOME_UNCHANGED && crm_edit_get_n_changes (edit) > before)
    outcome = OUTCOME_UPDATED;
  self->report->n_read++;
  self->report->n_created += outcome == OUTCOME_CREATED;
  self->report->n_updated += outcome == OUTCOME_UPDATED;
  self->report->n_unchanged += outcome == OUTCOME_UNCHANGED;
  self->report->n_skipped += outcome == OUTCOME_SKIPPED;
  return TRUE;
}
