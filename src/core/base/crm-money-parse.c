/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading an amount of money from what people type and files contain. */

#include "config.h"

#include "core/base/crm-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/crm-currency-word.h"
#include "core/base/crm-error.h"
#include "core/base/crm-scan.h"

#define MAX_GROUPS 16
#define MAX_DIGITS 48

typedef enum
{
  READ_OK,
  READ_NOT_MONEY,
  READ_SEPARATOR_AMBIGUOUS,
  READ_SIGN_AMBIGUOUS,
  READ_TOO_PRECISE,
  READ_TOO_LARGE,
  READ_NO_CURRENCY,
} ReadResult;

/* Words after a number, with the power of ten. */
static const CrmScanWord multipliers[] = {
  { "k", 3 },
  { "thousand", 3 },
  { "w", 4 },
  { "lakh", 5 },
  { "m", 6 },
  { "mn", 6 },
  { "mio", 6 },
  { "mio.", 6 },
  { "million", 6 },
  { "millions", 6 },
  { "crore", 7 },
  { "b", 9 },
  { "bn", 9 },
  { "billion", 9 },
  { "trillion", 12 },
  { NULL },
};

/* One number as written: digits without separators, how many of them are behind the decimal mark. */
typedef struct
{
  char digits[MAX_DIGITS];
  int n_digits;
  int n_fraction;
} Number;

/* The same with its separators, before it is known what they are. separators[i] stands before group i + 1. */
typedef struct
{
  int lengths[MAX_GROUPS];
  gunichar separators[MAX_GROUPS];
  int n_separators;
  gboolean leading_zero;
} Shape;

typedef struct
{
  const char *home;
  char decimal_mark;
  char currency[4];
  gboolean has_currency;
  gboolean negative;
} Reading;

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_separator (const CrmScan *scan, gsize at)
{
  gunichar c = scan->chars[at];

  if (c == '.' || c == ',' || c == '\'' || c == 0x66c)
    return is_digit (scan->chars[at + 1]);
  /* A space holds a group of exactly three together; any other ends the number. */
  return c == ' ' && is_digit (scan->chars[at + 1]) && is_digit (scan->chars[at + 2]) && is_digit (scan->chars[at + 3]) && !is_digit (scan->chars[at + 4]);
}

static gboolean
take_shape (const CrmScan *scan, gsize *at, Number *number, Shape *shape)
{
  gsize position = *at;

  shape->leading_zero = scan->chars[position] == '0';
  for (;; position++)
    {
      gunichar c = scan->chars[position];

      if (is_digit (c))
        {
          if (number->n_digits == MAX_DIGITS)
            return FALSE;
          number->digits[number->n_digits++] = (char)c;
          shape->lengths[shape->n_separators]++;
          continue;
        }
      if (!is_separator (scan, position))
        break;
      if (shape->n_separators == MAX_GROUPS - 1)
        return FALSE;
      shape->separators[shape->n_separators++] = c;
    }
  if (number->n_digits == 0)
    return FALSE;
  *at = position;
  return TRUE;
}

/* Whether the first @n separators stand between groups as people write them: 1,234,567 or, in India, 12,34,567. */
static gboolean
are_groups (const Shape *shape, int n)
{
  gboolean threes = shape->lengths[0] >= 1 && shape->lengths[0] <= 3;
  gboolean lakhs = shape->lengths[0] >= 1 && shape->lengths[0] <= 2 && n >= 2;

  for (int i = 0; i < n; i++)
    if (shape->separators[i] != shape->separators[0])
      return FALSE;
  for (int i = 1; i <= n; i++)
    {
      threes = threes && shape->lengths[i] == 3;
      lakhs = lakhs && shape->lengths[i] == (i == n ? 3 : 2);
    }
  return (threes || (lakhs && shape->separators[0] == ',')) && !shape->leading_zero;
}

static gboolean
is_mark (gunichar c)
{
  return c == '.' || c == ',';
}

