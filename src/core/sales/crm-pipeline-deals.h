/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipelines with how many deals each stage and pipeline has, open and closed. */

#pragma once

#include "core/sales/crm-pipeline.h"

G_BEGIN_DECLS

/**
 * CrmPipelineDeals:
 * @pipelines: (element-type CrmPipeline): all pipelines in their order
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  GPtrArray *pipelines;

  /*< private >*/
  GHashTable *counts; /* CrmId of a stage or pipeline → guint */
} CrmPipelineDeals;

#define CRM_TYPE_PIPELINE_DEALS (crm_pipeline_deals_get_type ())

GType crm_pipeline_deals_get_type (void);
CrmPipelineDeals *crm_pipeline_deals_ref (CrmPipelineDeals *self);
void crm_pipeline_deals_unref (CrmPipelineDeals *self);

/* A CrmReadFunc: a boxed #CrmPipelineDeals. */
gboolean crm_pipeline_deals_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error);

/* @id: of a stage or pipeline; that of a pipeline counts those in its removed stages too. */
guint crm_pipeline_deals_count (const CrmPipelineDeals *self, const CrmId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPipelineDeals, crm_pipeline_deals_unref)

G_END_DECLS
