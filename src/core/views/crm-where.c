/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions typed as one line. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-where.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CUSTOM_PREFIX "custom."

/* The signs beside the names of tests. */
static const struct
{
  const char *word;
  CrmTest test;
} signs[] = {
  { "=", CRM_TEST_ANY },
  { "!=", CRM_TEST_NONE },
  { "<", CRM_TEST_LESS },
  { ">", CRM_TEST_MORE },
  { "not-empty", CRM_TEST_FILLED },
};

/* Behind a sign stands one value, whatever commas are in it. */
static gboolean
find_test (const char *word, gsize length, CrmTest *test, gboolean *sign)
{
  g_autofree char *name = g_strndup (word, length);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i].word, name))
      {
        *test = signs[i].test;
        *sign = TRUE;
        return TRUE;
      }
  *sign = FALSE;
  return crm_test_find (name, test);
}

/* The facet at the beginning of @text, and what stands behind it. Labels may hold spaces: the longest that fits is meant. */
static const CrmFacet *
find_facet (const char *text, GPtrArray *facets, const char **rest)
{
  const char *named = g_str_has_prefix (text, CUSTOM_PREFIX) ? text + strlen (CUSTOM_PREFIX) : text;
  const CrmFacet *found = NULL;
  gsize longest = 0;

  for (guint i = 0; i < facets->len; i++)
    {
      const CrmFacet *facet = facets->pdata[i];
      gboolean custom = facet->source == CRM_FACET_CUSTOM;
      const char *names[] = { facet->name, custom ? facet->label : NULL }, *starts[] = { text, named };

      for (guint j = 0; j < 2; j++)
        {
          gsize length = names[j] != NULL ? strlen (names[j]) : 0;

          if (length > longest && g_ascii_strncasecmp (starts[j], names[j], length) == 0 && (starts[j][length] == ' ' || starts[j][length] == '\0'))
            {
              found = facet;
              longest = length;
              *rest = starts[j] + length;
            }
        }
    }
  return found;
}

static char *
parse_option (const char *text, const CrmFacet *facet, GError **error)
{
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  const CrmFacetOption *found = NULL;
  char id[CRM_ID_STRING_LENGTH + 1];
  CrmId typed;

  if (crm_id_parse (text, &typed))
    return g_strdup (crm_id_format (&typed, id));
  for (guint i = 0; facet->options != NULL && i < facet->options->len; i++)
    {
      const CrmFacetOption *option = &g_array_index (facet->options, CrmFacetOption, i);
      g_autofree char *folded = g_utf8_casefold (option->label, -1);

      if (!g_str_equal (folded, wanted))
        continue;
      if (found != NULL)
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_AMBIGUOUS, _ ("There are several called “%s”: say the id instead."), text);
          return NULL;
        }
      found = option;
    }
  if (found != NULL)
    return g_strdup (crm_id_format (&found->id, id));
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%1$s: there is none called “%2$s”."), facet->label, text);
  return NULL;
}

char *
crm_where_parse_value (const char *text, const CrmFacet *facet, const CrmValueStyle *style, gint64 now, GError **error)
{
  CrmField field = *facet->field;
  g_auto (CrmValue) value = { 0 };

  g_return_val_if_fail (text != NULL && facet != NULL && style != NULL, NULL);

  if (field.type == CRM_TYPE_REFERENCE)
    return parse_option (text, facet, error);
  if (field.type == CRM_TYPE_TIME)
    field.type = CRM_TYPE_DATE;
  /* One of several. */
  if (field.type == CRM_TYPE_CHOICES)
    field.type = CRM_TYPE_CHOICE;
  if (!crm_value_parse (text, &field, style, now, &value, error))
    {
      g_prefix_error (error, "%s: ", facet->label);
      return NULL;
    }
  if (value.type != CRM_VALUE_NONE)
    return crm_value_to_stored (&value);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: a value is missing."), facet->label);
  return NULL;
}

