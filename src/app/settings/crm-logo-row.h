/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' row with the company's logo. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_LOGO_ROW (crm_logo_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmLogoRow, crm_logo_row, CRM, LOGO_ROW, AdwActionRow)

/* Called once. */
void crm_logo_row_set_context (CrmLogoRow *self, CrmContext *context);

G_END_DECLS
