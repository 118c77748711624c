/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of surveys. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-columns.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* Nobody has answered yet: that is seen best where nothing stands. */
static char *
text_of_responses (const CrmRecord *survey, guint field, const CrmColumnFormat *format)
{
  gint64 n = crm_record_get_integer (survey, field, 0);

  return n > 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, n) : NULL;
}

static char *
text_of_anonymous (const CrmRecord *survey, guint field, const CrmColumnFormat *format)
{
  return crm_record_get_integer (survey, field, 0) != 0 ? g_strdup (_ ("Anonymous")) : NULL;
}

const CrmRecordColumn crm_survey_columns[] = {
  { CRM_SURVEY_TITLE, .expand = TRUE, .found = TRUE },
  { CRM_SURVEY_PURPOSE, 190 },
  { CRM_SURVEY_STATUS, 100 },
  { CRM_SURVEY_N_RESPONSES, 110, .numeric = TRUE, .text = text_of_responses },
  { CRM_SURVEY_LAST_RESPONSE, 130 },
  { CRM_SURVEY_ANONYMOUS, 110, .hidden = TRUE, .text = text_of_anonymous },
  { CRM_SURVEY_OWNER, 110, .hidden = TRUE },
};

const gsize crm_n_survey_columns = G_N_ELEMENTS (crm_survey_columns);

guint
crm_survey_columns_get_sort (guint field)
{
  return field == CRM_SURVEY_TITLE ? CRM_SURVEY_TITLE_KEY : field;
}

char *
crm_survey_columns_describe (const CrmRecord *survey, const CrmColumnFormat *format)
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
