/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person typed to search, taken apart, and the FTS5 expression for it. */

#include "core/base/crm-text-pattern-private.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

#define MAX_TERMS    16
#define MAX_SYLLABLE 6
#define WINDOW_STEP  4 /* letters from one window of long pinyin to the next */

/* ── taking apart what was typed ────────────────────────────────────────────────────────────── */

static gboolean
is_number (const CrmTextUnits *units, gsize from, gsize end)
{
  for (gsize i = from; i < end; i++)
    if (units->at[i].class != CRM_TEXT_DIGIT)
      return FALSE;
  return end > from;
}

static gboolean
parts_digits (const CrmTextUnit *unit)
{
  return unit->class == CRM_TEXT_GAP && unit->c < 0x80 && strchr (" -.()/", (int)unit->c) != NULL;
}

/* The start of the digit group that goes on the number whose last group ended at @end, or 0. */
static gsize
next_group (const CrmTextUnits *units, gsize end)
{
  gsize next = end;

  while (next < units->n && parts_digits (&units->at[next]))
    next++;
  return next > end && next < units->n && is_number (units, next, crm_text_units_word_end (units, next)) ? next : 0;
}

static gboolean
follows_plus (const CrmTextUnits *units, gsize from)
{
  while (from > 0 && parts_digits (&units->at[from - 1]))
    from--;
  return from > 0 && units->at[from - 1].class == CRM_TEXT_GAP && units->at[from - 1].c == '+';
}

/* Leaves off what may be missing in the stored number: country code, and the 0 that replaces or follows it. */
static const char *
without_country (const char *digits, gboolean international)
{
  const char *national = digits;

  if (!international && g_str_has_prefix (national, "00") && strlen (national) > 6)
    {
      national += 2;
      international = TRUE;
    }
  else if (strlen (digits) == 13 && g_str_has_prefix (digits, "861"))
    {
      international = TRUE; /* a Chinese mobile number with its code, without a plus */
    }
  if (!international)
    return digits;
  national += crm_text_key_country_code_length (national);
  if (*national == '0')
    national++;
  return strlen (national) >= 3 ? national : digits;
}

static gsize
parse_digits (const CrmTextUnits *units, gsize from, CrmTextTerm *term)
{
  gsize end = from, total = 0, n_groups = 0;

  term->kind = CRM_TEXT_TERM_DIGITS;
  for (gsize next = from;;)
    {
      gsize length;

      end = crm_text_units_word_end (units, next);
      length = MIN (end - next, CRM_TEXT_TERM_MAX_DIGITS - total);
      for (gsize i = 0; i < length; i++)
        term->typed[total++] = (char)units->at[next + i].c;
      if (length > 0)
        term->groups[n_groups++] = (guint8)length;
      next = next_group (units, end);
      if (next == 0)
        break;
    }
  g_strlcpy (term->letters, without_country (term->typed, follows_plus (units, from)), sizeof term->letters);
  term->n = strlen (term->letters);
  return end;
}

static void
add_other (CrmTextTerm *term, gunichar c)
{
  if (term->n_other < CRM_TEXT_WORD)
    term->other[term->n_other++] = c;
}

/* Spelled out what was typed with marks: müller → mueller. Left empty when there is nothing to spell out. */
static void
spell_out (const CrmTextUnits *units, gsize from, gsize end, CrmTextTerm *term)
{
  gboolean differs = FALSE;

  for (gsize i = from; i < end; i++)
    {
      gunichar tail = crm_text_unit_get_tail (&units->at[i]);

      if (units->at[i].class == CRM_TEXT_JOINER)
        continue;
      add_other (term, units->at[i].c);
      if (tail != 0)
        add_other (term, tail);
      differs = differs || tail != 0;
    }
  if (!differs)
    term->n_other = 0;
}

static gboolean
is_spelled_out (const char *letters)
{
  return g_str_has_prefix (letters, "ae") || g_str_has_prefix (letters, "oe") || g_str_has_prefix (letters, "ue") || g_str_has_prefix (letters, "aa");
}

