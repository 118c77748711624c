/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server in one file: its database of one moment, its attachments, its certificate; and the way back. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-backup.h"

#include "core/base/crm-error.h"
#include "core/store/crm-disk.h"
#include "server/crm-server-blob.h"
#include "server/crm-server-database.h"
#include "server/crm-server-password.h"
#include "server/crm-server-sqlite.h"
#include "sync/crm-wire-record.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)

/* How long devices may give a restored server back what others wrote as well: who is away comes back within it. */
#define RECOVERY (30 * G_TIME_SPAN_DAY)

/* The tables of a URL's database have a folder instead of the first. */
static const char *const own_files[] = { "server.db", "certificate.pem", "key.pem" };

#define TABLES "tables"

static gboolean
fail (GError **error, const char *path, const char *reason)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be read or written: %s."), path, reason);
  return FALSE;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_remove (path);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
copy_into (struct archive *archive, int descriptor, GError **error)
{
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  gssize n;

  while ((n = read (descriptor, buffer, BUFFER_SIZE)) > 0)
    if (archive_write_data (archive, buffer, (size_t)n) != n)
      return fail (error, "tar", archive_error_string (archive));
  return n == 0 || fail (error, "tar", g_strerror (errno));
}

static gboolean
add_file (struct archive *archive, const char *path, const char *name, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  int descriptor = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  struct stat info;
  gboolean ok = descriptor >= 0 && fstat (descriptor, &info) == 0;

  if (ok)
    {
      archive_entry_set_pathname (entry, name);
      archive_entry_set_size (entry, info.st_size);
      archive_entry_set_mtime (entry, info.st_mtime, 0);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0600);
      ok = archive_write_header (archive, entry) == ARCHIVE_OK ? copy_into (archive, descriptor, error) : fail (error, name, archive_error_string (archive));
    }
  else
    fail (error, path, g_strerror (errno));
  if (descriptor >= 0)
    close (descriptor);
  archive_entry_free (entry);
  return ok;
}

