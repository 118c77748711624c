/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests how duplicates are told from namesakes: names, scores, and a labelled sample. */

#include "config.h"

#include "core/duplicates/crm-duplicate-scan.h"
#include "tests/duplicates/duplicate-sample.h"

#include <string.h>

#define SAMPLE 1500

/* The weights were chosen on the first seeds; what is required is measured on the others. */
static const guint32 tuning_seeds[] = { 1, 2, 3 };
static const guint32 held_out_seeds[] = { 101, 102, 103, 104 };

/* ── names ────────────────────────────────────────────────────────────────────────────────── */

static CrmDuplicateLikeness
compare (const char *a, const char *b, gboolean is_person, double *share)
{
  g_auto (CrmDuplicateName) one = { 0 };
  g_auto (CrmDuplicateName) other = { 0 };
  double again;
  CrmDuplicateLikeness likeness;

  crm_duplicate_name_init (&one, a, is_person);
  crm_duplicate_name_init (&other, b, is_person);
  likeness = crm_duplicate_name_compare (&one, &other, share);
  g_assert_cmpint (likeness, ==, crm_duplicate_name_compare (&other, &one, &again));
  return likeness;
}

static void
test_companies (void)
{
  static const struct
  {
    const char *a, *b;
    CrmDuplicateLikeness likeness;
  } cases[] = {
    { "Harbour Trading Ltd", "HARBOUR TRADING LIMITED", CRM_LIKENESS_SAME },
    { "Harbour Trading Co., Ltd.", "Harbour Trading", CRM_LIKENESS_SAME },
    { "Keller G.m.b.H.", "Keller GmbH", CRM_LIKENESS_SAME },
    { "Rossi S.p.A.", "Rossi SPA", CRM_LIKENESS_SAME },
    { "洛阳华兴科技有限公司", "洛陽華興科技股份有限公司", CRM_LIKENESS_SAME },
    { "洛阳市华兴科技有限公司", "华兴（洛阳）科技有限公司", CRM_LIKENESS_SAME },
    { "华兴科技有限公司", "华星科技有限公司", CRM_LIKENESS_SOUND },
    { "Harbour Trading Ltd", "Trading Harbour Ltd", CRM_LIKENESS_SWAPPED },
    { "Harbour Trading", "Harbuor Trading", CRM_LIKENESS_CLOSE },
    { "Müller Optics", "Mueller Optics", CRM_LIKENESS_CLOSE },
    { "Harbour Trading", "Harbour Shipping", CRM_LIKENESS_NONE },
    { "Harbour", "Harbour Shipping", CRM_LIKENESS_SOME },
    { "Plant 2", "Plant 3", CRM_LIKENESS_NONE },
    { "华兴科技", "华兴贸易", CRM_LIKENESS_NONE },
    { "Limited", "Company", CRM_LIKENESS_NONE },
    { "", "Harbour", CRM_LIKENESS_NONE },
    { "有限公司", "", CRM_LIKENESS_NONE },
  };
  double share;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (compare (cases[i].a, cases[i].b, FALSE, &share) != cases[i].likeness)
      g_error ("“%s” and “%s”: %d, expected %d", cases[i].a, cases[i].b, compare (cases[i].a, cases[i].b, FALSE, &share), cases[i].likeness);
}

static void
test_people (void)
{
  static const struct
  {
    const char *a, *b;
    CrmDuplicateLikeness likeness;
  } cases[] = {
    { "John Smith", "Smith, John", CRM_LIKENESS_SWAPPED },
    { "Mr. John Smith", "john smith", CRM_LIKENESS_SAME },
    { "王伟", "王偉先生", CRM_LIKENESS_SAME },
    { "王伟", "伟王", CRM_LIKENESS_SWAPPED },
    { "王伟", "王炜", CRM_LIKENESS_SOUND },
    { "王伟", "Wang Wei", CRM_LIKENESS_SOUND },
    { "王伟", "Wei WANG", CRM_LIKENESS_SOUND },
    { "张晓明", "Zhang Xiao Ming", CRM_LIKENESS_SOUND },
    { "单雄信", "Shan Xiongxin", CRM_LIKENESS_SOUND },
    { "张晓明", "张晓红", CRM_LIKENESS_NONE },
    { "John Smith", "Jane Smith", CRM_LIKENESS_NONE },
    { "J. Smith", "John Smith", CRM_LIKENESS_SOME },
    { "Anna Kowalski", "Anna Kowalsky", CRM_LIKENESS_CLOSE },
  };
  double share;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (compare (cases[i].a, cases[i].b, TRUE, &share) != cases[i].likeness)
      g_error ("“%s” and “%s”: %d, expected %d", cases[i].a, cases[i].b, compare (cases[i].a, cases[i].b, TRUE, &share), cases[i].likeness);
}