/* The other way round: mueller → muller. Shorter than a token that is only ever a whole word, it would find the beginnings of others. */
static void
shorten (CrmTextTerm *term)
{
  for (gsize i = 0; i < term->n; i++)
    {
      add_other (term, term->text[i]);
      if (is_spelled_out (term->letters + i))
        i++;
    }
  term->other_is_whole = TRUE;
  if (term->n_other == term->n || term->n_other <= CRM_TEXT_BEGINNING)
    term->n_other = 0;
}

static gsize
parse_word (const CrmTextUnits *units, gsize from, CrmTextTerm *term)
{
  gsize end = crm_text_units_word_end (units, from);

  term->kind = CRM_TEXT_TERM_WORD;
  term->is_latin = TRUE;
  for (gsize i = from; i < end && term->n < CRM_TEXT_WORD; i++)
    {
      gunichar c = units->at[i].c;

      if (units->at[i].class == CRM_TEXT_JOINER)
        continue;
      term->is_latin = term->is_latin && c >= 'a' && c <= 'z';
      term->letters[term->n] = (char)c;
      term->text[term->n++] = c;
    }
  spell_out (units, from, end, term);
  if (term->n_other == 0 && term->is_latin)
    shorten (term);
  return end;
}

static gsize
parse_han (const CrmTextUnits *units, gsize from, CrmTextTerm *term)
{
  gsize i = from;

  term->kind = CRM_TEXT_TERM_HAN;
  for (; i < units->n && units->at[i].class == CRM_TEXT_HAN; i++)
    if (term->n < CRM_TEXT_WORD)
      term->text[term->n++] = units->at[i].c;
  return i;
}

static gsize
parse_term (const CrmTextUnits *units, gsize from, CrmTextTerm *term)
{
  switch (units->at[from].class)
    {
    case CRM_TEXT_LETTER:
    case CRM_TEXT_DIGIT:
      if (is_number (units, from, crm_text_units_word_end (units, from)))
        return parse_digits (units, from, term);
      return parse_word (units, from, term);
    case CRM_TEXT_HAN:
      return parse_han (units, from, term);
    case CRM_TEXT_SYMBOL:
      term->kind = CRM_TEXT_TERM_SYMBOL;
      term->text[term->n++] = units->at[from].c;
      return from + 1;
    case CRM_TEXT_GAP:
    case CRM_TEXT_JOINER:
    default:
      return from + 1;
    }
}

CrmTextPattern *
crm_text_pattern_new (const char *typed)
{
  g_auto (CrmTextUnits) units;
  CrmTextPattern *self;

  g_return_val_if_fail (typed != NULL, NULL);

  crm_text_units_init (&units, typed);
  self = g_malloc0 (sizeof *self + MAX_TERMS * sizeof (CrmTextTerm));
  for (gsize i = 0; i < units.n && self->n_terms < MAX_TERMS;)
    {
      CrmTextTerm *term = &self->terms[self->n_terms];

      i = parse_term (&units, i, term);
      if (term->n > 0)
        self->n_terms++;
    }
  return self;
}

void
crm_text_pattern_free (CrmTextPattern *self)
{
  g_free (self);
}

gboolean
crm_text_pattern_is_empty (const CrmTextPattern *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->n_terms == 0;
}

/* ── the FTS5 expression ────────────────────────────────────────────────────────────────────── */

/* Only folded letters, digits and # ever come here, so nothing needs escaping. */
static void
append_exact (GString *match, const char *operator, const char * token, gsize length)
{
  g_string_append_printf (match, "%s\"%.*s\"", operator, (int) length, token);
}

