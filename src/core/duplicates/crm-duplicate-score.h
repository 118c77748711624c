/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely two customers are one, and why. */

#pragma once

#include "core/duplicates/crm-duplicate-set.h"

G_BEGIN_DECLS

/* What speaks for or against it. */
typedef enum
{
  CRM_DUPLICATE_SAME_NAME,
  CRM_DUPLICATE_SWAPPED_NAME,
  CRM_DUPLICATE_SOUNDS_SAME,
  CRM_DUPLICATE_ALIKE_NAME,
  CRM_DUPLICATE_NAME_WITHIN,
  CRM_DUPLICATE_OTHER_NAME,
  CRM_DUPLICATE_SAME_TAX_ID,
  CRM_DUPLICATE_OTHER_TAX_ID,
  CRM_DUPLICATE_SAME_EXTERNAL_ID,
  CRM_DUPLICATE_SAME_CODE,
  CRM_DUPLICATE_SAME_PHONE,
  CRM_DUPLICATE_OTHER_PHONE,
  CRM_DUPLICATE_SAME_EMAIL,
  CRM_DUPLICATE_ALIKE_EMAIL,
  CRM_DUPLICATE_SAME_ACCOUNT,
  CRM_DUPLICATE_SAME_DOMAIN,
  CRM_DUPLICATE_SAME_ADDRESS,
  CRM_DUPLICATE_SAME_CITY,
  CRM_DUPLICATE_OTHER_CITY,
  CRM_DUPLICATE_OTHER_PLACE,
  CRM_DUPLICATE_OTHER_FORM,
  CRM_DUPLICATE_OTHER_COUNTRY,
  CRM_DUPLICATE_SAME_BIRTHDAY,
  CRM_DUPLICATE_NEAR_BIRTHDAY,
  CRM_DUPLICATE_OTHER_BIRTHDAY,
  CRM_DUPLICATE_OTHER_GENDER,
  CRM_DUPLICATE_OTHER_TYPE,
  CRM_DUPLICATE_SAME_PERSON,
  CRM_DUPLICATE_N_REASONS
} CrmDuplicateReason;

/* @weight in bits, above 0 for, below against; @share how alike, of 1, where the reason says it. */
typedef struct
{
  CrmDuplicateReason reason;
  double weight;
  double share;
} CrmDuplicateEvidence;

#define CRM_DUPLICATE_EVIDENCE_MAX 16

/**
 * CrmDuplicateScore:
 * @weight: the sum of all evidence and of %CRM_DUPLICATE_PRIOR, bits
 * @score: the probability that follows, 1 ÷ (1 + 2^−weight), 0 to 1
 * @evidence: (array length=n): the weightiest first
 */
typedef struct
{
  double weight;
  double score;
  guint n;
  CrmDuplicateEvidence evidence[CRM_DUPLICATE_EVIDENCE_MAX];
} CrmDuplicateScore;

/* Of two customers taken at random, one pair in 2^18 is one customer, before anything of them is looked at. */
#define CRM_DUPLICATE_PRIOR (-18.0)

/* Pairs at or above it are shown. */
#define CRM_DUPLICATE_MIN_SCORE 0.7

/**
 * crm_duplicate_score:
 * @set: (nullable): whose counts tell how much it means to share a name or a phone; with its index made
 * @score: (out)
 *
 * Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969): each comparison adds log₂ (m ÷ u), m being how often it comes out so in
 * pairs that are one, u in pairs that are not; values that many have weigh less, as Winkler (1989) has it. The weights and what they stand
 * for are in docs/duplicates.md. Symmetric. Any thread.
 */
void crm_duplicate_score (const CrmDuplicateCard *a, const CrmDuplicateCard *b, const CrmDuplicateSet *set, CrmDuplicateScore *score);

/* (transfer full): one piece of evidence for a person: "same phone", "name 92 % alike". */
char *crm_duplicate_evidence_format (const CrmDuplicateEvidence *evidence);

/* (transfer full): what matters of it, in one line: "same phone; name 92 % alike; other city". */
char *crm_duplicate_score_format (const CrmDuplicateScore *score);

G_END_DECLS
