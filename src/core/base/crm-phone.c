/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers: one form to compare them by, one to show, and whether one can exist. */

#include "core/base/crm-phone.h"

#include <string.h>

#include "core/base/crm-scan.h"

#define MIN_DIGITS     3
#define MAX_DIGITS     15
#define MAX_EXTENSION  8
#define MAX_TYPED      24
#define DEFAULT_LEAST  4
#define UNKNOWN_LENGTH 12

/* What is known of a country: national numbers have from @least to @most digits without the trunk prefix. */
typedef struct
{
  const char *code;
  const char *trunk;
  int least;
  int most;
  const char *groups; /* sizes of the groups of a number of the usual length, or "" */
} Country;

/* Calling codes: ITU-T E.164, list of assigned country codes. Lengths: the national plans in the ITU's Operational Bulletin. */
static const Country countries[] = {
  { "1", "1", 10, 10, "334" },
  { "20", "0", 8, 10, "" },
  { "27", "0", 9, 9, "234" },
  { "30", "", 10, 10, "343" },
  { "31", "0", 9, 9, "" },
  { "32", "0", 8, 9, "" },
  { "33", "0", 9, 9, "12222" },
  { "34", "", 9, 9, "333" },
  { "36", "06", 8, 9, "" },
  { "39", "", 6, 12, "" },
  { "40", "0", 9, 9, "333" },
  { "41", "0", 9, 9, "2322" },
  { "43", "0", 4, 13, "" },
  { "44", "0", 9, 10, "" },
  { "45", "", 8, 8, "2222" },
  { "46", "0", 7, 10, "" },
  { "47", "", 8, 8, "332" },
  { "48", "", 9, 9, "333" },
  { "49", "0", 4, 13, "" },
  { "51", "0", 8, 9, "" },
  { "52", "", 10, 10, "244" },
  { "54", "0", 10, 11, "" },
  { "55", "0", 10, 11, "" },
  { "56", "", 9, 9, "144" },
  { "57", "", 10, 10, "334" },
  { "60", "0", 8, 10, "" },
  { "61", "0", 9, 9, "144" },
  { "62", "0", 7, 12, "" },
  { "63", "0", 8, 10, "" },
  { "64", "0", 8, 10, "" },
  { "65", "", 8, 8, "44" },
  { "66", "0", 8, 9, "" },
  { "7", "8", 10, 10, "3322" },
  { "81", "0", 9, 10, "" },
  { "82", "0", 8, 10, "" },
  { "84", "0", 9, 10, "" },
  { "86", "0", 10, 11, "" },
  { "90", "0", 10, 10, "334" },
  { "91", "0", 10, 10, "55" },
  { "92", "0", 9, 10, "" },
  { "94", "0", 9, 9, "234" },
  { "95", "0", 7, 10, "" },
  { "98", "0", 10, 10, "334" },
  { "212", "0", 9, 9, "" },
  { "225", "", 10, 10, "" },
  { "234", "0", 8, 10, "" },
  { "241", "", 7, 9, "" },
  { "242", "", 9, 9, "" },
  { "254", "0", 9, 9, "" },
  { "351", "", 9, 9, "333" },
  { "352", "", 4, 11, "" },
  { "353", "0", 7, 9, "" },
  { "354", "", 7, 9, "" },
  { "358", "0", 5, 12, "" },
  { "359", "0", 7, 9, "" },
  { "370", "0", 8, 8, "" },
  { "371", "", 8, 8, "44" },
  { "372", "", 7, 8, "" },
  { "380", "0", 9, 9, "234" },
  { "381", "0", 8, 9, "" },
  { "385", "0", 8, 9, "" },
  { "386", "0", 8, 8, "" },
  { "420", "", 9, 9, "333" },
  { "421", "0", 9, 9, "333" },
  { "852", "", 8, 8, "44" },
  { "853", "", 8, 8, "44" },
  { "855", "0", 8, 9, "" },
  { "856", "0", 8, 10, "" },
  { "880", "0", 8, 10, "" },
  { "886", "0", 8, 9, "333" },
  { "966", "0", 8, 9, "" },
  { "971", "0", 8, 9, "" },
  { "972", "0", 8, 9, "" },
  { "976", "", 8, 8, "44" },
  { "998", "", 9, 9, "2322" },
};