static gboolean
add_value (GStrvBuilder *values, CrmTest test, const char *text, const CrmFacet *facet, const CrmValueStyle *style, gint64 now, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *value = NULL;
  guint64 days;

  switch ((int)test)
    {
    case CRM_TEST_LAST:
    case CRM_TEST_OLDER:
    case CRM_TEST_NEXT:
      if (!g_ascii_string_to_unsigned (stripped, 10, 0, 36500, &days, NULL))
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%1$s: “%2$s” is not a number of days."), facet->label, stripped);
          return FALSE;
        }
      g_strv_builder_add (values, stripped);
      return TRUE;
    case CRM_TEST_PERIOD:
    case CRM_TEST_ANNIVERSARY:
      if (!g_strv_contains (crm_test_get_periods (test), stripped))
        {
          g_autofree char *names = g_strjoinv (", ", (char **)crm_test_get_periods (test));

          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%1$s: “%2$s” is none of the periods: %3$s."), facet->label, stripped, names);
          return FALSE;
        }
      g_strv_builder_add (values, stripped);
      return TRUE;
    case CRM_TEST_CONTAINS:
    case CRM_TEST_LACKS:
      g_strv_builder_add (values, stripped);
      return TRUE;
    default:
      value = crm_where_parse_value (stripped, facet, style, now, error);
      if (value == NULL)
        return FALSE;
      g_strv_builder_add (values, value);
      return TRUE;
    }
}

static gboolean
can_test (const CrmFacet *facet, CrmTest test)
{
  gsize n;
  const CrmTest *tests = crm_facet_get_tests (facet, &n);

  for (gsize i = 0; i < n; i++)
    if (tests[i] == test)
      return TRUE;
  return FALSE;
}

static CrmCondition *
fail_test (const CrmFacet *facet, const char *word, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  gsize n;
  const CrmTest *tests = crm_facet_get_tests (facet, &n);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", crm_test_get_name (tests[i]));
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%1$s” cannot be tested by “%2$s”, but by: %3$s."), facet->label, word, names->str);
  return NULL;
}

/* "=" of a date, a moment or an amount means from it to it; of a long text that it is in there. */
static CrmTest
fit_test (const CrmFacet *facet, CrmTest test, gboolean *twice)
{
  if (test == CRM_TEST_ANY && !can_test (facet, test) && can_test (facet, CRM_TEST_BETWEEN))
    {
      *twice = TRUE;
      return CRM_TEST_BETWEEN;
    }
  if (test == CRM_TEST_ANY && !can_test (facet, test) && can_test (facet, CRM_TEST_CONTAINS))
    return CRM_TEST_CONTAINS;
  return test;
}

CrmCondition *
crm_where_parse (const char *text, GPtrArray *facets, const CrmValueStyle *style, gint64 now, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) values = NULL;
  g_auto (GStrv) parts = NULL;
  const CrmFacet *facet;
  const char *rest = NULL;
  gboolean twice = FALSE, sign;
  guint n_values;
  CrmTest test;
  gsize length;

  g_return_val_if_fail (text != NULL && facets != NULL && style != NULL, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A condition is FIELD TEST VALUE, as in 'level = A'."));
      return NULL;
    }
  facet = find_facet (text, facets, &rest);
  if (facet == NULL)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s”: there is no such field."), text);
      return NULL;
    }
  rest += strspn (rest, " ");
  length = strcspn (rest, " ");
  if (!find_test (rest, length, &test, &sign))
    return fail_test (facet, rest, error);
  test = fit_test (facet, test, &twice);
  if (!can_test (facet, test))
    return fail_test (facet, rest, error);
  n_values = crm_test_get_n_values (test);
  rest += length;
  if (n_values == 1 || twice || sign)
    parts = g_strdupv ((char *[]){ (char *)rest, twice ? (char *)rest : NULL, NULL });
  else
    parts = g_strsplit (rest, ",", n_values == 0 ? 1 : n_values == 2 ? 2
                                                                     : -1);
  for (guint i = 0; n_values > 0 && parts[i] != NULL; i++)
    if (!add_value (builder, test, parts[i], facet, style, now, error))
      return NULL;
  values = g_strv_builder_end (builder);
  if (n_values == G_MAXUINT ? g_strv_length (values) > 0 : g_strv_length (values) == n_values)
    return crm_condition_new_test (facet, test, (const char *const *)values);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: a value is missing."), facet->label);
  return NULL;
}
