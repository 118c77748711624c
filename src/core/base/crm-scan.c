/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed text, folded so that one set of rules reads English and Chinese, half and full width, simplified and traditional. */

#include "core/base/crm-scan.h"

#include <string.h>

#define REPLACEMENT 0xfffd

/* Traditional and variant characters of the words that the readers know, each with its simplified form. */
static const gunichar variants[][2] = {
  { 0x9ede, 0x70b9 }, /* 點 点 */
  { 0x9031, 0x5468 }, /* 週 周 */
  { 0x5f8c, 0x540e }, /* 後 后 */
  { 0x500b, 0x4e2a }, /* 個 个 */
  { 0x7b87, 0x4e2a }, /* 箇 个 */
  { 0x865f, 0x53f7 }, /* 號 号 */
  { 0x5169, 0x4e24 }, /* 兩 两 */
  { 0x79ae, 0x793c }, /* 禮 礼 */
  { 0x9418, 0x949f }, /* 鐘 钟 */
  { 0x937e, 0x949f }, /* 鍾 钟 */
  { 0x842c, 0x4e07 }, /* 萬 万 */
  { 0x5104, 0x4ebf }, /* 億 亿 */
  { 0x5167, 0x5185 }, /* 內 内 */
  { 0x96fb, 0x7535 }, /* 電 电 */
  { 0x8a71, 0x8bdd }, /* 話 话 */
  { 0x8a2a, 0x8bbf }, /* 訪 访 */
  { 0x6703, 0x4f1a }, /* 會 会 */
  { 0x6642, 0x65f6 }, /* 時 时 */
  { 0x9593, 0x95f4 }, /* 間 间 */
  { 0x958b, 0x5f00 }, /* 開 开 */
  { 0x898b, 0x89c1 }, /* 見 见 */
  { 0x767c, 0x53d1 }, /* 發 发 */
  { 0x90f5, 0x90ae }, /* 郵 邮 */
  { 0x8ac7, 0x8c08 }, /* 談 谈 */
  { 0x9019, 0x8fd9 }, /* 這 这 */
  { 0x7d66, 0x7ed9 }, /* 給 给 */
  { 0x5011, 0x4eec }, /* 們 们 */
  { 0x807d, 0x542c }, /* 聽 听 */
  { 0x8a0a, 0x8baf }, /* 訊 讯 */
  { 0x7c21, 0x7b80 }, /* 簡 简 */
  { 0x7d04, 0x7ea6 }, /* 約 约 */
  { 0x904e, 0x8fc7 }, /* 過 过 */
  { 0x8a18, 0x8bb0 }, /* 記 记 */
  { 0x9304, 0x5f55 }, /* 錄 录 */
  { 0x5099, 0x5907 }, /* 備 备 */
  { 0x8a3b, 0x6ce8 }, /* 註 注 */
  { 0x52d9, 0x52a1 }, /* 務 务 */
  { 0x8fa6, 0x529e }, /* 辦 办 */
  { 0x7e3d, 0x603b }, /* 總 总 */
  { 0x7d93, 0x7ecf }, /* 經 经 */
  { 0x8f49, 0x8f6c }, /* 轉 转 */
  { 0x6a5f, 0x673a }, /* 機 机 */
  { 0x5bf6, 0x5b9d }, /* 寶 宝 */
  { 0x7db2, 0x7f51 }, /* 網 网 */
  { 0x5713, 0x5706 }, /* 圓 圆 */
  { 0x584a, 0x5757 }, /* 塊 块 */
  { 0x5e63, 0x5e01 }, /* 幣 币 */
  { 0x6b50, 0x6b27 }, /* 歐 欧 */
  { 0x938a, 0x9551 }, /* 鎊 镑 */
  { 0x97d3, 0x97e9 }, /* 韓 韩 */
  { 0x81fa, 0x53f0 }, /* 臺 台 */
  { 0x8ca0, 0x8d1f }, /* 負 负 */
  { 0x65bc, 0x4e8e }, /* 於 于 */
  { 0x95dc, 0x5173 }, /* 關 关 */
  { 0x806f, 0x8054 }, /* 聯 联 */
  { 0x7dda, 0x7ebf }, /* 線 线 */
  { 0x55ae, 0x5355 }, /* 單 单 */
};

static gunichar
fold_width (gunichar c)
{
  switch (c)
    {
    case 0x3000: /* ideographic space */
    case 0xfeff:
      return ' ';
    case 0xffe0:
      return 0xa2;
    case 0xffe1:
      return 0xa3;
    case 0xffe5:
      return 0xa5;
    case 0xffe6:
      return 0x20a9;
    case 0x2019: /* right single quotation mark, as a phone types an apostrophe */
    case 0x2018:
      return '\'';
    case 0x2212: /* minus sign */
      return '-';
    default:
      return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
    }
}

