/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/sync/http-fixture.h"

#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-history.h"

typedef struct
{
  Office office;
  Desk a, b;
  int n_pulled; /* by b */
} Team;

static inline CrmId
id_of_number (guint8 number)
{
  return (CrmId){ { 1, [15] = number } };
}

/* With the file closed, or for what is on disk already. */
static gint64
count_in (Fixture *file, const char *sql)
{
  CrmConnection *connection = crm_connection_open (file->path, CRM_CONNECTION_READER, NULL);
  gint64 n = -1;

  g_assert_true (crm_connection_read_integer (connection, sql, &n, NULL));
  crm_connection_close (connection);
  return n;
}

static void
forget_tokens (Office *office)
{
  CrmConnection *connection = crm_connection_open (office->folder->database, CRM_CONNECTION_WRITER, NULL);

  g_assert_true (crm_connection_execute (connection, "UPDATE device SET token = NULL", NULL));
  crm_connection_close (connection);
}

static void
begin (Team *team, gconstpointer data)
{
  open_office (&team->office, CRM_SERVER_SHARING_EVERYONE);
  start_office (&team->office);
  open_desk (&team->a);
  open_desk (&team->b);
}

static void
end (Team *team, gconstpointer data)
{
  close_desk (&team->a);
  close_desk (&team->b);
  close_office (&team->office);
}

static void
test_two_files (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna");

  join (&team->a, &team->office, "anna");
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_IDLE);
  g_assert_cmpint (crm_sync_engine_get_role (team->a.engine), ==, CRM_SYNC_ROLE_ADMINISTRATOR);
  g_assert_cmpstr (crm_sync_engine_get_workspace_name (team->a.engine), ==, "Lotus");
  g_assert_false (crm_sync_engine_is_first_sync (team->a.engine));
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine), ==, 0);
  join (&team->b, &team->office, "ben");
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
  set_text (&team->b.file, &id, CRM_CUSTOMER_NOTE, "of b");
  sync_desk (&team->b);
  sync_desk (&team->a);
  assert_text (&team->a.file, &id, CRM_CUSTOMER_NOTE, "of b");
}

/* The same as a person who types while nobody else is there: sent as they are made, seen as they come. */
static void
test_live (Team *team, gconstpointer data)
{
  CrmId id;
  g_autoptr (CrmRecord) record = NULL;

  await_ok (crm_sync_engine_start (team->a.engine));
  await_ok (crm_sync_engine_start (team->b.engine));
  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  /* Both listen. */
  wait_until (team->a.engine->listening && team->b.engine->listening && !team->a.engine->busy && !team->b.engine->busy);
  g_signal_connect_swapped (team->b.engine, "pulled", G_CALLBACK (g_atomic_int_inc), &team->n_pulled);
  id = make_customer (&team->a.file, "Anna");
  wait_until (team->n_pulled > 0);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
}

/* Weeks of edits on both sides, one sync. */
static void
test_offline (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna"), last = { 0 };

  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  stop_office (&team->office);
  await_error (crm_sync_engine_sync_now (team->a.engine), CRM_ERROR, CRM_ERROR_NETWORK);
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_OFFLINE);
  g_assert_cmpstr (crm_sync_engine_get_error (team->a.engine), !=, "");
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %d", i);

      last = make_customer (i % 2 == 0 ? &team->a.file : &team->b.file, name);
      set_text (&team->a.file, &id, CRM_CUSTOMER_NAME, name);
      set_text (&team->b.file, &id, CRM_CUSTOMER_ALIAS, name);
    }
  start_office (&team->office);
  sync_desk (&team->a);
  sync_desk (&team->b);
  sync_desk (&team->a);
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine) + crm_sync_engine_get_waiting (team->b.engine), ==, 0);
  assert_text (&team->a.file, &last, CRM_CUSTOMER_NAME, "Customer 59");
  assert_text (&team->a.file, &id, CRM_CUSTOMER_ALIAS, "Customer 59");
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Customer 59");
}

