/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a store in a folder of its own, with a clock that stands still. */

#pragma once

#include "core/query/crm-search.h"
#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-store.h"
#include "tests/await.h"

#include <glib/gstdio.h>

#define NOW G_GINT64_CONSTANT (1790000000000000)

typedef struct
{
  char *folder;
  char *path;
  CrmClock *clock;
  CrmStore *store;
} Fixture;

static inline void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = crm_store_new (fixture->path, fixture->clock, &error);
  g_assert_no_error (error);
}

static inline void
close_store (Fixture *fixture)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  dex_init ();
  fixture->folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "test.clientele", NULL);
  fixture->clock = crm_clock_new_fixed (NOW, "Asia/Shanghai");
  open_store (fixture);
}

static inline void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    close_store (fixture);
  remove_folder (fixture->folder);
  g_clear_object (&fixture->clock);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static inline CrmEditResult *
apply (Fixture *fixture, CrmEdit *edit)
{
  return await_boxed (crm_store_apply (fixture->store, edit, NULL));
}

static inline CrmId
make_customer (Fixture *fixture, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static inline void
set_text (Fixture *fixture, const CrmId *id, guint field, const char *text)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, id), field, text);
  crm_edit_result_free (apply (fixture, edit));
}

static inline CrmRecord *
find (Fixture *fixture, const CrmKind *kind, const CrmId *id)
{
  return await_boxed (crm_store_find_record (fixture->store, kind, id));
}

/* How many customers a search finds. */
static inline guint
count_found (Fixture *fixture, const char *typed)
{
  g_autoptr (CrmSearchHits) hits = await_boxed (crm_search_customers (fixture->store, typed, 10, NULL));

  return hits->total;
}

static inline void
assert_text (Fixture *fixture, const CrmId *id, guint field, const char *text)
{
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_customer, id);

  g_assert_cmpstr (crm_record_get_text (record, field), ==, text);
}
