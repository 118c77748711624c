/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports a file of answers, as any other tool for surveys exports it. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-answers-import.h"

#include "core/base/crm-contact-value.h"
#include "core/exchange/crm-answers-row.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-invitation.h"
#include "core/surveys/crm-survey-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows between two looks at the clock. */
#define PIECE 20

#define DEFAULT_CALLING_CODE "86"

/* ── imports ──────────────────────────────────────────────────────────────────────────────── */

G_DEFINE_BOXED_TYPE (CrmAnswersImport, crm_answers_import, crm_answers_import_ref, crm_answers_import_unref)

static CrmAnswersColumn *
get_column (const CrmImportSource *source, guint i)
{
  return &g_array_index (source->mapping->columns, CrmImportColumn, i).answers;
}

/* SurveyMonkey writes the question above the first of its columns, and in a second row what each of them is. */
static gboolean
has_second_row (const CrmImportSource *source)
{
  char **cells = source->samples->len > 0 ? source->samples->pdata[0] : NULL;

  for (guint i = 0; cells != NULL && i < source->n_columns; i++)
    if (g_ascii_strcasecmp (source->columns[i], "Respondent ID") == 0)
      return cells[i][strspn (cells[i], " ")] == '\0';
  return FALSE;
}

static void
recognise_second_row (const CrmSurveyForm *form, CrmImportSource *source)
{
  char **cells = source->samples->pdata[0];
  const char *question = NULL;

  for (guint i = 0; i < source->n_columns; i++)
    {
      CrmAnswersColumn column;
      g_autofree char *unnamed = g_strdup_printf (_ ("Column %u"), i + 1), *heading = NULL;

      if (strcmp (source->columns[i], unnamed) != 0)
        question = source->columns[i];
      if (question == NULL || *cells[i] == '\0')
        continue;
      heading = g_strdup_printf ("%s [%s]", question, cells[i]);
      column = crm_answers_column_recognise (form, heading);
      *get_column (source, i) = column.target != CRM_ANSWERS_NOTHING ? column : crm_answers_column_recognise (form, question);
    }
}

void
crm_answers_import_recognise (const CrmSurveyForm *form, CrmImportSource *source)
{
  for (guint i = 0; i < source->n_columns; i++)
    *get_column (source, i) = crm_answers_column_recognise (form, source->columns[i]);
  if (has_second_row (source))
    recognise_second_row (form, source);
}

gboolean
crm_answers_import_is_useful (const CrmImportMapping *mapping)
{
  for (guint i = 0; i < mapping->columns->len; i++)
    if (g_array_index (mapping->columns, CrmImportColumn, i).answers.target == CRM_ANSWERS_QUESTION)
      return TRUE;
  return FALSE;
}

CrmAnswersImport *
crm_answers_import_new (CrmSurveyForm *form, GPtrArray *sources)
{
  CrmAnswersImport *self = g_atomic_rc_box_new0 (CrmAnswersImport);

  self->form = crm_survey_form_ref (form);
  self->sources = g_ptr_array_ref (sources);
  return self;
}

CrmAnswersImport *
crm_answers_import_ref (CrmAnswersImport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
import_clear (gpointer data)
{
  CrmAnswersImport *self = data;

  crm_survey_form_unref (self->form);
  g_ptr_array_unref (self->sources);
}

void
crm_answers_import_unref (CrmAnswersImport *self)
{
  g_atomic_rc_box_release_full (self, import_clear);
}

/* ── a run ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmAnswersImport *import;
  guint current;         /* place of the file being read */
  GArray *columns;       /* of CrmAnswersColumn: those of that file */
  CrmColumnStyle *style; /* one for each of them */
  CrmTableReader *reader;
  GHashTable *seen; /* the keys of rows read, and how often */
  CrmImportReport *report;
  char *calling_code; /* (nullable) */
  GTimeZone *zone;
  GTimeZone *utc;
  gint64 now;
  CrmDate today;
  gboolean anonymous;
  gboolean second_row; /* whether the next row is one of headings */
  GCancellable *cancellable;
} Run;

static Run *
run_ref (Run *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
run_clear (gpointer data)
{
  Run *self = data;

  crm_answers_import_unref (self->import);
  crm_import_report_unref (self->report);
  g_array_unref (self->columns);
  g_hash_table_unref (self->seen);
  g_clear_pointer (&self->reader, crm_table_reader_free);
  g_clear_object (&self->cancellable);
  g_time_zone_unref (self->zone);
  g_time_zone_unref (self->utc);
  g_free (self->calling_code);
  g_free (self->style);
}

static void
run_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, run_clear);
}

static const CrmImportSource *
get_source (const Run *self)
{
  return self->import->sources->pdata[self->current];
}

