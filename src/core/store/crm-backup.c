/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the file: made, verified, kept for a while. */

#define G_LOG_DOMAIN "crm-backup"

#include "config.h"

#include "core/store/crm-backup.h"

#include "core/base/crm-error.h"
#include "core/store/crm-disk.h"
#include "core/store/crm-file-set.h"
#include "core/store/crm-file-store.h"
#include "core/store/crm-migration.h"
#include "core/store/crm-writer.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define HOUR         (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY          (24 * HOUR)
#define WEEK         (7 * DAY)
#define DISK_PERCENT 10
#define PAGES_A_STEP 256

static gboolean
verify (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmConnection) copy = NULL;
  sqlite3_stmt *statement;
  int version = 0;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
      return FALSE;
    }
  copy = crm_connection_open (path, CRM_CONNECTION_READER, error);
  if (copy == NULL || !crm_migration_check (copy, &version, error))
    return FALSE;
  crm_connection_set_cancellable (copy, cancellable);
  statement = crm_connection_prepare (copy, "PRAGMA quick_check(1)", error);
  if (statement == NULL || crm_connection_next (copy, statement, error) < 0)
    return FALSE;
  if (version > 0 && g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("“%s” is damaged or holds nothing. Choose another backup."), path);
  return FALSE;
}

gboolean
crm_backup_verify (const char *path, GError **error)
{
  return verify (path, NULL, error);
}

/* ── copying ──────────────────────────────────────────────────────────────────────────────── */

struct _CrmBackup
{
  CrmConnection *source;
  GCancellable *cancellable;
  char *path;
  char *part;
  int descriptor; /* of the part, to sync it as it grows */
  sqlite3 *target;
  sqlite3_backup *copy;
  gboolean reading;

  char *files; /* the folder of those to take along */
  GStrvBuilder *problems;
};

static gboolean
fail_to_write (CrmBackup *self, gboolean full, const char *reason, GError **error)
{
  if (full)
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL, _ ("There is no room for the backup “%s”, because the disk is full. Make room, then try again."), self->path);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The backup “%s” could not be written: %s."), self->path, reason);
  return FALSE;
}

static gboolean
fail_for_file (CrmBackup *self, int code, GError **error)
{
  return fail_to_write (self, code == ENOSPC || code == EDQUOT, g_strerror (code), error);
}

static gboolean
fail_for_target (CrmBackup *self, GError **error)
{
  return fail_to_write (self, sqlite3_errcode (self->target) == SQLITE_FULL, sqlite3_errmsg (self->target), error);
}

