/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signs, words and codes that name a currency beside an amount. */

#include "core/base/crm-currency-word.h"

#include <string.h>

#include "core/base/crm-money.h"

/* Signs that stand for several currencies; the office's own decides. */
enum
{
  YEN_SIGN = 1,
  DOLLAR_SIGN,
  POUND_SIGN,
  YUAN_WORD,
  KRONE_WORD,
};

#define CODE(a, b, c) ((a) << 16 | (b) << 8 | (c))

/* Folded forms; a value below 16 is one of the signs above. */
static const CrmScanWord currency_words[] = {
  { "¥", YEN_SIGN },
  { "cn¥", CODE ('C', 'N', 'Y') },
  { "jp¥", CODE ('J', 'P', 'Y') },
  { "rmb¥", CODE ('C', 'N', 'Y') },
  { "rmb", CODE ('C', 'N', 'Y') },
  { "人民币", CODE ('C', 'N', 'Y') },
  { "yuan", CODE ('C', 'N', 'Y') },
  { "元人民币", CODE ('C', 'N', 'Y') },
  { "元", YUAN_WORD },
  { "元整", YUAN_WORD },
  { "圆", YUAN_WORD },
  { "块", YUAN_WORD },
  { "块钱", YUAN_WORD },
  { "$", DOLLAR_SIGN },
  { "dollar", DOLLAR_SIGN },
  { "dollars", DOLLAR_SIGN },
  { "us$", CODE ('U', 'S', 'D') },
  { "usd$", CODE ('U', 'S', 'D') },
  { "美元", CODE ('U', 'S', 'D') },
  { "美金", CODE ('U', 'S', 'D') },
  { "hk$", CODE ('H', 'K', 'D') },
  { "港币", CODE ('H', 'K', 'D') },
  { "港元", CODE ('H', 'K', 'D') },
  { "nt$", CODE ('T', 'W', 'D') },
  { "nt", CODE ('T', 'W', 'D') },
  { "台币", CODE ('T', 'W', 'D') },
  { "新台币", CODE ('T', 'W', 'D') },
  { "mop$", CODE ('M', 'O', 'P') },
  { "s$", CODE ('S', 'G', 'D') },
  { "sg$", CODE ('S', 'G', 'D') },
  { "新加坡元", CODE ('S', 'G', 'D') },
  { "a$", CODE ('A', 'U', 'D') },
  { "au$", CODE ('A', 'U', 'D') },
  { "澳元", CODE ('A', 'U', 'D') },
  { "c$", CODE ('C', 'A', 'D') },
  { "ca$", CODE ('C', 'A', 'D') },
  { "加元", CODE ('C', 'A', 'D') },
  { "nz$", CODE ('N', 'Z', 'D') },
  { "mx$", CODE ('M', 'X', 'N') },
  { "r$", CODE ('B', 'R', 'L') },
  { "€", CODE ('E', 'U', 'R') },
  { "euro", CODE ('E', 'U', 'R') },
  { "euros", CODE ('E', 'U', 'R') },
  { "欧元", CODE ('E', 'U', 'R') },
  { "£", POUND_SIGN },
  { "pounds", POUND_SIGN },
  { "英镑", CODE ('G', 'B', 'P') },
  { "yen", CODE ('J', 'P', 'Y') },
  { "円", CODE ('J', 'P', 'Y') },
  { "日元", CODE ('J', 'P', 'Y') },
  { "日圆", CODE ('J', 'P', 'Y') },
  { "₩", CODE ('K', 'R', 'W') },
  { "韩元", CODE ('K', 'R', 'W') },
  { "₹", CODE ('I', 'N', 'R') },
  { "rs", CODE ('I', 'N', 'R') },
  { "rs.", CODE ('I', 'N', 'R') },
  { "₽", CODE ('R', 'U', 'B') },
  { "₺", CODE ('T', 'R', 'Y') },
  { "₫", CODE ('V', 'N', 'D') },
  { "₴", CODE ('U', 'A', 'H') },
  { "₱", CODE ('P', 'H', 'P') },
  { "₪", CODE ('I', 'L', 'S') },
  { "₦", CODE ('N', 'G', 'N') },
  { "฿", CODE ('T', 'H', 'B') },
  { "泰铢", CODE ('T', 'H', 'B') },
  { "zł", CODE ('P', 'L', 'N') },
  { "fr.", CODE ('C', 'H', 'F') },
  { "sfr.", CODE ('C', 'H', 'F') },
  { "kr", KRONE_WORD },
  { "kr.", KRONE_WORD },
  { NULL },
};

