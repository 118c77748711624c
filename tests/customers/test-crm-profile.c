/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile: what it gathers, what its head says; and looking customers up while typing. */

#include "core/base/crm-date.h"
#include "core/base/crm-error.h"
#include "core/customers/crm-customer-lookup.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/surveys/crm-satisfaction.h"
#include "tests/surveys/survey-fixture.h"

/* NOW is Monday 21 September 2026, 22:13:20 in Shanghai. */
#define DAY G_TIME_SPAN_DAY

static void
run (Fixture *fixture, CrmEdit *edit)
{
  crm_edit_result_free (apply (fixture, edit));
  crm_edit_unref (edit);
}

static CrmId
add_person (Fixture *fixture, const CrmId *customer, const char *name, const char *title, CrmDate until)
{
  CrmEdit *edit = crm_edit_new ("Add person", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *person = crm_edit_create (edit, &crm_kind_person, NULL);
  CrmId id = person->id;
  CrmChange *role;

  crm_change_set_text (person, CRM_PERSON_NAME, name);
  role = crm_edit_create (edit, &crm_kind_role, NULL);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, customer);
  crm_change_set_id (role, CRM_ROLE_PERSON, &id);
  crm_change_set_text (role, CRM_ROLE_TITLE, title);
  if (until != CRM_DATE_NONE)
    crm_change_set_integer (role, CRM_ROLE_TO, until);
  run (fixture, edit);
  return id;
}

static void
add_point (Fixture *fixture, guint owner_field, const CrmId *owner, const char *kind, const char *value)
{
  CrmEdit *edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, owner_field, owner);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
  run (fixture, edit);
}

static void
relate (Fixture *fixture, const CrmId *customer, const CrmId *other, const char *kind)
{
  CrmEdit *edit = crm_edit_new ("Relate", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_relationship, NULL);

  crm_change_set_id (change, CRM_RELATIONSHIP_CUSTOMER, customer);
  crm_change_set_id (change, CRM_RELATIONSHIP_OTHER, other);
  crm_change_set_text (change, CRM_RELATIONSHIP_KIND, kind);
  run (fixture, edit);
}

static gboolean
read_profile (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmProfile *profile = crm_profile_load (connection, data, error);

  if (profile == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_PROFILE);
  g_value_take_boxed (result, profile);
  return TRUE;
}

static CrmProfile *
load (Fixture *fixture, CrmId *customer)
{
  return await_boxed (crm_store_read (fixture->store, NULL, read_profile, customer, NULL));
}

static void
test_gathers (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "洛阳瓦岗寨贸易有限公司"), other = make_customer (fixture, "长沙湘军餐饮集团"), person;
  g_autoptr (CrmProfile) profile = NULL, seen_from_there = NULL;
  CrmProfilePerson *first, *last;

  add_person (fixture, &customer, "翟让", "Founder", 20240301);
  person = add_person (fixture, &customer, "单雄信", "General manager", CRM_DATE_NONE);
  add_point (fixture, CRM_CONTACT_POINT_PERSON, &person, "phone", "138 0379 1234");
  add_point (fixture, CRM_CONTACT_POINT_CUSTOMER, &customer, "wechat", "wagang-trade");
  relate (fixture, &customer, &other, "parent");
  profile = load (fixture, &customer);
  g_assert_cmpuint (profile->points->len, ==, 1);
  g_assert_cmpuint (profile->people->len, ==, 2);
  first = g_ptr_array_index (profile->people, 0);
  last = g_ptr_array_index (profile->people, 1);
  g_assert_cmpstr (crm_record_get_title (first->person), ==, "单雄信");
  g_assert_cmpuint (first->points->len, ==, 1);
  g_assert_cmpstr (crm_record_get_title (last->person), ==, "翟让");
  g_assert_cmpuint (profile->links->len, ==, 1);
  g_assert_cmpstr (((CrmProfileLink *)g_ptr_array_index (profile->links, 0))->kind, ==, "parent");
  seen_from_there = load (fixture, &other);
  g_assert_cmpuint (seen_from_there->links->len, ==, 1);
  g_assert_cmpstr (((CrmProfileLink *)g_ptr_array_index (seen_from_there->links, 0))->kind, ==, "subsidiary");
}

