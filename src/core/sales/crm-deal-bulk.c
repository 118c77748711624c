/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with many deals, as one edit. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-bulk.h"

#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-connection.h"

#define PIECE 500

typedef struct _Bulk Bulk;

struct _Bulk
{
  void (*add) (CrmEdit *edit, const CrmRecord *deal, const Bulk *bulk);
  GArray *rowids;
  GArray *assignments;
  CrmDate month;
  CrmDate today;
  guint next;
};

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_array_unref (bulk->rowids);
  g_clear_pointer (&bulk->assignments, g_array_unref);
  g_free (bulk);
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Bulk *bulk = data;

  for (guint i = 0; i < PIECE && bulk->next < bulk->rowids->len; i++, bulk->next++)
    {
      GError *local_error = NULL;
      g_autoptr (CrmRecord) deal = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (bulk->rowids, gint64, bulk->next), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return -1;
        }
      if (deal != NULL && !deal->deleted)
        bulk->add (edit, deal, bulk);
    }
  return bulk->next < bulk->rowids->len;
}

static Bulk *
bulk_make (GArray *rowids, GArray *assignments, void (*add) (CrmEdit *, const CrmRecord *, const Bulk *))
{
  Bulk *bulk = g_new0 (Bulk, 1);

  *bulk = (Bulk){ .add = add, .rowids = g_array_ref (rowids), .assignments = assignments != NULL ? g_array_ref (assignments) : NULL };
  return bulk;
}

static CrmEdit *
bulk_new (const char *title, GArray *rowids, GArray *assignments, void (*add) (CrmEdit *, const CrmRecord *, const Bulk *))
{
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_PERSON, pull, bulk_make (rowids, assignments, add), bulk_free);
}

static void
assign (CrmChange *change, GArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (assignments, CrmAssignment, i);

      crm_change_set (change, assignment->field, crm_value_copy (&assignment->value));
    }
}

static void
add_deletion (CrmEdit *edit, const CrmRecord *deal, const Bulk *bulk)
{
  crm_edit_delete (edit, &crm_kind_deal, &deal->id);
}

static void
add_assignment (CrmEdit *edit, const CrmRecord *deal, const Bulk *bulk)
{
  assign (crm_edit_update (edit, &crm_kind_deal, &deal->id), bulk->assignments);
}

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

static void
add_month (CrmEdit *edit, const CrmRecord *deal, const Bulk *bulk)
{
  CrmDate expected = (CrmDate)crm_record_get_integer (deal, CRM_DEAL_EXPECTED_CLOSE, CRM_DATE_NONE);
  CrmDate day = crm_deal_bulk_find_day (expected, bulk->month, bulk->today);

  if (day != expected)
    crm_change_set (crm_edit_update (edit, &crm_kind_deal, &deal->id), CRM_DEAL_EXPECTED_CLOSE, crm_value_integer (day));
}

static void
add_task (CrmEdit *edit, const CrmRecord *deal, const Bulk *bulk)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set (change, CRM_TASK_CUSTOMER, crm_value_copy (&deal->values[CRM_DEAL_CUSTOMER]));
  crm_change_set_id (change, CRM_TASK_DEAL, &deal->id);
  if (crm_record_has (deal, CRM_DEAL_OWNER))
    crm_change_set (change, CRM_TASK_ASSIGNEE, crm_value_copy (&deal->values[CRM_DEAL_OWNER]));
  assign (change, bulk->assignments);
}

CrmEdit *
crm_deal_bulk_new_deletion (const char *title, GArray *rowids)
{
  g_return_val_if_fail (title != NULL && rowids != NULL, NULL);

  return bulk_new (title, rowids, NULL, add_deletion);
}

CrmEdit *
crm_deal_bulk_new_assignment (const char *title, GArray *rowids, GArray *assignments)
{
  g_return_val_if_fail (title != NULL && rowids != NULL && assignments != NULL, NULL);

  return bulk_new (title, rowids, assignments, add_assignment);
}

CrmEdit *
crm_deal_bulk_new_month (const char *title, GArray *rowids, CrmDate month, CrmDate today)
{
  Bulk *bulk;

  g_return_val_if_fail (title != NULL && rowids != NULL && crm_date_is_valid (month), NULL);

  bulk = bulk_make (rowids, NULL, add_month);
  bulk->month = month;
  bulk->today = today;
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_PERSON, pull, bulk, bulk_free);
}

CrmEdit *
crm_deal_bulk_new_tasks (const char *title, GArray *rowids, GArray *task)
{
  g_return_val_if_fail (title != NULL && rowids != NULL && task != NULL, NULL);

  return bulk_new (title, rowids, task, add_task);
}
