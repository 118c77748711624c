/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of CrmServerPostgres share. */

#pragma once

#include "server/crm-server-postgres.h"

G_BEGIN_DECLS

struct _CrmServerPostgres
{
  CrmServerStorage parent_instance;

  /* owned */
  CrmPostgres *connection;

  guint64 tag;
  gboolean in_group;
  gboolean in_transaction; /* of one's own, apart from a group */
  gboolean own_is_whole;   /* crm_server_postgres_open_own() began it */

  /* the transaction under way */
  gint64 workspace;
  CrmId id;
  gint64 seq;            /* when it began */
  GHashTable *absent;    /* of what is expected: the ids that no record has */
  GHashTable *childless; /* likewise that no record hangs on */

  /* of a group: the workspace it has locked, and whether the member under way did */
  CrmId locked;
  gboolean has_locked;
};

/* Parameters whose first is the workspace under way. */
static inline CrmPostgresParameters
crm_server_postgres_begin_parameters (CrmServerPostgres *self)
{
  CrmPostgresParameters parameters = { 0 };

  g_assert (self->workspace != 0);

  crm_postgres_add_number (&parameters, self->workspace);
  return parameters;
}

/* A statement that reads; where no transaction is under way it is asked again after a connection that was lost. */
PGresult *crm_server_postgres_read (CrmServerStorage *storage, const char *sql, const CrmPostgresParameters *parameters, GError **error);

/* A statement that writes, in the transaction under way. */
gboolean crm_server_postgres_write (CrmServerStorage *storage, const char *sql, const CrmPostgresParameters *parameters, GError **error);

/* A transaction of their own around statements of accounts, devices and workspaces; what fails in it spoils no group. @ok: whether they could be sent */
gboolean crm_server_postgres_open_own (CrmServerStorage *storage, GError **error);
gboolean crm_server_postgres_close_own (CrmServerStorage *storage, gboolean ok, GError **error);

/* Tells all who listen, once the transaction lasts. */
gboolean crm_server_postgres_notify (CrmServerPostgres *self, const char *text, GError **error);

/* Records, what left a scope, and the audit. */
void crm_server_postgres_class_init_records (CrmServerStorageClass *storage_class);

/* Accounts, devices and names of workspaces. */
void crm_server_postgres_class_init_accounts (CrmServerStorageClass *storage_class);

/* What the server keeps for itself. */
void crm_server_postgres_class_init_items (CrmServerStorageClass *storage_class);

/* The audit as it is read, and whose the bytes of attachments are. */
void crm_server_postgres_class_init_blobs (CrmServerStorageClass *storage_class);

G_END_DECLS
