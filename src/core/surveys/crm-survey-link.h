/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a survey is answered on the team's server: links for one who is invited, and for everybody. Pure; any thread. */

#pragma once

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * crm_survey_make_link:
 * @server: (nullable): the address of the server that the file is joined to, empty for none
 * @token: (nullable): of an invitation, or of a survey's open link
 *
 * Returns: (transfer full) (nullable): the address to give away; %NULL where there is no server, or no token.
 */
char *crm_survey_make_link (const char *server, const char *token);

/**
 * crm_survey_new_open_link_edit:
 * @opens: whether there shall be an open link, a new one that takes the place of any before; %FALSE for none
 *
 * Returns: (transfer full): the edit.
 */
CrmEdit *crm_survey_new_open_link_edit (const CrmRecord *survey, gboolean opens);

G_END_DECLS
