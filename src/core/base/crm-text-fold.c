/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text reduced to what search and order compare. */

#include "core/base/crm-text-fold.h"

#include "core/base/crm-pinyin.h"

#include <string.h>

typedef struct
{
  gunichar c;
  const char *ascii;
} Spelling;

/* Lower-case letters that have no decomposition in Unicode, by how people type them. */
static const Spelling spellings[] = {
  { 0x00df, "ss" },
  { 0x00e6, "ae" },
  { 0x00f0, "d" },
  { 0x00f8, "o" },
  { 0x00fe, "th" },
  { 0x0111, "d" },
  { 0x0127, "h" },
  { 0x0131, "i" },
  { 0x0138, "q" },
  { 0x0142, "l" },
  { 0x014b, "n" },
  { 0x0153, "oe" },
  { 0x0167, "t" },
  { 0x0180, "b" },
  { 0x0188, "c" },
  { 0x0192, "f" },
  { 0x0199, "k" },
  { 0x019a, "l" },
  { 0x01b4, "y" },
  { 0x01b6, "z" },
  { 0x01dd, "e" },
  { 0x0253, "b" },
  { 0x0254, "o" },
  { 0x0256, "d" },
  { 0x0257, "d" },
  { 0x0259, "e" },
  { 0x025b, "e" },
  { 0x0260, "g" },
  { 0x0268, "i" },
  { 0x0272, "n" },
  { 0x0289, "u" },
};

static CrmTextUnit *
append (CrmTextUnits *self)
{
  if (self->n == self->size)
    {
      self->size *= 2;
      if (self->at == self->inside)
        self->at = g_memdup2 (self->inside, sizeof self->inside);
      self->at = g_renew (CrmTextUnit, self->at, self->size);
    }
  return &self->at[self->n++];
}

static inline void
add (CrmTextUnits *self, CrmTextClass class, gunichar c, gunichar original, gsize start, gsize end)
{
  *append (self) = (CrmTextUnit){ c, original, (guint32)start, (guint32)end, class };
}

static void
add_ascii (CrmTextUnits *self, gunichar c, gunichar written, gsize start, gsize end)
{
  CrmTextClass class = CRM_TEXT_GAP;

  if (g_ascii_isalpha (c))
    class = CRM_TEXT_LETTER;
  else if (g_ascii_isdigit (c))
    class = CRM_TEXT_DIGIT;
  else if (c == '\'')
    class = CRM_TEXT_JOINER;
  add (self, class, (gunichar)g_ascii_tolower ((char)c), written, start, end);
}

/* Marks that people leave out when they type; those of other scripts are vowels. */
static gboolean
is_diacritic (gunichar c)
{
  return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0483 && c <= 0x0489) || (c >= 0x0591 && c <= 0x05c7 && c != 0x05be) || (c >= 0x0610 && c <= 0x061a) || c == 0x0640 || (c >= 0x064b && c <= 0x065f) || c == 0x0670 || (c >= 0x06d6 && c <= 0x06ed && c != 0x06dd && c != 0x06de && c != 0x06e9) || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

static gboolean
is_ignorable (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == 0x2019 || c == 0x02bc || c == 0x02b9 || c == 0x2018;
}

static CrmTextClass
classify (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_LETTER_NUMBER:
      return CRM_TEXT_LETTER;
    case G_UNICODE_DECIMAL_NUMBER:
      return CRM_TEXT_DIGIT;
    case G_UNICODE_OTHER_SYMBOL:
      return c >= 0x2300 ? CRM_TEXT_SYMBOL : CRM_TEXT_GAP;
    default:
      return CRM_TEXT_GAP;
    }
}

static const char *
find_spelling (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spellings) && spellings[i].c <= c; i++)
    if (spellings[i].c == c)
      return spellings[i].ascii;
  return NULL;
}

/* A mark that was written by itself stands in the original of its letter, as if both had been one character. */
static void
add_mark (CrmTextUnits *self, gunichar mark)
{
  CrmTextUnit *last = self->n > 0 ? &self->at[self->n - 1] : NULL;
  gunichar composed;

  if (last != NULL && last->class == CRM_TEXT_LETTER && g_unichar_compose (last->original, mark, &composed))
    last->original = composed;
}

/* A character that decomposes no further; @written is what it came from. */
static void
add_simple (CrmTextUnits *self, gunichar c, gunichar written, gsize start, gsize end)
{
  gunichar lower = g_unichar_tolower (c);
  const char *ascii;

  if (is_diacritic (c) && c == written)
    add_mark (self, c);
  if (is_diacritic (c) || is_ignorable (c))
    return;
  if (c < 0x80)
    add_ascii (self, c, written, start, end);
  else if (crm_pinyin_is_han (c))
    add (self, CRM_TEXT_HAN, crm_pinyin_fold (c), c, start, end);
  else if (is_apostrophe (c))
    add (self, CRM_TEXT_JOINER, '\'', written, start, end);
  else if ((ascii = find_spelling (lower)) != NULL)
    for (; *ascii != '\0'; ascii++)
      add (self, CRM_TEXT_LETTER, (gunichar)*ascii, written, start, end);
  else if (c == 0x03c2) /* final sigma */
    add (self, CRM_TEXT_LETTER, 0x03c3, written, start, end);
  else if (classify (c) == CRM_TEXT_DIGIT)
    add (self, CRM_TEXT_DIGIT, (gunichar)('0' + g_unichar_digit_value (c)), written, start, end);
  else
    add (self, classify (c), lower, written, start, end);
}

