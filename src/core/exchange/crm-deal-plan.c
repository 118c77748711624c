/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the deals of an import with those there are, and says what is to be written. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-deal-plan.h"

#include "core/base/crm-date-time.h"
#include "core/exchange/crm-deal-parts.h"
#include "core/exchange/crm-deal-places.h"
#include "core/exchange/crm-deal-who.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Changes given to the writer at once. */
#define PULL_CHANGES 300

struct _CrmDealPlan
{
  CrmDealTable *table;
  CrmDealWho *who;
  CrmDealPlaces *places; /* once begun */
  CrmImportReport *report;
  gint64 now;
  GTimeZone *zone;
  guint next_customer;
  guint next;
  CrmConnection *connection;
  CrmEdit *edit;
};

/* A row of a deal's log: there already, or to be written. */
typedef struct
{
  CrmId id;
  gboolean is_fresh;
  gint64 at;
  CrmId from; /* nil for none */
  CrmId to;
  const CrmValue *amount;
  const CrmValue *expected;
  int row; /* of the draft, -1 for none */
} Move;

/* One deal while it is planned. */
typedef struct
{
  CrmDealPlan *plan;
  CrmDealDraft *draft;
  CrmRecord *record; /* (nullable): as it is */
  CrmId id;
  CrmId customer;
  CrmDealPlace place; /* where it is by now */
  CrmChange *change;  /* once there is one */
  GArray *moves;      /* of Move */
  gboolean *told;     /* which rows told something new */
} Deal;

CrmDealPlan *
crm_deal_plan_new (CrmDealTable *table, gint64 now, GTimeZone *zone, gboolean han_first)
{
  CrmDealPlan *self = g_new0 (CrmDealPlan, 1);

  self->table = table;
  self->who = crm_deal_who_new (now, han_first, table->is_exact);
  self->report = crm_import_report_ref (table->report);
  self->now = now;
  self->zone = g_time_zone_ref (zone);
  return self;
}

void
crm_deal_plan_free (CrmDealPlan *self)
{
  g_clear_pointer (&self->places, crm_deal_places_free);
  crm_deal_who_free (self->who);
  crm_import_report_unref (self->report);
  crm_deal_table_free (self->table);
  g_time_zone_unref (self->zone);
  g_free (self);
}

CrmImportReport *
crm_deal_plan_get_report (CrmDealPlan *self)
{
  return self->report;
}

/* ── finding ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_first (CrmDealPlan *self, sqlite3_stmt *statement, CrmId *id, GError **error)
{
  int step = crm_connection_next (self->connection, statement, error);

  if (step > 0)
    crm_statement_read_id (statement, 0, id);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
find_by_external_id (CrmDealPlan *self, const CrmDealDraft *draft, CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT id FROM deal WHERE external_id = ? AND deleted = 0 ORDER BY rowid LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, draft->external_id, -1, SQLITE_TRANSIENT);
  return read_first (self, statement, id, error);
}

/* Of two deals of one name the ids tell which: one with another id elsewhere is another. */
static gboolean
find_by_title (CrmDealPlan *self, const CrmDealDraft *draft, const CrmId *customer, CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT id FROM deal WHERE customer = ?1 AND title = ?2 AND deleted = 0 AND (?3 IS NULL OR external_id IS NULL) ORDER BY rowid LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  sqlite3_bind_text (statement, 2, draft->title, -1, SQLITE_TRANSIENT);
  if (draft->external_id != NULL)
    sqlite3_bind_text (statement, 3, draft->external_id, -1, SQLITE_TRANSIENT);
  return read_first (self, statement, id, error);
}