/* Whatever stands in a name, nothing is read past its end; names longer than any are cut. */
static void
test_hostile_names (void)
{
  g_autoptr (GString) longest = g_string_new (NULL);
  const char *names[] = { "", " ", ".", "\xff\xfe", "&", "()（）", "中", "公司", "公司公司公司", "a b c d e f g h i j k l m n o p q r s t", NULL, "洛阳", "上海市", "👍", "0" };
  double share;

  for (guint i = 0; i < 400; i++)
    g_string_append (longest, i % 3 == 0 ? "长 " : "word ");
  names[10] = longest->str;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
      {
        compare (names[i], names[j], FALSE, &share);
        g_assert_true (share >= 0 && share <= 1);
        compare (names[i], names[j], TRUE, &share);
        g_assert_true (share >= 0 && share <= 1);
      }
}

/* ── scores ───────────────────────────────────────────────────────────────────────────────── */

static CrmDuplicateCard *
new_card (gboolean is_person, const char *name, const char *phone, const char *city, int birthday)
{
  static guint n;
  CrmId id = { 0 };
  CrmDuplicateCard *card;

  n++;
  memcpy (id.bytes, &n, sizeof n);
  card = crm_duplicate_card_new (&id, is_person, name, NULL);
  crm_duplicate_card_add_point (card, "phone", phone, phone);
  crm_duplicate_card_set_mark (card, CRM_CARD_CITY, city);
  card->birthday = birthday;
  return card;
}

static void
test_reasons (void)
{
  g_autoptr (CrmDuplicateCard) a = new_card (FALSE, "Harbour Trading Ltd", "+861", "Oslo", 0);
  g_autoptr (CrmDuplicateCard) b = new_card (FALSE, "Harbuor Trading", "+861", "Oslo", 0);
  g_autoptr (CrmDuplicateCard) c = new_card (FALSE, "Harbour Trading Ltd", "+861", "Lyon", 0);
  g_autofree char *words = NULL;
  CrmDuplicateScore score, other, turned;

  crm_duplicate_score (a, b, NULL, &score);
  words = crm_duplicate_score_format (&score);
  g_assert_cmpstr (words, ==, "same phone; name 93 % alike; same city");
  g_assert_cmpfloat (score.score, >=, CRM_DUPLICATE_MIN_SCORE);
  crm_duplicate_score (b, a, NULL, &turned);
  g_assert_cmpfloat (turned.weight, ==, score.weight);
  /* What contradicts lowers it. */
  crm_duplicate_score (a, c, NULL, &score);
  crm_duplicate_card_set_mark (a, CRM_CARD_TAX_ID, "91410300MA0000001X");
  crm_duplicate_card_set_mark (c, CRM_CARD_TAX_ID, "91410300MA0000002X");
  crm_duplicate_score (a, c, NULL, &other);
  g_assert_cmpfloat (other.score, <, score.score);
  g_assert_cmpfloat (other.score, <, CRM_DUPLICATE_MIN_SCORE);
}

static void
test_relatives (void)
{
  g_autoptr (CrmDuplicateCard) a = new_card (TRUE, "张晓明", "+861", "洛阳", 0);
  g_autoptr (CrmDuplicateCard) b = new_card (TRUE, "张晓红", "+861", "洛阳市", 0);
  g_autoptr (CrmDuplicateCard) c = new_card (TRUE, "張曉明", "+861", "Luoyang", 0);
  CrmDuplicateScore score;

  crm_duplicate_score (a, b, NULL, &score);
  g_assert_cmpfloat (score.score, <, 0.1);
  crm_duplicate_score (a, c, NULL, &score);
  g_assert_cmpfloat (score.score, >, 0.99);
}

/* ── the sample ───────────────────────────────────────────────────────────────────────────── */

static CrmDuplicateSet *
make_set (const GPtrArray *records)
{
  CrmDuplicateSet *set = crm_duplicate_set_new ();

  for (guint i = 0; i < records->len; i++)
    {
      const DuplicateRecord *record = records->pdata[i];
      CrmDuplicateCard *card = crm_duplicate_card_new (&record->id, record->is_person, record->name, NULL);

      crm_duplicate_card_set_mark (card, CRM_CARD_CITY, record->city);
      crm_duplicate_card_set_mark (card, CRM_CARD_TAX_ID, record->tax_id);
      crm_duplicate_card_set_mark (card, CRM_CARD_GENDER, record->gender);
      card->birthday = record->birthday;
      for (guint j = 0; j < record->points->len; j += 2)
        crm_duplicate_card_add_point (card, record->points->pdata[j], record->points->pdata[j + 1], record->points->pdata[j + 1]);
      if (record->contact != NULL)
        crm_duplicate_card_add_person (card, record->contact);
      crm_duplicate_set_add (set, card);
    }
  g_assert_true (crm_duplicate_set_index (set, NULL, NULL));
  return set;
}

static const DuplicateRecord *
find_record (const GPtrArray *records, const CrmId *id)
{
  guint n;

  memcpy (&n, id->bytes, sizeof n);
  return records->pdata[n - 1];
}

