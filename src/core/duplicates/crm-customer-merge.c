/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes one customer of two. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "config.h"

#include "core/duplicates/crm-customer-merge.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CrmId kept;
  CrmId merged;
  gboolean has_choices;
  CrmMergeChoice choices[CRM_CUSTOMER_N_FIELDS];
} Plan;

/* What is being written; @counts (nullable) is for a preview, which writes nothing. What lies deleted there belongs to the merge that un-merging
   takes back, so those that gather later leave it. */
typedef struct
{
  CrmConnection *connection;
  CrmEdit *edit;
  const CrmId *kept;
  const CrmId *merged;
  CrmMergePreview *counts;
  gboolean gathers;
} Merge;

/* ── values ───────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_customer_merge_has_field (guint field)
{
  return field < CRM_CUSTOMER_N_FIELDS && (crm_kind_customer.fields[field].flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

/* From the least careful to the most. */
static int
rank_consent (const CrmRecord *record)
{
  static const char *const order[] = { "given", "refused", "withdrawn" };
  const char *consent = crm_record_get_text (record, CRM_CUSTOMER_CONSENT);

  for (int i = 0; i < (int)G_N_ELEMENTS (order); i++)
    if (g_strcmp0 (consent, order[i]) == 0)
      return i + 1;
  return 0;
}

static CrmMergeChoice
choose_field (const CrmRecord *kept, const CrmRecord *merged, guint field)
{
  if (!crm_record_has (merged, field))
    return CRM_MERGE_KEEP;
  if (!crm_record_has (kept, field))
    return CRM_MERGE_TAKE;
  if (crm_field_is_prose (&crm_kind_customer.fields[field]) && !crm_value_equal (&kept->values[field], &merged->values[field]))
    return CRM_MERGE_BOTH;
  return CRM_MERGE_KEEP;
}

void
crm_customer_merge_choose (const CrmRecord *kept, const CrmRecord *merged, CrmMergeChoice *choices)
{
  g_return_if_fail (kept != NULL && merged != NULL && choices != NULL);

  for (guint field = 0; field < CRM_CUSTOMER_N_FIELDS; field++)
    choices[field] = crm_customer_merge_has_field (field) ? choose_field (kept, merged, field) : CRM_MERGE_KEEP;
  if (rank_consent (merged) > rank_consent (kept))
    choices[CRM_CUSTOMER_CONSENT] = CRM_MERGE_TAKE;
  choices[CRM_CUSTOMER_LIFE_CYCLE_SINCE] = choices[CRM_CUSTOMER_LIFE_CYCLE];
  choices[CRM_CUSTOMER_RELATIONSHIP_SINCE] = choices[CRM_CUSTOMER_RELATIONSHIP];
  choices[CRM_CUSTOMER_CONSENT_DATE] = choices[CRM_CUSTOMER_CONSENT];
}

static CrmValue
join_texts (const char *a, const char *b)
{
  g_autofree char *joined = NULL;

  if (a == NULL || b == NULL || strstr (a, b) != NULL)
    return crm_value_text (a != NULL ? a : b);
  if (strstr (b, a) != NULL)
    return crm_value_text (b);
  joined = g_strconcat (a, "\n\n", b, NULL);
  return crm_value_text (joined);
}

/* Nobody is referred by themselves. */
static gboolean
names_one_of_both (const CrmValue *value, const Merge *self)
{
  return value->type == CRM_VALUE_ID && (crm_id_equal (&value->id, self->kept) || crm_id_equal (&value->id, self->merged));
}

static void
write_values (Merge *self, const CrmRecord *kept, const CrmRecord *merged, const CrmMergeChoice *choices)
{
  CrmChange *change = crm_edit_update (self->edit, &crm_kind_customer, self->kept);

  for (guint field = 0; field < CRM_CUSTOMER_N_FIELDS; field++)
    {
      const CrmValue *value = &merged->values[field];

      if (!crm_customer_merge_has_field (field))
        continue;
      if (choices[field] == CRM_MERGE_BOTH && crm_field_is_prose (&crm_kind_customer.fields[field]))
        crm_change_set (change, field, join_texts (crm_record_get_text (kept, field), crm_record_get_text (merged, field)));
      else if (choices[field] != CRM_MERGE_KEEP)
        crm_change_set (change, field, names_one_of_both (value, self) ? (CrmValue){ CRM_VALUE_NONE } : crm_value_copy (value));
      else if (names_one_of_both (&kept->values[field], self))
        crm_change_set (change, field, (CrmValue){ CRM_VALUE_NONE });
    }
}