/* It comes back by itself, without anybody asking. */
static void
test_comes_back (Team *team, gconstpointer data)
{
  CrmId id;

  await_ok (crm_sync_engine_start (team->a.engine));
  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  wait_until (team->a.engine->listening && !team->a.engine->busy);
  stop_office (&team->office);
  wait_until (crm_sync_engine_get_state (team->a.engine) == CRM_SYNC_STATE_OFFLINE);
  id = make_customer (&team->a.file, "Anna");
  wait_until (crm_sync_engine_get_waiting (team->a.engine) == 1);
  start_office (&team->office);
  wait_until (crm_sync_engine_get_state (team->a.engine) == CRM_SYNC_STATE_IDLE && crm_sync_engine_get_waiting (team->a.engine) == 0);
  sync_desk (&team->b);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
}

/* Another program starts the server anew and it knows the token no more. */
static void
test_signed_out (Team *team, gconstpointer data)
{
  CrmId id;

  join (&team->a, &team->office, "anna");
  stop_office (&team->office);
  forget_tokens (&team->office);
  start_office (&team->office);
  id = make_customer (&team->a.file, "Anna");
  await_error (crm_sync_engine_sync_now (team->a.engine), CRM_ERROR, CRM_ERROR_SIGN_IN);
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_SIGNED_OUT);
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine), ==, 1);
  assert_text (&team->a.file, &id, CRM_CUSTOMER_NAME, "Anna");
  await_error (crm_sync_engine_sign_in (team->a.engine, "wrong"), CRM_ERROR, CRM_ERROR_SIGN_IN);
  await_ok (crm_sync_engine_sign_in (team->a.engine, "a long password"));
  sync_desk (&team->a);
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine), ==, 0);
}

/* What the file knew of its server is known when it is opened again; the token does not stand in it. */
static void
test_reopened (Team *team, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;
  gsize length;

  join (&team->a, &team->office, "anna");
  key = crm_sync_membership_dup_token_key (team->a.engine->membership->address, team->a.file.path);
  close_engine (&team->a);
  close_store (&team->a.file);
  {
    g_auto (GValue) value = G_VALUE_INIT;

    g_assert_true (await_value (crm_token_store_find (team->a.tokens, key), &value, NULL));
    token = g_value_dup_string (&value);
  }
  g_assert_true (g_file_get_contents (team->a.file.path, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, token, strlen (token)));
  open_store (&team->a.file);
  open_engine (&team->a);
  await_ok (crm_sync_engine_load (team->a.engine));
  g_assert_true (crm_sync_engine_is_joined (team->a.engine));
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_IDLE);
  g_assert_cmpstr (crm_sync_engine_get_user_name (team->a.engine), ==, "anna");
  sync_desk (&team->a);
}

static void
test_refusals (Team *team, gconstpointer data)
{
  g_autoptr (CrmServerAddress) address = address_of (&team->office);
  g_autoptr (CrmEdit) demo = crm_edit_new ("Demo", CRM_EDIT_ORIGIN_DEMO);

  await_ok (crm_sync_engine_load (team->a.engine));
  await_error (crm_sync_engine_sync_now (team->a.engine), CRM_ERROR, CRM_ERROR_REFUSED);
  await_error (crm_sync_engine_join (team->a.engine, address, "anna", "wrong", NULL), CRM_ERROR, CRM_ERROR_SIGN_IN);
  await_error (crm_sync_engine_join (team->a.engine, address, "nobody", "a long password", NULL), CRM_ERROR, CRM_ERROR_SIGN_IN);
  g_assert_false (crm_sync_engine_is_joined (team->a.engine));
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_LOCAL);
  join (&team->a, &team->office, "anna");
  await_error (crm_sync_engine_join (team->a.engine, address, "ben", "a long password", NULL), CRM_ERROR, CRM_ERROR_CONFLICT);
  crm_change_set_text (crm_edit_create (demo, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, "Lotus");
  crm_edit_result_free (apply (&team->b.file, demo));
  await_ok (crm_sync_engine_load (team->b.engine));
  await_error (crm_sync_engine_join (team->b.engine, address, "ben", "a long password", NULL), CRM_ERROR, CRM_ERROR_REFUSED);
  g_assert_false (crm_sync_engine_is_joined (team->b.engine));
}

