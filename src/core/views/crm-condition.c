/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of a record, as a person puts it together. */

#define G_LOG_DOMAIN "crm-views"

#include "core/views/crm-condition.h"

static const struct
{
  const char *name;
  guint n_values;
} tests[CRM_N_TESTS] = {
  [CRM_TEST_ANY] = { "any", G_MAXUINT },
  [CRM_TEST_NONE] = { "none", G_MAXUINT },
  [CRM_TEST_ALL] = { "all", G_MAXUINT },
  [CRM_TEST_CONTAINS] = { "contains", 1 },
  [CRM_TEST_LACKS] = { "lacks", 1 },
  [CRM_TEST_LESS] = { "less", 1 },
  [CRM_TEST_MORE] = { "more", 1 },
  [CRM_TEST_BETWEEN] = { "between", 2 },
  [CRM_TEST_LAST] = { "last", 1 },
  [CRM_TEST_OLDER] = { "older", 1 },
  [CRM_TEST_NEXT] = { "next", 1 },
  [CRM_TEST_PERIOD] = { "in", 1 },
  [CRM_TEST_ANNIVERSARY] = { "anniversary", 1 },
  [CRM_TEST_EMPTY] = { "empty", 0 },
  [CRM_TEST_FILLED] = { "filled", 0 },
};

CrmCondition *
crm_condition_new_group (CrmConditionType type)
{
  CrmCondition *self = g_new0 (CrmCondition, 1);

  self->type = type;
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_condition_free);
  return self;
}

CrmCondition *
crm_condition_new_test (const CrmFacet *facet, CrmTest test, const char *const *values)
{
  CrmCondition *self;

  g_return_val_if_fail (facet != NULL && test < CRM_N_TESTS, NULL);

  self = g_new0 (CrmCondition, 1);
  self->facet = g_strdup (facet->name);
  self->label = g_strdup (facet->label);
  self->test = test;
  self->values = values != NULL ? g_strdupv ((char **)values) : g_new0 (char *, 1);
  return self;
}

CrmCondition *
crm_condition_copy (const CrmCondition *self)
{
  CrmCondition *copy;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->type != CRM_CONDITION_TEST)
    {
      copy = crm_condition_new_group (self->type);
      for (guint i = 0; i < self->parts->len; i++)
        g_ptr_array_add (copy->parts, crm_condition_copy (self->parts->pdata[i]));
      return copy;
    }
  copy = g_new0 (CrmCondition, 1);
  copy->facet = g_strdup (self->facet);
  copy->label = g_strdup (self->label);
  copy->test = self->test;
  copy->values = g_strdupv (self->values);
  return copy;
}

void
crm_condition_free (CrmCondition *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->facet);
  g_free (self->label);
  g_strfreev (self->values);
  g_free (self);
}

