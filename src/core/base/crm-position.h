/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a record in an order that people make by hand. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_position_between:
 * @before: (nullable): a position, or %NULL for the beginning
 * @after: (nullable): a later one, or %NULL for the end
 *
 * Moving one record changes one record, so two people who each move one on their own computer do not undo each other.
 *
 * Returns: (transfer full): a text of letters that sorts between the two.
 */
char *crm_position_between (const char *before, const char *after);

G_END_DECLS
