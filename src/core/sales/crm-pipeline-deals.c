/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipelines with how many deals each stage and pipeline has. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-pipeline-deals.h"

G_DEFINE_BOXED_TYPE (CrmPipelineDeals, crm_pipeline_deals, crm_pipeline_deals_ref, crm_pipeline_deals_unref)

static void
pipeline_deals_clear (gpointer data)
{
  CrmPipelineDeals *self = data;

  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_hash_table_unref (self->counts);
}

CrmPipelineDeals *
crm_pipeline_deals_ref (CrmPipelineDeals *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_pipeline_deals_unref (CrmPipelineDeals *self)
{
  g_atomic_rc_box_release_full (self, pipeline_deals_clear);
}

guint
crm_pipeline_deals_count (const CrmPipelineDeals *self, const CrmId *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, id));
}

static void
add (CrmPipelineDeals *self, const CrmId *id, guint n)
{
  guint before = crm_pipeline_deals_count (self, id);

  g_hash_table_replace (self->counts, g_memdup2 (id, sizeof *id), GUINT_TO_POINTER (before + n));
}

static gboolean
count (CrmPipelineDeals *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT s.pipeline, s.id, (SELECT count(*) FROM deal d WHERE d.stage = s.id AND d.deleted = 0) FROM stage s";
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      guint n = (guint)sqlite3_column_int (statement, 2);
      CrmId pipeline, stage;

      if (n == 0 || !crm_statement_read_id (statement, 1, &stage))
        continue;
      add (self, &stage, n);
      if (crm_statement_read_id (statement, 0, &pipeline))
        add (self, &pipeline, n);
    }
  return step == 0;
}

gboolean
crm_pipeline_deals_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (CrmPipelineDeals) self = g_atomic_rc_box_new0 (CrmPipelineDeals);

  self->counts = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  self->pipelines = crm_pipelines_read (connection, error);
  if (self->pipelines == NULL || !count (self, connection, error))
    return FALSE;
  g_value_init (result, CRM_TYPE_PIPELINE_DEALS);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}
