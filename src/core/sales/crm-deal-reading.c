/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a file as the figures see them, with the names of what their numbers stand for. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-deal-reading.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-local-days.h"
#include "core/query/crm-query-sql.h"
#include "core/sales/crm-deal-facts.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (CrmDealReading, crm_deal_reading, crm_deal_reading_ref, crm_deal_reading_unref)

CrmDealReading *
crm_deal_reading_ref (CrmDealReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmDealReading *self = data;

  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_clear_pointer (&self->owners, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_pointer (&self->source_hashes, g_array_unref);
  g_clear_pointer (&self->reason_hashes, g_array_unref);
  g_clear_pointer (&self->rates_used, g_array_unref);
  g_clear_pointer (&self->rate_of_deal, g_array_unref);
  g_clear_pointer (&self->builder, crm_deal_path_builder_free);
  g_clear_pointer (&self->rates, crm_rates_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->stage_by_rowid, g_array_unref);
  g_clear_pointer (&self->pipeline_by_rowid, g_array_unref);
  g_clear_pointer (&self->owner_by_rowid, g_array_unref);
}

void
crm_deal_reading_unref (CrmDealReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* ── names ────────────────────────────────────────────────────────────────────────────────── */

static void
unref_record (gpointer record)
{
  if (record != NULL)
    crm_record_unref (record);
}

static guint32
look_up (GArray *by_rowid, gint64 rowid)
{
  return rowid >= 0 && rowid < by_rowid->len ? g_array_index (by_rowid, guint32, rowid) : CRM_STAGE_NONE;
}

static void
remember (GArray *by_rowid, gint64 rowid, guint32 index)
{
  guint32 nothing = CRM_STAGE_NONE;

  while (by_rowid->len <= rowid)
    g_array_append_val (by_rowid, nothing);
  g_array_index (by_rowid, guint32, rowid) = index;
}

/* All records of a kind, deleted ones too, as what happened in the past names them. */
static gboolean
read_records (CrmConnection *connection, const CrmKind *kind, const char *order, GPtrArray *records, GArray *by_rowid, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", crm_kind_get_columns (kind), kind->name, order);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmRecord *record = crm_statement_read_record (statement, kind);

      remember (by_rowid, record->rowid, records->len);
      g_ptr_array_add (records, record);
    }
  return step == 0;
}

static gboolean
read_names (CrmDealReading *self, CrmConnection *connection, GError **error)
{
  return read_records (connection, &crm_kind_pipeline, "position, rowid", self->pipelines, self->pipeline_by_rowid, error) && read_records (connection, &crm_kind_stage, "outcome <> 'open', outcome = 'lost', position, rowid", self->stages, self->stage_by_rowid, error) && read_records (connection, &crm_kind_user, "name, rowid", self->owners, self->owner_by_rowid, error);
}

guint32
crm_deal_reading_find_pipeline (const CrmDealReading *self, const CrmId *pipeline)
{
  for (guint i = 0; i < self->pipelines->len; i++)
    if (crm_id_equal (&((CrmRecord *)self->pipelines->pdata[i])->id, pipeline))
      return i;
  return CRM_STAGE_NONE;
}

guint32
crm_deal_reading_find_stage (const CrmDealReading *self, const CrmId *stage)
{
  for (guint i = 0; i < self->stages->len; i++)
    if (crm_id_equal (&((CrmRecord *)self->stages->pdata[i])->id, stage))
      return i;
  return CRM_STAGE_NONE;
}

const char *
crm_deal_reading_get_stage_name (const CrmDealReading *self, guint32 stage)
{
  const char *name = stage < self->stages->len ? crm_record_get_title (self->stages->pdata[stage]) : NULL;

  return name != NULL ? name : _ ("Without a stage");
}

const char *
crm_deal_reading_get_owner_name (const CrmDealReading *self, guint32 owner)
{
  const char *name = owner > 0 && owner < self->owners->len ? crm_record_get_title (self->owners->pdata[owner]) : NULL;

  return name != NULL ? name : _ ("Nobody");
}

static const char *
get_choice_name (GPtrArray *names, guint32 number, CrmDealField field)
{
  const char *name = names->pdata[number];

  return *name != '\0' ? crm_field_get_choice_label (&crm_kind_deal.fields[field], name) : _ ("Not known to this version");
}

const char *
crm_deal_reading_get_source_name (const CrmDealReading *self, guint32 source)
{
  return source > 0 && source < self->sources->len ? get_choice_name (self->sources, source, CRM_DEAL_SOURCE) : _ ("Not known");
}

const char *
crm_deal_reading_get_reason_name (const CrmDealReading *self, guint32 reason)
{
  return reason > 0 && reason < self->reasons->len ? get_choice_name (self->reasons, reason, CRM_DEAL_LOST_REASON) : _ ("No reason given");
}

/* The number of a choice by its hash, among @hashes and @names, which grow by it. What this version does not know has no name. */
static guint32
number_choice (GArray *hashes, GPtrArray *names, const CrmField *field, guint32 hash)
{
  const char *name = "";

  if (hash == 0)
    return 0;
  for (guint i = 1; i < hashes->len; i++)
    if (g_array_index (hashes, guint32, i) == hash)
      return i;
  for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
    if (g_str_hash (choice->name) == hash)
      name = choice->name;
  g_array_append_val (hashes, hash);
  g_ptr_array_add (names, g_strdup (name));
  return names->len - 1;
}

/* ── stages ───────────────────────────────────────────────────────────────────────────────── */

static guint8
get_outcome (const CrmRecord *stage)
{
  const char *outcome = crm_stage_get_outcome (stage);

  return strcmp (outcome, "won") == 0 ? CRM_DEAL_WON : strcmp (outcome, "lost") == 0 ? CRM_DEAL_LOST
                                                                                     : CRM_DEAL_OPEN;
}

static CrmDealStage *
make_stages (const CrmDealReading *self)
{
  CrmDealStage *stages = g_new0 (CrmDealStage, self->stages->len + 1);

  for (guint i = 0; i < self->stages->len; i++)
    {
      const CrmRecord *stage = self->stages->pdata[i];
      const CrmValue *pipeline = &stage->values[CRM_STAGE_PIPELINE];

      stages[i].pipeline = pipeline->type == CRM_VALUE_ID ? crm_deal_reading_find_pipeline (self, &pipeline->id) : CRM_STAGE_NONE;
      stages[i].position = (int)i;
      stages[i].outcome = get_outcome (stage);
      stages[i].removed = stage->deleted;
    }
  return stages;
}

static guint
get_stage_probability (const CrmDealReading *self, guint32 stage)
{
  gint64 per_cent = stage < self->stages->len ? crm_record_get_integer (self->stages->pdata[stage], CRM_STAGE_PROBABILITY, 0) : 0;

  return (guint)CLAMP (per_cent, 0, 100) * (CRM_BASIS_POINTS / 100);
}

/* @per_cent: −1 where the stage says it. */
static guint16
get_probability (const CrmDealReading *self, int per_cent, int outcome, guint32 stage)
{
  if (outcome == CRM_DEAL_WON)
    return CRM_BASIS_POINTS;
  if (outcome == CRM_DEAL_LOST)
    return 0;
  if (per_cent >= 0)
    return (guint16)(MIN (per_cent, 100) * (CRM_BASIS_POINTS / 100));
  return (guint16)get_stage_probability (self, stage);
}

/* ── amounts ──────────────────────────────────────────────────────────────────────────────── */

/* The place of @rate among those used. */
static guint
find_rate (CrmDealReading *self, const CrmRate *rate)
{
  CrmRateUse use = { *rate, 0 };

  for (guint i = 0; i < self->rates_used->len; i++)
    {
      const CrmRateUse *known = &g_array_index (self->rates_used, CrmRateUse, i);

      if (known->rate.date == rate->date && strcmp (known->rate.currency, rate->currency) == 0)
        return i;
    }
  g_array_append_val (self->rates_used, use);
  return self->rates_used->len - 1;
}

/* Notes what the next deal was converted by. @rate: (nullable) */
static void
note_rate (CrmDealReading *self, const CrmRate *rate)
{
  guint16 use = 0;

  if (rate != NULL)
    {
      guint place = find_rate (self, rate);

      g_array_index (self->rates_used, CrmRateUse, place).n_deals++;
      use = (guint16)MIN (place + 1, G_MAXUINT16);
    }
  g_array_append_val (self->rate_of_deal, use);
}

/* Converts an amount; what is missing is a problem of the deal. @money: (nullable) */
static gint64
convert (const CrmDealReading *self, const CrmMoney *money, CrmDate date, guint32 *problems, const CrmRate **used)
{
  gint64 minor = 0;

  *used = NULL;
  if (money == NULL)
    *problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_AMOUNT);
  else if (!crm_rates_convert (self->rates, money, date, &minor, used))
    *problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE);
  return minor;
}

