/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where displayed text matches what a person typed. */

#include "core/base/crm-text-pattern-private.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

#define MAX_RUN 64

/* Displayed text while it is searched. */
typedef struct
{
  CrmTextUnits units;
  GArray *ranges;
} Finder;

/* Characters that are compared in a row, and where they stand in the text: Han, or the digits of a number. */
typedef struct
{
  gsize n;
  gsize end; /* the unit after the last */
  gunichar folded[MAX_RUN];
  gunichar original[MAX_RUN];
  gsize places[MAX_RUN];
} Run;

static void
mark (Finder *self, gsize first, gsize last)
{
  CrmTextRange range = { self->units.at[first].start, self->units.at[last].end };

  g_array_append_val (self->ranges, range);
}

/* The 0 of +44 (0)20, which the index leaves out. */
static gboolean
is_trunk_zero (const CrmTextUnits *units, gsize i)
{
  return units->at[i].c == '0' && i > 0 && units->at[i - 1].c == '(' && i + 1 < units->n && units->at[i + 1].c == ')';
}

/* Gathers characters of one class from @from on, over gaps and joiners between them. */
static void
gather (const CrmTextUnits *units, gsize from, Run *run)
{
  CrmTextClass class = units->at[from].class;

  run->n = 0;
  run->end = from + 1;
  for (gsize i = from; i < units->n && run->n < MAX_RUN; i++)
    if (units->at[i].class == class && !is_trunk_zero (units, i))
      {
        run->folded[run->n] = units->at[i].c;
        run->original[run->n] = units->at[i].original;
        run->places[run->n++] = i;
        run->end = i + 1;
      }
    else if (units->at[i].class != CRM_TEXT_GAP && units->at[i].class != CRM_TEXT_JOINER && units->at[i].class != class)
      {
        break;
      }
}

/* ── words ──────────────────────────────────────────────────────────────────────────────────── */

/* Whether the next of the @n characters is the second letter of @unit spelled out, as in mueller for Müller. */
static gboolean
is_tail (const CrmTextUnits *units, gsize i, const gunichar *text, gsize matched, gsize n)
{
  gunichar tail = crm_text_unit_get_tail (&units->at[i]);

  return tail != 0 && matched < n && text[matched] == tail && (i + 1 >= units->n || units->at[i + 1].c != tail);
}

/* Marks each word, and each part after an apostrophe, that begins with the @n characters. */
static void
find_beginnings (Finder *self, const gunichar *text, gsize n)
{
  const CrmTextUnits *units = &self->units;

  for (gsize i = 0; i < units->n; i++)
    {
      gboolean starts = i == 0 || (units->at[i - 1].class != CRM_TEXT_LETTER && units->at[i - 1].class != CRM_TEXT_DIGIT);
      gsize end = starts ? crm_text_units_word_end (units, i) : i;
      gsize matched = 0, j;

      for (j = i; j < end && matched < n; j++)
        if (units->at[j].class == CRM_TEXT_JOINER)
          continue;
        else if (units->at[j].c != text[matched])
          break;
        else
          matched += is_tail (units, j, text, matched + 1, n) ? 2 : 1;
      if (n > 0 && matched == n)
        mark (self, i, j - 1);
    }
}

/* ── Han ────────────────────────────────────────────────────────────────────────────────────── */

/* Marks the first @most places where the run has the @n characters in a row. */
static guint
find_row (Finder *self, const Run *run, const gunichar *text, gsize n, guint most)
{
  guint found = 0;

  for (gsize i = 0; n > 0 && i + n <= run->n && found < most; i++)
    if (memcmp (run->folded + i, text, n * sizeof *text) == 0)
      {
        mark (self, run->places[i], run->places[i + n - 1]);
        found++;
      }
  return found;
}

/* How many characters from @i on the letters spell, whole syllables but for the last; 0 if they do not. */
static gsize
spell (const CrmPinyin *readings, gsize i, gsize n, const char *letters)
{
  gsize typed = strlen (letters);

  if (i == n)
    return 0;
  for (guint r = 0; r < readings[i].n; r++)
    {
      const char *syllable = crm_pinyin_syllable (readings[i].syllables[r]);
      gsize length = strlen (syllable), more;

      if (strncmp (syllable, letters, MIN (length, typed)) != 0)
        continue;
      if (typed <= length)
        return 1;
      more = spell (readings, i + 1, n, letters + length);
      if (more > 0)
        return more + 1;
    }
  return 0;
}

static gboolean
has_initial (const CrmPinyin *reading, char letter)
{
  for (guint r = 0; r < reading->n; r++)
    if (crm_pinyin_syllable (reading->syllables[r])[0] == letter)
      return TRUE;
  return FALSE;
}

/* The same for one letter a character. */
static gsize
spell_initials (const CrmPinyin *readings, gsize i, gsize n, const char *letters)
{
  gsize matched = 0;

  while (letters[matched] != '\0' && i + matched < n && has_initial (&readings[i + matched], letters[matched]))
    matched++;
  return letters[matched] == '\0' ? matched : 0;
}