/* ── what names the customer ──────────────────────────────────────────────────────────────── */

/* Records of @kind whose @field is @id. */
static GPtrArray *
read_naming (CrmConnection *connection, const CrmKind *kind, guint field, const CrmId *id, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ? ORDER BY rowid", crm_kind_get_columns (kind), kind->name, kind->fields[field].name);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = -1;

  if (statement != NULL)
    crm_statement_bind_id (statement, 1, id);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (records, crm_statement_read_record (statement, kind));
  return step == 0 ? g_steal_pointer (&records) : NULL;
}

static void
move (Merge *self, const CrmRecord *record, guint field)
{
  if (self->counts != NULL && !record->deleted)
    self->counts->moves[record->kind->id]++;
  if (self->edit != NULL)
    crm_change_set_id (crm_edit_update (self->edit, record->kind, &record->id), field, self->kept);
}

static void
drop_double (Merge *self, const CrmRecord *record)
{
  if (record->deleted)
    return;
  if (self->counts != NULL)
    self->counts->doubles++;
  if (self->edit != NULL)
    crm_edit_delete (self->edit, record->kind, &record->id);
}

static const CrmRecord *
find_like (const GPtrArray *records, const CrmRecord *record, const guint *fields, gsize n_fields)
{
  for (guint i = 0; i < records->len; i++)
    {
      const CrmRecord *other = records->pdata[i];
      gsize same = 0;

      while (same < n_fields && crm_value_equal (&other->values[fields[same]], &record->values[fields[same]]))
        same++;
      if (same == n_fields && !other->deleted)
        return other;
    }
  return NULL;
}

/* What stands at both once stays there once. Who may not be written to under a number may not be at the other, either. */
static void
move_or_drop (Merge *self, const GPtrArray *there, const CrmRecord *record, guint field, const guint *fields, gsize n_fields)
{
  const CrmRecord *like = record->deleted ? NULL : find_like (there, record, fields, n_fields);

  if (like == NULL)
    {
      move (self, record, field);
      return;
    }
  drop_double (self, record);
  if (self->edit != NULL && record->kind == &crm_kind_contact_point && crm_record_get_integer (record, CRM_CONTACT_POINT_OPT_OUT, 0) == 1)
    crm_change_set_integer (crm_edit_update (self->edit, record->kind, &like->id), CRM_CONTACT_POINT_OPT_OUT, 1);
}

/* Whether a field that an office has added names one of both. */
static gboolean
refers_to_one_of_both (const Merge *self, const CrmRecord *record)
{
  return record->kind == &crm_kind_custom_value && names_one_of_both (&record->values[CRM_CUSTOM_VALUE_OTHER], self);
}

/* What another customer's field says is turned over; a customer refers to itself no more than it is referred by itself, and the merged one's own are made anew. */
static void
move_referring (Merge *self, const CrmRecord *record, guint field)
{
  const CrmId *customer = crm_record_get_id (record, CRM_CUSTOM_VALUE_CUSTOMER);

  if (customer == NULL || crm_id_equal (customer, self->merged))
    return;
  if (crm_id_equal (customer, self->kept))
    drop_double (self, record);
  else
    move (self, record, field);
}

/* Their ids follow from the customer's, so that all devices make the same: they are made anew. */
static void
make_anew (Merge *self, const GPtrArray *there, const CrmRecord *record, guint customer, guint other)
{
  const guint fields[] = { other };
  const CrmId *id = crm_record_get_id (record, other);
  CrmId own;

  if (record->deleted || id == NULL)
    return;
  own = record->kind == &crm_kind_tagging ? crm_tagging_make_id (self->kept, id) : crm_custom_value_make_id (self->kept, id);
  if (find_like (there, record, fields, 1) != NULL || refers_to_one_of_both (self, record))
    {
      drop_double (self, record);
      return;
    }
  if (self->counts != NULL)
    self->counts->moves[record->kind->id]++;
  if (self->edit == NULL)
    return;
  crm_edit_delete (self->edit, record->kind, &record->id);
  CrmChange *change = crm_edit_create (self->edit, record->kind, &own);

  for (guint field = 0; field < record->kind->n_fields; field++)
    if ((record->kind->fields[field].flags & CRM_FIELD_FACT) == 0)
      crm_change_set (change, field, crm_value_copy (&record->values[field]));
  crm_change_set_id (change, customer, self->kept);
}

