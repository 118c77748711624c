/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files kept with customers: added, handed out. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/customers/crm-attachment.h"

#include "core/base/crm-error.h"
#include "core/base/crm-file-name.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-file-store.h"
#include "core/store/crm-worker.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* How long a copy lent to another program is kept. */
#define LENT_SECONDS (24 * 60 * 60)

G_DEFINE_BOXED_TYPE (CrmAttachmentReport, crm_attachment_report, crm_attachment_report_ref, crm_attachment_report_unref)

static CrmAttachmentReport *
crm_attachment_report_new (void)
{
  CrmAttachmentReport *self = g_atomic_rc_box_new0 (CrmAttachmentReport);

  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CrmAttachmentReport *
crm_attachment_report_ref (CrmAttachmentReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
crm_attachment_report_clear (gpointer data)
{
  CrmAttachmentReport *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->problems);
}

void
crm_attachment_report_unref (CrmAttachmentReport *self)
{
  g_atomic_rc_box_release_full (self, crm_attachment_report_clear);
}

/* ── work on a thread ─────────────────────────────────────────────────────────────────────── */

typedef struct _Task Task;

struct _Task
{
  gboolean (*run) (Task *task, GValue *value, GError **error);
  char *store_folder;
  CrmTransfer *transfer;
  GMainContext *context;
  DexPromise *promise;

  /* adding */
  GPtrArray *files;

  /* handing out */
  char *hash;
  char *name;
  GFile *target;
  char *lent_folder;
};

static gpointer
run_task (gpointer data)
{
  Task *task = data;
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  task->run (task, &value, &error);
  crm_worker_settle (task->context, task->promise, &value, error);
  g_main_context_unref (task->context);
  g_clear_pointer (&task->transfer, crm_transfer_unref);
  g_clear_pointer (&task->files, g_ptr_array_unref);
  g_clear_object (&task->target);
  g_free (task->store_folder);
  g_free (task->hash);
  g_free (task->name);
  g_free (task->lent_folder);
  g_free (task);
  return NULL;
}

static Task *
task_new (CrmStore *store, CrmTransfer *transfer)
{
  Task *task = g_new0 (Task, 1);

  task->store_folder = crm_file_store_dup_folder (crm_store_get_path (store));
  task->transfer = transfer != NULL ? crm_transfer_ref (transfer) : NULL;
  task->context = g_main_context_ref_thread_default ();
  return task;
}

static DexFuture *
start_task (Task *task)
{
  DexPromise *promise = dex_promise_new ();

  task->promise = dex_ref (promise);
  g_thread_unref (g_thread_new ("crm-files", run_task, task));
  return DEX_FUTURE (promise);
}

/* ── adding ───────────────────────────────────────────────────────────────────────────────── */

/* What the thread hands to the main thread: what is kept, and what is not. */
typedef struct
{
  GPtrArray *kept; /* of CrmStagedFile */
  CrmAttachmentReport *report;
} Haul;

static Haul *
haul_ref (Haul *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
haul_clear (gpointer data)
{
  Haul *self = data;

  g_ptr_array_unref (self->kept);
  crm_attachment_report_unref (self->report);
}

static void
haul_unref (Haul *self)
{
  g_atomic_rc_box_release_full (self, haul_clear);
}

static GType haul_get_type (void);
G_DEFINE_BOXED_TYPE (Haul, haul, haul_ref, haul_unref)

static Haul *
haul_new (void)
{
  Haul *self = g_atomic_rc_box_new0 (Haul);

  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_staged_file_free);
  self->report = crm_attachment_report_new ();
  return self;
}

static void
measure (Task *task)
{
  for (guint i = 0; i < task->files->len; i++)
    {
      g_autoptr (GFileInfo) info = g_file_query_info (g_ptr_array_index (task->files, i), G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                                                      crm_transfer_get_cancellable (task->transfer), NULL);

      if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        crm_transfer_expect (task->transfer, g_file_info_get_size (info));
    }
}

/* What is wrong with one source does not keep the others out; what is wrong with the disk does. */
static gboolean
is_about_source (const GError *error)
{
  return error->domain == CRM_ERROR && (error->code == CRM_ERROR_INVALID || error->code == CRM_ERROR_NOT_FOUND || error->code == CRM_ERROR_UNREADABLE);
}

static gboolean
stage_all (Task *task, Haul *haul, GError **error)
{
  g_autoptr (GError) first = NULL;

  for (guint i = 0; i < task->files->len; i++)
    {
      g_autoptr (GError) problem = NULL;
      CrmStagedFile *staged = crm_file_store_stage (task->store_folder, g_ptr_array_index (task->files, i), task->transfer, &problem);

      if (staged != NULL)
        {
          g_ptr_array_add (haul->kept, staged);
          continue;
        }
      if (!is_about_source (problem))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      g_ptr_array_add (haul->report->problems, g_strdup (problem->message));
      if (first == NULL)
        first = g_steal_pointer (&problem);
    }
  if (haul->kept->len > 0)
    return TRUE;
  if (haul->report->problems->len == 1)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("None of these could be added: they are folders, or cannot be read."));
  return FALSE;
}

