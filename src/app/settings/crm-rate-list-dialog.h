/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a list of exchange rates by pasting it. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_RATE_LIST_DIALOG (crm_rate_list_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmRateListDialog, crm_rate_list_dialog, CRM, RATE_LIST_DIALOG, AdwDialog)

/* @parent: stands in the preferences; one edit takes all rates, or none where a line cannot be read. */
void crm_rate_list_dialog_present (GtkWidget *parent, CrmContext *context);

G_END_DECLS
