/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deals the views of the Deals page are about: one pipeline, owner, period and filter for all of them. */

#pragma once

#include "app/views/crm-page-views.h"
#include "core/query/crm-query.h"
#include "core/sales/crm-deal-path.h"
#include "core/sales/crm-pipeline.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_DEALS_THIS_MONTH,
  CRM_DEALS_LAST_MONTH,
  CRM_DEALS_THIS_QUARTER,
  CRM_DEALS_LAST_QUARTER,
  CRM_DEALS_THIS_YEAR,
  CRM_DEALS_LAST_YEAR,
  CRM_DEALS_LAST_12_MONTHS,
  CRM_DEALS_N_PERIODS
} CrmDealsPeriod;

/**
 * CrmDealsScope:
 *
 * Reads the pipelines and reads them again when they change. Emits "pipelines" when they have been read, "failed" (GError) when they could not
 * be, and "changed" when what is asked for has changed. Main thread.
 */
#define CRM_TYPE_DEALS_SCOPE (crm_deals_scope_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsScope, crm_deals_scope, CRM, DEALS_SCOPE, GObject)

CrmDealsScope *crm_deals_scope_new (CrmContext *context);

/* Borrowed. */
CrmContext *crm_deals_scope_get_context (CrmDealsScope *self);

/* Borrowed (element-type CrmPipeline); NULL until they have been read. */
GPtrArray *crm_deals_scope_get_pipelines (CrmDealsScope *self);

/* Borrowed (element-type CrmRecord): the users, by name; NULL until they have been read. */
GPtrArray *crm_deals_scope_get_users (CrmDealsScope *self);

/* Borrowed: the pipeline looked at; NULL while there is none. */
CrmPipeline *crm_deals_scope_get_pipeline (CrmDealsScope *self);
void crm_deals_scope_set_pipeline (CrmDealsScope *self, const CrmId *id);

/* (nullable): whose deals; and of which team. One excludes the other. */
const CrmId *crm_deals_scope_get_owner (CrmDealsScope *self);
const char *crm_deals_scope_get_team (CrmDealsScope *self);
void crm_deals_scope_set_owner (CrmDealsScope *self, const CrmId *owner);
void crm_deals_scope_set_team (CrmDealsScope *self, const char *team);

CrmDealsPeriod crm_deals_scope_get_period (CrmDealsScope *self);
void crm_deals_scope_set_period (CrmDealsScope *self, CrmDealsPeriod period);

/* From the midnight at which the period begins to the one at which it ends, where the office is; @before: the same length before it. */
void crm_deals_scope_get_span (CrmDealsScope *self, CrmPeriod *span, CrmPeriod *before);

/* The months of the period: "April 2026 – March 2027". (transfer full) */
char *crm_deals_scope_describe_span (CrmDealsScope *self);

/* Translated: "This month". */
const char *crm_deals_period_get_title (CrmDealsPeriod period);

/* The saved view that narrows what is asked for, borrowed: the page that owns it takes it back before it goes. NULL for none. */
CrmPageViews *crm_deals_scope_get_saved (CrmDealsScope *self);
void crm_deals_scope_set_saved (CrmDealsScope *self, CrmPageViews *saved);

/* Whether a saved view is shown. */
gboolean crm_deals_scope_has_view (CrmDealsScope *self);

/* Whether what is asked for is known: pipelines and saved view have been read. */
gboolean crm_deals_scope_is_ready (CrmDealsScope *self);

/* Further conditions on deals. */
void crm_deals_scope_set_filter (CrmDealsScope *self, CrmFilter *filter);

/* What was typed: words in a deal's title, or its customer. */
void crm_deals_scope_set_search (CrmDealsScope *self, const char *search);
const char *crm_deals_scope_get_search (CrmDealsScope *self);

/**
 * crm_deals_scope_dup_filter:
 *
 * Returns: (transfer full): pipeline, saved view, owner, team and further conditions together, for a #CrmQuery over deals; those of deleted customers are
 *   never among them.
 */
CrmFilter *crm_deals_scope_dup_filter (CrmDealsScope *self);

/* The same without the pipeline, for deals whose stage is in none. */
CrmFilter *crm_deals_scope_dup_filter_of_all (CrmDealsScope *self);

/* (transfer full) (nullable): saved view, owner, team and further conditions alone; NULL where all deals are meant, which figures read faster. */
CrmFilter *crm_deals_scope_dup_conditions (CrmDealsScope *self);

/* Whether a search, a saved view, an owner, a team or further conditions leave deals out. */
gboolean crm_deals_scope_is_narrowed (CrmDealsScope *self);

/* "Sales · Li Wei · This quarter · Amount is more than 10,000", for paper and files. (transfer full) */
char *crm_deals_scope_describe (CrmDealsScope *self, gboolean with_period);

G_END_DECLS