static gboolean
read_record (CrmDealPlan *self, const CrmId *id, CrmRecord **record, GError **error)
{
  GError *local_error = NULL;

  *record = crm_connection_read_record (self->connection, &crm_kind_deal, id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
find_record (Deal *self, GError **error)
{
  CrmDealPlan *plan = self->plan;
  CrmId found = { 0 };

  if (!crm_id_is_nil (&self->draft->id))
    return read_record (plan, &self->draft->id, &self->record, error);
  if (self->draft->external_id != NULL && !find_by_external_id (plan, self->draft, &found, error))
    return FALSE;
  if (crm_id_is_nil (&found) && !find_by_title (plan, self->draft, &self->customer, &found, error))
    return FALSE;
  return crm_id_is_nil (&found) || read_record (plan, &found, &self->record, error);
}

/* A row that names a deal by its id need not say whose it is. */
static gboolean
find_customer (Deal *self, GError **error)
{
  const CrmId *present;

  if (!crm_id_is_nil (&self->draft->id) && !find_record (self, error))
    return FALSE;
  present = self->record != NULL ? crm_record_get_id (self->record, CRM_DEAL_CUSTOMER) : NULL;
  if (present != NULL && self->draft->customer == NULL && self->draft->customer_id == NULL && self->draft->contact == NULL)
    {
      self->customer = *present;
      return TRUE;
    }
  return crm_deal_who_find_customer (self->plan->who, self->draft, &self->customer, error);
}

/* ── moments ──────────────────────────────────────────────────────────────────────────────── */

/* A day without a time of day is not before what happened on that day. */
static gint64
settle_moment (const Deal *self, gint64 at)
{
  int second;
  CrmDate day = crm_date_time_to_local (at, self->plan->zone, &second);
  const CrmValue *began = &self->draft->values[CRM_DEAL_BEGAN_AT];
  gint64 latest = at;

  if (second != 0)
    return at;
  if (began->type == CRM_VALUE_INTEGER && crm_date_time_to_local (began->integer, self->plan->zone, NULL) == day)
    latest = MAX (latest, began->integer);
  for (guint i = 0; i < self->draft->moves->len; i++)
    {
      const CrmDealDraftMove *move = self->draft->moves->pdata[i];

      if (crm_date_time_to_local (move->at, self->plan->zone, NULL) == day)
        latest = MAX (latest, move->at);
    }
  return latest;
}

static gboolean
is_closed (const Deal *self)
{
  return strcmp (self->place.outcome, "open") != 0;
}

/* What the file says of the close: of an open deal when it is expected. */
static void
settle_close (Deal *self)
{
  CrmDealDraft *draft = self->draft;
  CrmValue *closed = &draft->values[CRM_DEAL_CLOSED_AT];

  if (draft->close.type == CRM_VALUE_INTEGER && !is_closed (self))
    draft->values[CRM_DEAL_EXPECTED_CLOSE] = crm_value_integer (crm_date_time_to_local (draft->close.integer, self->plan->zone, NULL));
  else if (draft->close.type == CRM_VALUE_INTEGER && closed->type == CRM_VALUE_NONE)
    *closed = draft->close;
  if (closed->type == CRM_VALUE_INTEGER && !self->plan->table->is_exact)
    closed->integer = settle_moment (self, closed->integer);
}

/* When a deal came to its last stage, where no log says so. */
static gint64
guess_arrival (const Deal *self)
{
  const CrmValue *closed = &self->draft->values[CRM_DEAL_CLOSED_AT], *began = &self->draft->values[CRM_DEAL_BEGAN_AT];

  if (is_closed (self) && closed->type == CRM_VALUE_INTEGER)
    return closed->integer;
  return began->type == CRM_VALUE_INTEGER && self->record == NULL ? began->integer : self->plan->now;
}

/* ── the log ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
load_moves (Deal *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->plan->connection, "SELECT id, at, from_stage, to_stage FROM stage_move WHERE deal = ? AND deleted = 0 ORDER BY at, rowid", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->id);
  while ((step = crm_connection_next (self->plan->connection, statement, error)) > 0)
    {
      Move move = { .at = sqlite3_column_int64 (statement, 1), .row = -1 };

      crm_statement_read_id (statement, 0, &move.id);
      crm_statement_read_id (statement, 2, &move.from);
      crm_statement_read_id (statement, 3, &move.to);
      g_array_append_val (self->moves, move);
    }
  return step == 0;
}

static gboolean
has_move (const Deal *self, gint64 at, const CrmId *to)
{
  for (guint i = 0; i < self->moves->len; i++)
    {
      const Move *move = &g_array_index (self->moves, Move, i);

      if (move->at == at && crm_id_equal (&move->to, to))
        return TRUE;
    }
  return FALSE;
}

static void
add_move (Deal *self, gint64 at, const CrmId *to, const CrmValue *amount, const CrmValue *expected, int row)
{
  Move move = { .is_fresh = TRUE, .at = at, .to = *to, .amount = amount, .expected = expected, .row = row };
  guint place = self->moves->len;

  if (has_move (self, at, to))
    return;
  while (place > 0 && g_array_index (self->moves, Move, place - 1).at > at)
    place--;
  g_array_insert_val (self->moves, place, move);
}

static void
add_moves (Deal *self)
{
  const CrmDealDraft *draft = self->draft;
  const CrmValue *amount = &draft->values[CRM_DEAL_AMOUNT], *expected = &draft->values[CRM_DEAL_EXPECTED_CLOSE];
  const CrmId *present = self->record != NULL ? crm_record_get_id (self->record, CRM_DEAL_STAGE) : NULL;
  const CrmDealDraftMove *last = NULL;
  CrmId last_stage = { 0 };

  for (guint i = 0; i < draft->moves->len; i++)
    {
      last = draft->moves->pdata[i];
      last_stage = crm_deal_places_find (self->plan->places, draft, last->stage).stage;
      add_move (self, last->at, &last_stage, &last->amount, &last->expected, (int)last->row);
    }
  if (last != NULL && !crm_id_equal (&last_stage, &self->place.stage))
    add_move (self, draft->values[CRM_DEAL_CLOSED_AT].type == CRM_VALUE_INTEGER ? MAX (draft->values[CRM_DEAL_CLOSED_AT].integer, last->at) : last->at,
              &self->place.stage, amount, expected, (int)last->row);
  else if (last == NULL && (present == NULL || !crm_id_equal (present, &self->place.stage)))
    add_move (self, guess_arrival (self), &self->place.stage, amount, expected, (int)draft->rows->len - 1);
}

static void
create_move (Deal *self, Move *move)
{
  CrmChange *change;

  move->id = crm_id_new (self->plan->now);
  change = crm_edit_create (self->plan->edit, &crm_kind_stage_move, &move->id);
  crm_change_set_id (change, CRM_STAGE_MOVE_DEAL, &self->id);
  if (!crm_id_is_nil (&move->from))
    crm_change_set_id (change, CRM_STAGE_MOVE_FROM, &move->from);
  crm_change_set_id (change, CRM_STAGE_MOVE_TO, &move->to);
  crm_change_set_integer (change, CRM_STAGE_MOVE_AT, move->at);
  if (move->amount != NULL && move->amount->type == CRM_VALUE_MONEY)
    crm_change_set (change, CRM_STAGE_MOVE_AMOUNT, crm_value_copy (move->amount));
  if (move->expected != NULL && move->expected->type == CRM_VALUE_INTEGER)
    crm_change_set_integer (change, CRM_STAGE_MOVE_EXPECTED_CLOSE, move->expected->integer);
  if (move->row >= 0)
    self->told[move->row] = TRUE;
}

/* Each fresh move leaves the stage the one before came to, and the one after a fresh one leaves its. A move to where the deal is is none. */
static void
write_moves (Deal *self)
{
  CrmId at = { 0 };
  gboolean after_fresh = FALSE;

  for (guint i = 0; i < self->moves->len; i++)
    {
      Move *move = &g_array_index (self->moves, Move, i);

      if (move->is_fresh)
        {
          if (crm_id_equal (&at, &move->to))
            continue;
          move->from = at;
          create_move (self, move);
        }
      else if (after_fresh && !crm_id_equal (&move->from, &at))
        crm_change_set_id (crm_edit_update (self->plan->edit, &crm_kind_stage_move, &move->id), CRM_STAGE_MOVE_FROM, &at);
      after_fresh = move->is_fresh;
      at = move->to;
    }
}

/* ── the record ───────────────────────────────────────────────────────────────────────────── */

static void
offer (Deal *self, CrmDealField field, CrmValue value)
{
  if (value.type == CRM_VALUE_NONE || (self->record != NULL && crm_value_equal (&self->record->values[field], &value)))
    {
      crm_value_clear (&value);
      return;
    }
  if (self->change == NULL)
    {
      self->change = crm_edit_update (self->plan->edit, &crm_kind_deal, &self->id);
      self->told[self->draft->rows->len - 1] = TRUE;
    }
  crm_change_set (self->change, field, value);
}

/* The probability that a program gives every deal of a stage is the stage's, not one that somebody set for the deal. */
static gboolean
is_told_by_stage (const Deal *self, CrmDealField field)
{
  const CrmValue *value = &self->draft->values[field];

  if (field != CRM_DEAL_PROBABILITY || self->plan->table->is_exact || value->type != CRM_VALUE_INTEGER)
    return FALSE;
  return is_closed (self) || value->integer == self->place.probability;
}

/* Of customers of one name the deal keeps the one it has. */
static gboolean
keeps_customer (Deal *self, CrmDealField field, const char *name, gboolean *keeps, GError **error)
{
  const CrmId *present = self->record != NULL ? crm_record_get_id (self->record, field) : NULL;
  g_autoptr (CrmRecord) customer = NULL;
  GError *local_error = NULL;

  *keeps = FALSE;
  if (present == NULL || name == NULL)
    return TRUE;
  customer = crm_connection_read_record (self->plan->connection, &crm_kind_customer, present, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  *keeps = customer != NULL && g_strcmp0 (crm_record_get_title (customer), name) == 0;
  return local_error == NULL;
}

static gboolean
offer_customer (Deal *self, GError **error)
{
  const CrmDealDraft *draft = self->draft;
  gboolean keeps;

  if (!keeps_customer (self, CRM_DEAL_CUSTOMER, draft->customer_id == NULL ? draft->customer : NULL, &keeps, error))
    return FALSE;
  if (!keeps)
    offer (self, CRM_DEAL_CUSTOMER, crm_value_id (&self->customer));
  return TRUE;
}

static void
offer_values (Deal *self)
{
  const CrmDealDraft *draft = self->draft;
  CrmId id;

  if (!crm_id_parse (draft->title, &id))
    offer (self, CRM_DEAL_TITLE, crm_value_text (draft->title));
  for (guint field = 0; field < CRM_DEAL_N_FIELDS; field++)
    if (field != CRM_DEAL_CLOSED_AT && !is_told_by_stage (self, field))
      offer (self, field, crm_value_copy (&draft->values[field]));
  if (draft->external_id != NULL && (self->record == NULL || self->record->values[CRM_DEAL_EXTERNAL_ID].type == CRM_VALUE_NONE))
    offer (self, CRM_DEAL_EXTERNAL_ID, crm_value_text (draft->external_id));
}

/* A name nobody has becomes a line of the note. */
static void
note_referrer (Deal *self)
{
  CrmValue *value = &self->draft->values[CRM_DEAL_NOTE];
  const char *present = value->type == CRM_VALUE_TEXT ? value->text : self->record != NULL ? crm_record_get_text (self->record, CRM_DEAL_NOTE)
                                                                                           : NULL;
  /* Translators: a line of a note: the name of a column and what stood in it. */
  g_autofree char *line = g_strdup_printf (_ ("%s: %s"), crm_field_get_label (&crm_kind_deal.fields[CRM_DEAL_REFERRER]), self->draft->referrer);
  g_autofree char *note = present != NULL ? g_strconcat (present, "\n", line, NULL) : g_strdup (line);

  if (present != NULL && strstr (present, line) != NULL)
    return;
  crm_value_clear (value);
  *value = crm_value_text (note);
}

static gboolean
offer_referrer (Deal *self, GError **error)
{
  gboolean keeps;
  CrmId id;

  if (!keeps_customer (self, CRM_DEAL_REFERRER, self->draft->referrer, &keeps, error))
    return FALSE;
  if (keeps)
    return TRUE;
  if (!crm_deal_who_find_referrer (self->plan->who, self->draft->referrer, &id, error))
    return FALSE;
  if (crm_id_is_nil (&id))
    note_referrer (self);
  else
    offer (self, CRM_DEAL_REFERRER, crm_value_id (&id));
  return TRUE;
}

static gboolean
offer_names (Deal *self, GError **error)
{
  const CrmDealDraft *draft = self->draft;
  CrmId id;

  if (draft->owner != NULL)
    {
      if (!crm_deal_who_find_user (self->plan->who, draft->owner, &id, error))
        return FALSE;
      offer (self, CRM_DEAL_OWNER, crm_value_id (&id));
    }
  return (draft->referrer == NULL || offer_referrer (self, error)) && offer_customer (self, error);
}

/* Where the deal is, since when, and when it closed: the rule about a close would take the import's time for it. */
static void
offer_place (Deal *self)
{
  const CrmDealDraft *draft = self->draft;
  const Move *first = self->moves->len > 0 ? &g_array_index (self->moves, Move, 0) : NULL;
  gint64 since = self->plan->now;

  for (guint i = 0; i < self->moves->len; i++)
    if (crm_id_equal (&g_array_index (self->moves, Move, i).to, &self->place.stage) && (i == 0 || !crm_id_equal (&g_array_index (self->moves, Move, i - 1).to, &self->place.stage)))
      since = g_array_index (self->moves, Move, i).at;
  offer (self, CRM_DEAL_PIPELINE, crm_value_id (&self->place.pipeline));
  offer (self, CRM_DEAL_STAGE, crm_value_id (&self->place.stage));
  offer (self, CRM_DEAL_STAGE_SINCE, crm_value_integer (since));
  if (is_closed (self))
    offer (self, CRM_DEAL_CLOSED_AT, crm_value_integer (draft->values[CRM_DEAL_CLOSED_AT].type == CRM_VALUE_INTEGER ? draft->values[CRM_DEAL_CLOSED_AT].integer : since));
  if (draft->values[CRM_DEAL_BEGAN_AT].type == CRM_VALUE_NONE && first != NULL && (self->record == NULL || crm_record_get_integer (self->record, CRM_DEAL_BEGAN_AT, G_MAXINT64) > first->at))
    offer (self, CRM_DEAL_BEGAN_AT, crm_value_integer (first->at));
}

/* ── one deal ─────────────────────────────────────────────────────────────────────────────── */

static void
refuse (Deal *self)
{
  for (guint i = 0; i < self->draft->rows->len; i++)
    {
      const CrmDealDraftRow *row = &g_array_index (self->draft->rows, CrmDealDraftRow, i);

      crm_import_report_add_fault (self->plan->report, row->source, row->row, NULL, g_strdup (_ ("The deal names no customer.")));
    }
}

static void
count_rows (Deal *self)
{
  CrmImportReport *report = self->plan->report;

  for (guint i = 0; i < self->draft->rows->len; i++)
    if (i == 0 && self->record == NULL)
      report->n_created++;
    else if (self->told[i])
      report->n_updated++;
    else
      report->n_unchanged++;
}

/* What its log ends in says where a deal is; a file without a log says so itself, or leaves a deal where it stands. */
static gboolean
find_place (Deal *self)
{
  CrmDealDraft *draft = self->draft;
  const CrmDealDraftMove *last = draft->moves->len > 0 ? draft->moves->pdata[draft->moves->len - 1] : NULL;
  const CrmId *present = self->record != NULL ? crm_record_get_id (self->record, CRM_DEAL_STAGE) : NULL;
  const CrmId *pipeline = self->record != NULL ? crm_record_get_id (self->record, CRM_DEAL_PIPELINE) : NULL;

  if (pipeline != NULL)
    crm_deal_places_prefer (self->plan->places, draft, pipeline);
  self->place = crm_deal_places_find_end (self->plan->places, draft, last != NULL ? last->stage : draft->stage);
  return last != NULL || draft->stage != NULL || draft->outcome != NULL || present == NULL;
}

static gboolean
ends_in_place (const Deal *self)
{
  return self->moves->len > 0 && crm_id_equal (&g_array_index (self->moves, Move, self->moves->len - 1).to, &self->place.stage);
}

static gboolean
write_deal (Deal *self, GError **error)
{
  gboolean placed = find_place (self);
  CrmDealParts parts = { .who = self->plan->who, .connection = self->plan->connection, .edit = self->plan->edit, .customer = self->customer, .people = self->draft->people, .told = self->told };

  self->id = self->record != NULL ? self->record->id : crm_id_is_nil (&self->draft->id) ? crm_id_new (self->plan->now)
                                                                                        : self->draft->id;
  parts.deal = self->id;
  parts.is_known = self->record != NULL;
  settle_close (self);
  if (self->record == NULL)
    self->change = crm_edit_create (self->plan->edit, &crm_kind_deal, &self->id);
  else if (!load_moves (self, error))
    return FALSE;
  else if (self->record->deleted)
    crm_edit_restore (self->plan->edit, &crm_kind_deal, &self->id);
  if (placed)
    add_moves (self);
  if (!offer_names (self, error))
    return FALSE;
  offer_values (self);
  /* A log that ends before the one in the file tells of the past, not of where the deal is. */
  if (placed && (self->draft->moves->len == 0 || ends_in_place (self)))
    offer_place (self);
  write_moves (self);
  return crm_deal_parts_write (&parts, error);
}

static gboolean
plan_deal (CrmDealPlan *self, CrmDealDraft *draft, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (Move));
  g_autofree gboolean *told = g_new0 (gboolean, draft->rows->len);
  Deal deal = { .plan = self, .draft = draft, .moves = moves, .told = told };
  gboolean ok = find_customer (&deal, error);

  if (ok && crm_id_is_nil (&deal.customer))
    refuse (&deal);
  else if (ok)
    {
      ok = (deal.record != NULL || find_record (&deal, error)) && write_deal (&deal, error);
      if (ok)
        count_rows (&deal);
    }
  g_clear_pointer (&deal.record, crm_record_unref);
  return ok;
}

/* All customers come before the first deal: a deal may have been referred by that of a later row. */
static gboolean
find_customers (CrmDealPlan *self, GError **error)
{
  for (guint n = 0; self->next_customer < self->table->drafts->len && n < PULL_CHANGES; n++, self->next_customer++)
    {
      const CrmDealDraft *draft = self->table->drafts->pdata[self->next_customer];
      CrmId id;

      if ((draft->customer != NULL || draft->customer_id != NULL || draft->contact != NULL) && !crm_deal_who_find_customer (self->who, draft, &id, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_faults (gconstpointer a, gconstpointer b)
{
  const CrmImportFault *x = *(const CrmImportFault *const *)a, *y = *(const CrmImportFault *const *)b;

  return x->source != y->source ? (x->source > y->source) - (x->source < y->source) : (x->row > y->row) - (x->row < y->row);
}

int
crm_deal_plan_pull (CrmDealPlan *self, CrmConnection *connection, CrmEdit *edit, GError **error)
{
  self->connection = connection;
  self->edit = edit;
  crm_deal_who_begin (self->who, connection, edit);
  if (self->places == NULL)
    {
      self->places = crm_deal_places_new (connection, self->table, self->now, error);
      if (self->places == NULL)
        return -1;
      /* What is pulled next may look them up. */
      crm_deal_places_write (self->places, edit);
      return 1;
    }
  if (self->next_customer < self->table->drafts->len)
    return find_customers (self, error) ? 1 : -1;
  while (self->next < self->table->drafts->len && crm_edit_get_n_changes (edit) < PULL_CHANGES)
    if (!plan_deal (self, self->table->drafts->pdata[self->next++], error))
      return -1;
  if (self->next < self->table->drafts->len)
    return 1;
  g_ptr_array_sort (self->report->faults, compare_faults);
  return 0;
}
