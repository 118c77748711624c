/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of rowids of one kind, a bit each. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmRowSet:
 * @bits: (array length=n_words): bit i of word w is rowid 64 w + i
 * @n_words: how many
 *
 * Grows as rowids are added. One thread at a time while it changes.
 */
typedef struct
{
  guint64 *bits;
  gsize n_words;
} CrmRowSet;

/* An empty set with room for rowids below @n_rows. */
CrmRowSet *crm_row_set_new (gsize n_rows);

/* The rowids from 1 up to but not including @n_rows. */
CrmRowSet *crm_row_set_new_full (gsize n_rows);
void crm_row_set_free (CrmRowSet *self);

/* Rowids below 0 and above 2³⁷ are no rows, and are passed over. */
void crm_row_set_add (CrmRowSet *self, gint64 rowid);
gboolean crm_row_set_contains (const CrmRowSet *self, gint64 rowid);
gsize crm_row_set_count (const CrmRowSet *self);

/* Keeps what is in @other as well; adds what is in @other; takes out what is in @other. */
void crm_row_set_intersect (CrmRowSet *self, const CrmRowSet *other);
void crm_row_set_unite (CrmRowSet *self, const CrmRowSet *other);
void crm_row_set_subtract (CrmRowSet *self, const CrmRowSet *other);

/* (transfer full) (element-type gint64): in ascending order. */
GArray *crm_row_set_to_array (const CrmRowSet *self);

/**
 * crm_row_set_prepare:
 * @sql: a statement that calls crm_add_row() with each rowid it finds, which inside SQLite takes two thirds of the time of handing them out one by one
 *
 * Returns: (transfer none) (nullable): the statement, for crm_row_set_collect() to run before the next is prepared on the connection.
 */
sqlite3_stmt *crm_row_set_prepare (CrmRowSet *self, CrmConnection *connection, const char *sql, GError **error);

/* Runs it. */
gboolean crm_row_set_collect (CrmConnection *connection, sqlite3_stmt *statement, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRowSet, crm_row_set_free)

G_END_DECLS
