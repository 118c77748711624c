/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the window: those of the sidebar in its order, then the others. */

#include "config.h"

#include "app/crm-page-table.h"

#include "app/calendar/crm-calendar-page.h"
#include "app/customers/crm-customers-page.h"
#include "app/customers/crm-profile-page.h"
#include "app/deals/crm-deal-page.h"
#include "app/deals/crm-deals-page.h"
#include "app/history/crm-bin-page.h"
#include "app/history/crm-history-page.h"
#include "app/quality/crm-quality-page.h"
#include "app/surveys/crm-survey-record-page.h"
#include "app/surveys/crm-surveys-page.h"
#include "app/today/crm-today-page.h"

#include <glib/gi18n-lib.h>

const CrmPageEntry crm_page_table[] = {
  { "today", N_ ("Today"), "crm-today-symbolic", CRM_PAGE_PLACE_SIDEBAR, crm_today_page_get_type },
  { "customers", N_ ("Customers"), "crm-customers-symbolic", CRM_PAGE_PLACE_SIDEBAR, crm_customers_page_get_type },
  { "deals", N_ ("Deals"), "crm-deals-symbolic", CRM_PAGE_PLACE_SIDEBAR, crm_deals_page_get_type },
  { "surveys", N_ ("Surveys"), "crm-surveys-symbolic", CRM_PAGE_PLACE_SIDEBAR, crm_surveys_page_get_type },
  { "calendar", N_ ("Calendar"), "crm-calendar-symbolic", CRM_PAGE_PLACE_SIDEBAR, crm_calendar_page_get_type },
  { "history", N_ ("History"), "document-open-recent-symbolic", CRM_PAGE_PLACE_MENU, crm_history_page_get_type, "<Shift><Control>h" },
  { "bin", N_ ("Deleted Records"), "user-trash-symbolic", CRM_PAGE_PLACE_MENU, crm_bin_page_get_type },
  { "quality", N_ ("Data Quality"), "object-select-symbolic", CRM_PAGE_PLACE_MENU, crm_quality_page_get_type },
  { NULL },
};

const CrmPageEntry *
crm_page_table_find (const char *name)
{
  for (const CrmPageEntry *entry = crm_page_table; entry->name != NULL; entry++)
    if (g_strcmp0 (entry->name, name) == 0)
      return entry;
  return NULL;
}

const char *
crm_page_table_get_home (const CrmKind *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  switch ((int)kind->id)
    {
    case CRM_KIND_DEAL:
      return "deals";
    case CRM_KIND_SURVEY:
      return "surveys";
    case CRM_KIND_TASK:
      return "calendar";
    default:
      return "customers";
    }
}

gboolean
crm_page_table_has_record_page (const CrmKind *kind)
{
  return kind->id == CRM_KIND_CUSTOMER || kind->id == CRM_KIND_DEAL || kind->id == CRM_KIND_SURVEY;
}

CrmPage *
crm_page_table_new_record_page (CrmContext *context, const CrmKind *kind, const CrmId *id, GListModel *list, guint position)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL && id != NULL, NULL);

  if (kind->id == CRM_KIND_CUSTOMER)
    return crm_profile_page_new (context, id, list, position);
  if (kind->id == CRM_KIND_DEAL)
    return crm_deal_page_new (context, id, list, position);
  if (kind->id == CRM_KIND_SURVEY)
    return crm_survey_record_page_new (context, id);
  return NULL;
}
