/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a person types into a field: dates also as people say them. */

#define G_LOG_DOMAIN "crm-app"

#include "app/widgets/crm-typed-value.h"

#include "core/base/crm-when.h"

static gboolean
read_day (const char *text, CrmClock *clock, CrmValue *value)
{
  CrmWhenContext context = { .now_us = crm_clock_now (clock), .zone = crm_clock_get_zone (clock), .direction = CRM_WHEN_PLAN };
  g_autofree char *rest = NULL;
  CrmWhen when;

  if (!crm_when_find (text, 0, &context, &when))
    return FALSE;
  /* "3 desks by friday" is no date. */
  rest = crm_when_rest (text, when.start, when.end);
  if (*rest != '\0')
    return FALSE;
  *value = crm_value_integer (when.date);
  return TRUE;
}

gboolean
crm_typed_value_parse (const char *text, const CrmField *field, const CrmValueStyle *style, CrmClock *clock, CrmValue *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (text != NULL && field != NULL && CRM_IS_CLOCK (clock) && value != NULL, FALSE);

  if (crm_value_parse (text, field, style, crm_clock_now (clock), value, &local_error))
    return TRUE;
  if (field->type == CRM_TYPE_DATE && read_day (text, clock, value))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
