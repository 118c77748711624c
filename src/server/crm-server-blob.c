/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of attachments: brought in parts, kept under their SHA-256, given to those who may read a record that has them. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-blob.h"

#include "core/base/crm-error.h"
#include "core/store/crm-disk.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_AGE (7 * 24 * 60 * 60)

/* Bytes are there a moment before it is written whose they are. */
#define NEW_AGE (60 * 60)

static gboolean
is_name (const char *text)
{
  return strlen (text) == CRM_SERVER_BLOB_NAME_LENGTH && strspn (text, "0123456789abcdef") == CRM_SERVER_BLOB_NAME_LENGTH;
}

static gboolean
fail_storage (GError **error, const char *path)
{
  g_set_error (error, CRM_ERROR, errno == ENOSPC ? CRM_ERROR_FULL : CRM_ERROR_STORAGE, _ ("“%s” cannot be written: %s."), path, g_strerror (errno));
  return FALSE;
}

/* Of each workspace a folder, as what one has must not tell another anything. */
static char *
dup_path (const CrmServerExchange *self)
{
  g_autofree char *workspace = crm_id_to_string (&self->session.caller.workspace);

  return g_strdup_printf ("%s/%s/%.2s/%s", self->house->blobs, workspace, self->parts[1], self->parts[1]);
}

/* Of each who brings it one. */
static char *
dup_part_path (const CrmServerExchange *self)
{
  g_autofree char *path = dup_path (self);
  g_autofree char *user = crm_id_to_string (&self->session.caller.user);

  return g_strdup_printf ("%s.%s.part", path, user);
}

void
crm_server_blob_tidy (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode))
        crm_server_blob_tidy (path);
      else if (g_str_has_suffix (name, ".part") && now - info.st_mtime > PART_AGE)
        g_unlink (path);
    }
}

static gboolean
sweep_folder (CrmServerStorage *storage, const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean ok = TRUE;
  const char *name;

  while (ok && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;
      int owned;

      if (g_lstat (path, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode))
        ok = sweep_folder (storage, path, error);
      else if (is_name (name) && now - info.st_mtime > NEW_AGE)
        {
          owned = crm_server_storage_is_blob_owner (storage, name, NULL, error);
          ok = owned >= 0;
          if (owned == 0)
            g_unlink (path);
        }
    }
  return ok;
}

gboolean
crm_server_blob_sweep (CrmServerStorage *storage, const char *folder, const CrmId *workspace, GError **error)
{
  g_autofree char *name = crm_id_to_string (workspace);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return sweep_folder (storage, path, error);
}

/* ── bringing ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 from;
  gint64 total;
} Part;

static gboolean
scan_number (const char **at, char stop, gint64 *number)
{
  char *end;

  if (!g_ascii_isdigit (**at))
    return FALSE;
  *number = (gint64)g_ascii_strtoull (*at, &end, 10);
  *at = end + 1;
  return *end == stop && *number >= 0;
}

/* "bytes FROM-TO/TOTAL"; without it the body is the whole. */
static gboolean
read_part (const CrmServerExchange *self, Part *part)
{
  gint64 size = (gint64)g_bytes_get_size (self->request.body), to;
  const char *at = self->request.content_range;

  *part = (Part){ 0, size };
  if (at == NULL)
    return TRUE;
  if (!g_str_has_prefix (at, "bytes "))
    return FALSE;
  at += strlen ("bytes ");
  return scan_number (&at, '-', &part->from) && scan_number (&at, '/', &to) && scan_number (&at, '\0', &part->total) && to < part->total && part->from <= to && size == to - part->from + 1;
}

static gint64
get_size (int descriptor)
{
  struct stat info;

  return fstat (descriptor, &info) == 0 ? info.st_size : -1;
}

static gboolean
write_all (int descriptor, GBytes *bytes)
{
  gsize left;
  const char *at = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      gssize n = write (descriptor, at, left);

      if (n < 0 && errno != EINTR)
        return FALSE;
      at += MAX (n, 0);
      left -= (gsize)MAX (n, 0);
    }
  return TRUE;
}

/* Adds the part where it goes on from what is there; any other is answered with how much that is. Returns that, or -1. */
static gint64
add_part (const CrmServerExchange *self, const char *path, const Part *part, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor = g_mkdir_with_parents (folder, 0700) == 0 ? g_open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
  gint64 have = -1;

  if (descriptor < 0 || flock (descriptor, LOCK_EX) != 0 || (have = get_size (descriptor)) < 0)
    fail_storage (error, path);
  else if (have == part->from && have < part->total)
    {
      if (write_all (descriptor, self->request.body))
        have += (gint64)g_bytes_get_size (self->request.body);
      else
        {
          fail_storage (error, path);
          if (ftruncate (descriptor, have) != 0)
            g_unlink (path);
          have = -1;
        }
    }
  if (descriptor >= 0)
    close (descriptor);
  return have;
}

static gboolean
has_hash (const char *path, const char *name)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autofree char *hash = file != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)g_mapped_file_get_contents (file), g_mapped_file_get_length (file)) : NULL;

  return g_strcmp0 (hash, name) == 0;
}

static CrmServerStage
finish_blob (CrmServerExchange *self, const char *part_path, GError **error)
{
  g_autofree char *path = dup_path (self);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!has_hash (part_path, self->parts[1]))
    {
      g_unlink (part_path);
      crm_server_refuse (error, CRM_SERVER_REFUSAL_UNREADABLE);
      return CRM_SERVER_STAGE_DONE;
    }
  if (!crm_disk_sync (part_path, error))
    return CRM_SERVER_STAGE_DONE;
  if (g_rename (part_path, path) != 0)
    {
      fail_storage (error, path);
      return CRM_SERVER_STAGE_DONE;
    }
  return crm_disk_sync (folder, error) ? CRM_SERVER_STAGE_WRITE : CRM_SERVER_STAGE_DONE;
}

