/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to show about one deal, read in one go. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-deal-profile.h"

#include "core/base/crm-error.h"
#include "core/sales/crm-lead-score.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

/* More than these nobody looks through. */
#define OTHERS_MAX 200
#define USED_MAX   200

/* Deals whose words are counted, the latest. */
#define USED_DEALS 5000

G_DEFINE_BOXED_TYPE (CrmDealProfile, crm_deal_profile, crm_deal_profile_ref, crm_deal_profile_unref)

static void
person_free (CrmDealPerson *person)
{
  crm_record_unref (person->part);
  crm_record_unref (person->person);
  g_free (person);
}

CrmDealProfile *
crm_deal_profile_ref (CrmDealProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmDealProfile *self = data;

  g_clear_pointer (&self->deal, crm_record_unref);
  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self->owner);
  g_free (self->referrer);
  g_free (self->currency);
}

void
crm_deal_profile_unref (CrmDealProfile *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static char *
read_name (CrmConnection *connection, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = id != NULL ? crm_connection_read_record (connection, kind, id, NULL) : NULL;

  return record != NULL && !record->deleted ? g_strdup (crm_record_get_title (record)) : NULL;
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const CrmDealPerson *one = *(const CrmDealPerson *const *)a, *other = *(const CrmDealPerson *const *)b;
  const char *name = crm_record_get_title (one->person), *other_name = crm_record_get_title (other->person);

  return g_utf8_collate (name != NULL ? name : "", other_name != NULL ? other_name : "");
}

static gboolean
read_people (CrmConnection *connection, CrmDealProfile *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM deal_person WHERE deal = ? AND deleted = 0", crm_kind_get_columns (&crm_kind_deal_person));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->deal->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (parts, crm_statement_read_record (statement, &crm_kind_deal_person));
  for (guint i = 0; step == 0 && i < parts->len; i++)
    {
      const CrmId *id = crm_record_get_id (parts->pdata[i], CRM_DEAL_PERSON_PERSON);
      g_autoptr (CrmRecord) record = id != NULL ? crm_connection_read_record (connection, &crm_kind_person, id, NULL) : NULL;
      CrmDealPerson *person;

      if (record == NULL || record->deleted)
        continue;
      person = g_new0 (CrmDealPerson, 1);
      *person = (CrmDealPerson){ crm_record_ref (parts->pdata[i]), g_steal_pointer (&record) };
      g_ptr_array_add (self->people, person);
    }
  g_ptr_array_sort (self->people, compare_people);
  return step == 0;
}

GPtrArray *
crm_deals_read_of_customer (CrmConnection *connection, const CrmId *customer, const CrmId *except, GError **error)
{
  g_autoptr (GPtrArray) deals = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM deal WHERE customer = ?1 AND deleted = 0 AND id IS NOT ?2"
                                          " ORDER BY outcome <> 'open', coalesce(closed_at, began_at) DESC LIMIT %d",
                                          crm_kind_get_columns (&crm_kind_deal), OTHERS_MAX);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, customer);
  if (except != NULL)
    crm_statement_bind_id (statement, 2, except);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (deals, crm_statement_read_record (statement, &crm_kind_deal));
  return step == 0 ? g_steal_pointer (&deals) : NULL;
}

static void
find_stage (CrmDealProfile *self)
{
  const CrmId *stage = crm_record_get_id (self->deal, CRM_DEAL_STAGE), *pipeline = crm_record_get_id (self->deal, CRM_DEAL_PIPELINE);

  if (stage != NULL)
    self->stage = crm_pipelines_find_stage (self->pipelines, stage, &self->pipeline);
  if (self->stage == NULL && pipeline != NULL)
    self->pipeline = crm_pipelines_find (self->pipelines, pipeline);
}

