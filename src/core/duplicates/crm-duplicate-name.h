/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names brought to what tells customers apart, and how alike two of them are. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmDuplicateName:
 * @core: (array length=n): folded words parted by single spaces, Han simplified and without gaps; legal forms, salutations and a place at
 *   either end of a Chinese name taken off
 * @n: characters in @core
 * @sound: (nullable): the pinyin of a core in Han, syllables parted by spaces
 * @letters: (nullable): of a person, the letters of the core without gaps, surname first where it is in Han
 * @rotated: (nullable): the same with the last word first, for names in Latin letters
 * @place: hash of the place that a company's name names, 0 for none
 * @form: hash of the legal forms, 0 for none
 * @digits: hash of the digits in @core, 0 for none
 * @bits: how much it says when two have this name: −log₂ of how likely that is of two who are not the same
 * @is_han: whether the core is in Han characters
 * @is_person: whether it is a person's
 *
 * Immutable, any thread.
 */
typedef struct
{
  gunichar *core;
  guint n;
  char *sound;
  char *letters;
  char *rotated;
  guint64 place;
  guint64 form;
  guint64 digits;
  double bits;
  gboolean is_han;
  gboolean is_person;
} CrmDuplicateName;

/**
 * CrmDuplicateLikeness:
 * @CRM_LIKENESS_NONE: they differ
 * @CRM_LIKENESS_SOME: they may be of one, as Harbour and Harbour Shipping may
 * @CRM_LIKENESS_CLOSE: a letter or two apart
 * @CRM_LIKENESS_SOUND: written differently, read the same: 华兴 and 华星, 王伟 and Wang Wei
 * @CRM_LIKENESS_SWAPPED: the same words in another order
 * @CRM_LIKENESS_SAME: the same core
 */
typedef enum
{
  CRM_LIKENESS_NONE,
  CRM_LIKENESS_SOME,
  CRM_LIKENESS_CLOSE,
  CRM_LIKENESS_SOUND,
  CRM_LIKENESS_SWAPPED,
  CRM_LIKENESS_SAME,
} CrmDuplicateLikeness;

/**
 * crm_duplicate_name_init:
 * @name: (out): to be cleared
 * @text: as written, UTF-8 of any validity
 * @is_person: whether it names a person
 */
void crm_duplicate_name_init (CrmDuplicateName *name, const char *text, gboolean is_person);
void crm_duplicate_name_clear (CrmDuplicateName *name);

/**
 * crm_duplicate_name_compare:
 * @share: (out): how alike they are written, 0 to 1
 *
 * Compares whole names, and word by word in any order. Edits are counted as Damerau (1964) has them, in the restricted form ("optimal string
 * alignment"): a letter left out, added, mistaken, or changed for its neighbour is one. Of words as long as l, 1 − edits ÷ l is their share. Not
 * Jaro and Winkler's, which names of one group of companies have in common: they begin alike.
 */
CrmDuplicateLikeness crm_duplicate_name_compare (const CrmDuplicateName *a, const CrmDuplicateName *b, double *share);

/* 1 − edits ÷ the longer length; 1 of two empty ones. */
double crm_duplicate_text_share (const gunichar *a, guint n_a, const gunichar *b, guint n_b);

/* FNV-1a of 64 bits; never 0. @hash is what to go on from, or 0. */
guint64 crm_duplicate_hash (guint64 hash, const void *bytes, gsize length);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmDuplicateName, crm_duplicate_name_clear)

G_END_DECLS
