/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files kept with customers: each content once, under its hash. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-file-store.h"

#include "core/base/crm-error.h"
#include "core/base/crm-file-name.h"
#include "core/store/crm-disk.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUFFER (256 * 1024)
/* What an addition that was cut off left behind is removed after so long; a running one is younger. */
#define PASSING_PREFIX  "incoming-"
#define PASSING_SECONDS (24 * 60 * 60)

/* ── places ───────────────────────────────────────────────────────────────────────────────── */

char *
crm_file_store_dup_folder (const char *file)
{
  return g_strconcat (file, "-files", NULL);
}

static gboolean
is_hash (const char *hash)
{
  return hash != NULL && strlen (hash) == CRM_FILE_HASH_LENGTH && strspn (hash, "0123456789abcdef") == CRM_FILE_HASH_LENGTH;
}

/* Contents spread over 256 folders, which any file system and file manager can bear. */
static char *
dup_shelf (const char *folder, const char *hash)
{
  const char shelf[] = { hash[0], hash[1], '\0' };

  return g_build_filename (folder, shelf, NULL);
}

char *
crm_file_store_dup_path (const char *folder, const char *hash)
{
  g_autofree char *shelf = is_hash (hash) ? dup_shelf (folder, hash) : NULL;

  return shelf != NULL ? g_build_filename (shelf, hash, NULL) : NULL;
}

/* ── errors ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_cancelled (const GError *failure)
{
  return g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Takes @failure. */
static void
fail_to_read (const char *name, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (is_cancelled (failure))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” is no longer there."), name);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("You are not allowed to read “%s”."), name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” could not be read to its end: %s"), name, failure->message);
}

static void
fail_to_write (const char *name, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (is_cancelled (failure))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL, _ ("There is no room for “%s”, because the disk is full. Make room, then try again."), name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be written: %s"), name, failure->message);
}

static void
fail_damaged (const char *name, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("“%s” is damaged: it is not what was added. Add it again, or take it from a backup."), name);
}

/* ── copying ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *name;
  GInputStream *from;
  GOutputStream *to; /* NULL only reads */
  GChecksum *sum;
  gint64 size;
  GCancellable *cancellable;
  CrmTransfer *transfer;
} Copying;

static GCancellable *
get_cancellable (CrmTransfer *transfer)
{
  return transfer != NULL ? crm_transfer_get_cancellable (transfer) : NULL;
}

static gboolean
copy_all (Copying *self, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER);
  GError *failure = NULL;
  gssize n;

  while ((n = g_input_stream_read (self->from, buffer, BUFFER, self->cancellable, &failure)) > 0)
    {
      g_checksum_update (self->sum, buffer, n);
      self->size += n;
      if (self->to != NULL && !g_output_stream_write_all (self->to, buffer, (gsize)n, NULL, self->cancellable, &failure))
        {
          fail_to_write (self->name, failure, error);
          return FALSE;
        }
      if (self->transfer != NULL)
        crm_transfer_advance (self->transfer, n);
    }
  if (n < 0)
    fail_to_read (self->name, failure, error);
  return n == 0;
}

/* ── adding ───────────────────────────────────────────────────────────────────────────────── */

static void
remove_forgotten (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, PASSING_PREFIX) && g_stat (path, &info) == 0 && now - info.st_mtime > PASSING_SECONDS)
        g_unlink (path);
    }
}

static gboolean
make_folder (const char *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir (folder, 0700) == 0 || errno == EEXIST)
    return crm_disk_sync (parent, error);
  g_set_error (error, CRM_ERROR, errno == ENOSPC || errno == EDQUOT ? CRM_ERROR_FULL : CRM_ERROR_STORAGE, _ ("The folder “%s” for files cannot be made: %s."),
               folder, g_strerror (errno));
  return FALSE;
}

/* A pipe would be waited for, and a device read for ever. */
static gboolean
look_at (CrmStagedFile *self, GFile *source, GCancellable *cancellable, GError **error)
{
  g_autofree char *basename = g_file_get_basename (source);
  g_autoptr (GFileInfo) info = NULL;
  GError *failure = NULL;
  GFileType type;

  info = g_file_query_info (source, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &failure);
  self->name = crm_file_name_clean (info != NULL ? g_file_info_get_display_name (info) : basename);
  if (info == NULL)
    {
      fail_to_read (self->name, failure, error);
      return FALSE;
    }
  type = g_file_info_get_file_type (info);
  if (g_file_info_get_content_type (info) != NULL)
    self->media_type = g_content_type_get_mime_type (g_file_info_get_content_type (info));
  if (type == G_FILE_TYPE_DIRECTORY || type == G_FILE_TYPE_MOUNTABLE)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is a folder. Choose the files in it, or pack it into one."), self->name);
  else if (type == G_FILE_TYPE_SYMBOLIC_LINK)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("What “%s” leads to is no longer there."), self->name);
  else if (type != G_FILE_TYPE_REGULAR)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no file that can be kept."), self->name);
  return type == G_FILE_TYPE_REGULAR;
}