/* As a person said, or as the cells tell. */
static CrmDateOrder
find_date_order (const CrmImportSource *source, guint column, int this_year)
{
  CrmDateOrder said = g_array_index (source->mapping->columns, CrmImportColumn, column).date_order;
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();

  for (guint i = 0; i < source->samples->len; i++)
    {
      char **cells = source->samples->pdata[i];

      if (cells[column] != NULL)
        g_ptr_array_add (samples, cells[column]);
    }
  return said != CRM_DATE_ORDER_UNKNOWN ? said : crm_date_detect_order ((const char *const *)samples->pdata, samples->len, this_year);
}

static void
take_columns (Run *self)
{
  const CrmImportSource *source = get_source (self);
  int this_year = crm_date_get_year (self->today);

  g_array_set_size (self->columns, 0);
  self->second_row = has_second_row (source);
  self->style = g_renew (CrmColumnStyle, self->style, source->n_columns + 1);
  for (guint i = 0; i < source->n_columns; i++)
    {
      g_array_append_val (self->columns, g_array_index (source->mapping->columns, CrmImportColumn, i).answers);
      self->style[i] = (CrmColumnStyle){ .date_order = find_date_order (source, i, this_year), .decimal_mark = '.', .this_year = this_year };
      self->style[i].zone = strstr (source->columns[i], "(UTC)") != NULL ? self->utc : self->zone;
    }
}

static Run *
run_new (CrmAnswersImport *import, CrmStore *store, GCancellable *cancellable)
{
  Run *self = g_atomic_rc_box_new0 (Run);
  CrmClock *clock = crm_store_get_clock (store);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (crm_clock_now (clock));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_clock_get_zone (clock));

  self->import = crm_answers_import_ref (import);
  self->columns = g_array_new (FALSE, TRUE, sizeof (CrmAnswersColumn));
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->report = crm_import_report_new ();
  self->zone = g_time_zone_ref (crm_clock_get_zone (clock));
  self->utc = g_time_zone_new_utc ();
  self->now = crm_clock_now (clock);
  self->today = crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
  self->anonymous = crm_survey_form_is_anonymous (import->form);
  g_set_object (&self->cancellable, cancellable);
  __atomic_store_n (&import->n_done, 0, __ATOMIC_RELAXED);
  return self;
}

static gboolean
begin (Run *self, CrmConnection *connection, GError **error)
{
  if (self->reader != NULL)
    return TRUE;
  if (self->calling_code == NULL)
    self->calling_code = crm_connection_dup_setting (connection, "calling-code", NULL);
  if (self->calling_code == NULL)
    self->calling_code = g_strdup (DEFAULT_CALLING_CODE);
  take_columns (self);
  self->reader = crm_table_reader_open (get_source (self)->path, &get_source (self)->options, self->cancellable, error);
  return self->reader != NULL;
}

/* ── the same row again ───────────────────────────────────────────────────────────────────── */

/* What tells a response from others: its id in the other tool, or all of its cells and how many such rows were before. */
static char *
make_key (Run *self, const CrmAnswersRow *read, const CrmTableRow *row)
{
  g_autoptr (GChecksum) checksum = NULL;
  g_autofree char *cells = NULL;
  guint n;

  if (read->response_id != NULL && !self->anonymous)
    return g_strdup (read->response_id);
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, self->import->form->survey->id.bytes, CRM_ID_LENGTH);
  if (read->response_id != NULL)
    g_checksum_update (checksum, (const guchar *)read->response_id, -1);
  for (guint i = 0; read->response_id == NULL && i < row->n_cells; i++)
    g_checksum_update (checksum, (const guchar *)row->cells[i].text, (gssize)row->cells[i].length + 1);
  if (read->response_id != NULL)
    return g_strdup (g_checksum_get_string (checksum));
  cells = g_strdup (g_checksum_get_string (checksum));
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, cells));
  g_hash_table_insert (self->seen, g_strdup (cells), GUINT_TO_POINTER (n + 1));
  return g_strdup_printf ("%s-%u", cells, n);
}

/* 1 for one that was imported before, or stood in this file; -1 on error. */
static int
is_known (Run *self, CrmConnection *connection, const char *key, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT 1 FROM response WHERE external_id = ? AND survey = ? AND deleted = 0 LIMIT 1", error);
  int step;

  if (statement == NULL)
    return -1;
  sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
  crm_statement_bind_id (statement, 2, &self->import->form->survey->id);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  return step != 0 ? step : !g_hash_table_add (self->seen, g_strdup (key));
}

