/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to a record: whose history is its history, and what it is a part of. */

#define G_LOG_DOMAIN "crm-history"

#include "config.h"

#include "core/history/crm-record-scope.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

#define CUSTOMER_PARTS                                                          \
  "WITH scope(kind, record, made) AS ("                                         \
  " SELECT 1, rowid, created_edit FROM customer WHERE id = ?1"                  \
  " UNION SELECT 3, rowid, created_edit FROM role WHERE customer = ?1"          \
  " UNION SELECT 4, rowid, created_edit FROM contact_point WHERE customer = ?1" \
  " UNION SELECT 5, rowid, created_edit FROM relationship WHERE customer = ?1"  \
  " UNION SELECT 9, rowid, created_edit FROM tagging WHERE customer = ?1"       \
  " UNION SELECT 14, rowid, created_edit FROM custom_value WHERE customer = ?1"

#define DEAL_PARTS                                          \
  "WITH scope(kind, record, made) AS ("                     \
  " SELECT 17, rowid, created_edit FROM deal WHERE id = ?1" \
  " UNION SELECT 18, rowid, created_edit FROM deal_person WHERE deal = ?1"

#define PERSON_PARTS                                                 \
  "WITH scope(kind, record, made) AS ("                              \
  " SELECT 2, rowid, created_edit FROM person WHERE id = ?1"         \
  " UNION SELECT 3, rowid, created_edit FROM role WHERE person = ?1" \
  " UNION SELECT 4, rowid, created_edit FROM contact_point WHERE person = ?1"

const char *
crm_record_scope_get_sql (const CrmKind *kind)
{
  switch (kind->id)
    {
    case CRM_KIND_CUSTOMER:
      return CUSTOMER_PARTS " UNION SELECT 6, rowid, created_edit FROM interaction WHERE customer = ?1"
                            " UNION SELECT 7, rowid, created_edit FROM task WHERE customer = ?1"
                            " UNION SELECT 10, rowid, created_edit FROM attachment WHERE customer = ?1"
                            " UNION SELECT 17, rowid, created_edit FROM deal WHERE customer = ?1)";
    case CRM_KIND_DEAL:
      return DEAL_PARTS " UNION SELECT 6, rowid, created_edit FROM interaction WHERE deal = ?1"
                        " UNION SELECT 7, rowid, created_edit FROM task WHERE deal = ?1)";
    default:
      return crm_record_scope_get_parts_sql (kind);
    }
}

const char *
crm_record_scope_get_parts_sql (const CrmKind *kind)
{
  static char *sql[CRM_N_KINDS];

  switch (kind->id)
    {
    case CRM_KIND_CUSTOMER:
      return CUSTOMER_PARTS ")";
    case CRM_KIND_DEAL:
      return DEAL_PARTS ")";
    case CRM_KIND_PERSON:
      return PERSON_PARTS ")";
    default:
      if (g_once_init_enter_pointer (&sql[kind->id]))
        g_once_init_leave_pointer (&sql[kind->id], g_strdup_printf ("WITH scope(kind, record, made) AS (SELECT %d, rowid, created_edit FROM %s WHERE id = ?1)", (int)kind->id, kind->name));
      return sql[kind->id];
    }
}

/* ── what it is a part of ─────────────────────────────────────────────────────────────────── */

int
crm_record_scope_get_whole_field (const CrmKind *kind)
{
  switch (kind->id)
    {
    case CRM_KIND_DEAL:
    case CRM_KIND_INVITATION:
    case CRM_KIND_RESPONSE:
      return -1;
    case CRM_KIND_DEAL_PERSON:
      return CRM_DEAL_PERSON_DEAL;
    case CRM_KIND_STAGE_MOVE:
      return CRM_STAGE_MOVE_DEAL;
    case CRM_KIND_SURVEY_VERSION:
      return CRM_SURVEY_VERSION_SURVEY;
    default:
      return kind->customer;
    }
}

static const CrmId *
get_whole (const CrmRecord *record, const CrmKind **kind)
{
  int field = crm_record_scope_get_whole_field (record->kind);
  const CrmId *id = field >= 0 ? crm_record_get_id (record, (guint)field) : NULL;

  if (id == NULL && record->kind == &crm_kind_contact_point)
    {
      *kind = &crm_kind_person;
      return crm_record_get_id (record, CRM_CONTACT_POINT_PERSON);
    }
  *kind = id != NULL ? crm_kind_get (record->kind->fields[field].refers) : NULL;
  return id;
}

/* A person is looked at on the page of a customer where they have a role. */
static gboolean
find_customer_of (CrmConnection *connection, const CrmId *person, CrmId *customer)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, "SELECT customer FROM role WHERE person = ? ORDER BY deleted, rowid LIMIT 1", NULL);
  gboolean found = FALSE;

  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, person);
  if (crm_connection_next (connection, row, NULL) > 0)
    found = crm_statement_read_id (row, 0, customer);
  sqlite3_reset (row);
  return found;
}

void
crm_record_scope_find_whole (CrmConnection *connection, const CrmRecord *record, const CrmKind **kind, CrmId *id)
{
  const CrmId *whole = get_whole (record, kind);
  CrmId customer;

  *id = whole != NULL ? *whole : record->id;
  if (whole == NULL)
    *kind = record->kind;
  if (*kind == &crm_kind_person && find_customer_of (connection, id, &customer))
    {
      *kind = &crm_kind_customer;
      *id = customer;
    }
}

static char *
dup_title_of (CrmConnection *connection, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = id != NULL ? crm_connection_read_record (connection, kind, id, NULL) : NULL;

  return record != NULL ? g_strdup (crm_record_get_title (record)) : NULL;
}

char *
crm_record_scope_dup_whole (CrmConnection *connection, const CrmRecord *record)
{
  const CrmKind *kind;
  const CrmId *whole = get_whole (record, &kind);
  char *title = whole != NULL ? dup_title_of (connection, kind, whole) : g_strdup (crm_record_get_title (record));

  return title != NULL ? title : g_strdup (_ (record->kind->label));
}

char *
crm_record_scope_dup_title (CrmConnection *connection, const CrmRecord *record)
{
  switch (record->kind->id)
    {
    case CRM_KIND_ROLE:
      return dup_title_of (connection, &crm_kind_person, crm_record_get_id (record, CRM_ROLE_PERSON));
    case CRM_KIND_DEAL_PERSON:
      return dup_title_of (connection, &crm_kind_person, crm_record_get_id (record, CRM_DEAL_PERSON_PERSON));
    case CRM_KIND_TAGGING:
      return dup_title_of (connection, &crm_kind_tag, crm_record_get_id (record, CRM_TAGGING_TAG));
    case CRM_KIND_RELATIONSHIP:
      return dup_title_of (connection, &crm_kind_customer, crm_record_get_id (record, CRM_RELATIONSHIP_OTHER));
    case CRM_KIND_CUSTOM_VALUE:
      return dup_title_of (connection, &crm_kind_custom_field, crm_record_get_id (record, CRM_CUSTOM_VALUE_FIELD));
    case CRM_KIND_STAGE_MOVE:
      return dup_title_of (connection, &crm_kind_stage, crm_record_get_id (record, CRM_STAGE_MOVE_TO));
    default:
      return g_strdup (crm_record_get_title (record));
    }
}