/* Whole attachments only: parts of some are brought again. */
static gboolean
add_blobs (struct archive *archive, const char *path, const char *name, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *child;
  gboolean ok = TRUE;

  while (ok && dir != NULL && (child = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, child, NULL);
      g_autofree char *inner_name = g_build_filename (name, child, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        ok = add_blobs (archive, inner, inner_name, error);
      else if (strlen (child) == CRM_SERVER_BLOB_NAME_LENGTH)
        ok = add_file (archive, inner, inner_name, error);
    }
  return ok;
}

/* All in one folder. */
static gboolean
add_tables (struct archive *archive, const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *child;
  gboolean ok = dir != NULL;

  while (ok && (child = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, child, NULL);
      g_autofree char *name = g_build_filename (TABLES, child, NULL);

      ok = add_file (archive, inner, name, error);
    }
  return ok;
}

static gboolean
copy_database (const CrmServerFolder *folder, const char *copy, GError **error)
{
  g_autoptr (CrmConnection) connection = NULL;
  sqlite3_stmt *statement;

  remove_all (copy);
  if (crm_server_database_is_url (folder->database))
    return (g_mkdir (copy, 0700) == 0 || fail (error, copy, g_strerror (errno))) && crm_server_database_dump (folder->database, copy, error);
  connection = crm_connection_open (folder->database, CRM_CONNECTION_READER, error);
  if (connection == NULL || (statement = crm_connection_prepare (connection, "VACUUM INTO ?", error)) == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, copy, -1, SQLITE_STATIC);
  return crm_connection_run (connection, statement, error);
}

static gboolean
write_archive (const CrmServerFolder *folder, const char *copy, int descriptor, GError **error)
{
  struct archive *archive = archive_write_new ();
  const char *const paths[] = { copy, folder->certificate, folder->key };
  gboolean has_tables = crm_server_database_is_url (folder->database);
  gboolean ok;

  archive_write_set_format_pax_restricted (archive);
  ok = archive_write_open_fd (archive, descriptor) == ARCHIVE_OK || fail (error, "tar", archive_error_string (archive));
  if (ok && has_tables)
    ok = add_tables (archive, copy, error);
  for (guint i = has_tables; ok && i < G_N_ELEMENTS (paths); i++)
    ok = add_file (archive, paths[i], own_files[i], error);
  ok = ok && add_blobs (archive, folder->blobs, "blobs", error);
  if (archive_write_close (archive) != ARCHIVE_OK && ok)
    ok = fail (error, "tar", archive_error_string (archive));
  archive_write_free (archive);
  return ok;
}

gboolean
crm_server_backup_make (const CrmServerFolder *folder, const char *file, GError **error)
{
  g_autofree char *part = g_strconcat (file, ".part", NULL);
  g_autofree char *copy = g_strconcat (file, ".db.part", NULL);
  g_autofree char *canonical = g_canonicalize_filename (file, NULL);
  g_autofree char *place = g_path_get_dirname (canonical);
  int descriptor = -1;
  gboolean ok = copy_database (folder, copy, error);

  if (ok)
    {
      descriptor = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
      ok = descriptor >= 0 ? write_archive (folder, copy, descriptor, error) : fail (error, part, g_strerror (errno));
    }
  if (ok && (fsync (descriptor) != 0 || g_rename (part, file) != 0))
    ok = fail (error, file, g_strerror (errno));
  if (descriptor >= 0)
    close (descriptor);
  remove_all (copy);
  g_unlink (part);
  return ok && crm_disk_sync (place, error);
}

/* ── restoring ────────────────────────────────────────────────────────────────────────────── */

/* Names that a backup has, and none that leads elsewhere. */
static gboolean
is_expected (const char *name)
{
  g_auto (GStrv) parts = NULL;
  CrmId workspace;

  for (guint i = 0; i < G_N_ELEMENTS (own_files); i++)
    if (strcmp (name, own_files[i]) == 0)
      return TRUE;
  parts = g_strsplit (name, "/", -1);
  if (g_strv_length (parts) == 2 && strcmp (parts[0], TABLES) == 0)
    return strcmp (parts[1] + strspn (parts[1], "abcdefghijklmnopqrstuvwxyz_"), CRM_SERVER_TABLE_SUFFIX) == 0;
  return g_strv_length (parts) == 4 && strcmp (parts[0], "blobs") == 0 && crm_id_parse (parts[1], &workspace) && strlen (parts[2]) == 2 && g_str_has_prefix (parts[3], parts[2]) && strlen (parts[3]) == CRM_SERVER_BLOB_NAME_LENGTH && strspn (parts[3], "0123456789abcdef") == CRM_SERVER_BLOB_NAME_LENGTH;
}

static gboolean
extract (struct archive *archive, struct archive_entry *entry, const char *folder, GError **error)
{
  const char *name = archive_entry_pathname (entry);
  g_autofree char *path = name != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autofree char *parent = path != NULL ? g_path_get_dirname (path) : NULL;
  int descriptor;
  gboolean ok;

  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG || !is_expected (name))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The file is no backup of a Clientele server. Nothing was restored."));
      return FALSE;
    }
  g_mkdir_with_parents (parent, 0700);
  descriptor = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return fail (error, path, g_strerror (errno));
  errno = 0;
  ok = archive_read_data_into_fd (archive, descriptor) == ARCHIVE_OK && fsync (descriptor) == 0;
  close (descriptor);
  if (!ok && errno == 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The backup is damaged: %s. Nothing was restored."), archive_error_string (archive));
  else if (!ok)
    fail (error, path, g_strerror (errno));
  return ok;
}

