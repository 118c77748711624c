/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on the quality of data. */

#pragma once

#include "cli/crm-cli-output.h"

G_BEGIN_DECLS

/**
 * crm_cli_report_quality:
 * @check: (nullable): the name of one check, of which the ids found are printed as well
 *
 * Reads and prints what is missing, wrong and out of date; await in a fiber.
 */
CrmCliExit crm_cli_report_quality (CrmCli *cli, const char *check, GError **error);

G_END_DECLS
