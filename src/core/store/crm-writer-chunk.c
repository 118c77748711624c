/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a chunk of an edit in one transaction, and takes edits back that did not finish. */

#define G_LOG_DOMAIN "crm-writer"

#include "config.h"

#include "core/store/crm-writer-private.h"

#include "core/base/crm-date-time.h"
#include "core/store/crm-history.h"
#include "core/store/crm-search-index.h"
#include "core/surveys/crm-survey-tally.h"

/* A chunk stops pulling after this when somebody waits; then it is indexed and made durable. */
#define CHUNK_US 40000
/* And after this also while nobody waits: whoever comes at its end waits about as long again, and 150 ms are what a person may wait. */
#define LONG_CHUNK_US 140000
/* A chunk that is on disk only after this, as happens beside a backup, has the next ones cut. */
#define WHOLE_CHUNK_US 200000

/* A transaction that creates so many records is one of a crowd: their documents are merged when nothing has been written for this long. */
#define MANY          500
#define TIDY_AFTER_US (5 * G_USEC_PER_SEC)

/* A customer to bring up to date. */
typedef struct
{
  gint64 rowid; /* 0 for one that is not there */
  Touch what;
  gboolean deleted;
  CrmRecord *written; /* borrowed, or NULL */
} Touched;

static gboolean
find_touched (CrmWriter *self, const CrmId *id, Touched *touched, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT rowid, deleted FROM customer WHERE id = ?", error);
  int step;

  touched->rowid = 0;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    {
      touched->rowid = sqlite3_column_int64 (statement, 0);
      touched->deleted = sqlite3_column_int (statement, 1) != 0;
    }
  sqlite3_reset (statement);
  return step >= 0;
}

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Touched *)a)->rowid, y = ((const Touched *)b)->rowid;

  return (x > y) - (x < y);
}

static GArray *
list_touched (CrmWriter *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Touched));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const CrmTouched *found = value;
      Touched touched = { .what = found->what, .written = found->written };

      if (found->written != NULL)
        {
          touched.rowid = found->written->rowid;
          touched.deleted = found->written->deleted;
        }
      else if (!find_touched (self, key, &touched, error))
        return NULL;
      if (touched.rowid == 0)
        continue;
      g_array_append_val (list, touched);
      crm_change_set_add (self->write->changes, CRM_KIND_CUSTOMER, key, touched.rowid);
    }
  g_array_sort (list, compare_rowids);
  return g_steal_pointer (&list);
}

static gboolean
finish_customer (CrmWriter *self, const Touched *touched, GError **error)
{
  g_auto (CrmCustomerDigest) digest = { 0 };
  g_autoptr (CrmRecord) customer = NULL;
  gboolean facts = (touched->what & TOUCH_FACTS) != 0;

  /* Nobody looks at the facts of a deleted customer; bringing it back computes them. */
  if (touched->deleted)
    return TRUE;
  crm_customer_digest_init (&digest);
  if (touched->written != NULL && !facts)
    customer = crm_record_ref (touched->written);
  if (!(facts ? crm_customer_digest_read : crm_customer_digest_read_document) (self->connection, touched->rowid, &digest, &customer, error))
    return FALSE;
  if (customer == NULL || (facts && !crm_customer_digest_write_facts (self->connection, &digest, customer, error)))
    return customer == NULL;
  return (touched->what & TOUCH_SEARCH) == 0 || crm_search_index_add_customer (self->connection, touched->rowid, digest.document, error);
}

static gboolean
refresh_kind (CrmWriter *self, const CrmKind *kind, GError **error)
{
  CrmRulesContext context = crm_writer_get_rules_context (self);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->stale[kind->id]);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gint64 rowid;

      if (!kind->rules->refresh (&context, id, &rowid, error))
        return FALSE;
      if (rowid != 0)
        crm_change_set_add (self->write->changes, kind->id, id, rowid);
    }
  return TRUE;
}

/* The parts have higher numbers than the whole, whose facts are made from theirs: responses come before their survey. */
static gboolean
refresh_facts (CrmWriter *self, GError **error)
{
  for (CrmKindId id = CRM_N_KINDS - 1; id > CRM_KIND_NONE; id--)
    if (self->stale[id] != NULL && !refresh_kind (self, crm_kind_get (id), error))
      return FALSE;
  return TRUE;
}

