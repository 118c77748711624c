/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Types one way to reach someone: kind, value, label. */

#pragma once

#include <gtk/gtk.h>

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONTACT_POINT_EDITOR (crm_contact_point_editor_get_type ())

G_DECLARE_FINAL_TYPE (CrmContactPointEditor, crm_contact_point_editor, CRM, CONTACT_POINT_EDITOR, GtkBox)

/**
 * crm_contact_point_editor_new:
 * @record: (nullable): what to begin with; of a new one the kind follows what is typed until it is chosen
 *
 * Emits "save" on Enter and when the focus goes elsewhere, "give-up" on Escape.
 */
GtkWidget *crm_contact_point_editor_new (const CrmRecord *record);

/* Whether there is no value. */
gboolean crm_contact_point_editor_is_empty (CrmContactPointEditor *self);

/* The permanent name of the kind chosen. Static. */
const char *crm_contact_point_editor_get_kind (CrmContactPointEditor *self);

/* Sets kind, value and label of a contact point. */
void crm_contact_point_editor_fill (CrmContactPointEditor *self, CrmChange *change);

/* Why it was not saved, or NULL. */
void crm_contact_point_editor_set_problem (CrmContactPointEditor *self, const char *message);

G_END_DECLS
