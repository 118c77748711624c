/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an anonymous survey may be shown, so that no small number can be read off or worked out. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-suppression.h"

#include <string.h>

#define UNLIMITED G_MAXINT64
#define TOO_FAR   G_MAXINT64

/* That n itself is hidden is the last resort. */
#define COST_OF_N (G_GINT64_CONSTANT (1) << 50)

/*
 * A number of the table and its sums is an arc between the node of its row and the node of its column: cells and n from row to column, sums from
 * column to row. So as much flows into each node as out of it, whatever the numbers are.
 */
typedef struct
{
  guint n_rows; /* with that of the sums */
  guint n_columns;
  gint64 *numbers;
  guint8 *hidden;
  guint8 *exempt; /* sums that are never shown: they may move, and need no protection */
  gint64 *moves;  /* how far each number has been moved while looking how far one can be */
  guint n_opened; /* how many have been hidden to protect others */

  /* by node: rows, then columns */
  gint64 *costs;
  guint *from;
  gboolean *done;
} Network;

/* ── the network ──────────────────────────────────────────────────────────────────────────── */

static void
network_init (Network *self, const guint *counts, guint n_rows, guint n_columns)
{
  guint n = (n_rows + 1) * (n_columns + 1), n_nodes = n_rows + n_columns + 2;

  *self = (Network){ .n_rows = n_rows + 1, .n_columns = n_columns + 1 };
  self->numbers = g_new0 (gint64, n);
  self->hidden = g_new0 (guint8, n);
  self->exempt = g_new0 (guint8, n);
  self->moves = g_new0 (gint64, n);
  self->costs = g_new (gint64, n_nodes);
  self->from = g_new (guint, n_nodes);
  self->done = g_new (gboolean, n_nodes);
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      {
        gint64 count = counts[i * n_columns + j];

        self->numbers[i * self->n_columns + j] = count;
        self->numbers[i * self->n_columns + n_columns] += count;
        self->numbers[n_rows * self->n_columns + j] += count;
        self->numbers[n - 1] += count;
      }
}

static void
network_clear (Network *self)
{
  g_free (self->numbers);
  g_free (self->hidden);
  g_free (self->exempt);
  g_free (self->moves);
  g_free (self->costs);
  g_free (self->from);
  g_free (self->done);
}

static gboolean
is_sum (const Network *self, guint row, guint column)
{
  return (row == self->n_rows - 1) != (column == self->n_columns - 1);
}

/* By how much the flow from node @a to node @b can grow: a number can rise without limit, and fall to 0. @number: (out): which one it is. */
static gint64
get_room (const Network *self, guint a, guint b, guint *number)
{
  gboolean from_row = a < self->n_rows;
  guint row = from_row ? a : b, column = (from_row ? b : a) - self->n_rows;

  *number = row * self->n_columns + column;
  return from_row != is_sum (self, row, column) ? UNLIMITED : self->numbers[*number] + self->moves[*number];
}

static gint64
get_cost (const Network *self, guint number)
{
  if (self->hidden[number])
    return 0;
  return self->numbers[number] + 1 + (number == self->n_rows * self->n_columns - 1 ? COST_OF_N : 0);
}

static guint
find_nearest (const Network *self)
{
  guint n_nodes = self->n_rows + self->n_columns, nearest = n_nodes;

  for (guint i = 0; i < n_nodes; i++)
    if (!self->done[i] && self->costs[i] < TOO_FAR && (nearest == n_nodes || self->costs[i] < self->costs[nearest]))
      nearest = i;
  return nearest;
}

/* Relaxes the arcs from @node to the other side, but that of @without and, unless @open, those that are shown. */
static void
relax (Network *self, guint node, guint without, gboolean open)
{
  guint first = node < self->n_rows ? self->n_rows : 0, end = node < self->n_rows ? self->n_rows + self->n_columns : self->n_rows;

  for (guint next = first; next < end; next++)
    {
      guint number;
      gint64 cost;

      if (get_room (self, node, next, &number) == 0 || number == without || (!open && !self->hidden[number]))
        continue;
      cost = self->costs[node] + get_cost (self, number);
      if (cost < self->costs[next])
        {
          self->costs[next] = cost;
          self->from[next] = node;
        }
    }
}

/* The path of least cost (Dijkstra) from @start to @end. Returns: whether there is one; it stands in self->from. */
static gboolean
find_path (Network *self, guint start, guint end, guint without, gboolean open)
{
  for (guint i = 0; i < self->n_rows + self->n_columns; i++)
    {
      self->costs[i] = i == start ? 0 : TOO_FAR;
      self->done[i] = FALSE;
    }
  for (guint node; (node = find_nearest (self)) < self->n_rows + self->n_columns;)
    {
      if (node == end)
        return TRUE;
      self->done[node] = TRUE;
      relax (self, node, without, open);
    }
  return FALSE;
}

/* Moves the numbers along the path found by at most @limit, and hides those on it. Returns: by how much. */
static gint64
push (Network *self, guint start, guint end, gint64 limit)
{
  guint number;

  for (guint node = end; node != start; node = self->from[node])
    limit = MIN (limit, get_room (self, self->from[node], node, &number));
  for (guint node = end; node != start; node = self->from[node])
    {
      gboolean rises = get_room (self, self->from[node], node, &number) == UNLIMITED;

      self->moves[number] += rises ? limit : -limit;
      self->n_opened += !self->hidden[number];
      self->hidden[number] = TRUE;
    }
  return limit;
}

