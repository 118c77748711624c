/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and texts made ready for storage. */

#include "core/base/crm-text-key.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

/* Count up when the same text gives other tokens or keys than before: in this file, crm-text-fold.c, crm-text-sort.c, or the
 * compiling half of crm-pinyin-table.py. The tables themselves are counted by their content. */
#define ALGORITHM_VERSION 2

#define MAX_FORMS 12 /* of one window, when several characters have several readings */
#define MAX_RUN   64 /* Han characters whose pinyin is indexed; no name is longer */

/* Which tokens a call has already appended, so that none is there twice: short ones of one-byte characters, packed. */
typedef struct
{
  guint n;
  guint64 at[256];
} Seen;

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

static gboolean
was_seen (Seen *seen, const char *token, gsize length)
{
  guint64 packed = 0;
  gsize slot;

  if (seen->n > G_N_ELEMENTS (seen->at) / 2)
    return FALSE;
  memcpy (&packed, token, length);
  for (slot = packed * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 56; seen->at[slot] != 0; slot = (slot + 1) % G_N_ELEMENTS (seen->at))
    if (seen->at[slot] == packed)
      return TRUE;
  seen->at[slot] = packed;
  seen->n++;
  return FALSE;
}

/* Appends a token and its beginnings of one to CRM_TEXT_BEGINNING characters. */
static void
add_with_beginnings (GString *document, const char *token, gsize length, Seen *seen)
{
  gsize end = 0;

  for (guint n = 0; n < CRM_TEXT_BEGINNING && end < length; n++)
    {
      end = MIN (end + (gsize)g_utf8_skip[(guchar)token[end]], length);
      if (end > sizeof (guint64) || !was_seen (seen, token, end))
        add_token (document, token, end);
    }
  if (end < length && (length > sizeof (guint64) || !was_seen (seen, token, length)))
    add_token (document, token, length);
}

static void
add_spelling (GString *document, const char *token, gsize length, Seen *seen)
{
  if (seen != NULL)
    add_with_beginnings (document, token, length, seen);
  else
    add_token (document, token, length);
}

/* A word, and what follows an apostrophe in it: o'brien → obrien brien. Spelled out, Müller is mueller. */
static void
add_spelled_word (GString *document, const CrmTextUnits *units, gsize from, gsize end, gboolean out, Seen *seen)
{
  char token[(CRM_TEXT_WORD + 1) * 6] = "";
  gsize length = 0, tail = 0, n = 0;

  for (gsize i = from; i < end && n < CRM_TEXT_WORD; i++)
    if (units->at[i].class != CRM_TEXT_JOINER)
      {
        gunichar more = out ? crm_text_unit_get_tail (&units->at[i]) : 0;

        length += (gsize)g_unichar_to_utf8 (units->at[i].c, token + length);
        n++;
        if (more != 0 && n < CRM_TEXT_WORD)
          {
            token[length++] = (char)more;
            n++;
          }
      }
    else
      {
        tail = length;
      }
  add_spelling (document, token, length, seen);
  if (tail > 0 && length - tail > 1)
    add_spelling (document, token + tail, length - tail, seen);
}

static void
add_word (GString *document, const CrmTextUnits *units, gsize from, gsize end, Seen *seen)
{
  add_spelled_word (document, units, from, end, FALSE, seen);
  for (gsize i = from; i < end; i++)
    if (crm_text_unit_get_tail (&units->at[i]) != 0)
      {
        add_spelled_word (document, units, from, end, TRUE, seen);
        return;
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
  Seen *seen;
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
  add_with_beginnings (self->document, letters, length, self->seen);
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
add_windows (GString *document, const CrmPinyin *readings, gsize n, gboolean initials, Seen *seen)
{
  char letters[CRM_TEXT_PINYIN];

  for (gsize i = 0; i < n; i++)
    {
      Window window = { .document = document, .seen = seen, .readings = readings, .n = n, .initials = initials };

      window.most = initials ? CRM_TEXT_INITIALS : CRM_TEXT_PINYIN;
      extend_form (&window, i, letters, 0);
    }
}

/* The surname in full and the initials of the rest, as people shorten names: liwj for 李伟杰. */
static void
add_surname_and_initials (GString *document, const CrmPinyin *readings, gsize n, gsize n_surname, Seen *seen)
{
  for (guint r = 0; r < readings[0].n; r++)
    {
      char letters[64];
      gsize length = (gsize)g_strlcpy (letters, crm_pinyin_syllable (readings[0].syllables[r]), sizeof letters);

      for (gsize i = 1; i < MIN (n, n_surname + CRM_TEXT_INITIALS) && readings[i].n > 0; i++)
        {
          const char *syllable = crm_pinyin_syllable (readings[i].syllables[0]);
          gsize more = i < n_surname ? strlen (syllable) : 1;

          memcpy (letters + length, syllable, more);
          length += more;
        }
      add_with_beginnings (document, letters, length, seen);
    }
}

static void
add_pinyin (GString *document, const CrmTextUnits *units, gsize from, Seen *seen)
{
  gunichar folded[MAX_RUN], original[MAX_RUN];
  CrmPinyin readings[MAX_RUN];
  gsize n = 0, n_surname;

  for (gsize i = from; i < units->n && n < MAX_RUN; i = next_han (units, i, TRUE))
    {
      folded[n] = units->at[i].c;
      original[n++] = units->at[i].original;
    }
  crm_pinyin_read (folded, original, n, CRM_PINYIN_NAME, readings);
  add_windows (document, readings, n, FALSE, seen);
  add_windows (document, readings, n, TRUE, seen);
  n_surname = MAX (crm_pinyin_surname_length (folded, n), 1);
  if (n > n_surname + 1)
    add_surname_and_initials (document, readings, n, n_surname, seen);
}

static void
add_text (GString *document, const char *text, Seen *seen, gboolean is_name)
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

          add_word (document, &units, i, end, seen);
          i = end;
          break;
        }
      case CRM_TEXT_HAN:
        if (is_name)
          add_pinyin (document, &units, i, seen);
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
  Seen seen = { 0 };

  g_return_if_fail (document != NULL && name != NULL);

  add_text (document, name, &seen, TRUE);
}

void
crm_text_key_add_words (GString *document, const char *text)
{
  Seen seen = { 0 };

  g_return_if_fail (document != NULL && text != NULL);

  add_text (document, text, &seen, FALSE);
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
add_digit_group (GString *document, const char *digits, gsize n)
{
  char token[CRM_TEXT_DIGITS + 2] = "#";

  memcpy (token + 1, digits, n);
  add_token (document, token, n + 1);
}

static void
add_digit_groups (GString *document, const char *digits, gsize n)
{
  for (gsize i = 0; i + CRM_TEXT_DIGITS - 1 <= n; i++)
    {
      add_digit_group (document, digits + i, CRM_TEXT_DIGITS - 1);
      if (i + CRM_TEXT_DIGITS <= n)
        add_digit_group (document, digits + i, CRM_TEXT_DIGITS);
    }
}

/* The groups that a national prefix of 0 adds. */
static void
add_national (GString *document, const char *digits, gsize n)
{
  char national[CRM_TEXT_DIGITS + 1] = "0";
  gsize code = crm_text_key_country_code_length (digits);

  if (n < code + CRM_TEXT_DIGITS)
    return;
  memcpy (national + 1, digits + code, CRM_TEXT_DIGITS - 1);
  add_digit_group (document, national, CRM_TEXT_DIGITS - 1);
  add_digit_group (document, national, CRM_TEXT_DIGITS);
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