static const char dollars[] = "USD HKD TWD SGD AUD CAD NZD MXN CLP COP ARS";
static const char pounds[] = "GBP EGP LBP SYP SDG GIP FKP";
static const char yuans[] = "CNY TWD HKD MOP";
static const char kronor[] = "SEK NOK DKK ISK";

static const char *
currency_of_sign (const char *home, const char *family, const char *otherwise)
{
  return home != NULL && strstr (family, home) != NULL ? home : otherwise;
}

/* The code that a sign means for an office that works in @home, or %NULL where it may mean several. */
static const char *
resolve_sign (int sign, const char *home)
{
  switch (sign)
    {
    case YEN_SIGN:
      return currency_of_sign (home, "CNY JPY", "CNY");
    case DOLLAR_SIGN:
      return currency_of_sign (home, dollars, "USD");
    case POUND_SIGN:
      return currency_of_sign (home, pounds, "GBP");
    case YUAN_WORD:
      return currency_of_sign (home, yuans, "CNY");
    default:
      return currency_of_sign (home, kronor, NULL);
    }
}

gboolean
crm_currency_word_take_code (const CrmScan *scan, gsize *at, char code[4])
{
  for (int i = 0; i < 3; i++)
    {
      gunichar c = scan->chars[*at + (gsize)i];

      if (c < 'a' || c > 'z')
        return FALSE;
      code[i] = (char)g_ascii_toupper ((char)c);
    }
  code[3] = '\0';
  if (g_unichar_isalpha (scan->chars[*at + 3]) && !crm_scan_is_han (scan->chars[*at + 3]))
    return FALSE;
  if (!crm_money_is_currency (code))
    return FALSE;
  *at += 3;
  return TRUE;
}

/* "RMB500": a digit may follow a word that is a currency, so the table's own rule for words is not enough. */
static gboolean
take_currency_word (const CrmScan *scan, gsize *at, int *value)
{
  gsize longest = *at;

  for (const CrmScanWord *word = currency_words; word->text != NULL; word++)
    {
      gsize position = *at;

      if (!crm_scan_take (scan, &position, word->text) || position <= longest)
        continue;
      if (g_ascii_isalpha (scan->chars[position - 1]) && g_unichar_isalpha (scan->chars[position]) && !crm_scan_is_han (scan->chars[position]))
        continue;
      longest = position;
      *value = word->value;
    }
  if (longest == *at)
    return FALSE;
  *at = longest;
  return TRUE;
}

CrmCurrencyResult
crm_currency_word_take (const CrmScan *scan, gsize *at, const char *home, char code[4])
{
  const char *meant;
  int value = 0;

  if (!take_currency_word (scan, at, &value))
    return crm_currency_word_take_code (scan, at, code) ? CRM_CURRENCY_READ : CRM_CURRENCY_NOT_THERE;
  if (value >= 16)
    {
      code[0] = (char)(value >> 16);
      code[1] = (char)(value >> 8);
      code[2] = (char)value;
      code[3] = '\0';
      return CRM_CURRENCY_READ;
    }
  if ((meant = resolve_sign (value, home)) == NULL)
    return CRM_CURRENCY_AMBIGUOUS;
  g_strlcpy (code, meant, 4);
  return CRM_CURRENCY_READ;
}
