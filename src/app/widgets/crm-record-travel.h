/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes from a record to the one before and the next, in the list it was opened from. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_TRAVEL (crm_record_travel_get_type ())

/* Its property "narrow" leaves the two buttons alone, for windows without room. */
G_DECLARE_FINAL_TYPE (CrmRecordTravel, crm_record_travel, CRM, RECORD_TRAVEL, GtkWidget)

/**
 * crm_record_travel_set_list:
 * @list: (nullable): of CrmRow; %NULL where the record was not opened from one
 * @position: the record's place there
 *
 * The list goes on living: the place is where the record stands now, if it still does. Not seen where there is nowhere to go. Emits "arrived"
 * with the id (pointer to CrmId) of the record gone to, once that is read.
 */
void crm_record_travel_set_list (CrmRecordTravel *self, GListModel *list, guint position);

/* @step: −1 back, 1 on; nothing at the ends. */
void crm_record_travel_go (CrmRecordTravel *self, int step);

G_END_DECLS
