/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coming months bring if the year's pattern and the trend go on. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-seasonal.h"

#include <math.h>

#define M           CRM_SEASON_LENGTH
#define N_ESTIMATED (3 + 2 + M)
#define Z_80        1.2815515655446004
#define GRID        10
#define FINEST      (0.1 / 64)
#define MOST_MONTHS 120
#define BOUND       9.2e18 /* what a 64-bit number holds, with room for the rounding of doubles */

typedef struct
{
  double alpha, beta, gamma;
} Weights;

typedef struct
{
  double level, trend;
  double season[M];
} State;

typedef struct
{
  const gint64 *values;
  guint n;
  State start;
} Series;

static double
get_mean (const gint64 *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += (double)values[i];
  return sum / n;
}

static State
begin (const gint64 *values)
{
  double first = get_mean (values, M), second = get_mean (values + M, M);
  State state = { .trend = (second - first) / M };

  state.level = first - (M + 1) / 2.0 * state.trend;
  for (int i = 0; i < M; i++)
    {
      double in_first = (double)values[i] - (state.level + state.trend * (i + 1));
      double in_second = (double)values[M + i] - (state.level + state.trend * (M + i + 1));

      state.season[i] = (in_first + in_second) / 2;
    }
  return state;
}

/* Goes through the past; gives the sum of squared errors, and leaves the state after the last month in @state. */
static double
follow (const Series *series, const Weights *weights, State *state, double *absolute)
{
  double squares = 0;

  *state = series->start;
  *absolute = 0;
  for (guint t = 0; t < series->n; t++)
    {
      double *season = &state->season[t % M];
      double error = (double)series->values[t] - (state->level + state->trend + *season);

      state->level += state->trend + weights->alpha * error;
      state->trend += weights->alpha * weights->beta * error;
      *season += weights->gamma * error;
      squares += error * error;
      *absolute += fabs (error);
    }
  return squares;
}

static gboolean
is_allowed (const Weights *weights)
{
  return weights->alpha >= 0 && weights->alpha <= 1 && weights->beta >= 0 && weights->beta <= 1 && weights->gamma >= 0 && weights->gamma <= 1 - weights->alpha + 1e-12;
}

/* Whether @weights are better than the best so far; then they are the best. */
static gboolean
try_weights (const Series *series, Weights weights, Weights *best, double *least)
{
  State state;
  double absolute, squares;

  if (!is_allowed (&weights))
    return FALSE;
  squares = follow (series, &weights, &state, &absolute);
  if (!(squares < *least))
    return FALSE;
  *best = weights;
  *least = squares;
  return TRUE;
}

static gboolean
try_neighbours (const Series *series, double step, Weights *best, double *least)
{
  const Weights center = *best;
  gboolean better = FALSE;

  for (int sign = -1; sign <= 1; sign += 2)
    {
      better |= try_weights (series, (Weights){ center.alpha + sign * step, center.beta, center.gamma }, best, least);
      better |= try_weights (series, (Weights){ center.alpha, center.beta + sign * step, center.gamma }, best, least);
      better |= try_weights (series, (Weights){ center.alpha, center.beta, center.gamma + sign * step }, best, least);
    }
  return better;
}

static Weights
find_weights (const Series *series)
{
  Weights best = { 0 };
  double least = INFINITY;

  for (int a = 0; a <= GRID; a++)
    for (int b = 0; b <= GRID; b++)
      for (int c = 0; c <= GRID - a; c++)
        try_weights (series, (Weights){ a / 10.0, b / 10.0, c / 10.0 }, &best, &least);
  for (double step = 0.05; step >= FINEST; step /= 2)
    for (int i = 0; i < GRID && try_neighbours (series, step, &best, &least); i++)
      ;
  return best;
}

static gint64
round_to_amount (double value)
{
  return value <= 0 ? 0 : (value >= BOUND ? G_MAXINT64 : llround (value));
}

static void
look_ahead (CrmSeasonalForecast *self, const Series *series, const Weights *weights, const State *state, double squares)
{
  double sigma = sqrt (squares / (series->n - N_ESTIMATED));
  double spread = 1;

  for (guint h = 1; h <= self->n_months; h++)
    {
      double expected = state->level + h * state->trend + state->season[(series->n + h - 1) % M];
      double reach = Z_80 * sigma * sqrt (spread);
      double c = weights->alpha + weights->alpha * weights->beta * h + (h % M == 0 ? weights->gamma : 0);

      self->months[h - 1] = (CrmSeasonalMonth){ round_to_amount (expected), round_to_amount (expected - reach), round_to_amount (expected + reach) };
      spread += c * c;
    }
}

CrmSeasonalForecast *
crm_seasonal_forecast_new (const gint64 *values, guint n, guint n_months)
{
  CrmSeasonalForecast *self;
  Series series = { values, n, { 0 } };
  Weights weights;
  State state;
  double squares, absolute;

  g_return_val_if_fail (n_months <= MOST_MONTHS, NULL);

  self = g_malloc0 (sizeof *self + n_months * sizeof self->months[0]);
  if (n < CRM_SEASONAL_MIN_MONTHS)
    return self;
  series.start = begin (values);
  weights = find_weights (&series);
  squares = follow (&series, &weights, &state, &absolute);
  self->known = TRUE;
  self->n_months = n_months;
  self->alpha = weights.alpha;
  self->beta = weights.beta;
  self->gamma = weights.gamma;
  self->mean_absolute_error = round_to_amount (absolute / n);
  look_ahead (self, &series, &weights, &state, squares);
  return self;
}

void
crm_seasonal_forecast_free (CrmSeasonalForecast *self)
{
  g_free (self);
}
