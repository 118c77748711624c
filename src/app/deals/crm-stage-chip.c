/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one chip for a stage of a pipeline. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-stage-chip.h"

#include "core/sales/crm-pipeline.h"

#include <glib/gi18n-lib.h>

void
crm_stage_chip_set_stage (CrmChip *chip, const CrmRecord *stage)
{
  const char *outcome = stage != NULL ? crm_stage_get_outcome (stage) : NULL;

  g_return_if_fail (CRM_IS_CHIP (chip));

  crm_chip_set_label (chip, stage != NULL ? crm_record_get_title (stage) : _ ("No stage"));
  crm_chip_set_tone (chip, stage == NULL ? CRM_TONE_WARNING : g_str_equal (outcome, "won") ? CRM_TONE_GOOD
                                                          : g_str_equal (outcome, "lost")  ? CRM_TONE_BAD
                                                                                           : CRM_TONE_ACCENT);
}
