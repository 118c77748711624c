/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey for each channel, or for each owner. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-groups.h"

#include "core/surveys/crm-survey-results-private.h"

static gint64
get_key (const CrmSurveyResponse *response, CrmSurveyKey key)
{
  return key == CRM_SURVEY_BY_CHANNEL ? response->channel : response->owner;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* (transfer full) (element-type gint64): the keys of the responses in @set, ascending, each once. */
static GArray *
find_keys (const CrmSurveyColumns *columns, const CrmSurveySet *set, CrmSurveyKey key)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < columns->responses->len; i++)
    {
      gint64 value = get_key (&g_array_index (columns->responses, CrmSurveyResponse, i), key);

      if (!crm_survey_set_has (set, i) || g_hash_table_contains (known, &value))
        continue;
      g_hash_table_add (known, g_memdup2 (&value, sizeof value));
      g_array_append_val (keys, value);
    }
  g_array_sort (keys, compare_keys);
  return keys;
}

static void
clear_group (gpointer data)
{
  CrmSurveyGroup *self = data;

  g_clear_pointer (&self->results, crm_survey_results_free);
}

static CrmSurveySet *
select_group (const CrmSurveyColumns *columns, const CrmSurveySet *set, CrmSurveyKey key, gint64 value)
{
  CrmSurveySet *part = g_new0 (CrmSurveySet, columns->n_words);

  for (guint i = 0; i < columns->responses->len; i++)
    if (crm_survey_set_has (set, i) && get_key (&g_array_index (columns->responses, CrmSurveyResponse, i), key) == value)
      crm_survey_set_add (part, i);
  return part;
}

/* Group sizes are a row of counts beside their sum. */
static void
withhold_groups (GArray *groups, const guint *sizes)
{
  g_autoptr (CrmSuppression) suppression = crm_suppression_new (sizes, 1, groups->len, CRM_MARGINS_NONE, CRM_SUPPRESSION_LEAST);

  for (guint i = 0; i < groups->len; i++)
    if (crm_suppression_hides (suppression, 0, i))
      crm_survey_results_withhold_all (g_array_index (groups, CrmSurveyGroup, i).results);
}

GArray *
crm_survey_groups_new (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, CrmSurveyKey key)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (CrmSurveyGroup));
  guint n;
  g_autofree CrmSurveySet *set = crm_survey_select (columns, filter, &n);
  g_autoptr (GArray) keys = find_keys (columns, set, key);
  g_autofree guint *sizes = g_new0 (guint, keys->len + 1);

  g_array_set_clear_func (groups, clear_group);
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 value = g_array_index (keys, gint64, i);
      CrmSurveySet *part = select_group (columns, set, key, value);
      CrmSurveyGroup group = { value, NULL };

      sizes[i] = crm_survey_set_count (part, columns->n_words);
      group.results = crm_survey_results_new_for_set (columns, filter, part, sizes[i]);
      g_array_append_val (groups, group);
    }
  if (crm_survey_columns_are_anonymous (columns))
    withhold_groups (groups, sizes);
  return groups;
}
