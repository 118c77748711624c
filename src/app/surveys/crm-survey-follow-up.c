/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The call that an unhappy answer asks for. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-follow-up.h"

#include "core/surveys/crm-satisfaction.h"
#include "core/surveys/crm-survey-sheet.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page;
  CrmSurveyForm *form;
  CrmId customer;
  CrmId owner; /* nil for nobody */
  gint64 score;
} Proposal;

static void
proposal_free (gpointer data, GClosure *closure)
{
  Proposal *proposal = data;

  g_object_unref (proposal->page);
  crm_survey_form_unref (proposal->form);
  g_free (proposal);
}

static void
on_response (Proposal *proposal, const char *response)
{
  if (g_str_equal (response, "plan"))
    crm_survey_follow_up_plan (proposal->page, proposal->form, &proposal->customer, crm_id_is_nil (&proposal->owner) ? NULL : &proposal->owner, proposal->score);
}

void
crm_survey_follow_up_plan (CrmPage *page, CrmSurveyForm *form, const CrmId *customer, const CrmId *owner, gint64 score)
{
  g_autoptr (CrmEdit) edit = NULL;
  const CrmSurveyWho who = { .customer = customer, .owner = owner };

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL && customer != NULL);

  edit = crm_edit_new (_ ("Plan a call"), CRM_EDIT_ORIGIN_PERSON);
  crm_survey_add_follow_up (edit, form->survey, &who, score, crm_clock_now (crm_context_get_clock (crm_page_get_context (page))) + G_TIME_SPAN_DAY);
  dex_future_disown (crm_page_apply (page, edit, _ ("Call planned for tomorrow")));
}

void
crm_survey_follow_up_propose (CrmPage *page, CrmSurveyForm *form, const CrmId *customer, const char *name, const CrmId *owner, gint64 score)
{
  AdwDialog *dialog;
  Proposal *proposal;
  g_autofree char *body = NULL;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL && customer != NULL);

  /* Translators: a customer's name, and a score. */
  body = g_strdup_printf (_ ("%1$s: %2$d of 100. Nothing is sent by itself: this makes a task for tomorrow."), name != NULL ? name : _ ("The customer"), crm_satisfaction_get_points (score));
  dialog = adw_alert_dialog_new (_ ("An Unhappy Customer"), body);
  proposal = g_new0 (Proposal, 1);
  *proposal = (Proposal){ .page = g_object_ref (page), .form = crm_survey_form_ref (form), .customer = *customer, .score = score };
  if (owner != NULL)
    proposal->owner = *owner;
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Not Now"), "plan", _ ("Plan a _Call"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "plan", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "plan");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), proposal, proposal_free, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
