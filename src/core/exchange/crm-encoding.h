/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells which character encoding a text file is written in. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmEncodingGuess:
 * @name: (nullable): the name, known to ICU and fit for a person, such as "UTF-8", "GB18030" or "windows-1252"
 * @mark: bytes of the byte order mark the text begins with, or 0
 * @confidence: 0 (a guess) to 100 (certain)
 */
typedef struct
{
  const char *name;
  gsize mark;
  guint confidence;
} CrmEncodingGuess;

/**
 * crm_encoding_detect:
 * @bytes: the beginning of a file, or as much of it as is at hand
 * @length: how many
 *
 * A byte order mark decides, then valid UTF-8, then the zero bytes of UTF-16. What is left is read in each encoding
 * that offices use and judged by how much of it makes sense there: common Chinese characters in the common rows of
 * GB 2312 and Big5, kana for Shift_JIS, and for the Windows pages the letters of their languages in the places
 * where such letters stand in words. ICU's detector gives a small bonus, since it knows letter sequences of languages.
 *
 * Returns: the guess; its name is never %NULL. Thread-safe.
 */
CrmEncodingGuess crm_encoding_detect (const guint8 *bytes, gsize length);

/**
 * crm_encoding_get_names:
 *
 * Returns: (transfer none): %NULL-terminated names to offer when the guess is wrong, most usual first.
 */
const char *const *crm_encoding_get_names (void);

/**
 * crm_encoding_to_utf8:
 * @name: a name known to ICU
 * @bytes: text in that encoding
 * @length: bytes of it
 * @damaged: (out) (optional): whether some bytes had no meaning and became U+FFFD
 *
 * Returns: (transfer full) (nullable): UTF-8 without NUL, or %NULL if there is no such encoding. Thread-safe.
 */
char *crm_encoding_to_utf8 (const char *name, const char *bytes, gsize length, gboolean *damaged);

G_END_DECLS
