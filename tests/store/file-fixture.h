/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of files kept with customers: sources, and what lies in the folder. */

#pragma once

#include "core/customers/crm-attachment.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-file-store.h"
#include "tests/store/store-fixture.h"

static inline char *
write_source (Fixture *fixture, const char *name, const char *content)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return path;
}

static inline GPtrArray *
new_files (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static inline void
add_path (GPtrArray *files, const char *path)
{
  g_ptr_array_add (files, g_file_new_for_path (path));
}

static inline DexFuture *
start_adding (Fixture *fixture, const CrmId *customer, GPtrArray *files)
{
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();

  return crm_attachment_add (fixture->store, customer, NULL, files, transfer);
}

/* Writes a source and adds it; must not fail. */
static inline void
add_content (Fixture *fixture, const CrmId *customer, const char *name, const char *content)
{
  g_autofree char *path = write_source (fixture, name, content);
  g_autoptr (GPtrArray) files = new_files ();
  g_autoptr (CrmAttachmentReport) report = NULL;

  add_path (files, path);
  report = await_boxed (start_adding (fixture, customer, files));
  g_assert_cmpuint (report->n_added, ==, 1);
}

static inline gboolean
read_newest (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM attachment WHERE deleted = 0 ORDER BY rowid DESC", crm_kind_get_columns (&crm_kind_attachment));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = crm_connection_next (connection, statement, error);

  g_value_init (result, CRM_TYPE_RECORD);
  if (step > 0)
    g_value_take_boxed (result, crm_statement_read_record (statement, &crm_kind_attachment));
  sqlite3_reset (statement);
  return step >= 0;
}

/* The newest attachment, or NULL. */
static inline CrmRecord *
find_newest (Fixture *fixture)
{
  return await_boxed (crm_store_read (fixture->store, NULL, read_newest, NULL, NULL));
}

static inline gboolean
count_attachments_in (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gint64 n = 0;

  g_value_init (result, G_TYPE_INT64);
  if (!crm_connection_read_integer (connection, "SELECT count(*) FROM attachment WHERE deleted = 0", &n, error))
    return FALSE;
  g_value_set_int64 (result, n);
  return TRUE;
}

static inline gint64
count_attachments (Fixture *fixture)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, count_attachments_in, NULL, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

/* Everything below a folder that is no folder itself. */
static inline guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }
  return n;
}

static inline guint
count_stored (Fixture *fixture)
{
  g_autofree char *folder = crm_file_store_dup_folder (fixture->path);

  return count_files (folder);
}

static inline char *
dup_stored_path (const char *file, const CrmRecord *attachment)
{
  g_autofree char *folder = crm_file_store_dup_folder (file);

  return crm_file_store_dup_path (folder, crm_record_get_text (attachment, CRM_ATTACHMENT_HASH));
}

static inline void
assert_content (const char *path, const char *content)
{
  g_autofree char *read = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &read, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, content);
}

/* As a program would that does not heed that stored files are not to be written. */
static inline void
damage (const char *path)
{
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
}
