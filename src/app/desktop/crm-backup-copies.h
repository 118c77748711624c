/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies automatic backups to another folder as well, where one was chosen. */

#pragma once

#include <gio/gio.h>

#include "core/base/crm-clock.h"

G_BEGIN_DECLS

#define CRM_TYPE_BACKUP_COPIES (crm_backup_copies_get_type ())

G_DECLARE_FINAL_TYPE (CrmBackupCopies, crm_backup_copies, CRM, BACKUP_COPIES, GObject)

/**
 * crm_backup_copies_new:
 * @settings: its "backup-folder" says where to
 *
 * Looks every few minutes, on a thread of its own, whether the newest backup is there. Emits "failed" (message: string) when it could not be
 * copied, once until it can be again or another folder is chosen. Main thread.
 */
CrmBackupCopies *crm_backup_copies_new (CrmClock *clock, GSettings *settings);

/* @path: (nullable): the file whose backups are meant; %NULL for none. */
void crm_backup_copies_set_file (CrmBackupCopies *self, const char *path);

G_END_DECLS
