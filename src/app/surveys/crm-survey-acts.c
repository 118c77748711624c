/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a whole survey, from the list of them and from its own page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-acts.h"

#include "app/surveys/crm-survey-page-reading.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey.h"

#include <glib/gi18n-lib.h>

/* Does it with the survey as it stands now. */
typedef void (*Act) (CrmPage *page, CrmSurveyPageReading *reading, const char *detail);

typedef struct
{
  CrmPage *page;
  Act act;
  char *detail;
} Acting;

static void
acting_free (gpointer data)
{
  Acting *acting = data;

  g_object_unref (acting->page);
  g_free (acting->detail);
  g_free (acting);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Acting *acting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    crm_page_fail (acting->page, error);
  else
    acting->act (acting->page, g_value_get_boxed (value), acting->detail);
  return NULL;
}

static void
begin (CrmPage *page, const CrmId *survey, Act act, const char *detail)
{
  Acting *acting;

  g_return_if_fail (CRM_IS_PAGE (page) && survey != NULL);

  acting = g_new0 (Acting, 1);
  *acting = (Acting){ g_object_ref (page), act, g_strdup (detail) };
  dex_future_disown (dex_future_finally (crm_survey_page_reading_read (crm_page_get_context (page), survey), on_read, acting, acting_free));
}

/* ── publishing, closing, archiving ───────────────────────────────────────────────────────── */

static void
publish (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (!crm_survey_form_can_publish (reading->newest, &error))
    {
      crm_page_fail (page, error);
      return;
    }
  edit = crm_survey_form_new_publish (reading->newest, crm_clock_now (crm_context_get_clock (crm_page_get_context (page))));
  dex_future_disown (crm_page_apply (page, edit, _ ("Survey published")));
}

static void
set_status (CrmPage *page, CrmSurveyPageReading *reading, const char *status)
{
  static const struct
  {
    const char *status;
    const char *title;
    const char *toast;
  } words[] = {
    { "open", N_ ("Collect Again"), N_ ("“%s” collects again") },
    { "closed", N_ ("Close Survey"), N_ ("“%s” closed") },
    { "archived", N_ ("Archive Survey"), N_ ("“%s” archived") },
    { "draft", N_ ("Take Survey out of the Archive"), N_ ("“%s” taken out of the archive") },
  };

  if (g_str_equal (status, "open") && reading->published == NULL)
    status = "draft";
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].status, status))
      {
        g_autoptr (CrmEdit) edit = crm_survey_form_new_status (reading->newest, _ (words[i].title), status);
        const char *format = _ (words[i].toast);
        g_autoptr (GString) toast = g_string_new (format);

        g_string_replace (toast, "%s", crm_record_get_title (reading->newest->survey), 1);
        dex_future_disown (crm_page_apply (page, edit, toast->str));
      }
}

/* ── copying ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPage *page;
  CrmId survey;
} Opening;

static void
opening_free (gpointer data)
{
  g_object_unref (((Opening *)data)->page);
  g_free (data);
}

static DexFuture *
on_duplicated (DexFuture *future, gpointer data)
{
  Opening *opening = data;

  crm_page_open_record (opening->page, &crm_kind_survey, &opening->survey, NULL, 0);
  return NULL;
}

static void
duplicate (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  /* Translators: the title of a copy of a survey; %s is the title of the other. */
  g_autofree char *title = g_strdup_printf (_ ("%s (copy)"), crm_record_get_title (reading->newest->survey));
  g_autoptr (CrmEdit) edit = NULL;
  Opening *opening = g_new0 (Opening, 1);

  opening->page = g_object_ref (page);
  edit = crm_survey_form_new_duplicate (reading->newest, title, &opening->survey);
  dex_future_disown (dex_future_then (crm_page_apply (page, edit, _ ("Survey duplicated")), on_duplicated, opening, opening_free));
}

/* ── deleting ─────────────────────────────────────────────────────────────────────────────── */

static void
remove_survey (CrmPage *page, CrmSurveyPageReading *reading, const char *detail)
{
  g_autoptr (CrmEdit) edit = crm_survey_new_removal (reading->newest->survey);
  g_autofree char *toast = g_strdup_printf (_ ("“%s” deleted"), crm_record_get_title (reading->newest->survey));

  dex_future_disown (crm_page_apply (page, edit, toast));
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_survey_acts_publish (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, publish, NULL);
}

void
crm_survey_acts_set_status (CrmPage *page, const CrmId *survey, const char *status)
{
  g_return_if_fail (status != NULL);

  begin (page, survey, set_status, status);
}

void
crm_survey_acts_duplicate (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, duplicate, NULL);
}

void
crm_survey_acts_delete (CrmPage *page, const CrmId *survey)
{
  begin (page, survey, remove_survey, NULL);
}