static gunichar
fold (gunichar c)
{
  c = fold_width (c);
  if (c < 0x80)
    return g_ascii_isspace (c) ? ' ' : (gunichar)g_ascii_tolower ((char)c);
  if (c >= 0x2010 && c <= 0x2015)
    return '-';
  if (c >= 0x4e00)
    for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
      if (variants[i][0] == c)
        return variants[i][1];
  if (g_unichar_isspace (c))
    return ' ';
  return g_unichar_tolower (c);
}

void
crm_scan_init (CrmScan *scan, const char *text)
{
  gsize bytes = strlen (text);
  gsize byte = 0;

  scan->chars = g_new (gunichar, bytes + 1);
  scan->offsets = g_new (gsize, bytes + 1);
  scan->length = 0;
  while (byte < bytes)
    {
      gunichar c = g_utf8_get_char_validated (text + byte, (gssize)(bytes - byte));
      gboolean valid = c < 0x110000;

      scan->chars[scan->length] = valid ? fold (c) : REPLACEMENT;
      scan->offsets[scan->length++] = byte;
      byte += valid ? (gsize)g_utf8_skip[(guchar)text[byte]] : 1;
    }
  scan->chars[scan->length] = 0;
  scan->offsets[scan->length] = bytes;
}

void
crm_scan_clear (CrmScan *scan)
{
  g_clear_pointer (&scan->chars, g_free);
  g_clear_pointer (&scan->offsets, g_free);
  scan->length = 0;
}

gboolean
crm_scan_is_han (gunichar c)
{
  return (c >= 0x3400 && c <= 0x9fff) || c == 0x3007 || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}

gboolean
crm_scan_is_word (gunichar c)
{
  return c == '_' || (g_unichar_isalnum (c) && !crm_scan_is_han (c)) || g_unichar_ismark (c);
}

gboolean
crm_scan_starts_word (const CrmScan *scan, gsize at)
{
  gunichar before, earlier;

  if (at == 0)
    return TRUE;
  before = scan->chars[at - 1];
  earlier = at > 1 ? scan->chars[at - 2] : 0;
  if (before == '.' || before == '/' || before == '-' || before == '\'' || before == ':' || before == ',')
    return !crm_scan_is_word (earlier) || ((before == ':' || before == ',') && !g_unichar_isdigit (earlier));
  return !crm_scan_is_word (before) && !strchr ("@#$+&=%\\", (int)MIN (before, 0x7f));
}

gboolean
crm_scan_ends_word (const CrmScan *scan, gsize at)
{
  gunichar after = scan->chars[at];
  gunichar later = at < scan->length ? scan->chars[at + 1] : 0;

  if (after == 0)
    return TRUE;
  if (after == '.' || after == '/' || after == '-' || after == '\'' || after == ':')
    return !crm_scan_is_word (later);
  if (after == ',')
    return !g_unichar_isdigit (later);
  return !crm_scan_is_word (after) && !strchr ("@%\\&=+", (int)MIN (after, 0x7f));
}

void
crm_scan_skip_spaces (const CrmScan *scan, gsize *at)
{
  while (scan->chars[*at] == ' ')
    (*at)++;
}

gboolean
crm_scan_take (const CrmScan *scan, gsize *at, const char *literal)
{
  gsize position = *at;

  for (const char *p = literal; *p != '\0'; p = g_utf8_next_char (p))
    if (scan->chars[position++] != g_utf8_get_char (p))
      return FALSE;
  *at = position;
  return TRUE;
}

gboolean
crm_scan_take_word (const CrmScan *scan, gsize *at, const char *word)
{
  gsize position = *at;

  if (!crm_scan_take (scan, &position, word) || crm_scan_is_word (scan->chars[position]))
    return FALSE;
  *at = position;
  return TRUE;
}

gboolean
crm_scan_take_any (const CrmScan *scan, gsize *at, const CrmScanWord *table, int *value)
{
  gsize longest = *at;

  for (const CrmScanWord *word = table; word->text != NULL; word++)
    {
      gsize position = *at;

      if (!crm_scan_take (scan, &position, word->text) || position <= longest)
        continue;
      if (crm_scan_is_word (scan->chars[position]) && g_unichar_isalpha (scan->chars[position - 1]) && !crm_scan_is_han (scan->chars[position - 1]))
        continue;
      longest = position;
      if (value != NULL)
        *value = word->value;
    }
  if (longest == *at)
    return FALSE;
  *at = longest;
  return TRUE;
}

