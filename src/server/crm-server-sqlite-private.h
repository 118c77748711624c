/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of CrmServerSqlite share. */

#pragma once

#include "server/crm-server-sqlite.h"

G_BEGIN_DECLS

struct _CrmServerSqlite
{
  CrmServerStorage parent_instance;

  /* owned */
  CrmConnection *connection;

  gint64 workspace; /* of the transaction under way */
  gboolean in_group;
};

static inline void
crm_server_sqlite_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

/* Accounts, devices and names of workspaces. */
void crm_server_sqlite_class_init_accounts (CrmServerStorageClass *storage_class);

/* What the server keeps for itself. */
void crm_server_sqlite_class_init_items (CrmServerStorageClass *storage_class);
/* The audit as it is read, and whose the bytes of attachments are. */
void crm_server_sqlite_class_init_blobs (CrmServerStorageClass *storage_class);

G_END_DECLS
