/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries files kept with customers to the server and from it, in the background. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-files.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-file-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <fcntl.h>
#include <unistd.h>

/* What is listed at once; the rest is with the next round. */
#define LIST_MAX 1000

typedef struct
{
  char *hash;
  gint64 size;
} Piece;

static void
piece_clear (gpointer data)
{
  g_free (((Piece *)data)->hash);
}

/* ── which ────────────────────────────────────────────────────────────────────────────────── */

/* Only what the server knows of: a record that still waits is sent first. */
static gboolean
read_pieces (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT hash, max(size) FROM attachment WHERE deleted = 0 AND dirty = 0 AND hash IS NOT NULL AND hash NOT IN (SELECT hash FROM sync_file) GROUP BY hash LIMIT ?", error);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  int step = -1;

  g_array_set_clear_func (pieces, piece_clear);
  if (statement != NULL)
    sqlite3_bind_int (statement, 1, LIST_MAX);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      Piece piece = { g_strdup ((const char *)sqlite3_column_text (statement, 0)), sqlite3_column_int64 (statement, 1) };

      g_array_append_val (pieces, piece);
    }
  if (step != 0)
    return FALSE;
  g_value_init (result, G_TYPE_ARRAY);
  g_value_set_boxed (result, pieces);
  return TRUE;
}

static int
pull_note (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "INSERT OR IGNORE INTO sync_file VALUES (?)", error);

  if (statement == NULL)
    return -1;
  sqlite3_bind_text (statement, 1, data, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error) ? 0 : -1;
}

static gboolean
note_both_have (CrmSyncEngine *self, const char *hash, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("File", CRM_EDIT_ORIGIN_SYNC, pull_note, g_strdup (hash), g_free);

  return dex_await (crm_store_apply (self->store, edit, NULL), error);
}

/* ── sending ──────────────────────────────────────────────────────────────────────────────── */

static GBytes *
read_part (const char *path, gint64 from, gint64 *total, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_autofree guint8 *buffer = NULL;
  struct stat info;
  gssize n = -1;

  if (file >= 0 && fstat (file, &info) == 0)
    {
      *total = info.st_size;
      buffer = g_malloc (CRM_BLOB_PART);
      n = pread (file, buffer, CRM_BLOB_PART, from);
    }
  if (file >= 0)
    close (file);
  if (n >= 0)
    return g_bytes_new_take (g_realloc (g_steal_pointer (&buffer), (gsize)MAX (n, 1)), (gsize)n);
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The file “%s” cannot be read."), path);
  return NULL;
}

static gboolean
send_file (CrmSyncEngine *self, CrmHttpTransport *transport, const Piece *piece, const char *path, GError **error)
{
  GError *local_error = NULL;
  gint64 have = dex_await_int64 (crm_http_transport_ask_file (transport, piece->hash), &local_error);

  while (local_error == NULL && have >= 0)
    {
      gint64 total = 0, before = have;
      g_autoptr (GBytes) part = read_part (path, have, &total, &local_error);

      if (part == NULL)
        break;
      have = dex_await_int64 (crm_http_transport_put_part (transport, piece->hash, part, have, total), &local_error);
      if (local_error == NULL && have >= 0 && have <= before)
        g_set_error_literal (&local_error, CRM_ERROR, CRM_ERROR_SERVER, _ ("The server does not get on with a file it is sent."));
    }
  if (local_error == NULL)
    return note_both_have (self, piece->hash, error);
  g_propagate_error (error, local_error);
  return FALSE;
}

/* ── fetching ─────────────────────────────────────────────────────────────────────────────── */

/* What is there of a file that is being fetched lies beside its place, and is gone on with after an interruption. */
static gboolean
append_part (const char *path, GBytes *part, GError **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  gsize length;
  const guint8 *data = g_bytes_get_data (part, &length);
  gboolean ok = file >= 0;

  while (ok && length > 0)
    {
      gssize n = write (file, data, length);

      ok = n > 0;
      data += MAX (n, 0);
      length -= (gsize)MAX (n, 0);
    }
  if (file >= 0)
    close (file);
  if (!ok)
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("A file cannot be written to “%s”: %s"), path, g_strerror (errno));
  return ok;
}

static gint64
get_length (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

static gboolean
keep (const char *folder, const char *path, const char *hash, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (CrmStagedFile) staged = crm_file_store_stage (folder, source, NULL, error);

  if (staged == NULL)
    return FALSE;
  g_unlink (path);
  if (g_str_equal (staged->hash, hash))
    return crm_staged_file_keep (staged, error);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("A file came damaged from the server. It is fetched again."));
  return FALSE;
}

