/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a deal's page shows: its people, the customer's other deals, its timeline; and what a pipeline may not lose. */

#include "core/base/crm-error.h"
#include "core/sales/crm-deal-profile.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/timeline/crm-timeline.h"
#include "tests/store/store-fixture.h"

typedef struct
{
  CrmId customer;
  CrmId pipeline;
  CrmId desks;
  CrmId chairs;
} Sales;

static CrmChange *
add_deal (CrmEdit *edit, const Sales *sales, const char *title)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_deal, NULL);

  crm_change_set_text (change, CRM_DEAL_TITLE, title);
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, &sales->customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &sales->pipeline);
  crm_change_set_money (change, CRM_DEAL_AMOUNT, (CrmMoney){ 1200000, "CNY" });
  return change;
}

static Sales
make_sales (Fixture *fixture)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Begin", CRM_EDIT_ORIGIN_PERSON), deals = crm_edit_new ("Deals", CRM_EDIT_ORIGIN_PERSON);
  Sales sales = { .customer = make_customer (fixture, "Harbour Office") };

  sales.pipeline = crm_pipeline_create_usual (edit, NULL);
  crm_edit_result_free (apply (fixture, edit));
  sales.desks = add_deal (deals, &sales, "Ten desks")->id;
  sales.chairs = add_deal (deals, &sales, "Chairs")->id;
  crm_edit_result_free (apply (fixture, deals));
  return sales;
}

static gboolean
load_profile (CrmConnection *connection, gpointer deal, GValue *result, GError **error)
{
  CrmDealProfile *profile = crm_deal_profile_load (connection, deal, error);

  if (profile == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_DEAL_PROFILE);
  g_value_take_boxed (result, profile);
  return TRUE;
}

static CrmDealProfile *
read_profile (Fixture *fixture, const CrmId *deal)
{
  return await_boxed (crm_store_read (fixture->store, NULL, load_profile, (gpointer)deal, NULL));
}

static void
move (Fixture *fixture, const CrmId *deal, const char *stage)
{
  g_autoptr (CrmDealProfile) profile = read_profile (fixture, deal);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Move", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_update (edit, &crm_kind_deal, deal);

  crm_change_set_id (change, CRM_DEAL_STAGE, &crm_pipeline_find_stage_by_name (profile->pipeline, stage)->id);
  if (g_str_equal (stage, "Lost"))
    crm_change_set_text (change, CRM_DEAL_LOST_REASON, "price");
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_profile (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  g_autoptr (CrmDealProfile) lead = read_profile (fixture, &sales.desks), later = NULL;

  g_assert_cmpstr (crm_record_get_title (lead->stage), ==, "Lead");
  g_assert_true (crm_deal_profile_is_lead (lead));
  g_assert_cmpuint (lead->others->len, ==, 1);
  g_assert_cmpstr (crm_record_get_title (lead->others->pdata[0]), ==, "Chairs");
  g_assert_cmpstr (crm_deal_profile_get_reference_name (lead, CRM_DEAL_CUSTOMER), ==, "Harbour Office");
  move (fixture, &sales.desks, "Proposal");
  later = read_profile (fixture, &sales.desks);
  g_assert_false (crm_deal_profile_is_lead (later));
}

/* A stage that was removed under a deal leaves it in its pipeline, without a stage. */
static void
test_without_stage (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  g_autoptr (CrmDealProfile) before = read_profile (fixture, &sales.desks), after = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_stage, &before->stage->id);
  crm_edit_result_free (apply (fixture, edit));
  after = read_profile (fixture, &sales.desks);
  g_assert_null (after->stage);
  g_assert_nonnull (after->pipeline);
  g_assert_false (crm_deal_profile_is_lead (after));
}

static void
test_missing_deal (Fixture *fixture, gconstpointer data)
{
  CrmId nobody = crm_id_new (1);

  await_error (crm_store_read (fixture->store, NULL, load_profile, &nobody, NULL), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

static CrmId
make_person (Fixture *fixture, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Person", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_person, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, CRM_PERSON_NAME, name);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
set_part (Fixture *fixture, const CrmId *deal, const CrmId *person, gboolean there)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Part", CRM_EDIT_ORIGIN_PERSON);
  CrmId part = crm_deal_person_make_id (deal, person);

  if (there)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_deal_person, &part);

      crm_change_set_id (change, CRM_DEAL_PERSON_DEAL, deal);
      crm_change_set_id (change, CRM_DEAL_PERSON_PERSON, person);
    }
  else
    crm_edit_delete (edit, &crm_kind_deal_person, &part);
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_people_come_back (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  CrmId rosa = make_person (fixture, "Rosa"), anna = make_person (fixture, "Anna");
  g_autoptr (CrmDealProfile) two = NULL, one = NULL, again = NULL;

  set_part (fixture, &sales.desks, &rosa, TRUE);
  set_part (fixture, &sales.desks, &anna, TRUE);
  two = read_profile (fixture, &sales.desks);
  g_assert_cmpuint (two->people->len, ==, 2);
  g_assert_cmpstr (crm_record_get_title (((CrmDealPerson *)two->people->pdata[0])->person), ==, "Anna");
  set_part (fixture, &sales.desks, &rosa, FALSE);
  one = read_profile (fixture, &sales.desks);
  g_assert_cmpuint (one->people->len, ==, 1);
  set_part (fixture, &sales.desks, &rosa, TRUE);
  again = read_profile (fixture, &sales.desks);
  g_assert_cmpuint (again->people->len, ==, 2);
}

static gboolean
read_used (CrmConnection *connection, gpointer field, GValue *result, GError **error)
{
  GStrv used = crm_deal_read_used (connection, GPOINTER_TO_UINT (field), error);

  if (used == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, used);
  return TRUE;
}

static void
test_used_words (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Words", CRM_EDIT_ORIGIN_PERSON);
  g_auto (GStrv) used = NULL;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_deal, &sales.desks), CRM_DEAL_DRIVERS, "Price\n Fast delivery \n\n");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_deal, &sales.chairs), CRM_DEAL_DRIVERS, "Fast delivery");
  crm_edit_result_free (apply (fixture, edit));
  used = await_boxed (crm_store_read (fixture->store, NULL, read_used, GUINT_TO_POINTER (CRM_DEAL_DRIVERS), NULL));
  g_assert_cmpstrv (used, ((const char *const[]){ "Fast delivery", "Price", NULL }));
}

