/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names this program gives the columns of its own exports. */

#pragma once

#include "core/exchange/crm-column-meaning.h"

G_BEGIN_DECLS

/**
 * crm_column_heading_dup:
 * @meaning: what the column holds
 * @translated: by the labels a person sees, in the user's language; else by permanent names, which scripts rely on
 *
 * "phone 1 label", "person 2 title", "credit_limit_currency"; or "Phone 1: label", "Person 2: Job title".
 *
 * Returns: (transfer full): the heading.
 */
char *crm_column_heading_dup (const CrmColumnMeaning *meaning, gboolean translated);

/* Reads a heading of either form, the second in English or the user's language; FALSE when it is none. */
gboolean crm_column_heading_parse (const char *heading, CrmColumnMeaning *meaning);

/**
 * crm_column_heading_list:
 * @n_people: how many people stand beside each other in a row
 * @n_points: (array fixed-size=9): how many contact points of each kind the customer has
 * @n_person_points: (array fixed-size=9): and each person
 * @n_meanings: (out): how many
 *
 * Returns: (transfer full): the columns of an export, in order: our id, the schema's fields, tags, contact points, people.
 */
CrmColumnMeaning *crm_column_heading_list (guint n_people, const guint *n_points, const guint *n_person_points, guint *n_meanings);

G_END_DECLS