/* ── deals ────────────────────────────────────────────────────────────────────────────────── */

static void
append_filter (GString *sql, CrmFilter *filter, GPtrArray *values)
{
  if (filter == NULL)
    return;
  g_string_append (sql, " AND deal IN (SELECT rowid FROM deal WHERE ");
  crm_query_sql_append_where (&crm_kind_deal, filter, sql, values);
  g_string_append_c (sql, ')');
}

/* @only: (nullable): one deal */
static sqlite3_stmt *
prepare (CrmConnection *connection, const CrmDealQuestion *question, const gint64 *only, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  sqlite3_stmt *statement;
  int index = 1;

  g_string_append (sql, "SELECT deal, packed FROM deal_path WHERE 1");
  /* Deals that are open now are looked at whatever the period; those closed before it began are not. */
  if (question->span.until != 0)
    g_string_append (sql, " AND ended_at >= ?");
  if (only != NULL)
    g_string_append (sql, " AND deal = ?");
  append_filter (sql, question->filter, values);
  g_string_append (sql, " ORDER BY deal");
  statement = crm_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;
  if (question->span.until != 0)
    sqlite3_bind_int64 (statement, index++, question->span.from);
  if (only != NULL)
    sqlite3_bind_int64 (statement, index++, *only);
  crm_query_sql_bind (values, statement, index);
  return statement;
}