/* ── whose answers ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId customer;
  CrmId person;
  CrmId deal;
  CrmId invitation;
} Found;

static const char by_id[] = "SELECT id, NULL FROM customer WHERE id = ? AND deleted = 0";
static const char by_external_id[] = "SELECT id, NULL FROM customer WHERE (external_id = ?1 OR code = ?1) AND deleted = 0 LIMIT 2";
static const char by_point[] = "SELECT c.id, p.person FROM contact_point p LEFT JOIN role r ON r.person = p.person AND r.deleted = 0 JOIN customer c ON c.id = coalesce(p.customer, r.customer)"
                               " WHERE p.value_key = ?1 AND p.kind = ?2 AND p.deleted = 0 AND c.deleted = 0 GROUP BY c.id LIMIT 2";

/* Takes what the statement finds where it is one customer alone. */
static gboolean
take_only (CrmConnection *connection, sqlite3_stmt *statement, Found *found, GError **error)
{
  Found one = { 0 };
  int n = 0, step;

  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (n++ == 0)
      {
        crm_statement_read_id (statement, 0, &one.customer);
        crm_statement_read_id (statement, 1, &one.person);
      }
  if (n == 1)
    {
      found->customer = one.customer;
      found->person = one.person;
    }
  return step == 0;
}

static gboolean
find_by_id (CrmConnection *connection, const char *text, Found *found, GError **error)
{
  CrmId id;
  gboolean own = crm_id_parse (text, &id);
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, own ? by_id : by_external_id, error);

  if (statement == NULL)
    return FALSE;
  if (own)
    crm_statement_bind_id (statement, 1, &id);
  else
    sqlite3_bind_text (statement, 1, text, -1, SQLITE_TRANSIENT);
  return take_only (connection, statement, found, error);
}

static gboolean
find_by_point (Run *self, CrmConnection *connection, const char *kind, const char *text, Found *found, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, by_point, error);
  g_auto (CrmContactValue) value = { 0 };

  if (statement == NULL)
    return FALSE;
  crm_contact_value_init (&value, kind, text, self->calling_code);
  sqlite3_bind_text (statement, 1, value.comparable, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, kind, -1, SQLITE_STATIC);
  return take_only (connection, statement, found, error);
}

static void
copy_id (const CrmRecord *record, guint field, CrmId *id)
{
  const CrmId *own = crm_record_get_id (record, field);

  if (own != NULL)
    *id = *own;
}

/* An invitation that may not be answered refuses the row; what does not name a customer clearly names none. */
static gboolean
find_who (Run *self, CrmConnection *connection, const CrmAnswersRow *read, Found *found, GError **error)
{
  if (read->token != NULL)
    {
      g_autoptr (CrmRecord) invitation = crm_survey_find_invitation (connection, read->token, self->today, error);

      if (invitation == NULL)
        return FALSE;
      found->invitation = invitation->id;
      copy_id (invitation, CRM_INVITATION_CUSTOMER, &found->customer);
      copy_id (invitation, CRM_INVITATION_PERSON, &found->person);
      copy_id (invitation, CRM_INVITATION_DEAL, &found->deal);
    }
  if (crm_id_is_nil (&found->customer) && read->customer_id != NULL && !find_by_id (connection, read->customer_id, found, error))
    return FALSE;
  if (crm_id_is_nil (&found->customer) && read->email != NULL && !find_by_point (self, connection, "email", read->email, found, error))
    return FALSE;
  return !crm_id_is_nil (&found->customer) || read->phone == NULL || find_by_point (self, connection, "phone", read->phone, found, error);
}

/* ── a row ────────────────────────────────────────────────────────────────────────────────── */

static const CrmId *
get_known (const CrmId *id)
{
  return crm_id_is_nil (id) ? NULL : id;
}

static void
add_response (Run *self, const CrmAnswersRow *read, const Found *found, const char *key, CrmEdit *edit)
{
  CrmSurveyWho who = { get_known (&found->customer), get_known (&found->person), get_known (&found->deal), get_known (&found->invitation), NULL, NULL };
  CrmChange *change;

  if (edit == NULL)
    return;
  crm_survey_add_response (edit, NULL, read->answers, &who, read->token != NULL ? "file" : "web", read->second, read->answered_at != 0 ? read->answered_at : self->now, TRUE, &change);
  crm_change_set_text (change, CRM_RESPONSE_EXTERNAL_ID, key);
  if (who.invitation != NULL && !self->anonymous)
    {
      CrmChange *invitation = crm_edit_update (edit, &crm_kind_invitation, who.invitation);

      crm_change_set_text (invitation, CRM_INVITATION_STATE, "answered");
      crm_change_set_integer (invitation, CRM_INVITATION_ANSWERED_AT, read->answered_at != 0 ? read->answered_at : self->now);
    }
}

