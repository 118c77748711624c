/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several choices of one field. */

#define G_LOG_DOMAIN "crm-record"

#include "core/record/crm-choice-set.h"

#include <string.h>

/* From those that stand in no word to those that may. */
static const char *const separators[] = { ";；\n\r", "、", ",，" };

GStrv
crm_choice_set_split (const char *value)
{
  return value != NULL && *value != '\0' ? g_strsplit (value, "\n", -1) : g_new0 (char *, 1);
}

gboolean
crm_choice_set_contains (const char *value, const char *name)
{
  g_auto (GStrv) names = crm_choice_set_split (value);

  g_return_val_if_fail (name != NULL, FALSE);

  return g_strv_contains ((const char *const *)names, name);
}

static void
add_name (GPtrArray *names, const char *name)
{
  if (*name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, (gpointer)name);
}

/* Borrowed from both; ends with NULL. */
static GPtrArray *
order (const CrmField *field, const char *const *names)
{
  GPtrArray *ordered = g_ptr_array_new ();

  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    if (g_strv_contains (names, choice->name))
      add_name (ordered, choice->name);
  for (guint i = 0; names[i] != NULL; i++)
    add_name (ordered, names[i]);
  g_ptr_array_add (ordered, NULL);
  return ordered;
}

char *
crm_choice_set_join (const CrmField *field, const char *const *names)
{
  g_autoptr (GPtrArray) ordered = NULL;

  g_return_val_if_fail (field != NULL && names != NULL, NULL);

  ordered = order (field, names);
  return ordered->len > 1 ? g_strjoinv ("\n", (char **)ordered->pdata) : NULL;
}

char *
crm_choice_set_format (const CrmField *field, const char *value, const char *separator)
{
  g_auto (GStrv) names = crm_choice_set_split (value);
  g_autoptr (GPtrArray) ordered = NULL;

  g_return_val_if_fail (field != NULL && separator != NULL, NULL);

  ordered = order (field, (const char *const *)names);
  for (guint i = 0; i + 1 < ordered->len; i++)
    ordered->pdata[i] = (gpointer)crm_field_get_choice_label (field, ordered->pdata[i]);
  return g_strjoinv (separator, (char **)ordered->pdata);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static char *
dup_stripped (const char *from, const char *to)
{
  return g_strstrip (g_strndup (from, (gsize)(to - from)));
}

/* The next sign of those after @text, or its end. */
static const char *
find_end (const char *text, const char *const *signs, gsize n)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    for (gsize i = 0; i < n; i++)
      if (g_utf8_strchr (signs[i], -1, g_utf8_get_char (p)) != NULL)
        return p;
  return text + strlen (text);
}

static const char *
skip (const char *end)
{
  return *end != '\0' ? g_utf8_next_char (end) : end;
}

/* To where something stands. */
static const char *
skip_separators (const char *text)
{
  while (*text != '\0' && (g_unichar_isspace (g_utf8_get_char (text)) || find_end (text, separators, G_N_ELEMENTS (separators)) == text))
    text = g_utf8_next_char (text);
  return text;
}

/* The longest choice that begins at *@text, and goes on behind it; NULL where none does. */
static const char *
take_choice (const CrmField *field, const char **text)
{
  const char *found = NULL, *rest = NULL;

  for (const char *end = *text;; end = skip (end))
    {
      g_autofree char *word = NULL;
      const char *choice;

      end = find_end (end, separators, G_N_ELEMENTS (separators));
      word = dup_stripped (*text, end);
      choice = *word != '\0' ? crm_field_find_choice (field, word) : NULL;
      if (choice != NULL)
        {
          found = choice;
          rest = skip (end);
        }
      if (*end == '\0')
        break;
    }
  if (found != NULL)
    *text = rest;
  return found;
}

/* What is no choice, up to the strongest of so many kinds of sign; goes on behind it. */
static char *
take_word (const char **text, gsize n)
{
  const char *end = *text + strlen (*text);
  char *word;

  for (gsize i = 0; i < n && *end == '\0'; i++)
    end = find_end (*text, &separators[i], 1);
  word = dup_stripped (*text, end);
  *text = skip (end);
  return word;
}

static char *
join (const CrmField *field, GStrvBuilder *builder)
{
  g_auto (GStrv) names = g_strv_builder_end (builder);

  return crm_choice_set_join (field, (const char *const *)names);
}

char *
crm_choice_set_parse (const CrmField *field, const char *text, char **strange)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (field != NULL && text != NULL && strange != NULL, NULL);

  *strange = NULL;
  for (text = skip_separators (text); *text != '\0'; text = skip_separators (text))
    {
      const char *choice = take_choice (field, &text);

      if (choice == NULL)
        {
          *strange = dup_stripped (text, find_end (text, separators, G_N_ELEMENTS (separators)));
          return NULL;
        }
      g_strv_builder_add (builder, choice);
    }
  return join (field, builder);
}

char *
crm_choice_set_parse_words (const CrmField *field, const char *text, gboolean commas)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  for (text = skip_separators (text); *text != '\0'; text = skip_separators (text))
    {
      const char *choice = take_choice (field, &text);

      if (choice != NULL)
        g_strv_builder_add (builder, choice);
      else
        g_strv_builder_take (builder, take_word (&text, commas ? G_N_ELEMENTS (separators) : 1));
    }
  return join (field, builder);
}
