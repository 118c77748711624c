/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked for in customers and people: a labelled table of good and bad values, and a file looked through. */

#include "core/quality/crm-quality.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/store/store-fixture.h"

static void
test_credit_codes (void)
{
  /* The good ones are codes of public bodies and listed companies, as they print them themselves. */
  static const struct
  {
    const char *text;
    CrmCreditCodeProblem problem;
  } codes[] = {
    { "91350100M000100Y43", CRM_CREDIT_CODE_OK }, /* the worked example of the standard */
    { "91350100m000100y43", CRM_CREDIT_CODE_OK },
    { " 9135 0100-M000100Y43 ", CRM_CREDIT_CODE_OK },
    { "91440300708461136T", CRM_CREDIT_CODE_OK },
    { "91310000132232189X", CRM_CREDIT_CODE_CHECK },
    { "91350100M000100Y44", CRM_CREDIT_CODE_CHECK },
    { "91350100M00010Y043", CRM_CREDIT_CODE_CHECK }, /* two characters swapped */
    { "19350100M000100Y43", CRM_CREDIT_CODE_CHECK },
    { "91350100MO00100Y43", CRM_CREDIT_CODE_CHARACTER }, /* the letter O */
    { "9135010OM000100Y43", CRM_CREDIT_CODE_CHARACTER },
    { "９1350100M000100Y43", CRM_CREDIT_CODE_CHARACTER },
    { "91350100M000100Y4", CRM_CREDIT_CODE_LENGTH },
    { "91350100M000100Y433", CRM_CREDIT_CODE_LENGTH },
    { "440301103097413", CRM_CREDIT_CODE_LENGTH }, /* a registration number of before 2015 */
    { "", CRM_CREDIT_CODE_LENGTH },
    { "unknown", CRM_CREDIT_CODE_LENGTH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (crm_credit_code_check (codes[i].text) != codes[i].problem)
      g_error ("“%s” gives %d", codes[i].text, crm_credit_code_check (codes[i].text));
}

/* No single mistyped character, and no two neighbours swapped, give another code that passes. */
static void
test_a_slip_is_found (void)
{
  static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY", code[] = "91350100M000100Y43";

  for (gsize i = 0; i < strlen (code); i++)
    for (const char *c = characters; *c != '\0'; c++)
      {
        g_autofree char *slip = g_strdup (code);

        slip[i] = *c;
        g_assert_cmpint (crm_credit_code_check (slip) == CRM_CREDIT_CODE_OK, ==, *c == code[i]);
      }
  for (gsize i = 0; i + 1 < strlen (code); i++)
    {
      g_autofree char *slip = g_strdup (code);

      slip[i] = code[i + 1];
      slip[i + 1] = code[i];
      g_assert_cmpint (crm_credit_code_check (slip) == CRM_CREDIT_CODE_OK, ==, code[i] == code[i + 1]);
    }
}

static void
test_whose_number_is_a_credit_code (void)
{
  g_assert_true (crm_quality_has_credit_code (NULL, "86"));
  g_assert_false (crm_quality_has_credit_code (NULL, "49"));
  g_assert_true (crm_quality_has_credit_code ("China", "49"));
  g_assert_true (crm_quality_has_credit_code ("中国", "86"));
  g_assert_false (crm_quality_has_credit_code ("Germany", "86"));
}

static void
test_phones_and_emails (void)
{
  static const char *const phones[] = { "13800138000", "+86 138 0013 8000", "0379-65550131", "+49 30 123456", NULL };
  static const char *const no_phones[] = { "1380013800", "138001380001", "n/a", "12", "+86 1", NULL };
  static const char *const emails[] = { "a@b.org", "wang.fang+crm@example.com.cn", "王芳@例子.中国", NULL };
  static const char *const no_emails[] = { "a@b", "a b@c.org", "@b.org", "a@", "none", "a@@b.org", NULL };

  for (guint i = 0; phones[i] != NULL; i++)
    g_assert_true (crm_quality_is_phone (phones[i], "86"));
  for (guint i = 0; no_phones[i] != NULL; i++)
    if (crm_quality_is_phone (no_phones[i], "86"))
      g_error ("“%s” passes for a phone", no_phones[i]);
  for (guint i = 0; emails[i] != NULL; i++)
    g_assert_true (crm_quality_is_email (emails[i]));
  for (guint i = 0; no_emails[i] != NULL; i++)
    if (crm_quality_is_email (no_emails[i]))
      g_error ("“%s” passes for an address", no_emails[i]);
}

static gboolean
look (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const CrmQualityQuestion question = { .now = NOW, .zone = zone, .calling_code = "86" };
  CrmQuality *quality = crm_quality_read (connection, &question, error);

  if (quality == NULL)
    return FALSE;
  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    for (guint i = 0; i < quality->found[check]->len; i++)
      {
        gboolean finds = FALSE;

        g_assert_true (crm_quality_finds (connection, &question, check, g_array_index (quality->found[check], gint64, i), &finds, error));
        g_assert_true (finds);
      }
  g_value_init (result, CRM_TYPE_QUALITY);
  g_value_take_boxed (result, quality);
  return TRUE;
}

static void
add_point (CrmEdit *edit, const CrmId *customer, const char *kind, const char *value)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
}

static void
assert_found (const CrmQuality *quality, CrmQualityCheck check, guint found, guint of)
{
  if (quality->found[check]->len != found || quality->of[check] != of)
    g_error ("%s: %u of %u, not %u of %u", crm_quality_get_info (check)->name, quality->found[check]->len, quality->of[check], found, of);
}

static void
test_empty_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuality) quality = await_boxed (crm_store_read (fixture->store, NULL, look, NULL, NULL));

  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    assert_found (quality, check, 0, 0);
}

