/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a deal and all that hangs on it: its facts, the row that figures read, how it stood on each day. */

#pragma once

#include "core/schema/crm-rules.h"

G_BEGIN_DECLS

/**
 * CrmPackedDeal:
 * @began_at: microseconds UTC, as is @closed_at; 0 where it is not known
 * @amount: minor units of @currency; means something where @has_amount
 * @pipeline: a rowid, 0 for none; so are @stage and @owner
 * @expected: a packed date
 * @currency: ISO 4217, without an end
 * @probability: per cent, −1 where the stage says it
 * @outcome: CrmDealOutcome
 * @category: CrmForecastCategory
 * @source: g_str_hash() of the stored choice, 0 for none; so is @lost_reason
 *
 * What deal_path.packed begins with; its moves follow it. In the byte order of this device, as the table never leaves it.
 */
typedef struct
{
  gint64 began_at;
  gint64 closed_at;
  gint64 amount;
  gint32 pipeline;
  gint32 stage;
  gint32 owner;
  gint32 expected;
  char currency[3];
  guint8 has_amount;
  gint8 probability;
  guint8 outcome;
  guint8 category;
  guint8 unused;
  guint32 source;
  guint32 lost_reason;
} CrmPackedDeal;

/**
 * CrmPackedMove:
 * @at: microseconds UTC
 * @from: rowid of the stage left, 0 for none
 * @to: rowid of the stage entered, 0 for one that is not in the file
 *
 * A row of the stage log, the oldest first.
 */
typedef struct
{
  gint64 at;
  gint32 from;
  gint32 to;
} CrmPackedMove;

/* The outcome of a deal in deal_snapshot that is not there any more, after those of CrmDealOutcome. */
#define CRM_DEAL_GONE 3

/* crm_deal_rules.refresh: brings all of it up to date, in the writer's transaction. */
gboolean crm_deal_facts_refresh (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error);

/* crm_deal_rules.concern: the deals of a customer, of a task, an interaction or a move of the log; and the deal itself. */
gboolean crm_deal_facts_concern (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GHashTable *ids, GError **error);

G_END_DECLS
