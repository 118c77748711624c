/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that appears under its name only when all of it is written. */

#include "config.h"

#include "core/exchange/crm-export-file.h"

#include "core/base/crm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUFFER (256 * 1024)

struct _CrmExportFile
{
  char *name;
  char *path;
  char *draft; /* where a file that was not there is written; NULL while an old one stands under the name */
  GOutputStream *stream;
};

static gboolean
translate_error (CrmExportFile *self, GError *failure, GError **error)
{
  if (failure == NULL)
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL, _ ("“%s” could not be written, because the disk is full. Make room, then try again."), self->name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be written: %s"), self->name, failure->message);
  g_error_free (failure);
  return FALSE;
}

/* What GIO writes anew stands under its name from the first byte on, also when the program is killed: it gets a draft. An old
 * file is replaced by GIO, which knows of links, owners and rights. */
static GOutputStream *
open_draft (CrmExportFile *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *draft = g_build_filename (folder, ".clientele-XXXXXX", NULL);
  int fd = g_mkstemp_full (draft, O_WRONLY | O_CLOEXEC, 0666), code = errno;

  if (fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }
  self->draft = g_steal_pointer (&draft);
  return g_unix_output_stream_new (fd, TRUE);
}

static GOutputStream *
open_replacement (CrmExportFile *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  return (GOutputStream *)g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
}

static gboolean
is_there (const char *path)
{
  GStatBuf status;

  return g_lstat (path, &status) == 0;
}

CrmExportFile *
crm_export_file_new (const char *path, GError **error)
{
  g_autoptr (CrmExportFile) self = g_new0 (CrmExportFile, 1);
  g_autoptr (GOutputStream) base = NULL;
  GError *failure = NULL;

  self->name = g_filename_display_basename (path);
  self->path = g_strdup (path);
  base = is_there (path) ? open_replacement (self, &failure) : open_draft (self, &failure);
  if (!translate_error (self, failure, error))
    return NULL;
  self->stream = g_buffered_output_stream_new_sized (base, BUFFER);
  return g_steal_pointer (&self);
}

gboolean
crm_export_file_write (CrmExportFile *self, const char *bytes, gsize length, GError **error)
{
  GError *failure = NULL;

  g_output_stream_write_all (self->stream, bytes, length, NULL, NULL, &failure);
  return translate_error (self, failure, error);
}

/* All of it is on the disk before it gets its name. */
static gboolean
name_draft (CrmExportFile *self, GError **error)
{
  GOutputStream *base = g_filter_output_stream_get_base_stream (G_FILTER_OUTPUT_STREAM (self->stream));

  if (!g_output_stream_flush (self->stream, NULL, error))
    return FALSE;
  if (fsync (g_unix_output_stream_get_fd (G_UNIX_OUTPUT_STREAM (base))) == 0 && g_rename (self->draft, self->path) == 0)
    {
      g_clear_pointer (&self->draft, g_free);
      return TRUE;
    }
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

gboolean
crm_export_file_finish (CrmExportFile *self, GError **error)
{
  GError *failure = NULL;

  if (self->draft == NULL || name_draft (self, &failure))
    g_output_stream_close (self->stream, NULL, &failure);
  return translate_error (self, failure, error);
}

void
crm_export_file_free (CrmExportFile *self)
{
  if (self->stream != NULL && !g_output_stream_is_closed (self->stream))
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      /* Closed while cancelled, the stream does not take the place of the file. */
      g_cancellable_cancel (cancelled);
      g_output_stream_close (self->stream, cancelled, NULL);
    }
  g_clear_object (&self->stream);
  if (self->draft != NULL)
    g_unlink (self->draft);
  g_free (self->draft);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}
