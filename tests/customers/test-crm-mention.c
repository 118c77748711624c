/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is mentioned in a line, and who is not. */

#include "core/customers/crm-mention.h"

#include <locale.h>

#define SEED 20240305

static const CrmMentionPerson people[] = {
  { "a", "单雄信" },
  { "b", "Anna Berg" },
  { "c", "Anna Lind" },
  { "d", "秦琼" },
  { "e", "欧阳明远" },
  { "f", "Will Sun" },
  { "g", "Bo Li" },
  { "h", "秦叔宝" },
  { "i", "" },
  { "j", "王 小明 (采购)" },
};

static char *
mentioned (const char *text)
{
  g_autoptr (GArray) mentions = crm_mention_find (text, people, G_N_ELEMENTS (people));
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < mentions->len; i++)
    g_string_append (ids, people[g_array_index (mentions, CrmMention, i).person].id);
  return g_string_free_and_steal (ids);
}

static void
test_finds (void)
{
  static const char *const table[][2] = {
    { "called 单雄信", "a" },
    { "和雄信见面", "a" },
    { "拜访单总", "a" },
    { "老单说可以", "a" },
    { "單雄信", "a" },
    { "秦总", "" },
    { "秦琼和秦叔宝", "dh" },
    { "叔宝", "h" },
    { "欧阳总", "e" },
    { "明远来电", "e" },
    { "小明来访", "j" },
    { "Anna", "" },
    { "Anna Berg and Anna Lind", "bc" },
    { "anna berg", "b" },
    { "met Berg, Lind", "bc" },
    { "Berg's boss", "b" },
    { "Bergen", "" },
    { "iceberg", "" },
    { "BERG", "b" },
    { "will call", "" },
    { "Will called", "f" },
    { "Sun", "f" },
    { "sun", "" },
    { "met Li", "g" },
    { "li", "" },
    { "bo li", "g" },
    { "Bo Bo Bo Li", "ggg" },
    { "单位", "" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *ids = mentioned (table[i][0]);

      g_test_message ("“%s”", table[i][0]);
      g_assert_cmpstr (ids, ==, table[i][1]);
    }
}

static void
test_spans (void)
{
  g_autoptr (GArray) mentions = crm_mention_find ("见 单雄信。", people, G_N_ELEMENTS (people));
  const CrmMention *mention = &g_array_index (mentions, CrmMention, 0);

  g_assert_cmpuint (mentions->len, ==, 1);
  g_assert_cmpuint (mention->start, ==, 4);
  g_assert_cmpuint (mention->end, ==, 13);
}

static void
test_same_name (void)
{
  static const CrmMentionPerson twins[] = { { "a", "李明" }, { "b", "李明" } };
  g_autoptr (GArray) mentions = crm_mention_find ("李明 李总", twins, 2);

  g_assert_cmpuint (mentions->len, ==, 0);
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "Anna", " ", "Berg", "单", "雄信", "总", "\xff", "Li", "秦", "(", ".", "老" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) name = g_string_new (NULL);
      g_autoptr (GArray) mentions = NULL;
      CrmMentionPerson random_people[2] = { { "a", NULL }, { "b", NULL } };
      gsize last = 0;

      for (int n = g_rand_int_range (random, 0, 9); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      for (int n = g_rand_int_range (random, 0, 5); n > 0; n--)
        if (i % 3)
          g_string_append (name, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
        else
          g_string_append_c (name, (char)g_rand_int_range (random, 1, 256));
      random_people[0].name = name->str;
      mentions = crm_mention_find (text->str, random_people, 2);
      for (guint j = 0; j < mentions->len; j++)
        {
          const CrmMention *mention = &g_array_index (mentions, CrmMention, j);

          g_assert_cmpuint (mention->start, >=, last);
          g_assert_cmpuint (mention->end, >, mention->start);
          g_assert_cmpuint (mention->end, <=, text->len);
          g_assert_cmpuint (mention->person, ==, 0);
          last = mention->end;
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/customers/mention/finds-whole-names-and-parts", test_finds);
  g_test_add_func ("/customers/mention/says-where", test_spans);
  g_test_add_func ("/customers/mention/shared-names-mean-nobody", test_same_name);
  g_test_add_func ("/customers/mention/survives-hostile-input", test_hostile);
  return g_test_run ();
}