/* ── protection ───────────────────────────────────────────────────────────────────────────── */

/*
 * How far @number can rise, or fall, until @wanted, by the hidden numbers alone or, if @open, hiding what it takes. The arc itself closes the
 * circle: what it gains flows back to where it begins.
 */
static gint64
find_reach (Network *self, guint number, gboolean rise, gint64 wanted, gboolean open)
{
  guint row = number / self->n_columns, column = number % self->n_columns;
  gboolean from_row = is_sum (self, row, column) == rise;
  guint start = from_row ? row : self->n_rows + column, end = from_row ? self->n_rows + column : row;
  gint64 reach = 0;

  memset (self->moves, 0, self->n_rows * self->n_columns * sizeof *self->moves);
  if (!rise)
    wanted = MIN (wanted, self->numbers[number]);
  while (reach < wanted && find_path (self, start, end, number, open))
    reach += push (self, start, end, wanted - reach);
  return reach;
}

/* Hides what it takes for @number to be one of more than @least. */
static void
protect (Network *self, guint number, gint64 least)
{
  gint64 missing = least - find_reach (self, number, FALSE, least, FALSE);

  if (find_reach (self, number, TRUE, missing, FALSE) < missing)
    find_reach (self, number, TRUE, missing, TRUE);
}

/* What is hidden for one number needs protection itself: until a round hides nothing. */
static void
protect_all (Network *self, gint64 least)
{
  guint n_opened;

  do
    {
      n_opened = self->n_opened;
      for (guint i = 0; i < self->n_rows * self->n_columns; i++)
        if (self->hidden[i] && !self->exempt[i])
          protect (self, i, least);
    }
  while (self->n_opened > n_opened);
}

static void
hide_small (Network *self, CrmMargins margins, guint least)
{
  for (guint i = 0; i < self->n_rows; i++)
    for (guint j = 0; j < self->n_columns; j++)
      {
        guint number = i * self->n_columns + j;
        CrmMargins margin = j == self->n_columns - 1 ? CRM_MARGINS_ROWS : CRM_MARGINS_COLUMNS;

        self->exempt[number] = is_sum (self, i, j) && (margins & margin) == 0;
        self->hidden[number] = self->exempt[number] || self->numbers[number] < least;
      }
}

CrmSuppression *
crm_suppression_new (const guint *counts, guint n_rows, guint n_columns, CrmMargins margins, guint least)
{
  CrmSuppression *self = g_new0 (CrmSuppression, 1);
  Network network;

  network_init (&network, counts, n_rows, n_columns);
  hide_small (&network, margins, least);
  if (n_rows > 0 && n_columns > 0)
    protect_all (&network, least);
  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->hidden = g_steal_pointer (&network.hidden);
  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      self->n_hidden += crm_suppression_hides (self, i, j);
  network_clear (&network);
  return self;
}

void
crm_suppression_free (CrmSuppression *self)
{
  g_free (self->hidden);
  g_free (self);
}

gboolean
crm_suppression_hides (const CrmSuppression *self, guint row, guint column)
{
  g_return_val_if_fail (row <= self->n_rows && column <= self->n_columns, TRUE);

  return self->hidden[row * (self->n_columns + 1) + column];
}

/* ── scores ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
are_kinds_large (CrmScoreKind kind, int minimum, const guint *counts, guint n_values, guint n, guint least)
{
  CrmNps nps = crm_nps_from_counts (minimum, counts, n_values);
  guint top = 0;

  for (guint i = n_values - MIN (CRM_SCORE_N_TOP, n_values); i < n_values; i++)
    top += counts[i];
  switch (kind)
    {
    case CRM_SCORE_NPS:
      return MIN (MIN (nps.promoters, nps.passives), nps.detractors) >= least;
    case CRM_SCORE_SHARE:
      return MIN (top, n - top) >= least;
    case CRM_SCORE_MEAN:
    default:
      return FALSE;
    }
}

/* Whether the sum that a score gives away is so far from the ends that one person more or less may have given each answer. */
static gboolean
is_score_vague (CrmScoreKind kind, int minimum, const guint *counts, guint n_values, guint n)
{
  CrmNps nps = crm_nps_from_counts (minimum, counts, n_values);
  CrmMoments moments = crm_moments_from_counts (minimum, counts, n_values);
  gint64 above, span;

  if (kind == CRM_SCORE_SHARE)
    return FALSE;
  span = kind == CRM_SCORE_NPS ? 2 : (gint64)n_values - 1;
  above = kind == CRM_SCORE_NPS ? (gint64)nps.promoters * 2 + nps.passives : (gint64)moments.sum - (gint64)n * minimum;
  return span > 1 && above >= span && span * n - above >= span;
}

CrmDisclosure
crm_suppression_get_disclosure (CrmScoreKind kind, int minimum, const guint *counts, guint n_values, guint least)
{
  guint n = 0, fewest = G_MAXUINT;

  for (guint i = 0; i < n_values; i++)
    {
      n += counts[i];
      fewest = MIN (fewest, counts[i]);
    }
  if (n < least)
    return CRM_DISCLOSE_NOTHING;
  if (fewest >= least)
    return CRM_DISCLOSE_ALL;
  if (are_kinds_large (kind, minimum, counts, n_values, n, least))
    return CRM_DISCLOSE_KINDS;
  return is_score_vague (kind, minimum, counts, n_values, n) ? CRM_DISCLOSE_SCORE : CRM_DISCLOSE_N;
}