/* A journal would only tell how to get back to an empty file, and what is half done is removed. */
static gboolean
open_target (CrmBackup *self, GError **error)
{
  g_unlink (self->part);
  self->descriptor = g_open (self->part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->descriptor < 0)
    return fail_for_file (self, errno, error);
  if (sqlite3_open_v2 (self->part, &self->target, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK
      && sqlite3_exec (self->target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return fail_for_target (self, error);
}

/* The source's transaction fixes the moment, so that the copying need not begin again whenever somebody writes. */
static gboolean
begin_reading (CrmBackup *self, GError **error)
{
  gint64 pages;

  if (!crm_connection_execute (self->source, "BEGIN", error))
    return FALSE;
  self->reading = TRUE;
  return crm_connection_read_integer (self->source, "SELECT count(*) FROM sqlite_schema", &pages, error);
}

CrmBackup *
crm_backup_begin (CrmConnection *source, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmBackup) self = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("“%s” is there already. Choose another name."), path);
      return NULL;
    }
  self = g_new0 (CrmBackup, 1);
  self->descriptor = -1;
  self->problems = g_strv_builder_new ();
  self->source = source;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->path = g_strdup (path);
  self->part = g_strconcat (path, ".part", NULL);
  if (!open_target (self, error) || !begin_reading (self, error))
    return NULL;
  self->copy = sqlite3_backup_init (self->target, "main", crm_connection_get_handle (source), "main");
  if (self->copy == NULL)
    {
      fail_for_target (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
crm_backup_take_files (CrmBackup *self, const char *file)
{
  g_return_if_fail (self != NULL && file != NULL);

  g_free (self->files);
  self->files = crm_file_store_dup_folder (file);
}

char **
crm_backup_take_problems (CrmBackup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strv_builder_end (self->problems);
}

/* Which contents are meant the copy itself says, so that it and its files are of one moment. */
static gboolean
take_files_along (const char *copy, const char *from, const char *to, GStrvBuilder *problems, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (copy, CRM_CONNECTION_READER, error);
  g_autoptr (CrmFileSet) files = connection != NULL ? crm_file_set_read (connection, error) : NULL;

  return files != NULL && crm_file_set_copy (files, from, to, problems, cancellable, error);
}

static gboolean
finish_files (CrmBackup *self, GError **error)
{
  g_autofree char *to = crm_file_store_dup_folder (self->path);

  return self->files == NULL || take_files_along (self->part, self->files, to, self->problems, self->cancellable, error);
}

static void
end_reading (CrmBackup *self)
{
  g_clear_pointer (&self->copy, sqlite3_backup_finish);
  if (self->reading)
    crm_connection_execute (self->source, "ROLLBACK", NULL);
  self->reading = FALSE;
}

/* The copy says of itself what the source is, a file with a log beside it; a backup is one file. */
static gboolean
finish (CrmBackup *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  end_reading (self);
  if (sqlite3_exec (self->target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
    return fail_for_target (self, error);
  sqlite3_close (g_steal_pointer (&self->target));
  if (!verify (self->part, self->cancellable, error) || !crm_disk_sync (self->part, error) || !finish_files (self, error))
    return FALSE;
  if (g_rename (self->part, self->path) != 0)
    return fail_for_file (self, errno, error);
  g_clear_pointer (&self->part, g_free);
  return crm_disk_sync (folder, error);
}

int
crm_backup_step (CrmBackup *self, GError **error)
{
  int code = sqlite3_backup_step (self->copy, PAGES_A_STEP);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return -1;
  if (code == SQLITE_DONE)
    return finish (self, error) ? 0 : -1;
  /* Gigabytes put off would keep an edit that is being made durable waiting for seconds. */
  if (fdatasync (self->descriptor) != 0)
    {
      fail_for_file (self, errno, error);
      return -1;
    }
  if (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED)
    return 1;
  fail_to_write (self, code == SQLITE_FULL, sqlite3_errstr (code), error);
  return -1;
}

void
crm_backup_free (CrmBackup *self)
{
  end_reading (self);
  sqlite3_close (self->target);
  if (self->descriptor >= 0)
    close (self->descriptor);
  if (self->part != NULL)
    g_unlink (self->part);
  g_clear_object (&self->cancellable);
  g_strv_builder_unref (self->problems);
  g_free (self->files);
  g_free (self->part);
  g_free (self->path);
  g_free (self);
}

gboolean
crm_backup_make (CrmConnection *connection, const char *path, GError **error)
{
  g_autoptr (CrmBackup) self = crm_backup_begin (connection, path, NULL, error);
  int more;

  if (self == NULL)
    return FALSE;
  while ((more = crm_backup_step (self, error)) > 0)
    continue;
  return more == 0;
}

/* ── automatic backups ────────────────────────────────────────────────────────────────────── */

char *
crm_backup_dup_folder (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);

  return g_build_filename (folder, "backups", NULL);
}

/* Keeps the first, so the newest, of each span until @limit spans back. */
static void
keep_one_a_span (const gint64 *times, gsize n_times, gint64 now, gint64 span, gint64 limit, gboolean *stale)
{
  gint64 last = -1;

  for (gsize i = 0; i < n_times; i++)
    {
      gint64 age = (now - times[i]) / span;

      if (age < limit && age != last)
        {
          stale[i] = FALSE;
          last = age;
        }
    }
}

void
crm_backup_choose_stale (const gint64 *times, const gint64 *sizes, gsize n_times, gint64 now, gint64 budget, gboolean *stale)
{
  gint64 sum = 0;

  for (gsize i = 0; i < n_times; i++)
    stale[i] = TRUE;
  keep_one_a_span (times, n_times, now, HOUR, 24, stale);
  keep_one_a_span (times, n_times, now, DAY, 7, stale);
  keep_one_a_span (times, n_times, now, WEEK, 4, stale);
  for (gsize i = 0; i < n_times; i++)
    {
      if (stale[i])
        continue;
      sum += sizes[i];
      stale[i] = i > 0 && sum > budget;
    }
}

typedef struct
{
  gint64 time;
  gint64 size;
  char *path;
} Backup;

static void
backup_clear (gpointer data)
{
  g_free (((Backup *)data)->path);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const Backup *x = a, *y = b;

  return (x->time < y->time) - (x->time > y->time);
}

/* Only names this program gives: whatever else lies in the folder is not ours to remove. */
static GArray *
list_backups (const char *folder, const char *prefix)
{
  GArray *backups = g_array_new (FALSE, TRUE, sizeof (Backup));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (backups, backup_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Backup backup = { 0 };
      GStatBuf info;

      if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, ".clientele"))
        continue;
      backup.path = g_build_filename (folder, name, NULL);
      if (g_stat (backup.path, &info) == 0)
        {
          backup.time = (gint64)info.st_mtime * G_USEC_PER_SEC;
          backup.size = info.st_size;
          g_array_append_val (backups, backup);
        }
      else
        backup_clear (&backup);
    }
  g_array_sort (backups, compare_newest_first);
  return backups;
}

static gint64
get_budget (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_SIZE, NULL, NULL);

  return info == NULL ? G_MAXINT64 : (gint64)(g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_SIZE) / 100 * DISK_PERCENT);
}

