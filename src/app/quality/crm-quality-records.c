/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that a check of data quality finds, in a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/quality/crm-quality-records.h"

#include "app/crm-page-table.h"
#include "app/reports/crm-records-dialog.h"
#include "core/history/crm-record-scope.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page;
  CrmRecord *record;
  const CrmKind *kind;
  CrmId id;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->page);
  crm_record_unref (opening->record);
  g_free (opening);
}

static gboolean
find_whole (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Opening *opening = data;

  crm_record_scope_find_whole (connection, opening->record, &opening->kind, &opening->id);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static DexFuture *
on_whole (DexFuture *future, gpointer data)
{
  Opening *opening = data;

  if (opening->kind != NULL && crm_page_table_has_record_page (opening->kind))
    crm_page_open_record (opening->page, opening->kind, &opening->id, NULL, 0);
  else
    crm_page_say (opening->page, _ ("This person belongs to no customer."), FALSE);
  return NULL;
}

void
crm_quality_open (CrmPage *page, const CrmRecord *record)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->page = g_object_ref (page);
  opening->record = crm_record_ref ((CrmRecord *)record);
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (crm_page_get_context (page)), NULL, find_whole, opening, NULL), on_whole, opening, opening_free));
}

static char *
dup_title (CrmPage *page, const CrmRecord *record)
{
  return g_strdup (crm_record_get_title (record));
}

static char *
dup_customer_line (CrmPage *page, const CrmRecord *customer)
{
  const char *parts[4] = { 0 };
  guint n = 0, fields[] = { CRM_CUSTOMER_CITY, CRM_CUSTOMER_PHONE, CRM_CUSTOMER_TAX_ID };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (crm_record_get_text (customer, fields[i]) != NULL)
      parts[n++] = crm_record_get_text (customer, fields[i]);
  return g_strjoinv (" · ", (char **)parts);
}

static char *
dup_kind_line (CrmPage *page, const CrmRecord *record)
{
  if (record->kind == &crm_kind_contact_point)
    return g_strdup (crm_field_get_choice_label (&crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], crm_record_get_text (record, CRM_CONTACT_POINT_KIND)));
  return g_strdup (_ (record->kind->label));
}

void
crm_quality_records_present (CrmPage *page, CrmQualityCheck check, GArray *rowids)
{
  static const CrmRecordsKind customers = {
    &crm_kind_customer,
    CRM_CUSTOMER_NAME_KEY,
    FALSE,
    N_ ("Customers"),
    "crm-customers-symbolic",
    N_ ("None"),
    N_ ("This check finds nobody."),
    dup_title,
    dup_customer_line,
    NULL,
  };
  static const CrmRecordsKind people = {
    &crm_kind_person,
    CRM_PERSON_NAME_KEY,
    FALSE,
    N_ ("People"),
    "avatar-default-symbolic",
    N_ ("None"),
    N_ ("This check finds nobody."),
    dup_title,
    dup_kind_line,
    crm_quality_open,
  };
  static const CrmRecordsKind points = {
    &crm_kind_contact_point,
    CRM_CONTACT_POINT_VALUE,
    FALSE,
    N_ ("Contact points"),
    "call-start-symbolic",
    N_ ("None"),
    N_ ("This check finds nothing."),
    dup_title,
    dup_kind_line,
    crm_quality_open,
  };
  const CrmQualityInfo *info = crm_quality_get_info (check);
  g_autofree char *count = g_strdup_printf (ngettext ("%'u record", "%'u records", rowids->len), rowids->len);

  crm_records_dialog_present (page, info->kind == CRM_KIND_CUSTOMER ? &customers : info->kind == CRM_KIND_PERSON ? &people
                                                                                                                 : &points,
                              _ (info->title), count, rowids);
}