/* ── the timeline ─────────────────────────────────────────────────────────────────────────── */

static gboolean
load_timeline (CrmConnection *connection, gpointer request, GValue *result, GError **error)
{
  CrmTimeline *timeline = crm_timeline_load (connection, request, error);

  if (timeline == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return TRUE;
}

/* The titles and texts of all entries but changes of data, newest first; @deal (nullable). */
static char *
describe_timeline (Fixture *fixture, const Sales *sales, const CrmId *deal)
{
  CrmTimelineRequest request = { .customer = sales->customer, .now = crm_clock_now (fixture->clock), .style = { .locale = "en_US.UTF-8", .currency = "CNY", .zone = crm_clock_get_zone (fixture->clock) } };
  g_autoptr (CrmTimeline) timeline = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (deal != NULL)
    request.deal = *deal;
  timeline = await_boxed (crm_store_read (fixture->store, NULL, load_timeline, &request, NULL));
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = timeline->entries->pdata[i];

      if (entry->group != CRM_TIMELINE_CHANGE)
        g_string_append_printf (text, "%s%s [%s]", text->len > 0 ? "; " : "", entry->title, entry->kind);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
log_call (Fixture *fixture, const Sales *sales, const CrmId *deal)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Call", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &sales->customer);
  crm_change_set_id (change, CRM_INTERACTION_DEAL, deal);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_integer (change, CRM_INTERACTION_AT, crm_clock_now (fixture->clock));
  crm_edit_result_free (apply (fixture, edit));
}

static void
test_timeline (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  g_autofree char *all = NULL, *desks = NULL, *chairs = NULL, *undone = NULL;

  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &sales.desks, "Proposal");
  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  log_call (fixture, &sales, &sales.desks);
  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &sales.desks, "Won");
  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &sales.chairs, "Lost");
  all = describe_timeline (fixture, &sales, NULL);
  g_assert_cmpstr (all, ==,
                   "Chairs lost [lost]; Ten desks won [won]; Call [call]; Ten desks: Lead → Proposal [moved]; "
                   "Chairs began in Lead [began]; Ten desks began in Lead [began]");
  desks = describe_timeline (fixture, &sales, &sales.desks);
  g_assert_cmpstr (desks, ==, "Won [won]; Call [call]; Lead → Proposal [moved]; Began in Lead [began]");
  chairs = describe_timeline (fixture, &sales, &sales.chairs);
  g_assert_cmpstr (chairs, ==, "Lost [lost]; Began in Lead [began]");
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  undone = describe_timeline (fixture, &sales, &sales.chairs);
  g_assert_cmpstr (undone, ==, "Began in Lead [began]");
}

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  g_autofree char *text = NULL;

  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &sales.desks, "Lost");
  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &sales.desks, "Negotiation");
  text = describe_timeline (fixture, &sales, &sales.desks);
  g_assert_cmpstr (text, ==, "Lost → Negotiation [reopened]; Lost [lost]; Began in Lead [began]");
}

/* ── pipelines ────────────────────────────────────────────────────────────────────────────── */

static void
test_pipeline_keeps_its_ends (Fixture *fixture, gconstpointer data)
{
  Sales sales = make_sales (fixture);
  g_autoptr (CrmDealProfile) profile = read_profile (fixture, &sales.desks);

  for (guint i = 0; i < profile->pipeline->stages->len; i++)
    {
      const CrmRecord *stage = profile->pipeline->stages->pdata[i];
      g_autoptr (GError) error = NULL;
      gboolean can = crm_pipeline_can_lose (profile->pipeline, stage, &error);

      g_assert_true (can == crm_stage_is_open (stage));
      if (!can)
        g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/deal-profile/stage-and-other-deals", Fixture, NULL, set_up, test_profile, tear_down);
  g_test_add ("/deal-profile/without-a-stage", Fixture, NULL, set_up, test_without_stage, tear_down);
  g_test_add ("/deal-profile/of-no-deal", Fixture, NULL, set_up, test_missing_deal, tear_down);
  g_test_add ("/deal-profile/people-come-back", Fixture, NULL, set_up, test_people_come_back, tear_down);
  g_test_add ("/deal-profile/words-used-before", Fixture, NULL, set_up, test_used_words, tear_down);
  g_test_add ("/deal-profile/timeline", Fixture, NULL, set_up, test_timeline, tear_down);
  g_test_add ("/deal-profile/timeline-of-a-deal-that-opens-again", Fixture, NULL, set_up, test_reopened, tear_down);
  g_test_add ("/pipeline/keeps-its-ends", Fixture, NULL, set_up, test_pipeline_keeps_its_ends, tear_down);
  return g_test_run ();
}