gboolean
crm_scan_take_digits (const CrmScan *scan, gsize *at, int minimum, int maximum, gint64 *value)
{
  gsize position = *at;
  gint64 sum = 0;

  g_assert (maximum <= 18);

  for (; g_ascii_isdigit (scan->chars[position]) && scan->chars[position] < 0x80; position++)
    {
      if (position - *at >= (gsize)maximum)
        return FALSE;
      sum = sum * 10 + (gint64)(scan->chars[position] - '0');
    }
  if (position - *at < (gsize)minimum)
    return FALSE;
  *at = position;
  *value = sum;
  return TRUE;
}

static int
han_digit (gunichar c)
{
  static const gunichar digits[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d };

  if (c == 0x96f6) /* 零 */
    return 0;
  if (c == 0x4e24) /* 两 */
    return 2;
  for (int i = 0; i < 10; i++)
    if (digits[i] == c)
      return i;
  return -1;
}

static gint64
han_unit (gunichar c)
{
  switch (c)
    {
    case 0x5341: /* 十 */
      return 10;
    case 0x767e: /* 百 */
      return 100;
    case 0x5343: /* 千 */
      return 1000;
    case 0x4e07: /* 万 */
      return 10000;
    case 0x4ebf: /* 亿 */
      return 100000000;
    default:
      return 0;
    }
}

/* 二〇二四: digits only, read one by one. */
static gboolean
take_han_digits (const CrmScan *scan, gsize *at, gint64 *value)
{
  gsize position = *at;
  gint64 sum = 0;

  while (han_digit (scan->chars[position]) >= 0 && position - *at < 16)
    sum = sum * 10 + han_digit (scan->chars[position++]);
  if (position - *at < 2 || han_unit (scan->chars[position]) != 0 || han_digit (scan->chars[position]) >= 0)
    return FALSE;
  *at = position;
  *value = sum;
  return TRUE;
}

/* What has been read of a number in Chinese characters: whole sections (万, 亿), the section under way, a digit without its unit. */
typedef struct
{
  gint64 total;
  gint64 section;
  gint64 digit;
  gint64 last_unit;
} HanNumber;

static gboolean
add_han_unit (HanNumber *number, gint64 unit)
{
  gint64 digit = MAX (number->digit, 0);

  if (unit < 10000)
    {
      if (digit == 0 && unit != 10)
        return FALSE;
      number->section += MAX (digit, 1) * unit;
    }
  else
    {
      gint64 whole = number->section + digit + (unit > 10000 ? number->total : 0);

      if (whole == 0 || whole >= 100000000)
        return FALSE;
      number->total = whole * unit + (unit > 10000 ? 0 : number->total);
      number->section = 0;
    }
  number->last_unit = unit;
  number->digit = -1;
  return TRUE;
}

static gboolean
add_han_digit (HanNumber *number, int digit, gboolean first)
{
  if (number->digit > 0)
    return FALSE;
  number->digit = digit > 0 || first ? digit : -1;
  if (digit == 0) /* 一百零五: the zero stands for the units left out */
    number->last_unit = 0;
  return TRUE;
}

gboolean
crm_scan_take_han_number (const CrmScan *scan, gsize *at, gint64 *value)
{
  HanNumber number = { .digit = -1 };
  gsize position = *at;

  if (take_han_digits (scan, at, value))
    return TRUE;
  for (;; position++)
    {
      int digit = han_digit (scan->chars[position]);
      gint64 unit = han_unit (scan->chars[position]);

      if (digit < 0 && (unit == 0 || (position == *at && unit != 10)))
        break;
      if (digit >= 0 ? !add_han_digit (&number, digit, position == *at) : !add_han_unit (&number, unit))
        return FALSE;
    }
  if (position == *at)
    return FALSE;
  if (number.digit > 0)
    number.section += number.last_unit >= 100 ? number.digit * (number.last_unit / 10) : number.digit;
  *at = position;
  *value = number.total + number.section;
  return TRUE;
}

gboolean
crm_scan_take_number (const CrmScan *scan, gsize *at, int maximum, gint64 *value)
{
  return crm_scan_take_digits (scan, at, 1, maximum, value) || crm_scan_take_han_number (scan, at, value);
}

char *
crm_scan_quote (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)strnlen (text, 200));
  g_autofree char *stripped = g_strdup (g_strstrip (valid));

  if (g_utf8_strlen (stripped, -1) > 40)
    {
      g_autofree char *head = g_utf8_substring (stripped, 0, 39);

      return g_strconcat (head, "…", NULL);
    }
  return g_steal_pointer (&stripped);
}
