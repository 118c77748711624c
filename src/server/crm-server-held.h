/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to anonymous surveys: they wait on the server until there are enough of them that nobody can tell whose they are. */

#pragma once

#include "core/surveys/crm-survey-answers.h"
#include "server/crm-server-pages-private.h"

G_BEGIN_DECLS

/* So many go out together. */
#define CRM_SERVER_HELD_LEAST 5

/* The item of a link, or of a filling-in at an open one, that was answered. */
#define CRM_SERVER_ITEM_SPENT "spent"

/**
 * crm_server_held_add:
 * @answers: to an anonymous survey
 * @second: whether its second language was read
 *
 * Within a transaction that writes. What is kept says neither when nor from whom, and its place in the database is random.
 */
gboolean crm_server_held_add (CrmServerStorage *storage, const CrmSurveyAnswers *answers, gboolean second, GError **error);

/**
 * crm_server_held_release:
 * @form: the version that new answers are given to; older ones among those held are read as well
 *
 * Outside a transaction. Once %CRM_SERVER_HELD_LEAST wait for the survey, all of them become responses: shuffled, with random ids, the day of today
 * and clocks of this moment.
 */
gboolean crm_server_held_release (CrmServerPageVisit *visit, CrmSurveyForm *form, GError **error);

G_END_DECLS