/* Calling codes of two digits; those beginning with 1 and 7 have one, all others three. */
static const char two_digit_codes[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

static const Country *
find_country (const char *code, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    if (strlen (countries[i].code) == length && strncmp (countries[i].code, code, length) == 0)
      return &countries[i];
  return NULL;
}

static int
calling_code_length (const char *digits)
{
  char two[3] = { digits[0], digits[0] != '\0' ? digits[1] : '\0', '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strlen (two) == 2 && strstr (two_digit_codes, two) != NULL ? 2 : 3;
}

/* ── The digits that were typed ─────────────────────────────────────────────────────────────── */

/* What stands in the text: digits without marks, and where "(0)" was. */
typedef struct
{
  char digits[MAX_TYPED + 1];
  int n_digits;
  gboolean plus;
  char extension[MAX_EXTENSION + 1];
} Typed;

static void
skip_label (const CrmScan *scan, gsize *at)
{
  static const CrmScanWord labels[] = { { "tel", 0 }, { "tel.", 0 }, { "phone", 0 }, { "mobile", 0 }, { "mob", 0 }, { "cell", 0 }, { "fax", 0 }, { "call", 0 }, { "t", 0 }, { "m", 0 }, { "p", 0 }, { "电话", 0 }, { "手机", 0 }, { "座机", 0 }, { "传真", 0 }, { "联系电话", 0 }, { "手机号", 0 }, { "手机号码", 0 }, { NULL } };
  gsize position = *at;

  crm_scan_skip_spaces (scan, &position);
  if (crm_scan_take_any (scan, &position, labels, NULL))
    {
      crm_scan_skip_spaces (scan, &position);
      (void)crm_scan_take (scan, &position, ":");
      crm_scan_skip_spaces (scan, &position);
    }
  *at = position;
}

static gboolean
take_extension (const CrmScan *scan, gsize *at, Typed *typed)
{
  static const CrmScanWord words[] = { { "ext", 0 }, { "ext.", 0 }, { "extn", 0 }, { "extension", 0 }, { "x", 0 }, { "#", 0 }, { ";ext=", 0 }, { "转", 0 }, { "转分机", 0 }, { "分机", 0 }, { "分机号", 0 }, { "内线", 0 }, { NULL } };
  gsize position = *at, longest;
  gint64 value;
  int length = 0;

  (void)crm_scan_take (scan, &position, ",");
  crm_scan_skip_spaces (scan, &position);
  (void)crm_scan_take (scan, &position, "(");
  longest = position;
  /* "x12" runs into its digits, so the table's rule for words is not the one wanted. */
  for (const CrmScanWord *word = words; word->text != NULL; word++)
    {
      gsize behind = position;

      if (crm_scan_take (scan, &behind, word->text))
        longest = MAX (longest, behind);
    }
  if (longest == position)
    return FALSE;
  position = longest;
  while (scan->chars[position] == ' ' || scan->chars[position] == ':' || scan->chars[position] == '.')
    position++;
  longest = position;
  if (!crm_scan_take_digits (scan, &position, 1, MAX_EXTENSION, &value))
    return FALSE;
  for (; longest < position; longest++)
    typed->extension[length++] = (char)scan->chars[longest];
  (void)crm_scan_take (scan, &position, ")");
  *at = position;
  return TRUE;
}

/* Reads marks and digits up to the end or to an extension. */
static gboolean
read_typed (const CrmScan *scan, Typed *typed)
{
  gsize at = 0;
  int open = 0;

  skip_label (scan, &at);
  if (crm_scan_take (scan, &at, "(+") || crm_scan_take (scan, &at, "( +"))
    typed->plus = TRUE, open = 1;
  else
    typed->plus = crm_scan_take (scan, &at, "+");
  while (at < scan->length)
    {
      gunichar c = scan->chars[at];

      /* "+44 (0)20": the trunk prefix, for those who call from inside. */
      if (typed->plus && typed->n_digits > 0 && crm_scan_take (scan, &at, "(0)"))
        continue;
      if (c >= '0' && c <= '9')
        {
          if (typed->n_digits == MAX_TYPED)
            return FALSE;
          typed->digits[typed->n_digits++] = (char)c;
        }
      else if (typed->n_digits > 0 && take_extension (scan, &at, typed))
        break;
      else if (c == '(')
        open++;
      else if (c == ')')
        open--;
      else if (c != ' ' && c != '-' && c != '.' && c != '/' && c != 0xb7)
        return FALSE;
      if (open < 0 || open > 1)
        return FALSE;
      at++;
    }
  crm_scan_skip_spaces (scan, &at);
  return at == scan->length && open == 0 && typed->n_digits >= MIN_DIGITS;
}

/* ── From digits to a number ────────────────────────────────────────────────────────────────── */

static int
international_prefix (const Typed *typed, const char *home)
{
  static const char *const own[][2] = { { "1", "011" }, { "81", "010" }, { "61", "0011" } };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_str_equal (home, own[i][0]) && g_str_has_prefix (typed->digits, own[i][1]) && typed->n_digits > 10)
      return (int)strlen (own[i][1]);
  return g_str_has_prefix (typed->digits, "00") && typed->n_digits > 8 ? 2 : 0;
}

/* Mobiles are 1[3-9] and nine more; area codes are 10, 2x or three digits; 400 and 800 have ten in all. */
static gboolean
is_plausible_chinese (const char *national, int length)
{
  if (national[0] == '1' && national[1] != '0')
    return length == 11 && national[1] >= '3';
  if (g_str_has_prefix (national, "10") || national[0] == '2')
    return length == 10;
  if (g_str_has_prefix (national, "400") || g_str_has_prefix (national, "800"))
    return length == 10;
  return national[0] >= '3' && (length == 10 || length == 11);
}

static gboolean
is_plausible (const Country *country, const char *national)
{
  int length = (int)strlen (national);

  /* Only where nothing is dialled before a national number can it begin with 0, as in Italy; none begins with the international 00. */
  if (national[0] == '0' && (country == NULL || *country->trunk != '\0' || national[1] == '0'))
    return FALSE;
  if (country == NULL)
    return length >= DEFAULT_LEAST && length <= UNKNOWN_LENGTH;
  if (g_str_equal (country->code, "86"))
    return is_plausible_chinese (national, length);
  /* An area code or exchange of North America never begins with 0 or 1. */
  if (g_str_equal (country->code, "1") && (national[0] < '2' || (length > 3 && national[3] < '2')))
    return FALSE;
  /* 010 is the way out of Japan, so no area code is 10. */
  if (g_str_equal (country->code, "81") && g_str_has_prefix (national, "10"))
    return FALSE;
  return length >= country->least && length <= country->most;
}

/* The national number: the trunk prefix goes where it stands, but a Russian 8 only where there is a digit too many. */
static const char *
without_trunk (const Country *country, const char *national)
{
  const char *trunk = country != NULL ? country->trunk : "0";
  gsize length = strlen (trunk);

  if (length == 0 || !g_str_has_prefix (national, trunk) || strlen (national) <= length + 2)
    return national;
  if (*trunk != '0' && (country == NULL || (int)strlen (national) <= country->most))
    return national;
  return national + length;
}

static gboolean
fill (const char *code, gsize code_length, const char *national, CrmPhone *phone)
{
  const Country *country = find_country (code, code_length);

  if (code_length + strlen (national) > MAX_DIGITS || *national == '\0')
    return FALSE;
  g_snprintf (phone->number, sizeof phone->number, "+%.*s%s", (int)code_length, code, national);
  phone->country_digits = (int)code_length;
  phone->is_plausible = is_plausible (country, national);
  return TRUE;
}

static gboolean
fill_international (const char *digits, CrmPhone *phone)
{
  gsize length = (gsize)calling_code_length (digits);
  const char *national;

  if (digits[0] == '0' || strlen (digits) <= length)
    return FALSE;
  national = without_trunk (find_country (digits, length), digits + length);
  return fill (digits, length, national, phone);
}

static gboolean
fill_national (const char *digits, const char *home, CrmPhone *phone)
{
  const Country *country = find_country (home, strlen (home));
  const char *national = without_trunk (country, digits);
  gsize length = strlen (home);

  if (!is_plausible (country, national) && g_str_has_prefix (digits, home) && is_plausible (country, without_trunk (country, digits + length)))
    national = without_trunk (country, digits + length);
  return fill (home, length, national, phone);
}

gboolean
crm_phone_parse (const char *text, const char *calling_code, CrmPhone *phone)
{
  g_auto (CrmScan) scan = { 0 };
  Typed typed = { 0 };
  CrmPhone read = { 0 };
  int prefix;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (calling_code != NULL && *calling_code >= '1' && *calling_code <= '9' && strlen (calling_code) <= 3, FALSE);
  g_return_val_if_fail (phone != NULL, FALSE);

  crm_scan_init (&scan, text);
  if (!read_typed (&scan, &typed))
    return FALSE;
  g_strlcpy (read.extension, typed.extension, sizeof read.extension);
  prefix = typed.plus ? 0 : international_prefix (&typed, calling_code);
  if (typed.plus || prefix > 0)
    {
      if (!fill_international (typed.digits + prefix, &read))
        return FALSE;
    }
  else if (!fill_national (typed.digits, calling_code, &read))
    {
      return FALSE;
    }
  *phone = read;
  return TRUE;
}

/* ── Showing ────────────────────────────────────────────────────────────────────────────────── */

static void
append_group (GString *text, const char **rest, gsize size)
{
  if (text->len > 0 && text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
  g_string_append_len (text, *rest, (gssize)size);
  *rest += size;
}

/* Groups of three, with fours at the end where three would leave a digit or two; only five digits end with two. */
static void
append_evenly (GString *text, const char *rest)
{
  while (*rest != '\0')
    {
      gsize left = strlen (rest);

      append_group (text, &rest, left == 4 || left == 8 ? 4 : left <= 2 ? left
                                                                        : 3);
    }
}

/* 138 0013 8000, 379 6555 0131, 10 6555 0131, 400 800 1234. */
static const char *
chinese_groups (const char *national)
{
  gsize length = strlen (national);
  gboolean short_area = g_str_has_prefix (national, "10") || national[0] == '2';

  if (length == 11)
    return "344";
  if (length != 10)
    return "";
  if (g_str_has_prefix (national, "400") || g_str_has_prefix (national, "800"))
    return "334";
  return short_area ? "244" : "334";
}

static gsize
sum_of_groups (const char *groups)
{
  gsize sum = 0;

  for (; *groups != '\0'; groups++)
    sum += (gsize)(*groups - '0');
  return sum;
}

/* @trunk, "0" or nothing, joins the first group. Where the groups are not known it is counted as one of the digits. */
static void
append_groups (GString *text, const char *groups, const char *trunk, const char *national)
{
  g_autofree char *digits = g_strconcat (trunk, national, NULL);
  const char *rest = digits;

  if (strlen (national) != sum_of_groups (groups))
    {
      append_evenly (text, digits);
      return;
    }
  for (const char *size = groups; *size != '\0'; size++)
    append_group (text, &rest, (gsize)(*size - '0') + (size == groups ? strlen (trunk) : 0));
}

/* Whether at home the number is dialled with its trunk prefix. */
static gboolean
shows_trunk (const Country *country, const CrmPhone *phone, const char *national)
{
  if (country == NULL || !g_str_equal (country->trunk, "0") || !phone->is_plausible)
    return FALSE;
  if (!g_str_equal (country->code, "86"))
    return TRUE;
  return !(national[0] == '1' && national[1] != '0') && !g_str_has_prefix (national, "400") && !g_str_has_prefix (national, "800");
}

char *
crm_phone_format (const CrmPhone *phone, const char *calling_code)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const Country *country;
  const char *national, *groups;
  gboolean at_home;

  g_return_val_if_fail (phone != NULL && phone->number[0] == '+', NULL);
  g_return_val_if_fail (calling_code != NULL, NULL);

  country = find_country (phone->number + 1, (gsize)phone->country_digits);
  national = phone->number + 1 + phone->country_digits;
  groups = country == NULL ? "" : g_str_equal (country->code, "86") ? chinese_groups (national)
                                                                    : country->groups;
  at_home = strncmp (phone->number + 1, calling_code, (gsize)phone->country_digits) == 0 && calling_code[phone->country_digits] == '\0';
  if (!at_home)
    g_string_append_printf (text, "%.*s ", phone->country_digits + 1, phone->number);
  append_groups (text, groups, at_home && shows_trunk (country, phone, national) ? "0" : "", national);
  if (phone->extension[0] != '\0')
    g_string_append_printf (text, " #%s", phone->extension);
  return g_strdup (text->str);
}

char *
crm_phone_to_comparable (const CrmPhone *phone)
{
  return g_strconcat (phone->number, phone->extension[0] != '\0' ? "#" : "", phone->extension, NULL);
}

gboolean
crm_phone_equal (const CrmPhone *a, const CrmPhone *b)
{
  return g_str_equal (a->number, b->number) && g_str_equal (a->extension, b->extension);
}
