/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two days: where deals went, and how the value of the open ones came about. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-movement.h"

#include <glib/gi18n-lib.h>

/* One deal on both days; the one on which it was not there is NULL. */
typedef struct
{
  const CrmDealSnapshot *before;
  const CrmDealSnapshot *after;
  guint32 kinds;
  gint64 values[CRM_N_MOVEMENTS];
} Comparison;

const char *
crm_movement_kind_get_title (CrmMovementKind kind)
{
  static const char *const titles[CRM_N_MOVEMENTS] = {
    [CRM_MOVEMENT_WON] = NC_ ("change of a deal", "Won"),
    [CRM_MOVEMENT_LOST] = NC_ ("change of a deal", "Lost"),
    [CRM_MOVEMENT_REOPENED] = NC_ ("change of a deal", "Reopened"),
    [CRM_MOVEMENT_ADDED] = NC_ ("change of a deal", "Added"),
    [CRM_MOVEMENT_REMOVED] = NC_ ("change of a deal", "Removed"),
    [CRM_MOVEMENT_MOVED_ON] = NC_ ("change of a deal", "Moved on"),
    [CRM_MOVEMENT_MOVED_BACK] = NC_ ("change of a deal", "Moved back"),
    [CRM_MOVEMENT_CHANGED_PIPELINE] = NC_ ("change of a deal", "Other pipeline"),
    [CRM_MOVEMENT_GREW] = NC_ ("change of a deal", "Grew"),
    [CRM_MOVEMENT_SHRANK] = NC_ ("change of a deal", "Shrank"),
    [CRM_MOVEMENT_PUSHED] = NC_ ("change of a deal", "Pushed out"),
    [CRM_MOVEMENT_PULLED_IN] = NC_ ("change of a deal", "Pulled in"),
  };

  g_return_val_if_fail (kind < CRM_N_MOVEMENTS, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "change of a deal", titles[kind]);
}

static gboolean
is_open (const CrmDealSnapshot *deal)
{
  return deal != NULL && deal->outcome == CRM_DEAL_OPEN;
}

/* What cannot be used may be anything. */
static gint64
get_amount (const CrmDealSnapshot *deal)
{
  return (deal->problems & CRM_DEAL_NEEDS_AMOUNT) == 0 ? deal->amount : 0;
}

static void
note (Comparison *self, CrmMovementKind kind, gint64 value)
{
  self->kinds |= CRM_MOVEMENT_BIT (kind);
  self->values[kind] = value;
}

static void
note_close (Comparison *self)
{
  if (self->after->outcome != CRM_DEAL_OPEN)
    note (self, self->after->outcome == CRM_DEAL_WON ? CRM_MOVEMENT_WON : CRM_MOVEMENT_LOST, -get_amount (self->after));
}

static void
note_growth (Comparison *self)
{
  gint64 growth = get_amount (self->after) - get_amount (self->before);

  if (((self->before->problems | self->after->problems) & CRM_DEAL_NEEDS_AMOUNT) != 0 || growth == 0)
    return;
  note (self, growth > 0 ? CRM_MOVEMENT_GREW : CRM_MOVEMENT_SHRANK, growth);
}

static void
note_move (Comparison *self, const CrmDealStage *stages)
{
  const CrmDealStage *from = &stages[self->before->stage], *to = &stages[self->after->stage];

  if (from->pipeline != to->pipeline)
    note (self, CRM_MOVEMENT_CHANGED_PIPELINE, 0);
  else if (self->after->outcome == CRM_DEAL_OPEN && to->position != from->position)
    note (self, to->position > from->position ? CRM_MOVEMENT_MOVED_ON : CRM_MOVEMENT_MOVED_BACK, 0);
}

static int
count_days_pushed (const Comparison *self)
{
  if (!is_open (self->before) || !is_open (self->after) || !crm_deal_is_day (self->before->expected_on) || !crm_deal_is_day (self->after->expected_on))
    return 0;
  return crm_date_to_days (self->after->expected_on) - crm_date_to_days (self->before->expected_on);
}

static void
compare_open (Comparison *self, const CrmDealStage *stages)
{
  int pushed = count_days_pushed (self);

  note_growth (self);
  note_move (self, stages);
  note_close (self);
  if (pushed != 0)
    note (self, pushed > 0 ? CRM_MOVEMENT_PUSHED : CRM_MOVEMENT_PULLED_IN, 0);
}

static void
compare (Comparison *self, const CrmDealStage *stages)
{
  if (self->after == NULL)
    note (self, CRM_MOVEMENT_REMOVED, is_open (self->before) ? -get_amount (self->before) : 0);
  else if (self->before == NULL)
    {
      note (self, CRM_MOVEMENT_ADDED, get_amount (self->after));
      note_close (self);
    }
  else if (is_open (self->before))
    compare_open (self, stages);
  else if (self->before->outcome != self->after->outcome)
    {
      note (self, CRM_MOVEMENT_REOPENED, get_amount (self->after));
      note_close (self);
    }
}

