/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely chance alone is: the distributions that intervals and tests rest on. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-distribution.h"

#include <math.h>

/* A continued fraction that needs more steps than this has met numbers it is not made for. */
#define MAX_STEPS 20000
#define PRECISION 1e-15

/* Stands for a denominator of 0 in Lentz's method. */
#define NEARLY_NOTHING 1e-300

/* From here on Fisher's expansion, with what it leaves out below 1e-15, is more exact than the continued fraction. */
#define FREEDOM_NEAR_NORMAL 1e6
#define FREEDOM_MAX         1e15

/* From here on the asymptotic series of log Γ (a + ½) − log Γ (a) is exact to the last digit. */
#define ASYMPTOTIC 20

double
crm_normal_tail (double z)
{
  return erfc (fabs (z) / G_SQRT2);
}

static double
log_gamma (double a)
{
  int sign;

  return lgamma_r (a, &sign);
}

/* log (Γ (a + ½) ÷ Γ (a)): as the difference of two logarithms it would lose a digit for each of a. */
static double
log_gamma_half_step (double a)
{
  double a2 = a * a;

  if (a < ASYMPTOTIC)
    return log_gamma (a + 0.5) - log_gamma (a);
  return 0.5 * log (a) - (1.0 / 8 - (1.0 / 192 - (1.0 / 640 - 17.0 / 14336 / a2) / a2) / a2) / a;
}

/* One factor of Lentz's method for b₀ + a₁/(b₁ + a₂/(b₂ + …)), with @c and @d its running ratios. */
static double
lentz_step (double a, double b, double *c, double *d)
{
  *d = b + a * *d;
  *c = b + a / *c;
  if (fabs (*d) < NEARLY_NOTHING)
    *d = NEARLY_NOTHING;
  if (fabs (*c) < NEARLY_NOTHING)
    *c = NEARLY_NOTHING;
  *d = 1 / *d;
  return *c * *d;
}

/* The continued fraction of I_x (a, b) beside the factor x^a (1 − x)^b ÷ (a B (a, b)). */
static double
beta_fraction (double a, double b, double x)
{
  double c = NEARLY_NOTHING, d = 0, value = NEARLY_NOTHING;

  for (int step = 0; step < MAX_STEPS; step++)
    {
      int m = step / 2;
      double numerator = step % 2 == 0 ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                                       : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      double factor = lentz_step (step == 0 ? 1 : numerator, 1, &c, &d);

      value *= factor;
      if (fabs (factor - 1) < PRECISION)
        break;
    }
  return value;
}

/* The tail of the normal distribution and what Student's t has beyond it, to the second power of 1/ν. */
static double
tail_near_normal (double t, double freedom)
{
  double density = exp (-t * t / 2) / sqrt (2 * G_PI), t2 = t * t;
  double first = t * (t2 + 1) / (4 * freedom);
  double second = t * (((3 * t2 - 7) * t2 - 5) * t2 - 3) / (96 * freedom * freedom);

  return crm_normal_tail (t) + 2 * density * (first + second);
}

double
crm_student_tail (double t, double freedom)
{
  double a = freedom / 2, t2 = t * t, log_factor;

  g_return_val_if_fail (freedom >= 1, 1);

  if (t2 == 0)
    return 1;
  if (!isfinite (t2))
    return 0;
  if (freedom >= FREEDOM_NEAR_NORMAL)
    return CLAMP (tail_near_normal (fabs (t), MIN (freedom, FREEDOM_MAX)), 0, 1);
  /* x^a √(1 − x) ÷ B (a, ½) with x = ν ÷ (ν + t²). */
  log_factor = -a * log1p (t2 / freedom) + 0.5 * log (t2 / (freedom + t2)) + log_gamma_half_step (a) - 0.5 * log (G_PI);
  if (freedom / (freedom + t2) < (a + 1) / (a + 2.5))
    return exp (log_factor) / a * beta_fraction (a, 0.5, freedom / (freedom + t2));
  return 1 - exp (log_factor) / 0.5 * beta_fraction (0.5, a, t2 / (freedom + t2));
}

static double
student_density (double t, double freedom)
{
  return exp (log_gamma_half_step (freedom / 2) - 0.5 * log (G_PI * freedom) - (freedom + 1) / 2 * log1p (t * t / freedom));
}

double
crm_student_quantile (double share, double freedom)
{
  double t = 0;

  g_return_val_if_fail (share >= 0 && share < 1 && freedom >= 1, 0);

  freedom = MIN (freedom, FREEDOM_MAX);
  for (int step = 0; step < MAX_STEPS; step++)
    {
      double next = t + (crm_student_tail (t, freedom) - (1 - share)) / (2 * student_density (t, freedom));

      if (!(next > t * (1 + PRECISION)))
        break;
      t = next;
    }
  return t;
}

/* P (a, x) by its series, which converges while x is below a. */
static double
gamma_series (double a, double x)
{
  double term = 1 / a, sum = term;

  for (int n = 1; n < MAX_STEPS && term > sum * PRECISION; n++)
    {
      term *= x / (a + n);
      sum += term;
    }
  return sum * exp (a * log (x) - x - log_gamma (a));
}

/* Q (a, x) by its continued fraction, which converges while x is above a. */
static double
gamma_fraction (double a, double x)
{
  double c = NEARLY_NOTHING, d = 0, value = NEARLY_NOTHING;

  for (int n = 0; n < MAX_STEPS; n++)
    {
      double factor = lentz_step (n == 0 ? 1 : n * (a - n), x - a + 1 + 2 * n, &c, &d);

      value *= factor;
      if (fabs (factor - 1) < PRECISION)
        break;
    }
  return value * exp (a * log (x) - x - log_gamma (a));
}

double
crm_chi_square_tail (double x, double freedom)
{
  double a = freedom / 2, half = x / 2;

  g_return_val_if_fail (freedom > 0, 1);

  if (!(half > 0))
    return 1;
  if (!isfinite (half))
    return 0;
  return CLAMP (half < a + 1 ? 1 - gamma_series (a, half) : gamma_fraction (a, half), 0, 1);
}