/* What a program that was killed left half done. One that is being written now is younger. */
static void
remove_abandoned (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".clientele.part") && g_stat (path, &info) == 0 && now - (gint64)info.st_mtime * G_USEC_PER_SEC > HOUR)
        g_unlink (path);
    }
}

static void
remove_stale (const char *folder, const char *prefix, gint64 now)
{
  g_autoptr (GArray) backups = list_backups (folder, prefix);
  g_autofree gint64 *times = g_new (gint64, backups->len + 1);
  g_autofree gint64 *sizes = g_new (gint64, backups->len + 1);
  g_autofree gboolean *stale = g_new (gboolean, backups->len + 1);

  for (guint i = 0; i < backups->len; i++)
    {
      times[i] = g_array_index (backups, Backup, i).time;
      sizes[i] = g_array_index (backups, Backup, i).size;
    }
  crm_backup_choose_stale (times, sizes, backups->len, now, get_budget (folder), stale);
  for (guint i = 0; i < backups->len; i++)
    if (stale[i])
      g_unlink (g_array_index (backups, Backup, i).path);
}

void
crm_backup_remove_automatic (const char *file)
{
  g_autofree char *folder = crm_backup_dup_folder (file), *base = g_path_get_basename (file), *prefix = g_strconcat (base, "-", NULL);
  g_autoptr (GArray) backups = list_backups (folder, prefix);

  for (guint i = 0; i < backups->len; i++)
    g_unlink (g_array_index (backups, Backup, i).path);
}

static void
forget (const char *folder, const char *prefix, gint64 time)
{
  g_autoptr (GArray) backups = list_backups (folder, prefix);

  if (backups->len == 0 || g_array_index (backups, Backup, 0).time <= time)
    return;
  for (guint i = 0; i < backups->len; i++)
    if (g_array_index (backups, Backup, i).time <= time)
      g_unlink (g_array_index (backups, Backup, i).path);
}

void
crm_backup_forget (const char *file, gint64 time)
{
  g_autofree char *folder = crm_backup_dup_folder (file), *base = g_path_get_basename (file), *prefix = g_strconcat (base, "-", NULL);

  forget (folder, prefix, time);
}

char *
crm_backup_dup_automatic_path (const char *file, gint64 now, const char *reason)
{
  g_autofree char *folder = crm_backup_dup_folder (file);
  g_autofree char *base = g_path_get_basename (file);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (now);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%dT%H%M%S");

  return g_strdup_printf ("%s/%s-%s.%06d-%s.clientele", folder, base, stamp, (int)(now % G_USEC_PER_SEC), reason);
}

gboolean
crm_backup_ensure_folder (const char *file, GError **error)
{
  g_autofree char *folder = crm_backup_dup_folder (file);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” for backups cannot be made: %s."), folder, g_strerror (errno));
  return FALSE;
}

void
crm_backup_thin_out (const char *file, gint64 now)
{
  g_autofree char *folder = crm_backup_dup_folder (file), *base = g_path_get_basename (file), *prefix = g_strconcat (base, "-", NULL);

  remove_stale (folder, prefix, now);
  remove_abandoned (folder, prefix);
}

gint64
crm_backup_find_newest (const char *file)
{
  g_autofree char *folder = crm_backup_dup_folder (file), *base = g_path_get_basename (file), *prefix = g_strconcat (base, "-", NULL);
  g_autoptr (GArray) backups = list_backups (folder, prefix);

  return backups->len > 0 ? g_array_index (backups, Backup, 0).time : 0;
}

