/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely two customers are one, and why. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "config.h"

#include "core/duplicates/crm-duplicate-score.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Weights in bits, with the odds behind them in docs/duplicates.md. */
#define TAX_ID           26.0
#define OTHER_TAX_ID     -20.0
#define EXTERNAL_ID      20.0
#define CODE             14.0
#define PHONE            14.0
#define OTHER_PHONE      -1.0
#define EMAIL            16.0
#define MAILBOX          13.0
#define ACCOUNT          16.0
#define LOCAL            5.0
#define DOMAIN_          7.0
#define ADDRESS          8.0
#define CONTACT_MAX      24.0 /* phone, email, domain and address depend on each other: who moves changes all */
#define CITY_MAX         5.0
#define OTHER_CITY       -3.0
#define OTHER_PLACE      -12.0
#define OTHER_COUNTRY    -4.0
#define BIRTHDAY         12.0
#define NEAR_BIRTHDAY    4.0
#define OTHER_BIRTHDAY   -10.0
#define OTHER_GENDER     -6.0
#define OTHER_TYPE       -8.0
#define PERSON           5.0
#define SAME_FORM        5.0
#define OTHER_FORM       -5.0
#define NAME_NONE        -12.0 /* of people; of companies more, as those of one group share nearly all else */
#define NAME_NONE_OFFICE -17.0

#define REASONS_SHOWN 4

static void
add (CrmDuplicateScore *score, CrmDuplicateReason reason, double weight, double share)
{
  if (score->n < CRM_DUPLICATE_EVIDENCE_MAX)
    score->evidence[score->n++] = (CrmDuplicateEvidence){ reason, weight, share };
  score->weight += weight;
}

/* ── names ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CrmDuplicateName *a;
  const CrmDuplicateName *b;
  CrmDuplicateLikeness likeness;
  double share;
} NamePair;

static void
try_names (NamePair *best, const CrmDuplicateName *a, const CrmDuplicateName *b)
{
  NamePair pair = { a, b, CRM_LIKENESS_NONE, 0 };

  if (a->n == 0 || b->n == 0)
    return;
  pair.likeness = crm_duplicate_name_compare (a, b, &pair.share);
  if (best->a == NULL || pair.likeness > best->likeness || (pair.likeness == best->likeness && pair.share > best->share))
    *best = pair;
}

/* A name that many in the file have says as little as that many make it likely. */
static double
weigh_name (const CrmDuplicateName *name, const CrmDuplicateSet *set)
{
  guint n = set != NULL ? crm_duplicate_set_count (set, crm_duplicate_name_get_key (name)) : 0;

  if (n <= 2)
    return name->bits;
  return MIN (name->bits, MAX (log2 ((double)crm_duplicate_set_get_n (set) / (n - 1)), name->bits - 2 * log2 (n - 1)));
}

/* Of people, a given name that differs is the difference between relatives. */
static double
weigh_likeness (const NamePair *pair, double bits)
{
  gboolean is_person = pair->a->is_person && pair->b->is_person;

  switch (pair->likeness)
    {
    case CRM_LIKENESS_SAME:
      return bits;
    case CRM_LIKENESS_SWAPPED:
      return bits - 1;
    case CRM_LIKENESS_SOUND:
      return pair->a->is_han && pair->b->is_han ? bits * 0.7 - 1 : bits * 0.6;
    case CRM_LIKENESS_CLOSE:
      /* Of one in ten letters changed as likely as not; of one in four hardly. */
      return pair->a->is_han ? (is_person ? -4 : bits * 0.35 - 2) : bits * (1 - 2.2 * (1 - pair->share)) - 1;
    case CRM_LIKENESS_SOME:
      return is_person ? bits * 0.45 : -1;
    case CRM_LIKENESS_NONE:
    default:
      return is_person ? NAME_NONE : NAME_NONE_OFFICE;
    }
}

