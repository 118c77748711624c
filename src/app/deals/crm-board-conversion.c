/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many deals go on from each stage, for the heads of the board's columns. */

#define G_LOG_DOMAIN "crm-app"

#include "app/deals/crm-board-conversion.h"

#include "core/sales/crm-deal-reading.h"
#include "core/sales/crm-funnel.h"

#define YEAR (365 * G_TIME_SPAN_DAY)

typedef struct
{
  CrmDealQuestion question;
  CrmId pipeline;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->question.filter, crm_filter_unref);
  g_time_zone_unref (asked->question.zone);
  g_free (asked);
}

static GArray *
compute (const CrmDealReading *reading, const Asked *asked)
{
  CrmFunnelOptions options = { crm_deal_reading_find_pipeline (reading, &asked->pipeline), asked->question.span, CRM_FUNNEL_ANY_STAGE, CRM_FUNNEL_ENTERED_PIPELINE };
  g_autoptr (CrmFunnel) funnel = crm_funnel_new (&reading->paths, &options);
  GArray *rates = g_array_new (FALSE, FALSE, sizeof (CrmStageConversion));

  for (guint i = 0; i < funnel->n_steps; i++)
    {
      const CrmFunnelStep *step = &funnel->steps[i];
      CrmStageConversion rate = { ((CrmRecord *)reading->stages->pdata[step->stage])->id, crm_proportion_make (step->fates[CRM_FUNNEL_MOVED_ON], step->entered) };

      g_array_append_val (rates, rate);
    }
  return rates;
}

static gboolean
read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  g_autoptr (CrmDealReading) reading = crm_deal_reading_new (connection, &asked->question, error);

  if (reading == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, compute (reading, asked));
  return TRUE;
}

DexFuture *
crm_board_conversion_read (CrmDealsScope *scope, GCancellable *cancellable)
{
  CrmContext *context = crm_deals_scope_get_context (scope);
  CrmClock *clock = crm_context_get_clock (context);
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (scope);
  Asked *asked = g_new0 (Asked, 1);

  asked->question.filter = crm_deals_scope_dup_conditions (scope);
  asked->question.now = crm_clock_now (clock);
  asked->question.zone = g_time_zone_ref (crm_clock_get_zone (clock));
  asked->question.span = (CrmPeriod){ asked->question.now - YEAR, asked->question.now + 1 };
  if (pipeline != NULL)
    asked->pipeline = pipeline->record->id;
  return crm_store_read (crm_context_get_store (context), cancellable, read_into, asked, asked_free);
}
