/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and texts made ready for storage. */

#include "core/base/crm-text-key.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

/* Count up when the same text gives other tokens or keys than before. */
#define ALGORITHM_VERSION 1

#define MAX_FORMS 12 /* of one window, when several characters have several readings */
#define MAX_RUN   64 /* Han characters whose pinyin is indexed; no name is longer */
#define LETTERS   36 /* a to z and 0 to 9 */

/* Which short beginnings a call has already appended. */
typedef struct
{
  guint64 one;
  guint64 two[(LETTERS * LETTERS + 63) / 64];
} Beginnings;

guint32
crm_text_key_version (void)
{
  return crm_pinyin_version () ^ (ALGORITHM_VERSION * 0x9e3779b1u);
}

/* ── tokens ─────────────────────────────────────────────────────────────────────────────────── */

static void
add_token (GString *document, const char *token, gsize length)
{
  if (document->len > 0)
    g_string_append_c (document, ' ');
  g_string_append_len (document, token, (gssize)length);
}

static int
letter_index (char c)
{
  if (c >= 'a' && c <= 'z')
    return c - 'a';
  return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
}

/* Marks the beginning of one or two letters as there, and says whether it was; other scripts are not kept account of. */
static gboolean
was_begun (Beginnings *begun, const char *token, gsize length)
{
  int first = letter_index (token[0]), second = length > 1 ? letter_index (token[1]) : 0, both;
  guint64 *word, bit;

  if (first < 0 || second < 0)
    return FALSE;
  both = first * LETTERS + second;
  word = length > 1 ? &begun->two[both / 64] : &begun->one;
  bit = G_GUINT64_CONSTANT (1) << (length > 1 ? both % 64 : first);
  if (*word & bit)
    return TRUE;
  *word |= bit;
  return FALSE;
}

static void
add_with_beginnings (GString *document, const char *token, gsize length, Beginnings *begun)
{
  gsize one, two;

  if (length == 0)
    return;
  one = MIN ((gsize)g_utf8_skip[(guchar)token[0]], length);
  two = one < length ? MIN (one + (gsize)g_utf8_skip[(guchar)token[one]], length) : one;
  if (!was_begun (begun, token, one))
    add_token (document, token, one);
  if (two > one && !was_begun (begun, token, two))
    add_token (document, token, two);
  if (length > two)
    add_token (document, token, length);
}

/* A word, and what follows an apostrophe in it: o'brien → obrien brien. */
static void
add_word (GString *document, const CrmTextUnits *units, gsize from, gsize end, Beginnings *begun)
{
  char token[CRM_TEXT_WORD * 6] = "";
  gsize length = 0, tail = 0, n = 0;

  for (gsize i = from; i < end && n < CRM_TEXT_WORD; i++)
    if (units->at[i].class != CRM_TEXT_JOINER)
      {
        length += (gsize)g_unichar_to_utf8 (units->at[i].c, token + length);
        n++;
      }
    else
      {
        tail = length;
      }
  if (begun != NULL)
    add_with_beginnings (document, token, length, begun);
  else
    add_token (document, token, length);
  if (tail > 0 && length - tail > 1)
    {
      if (begun != NULL)
        add_with_beginnings (document, token + tail, length - tail, begun);
      else
        add_token (document, token + tail, length - tail);
    }
}

/* The Han character after @i; with @across spaces and punctuation may stand between. */
static gsize
next_han (const CrmTextUnits *units, gsize i, gboolean across)
{
  for (i++; i < units->n && units->at[i].class != CRM_TEXT_HAN; i++)
    if (!across || (units->at[i].class != CRM_TEXT_GAP && units->at[i].class != CRM_TEXT_JOINER))
      return units->n;
  return i;
}

/* Each character and pair of the run that begins at @from. Returns: the unit after the run. */
static gsize
add_han (GString *document, const CrmTextUnits *units, gsize from, gboolean across)
{
  char token[12];

  for (gsize i = from, next;; i = next)
    {
      gsize length = (gsize)g_unichar_to_utf8 (units->at[i].c, token);

      add_token (document, token, length);
      next = next_han (units, i, across);
      if (next >= units->n)
        return i + 1;
      add_token (document, token, length + (gsize)g_unichar_to_utf8 (units->at[next].c, token + length));
    }
}