/* Rules 3 and 4 of crm_money_parse (), for a single "." or ",". */
static ReadResult
decide_single (const Shape *shape, char decimal_mark, gboolean no_minor, gboolean *is_decimal)
{
  *is_decimal = TRUE;
  if (shape->lengths[1] != 3 || shape->lengths[0] == 0 || shape->lengths[0] > 3 || shape->leading_zero)
    return READ_OK;
  if (no_minor)
    *is_decimal = FALSE;
  else if (decimal_mark == 0)
    return READ_SEPARATOR_AMBIGUOUS;
  else
    *is_decimal = shape->separators[0] == (gunichar)decimal_mark;
  return READ_OK;
}

static ReadResult
decide_separators (const Shape *shape, char decimal_mark, gboolean no_minor, Number *number)
{
  int n = shape->n_separators;
  gboolean is_decimal = FALSE;
  ReadResult result = READ_OK;

  if (n == 0)
    return READ_OK;
  if (n == 1 && is_mark (shape->separators[0]))
    result = decide_single (shape, decimal_mark, no_minor, &is_decimal);
  else if (n > 1 && is_mark (shape->separators[n - 1]) && shape->separators[n - 1] != shape->separators[n - 2])
    is_decimal = TRUE;
  if (result != READ_OK)
    return result;
  if (is_decimal)
    number->n_fraction = shape->lengths[n--];
  return n == 0 || are_groups (shape, n) ? READ_OK : READ_NOT_MONEY;
}

/* Adds number × 10^power to @sum. Trailing zeros go first, so that "5.000" has no more digits than "5". */
static ReadResult
add_scaled (const Number *number, int power, guint64 *sum)
{
  int n = number->n_digits, shift = power - number->n_fraction;
  guint64 value = 0;

  for (; n > 0 && shift < 0 && number->digits[n - 1] == '0'; n--)
    shift++;
  for (int i = 0; i < n; i++)
    if (__builtin_mul_overflow (value, 10, &value) || __builtin_add_overflow (value, (guint64)(number->digits[i] - '0'), &value))
      return READ_TOO_LARGE;
  if (value == 0)
    return READ_OK;
  if (shift < 0)
    return READ_TOO_PRECISE;
  for (; shift > 0; shift--)
    if (__builtin_mul_overflow (value, 10, &value))
      return READ_TOO_LARGE;
  return __builtin_add_overflow (*sum, value, sum) ? READ_TOO_LARGE : READ_OK;
}

/* 万, 百万, 千万, 万亿: the units multiply. */
static int
take_han_power (const CrmScan *scan, gsize *at)
{
  static const CrmScanWord units[] = { { "十", 1 }, { "百", 2 }, { "千", 3 }, { "万", 4 }, { "亿", 8 }, { NULL } };
  int power = 0, unit;

  while (power <= 16 && crm_scan_take_any (scan, at, units, &unit))
    power += unit;
  return power;
}

/* Reads a currency if one stands here; two in one amount must agree. */
static ReadResult
take_currency (const CrmScan *scan, gsize *at, Reading *reading)
{
  CrmCurrencyResult result;
  char code[4];

  crm_scan_skip_spaces (scan, at);
  /* "¥500 JPY", "$1,000 CAD": the code was looked for first, and says which of the sign's currencies it is. */
  result = crm_currency_word_take (scan, at, reading->has_currency ? reading->currency : reading->home, code);
  if (result == CRM_CURRENCY_NOT_THERE)
    return READ_OK;
  if (result == CRM_CURRENCY_AMBIGUOUS)
    return READ_SIGN_AMBIGUOUS;
  if (reading->has_currency && !g_str_equal (reading->currency, code))
    return READ_NOT_MONEY;
  g_strlcpy (reading->currency, code, sizeof reading->currency);
  reading->has_currency = TRUE;
  return READ_OK;
}

/* A code behind the number decides what a sign before it means, so it is looked for at the end of the text first. */
static void
look_for_code_at_end (const CrmScan *scan, Reading *reading)
{
  gsize end = scan->length, at;
  char code[4];

  while (end > 0 && (scan->chars[end - 1] == ' ' || scan->chars[end - 1] == ')'))
    end--;
  if (end < 4)
    return;
  at = end - 3;
  if (g_unichar_isalpha (scan->chars[at - 1]) || !crm_currency_word_take_code (scan, &at, code) || at != end)
    return;
  g_strlcpy (reading->currency, code, sizeof reading->currency);
  reading->has_currency = TRUE;
}

