/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An amount of money: arithmetic in one currency, and its text for files and for people. */

#include "core/base/crm-money.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define FORMATTERS_MAX 256

/* ISO 4217 list one, minor units other than 2. */
static const char without_minor[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
static const char with_three[] = "BHD IQD JOD KWD LYD OMR TND";
static const char with_four[] = "CLF UYW";

int
crm_money_exponent (const char *currency)
{
  g_return_val_if_fail (currency != NULL && strlen (currency) == 3, 2);

  if (strstr (without_minor, currency) != NULL)
    return 0;
  if (strstr (with_three, currency) != NULL)
    return 3;
  return strstr (with_four, currency) != NULL ? 4 : 2;
}

gboolean
crm_money_is_currency (const char *code)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[4];

  g_return_val_if_fail (code != NULL, FALSE);

  if (strlen (code) != 3 || !g_ascii_isupper (code[0]) || !g_ascii_isupper (code[1]) || !g_ascii_isupper (code[2]))
    return FALSE;
  u_charsToUChars (code, wide, 4);
  return ucurr_isAvailable (wide, U_DATE_MIN, U_DATE_MAX, &status) && U_SUCCESS (status);
}

/* "-1234.50" from the digits; the sign is handled apart because the least gint64 has no opposite. */
char *
crm_money_to_plain (const CrmMoney *money, char buffer[CRM_MONEY_PLAIN_LENGTH])
{
  int exponent = crm_money_exponent (money->currency);
  guint64 rest = money->minor < 0 ? -(guint64)money->minor : (guint64)money->minor;
  char reversed[CRM_MONEY_PLAIN_LENGTH];
  int n = 0, length = 0;

  while (rest > 0 || n <= exponent)
    {
      if (n == exponent && exponent > 0)
        reversed[length++] = '.';
      reversed[length++] = (char)('0' + rest % 10);
      rest /= 10;
      n++;
    }
  if (money->minor < 0)
    reversed[length++] = '-';
  for (int i = 0; i < length; i++)
    buffer[i] = reversed[length - 1 - i];
  buffer[length] = '\0';
  return buffer;
}

/* ICU takes "zh_CN.UTF-8" for a language it does not know, and "C" for none. */
static char *
icu_locale (const char *locale)
{
  g_autofree char *bare = g_strndup (locale, strcspn (locale, ".@"));

  return g_strdup (g_str_equal (bare, "C") || g_str_equal (bare, "POSIX") || *bare == '\0' ? "en" : bare);
}

static const UChar *
currency_sign (const char *currency, const char *locale, UCurrNameStyle style, int32_t *length)
{
  UErrorCode status = U_ZERO_ERROR;
  UBool is_choice = 0;
  UChar wide[4];

  u_charsToUChars (currency, wide, 4);
  return ucurr_getName (wide, locale, style, &is_choice, length, &status);
}

/* Whether the sign of @currency would be read as that of @home. */
static gboolean
is_mistaken (const char *currency, const char *home, const char *locale)
{
  int32_t a_length = 0, b_length = 0;
  const UChar *a = currency_sign (currency, locale, UCURR_SYMBOL_NAME, &a_length);
  const UChar *b = currency_sign (home, locale, UCURR_NARROW_SYMBOL_NAME, &b_length);

  /* The full-width and the half-width yen sign are one to the eye. */
  if (a_length == 1 && b_length == 1 && (a[0] == 0xa5 || a[0] == 0xffe5) && (b[0] == 0xa5 || b[0] == 0xffe5))
    return TRUE;
  return a_length == b_length && u_strncmp (a, b, a_length) == 0;
}

static const char *
width_of_sign (const char *currency, const char *home, const char *locale)
{
  if (home == NULL)
    return "";
  if (g_str_equal (currency, home))
    return "unit-width-narrow";
  return is_mistaken (currency, home, locale) ? "unit-width-iso-code" : "";
}

/* Opening one takes thirty times as long as writing an amount with it. */
static GMutex formatters_lock;
static GHashTable *formatters; /* "currency|home|locale|compact" → UNumberFormatter */

