/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the help. */

#include "config.h"

#include "app/help/crm-help-topic.h"

#include <gio/gio.h>
#include <string.h>

#define ROOT "/org/clientele/Clientele/help/"

const char *const crm_help_topics[] = {
  "first-steps",
  "today",
  "calendar",
  "import",
  "search",
  "views",
  "profile",
  "duplicates",
  "history",
  "quality",
  "deals",
  "surveys",
  "team",
  "preferences",
  "keyboard",
  "backups",
  "privacy",
  NULL,
};

static char *
load (const char *language, const char *topic)
{
  g_autofree char *path = g_strdup_printf (ROOT "%s/%s.md", language, topic);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static gboolean
is_traditional (const char *language)
{
  return g_str_has_prefix (language, "zh_TW") || g_str_has_prefix (language, "zh_HK") || g_str_has_prefix (language, "zh_MO") || strstr (language, "Hant") != NULL;
}

char *
crm_help_topic_dup_text (const char *topic, const char *const *languages)
{
  g_return_val_if_fail (topic != NULL, NULL);

  if (!g_strv_contains (crm_help_topics, topic))
    return NULL;
  if (languages == NULL)
    languages = g_get_language_names ();
  for (gsize i = 0; languages[i] != NULL && !g_str_has_prefix (languages[i], "en"); i++)
    {
      char *text = strpbrk (languages[i], "./") == NULL ? load (languages[i], topic) : NULL;

      if (text == NULL && g_str_has_prefix (languages[i], "zh"))
        text = load (is_traditional (languages[i]) ? "zh_TW" : "zh_CN", topic);
      if (text != NULL)
        return text;
    }
  return load ("en", topic);
}

char *
crm_help_topic_dup_title (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  if (!g_str_has_prefix (text, "# "))
    return g_strdup ("");
  return g_strstrip (g_strndup (text + 2, strcspn (text + 2, "\n")));
}

GBytes *
crm_help_topic_load_sample (const char *name)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  path = g_strconcat (ROOT "samples/", name, NULL);
  return strchr (name, '/') == NULL ? g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL) : NULL;
}
