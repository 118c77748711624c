/* SPDX-License-Identifier: GPL-3.0-or-later */
/* QR codes: their marks are where readers look for them. */

#include "core/base/crm-qr-code.h"

/* Seven by seven: a dark frame, a light one, a dark square. */
static void
assert_finder (const CrmQrCode *code, guint x, guint y)
{
  for (guint i = 0; i < 7; i++)
    for (guint j = 0; j < 7; j++)
      {
        gboolean frame = i == 0 || j == 0 || i == 6 || j == 6, middle = i >= 2 && i <= 4 && j >= 2 && j <= 4;

        g_assert_cmpint (code->dark[(y + i) * code->width + x + j], ==, frame || middle);
      }
}

static void
test_marks (void)
{
  g_autoptr (CrmQrCode) code = crm_qr_code_new ("abcdefghijklmnopqrstuvwxyz"), longer = crm_qr_code_new ("abcdefghijklmnopqrstuvwxyz, 单雄信, and many more words than before");

  g_assert_cmpuint (code->width, ==, 25);
  g_assert_cmpuint (longer->width, >, code->width);
  g_assert_cmpuint ((longer->width - 17) % 4, ==, 0);
  assert_finder (code, 0, 0);
  assert_finder (code, code->width - 7, 0);
  assert_finder (code, 0, code->width - 7);
  /* The timing pattern between them. */
  for (guint i = 8; i < code->width - 8; i++)
    g_assert_cmpint (code->dark[6 * code->width + i], ==, i % 2 == 0);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (8000, 'x');

  g_assert_null (crm_qr_code_new (text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/qr-code/has-its-marks", test_marks);
  g_test_add_func ("/base/qr-code/too-much-text", test_too_long);
  return g_test_run ();
}
