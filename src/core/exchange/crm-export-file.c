/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that appears under its name only when all of it is written. */

#include "config.h"

#include "core/exchange/crm-export-file.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

#define BUFFER (256 * 1024)

struct _CrmExportFile
{
  char *name;
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

CrmExportFile *
crm_export_file_new (const char *path, GError **error)
{
  g_autoptr (CrmExportFile) self = g_new0 (CrmExportFile, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) base = NULL;
  GError *failure = NULL;

  self->name = g_filename_display_basename (path);
  base = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &failure);
  if (!translate_error (self, failure, error))
    return NULL;
  self->stream = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (base), BUFFER);
  return g_steal_pointer (&self);
}

gboolean
crm_export_file_write (CrmExportFile *self, const char *bytes, gsize length, GError **error)
{
  GError *failure = NULL;

  g_output_stream_write_all (self->stream, bytes, length, NULL, NULL, &failure);
  return translate_error (self, failure, error);
}

gboolean
crm_export_file_finish (CrmExportFile *self, GError **error)
{
  GError *failure = NULL;

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
  g_free (self->name);
  g_free (self);
}