static guint32
get_problems (const Comparison *self)
{
  return (self->before != NULL ? self->before->problems : 0) | (self->after != NULL ? self->after->problems : 0);
}

static void
count_values (CrmMovement *self, const Comparison *comparison)
{
  if (crm_excluded_add (&self->excluded, get_problems (comparison) & CRM_DEAL_NEEDS_AMOUNT))
    return;
  if (is_open (comparison->before))
    self->opening = crm_amount_add (self->opening, comparison->before->amount);
  if (is_open (comparison->after))
    self->closing = crm_amount_add (self->closing, comparison->after->amount);
  for (int kind = 0; kind < CRM_N_MOVEMENTS; kind++)
    self->values[kind] = crm_amount_add (self->values[kind], comparison->values[kind]);
}

static void
count_change (CrmMovement *self, const Comparison *comparison, guint32 before, guint32 after)
{
  CrmMovementChange change = {
    .deal = comparison->before != NULL ? comparison->before->deal : comparison->after->deal,
    .kinds = comparison->kinds,
    .before = before,
    .after = after,
    .growth = comparison->values[CRM_MOVEMENT_GREW] + comparison->values[CRM_MOVEMENT_SHRANK],
    .days_pushed = count_days_pushed (comparison),
  };

  if (change.kinds == 0)
    return;
  for (int kind = 0; kind < CRM_N_MOVEMENTS; kind++)
    self->counts[kind] += (change.kinds & CRM_MOVEMENT_BIT (kind)) != 0;
  g_array_append_val (self->changes, change);
}

static guint *
get_cell (const CrmMovement *self, guint32 from, guint32 to)
{
  return &self->cells[MIN (from, self->n_stages) * (self->n_stages + 1) + MIN (to, self->n_stages)];
}

static gboolean
is_somewhere (const CrmMovement *self, const CrmDealSnapshot *deal)
{
  return deal == NULL || deal->stage < self->n_stages;
}

static void
count_deal (CrmMovement *self, const CrmDealStage *stages, const CrmDealSnapshot *before, guint32 before_index, const CrmDealSnapshot *after, guint32 after_index)
{
  Comparison comparison = { before, after, 0, { 0 } };

  if (!is_somewhere (self, before) || !is_somewhere (self, after))
    {
      crm_excluded_add (&self->excluded, CRM_EXCLUSION_BIT (CRM_EXCLUSION_UNKNOWN_STAGE));
      return;
    }
  (*get_cell (self, before != NULL ? before->stage : CRM_STAGE_NONE, after != NULL ? after->stage : CRM_STAGE_NONE))++;
  compare (&comparison, stages);
  count_values (self, &comparison);
  count_change (self, &comparison, before_index, after_index);
}

static gboolean
is_ascending (const CrmDealSnapshot *snapshots, gsize n)
{
  for (gsize i = 1; i < n; i++)
    if (snapshots[i - 1].deal >= snapshots[i].deal)
      return FALSE;
  return TRUE;
}

CrmMovement *
crm_movement_new (const CrmDealStage *stages, guint n_stages, const CrmDealSnapshot *before, gsize n_before, const CrmDealSnapshot *after, gsize n_after)
{
  CrmMovement *self;
  gsize i = 0, j = 0;

  g_return_val_if_fail (n_before < CRM_MOVEMENT_ABSENT && n_after < CRM_MOVEMENT_ABSENT, NULL);
  g_return_val_if_fail (is_ascending (before, n_before) && is_ascending (after, n_after), NULL);

  self = g_new0 (CrmMovement, 1);
  self->changes = g_array_new (FALSE, FALSE, sizeof (CrmMovementChange));
  self->n_stages = n_stages;
  self->cells = g_new0 (guint, (gsize)(n_stages + 1) * (n_stages + 1));
  while (i < n_before || j < n_after)
    {
      gboolean was = j == n_after || (i < n_before && before[i].deal <= after[j].deal);
      gboolean is = i == n_before || (j < n_after && after[j].deal <= before[i].deal);

      count_deal (self, stages, was ? &before[i] : NULL, was ? (guint32)i : CRM_MOVEMENT_ABSENT, is ? &after[j] : NULL, is ? (guint32)j : CRM_MOVEMENT_ABSENT);
      i += was;
      j += is;
    }
  return self;
}

void
crm_movement_free (CrmMovement *self)
{
  g_array_unref (self->changes);
  g_free (self->cells);
  g_free (self);
}

guint
crm_movement_get_cell (const CrmMovement *self, guint32 from, guint32 to)
{
  g_return_val_if_fail ((from < self->n_stages || from == CRM_STAGE_NONE) && (to < self->n_stages || to == CRM_STAGE_NONE), 0);

  return *get_cell (self, from, to);
}
