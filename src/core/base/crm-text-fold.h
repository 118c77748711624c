/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text reduced to what search and order compare: one unit a folded character, each knowing the bytes it came from. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmTextClass:
 * @CRM_TEXT_GAP: space or punctuation; the unit holds the character, in its ASCII form if it has one
 * @CRM_TEXT_JOINER: an apostrophe, which does not part a word (O'Brien, xi'an)
 * @CRM_TEXT_LETTER: a letter, or a mark that belongs to one, of any script but Han
 * @CRM_TEXT_DIGIT: a decimal digit of any script, as '0' to '9'
 * @CRM_TEXT_HAN: a Han character
 * @CRM_TEXT_SYMBOL: an emoji or the like, a word by itself
 */
typedef enum
{
  CRM_TEXT_GAP,
  CRM_TEXT_JOINER,
  CRM_TEXT_LETTER,
  CRM_TEXT_DIGIT,
  CRM_TEXT_HAN,
  CRM_TEXT_SYMBOL,
} CrmTextClass;

typedef struct
{
  gunichar c;        /* folded */
  gunichar original; /* as written; differs from c for a Han variant */
  guint32 start;     /* bytes in the text */
  guint32 end;
  CrmTextClass class;
} CrmTextUnit;

/* Lives on the stack; short texts need no other memory. */
typedef struct
{
  gsize n;
  gsize size;
  CrmTextUnit *at;
  CrmTextUnit inside[128];
} CrmTextUnits;

/**
 * crm_text_units_init:
 * @self: uninitialised
 * @text: UTF-8; malformed bytes count as gaps
 *
 * Folds @text: case (ß → ss, İ and ı → i), compatibility forms (NFKC: ＡＢＣ, ㈱, ①), diacritics of Latin, Greek, Cyrillic, Hebrew and
 * Arabic, letters that Unicode does not decompose (ł, ø, đ, æ …), Han variants. Hangul and kana are composed; other
 * scripts keep their marks. Variation selectors, joiners and skin tones vanish. Offsets are into @text as it was given.
 */
void crm_text_units_init (CrmTextUnits *self, const char *text);
void crm_text_units_clear (CrmTextUnits *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmTextUnits, crm_text_units_clear)

/**
 * crm_text_unit_get_tail:
 *
 * Returns: the letter that follows the folded one where people spell the written one out: e for ä, ö, ü, ø (Müller, Mueller), a for å;
 *   0 for all others. ß and æ are folded to two letters anyway.
 */
gunichar crm_text_unit_get_tail (const CrmTextUnit *unit);

/* Where the word (letters, digits and joiners between them) that begins at @from ends. */
gsize crm_text_units_word_end (const CrmTextUnits *self, gsize from);

G_END_DECLS