CrmDealProfile *
crm_deal_profile_load (CrmConnection *connection, const CrmId *deal, GError **error)
{
  g_autoptr (CrmDealProfile) self = g_atomic_rc_box_new0 (CrmDealProfile);
  const CrmId *customer;

  g_return_val_if_fail (connection != NULL && deal != NULL, NULL);

  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)person_free);
  self->deal = crm_connection_read_record (connection, &crm_kind_deal, deal, error);
  if (self->deal == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("This deal is not in the file any more."));
      return NULL;
    }
  self->pipelines = crm_pipelines_read (connection, error);
  self->rules = self->pipelines != NULL ? crm_score_rules_read (connection, error) : NULL;
  customer = crm_record_get_id (self->deal, CRM_DEAL_CUSTOMER);
  self->others = self->rules == NULL ? NULL : customer != NULL ? crm_deals_read_of_customer (connection, customer, deal, error)
                                                               : g_ptr_array_new ();
  if (self->others == NULL || !read_people (connection, self, error))
    return NULL;
  find_stage (self);
  self->owner = read_name (connection, &crm_kind_user, crm_record_get_id (self->deal, CRM_DEAL_OWNER));
  self->referrer = read_name (connection, &crm_kind_customer, crm_record_get_id (self->deal, CRM_DEAL_REFERRER));
  self->currency = crm_connection_dup_setting (connection, "currency", NULL);
  return g_steal_pointer (&self);
}

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

const char *
crm_deal_profile_get_reference_name (const CrmDealProfile *self, guint field)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (field)
    {
    case CRM_DEAL_CUSTOMER:
      return crm_record_get_text (self->deal, CRM_DEAL_CUSTOMER_NAME);
    case CRM_DEAL_PIPELINE:
      return self->pipeline != NULL ? crm_record_get_title (self->pipeline->record) : NULL;
    case CRM_DEAL_STAGE:
      return self->stage != NULL ? crm_record_get_title (self->stage) : NULL;
    case CRM_DEAL_OWNER:
      return self->owner;
    case CRM_DEAL_REFERRER:
      return self->referrer;
    default:
      return NULL;
    }
}

gboolean
crm_deal_profile_is_lead (const CrmDealProfile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->stage != NULL && self->pipeline != NULL && crm_stage_is_open (self->stage) && self->pipeline->stages->pdata[0] == self->stage;
}

guint
crm_deal_profile_get_kinds (void)
{
  return 1u << CRM_KIND_DEAL | 1u << CRM_KIND_DEAL_PERSON | 1u << CRM_KIND_PERSON | 1u << CRM_KIND_PIPELINE | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_USER | 1u << CRM_KIND_SCORE_RULE;
}

/* ── words used before ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char *text;
  guint n;
} Used;

static int
compare_used (gconstpointer a, gconstpointer b)
{
  const Used *one = a, *other = b;

  return one->n != other->n ? (one->n < other->n) - (one->n > other->n) : g_utf8_collate (one->text, other->text);
}

static void
count_lines (GHashTable *counts, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gpointer n;

      if (*line == '\0')
        continue;
      n = g_hash_table_lookup (counts, line);
      g_hash_table_replace (counts, g_strdup (line), GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
    }
}

static GStrv
order_counts (GHashTable *counts)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Used));
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer text, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &n))
    {
      Used used = { text, GPOINTER_TO_UINT (n) };

      g_array_append_val (all, used);
    }
  g_array_sort (all, compare_used);
  for (guint i = 0; i < MIN (all->len, USED_MAX); i++)
    g_strv_builder_add (texts, g_array_index (all, Used, i).text);
  return g_strv_builder_end (texts);
}

GStrv
crm_deal_read_used (CrmConnection *connection, guint field, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  int step;

  g_return_val_if_fail (field < CRM_DEAL_N_FIELDS, NULL);

  sql = g_strdup_printf ("SELECT %1$s FROM (SELECT %1$s FROM deal WHERE deleted = 0 ORDER BY rowid DESC LIMIT %2$d) WHERE %1$s IS NOT NULL",
                         crm_kind_deal.fields[field].name, USED_DEALS);
  statement = crm_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    count_lines (counts, (const char *)sqlite3_column_text (statement, 0));
  return step == 0 ? order_counts (counts) : NULL;
}
