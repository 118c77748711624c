/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions in words. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-condition.h"

#include "core/base/crm-date.h"

#include <glib/gi18n-lib.h>

static gboolean
is_calendar (const CrmFacet *facet)
{
  return facet->field->type == CRM_TYPE_DATE || facet->field->type == CRM_TYPE_TIME;
}

static gboolean
is_several (const CrmFacet *facet)
{
  return facet->field->type == CRM_TYPE_CHOICES;
}

const char *
crm_test_get_label (CrmTest test, const CrmFacet *facet)
{
  g_return_val_if_fail (facet != NULL, NULL);

  switch (test)
    {
    case CRM_TEST_ANY:
      return is_several (facet) ? C_ ("condition", "has any of") : C_ ("condition", "is");
    case CRM_TEST_NONE:
      return is_several (facet) ? C_ ("condition", "has none of") : C_ ("condition", "is not");
    case CRM_TEST_ALL:
      return C_ ("condition", "has all of");
    case CRM_TEST_CONTAINS:
      return C_ ("condition", "contains");
    case CRM_TEST_LACKS:
      return C_ ("condition", "does not contain");
    case CRM_TEST_LESS:
      return is_calendar (facet) ? C_ ("condition", "is before") : C_ ("condition", "is less than");
    case CRM_TEST_MORE:
      return is_calendar (facet) ? C_ ("condition", "is after") : C_ ("condition", "is more than");
    case CRM_TEST_BETWEEN:
      return C_ ("condition", "is between");
    case CRM_TEST_LAST:
      return C_ ("condition", "is in the last so many days");
    case CRM_TEST_OLDER:
      return C_ ("condition", "is so many days ago, or never");
    case CRM_TEST_NEXT:
      return C_ ("condition", "is in the next so many days");
    case CRM_TEST_PERIOD:
      return C_ ("condition", "is in the period");
    case CRM_TEST_ANNIVERSARY:
      return C_ ("condition", "comes round in");
    case CRM_TEST_EMPTY:
      return C_ ("condition", "is empty");
    case CRM_TEST_FILLED:
    case CRM_N_TESTS:
    default:
      return C_ ("condition", "is not empty");
    }
}

