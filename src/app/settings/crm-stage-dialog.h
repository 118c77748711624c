/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a stage of a pipeline, or changes one. */

#pragma once

#include "app/settings/crm-record-dialog.h"
#include "core/sales/crm-pipeline.h"

G_BEGIN_DECLS

/**
 * crm_stage_dialog_new:
 * @stage: (nullable): which; %NULL for a new one, which stands after the last of its outcome
 *
 * Returns: (transfer floating): a dialog for its name, outcome, probability, limit, and the fields it asks for.
 */
CrmRecordDialog *crm_stage_dialog_new (CrmContext *context, CrmPipeline *pipeline, CrmRecord *stage);

G_END_DECLS
