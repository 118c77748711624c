/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a file as the figures see them, with the names of what their numbers stand for. */

#pragma once

#include "core/query/crm-query.h"
#include "core/sales/crm-deal-path-builder.h"
#include "core/sales/crm-deal-snapshot.h"
#include "core/sales/crm-rates.h"
#include "core/sales/crm-reasons.h"
#include "core/sales/crm-slippage.h"
#include "core/sales/crm-targets.h"

G_BEGIN_DECLS

/**
 * CrmDealQuestion:
 * @filter: (nullable): a condition on deals; without one it is quicker
 * @span: only deals that were open at some time in it, or closed or begun in it; where @until is 0, all
 * @now: microseconds UTC
 * @zone: the office's
 * @home: (nullable): the home currency; %NULL for the file's
 */
typedef struct
{
  CrmFilter *filter;
  CrmPeriod span;
  gint64 now;
  GTimeZone *zone;
  const char *home;
} CrmDealQuestion;

/** CrmRateUse: a rate that a reading has converted by, and how many deals: none where those have changed since. */
typedef struct
{
  CrmRate rate;
  guint n_deals;
} CrmRateUse;

/**
 * CrmDealReading:
 * @home: ISO 4217
 * @today: the day of @now
 * @span: as it was asked for
 * @paths: the deals, ascending by id, which is their rowid; the reading owns the arrays
 * @stages: (element-type CrmRecord): the stages by their index, removed ones too
 * @pipelines: (element-type CrmRecord): the pipelines by their index, removed ones too; CrmDealPath.pipeline is the index
 * @owners: (element-type CrmRecord) (nullable items): users by CrmDealPath.owner; 0 is nobody
 * @sources: (array zero-terminated=1): stored choices by CrmDealPath.source; 0 is none, as in @reasons
 * @rates_used: (element-type CrmRateUse)
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  char home[4];
  CrmDate today;
  CrmPeriod span;
  CrmDealPaths paths;
  GPtrArray *stages;
  GPtrArray *pipelines;
  GPtrArray *owners;
  GPtrArray *sources;
  GPtrArray *reasons;
  GArray *rates_used;

  /*< private >*/
  GArray *source_hashes; /* of guint32, by number, as @sources; and so for the reasons */
  GArray *reason_hashes;
  GArray *rate_of_deal; /* of guint16, by deal: 1 + index into @rates_used, 0 for none */
  CrmDealPathBuilder *builder;
  CrmRates *rates;
  GTimeZone *zone;
  GArray *stage_by_rowid; /* of guint32: index, or CRM_STAGE_NONE */
  GArray *pipeline_by_rowid;
  GArray *owner_by_rowid;
} CrmDealReading;

#define CRM_TYPE_DEAL_READING (crm_deal_reading_get_type ())

GType crm_deal_reading_get_type (void);
CrmDealReading *crm_deal_reading_ref (CrmDealReading *self);
void crm_deal_reading_unref (CrmDealReading *self);

/**
 * crm_deal_reading_new:
 *
 * Reads the deals; on the connection's thread.
 */
CrmDealReading *crm_deal_reading_new (CrmConnection *connection, const CrmDealQuestion *question, GError **error);

/**
 * crm_deal_reading_renew:
 * @self: a reading without a filter
 * @now: microseconds UTC
 * @deals: (element-type gint64): the rowids of the deals that have changed since, in any order
 *
 * Reads those deals again and takes over the others, so that a figure after one more move need not read a year of deals. Only deals may
 * have changed: where a stage, a pipeline, a user or a rate has, or the filter is about something else, all is to be read. What lay in the
 * future in @self still does, for the deals taken over.
 *
 * Returns: (transfer full) (nullable): another reading; %NULL without @error where a new day has begun: read all.
 */
CrmDealReading *crm_deal_reading_renew (const CrmDealReading *self, CrmConnection *connection, gint64 now, GArray *deals, GError **error);

/* The index of a pipeline or stage in the reading, or CRM_STAGE_NONE. */
guint32 crm_deal_reading_find_pipeline (const CrmDealReading *self, const CrmId *pipeline);
guint32 crm_deal_reading_find_stage (const CrmDealReading *self, const CrmId *stage);

/* Names for a person; never NULL: "Nobody", "Not known", "None said". */
const char *crm_deal_reading_get_stage_name (const CrmDealReading *self, guint32 stage);
const char *crm_deal_reading_get_owner_name (const CrmDealReading *self, guint32 owner);
const char *crm_deal_reading_get_source_name (const CrmDealReading *self, guint32 source);
const char *crm_deal_reading_get_reason_name (const CrmDealReading *self, guint32 reason);

/**
 * crm_deal_reading_read_day:
 * @filter: (nullable): as of the reading
 * @day: a day past or today
 *
 * How the deals stood at the end of @day, amounts converted by the rates of that day.
 *
 * Returns: (transfer full) (element-type CrmDealSnapshot): ascending by deal; those gone by then are not in it.
 */
GArray *crm_deal_reading_read_day (const CrmDealReading *self, CrmConnection *connection, CrmFilter *filter, CrmDate day, GError **error);

/* (transfer full) (element-type CrmCloseDateChange): ascending by deal, then by time. */
GArray *crm_deal_reading_read_close_dates (const CrmDealReading *self, CrmConnection *connection, GError **error);

/**
 * crm_deal_reading_read_drivers:
 * @field: CRM_DEAL_DRIVERS, CRM_DEAL_NEEDS or CRM_DEAL_COMPETITOR
 * @names: (element-type utf8): filled with what the numbers stand for, by number; 0 is left empty
 *
 * Returns: (transfer full) (element-type CrmDealDriver): ascending by deal.
 */
GArray *crm_deal_reading_read_drivers (const CrmDealReading *self, CrmConnection *connection, guint field, GPtrArray *names, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealReading, crm_deal_reading_unref)

G_END_DECLS
