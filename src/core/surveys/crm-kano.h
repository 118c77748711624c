/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kano model: which features delight, which are missed only when they are not there. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/**
 * CrmKanoCategory:
 *
 * In the order in which equals are chosen: what dissatisfies when it is missing comes first.
 */
typedef enum
{
  CRM_KANO_MUST_BE,
  CRM_KANO_ONE_DIMENSIONAL,
  CRM_KANO_ATTRACTIVE,
  CRM_KANO_INDIFFERENT,
  CRM_KANO_REVERSE,
  CRM_KANO_QUESTIONABLE,
  CRM_N_KANO_CATEGORIES,
} CrmKanoCategory;

/** CRM_KANO_LIKE to CRM_KANO_DISLIKE: the answers of both halves of a pair, 1 to 5. */
#define CRM_KANO_LIKE    1 /* I like it that way */
#define CRM_KANO_EXPECT  2 /* It must be that way */
#define CRM_KANO_NEUTRAL 3
#define CRM_KANO_BEAR    4 /* I can live with it that way */
#define CRM_KANO_DISLIKE 5

/**
 * CrmKano:
 * @n: how many answered both halves
 * @counts: how many of them find the feature each
 * @category: the most frequent; means something where @n is above 0
 * @tied: a set of 1 << category: the categories that are as frequent as @category, with it; more than one is a tie
 * @is_clear: whether the most frequent is ahead of the next by more than chance: |a − b| ≥ 1.65 √((a + b)(2n − a − b) ÷ 2n)
 * @strength: by how much of all answers the most frequent is ahead of the next, 0 to 1
 * @has_coefficients: whether @better and @worse mean something: whether anybody finds it attractive, one-dimensional, must-be or indifferent
 * @better: (A + O) ÷ (A + O + M + I), 0 to 1: how much having it would satisfy
 * @worse: −(O + M) ÷ (A + O + M + I), −1 to 0: how much not having it would dissatisfy
 */
typedef struct
{
  guint n;
  guint counts[CRM_N_KANO_CATEGORIES];
  CrmKanoCategory category;
  guint tied;
  gboolean is_clear;
  double strength;
  gboolean has_coefficients;
  double better;
  double worse;
} CrmKano;

/**
 * crm_kano_classify:
 * @functional: what somebody says to having the feature, 1 to 5
 * @dysfunctional: what he says to not having it
 *
 * | having ↓, not having → | like | expect | neutral | bear | dislike |
 * |---|---|---|---|---|---|
 * | like    | Q | A | A | A | O |
 * | expect  | R | I | I | I | M |
 * | neutral | R | I | I | I | M |
 * | bear    | R | I | I | I | M |
 * | dislike | R | R | R | R | Q |
 *
 * Source: N. Kano, N. Seraku, F. Takahashi, S. Tsuji, "Attractive Quality and Must-Be Quality" (1984); C. Berger et al., "Kano's Methods for Understanding
 * Customer-defined Quality" (1993).
 *
 * Returns: whether both are answers; then @category is set.
 */
gboolean crm_kano_classify (CrmRating functional, CrmRating dysfunctional, CrmKanoCategory *category);

/**
 * crm_kano_compute:
 * @functional: (array length=n): by person, %CRM_RATING_NONE for none; so is @dysfunctional
 *
 * Source: as crm_kano_classify (), and for @is_clear D. Fong, "Using the Self-Stated Importance Questionnaire to Interpret Kano Questionnaire Results" (1996),
 * whose 1.65 is that of a 90 % interval; for @strength M. C. Lee, J. F. Newcomb, "Applying the Kano Methodology" (1997).
 */
void crm_kano_compute (const CrmRating *functional, const CrmRating *dysfunctional, gsize n, CrmKano *kano);

/* The same from @counts, for those who have counted already. */
void crm_kano_from_counts (const guint counts[CRM_N_KANO_CATEGORIES], CrmKano *kano);

/* (transfer none): for a person: "Attractive"; and the letter of the literature: "A". */
const char *crm_kano_category_get_text (CrmKanoCategory category);
const char *crm_kano_category_get_letter (CrmKanoCategory category);

G_END_DECLS
