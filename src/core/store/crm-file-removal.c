/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a customer file with all that belongs to it. */

#include "config.h"

#include "core/store/crm-file-removal.h"

#include "core/base/crm-error.h"
#include "core/store/crm-backup.h"
#include "core/store/crm-file-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static gboolean
fail (const char *path, int number, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” cannot be removed: %s."), path, g_strerror (number));
  return FALSE;
}

static gboolean
remove_if_there (const char *path, GError **error)
{
  return g_unlink (path) == 0 || errno == ENOENT || fail (path, errno, error);
}

/* The folder is the program's own: two levels, and no links are followed. */
static gboolean
remove_folder (const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      gboolean folder = g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK);

      if (!(folder ? remove_folder (child, error) : remove_if_there (child, error)))
        return FALSE;
    }
  return dir == NULL || g_rmdir (path) == 0 || fail (path, errno, error);
}

gboolean
crm_file_remove (const char *file, GError **error)
{
  static const char *const endings[] = { "-wal", "-shm", "-lock" };
  g_autofree char *folder = NULL;

  g_return_val_if_fail (file != NULL, FALSE);

  folder = crm_file_store_dup_folder (file);
  if (!remove_if_there (file, error) || !remove_folder (folder, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (file, endings[i], NULL);

      if (!remove_if_there (path, error))
        return FALSE;
    }
  crm_backup_remove_automatic (file);
  return TRUE;
}
