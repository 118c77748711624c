/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One look at all customers, people and ways to reach them. */

#define G_LOG_DOMAIN "crm-quality"

#include "config.h"

#include "core/quality/crm-quality.h"

#include "core/base/crm-date-time.h"

#include <string.h>

#define SAY_EVERY 4096

G_DEFINE_BOXED_TYPE (CrmQuality, crm_quality, crm_quality_ref, crm_quality_unref)

CrmQuality *
crm_quality_ref (CrmQuality *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmQuality *self = data;

  for (guint i = 0; i < CRM_QUALITY_N_CHECKS; i++)
    g_clear_pointer (&self->found[i], g_array_unref);
}

void
crm_quality_unref (CrmQuality *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint
crm_quality_get_kinds (void)
{
  return 1u << CRM_KIND_CUSTOMER | 1u << CRM_KIND_PERSON | 1u << CRM_KIND_CONTACT_POINT | 1u << CRM_KIND_ROLE | 1u << CRM_KIND_USER;
}

typedef struct
{
  CrmConnection *connection;
  const CrmQualityQuestion *question;
  CrmQuality *quality;
  GHashTable *users; /* of CrmId: who is here */
  GHashTable *gone;  /* of CrmId: deleted customers and people */
  char *calling_code;
  CrmDate today;
  gint64 only; /* a rowid, or 0 for all */
  double from; /* of the whole, what this pass is */
  double share;
} Look;

static guint
id_hash (gconstpointer id)
{
  return crm_id_hash (id);
}

static gboolean
id_equal (gconstpointer a, gconstpointer b)
{
  return crm_id_equal (a, b);
}

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->quality, crm_quality_unref);
  g_clear_pointer (&look->users, g_hash_table_unref);
  g_clear_pointer (&look->gone, g_hash_table_unref);
  g_clear_pointer (&look->calling_code, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
count (Look *look, CrmQualityCheck check, gboolean found, gint64 rowid)
{
  look->quality->of[check]++;
  if (found)
    g_array_append_val (look->quality->found[check], rowid);
}

static const char *
read_text (sqlite3_stmt *row, int column)
{
  return (const char *)sqlite3_column_text (row, column);
}

static gboolean
is_empty (sqlite3_stmt *row, int column)
{
  return sqlite3_column_bytes (row, column) == 0;
}

static gboolean
read_ids (CrmConnection *connection, const char *sql, GHashTable *ids, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step = -1;
  CrmId id;

  while (row != NULL && (step = crm_connection_next (connection, row, error)) > 0)
    if (crm_statement_read_id (row, 0, &id))
      g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  return step == 0;
}

/* ── customers ────────────────────────────────────────────────────────────────────────────── */

/* The order of the columns read. */
enum
{
  ROWID,
  ID,
  TYPE,
  PHONE,
  EMAIL,
  OWNER,
  LEVEL,
  STAGE,
  INDUSTRY,
  CITY,
  COUNTRY,
  TAX_ID,
  BIRTHDAY,
  LIMIT,
  LIMIT_CURRENCY,
  USED,
  USED_CURRENCY,
  LAST_CONTACT,
  NEXT_STEP,
};

#define CUSTOMERS_SQL                                                                                                                               \
  "SELECT rowid, id, type, phone, email, owner, level, life_cycle, industry, city, country, tax_id, birthday, credit_limit, credit_limit_currency," \
  " credit_used, credit_used_currency, last_contact, next_step FROM customer WHERE deleted = 0"

static gboolean
is_acquired (const char *stage)
{
  return g_strcmp0 (stage, "acquired") == 0 || g_strcmp0 (stage, "retained") == 0 || g_strcmp0 (stage, "won-back") == 0;
}

/* When the last contact was, or, where there was none, when the customer was added; the id tells. */
static gint64
read_last_contact (sqlite3_stmt *row)
{
  CrmRecord blank = { 0 };

  if (sqlite3_column_type (row, LAST_CONTACT) != SQLITE_NULL)
    return sqlite3_column_int64 (row, LAST_CONTACT);
  return crm_statement_read_id (row, ID, &blank.id) ? crm_record_get_created (&blank) : 0;
}

static void
look_at_freshness (Look *look, sqlite3_stmt *row, gint64 rowid)
{
  static const struct
  {
    CrmQualityCheck check;
    int days;
  } quiet[] = { { CRM_QUALITY_QUIET_90, 90 }, { CRM_QUALITY_QUIET_180, 180 }, { CRM_QUALITY_QUIET_365, 365 } };
  gint64 last = read_last_contact (row);
  CrmId owner;

  for (gsize i = 0; i < G_N_ELEMENTS (quiet); i++)
    count (look, quiet[i].check, last < look->question->now - quiet[i].days * G_TIME_SPAN_DAY, rowid);
  if (is_acquired (read_text (row, STAGE)))
    count (look, CRM_QUALITY_NO_NEXT_STEP, sqlite3_column_type (row, NEXT_STEP) == SQLITE_NULL, rowid);
  if (crm_statement_read_id (row, OWNER, &owner))
    count (look, CRM_QUALITY_OWNER_GONE, !g_hash_table_contains (look->users, &owner), rowid);
}

static void
look_at_validity (Look *look, sqlite3_stmt *row, gint64 rowid)
{
  const char *tax_id = read_text (row, TAX_ID);
  int birthday = sqlite3_column_int (row, BIRTHDAY);

  if (tax_id != NULL && g_strcmp0 (read_text (row, TYPE), "individual") != 0 && crm_quality_has_credit_code (read_text (row, COUNTRY), look->calling_code))
    count (look, CRM_QUALITY_BAD_CREDIT_CODE, crm_credit_code_check (tax_id) != CRM_CREDIT_CODE_OK, rowid);
  if (birthday != CRM_DATE_NONE)
    count (look, CRM_QUALITY_BIRTHDAY_AHEAD, birthday > look->today, rowid);
  if (sqlite3_column_type (row, LIMIT) != SQLITE_NULL)
    count (look, CRM_QUALITY_CREDIT_OVER,
           g_strcmp0 (read_text (row, LIMIT_CURRENCY), read_text (row, USED_CURRENCY)) == 0 && sqlite3_column_int64 (row, USED) > sqlite3_column_int64 (row, LIMIT), rowid);
}

static void
look_at_customer (Look *look, sqlite3_stmt *row, gint64 rowid)
{
  static const struct
  {
    CrmQualityCheck check;
    int column;
  } fields[] = {
    { CRM_QUALITY_NO_PHONE, PHONE },
    { CRM_QUALITY_NO_EMAIL, EMAIL },
    { CRM_QUALITY_NO_OWNER, OWNER },
    { CRM_QUALITY_NO_LEVEL, LEVEL },
    { CRM_QUALITY_NO_STAGE, STAGE },
    { CRM_QUALITY_NO_CITY, CITY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    count (look, fields[i].check, is_empty (row, fields[i].column), rowid);
  if (g_strcmp0 (read_text (row, TYPE), "individual") != 0)
    count (look, CRM_QUALITY_NO_INDUSTRY, is_empty (row, INDUSTRY), rowid);
  look_at_validity (look, row, rowid);
  look_at_freshness (look, row, rowid);
}

/* ── people and ways to reach them ────────────────────────────────────────────────────────── */

#define PEOPLE_SQL "SELECT p.rowid, p.birthday, EXISTS (SELECT 1 FROM contact_point c WHERE c.person = p.id AND c.deleted = 0) FROM person p WHERE p.deleted = 0"

static void
look_at_person (Look *look, sqlite3_stmt *row, gint64 rowid)
{
  int birthday = sqlite3_column_int (row, 1);

  count (look, CRM_QUALITY_PERSON_UNREACHABLE, sqlite3_column_int (row, 2) == 0, rowid);
  if (birthday != CRM_DATE_NONE)
    count (look, CRM_QUALITY_PERSON_BIRTHDAY_AHEAD, birthday > look->today, rowid);
}

#define POINTS_SQL "SELECT rowid, kind, value, customer, person FROM contact_point WHERE deleted = 0 AND kind IN ('phone', 'email')"

static void
look_at_point (Look *look, sqlite3_stmt *row, gint64 rowid)
{
  const char *kind = read_text (row, 1), *value = read_text (row, 2);
  CrmId id;

  if (value == NULL || ((crm_statement_read_id (row, 3, &id) || crm_statement_read_id (row, 4, &id)) && g_hash_table_contains (look->gone, &id)))
    return;
  if (strcmp (kind, "phone") == 0)
    count (look, CRM_QUALITY_BAD_PHONE, !crm_quality_is_phone (value, look->calling_code), rowid);
  else
    count (look, CRM_QUALITY_BAD_EMAIL, !crm_quality_is_email (value), rowid);
}

/* ── all of it ────────────────────────────────────────────────────────────────────────────── */

static void
say (const Look *look, gint64 rowid, gint64 last)
{
  if (look->question->progress != NULL)
    look->question->progress (look->from + look->share * (last > 0 ? (double)rowid / (double)last : 1), look->question->data);
}

static gboolean
look_through (Look *look, const char *table, const char *sql, const char *key, void (*look_at) (Look *look, sqlite3_stmt *row, gint64 rowid), GError **error)
{
  g_autofree char *last_sql = g_strdup_printf ("SELECT max(rowid) FROM %s", table);
  g_autofree char *own = look->only != 0 ? g_strdup_printf ("%s AND %s = ?", sql, key) : NULL;
  gint64 last = 0;
  guint n = 0;
  sqlite3_stmt *row = NULL;
  int step = -1;

  if (crm_connection_read_integer (look->connection, last_sql, &last, error))
    row = crm_connection_prepare (look->connection, own != NULL ? own : sql, error);
  if (row != NULL && own != NULL)
    sqlite3_bind_int64 (row, 1, look->only);
  while (row != NULL && (step = crm_connection_next (look->connection, row, error)) > 0)
    {
      look_at (look, row, sqlite3_column_int64 (row, 0));
      if (++n % SAY_EVERY == 0)
        say (look, sqlite3_column_int64 (row, 0), last);
    }
  look->from += look->share;
  return step == 0;
}

static gboolean
begin (Look *look, CrmConnection *connection, const CrmQualityQuestion *question, GError **error)
{
  *look = (Look){ .connection = connection, .question = question, .quality = g_atomic_rc_box_new0 (CrmQuality) };
  look->users = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
  look->gone = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
  look->calling_code = question->calling_code != NULL ? g_strdup (question->calling_code) : crm_connection_dup_setting (connection, "calling-code", NULL);
  if (look->calling_code == NULL)
    look->calling_code = g_strdup ("");
  look->today = crm_date_time_to_local (question->now, question->zone, NULL);
  for (guint i = 0; i < CRM_QUALITY_N_CHECKS; i++)
    look->quality->found[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  return read_ids (connection, "SELECT id FROM user WHERE deleted = 0 UNION SELECT id FROM sync_member", look->users, error) && read_ids (connection, "SELECT id FROM customer WHERE deleted <> 0 UNION ALL SELECT id FROM person WHERE deleted <> 0", look->gone, error);
}

CrmQuality *
crm_quality_read (CrmConnection *connection, const CrmQualityQuestion *question, GError **error)
{
  g_auto (Look) look = { 0 };

  if (!begin (&look, connection, question, error))
    return NULL;
  look.share = 0.6;
  if (!look_through (&look, "customer", CUSTOMERS_SQL, "rowid", look_at_customer, error))
    return NULL;
  look.share = 0.1;
  if (!look_through (&look, "person", PEOPLE_SQL, "p.rowid", look_at_person, error))
    return NULL;
  look.share = 0.3;
  if (!look_through (&look, "contact_point", POINTS_SQL, "rowid", look_at_point, error))
    return NULL;
  return g_steal_pointer (&look.quality);
}

gboolean
crm_quality_finds (CrmConnection *connection, const CrmQualityQuestion *question, CrmQualityCheck check, gint64 rowid, gboolean *finds, GError **error)
{
  const CrmKindId kind = crm_quality_get_info (check)->kind;
  g_auto (Look) look = { 0 };
  gboolean ok;

  if (!begin (&look, connection, question, error))
    return FALSE;
  look.only = rowid;
  if (kind == CRM_KIND_CUSTOMER)
    ok = look_through (&look, "customer", CUSTOMERS_SQL, "rowid", look_at_customer, error);
  else if (kind == CRM_KIND_PERSON)
    ok = look_through (&look, "person", PEOPLE_SQL, "p.rowid", look_at_person, error);
  else
    ok = look_through (&look, "contact_point", POINTS_SQL, "rowid", look_at_point, error);
  *finds = ok && look.quality->found[check]->len > 0;
  return ok;
}