gboolean
crm_backup_make_automatic (CrmConnection *connection, const char *file, gint64 now, const char *reason, GError **error)
{
  g_autofree char *path = crm_backup_dup_automatic_path (file, now, reason);

  if (!crm_backup_ensure_folder (file, error) || !crm_backup_make (connection, path, error))
    return FALSE;
  crm_backup_thin_out (file, now);
  return TRUE;
}

/* ── in another place ─────────────────────────────────────────────────────────────────────── */

static gboolean
copy_verified (const char *from, const char *to, GError **error)
{
  g_autofree char *part = g_strconcat (to, ".part", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (part);

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error) && crm_disk_sync (part, error) && crm_backup_verify (part, error))
    {
      if (g_rename (part, to) == 0)
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    }
  g_unlink (part);
  return FALSE;
}

/* When something was erased for good, as @backup tells; 0 for never. */
static gint64
read_erased_at (const char *backup)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (backup, CRM_CONNECTION_READER, NULL);
  g_autofree char *text = connection != NULL ? crm_connection_dup_setting (connection, CRM_SETTING_ERASED_AT, NULL) : NULL;

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

gboolean
crm_backup_copy_newest (const char *file, const char *folder, gint64 now, GError **error)
{
  g_autofree char *own = crm_backup_dup_folder (file), *base = g_path_get_basename (file), *prefix = g_strconcat (base, "-", NULL);
  g_autoptr (GArray) backups = list_backups (own, prefix);
  g_autofree char *name = backups->len > 0 ? g_path_get_basename (g_array_index (backups, Backup, 0).path) : NULL;
  g_autofree char *copy = name != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr (GError) reason = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    reason = g_error_new_literal (G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  else if (copy == NULL || g_file_test (copy, G_FILE_TEST_EXISTS))
    return TRUE;
  else if (copy_verified (g_array_index (backups, Backup, 0).path, copy, &reason))
    {
      remove_stale (folder, prefix, now);
      remove_abandoned (folder, prefix);
      forget (folder, prefix, read_erased_at (copy));
      return TRUE;
    }
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("Backups cannot be copied to “%s”: %s. Those beside the file are made all the same."), folder, reason->message);
  return FALSE;
}

/* Whoever opens it next finds it in another place than it was, even if its number on the disk is the same again. */
static gboolean
displace (const char *path, GError **error)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_WRITER, error);

  return connection != NULL && crm_connection_execute (connection, "INSERT INTO file VALUES ('node-place', 'restored') ON CONFLICT DO UPDATE SET value = excluded.value", error) && crm_connection_execute (connection, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}

static gboolean
move_aside (const char *file, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (file, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (file, ".before-restore-", stamp, suffixes[i], NULL);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0)
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be moved aside: %s. Nothing was restored."), from, g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
is_in_use (const char *file)
{
  g_autofree char *path = g_strconcat (file, "-lock", NULL);
  int descriptor = g_open (path, O_RDWR | O_CLOEXEC, 0600);
  gboolean used = descriptor >= 0 && flock (descriptor, LOCK_EX | LOCK_NB) != 0;

  if (descriptor >= 0)
    close (descriptor);
  return used;
}

/* What the copy names and neither lies beside it nor beside the file is told; the rest is worth having. */
static gboolean
restore_files (const char *backup, const char *part, const char *file, GStrvBuilder *problems, GError **error)
{
  g_autofree char *from = crm_file_store_dup_folder (backup);
  g_autofree char *to = crm_file_store_dup_folder (file);
  g_autoptr (GStrvBuilder) unheard = g_strv_builder_new ();

  return take_files_along (part, from, to, problems != NULL ? problems : unheard, NULL, error);
}

gboolean
crm_backup_restore (const char *backup, const char *file, GStrvBuilder *problems, GError **error)
{
  g_autofree char *part = g_strconcat (file, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (CrmConnection) source = NULL;

  if (is_in_use (file))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_LOCKED, _ ("Clientele has “%s” open. Close it, then restore again."), file);
      return FALSE;
    }
  if (!crm_backup_verify (backup, error))
    return FALSE;
  source = crm_connection_open (backup, CRM_CONNECTION_READER, error);
  g_unlink (part);
  if (source == NULL || !crm_backup_make (source, part, error))
    return FALSE;
  if (!restore_files (backup, part, file, problems, error) || !displace (part, error) || !crm_disk_sync (part, error) || !move_aside (file, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_rename (part, file) != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be given its name: %s."), file, g_strerror (errno));
      return FALSE;
    }
  return crm_disk_sync (folder, error);
}
