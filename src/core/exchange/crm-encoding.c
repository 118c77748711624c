/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells which character encoding a text file is written in. */

#include "core/exchange/crm-encoding.h"

#include "core/exchange/crm-encoding-score.h"

#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

/* Lines with something to tell; ICU's detector looks at no more than 8 kB. */
#define EVIDENCE 32768

static const struct
{
  const char *name;
  guint8 bytes[4];
  gsize length;
} marks[] = {
  { "UTF-8", { 0xef, 0xbb, 0xbf }, 3 },
  { "UTF-32LE", { 0xff, 0xfe, 0x00, 0x00 }, 4 },
  { "UTF-32BE", { 0x00, 0x00, 0xfe, 0xff }, 4 },
  { "UTF-16LE", { 0xff, 0xfe }, 2 },
  { "UTF-16BE", { 0xfe, 0xff }, 2 },
  { "GB18030", { 0x84, 0x31, 0x95, 0x33 }, 4 },
};

/* Text of any language has separators and digits, whose high byte is zero. */
static const char *
detect_utf16 (const guint8 *bytes, gsize length)
{
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < length; i++)
    zeros[i % 2] += bytes[i] == 0;
  /* In a short text one or two zero bytes are more likely a fault. */
  if (zeros[1] > MAX (zeros[0] * 20, 2) && zeros[1] * 40 > length)
    return "UTF-16LE";
  if (zeros[0] > MAX (zeros[1] * 20, 2) && zeros[0] * 40 > length)
    return "UTF-16BE";
  return NULL;
}

/* Counts the characters beyond ASCII that are valid UTF-8 and the places that are not. */
static void
count_utf8 (const guint8 *bytes, gsize length, gsize *valid, gsize *invalid)
{
  const char *p = (const char *)bytes, *end = p + length;

  *valid = *invalid = 0;
  while (p < end)
    {
      gunichar c;

      if ((guint8)*p < 0x80)
        {
          p++;
          continue;
        }
      c = g_utf8_get_char_validated (p, end - p);
      if (c == (gunichar)-2)
        return; /* the sample ends within a character */
      if (c == (gunichar)-1)
        {
          (*invalid)++;
          p++;
          continue;
        }
      (*valid)++;
      p = g_utf8_next_char (p);
    }
}

/* Keeps only lines that hold a byte beyond ASCII: a long list of English rows must not hide one name. */
static GByteArray *
collect_evidence (const guint8 *bytes, gsize length)
{
  GByteArray *evidence = g_byte_array_new ();
  const guint8 *p = bytes, *end = bytes + length;

  while (p < end && evidence->len < EVIDENCE)
    {
      const guint8 *next = memchr (p, '\n', (gsize)(end - p));
      gsize line = next != NULL ? (gsize)(next + 1 - p) : (gsize)(end - p);

      for (gsize i = 0; i < line; i++)
        if (p[i] >= 0x80)
          {
            g_byte_array_append (evidence, p, (guint)MIN (line, EVIDENCE));
            break;
          }
      p += line;
    }
  return evidence;
}

static double
bonus_of_icu (UCharsetDetector *detector, const char *name)
{
  static const char *const same[][2] = { { "ISO-8859-1", "windows-1252" }, { "ISO-8859-2", "windows-1250" }, { "ISO-8859-9", "windows-1254" }, { "ISO-8859-7", "windows-1253" } };
  UErrorCode status = U_ZERO_ERROR;
  int32_t n = 0;
  const UCharsetMatch **matches = detector != NULL ? ucsdet_detectAll (detector, &n, &status) : NULL;

  for (int32_t i = 0; U_SUCCESS (status) && i < n; i++)
    {
      const char *found = ucsdet_getName (matches[i], &status);

      for (gsize j = 0; j < G_N_ELEMENTS (same); j++)
        if (g_strcmp0 (found, same[j][0]) == 0)
          found = same[j][1];
      if (g_strcmp0 (found, name) == 0)
        return 0.15 * ucsdet_getConfidence (matches[i], &status) / 100;
    }
  return 0;
}

static CrmEncodingGuess
detect_legacy (const guint8 *bytes, gsize length)
{
  g_autoptr (GByteArray) evidence = collect_evidence (bytes, length);
  CrmEncodingGuess guess = { "windows-1252", 0, 0 };
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  double best = 0, second = 0;

  ucsdet_setText (detector, (const char *)evidence->data, (int32_t)evidence->len, &status);
  for (const CrmEncodingCandidate *candidate = crm_encoding_candidates (); candidate->name != NULL; candidate++)
    {
      double score = crm_encoding_score (candidate, evidence->data, evidence->len);

      if (score > 0)
        score += bonus_of_icu (detector, candidate->name);
      if (score > best)
        {
          second = best;
          best = score;
          guess.name = candidate->name;
        }
      else
        second = MAX (second, score);
    }
  ucsdet_close (detector);
  guess.confidence = (guint)(CLAMP (best, 0, 1) * 60 + MIN (best - second, 0.3) * 130);
  return guess;
}

CrmEncodingGuess
crm_encoding_detect (const guint8 *bytes, gsize length)
{
  gsize valid, invalid;
  const char *utf16;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (bytes, marks[i].bytes, marks[i].length) == 0)
      return (CrmEncodingGuess){ marks[i].name, marks[i].length, 100 };
  utf16 = detect_utf16 (bytes, length);
  if (utf16 != NULL)
    return (CrmEncodingGuess){ utf16, 0, 95 };
  count_utf8 (bytes, length, &valid, &invalid);
  /* Text of another encoding hardly ever is UTF-8 by chance; a single cut character in a big file is a fault of one row. */
  if (invalid == 0 || valid >= 20 * invalid)
    return (CrmEncodingGuess){ "UTF-8", 0, (guint)(100 * (valid + 1) / (valid + invalid + 1)) };
  return detect_legacy (bytes, length);
}

const char *const *
crm_encoding_get_names (void)
{
  static const char *const names[] = {
    "UTF-8", "GB18030", "Big5", "windows-1252", "UTF-16LE", "UTF-16BE", "windows-1250", "windows-1251", "windows-1253",
    "windows-1254", "windows-1257", "Shift_JIS", "EUC-KR", NULL
  };

  return names;
}

char *
crm_encoding_to_utf8 (const char *name, const char *bytes, gsize length, gboolean *damaged)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter;
  g_autofree UChar *text = NULL;
  g_autoptr (GString) result = NULL;
  int32_t n;

  g_return_val_if_fail (length < G_MAXINT32 / 4, NULL);

  converter = ucnv_open (name, &status);
  if (U_FAILURE (status))
    return NULL;
  text = g_new (UChar, 2 * length + 2);
  n = ucnv_toUChars (converter, text, (int32_t)(2 * length + 2), bytes, (int32_t)length, &status);
  ucnv_close (converter);
  if (U_FAILURE (status))
    return NULL;
  result = g_string_sized_new (length + length / 2 + 1);
  if (damaged != NULL)
    *damaged = FALSE;
  for (int32_t i = 0; i < n; i++)
    {
      gunichar c = text[i];

      if (c >= 0xd800 && c < 0xdc00 && i + 1 < n && text[i + 1] >= 0xdc00 && text[i + 1] < 0xe000)
        c = 0x10000 + ((c - 0xd800) << 10) + (gunichar)(text[++i] - 0xdc00);
      else if (c == 0 || (c >= 0xd800 && c < 0xe000))
        c = 0xfffd;
      if (c == 0xfffd && damaged != NULL)
        *damaged = TRUE;
      g_string_append_unichar (result, c);
    }
  return g_string_free (g_steal_pointer (&result), FALSE);
}
