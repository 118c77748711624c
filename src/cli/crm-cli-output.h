/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What clientele-cli prints: JSON for scripts, aligned text for people; UTF-8 whatever the locale. */

#pragma once

#include "cli/crm-cli.h"
#include "core/exchange/crm-record-json.h"

G_BEGIN_DECLS

/* To standard output, as it is. */
void crm_cli_output_text (const char *text);

/* To standard error, with the program's name in front. */
void crm_cli_output_error (const char *message);

/* FALSE when standard output could not take all of it. */
gboolean crm_cli_output_flush (void);

/* Prints what was built. */
void crm_cli_output_json (JsonBuilder *builder);

/* Prints {"edit": id, "id": id}, either of which may be NULL; for a person, nothing but @message. */
void crm_cli_output_edit (const CrmCli *cli, const CrmEditResult *result, const CrmId *id, const char *message);

/**
 * CrmCliTable:
 *
 * Rows of columns printed under each other, as wide as they need to be; Han characters count as two.
 */
typedef struct _CrmCliTable CrmCliTable;

CrmCliTable *crm_cli_table_new (guint n_columns);

/* The texts of a row, copied; their line breaks become spaces. In the first, columns behind the NULL are empty; in the second any may be NULL. */
void crm_cli_table_add (CrmCliTable *self, ...) G_GNUC_NULL_TERMINATED;
void crm_cli_table_add_row (CrmCliTable *self, const char *const *texts);
guint crm_cli_table_get_n_rows (const CrmCliTable *self);

/* Prints and frees it. */
void crm_cli_table_print (CrmCliTable *self);

G_END_DECLS
