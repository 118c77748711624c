/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names made ready to be ordered, and their monograms. */

#include "core/base/crm-text-sort.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

#define MAX_RUN      64
#define RANK_BASE    0x3400 /* a rank is written as the character at this place: three bytes, between kana and Hangul */
#define HAN_FIRST    ':'    /* after the digits, before the letters */
#define MAX_UNITS    256    /* two names equal so far are equal */
#define SHORT_NUMBER 9

typedef struct
{
  gsize n;
  gsize end; /* the unit after it */
  gunichar folded[MAX_RUN];
  gunichar original[MAX_RUN];
} HanRun;

static gboolean
is_separator (CrmTextClass class)
{
  return class == CRM_TEXT_GAP || class == CRM_TEXT_JOINER;
}

/* Han characters from @from on, over the spaces and punctuation between them. */
static void
gather_run (const CrmTextUnits *units, gsize from, HanRun *run)
{
  run->n = 0;
  run->end = from;
  for (gsize i = from; i < units->n && run->n < MAX_RUN; i++)
    if (units->at[i].class == CRM_TEXT_HAN)
      {
        run->folded[run->n] = units->at[i].c;
        run->original[run->n++] = units->at[i].original;
        run->end = i + 1;
      }
    else if (!is_separator (units->at[i].class))
      {
        break;
      }
}

static gboolean
is_person (const HanRun *run, gsize n_units, CrmNameKind kind)
{
  gsize surname;

  if (kind != CRM_NAME_UNKNOWN)
    return kind == CRM_NAME_PERSON;
  if (run->end < n_units)
    return FALSE;
  surname = crm_pinyin_surname_length (run->folded, run->n);
  if (surname >= 2)
    return run->n > surname && run->n <= surname + 2;
  return run->n >= 2 && run->n <= 3 && crm_pinyin_word_length (run->folded, run->n) == 0;
}

/* Skips separators at @i. */
static gsize
skip_gaps (const CrmTextUnits *units, gsize i)
{
  while (i < units->n && is_separator (units->at[i].class))
    i++;
  return i;
}

static void
trim_end (CrmTextUnits *units)
{
  while (units->n > 0 && is_separator (units->at[units->n - 1].class))
    units->n--;
}

/* ── sort keys ──────────────────────────────────────────────────────────────────────────────── */

static gsize
append_han (GString *key, const CrmTextUnits *units, gsize from, CrmNameKind kind)
{
  CrmPinyin readings[MAX_RUN];
  CrmPinyinUse use = CRM_PINYIN_TEXT;
  HanRun run;

  gather_run (units, from, &run);
  if (key->len == 0 && is_person (&run, units->n, kind))
    use = CRM_PINYIN_PERSON;
  crm_pinyin_read (run.folded, run.original, run.n, use, readings);
  for (gsize i = 0; i < run.n; i++)
    g_string_append_unichar (key, RANK_BASE + readings[i].rank);
  return run.end;
}

/* A number by its count of digits, then by them, so that 9 stands before 10. */
static gsize
append_number (GString *key, const CrmTextUnits *units, gsize from)
{
  gsize end, length;

  while (from + 1 < units->n && units->at[from].c == '0' && units->at[from + 1].class == CRM_TEXT_DIGIT)
    from++;
  for (end = from; end < units->n && units->at[end].class == CRM_TEXT_DIGIT;)
    end++;
  length = end - from;
  if (length < SHORT_NUMBER)
    g_string_append_c (key, (char)('0' + length));
  else
    g_string_append_printf (key, "9%04u", (guint)MIN (length, 9999));
  for (gsize i = from; i < end; i++)
    g_string_append_c (key, (char)units->at[i].c);
  return end;
}

static gsize
append_unit (GString *key, const CrmTextUnits *units, gsize i, CrmNameKind kind)
{
  switch (units->at[i].class)
    {
    case CRM_TEXT_HAN:
      return append_han (key, units, i, kind);
    case CRM_TEXT_DIGIT:
      return append_number (key, units, i);
    case CRM_TEXT_GAP:
      g_string_append_c (key, ' ');
      return skip_gaps (units, i);
    case CRM_TEXT_LETTER:
    case CRM_TEXT_SYMBOL:
      g_string_append_unichar (key, units->at[i].c);
      return i + 1;
    case CRM_TEXT_JOINER:
    default:
      return i + 1;
    }
}

char *
crm_text_sort_key (const char *name, CrmNameKind kind, gboolean han_first)
{
  g_auto (CrmTextUnits) units;
  GString *key;
  gboolean is_han;
  gsize first;

  g_return_val_if_fail (name != NULL, NULL);

  crm_text_units_init (&units, name);
  trim_end (&units);
  first = skip_gaps (&units, 0);
  is_han = first < units.n && units.at[first].class == CRM_TEXT_HAN;
  key = g_string_sized_new (3 * (units.n - first) + 8);
  for (gsize i = first; i < units.n && i < first + MAX_UNITS;)
    i = append_unit (key, &units, i, kind);
  if (is_han && han_first)
    g_string_prepend_c (key, HAN_FIRST);
  return g_string_free_and_steal (key);
}

/* ── monograms ──────────────────────────────────────────────────────────────────────────────── */

static char *
monogram_of_han (const CrmTextUnits *units, gsize from, CrmNameKind kind)
{
  GString *monogram = g_string_new (NULL);
  HanRun run;
  gsize first;

  gather_run (units, from, &run);
  first = is_person (&run, units->n, kind) && run.n > 2 ? run.n - 2 : 0;
  for (gsize i = first; i < MIN (first + 2, run.n); i++)
    g_string_append_unichar (monogram, run.original[i]);
  return g_string_free_and_steal (monogram);
}

/* The first character of each word that begins with a letter or digit, in capitals as written. */
static gsize
first_letters (const CrmTextUnits *units, gunichar *letters, gsize most)
{
  gsize n = 0;

  for (gsize i = 0; i < units->n;)
    {
      gsize end = crm_text_units_word_end (units, i);

      if (end > i && n < most)
        letters[n++] = g_unichar_toupper (units->at[i].original);
      i = MAX (end, i + 1);
    }
  return n;
}

char *
crm_text_monogram (const char *name, CrmNameKind kind)
{
  g_auto (CrmTextUnits) units;
  gunichar letters[32];
  char monogram[13] = "";
  gsize first = 0, n, length;

  g_return_val_if_fail (name != NULL, NULL);

  crm_text_units_init (&units, name);
  trim_end (&units);
  while (first < units.n && (is_separator (units.at[first].class) || units.at[first].class == CRM_TEXT_SYMBOL))
    first++;
  if (first < units.n && units.at[first].class == CRM_TEXT_HAN)
    return monogram_of_han (&units, first, kind);
  n = first_letters (&units, letters, G_N_ELEMENTS (letters));
  if (n == 0)
    return g_strdup ("");
  length = (gsize)g_unichar_to_utf8 (letters[0], monogram);
  if (n > 1)
    length += (gsize)g_unichar_to_utf8 (letters[kind == CRM_NAME_COMPANY ? 1 : n - 1], monogram + length);
  monogram[length] = '\0';
  return g_strdup (monogram);
}
