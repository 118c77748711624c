/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two texts made of one, merged: chosen examples, and properties of random ones. */

#include "sync/crm-text-merge.h"

#include <string.h>

typedef struct
{
  const char *base, *older, *newer, *merged;
  gboolean lost;
} Example;

static const Example examples[] = {
  { "", "", "", "" },
  { "", "one", "two", "one\ntwo" },
  { "", "one", "one", "one" },
  { "a", "a\nof older", "a\nof newer", "a\nof older\nof newer" },
  { "a\n", "a\nof older\n", "a\nof newer\n", "a\nof older\nof newer\n" },
  { "a", "first\na", "a\nlast", "first\na\nlast" },
  /* Who typed on from what the other had typed as well. */
  { "a", "a\nb", "a\nb\nc", "a\nb\nc" },
  { "a", "a\nsame\none", "a\nsame\ntwo", "a\nsame\none\ntwo" },
  { "one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE", "ONE\ntwo\nTHREE" },
  /* Lines next to each other, and words in one line. */
  { "one\ntwo", "ONE\ntwo", "one\nTWO", "ONE\nTWO" },
  { "call Anna on Monday", "call Anna Berg on Monday", "call Anna on Tuesday", "call Anna Berg on Tuesday" },
  { "周一给李雷打电话", "周二给李雷打电话", "周一给韩梅梅打电话", "周二给韩梅梅打电话" },
  { "budget 10", "budget 12", "budget 15", "budget 15", TRUE },
  { "预算十万", "预算九万", "预算八万", "预算八万", TRUE },
  /* What one removes and the other changes stays. */
  { "a\nb\nc", "a\nc", "a\nb changed\nc", "a\nb changed\nc", TRUE },
  { "a\nb\nc", "a\nb changed\nc", "a\nc", "a\nb changed\nc", TRUE },
  { "a\nb\nc", "a\nc", "a\nc", "a\nc" },
  { "a\nb", "", "a\nb", "" },
  { "a\n\nb", "a\n\nb\n", "a\nb", "a\nb\n" },
  { "\n", "\nx", "\n", "\nx" },
};

static void
test_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      gboolean lost;
      g_autofree char *merged = crm_text_merge (examples[i].base, examples[i].older, examples[i].newer, &lost);

      g_assert_cmpstr (merged, ==, examples[i].merged);
      g_assert_cmpint (lost, ==, examples[i].lost);
    }
}

/* ── random texts ─────────────────────────────────────────────────────────────────────────── */

#define N_TEXTS 3000

static char *
make_line (GRand *random)
{
  static const char *const words[] = { "call", "the", "李", "雷", "offer", " ", ",", "12", "é", "" };
  GString *line = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 6); n > 0; n--)
    g_string_append (line, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  return g_string_free_and_steal (line);
}

static GStrv
make_lines (GRand *random)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (int n = g_rand_int_range (random, 0, 8); n > 0; n--)
    g_strv_builder_take (lines, make_line (random));
  return g_strv_builder_end (lines);
}

static char *
make_text (GRand *random)
{
  g_auto (GStrv) lines = make_lines (random);

  return g_strjoinv ("\n", lines);
}

/* Whoever changed nothing has no say; what both did is done once. */
static void
test_one_side (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *base = make_text (random);
      g_autofree char *other = make_text (random);
      gboolean lost[3];
      g_autofree char *as_older = crm_text_merge (base, other, base, &lost[0]);
      g_autofree char *as_newer = crm_text_merge (base, base, other, &lost[1]);
      g_autofree char *twice = crm_text_merge (base, other, other, &lost[2]);

      g_assert_cmpstr (as_older, ==, other);
      g_assert_cmpstr (as_newer, ==, other);
      g_assert_cmpstr (twice, ==, other);
      g_assert_false (lost[0] || lost[1] || lost[2]);
    }
}

/* Changes one line to a word nobody else has, puts one before it, or takes it out. */
static char *
change_line (const char *const *lines, guint place, guint what, const char *word)
{
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i == place && what != 2)
        g_strv_builder_add (changed, word);
      if (i != place || what == 1)
        g_strv_builder_add (changed, lines[i]);
    }
  all = g_strv_builder_end (changed);
  return g_strjoinv ("\n", all);
}

