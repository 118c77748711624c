/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes the copy of a team's data that leaving its server leaves behind. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-copy.h"

#include "core/base/crm-error.h"
#include "core/store/crm-file-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

static gboolean
remove_one (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be removed: %s."), path, g_strerror (errno));
  return FALSE;
}

/* Two levels: folders of the first two digits, and in them what they hold. */
static gboolean
remove_folder (const char *path, int depth, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return TRUE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      gboolean folder = depth > 0 && g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK);

      if (folder ? !remove_folder (child, depth - 1, error) : !remove_one (child, error))
        return FALSE;
    }
  g_rmdir (path);
  return TRUE;
}

gboolean
crm_sync_copy_remove (const char *path, GError **error)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-sync", "-lock" };
  g_autofree char *lock_path = g_strconcat (path, "-lock", NULL);
  g_autofree char *folder = crm_file_store_dup_folder (path);
  int lock = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gboolean ok = lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0;

  if (!ok)
    g_set_error (error, CRM_ERROR, CRM_ERROR_LOCKED, _ ("“%s” is open in another program. Close it there first."), path);
  for (guint i = 0; ok && i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      ok = remove_one (name, error);
    }
  ok = ok && remove_folder (folder, 1, error);
  if (lock >= 0)
    close (lock);
  return ok;
}
