/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a response and its answers: its score, the row that figures read, what its survey counts. */

#pragma once

#include "core/schema/crm-rules.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_survey_score:
 * @value: what was answered, millionths
 * @minimum: the low end, millionths
 * @maximum: the high end, millionths
 *
 * Returns: where the answer lies between the ends: 0–100 in millionths; -1 where it lies outside or there is nothing between them.
 */
gint64 crm_survey_score (gint64 value, gint64 minimum, gint64 maximum);

/* crm_response_rules.refresh and .concern, crm_survey_rules.refresh: in the writer's transaction. */
gboolean crm_response_facts_refresh (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error);
gboolean crm_response_facts_concern (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GHashTable *ids, GError **error);
gboolean crm_survey_facts_refresh (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error);

G_END_DECLS
