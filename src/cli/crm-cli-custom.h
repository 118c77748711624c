/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Custom fields as a command line names them: custom.LABEL. */

#pragma once

#include "cli/crm-cli.h"
#include "core/customers/crm-profile.h"
#include "core/query/crm-query.h"

G_BEGIN_DECLS

/* Whether the text begins with "custom.". */
gboolean crm_cli_custom_is_named (const char *text);

/**
 * crm_cli_custom_assign:
 * @customer: whose
 * @is_new: whether the customer is made by @edit
 * @assignments: some of them may be of fields of the schema; those are passed over
 *
 * Adds what custom.LABEL=VALUE … say to @edit; an empty value clears the field. Await in a fiber.
 *
 * Returns: whether all were understood; an unknown label is answered with those there are.
 */
gboolean crm_cli_custom_assign (CrmCli *cli, CrmEdit *edit, const CrmId *customer, gboolean is_new, char **assignments, GError **error);

/**
 * crm_cli_custom_find:
 * @text: "custom.LABEL", then @separator, then the rest
 * @rest: (out): what follows the separator
 *
 * A label may hold the separator: the longest that fits is meant. Await in a fiber.
 *
 * Returns: (transfer full): the field, or %NULL with an error.
 */
CrmCustomField *crm_cli_custom_find (CrmCli *cli, const char *text, char separator, const char **rest, GError **error);

G_END_DECLS
