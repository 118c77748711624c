/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where the deals of what is removed shall go. */

#pragma once

#include <adwaita.h>

#include "core/record/crm-record.h"

G_BEGIN_DECLS

/**
 * CrmDestinationFunc:
 * @stage: where they go
 */
typedef void (*CrmDestinationFunc) (GtkWidget *widget, CrmRecord *stage, gpointer data);

/**
 * crm_destination_dialog_present:
 * @widget: what removes, and is given to @chosen; not called when it is gone, or nothing was chosen
 * @heading: what is removed
 * @n_deals: how many deals are concerned
 * @pipelines: (element-type CrmPipeline): all there are
 * @except_stage: (nullable): is no destination
 * @except_pipeline: (nullable): neither is a stage of this one
 * @destroy: frees @data
 */
void crm_destination_dialog_present (GtkWidget *widget, const char *heading, guint n_deals, GPtrArray *pipelines, const CrmId *except_stage, const CrmId *except_pipeline, CrmDestinationFunc chosen, gpointer data, GDestroyNotify destroy);

G_END_DECLS
