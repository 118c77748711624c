/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What many people put first, second, third. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-rank-summary.h"

#include <math.h>

/* Behind every rank. */
#define UNRANKED (G_MAXINT8 + 1)

/* 2 for standing before, 1 for level, 0 for behind. */
static guint
compare_ranks (int rank, int other)
{
  return rank < other ? 2 : rank == other;
}

/* Fills @row with the ranks one person gave. Returns: whether there is any. */
static gboolean
read_person (const CrmRating *const *ranks, guint n_options, gsize person, int *row)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_options; i++)
    {
      gboolean ranked = ranks[i][person] != CRM_RATING_NONE;

      row[i] = ranked ? ranks[i][person] : UNRANKED;
      any |= ranked;
    }
  return any;
}

/* Points in halves where no rank is given twice, as nearly all give them: by how many ranks are better. */
static void
add_points (CrmRankSummary *summaries, const int *row, guint n_options, guint64 given)
{
  guint n_unranked = n_options - (guint)__builtin_popcountll (given);

  for (guint i = 0; i < n_options; i++)
    if (row[i] == UNRANKED)
      summaries[i].points += n_unranked - 1;
    else
      summaries[i].points += 2 * (n_options - 1 - (guint)__builtin_popcountll (given & ((G_GUINT64_CONSTANT (1) << row[i]) - 1)));
}

/* The same for any ranks. */
static void
add_points_of_ties (CrmRankSummary *summaries, const int *row, guint n_options)
{
  for (guint i = 0; i < n_options; i++)
    for (guint j = 0; j < n_options; j++)
      summaries[i].points += j != i ? compare_ranks (row[i], row[j]) : 0;
}

/* The set of the ranks given; whether each is given once and fits a set. */
static gboolean
collect_ranks (const int *row, guint n_options, guint64 *given)
{
  *given = 0;
  for (guint i = 0; i < n_options; i++)
    {
      if (row[i] == UNRANKED)
        continue;
      if (row[i] < 0 || row[i] >= 64 || (*given >> row[i] & 1) != 0)
        return FALSE;
      *given |= G_GUINT64_CONSTANT (1) << row[i];
    }
  return TRUE;
}

static void
add_person (CrmRankSummary *summaries, CrmMoments *moments, const int *row, guint n_options)
{
  int best = UNRANKED;
  guint64 given;

  for (guint i = 0; i < n_options; i++)
    best = MIN (best, row[i]);
  for (guint i = 0; i < n_options; i++)
    if (row[i] != UNRANKED)
      {
        crm_moments_add (&moments[i], row[i]);
        summaries[i].n_first += row[i] == best;
      }
  if (collect_ranks (row, n_options, &given))
    add_points (summaries, row, n_options, given);
  else
    add_points_of_ties (summaries, row, n_options);
}

guint
crm_rank_summary_compute (const CrmRating *const *ranks, guint n_options, gsize n, CrmRankSummary *summaries)
{
  g_autofree CrmMoments *moments = g_new0 (CrmMoments, n_options + 1);
  g_autofree int *row = g_new (int, n_options + 1);
  guint n_persons = 0;

  for (guint i = 0; i < n_options; i++)
    summaries[i] = (CrmRankSummary){ 0 };
  for (gsize person = 0; person < n; person++)
    if (read_person (ranks, n_options, person, row))
      {
        n_persons++;
        add_person (summaries, moments, row, n_options);
      }
  for (guint i = 0; i < n_options; i++)
    {
      summaries[i].rank = crm_score_mean (&moments[i], 1, -INFINITY, INFINITY);
      if (n_options > 1 && n_persons > 0)
        summaries[i].share = (double)summaries[i].points / (2.0 * (n_options - 1) * n_persons);
    }
  return n_persons;
}
