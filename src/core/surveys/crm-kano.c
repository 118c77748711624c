/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kano model: which features delight, which are missed only when they are not there. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-kano.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FONG_Z 1.65

/* By the answer to having it, then by the answer to not having it; the letters of the literature. */
static const char table[CRM_KANO_DISLIKE][CRM_KANO_DISLIKE + 1] = {
  "QAAAO",
  "RIIIM",
  "RIIIM",
  "RIIIM",
  "RRRRQ",
};

/* The letters by category. */
static const char letters[] = "MOAIRQ";

static gboolean
is_answer (CrmRating rating)
{
  return rating >= CRM_KANO_LIKE && rating <= CRM_KANO_DISLIKE;
}

gboolean
crm_kano_classify (CrmRating functional, CrmRating dysfunctional, CrmKanoCategory *category)
{
  if (!is_answer (functional) || !is_answer (dysfunctional))
    return FALSE;
  *category = (CrmKanoCategory)(strchr (letters, table[functional - CRM_KANO_LIKE][dysfunctional - CRM_KANO_LIKE]) - letters);
  return TRUE;
}

static void
find_category (CrmKano *self)
{
  guint most = 0, next = 0;
  double n = self->n, both;

  for (guint i = 0; i < CRM_N_KANO_CATEGORIES; i++)
    if (self->counts[i] > most)
      {
        next = most;
        most = self->counts[i];
        self->category = (CrmKanoCategory)i;
      }
    else
      next = MAX (next, self->counts[i]);
  for (guint i = 0; i < CRM_N_KANO_CATEGORIES; i++)
    self->tied |= self->counts[i] == most ? 1u << i : 0;
  both = (double)most + next;
  self->strength = (most - next) / n;
  self->is_clear = most > next && most - next >= FONG_Z * sqrt (both * (2 * n - both) / (2 * n));
}

void
crm_kano_from_counts (const guint counts[CRM_N_KANO_CATEGORIES], CrmKano *kano)
{
  double attractive = counts[CRM_KANO_ATTRACTIVE], one = counts[CRM_KANO_ONE_DIMENSIONAL], must = counts[CRM_KANO_MUST_BE];
  double all = attractive + one + must + counts[CRM_KANO_INDIFFERENT];

  *kano = (CrmKano){ 0 };
  for (guint i = 0; i < CRM_N_KANO_CATEGORIES; i++)
    kano->n += kano->counts[i] = counts[i];
  if (kano->n == 0)
    return;
  find_category (kano);
  kano->has_coefficients = all > 0;
  if (kano->has_coefficients)
    {
      kano->better = (attractive + one) / all;
      kano->worse = 0 - (one + must) / all;
    }
}

void
crm_kano_compute (const CrmRating *functional, const CrmRating *dysfunctional, gsize n, CrmKano *kano)
{
  guint counts[CRM_N_KANO_CATEGORIES] = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      CrmKanoCategory category;

      if (crm_kano_classify (functional[i], dysfunctional[i], &category))
        counts[category]++;
    }
  crm_kano_from_counts (counts, kano);
}

const char *
crm_kano_category_get_text (CrmKanoCategory category)
{
  switch (category)
    {
    case CRM_KANO_MUST_BE:
      return C_ ("Kano", "Must-be");
    case CRM_KANO_ONE_DIMENSIONAL:
      return C_ ("Kano", "One-dimensional");
    case CRM_KANO_ATTRACTIVE:
      return C_ ("Kano", "Attractive");
    case CRM_KANO_INDIFFERENT:
      return C_ ("Kano", "Indifferent");
    case CRM_KANO_REVERSE:
      return C_ ("Kano", "Reverse");
    case CRM_KANO_QUESTIONABLE:
    case CRM_N_KANO_CATEGORIES:
    default:
      return C_ ("Kano", "Questionable");
    }
}

const char *
crm_kano_category_get_letter (CrmKanoCategory category)
{
  static const char *const texts[] = { "M", "O", "A", "I", "R", "Q" };

  g_return_val_if_fail (category < CRM_N_KANO_CATEGORIES, "");

  return texts[category];
}
