/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's own words for choices. */

#include "core/schema/crm-choice-words.h"
#include "core/schema/crm-schema-customers.h"

#define level (&crm_kind_customer.fields[CRM_CUSTOMER_LEVEL])

static void
test_words (void)
{
  static const char *const words[] = { "word.customer.level.a", "Gold", "word.customer.level.b", "A", "word.customer.level.z", "None", "word.customer.name.a", "No", "other", "x", NULL };
  static const char *const nothing[] = { NULL };

  g_assert_cmpstr (crm_field_get_choice_label (level, "a"), ==, "A");
  crm_choice_words_set (words);
  g_assert_cmpstr (crm_field_get_choice_label (level, "a"), ==, "Gold");
  g_assert_cmpstr (crm_field_get_choice_label (level, "b"), ==, "A");
  g_assert_cmpstr (crm_field_get_choice_label (level, "c"), ==, "C");
  g_assert_cmpstr (crm_field_find_choice (level, "gold"), ==, "a");
  /* What is on the screen is meant before what the program calls it. */
  g_assert_cmpstr (crm_field_find_choice (level, "A"), ==, "b");
  g_assert_cmpstr (crm_field_find_choice (level, "b"), ==, "b");
  crm_choice_words_set (nothing);
  g_assert_cmpstr (crm_field_get_choice_label (level, "a"), ==, "A");
  g_assert_cmpstr (crm_field_find_choice (level, "A"), ==, "a");
}

static gpointer
read_labels (gpointer data)
{
  for (int i = 0; i < 20000; i++)
    {
      const char *label = crm_field_get_choice_label (level, "a");

      g_assert_true (g_str_equal (label, "A") || g_str_equal (label, "Gold"));
    }
  return NULL;
}

static void
test_threads (void)
{
  static const char *const words[] = { "word.customer.level.a", "Gold", NULL };
  static const char *const nothing[] = { NULL };
  GThread *threads[3];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_labels, NULL);
  for (int i = 0; i < 2000; i++)
    crm_choice_words_set (i % 2 == 0 ? words : nothing);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  crm_choice_words_set (nothing);
}

static void
test_settings (void)
{
  g_autofree char *name = crm_choice_words_dup_setting (&crm_kind_customer, CRM_CUSTOMER_LIFE_CYCLE, "at-risk");

  g_assert_cmpstr (name, ==, "word.customer.life_cycle.at-risk");
  g_assert_true (crm_choice_words_allow (&crm_kind_customer, CRM_CUSTOMER_LEVEL));
  g_assert_false (crm_choice_words_allow (&crm_kind_customer, CRM_CUSTOMER_NAME));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/choice-words/stand-for-those-of-the-program", test_words);
  g_test_add_func ("/schema/choice-words/are-read-while-they-change", test_threads);
  g_test_add_func ("/schema/choice-words/have-settings-of-their-own", test_settings);

  return g_test_run ();
}
