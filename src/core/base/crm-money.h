/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An amount of money: a whole number of minor units and an ISO 4217 code. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmMoney:
 * @minor: the amount in the currency's smallest unit: 123450 is 1234.50 CNY, 1234 JPY is 1234 yen
 * @currency: three capital letters of ISO 4217 and a NUL
 *
 * A plain value; all functions are pure, for any thread, and none goes through a floating-point number.
 */
typedef struct
{
  gint64 minor;
  char currency[4];
} CrmMoney;

/** CRM_MONEY_PLAIN_LENGTH: room for crm_money_to_plain ()'s longest text and its NUL. */
#define CRM_MONEY_PLAIN_LENGTH 32

/** crm_money_is_currency: whether @code is three capital letters that ICU knows as a currency, of today or the past. */
gboolean crm_money_is_currency (const char *code);

/**
 * crm_money_exponent:
 * @currency: an ISO 4217 code
 *
 * The digits come from ISO 4217 itself (list one, minor units) in a table of the exceptions from two. ICU's are not used: they are CLDR's, made
 * for display (RSD and IQD have none), and may change with the runtime under amounts already stored.
 *
 * Returns: how many digits the minor unit has: 2 for CNY, 0 for JPY, 3 for KWD.
 */
int crm_money_exponent (const char *currency);

/**
 * crm_money_parse:
 * @text: what was typed or read from a file, UTF-8 of any validity
 * @currency: (nullable): the code for an amount that names none; it also decides what "¥", "$", "元" and "kr" mean
 * @decimal_mark: '.' or ',' where it is known (the office's locale, a file's column), else 0
 * @money: (out): the amount
 * @error: return location
 *
 * Reads "1,234.50", "1.234,50", "1 234,50 €", "1'234.50", "¥12,400", "12万", "1.2亿", "1亿2千万", "3万5", "五千元", "3k", "1.5m", "12w",
 * "RMB 500", "NT$1,000", "(500)", "-500", "500-" and full-width digits. Separators are decided in this order:
 *
 * 1. Two kinds: the last is the decimal mark, the others must stand between groups of three (or as in 12,34,567).
 * 2. One kind more than once, a space or an apostrophe: groups.
 * 3. One "." or "," with other than three digits after it, more than three or a lone 0 before it: the decimal mark.
 * 4. "1,234" and "1.234": groups if the currency has no minor unit and no multiplier follows; else @decimal_mark
 *    decides; else %CRM_ERROR_AMBIGUOUS.
 *
 * @decimal_mark is for rule 4 only: a shape that can be read in one way is read that way. Digits beyond the minor unit
 * other than 0 are refused, never rounded.
 *
 * Returns: whether it was read; else %CRM_ERROR_AMBIGUOUS or %CRM_ERROR_INVALID with a message for the person.
 */
gboolean crm_money_parse (const char *text, const char *currency, char decimal_mark, CrmMoney *money, GError **error);

/**
 * crm_money_to_plain:
 * @money: an amount
 * @buffer: room for the text
 *
 * The form for files: "1234.50", "-0.05", "1234" for JPY; no groups, no currency. crm_money_parse () with '.' reads it back.
 *
 * Returns: (transfer none): @buffer.
 */
char *crm_money_to_plain (const CrmMoney *money, char buffer[CRM_MONEY_PLAIN_LENGTH]);

/**
 * crm_money_format:
 * @money: an amount
 * @locale: the locale to write for: "en", "zh_CN", "de_DE.UTF-8"
 * @home: (nullable): the office's own currency, written with its short sign ("¥1,234.50", also in English)
 *
 * Writes with ICU's rules. Another currency keeps the locale's own sign ("CN¥" in English), and takes its code where that sign is also
 * the home currency's: with CNY at home yen are "JPY 1,200".
 *
 * Returns: (transfer full): the text.
 */
char *crm_money_format (const CrmMoney *money, const char *locale, const char *home);

/** crm_money_format_compact: (transfer full): the same for a card, rounded: "¥1.2M", "¥120万". */
char *crm_money_format_compact (const CrmMoney *money, const char *locale, const char *home);

/**
 * crm_money_add:
 * @sum: (out): where to put it; may be @a or @b
 *
 * Returns: whether both are of one currency and the sum fits; if not, @sum is untouched.
 */
gboolean crm_money_add (const CrmMoney *a, const CrmMoney *b, CrmMoney *sum);

/**
 * crm_money_compare:
 * @order: (out): below, at or above 0 as @a is less than, equal to or more than @b
 *
 * Returns: whether both are of one currency, as only then there is an order.
 */
gboolean crm_money_compare (const CrmMoney *a, const CrmMoney *b, int *order);

/** crm_money_equal: whether amount and currency are the same. */
gboolean crm_money_equal (const CrmMoney *a, const CrmMoney *b);

G_END_DECLS
