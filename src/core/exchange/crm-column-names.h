/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names that other programs give their columns mean. */

#pragma once

#include "core/exchange/crm-column-meaning.h"

G_BEGIN_DECLS

/**
 * crm_column_names_find:
 * @name: a column's name, as it stands in a file
 * @meaning: (out): what it means
 *
 * Knows the exports of Google Contacts, Outlook, HubSpot, Salesforce, Odoo, EspoCRM and WeCom, this program's own, and
 * the usual names in English, Chinese and a few other languages. Case, accents, spaces, punctuation and the two Chinese
 * scripts do not matter; a number at the end counts columns of one kind.
 *
 * Returns: whether the name is known. Any thread.
 */
gboolean crm_column_names_find (const char *name, CrmColumnMeaning *meaning);

/**
 * crm_column_names_fold:
 *
 * Returns: (transfer full): @name as names are compared here; empty when it has no letter or digit.
 */
char *crm_column_names_fold (const char *name);

G_END_DECLS