static gboolean
copy_in (CrmStagedFile *self, GFile *source, CrmTransfer *transfer, GError **error)
{
  g_autoptr (GFile) target = g_file_new_for_path (self->path);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GFileInputStream) from = NULL;
  g_autoptr (GFileOutputStream) to = NULL;
  GError *failure = NULL;
  Copying copying = { .name = self->name, .sum = sum, .cancellable = get_cancellable (transfer), .transfer = transfer };

  from = g_file_read (source, copying.cancellable, &failure);
  if (from == NULL)
    {
      fail_to_read (self->name, failure, error);
      return FALSE;
    }
  to = g_file_create (target, G_FILE_CREATE_PRIVATE, copying.cancellable, &failure);
  if (to == NULL)
    {
      fail_to_write (self->name, failure, error);
      return FALSE;
    }
  copying.from = G_INPUT_STREAM (from);
  copying.to = G_OUTPUT_STREAM (to);
  if (!copy_all (&copying, error))
    return FALSE;
  if (!g_output_stream_close (G_OUTPUT_STREAM (to), copying.cancellable, &failure))
    {
      fail_to_write (self->name, failure, error);
      return FALSE;
    }
  self->hash = g_strdup (g_checksum_get_string (sum));
  self->size = copying.size;
  return TRUE;
}

CrmStagedFile *
crm_file_store_stage (const char *folder, GFile *source, CrmTransfer *transfer, GError **error)
{
  g_autoptr (CrmStagedFile) self = g_new0 (CrmStagedFile, 1);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (PASSING_PREFIX, unique, NULL);

  g_return_val_if_fail (folder != NULL && G_IS_FILE (source), NULL);

  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, name, NULL);
  if (!look_at (self, source, get_cancellable (transfer), error) || !make_folder (folder, error))
    return NULL;
  remove_forgotten (folder);
  if (!copy_in (self, source, transfer, error))
    return NULL;
  /* Stored contents do not change; a program that means to is told so, where the file system knows how. */
  g_chmod (self->path, 0400);
  return crm_disk_sync (self->path, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
crm_staged_file_keep (CrmStagedFile *self, GError **error)
{
  g_autofree char *shelf = NULL, *target = NULL;

  g_return_val_if_fail (self != NULL && self->path != NULL, FALSE);

  shelf = dup_shelf (self->folder, self->hash);
  target = crm_file_store_dup_path (self->folder, self->hash);
  if (!make_folder (shelf, error))
    return FALSE;
  if (g_rename (self->path, target) != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be given its name: %s."), target, g_strerror (errno));
      return FALSE;
    }
  g_clear_pointer (&self->path, g_free);
  return crm_disk_sync (shelf, error);
}

gboolean
crm_file_store_link (const char *from, const char *to, const char *hash)
{
  g_autofree char *source = crm_file_store_dup_path (from, hash);
  g_autofree char *target = crm_file_store_dup_path (to, hash);
  g_autofree char *shelf = NULL;

  g_return_val_if_fail (source != NULL && target != NULL, FALSE);

  shelf = dup_shelf (to, hash);
  return make_folder (to, NULL) && make_folder (shelf, NULL) && link (source, target) == 0 && crm_disk_sync (shelf, NULL);
}

void
crm_staged_file_free (CrmStagedFile *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->hash);
  g_free (self->name);
  g_free (self->media_type);
  g_free (self);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static GFileInputStream *
open_stored (const char *folder, const char *hash, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = crm_file_store_dup_path (folder, hash);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  GError *failure = NULL;
  GFileInputStream *stream = file != NULL ? g_file_read (file, cancellable, &failure) : NULL;

  if (stream != NULL)
    return stream;
  if (file == NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” is missing from the folder “%s”. Add it again, or take it from a backup."), name, folder);
  else
    fail_to_read (name, g_steal_pointer (&failure), error);
  g_clear_error (&failure);
  return NULL;
}

/* Reads a stored content through, into @to if that is given. */
static gboolean
read_stored (const char *folder, const char *hash, Copying *copying, GError **error)
{
  g_autoptr (GFileInputStream) from = open_stored (folder, hash, copying->name, copying->cancellable, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (from == NULL)
    return FALSE;
  copying->from = G_INPUT_STREAM (from);
  copying->sum = sum;
  if (!copy_all (copying, error))
    return FALSE;
  if (g_str_equal (g_checksum_get_string (sum), hash))
    return TRUE;
  fail_damaged (copying->name, error);
  return FALSE;
}

gboolean
crm_file_store_verify (const char *folder, const char *hash, const char *name, GCancellable *cancellable, GError **error)
{
  Copying copying = { .name = name, .cancellable = cancellable };

  g_return_val_if_fail (folder != NULL && name != NULL, FALSE);

  return read_stored (folder, hash, &copying, error);
}

/* Closed while cancelled, the stream does not take the place of what is there; what it made anew goes. */
static void
abandon (GFile *target, GOutputStream *stream, gboolean is_new)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  if (is_new)
    g_file_delete (target, NULL, NULL);
}

gboolean
crm_file_store_copy_out (const char *folder, const char *hash, const char *name, GFile *target, CrmTransfer *transfer, GError **error)
{
  g_autoptr (GFileOutputStream) to = NULL;
  Copying copying = { .name = name, .cancellable = get_cancellable (transfer), .transfer = transfer };
  gboolean is_new;
  GError *failure = NULL;

  g_return_val_if_fail (folder != NULL && name != NULL && G_IS_FILE (target), FALSE);

  is_new = !g_file_query_exists (target, NULL);
  to = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_PRIVATE, copying.cancellable, &failure);
  if (to == NULL)
    {
      fail_to_write (name, failure, error);
      return FALSE;
    }
  copying.to = G_OUTPUT_STREAM (to);
  if (!read_stored (folder, hash, &copying, error))
    {
      abandon (target, copying.to, is_new);
      return FALSE;
    }
  if (g_output_stream_close (copying.to, copying.cancellable, &failure))
    return TRUE;
  fail_to_write (name, failure, error);
  abandon (target, copying.to, is_new);
  return FALSE;
}
