/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed text, folded so that one set of rules reads English and Chinese, half and full width, simplified and traditional. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmScan:
 * @chars: the folded characters; @chars[@length] is 0
 * @offsets: for each the byte where it begins in the text; @offsets[@length] is the text's length
 * @length: number of characters
 *
 * Full-width forms become ASCII, every kind of space becomes U+0020, dashes become '-', letters lower case, and the
 * traditional characters that the readers of money, dates and kinds know become simplified. A byte that is not UTF-8 becomes
 * U+FFFD. One character of the text is one of the scan, so a range of the scan is a range of bytes.
 *
 * The readers below take a position, and move it only when they return %TRUE. Any thread.
 */
typedef struct
{
  gunichar *chars;
  gsize *offsets;
  gsize length;
} CrmScan;

/** CrmScanWord: one row of a table of words, in folded form; a table ends with a row of %NULL. */
typedef struct
{
  const char *text;
  int value;
} CrmScanWord;

/** crm_scan_init: folds @text, which may be any bytes up to a NUL. Free with crm_scan_clear (). */
void crm_scan_init (CrmScan *scan, const char *text);
void crm_scan_clear (CrmScan *scan);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmScan, crm_scan_clear)

/** crm_scan_is_han: whether @c is a Chinese character, which stands next to others without spaces. */
gboolean crm_scan_is_han (gunichar c);

/** crm_scan_is_word: whether @c is part of a word that spaces end: a letter or digit, but not Han. */
gboolean crm_scan_is_word (gunichar c);

/**
 * crm_scan_starts_word:
 * @at: a position up to the length
 *
 * Returns: whether a word may start at @at: not inside a word, a name with hyphens, an address or a number.
 */
gboolean crm_scan_starts_word (const CrmScan *scan, gsize at);

/** crm_scan_ends_word: the same for a word that ends before @at. */
gboolean crm_scan_ends_word (const CrmScan *scan, gsize at);

void crm_scan_skip_spaces (const CrmScan *scan, gsize *at);

/** crm_scan_take: reads @literal (folded UTF-8) as it stands. */
gboolean crm_scan_take (const CrmScan *scan, gsize *at, const char *literal);

/** crm_scan_take_word: reads @word if no letter or digit continues it. */
gboolean crm_scan_take_word (const CrmScan *scan, gsize *at, const char *word);

/**
 * crm_scan_take_any:
 * @table: words, ended by %NULL
 * @value: (out) (optional): the value of the word read
 *
 * Reads the longest of @table that stands at @at; one ending in a letter must not go on as a longer word.
 */
gboolean crm_scan_take_any (const CrmScan *scan, gsize *at, const CrmScanWord *table, int *value);

/**
 * crm_scan_take_digits:
 * @minimum: least number of digits
 * @maximum: most digits, up to 18
 * @value: (out): their value
 *
 * Reads all the decimal digits at @at, if there are neither fewer nor more than allowed.
 */
gboolean crm_scan_take_digits (const CrmScan *scan, gsize *at, int minimum, int maximum, gint64 *value);

/**
 * crm_scan_take_han_number:
 * @value: (out): the number, below 10^16
 *
 * Reads a whole number in Chinese characters: 三, 十二, 两百, 一百零五, 三千五 (3500), 二〇二四, 三亿. Two digits in a row with a unit
 * after them, which mean "three or four" (三四十), are no number.
 */
gboolean crm_scan_take_han_number (const CrmScan *scan, gsize *at, gint64 *value);

/** crm_scan_take_number: reads digits (up to @maximum of them) or a number in Chinese characters. */
gboolean crm_scan_take_number (const CrmScan *scan, gsize *at, int maximum, gint64 *value);

/** crm_scan_quote: (transfer full): the beginning of @text, made valid UTF-8, short enough to stand in a message. */
char *crm_scan_quote (const char *text);

G_END_DECLS