static void
test_a_file (Fixture *fixture, gconstpointer data)
{
  CrmId bare = make_customer (fixture, "Bare"), full = make_customer (fixture, "Full"), gone = make_customer (fixture, "Gone");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Fill", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_user, NULL);
  CrmId user = change->id, nobody = crm_id_new (NOW);
  g_autoptr (CrmQuality) quality = NULL;

  crm_change_set_text (change, CRM_USER_NAME, "Wang Fang");
  change = crm_edit_update (edit, &crm_kind_customer, &full);
  crm_change_set_id (change, CRM_CUSTOMER_OWNER, &user);
  crm_change_set_text (change, CRM_CUSTOMER_LEVEL, "a");
  crm_change_set_text (change, CRM_CUSTOMER_LIFE_CYCLE, "acquired");
  crm_change_set_text (change, CRM_CUSTOMER_INDUSTRY, "Tea");
  crm_change_set_text (change, CRM_CUSTOMER_CITY, "Xiamen");
  crm_change_set_text (change, CRM_CUSTOMER_TAX_ID, "91350100M000100Y43");
  crm_change_set_money (change, CRM_CUSTOMER_CREDIT_LIMIT, (CrmMoney){ 100, "CNY" });
  crm_change_set_money (change, CRM_CUSTOMER_CREDIT_USED, (CrmMoney){ 101, "CNY" });
  change = crm_edit_update (edit, &crm_kind_customer, &bare);
  crm_change_set_id (change, CRM_CUSTOMER_OWNER, &nobody);
  crm_change_set_text (change, CRM_CUSTOMER_TAX_ID, "91350100M000100Y44");
  crm_change_set_integer (change, CRM_CUSTOMER_BIRTHDAY, 20990101);
  add_point (edit, &full, "phone", "13800138000");
  add_point (edit, &full, "email", "a@b.org");
  add_point (edit, &bare, "phone", "12");
  add_point (edit, &gone, "email", "none");
  change = crm_edit_create (edit, &crm_kind_person, NULL);
  crm_change_set_text (change, CRM_PERSON_NAME, "Li");
  crm_change_set_integer (change, CRM_PERSON_BIRTHDAY, 415);
  crm_edit_delete (edit, &crm_kind_customer, &gone);
  crm_edit_result_free (apply (fixture, edit));

  quality = await_boxed (crm_store_read (fixture->store, NULL, look, NULL, NULL));
  assert_found (quality, CRM_QUALITY_NO_PHONE, 0, 2);
  assert_found (quality, CRM_QUALITY_NO_EMAIL, 1, 2);
  assert_found (quality, CRM_QUALITY_NO_OWNER, 0, 2);
  assert_found (quality, CRM_QUALITY_NO_LEVEL, 1, 2);
  assert_found (quality, CRM_QUALITY_NO_INDUSTRY, 1, 2);
  assert_found (quality, CRM_QUALITY_PERSON_UNREACHABLE, 1, 1);
  assert_found (quality, CRM_QUALITY_BAD_PHONE, 1, 2);
  assert_found (quality, CRM_QUALITY_BAD_EMAIL, 0, 1);
  assert_found (quality, CRM_QUALITY_BAD_CREDIT_CODE, 1, 2);
  assert_found (quality, CRM_QUALITY_BIRTHDAY_AHEAD, 1, 1);
  assert_found (quality, CRM_QUALITY_PERSON_BIRTHDAY_AHEAD, 0, 1);
  assert_found (quality, CRM_QUALITY_CREDIT_OVER, 1, 1);
  assert_found (quality, CRM_QUALITY_QUIET_90, 0, 2);
  assert_found (quality, CRM_QUALITY_NO_NEXT_STEP, 1, 1);
  assert_found (quality, CRM_QUALITY_OWNER_GONE, 1, 2);
}

static void
test_quiet_customers (Fixture *fixture, gconstpointer data)
{
  static const int days[] = { 10, 91, 181, 366 };
  g_autoptr (CrmQuality) quality = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
      CrmId id = crm_id_new (NOW);

      /* Ids are never older than the one before; one that came from elsewhere may be. */
      for (int j = 0; j < 6; j++)
        id.bytes[j] = (guint8)((NOW - days[i] * G_TIME_SPAN_DAY) / 1000 >> (40 - 8 * j));

      crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, &id), CRM_CUSTOMER_NAME, "Quiet");
      crm_edit_result_free (apply (fixture, edit));
    }
  quality = await_boxed (crm_store_read (fixture->store, NULL, look, NULL, NULL));
  assert_found (quality, CRM_QUALITY_QUIET_90, 3, 4);
  assert_found (quality, CRM_QUALITY_QUIET_180, 2, 4);
  assert_found (quality, CRM_QUALITY_QUIET_365, 1, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quality/credit-codes", test_credit_codes);
  g_test_add_func ("/quality/a-slip-is-found", test_a_slip_is_found);
  g_test_add_func ("/quality/whose-number-is-a-credit-code", test_whose_number_is_a_credit_code);
  g_test_add_func ("/quality/phones-and-emails", test_phones_and_emails);
  g_test_add ("/quality/an-empty-file-has-no-figures", Fixture, NULL, set_up, test_empty_file, tear_down);
  g_test_add ("/quality/each-check-finds-its-own", Fixture, NULL, set_up, test_a_file, tear_down);
  g_test_add ("/quality/quiet-customers", Fixture, NULL, set_up, test_quiet_customers, tear_down);
  return g_test_run ();
}
