/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding which of a customer's people a typed line mentions. */

#include "core/customers/crm-mention.h"

#include <string.h>

#include "core/base/crm-scan.h"

/* Surnames of two characters; all others have one. */
static const char *const double_surnames[] = { "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "夏侯", "东方", "東方", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "慕容", "令狐", "长孙", "長孫", "宇文", "司徒", "独孤", "獨孤", "南宫", "南宮", "西门", "西門" };

static const CrmScanWord titles_behind[] = { { "总", 0 }, { "总监", 0 }, { "总经理", 0 }, { "经理", 0 }, { "主任", 0 }, { "先生", 0 }, { "女士", 0 }, { "小姐", 0 }, { "老师", 0 }, { "老師", 0 }, { "工", 0 }, { "董", 0 }, { "局", 0 }, { "处", 0 }, { "处长", 0 }, { "科长", 0 }, { "部长", 0 }, { "院长", 0 }, { "医生", 0 }, { "律师", 0 }, { "教授", 0 }, { "书记", 0 }, { "哥", 0 }, { "姐", 0 }, { "太太", 0 }, { NULL } };
static const CrmScanWord titles_before[] = { { "老", 0 }, { "小", 0 }, { NULL } };

/* Names that are also words, by which nobody is meant in lower case. */
static const char *const common_words[] = { "april", "august", "bill", "chase", "dawn", "faith", "frank", "grace", "grant", "hope", "june", "long", "mark", "page", "park", "price", "rich", "rose", "song", "summer", "will", "young" };

/* One way to mention one person, folded. @person is -1 where several people share it. */
typedef struct
{
  char *key;
  gsize length;
  gssize person;
  gboolean needs_capital;
  gboolean needs_title;
} Alias;

/* The aliases in the order they were added, and by their key to find those shared. */
typedef struct
{
  GArray *list;
  GHashTable *indexes;
} Aliases;

static void
alias_clear (gpointer data)
{
  g_free (((Alias *)data)->key);
}

static void
aliases_clear (Aliases *aliases)
{
  g_clear_pointer (&aliases->indexes, g_hash_table_unref);
  g_clear_pointer (&aliases->list, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Aliases, aliases_clear)

static char *
fold (const char *text)
{
  g_auto (CrmScan) scan = { 0 };

  crm_scan_init (&scan, text);
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

/* Adds @alias, or takes it from both if another person goes by it too. Owns the key. */
static void
add (Aliases *aliases, Alias alias)
{
  gpointer index;

  if (g_hash_table_lookup_extended (aliases->indexes, alias.key, NULL, &index))
    {
      Alias *other = &g_array_index (aliases->list, Alias, GPOINTER_TO_UINT (index));

      if (other->person != alias.person)
        other->person = -1;
      g_free (alias.key);
      return;
    }
  g_array_append_val (aliases->list, alias);
  g_hash_table_insert (aliases->indexes, alias.key, GUINT_TO_POINTER (aliases->list->len - 1));
}

static void
add_name (Aliases *aliases, const char *text, gsize person, gboolean whole)
{
  g_autofree char *key = g_strstrip (fold (text));
  glong length = g_utf8_strlen (key, -1);
  gboolean latin = *key != '\0' && !crm_scan_is_han (g_utf8_get_char (key));
  gboolean needs_capital = latin && !whole && (length <= 3 || is_common_word (key));

  if (length >= 2)
    add (aliases, (Alias){ .key = g_steal_pointer (&key), .length = (gsize)length, .person = (gssize)person, .needs_capital = needs_capital });
}

/* A surname is nobody by itself: 单 needs 总 behind or 老 before. A name of one character is always one, so the keys never meet. */
static void
add_surname (Aliases *aliases, const char *surname, gsize person)
{
  g_autofree char *folded = fold (surname);
  glong length = g_utf8_strlen (folded, -1);

  add (aliases, (Alias){ .key = g_strconcat (folded, "\n", NULL), .length = (gsize)length, .person = (gssize)person, .needs_title = TRUE });
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
add_chinese (Aliases *aliases, const char *name, gsize person)
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
    add_name (aliases, g_utf8_offset_to_pointer (name, surname_length), person, FALSE);
  add_surname (aliases, surname, person);
}

static void
add_person (Aliases *aliases, const char *name, gsize person)
{
  g_autofree char *trimmed = g_strstrip (g_utf8_make_valid (name, -1));
  g_auto (GStrv) words = NULL;

  add_name (aliases, trimmed, person, TRUE);
  if (is_all_han (trimmed))
    {
      add_chinese (aliases, trimmed, person);
      return;
    }
  words = g_strsplit_set (trimmed, " ,.()/", -1);
  for (char **word = words; *word != NULL; word++)
    {
      add_name (aliases, *word, person, FALSE);
      if (is_all_han (*word))
        add_chinese (aliases, *word, person);
    }
}

static gboolean
starts_with_capital (const char *text, gsize byte)
{
  return g_unichar_isupper (g_utf8_get_char_validated (text + byte, -1));
}

/* Reads the key without the mark that keeps surnames apart from names. */
static gboolean
take_key (const CrmScan *scan, gsize *at, const Alias *alias)
{
  const char *p = alias->key;
  gsize position = *at;

  for (gsize i = 0; i < alias->length; i++, p = g_utf8_next_char (p))
    if (scan->chars[position++] != g_utf8_get_char (p))
      return FALSE;
  *at = position;
  return TRUE;
}

/* 单总, 老单. */
static gboolean
take_with_title (const CrmScan *scan, gsize *at, const Alias *alias)
{
  gsize position = *at;

  if (crm_scan_take_any (scan, &position, titles_before, NULL) && take_key (scan, &position, alias))
    {
      *at = position;
      return TRUE;
    }
  position = *at;
  if (!take_key (scan, &position, alias) || !crm_scan_take_any (scan, &position, titles_behind, NULL))
    return FALSE;
  *at = position;
  return TRUE;
}

/* "Anna's" mentions Anna, so only letters and digits continue a word. */
static gboolean
is_whole_word (const CrmScan *scan, gsize start, gsize end)
{
  if (start > 0 && crm_scan_is_word (scan->chars[start]) && crm_scan_is_word (scan->chars[start - 1]))
    return FALSE;
  return !crm_scan_is_word (scan->chars[end - 1]) || !crm_scan_is_word (scan->chars[end]);
}

/* The longest alias at @start, with where it ends. */
static const Alias *
match (const GArray *aliases, const CrmScan *scan, const char *text, gsize start, gsize *end)
{
  const Alias *longest = NULL;

  *end = start;
  for (guint i = 0; i < aliases->len; i++)
    {
      const Alias *alias = &g_array_index (aliases, Alias, i);
      gsize at = start;

      if (!(alias->needs_title ? take_with_title (scan, &at, alias) : take_key (scan, &at, alias)))
        continue;
      if (at <= *end || !is_whole_word (scan, start, at) || (alias->needs_capital && !starts_with_capital (text, scan->offsets[start])))
        continue;
      longest = alias;
      *end = at;
    }
  return longest;
}

GArray *
crm_mention_find (const char *text, const CrmMentionPerson *people, gsize n_people)
{
  GArray *mentions = g_array_new (FALSE, FALSE, sizeof (CrmMention));
  g_auto (Aliases) aliases = { 0 };
  g_auto (CrmScan) scan = { 0 };

  g_return_val_if_fail (text != NULL, mentions);
  g_return_val_if_fail (people != NULL || n_people == 0, mentions);

  aliases.list = g_array_new (FALSE, FALSE, sizeof (Alias));
  aliases.indexes = g_hash_table_new (g_str_hash, g_str_equal);
  g_array_set_clear_func (aliases.list, alias_clear);
  for (gsize i = 0; i < n_people; i++)
    if (people[i].name != NULL)
      add_person (&aliases, people[i].name, i);
  crm_scan_init (&scan, text);
  for (gsize at = 0, end; at < scan.length; at = MAX (end, at + 1))
    {
      const Alias *alias = match (aliases.list, &scan, text, at, &end);
      CrmMention mention = { 0, scan.offsets[at], scan.offsets[end] };

      if (alias == NULL || alias->person < 0)
        continue;
      mention.person = (gsize)alias->person;
      g_array_append_val (mentions, mention);
    }
  return mentions;
}