/* The person of the file is the account from then on, in records, history and edits to come. */
static void
test_becomes_account (Team *team, gconstpointer data)
{
  CrmId local = id_of_number (7), id;
  g_autofree char *text = crm_id_to_string (&local);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Set up", CRM_EDIT_ORIGIN_SETUP);
  g_autoptr (CrmEdit) own = crm_edit_new ("Owner", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) account = NULL;

  crm_change_set_text (crm_edit_create (edit, &crm_kind_user, &local), CRM_USER_NAME, "Me");
  crm_edit_result_free (apply (&team->a.file, edit));
  await_ok (crm_store_set_setting (team->a.file.store, "user", text));
  id = make_customer (&team->a.file, "Anna");
  crm_change_set_id (crm_edit_update (own, &crm_kind_customer, &id), CRM_CUSTOMER_OWNER, &local);
  crm_edit_result_free (apply (&team->a.file, own));
  join (&team->a, &team->office, "anna");
  record = find (&team->a.file, &crm_kind_customer, &id);
  g_assert_true (crm_id_equal (crm_record_get_id (record, CRM_CUSTOMER_OWNER), &team->a.engine->membership->user));
  account = find (&team->a.file, &crm_kind_user, &team->a.engine->membership->user);
  g_assert_cmpstr (crm_record_get_text (account, CRM_USER_NAME), ==, "Me");
  await_error (crm_store_find_record (team->a.file.store, &crm_kind_user, &local), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

/* Leaving keeps all there is; joining again sends what the server has not, and doubles nothing. */
static void
test_leave (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna");
  gint64 n;

  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  await_ok (crm_sync_engine_leave (team->a.engine));
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_LOCAL);
  g_assert_false (crm_sync_engine_is_joined (team->a.engine));
  assert_text (&team->a.file, &id, CRM_CUSTOMER_NAME, "Anna");
  set_text (&team->a.file, &id, CRM_CUSTOMER_NAME, "Anne");
  join (&team->a, &team->office, "anna");
  sync_desk (&team->b);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anne");
  n = count_in (&team->b.file, "SELECT count(*) FROM customer");
  g_assert_cmpint (n, ==, 1);
}

/* Over the network, too, what broke here is found once a day, and mended. */
static void
test_mended (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna");
  CrmConnection *connection;
  g_autoptr (CrmSyncOutcome) outcome = NULL;

  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  close_engine (&team->b);
  close_store (&team->b.file);
  connection = crm_connection_open (team->b.file.path, CRM_CONNECTION_WRITER, NULL);
  g_assert_true (crm_connection_execute (connection, "DELETE FROM customer", NULL));
  crm_connection_close (connection);
  open_store (&team->b.file);
  open_engine (&team->b);
  await_ok (crm_sync_engine_load (team->b.engine));
  crm_clock_advance (team->office.clock, G_TIME_SPAN_DAY);
  crm_clock_advance (team->b.file.clock, G_TIME_SPAN_DAY);
  outcome = await_boxed (crm_sync_engine_sync_now (team->b.engine));
  g_assert_cmpuint (outcome->mended, ==, 1);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
}

/* A member may not change what belongs to others: the value is on the list, and the record as it was. */
static void
test_unsaved (Team *team, gconstpointer data)
{
  CrmId id;
  g_autoptr (GPtrArray) unsaved = NULL;
  const CrmSyncUnsaved *value;

  add_account (&team->office, "rita", "reader", NULL);
  id = make_customer (&team->a.file, "Anna");
  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "rita");
  g_assert_false (crm_sync_engine_may_write (team->b.engine));
  set_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Rita");
  sync_desk (&team->b);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
  g_assert_cmpuint (crm_sync_engine_get_unsaved (team->b.engine), >=, 1);
  unsaved = await_boxed (crm_sync_engine_list_unsaved (team->b.engine));
  value = unsaved->pdata[0];
  g_assert_cmpstr (value->value, ==, "Rita");
  g_assert_cmpstr (value->reason, ==, "permission");
  g_assert_cmpstr (crm_record_get_title (value->record), ==, "Anna");
  await_ok (crm_sync_engine_retry_unsaved (team->b.engine, value->number));
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Rita");
  sync_desk (&team->b);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
  for (guint left = crm_sync_engine_get_unsaved (team->b.engine); left > 0; left--)
    {
      g_autoptr (GPtrArray) again = await_boxed (crm_sync_engine_list_unsaved (team->b.engine));

      await_ok (crm_sync_engine_dismiss_unsaved (team->b.engine, ((const CrmSyncUnsaved *)again->pdata[0])->number));
    }
  g_assert_cmpuint (crm_sync_engine_get_unsaved (team->b.engine), ==, 0);
}