/* Whether the amount, once its currency is known, has no digits behind a mark and no multiplier follows the number. */
static gboolean
has_no_minor (const CrmScan *scan, gsize at, const Reading *reading)
{
  Reading ahead = *reading;

  crm_scan_skip_spaces (scan, &at);
  if (crm_scan_take_any (scan, &at, multipliers, NULL) || take_han_power (scan, &at) > 0)
    return FALSE;
  if (take_currency (scan, &at, &ahead) != READ_OK)
    return FALSE;
  return ahead.has_currency ? crm_money_exponent (ahead.currency) == 0
                            : ahead.home != NULL && crm_money_exponent (ahead.home) == 0;
}

/* One step of 1亿2千万: a number and the units that follow it. */
typedef struct
{
  Number number;
  int power;
} Part;

#define MAX_PARTS 4

static gboolean
take_han_amount (const CrmScan *scan, gsize *at, Part *part)
{
  gint64 value;

  if (!crm_scan_take_han_number (scan, at, &value))
    return FALSE;
  g_snprintf (part->number.digits, sizeof part->number.digits, "%" G_GINT64_FORMAT, value);
  part->number.n_digits = (int)strlen (part->number.digits);
  return TRUE;
}

static ReadResult
take_part (const CrmScan *scan, gsize *at, const Reading *reading, Part *part)
{
  Shape shape = { 0 };
  ReadResult result;
  gsize behind;

  *part = (Part){ 0 };
  if (take_han_amount (scan, at, part))
    return READ_OK;
  if (!take_shape (scan, at, &part->number, &shape))
    return READ_NOT_MONEY;
  result = decide_separators (&shape, reading->decimal_mark, has_no_minor (scan, *at, reading), &part->number);
  behind = *at;
  crm_scan_skip_spaces (scan, &behind);
  if (crm_scan_take_any (scan, &behind, multipliers, &part->power) || (part->power = take_han_power (scan, &behind)) > 0)
    *at = behind;
  return result;
}

/* Reads the number with all its units. 3万5 is 3万5千: a lone digit counts the unit below. */
static ReadResult
take_parts (const CrmScan *scan, gsize *at, const Reading *reading, Part parts[MAX_PARTS], int *n_parts)
{
  for (*n_parts = 0; *n_parts < MAX_PARTS;)
    {
      Part *part = &parts[*n_parts];
      const Part *before = *n_parts > 0 ? part - 1 : NULL;
      ReadResult result = take_part (scan, at, reading, part);

      if (result != READ_OK)
        return result;
      if (before != NULL && part->power == 0 && part->number.n_digits == 1)
        part->power = before->power - 1;
      if (before != NULL && (part->power >= before->power || part->number.n_fraction > 0 || before->number.n_fraction > 0 || part->number.n_digits + part->power > before->power))
        return READ_NOT_MONEY;
      (*n_parts)++;
      if (part->power == 0 || !is_digit (scan->chars[*at]) || !crm_scan_is_han (scan->chars[*at - 1]))
        return READ_OK;
    }
  return READ_NOT_MONEY;
}

static gboolean
take_sign (const CrmScan *scan, gsize *at, gboolean *negative)
{
  static const CrmScanWord signs[] = { { "-", TRUE }, { "负", TRUE }, { "+", FALSE }, { NULL } };
  int value;

  crm_scan_skip_spaces (scan, at);
  if (!crm_scan_take_any (scan, at, signs, &value))
    return FALSE;
  *negative = value;
  return TRUE;
}

