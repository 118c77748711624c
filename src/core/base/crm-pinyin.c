/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How Han characters are read in Mandarin: look-ups in the tables that crm-pinyin-table.py compiles. */

#include "core/base/crm-pinyin.h"

#include <string.h>

#define BMP_FIRST  0x3400
#define BMP_LAST   0x9fff
#define NO_READING 0xffff
#define MAX_PHRASE 4

typedef struct
{
  guint16 length;
  guint16 text[MAX_PHRASE];
  guint16 syllables[MAX_PHRASE];
  guint16 ranks[MAX_PHRASE];
} CrmPhrase;

#include "core/base/crm-pinyin-table.h"

/* The index of a character that stands outside the dense part of the tables, or -1. */
static int
find_far (gunichar c)
{
  gsize low = 0, high = G_N_ELEMENTS (far_characters);

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (far_characters[middle] < c)
        low = middle + 1;
      else
        high = middle;
    }
  return low < G_N_ELEMENTS (far_characters) && far_characters[low] == c ? (int)low : -1;
}

static inline gboolean
is_near (gunichar c)
{
  return c >= BMP_FIRST && c <= BMP_LAST;
}

gboolean
crm_pinyin_is_han (gunichar c)
{
  if (c < BMP_FIRST)
    return c == 0x3007;
  if (c <= BMP_LAST)
    return c < 0x4dc0 || c >= 0x4e00;
  return (c >= 0x20000 && c <= 0x3fffd) || (c >= 0xfa0e && c <= 0xfa29 && find_far (c) >= 0);
}

gunichar
crm_pinyin_fold (gunichar han)
{
  int far;

  if (is_near (han))
    return folds[han - BMP_FIRST];
  far = find_far (han);
  return far >= 0 ? far_folds[far] : han;
}

static void
add_syllable (CrmPinyin *reading, guint16 syllable)
{
  for (guint i = 0; i < reading->n; i++)
    if (reading->syllables[i] == syllable)
      return;
  if (reading->n < CRM_PINYIN_MAX_READINGS)
    reading->syllables[reading->n++] = syllable;
}

/* Puts the reading of a known word or surname before the usual ones, which stay: 会计 also stands in 协会计划. */
static void
prefer (CrmPinyin *reading, guint16 syllable, guint16 rank)
{
  CrmPinyin before = *reading;

  reading->n = 0;
  reading->rank = rank;
  add_syllable (reading, syllable);
  for (guint i = 0; i < before.n; i++)
    add_syllable (reading, before.syllables[i]);
}

static void
read_character (gunichar c, CrmPinyin *reading)
{
  int far = is_near (c) ? 0 : find_far (c);
  guint16 set;

  reading->n = 0;
  reading->rank = N_RANKS;
  if (far < 0)
    return;
  set = is_near (c) ? readings[c - BMP_FIRST] : far_readings[far];
  reading->rank = is_near (c) ? ranks[c - BMP_FIRST] : far_ranks[far];
  if (set == NO_READING)
    return;
  if (set < N_SYLLABLES)
    {
      reading->n = 1;
      reading->syllables[0] = set;
      return;
    }
  for (guint i = 1; i <= sets[set - N_SYLLABLES]; i++)
    add_syllable (reading, sets[set - N_SYLLABLES + i]);
}

/* The longest of @phrases that @folded begins with, or %NULL. They are sorted by text, so a first character's stand together. */
static const CrmPhrase *
find_phrase (const CrmPhrase *phrases, gsize n_phrases, const gunichar *folded, gsize n)
{
  const CrmPhrase *found = NULL;
  gsize low = 0, high = n_phrases;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (phrases[middle].text[0] < folded[0])
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < n_phrases && phrases[low].text[0] == folded[0]; low++)
    {
      gsize same = 1;

      while (same < phrases[low].length && same < n && phrases[low].text[same] == folded[same])
        same++;
      if (same == phrases[low].length && (found == NULL || found->length < same))
        found = &phrases[low];
    }
  return found;
}

static const CrmPhrase *
find_word (const gunichar *folded, gsize n)
{
  if (n < 2 || folded[0] > BMP_LAST || (word_starts[folded[0] >> 5 & 31] & 1u << (folded[0] & 31)) == 0)
    return NULL;
  return find_phrase (words, G_N_ELEMENTS (words), folded, n);
}

static void
read_surname (const gunichar *folded, gsize n, CrmPinyinUse use, CrmPinyin *reading)
{
  const CrmPhrase *surname = find_phrase (surnames, G_N_ELEMENTS (surnames), folded, n);

  if (surname == NULL)
    return;
  for (gsize i = 0; i < surname->length; i++)
    if (use == CRM_PINYIN_PERSON)
      prefer (&reading[i], surname->syllables[i], surname->ranks[i]);
    else
      add_syllable (&reading[i], surname->syllables[i]);
}

void
crm_pinyin_read (const gunichar *folded, const gunichar *original, gsize n, CrmPinyinUse use, CrmPinyin *out)
{
  for (gsize i = 0; i < n; i++)
    read_character (original[i], &out[i]);
  for (gsize i = 0; i < n;)
    {
      const CrmPhrase *word = find_word (folded + i, n - i);

      if (word == NULL)
        {
          i++;
          continue;
        }
      for (gsize j = 0; j < word->length; j++)
        prefer (&out[i + j], word->syllables[j], word->ranks[j]);
      i += word->length;
    }
  if (use != CRM_PINYIN_TEXT && n > 0)
    read_surname (folded, n, use, out);
}

gsize
crm_pinyin_word_length (const gunichar *folded, gsize n)
{
  const CrmPhrase *word = find_word (folded, n);

  return word != NULL ? word->length : 0;
}

gsize
crm_pinyin_surname_length (const gunichar *folded, gsize n)
{
  const CrmPhrase *surname = n > 0 ? find_phrase (surnames, G_N_ELEMENTS (surnames), folded, n) : NULL;

  return surname != NULL ? surname->length : 0;
}

const char *
crm_pinyin_syllable (guint syllable)
{
  g_return_val_if_fail (syllable < N_SYLLABLES, "");

  return syllables[syllable];
}

/* The first syllable not before @letters in the order of strncmp(). */
static gsize
lower_syllable (const char *letters, gsize length)
{
  gsize low = 0, high = N_SYLLABLES;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (strncmp (syllables[middle], letters, length) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
crm_pinyin_begins_syllable (const char *letters, gsize length)
{
  gsize found = lower_syllable (letters, length);

  return length > 0 && found < N_SYLLABLES && strncmp (syllables[found], letters, length) == 0;
}

gboolean
crm_pinyin_is_syllable (const char *letters, gsize length)
{
  if (strcspn (letters, "aeiouv") >= length) /* 嗯 ng: as letters these are initials */
    return FALSE;
  return crm_pinyin_begins_syllable (letters, length) && syllables[lower_syllable (letters, length)][length] == '\0';
}

guint
crm_pinyin_n_ranks (void)
{
  return N_RANKS + 1;
}

guint32
crm_pinyin_version (void)
{
  return TABLE_VERSION;
}
