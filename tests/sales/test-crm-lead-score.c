/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The score of a lead: which rules hold, what they give, and what they say. */

#include "core/base/crm-date.h"
#include "core/sales/crm-lead-score.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <locale.h>

static const CrmValueStyle style = { .locale = "en_US.UTF-8", .currency = "CNY" };

/* Takes @values; the rest is "nothing". */
static CrmRecord *
make_record (const CrmKind *kind, CrmValue *values)
{
  CrmId id = crm_id_new (1);

  return crm_record_new (kind, &id, 1, 1, FALSE, values);
}

static CrmRecord *
make_deal (void)
{
  CrmValue values[CRM_DEAL_N_FIELDS] = { 0 };

  values[CRM_DEAL_TITLE] = crm_value_text ("Ten desks");
  values[CRM_DEAL_SOURCE] = crm_value_text ("referral");
  values[CRM_DEAL_AMOUNT] = crm_value_money ((CrmMoney){ 1200000, "CNY" });
  values[CRM_DEAL_CAMPAIGN] = crm_value_text ("Office Fair");
  values[CRM_DEAL_EXPECTED_CLOSE] = crm_value_integer (crm_date_make (2026, 12, 18));
  return make_record (&crm_kind_deal, values);
}

static CrmRecord *
make_customer (void)
{
  CrmValue values[CRM_CUSTOMER_N_FIELDS] = { 0 };

  values[CRM_CUSTOMER_NAME] = crm_value_text ("Harbour Office");
  values[CRM_CUSTOMER_CITY] = crm_value_text ("洛阳");
  return make_record (&crm_kind_customer, values);
}

static void
add_rule (GPtrArray *rules, const char *field, const char *operator, const char * value, gint64 points)
{
  CrmValue values[CRM_SCORE_RULE_N_FIELDS] = { 0 };

  values[CRM_SCORE_RULE_FIELD] = crm_value_text (field);
  values[CRM_SCORE_RULE_OPERATOR] = crm_value_text (operator);
  values[CRM_SCORE_RULE_VALUE] = crm_value_text (value);
  values[CRM_SCORE_RULE_POINTS] = crm_value_integer (points);
  g_ptr_array_add (rules, make_record (&crm_kind_score_rule, values));
}

static GPtrArray *
new_rules (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
}

static CrmLeadScore *
compute (GPtrArray *rules)
{
  g_autoptr (CrmRecord) deal = make_deal (), customer = make_customer ();

  return crm_lead_score_compute (rules, deal, customer, &style);
}

/* @expected: the reason of the one rule, or NULL where it does not hold. */
static void
assert_rule (const char *field, const char *operator, const char * value, const char *expected)
{
  g_autoptr (GPtrArray) rules = new_rules ();
  g_autoptr (CrmLeadScore) score = NULL;

  add_rule (rules, field, operator, value, 7);
  score = compute (rules);
  g_assert_cmpuint (score->n_broken, ==, 0);
  g_assert_cmpint (score->points, ==, expected != NULL ? 7 : 0);
  g_assert_cmpuint (score->reasons->len, ==, expected != NULL ? 1 : 0);
  if (expected != NULL)
    g_assert_cmpstr (((CrmScoreReason *)score->reasons->pdata[0])->text, ==, expected);
}

static void
test_conditions (void)
{
  assert_rule ("deal.source", "is", "referral", "Source is Referral");
  assert_rule ("deal.source", "is", "web", NULL);
  assert_rule ("deal.source", "is-not", "web", "Source is not Website");
  assert_rule ("deal.amount", "at-least", "12000", "Amount is at least ¥12,000.00");
  assert_rule ("deal.amount", "at-least", "12000.01", NULL);
  assert_rule ("deal.amount", "at-most", "12000", "Amount is at most ¥12,000.00");
  assert_rule ("deal.campaign", "contains", "FAIR", "Campaign contains “FAIR”");
  assert_rule ("deal.campaign", "filled", NULL, "Campaign is filled in");
  assert_rule ("deal.competitor", "empty", NULL, "Competitor is empty");
  assert_rule ("deal.competitor", "filled", NULL, NULL);
  assert_rule ("deal.expected_close", "at-most", "2026-12-31", "Expected close is at most 31 Dec 2026");
  assert_rule ("customer.city", "is", "洛阳", "Customer: City is 洛阳");
}

/* What is not there is neither below nor above anything, but it is not this or that. */
static void
test_nothing_is_compared (void)
{
  assert_rule ("deal.probability", "at-least", "0", NULL);
  assert_rule ("deal.probability", "at-most", "100", NULL);
  assert_rule ("deal.competitor", "contains", "a", NULL);
  assert_rule ("deal.channel", "is-not", "web", "Channel is not Web");
}

