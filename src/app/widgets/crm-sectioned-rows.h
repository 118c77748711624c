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

/**
 * CrmGroupTitle:
 * @value: (nullable): as crm_query_model_get_group()
 *
 * Returns: (transfer full): the heading over the records that have the value.
 */
typedef char *(*CrmGroupTitle) (gpointer owner, const char *value);

/* Headings over the sections of @rows, with how many there are in each; @owner: borrowed. */
GtkListItemFactory *crm_group_heading_factory_new (CrmSectionedRows *rows, CrmGroupTitle title, gpointer owner);

G_END_DECLS