/* Short beginnings are tokens of the index, see crm-text-key.h. In prose one or two letters must be the word. */
static void
append_beginning (GString *match, const char *operator, const char * token, gsize length, CrmTextIndex index)
{
  append_exact (match, operator, token, length);
  if (g_utf8_strlen (token, (gssize)length) > (index == CRM_TEXT_INDEX_NAMES ? CRM_TEXT_BEGINNING : 2))
    g_string_append (match, " *");
}

/* Where syllables may begin in a word that is pinyin throughout, its last syllable perhaps not finished; none if it is not. */
static guint64
syllable_starts (const char *letters, gsize n)
{
  guint64 reached = 1, ends = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize length = 1; (reached >> i & 1) != 0 && length <= MIN (MAX_SYLLABLE, n - i); length++)
      if (crm_pinyin_is_syllable (letters + i, length))
        reached |= G_GUINT64_CONSTANT (1) << (i + length);
  for (gsize i = n + 1; i-- > 0;)
    {
      gboolean finishes = i == n || crm_pinyin_begins_syllable (letters + i, n - i);

      for (gsize length = 1; !finishes && length <= MIN (MAX_SYLLABLE, n - i); length++)
        finishes = (ends >> (i + length) & 1) != 0 && crm_pinyin_is_syllable (letters + i, length);
      if (finishes)
        ends |= G_GUINT64_CONSTANT (1) << i;
    }
  return (ends & 1) != 0 ? reached & ends : 0;
}

static void
append_window (GString *match, const char *operator, const char * letters, gsize n)
{
  if (n >= CRM_TEXT_PINYIN)
    append_exact (match, operator, letters, CRM_TEXT_PINYIN);
  else
    append_beginning (match, operator, letters, n, CRM_TEXT_INDEX_NAMES);
}

/* One window from the first place after @after where a syllable begins. Where syllables part may be open (fangan), and then each way
 * to part them is an alternative. */
static void
append_window_after (GString *match, const char *letters, gsize n, guint64 starts, gsize after)
{
  const char *operator= " AND (";

  for (gsize start = after + 1; start <= after + MAX_SYLLABLE; start++)
    {
      gboolean is_first = FALSE;

      for (gsize before = start - MIN (MAX_SYLLABLE, start); before <= after && (starts >> start & 1) != 0; before++)
        is_first = is_first || ((starts >> before & 1) != 0 && crm_pinyin_is_syllable (letters + before, start - before));
      if (!is_first)
        continue;
      append_window (match, operator, letters + start, n - start);
      operator= " OR ";
    }
  g_string_append_c (match, ')');
}

/* Pinyin longer than a window: windows that overlap, so that they are found only in a row. The last reaches the end. */
static void
append_long_pinyin (GString *match, const char *letters, gsize n)
{
  guint64 starts = syllable_starts (letters, n);
  gsize end = n - CRM_TEXT_PINYIN - 1;

  if (n <= CRM_TEXT_PINYIN || starts == 0)
    return;
  append_window (match, " OR (", letters, n);
  for (gsize after = CRM_TEXT_PINYIN - MAX_SYLLABLE; after < end; after += WINDOW_STEP)
    append_window_after (match, letters, n, starts, after);
  append_window_after (match, letters, n, starts, end);
  g_string_append_c (match, ')');
}

/* Initials longer than a window: every second window, and the last. What can be pinyin is not taken for initials. */
static void
append_long_initials (GString *match, const char *letters, gsize n)
{
  if (n <= CRM_TEXT_INITIALS || strcspn (letters, "iuv") < n || syllable_starts (letters, n) != 0)
    return;
  append_exact (match, " OR (", letters, CRM_TEXT_INITIALS);
  for (gsize i = 2; i < n - CRM_TEXT_INITIALS; i += 2)
    append_exact (match, " AND ", letters + i, CRM_TEXT_INITIALS);
  append_exact (match, " AND ", letters + n - CRM_TEXT_INITIALS, CRM_TEXT_INITIALS);
  g_string_append_c (match, ')');
}

