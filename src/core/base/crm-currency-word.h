/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signs, words and codes that name a currency beside an amount. */

#pragma once

#include "core/base/crm-scan.h"

G_BEGIN_DECLS

/**
 * CrmCurrencyResult:
 * @CRM_CURRENCY_READ: a currency was read
 * @CRM_CURRENCY_NOT_THERE: none stands there
 * @CRM_CURRENCY_AMBIGUOUS: a sign of several currencies stands there, and the office's own is none of them
 */
typedef enum
{
  CRM_CURRENCY_READ,
  CRM_CURRENCY_NOT_THERE,
  CRM_CURRENCY_AMBIGUOUS,
} CrmCurrencyResult;

/**
 * crm_currency_word_take:
 * @home: (nullable): the currency that decides what "$", "¥", "元" and "kr" mean where it is one of theirs
 * @code: (out): the ISO 4217 code
 *
 * Reads a currency at @at: "€", "RMB", "人民币", "NT$", "usd".
 */
CrmCurrencyResult crm_currency_word_take (const CrmScan *scan, gsize *at, const char *home, char code[4]);

/** crm_currency_word_take_code: reads three letters that are an ISO 4217 code and no part of a longer word. */
gboolean crm_currency_word_take_code (const CrmScan *scan, gsize *at, char code[4]);

G_END_DECLS
