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

gboolean
crm_backup_verify (const char *path, GError **error)
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
  statement = crm_connection_prepare (copy, "PRAGMA quick_check(1)", error);
  if (statement == NULL || crm_connection_next (copy, statement, error) < 0)
    return FALSE;
  if (version > 0 && g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("“%s” is damaged or holds nothing. Choose another backup."), path);
  return FALSE;
}

/* A whole copy at @part, verified. */
static gboolean
write_part (CrmConnection *connection, const char *part, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "VACUUM INTO ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, part, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error) && g_chmod (part, 0600) == 0 && crm_backup_verify (part, error) && crm_disk_sync (part, error);
}

/* Which contents are meant the copy itself says, so that it and its files are of one moment. */
static gboolean
take_files_along (const char *copy, const char *from, const char *to, GStrvBuilder *problems, GError **error)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (copy, CRM_CONNECTION_READER, error);
  g_autoptr (CrmFileSet) files = connection != NULL ? crm_file_set_read (connection, error) : NULL;

  return files != NULL && crm_file_set_copy (files, from, to, problems, NULL, error);
}

static gboolean
make (CrmConnection *connection, const char *path, const char *from, const char *to, GStrvBuilder *problems, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("“%s” is there already. Choose another name."), path);
      return FALSE;
    }
  g_unlink (part);
  if (write_part (connection, part, error) && (from == NULL || take_files_along (part, from, to, problems, error)))
    {
      if (g_rename (part, path) == 0)
        return crm_disk_sync (folder, error);
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be given its name: %s."), path, g_strerror (errno));
    }
  g_unlink (part);
  return FALSE;
}

gboolean
crm_backup_make (CrmConnection *connection, const char *path, GError **error)
{
  return make (connection, path, NULL, NULL, NULL, error);
}

gboolean
crm_backup_make_with_files (CrmConnection *connection, const char *file, const char *path, GStrvBuilder *problems, GError **error)
{
  g_autofree char *from = crm_file_store_dup_folder (file);
  g_autofree char *to = crm_file_store_dup_folder (path);

  return make (connection, path, from, to, problems, error);
}

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

gboolean
crm_backup_make_automatic (CrmConnection *connection, const char *file, gint64 now, const char *reason, GError **error)
{
  g_autofree char *folder = crm_backup_dup_folder (file);
  g_autofree char *base = g_path_get_basename (file);
  g_autofree char *prefix = g_strconcat (base, "-", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (now);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%dT%H%M%S");
  g_autofree char *micro = g_strdup_printf ("%06d", (int)(now % G_USEC_PER_SEC));
  g_autofree char *name = g_strconcat (prefix, stamp, ".", micro, "-", reason, ".clientele", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” for backups cannot be made: %s."), folder, g_strerror (errno));
      return FALSE;
    }
  if (!crm_backup_make (connection, path, error))
    return FALSE;
  remove_stale (folder, prefix, now);
  return TRUE;
}

/* A copied file must never give out the clocks of the one it was copied from. */
static gboolean
renew_node (const char *path, GError **error)
{
  g_autoptr (CrmConnection) connection = crm_connection_open (path, CRM_CONNECTION_WRITER, error);

  return connection != NULL && crm_connection_execute (connection, "DELETE FROM file WHERE name = 'node'", error) && crm_connection_execute (connection, "PRAGMA wal_checkpoint(TRUNCATE)", error);
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

  return take_files_along (part, from, to, problems != NULL ? problems : unheard, error);
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
  if (!restore_files (backup, part, file, problems, error) || !renew_node (part, error) || !crm_disk_sync (part, error) || !move_aside (file, error))
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
