/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with many deals alone. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-bulk.h"

#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-bulk.h"

static CrmDate
get_last_day (CrmDate month)
{
  CrmDate first = crm_date_make (crm_date_get_year (month), crm_date_get_month (month), 1);

  return crm_date_add_days (crm_date_add_months (first, 1), -1);
}

CrmDate
crm_deal_bulk_find_day (CrmDate expected, CrmDate month, CrmDate today)
{
  CrmDate last, day;

  g_return_val_if_fail (crm_date_is_valid (month), CRM_DATE_NONE);

  last = get_last_day (month);
  if (!crm_date_is_valid (expected) || crm_date_get_day (expected) >= crm_date_get_day (last))
    return last;
  day = crm_date_make (crm_date_get_year (month), crm_date_get_month (month), crm_date_get_day (expected));
  return day < today ? last : day;
}

typedef struct
{
  CrmDate month;
  CrmDate today;
} Month;

static gboolean
add_month (CrmConnection *connection, CrmEdit *edit, const CrmRecord *deal, gpointer data, GError **error)
{
  const Month *month = data;
  CrmDate expected = (CrmDate)crm_record_get_integer (deal, CRM_DEAL_EXPECTED_CLOSE, CRM_DATE_NONE);
  CrmDate day = crm_deal_bulk_find_day (expected, month->month, month->today);

  if (day != expected)
    crm_change_set (crm_edit_update (edit, &crm_kind_deal, &deal->id), CRM_DEAL_EXPECTED_CLOSE, crm_value_integer (day));
  return TRUE;
}

static gboolean
add_task (CrmConnection *connection, CrmEdit *edit, const CrmRecord *deal, gpointer data, GError **error)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set (change, CRM_TASK_CUSTOMER, crm_value_copy (&deal->values[CRM_DEAL_CUSTOMER]));
  crm_change_set_id (change, CRM_TASK_DEAL, &deal->id);
  if (crm_record_has (deal, CRM_DEAL_OWNER))
    crm_change_set (change, CRM_TASK_ASSIGNEE, crm_value_copy (&deal->values[CRM_DEAL_OWNER]));
  crm_change_assign (change, data);
  return TRUE;
}

CrmEdit *
crm_deal_bulk_new_month (const char *title, GArray *rowids, CrmDate month, CrmDate today)
{
  Month dates = { month, today };

  g_return_val_if_fail (crm_date_is_valid (month), NULL);

  return crm_bulk_new (title, &crm_kind_deal, rowids, NULL, add_month, g_memdup2 (&dates, sizeof dates), g_free);
}

CrmEdit *
crm_deal_bulk_new_tasks (const char *title, GArray *rowids, GArray *task)
{
  g_return_val_if_fail (task != NULL, NULL);

  return crm_bulk_new (title, &crm_kind_deal, rowids, NULL, add_task, g_array_ref (task), (GDestroyNotify)g_array_unref);
}