const char *
crm_test_get_period_label (const char *period)
{
  static const struct
  {
    const char *name;
    const char *label;
  } labels[] = {
    { "today", NC_ ("period", "today") },
    { "yesterday", NC_ ("period", "yesterday") },
    { "tomorrow", NC_ ("period", "tomorrow") },
    { "this-week", NC_ ("period", "this week") },
    { "last-week", NC_ ("period", "last week") },
    { "next-week", NC_ ("period", "next week") },
    { "this-month", NC_ ("period", "this month") },
    { "last-month", NC_ ("period", "last month") },
    { "next-month", NC_ ("period", "next month") },
    { "this-quarter", NC_ ("period", "this quarter") },
    { "last-quarter", NC_ ("period", "last quarter") },
    { "this-year", NC_ ("period", "this year") },
    { "last-year", NC_ ("period", "last year") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (labels[i].name, period) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "period", labels[i].label);
  return period;
}

char *
crm_facet_format_value (const CrmFacet *facet, const char *stored, const CrmValueStyle *style)
{
  CrmType type = facet->field->type == CRM_TYPE_TIME ? CRM_TYPE_DATE : facet->field->type;
  g_auto (CrmValue) value = { 0 };
  char *text = NULL;

  if (!crm_value_from_stored (stored, type, &value))
    return g_strdup (stored);
  if (value.type == CRM_VALUE_ID)
    return g_strdup (crm_facet_find_option (facet, &value.id) ?: "…");
  if (type == CRM_TYPE_DATE)
    return crm_date_format ((CrmDate)value.integer);
  text = crm_value_format (&value, facet->field, style);
  return text != NULL ? text : g_strdup (stored);
}

static char *
join (const CrmCondition *self, const CrmFacet *facet, const CrmValueStyle *style)
{
  /* Translators: between the last two of several: A or B, A and B. */
  const char *last = self->test == CRM_TEST_ALL ? C_ ("condition", " and ") : C_ ("condition", " or ");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->values[i] != NULL; i++)
    {
      g_autofree char *value = crm_facet_format_value (facet, self->values[i], style);

      if (i > 0)
        g_string_append (text, self->values[i + 1] == NULL ? last : C_ ("condition", ", "));
      g_string_append (text, value);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_days (const CrmCondition *self, const CrmFacet *facet)
{
  guint n = (guint)g_ascii_strtoull (self->values[0], NULL, 10);

  if (self->test == CRM_TEST_LAST)
    /* Translators: a condition: %1$s is a field, as "Last contact". */
    return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%1$s in the last %2$u day", "%1$s in the last %2$u days", n), facet->label, n);
  if (self->test == CRM_TEST_NEXT)
    return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%1$s in the next %2$u day", "%1$s in the next %2$u days", n), facet->label, n);
  return g_strdup_printf (dngettext (GETTEXT_PACKAGE, "%1$s over %2$u day ago, or never", "%1$s over %2$u days ago, or never", n), facet->label, n);
}

static char *
dup_test (const CrmCondition *self, const CrmFacet *facet, const CrmValueStyle *style)
{
  g_autofree char *values = NULL;

  switch (self->test)
    {
    case CRM_TEST_LAST:
    case CRM_TEST_NEXT:
    case CRM_TEST_OLDER:
      return dup_days (self, facet);
    case CRM_TEST_PERIOD:
    case CRM_TEST_ANNIVERSARY:
      /* Translators: a condition: "Birthday this month". */
      return g_strdup_printf (C_ ("condition", "%1$s %2$s"), facet->label, crm_test_get_period_label (self->values[0]));
    case CRM_TEST_BETWEEN:
      {
        g_autofree char *low = crm_facet_format_value (facet, self->values[0], style);
        g_autofree char *high = crm_facet_format_value (facet, self->values[1], style);

        /* Translators: a condition: "Credit limit from 5,000 to 10,000". */
        return g_strdup_printf (C_ ("condition", "%1$s from %2$s to %3$s"), facet->label, low, high);
      }
    case CRM_TEST_EMPTY:
    case CRM_TEST_FILLED:
      return g_strdup_printf (C_ ("condition", "%1$s %2$s"), facet->label, crm_test_get_label (self->test, facet));
    case CRM_TEST_ANY:
    case CRM_TEST_NONE:
    case CRM_TEST_ALL:
    case CRM_TEST_CONTAINS:
    case CRM_TEST_LACKS:
    case CRM_TEST_LESS:
    case CRM_TEST_MORE:
    case CRM_N_TESTS:
    default:
      values = join (self, facet, style);
      /* Translators: a condition: %1$s is a field, %2$s "is" or "contains", %3$s values. */
      return g_strdup_printf (C_ ("condition", "%1$s %2$s %3$s"), facet->label, crm_test_get_label (self->test, facet), values);
    }
}

/* A group within another one stands in brackets, unless it is of one part. */
static void
append (GString *text, const CrmCondition *self, GPtrArray *facets, const CrmValueStyle *style, gboolean inner)
{
  gboolean brackets, first = TRUE;

  if (self->type == CRM_CONDITION_TEST)
    {
      const CrmFacet *facet = crm_facets_find (facets, self->facet);
      g_autofree char *words = facet != NULL ? dup_test (self, facet, style)
                                             /* Translators: a condition on a field that was deleted; %s is its name. */
                                             : g_strdup_printf (_ ("%s (no longer there)"), self->label != NULL ? self->label : self->facet);

      g_string_append (text, words);
      return;
    }
  brackets = inner && self->parts->len > 1;
  if (brackets)
    g_string_append (text, C_ ("condition", "("));
  for (guint i = 0; i < self->parts->len; i++)
    {
      const CrmCondition *part = self->parts->pdata[i];

      if (crm_condition_is_empty (part))
        continue;
      if (!first)
        g_string_append (text, self->type == CRM_CONDITION_ALL ? " · " : C_ ("condition", " or "));
      append (text, part, facets, style, TRUE);
      first = FALSE;
    }
  if (brackets)
    g_string_append (text, C_ ("condition", ")"));
}

char *
crm_condition_to_words (const CrmCondition *self, GPtrArray *facets, const CrmValueStyle *style)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && facets != NULL && style != NULL, NULL);

  append (text, self, facets, style, FALSE);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
