/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a deal to a stage. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-move.h"

#include "app/deals/crm-deal-move-dialog.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

CrmEdit *
crm_deal_move_new_edit (const CrmRecord *deal, const CrmRecord *stage, CrmChange **change)
{
  const char *outcome = crm_stage_get_outcome (stage);
  const char *title = g_str_equal (outcome, "won") ? _ ("Win Deal") : g_str_equal (outcome, "lost") ? _ ("Lose Deal")
                                                                                                    : _ ("Move Deal");
  CrmEdit *edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);

  *change = crm_edit_update (edit, &crm_kind_deal, &deal->id);
  crm_change_set_id (*change, CRM_DEAL_STAGE, &stage->id);
  crm_change_set (*change, CRM_DEAL_PIPELINE, crm_value_copy (&stage->values[CRM_STAGE_PIPELINE]));
  return edit;
}

char *
crm_deal_move_dup_toast (const CrmRecord *deal, const CrmRecord *stage)
{
  const char *outcome = crm_stage_get_outcome (stage), *title = crm_record_get_title (deal) != NULL ? crm_record_get_title (deal) : _ ("Deal");

  if (g_str_equal (outcome, "won"))
    return g_strdup_printf (_ ("“%s” won"), title);
  if (g_str_equal (outcome, "lost"))
    return g_strdup_printf (_ ("“%s” lost"), title);
  return g_strdup_printf (_ ("“%1$s” moved to %2$s"), title, crm_record_get_title (stage));
}

void
crm_deal_move_begin (CrmPage *page, CrmRecord *deal, CrmRecord *stage)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *toast = NULL;
  CrmChange *change;

  g_return_if_fail (CRM_IS_PAGE (page) && deal != NULL && deal->kind == &crm_kind_deal && stage != NULL && stage->kind == &crm_kind_stage);

  if (crm_record_get_id (deal, CRM_DEAL_STAGE) != NULL && crm_id_equal (crm_record_get_id (deal, CRM_DEAL_STAGE), &stage->id))
    return;
  missing = crm_deal_find_missing (deal, stage);
  if (missing->len > 0 || g_str_equal (crm_stage_get_outcome (stage), "lost"))
    {
      crm_deal_move_dialog_present (page, deal, stage, missing);
      return;
    }
  edit = crm_deal_move_new_edit (deal, stage, &change);
  toast = crm_deal_move_dup_toast (deal, stage);
  dex_future_disown (crm_page_apply (page, edit, toast));
}