/* All are on the disk before the first gets its place, so that stopping leaves nothing. */
static gboolean
bring_in (Task *task, GValue *value, GError **error)
{
  Haul *haul = haul_new ();

  g_value_init (value, haul_get_type ());
  g_value_take_boxed (value, haul);
  measure (task);
  if (!stage_all (task, haul, error) || g_cancellable_set_error_if_cancelled (crm_transfer_get_cancellable (task->transfer), error))
    return FALSE;
  for (guint i = 0; i < haul->kept->len; i++)
    if (!crm_staged_file_keep (g_ptr_array_index (haul->kept, i), error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  CrmStore *store;
  CrmId customer;
  CrmId interaction;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_object_unref (adding->store);
  g_free (adding);
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  return dex_future_new_take_boxed (CRM_TYPE_ATTACHMENT_REPORT, crm_attachment_report_ref (data));
}

static DexFuture *
write_records (DexFuture *future, gpointer data)
{
  Adding *adding = data;
  const GValue *value = dex_future_get_value (future, NULL);
  Haul *haul = g_value_get_boxed (value);
  guint n = haul->kept->len;
  g_autofree char *title = g_strdup_printf (ngettext ("Add File", "Add %u Files", n), n);
  g_autoptr (CrmEdit) edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);

  for (guint i = 0; i < n; i++)
    {
      const CrmStagedFile *file = g_ptr_array_index (haul->kept, i);
      CrmChange *change = crm_edit_create (edit, &crm_kind_attachment, NULL);

      crm_change_set_id (change, CRM_ATTACHMENT_CUSTOMER, &adding->customer);
      if (!crm_id_is_nil (&adding->interaction))
        crm_change_set_id (change, CRM_ATTACHMENT_INTERACTION, &adding->interaction);
      crm_change_set_text (change, CRM_ATTACHMENT_NAME, file->name);
      crm_change_set_text (change, CRM_ATTACHMENT_MEDIA_TYPE, file->media_type);
      crm_change_set_integer (change, CRM_ATTACHMENT_SIZE, file->size);
      crm_change_set_text (change, CRM_ATTACHMENT_HASH, file->hash);
      haul->report->n_added++;
      if (haul->report->name == NULL)
        haul->report->name = g_strdup (file->name);
    }
  return dex_future_then (crm_store_apply (adding->store, edit, NULL), on_written, crm_attachment_report_ref (haul->report), (GDestroyNotify)crm_attachment_report_unref);
}

DexFuture *
crm_attachment_add (CrmStore *store, const CrmId *customer, const CrmId *interaction, GPtrArray *files, CrmTransfer *transfer)
{
  g_autofree char *reason = NULL;
  Adding *adding;
  Task *task;

  g_return_val_if_fail (CRM_IS_STORE (store) && customer != NULL && files != NULL && files->len > 0 && transfer != NULL, NULL);

  reason = crm_store_dup_read_only_reason (store);
  if (reason != NULL)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_READ_ONLY, "%s", reason);
  task = task_new (store, transfer);
  task->run = bring_in;
  task->files = g_ptr_array_ref (files);
  adding = g_new0 (Adding, 1);
  adding->store = g_object_ref (store);
  adding->customer = *customer;
  if (interaction != NULL)
    adding->interaction = *interaction;
  return dex_future_then (start_task (task), write_records, adding, adding_free);
}