static gboolean
extract_all (const char *file, const char *folder, GError **error)
{
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;
  gboolean ok = TRUE;
  int result = ARCHIVE_OK;

  archive_read_support_format_tar (archive);
  if (archive_read_open_filename (archive, file, BUFFER_SIZE) != ARCHIVE_OK)
    result = ARCHIVE_FATAL;
  while (ok && result == ARCHIVE_OK && (result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    ok = extract (archive, entry, folder, error);
  if (ok && result != ARCHIVE_EOF)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” is damaged or no backup: %s. Nothing was restored."), file, archive_error_string (archive));
      ok = FALSE;
    }
  archive_read_free (archive);
  return ok;
}

/* Whoever has read further than the backup must notice, and a token taken away since must not come back. */
static gboolean
begin_epoch (const char *database, GError **error)
{
  g_autoptr (CrmServerSqlite) storage = crm_server_sqlite_open (database, error);
  g_autoptr (GArray) names = storage != NULL ? crm_server_storage_list_workspaces (CRM_SERVER_STORAGE (storage), error) : NULL;
  CrmConnection *connection = storage != NULL ? crm_server_sqlite_get_connection (storage) : NULL;

  if (names == NULL || !crm_connection_execute (connection, "BEGIN IMMEDIATE; UPDATE device SET token = NULL", error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      CrmId epoch = crm_server_random_id ();
      sqlite3_stmt *statement = crm_connection_prepare (connection, "UPDATE workspace SET epoch = ?, recovers_until = ? WHERE id = ?", error);

      if (statement == NULL)
        return FALSE;
      crm_statement_bind_id (statement, 1, &epoch);
      sqlite3_bind_int64 (statement, 2, g_get_real_time () + RECOVERY);
      crm_statement_bind_id (statement, 3, &g_array_index (names, CrmServerWorkspaceName, i).id);
      if (!crm_connection_run (connection, statement, error))
        return FALSE;
    }
  return crm_connection_execute (connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)", error);
}

static gboolean
move_each (const char *from, const char *to, const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *source = g_build_filename (from, names[i], NULL);
      g_autofree char *target = g_build_filename (to, names[i], NULL);

      if (g_file_test (source, G_FILE_TEST_EXISTS) && g_rename (source, target) != 0)
        return fail (error, source, g_strerror (errno));
    }
  return TRUE;
}

/* Attachments that are shared with other servers are added to: what has the same name is the same. */
static gboolean
add_each (const char *from, const char *to, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;
  gboolean ok = TRUE;

  while (ok && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) source = g_file_new_build_filename (from, name, NULL);
      g_autoptr (GFile) target = g_file_new_build_filename (to, name, NULL);

      if (g_file_query_file_type (source, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
        ok = g_mkdir_with_parents (g_file_peek_path (target), 0700) == 0 ? add_each (g_file_peek_path (source), g_file_peek_path (target), error) : fail (error, g_file_peek_path (target), g_strerror (errno));
      else if (!g_file_query_exists (target, NULL))
        ok = g_file_move (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
    }
  return ok;
}

static gboolean
put_in_place (CrmServerFolder *folder, const char *fresh, const char *stamp, GError **error)
{
  static const char *const names[] = { "server.db", "server.db-wal", "server.db-shm", "certificate.pem", "key.pem", "blobs", NULL };
  g_autofree char *aside = g_build_filename (folder->path, stamp, NULL);
  g_autofree char *own_blobs = g_build_filename (folder->path, "blobs", NULL);
  g_autofree char *fresh_blobs = g_build_filename (fresh, "blobs", NULL);

  if (strcmp (own_blobs, folder->blobs) != 0)
    {
      if (!add_each (fresh_blobs, folder->blobs, error))
        return FALSE;
      remove_all (fresh_blobs);
    }
  if (g_file_test (folder->certificate, G_FILE_TEST_EXISTS) && (g_mkdir (aside, 0700) != 0 || !move_each (folder->path, aside, names, error)))
    return error != NULL && *error != NULL ? FALSE : fail (error, aside, g_strerror (errno));
  if (!move_each (fresh, folder->path, names, error))
    return FALSE;
  g_mkdir (own_blobs, 0700);
  return crm_disk_sync (folder->path, error);
}

/* The server's user owns what it finds, whoever restored it. */
static void
give_to (const char *path, uid_t user, gid_t group)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      give_to (inner, user, group);
    }
  if (lchown (path, user, group) != 0)
    g_message ("%s: %s", path, g_strerror (errno));
}

static gboolean
fail_backup (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, message);
  return FALSE;
}

static gboolean
restore_database (CrmServerFolder *folder, const char *fresh, const char *stamp, GError **error)
{
  g_autofree char *database = g_build_filename (fresh, own_files[0], NULL);
  g_autofree char *tables = g_build_filename (fresh, TABLES, NULL);
  gboolean has_file = g_file_test (database, G_FILE_TEST_IS_REGULAR), has_tables = g_file_test (tables, G_FILE_TEST_IS_DIR);
  gboolean is_url = crm_server_database_is_url (folder->database);

  if (has_file == has_tables)
    return fail_backup (error, _ ("The file is no backup of a Clientele server. Nothing was restored."));
  if (has_file && is_url)
    return fail_backup (error, _ ("The backup is of a server whose database is a file. Restore it into a folder that was made without --database, or into a new one."));
  if (has_tables && !is_url)
    return fail_backup (error, _ ("The backup is of a server whose database is PostgreSQL. Make a folder with “clientele-server init DIR --database URL” first, and restore it there."));
  return has_file ? begin_epoch (database, error) : crm_server_database_load (folder->database, tables, stamp, g_get_real_time () + RECOVERY, error);
}

