/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' rows about where backups are, on this computer. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_BACKUP_GROUP (crm_backup_group_get_type ())

G_DECLARE_FINAL_TYPE (CrmBackupGroup, crm_backup_group, CRM, BACKUP_GROUP, AdwPreferencesGroup)

/* Called once. @file: the path of the file that is open. */
void crm_backup_group_set_settings (CrmBackupGroup *self, GSettings *settings, const char *file);

G_END_DECLS