static void
test_leaves_out_deleted (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), other = make_customer (fixture, "Lantern Tea House");
  CrmId person = add_person (fixture, &customer, "Anna Berg", NULL, CRM_DATE_NONE);
  CrmEdit *edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmProfile) profile = NULL;

  relate (fixture, &customer, &other, "partner");
  crm_edit_delete (edit, &crm_kind_person, &person);
  crm_edit_delete (edit, &crm_kind_customer, &other);
  run (fixture, edit);
  profile = load (fixture, &customer);
  g_assert_cmpuint (profile->people->len, ==, 0);
  g_assert_cmpuint (profile->links->len, ==, 0);
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  CrmId nobody = crm_id_new (1);

  await_error (crm_store_read (fixture->store, NULL, read_profile, &nobody, NULL), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

/* ── its head ─────────────────────────────────────────────────────────────────────────────── */

static void
log_call (Fixture *fixture, const CrmId *customer, gint64 at)
{
  CrmEdit *edit = crm_edit_new ("Log", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_integer (change, CRM_INTERACTION_AT, at);
  run (fixture, edit);
}

static void
plan (Fixture *fixture, const CrmId *customer, gint64 due)
{
  CrmEdit *edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_id (change, CRM_TASK_CUSTOMER, customer);
  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, "Call about renewal");
  crm_change_set_integer (change, CRM_TASK_DUE, due);
  run (fixture, edit);
}

static char *
dup_facts (Fixture *fixture, CrmId *customer)
{
  g_autoptr (CrmProfile) profile = load (fixture, customer);
  g_autoptr (GPtrArray) facts = crm_profile_get_facts (profile, NOW, crm_clock_get_zone (fixture->clock));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const CrmProfileFact *fact = g_ptr_array_index (facts, i);

      g_string_append_printf (text, "%s: %s%s%s%s\n", fact->caption, fact->value, fact->detail != NULL ? " | " : "", fact->detail != NULL ? fact->detail : "",
                              fact->warns ? " !" : "");
    }
  return g_string_free_and_steal (text);
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autofree char *none = dup_facts (fixture, &customer);
  g_autofree char *some = NULL;
  g_autofree char *late = NULL;
  CrmEdit *edit = crm_edit_new ("Spend", CRM_EDIT_ORIGIN_PERSON);

  g_assert_cmpstr (none, ==, "");
  await_ok (crm_store_set_setting (fixture->store, "currency", "CNY"));
  crm_change_set_money (crm_edit_update (edit, &crm_kind_customer, &customer), CRM_CUSTOMER_YEARLY_SPEND, (CrmMoney){ 18640000, "CNY" });
  run (fixture, edit);
  log_call (fixture, &customer, NOW - 94 * DAY);
  plan (fixture, &customer, NOW + 3 * DAY);
  some = dup_facts (fixture, &customer);
  g_assert_cmpstr (some, ==, "Next step: Thu | Call about renewal\nLast contact: 94 days ago | Call, 19 Jun !\nYearly spend: ¥186,400\n");
  log_call (fixture, &customer, NOW - DAY);
  plan (fixture, &customer, NOW - 2 * DAY);
  late = dup_facts (fixture, &customer);
  g_assert_cmpstr (late, ==, "Next step: 2 days ago | Call about renewal !\nLast contact: Yesterday | Call\nYearly spend: ¥186,400\n");
}

/* How it is shown and what it is called agree, also where a score is no whole number. */
static void
test_satisfaction (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint64 score;
    int points;
    CrmSatisfaction satisfaction;
  } scores[] = {
    { 0, 0, CRM_SATISFACTION_UNHAPPY },
    { 49499999, 49, CRM_SATISFACTION_UNHAPPY },
    { 49500000, 50, CRM_SATISFACTION_MIXED },
    { 66666667, 67, CRM_SATISFACTION_MIXED },
    { 74500000, 75, CRM_SATISFACTION_HAPPY },
    { 100 * CRM_DECIMAL_ONE, 100, CRM_SATISFACTION_HAPPY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      const CrmBand *band = &crm_satisfaction_bands[scores[i].satisfaction];

      g_assert_cmpint (crm_satisfaction_get_points (scores[i].score), ==, scores[i].points);
      g_assert_cmpint (crm_satisfaction_of (scores[i].score), ==, scores[i].satisfaction);
      g_assert_true (scores[i].score >= band->from && scores[i].score < band->below);
    }
}

static void
test_satisfaction_facts (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), survey = make_survey (fixture, "Delivery", FALSE);
  g_autofree char *unhappy = NULL, *happy = NULL;

  make_response (fixture, &survey, &customer, 3);
  unhappy = dup_facts (fixture, &customer);
  g_assert_cmpstr (unhappy, ==, "Satisfaction: 30 / 100 | Unhappy, today !\n");
  crm_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
  make_response (fixture, &survey, &customer, 9);
  happy = dup_facts (fixture, &customer);
  g_assert_cmpstr (happy, ==, "Satisfaction: 90 / 100 | Today\n");
}

static void
test_subtitles (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmProfile) profile = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *founder = NULL;

  set_text (fixture, &customer, CRM_CUSTOMER_CITY, "Bristol");
  add_person (fixture, &customer, "Anna Berg", "Founder", 20240301);
  profile = load (fixture, &customer);
  subtitle = crm_profile_dup_subtitle (profile, crm_clock_get_zone (fixture->clock));
  g_assert_true (g_str_has_prefix (subtitle, "Bristol · since "));
  founder = crm_profile_person_dup_subtitle (g_ptr_array_index (profile->people, 0));
  g_assert_cmpstr (founder, ==, "Founder · until 1 Mar 2024");
}

