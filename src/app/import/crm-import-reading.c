/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files of an import one after the other. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-reading.h"

struct _CrmImportReading
{
  GObject parent_instance;

  CrmStore *store;
  GPtrArray *paths;
  CrmTableReaderOptions options; /* its encoding is owned */
  GCancellable *cancellable;
  GPtrArray *files;
  GPtrArray *refusals;
  GPtrArray *mappings;
};

G_DEFINE_FINAL_TYPE (CrmImportReading, crm_import_reading, G_TYPE_OBJECT)

static void
crm_import_reading_finalize (GObject *object)
{
  CrmImportReading *self = CRM_IMPORT_READING (object);

  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->refusals);
  g_ptr_array_unref (self->mappings);
  g_free ((char *)self->options.encoding);

  G_OBJECT_CLASS (crm_import_reading_parent_class)->finalize (object);
}

static void
crm_import_reading_class_init (CrmImportReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_import_reading_finalize;
}

static void
crm_import_reading_init (CrmImportReading *self)
{
  self->cancellable = g_cancellable_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_file_unref);
  self->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
  self->mappings = g_ptr_array_new ();
}

CrmImportReading *
crm_import_reading_new (CrmStore *store, GPtrArray *paths, const CrmTableReaderOptions *options)
{
  CrmImportReading *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && paths != NULL, NULL);

  self = g_object_new (CRM_TYPE_IMPORT_READING, NULL);
  self->store = g_object_ref (store);
  self->paths = g_ptr_array_ref (paths);
  if (options != NULL)
    self->options = *options;
  self->options.encoding = g_strdup (self->options.encoding);
  return self;
}

static int
get_this_year (CrmClock *clock)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (crm_clock_now (clock));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_clock_get_zone (clock));

  return g_date_time_get_year (local);
}

/* FALSE when it was cancelled. */
static gboolean
read_one (CrmImportReading *self, const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CrmImportSource) source = NULL;
  CrmImportFile *file;

  source = dex_await_boxed (crm_import_source_load_for (self->store, path, &self->options, get_this_year (crm_store_get_clock (self->store)), self->cancellable), &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (source == NULL)
    {
      g_ptr_array_add (self->refusals, g_steal_pointer (&local_error));
      return TRUE;
    }
  file = crm_import_file_new (source);
  crm_import_file_use_fitting (file, self->mappings);
  g_ptr_array_add (self->files, file);
  return TRUE;
}

static DexFuture *
read_all (gpointer data)
{
  CrmImportReading *self = CRM_IMPORT_READING (data);
  GPtrArray *mappings;
  GError *error = NULL;

  mappings = dex_await_boxed (crm_saved_mapping_load (self->store), &error);
  if (mappings == NULL)
    return dex_future_new_for_error (error);
  g_ptr_array_unref (self->mappings);
  self->mappings = mappings;
  for (guint i = 0; i < self->paths->len; i++)
    if (!read_one (self, g_ptr_array_index (self->paths, i), &error))
      return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
crm_import_reading_run (CrmImportReading *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_READING (self), NULL);

  return dex_scheduler_spawn (NULL, 0, read_all, g_object_ref (self), g_object_unref);
}

void
crm_import_reading_cancel (CrmImportReading *self)
{
  g_return_if_fail (CRM_IS_IMPORT_READING (self));

  g_cancellable_cancel (self->cancellable);
}

void
crm_import_reading_get_progress (CrmImportReading *self, guint *n_done, guint *n_files)
{
  g_return_if_fail (CRM_IS_IMPORT_READING (self));

  *n_done = self->files->len + self->refusals->len;
  *n_files = self->paths->len;
}

GPtrArray *
crm_import_reading_get_files (CrmImportReading *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_READING (self), NULL);

  return self->files;
}

GPtrArray *
crm_import_reading_get_refusals (CrmImportReading *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_READING (self), NULL);

  return self->refusals;
}

GPtrArray *
crm_import_reading_get_mappings (CrmImportReading *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_READING (self), NULL);

  return self->mappings;
}
