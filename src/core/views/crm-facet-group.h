/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists grouped by what can be asked about their records. */

#pragma once

#include "core/query/crm-query.h"
#include "core/record/crm-value-format.h"
#include "core/views/crm-facet.h"

G_BEGIN_DECLS

/* Whether records of its kind can be grouped by it: many have the same, and each has one. Any thread, as are the others. */
gboolean crm_facet_can_group (const CrmFacet *self);

/* (transfer full): the same question, grouped by a facet that can. */
CrmQuery *crm_facet_group (const CrmFacet *self, const CrmQuery *query);

/**
 * crm_facet_format_group:
 * @stored: (nullable): what the records of the group have, as crm_value_to_stored() writes it; %NULL for "nothing"
 *
 * Returns: (transfer full): its heading: "Level: A".
 */
char *crm_facet_format_group (const CrmFacet *self, const char *stored, const CrmValueStyle *style);

G_END_DECLS
