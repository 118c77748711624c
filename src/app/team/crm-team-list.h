/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync has to tell: what could not be saved, what lost to others, what others changed. */

#pragma once

#include "app/crm-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CrmTeamListKind:
 * @CRM_TEAM_LIST_UNSAVED: values that the server did not take
 * @CRM_TEAM_LIST_CONFLICTS: values typed here that lost to newer ones
 * @CRM_TEAM_LIST_NEWS: what others changed since it was looked at last
 */
typedef enum
{
  CRM_TEAM_LIST_UNSAVED,
  CRM_TEAM_LIST_CONFLICTS,
  CRM_TEAM_LIST_NEWS,
} CrmTeamListKind;

#define CRM_TYPE_TEAM_LIST (crm_team_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmTeamList, crm_team_list, CRM, TEAM_LIST, AdwNavigationPage)

/**
 * crm_team_list_new:
 *
 * Emits "open-record" (kind: pointer, id: pointer to #CrmId) for the record of a row, and "failed" (#GError).
 */
AdwNavigationPage *crm_team_list_new (CrmContext *context, CrmTeamListKind kind);

G_END_DECLS
