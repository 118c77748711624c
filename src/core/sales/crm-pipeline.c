/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pipelines with their stages, as pages and reports read them; and the edits that make and remove them. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-pipeline.h"

#include "core/base/crm-error.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Deals moved between two looks at the clock. */
#define PULL_MAX 200

CrmPipeline *
crm_pipeline_ref (CrmPipeline *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmPipeline *self = data;

  crm_record_unref (self->record);
  g_ptr_array_unref (self->stages);
}

void
crm_pipeline_unref (CrmPipeline *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
read_stages (CrmConnection *connection, const CrmId *pipeline, GError **error)
{
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM stage WHERE pipeline = ? AND deleted = 0 ORDER BY outcome <> 'open', outcome = 'lost', position, rowid", crm_kind_get_columns (&crm_kind_stage));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, pipeline);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (stages, crm_statement_read_record (statement, &crm_kind_stage));
  return step == 0 ? g_steal_pointer (&stages) : NULL;
}

GPtrArray *
crm_pipelines_read (CrmConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) pipelines = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_pipeline_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM pipeline WHERE deleted = 0 ORDER BY position, rowid", crm_kind_get_columns (&crm_kind_pipeline));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmPipeline *pipeline = g_atomic_rc_box_new0 (CrmPipeline);

      pipeline->record = crm_statement_read_record (statement, &crm_kind_pipeline);
      pipeline->stages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
      g_ptr_array_add (pipelines, pipeline);
    }
  for (guint i = 0; step == 0 && i < pipelines->len; i++)
    {
      CrmPipeline *pipeline = pipelines->pdata[i];
      GPtrArray *stages = read_stages (connection, &pipeline->record->id, error);

      if (stages == NULL)
        return NULL;
      g_ptr_array_unref (pipeline->stages);
      pipeline->stages = stages;
    }
  return step == 0 ? g_steal_pointer (&pipelines) : NULL;
}

gboolean
crm_pipelines_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *pipelines = crm_pipelines_read (connection, error);

  if (pipelines == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, pipelines);
  return TRUE;
}

/* ── finding ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *fold_a = g_utf8_casefold (a, -1), *fold_b = g_utf8_casefold (b, -1);

  return strcmp (fold_a, fold_b) == 0;
}

CrmPipeline *
crm_pipelines_find (GPtrArray *pipelines, const CrmId *id)
{
  for (guint i = 0; i < pipelines->len; i++)
    if (crm_id_equal (&((CrmPipeline *)pipelines->pdata[i])->record->id, id))
      return pipelines->pdata[i];
  return NULL;
}

CrmPipeline *
crm_pipelines_find_by_name (GPtrArray *pipelines, const char *name)
{
  for (guint i = 0; i < pipelines->len; i++)
    {
      CrmPipeline *pipeline = pipelines->pdata[i];

      if (is_same_name (crm_record_get_text (pipeline->record, CRM_PIPELINE_NAME), name))
        return pipeline;
    }
  return NULL;
}

CrmRecord *
crm_pipelines_find_stage (GPtrArray *pipelines, const CrmId *stage, CrmPipeline **pipeline)
{
  for (guint i = 0; i < pipelines->len; i++)
    {
      CrmPipeline *candidate = pipelines->pdata[i];

      for (guint j = 0; j < candidate->stages->len; j++)
        if (crm_id_equal (&((CrmRecord *)candidate->stages->pdata[j])->id, stage))
          {
            if (pipeline != NULL)
              *pipeline = candidate;
            return candidate->stages->pdata[j];
          }
    }
  return NULL;
}

CrmRecord *
crm_pipeline_find_stage_for (const CrmPipeline *self, const char *outcome)
{
  for (guint i = 0; i < self->stages->len; i++)
    if (strcmp (crm_stage_get_outcome (self->stages->pdata[i]), outcome) == 0)
      return self->stages->pdata[i];
  return NULL;
}

CrmRecord *
crm_pipeline_find_stage_by_name (const CrmPipeline *self, const char *name)
{
  for (guint i = 0; i < self->stages->len; i++)
    if (is_same_name (crm_record_get_text (self->stages->pdata[i], CRM_STAGE_NAME), name))
      return self->stages->pdata[i];
  return NULL;
}

const char *
crm_stage_get_outcome (const CrmRecord *stage)
{
  const char *outcome = crm_record_get_text (stage, CRM_STAGE_OUTCOME);

  return outcome != NULL ? outcome : "open";
}

gboolean
crm_stage_is_open (const CrmRecord *stage)
{
  return strcmp (crm_stage_get_outcome (stage), "open") == 0;
}

/* ── a deal and its stage ─────────────────────────────────────────────────────────────────── */