/* ── pinyin ─────────────────────────────────────────────────────────────────────────────────── */

/* The forms of one window, each distinct one once. */
typedef struct
{
  GString *document;
  Beginnings *begun;
  const CrmPinyin *readings;
  gsize n;
  gsize most; /* letters of a window */
  gboolean initials;
  guint n_forms;
  char forms[MAX_FORMS][CRM_TEXT_PINYIN];
  guint8 lengths[MAX_FORMS];
} Window;

static void
finish_form (Window *self, const char *letters, gsize length)
{
  for (guint i = 0; i < self->n_forms; i++)
    if (self->lengths[i] == length && memcmp (self->forms[i], letters, length) == 0)
      return;
  if (self->n_forms == MAX_FORMS)
    return;
  memcpy (self->forms[self->n_forms], letters, length);
  self->lengths[self->n_forms++] = (guint8)length;
  add_with_beginnings (self->document, letters, length, self->begun);
}

/* Tries each reading of character @i after the @length letters of those before it. */
static void
extend_form (Window *self, gsize i, char *letters, gsize length)
{
  const CrmPinyin *reading = &self->readings[i];

  if (i == self->n || reading->n == 0 || length == self->most)
    {
      if (length > 0)
        finish_form (self, letters, length);
      return;
    }
  for (guint r = 0; r < reading->n && self->n_forms < MAX_FORMS; r++)
    {
      const char *syllable = crm_pinyin_syllable (reading->syllables[r]);
      gsize more = self->initials ? 1 : strlen (syllable);

      more = MIN (more, self->most - length);
      memcpy (letters + length, syllable, more);
      extend_form (self, i + 1, letters, length + more);
    }
}

static void
add_windows (GString *document, const CrmPinyin *readings, gsize n, gboolean initials, Beginnings *begun)
{
  char letters[CRM_TEXT_PINYIN];

  for (gsize i = 0; i < n; i++)
    {
      Window window = { .document = document, .begun = begun, .readings = readings, .n = n, .initials = initials };

      window.most = initials ? CRM_TEXT_INITIALS : CRM_TEXT_PINYIN;
      extend_form (&window, i, letters, 0);
    }
}

/* The surname in full and the initials of the rest, as people shorten names of three: liwj for 李伟杰. */
static void
add_surname_and_initials (GString *document, const CrmPinyin *readings, gsize n, Beginnings *begun)
{
  char letters[CRM_TEXT_PINYIN + CRM_TEXT_INITIALS];

  for (guint r = 0; n > 2 && r < readings[0].n; r++)
    {
      const char *surname = crm_pinyin_syllable (readings[0].syllables[r]);
      gsize length = strlen (surname);

      memcpy (letters, surname, length);
      for (gsize i = 1; i < MIN (n, CRM_TEXT_INITIALS) && readings[i].n > 0; i++)
        letters[length++] = crm_pinyin_syllable (readings[i].syllables[0])[0];
      add_with_beginnings (document, letters, length, begun);
    }
}

static void
add_pinyin (GString *document, const CrmTextUnits *units, gsize from, Beginnings *begun)
{
  gunichar folded[MAX_RUN], original[MAX_RUN];
  CrmPinyin readings[MAX_RUN];
  gsize n = 0;

  for (gsize i = from; i < units->n && n < MAX_RUN; i = next_han (units, i, TRUE))
    {
      folded[n] = units->at[i].c;
      original[n++] = units->at[i].original;
    }
  crm_pinyin_read (folded, original, n, CRM_PINYIN_NAME, readings);
  add_windows (document, readings, n, FALSE, begun);
  add_windows (document, readings, n, TRUE, begun);
  add_surname_and_initials (document, readings, n, begun);
}

