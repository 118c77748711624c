/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How Han characters are read in Mandarin, for search and order only: never to be shown (東京 is not "dong jing"). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_PINYIN_MAX_READINGS 6

/**
 * CrmPinyinUse:
 * @CRM_PINYIN_TEXT: words and places are read as such (银行, 重庆)
 * @CRM_PINYIN_NAME: also, the first character may be a surname (单 dan or shan)
 * @CRM_PINYIN_PERSON: the first character is a surname (单 shan or dan)
 */
typedef enum
{
  CRM_PINYIN_TEXT,
  CRM_PINYIN_NAME,
  CRM_PINYIN_PERSON,
} CrmPinyinUse;

/**
 * CrmPinyin:
 * @n: how many readings, 0 for a character that Unihan does not read
 * @rank: place in dictionary order under the likeliest reading, below crm_pinyin_n_ranks()
 * @syllables: the common readings, the likeliest first, without tones, for crm_pinyin_syllable(); ü is there as v and as u
 */
typedef struct
{
  guint8 n;
  guint16 rank;
  guint16 syllables[CRM_PINYIN_MAX_READINGS];
} CrmPinyin;

/* Whether @c is a Han character; one of the compatibility area that normalises to another is not. */
gboolean crm_pinyin_is_han (gunichar c);

/**
 * crm_pinyin_fold:
 * @han: a Han character
 *
 * Returns: the one form that stands for it and its variants: the simplified one (張 and 张 give 张). From Unihan's
 *   kSimplifiedVariant, and for characters outside the standard of 2013 those kZVariant and kSemanticVariant that read the same.
 */
gunichar crm_pinyin_fold (gunichar han);

/**
 * crm_pinyin_read:
 * @folded: (array length=n): a run of Han characters after crm_pinyin_fold()
 * @original: (array length=n): the same before
 * @n: how many
 * @use: what the run is
 * @readings: (out) (array length=n): how each is read
 *
 * Reads a run: Unihan's common readings, before them those that surnames and known words demand.
 */
void crm_pinyin_read (const gunichar *folded,
                      const gunichar *original,
                      gsize n,
                      CrmPinyinUse use,
                      CrmPinyin *readings);

/* The length of the known word (重庆, 单县) that a folded run begins with, or 0. */
gsize crm_pinyin_word_length (const gunichar *folded, gsize n);

/* The length of the listed surname that a folded run begins with: 2 or more for 欧阳, 1 for one that is read otherwise (单), or 0. */
gsize crm_pinyin_surname_length (const gunichar *folded, gsize n);

/* The letters of a syllable, a to z. */
const char *crm_pinyin_syllable (guint syllable);

/* Whether @length letters, of which one is a vowel, are a whole syllable, and whether some syllable begins with them. */
gboolean crm_pinyin_is_syllable (const char *letters, gsize length);
gboolean crm_pinyin_begins_syllable (const char *letters, gsize length);

guint crm_pinyin_n_ranks (void);

/* Differs whenever the tables differ. */
guint32 crm_pinyin_version (void);

G_END_DECLS