static void
count (Run *self, const CrmAnswersRow *read, const Found *found)
{
  self->report->n_created++;
  if (self->anonymous)
    return;
  if (!crm_id_is_nil (&found->customer))
    self->report->n_matched++;
  else if (read->customer_id != NULL || read->email != NULL || read->phone != NULL)
    self->report->n_unmatched++;
}

/* FALSE on an error of the store; what is wrong with the row is a fault of the report. */
static gboolean
take_whole_row (Run *self, CrmConnection *connection, const CrmAnswersRow *read, const CrmTableRow *row, CrmEdit *edit, GError **error)
{
  g_autofree char *key = make_key (self, read, row);
  int known = is_known (self, connection, key, error);
  g_autoptr (GError) reason = NULL;
  Found found = { 0 };

  if (known < 0)
    return FALSE;
  if (known > 0)
    {
      self->report->n_unchanged++;
      return TRUE;
    }
  if ((!self->anonymous || read->token != NULL) && !find_who (self, connection, read, &found, &reason))
    {
      crm_import_report_add_fault (self->report, self->current, row->number, NULL, g_strdup (reason->message));
      return TRUE;
    }
  count (self, read, &found);
  add_response (self, read, &found, key, edit);
  return TRUE;
}

static gboolean
take_row (Run *self, CrmConnection *connection, const CrmTableRow *row, CrmEdit *edit, GError **error)
{
  CrmImportReport *report = self->report;
  g_auto (CrmAnswersRow) read = { 0 };
  g_autoptr (GError) reason = NULL;
  guint column;

  report->n_read++;
  if (self->second_row)
    {
      self->second_row = FALSE;
      report->n_skipped++;
      return TRUE;
    }
  if (row->fault != CRM_TABLE_FAULT_NONE)
    crm_import_report_add_fault (report, self->current, row->number, NULL, crm_table_row_describe_fault (row));
  else if (!crm_answers_row_read (self->import->form, (const CrmAnswersColumn *)(gpointer)self->columns->data, self->style, self->columns->len, row, &read, &column, &reason))
    crm_import_report_add_fault (report, self->current, row->number, get_source (self)->columns[column], g_strdup (reason->message));
  else if (read.n_answers == 0)
    report->n_skipped++;
  else
    return take_whole_row (self, connection, &read, row, edit, error);
  return TRUE;
}

/* 1 when there may be more, 0 when that was all, -1 on error. */
static int
take_rows (Run *self, CrmConnection *connection, CrmEdit *edit, guint most, GError **error)
{
  if (!begin (self, connection, error))
    return -1;
  for (guint i = 0; i < most; i++)
    {
      const CrmTableRow *row;
      CrmTableStatus status = crm_table_reader_next (self->reader, &row, error);

      if (status == CRM_TABLE_END)
        {
          g_clear_pointer (&self->reader, crm_table_reader_free);
          return ++self->current < self->import->sources->len;
        }
      if (status != CRM_TABLE_ROW || !take_row (self, connection, row, edit, error))
        return -1;
      __atomic_fetch_add (&self->import->n_done, 1, __ATOMIC_RELAXED);
    }
  return 1;
}

/* ── both ways ────────────────────────────────────────────────────────────────────────────── */

static gboolean
preview (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Run *self = data;
  int more;

  while ((more = take_rows (self, connection, NULL, PIECE, error)) > 0)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
  if (more < 0)
    return FALSE;
  g_value_init (result, CRM_TYPE_IMPORT_REPORT);
  g_value_set_boxed (result, self->report);
  return TRUE;
}

DexFuture *
crm_answers_import_preview (CrmAnswersImport *self, CrmStore *store, GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL && CRM_IS_STORE (store), NULL);

  return crm_store_read (store, cancellable, preview, run_new (self, store, cancellable), run_unref);
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  return take_rows (data, connection, edit, PIECE, error);
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  Run *self = data;
  const CrmEditResult *result = g_value_get_boxed (dex_future_get_value (future, NULL));

  self->report->edit = result->number;
  self->report->edit_id = result->id;
  return dex_future_new_take_boxed (CRM_TYPE_IMPORT_REPORT, crm_import_report_ref (self->report));
}

DexFuture *
crm_answers_import_run (CrmAnswersImport *self, CrmStore *store, GCancellable *cancellable)
{
  g_autoptr (CrmEdit) edit = NULL;
  Run *run;

  g_return_val_if_fail (self != NULL && CRM_IS_STORE (store), NULL);

  run = run_new (self, store, cancellable);
  edit = crm_edit_new_stream (_ ("Import answers"), CRM_EDIT_ORIGIN_IMPORT, pull, run, run_unref);
  crm_edit_set_discreet (edit, run->anonymous);
  return dex_future_then (crm_store_apply (store, edit, cancellable), on_written, run_ref (run), run_unref);
}
