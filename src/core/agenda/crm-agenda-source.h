/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something of an agenda or a calendar is found: the first rows of it, and how many there are. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmAgendaSource:
 * @kind: of the records
 * @from: the table and what holds for its rows
 * @extras: columns that come after those of the record
 * @order: of the rows
 *
 * What is SQL may have parameters, which whoever prepares a statement of it binds.
 */
typedef struct
{
  const CrmKind *kind;
  const char *from;
  const char *extras;
  const char *order;
} CrmAgendaSource;

/* The first rows, no more than parameter number @limit says; borrowed from the connection, as crm_connection_prepare() does. */
sqlite3_stmt *crm_agenda_source_prepare (const CrmAgendaSource *self, CrmConnection *connection, guint limit, GError **error);

/* How many rows there are, for crm_agenda_source_add_count(). */
sqlite3_stmt *crm_agenda_source_prepare_count (const CrmAgendaSource *self, CrmConnection *connection, GError **error);

/* Runs a count whose parameters are bound, and adds it to @n. */
gboolean crm_agenda_source_add_count (CrmConnection *connection, sqlite3_stmt *statement, guint *n, GError **error);

G_END_DECLS
