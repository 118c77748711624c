/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open deals of a pipeline by stage. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-board.h"

#include "core/base/crm-date-time.h"
#include "core/query/crm-query-hits.h"
#include "core/query/crm-query-sql.h"
#include "core/sales/crm-amount.h"
#include "core/schema/crm-schema-sales.h"

#include <string.h>

/* An amount is in the file's own currency where nothing else is known. */
#define NO_CURRENCY "XXX"

typedef struct
{
  gint64 rowid;
  guint32 rank;
  gint32 when; /* expected close; none is the last day */
} Place;

/* A column while it is filled. */
typedef struct
{
  CrmBoardStage *column;
  GArray *places; /* of Place */
  int probability;
  int day_limit;
  gint64 days;
} Filling;

typedef struct
{
  const CrmBoardQuestion *question;
  CrmBoard *board;
  CrmRates *rates;
  CrmDate date;         /* today */
  GHashTable *by_stage; /* CrmId → Filling */
  GPtrArray *fillings;  /* in the order of the columns */
  Filling *without;     /* a stage; its column is only there when it is needed */
  CrmQueryHits *hits;   /* NULL without a search */
} Reading;

/* ── the board ────────────────────────────────────────────────────────────────────────────── */

static void
column_free (gpointer data)
{
  CrmBoardStage *column = data;

  g_clear_pointer (&column->stage, crm_record_unref);
  g_array_unref (column->rowids);
  g_free (column);
}

static void
board_clear (gpointer data)
{
  g_ptr_array_unref (((CrmBoard *)data)->columns);
}

CrmBoard *
crm_board_ref (CrmBoard *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_board_unref (CrmBoard *self)
{
  g_atomic_rc_box_release_full (self, board_clear);
}

G_DEFINE_BOXED_TYPE (CrmBoard, crm_board, crm_board_ref, crm_board_unref)

void
crm_board_question_free (CrmBoardQuestion *self)
{
  g_ptr_array_unref (self->pipelines);
  crm_pipeline_unref (self->pipeline);
  g_clear_pointer (&self->filter, crm_filter_unref);
  g_time_zone_unref (self->zone);
  g_free (self->search);
  g_free (self->home);
  g_free (self);
}

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_array_unref (filling->places);
  g_free (filling);
}

static Filling *
add_column (Reading *reading, CrmRecord *stage, const char *outcome)
{
  CrmBoardStage *column = g_new0 (CrmBoardStage, 1);
  Filling *filling = g_new0 (Filling, 1);

  column->stage = stage != NULL ? crm_record_ref (stage) : NULL;
  column->outcome = outcome;
  column->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  filling->column = column;
  filling->places = g_array_new (FALSE, FALSE, sizeof (Place));
  if (stage != NULL)
    {
      filling->probability = (int)crm_record_get_integer (stage, CRM_STAGE_PROBABILITY, 0);
      filling->day_limit = (int)crm_record_get_integer (stage, CRM_STAGE_DAY_LIMIT, 0);
    }
  g_ptr_array_add (reading->board->columns, column);
  g_ptr_array_add (reading->fillings, filling);
  return filling;
}

static void
add_columns (Reading *reading)
{
  GPtrArray *stages = reading->question->pipeline->stages;

  for (guint i = 0; i < stages->len; i++)
    if (crm_stage_is_open (stages->pdata[i]))
      g_hash_table_insert (reading->by_stage, &((CrmRecord *)stages->pdata[i])->id, add_column (reading, stages->pdata[i], "open"));
  reading->without = add_column (reading, NULL, "open");
}

/* ── deals ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 rowid;
  gint64 since;
  gint64 next_step;
  gint64 closed_at;
  int expected;
  int probability; /* per cent, −1 where the stage says it */
  gboolean has_amount;
  CrmMoney amount;
} Deal;