static guint
count_lines (const char *text)
{
  guint n = *text != '\0';

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* Lines that are unlike: what each did to another line is done, and nothing else. */
static void
test_apart (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);

  for (guint i = 0; i < N_TEXTS; i++)
    {
      guint n = (guint)g_rand_int_range (random, 2, 9), a = (guint)g_rand_int_range (random, 0, (int)n), b = (a + 1 + (guint)g_rand_int_range (random, 0, (int)n - 1)) % n;
      guint what_a = (guint)g_rand_int_range (random, 0, 3), what_b = (guint)g_rand_int_range (random, 0, 3);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) lines = NULL;
      g_autofree char *base = NULL, *older = NULL, *newer = NULL, *merged = NULL, *other_way = NULL;
      gboolean lost, lost_other_way;

      for (guint line = 0; line < n; line++)
        g_strv_builder_take (builder, g_strdup_printf ("line%u 第%u行", line, line));
      lines = g_strv_builder_end (builder);
      base = g_strjoinv ("\n", lines);
      older = change_line ((const char *const *)lines, a, what_a, "alpha");
      newer = change_line ((const char *const *)lines, b, what_b, "beta");
      merged = crm_text_merge (base, older, newer, &lost);
      other_way = crm_text_merge (base, newer, older, &lost_other_way);
      g_assert_false (lost || lost_other_way);
      g_assert_cmpint (strstr (merged, "alpha") != NULL, ==, what_a != 2);
      g_assert_cmpint (strstr (merged, "beta") != NULL, ==, what_b != 2);
      g_assert_cmpuint (count_lines (merged), ==, n + (what_a == 1) - (what_a == 2) + (what_b == 1) - (what_b == 2));
      /* Far enough from each other nobody is first. */
      if (ABS ((int)a - (int)b) > 1)
        g_assert_cmpstr (merged, ==, other_way);
    }
}

/* Puts a word in somewhere. */
static char *
insert (GRand *random, const char *text, const char *word)
{
  glong place = g_rand_int_range (random, 0, (int)g_utf8_strlen (text, -1) + 1);
  gsize start = (gsize)(g_utf8_offset_to_pointer (text, place) - text);

  return g_strdup_printf ("%.*s%s%s", (int)start, text, word, text + start);
}

/* Two words put in anywhere, even into the middle of the same one, are there, or the loser is told of. */
static void
test_nothing_lost_unsaid (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n_lost = 0;

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *base = make_text (random);
      g_autofree char *older = insert (random, base, "«alpha»");
      g_autofree char *newer = insert (random, base, "«beta»");
      gboolean lost;
      g_autofree char *merged = crm_text_merge (base, older, newer, &lost);

      g_assert_nonnull (strstr (merged, "beta"));
      g_assert_true (lost || strstr (merged, "alpha") != NULL);
      g_assert_true (g_utf8_validate (merged, -1, NULL));
      n_lost += lost;
    }
  /* Only words that both came to stand in the middle of. */
  g_assert_cmpuint (n_lost, <, N_TEXTS / 8);
}

/* Whatever is merged: it ends, says nothing that neither said, and is valid. */
static void
test_any (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *base = make_text (random);
      g_autofree char *older = make_text (random);
      g_autofree char *newer = make_text (random);
      gboolean lost;
      g_autofree char *merged = crm_text_merge (base, older, newer, &lost);

      g_assert_true (g_utf8_validate (merged, -1, NULL));
      g_assert_cmpuint (strlen (merged), <=, strlen (older) + strlen (newer) + strlen (base) + 2);
    }
}

/* Two long texts that have nothing in common cost no table of gigabytes: the newer stays, and says so. */
static void
test_long (void)
{
  g_autoptr (GString) base = g_string_new (NULL), older = g_string_new (NULL), newer = g_string_new (NULL);
  gboolean lost;
  g_autofree char *merged = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append_printf (base, "b%u\n", i);
      g_string_append_printf (older, "o%u\n", i);
      g_string_append_printf (newer, "n%u\n", i);
    }
  merged = crm_text_merge (base->str, older->str, newer->str, &lost);
  g_assert_true (lost);
  g_assert_cmpstr (merged, ==, newer->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/text-merge/examples", test_examples);
  g_test_add_func ("/sync/text-merge/who-changed-nothing-has-no-say", test_one_side);
  g_test_add_func ("/sync/text-merge/changes-apart-both-stand", test_apart);
  g_test_add_func ("/sync/text-merge/nothing-is-lost-unsaid", test_nothing_lost_unsaid);
  g_test_add_func ("/sync/text-merge/any-texts", test_any);
  g_test_add_func ("/sync/text-merge/long-texts", test_long);
  return g_test_run ();
}
