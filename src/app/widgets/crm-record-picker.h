/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover that finds a record by typing: what a reference is set with. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_PICKER (crm_record_picker_get_type ())

G_DECLARE_FINAL_TYPE (CrmRecordPicker, crm_record_picker, CRM, RECORD_PICKER, GtkPopover)

/**
 * crm_record_picker_new:
 * @kind: customers, people, users or tags
 *
 * Emits "picked" (const CrmId *id, const char *name) and closes. The first result is chosen by Enter.
 */
GtkWidget *crm_record_picker_new (CrmContext *context, const CrmKind *kind);

/* Leaves a record out: a customer is not related to itself. */
void crm_record_picker_set_except (CrmRecordPicker *self, const CrmId *except);

/* Offers to make what is typed and not there, as @format with one %s: "Add “%s”"; emits "create" (const char *name). */
void crm_record_picker_set_create_format (CrmRecordPicker *self, const char *format);

G_END_DECLS
