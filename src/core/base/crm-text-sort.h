/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names made ready to be ordered, and their monograms. Pure functions, for any thread and any text. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmNameKind:
 * @CRM_NAME_UNKNOWN: two or three Han characters that are no known place count as a person, and so does a surname of two with one or two more
 * @CRM_NAME_PERSON: surname first if Han
 * @CRM_NAME_COMPANY: a company, place or thing
 */
typedef enum
{
  CRM_NAME_UNKNOWN,
  CRM_NAME_PERSON,
  CRM_NAME_COMPANY,
} CrmNameKind;

/**
 * crm_text_sort_key:
 * @name: a name
 * @kind: what it names
 * @han_first: whether names that begin with a Han character stand before those that begin with a letter
 *
 * Returns: (transfer full): UTF-8 whose bytes compare (memcmp, SQLite's BINARY) as the names should be ordered: punctuation apart, digits by
 *   value, letters without case and diacritics, Han by pinyin with tone, then strokes, a person by the surname's reading
 *   (单雄信 under shan). Each Han character is three bytes. Empty when @name holds nothing to order by. Names that differ
 *   only in what is folded have one key. Never show it.
 */
char *crm_text_sort_key (const char *name, CrmNameKind kind, gboolean han_first);

/**
 * crm_text_monogram:
 * @name: a name
 * @kind: what it names
 *
 * What to put on a round picture: of a Chinese person the last two characters, which is how colleagues call one another
 * (单雄信 雄信, 张三 张三); of a Chinese company the first two (洛阳); else the capitals of the first and last word of a person,
 * the first two of a company (Harbour & Sons HS), of one word one.
 *
 * Returns: (transfer full): one or two characters, or an empty string if there is no letter or digit.
 */
char *crm_text_monogram (const char *name, CrmNameKind kind);

G_END_DECLS