/* ── handing out ──────────────────────────────────────────────────────────────────────────── */

static Task *
hand_out_task_new (CrmStore *store, const CrmRecord *attachment, CrmTransfer *transfer)
{
  Task *task = task_new (store, transfer);

  task->hash = g_strdup (crm_record_get_text (attachment, CRM_ATTACHMENT_HASH));
  /* A record may have come from anywhere, so its name may be anything. */
  task->name = crm_file_name_clean (crm_record_get_text (attachment, CRM_ATTACHMENT_NAME));
  if (transfer != NULL)
    crm_transfer_expect (transfer, crm_record_get_integer (attachment, CRM_ATTACHMENT_SIZE, 0));
  return task;
}

static gboolean
save (Task *task, GValue *value, GError **error)
{
  g_value_init (value, G_TYPE_BOOLEAN);
  g_value_set_boolean (value, crm_file_store_copy_out (task->store_folder, task->hash, task->name, task->target, task->transfer, error));
  return g_value_get_boolean (value);
}

DexFuture *
crm_attachment_save (CrmStore *store, const CrmRecord *attachment, GFile *target, CrmTransfer *transfer)
{
  Task *task;

  g_return_val_if_fail (CRM_IS_STORE (store) && attachment != NULL && attachment->kind == &crm_kind_attachment && G_IS_FILE (target), NULL);

  task = hand_out_task_new (store, attachment, transfer);
  task->run = save;
  task->target = g_object_ref (target);
  return start_task (task);
}

static void
remove_lent (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
remove_old_lent (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode) && now - info.st_mtime > LENT_SECONDS)
        remove_lent (path);
    }
}

/* Each in a folder of its own, so that two of one name do not meet and none is replaced while a program shows it. */
static gboolean
lend (Task *task, GValue *value, GError **error)
{
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *folder = g_build_filename (task->lent_folder, unique, NULL);
  g_autofree char *path = g_build_filename (folder, task->name, NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);

  remove_old_lent (task->lent_folder);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));
      return FALSE;
    }
  if (!crm_file_store_copy_out (task->store_folder, task->hash, task->name, target, task->transfer, error))
    {
      remove_lent (folder);
      return FALSE;
    }
  g_chmod (path, 0400);
  g_value_init (value, G_TYPE_STRING);
  g_value_set_string (value, path);
  return TRUE;
}

DexFuture *
crm_attachment_lend (CrmStore *store, const CrmRecord *attachment, const char *folder, CrmTransfer *transfer)
{
  Task *task;

  g_return_val_if_fail (CRM_IS_STORE (store) && attachment != NULL && attachment->kind == &crm_kind_attachment && folder != NULL, NULL);

  task = hand_out_task_new (store, attachment, transfer);
  task->run = lend;
  task->lent_folder = g_strdup (folder);
  return start_task (task);
}

char *
crm_attachment_fit_name (const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  if (trimmed[0] == '\0' || g_str_equal (trimmed, ".") || g_str_equal (trimmed, ".."))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A file needs a name."));
  else if (strchr (trimmed, '/') != NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The name of a file cannot contain “/”."));
  else if (strlen (trimmed) > CRM_FILE_NAME_MAX)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This name is too long for a file."));
  else
    return crm_file_name_clean (trimmed);
  return NULL;
}
