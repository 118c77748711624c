/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one chip for a stage of a pipeline. */

#pragma once

#include "app/widgets/crm-chip.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

/* @stage: (nullable): %NULL for a deal that stands in no stage there is. */
void crm_stage_chip_set_stage (CrmChip *chip, const CrmRecord *stage);

G_END_DECLS