/* The same for a surname of @n_surname characters in full and the initials of the rest. */
static gsize
spell_surname (const CrmPinyin *readings, gsize i, gsize n_surname, gsize n, const char *letters)
{
  if (i == n_surname)
    {
      gsize rest = i < n ? spell_initials (readings, i, n, letters) : 0;

      return rest > 0 ? i + rest : 0;
    }
  for (guint r = 0; i < n && r < readings[i].n; r++)
    {
      const char *syllable = crm_pinyin_syllable (readings[i].syllables[r]);
      gsize matched = g_str_has_prefix (letters, syllable) ? spell_surname (readings, i + 1, n_surname, n, letters + strlen (syllable)) : 0;

      if (matched > 0)
        return matched;
    }
  return 0;
}

static void
find_pinyin (Finder *self, const Run *run, const CrmPinyin *readings, const char *letters)
{
  gsize n_surname = MAX (crm_pinyin_surname_length (run->folded, run->n), 1);

  for (gsize i = 0; i < run->n;)
    {
      gsize matched = spell (readings, i, run->n, letters);

      if (matched == 0)
        matched = spell_initials (readings, i, run->n, letters);
      if (matched == 0 && i == 0)
        matched = spell_surname (readings, 0, n_surname, run->n, letters);
      if (matched > 0)
        mark (self, run->places[i], run->places[i + matched - 1]);
      i += MAX (matched, 1);
    }
}

static void
find_in_han (Finder *self, const CrmTextPattern *pattern, gsize from, gsize *end)
{
  CrmPinyin readings[MAX_RUN];
  Run run;

  gather (&self->units, from, &run);
  *end = run.end;
  crm_pinyin_read (run.folded, run.original, run.n, CRM_PINYIN_NAME, readings);
  for (guint i = 0; i < pattern->n_terms; i++)
    {
      const CrmTextTerm *term = &pattern->terms[i];

      if (term->kind == CRM_TEXT_TERM_HAN)
        find_row (self, &run, term->text, term->n, G_MAXUINT);
      else if (term->kind == CRM_TEXT_TERM_WORD && term->is_latin)
        find_pinyin (self, &run, readings, term->letters);
    }
}

/* ── digits ─────────────────────────────────────────────────────────────────────────────────── */

static gsize
widen (const char *digits, gunichar *text)
{
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    text[i] = (gunichar)digits[i];
  return n;
}

static void
find_in_number (Finder *self, const CrmTextPattern *pattern, gsize from, gsize *end)
{
  Run run;

  gather (&self->units, from, &run);
  *end = run.end;
  for (guint i = 0; i < pattern->n_terms; i++)
    {
      const CrmTextTerm *term = &pattern->terms[i];
      gunichar text[CRM_TEXT_TERM_MAX_DIGITS];

      if (term->kind != CRM_TEXT_TERM_DIGITS || term->n < 3)
        continue;
      if (find_row (self, &run, text, widen (term->letters, text), G_MAXUINT) == 0 && term->letters[0] == '0')
        find_row (self, &run, text, widen (term->letters + 1, text), 1); /* +86 21 found by 021 */
    }
}

static void
find_groups (Finder *self, const CrmTextTerm *term)
{
  gunichar text[CRM_TEXT_TERM_MAX_DIGITS];
  const gunichar *group = text;

  widen (term->typed, text);
  for (guint i = 0; i < CRM_TEXT_TERM_MAX_DIGITS && term->groups[i] > 0; group += term->groups[i++])
    find_beginnings (self, group, term->groups[i]);
}

/* ── ────────────────────────────────────────────────────────────────────────────────────────── */

static void
find_term (Finder *self, const CrmTextTerm *term)
{
  if (term->kind == CRM_TEXT_TERM_WORD)
    {
      find_beginnings (self, term->text, term->n);
      find_beginnings (self, term->other, term->n_other);
    }
  else if (term->kind == CRM_TEXT_TERM_DIGITS)
    find_groups (self, term);
  else if (term->kind == CRM_TEXT_TERM_SYMBOL)
    for (gsize i = 0; i < self->units.n; i++)
      if (self->units.at[i].class == CRM_TEXT_SYMBOL && self->units.at[i].c == term->text[0])
        mark (self, i, i);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const CrmTextRange *one = a, *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

/* Sorts, and joins what overlaps or touches. */
static void
join_ranges (GArray *ranges)
{
  CrmTextRange *at = (CrmTextRange *)(void *)ranges->data;
  guint kept = 0;

  g_array_sort (ranges, compare_ranges);
  for (guint i = 1; i < ranges->len; i++)
    if (at[i].start <= at[kept].end)
      at[kept].end = MAX (at[kept].end, at[i].end);
    else
      at[++kept] = at[i];
  g_array_set_size (ranges, kept + 1);
}

GArray *
crm_text_pattern_find (const CrmTextPattern *self, const char *text)
{
  Finder finder;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  crm_text_units_init (&finder.units, text);
  finder.ranges = g_array_new (FALSE, FALSE, sizeof (CrmTextRange));
  for (guint i = 0; i < self->n_terms; i++)
    find_term (&finder, &self->terms[i]);
  for (gsize i = 0; i < finder.units.n;)
    if (finder.units.at[i].class == CRM_TEXT_HAN)
      find_in_han (&finder, self, i, &i);
    else if (finder.units.at[i].class == CRM_TEXT_DIGIT)
      find_in_number (&finder, self, i, &i);
    else
      i++;
  crm_text_units_clear (&finder.units);
  if (finder.ranges->len == 0)
    g_clear_pointer (&finder.ranges, g_array_unref);
  else
    join_ranges (finder.ranges);
  return finder.ranges;
}
