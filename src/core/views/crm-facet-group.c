/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists grouped by what can be asked about their records. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-facet-group.h"

#include "core/schema/crm-schema-customers.h"
#include "core/views/crm-condition.h"

#include <glib/gi18n-lib.h>

/* Texts of which many customers have the same. */
static gboolean
is_shared_text (const CrmFacet *self)
{
  return self->kind == &crm_kind_customer && (self->index == CRM_CUSTOMER_INDUSTRY || self->index == CRM_CUSTOMER_COUNTRY || self->index == CRM_CUSTOMER_REGION || self->index == CRM_CUSTOMER_CITY);
}

gboolean
crm_facet_can_group (const CrmFacet *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->source != CRM_FACET_OWN && self->source != CRM_FACET_CUSTOM)
    return FALSE;
  switch ((int)self->field->type)
    {
    case CRM_TYPE_CHOICE:
    case CRM_TYPE_BOOLEAN:
      return TRUE;
    case CRM_TYPE_REFERENCE:
      return self->options != NULL;
    case CRM_TYPE_TEXT:
      return self->source == CRM_FACET_OWN && is_shared_text (self);
    default:
      return FALSE;
    }
}

CrmQuery *
crm_facet_group (const CrmFacet *self, const CrmQuery *query)
{
  g_return_val_if_fail (self != NULL && crm_facet_can_group (self), NULL);

  return self->custom != NULL ? crm_query_with_custom_group (query, crm_custom_field_get_id (self->custom), self->index) : crm_query_with_group (query, self->index);
}

char *
crm_facet_format_group (const CrmFacet *self, const char *stored, const CrmValueStyle *style)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (self != NULL && style != NULL, NULL);

  if (stored == NULL)
    return g_strdup_printf (C_ ("condition", "%1$s %2$s"), self->label, crm_test_get_label (CRM_TEST_EMPTY, self));
  value = crm_facet_format_value (self, stored, style);
  /* Translators: heading over records of a list: "Level: A". */
  return g_strdup_printf (C_ ("group", "%1$s: %2$s"), self->label, value);
}