static void
read_deal (sqlite3_stmt *statement, Deal *deal)
{
  const char *currency = (const char *)sqlite3_column_text (statement, 3);

  deal->rowid = sqlite3_column_int64 (statement, 0);
  deal->has_amount = sqlite3_column_type (statement, 2) != SQLITE_NULL;
  deal->amount.minor = sqlite3_column_int64 (statement, 2);
  g_strlcpy (deal->amount.currency, currency != NULL ? currency : "", sizeof deal->amount.currency);
  deal->since = sqlite3_column_int64 (statement, 4);
  deal->next_step = sqlite3_column_int64 (statement, 5);
  deal->expected = sqlite3_column_int (statement, 6);
  deal->probability = sqlite3_column_type (statement, 7) != SQLITE_NULL ? sqlite3_column_int (statement, 7) : -1;
  deal->closed_at = sqlite3_column_int64 (statement, 8);
}

static void
count_amount (Reading *reading, Filling *filling, const Deal *deal, int probability, CrmDate date)
{
  CrmBoardTotals *totals = &filling->column->totals;
  const CrmRate *rate = NULL;
  gint64 minor;

  if (!deal->has_amount)
    totals->n_no_amount++;
  else if (!crm_rates_convert (reading->rates, &deal->amount, date, &minor, &rate))
    totals->n_no_rate++;
  else if (minor < 0 || minor > CRM_DEAL_AMOUNT_MAX)
    totals->n_wrong++;
  else
    {
      totals->n_converted += rate != NULL;
      totals->sum = crm_amount_add (totals->sum, minor);
      totals->weighted = crm_amount_add (totals->weighted, crm_amount_weigh (minor, (guint)CLAMP (probability, 0, 100) * 100));
    }
}

static void
place_open (Reading *reading, Filling *filling, const Deal *deal)
{
  CrmDealAttention attention;
  Place place = { .rowid = deal->rowid, .when = deal->expected != 0 ? deal->expected : G_MAXINT32 };

  crm_deal_attention_find (&attention, deal->next_step, deal->since, filling->day_limit, &reading->board->today);
  place.rank = crm_deal_attention_rank (&attention);
  g_array_append_val (filling->places, place);
  filling->days += attention.days;
  count_amount (reading, filling, deal, deal->probability >= 0 ? deal->probability : filling->probability, reading->date);
}

/* ── what is asked ────────────────────────────────────────────────────────────────────────── */

#define COLUMNS "rowid, stage, amount, amount_currency, stage_since, next_step, expected_close, probability, closed_at, pipeline"

/* Prepares "SELECT … FROM deal @where" with the question's own conditions; @index (out): the next parameter. */
static sqlite3_stmt *
prepare (CrmConnection *connection, const Reading *reading, const char *where, int *index, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT " COLUMNS " FROM deal ");
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  sqlite3_stmt *statement;

  g_string_append (sql, where);
  if (reading->question->filter != NULL)
    {
      g_string_append (sql, " AND ");
      crm_query_sql_append_where (&crm_kind_deal, reading->question->filter, sql, values);
    }
  statement = crm_connection_prepare (connection, sql->str, error);
  if (statement != NULL)
    crm_query_sql_bind (values, statement, *index);
  return statement;
}

static gboolean
is_found (const Reading *reading, gint64 rowid)
{
  return reading->hits == NULL || crm_query_hits_contain (reading->hits, rowid);
}

/* Whether a deal in none of the stages belongs here: its pipeline is this one, or none that is there. */
static gboolean
is_stray (const Reading *reading, sqlite3_stmt *statement)
{
  CrmId pipeline;

  if (!crm_statement_read_id (statement, 9, &pipeline))
    return TRUE;
  return crm_id_equal (&pipeline, &reading->question->pipeline->record->id) || crm_pipelines_find (reading->question->pipelines, &pipeline) == NULL;
}

static Filling *
find_column (const Reading *reading, sqlite3_stmt *statement)
{
  CrmId stage, pipeline;
  Filling *filling = NULL;

  if (crm_statement_read_id (statement, 1, &stage) && crm_statement_read_id (statement, 9, &pipeline) && crm_id_equal (&pipeline, &reading->question->pipeline->record->id))
    filling = g_hash_table_lookup (reading->by_stage, &stage);
  return filling != NULL ? filling : is_stray (reading, statement) ? reading->without
                                                                   : NULL;
}

static gboolean
read_open (CrmConnection *connection, Reading *reading, GError **error)
{
  int index = 1, step;
  sqlite3_stmt *statement = prepare (connection, reading, "INDEXED BY deal_open WHERE deleted = 0 AND outcome = 'open'", &index, error);

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Filling *filling = find_column (reading, statement);
      Deal deal;

      if (filling == NULL || !is_found (reading, sqlite3_column_int64 (statement, 0)))
        continue;
      read_deal (statement, &deal);
      place_open (reading, filling, &deal);
    }
  return step == 0;
}