static void
compare_names (CrmDuplicateScore *score, const CrmDuplicateCard *a, const CrmDuplicateCard *b, const CrmDuplicateSet *set)
{
  static const CrmDuplicateReason reasons[] = {
    [CRM_LIKENESS_NONE] = CRM_DUPLICATE_OTHER_NAME,
    [CRM_LIKENESS_SOME] = CRM_DUPLICATE_NAME_WITHIN,
    [CRM_LIKENESS_CLOSE] = CRM_DUPLICATE_ALIKE_NAME,
    [CRM_LIKENESS_SOUND] = CRM_DUPLICATE_SOUNDS_SAME,
    [CRM_LIKENESS_SWAPPED] = CRM_DUPLICATE_SWAPPED_NAME,
    [CRM_LIKENESS_SAME] = CRM_DUPLICATE_SAME_NAME,
  };
  NamePair best = { NULL };
  double weight;

  try_names (&best, &a->name, &b->name);
  try_names (&best, &a->alias, &b->name);
  try_names (&best, &a->name, &b->alias);
  try_names (&best, &a->alias, &b->alias);
  if (best.a == NULL)
    return;
  weight = weigh_likeness (&best, MIN (weigh_name (best.a, set), weigh_name (best.b, set)));
  /* Registered in the same words, place and form among them. In Chinese the form is often left out or mistaken, elsewhere it is not. */
  if (best.likeness == CRM_LIKENESS_SAME && !best.a->is_person && best.a->form != 0 && best.a->form == best.b->form)
    weight += best.a->place == best.b->place ? SAME_FORM : 0;
  add (score, reasons[best.likeness], weight, best.share);
  if (!best.a->is_han && best.a->form != 0 && best.b->form != 0 && best.a->form != best.b->form)
    add (score, CRM_DUPLICATE_OTHER_FORM, OTHER_FORM, 0);
  if (best.a->place != 0 && best.b->place != 0 && best.a->place != best.b->place)
    add (score, CRM_DUPLICATE_OTHER_PLACE, OTHER_PLACE, 0);
}

/* ── marks ────────────────────────────────────────────────────────────────────────────────── */

static void
compare_mark (CrmDuplicateScore *score, const CrmDuplicateCard *a, const CrmDuplicateCard *b, CrmDuplicateMark mark, CrmDuplicateReason same, double for_it, CrmDuplicateReason other, double against)
{
  guint64 one = a->marks[mark], two = b->marks[mark];

  if (one == 0 || two == 0)
    return;
  if (one == two && for_it != 0)
    add (score, same, for_it, 1);
  else if (one != two && against != 0)
    add (score, other, against, 0);
}

static void
compare_cities (CrmDuplicateScore *score, const CrmDuplicateCard *a, const CrmDuplicateCard *b, const CrmDuplicateSet *set)
{
  guint n = set != NULL ? crm_duplicate_set_count_city (set, a->marks[CRM_CARD_CITY]) : 0;
  double weight = n > 1 ? CLAMP (log2 ((double)crm_duplicate_set_get_n (set) / n), 1, CITY_MAX) : 3;

  compare_mark (score, a, b, CRM_CARD_CITY, CRM_DUPLICATE_SAME_CITY, weight, CRM_DUPLICATE_OTHER_CITY, a->is_person ? OTHER_CITY / 2 : OTHER_CITY);
}

/* Day and month changed round, one figure mistaken, or the year left out. */
static gboolean
are_near (int a, int b)
{
  int month_a = a / 100 % 100, day_a = a % 100, month_b = b / 100 % 100, day_b = b % 100;
  int figures = 0;

  if (a % 10000 == b % 10000)
    return a < 10000 || b < 10000 || ABS (a / 10000 - b / 10000) <= 1 || (a / 10000) % 10 == (b / 10000) % 10;
  if (a / 10000 == b / 10000 && month_a == day_b && day_a == month_b)
    return TRUE;
  for (; a > 0 || b > 0; a /= 10, b /= 10)
    figures += a % 10 != b % 10;
  return figures == 1;
}

static void
compare_birthdays (CrmDuplicateScore *score, int a, int b)
{
  if (a == 0 || b == 0)
    return;
  if (a == b)
    add (score, CRM_DUPLICATE_SAME_BIRTHDAY, a > 10000 ? BIRTHDAY : BIRTHDAY - 5, 1);
  else if (are_near (a, b))
    add (score, CRM_DUPLICATE_NEAR_BIRTHDAY, NEAR_BIRTHDAY, 0);
  else
    add (score, CRM_DUPLICATE_OTHER_BIRTHDAY, OTHER_BIRTHDAY, 0);
}

/* ── contact points ───────────────────────────────────────────────────────────────────────── */

typedef struct
{
  double weight[CRM_CARD_LOCAL + 1];
  guint n_a[CRM_CARD_LOCAL + 1];
  guint n_b[CRM_CARD_LOCAL + 1];
} PointSums;

static void
count_points (const GArray *points, guint *n)
{
  for (guint i = 0; points != NULL && i < points->len; i++)
    n[g_array_index (points, CrmDuplicatePoint, i).kind]++;
}

static void
add_common_point (PointSums *sums, const CrmDuplicatePoint *point, const CrmDuplicateSet *set)
{
  static const double weights[] = { PHONE, EMAIL, MAILBOX, ACCOUNT, DOMAIN_, LOCAL };
  guint n = set != NULL ? crm_duplicate_set_count (set, crm_duplicate_point_get_key (point)) : 0;
  double weight = MAX (weights[point->kind] - (n > 2 ? 2 * log2 (n - 1) : 0), 1), *sum = &sums->weight[point->kind];

  /* The second that both have tells little more. */
  *sum = MAX (*sum, weight) + (*sum > 0 ? 2 : 0);
}

