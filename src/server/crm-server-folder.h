/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder a server lives in: its database, certificate, attachments and the socket it is administered by. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * CrmServerFolder:
 * @database: the file of SQLite, or the URL of PostgreSQL
 * @settings: where a URL is written down
 * @certificate: PEM; @key likewise, for the owner's eyes only
 * @blobs: the folder of attachments
 * @socket: where a server that runs takes commands
 *
 * Paths; nothing says that they are there.
 */
typedef struct
{
  char *path;
  char *database;
  char *settings;
  char *certificate;
  char *key;
  char *blobs;
  char *socket;
  int lock;
} CrmServerFolder;

CrmServerFolder *crm_server_folder_new (const char *path);
void crm_server_folder_free (CrmServerFolder *self);

/**
 * crm_server_folder_create:
 * @workspace: the name of the first workspace
 * @url: (nullable): the database, where it is no file in the folder. What another server has put there is shared with it
 * @blobs: (nullable): where attachments are, where that is not in the folder: several servers of one database share it
 *
 * Makes the folder, which must be empty or not there, with a database and a certificate.
 */
gboolean crm_server_folder_create (CrmServerFolder *self, const char *workspace, CrmServerSharing sharing, const char *url, const char *blobs, GError **error);

/* Whether it is a server's folder. */
gboolean crm_server_folder_exists (CrmServerFolder *self, GError **error);

/**
 * crm_server_folder_lock:
 *
 * Only one process works on a folder at a time. %CRM_ERROR_LOCKED when another has it, %CRM_ERROR_NOT_FOUND when it is no server's folder.
 */
gboolean crm_server_folder_lock (CrmServerFolder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerFolder, crm_server_folder_free)

G_END_DECLS
