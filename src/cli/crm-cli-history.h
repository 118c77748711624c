/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history, for the commands that print it. */

#pragma once

#include "cli/crm-cli-output.h"

G_BEGIN_DECLS

/* The entries of a record, oldest first; await in a fiber. (transfer full) (element-type CrmHistoryEntry) */
GPtrArray *crm_cli_history_read (CrmCli *cli, const CrmRecord *record, GError **error);

/* Adds the array to what is being built, or prints it for a person. */
void crm_cli_history_add_json (JsonBuilder *builder, GPtrArray *entries, const CrmCli *cli);
void crm_cli_history_print (GPtrArray *entries, const CrmCli *cli);

G_END_DECLS
