/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing deals to a stage. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-move.h"

#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"

/* Deals written at once; more go in pieces. */
#define PIECE 500

G_STATIC_ASSERT (CRM_DEAL_N_FIELDS <= 64);

/* ── what is to be done ───────────────────────────────────────────────────────────────────── */

static void
plan_clear (gpointer data)
{
  CrmDealMovePlan *self = data;

  crm_record_unref (self->stage);
  g_array_unref (self->deals);
  g_clear_pointer (&self->first, crm_record_unref);
}

CrmDealMovePlan *
crm_deal_move_plan_ref (CrmDealMovePlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_deal_move_plan_unref (CrmDealMovePlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

G_DEFINE_BOXED_TYPE (CrmDealMovePlan, crm_deal_move_plan, crm_deal_move_plan_ref, crm_deal_move_plan_unref)

static guint64
find_missing (const CrmRecord *deal, const CrmRecord *stage)
{
  g_autoptr (GPtrArray) fields = crm_deal_find_missing (deal, stage);
  guint64 missing = 0;

  for (guint i = 0; i < fields->len; i++)
    missing |= G_GUINT64_CONSTANT (1) << ((const CrmField *)fields->pdata[i] - crm_kind_deal.fields);
  return missing;
}

static void
add_deal (CrmDealMovePlan *self, CrmRecord *deal)
{
  const CrmId *stage = crm_record_get_id (deal, CRM_DEAL_STAGE);
  CrmDealToMove move = { .id = deal->id };

  if (deal->deleted || (stage != NULL && crm_id_equal (stage, &self->stage->id)))
    return;
  move.missing = find_missing (deal, self->stage);
  self->missing |= move.missing;
  g_array_append_val (self->deals, move);
  if (self->first == NULL)
    self->first = crm_record_ref (deal);
}

CrmDealMovePlan *
crm_deal_move_plan_read (CrmConnection *connection, GArray *rowids, CrmRecord *stage, GError **error)
{
  g_autoptr (CrmDealMovePlan) self = g_atomic_rc_box_new0 (CrmDealMovePlan);

  self->stage = crm_record_ref (stage);
  self->deals = g_array_new (FALSE, FALSE, sizeof (CrmDealToMove));
  for (guint i = 0; i < rowids->len; i++)
    {
      GError *local_error = NULL;
      g_autoptr (CrmRecord) deal = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (rowids, gint64, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      if (deal != NULL)
        add_deal (self, deal);
    }
  return g_steal_pointer (&self);
}

/* ── doing it ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmDealMovePlan *plan;
  GArray *fills;
  GArray *details;
  guint next;
} Moving;

static void
moving_free (gpointer data)
{
  Moving *moving = data;

  crm_deal_move_plan_unref (moving->plan);
  g_clear_pointer (&moving->fills, g_array_unref);
  g_clear_pointer (&moving->details, g_array_unref);
  g_free (moving);
}

static void
assign (CrmChange *change, GArray *assignments, guint64 which)
{
  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (assignments, CrmAssignment, i);

      if ((which >> assignment->field & 1) != 0)
        crm_change_set (change, assignment->field, crm_value_copy (&assignment->value));
    }
}

static void
add_changes (CrmEdit *edit, Moving *moving, guint n)
{
  const CrmRecord *stage = moving->plan->stage;

  for (; n > 0 && moving->next < moving->plan->deals->len; n--)
    {
      const CrmDealToMove *deal = &g_array_index (moving->plan->deals, CrmDealToMove, moving->next++);
      CrmChange *change = crm_edit_update (edit, &crm_kind_deal, &deal->id);

      crm_change_set (change, CRM_DEAL_PIPELINE, crm_value_copy (&stage->values[CRM_STAGE_PIPELINE]));
      crm_change_set_id (change, CRM_DEAL_STAGE, &stage->id);
      assign (change, moving->fills, deal->missing);
      assign (change, moving->details, G_MAXUINT64);
    }
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Moving *moving = data;

  add_changes (edit, moving, PIECE);
  return moving->next < moving->plan->deals->len;
}

CrmEdit *
crm_deal_move_plan_make_edit (CrmDealMovePlan *self, const char *title, GArray *fills, GArray *details)
{
  Moving *moving = g_new0 (Moving, 1);
  CrmEdit *edit;

  g_return_val_if_fail (self != NULL && title != NULL, NULL);

  *moving = (Moving){ crm_deal_move_plan_ref (self), fills != NULL ? g_array_ref (fills) : NULL, details != NULL ? g_array_ref (details) : NULL, 0 };
  if (self->deals->len > PIECE)
    return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_PERSON, pull, moving, moving_free);
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  add_changes (edit, moving, PIECE);
  moving_free (moving);
  return edit;
}
