/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals with their logs, for an export. Private to core/exchange. */

#pragma once

#include "core/exchange/crm-export-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What stands behind the id in a table's row: fields by name, references in words, the log as a line a move. */
void crm_export_add_deal_headings (GStrvBuilder *headings);
gboolean crm_export_add_deal_cells (const CrmExport *self, CrmExportRow *row, const CrmRecord *deal, GError **error);

/* What a deal's object has besides its record: "stage_name" … and "moves". */
gboolean crm_export_add_deal_members (const CrmExport *self, JsonBuilder *builder, const CrmRecord *deal, GError **error);

G_END_DECLS
