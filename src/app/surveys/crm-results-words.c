/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the results of a survey are spoken of: scores, changes, questions and their answers. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-words.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LABEL_CHARS 26 /* of a name at an axis; in full it stands in the table and the tooltip */

char *
crm_results_format_score (CrmScoreKind kind, const CrmScore *score)
{
  if (!score->known)
    return g_strdup ("–");
  if (kind == CRM_SCORE_NPS)
    return round (score->value) == 0 ? g_strdup ("0") : g_strdup_printf ("%+.0f", score->value);
  if (kind == CRM_SCORE_SHARE)
    /* Translators: a share in per cent. */
    return g_strdup_printf (_ ("%.0f%%"), score->value * 100);
  return g_strdup_printf ("%.2f", score->value);
}

static char *
format_difference (CrmScoreKind kind, double difference)
{
  if (kind == CRM_SCORE_MEAN)
    return g_strdup_printf ("%+.2f", difference);
  /* Translators: change of a rate against the period before, in percentage points. */
  return g_strdup_printf (_ ("%+.0f points"), kind == CRM_SCORE_SHARE ? difference * 100 : difference);
}

char *
crm_results_format_change (CrmScoreKind kind, const CrmScoreChange *change)
{
  g_autofree char *difference = NULL;

  if (change->test == CRM_CHANGE_TEST_NONE)
    return NULL;
  difference = format_difference (kind, change->difference);
  /* Translators: how much a score has changed, and what that is worth: "+6 points: may be chance". */
  return g_strdup_printf (_ ("%1$s: %2$s"), difference, crm_change_verdict_get_text (change->verdict));
}

static void
append_score (GString *text, const CrmQuestionResult *result)
{
  const CrmScore *score = &result->score;
  g_autofree char *value = crm_results_format_score (result->kind, score);
  g_autofree char *low = crm_results_format_score (result->kind, &(CrmScore){ .known = TRUE, .value = score->low });
  g_autofree char *high = crm_results_format_score (result->kind, &(CrmScore){ .known = TRUE, .value = score->high });

  if (score->has_interval)
    /* Translators: a score and its 95 % interval: "+42 (95 %: +38 to +45)". */
    g_string_append_printf (text, _ ("%1$s (95%%: %2$s to %3$s)"), value, low, high);
  else
    g_string_append (text, value);
  g_string_append (text, " · ");
}

char *
crm_results_describe (const CrmQuestionResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (result->disclosure == CRM_DISCLOSE_NOTHING)
    return g_strdup (_ ("Hidden: too few anonymous answers to show any"));
  if (result->has_score && result->score.known)
    append_score (text, result);
  g_string_append_printf (text, ngettext ("%'u answer", "%'u answers", result->n), result->n);
  if (result->disclosure < CRM_DISCLOSE_ALL || result->hidden != NULL)
    g_string_append_printf (text, " · %s", _ ("small numbers hidden"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
speaks_second (const CrmResultsFigures *self)
{
  return crm_results_speaks_second (self->results->columns->forms->pdata[0]);
}

const char *
crm_results_get_question (const CrmResultsFigures *self, guint place)
{
  return crm_survey_get_text (self->results->questions[place].column->question->record, CRM_QUESTION_TEXT, speaks_second (self));
}

const char *
crm_results_get_option (const CrmResultsFigures *self, const CrmRecord *option)
{
  return crm_survey_get_text (option, CRM_QUESTION_OPTION_TEXT, speaks_second (self));
}

char *
crm_results_dup_answer (const CrmResultsFigures *self, guint place, int answer)
{
  const CrmSurveyColumn *column = self->results->questions[place].column;
  const CrmRecord *question = column->question->record;
  const char *end = "";

  if (column->options->len > 0)
    return g_strdup (answer >= 0 && (guint)answer < column->options->len ? crm_results_get_option (self, column->options->pdata[answer]) : "");
  if (answer == column->minimum)
    end = crm_survey_get_text (question, CRM_QUESTION_LOW_LABEL, speaks_second (self));
  else if (answer == column->minimum + (int)column->n_values - 1)
    end = crm_survey_get_text (question, CRM_QUESTION_HIGH_LABEL, speaks_second (self));
  return *end == '\0' ? g_strdup_printf ("%d", answer) : g_strdup_printf ("%d · %s", answer, end);
}

char *
crm_results_dup_label (const char *text)
{
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (text, -1) <= LABEL_CHARS)
    return g_strdup (text);
  cut = g_utf8_substring (text, 0, LABEL_CHARS - 1);
  return g_strconcat (g_strchomp (cut), "…", NULL);
}
