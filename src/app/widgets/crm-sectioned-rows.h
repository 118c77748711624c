/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a query model with its groups as the toolkit's sections. */

#pragma once

#include <gtk/gtk.h>

#include "core/query/crm-query-model.h"

G_BEGIN_DECLS

#define CRM_TYPE_SECTIONED_ROWS (crm_sectioned_rows_get_type ())

G_DECLARE_FINAL_TYPE (CrmSectionedRows, crm_sectioned_rows, CRM, SECTIONED_ROWS, GObject)

/* A #GListModel and #GtkSectionModel of the same rows in the same places. */
CrmSectionedRows *crm_sectioned_rows_new (CrmQueryModel *model);

G_END_DECLS