/* Neither a row's bytes nor the moves in it need stand where their type may: they are copied out. */
static void
add_moves (CrmDealReading *self, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      CrmPackedMove move;
      guint32 to;

      memcpy (&move, bytes + i * sizeof move, sizeof move);
      to = look_up (self->stage_by_rowid, move.to);
      /* A stage that is not in the file is none of the table, rather than "none". */
      crm_deal_path_builder_add_move (self->builder, move.from != 0 ? look_up (self->stage_by_rowid, move.from) : CRM_STAGE_NONE, MIN (to, CRM_STAGE_NONE - 1), move.at);
    }
}

static CrmDealPath
unpack (CrmDealReading *self, CrmLocalDays *days, const CrmPackedDeal *packed)
{
  guint32 owner = look_up (self->owner_by_rowid, packed->owner);
  CrmMoney money = { .minor = packed->amount };
  const CrmRate *rate;
  CrmDealPath deal = {
    .created_at = packed->began_at,
    .closed_at = packed->closed_at,
    .outcome = packed->outcome,
    .category = packed->category,
    .pipeline = look_up (self->pipeline_by_rowid, packed->pipeline),
    .expected_on = packed->expected,
    .owner = owner == CRM_STAGE_NONE ? 0 : owner,
    .probability = get_probability (self, packed->probability, packed->outcome, look_up (self->stage_by_rowid, packed->stage)),
  };

  memcpy (money.currency, packed->currency, sizeof packed->currency);
  if (deal.outcome != CRM_DEAL_OPEN && deal.closed_at != 0)
    deal.closed_on = crm_local_days_get (days, deal.closed_at);
  deal.amount = convert (self, packed->has_amount ? &money : NULL, deal.closed_on != CRM_DATE_NONE ? deal.closed_on : self->today, &deal.problems, &rate);
  note_rate (self, rate);
  return deal;
}

static void
add_deal (CrmDealReading *self, CrmLocalDays *days, sqlite3_stmt *statement)
{
  const guint8 *bytes = sqlite3_column_blob (statement, 1);
  gsize size = (gsize)sqlite3_column_bytes (statement, 1);
  CrmPackedDeal packed;
  CrmDealPath deal;

  if (size < sizeof packed)
    return;
  memcpy (&packed, bytes, sizeof packed);
  deal = unpack (self, days, &packed);
  deal.id = sqlite3_column_int64 (statement, 0);
  deal.source = number_choice (self->source_hashes, self->sources, &crm_kind_deal.fields[CRM_DEAL_SOURCE], packed.source);
  deal.lost_reason = number_choice (self->reason_hashes, self->reasons, &crm_kind_deal.fields[CRM_DEAL_LOST_REASON], packed.lost_reason);
  crm_deal_path_builder_add_deal (self->builder, &deal);
  add_moves (self, bytes + sizeof packed, (size - sizeof packed) / sizeof (CrmPackedMove));
}