/* What each is to the other falls away; what a third one is to both stands once. */
static void
move_relationship (Merge *self, const GPtrArray *there, const CrmRecord *record, guint field)
{
  guint far = field == CRM_RELATIONSHIP_CUSTOMER ? CRM_RELATIONSHIP_OTHER : CRM_RELATIONSHIP_CUSTOMER;
  const guint fields[] = { far, CRM_RELATIONSHIP_KIND };
  const CrmId *other = crm_record_get_id (record, far);

  if (other != NULL && (crm_id_equal (other, self->kept) || crm_id_equal (other, self->merged)))
    drop_double (self, record);
  else
    move_or_drop (self, there, record, field, fields, G_N_ELEMENTS (fields));
}

static gboolean
move_field (Merge *self, const CrmKind *kind, guint field, GError **error)
{
  static const guint point[] = { CRM_CONTACT_POINT_KIND, CRM_CONTACT_POINT_KEY };
  static const guint role[] = { CRM_ROLE_PERSON };
  g_autoptr (GPtrArray) records = read_naming (self->connection, kind, field, self->merged, error);
  g_autoptr (GPtrArray) there = NULL;

  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    return TRUE;
  if (kind->id == CRM_KIND_CONTACT_POINT || kind->id == CRM_KIND_ROLE || kind->id == CRM_KIND_RELATIONSHIP || kind->id == CRM_KIND_TAGGING || kind->id == CRM_KIND_CUSTOM_VALUE)
    {
      there = read_naming (self->connection, kind, field, self->kept, error);
      if (there == NULL)
        return FALSE;
    }
  for (guint i = 0; i < records->len; i++)
    {
      const CrmRecord *record = records->pdata[i];

      if (self->gathers && record->deleted)
        continue;
      if (kind->id == CRM_KIND_CONTACT_POINT)
        move_or_drop (self, there, record, field, point, G_N_ELEMENTS (point));
      else if (kind->id == CRM_KIND_ROLE)
        move_or_drop (self, there, record, field, role, G_N_ELEMENTS (role));
      else if (kind->id == CRM_KIND_RELATIONSHIP)
        move_relationship (self, there, record, field);
      else if (kind->id == CRM_KIND_TAGGING)
        make_anew (self, there, record, CRM_TAGGING_CUSTOMER, CRM_TAGGING_TAG);
      else if (kind->id == CRM_KIND_CUSTOM_VALUE && field != CRM_CUSTOM_VALUE_CUSTOMER)
        move_referring (self, record, field);
      else if (kind->id == CRM_KIND_CUSTOM_VALUE)
        make_anew (self, there, record, CRM_CUSTOM_VALUE_CUSTOMER, CRM_CUSTOM_VALUE_FIELD);
      else if (kind->id != CRM_KIND_CUSTOMER || !(crm_id_equal (&record->id, self->kept) || crm_id_equal (&record->id, self->merged)))
        move (self, record, field);
    }
  return TRUE;
}

/* All fields of all kinds that refer to customers: a new kind needs nothing here. */
static gboolean
move_all (Merge *self, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);

      for (guint field = 0; field < kind->n_fields; field++)
        if (kind->fields[field].type == CRM_TYPE_REFERENCE && kind->fields[field].refers == CRM_KIND_CUSTOMER && !move_field (self, kind, field, error))
          return FALSE;
    }
  return TRUE;
}

/* ── the edit ─────────────────────────────────────────────────────────────────────────────── */

static CrmRecord *
read_living (CrmConnection *connection, const CrmId *id, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_customer, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (record != NULL && !record->deleted)
    return g_steal_pointer (&record);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                       record == NULL ? _ ("One of the two customers is not in this file.") : _ ("One of the two customers has been deleted, or merged already. Nothing was changed."));
  return NULL;
}

