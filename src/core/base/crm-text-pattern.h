/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person typed to search: the FTS5 expression for it, and where displayed text matches. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmTextPattern:
 *
 * Typed text, taken apart once. Immutable; any thread. All its words must match, in any order; each by the beginning of a word,
 * of pinyin or of initials, by Han characters in a row, or by digits within a telephone number. No typed character is FTS5 syntax.
 */
typedef struct _CrmTextPattern CrmTextPattern;

/**
 * CrmTextIndex:
 * @CRM_TEXT_INDEX_NAMES: search_customer: crm_text_key_add_name(), _words() and _phone()
 * @CRM_TEXT_INDEX_PROSE: search_text: crm_text_key_add_prose(); one or two letters match whole words only, digits words only
 */
typedef enum
{
  CRM_TEXT_INDEX_NAMES,
  CRM_TEXT_INDEX_PROSE,
} CrmTextIndex;

/* Bytes of a text, end exclusive, on character boundaries. */
typedef struct
{
  guint start;
  guint end;
} CrmTextRange;

/* @typed may be anything; of very long input the first words count. */
CrmTextPattern *crm_text_pattern_new (const char *typed);
void crm_text_pattern_free (CrmTextPattern *self);

/* Whether there is nothing to search for: only spaces, punctuation. */
gboolean crm_text_pattern_is_empty (const CrmTextPattern *self);

/**
 * crm_text_pattern_to_match:
 * @self: a pattern
 * @index: where to search
 *
 * Returns: (transfer full) (nullable): the right side of MATCH, to be bound as a parameter, or %NULL when nothing is searchable.
 */
char *crm_text_pattern_to_match (const CrmTextPattern *self, CrmTextIndex index);

/**
 * crm_text_pattern_find:
 * @self: a pattern
 * @text: displayed text
 *
 * Finds what to highlight: the same matches as in the index, each word of the pattern by itself.
 *
 * Returns: (transfer full) (element-type CrmTextRange) (nullable): ascending ranges that do not touch, or %NULL if nothing matches.
 */
GArray *crm_text_pattern_find (const CrmTextPattern *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTextPattern, crm_text_pattern_free)

G_END_DECLS
