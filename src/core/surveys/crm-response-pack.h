/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of a response packed in a few bytes each, as response_path keeps them. Pure; any thread. */

#pragma once

#include "core/surveys/crm-question-type.h"

G_BEGIN_DECLS

/**
 * CrmPackedAnswer:
 * @question: rowid of the question
 * @option: rowid of the option chosen, 0 for none
 * @row: rowid of the row it is chosen for, 0 for none
 * @part: which half of a pair
 * @has_value: whether @value is one
 * @value: millionths
 * @is_whole: of an unpacked answer: whether @value is a whole number, and @whole is it: figures read millions of them, and dividing takes time
 * @has_text: whether something is written, which is not in the pack
 * @date: packed as crm-date.h says, 0 for none
 *
 * An answer without its text.
 */
typedef struct
{
  gint64 question;
  gint64 option;
  gint64 row;
  gint64 value;
  gint64 whole;
  gint32 date;
  guint8 part; /* CrmAnswerPart */
  gboolean has_value;
  gboolean is_whole;
  gboolean has_text;
} CrmPackedAnswer;

/**
 * crm_response_pack_add:
 * @pack: (element-type guint8): so far
 * @last: (inout): the question added before, 0 at the beginning
 *
 * Numbers take one byte for each seven bits, and a question as far as it is from the one before: some four bytes an answer.
 */
void crm_response_pack_add (GByteArray *pack, gint64 *last, const CrmPackedAnswer *answer);

/** CrmResponseUnpack: a place in a pack, begun with all zero but the first two. */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gint64 last;
} CrmResponseUnpack;

/* Whether there was another answer. What is cut short ends the pack. */
gboolean crm_response_unpack_next (CrmResponseUnpack *self, CrmPackedAnswer *answer);

G_END_DECLS