int
crm_deal_get_probability (const CrmRecord *deal, const CrmRecord *stage)
{
  const char *outcome = crm_record_get_text (deal, CRM_DEAL_OUTCOME);

  if (g_strcmp0 (outcome, "won") == 0)
    return 100;
  if (g_strcmp0 (outcome, "lost") == 0)
    return 0;
  return (int)crm_record_get_integer (deal, CRM_DEAL_PROBABILITY, stage != NULL ? crm_record_get_integer (stage, CRM_STAGE_PROBABILITY, 0) : 0);
}

GPtrArray *
crm_deal_find_missing (const CrmRecord *deal, const CrmRecord *stage)
{
  GPtrArray *missing = g_ptr_array_new ();
  const char *text = crm_record_get_text (stage, CRM_STAGE_REQUIREMENTS);
  g_auto (GStrv) names = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      int field = crm_kind_find_field (&crm_kind_deal, g_strstrip (names[i]));

      if (field >= 0 && (deal == NULL || deal->values[field].type == CRM_VALUE_NONE))
        g_ptr_array_add (missing, (gpointer)&crm_kind_deal.fields[field]);
    }
  return missing;
}

/* ── making ───────────────────────────────────────────────────────────────────────────────── */

CrmChange *
crm_pipeline_create (CrmEdit *edit, const char *name, const char *after)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_pipeline, NULL);
  g_autofree char *position = crm_position_between (after, NULL);

  crm_change_set_text (change, CRM_PIPELINE_NAME, name);
  crm_change_set_text (change, CRM_PIPELINE_POSITION, position);
  return change;
}

CrmChange *
crm_stage_create (CrmEdit *edit, const CrmId *pipeline, const char *name, const char *outcome, int probability, int day_limit, const char *after)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_stage, NULL);
  g_autofree char *position = crm_position_between (after, NULL);

  crm_change_set_id (change, CRM_STAGE_PIPELINE, pipeline);
  crm_change_set_text (change, CRM_STAGE_NAME, name);
  crm_change_set_text (change, CRM_STAGE_POSITION, position);
  crm_change_set_integer (change, CRM_STAGE_PROBABILITY, probability);
  if (day_limit > 0)
    crm_change_set_integer (change, CRM_STAGE_DAY_LIMIT, day_limit);
  crm_change_set_text (change, CRM_STAGE_OUTCOME, outcome);
  return change;
}

CrmId
crm_pipeline_create_usual (CrmEdit *edit, const char *after)
{
  static const struct
  {
    const char *name;
    const char *outcome;
    int probability;
    int day_limit;
  } stages[] = {
    { NC_ ("stage", "Lead"), "open", 10, 14 },
    { NC_ ("stage", "Qualified"), "open", 25, 21 },
    { NC_ ("stage", "Proposal"), "open", 50, 21 },
    { NC_ ("stage", "Negotiation"), "open", 75, 30 },
    { NC_ ("stage", "Won"), "won", 100, 0 },
    { NC_ ("stage", "Lost"), "lost", 0, 0 },
  };
  CrmId pipeline = crm_pipeline_create (edit, _ ("Sales"), after)->id;
  const char *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      CrmChange *stage = crm_stage_create (edit, &pipeline, g_dpgettext2 (GETTEXT_PACKAGE, "stage", stages[i].name), stages[i].outcome, stages[i].probability, stages[i].day_limit, last);

      last = crm_change_get (stage, CRM_STAGE_POSITION)->text;
    }
  return pipeline;
}