static CrmServerStage
take_part (CrmServerExchange *self, GError **error)
{
  g_autofree char *path = dup_part_path (self);
  g_autofree char *text = NULL;
  gint64 have;
  Part part;

  if (self->session.caller.role == CRM_SERVER_ROLE_READER)
    crm_server_refuse (error, CRM_SERVER_REFUSAL_ROLE);
  else if (!read_part (self, &part) || self->request.is_packed)
    crm_server_refuse (error, CRM_SERVER_REFUSAL_UNREADABLE);
  else if (part.total > CRM_SERVER_BLOB_MAX)
    crm_server_refuse (error, CRM_SERVER_REFUSAL_SIZE);
  else if ((have = add_part (self, path, &part, error)) >= 0)
    {
      if (have >= part.total)
        return finish_blob (self, path, error);
      text = g_strdup_printf ("{\"have\": %" G_GINT64_FORMAT "}\n", have);
      crm_server_reply_set_body (&self->reply, "application/json", g_bytes_new (text, strlen (text)));
      self->reply.status = 202;
    }
  return CRM_SERVER_STAGE_DONE;
}

static gboolean
write_owner (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  CrmServerWorkspace workspace;
  gboolean ok = crm_server_storage_begin (storage, &self->session.caller.workspace, TRUE, &workspace, error);

  if (!ok)
    return FALSE;
  if (crm_server_storage_write_blob_owner (storage, self->parts[1], &self->session.caller.user, error))
    return crm_server_storage_commit (storage, &workspace, 0, error);
  crm_server_storage_rollback (storage);
  return FALSE;
}

CrmServerStage
crm_server_answer_put_blob (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  if (!is_name (self->parts[1]))
    crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
  else if (stage == CRM_SERVER_STAGE_READ)
    return take_part (self, error);
  else if (write_owner (self, storage, error))
    self->reply.status = 204;
  return CRM_SERVER_STAGE_DONE;
}

/* ── giving ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
may_read (CrmServerExchange *self, CrmServerStorage *storage, gboolean *may, GError **error)
{
  const CrmServerCaller *caller = &self->session.caller;
  g_auto (GStrv) scopes = NULL;
  CrmServerWorkspace workspace;
  int owner;

  *may = FALSE;
  if (!crm_server_storage_begin (storage, &caller->workspace, FALSE, &workspace, error))
    return FALSE;
  owner = crm_server_storage_is_blob_owner (storage, self->parts[1], &caller->user, error);
  scopes = owner == 0 ? crm_server_storage_list_blob_scopes (storage, self->parts[1], error) : NULL;
  crm_server_storage_rollback (storage);
  *may = owner > 0;
  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    *may |= crm_server_caller_can_read (caller, scopes[i]);
  return owner > 0 || scopes != NULL;
}

static GMappedFile *
open_blob (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  g_autofree char *path = dup_path (self);
  GMappedFile *file = NULL;
  gboolean may;

  if (!is_name (self->parts[1]))
    crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
  else if (may_read (self, storage, &may, error) && (!may || (file = g_mapped_file_new (path, FALSE, NULL)) == NULL))
    crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
  return file;
}

/* "bytes=FROM-" and "bytes=FROM-TO"; anything else is answered with the whole, as RFC 9110 allows. */
static gboolean
read_range (const char *text, gint64 size, gint64 *from, gint64 *to)
{
  const char *at = text;

  if (text == NULL || !g_str_has_prefix (text, "bytes="))
    return FALSE;
  at += strlen ("bytes=");
  *to = size - 1;
  if (!scan_number (&at, '-', from) || (*at != '\0' && !scan_number (&at, '\0', to)))
    return FALSE;
  *to = MIN (*to, size - 1);
  return *from <= *to;
}

CrmServerStage
crm_server_answer_get_blob (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autoptr (GMappedFile) file = open_blob (self, storage, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *range = NULL;
  gint64 from, to, size;

  if (file == NULL)
    return CRM_SERVER_STAGE_DONE;
  bytes = g_mapped_file_get_bytes (file);
  size = (gint64)g_bytes_get_size (bytes);
  if (read_range (self->request.range, size, &from, &to))
    {
      crm_server_reply_set_body (&self->reply, "application/octet-stream", g_bytes_new_from_bytes (bytes, (gsize)from, (gsize)(to - from + 1)));
      range = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, from, to, size);
      crm_server_reply_add_header (&self->reply, "Content-Range", range);
      self->reply.status = 206;
    }
  else
    crm_server_reply_set_body (&self->reply, "application/octet-stream", g_steal_pointer (&bytes));
  crm_server_reply_add_header (&self->reply, "Accept-Ranges", "bytes");
  return CRM_SERVER_STAGE_DONE;
}

CrmServerStage
crm_server_answer_head_blob (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autofree char *path = is_name (self->parts[1]) ? dup_part_path (self) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GMappedFile) file = NULL;
  GStatBuf info;

  if (path != NULL && g_stat (path, &info) == 0)
    {
      text = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64)info.st_size);
      crm_server_reply_add_header (&self->reply, "X-Have", text);
      self->reply.status = 200;
    }
  else if ((file = open_blob (self, storage, error)) != NULL)
    {
      text = g_strdup_printf ("%" G_GSIZE_FORMAT, g_mapped_file_get_length (file));
      crm_server_reply_add_header (&self->reply, "Content-Length", text);
      self->reply.status = 200;
    }
  return CRM_SERVER_STAGE_DONE;
}
