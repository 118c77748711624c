/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list in the preferences that people edit and put in order. */

#pragma once

#include <adwaita.h>

#include "core/base/crm-id.h"

G_BEGIN_DECLS

/**
 * CrmOrderItem:
 * @title: what it is called
 * @subtitle: (nullable): more about it
 * @position: (nullable): as crm_position_between() makes them; %NULL where the list has no order of its own
 * @group: only items of one group change places
 *
 * Borrowed texts.
 */
typedef struct
{
  CrmId id;
  const char *title;
  const char *subtitle;
  const char *position;
  int group;
} CrmOrderItem;

#define CRM_TYPE_ORDER_LIST (crm_order_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmOrderList, crm_order_list, CRM, ORDER_LIST, AdwBin)

/**
 * crm_order_list_set_items:
 *
 * Rows stay and show other items, and the focus goes with the item it was on. Emits "edit" (const CrmId *), "remove" (const CrmId *) and
 * "moved" (const CrmId *, const char *position).
 */
void crm_order_list_set_items (CrmOrderList *self, const CrmOrderItem *items, guint n_items);

void crm_order_list_set_name (CrmOrderList *self, const char *name);

G_END_DECLS
