/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names this program gives the columns of its own exports, read back. */

#pragma once

#include "core/exchange/crm-column-meaning.h"

G_BEGIN_DECLS

/**
 * crm_column_heading_parse:
 * @heading: a column's name
 * @meaning: (out): what it holds
 *
 * Reads the headings crm_export_run() writes: "id", "credit_limit_currency", "phone 1 label", "person 2 title".
 *
 * Returns: whether it is one. Any thread.
 */
gboolean crm_column_heading_parse (const char *heading, CrmColumnMeaning *meaning);

G_END_DECLS