static double
compare_points (CrmDuplicateScore *score, const CrmDuplicateCard *a, const CrmDuplicateCard *b, const CrmDuplicateSet *set)
{
  static const CrmDuplicateReason reasons[] = { CRM_DUPLICATE_SAME_PHONE, CRM_DUPLICATE_SAME_EMAIL, CRM_DUPLICATE_SAME_EMAIL, CRM_DUPLICATE_SAME_ACCOUNT, CRM_DUPLICATE_SAME_DOMAIN, CRM_DUPLICATE_ALIKE_EMAIL };
  PointSums sums = { 0 };
  double total = 0;

  count_points (a->points, sums.n_a);
  count_points (b->points, sums.n_b);
  for (guint i = 0; a->points != NULL && i < a->points->len; i++)
    for (guint j = 0; b->points != NULL && j < b->points->len; j++)
      if (g_array_index (a->points, CrmDuplicatePoint, i).key == g_array_index (b->points, CrmDuplicatePoint, j).key)
        add_common_point (&sums, &g_array_index (a->points, CrmDuplicatePoint, i), set);
  /* The same address says all that its parts do; and an m.keller works at many companies. */
  if (sums.weight[CRM_CARD_EMAIL] > 0 || !a->is_person || !b->is_person)
    sums.weight[CRM_CARD_LOCAL] = 0;
  if (sums.weight[CRM_CARD_EMAIL] > 0 || sums.weight[CRM_CARD_MAILBOX] > 0)
    sums.weight[CRM_CARD_DOMAIN] = MIN (sums.weight[CRM_CARD_DOMAIN], 2);
  for (guint kind = 0; kind <= CRM_CARD_LOCAL; kind++)
    if (sums.weight[kind] > 0)
      {
        add (score, reasons[kind], sums.weight[kind], 1);
        total += sums.weight[kind];
      }
  if (sums.weight[CRM_CARD_PHONE] == 0 && sums.n_a[CRM_CARD_PHONE] > 0 && sums.n_b[CRM_CARD_PHONE] > 0)
    add (score, CRM_DUPLICATE_OTHER_PHONE, OTHER_PHONE, 0);
  return total;
}

static double
compare_addresses (CrmDuplicateScore *score, const CrmDuplicateCard *a, const CrmDuplicateCard *b)
{
  double share;

  if (a->n_address < 4 || b->n_address < 4 || a->address_digits != b->address_digits)
    return 0;
  share = crm_duplicate_text_share (a->address, a->n_address, b->address, b->n_address);
  if (share < 0.6)
    return 0;
  add (score, CRM_DUPLICATE_SAME_ADDRESS, ADDRESS, share);
  return ADDRESS;
}

static void
compare_people (CrmDuplicateScore *score, const CrmDuplicateCard *a, const CrmDuplicateCard *b)
{
  guint n = 0;

  for (guint i = 0; a->people != NULL && i < a->people->len; i++)
    for (guint j = 0; b->people != NULL && j < b->people->len; j++)
      n += g_array_index (a->people, guint64, i) == g_array_index (b->people, guint64, j);
  if (n > 0)
    add (score, CRM_DUPLICATE_SAME_PERSON, PERSON + MIN (n - 1, 2) * 2, 1);
}

/* ── the sum ──────────────────────────────────────────────────────────────────────────────── */

static int
compare_evidence (gconstpointer a, gconstpointer b)
{
  const CrmDuplicateEvidence *one = a, *other = b;

  if (fabs (one->weight) != fabs (other->weight))
    return fabs (one->weight) > fabs (other->weight) ? -1 : 1;
  return (int)one->reason - (int)other->reason;
}