static gboolean
read_deals (CrmDealReading *self, CrmConnection *connection, CrmLocalDays *days, const CrmDealQuestion *question, GError **error)
{
  sqlite3_stmt *statement = prepare (connection, question, NULL, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_deal (self, days, statement);
  self->paths = crm_deal_path_builder_get_paths (self->builder);
  return step == 0;
}

static gboolean
find_home (CrmDealReading *self, CrmConnection *connection, const char *home, GError **error)
{
  g_autofree char *setting = home == NULL ? crm_connection_dup_setting (connection, "currency", NULL) : NULL;

  if (home == NULL)
    home = setting != NULL ? setting : "CNY";
  g_strlcpy (self->home, home, sizeof self->home);
  self->rates = crm_rates_read (connection, self->home, error);
  return self->rates != NULL;
}

static CrmDealReading *
make_empty (void)
{
  CrmDealReading *self = g_atomic_rc_box_new0 (CrmDealReading);

  self->stages = g_ptr_array_new_with_free_func (unref_record);
  self->pipelines = g_ptr_array_new_with_free_func (unref_record);
  self->owners = g_ptr_array_new_with_free_func (unref_record);
  self->sources = g_ptr_array_new_with_free_func (g_free);
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  self->source_hashes = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->reason_hashes = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->rates_used = g_array_new (FALSE, FALSE, sizeof (CrmRateUse));
  self->rate_of_deal = g_array_new (FALSE, FALSE, sizeof (guint16));
  self->stage_by_rowid = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->pipeline_by_rowid = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->owner_by_rowid = g_array_new (FALSE, FALSE, sizeof (guint32));
  /* The number 0 says that there is none. */
  g_ptr_array_add (self->owners, NULL);
  g_ptr_array_add (self->sources, NULL);
  g_ptr_array_add (self->reasons, NULL);
  g_array_set_size (self->source_hashes, 1);
  g_array_set_size (self->reason_hashes, 1);
  return self;
}

CrmDealReading *
crm_deal_reading_new (CrmConnection *connection, const CrmDealQuestion *question, GError **error)
{
  g_autoptr (CrmDealReading) self = make_empty ();
  g_autoptr (CrmLocalDays) days = crm_local_days_new (question->zone);
  g_autofree CrmDealStage *stages = NULL;

  self->span = question->span;
  self->zone = g_time_zone_ref (question->zone);
  self->today = crm_local_days_get (days, question->now);
  if (!find_home (self, connection, question->home, error) || !read_names (self, connection, error))
    return NULL;
  stages = make_stages (self);
  self->builder = crm_deal_path_builder_new (stages, self->stages->len, question->now);
  return read_deals (self, connection, days, question, error) ? g_steal_pointer (&self) : NULL;
}

/* ── reading a few again ──────────────────────────────────────────────────────────────────── */

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

/* Takes over all of @old but its deals. */
static CrmDealReading *
make_next (const CrmDealReading *old)
{
  CrmDealReading *self = g_atomic_rc_box_new0 (CrmDealReading);

  memcpy (self->home, old->home, sizeof self->home);
  self->today = old->today;
  self->span = old->span;
  self->stages = g_ptr_array_ref (old->stages);
  self->pipelines = g_ptr_array_ref (old->pipelines);
  self->owners = g_ptr_array_ref (old->owners);
  /* These grow by what the deals say, while others read the old ones. */
  self->sources = g_ptr_array_copy (old->sources, copy_text, NULL);
  self->reasons = g_ptr_array_copy (old->reasons, copy_text, NULL);
  g_ptr_array_set_free_func (self->sources, g_free);
  g_ptr_array_set_free_func (self->reasons, g_free);
  self->source_hashes = g_array_copy (old->source_hashes);
  self->reason_hashes = g_array_copy (old->reason_hashes);
  self->rates_used = g_array_copy (old->rates_used);
  self->rate_of_deal = g_array_sized_new (FALSE, FALSE, sizeof (guint16), old->rate_of_deal->len + 1);
  self->rates = crm_rates_ref (old->rates);
  self->zone = g_time_zone_ref (old->zone);
  self->stage_by_rowid = g_array_ref (old->stage_by_rowid);
  self->pipeline_by_rowid = g_array_ref (old->pipeline_by_rowid);
  self->owner_by_rowid = g_array_ref (old->owner_by_rowid);
  return self;
}

/* The place of the first deal of @paths from @at on that is not before @id. */
static gsize
find_place (const CrmDealPaths *paths, gsize at, gint64 id)
{
  gsize end = paths->n_deals;

  while (at < end)
    {
      gsize middle = at + (end - at) / 2;

      if (paths->deals[middle].id < id)
        at = middle + 1;
      else
        end = middle;
    }
  return at;
}

static void
take_over (CrmDealReading *self, const CrmDealReading *old, gsize from, gsize until)
{
  crm_deal_path_builder_add_known (self->builder, old->paths.deals + from, until - from);
  if (until > from)
    g_array_append_vals (self->rate_of_deal, &g_array_index (old->rate_of_deal, guint16, from), (guint)(until - from));
}

/* Leaves the deal at @at out of those that were converted. */
static void
forget_rate (CrmDealReading *self, const CrmDealReading *old, gsize at)
{
  guint use = g_array_index (old->rate_of_deal, guint16, at);

  if (use > 0)
    g_array_index (self->rates_used, CrmRateUse, use - 1).n_deals--;
}

static gboolean
read_changed (CrmDealReading *self, const CrmDealReading *old, CrmConnection *connection, GArray *deals, GError **error)
{
  CrmDealQuestion question = { .span = self->span, .zone = self->zone };
  g_autoptr (CrmLocalDays) days = crm_local_days_new (self->zone);
  gsize at = 0;

  for (guint i = 0; i < deals->len; i++)
    {
      gint64 id = g_array_index (deals, gint64, i);
      gsize place = find_place (&old->paths, at, id);
      sqlite3_stmt *statement = prepare (connection, &question, &id, error);
      int step;

      if (statement == NULL)
        return FALSE;
      take_over (self, old, at, place);
      at = place;
      if (at < old->paths.n_deals && old->paths.deals[at].id == id)
        forget_rate (self, old, at++);
      while ((step = crm_connection_next (connection, statement, error)) > 0)
        add_deal (self, days, statement);
      if (step < 0)
        return FALSE;
    }
  take_over (self, old, at, old->paths.n_deals);
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static GArray *
sort_once (GArray *deals)
{
  GArray *sorted = g_array_copy (deals);
  guint n = 0;

  g_array_sort (sorted, compare_numbers);
  for (guint i = 0; i < sorted->len; i++)
    if (n == 0 || g_array_index (sorted, gint64, i) != g_array_index (sorted, gint64, n - 1))
      g_array_index (sorted, gint64, n++) = g_array_index (sorted, gint64, i);
  g_array_set_size (sorted, n);
  return sorted;
}

CrmDealReading *
crm_deal_reading_renew (const CrmDealReading *self, CrmConnection *connection, gint64 now, GArray *deals, GError **error)
{
  g_autoptr (CrmDealReading) next = NULL;
  g_autoptr (GArray) sorted = sort_once (deals);

  if (crm_date_time_to_local (now, self->zone, NULL) != self->today)
    return NULL;
  next = make_next (self);
  next->builder = crm_deal_path_builder_new (self->paths.stages, self->paths.n_stages, now);
  crm_deal_path_builder_set_base (next->builder, self->builder);
  if (!read_changed (next, self, connection, sorted, error))
    return NULL;
  next->paths = crm_deal_path_builder_get_paths (next->builder);
  return g_steal_pointer (&next);
}

/* ── days past ────────────────────────────────────────────────────────────────────────────── */

static void
add_snapshot (const CrmDealReading *self, sqlite3_stmt *statement, CrmLocalDays *days, CrmDate day, GArray *snapshots)
{
  CrmDealSnapshot snapshot = {
    .deal = sqlite3_column_int64 (statement, 0),
    .outcome = (guint8)sqlite3_column_int (statement, 1),
    .stage = look_up (self->stage_by_rowid, sqlite3_column_int64 (statement, 3)),
    .category = (guint8)sqlite3_column_int (statement, 4),
    .expected_on = (CrmDate)sqlite3_column_int64 (statement, 8),
  };
  CrmMoney money = { .minor = sqlite3_column_int64 (statement, 6) };
  gboolean has_amount = sqlite3_column_type (statement, 6) != SQLITE_NULL;
  const CrmRate *rate;

  if (snapshot.outcome != CRM_DEAL_OPEN && sqlite3_column_type (statement, 2) != SQLITE_NULL)
    snapshot.closed_on = crm_local_days_get (days, sqlite3_column_int64 (statement, 2));
  snapshot.probability = get_probability (self, sqlite3_column_type (statement, 5) != SQLITE_NULL ? sqlite3_column_int (statement, 5) : -1, snapshot.outcome, snapshot.stage);
  g_strlcpy (money.currency, (const char *)sqlite3_column_text (statement, 7) ?: "", sizeof money.currency);
  snapshot.amount = convert (self, has_amount ? &money : NULL, snapshot.closed_on != CRM_DATE_NONE ? snapshot.closed_on : day, &snapshot.problems, &rate);
  if ((snapshot.problems & CRM_DEAL_NEEDS_AMOUNT) == 0)
    snapshot.problems |= crm_deal_amount_find_problems (snapshot.amount);
  g_array_append_val (snapshots, snapshot);
}

GArray *
crm_deal_reading_read_day (const CrmDealReading *self, CrmConnection *connection, CrmFilter *filter, CrmDate day, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT deal, outcome, closed_at, stage, category, probability, amount, currency, expected FROM deal_snapshot s"
                                          " WHERE day = (SELECT max(day) FROM deal_snapshot WHERE deal = s.deal AND day <= ?1) AND outcome <> ?2");
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GArray) snapshots = g_array_new (FALSE, FALSE, sizeof (CrmDealSnapshot));
  g_autoptr (CrmLocalDays) days = crm_local_days_new (self->zone);
  sqlite3_stmt *statement;
  int step;

  append_filter (sql, filter, values);
  g_string_append (sql, " ORDER BY deal");
  statement = crm_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, day);
  sqlite3_bind_int (statement, 2, CRM_DEAL_GONE);
  crm_query_sql_bind (values, statement, 3);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_snapshot (self, statement, days, day, snapshots);
  return step == 0 ? g_steal_pointer (&snapshots) : NULL;
}