static void
test_other_currency_never_holds (void)
{
  assert_rule ("deal.amount", "at-least", "EUR 1", NULL);
  assert_rule ("deal.amount", "at-most", "EUR 1000000", NULL);
}

static void
test_sum_and_order (void)
{
  g_autoptr (GPtrArray) rules = new_rules ();
  g_autoptr (CrmLeadScore) score = NULL;

  add_rule (rules, "deal.source", "is", "referral", 20);
  add_rule (rules, "deal.source", "is", "web", 100);
  add_rule (rules, "customer.phone", "empty", NULL, -5);
  score = compute (rules);
  g_assert_cmpint (score->points, ==, 15);
  g_assert_cmpuint (score->reasons->len, ==, 2);
  g_assert_cmpint (((CrmScoreReason *)score->reasons->pdata[1])->points, ==, -5);
}

/* Rules of a newer version, or damaged ones, count as broken and not as nothing. */
static void
test_broken_rules_are_counted (void)
{
  g_autoptr (GPtrArray) rules = new_rules ();
  g_autoptr (CrmLeadScore) score = NULL;

  add_rule (rules, "deal.future_field", "is", "x", 50);
  add_rule (rules, "deal.", "is", "x", 50);
  add_rule (rules, "person.name", "is", "x", 50);
  add_rule (rules, "deal.stage", "is", "x", 50);
  add_rule (rules, "deal.source", "sounds-like", "x", 50);
  add_rule (rules, "deal.source", "is", "no such source", 50);
  add_rule (rules, "deal.source", "at-least", "referral", 50);
  add_rule (rules, "deal.amount", "contains", "1", 50);
  add_rule (rules, "deal.amount", "is", NULL, 50);
  score = compute (rules);
  g_assert_cmpint (score->points, ==, 0);
  g_assert_cmpuint (score->n_broken, ==, rules->len);
}

static void
test_without_customer (void)
{
  g_autoptr (GPtrArray) rules = new_rules ();
  g_autoptr (CrmRecord) deal = make_deal ();
  g_autoptr (CrmLeadScore) score = NULL;

  add_rule (rules, "customer.phone", "empty", NULL, 5);
  score = crm_lead_score_compute (rules, deal, NULL, &style);
  g_assert_cmpint (score->points, ==, 0);
  g_assert_cmpuint (score->n_broken, ==, 0);
}

static void
test_sum_does_not_wrap (void)
{
  g_autoptr (GPtrArray) rules = new_rules ();
  g_autoptr (CrmLeadScore) score = NULL;

  add_rule (rules, "deal.campaign", "filled", NULL, G_MAXINT64);
  add_rule (rules, "deal.source", "filled", NULL, G_MAXINT64);
  score = compute (rules);
  g_assert_cmpint (score->points, ==, G_MAXINT64);
}

static void
test_points (void)
{
  g_autofree char *plus = crm_score_points_format (20), *minus = crm_score_points_format (-5), *least = crm_score_points_format (G_MININT64);

  g_assert_cmpstr (plus, ==, "+20");
  g_assert_cmpstr (minus, ==, "−5");
  g_assert_cmpstr (least, ==, "−9223372036854775808");
}

/* Every field offered can be asked about, by its own name. */
static void
test_names_are_found (void)
{
  g_auto (GStrv) names = crm_score_field_dup_names ();

  g_assert_cmpuint (g_strv_length (names), >, 20);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const CrmKind *kind = NULL;
      g_autofree char *label = crm_score_field_dup_label (names[i]);

      g_assert_cmpint (crm_score_field_find (names[i], &kind), >=, 0);
      g_assert_nonnull (kind);
      g_assert_cmpstr (label, !=, names[i]);
    }
  g_assert_cmpint (crm_score_field_find (NULL, NULL), ==, -1);
  g_assert_cmpint (crm_score_field_find ("deal.title_key", NULL), ==, -1);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lead-score/conditions", test_conditions);
  g_test_add_func ("/lead-score/nothing-is-compared", test_nothing_is_compared);
  g_test_add_func ("/lead-score/other-currency-never-holds", test_other_currency_never_holds);
  g_test_add_func ("/lead-score/sum-and-order", test_sum_and_order);
  g_test_add_func ("/lead-score/broken-rules-are-counted", test_broken_rules_are_counted);
  g_test_add_func ("/lead-score/without-customer", test_without_customer);
  g_test_add_func ("/lead-score/sum-does-not-wrap", test_sum_does_not_wrap);
  g_test_add_func ("/lead-score/points", test_points);
  g_test_add_func ("/lead-score/names-are-found", test_names_are_found);
  return g_test_run ();
}