static int
pull_merge (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  const Plan *plan = data;
  Merge self = { connection, edit, &plan->kept, &plan->merged, NULL, FALSE };
  g_autoptr (CrmRecord) kept = read_living (connection, &plan->kept, error);
  g_autoptr (CrmRecord) merged = kept != NULL ? read_living (connection, &plan->merged, error) : NULL;
  CrmMergeChoice choices[CRM_CUSTOMER_N_FIELDS];
  CrmChange *change;

  if (merged == NULL)
    return -1;
  if (crm_id_equal (&plan->kept, &plan->merged))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A customer cannot be merged with itself."));
      return -1;
    }
  if (plan->has_choices)
    memcpy (choices, plan->choices, sizeof choices);
  else
    crm_customer_merge_choose (kept, merged, choices);
  if (!move_all (&self, error))
    return -1;
  write_values (&self, kept, merged, choices);
  change = crm_edit_update (edit, &crm_kind_customer, &plan->merged);
  crm_change_set_id (change, CRM_CUSTOMER_MERGED_INTO, &plan->kept);
  crm_edit_delete (edit, &crm_kind_customer, &plan->merged);
  return 0;
}

CrmEdit *
crm_customer_merge_new (const CrmRecord *kept, const CrmRecord *merged, const CrmMergeChoice *choices)
{
  Plan *plan;
  g_autofree char *title = NULL;

  g_return_val_if_fail (kept != NULL && merged != NULL, NULL);

  plan = g_new0 (Plan, 1);
  plan->kept = kept->id;
  plan->merged = merged->id;
  plan->has_choices = choices != NULL;
  if (choices != NULL)
    memcpy (plan->choices, choices, sizeof plan->choices);
  /* Translators: the title of an edit: of two customers, the first is now part of the second. */
  title = g_strdup_printf (_ ("Merge “%1$s” into “%2$s”"), crm_record_get_title (merged), crm_record_get_title (kept));
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_PERSON, pull_merge, plan, g_free);
}

CrmMergePreview *
crm_customer_merge_preview (CrmConnection *connection, const CrmId *kept, const CrmId *merged, GError **error)
{
  g_autoptr (CrmMergePreview) preview = g_new0 (CrmMergePreview, 1);
  Merge self = { connection, NULL, kept, merged, preview, FALSE };
  g_autoptr (CrmRecord) one = read_living (connection, kept, error);
  g_autoptr (CrmRecord) other = one != NULL ? read_living (connection, merged, error) : NULL;

  if (other == NULL)
    return NULL;
  preview->kept = crm_profile_load (connection, kept, error);
  preview->merged = preview->kept != NULL ? crm_profile_load (connection, merged, error) : NULL;
  return preview->merged != NULL && move_all (&self, error) ? g_steal_pointer (&preview) : NULL;
}

void
crm_customer_merge_preview_free (CrmMergePreview *preview)
{
  g_clear_pointer (&preview->kept, crm_profile_unref);
  g_clear_pointer (&preview->merged, crm_profile_unref);
  g_free (preview);
}

/* ── those that come late ─────────────────────────────────────────────────────────────────── */

#define STEPS_MAX 100

static gboolean
read_next (CrmConnection *connection, CrmId *id)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT merged_into FROM customer WHERE id = ? AND deleted = 1 AND merged_into IS NOT NULL", NULL);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  if (crm_connection_next (connection, statement, NULL) > 0)
    found = crm_statement_read_id (statement, 0, id);
  sqlite3_reset (statement);
  return found;
}

/* Ends in a circle after as many steps as there can be customers in a row. */
static gboolean
follow (CrmConnection *connection, CrmId *id, gboolean *is_circle)
{
  CrmId first = *id, smallest = *id;
  guint steps = 0;

  *is_circle = FALSE;
  while (steps < STEPS_MAX && read_next (connection, id))
    {
      if (crm_id_compare (id, &smallest) < 0)
        smallest = *id;
      steps++;
      if (crm_id_equal (id, &first))
        {
          *is_circle = TRUE;
          *id = smallest;
          return TRUE;
        }
    }
  return steps > 0 && steps < STEPS_MAX;
}