static void
add_text (GString *document, const char *text, Beginnings *begun, gboolean is_name)
{
  g_auto (CrmTextUnits) units;
  char symbol[6];

  crm_text_units_init (&units, text);
  for (gsize i = 0; i < units.n;)
    switch (units.at[i].class)
      {
      case CRM_TEXT_LETTER:
      case CRM_TEXT_DIGIT:
        {
          gsize end = crm_text_units_word_end (&units, i);

          add_word (document, &units, i, end, begun);
          i = end;
          break;
        }
      case CRM_TEXT_HAN:
        if (is_name)
          add_pinyin (document, &units, i, begun);
        i = add_han (document, &units, i, is_name);
        break;
      case CRM_TEXT_SYMBOL:
        add_token (document, symbol, (gsize)g_unichar_to_utf8 (units.at[i].c, symbol));
        i++;
        break;
      case CRM_TEXT_GAP:
      case CRM_TEXT_JOINER:
      default:
        i++;
      }
}

void
crm_text_key_add_name (GString *document, const char *name)
{
  Beginnings begun = { 0 };

  g_return_if_fail (document != NULL && name != NULL);

  add_text (document, name, &begun, TRUE);
}

void
crm_text_key_add_words (GString *document, const char *text)
{
  Beginnings begun = { 0 };

  g_return_if_fail (document != NULL && text != NULL);

  add_text (document, text, &begun, FALSE);
}

void
crm_text_key_add_prose (GString *document, const char *text)
{
  g_return_if_fail (document != NULL && text != NULL);

  add_text (document, text, NULL, FALSE);
}

/* ── telephone numbers ──────────────────────────────────────────────────────────────────────── */

gsize
crm_text_key_country_code_length (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
  char code[4] = { 0 };

  if (digits[0] == '1' || digits[0] == '7' || digits[0] == '\0')
    return digits[0] != '\0';
  code[0] = digits[0];
  code[1] = digits[1];
  code[2] = ' ';
  if (digits[1] != '\0' && strstr (two, code) != NULL)
    return 2;
  return MIN (strlen (digits), 3);
}

static void
add_digit_groups (GString *document, const char *digits, gsize n)
{
  char token[CRM_TEXT_DIGITS + 1] = "#";

  for (gsize i = 0; i + 3 <= n; i++)
    {
      gsize length = MIN (CRM_TEXT_DIGITS, n - i);

      memcpy (token + 1, digits + i, length);
      add_token (document, token, length + 1);
    }
}

/* The one group that a national prefix of 0 adds. */
static void
add_national (GString *document, const char *digits, gsize n)
{
  char national[CRM_TEXT_DIGITS + 1] = "0";
  gsize code = crm_text_key_country_code_length (digits);

  if (n < code + CRM_TEXT_DIGITS - 1)
    return;
  memcpy (national + 1, digits + code, CRM_TEXT_DIGITS - 1);
  add_digit_groups (document, national, CRM_TEXT_DIGITS);
}

static void
add_number (GString *document, const char *digits, gsize n, gboolean international)
{
  if (!international && n > 4 && g_str_has_prefix (digits, "00"))
    {
      digits += 2;
      n -= 2;
      international = TRUE;
    }
  add_digit_groups (document, digits, n);
  if (international)
    add_national (document, digits, n);
}

void
crm_text_key_add_phone (GString *document, const char *phone)
{
  g_auto (CrmTextUnits) units;
  char digits[33];
  gsize n = 0;
  gboolean international = FALSE;

  g_return_if_fail (document != NULL && phone != NULL);

  crm_text_units_init (&units, phone);
  for (gsize i = 0; i <= units.n; i++)
    {
      const CrmTextUnit *unit = i < units.n ? &units.at[i] : NULL;

      if (unit != NULL && unit->class == CRM_TEXT_DIGIT && n < sizeof digits - 1)
        {
          /* +44 (0)20: nobody dials both */
          if (!(international && unit->c == '0' && i > 0 && units.at[i - 1].c == '(' && i + 1 < units.n && units.at[i + 1].c == ')'))
            digits[n++] = (char)unit->c;
          continue;
        }
      if (unit != NULL && unit->class == CRM_TEXT_GAP && unit->c != '+' && unit->c != ',' && unit->c != ';')
        continue;
      digits[n] = '\0';
      add_number (document, digits, n, international);
      n = 0;
      international = unit != NULL && unit->c == '+';
    }
}