static ReadResult
read_frame (const CrmScan *scan, gsize *at, Reading *reading, Part parts[MAX_PARTS], int *n_parts)
{
  gboolean parenthesis, sign;
  ReadResult result;

  crm_scan_skip_spaces (scan, at);
  sign = take_sign (scan, at, &reading->negative);
  parenthesis = !sign && crm_scan_take (scan, at, "(");
  if ((result = take_currency (scan, at, reading)) != READ_OK)
    return result;
  crm_scan_skip_spaces (scan, at);
  if (!sign && !parenthesis)
    {
      sign = take_sign (scan, at, &reading->negative);
      parenthesis = !sign && crm_scan_take (scan, at, "(");
    }
  crm_scan_skip_spaces (scan, at);
  if ((result = take_parts (scan, at, reading, parts, n_parts)) != READ_OK)
    return result;
  (void)(crm_scan_take (scan, at, ",-") || crm_scan_take (scan, at, ".-"));
  if (parenthesis && crm_scan_take (scan, at, ")"))
    parenthesis = FALSE, sign = reading->negative = TRUE;
  if ((result = take_currency (scan, at, reading)) != READ_OK)
    return result;
  if (parenthesis && !crm_scan_take (scan, at, ")"))
    return READ_NOT_MONEY;
  if (parenthesis)
    sign = reading->negative = TRUE;
  if (!sign && crm_scan_take (scan, at, "-"))
    reading->negative = TRUE;
  crm_scan_skip_spaces (scan, at);
  return *at == scan->length ? READ_OK : READ_NOT_MONEY;
}

static ReadResult
read_money (const CrmScan *scan, Reading *reading, CrmMoney *money)
{
  Part parts[MAX_PARTS];
  int n_parts = 0;
  guint64 sum = 0;
  gsize at = 0;
  ReadResult result;

  look_for_code_at_end (scan, reading);
  if ((result = read_frame (scan, &at, reading, parts, &n_parts)) != READ_OK)
    return result;
  if (!reading->has_currency && reading->home == NULL)
    return READ_NO_CURRENCY;
  g_strlcpy (money->currency, reading->has_currency ? reading->currency : reading->home, sizeof money->currency);
  for (int i = 0; i < n_parts; i++)
    if ((result = add_scaled (&parts[i].number, parts[i].power + crm_money_exponent (money->currency), &sum)) != READ_OK)
      return result;
  if (sum > (guint64)G_MAXINT64 + (reading->negative ? 1 : 0))
    return READ_TOO_LARGE;
  money->minor = (gint64)(reading->negative ? -sum : sum);
  return READ_OK;
}

static void
report (ReadResult result, const char *text, GError **error)
{
  g_autofree char *quoted = crm_scan_quote (text);

  switch (result)
    {
    case READ_SEPARATOR_AMBIGUOUS:
      g_set_error (error, CRM_ERROR, CRM_ERROR_AMBIGUOUS,
                   _ ("In “%s” the separator can mark thousands or decimals. Say which, or write two decimals."), quoted);
      break;
    case READ_SIGN_AMBIGUOUS:
      g_set_error (error, CRM_ERROR, CRM_ERROR_AMBIGUOUS,
                   _ ("“%s” does not say whose currency it is. Write its three-letter code, such as SEK."), quoted);
      break;
    case READ_TOO_PRECISE:
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” has more decimals than its currency. Round it to the smallest coin."), quoted);
      break;
    case READ_TOO_LARGE:
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is too large an amount. Check its zeros."), quoted);
      break;
    case READ_NO_CURRENCY:
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” names no currency. Write its three-letter code, such as CNY."), quoted);
      break;
    case READ_OK:
    case READ_NOT_MONEY:
    default:
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not an amount of money. Write it like 1234.50."), quoted);
      break;
    }
}

gboolean
crm_money_parse (const char *text, const char *currency, char decimal_mark, CrmMoney *money, GError **error)
{
  g_auto (CrmScan) scan = { 0 };
  Reading reading = { .home = currency, .decimal_mark = decimal_mark };
  CrmMoney read = { 0 };
  ReadResult result;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (currency == NULL || crm_money_is_currency (currency), FALSE);
  g_return_val_if_fail (decimal_mark == 0 || decimal_mark == '.' || decimal_mark == ',', FALSE);
  g_return_val_if_fail (money != NULL, FALSE);

  crm_scan_init (&scan, text);
  result = read_money (&scan, &reading, &read);
  if (result != READ_OK)
    {
      report (result, text, error);
      return FALSE;
    }
  *money = read;
  return TRUE;
}
