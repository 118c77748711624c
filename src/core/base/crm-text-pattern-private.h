/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pattern is made of, for the files of CrmTextPattern alone. */

#pragma once

#include "core/base/crm-text-key.h"
#include "core/base/crm-text-pattern.h"

G_BEGIN_DECLS

#define CRM_TEXT_TERM_MAX_DIGITS 24

typedef enum
{
  CRM_TEXT_TERM_WORD,
  CRM_TEXT_TERM_HAN,
  CRM_TEXT_TERM_DIGITS,
  CRM_TEXT_TERM_SYMBOL,
} CrmTextTermKind;

typedef struct
{
  CrmTextTermKind kind;
  gboolean is_latin; /* a to z only: may be pinyin */
  gsize n;
  gunichar text[CRM_TEXT_WORD];
  gsize n_other;
  gunichar other[CRM_TEXT_WORD];            /* of a word: Mueller for Müller typed; and the other way round, */
  gboolean other_is_whole;                  /* which is only taken for a whole word */
  char letters[CRM_TEXT_WORD + 1];          /* the same as text, of a Latin word or digits */
  guint8 groups[CRM_TEXT_TERM_MAX_DIGITS];  /* lengths of the digit groups as typed, 0 after the last */
  char typed[CRM_TEXT_TERM_MAX_DIGITS + 1]; /* all typed digits; letters has them without country code */
} CrmTextTerm;

struct _CrmTextPattern
{
  guint n_terms;
  CrmTextTerm terms[];
};

G_END_DECLS
