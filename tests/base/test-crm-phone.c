/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers: one number however it is typed, extensions, what cannot exist, display. */

#include "core/base/crm-phone.h"

#include <string.h>

#define SEED 20240305

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    const char *home;
    const char *comparable;
    gboolean is_plausible;
    const char *display;
  } table[] = {
    { "13800138000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "138 0013 8000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "138-0013-8000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "１３８００１３８０００", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "+86 138 0013 8000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "+86 138 0013 8000", "49", "+8613800138000", TRUE, "+86 138 0013 8000" },
    { "(+86) 13800138000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "0086-13800138000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "86 138 0013 8000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "8613800138000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "tel:+86-138-0013-8000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "手机：13800138000", "86", "+8613800138000", TRUE, "138 0013 8000" },
    { "Tel. 0379-65550131", "86", "+8637965550131", TRUE, "0379 6555 0131" },
    { "0379-65550131", "86", "+8637965550131", TRUE, "0379 6555 0131" },
    { "(0379) 6555 0131", "86", "+8637965550131", TRUE, "0379 6555 0131" },
    { "+86 (0)379 6555 0131", "1", "+8637965550131", TRUE, "+86 379 6555 0131" },
    { "+86 0379 6555 0131", "1", "+8637965550131", TRUE, "+86 379 6555 0131" },
    { "010-65550131", "86", "+861065550131", TRUE, "010 6555 0131" },
    { "021 6555 0131", "86", "+862165550131", TRUE, "021 6555 0131" },
    { "0317-5550131", "86", "+863175550131", TRUE, "0317 555 0131" },
    { "400-800-1234", "86", "+864008001234", TRUE, "400 800 1234" },
    { "0379-65550131转12", "86", "+8637965550131#12", TRUE, "0379 6555 0131 #12" },
    { "0379-65550131 转分机 12", "86", "+8637965550131#12", TRUE, "0379 6555 0131 #12" },
    { "0379-65550131 ext. 12", "86", "+8637965550131#12", TRUE, "0379 6555 0131 #12" },
    { "0379-65550131x0123", "86", "+8637965550131#0123", TRUE, "0379 6555 0131 #0123" },
    { "0379-65550131 #12", "86", "+8637965550131#12", TRUE, "0379 6555 0131 #12" },
    { "0379-65550131（分机12）", "86", "+8637965550131#12", TRUE, "0379 6555 0131 #12" },
    { "tel:+86-379-65550131;ext=12", "86", "+8637965550131#12", TRUE, "0379 6555 0131 #12" },
    { "65550131", "86", "+8665550131", FALSE, "6555 0131" },
    { "95588", "86", "+8695588", FALSE, "955 88" },
    { "110", "86", "+86110", FALSE, "110" },
    { "1380013800", "86", "+861380013800", FALSE, "138 001 3800" },
    { "12800138000", "86", "+8612800138000", FALSE, "128 0013 8000" },
    { "138001380001", "86", "+86138001380001", FALSE, "138 001 380 001" },
    { "(212) 555-0123", "1", "+12125550123", TRUE, "212 555 0123" },
    { "1-212-555-0123", "1", "+12125550123", TRUE, "212 555 0123" },
    { "+1 212.555.0123", "86", "+12125550123", TRUE, "+1 212 555 0123" },
    { "011 86 13800138000", "1", "+8613800138000", TRUE, "+86 138 0013 8000" },
    { "112 555 0123", "1", "+11125550123", FALSE, "112 555 0123" },
    { "030 901820", "49", "+4930901820", TRUE, "030 901 820" },
    { "+49 (0)30/901820", "86", "+4930901820", TRUE, "+49 3090 1820" },
    { "020 7946 0123", "44", "+442079460123", TRUE, "020 7946 0123" },
    { "+44 (0) 20 7946 0123", "86", "+442079460123", TRUE, "+44 207 946 0123" },
    { "01 70 18 99 00", "33", "+33170189900", TRUE, "01 70 18 99 00" },
    { "+39 06 6982", "86", "+39066982", TRUE, "+39 066 982" },
    { "8 (495) 555-01-23", "7", "+74955550123", TRUE, "495 555 01 23" },
    { "+7 842 555 01 23", "86", "+78425550123", TRUE, "+7 842 555 01 23" },
    { "5550 1234", "852", "+85255501234", TRUE, "5550 1234" },
    { "+852 5550 1234", "86", "+85255501234", TRUE, "+852 5550 1234" },
    { "0912-345-678", "886", "+886912345678", TRUE, "0912 345 678" },
    { "03-5550-0123", "81", "+81355500123", TRUE, "035 550 0123" },
    { "+299 321000", "86", "+299321000", TRUE, "+299 321 000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      CrmPhone phone = { 0 };
      g_autofree char *comparable = NULL;
      g_autofree char *display = NULL;

      g_test_message ("%s", table[i].text);
      g_assert_true (crm_phone_parse (table[i].text, table[i].home, &phone));
      comparable = crm_phone_to_comparable (&phone);
      display = crm_phone_format (&phone, table[i].home);
      g_assert_cmpstr (comparable, ==, table[i].comparable);
      g_assert_cmpint (phone.is_plausible, ==, table[i].is_plausible);
      g_assert_cmpstr (display, ==, table[i].display);
    }
}

static void
test_refuses (void)
{
  static const char *const texts[] = { "", " ", "-", "12", "+", "++8613800138000", "+86", "+0123456789", "none", "1-800-FLOWERS", "13800138000 or 13900139000", "13800138000/13900139000", "13800138000,13900139000",
                                       "1380013800013900139000", "a@b.org", "0379(65550131", "0379)65550131(", "((0379))65550131", "12345678901234567890123456789", "13800138000转", "13800138000 ext", "x12", "转12", "13800138000#123456789", "5 Mar 2024", "无", "手机：" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      CrmPhone phone = { .country_digits = 7 };

      g_test_message ("%s", texts[i]);
      g_assert_false (crm_phone_parse (texts[i], "86", &phone));
      g_assert_cmpint (phone.country_digits, ==, 7);
    }
}

/* What is shown, at home or abroad, is the same number when it is typed again. */
static void
test_round_trip (void)
{
  static const char *const homes[] = { "86", "1", "49", "44", "852", "81", "7", "886", "33", "36", "299" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_plausible = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 50000; i++)
    {
      const char *home = homes[g_rand_int_range (random, 0, G_N_ELEMENTS (homes))];
      g_autoptr (GString) text = g_string_new (i % 2 ? "+" : "");
      CrmPhone phone, again;

      for (int n = g_rand_int_range (random, 5, 14); n > 0; n--)
        g_string_append_c (text, (char)g_rand_int_range (random, '0', '9' + 1));
      if (!crm_phone_parse (text->str, home, &phone) || !phone.is_plausible)
        continue;
      for (int abroad = 0; abroad < 2; abroad++)
        {
          g_autofree char *display = crm_phone_format (&phone, abroad ? "0" : home);

          g_assert_true (crm_phone_parse (display, home, &again));
          g_assert_true (crm_phone_equal (&phone, &again));
        }
      n_plausible++;
    }
  g_assert_cmpint (n_plausible, >, 5000);
}

static void
test_hostile (void)
{
  static const char *const pieces[] = { "+", "86", "0", "(", ")", "-", " ", "138", "转", "ext.", "#", "12", "x", "(0)", "00", "tel:", "\xff", "电话", "９", "/", ";ext=", "." };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  int n_read = 0;

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 100000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      CrmPhone phone;

      for (int n = g_rand_int_range (random, 0, 14); n > 0; n--)
        if (i % 4 == 0)
          g_string_append_c (text, (char)g_rand_int_range (random, 1, 256));
        else
          g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      if (!crm_phone_parse (text->str, i % 3 ? "86" : "1", &phone))
        continue;
      g_assert_cmpint (phone.number[0], ==, '+');
      g_assert_cmpuint (strspn (phone.number + 1, "0123456789"), ==, strlen (phone.number) - 1);
      g_free (crm_phone_format (&phone, "86"));
      n_read++;
    }
  g_assert_cmpint (n_read, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/phone/one-number-however-it-is-typed", test_reads);
  g_test_add_func ("/base/phone/refuses-what-is-no-number", test_refuses);
  g_test_add_func ("/base/phone/display-round-trip", test_round_trip);
  g_test_add_func ("/base/phone/survives-hostile-input", test_hostile);
  return g_test_run ();
}
