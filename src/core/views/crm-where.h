/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions typed as one line: 'level = A', 'last_contact older 90', 'tag any VIP, Fair'. */

#pragma once

#include "core/views/crm-condition.h"

G_BEGIN_DECLS

/**
 * crm_where_parse:
 * @text: FIELD TEST VALUE…: FIELD is a facet's name or, of a field of the office's own, its label, also behind "custom."; TEST one of = != < > and the names of tests;
 *   values as a person writes them, parted by commas where there may be several; a reference by its name or id
 * @facets: what can be asked about
 * @style: for reading numbers and money
 * @now: for dates without a year
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the condition; %NULL with %CRM_ERROR_INVALID or %CRM_ERROR_AMBIGUOUS, for the person.
 */
CrmCondition *crm_where_parse (const char *text, GPtrArray *facets, const CrmValueStyle *style, gint64 now, GError **error);

/* A value as typed, of a facet, in its stored form; days of a moment as those of a date. (transfer full) (nullable) */
char *crm_where_parse_value (const char *text, const CrmFacet *facet, const CrmValueStyle *style, gint64 now, GError **error);

G_END_DECLS
