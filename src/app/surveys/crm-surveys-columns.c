/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of surveys. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-surveys-columns.h"

#include "app/surveys/crm-results-words.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-question-type.h"

#include <glib/gi18n-lib.h>

/* Nobody has answered yet: that is seen best where nothing stands. */
static char *
text_of_responses (const CrmRecord *survey, guint field, const CrmColumnFormat *format)
{
  gint64 n = crm_record_get_integer (survey, field, 0);

  return n > 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, n) : NULL;
}

static char *
text_of_score (const CrmRecord *survey, guint field, const CrmColumnFormat *format)
{
  CrmScoreKind kind = crm_question_type_get_score_kind (crm_question_type_find (crm_record_get_text (survey, CRM_SURVEY_SCORE_KIND)));
  g_autofree char *score = NULL;

  if (!crm_record_has (survey, field))
    return NULL;
  score = crm_results_format_score (kind, &(CrmScore){ .known = TRUE, .value = (double)crm_record_get_integer (survey, field, 0) / CRM_DECIMAL_ONE });
  return g_strdup_printf (_ ("%1$s (n = %2$'u)"), score, (guint)crm_record_get_integer (survey, CRM_SURVEY_N_SCORED, 0));
}

static char *
text_of_anonymous (const CrmRecord *survey, guint field, const CrmColumnFormat *format)
{
  return crm_record_get_integer (survey, field, 0) != 0 ? g_strdup (_ ("Anonymous")) : NULL;
}

const CrmRecordColumn crm_surveys_columns[] = {
  { CRM_SURVEY_TITLE, .expand = TRUE, .found = TRUE },
  { CRM_SURVEY_PURPOSE, 210 },
  { CRM_SURVEY_STATUS, 100 },
  { CRM_SURVEY_N_RESPONSES, 110, .numeric = TRUE, .text = text_of_responses },
  { CRM_SURVEY_SCORE, 150, .numeric = TRUE, .text = text_of_score },
  { CRM_SURVEY_LAST_RESPONSE, 130 },
  { CRM_SURVEY_ANONYMOUS, 110, .hidden = TRUE, .text = text_of_anonymous },
  { CRM_SURVEY_OWNER, 110, .hidden = TRUE },
};

const gsize crm_n_surveys_columns = G_N_ELEMENTS (crm_surveys_columns);

guint
crm_surveys_columns_get_sort (guint field)
{
  return field == CRM_SURVEY_TITLE ? CRM_SURVEY_TITLE_KEY : field;
}

char *
crm_surveys_columns_describe (const CrmRecord *survey, const CrmColumnFormat *format)
{
  static const CrmRecordColumn purpose = { CRM_SURVEY_PURPOSE }, last = { CRM_SURVEY_LAST_RESPONSE };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gulong n = (gulong)crm_record_get_integer (survey, CRM_SURVEY_N_RESPONSES, 0);
  char *what = crm_record_column_get_text (&purpose, survey, NULL, format), *when = crm_record_column_get_text (&last, survey, NULL, format);

  if (what != NULL)
    g_ptr_array_add (parts, what);
  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'lu response", "%'lu responses", n), n));
  if (when != NULL)
    g_ptr_array_add (parts, when);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}
