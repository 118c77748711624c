/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and fields as a command line names them. */

#pragma once

#include "cli/crm-cli.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

/**
 * crm_cli_record_find:
 * @text: an id
 *
 * Looks among all kinds; await in a fiber.
 *
 * Returns: (transfer full): the record, deleted or not; %NULL with an error that says what to do.
 */
CrmRecord *crm_cli_record_find (CrmCli *cli, const char *text, GError **error);

/* The same for a customer named by its id, or by words that find just one. More than one: refused, with the candidates. */
CrmRecord *crm_cli_record_find_customer (CrmCli *cli, const char *text, GError **error);

/* All about a customer. (transfer full) */
CrmProfile *crm_cli_record_load_profile (CrmCli *cli, const CrmId *customer, GError **error);

/* A kind by its permanent name; or NULL with the names there are. */
const CrmKind *crm_cli_record_find_kind (const char *name, GError **error);

/**
 * crm_cli_record_assign:
 * @assignment: FIELD=VALUE; an empty value clears the field
 *
 * Returns: whether it was understood; an unknown field is answered with those spelled nearly so.
 */
gboolean crm_cli_record_assign (const CrmCli *cli, CrmChange *change, const char *assignment, GError **error);

/* The field of that name, which may be worked out by the program; or -1 with those spelled nearly so. */
int crm_cli_record_find_field (const CrmKind *kind, const char *name, GError **error);

/* What names a record in a sentence. */
char *crm_cli_record_dup_name (const CrmRecord *record);

G_END_DECLS