static UNumberFormatter *
open_formatter (const char *currency, const char *icu, const char *home, gboolean compact)
{
  static const char *const digits[] = { "precision-integer", ".0", ".00", ".000", ".0000" };
  g_autofree char *skeleton = g_strdup_printf ("currency/%s %s %s", currency, compact ? "compact-short" : digits[crm_money_exponent (currency)], width_of_sign (currency, home, icu));
  g_autofree UChar *wide = g_new (UChar, strlen (skeleton) + 1);
  UErrorCode status = U_ZERO_ERROR;

  u_charsToUChars (skeleton, wide, (int32_t)strlen (skeleton) + 1);
  return unumf_openForSkeletonAndLocale (wide, -1, icu, &status);
}

/* With the lock held. */
static const UNumberFormatter *
get_formatter (const char *currency, const char *locale, const char *home, gboolean compact)
{
  g_autofree char *key = g_strdup_printf ("%s|%s|%s|%d", currency, home != NULL ? home : "", locale, compact);
  g_autofree char *icu = NULL;
  UNumberFormatter *formatter;

  if (formatters == NULL)
    formatters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)unumf_close);
  formatter = g_hash_table_lookup (formatters, key);
  if (formatter != NULL)
    return formatter;
  if (g_hash_table_size (formatters) >= FORMATTERS_MAX)
    g_hash_table_remove_all (formatters);
  icu = icu_locale (locale);
  formatter = open_formatter (currency, icu, home, compact);
  if (formatter != NULL)
    g_hash_table_insert (formatters, g_steal_pointer (&key), formatter);
  return formatter;
}

static char *
format_plain (const UNumberFormatter *formatter, const char *amount)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar text[160];
  char narrow[320];
  UFormattedNumber *result = unumf_openResult (&status);

  unumf_formatDecimal (formatter, amount, -1, result, &status);
  unumf_resultToString (result, text, G_N_ELEMENTS (text), &status);
  u_strToUTF8 (narrow, sizeof narrow, NULL, text, -1, &status);
  unumf_closeResult (result);
  return U_SUCCESS (status) ? g_strdup (narrow) : NULL;
}

static char *
format (const CrmMoney *money, const char *locale, const char *home, gboolean compact)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&formatters_lock);
  const UNumberFormatter *formatter = get_formatter (money->currency, locale, home, compact);
  char plain[CRM_MONEY_PLAIN_LENGTH];
  char *text;

  crm_money_to_plain (money, plain);
  text = formatter != NULL ? format_plain (formatter, plain) : NULL;
  return text != NULL ? text : g_strdup_printf ("%s %s", money->currency, plain);
}

char *
crm_money_format (const CrmMoney *money, const char *locale, const char *home)
{
  g_return_val_if_fail (money != NULL && crm_money_is_currency (money->currency), NULL);
  g_return_val_if_fail (locale != NULL, NULL);

  return format (money, locale, home, FALSE);
}

char *
crm_money_format_compact (const CrmMoney *money, const char *locale, const char *home)
{
  g_return_val_if_fail (money != NULL && crm_money_is_currency (money->currency), NULL);
  g_return_val_if_fail (locale != NULL, NULL);

  return format (money, locale, home, TRUE);
}

gboolean
crm_money_add (const CrmMoney *a, const CrmMoney *b, CrmMoney *sum)
{
  CrmMoney result = *a;

  if (!g_str_equal (a->currency, b->currency) || __builtin_add_overflow (a->minor, b->minor, &result.minor))
    return FALSE;
  *sum = result;
  return TRUE;
}

gboolean
crm_money_compare (const CrmMoney *a, const CrmMoney *b, int *order)
{
  if (!g_str_equal (a->currency, b->currency))
    return FALSE;
  *order = (a->minor > b->minor) - (a->minor < b->minor);
  return TRUE;
}

gboolean
crm_money_equal (const CrmMoney *a, const CrmMoney *b)
{
  return a->minor == b->minor && g_str_equal (a->currency, b->currency);
}