/* Cancelled after signing in, the first sync goes on later. */
static void
test_cancelled (Team *team, gconstpointer data)
{
  g_autoptr (CrmServerAddress) address = address_of (&team->office);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DexFuture *future;

  for (int i = 0; i < 30; i++)
    make_customer (&team->a.file, "Anna");
  await_ok (crm_sync_engine_load (team->a.engine));
  future = crm_sync_engine_join (team->a.engine, address, "anna", "a long password", cancellable);
  wait_until (crm_sync_engine_get_state (team->a.engine) == CRM_SYNC_STATE_SYNCING);
  g_cancellable_cancel (cancellable);
  await_error (future, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (crm_sync_engine_is_joined (team->a.engine));
  g_assert_true (crm_sync_engine_is_first_sync (team->a.engine));
  sync_desk (&team->a);
  g_assert_false (crm_sync_engine_is_first_sync (team->a.engine));
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine), ==, 0);
}

static gboolean
read_history (CrmConnection *connection, gpointer record, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, crm_history_read (connection, record, error));
  return TRUE;
}

/* History names who did it, also when one page brings what two did, and when one of them has no record here. */
static void
test_authors (Team *team, gconstpointer data)
{
  CrmId first = make_customer (&team->a.file, "Anna"), second = make_customer (&team->a.file, "Ben");
  const CrmId *const ids[] = { &first, &second };
  const char *const names[] = { "anna", "ben" };
  Desk third = { 0 };

  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  open_desk (&third);
  join (&third, &team->office, "ben");
  set_text (&team->a.file, &first, CRM_CUSTOMER_NOTE, "of anna");
  set_text (&team->b.file, &second, CRM_CUSTOMER_NOTE, "of ben");
  sync_desk (&team->a);
  sync_desk (&team->b);
  sync_desk (&third);
  for (guint i = 0; i < 2; i++)
    {
      CrmRecord *record = find (&third.file, &crm_kind_customer, ids[i]);
      g_autoptr (GPtrArray) entries = await_boxed (crm_store_read (third.file.store, NULL, read_history, record, (GDestroyNotify)crm_record_unref));
      const CrmHistoryEntry *last = entries->pdata[entries->len - 1];

      g_assert_cmpstr (last->field, ==, "note");
      g_assert_cmpstr (last->user, ==, names[i]);
      g_assert_cmpstr (last->device, ==, "");
    }
  close_desk (&third);
}

/* What others did is news until it was looked at; what came with the first sync is none. */
static void
test_news (Team *team, gconstpointer data)
{
  CrmId first = make_customer (&team->a.file, "Anna"), second;
  g_autoptr (GPtrArray) news = NULL;
  g_autoptr (GArray) counts = NULL;
  const CrmSyncNews *one;

  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  g_assert_cmpuint (crm_sync_engine_get_news (team->b.engine), ==, 0);
  second = make_customer (&team->a.file, "Ben");
  set_text (&team->a.file, &first, CRM_CUSTOMER_NOTE, "changed");
  sync_desk (&team->a);
  sync_desk (&team->b);
  g_assert_cmpuint (crm_sync_engine_get_news (team->b.engine), ==, 2);
  news = await_boxed (crm_sync_engine_list_news (team->b.engine, 10));
  g_assert_cmpuint (news->len, ==, 2);
  one = news->pdata[0];
  for (guint i = 0; i < news->len; i++)
    {
      one = news->pdata[i];
      g_assert_cmpstr (one->user, ==, "anna");
      g_assert_cmpint (one->created, ==, crm_id_equal (&one->record->id, &second));
      if (!one->created)
        g_assert_cmpstr (one->fields[0], ==, "note");
    }
  counts = await_boxed (crm_sync_engine_count_news (team->b.engine));
  g_assert_cmpuint (g_array_index (counts, guint, CRM_KIND_CUSTOMER), ==, 2);
  await_ok (crm_sync_engine_mark_looked (team->b.engine));
  g_assert_cmpuint (crm_sync_engine_get_news (team->b.engine), ==, 0);
}

