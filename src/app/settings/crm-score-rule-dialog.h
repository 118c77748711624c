/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a rule of a lead's score, or changes one. */

#pragma once

#include "app/settings/crm-record-dialog.h"

G_BEGIN_DECLS

/* @rule: (nullable): %NULL for a new one, which follows the rule at the position @after (nullable). (transfer floating) */
CrmRecordDialog *crm_score_rule_dialog_new (CrmContext *context, CrmRecord *rule, const char *after);

G_END_DECLS