/* Brings facts and documents of the customers touched up to date, once each: all documents out, then all in by rowid. */
static gboolean
finish_customers (CrmWriter *self, GError **error)
{
  g_autoptr (GArray) list = NULL;

  if (!crm_writer_write_fresh_customers (self, error) || !refresh_facts (self, error))
    return FALSE;
  list = list_touched (self, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if ((g_array_index (list, Touched, i).what & TOUCH_SEARCH) != 0 && !crm_search_index_remove_customer (self->connection, g_array_index (list, Touched, i).rowid, error))
      return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (!finish_customer (self, &g_array_index (list, Touched, i), error))
      return FALSE;
  return crm_writer_write_ranges (self, error);
}

static gint64
find_beginning_of_day (CrmWriter *self)
{
  GTimeZone *zone = crm_clock_get_zone (self->clock);

  return crm_date_time_from_local (crm_date_time_to_local (self->now, zone, NULL), 0, zone);
}

static gboolean
insert_edit_row (CrmWriter *self, CrmWrite *write, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection,
                                                    "INSERT INTO edit (id, at, user, device, title, origin, state, clock, undoes) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
                                                    error);
  gboolean discreet = crm_edit_is_discreet (write->edit), foreign = crm_edit_get_origin (write->edit) == CRM_EDIT_ORIGIN_SYNC;

  if (statement == NULL)
    return FALSE;
  write->id = crm_id_new (self->now);
  /* The id of a record tells when it was made; one hashed from it does not. */
  if (discreet)
    write->id = crm_id_from_name (&write->id, "");
  crm_statement_bind_id (statement, 1, &write->id);
  sqlite3_bind_int64 (statement, 2, discreet ? find_beginning_of_day (self) : self->now);
  crm_statement_bind_id (statement, 3, discreet || foreign || crm_id_is_nil (&self->user) ? NULL : &self->user);
  /* It came from elsewhere; from which device nobody says. */
  sqlite3_bind_text (statement, 4, foreign ? "" : self->device, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, crm_edit_get_title (write->edit), -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 6, (int)crm_edit_get_origin (write->edit));
  sqlite3_bind_blob (statement, 7, self->stamp.bytes, CRM_HLC_LENGTH, SQLITE_STATIC);
  if (write->undoes != 0)
    sqlite3_bind_int64 (statement, 8, write->undoes);
  if (!crm_connection_run (self->connection, statement, error))
    return FALSE;
  write->number = sqlite3_last_insert_rowid (crm_connection_get_handle (self->connection));
  statement = crm_connection_prepare (self->connection, "UPDATE edit SET root = coalesce((SELECT root FROM edit WHERE number = ?2), ?1) WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, write->number);
  sqlite3_bind_int64 (statement, 2, write->undoes);
  return crm_connection_run (self->connection, statement, error);
}

/* An edit that changed nothing leaves no trace, or Undo would seem to do nothing. */
static gboolean
drop_edit_row (CrmWriter *self, CrmWrite *write, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "DELETE FROM edit WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, write->number);
  write->number = 0;
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
finish_edit_row (CrmWriter *self, CrmWrite *write, gboolean more, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "UPDATE edit SET state = ?, clock = ?, created = ?, changed = ? WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  if (!more && write->undoes == 0 && write->created + write->changed == 0)
    return drop_edit_row (self, write, error);
  sqlite3_bind_int (statement, 1, more);
  sqlite3_bind_blob (statement, 2, self->stamp.bytes, CRM_HLC_LENGTH, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, (int)write->created);
  sqlite3_bind_int (statement, 4, (int)write->changed);
  sqlite3_bind_int64 (statement, 5, write->number);
  if (!crm_connection_run (self->connection, statement, error))
    return FALSE;
  if (more || write->undoes == 0)
    return TRUE;
  statement = crm_connection_prepare (self->connection, "UPDATE edit SET undone_by = ? WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, write->number);
  sqlite3_bind_int64 (statement, 2, write->undoes);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
apply_changes (CrmWriter *self, CrmEdit *edit, GError **error)
{
  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    if (!crm_writer_apply_change (self, crm_edit_get_change (edit, i), error))
      return FALSE;
  /* What is pulled next may look these customers up. */
  return crm_writer_write_fresh_customers (self, error);
}

static gboolean
is_chunk_full (CrmWriter *self, gint64 start)
{
  gint64 elapsed = g_get_monotonic_time () - start;

  return elapsed >= LONG_CHUNK_US - self->cut || (elapsed >= CHUNK_US && self->awaited (self->awaited_data));
}

static gboolean
pull_and_apply (CrmWriter *self, CrmWrite *write, gboolean *more, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  int pulled;

  if (!crm_edit_is_stream (write->edit))
    {
      *more = FALSE;
      return apply_changes (self, write->edit, error);
    }
  do
    {
      crm_edit_clear_changes (write->edit);
      pulled = crm_edit_pull (write->edit, self->connection, error);
      if (pulled < 0 || !apply_changes (self, write->edit, error))
        return FALSE;
    }
  while (pulled > 0 && !is_chunk_full (self, start));
  crm_edit_clear_changes (write->edit);
  write->skipped = crm_edit_get_n_skipped (write->edit);
  *more = pulled > 0 && !crm_edit_is_divisible (write->edit);
  return TRUE;
}

gboolean
crm_writer_tidy (CrmWriter *self, gboolean *more, GError **error)
{
  *more = FALSE;
  return g_get_monotonic_time () - self->wrote_at < TIDY_AFTER_US || crm_search_index_tidy (self->connection, more, error);
}

static gboolean
write_in_transaction (CrmWriter *self, CrmWrite *write, gboolean *more, GError **error)
{
  guint created = write->created;

  self->now = crm_clock_now (self->clock);
  /* A clock that does not go on with the time tells no more than the order of edits does. */
  self->stamp = crm_hlc_next (&self->last, crm_edit_is_discreet (write->edit) ? 0 : crm_writer_get_time (self), self->node);
  if (write->number == 0 && !insert_edit_row (self, write, error))
    return FALSE;
  self->edit = write->number;
  write->changes->edit = write->number;
  return pull_and_apply (self, write, more, error) && finish_customers (self, error) && crm_writer_clean_indexes (self, error) && finish_edit_row (self, write, *more, error) && (write->created - created < MANY || crm_search_index_postpone (self->connection, error)) && crm_connection_execute (self->connection, "COMMIT", error);
}

/* What is pulled decides how long making it durable takes, and on how busy a disk is. */
static void
adapt_cut (CrmWriter *self, gint64 took)
{
  if (took > WHOLE_CHUNK_US)
    self->cut = MIN (self->cut + CHUNK_US, LONG_CHUNK_US - CHUNK_US);
  else
    self->cut = MAX (self->cut - CHUNK_US / 4, 0);
}

gboolean
crm_writer_write_chunk (CrmWriter *self, CrmWrite *write, CrmWriterAwaited awaited, gpointer data, gboolean *more, GError **error)
{
  gint64 number = write->number, start;
  gboolean ok;

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  start = g_get_monotonic_time ();
  self->write = write;
  self->awaited = awaited;
  self->awaited_data = data;
  crm_writer_forget (self);
  ok = write_in_transaction (self, write, more, error);
  self->write = NULL;
  self->wrote_at = g_get_monotonic_time ();
  if (ok)
    {
      self->last = self->stamp;
      if (crm_edit_is_stream (write->edit))
        adapt_cut (self, g_get_monotonic_time () - start);
      return TRUE;
    }
  write->number = number;
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

/* ── taking back an edit that did not finish ──────────────────────────────────────────────── */

GArray *
crm_writer_find_running (CrmWriter *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "SELECT number FROM edit WHERE state = 1", error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      gint64 number = sqlite3_column_int64 (statement, 0);

      g_array_append_val (numbers, number);
    }
  return step == 0 ? g_steal_pointer (&numbers) : NULL;
}

/* Removes the rows the edit created, with their documents; nothing can refer to them but each other. */
static gboolean
purge_created (CrmWriter *self, gint64 number, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);
      const char *rows = "SELECT t.rowid FROM edit_range r JOIN %1$s t ON t.rowid BETWEEN r.first AND r.last WHERE r.edit = %2$" G_GINT64_FORMAT
                         " AND r.kind = %3$d AND t.created_edit = %2$" G_GINT64_FORMAT;
      g_autofree char *select = NULL;
      g_autoptr (GString) sql = g_string_new (NULL);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      select = g_strdup_printf (rows, kind->name, number, (int)id);
#pragma GCC diagnostic pop
      if (id == CRM_KIND_CUSTOMER)
        g_string_append_printf (sql, "DELETE FROM search_customer WHERE rowid IN (%s);", select);
      /* What is derived from a deal stands under its row's number, which the next deal may get. */
      if (id == CRM_KIND_DEAL)
        g_string_append_printf (sql, "DELETE FROM deal_path WHERE deal IN (%1$s); DELETE FROM deal_snapshot WHERE deal IN (%1$s);", select);
      /* Before the survey, which may go with them. */
      if (id == CRM_KIND_SURVEY)
        g_string_append_printf (sql,
                                "DELETE FROM survey_tally WHERE survey IN (%s);"
                                "DELETE FROM response_path WHERE (survey, response) IN (SELECT s.rowid, t.rowid FROM edit_range r JOIN response t ON t.rowid BETWEEN r.first AND r.last"
                                " AND t.created_edit = r.edit JOIN survey s ON s.id = t.survey WHERE r.edit = %" G_GINT64_FORMAT " AND r.kind = %d);",
                                select, number, (int)CRM_KIND_RESPONSE);
      if (crm_search_index_has_text (kind))
        g_string_append_printf (sql, "DELETE FROM search_text WHERE rowid IN (SELECT rowid | %" G_GINT64_FORMAT " FROM (%s));", CRM_SEARCH_ROW (id, 0), select);
      g_string_append_printf (sql, "DELETE FROM %s WHERE rowid IN (%s);", kind->name, select);
      if (!crm_connection_execute (self->connection, sql->str, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
purge_edit (CrmWriter *self, gint64 number, GError **error)
{
  g_autofree char *rows = g_strdup_printf ("DELETE FROM edit_range WHERE edit = %1$" G_GINT64_FORMAT "; DELETE FROM history WHERE edit = %1$" G_GINT64_FORMAT
                                           "; UPDATE edit SET state = 0, created = 0, changed = 0, undone_by = number WHERE number = %1$" G_GINT64_FORMAT ";",
                                           number);

  return purge_created (self, number, error) && crm_connection_execute (self->connection, rows, error);
}

/* The deals that stay and lose what the edit gave them: moves, tasks, interactions. */
static gboolean
find_deals_left (CrmWriter *self, gint64 number, GError **error)
{
  static const char *const kinds[] = { "stage_move", "task", "interaction" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT d.id FROM edit_range r JOIN %1$s t ON t.rowid BETWEEN r.first AND r.last AND t.created_edit = r.edit JOIN deal d ON d.id = t.deal"
                                              " WHERE r.edit = ? AND r.kind = %2$d AND d.created_edit <> r.edit",
                                              kinds[i], (int)crm_kind_find (kinds[i])->id);
      sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
      CrmId id;
      int step;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, number);
      while ((step = crm_connection_next (self->connection, statement, error)) > 0)
        if (crm_statement_read_id (statement, 0, &id))
          g_hash_table_add (self->stale[CRM_KIND_DEAL], g_memdup2 (&id, sizeof id));
      if (step < 0)
        return FALSE;
    }
  return TRUE;
}

/* The surveys that stay and lose responses, and the customers whose satisfaction those told. */
static gboolean
find_surveys_left (CrmWriter *self, gint64 number, GError **error)
{
  static const char sql[] = "SELECT DISTINCT s.id, t.customer FROM edit_range r JOIN response t ON t.rowid BETWEEN r.first AND r.last AND t.created_edit = r.edit"
                            " JOIN survey s ON s.id = t.survey WHERE r.edit = ? AND r.kind = 30";
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  CrmId survey, customer;
  int step;

  G_STATIC_ASSERT (CRM_KIND_RESPONSE == 30);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      if (crm_statement_read_id (statement, 0, &survey) && g_hash_table_add (self->stale[CRM_KIND_SURVEY], g_memdup2 (&survey, sizeof survey))
          && !crm_survey_tally_forget (self->connection, &survey, error))
        return FALSE;
      if (crm_statement_read_id (statement, 1, &customer))
        g_hash_table_insert (self->touched, g_memdup2 (&customer, sizeof customer), GINT_TO_POINTER (TOUCH_FACTS));
    }
  return step == 0;
}

/* What the edit changed goes back to the values in history, through the ordinary way, so that facts and documents follow. */
static gboolean
restore_changed (CrmWriter *self, gint64 number, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_UNDO);

  return crm_history_append_inverse (self->connection, number, edit, error) && apply_changes (self, edit, error) && finish_customers (self, error);
}

gboolean
crm_writer_take_back (CrmWriter *self, gint64 number, GError **error)
{
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (number);
  CrmWrite write = { .changes = changes, .number = number };
  gboolean ok;

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->write = &write;
  self->edit = number;
  self->now = crm_clock_now (self->clock);
  self->stamp = crm_hlc_next (&self->last, crm_writer_get_time (self), self->node);
  crm_writer_forget (self);
  ok = find_deals_left (self, number, error) && find_surveys_left (self, number, error) && restore_changed (self, number, error) && purge_edit (self, number, error) && finish_customers (self, error) && crm_connection_execute (self->connection, "COMMIT", error);
  self->write = NULL;
  if (ok)
    self->last = self->stamp;
  else if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return ok;
}
