/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a query as a list model of a million rows that reads only what is looked at. */

#pragma once

#include <gio/gio.h>

#include "core/query/crm-query.h"
#include "core/query/crm-row.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUERY_MODEL (crm_query_model_get_type ())

G_DECLARE_FINAL_TYPE (CrmQueryModel, crm_query_model, CRM, QUERY_MODEL, GObject)

/**
 * crm_query_model_new:
 * @store: whose records
 *
 * A #GListModel of #CrmRow, empty until a query is set. Follows the store: an edit shows as soon as it is written.
 * Main thread only; it never touches SQLite there.
 */
CrmQueryModel *crm_query_model_new (CrmStore *store);

/**
 * crm_query_model_new_capped:
 * @cap: how many rows to show at most, until crm_query_model_set_cap() raises it
 *
 * A list view makes cells for some two hundred rows as soon as it sees them; a window that shows twenty at first, and the
 * others frame by frame, opens in half the time.
 */
CrmQueryModel *crm_query_model_new_capped (CrmStore *store, guint cap);
guint crm_query_model_get_cap (CrmQueryModel *self);
void crm_query_model_set_cap (CrmQueryModel *self, guint cap);

/* Asks another question; the rows change when the answer is there, and an answer under way is dropped. */
void crm_query_model_set_query (CrmQueryModel *self, CrmQuery *query);
CrmQuery *crm_query_model_get_query (CrmQueryModel *self);

/* Whether the values of customers' custom fields are read along with the rows; not at first. */
void crm_query_model_set_with_values (CrmQueryModel *self, gboolean with_values);

/* How many records match, and how many there are of the kind without search and filter. Properties n-matching, n-total. */
guint crm_query_model_get_n_matching (CrmQueryModel *self);
guint crm_query_model_get_n_total (CrmQueryModel *self);

/* Whether the answer to the last question is there. Property ready. */
gboolean crm_query_model_is_ready (CrmQueryModel *self);

/* The place of a record in the list, or GTK_INVALID_LIST_POSITION (G_MAXUINT) when it is not there. */
guint crm_query_model_find (CrmQueryModel *self, gint64 rowid);

/* Notifies the record of every row somebody holds: what cells show besides the record, such as a name, has changed. */
void crm_query_model_renew_rows (CrmQueryModel *self);

/* The rowid at a place, 0 beyond the end. */
gint64 crm_query_model_get_rowid (CrmQueryModel *self, guint position);

/* Where each section begins; NULL where the question does not group, or is not answered. (element-type guint) Borrowed until "replaced". */
const GArray *crm_query_model_get_section_starts (CrmQueryModel *self);

/**
 * crm_query_model_get_group:
 * @n_rows: (out): how many records its section holds, those that are not shown yet among them; 0 where there are no sections
 *
 * Returns: (nullable): the value that the record at @position is grouped by, as crm_value_to_stored() writes it; %NULL for "nothing". Borrowed
 *   until "replaced".
 */
const char *crm_query_model_get_group (CrmQueryModel *self, guint position, guint *n_rows);

/*
 * Signals: "failed" (GError): the question could not be answered. "replacing" and "replaced": before and after other
 * records take the places, for whoever remembers places, such as a selection, to go by rowid instead.
 */

/* The rowids of all matching records in order. (transfer full) (element-type gint64) */
GArray *crm_query_model_dup_rowids (CrmQueryModel *self);

G_END_DECLS
