/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies automatic backups to another folder as well, where one was chosen. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/desktop/crm-backup-copies.h"

#include "core/store/crm-backup.h"

/* Backups are made hourly; a disk that was plugged in again soon has the newest. */
#define LOOK_SECONDS (5 * 60)

/* The file is hardly open then, and its first rows are shown. */
#define FIRST_SECONDS 10

struct _CrmBackupCopies
{
  GObject parent_instance;

  /* owned */
  CrmClock *clock;
  GSettings *settings;
  char *file;

  guint source;
  gboolean copying;
  gboolean again;
  gboolean failed; /* and that was told */
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmBackupCopies, crm_backup_copies, G_TYPE_OBJECT)

/* ── copying ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char *file;
  char *folder;
  gint64 now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->file);
  g_free (job->folder);
  g_free (job);
}

static void
copy (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;

  if (crm_backup_copy_newest (job->file, job->folder, job->now, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void look (CrmBackupCopies *self);

static void
on_copied (GObject *object, GAsyncResult *result, gpointer data)
{
  CrmBackupCopies *self = CRM_BACKUP_COPIES (object);
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  self->copying = FALSE;
  if (self->again)
    {
      look (self);
      return;
    }
  if (!ok && !self->failed)
    g_signal_emit (self, signals[FAILED], 0, error->message);
  self->failed = !ok;
}

static void
look (CrmBackupCopies *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "backup-folder");
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->again = self->copying;
  if (self->copying || self->file == NULL || *folder == '\0')
    return;
  self->copying = TRUE;
  job = g_new0 (Job, 1);
  *job = (Job){ g_strdup (self->file), g_steal_pointer (&folder), crm_clock_now (self->clock) };
  task = g_task_new (self, NULL, on_copied, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, copy);
}

static gboolean
on_time (gpointer data)
{
  look (CRM_BACKUP_COPIES (data));
  return G_SOURCE_CONTINUE;
}

static void
on_first_time (gpointer data)
{
  CrmBackupCopies *self = CRM_BACKUP_COPIES (data);

  self->source = g_timeout_add_seconds (LOOK_SECONDS, on_time, self);
  look (self);
}

static void
on_folder_changed (CrmBackupCopies *self)
{
  self->failed = FALSE;
  look (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_backup_copies_dispose (GObject *object)
{
  CrmBackupCopies *self = CRM_BACKUP_COPIES (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->file, g_free);

  G_OBJECT_CLASS (crm_backup_copies_parent_class)->dispose (object);
}

static void
crm_backup_copies_class_init (CrmBackupCopiesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_backup_copies_dispose;

  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_BACKUP_COPIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_backup_copies_init (CrmBackupCopies *self)
{
}

CrmBackupCopies *
crm_backup_copies_new (CrmClock *clock, GSettings *settings)
{
  CrmBackupCopies *self;

  g_return_val_if_fail (CRM_IS_CLOCK (clock) && G_IS_SETTINGS (settings), NULL);

  self = g_object_new (CRM_TYPE_BACKUP_COPIES, NULL);
  self->clock = g_object_ref (clock);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::backup-folder", G_CALLBACK (on_folder_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_backup_copies_set_file (CrmBackupCopies *self, const char *path)
{
  g_return_if_fail (CRM_IS_BACKUP_COPIES (self));

  if (!g_set_str (&self->file, path))
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->failed = FALSE;
  if (path != NULL)
    self->source = g_timeout_add_seconds_once (FIRST_SECONDS, on_first_time, self);
}
