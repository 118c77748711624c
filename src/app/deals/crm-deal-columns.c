/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of deals. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-columns.h"

#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

static char *
text_of_next_step (const CrmRecord *deal, guint field, const CrmColumnFormat *format)
{
  static const CrmRecordColumn plain = { CRM_DEAL_NEXT_STEP };
  g_autofree char *when = crm_record_column_get_text (&plain, deal, NULL, format);
  const char *what = crm_record_get_text (deal, CRM_DEAL_NEXT_STEP_TITLE);

  if (when == NULL || what == NULL)
    return g_steal_pointer (&when);
  return g_strdup_printf (_ ("%s, %s"), when, what);
}

static char *
text_of_per_cent (const CrmRecord *deal, guint field, const CrmColumnFormat *format)
{
  return crm_record_has (deal, field) ? g_strdup_printf (_ ("%d%%"), (int)crm_record_get_integer (deal, field, 0)) : NULL;
}

const CrmRecordColumn crm_deal_columns[] = {
  { CRM_DEAL_TITLE, .expand = TRUE, .found = TRUE },
  { CRM_DEAL_CUSTOMER_NAME, 176, .found = TRUE },
  { CRM_DEAL_STAGE, 104 },
  { CRM_DEAL_AMOUNT, 116, .numeric = TRUE },
  { CRM_DEAL_EXPECTED_CLOSE, 108 },
  { CRM_DEAL_OWNER, 100 },
  { CRM_DEAL_STAGE_SINCE, 108, .hidden = TRUE },
  { CRM_DEAL_NEXT_STEP, 168, .text = text_of_next_step },
  { CRM_DEAL_OUTCOME, 80, .hidden = TRUE },
  { CRM_DEAL_PROBABILITY, 92, .numeric = TRUE, .hidden = TRUE, .text = text_of_per_cent },
  { CRM_DEAL_CATEGORY, 120, .hidden = TRUE },
  { CRM_DEAL_SOURCE, 112, .hidden = TRUE },
  { CRM_DEAL_CAMPAIGN, 120, .hidden = TRUE, .found = TRUE },
  { CRM_DEAL_LAST_ACTIVITY, 108, .hidden = TRUE },
  { CRM_DEAL_BEGAN_AT, 108, .hidden = TRUE },
  { CRM_DEAL_CLOSED_AT, 108, .hidden = TRUE },
  { CRM_DEAL_LOST_REASON, 140, .hidden = TRUE },
  { CRM_DEAL_COMPETITOR, 120, .hidden = TRUE, .found = TRUE },
};

const gsize crm_n_deal_columns = G_N_ELEMENTS (crm_deal_columns);

guint
crm_deal_columns_get_sort (guint field)
{
  return field == CRM_DEAL_TITLE ? CRM_DEAL_TITLE_KEY : field == CRM_DEAL_CUSTOMER_NAME ? CRM_DEAL_CUSTOMER_KEY
                                                                                        : field;
}
