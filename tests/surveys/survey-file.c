/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of the window: "survey-file PATH" makes a file with three customers, the first with an email address, and two published surveys, the second anonymous. */

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-template.h"
#include "core/surveys/crm-survey.h"
#include "tests/await.h"
#include "core/store/crm-store.h"

static void
apply (CrmStore *store, CrmEdit *edit)
{
  crm_edit_result_free (await_boxed (crm_store_apply (store, edit, NULL)));
}

static gboolean
read_form (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmSurveyForm *form = crm_survey_form_read (connection, data, CRM_SURVEY_NEWEST, error);

  if (form == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SURVEY_FORM);
  g_value_take_boxed (result, form);
  return TRUE;
}

static void
add_survey (CrmStore *store, const char *template, const char *title, gboolean anonymous)
{
  const CrmSurveyJsonChoice choice = { .title = title, .language = "en", .second = "zh_CN" };
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON), publish = NULL, hide = crm_edit_new ("Anonymous", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (GError) error = NULL;
  CrmId survey;

  crm_survey_template_add (template, &choice, edit, &survey, &error);
  g_assert_no_error (error);
  apply (store, edit);
  if (anonymous)
    {
      crm_change_set_integer (crm_edit_update (hide, &crm_kind_survey, &survey), CRM_SURVEY_ANONYMOUS, 1);
      apply (store, hide);
    }
  form = await_boxed (crm_store_read (store, NULL, read_form, &survey, NULL));
  publish = crm_survey_form_new_publish (form, g_get_real_time ());
  apply (store, publish);
}

static void
add_email (CrmEdit *edit, const CrmId *customer, const char *email)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "email");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, email);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "Harbour Office", "Lakeside Dental", "洛阳瓦岗寨贸易有限公司" };
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmEdit) customers = crm_edit_new ("Customers", CRM_EDIT_ORIGIN_PERSON);

  dex_init ();
  store = argc == 2 ? crm_store_new (argv[1], clock, &error) : NULL;
  g_assert_no_error (error);
  g_assert_nonnull (store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CrmChange *change = crm_edit_create (customers, &crm_kind_customer, NULL);

      crm_change_set_text (change, CRM_CUSTOMER_NAME, names[i]);
      crm_change_set_text (change, CRM_CUSTOMER_TYPE, "company");
      /* The last one may be invited. */
      if (i == G_N_ELEMENTS (names) - 1)
        crm_change_set_text (change, CRM_CUSTOMER_CONSENT, "given");
      if (i == 0)
        add_email (customers, &change->id, "post@harbour.example");
    }
  apply (store, customers);
  add_survey (store, "nps", "Would you recommend us", FALSE);
  add_survey (store, "nps", "After the visit", TRUE);
  return 0;
}