static gboolean
read_closed (CrmConnection *connection, Reading *reading, Filling *filling, GError **error)
{
  const CrmBoardQuestion *question = reading->question;
  int index = 5, step, probability = strcmp (filling->column->outcome, "won") == 0 ? 100 : 0;
  sqlite3_stmt *statement = prepare (connection, reading, "WHERE deleted = 0 AND closed_at >= ?1 AND closed_at < ?2 AND outcome = ?3 AND pipeline = ?4", &index, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, question->closed.from);
  sqlite3_bind_int64 (statement, 2, question->closed.until);
  sqlite3_bind_text (statement, 3, filling->column->outcome, -1, SQLITE_STATIC);
  crm_statement_bind_id (statement, 4, &question->pipeline->record->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Deal deal;
      CrmDate date;
      Place place;

      if (!is_found (reading, sqlite3_column_int64 (statement, 0)))
        continue;
      read_deal (statement, &deal);
      date = crm_date_time_to_local (deal.closed_at, question->zone, NULL);
      place = (Place){ deal.rowid, 0, -date };
      g_array_append_val (filling->places, place);
      count_amount (reading, filling, &deal, probability, date);
    }
  return step == 0;
}

/* ── order ────────────────────────────────────────────────────────────────────────────────── */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->when != y->when)
    return x->when < y->when ? -1 : 1;
  return (x->rowid > y->rowid) - (x->rowid < y->rowid);
}

static void
arrange (Filling *filling)
{
  CrmBoardStage *column = filling->column;

  g_array_sort (filling->places, compare_places);
  for (guint i = 0; i < filling->places->len; i++)
    g_array_append_val (column->rowids, g_array_index (filling->places, Place, i).rowid);
  column->totals.n = column->rowids->len;
  column->totals.mean_days = column->totals.n > 0 ? (int)(filling->days / column->totals.n) : 0;
}

static gboolean
read_all (CrmConnection *connection, Reading *reading, GError **error)
{
  static const char *const closed[] = { "won", "lost" };

  add_columns (reading);
  if (!read_open (connection, reading, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++)
    if (!read_closed (connection, reading, add_column (reading, NULL, closed[i]), error))
      return FALSE;
  for (guint i = 0; i < reading->fillings->len; i++)
    arrange (reading->fillings->pdata[i]);
  if (reading->without->column->totals.n == 0)
    g_ptr_array_remove (reading->board->columns, reading->without->column);
  return TRUE;
}

CrmBoard *
crm_board_read (CrmConnection *connection, const CrmBoardQuestion *question, GError **error)
{
  g_autoptr (CrmBoard) board = g_atomic_rc_box_new0 (CrmBoard);
  g_autoptr (GHashTable) by_stage = g_hash_table_new ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal);
  g_autoptr (GPtrArray) fillings = g_ptr_array_new_with_free_func (filling_free);
  g_autoptr (CrmRates) rates = NULL;
  g_autoptr (CrmQueryHits) hits = NULL;
  Reading reading = { .question = question, .board = board, .by_stage = by_stage, .fillings = fillings };

  g_strlcpy (board->home, question->home != NULL && *question->home != '\0' ? question->home : NO_CURRENCY, sizeof board->home);
  board->columns = g_ptr_array_new_with_free_func (column_free);
  crm_today_init (&board->today, question->now, question->zone);
  rates = crm_rates_read (connection, board->home, error);
  if (rates == NULL)
    return NULL;
  if (question->search != NULL)
    {
      hits = crm_query_hits_read (connection, question->search, error);
      if (hits == NULL)
        return NULL;
    }
  reading.rates = rates;
  reading.hits = hits;
  reading.date = crm_date_time_to_local (question->now, question->zone, NULL);
  return read_all (connection, &reading, error) ? g_steal_pointer (&board) : NULL;
}

gboolean
crm_board_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error)
{
  CrmBoard *board = crm_board_read (connection, question, error);

  if (board == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_BOARD);
  g_value_take_boxed (result, board);
  return TRUE;
}
