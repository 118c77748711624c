/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something of an agenda or a calendar is found. */

#define G_LOG_DOMAIN "crm-agenda"

#include "core/agenda/crm-agenda-source.h"

/* Which rows come first is found by the index alone where it has all that is asked; only those are read, in that order: a cross join
 * goes through its left side first. */
sqlite3_stmt *
crm_agenda_source_prepare (const CrmAgendaSource *self, CrmConnection *connection, guint limit, GError **error)
{
  const char *name = self->kind->name;
  g_autofree char *sql = g_strdup_printf ("SELECT %s, %s FROM (SELECT rowid AS at_row FROM %s ORDER BY %s LIMIT ?%u) CROSS JOIN %s ON %s.rowid = at_row",
                                          crm_kind_get_columns (self->kind), self->extras, self->from, self->order, limit, name, name);

  return crm_connection_prepare (connection, sql, error);
}

sqlite3_stmt *
crm_agenda_source_prepare_count (const CrmAgendaSource *self, CrmConnection *connection, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", self->from);

  return crm_connection_prepare (connection, sql, error);
}

gboolean
crm_agenda_source_add_count (CrmConnection *connection, sqlite3_stmt *statement, guint *n, GError **error)
{
  if (crm_connection_next (connection, statement, error) <= 0)
    return FALSE;
  *n += (guint)sqlite3_column_int64 (statement, 0);
  return crm_connection_next (connection, statement, error) == 0;
}
