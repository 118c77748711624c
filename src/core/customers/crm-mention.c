/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding which of a customer's people a typed line mentions. */

#include "core/customers/crm-mention.h"

#include <string.h>

#include "core/base/crm-scan.h"

/* Surnames of two characters; all others have one. */
static const char *const double_surnames[] = { "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "夏侯", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐", "长孙", "長孫", "宇文", "司徒", "独孤", "獨孤", "南宫", "南宮", "西门", "西門" };

static const char *const titles_behind[] = { "总", "總", "总监", "总经理", "經理", "经理", "主任", "先生", "女士", "小姐", "老师", "老師", "工", "董", "局", "处", "处长", "科长", "部长", "院长", "医生", "律师", "教授", "书记", "哥", "姐", "太太" };
static const char *const titles_before[] = { "老", "小" };

/* Names that are also words, by which nobody is meant in lower case. */
static const char *const common_words[] = { "april", "august", "bill", "chase", "dawn", "faith", "frank", "grace", "grant", "hope", "june", "long", "mark", "page", "park", "price", "rich", "rose", "song", "summer", "will", "young" };

/* One way to mention one person, folded. @person is -1 where several people share it. */
typedef struct
{
  char *key;
  gsize length;
  gssize person;
  gboolean needs_capital;
} Alias;

static void
alias_clear (gpointer data)
{
  g_free (((Alias *)data)->key);
}

static char *
fold (const char *text, gsize *length)
{
  g_auto (CrmScan) scan = { 0 };

  crm_scan_init (&scan, text);
  *length = scan.length;
  return g_ucs4_to_utf8 (scan.chars, (glong)scan.length, NULL, NULL, NULL);
}

static gboolean
is_common_word (const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (common_words); i++)
    if (g_str_equal (folded, common_words[i]))
      return TRUE;
  return FALSE;
}

/* Adds @text for @person, or takes it from both if another goes by it too. */
static void
add_alias (GArray *aliases, const char *text, gsize person, gboolean whole)
{
  gsize length;
  g_autofree char *key = g_strstrip (fold (text, &length));
  gboolean latin = *key != '\0' && !crm_scan_is_han (g_utf8_get_char (key));

  if (g_utf8_strlen (key, -1) < 2)
    return;
  for (guint i = 0; i < aliases->len; i++)
    {
      Alias *other = &g_array_index (aliases, Alias, i);

      if (!g_str_equal (other->key, key))
        continue;
      if (other->person != (gssize)person)
        other->person = -1;
      return;
    }
  g_array_append_vals (aliases, &(Alias){ .length = (gsize)g_utf8_strlen (key, -1), .person = (gssize)person, .needs_capital = latin && !whole && (strlen (key) <= 3 || is_common_word (key)), .key = g_strdup (key) }, 1);
}

static void
add_titles (GArray *aliases, const char *surname, gsize person)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles_behind); i++)
    {
      g_autofree char *text = g_strconcat (surname, titles_behind[i], NULL);

      add_alias (aliases, text, person, TRUE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (titles_before); i++)
    {
      g_autofree char *text = g_strconcat (titles_before[i], surname, NULL);

      add_alias (aliases, text, person, TRUE);
    }
}

static gboolean
is_all_han (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (!crm_scan_is_han (g_utf8_get_char (p)))
      return FALSE;
  return *name != '\0';
}

static void
add_chinese (GArray *aliases, const char *name, gsize person)
{
  g_autofree char *surname = NULL;
  glong length = g_utf8_strlen (name, -1), surname_length = 1;

  if (length < 2 || length > 4)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (double_surnames); i++)
    if (length > 2 && g_str_has_prefix (name, double_surnames[i]))
      surname_length = 2;
  surname = g_utf8_substring (name, 0, surname_length);
  if (length - surname_length == 2)
    add_alias (aliases, g_utf8_offset_to_pointer (name, surname_length), person, FALSE);
  add_titles (aliases, surname, person);
}

static void
add_person (GArray *aliases, const char *name, gsize person)
{
  g_autofree char *trimmed = g_strstrip (g_utf8_make_valid (name, -1));
  g_auto (GStrv) words = NULL;

  add_alias (aliases, trimmed, person, TRUE);
  if (is_all_han (trimmed))
    {
      add_chinese (aliases, trimmed, person);
      return;
    }
  words = g_strsplit_set (trimmed, " ,.()/", -1);
  for (char **word = words; *word != NULL; word++)
    {
      add_alias (aliases, *word, person, FALSE);
      if (is_all_han (*word))
        add_chinese (aliases, *word, person);
    }
}

static gboolean
starts_with_capital (const char *text, gsize byte)
{
  return g_unichar_isupper (g_utf8_get_char_validated (text + byte, -1));
}

/* The longest alias at @start. */
static const Alias *
match (const GArray *aliases, const CrmScan *scan, const char *text, gsize start)
{
  const Alias *longest = NULL;

  for (guint i = 0; i < aliases->len; i++)
    {
      const Alias *alias = &g_array_index (aliases, Alias, i);
      gsize at = start;

      if ((longest != NULL && alias->length <= longest->length) || !crm_scan_take (scan, &at, alias->key))
        continue;
      /* "Anna's" mentions Anna, so only letters and digits continue a word. */
      if (crm_scan_is_word (scan->chars[start]) && start > 0 && crm_scan_is_word (scan->chars[start - 1]))
        continue;
      if (crm_scan_is_word (scan->chars[at - 1]) && crm_scan_is_word (scan->chars[at]))
        continue;
      if (alias->needs_capital && !starts_with_capital (text, scan->offsets[start]))
        continue;
      longest = alias;
    }
  return longest;
}

GArray *
crm_mention_find (const char *text, const CrmMentionPerson *people, gsize n_people)
{
  GArray *mentions = g_array_new (FALSE, FALSE, sizeof (CrmMention));
  g_autoptr (GArray) aliases = g_array_new (FALSE, FALSE, sizeof (Alias));
  g_auto (CrmScan) scan = { 0 };

  g_return_val_if_fail (text != NULL, mentions);
  g_return_val_if_fail (people != NULL || n_people == 0, mentions);

  g_array_set_clear_func (aliases, alias_clear);
  for (gsize i = 0; i < n_people; i++)
    if (people[i].name != NULL)
      add_person (aliases, people[i].name, i);
  crm_scan_init (&scan, text);
  for (gsize at = 0; at < scan.length;)
    {
      const Alias *alias = match (aliases, &scan, text, at);

      if (alias != NULL && alias->person >= 0)
        g_array_append_vals (mentions, &(CrmMention){ .person = (gsize)alias->person, .start = scan.offsets[at], .end = scan.offsets[at + alias->length] }, 1);
      at += alias != NULL ? alias->length : 1;
    }
  return mentions;
}