gboolean
crm_server_backup_restore (CrmServerFolder *folder, const char *file, GError **error)
{
  g_autofree char *fresh = g_build_filename (folder->path, "restoring", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "before-restore-%Y%m%dT%H%M%SZ");
  gboolean is_new = !crm_server_folder_exists (folder, NULL);
  struct stat owner;
  gboolean ok;

  if (!is_new && !crm_server_folder_lock (folder, error))
    return FALSE;
  remove_all (fresh);
  if (g_mkdir_with_parents (fresh, 0700) != 0)
    return fail (error, fresh, g_strerror (errno));
  ok = extract_all (file, fresh, error) && restore_database (folder, fresh, stamp, error) && put_in_place (folder, fresh, stamp, error);
  remove_all (fresh);
  if (ok && geteuid () == 0 && stat (folder->path, &owner) == 0)
    give_to (folder->path, owner.st_uid, owner.st_gid);
  return ok;
}

/* ── checking ─────────────────────────────────────────────────────────────────────────────── */

static void
check_database (CrmConnection *connection, GStrvBuilder *problems, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "PRAGMA integrity_check(20)", error);

  while (statement != NULL && crm_connection_next (connection, statement, error) > 0)
    {
      const char *text = (const char *)sqlite3_column_text (statement, 0);

      if (strcmp (text, "ok") != 0)
        g_strv_builder_add (problems, text);
    }
}

static void
tell_damaged (guint damaged, GStrvBuilder *problems)
{
  if (damaged > 0)
    g_strv_builder_take (problems, g_strdup_printf (ngettext ("%u record cannot be read.", "%u records cannot be read.", damaged), damaged));
}

static void
check_records (CrmConnection *connection, GStrvBuilder *problems, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT state, kind FROM record", error);
  guint damaged = 0;

  while (statement != NULL && crm_connection_next (connection, statement, error) > 0)
    {
      g_autofree char *line = g_strconcat ((const char *)sqlite3_column_text (statement, 0), "]", NULL);
      g_autoptr (CrmSyncRecord) record = NULL;
      CrmWireScan scan;

      if (crm_wire_scan_init (&scan, line, strlen (line)))
        record = crm_wire_scan_record (&scan);
      damaged += record == NULL || strcmp (record->kind, (const char *)sqlite3_column_text (statement, 1)) != 0;
    }
  tell_damaged (damaged, problems);
}

static void
check_blobs (const char *path, GStrvBuilder *problems)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      g_autoptr (GMappedFile) file = NULL;
      g_autofree char *hash = NULL;

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        {
          check_blobs (inner, problems);
          continue;
        }
      if (strlen (name) != CRM_SERVER_BLOB_NAME_LENGTH)
        continue;
      file = g_mapped_file_new (inner, FALSE, NULL);
      hash = file != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)g_mapped_file_get_contents (file), g_mapped_file_get_length (file)) : NULL;
      if (g_strcmp0 (hash, name) != 0)
        g_strv_builder_take (problems, g_strdup_printf (_ ("The attachment “%s” is damaged."), inner));
    }
}

/* PostgreSQL looks after its own pages. */
static gboolean
check_tables (const CrmServerFolder *folder, GStrvBuilder *problems, GError **error)
{
  guint damaged;

  if (!crm_server_database_check (folder->database, &damaged, error))
    return FALSE;
  tell_damaged (damaged, problems);
  check_blobs (folder->blobs, problems);
  return TRUE;
}

gboolean
crm_server_backup_check (const CrmServerFolder *folder, GStrvBuilder *problems, GError **error)
{
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (GError) reason = NULL;

  if (crm_server_database_is_url (folder->database))
    return check_tables (folder, problems, error);
  connection = crm_connection_open (folder->database, CRM_CONNECTION_READER, error);
  if (connection == NULL)
    return FALSE;
  check_database (connection, problems, &reason);
  if (reason == NULL)
    check_records (connection, problems, &reason);
  if (reason == NULL)
    check_blobs (folder->blobs, problems);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return error == NULL || *error == NULL;
}
