/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page in the sidebar. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-page-table.h"

G_BEGIN_DECLS

#define CRM_TYPE_SIDEBAR_ROW (crm_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmSidebarRow, crm_sidebar_row, CRM, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *crm_sidebar_row_new (const CrmPageEntry *entry);
const char *crm_sidebar_row_get_name (CrmSidebarRow *self);

/* How much there asks for action; zero is not shown. */
void crm_sidebar_row_set_count (CrmSidebarRow *self, guint count);

G_END_DECLS