static gboolean
fetch_file (CrmSyncEngine *self, CrmHttpTransport *transport, const Piece *piece, const char *folder, const char *suffix, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.%s", folder, piece->hash, suffix);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” cannot be made."), folder);
      return FALSE;
    }
  if (get_length (path) > piece->size)
    g_unlink (path);
  while (get_length (path) < piece->size)
    {
      g_autoptr (GBytes) part = dex_await_boxed (crm_http_transport_get_part (transport, piece->hash, get_length (path)), error);

      if (part == NULL)
        return FALSE;
      if (g_bytes_get_size (part) == 0)
        break;
      if (!append_part (path, part, error))
        return FALSE;
    }
  if (piece->size == 0 && !append_part (path, nothing, error))
    return FALSE;
  return keep (folder, path, piece->hash, error) && note_both_have (self, piece->hash, error);
}

/* ── one after another ────────────────────────────────────────────────────────────────────── */

static gboolean
carry (CrmSyncEngine *self, CrmHttpTransport *transport, const Piece *piece, GError **error)
{
  g_autofree char *folder = crm_file_store_dup_folder (crm_store_get_path (self->store));
  g_autofree char *path = crm_file_store_dup_path (folder, piece->hash);

  /* A record may say anything. */
  if (path == NULL || piece->size < 0)
    return TRUE;
  return g_file_test (path, G_FILE_TEST_EXISTS) ? send_file (self, transport, piece, path, error) : fetch_file (self, transport, piece, folder, "part", error);
}

static DexFuture *
carry_all (gpointer data)
{
  CrmSyncEngine *self = data;
  g_autoptr (CrmHttpTransport) transport = self->transport != NULL ? g_object_ref (self->transport) : NULL;
  g_autoptr (GArray) pieces = transport != NULL ? dex_await_boxed (crm_store_read (self->store, NULL, read_pieces, NULL, NULL), NULL) : NULL;

  for (guint i = 0; pieces != NULL && i < pieces->len && transport == self->transport; i++)
    {
      g_autoptr (GError) error = NULL;

      if (carry (self, transport, &g_array_index (pieces, Piece, i), &error))
        continue;
      /* Whoever has it has not sent it yet, or it is damaged: others may be there. */
      g_info ("A file was not carried: %s", error->message);
      if (!g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND) && !g_error_matches (error, CRM_ERROR, CRM_ERROR_UNREADABLE))
        break;
    }
  self->carrying = FALSE;
  return dex_future_new_for_boolean (TRUE);
}

void
crm_sync_engine_carry_files (CrmSyncEngine *self)
{
  if (self->carrying || self->transport == NULL)
    return;
  self->carrying = TRUE;
  crm_sync_engine_spawn (self, carry_all);
}

/* ── one at once ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmSyncEngine *self;
  char *hash;
} Fetch;

static void
fetch_free (gpointer data)
{
  g_object_unref (((Fetch *)data)->self);
  g_free (((Fetch *)data)->hash);
  g_free (data);
}

static gboolean
read_size (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT coalesce(max(size), -1) FROM attachment WHERE hash = ?", error);
  int step = -1;

  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 1, data, -1, SQLITE_TRANSIENT);
      step = crm_connection_next (connection, statement, error);
    }
  if (step < 0)
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, step > 0 ? sqlite3_column_int64 (statement, 0) : 0);
  if (step > 0)
    sqlite3_reset (statement);
  return TRUE;
}

static DexFuture *
fetch_now (gpointer data)
{
  Fetch *fetch = data;
  g_autofree char *folder = crm_file_store_dup_folder (crm_store_get_path (fetch->self->store));
  g_autofree char *path = crm_file_store_dup_path (folder, fetch->hash);
  g_autoptr (CrmHttpTransport) transport = fetch->self->transport != NULL ? g_object_ref (fetch->self->transport) : NULL;
  GError *error = NULL;
  Piece piece = { fetch->hash, 0 };

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return dex_future_new_for_boolean (TRUE);
  if (path == NULL || transport == NULL)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The file is not on this computer."));
  piece.size = dex_await_int64 (crm_store_read (fetch->self->store, NULL, read_size, g_strdup (fetch->hash), g_free), &error);
  if (error == NULL && piece.size < 0)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("No customer has this file."));
  if (error == NULL && fetch_file (fetch->self, transport, &piece, folder, "wanted", &error))
    return dex_future_new_for_boolean (TRUE);
  return dex_future_new_for_error (error);
}

DexFuture *
crm_sync_engine_fetch_file (CrmSyncEngine *self, const char *hash)
{
  Fetch *fetch;

  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self) && hash != NULL, NULL);

  fetch = g_new0 (Fetch, 1);
  *fetch = (Fetch){ g_object_ref (self), g_strdup (hash) };
  return dex_scheduler_spawn (NULL, 0, fetch_now, fetch, fetch_free);
}
