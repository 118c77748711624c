/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list that people put in order: what it is, and what can be done with it. */

#pragma once

#include <adwaita.h>

#include "core/base/crm-id.h"

G_BEGIN_DECLS

#define CRM_TYPE_ORDER_ROW (crm_order_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmOrderRow, crm_order_row, CRM, ORDER_ROW, AdwActionRow)

/**
 * crm_order_row_new:
 *
 * Emits "edit" (also by F2 and Enter), "remove" (also by Delete), "move" (int places, also by Alt and an arrow key) and "dropped" (the row
 * that was let go over it). Others act.
 */
GtkWidget *crm_order_row_new (void);
void crm_order_row_set (CrmOrderRow *self, const CrmId *id, const char *title, const char *subtitle);

/* Whether the list has an order of its own, and whether there is room above and below. */
void crm_order_row_set_movable (CrmOrderRow *self, gboolean movable, gboolean up, gboolean down);

/* Borrowed. */
const CrmId *crm_order_row_get_id (CrmOrderRow *self);

G_END_DECLS
