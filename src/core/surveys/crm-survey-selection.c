/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some of the responses of a survey, and what they say. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-selection.h"

#include <string.h>

#define N_RATINGS 256

/* ── filter ───────────────────────────────────────────────────────────────────────────────── */

/* The segment as a set by rowid: looked up at once, whatever the order of the responses. */
typedef struct
{
  CrmSurveySet *set;
  gint64 n;
} Customers;

static Customers
collect_customers (const CrmSurveyFilter *filter)
{
  Customers customers = { NULL, 0 };

  if (filter->customers == NULL || filter->n_customers == 0)
    return customers;
  customers.n = filter->customers[filter->n_customers - 1] + 1;
  customers.set = g_new0 (CrmSurveySet, (gsize)customers.n / CRM_SURVEY_SET_BITS + 1);
  for (gsize i = 0; i < filter->n_customers; i++)
    crm_survey_set_add (customers.set, (gsize)filter->customers[i]);
  return customers;
}

static gboolean
is_customer_in (const Customers *customers, gint64 customer)
{
  return customer > 0 && customer < customers->n && crm_survey_set_has (customers->set, (gsize)customer);
}

static gboolean
leaves_response (const CrmSurveyFilter *filter, const Customers *customers, const CrmSurveyResponse *response)
{
  if ((filter->from != CRM_DATE_NONE && response->day < filter->from) || (filter->to != CRM_DATE_NONE && (response->day > filter->to || response->day == CRM_DATE_NONE)))
    return FALSE;
  if (filter->channels != 0 && (filter->channels >> response->channel & 1) == 0)
    return FALSE;
  if ((filter->owner != 0 && response->owner != filter->owner) || (filter->version != 0 && response->version != filter->version))
    return FALSE;
  if (filter->complete_only && !response->complete)
    return FALSE;
  return filter->customers == NULL || is_customer_in (customers, response->customer);
}

static gboolean
leaves_answer (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, gsize place)
{
  const CrmSurveyColumn *column;

  if (!filter->has_answer)
    return TRUE;
  if (filter->question >= columns->columns->len)
    return FALSE;
  column = crm_survey_columns_get (columns, filter->question);
  if (column->chosen != NULL)
    return filter->answer >= 0 && (guint)filter->answer < column->n_values && crm_survey_set_has (column->chosen[filter->answer], place);
  return filter->rating < column->n_ratings && filter->answer != CRM_RATING_NONE && column->ratings[filter->rating][place] == filter->answer;
}

CrmSurveySet *
crm_survey_select (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, guint *n)
{
  CrmSurveySet *set = g_new0 (CrmSurveySet, columns->n_words);
  Customers customers = collect_customers (filter);

  *n = 0;
  for (gsize i = 0; i < columns->responses->len; i++)
    if (leaves_response (filter, &customers, &g_array_index (columns->responses, CrmSurveyResponse, i)) && leaves_answer (columns, filter, i))
      {
        crm_survey_set_add (set, i);
        (*n)++;
      }
  g_free (customers.set);
  return set;
}

/* ── what is in a set ─────────────────────────────────────────────────────────────────────── */

guint
crm_survey_set_count (const CrmSurveySet *set, gsize n_words)
{
  return crm_survey_set_count_both (set, set, n_words);
}

guint
crm_survey_set_count_both (const CrmSurveySet *set, const CrmSurveySet *other, gsize n_words)
{
  guint n = 0;

  for (gsize i = 0; i < n_words; i++)
    n += (guint)__builtin_popcountll (set[i] & other[i]);
  return n;
}

/* A full word, as most are without a filter, needs no looking for its bits. */
static void
tally_word (CrmSurveySet word, const CrmRating *ratings, guint *tally)
{
  if (word == ~(CrmSurveySet)0)
    {
      for (guint i = 0; i < CRM_SURVEY_SET_BITS; i++)
        tally[(guint8)ratings[i]]++;
      return;
    }
  for (; word != 0; word &= word - 1)
    tally[(guint8)ratings[__builtin_ctzll (word)]]++;
}

guint
crm_survey_set_tally (const CrmSurveySet *set, gsize n_words, const CrmRating *ratings, int minimum, guint n_values, guint *counts)
{
  guint tally[N_RATINGS] = { 0 }, n = 0;

  for (gsize i = 0; i < n_words; i++)
    tally_word (set[i], ratings + i * CRM_SURVEY_SET_BITS, tally);
  for (guint i = 0; i < n_values; i++)
    {
      counts[i] += tally[(guint8)(minimum + (int)i)];
      n += tally[(guint8)(minimum + (int)i)];
    }
  return n;
}

gpointer
crm_survey_set_gather (const CrmSurveySet *set, gsize n_words, gconstpointer items, gsize size, gsize n)
{
  guint8 *gathered = g_malloc (n * size + 1), *at = gathered;
  const guint8 *bytes = items;

  for (gsize i = 0; i < n_words; i++)
    for (CrmSurveySet word = set[i]; word != 0; word &= word - 1, at += size)
      memcpy (at, bytes + (i * CRM_SURVEY_SET_BITS + (gsize)__builtin_ctzll (word)) * size, size);
  return gathered;
}
