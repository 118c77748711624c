/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals behind a figure, in a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-records.h"

#include "app/reports/crm-records-dialog.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static char *
dup_title (CrmPage *page, const CrmRecord *deal)
{
  return g_strdup (crm_record_get_title (deal));
}

static char *
dup_line (CrmPage *page, const CrmRecord *deal)
{
  const CrmValue *amount = &deal->values[CRM_DEAL_AMOUNT];
  const char *home = crm_workspace_get_currency (crm_context_get_workspace (crm_page_get_context (page)));
  g_autofree char *money = amount->type == CRM_VALUE_MONEY ? crm_money_format (&amount->money, setlocale (LC_MESSAGES, NULL), home) : g_strdup (_ ("No amount"));
  const char *outcome = crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_OUTCOME], crm_record_get_text (deal, CRM_DEAL_OUTCOME));

  return g_strjoin (" · ", crm_record_get_text (deal, CRM_DEAL_CUSTOMER_NAME) ?: _ ("No customer"), money, outcome, NULL);
}

void
crm_deals_records_present (CrmPage *page, const char *title, GArray *rowids)
{
  static const CrmRecordsKind deals = {
    &crm_kind_deal,
    CRM_DEAL_TITLE_KEY,
    FALSE,
    N_ ("Deals"),
    "crm-deals-symbolic",
    N_ ("No Deals"),
    N_ ("No deal stands behind this figure."),
    dup_title,
    dup_line,
    NULL,
  };
  g_autofree char *count = g_strdup_printf (ngettext ("%'u deal", "%'u deals", rowids->len), rowids->len);

  crm_records_dialog_present (page, &deals, title, count, rowids);
}
