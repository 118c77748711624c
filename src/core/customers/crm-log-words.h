/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the log bar: those that say a kind, tie people to it, and measure how long it took. */

#pragma once

#include "core/base/crm-scan.h"

G_BEGIN_DECLS

/**
 * CrmLogWord:
 * @kind: the kind, a static string
 * @is_verb: whether the word says it by itself ("called"); a noun needs an object ("call with Anna")
 */
typedef struct
{
  const char *kind;
  gboolean is_verb;
} CrmLogWord;

/** crm_log_words_take_kind: reads the word of a kind at @at. */
gboolean crm_log_words_take_kind (const CrmScan *scan, gsize *at, CrmLogWord *word);

/** crm_log_words_begins_object: whether "with", "to", "about", 给 … stands at @at, behind spaces. */
gboolean crm_log_words_begins_object (const CrmScan *scan, gsize at);

/** crm_log_words_skip_ties: skips spaces, "with", "to", "and", commas, 给, 和, 了: what stands before a person. */
void crm_log_words_skip_ties (const CrmScan *scan, gsize *at);

/** crm_log_words_skip_pronoun: skips "I", "we", 我, 我们, which begin a report of what one did. */
void crm_log_words_skip_pronoun (const CrmScan *scan, gsize *at);

/** crm_log_words_skip_about: skips "about", "re:", 关于. */
void crm_log_words_skip_about (const CrmScan *scan, gsize *at);

/**
 * crm_log_words_take_duration:
 * @minutes: (out): 1 to 1440
 *
 * Reads "12 min", "1.5 h", "1h30", "an hour and a half", 半小时, 1小时20分钟 at @at, unless a word beside it makes it a distance, a rate or a delay.
 */
gboolean crm_log_words_take_duration (const CrmScan *scan, gsize *at, int *minutes);

/** crm_log_words_take_duration_tie: moves @at back over "for" and 用时 before a duration. */
void crm_log_words_take_duration_tie (const CrmScan *scan, gsize *at);

G_END_DECLS