static void
append_other (GString *match, const CrmTextTerm *term, CrmTextIndex index)
{
  g_autofree char *token = g_ucs4_to_utf8 (term->other, (glong)term->n_other, NULL, NULL, NULL);

  if (term->n_other > 0 && term->other_is_whole)
    append_exact (match, " OR ", token, strlen (token));
  else if (term->n_other > 0)
    append_beginning (match, " OR ", token, strlen (token), index);
}

static void
append_word (GString *match, const CrmTextTerm *term, CrmTextIndex index)
{
  g_autofree char *token = g_ucs4_to_utf8 (term->text, (glong)term->n, NULL, NULL, NULL);

  append_beginning (match, "(", token, strlen (token), index);
  append_other (match, term, index);
  if (term->is_latin && index == CRM_TEXT_INDEX_NAMES)
    {
      append_long_pinyin (match, term->letters, term->n);
      append_long_initials (match, term->letters, term->n);
    }
  g_string_append_c (match, ')');
}

static void
append_han (GString *match, const CrmTextTerm *term)
{
  const char *operator= "(";
  char token[12];

  for (gsize i = 0; i < MAX (term->n - 1, 1); i++)
    {
      gsize length = (gsize)g_unichar_to_utf8 (term->text[i], token);

      if (i + 1 < term->n)
        length += (gsize)g_unichar_to_utf8 (term->text[i + 1], token + length);
      append_exact (match, operator, token, length);
      operator= " AND ";
    }
  g_string_append_c (match, ')');
}

/* Digits within a telephone number. */
static void
append_phone (GString *match, const CrmTextTerm *term)
{
  const char *operator= "(";
  char token[CRM_TEXT_DIGITS + 1] = "#";

  for (gsize i = 0; i < MAX (term->n, CRM_TEXT_DIGITS) - CRM_TEXT_DIGITS + 1; i++)
    {
      gsize length = MIN (CRM_TEXT_DIGITS, term->n);

      memcpy (token + 1, term->letters + i, length);
      append_exact (match, operator, token, length + 1);
      operator= " AND ";
    }
  g_string_append_c (match, ')');
}

/* Digits as telephone number, or each group as a number in a name: 360, 2024. */
static void
append_digits (GString *match, const CrmTextTerm *term, CrmTextIndex index)
{
  const char *operator= "(";
  const char *group = term->typed;

  if (term->n >= 3 && index == CRM_TEXT_INDEX_NAMES)
    {
      g_string_append_c (match, '(');
      append_phone (match, term);
      operator= " OR (";
    }
  for (gsize i = 0; i < CRM_TEXT_TERM_MAX_DIGITS && term->groups[i] > 0; group += term->groups[i++])
    {
      append_beginning (match, operator, group, term->groups[i], index);
      operator= " AND ";
    }
  g_string_append (match, term->n >= 3 && index == CRM_TEXT_INDEX_NAMES ? "))" : ")");
}

static void
append_term (GString *match, const CrmTextTerm *term, CrmTextIndex index)
{
  char symbol[6];

  switch (term->kind)
    {
    case CRM_TEXT_TERM_WORD:
      append_word (match, term, index);
      break;
    case CRM_TEXT_TERM_HAN:
      append_han (match, term);
      break;
    case CRM_TEXT_TERM_DIGITS:
      append_digits (match, term, index);
      break;
    case CRM_TEXT_TERM_SYMBOL:
      append_exact (match, "", symbol, (gsize)g_unichar_to_utf8 (term->text[0], symbol));
      break;
    default:
      g_assert_not_reached ();
    }
}

char *
crm_text_pattern_to_match (const CrmTextPattern *self, CrmTextIndex index)
{
  GString *match;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_terms == 0)
    return NULL;
  match = g_string_new (NULL);
  for (guint i = 0; i < self->n_terms; i++)
    {
      if (i > 0)
        g_string_append (match, " AND ");
      append_term (match, &self->terms[i], index);
    }
  return g_string_free_and_steal (match);
}
