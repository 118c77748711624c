/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette: every action and every record by name, pinyin, initials, phone. */

#pragma once

#include <adwaita.h>

#include "app/crm-window.h"

G_BEGIN_DECLS

#define CRM_TYPE_PALETTE (crm_palette_get_type ())

G_DECLARE_FINAL_TYPE (CrmPalette, crm_palette, CRM, PALETTE, AdwDialog)

/**
 * crm_palette_new:
 * @window: what it acts on
 *
 * Lists the actions that have sense at this moment, and the records of @context.
 *
 * Returns: a floating dialog.
 */
CrmPalette *crm_palette_new (CrmWindow *window, CrmContext *context);

G_END_DECLS