/* Both typed in the same field while apart: who lost is told what won, and may set it again. */
static void
test_conflict (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna");
  g_autoptr (GPtrArray) lost = NULL;
  const CrmSyncConflict *one;

  join (&team->a, &team->office, "anna");
  join (&team->b, &team->office, "ben");
  set_text (&team->a.file, &id, CRM_CUSTOMER_ALIAS, "of a");
  set_text (&team->b.file, &id, CRM_CUSTOMER_ALIAS, "of b, first");
  crm_clock_advance (team->b.file.clock, G_USEC_PER_SEC);
  set_text (&team->b.file, &id, CRM_CUSTOMER_ALIAS, "of b");
  if (data != NULL)
    {
      sync_desk (&team->b);
      sync_desk (&team->a);
    }
  else
    {
      sync_desk (&team->a);
      sync_desk (&team->b);
      sync_desk (&team->a);
    }
  assert_text (&team->a.file, &id, CRM_CUSTOMER_ALIAS, "of b");
  if (data == NULL)
    {
      /* It was there before the other's: nothing was lost on its way. */
      g_assert_cmpuint (crm_sync_engine_get_conflicts (team->a.engine), ==, 0);
      return;
    }
  g_assert_cmpuint (crm_sync_engine_get_conflicts (team->a.engine), ==, 1);
  lost = await_boxed (crm_sync_engine_list_conflicts (team->a.engine));
  one = lost->pdata[0];
  g_assert_cmpstr (one->mine, ==, "of a");
  g_assert_cmpstr (one->theirs, ==, "of b");
  g_assert_cmpstr (one->user, ==, "ben");
  await_ok (crm_sync_engine_restore_conflict (team->a.engine, one->number));
  g_assert_cmpuint (crm_sync_engine_get_conflicts (team->a.engine), ==, 0);
  sync_desk (&team->a);
  sync_desk (&team->b);
  assert_text (&team->b.file, &id, CRM_CUSTOMER_ALIAS, "of a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/sync/engine/what-one-file-sends-another-has", Team, NULL, begin, test_two_files, end);
  g_test_add ("/sync/engine/edits-are-seen-as-they-are-made", Team, NULL, begin, test_live, end);
  g_test_add ("/sync/engine/weeks-offline-are-one-sync", Team, NULL, begin, test_offline, end);
  g_test_add ("/sync/engine/server-that-comes-back-is-found", Team, NULL, begin, test_comes_back, end);
  g_test_add ("/sync/engine/signed-out-keeps-edits", Team, NULL, begin, test_signed_out, end);
  g_test_add ("/sync/engine/reopened-file-knows-its-server", Team, NULL, begin, test_reopened, end);
  g_test_add ("/sync/engine/refusals-leave-the-file-alone", Team, NULL, begin, test_refusals, end);
  g_test_add ("/sync/engine/local-user-becomes-the-account", Team, NULL, begin, test_becomes_account, end);
  g_test_add ("/sync/engine/leaving-keeps-everything", Team, NULL, begin, test_leave, end);
  g_test_add ("/sync/engine/what-broke-is-mended", Team, NULL, begin, test_mended, end);
  g_test_add ("/sync/engine/what-may-not-be-saved-is-listed", Team, NULL, begin, test_unsaved, end);
  g_test_add ("/sync/engine/cancelled-first-sync-goes-on", Team, NULL, begin, test_cancelled, end);
  g_test_add ("/sync/engine/history-names-who-did-it", Team, NULL, begin, test_authors, end);
  g_test_add ("/sync/engine/what-others-did-is-news", Team, NULL, begin, test_news, end);
  g_test_add ("/sync/engine/what-lost-is-listed", Team, GINT_TO_POINTER (TRUE), begin, test_conflict, end);
  g_test_add ("/sync/engine/what-was-taken-in-order-is-no-conflict", Team, NULL, begin, test_conflict, end);
  return g_test_run ();
}
