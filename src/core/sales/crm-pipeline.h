/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pipelines with their stages, as pages and reports read them; and the edits that make and remove them. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmPipeline:
 * @record: of the kind pipeline
 * @stages: (element-type CrmRecord): its stages in their order, the closing ones last
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *record;
  GPtrArray *stages;
} CrmPipeline;

CrmPipeline *crm_pipeline_ref (CrmPipeline *self);
void crm_pipeline_unref (CrmPipeline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPipeline, crm_pipeline_unref)

/* (transfer container) (element-type CrmPipeline): all pipelines in their order; on the connection's thread. */
GPtrArray *crm_pipelines_read (CrmConnection *connection, GError **error);

/* The same as a CrmReadFunc: a boxed GPtrArray. */
gboolean crm_pipelines_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error);

/* (nullable): the pipeline with that id, or with that name in any case. */
CrmPipeline *crm_pipelines_find (GPtrArray *pipelines, const CrmId *id);
CrmPipeline *crm_pipelines_find_by_name (GPtrArray *pipelines, const char *name);

/* (nullable): the stage with that id, of any pipeline; @pipeline (out) (optional): whose it is. */
CrmRecord *crm_pipelines_find_stage (GPtrArray *pipelines, const CrmId *stage, CrmPipeline **pipeline);

/* (nullable): the first stage with that outcome: "open", "won", "lost"; and the stage with that name in any case. */
CrmRecord *crm_pipeline_find_stage_for (const CrmPipeline *self, const char *outcome);
CrmRecord *crm_pipeline_find_stage_by_name (const CrmPipeline *self, const char *name);

/* "open", "won" or "lost". */
const char *crm_stage_get_outcome (const CrmRecord *stage);
gboolean crm_stage_is_open (const CrmRecord *stage);

/**
 * crm_deal_get_probability:
 * @stage: (nullable): the deal's stage
 *
 * Returns: per cent: what was set by hand for the deal, else its stage's; 100 where it is won and 0 where it is lost.
 */
int crm_deal_get_probability (const CrmRecord *deal, const CrmRecord *stage);

/**
 * crm_deal_find_missing:
 * @deal: (nullable): as it is; %NULL for a new one
 *
 * Returns: (transfer container) (element-type CrmField): the fields that must be filled before a deal comes to @stage and are not.
 */
GPtrArray *crm_deal_find_missing (const CrmRecord *deal, const CrmRecord *stage);

/**
 * crm_pipeline_create:
 * @after: (nullable): the position of the pipeline it follows
 *
 * Returns: (transfer none): the change, whose id is the pipeline's.
 */
CrmChange *crm_pipeline_create (CrmEdit *edit, const char *name, const char *after);

/**
 * crm_stage_create:
 * @outcome: "open", "won" or "lost"
 * @probability: per cent
 * @day_limit: 0 for none
 * @after: (nullable): the position of the stage it follows
 *
 * Returns: (transfer none): the change, whose id is the stage's.
 */
CrmChange *crm_stage_create (CrmEdit *edit, const CrmId *pipeline, const char *name, const char *outcome, int probability, int day_limit, const char *after);

/**
 * crm_pipeline_can_lose:
 * @stage: one of its stages
 * @error: %CRM_ERROR_INVALID, for the person
 *
 * A pipeline keeps a stage to begin in, one for what is won and one for what is lost.
 *
 * Returns: whether @stage may go, or come to mean another outcome.
 */
gboolean crm_pipeline_can_lose (const CrmPipeline *self, const CrmRecord *stage, GError **error);

/* Adds a pipeline with the usual stages in the user's language, to begin with. Returns its id. */
CrmId crm_pipeline_create_usual (CrmEdit *edit, const char *after);

/**
 * crm_stage_new_removal:
 * @stage: to be removed
 * @destination: (nullable): a stage its deals go to; %NULL where it has none
 *
 * Returns: (transfer full): an edit that moves the deals, which the stage log tells, and then deletes the stage.
 */
CrmEdit *crm_stage_new_removal (const CrmRecord *stage, const CrmRecord *destination);

/* The same for a pipeline and all of its stages: @destination is a stage of another. */
CrmEdit *crm_pipeline_new_removal (const CrmPipeline *self, const CrmRecord *destination);

G_END_DECLS