typedef struct
{
  guint right;
  guint wrong;
  guint missed;
} Outcome;

static void
print_pair (const char *what, const DuplicateRecord *a, const DuplicateRecord *b, CrmDuplicateSet *set)
{
  CrmDuplicateScore score;
  g_autofree char *words = NULL;

  crm_duplicate_score (crm_duplicate_set_find (set, &a->id), crm_duplicate_set_find (set, &b->id), set, &score);
  words = crm_duplicate_score_format (&score);
  g_test_message ("%s: %s (%s) / %s (%s%s): %.1f bits: %s", what, a->name, a->how->str, b->name, b->how->str, b->city != NULL ? b->city : "", score.weight, words);
}

static void
measure (guint32 seed, Outcome *outcome)
{
  g_autoptr (GPtrArray) records = duplicate_sample_new (seed, SAMPLE);
  g_autoptr (CrmDuplicateSet) set = make_set (records);
  g_autoptr (GArray) pairs = crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, NULL);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);
      const DuplicateRecord *a = find_record (records, &pair->a), *b = find_record (records, &pair->b);

      if (a->entity == b->entity)
        outcome->right++, g_hash_table_add (found, (gpointer)b);
      else
        outcome->wrong++, print_pair ("WRONG", a, b, set);
    }
  for (guint i = 0; i + 1 < records->len; i++)
    {
      const DuplicateRecord *a = records->pdata[i], *b = records->pdata[i + 1];

      if (a->entity == b->entity && !g_hash_table_contains (found, b))
        outcome->missed++, print_pair ("MISSED", a, b, set);
    }
}

static void
report (const char *what, const guint32 *seeds, gsize n, double least)
{
  Outcome outcome = { 0 };
  double precision, recall;

  for (gsize i = 0; i < n; i++)
    measure (seeds[i], &outcome);
  precision = (double)outcome.right / (outcome.right + outcome.wrong);
  recall = (double)outcome.right / (outcome.right + outcome.missed);
  g_test_message ("%s: %u duplicates found, %u wrongly, %u missed: precision %.4f, recall %.4f", what, outcome.right, outcome.wrong, outcome.missed, precision, recall);
  g_assert_cmpfloat (precision, >=, least);
  g_assert_cmpfloat (recall, >=, least);
}

static void
test_tuning (void)
{
  report ("tuning half", tuning_seeds, G_N_ELEMENTS (tuning_seeds), 0.95);
}

static void
test_held_out (void)
{
  report ("held-out half", held_out_seeds, G_N_ELEMENTS (held_out_seeds), 0.95);
}

/* ── the scan ─────────────────────────────────────────────────────────────────────────────── */

static void
test_parted (void)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_set_new ();
  CrmDuplicateCard *a = new_card (TRUE, "王伟明", "+861", NULL, 0), *b = new_card (TRUE, "王伟明", "+861", NULL, 0);
  g_autoptr (GArray) before = NULL, after = NULL;

  crm_duplicate_set_add (set, a);
  crm_duplicate_set_add (set, b);
  g_assert_true (crm_duplicate_set_index (set, NULL, NULL));
  before = crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (before->len, ==, 1);
  crm_duplicate_set_part (set, &b->id, &a->id);
  after = crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
cancel (guint done, guint total, const GArray *pairs, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) records = duplicate_sample_new (5, 300);
  g_autoptr (CrmDuplicateSet) set = make_set (records);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_duplicate_scan (set, 0, cancellable, cancel, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Thousands at one switchboard cost no more than the few that a block may hold. */
static void
test_big_block (void)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_set_new ();
  g_autoptr (GArray) pairs = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%c%c%c Shop", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);

      crm_duplicate_set_add (set, new_card (FALSE, name, "+861", "Oslo", 0));
    }
  g_assert_true (crm_duplicate_set_index (set, NULL, NULL));
  pairs = crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (pairs->len, ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_set_new ();
  g_autoptr (GArray) pairs = NULL;

  g_assert_true (crm_duplicate_set_index (set, NULL, NULL));
  pairs = crm_duplicate_scan (set, 0, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (pairs->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duplicates/names-of-companies", test_companies);
  g_test_add_func ("/duplicates/names-of-people", test_people);
  g_test_add_func ("/duplicates/hostile-names", test_hostile_names);
  g_test_add_func ("/duplicates/score-says-why", test_reasons);
  g_test_add_func ("/duplicates/relatives-are-two", test_relatives);
  g_test_add_func ("/duplicates/sample-weights-were-chosen-on", test_tuning);
  g_test_add_func ("/duplicates/sample-held-out", test_held_out);
  g_test_add_func ("/duplicates/scan-leaves-out-what-is-known-to-be-two", test_parted);
  g_test_add_func ("/duplicates/scan-can-be-cancelled", test_cancelled);
  g_test_add_func ("/duplicates/scan-passes-over-big-blocks", test_big_block);
  g_test_add_func ("/duplicates/scan-of-nothing", test_empty);
  return g_test_run ();
}
