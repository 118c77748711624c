/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company's pipelines, exchange rates, targets, score rules and review: what its deals go by. */

#pragma once

#include "core/record/crm-edit.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CrmDemoMaker CrmDemoMaker;

#define CRM_DEMO_MAX_STAGES 7

/* How many months of deals there are: two whole years with something before them. */
#define CRM_DEMO_DEAL_MONTHS 28

typedef enum
{
  CRM_DEMO_NEW_BUSINESS,
  CRM_DEMO_RENEWALS,
  CRM_DEMO_N_PIPELINES
} CrmDemoPipelineId;

/**
 * CrmDemoStage:
 * @names: in an English and a Chinese office
 * @day_limit: 0 for none
 * @days: how long a deal usually stays
 */
typedef struct
{
  const char *names[2];
  const char *outcome;
  int probability;
  int day_limit;
  int days;
  const char *requirements;
} CrmDemoStage;

/* The open stages in their order, then won, then lost. */
typedef struct
{
  const char *names[2];
  guint n_open;
  CrmDemoStage stages[CRM_DEMO_MAX_STAGES];
} CrmDemoPipeline;

extern const CrmDemoPipeline crm_demo_pipelines[CRM_DEMO_N_PIPELINES];

/**
 * crm_demo_find_rate:
 *
 * Returns: about how many yuan ten thousand units of @currency are worth: 10000 for CNY.
 */
int crm_demo_find_rate (const char *currency);

/* Adds pipelines and all else that is there before the first deal. */
void crm_demo_add_sales (CrmDemoMaker *maker, CrmEdit *edit);

G_END_DECLS
