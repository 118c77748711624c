/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: the same pages in every language, and each link leads somewhere. */

#include "app/crm-application.h"
#include "app/help/crm-help-topic.h"

#include <gtk/gtk.h>
#include <locale.h>

static const char *const languages[] = { "en", "zh_CN", "zh_TW" };

static char *
load (const char *topic, const char *language)
{
  const char *const wanted[] = { language, NULL };

  return crm_help_topic_dup_text (topic, wanted);
}

/* (element-type utf8): what the links of a page lead to. */
static GPtrArray *
find_links (const char *text)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) regex = g_regex_new ("\\]\\(([^)]*)\\)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (links, g_match_info_fetch (match, 1));
  return links;
}

static gboolean
leads_somewhere (const char *link)
{
  if (g_str_has_prefix (link, "sample:"))
    {
      g_autoptr (GBytes) sample = crm_help_topic_load_sample (link + strlen ("sample:"));

      return sample != NULL;
    }
  if (g_str_has_suffix (link, ".md"))
    {
      g_autofree char *topic = g_strndup (link, strlen (link) - strlen (".md"));

      return g_strv_contains (crm_help_topics, topic);
    }
  return g_str_has_prefix (link, "action:") || g_str_has_prefix (link, "https://");
}

static void
test_links (void)
{
  for (gsize i = 0; crm_help_topics[i] != NULL; i++)
    for (gsize l = 0; l < G_N_ELEMENTS (languages); l++)
      {
        g_autofree char *text = load (crm_help_topics[i], languages[l]);
        g_autoptr (GPtrArray) links = find_links (text);

        for (guint n = 0; n < links->len; n++)
          {
            g_test_message ("%s in %s: %s", crm_help_topics[i], languages[l], (const char *)g_ptr_array_index (links, n));
            g_assert_true (leads_somewhere (g_ptr_array_index (links, n)));
          }
      }
}

static guint
count_headings (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    n += lines[i][0] == '#';
  return n;
}

static void
test_languages (void)
{
  for (gsize i = 0; crm_help_topics[i] != NULL; i++)
    {
      g_autofree char *english = load (crm_help_topics[i], "en");

      g_assert_nonnull (english);
      for (gsize l = 1; l < G_N_ELEMENTS (languages); l++)
        {
          g_autofree char *other = load (crm_help_topics[i], languages[l]);
          g_autofree char *title = crm_help_topic_dup_title (other);

          g_test_message ("%s in %s: “%s”", crm_help_topics[i], languages[l], title);
          g_assert_cmpstr (other, !=, english);
          g_assert_cmpstr (title, !=, "");
          g_assert_cmpuint (count_headings (other), ==, count_headings (english));
        }
    }
}

static void
test_chinese_of_any_kind (void)
{
  g_autofree char *taiwan = load ("import", "zh_TW"), *hong_kong = load ("import", "zh_HK"), *china = load ("import", "zh_CN"), *singapore = load ("import", "zh_SG");

  g_assert_cmpstr (hong_kong, ==, taiwan);
  g_assert_cmpstr (singapore, ==, china);
  g_assert_cmpstr (taiwan, !=, china);
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  /* Brings the resources along. */
  application = crm_application_new ();
  g_test_add_func ("/app/help/each-page-in-each-language", test_languages);
  g_test_add_func ("/app/help/links-lead-somewhere", test_links);
  g_test_add_func ("/app/help/traditional-or-simplified", test_chinese_of_any_kind);
  return g_test_run ();
}
