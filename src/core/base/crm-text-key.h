/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and texts made ready for storage: the tokens of the search index. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * All functions here are pure and may be called on any thread. Any text is taken, malformed UTF-8 too.
 *
 * What the index of customers holds, all in one namespace, told apart by shape alone:
 *
 * | what       | tokens                                               | 张三 / Łódź / +86 138 0013 8000   |
 * |------------|------------------------------------------------------|-----------------------------------|
 * | Han        | each character and each pair, simplified             | 张 张三 三                        |
 * | pinyin     | %CRM_TEXT_PINYIN letters from each character on      | zhangsan san                      |
 * | initials   | %CRM_TEXT_INITIALS letters from each character on    | zs s                              |
 * | words      | whole, folded; with ä ö ü ø å also spelled out       | lodz; muller mueller              |
 * | beginnings | 1 to %CRM_TEXT_BEGINNING letters of the three above  | z zh zha zhan zhang l lo lod      |
 * | digits     | #, three and %CRM_TEXT_DIGITS digits from each on    | #861 #8613 #613 #6138 … #000 #0138 |
 *
 * So whatever a person types is a few exact terms, or `term*` when it is long, and no positions are needed: the tables are
 * declared `detail=none` and have no prefix index. A run of Han characters or digits is the AND of its pairs or groups. That is as
 * good as exact: of a million random numbers of eleven digits, five digits typed find about one too many beside 70, six none.
 */
#define CRM_TEXT_BEGINNING 5
#define CRM_TEXT_PINYIN    8
#define CRM_TEXT_INITIALS  4
#define CRM_TEXT_DIGITS    4
#define CRM_TEXT_WORD      32 /* characters kept of a longer word */

/**
 * CRM_TEXT_KEY_FTS5_OPTIONS:
 *
 * What stands after the column in the declaration of both search tables:
 * `CREATE VIRTUAL TABLE search_customer USING fts5 (text, ` %CRM_TEXT_KEY_FTS5_OPTIONS `)`.
 * The tokenizer only splits at spaces; prefix indexes are not needed, see above.
 */
#define CRM_TEXT_KEY_FTS5_OPTIONS "content='', contentless_delete=1, detail=none, tokenize=\"ascii tokenchars '#'\""

/* Differs whenever this program would make other tokens, or other keys in crm-text-sort.h: the store then makes them anew. */
guint32 crm_text_key_version (void);

/**
 * crm_text_key_add_name:
 * @document: tokens so far
 * @name: the name of a person, company, place or product
 *
 * Appends all tokens of the table above but digits. Han characters parted only by spaces or punctuation are one run.
 */
void crm_text_key_add_name (GString *document, const char *name);

/* Appends words with their short beginnings, and Han without pinyin: an e-mail address, a tag, a street. */
void crm_text_key_add_words (GString *document, const char *text);

/* Appends words and Han only: the long texts of search_text. */
void crm_text_key_add_prose (GString *document, const char *text);

/**
 * crm_text_key_add_phone:
 * @document: tokens so far
 * @phone: a telephone number, as written
 *
 * Appends the groups of each run of three or more digits, whatever stands between: spaces, dashes, dots, slashes, brackets.
 * A number with + or 00 is also found by its national form with a leading 0 (+86 21 … by 021 …).
 */
void crm_text_key_add_phone (GString *document, const char *phone);

/**
 * crm_text_key_country_code_length:
 * @digits: international number, after the + or 00
 *
 * Returns: the length of the country code, 1 to 3. From ITU-T E.164, annex: zones 1 and 7 have one digit, the listed codes two.
 */
gsize crm_text_key_country_code_length (const char *digits);

G_END_DECLS
