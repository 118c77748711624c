/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making sure that what was written is on the disk. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-disk.h"

#include "core/base/crm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

gboolean
crm_disk_sync (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int code = descriptor < 0 || fsync (descriptor) != 0 ? errno : 0;

  if (descriptor >= 0)
    close (descriptor);
  if (code == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, code == ENOSPC || code == EDQUOT ? CRM_ERROR_FULL : CRM_ERROR_STORAGE, _ ("“%s” could not be written to the disk: %s."),
               path, g_strerror (code));
  return FALSE;
}