void
crm_duplicate_score (const CrmDuplicateCard *a, const CrmDuplicateCard *b, const CrmDuplicateSet *set, CrmDuplicateScore *score)
{
  double contact;

  g_return_if_fail (a != NULL && b != NULL && score != NULL);

  *score = (CrmDuplicateScore){ .weight = CRM_DUPLICATE_PRIOR };
  compare_names (score, a, b, set);
  contact = compare_points (score, a, b, set) + compare_addresses (score, a, b);
  score->weight -= MAX (contact - CONTACT_MAX, 0);
  compare_people (score, a, b);
  compare_mark (score, a, b, CRM_CARD_TAX_ID, CRM_DUPLICATE_SAME_TAX_ID, TAX_ID, CRM_DUPLICATE_OTHER_TAX_ID, OTHER_TAX_ID);
  compare_mark (score, a, b, CRM_CARD_EXTERNAL_ID, CRM_DUPLICATE_SAME_EXTERNAL_ID, EXTERNAL_ID, 0, 0);
  compare_mark (score, a, b, CRM_CARD_CODE, CRM_DUPLICATE_SAME_CODE, CODE, 0, 0);
  compare_mark (score, a, b, CRM_CARD_COUNTRY, 0, 0, CRM_DUPLICATE_OTHER_COUNTRY, OTHER_COUNTRY);
  compare_mark (score, a, b, CRM_CARD_GENDER, 0, 0, CRM_DUPLICATE_OTHER_GENDER, OTHER_GENDER);
  compare_cities (score, a, b, set);
  compare_birthdays (score, a->birthday, b->birthday);
  if (a->is_person != b->is_person)
    add (score, CRM_DUPLICATE_OTHER_TYPE, OTHER_TYPE, 0);
  score->score = 1 / (1 + exp2 (-score->weight));
  qsort (score->evidence, score->n, sizeof *score->evidence, compare_evidence);
}

/* ── words ────────────────────────────────────────────────────────────────────────────────── */

char *
crm_duplicate_evidence_format (const CrmDuplicateEvidence *evidence)
{
  static const char *const words[CRM_DUPLICATE_N_REASONS] = {
    [CRM_DUPLICATE_SAME_NAME] = N_ ("same name"),
    [CRM_DUPLICATE_SWAPPED_NAME] = N_ ("same name in another order"),
    [CRM_DUPLICATE_SOUNDS_SAME] = N_ ("name sounds the same"),
    [CRM_DUPLICATE_NAME_WITHIN] = N_ ("one name within the other"),
    [CRM_DUPLICATE_OTHER_NAME] = N_ ("different name"),
    [CRM_DUPLICATE_SAME_TAX_ID] = N_ ("same tax number"),
    [CRM_DUPLICATE_OTHER_TAX_ID] = N_ ("different tax number"),
    [CRM_DUPLICATE_SAME_EXTERNAL_ID] = N_ ("same id elsewhere"),
    [CRM_DUPLICATE_SAME_CODE] = N_ ("same customer number"),
    [CRM_DUPLICATE_SAME_PHONE] = N_ ("same phone"),
    [CRM_DUPLICATE_OTHER_PHONE] = N_ ("different phone"),
    [CRM_DUPLICATE_SAME_EMAIL] = N_ ("same email"),
    [CRM_DUPLICATE_ALIKE_EMAIL] = N_ ("same email name at another provider"),
    [CRM_DUPLICATE_SAME_ACCOUNT] = N_ ("same account"),
    [CRM_DUPLICATE_SAME_DOMAIN] = N_ ("same web domain"),
    [CRM_DUPLICATE_SAME_ADDRESS] = N_ ("same address"),
    [CRM_DUPLICATE_SAME_CITY] = N_ ("same city"),
    [CRM_DUPLICATE_OTHER_CITY] = N_ ("different city"),
    [CRM_DUPLICATE_OTHER_PLACE] = N_ ("different place in the name"),
    [CRM_DUPLICATE_OTHER_FORM] = N_ ("different legal form"),
    [CRM_DUPLICATE_OTHER_COUNTRY] = N_ ("different country"),
    [CRM_DUPLICATE_SAME_BIRTHDAY] = N_ ("same birthday"),
    [CRM_DUPLICATE_NEAR_BIRTHDAY] = N_ ("nearly the same birthday"),
    [CRM_DUPLICATE_OTHER_BIRTHDAY] = N_ ("different birthday"),
    [CRM_DUPLICATE_OTHER_GENDER] = N_ ("different gender"),
    [CRM_DUPLICATE_OTHER_TYPE] = N_ ("one is a company, one an individual"),
    [CRM_DUPLICATE_SAME_PERSON] = N_ ("same contact person"),
  };

  if (evidence->reason == CRM_DUPLICATE_ALIKE_NAME)
    return g_strdup_printf (_ ("name %d %% alike"), (int)floor (evidence->share * 100));
  return g_strdup (_ (words[evidence->reason]));
}

char *
crm_duplicate_score_format (const CrmDuplicateScore *score)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (score->n, REASONS_SHOWN); i++)
    {
      g_autofree char *word = crm_duplicate_evidence_format (&score->evidence[i]);

      if (i > 0)
        /* Translators: between reasons: "same phone; name 92 % alike". */
        g_string_append (text, C_ ("between reasons", "; "));
      g_string_append (text, word);
    }
  return g_string_free_and_steal (text);
}
