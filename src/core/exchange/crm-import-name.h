/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names as files write them: put together, tidied, told apart. */

#pragma once

#include "core/exchange/crm-column-meaning.h"

G_BEGIN_DECLS

/**
 * crm_import_name_join:
 * @parts: (array fixed-size=6): a text or %NULL for each #CrmNamePart
 *
 * Han names have the surname first and no space between; others follow the order of the parts. A salutation (Mr, Frau, 先生)
 * is no part of a name, a degree (Dr.) is.
 *
 * Returns: (transfer full): the name, maybe empty.
 */
char *crm_import_name_join (const char *const *parts);

/**
 * crm_import_name_tidy:
 * @name: a person's name in one
 *
 * Returns: (transfer full): without the space with which Chinese lists fill up names of two characters (李 磊), and single
 *   spaces elsewhere.
 */
char *crm_import_name_tidy (const char *name);

/* The gender a salutation tells, "female" or "male", or NULL. */
const char *crm_import_name_find_gender (const char *salutation);

/**
 * crm_import_name_is_company:
 *
 * Returns: whether a name that nothing else tells of is rather a company's: by its legal form or line of business (有限公司,
 *   GmbH, Ltd, shop …), a digit or "&", or because it has neither the length nor the surname of a person's.
 */
gboolean crm_import_name_is_company (const char *name);

/* Whether the name has a legal form, a line of business or an "&" in it. */
gboolean crm_import_name_has_form (const char *name);

/* Whether what stands in a column of companies says that there is none: 个体, 个人, self-employed. */
gboolean crm_import_name_is_no_company (const char *name);

/**
 * crm_import_name_agree:
 *
 * Returns: whether two names may be of one person or company: the words of one all stand in the other, in any order,
 *   or a Han name is the beginning of the other.
 */
gboolean crm_import_name_agree (const char *a, const char *b);

G_END_DECLS