gboolean
crm_pipeline_can_lose (const CrmPipeline *self, const CrmRecord *stage, GError **error)
{
  const char *outcome = crm_stage_get_outcome (stage);
  guint n = 0;

  for (guint i = 0; i < self->stages->len; i++)
    n += strcmp (crm_stage_get_outcome (self->stages->pdata[i]), outcome) == 0;
  if (n > 1)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       strcmp (outcome, "won") == 0 ? _ ("This is the only stage for deals that are won. Add another before.") : strcmp (outcome, "lost") == 0 ? _ ("This is the only stage for deals that are lost. Add another before.")
                                                                                                                                                               : _ ("This is the only stage in which deals are open. Add another before."));
  return FALSE;
}

/* ── removing ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GPtrArray *stages;      /* of CrmRecord */
  CrmRecord *pipeline;    /* (nullable): deleted with them */
  CrmRecord *destination; /* (nullable) */
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_ptr_array_unref (removal->stages);
  g_clear_pointer (&removal->pipeline, crm_record_unref);
  g_clear_pointer (&removal->destination, crm_record_unref);
  g_free (removal);
}

static int
pull_deals (CrmConnection *connection, const CrmRecord *stage, const CrmRecord *destination, CrmEdit *edit, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM deal WHERE stage = ? AND deleted = 0 LIMIT %d", PULL_MAX);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step, n = 0;
  CrmId deal;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, &stage->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &deal))
      {
        CrmChange *change = crm_edit_update (edit, &crm_kind_deal, &deal);

        crm_change_set_id (change, CRM_DEAL_STAGE, &destination->id);
        crm_change_set (change, CRM_DEAL_PIPELINE, crm_value_copy (&destination->values[CRM_STAGE_PIPELINE]));
        n++;
      }
  return step < 0 ? -1 : n;
}

static int
pull_removal (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Removal *removal = data;

  for (guint i = 0; removal->destination != NULL && i < removal->stages->len; i++)
    {
      int n = pull_deals (connection, removal->stages->pdata[i], removal->destination, edit, error);

      if (n != 0)
        return n < 0 ? -1 : 1;
    }
  for (guint i = 0; i < removal->stages->len; i++)
    crm_edit_delete (edit, &crm_kind_stage, &((CrmRecord *)removal->stages->pdata[i])->id);
  if (removal->pipeline != NULL)
    crm_edit_delete (edit, &crm_kind_pipeline, &removal->pipeline->id);
  return 0;
}

CrmEdit *
crm_stage_new_removal (const CrmRecord *stage, const CrmRecord *destination)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->stages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_ptr_array_add (removal->stages, crm_record_ref ((CrmRecord *)stage));
  removal->destination = destination != NULL ? crm_record_ref ((CrmRecord *)destination) : NULL;
  return crm_edit_new_stream (_ ("Remove stage"), CRM_EDIT_ORIGIN_PERSON, pull_removal, removal, removal_free);
}

CrmEdit *
crm_pipeline_new_removal (const CrmPipeline *self, const CrmRecord *destination)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->stages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  for (guint i = 0; i < self->stages->len; i++)
    g_ptr_array_add (removal->stages, crm_record_ref (self->stages->pdata[i]));
  removal->pipeline = crm_record_ref (self->record);
  removal->destination = destination != NULL ? crm_record_ref ((CrmRecord *)destination) : NULL;
  return crm_edit_new_stream (_ ("Remove pipeline"), CRM_EDIT_ORIGIN_PERSON, pull_removal, removal, removal_free);
}
