/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server in one file: its database of one moment, its attachments, its certificate; and the way back. */

#pragma once

#include "server/crm-server-folder.h"

G_BEGIN_DECLS

/**
 * crm_server_backup_make:
 * @file: what to write, a tar archive; replaced where it is there
 *
 * The server may run meanwhile: the database is that of one moment, and attachments never change.
 */
gboolean crm_server_backup_make (const CrmServerFolder *folder, const char *file, GError **error);

/**
 * crm_server_backup_restore:
 * @folder: where to; what a server left there goes into a folder "before-restore-…" in it
 *
 * The server must not run. It begins another epoch, by which its clients notice, and give it back what they have and it lost; and everybody has to
 * sign in again.
 */
gboolean crm_server_backup_restore (CrmServerFolder *folder, const char *file, GError **error);

/**
 * crm_server_backup_check:
 * @problems: a sentence for each is added
 *
 * Reads all there is: database, records, attachments. The server may run.
 */
gboolean crm_server_backup_check (const CrmServerFolder *folder, GStrvBuilder *problems, GError **error);

G_END_DECLS