gboolean
crm_customer_merge_find_survivor (CrmConnection *connection, CrmId *id)
{
  gboolean is_circle;
  CrmId at;

  g_return_val_if_fail (connection != NULL && id != NULL, FALSE);

  at = *id;
  if (!follow (connection, &at, &is_circle) || is_circle)
    return FALSE;
  *id = at;
  return TRUE;
}

/* What somebody who did not know of the merge wrote in the customer that went, after it; not again what was decided about since. */
static gboolean
gather_values (Merge *self, const CrmRecord *merged, GError **error)
{
  static const char sql[] = "SELECT DISTINCT h.field FROM history h JOIN edit e ON e.number = h.edit WHERE h.kind = 1 AND h.record = ?1 AND e.origin = 5 AND h.edit >"
                            " (SELECT max(m.edit) FROM history m WHERE m.kind = 1 AND m.record = ?1 AND m.field = 'merged_into')"
                            " AND h.edit > coalesce((SELECT max(k.edit) FROM history k WHERE k.kind = 1 AND k.record = ?2 AND k.field = h.field), 0)";
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  g_autoptr (CrmRecord) kept = crm_connection_read_record (self->connection, &crm_kind_customer, self->kept, NULL);
  CrmChange *change = NULL;
  int step = -1;

  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, merged->rowid);
      sqlite3_bind_int64 (statement, 2, kept != NULL ? kept->rowid : 0);
    }
  while (statement != NULL && kept != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      int index = crm_kind_find_field (&crm_kind_customer, (const char *)sqlite3_column_text (statement, 0));
      guint field = (guint)index;
      CrmMergeChoice choice = index >= 0 && crm_customer_merge_has_field (field) ? choose_field (kept, merged, field) : CRM_MERGE_KEEP;
      const char *has = crm_record_get_text (kept, index >= 0 ? field : 0), *new = crm_record_get_text (merged, index >= 0 ? field : 0);

      if (choice == CRM_MERGE_KEEP || (choice == CRM_MERGE_BOTH && strstr (has, new) != NULL))
        continue;
      if (change == NULL)
        change = crm_edit_update (self->edit, &crm_kind_customer, self->kept);
      crm_change_set (change, field, choice == CRM_MERGE_BOTH ? join_texts (has, new) : crm_value_copy (&merged->values[field]));
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  return kept != NULL && step >= 0;
}

/* Two devices each merged the one into the other: the smaller id stays. */
static void
break_circle (CrmEdit *edit, const CrmId *smallest)
{
  crm_change_set (crm_edit_update (edit, &crm_kind_customer, smallest), CRM_CUSTOMER_MERGED_INTO, (CrmValue){ CRM_VALUE_NONE });
  crm_edit_restore (edit, &crm_kind_customer, smallest);
}

static gboolean
gather_one (CrmConnection *connection, CrmEdit *edit, const CrmRecord *merged, GHashTable *restored, GError **error)
{
  CrmId kept = merged->id;
  Merge self = { connection, edit, &kept, &merged->id, NULL, TRUE };
  gboolean is_circle;

  if (!follow (connection, &kept, &is_circle))
    return TRUE;
  if (is_circle && g_hash_table_add (restored, g_memdup2 (&kept, sizeof kept)))
    break_circle (edit, &kept);
  if (crm_id_equal (&kept, &merged->id))
    return TRUE;
  return move_all (&self, error) && (is_circle || gather_values (&self, merged, error));
}

CrmEdit *
crm_customer_merge_new_gathering (CrmConnection *connection, GError **error)
{
  /* Of set-up, because nobody did it and Undo is not to offer it. */
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Gather what belongs to merged customers"), CRM_EDIT_ORIGIN_SETUP);
  g_autoptr (GPtrArray) merged = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (GHashTable) restored = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM customer WHERE merged_into IS NOT NULL AND deleted = 1", crm_kind_get_columns (&crm_kind_customer));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (merged, crm_statement_read_record (statement, &crm_kind_customer));
  for (guint i = 0; step == 0 && i < merged->len; i++)
    if (!gather_one (connection, edit, merged->pdata[i], restored, error))
      return NULL;
  return step == 0 && crm_edit_get_n_changes (edit) > 0 ? g_steal_pointer (&edit) : NULL;
}