static CrmDate
read_stored_date (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *)sqlite3_column_text (statement, column);

  return text != NULL ? (CrmDate)g_ascii_strtoll (text, NULL, 10) : CRM_DATE_NONE;
}

GArray *
crm_deal_reading_read_close_dates (const CrmDealReading *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT h.record, e.at, h.old, h.new FROM history h JOIN edit e ON e.number = h.edit WHERE h.kind = ? AND h.field = 'expected_close'"
                            " AND e.state = 0 AND e.undone_by IS NULL AND e.undoes IS NULL ORDER BY h.record, e.at, h.number";
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (CrmCloseDateChange));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, CRM_KIND_DEAL);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmCloseDateChange change = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), read_stored_date (statement, 2), read_stored_date (statement, 3) };

      g_array_append_val (changes, change);
    }
  return step == 0 ? g_steal_pointer (&changes) : NULL;
}

/* ── drivers ──────────────────────────────────────────────────────────────────────────────── */

static int
compare_drivers (gconstpointer a, gconstpointer b)
{
  const CrmDealDriver *x = a, *y = b;

  return x->deal != y->deal ? (x->deal > y->deal) - (x->deal < y->deal) : (x->driver > y->driver) - (x->driver < y->driver);
}

static void
add_drivers (gint64 deal, const char *lines, GHashTable *numbers, GPtrArray *names, GArray *drivers)
{
  g_auto (GStrv) words = g_regex_split_simple ("[\n,;，；、]", lines, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (g_strstrip (words[i]), -1);
      CrmDealDriver driver = { deal, GPOINTER_TO_UINT (g_hash_table_lookup (numbers, folded)) };

      if (*folded == '\0')
        continue;
      if (driver.driver == 0)
        {
          driver.driver = names->len;
          g_ptr_array_add (names, g_strdup (words[i]));
          g_hash_table_insert (numbers, g_steal_pointer (&folded), GUINT_TO_POINTER (driver.driver));
        }
      g_array_append_val (drivers, driver);
    }
}

GArray *
crm_deal_reading_read_drivers (const CrmDealReading *self, CrmConnection *connection, guint field, GPtrArray *names, GError **error)
{
  const char *column = crm_kind_deal.fields[field].name;
  g_autofree char *sql = g_strdup_printf ("SELECT rowid, %s FROM deal WHERE %s IS NOT NULL AND deleted = 0 AND outcome <> 'open' ORDER BY rowid", column, column);
  g_autoptr (GArray) drivers = g_array_new (FALSE, FALSE, sizeof (CrmDealDriver));
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  g_ptr_array_add (names, NULL);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_drivers (sqlite3_column_int64 (statement, 0), (const char *)sqlite3_column_text (statement, 1), numbers, names, drivers);
  g_array_sort (drivers, compare_drivers);
  return step == 0 ? g_steal_pointer (&drivers) : NULL;
}