gboolean
crm_condition_equal (const CrmCondition *a, const CrmCondition *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->type != b->type)
    return FALSE;
  if (a->type == CRM_CONDITION_TEST)
    return g_str_equal (a->facet, b->facet) && a->test == b->test && g_strv_equal ((const char *const *)a->values, (const char *const *)b->values);
  if (a->parts->len != b->parts->len)
    return FALSE;
  for (guint i = 0; i < a->parts->len; i++)
    if (!crm_condition_equal (a->parts->pdata[i], b->parts->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
crm_condition_is_empty (const CrmCondition *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (self->type == CRM_CONDITION_TEST)
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    if (!crm_condition_is_empty (self->parts->pdata[i]))
      return FALSE;
  return TRUE;
}

const CrmTest *
crm_facet_get_tests (const CrmFacet *facet, gsize *n)
{
  static const CrmTest text[] = { CRM_TEST_CONTAINS, CRM_TEST_LACKS, CRM_TEST_ANY, CRM_TEST_NONE, CRM_TEST_FILLED, CRM_TEST_EMPTY };
  static const CrmTest prose[] = { CRM_TEST_CONTAINS, CRM_TEST_LACKS, CRM_TEST_FILLED, CRM_TEST_EMPTY };
  static const CrmTest choice[] = { CRM_TEST_ANY, CRM_TEST_NONE, CRM_TEST_FILLED, CRM_TEST_EMPTY };
  static const CrmTest choices[] = { CRM_TEST_ANY, CRM_TEST_ALL, CRM_TEST_NONE, CRM_TEST_FILLED, CRM_TEST_EMPTY };
  static const CrmTest truth[] = { CRM_TEST_ANY, CRM_TEST_NONE };
  static const CrmTest number[] = { CRM_TEST_MORE, CRM_TEST_LESS, CRM_TEST_BETWEEN, CRM_TEST_ANY, CRM_TEST_NONE, CRM_TEST_FILLED, CRM_TEST_EMPTY };
  static const CrmTest money[] = { CRM_TEST_MORE, CRM_TEST_LESS, CRM_TEST_BETWEEN, CRM_TEST_FILLED, CRM_TEST_EMPTY };
  static const CrmTest date[] = {
    CRM_TEST_LAST,
    CRM_TEST_OLDER,
    CRM_TEST_NEXT,
    CRM_TEST_PERIOD,
    CRM_TEST_ANNIVERSARY,
    CRM_TEST_MORE,
    CRM_TEST_LESS,
    CRM_TEST_BETWEEN,
    CRM_TEST_FILLED,
    CRM_TEST_EMPTY,
  };
  static const CrmTest moment[] = {
    CRM_TEST_LAST,
    CRM_TEST_OLDER,
    CRM_TEST_NEXT,
    CRM_TEST_PERIOD,
    CRM_TEST_MORE,
    CRM_TEST_LESS,
    CRM_TEST_BETWEEN,
    CRM_TEST_FILLED,
    CRM_TEST_EMPTY,
  };
  static const CrmTest created[] = { CRM_TEST_LAST, CRM_TEST_OLDER, CRM_TEST_PERIOD, CRM_TEST_MORE, CRM_TEST_LESS, CRM_TEST_BETWEEN };
  static const CrmTest presence[] = { CRM_TEST_FILLED, CRM_TEST_EMPTY };

  g_return_val_if_fail (facet != NULL && n != NULL, NULL);

#define OFFER(list) (*n = G_N_ELEMENTS (list), list)
  if (facet->source == CRM_FACET_CREATED)
    return OFFER (created);
  switch (facet->field->type)
    {
    case CRM_TYPE_TEXT:
      return OFFER (text);
    case CRM_TYPE_LONG_TEXT:
      return OFFER (prose);
    case CRM_TYPE_CHOICE:
      return OFFER (choice);
    case CRM_TYPE_CHOICES:
      return OFFER (choices);
    case CRM_TYPE_BOOLEAN:
      return OFFER (truth);
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_DECIMAL:
      return OFFER (number);
    case CRM_TYPE_MONEY:
      return OFFER (money);
    case CRM_TYPE_DATE:
      return OFFER (date);
    case CRM_TYPE_TIME:
      return OFFER (moment);
    case CRM_TYPE_REFERENCE:
    default:
      if (facet->options != NULL)
        return OFFER (choice);
      return OFFER (presence);
    }
#undef OFFER
}

guint
crm_test_get_n_values (CrmTest test)
{
  g_return_val_if_fail (test < CRM_N_TESTS, 0);

  return tests[test].n_values;
}

const char *
crm_test_get_name (CrmTest test)
{
  g_return_val_if_fail (test < CRM_N_TESTS, NULL);

  return tests[test].name;
}

gboolean
crm_test_find (const char *name, CrmTest *test)
{
  g_return_val_if_fail (name != NULL && test != NULL, FALSE);

  for (guint i = 0; i < CRM_N_TESTS; i++)
    if (g_str_equal (tests[i].name, name))
      {
        *test = (CrmTest)i;
        return TRUE;
      }
  return FALSE;
}

const char *const *
crm_test_get_periods (CrmTest test)
{
  static const char *const periods[] = {
    "today",
    "yesterday",
    "tomorrow",
    "this-week",
    "last-week",
    "next-week",
    "this-month",
    "last-month",
    "next-month",
    "this-quarter",
    "last-quarter",
    "this-year",
    "last-year",
    NULL,
  };
  static const char *const anniversaries[] = { "today", "tomorrow", "this-week", "next-week", "this-month", "next-month", NULL };

  return test == CRM_TEST_ANNIVERSARY ? anniversaries : periods;
}