/* ── doubles ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_matches (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *matches = crm_customer_find_matches (connection, data, error);

  if (matches == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, matches);
  return TRUE;
}

static void
assert_match (Fixture *fixture, const char *name, const char *phone, const char *email, guint n, CrmMatchReason reasons, const char *person)
{
  CrmCustomerDraft draft = { (char *)"company", (char *)name, (char *)phone, (char *)email };
  g_autoptr (GPtrArray) matches = await_boxed (crm_store_read (fixture->store, NULL, read_matches, &draft, NULL));
  const CrmCustomerMatch *match;

  g_assert_cmpuint (matches->len, ==, n);
  if (n == 0)
    return;
  match = g_ptr_array_index (matches, 0);
  g_assert_cmpint (match->reasons, ==, reasons);
  g_assert_cmpstr (match->person, ==, person);
}

static void
test_doubles (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour & Sons"), person;

  await_ok (crm_store_set_setting (fixture->store, "calling-code", "86"));
  make_customer (fixture, "Lantern Tea House");
  add_point (fixture, CRM_CONTACT_POINT_CUSTOMER, &customer, "phone", "+86 379 6555 0131");
  person = add_person (fixture, &customer, "Anna Berg", NULL, CRM_DATE_NONE);
  add_point (fixture, CRM_CONTACT_POINT_PERSON, &person, "email", "Anna@Harbour.example");
  assert_match (fixture, "harbour & SONS", NULL, NULL, 1, CRM_MATCH_NAME, NULL);
  assert_match (fixture, "Other", "0379-65550131", NULL, 1, CRM_MATCH_PHONE, NULL);
  assert_match (fixture, NULL, NULL, "anna@harbour.EXAMPLE ", 1, CRM_MATCH_EMAIL, "Anna Berg");
  assert_match (fixture, "Harbour & Sons", "+8637965550131", "anna@harbour.example", 1, CRM_MATCH_NAME | CRM_MATCH_PHONE | CRM_MATCH_EMAIL, "Anna Berg");
  assert_match (fixture, "Harbour", "12", "", 0, 0, NULL);
  assert_match (fixture, "\xff", "\xff", "\xff", 0, 0, NULL);
}

typedef struct
{
  const CrmKind *kind;
  const char *typed;
} Asked;

static gboolean
read_results (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  GPtrArray *results = crm_customer_look_up (connection, asked->kind, asked->typed, 10, error);

  if (results == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, results);
  return TRUE;
}

static void
assert_found (Fixture *fixture, const CrmKind *kind, const char *typed, guint n, const char *first)
{
  Asked asked = { kind, typed };
  g_autoptr (GPtrArray) results = await_boxed (crm_store_read (fixture->store, NULL, read_results, &asked, NULL));

  g_assert_cmpuint (results->len, ==, n);
  if (n > 0)
    g_assert_cmpstr (((CrmLookupResult *)g_ptr_array_index (results, 0))->name, ==, first);
}

static void
test_look_up (Fixture *fixture, gconstpointer data)
{
  CrmEdit *edit = crm_edit_new ("Tag", CRM_EDIT_ORIGIN_PERSON);

  make_customer (fixture, "洛阳瓦岗寨贸易有限公司");
  make_customer (fixture, "Harbour & Sons");
  crm_change_set_text (crm_edit_create (edit, &crm_kind_tag, NULL), CRM_TAG_NAME, "autumn 秋季");
  crm_change_set_text (crm_edit_create (edit, &crm_kind_tag, NULL), CRM_TAG_NAME, "trade fair");
  run (fixture, edit);
  assert_found (fixture, &crm_kind_customer, "luoy", 1, "洛阳瓦岗寨贸易有限公司");
  assert_found (fixture, &crm_kind_customer, "", 2, "Harbour & Sons");
  assert_found (fixture, &crm_kind_customer, "nobody", 0, NULL);
  assert_found (fixture, &crm_kind_customer, "\" OR *", 0, NULL);
  assert_found (fixture, &crm_kind_tag, "秋", 1, "autumn 秋季");
  assert_found (fixture, &crm_kind_tag, NULL, 2, "autumn 秋季");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("/customers/profile/gathers-people-points-and-links", test_gathers);
  add ("/customers/profile/leaves-out-what-is-deleted", test_leaves_out_deleted);
  add ("/customers/profile/unknown-customer-is-an-error", test_unknown);
  add ("/customers/profile/facts-there-are", test_facts);
  add ("/customers/profile/satisfaction-in-points-and-words", test_satisfaction);
  add ("/customers/profile/satisfaction-of-the-latest-response", test_satisfaction_facts);
  add ("/customers/profile/subtitles", test_subtitles);
  add ("/customers/lookup/doubles-with-their-reasons", test_doubles);
  add ("/customers/lookup/records-to-refer-to", test_look_up);
  return g_test_run ();
}
