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

static void
add_person (CrmRankSummary *summaries, CrmMoments *moments, const int *row, guint n_options)
{
  int best = UNRANKED;

  for (guint i = 0; i < n_options; i++)
    best = MIN (best, row[i]);
  for (guint i = 0; i < n_options; i++)
    {
      for (guint j = 0; j < n_options; j++)
        summaries[i].points += j != i ? compare_ranks (row[i], row[j]) : 0;
      if (row[i] == UNRANKED)
        continue;
      crm_moments_add (&moments[i], row[i]);
      summaries[i].n_first += row[i] == best;
    }
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
