/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moves of a timeline's deals: begun, moved on, won, lost. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-source.h"

#include "core/base/crm-date-time.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* What the columns below hold. */
enum
{
  ROWID,
  AT,
  AMOUNT,
  CURRENCY,
  FROM,
  FROM_OUTCOME,
  TO,
  TO_OUTCOME,
  DEAL,
  TITLE,
  REASON,
  USER,
};

/* Stages removed since are named too: the log tells what was. A reason is that of the loss the deal is in now. */
static const char moves_sql[] = "SELECT m.rowid, m.at, m.amount, m.amount_currency, f.name, f.outcome, t.name, t.outcome, d.id, d.title,"
                                " CASE WHEN d.outcome = 'lost' AND m.to_stage = d.stage THEN d.lost_reason END, u.name"
                                " FROM deal d JOIN stage_move m ON m.deal = d.id"
                                " LEFT JOIN stage f ON f.id = m.from_stage LEFT JOIN stage t ON t.id = m.to_stage"
                                " LEFT JOIN edit e ON e.number = m.created_edit LEFT JOIN user u ON u.id = e.user"
                                " WHERE d.customer = ?1 AND (?2 IS NULL OR d.id = ?2) AND d.deleted = 0 AND m.deleted = 0";

static const char *
get_text (sqlite3_stmt *row, int column)
{
  return (const char *)sqlite3_column_text (row, column);
}

static const char *
get_kind (sqlite3_stmt *row)
{
  const char *from = get_text (row, FROM_OUTCOME), *to = get_text (row, TO_OUTCOME);

  if (g_strcmp0 (to, "won") == 0 || g_strcmp0 (to, "lost") == 0)
    return to;
  if (sqlite3_column_type (row, FROM) == SQLITE_NULL)
    return "began";
  return g_strcmp0 (from, "won") == 0 || g_strcmp0 (from, "lost") == 0 ? "reopened" : "moved";
}

/* "Ten desks: Proposal → Negotiation" among all that happened with a customer, "Proposal → Negotiation" among what happened with the deal. */
static char *
dup_title (sqlite3_stmt *row, const char *kind, gboolean of_deal)
{
  const char *deal = get_text (row, TITLE) != NULL ? get_text (row, TITLE) : _ ("Deal");
  const char *from = get_text (row, FROM), *to = get_text (row, TO) != NULL ? get_text (row, TO) : _ ("no stage");

  if (g_str_equal (kind, "won"))
    /* Translators: %s is a deal. */
    return of_deal ? g_strdup (C_ ("deal", "Won")) : g_strdup_printf (_ ("%s won"), deal);
  if (g_str_equal (kind, "lost"))
    /* Translators: %s is a deal. */
    return of_deal ? g_strdup (C_ ("deal", "Lost")) : g_strdup_printf (_ ("%s lost"), deal);
  if (g_str_equal (kind, "began"))
    /* Translators: a deal and the stage it began in: "Ten desks began in Lead". */
    return of_deal ? g_strdup_printf (_ ("Began in %s"), to) : g_strdup_printf (_ ("%1$s began in %2$s"), deal, to);
  /* Translators: a deal and the stages it went from and to: "Ten desks: Proposal → Negotiation". */
  return of_deal ? g_strdup_printf ("%s → %s", from, to) : g_strdup_printf (_ ("%1$s: %2$s → %3$s"), deal, from, to);
}

static char *
dup_text (sqlite3_stmt *row, const CrmTimelineRequest *request)
{
  const CrmField *reason = &crm_kind_deal.fields[CRM_DEAL_LOST_REASON];
  g_autofree char *amount = NULL;
  CrmValue value = { 0 };

  if (crm_statement_read_value (row, AMOUNT, CRM_TYPE_MONEY, &value) > 0 && value.type == CRM_VALUE_MONEY)
    amount = crm_profile_fact_format_money (&value.money, request->style.currency);
  if (get_text (row, REASON) == NULL)
    return g_steal_pointer (&amount);
  return g_strjoin (" · ", crm_field_get_choice_label (reason, get_text (row, REASON)), amount, NULL);
}

static CrmTimelineEntry *
read_entry (sqlite3_stmt *row, const CrmTimelineRequest *request)
{
  const char *kind = get_kind (row);
  gboolean of_deal = !crm_id_is_nil (&request->deal);
  CrmTimelineEntry *entry = crm_timeline_entry_new (CRM_TIMELINE_DEAL, kind);

  entry->number = sqlite3_column_int64 (row, ROWID);
  entry->at = sqlite3_column_int64 (row, AT);
  entry->day = crm_date_time_to_local (entry->at, request->style.zone, NULL);
  entry->flags = CRM_TIMELINE_HAS_TIME;
  crm_statement_read_id (row, DEAL, &entry->deal);
  entry->deal_name = g_strdup (get_text (row, TITLE));
  entry->title = dup_title (row, kind, of_deal);
  entry->text = dup_text (row, request);
  entry->who = g_strdup (get_text (row, USER));
  return entry;
}

static gboolean
load (CrmConnection *connection, const CrmTimelineRequest *request, GPtrArray *entries, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, moves_sql, error);
  int step;

  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, &request->customer);
  if (!crm_id_is_nil (&request->deal))
    crm_statement_bind_id (row, 2, &request->deal);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    g_ptr_array_add (entries, read_entry (row, request));
  return step == 0;
}

const CrmTimelineSource crm_timeline_moves = { "moves", load };
