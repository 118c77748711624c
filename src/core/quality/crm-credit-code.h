/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unified social credit code of companies in China, which is their tax number as well. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CRM_CREDIT_CODE_OK,
  CRM_CREDIT_CODE_LENGTH,    /* not of 18 characters */
  CRM_CREDIT_CODE_CHARACTER, /* one that is in no code: I, O, S, V, Z among them */
  CRM_CREDIT_CODE_CHECK,     /* the last character does not follow from the others: one was mistyped, or two were swapped */
} CrmCreditCodeProblem;

/**
 * crm_credit_code_check:
 * @text: what was typed; spaces and dashes do not count, nor does case
 *
 * Source: GB 32100-2015, “Coding rule of the unified social credit identifier for legal entities and other organizations”. The characters are
 * 0–9 and the capital letters without I, O, S, V and Z, with the values 0 to 30; the last is (31 − Σ Cᵢ · Wᵢ mod 31) mod 31, where the weight of the
 * i-th of the first 17 is Wᵢ = 3^(i−1) mod 31.
 *
 * Returns: what is wrong with it. Any thread.
 */
CrmCreditCodeProblem crm_credit_code_check (const char *text);

G_END_DECLS
