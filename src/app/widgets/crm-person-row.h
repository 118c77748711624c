/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one row for a person or customer in a list: picture, name, what they are. */

#pragma once

#include <gtk/gtk.h>

#include "core/base/crm-text-sort.h"

G_BEGIN_DECLS

#define CRM_TYPE_PERSON_ROW (crm_person_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmPersonRow, crm_person_row, CRM, PERSON_ROW, GtkListBoxRow)

GtkWidget *crm_person_row_new (void);

/* @subtitle (nullable) stands below; @faded for who is no longer there. */
void crm_person_row_set (CrmPersonRow *self, const char *name, CrmNameKind kind, const char *subtitle, gboolean faded);

G_END_DECLS