/* Characters that NFKC composes with the one before: sound marks of kana, vowels and finals of Hangul. */
static gboolean
is_composing (gunichar c)
{
  return c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f || (c >= 0x1160 && c <= 0x11ff) || (c >= 0xffa0 && c <= 0xffdc);
}

static gboolean
is_composed_script (gunichar c)
{
  return (c >= 0x3041 && c <= 0x30ff) || (c >= 0xac00 && c <= 0xd7a3);
}

/* Normalises @text[start, end), which is more than decomposition of one character can do. */
static void
add_composed (CrmTextUnits *self, const char *text, gsize start, gsize end)
{
  g_autofree char *composed = g_utf8_normalize (text + start, (gssize)(end - start), G_NORMALIZE_NFKC);

  for (const char *p = composed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    add_simple (self, g_utf8_get_char (p), g_utf8_get_char (p), start, end);
}

static void
add_decomposed (CrmTextUnits *self, gunichar c, gsize start, gsize end)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  /* ™ № would cling to the word beside them as letters, ´ ¨ as marks */
  if (c == 0x00b4 || c == 0x00a8 || (c >= 0x2100 && c <= 0x214f && g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL))
    {
      add (self, CRM_TEXT_GAP, c, c, start, end);
      return;
    }
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++)
    add_simple (self, parts[i], c, start, end);
}

static void
add_other (CrmTextUnits *self, const char *text, gunichar c, gsize start, gsize *end)
{
  gsize first_end = *end;
  gboolean japanese_square = c >= 0x3200 && c <= 0x33ff;

  while (text[*end] != '\0' && (guchar)text[*end] >= 0xe1 && is_composing (g_utf8_get_char (text + *end)))
    *end = (gsize)(g_utf8_next_char (text + *end) - text);
  if (*end > first_end || japanese_square)
    add_composed (self, text, start, *end);
  else if (is_composed_script (c))
    add_simple (self, c, c, start, *end);
  else
    add_decomposed (self, c, start, *end);
}

static void
add_valid (CrmTextUnits *self, const char *text)
{
  for (gsize start = 0; text[start] != '\0';)
    {
      gsize end = start + 1;
      gunichar c = (guchar)text[start];

      if (c >= 0x80)
        {
          end = start + (gsize)(g_utf8_skip[c]);
          c = g_utf8_get_char (text + start);
        }
      if (c < 0x80)
        add_ascii (self, c, c, start, end);
      else if (crm_pinyin_is_han (c))
        add (self, CRM_TEXT_HAN, crm_pinyin_fold (c), c, start, end);
      else if (c >= 0xff01 && c <= 0xff5e)
        add_ascii (self, c - 0xfee0, c - 0xfee0, start, end);
      else
        add_other (self, text, c, start, &end);
      start = end;
    }
}

void
crm_text_units_init (CrmTextUnits *self, const char *text)
{
  const char *invalid;

  g_return_if_fail (text != NULL);

  self->n = 0;
  self->size = G_N_ELEMENTS (self->inside);
  self->at = self->inside;
  if (g_utf8_validate (text, -1, &invalid))
    {
      add_valid (self, text);
    }
  else
    {
      g_autofree char *mended = g_strdup (text);

      /* byte for byte, so that offsets stay */
      for (char *p = mended; !g_utf8_validate (p, -1, &invalid); p++)
        {
          p += invalid - p;
          *p = ' ';
        }
      add_valid (self, mended);
    }
}

void
crm_text_units_clear (CrmTextUnits *self)
{
  if (self->at != self->inside)
    g_free (self->at);
  self->at = self->inside;
  self->n = 0;
}

gunichar
crm_text_unit_get_tail (const CrmTextUnit *unit)
{
  if (unit->class != CRM_TEXT_LETTER || unit->original < 0x80)
    return 0;
  switch (g_unichar_tolower (unit->original))
    {
    case 0x00e4: /* ä */
    case 0x00f6: /* ö */
    case 0x00fc: /* ü */
    case 0x00f8: /* ø */
      return 'e';
    case 0x00e5: /* å */
      return 'a';
    default:
      return 0;
    }
}

static gboolean
is_word_part (const CrmTextUnits *self, gsize i)
{
  return i < self->n && (self->at[i].class == CRM_TEXT_LETTER || self->at[i].class == CRM_TEXT_DIGIT);
}

gsize
crm_text_units_word_end (const CrmTextUnits *self, gsize from)
{
  gsize end = from;

  while (is_word_part (self, end) || (end > from && end < self->n && self->at[end].class == CRM_TEXT_JOINER && is_word_part (self, end + 1)))
    end++;
  return end;
}
