/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every call of the server, asked by everyone: another tenant, each role, tokens that are none any more. */

#include "http-fixture.h"
#include "server/crm-server-blob.h"

#define NOW G_GINT64_CONSTANT (1790000000000000)

static CrmId
customer_id (guint8 number)
{
  return (CrmId){ { 1, 1, [15] = number } };
}

static CrmHlc
clock_at (gint64 ms, guint64 node)
{
  CrmHlc last = { 0 };

  return crm_hlc_next (&last, NOW + ms * 1000, node);
}

static CrmSyncRecord *
new_record (const char *kind, CrmId id, guint64 node)
{
  CrmSyncRecord *record = crm_sync_record_new (kind, &id);
  CrmHlc clock = clock_at (0, node);

  crm_sync_record_set_creation (record, &clock);
  return record;
}

static void
set_text (CrmSyncRecord *record, const char *field, const char *text, CrmHlc clock)
{
  g_autofree char *value = g_strdup_printf ("\"%s\"", text);

  crm_sync_record_set (record, field, value, &clock);
}

static void
set_id (CrmSyncRecord *record, const char *field, CrmId id, guint64 node)
{
  g_autofree char *text = crm_id_to_string (&id);

  set_text (record, field, text, clock_at (0, node));
}

/* A customer of nobody's is its author's team's. */
static CrmSyncRecord *
new_customer (guint8 number, guint64 node)
{
  CrmSyncRecord *record = new_record ("customer", customer_id (number), node);

  set_text (record, "name", "李雷", clock_at (0, node));
  return record;
}

static void
assert_verdict (HttpServer *server, const HttpLogin *login, guint64 node, gint64 number, CrmSyncRecord *record, const char *verdict)
{
  g_auto (HttpAnswer) answer = { 0 };

  http_push (server, login, node, number, record, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  if (!g_str_has_prefix (answer.text, verdict))
    g_error ("%s instead of %s", answer.text, verdict);
}

static guint
ask_status (HttpServer *server, const char *method, const char *path, const char *token, GBytes *body)
{
  g_auto (HttpAnswer) answer = { 0 };

  http_ask (server, method, path, token, body, NULL, &answer);
  return answer.status;
}

/* ── everyone asks everything ─────────────────────────────────────────────────────────────── */

static const struct
{
  const char *method;
  const char *rest;
  gboolean has_body;
} asked[] = {
  { "POST", "push", TRUE },
  { "GET", "changes?scope=everyone", FALSE },
  { "GET", "changes?scope=team:north", FALSE },
  { "GET", "events", FALSE },
  { "PUT", "blob/b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", TRUE },
  { "GET", "blob/b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", FALSE },
  { "HEAD", "blob/b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9", FALSE },
  { "GET", "history/customer/01010000-0000-0000-0000-000000000001", FALSE },
  { "GET", "members", FALSE },
  { "GET", "digest?scope=team:north", FALSE },
  { "GET", "digest?scope=everyone&bucket=1", FALSE },
};

static void
test_outsiders (void)
{
  HttpServer server;
  g_auto (HttpLogin) max = { 0 };
  g_auto (HttpLogin) other = { 0 };
  g_auto (HttpLogin) gone = { 0 };
  g_autoptr (CrmSyncRecord) customer = new_customer (1, 5);
  g_autoptr (GBytes) body = g_bytes_new_static ("hello world", 11);
  CrmId workspace = { { 9, 9, [15] = 9 } }, epoch = { { 9, 8, [15] = 9 } };

  http_server_init (&server, CRM_SERVER_SHARING_TEAM);
  {
    g_autoptr (CrmServerFolder) folder = crm_server_folder_new (server.path);
    g_autoptr (CrmServerStorage) storage = crm_server_database_open (folder->database, 0, TRUE, NULL);

    g_assert_true (crm_server_storage_add_workspace (storage, &workspace, "Neighbours", &epoch, CRM_SERVER_SHARING_TEAM, NULL));
  }
  http_server_add_account (&server, &workspace, "eve", CRM_SERVER_ROLE_ADMINISTRATOR, "north");
  http_server_start (&server);
  http_login (&server, "max", NULL, &max);
  http_login (&server, "eve", NULL, &other);
  http_login (&server, "max", NULL, &gone);
  assert_verdict (&server, &max, 5, 1, customer, "[\"ok\"]");
  g_assert_cmpuint (ask_status (&server, "POST", "/v1/logout", gone.token, NULL), ==, 204);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *path = http_path (&max, asked[i].rest);
      g_autofree char *own = http_path (&other, asked[i].rest);
      g_autofree char *none = g_strdup_printf ("/v1/nonsense/%s", asked[i].rest);

      g_assert_cmpuint (ask_status (&server, asked[i].method, path, NULL, asked[i].has_body ? body : NULL), ==, 401);
      g_assert_cmpuint (ask_status (&server, asked[i].method, path, "", asked[i].has_body ? body : NULL), ==, 401);
      g_assert_cmpuint (ask_status (&server, asked[i].method, path, "' OR 1=1 --", asked[i].has_body ? body : NULL), ==, 401);
      g_assert_cmpuint (ask_status (&server, asked[i].method, path, gone.token, asked[i].has_body ? body : NULL), ==, 401);
      g_assert_cmpuint (ask_status (&server, asked[i].method, path, other.token, asked[i].has_body ? body : NULL), ==, 404);
      g_assert_cmpuint (ask_status (&server, asked[i].method, none, max.token, asked[i].has_body ? body : NULL), ==, 404);
      /* In their own house they find nothing of the neighbours'. */
      if (g_str_has_prefix (asked[i].rest, "history") || g_str_has_prefix (asked[i].rest, "blob/b9") ? strcmp (asked[i].method, "PUT") != 0 : FALSE)
        g_assert_cmpuint (ask_status (&server, asked[i].method, own, other.token, NULL), ==, 404);
    }
  {
    g_auto (HttpAnswer) answer = { 0 };
    g_autofree char *path = http_path (&other, "changes?scope=team:north");
    g_autofree char *members = http_path (&other, "members");

    http_ask (&server, "GET", path, other.token, NULL, NULL, &answer);
    g_assert_cmpuint (answer.status, ==, 200);
    g_assert_null (strstr (answer.text, "李雷"));
    http_answer_clear (&answer);
    http_ask (&server, "GET", members, other.token, NULL, NULL, &answer);
    g_assert_null (strstr (answer.text, "max"));
    g_assert_nonnull (strstr (answer.text, "\"eve\""));
  }
  http_server_stop (&server);
  http_server_clear (&server);
}

static void
test_roles (void)
{
  HttpServer server;
  g_auto (HttpLogin) ann = { 0 };
  g_auto (HttpLogin) max = { 0 };
  g_auto (HttpLogin) sue = { 0 };
  g_auto (HttpLogin) ron = { 0 };
  g_autoptr (CrmSyncRecord) customer = new_customer (1, 5);
  g_autoptr (CrmSyncRecord) sues = new_customer (2, 6);
  g_autoptr (CrmSyncRecord) rons = new_customer (3, 7);
  g_autoptr (CrmSyncRecord) change = new_customer (1, 6);
  const char *scope = "changes?scope=team%3Anorth";
  const char *past = "history/customer/01010000-0000-0000-0000-000000000001";
  const HttpLogin *all[] = { &ann, &max, &sue, &ron };
  static const guint expected[] = { 200, 200, 404, 200 };

  http_server_init (&server, CRM_SERVER_SHARING_TEAM);
  http_server_start (&server);
  http_login (&server, "ann", NULL, &ann);
  http_login (&server, "max", NULL, &max);
  http_login (&server, "sue", NULL, &sue);
  http_login (&server, "ron", NULL, &ron);
  assert_verdict (&server, &max, 5, 1, customer, "[\"ok\"]");
  assert_verdict (&server, &sue, 6, 1, sues, "[\"ok\"]");
  assert_verdict (&server, &sue, 6, 2, change, "[\"gone\"]");
  assert_verdict (&server, &ron, 7, 1, rons, "[\"rejected\",\"permission\"");
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autofree char *changes = http_path (all[i], scope);
      g_autofree char *history = http_path (all[i], past);
      g_autofree char *members = http_path (all[i], "members");
      g_autofree char *digest = http_path (all[i], "digest?scope=team%3Anorth");
      g_autofree char *bucket = http_path (all[i], "digest?scope=team%3Anorth&bucket=1");
      g_autofree char *no_bucket = http_path (all[i], "digest?scope=team%3Anorth&bucket=256");
      g_autofree char *blob = http_path (all[i], asked[4].rest);
      g_autoptr (GBytes) body = g_bytes_new_static ("hello world", 11);

      g_assert_cmpuint (ask_status (&server, "GET", changes, all[i]->token, NULL), ==, expected[i]);
      g_assert_cmpuint (ask_status (&server, "GET", history, all[i]->token, NULL), ==, expected[i]);
      g_assert_cmpuint (ask_status (&server, "GET", members, all[i]->token, NULL), ==, 200);
      g_assert_cmpuint (ask_status (&server, "GET", digest, all[i]->token, NULL), ==, expected[i]);
      g_assert_cmpuint (ask_status (&server, "GET", bucket, all[i]->token, NULL), ==, expected[i]);
      g_assert_cmpuint (ask_status (&server, "GET", no_bucket, all[i]->token, NULL), ==, 404);
      g_assert_cmpuint (ask_status (&server, "PUT", blob, all[i]->token, body), ==, i == 3 ? 403 : 204);
    }
  http_server_stop (&server);
  http_server_clear (&server);
}

/* Records as long as they may be come in pages that a frame can hold. */
static void
test_pages (void)
{
  g_autofree char *text = g_strnfill (120 * 1024, 'x');
  HttpServer server;
  g_auto (HttpLogin) max = { 0 };
  g_auto (CrmWirePage) page = { 0 };
  CrmCursor cursor = { 0 };
  guint n = 0, n_pages = 0;

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  http_server_start (&server);
  http_login (&server, "max", NULL, &max);
  for (guint8 i = 0; i < 80; i++)
    {
      g_autoptr (CrmSyncRecord) customer = new_customer (i, 5);

      set_text (customer, "note", text, clock_at (0, 5));
      assert_verdict (&server, &max, 5, i + 1, customer, "[\"ok\"]");
    }
  do
    {
      char buffer[CRM_CURSOR_LENGTH_MAX];
      g_autofree char *rest = g_strdup_printf ("changes?scope=everyone&cursor=%s", crm_cursor_format (&cursor, buffer));
      g_autofree char *path = http_path (&max, rest);
      g_auto (HttpAnswer) answer = { 0 };

      http_ask (&server, "GET", path, max.token, NULL, NULL, &answer);
      crm_wire_page_clear (&page);
      g_assert_true (crm_wire_page_read (answer.body, &page, NULL));
      n += page.rows->len;
      n_pages++;
      cursor = page.next;
    }
  while (page.trailer.more);
  g_assert_cmpuint (n, ==, 80);
  g_assert_cmpuint (n_pages, >, 2);
  http_server_stop (&server);
  http_server_clear (&server);
}

/* ── attachments ──────────────────────────────────────────────────────────────────────────── */

#define BLOB_SIZE (9 * 1024 * 1024 + 17)

static CrmSyncRecord *
new_attachment (guint8 number, guint8 customer, guint64 node, const char *hash)
{
  CrmSyncRecord *record = new_record ("attachment", (CrmId){ { 1, 10, [15] = number } }, node);

  set_id (record, "customer", customer_id (customer), node);
  set_text (record, "hash", hash, clock_at (0, node));
  return record;
}

static guint
put_part (HttpServer *server, const HttpLogin *login, const char *path, GBytes *all, gsize from, gsize length)
{
  gsize size = g_bytes_get_size (all);
  gsize n = MIN (length, size - from);
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (all, from, n);
  g_autofree char *range = g_strdup_printf ("bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT, from, from + n - 1, size);
  const char *const headers[] = { "Content-Range", range, NULL };
  g_auto (HttpAnswer) answer = { 0 };

  http_ask (server, "PUT", path, login->token, part, headers, &answer);
  return answer.status;
}

static void
put_all (HttpServer *server, const HttpLogin *login, const char *path, GBytes *all)
{
  gsize size = g_bytes_get_size (all), step = CRM_SERVER_BLOB_PART_MAX;

  for (gsize from = 0; from < size; from += step)
    {
      g_assert_cmpuint (put_part (server, login, path, all, from, step), ==, from + step >= size ? 204 : 202);
      if (from == 0) /* again, and out of order: nothing is added */
        {
          g_assert_cmpuint (put_part (server, login, path, all, 0, step), ==, 202);
          g_assert_cmpuint (put_part (server, login, path, all, 2 * step, step), ==, 202);
        }
    }
}

static void
test_blobs (void)
{
  HttpServer server;
  g_auto (HttpLogin) max = { 0 };
  g_auto (HttpLogin) ron = { 0 };
  g_auto (HttpLogin) sue = { 0 };
  g_autofree guint8 *data = g_malloc (BLOB_SIZE);
  g_autoptr (GBytes) all = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bad = NULL;

  for (gsize i = 0; i < BLOB_SIZE; i++)
    data[i] = (guint8)(i * 31 + i / 257);
  all = g_bytes_new_static (data, BLOB_SIZE);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, all);
  rest = g_strdup_printf ("blob/%s", hash);
  http_server_init (&server, CRM_SERVER_SHARING_TEAM);
  http_server_start (&server);
  http_login (&server, "max", NULL, &max);
  http_login (&server, "ron", NULL, &ron);
  http_login (&server, "sue", NULL, &sue);
  path = http_path (&max, rest);

  /* Sue knows the hash, and says that a customer of hers has it. That gives her nothing, before and after the bytes are there. */
  {
    g_autoptr (CrmSyncRecord) customer = new_customer (2, 6);
    g_autoptr (CrmSyncRecord) attachment = new_attachment (2, 2, 6, hash);

    assert_verdict (&server, &sue, 6, 1, customer, "[\"ok\"]");
    assert_verdict (&server, &sue, 6, 2, attachment, "[\"ok\"]");
  }
  {
    g_autoptr (CrmSyncRecord) customer = new_customer (1, 5);
    g_autoptr (CrmSyncRecord) attachment = new_attachment (1, 1, 5, hash);

    assert_verdict (&server, &max, 5, 1, customer, "[\"ok\"]");
    assert_verdict (&server, &max, 5, 2, attachment, "[\"ok\"]");
  }
  g_assert_cmpuint (ask_status (&server, "GET", path, ron.token, NULL), ==, 404);
  put_all (&server, &max, path, all);
  g_assert_cmpuint (ask_status (&server, "GET", path, sue.token, NULL), ==, 404);
  g_assert_cmpuint (ask_status (&server, "HEAD", path, sue.token, NULL), ==, 404);

  /* Ron reads it by Max's record, whole and in part. */
  {
    g_auto (HttpAnswer) whole = { 0 };
    g_auto (HttpAnswer) part = { 0 };
    static const char *const range[] = { "Range", "bytes=9437000-", NULL };

    http_ask (&server, "GET", path, ron.token, NULL, NULL, &whole);
    g_assert_cmpuint (whole.status, ==, 200);
    g_assert_true (g_bytes_equal (whole.body, all));
    http_ask (&server, "GET", path, ron.token, NULL, range, &part);
    g_assert_cmpuint (part.status, ==, 206);
    g_assert_cmpmem (g_bytes_get_data (part.body, NULL), g_bytes_get_size (part.body), data + 9437000, BLOB_SIZE - 9437000);
  }

  /* Sue has to bring all of it, though it is there; then it is hers as well. */
  g_assert_cmpuint (put_part (&server, &sue, path, all, BLOB_SIZE - 10, 10), ==, 202);
  put_all (&server, &sue, path, all);
  g_assert_cmpuint (ask_status (&server, "GET", path, sue.token, NULL), ==, 200);

  /* What is not what it is called is thrown away; what is no hash, or too much, is refused. */
  bad = g_strdup (path);
  bad[strlen (bad) - 1] = bad[strlen (bad) - 1] == '0' ? '1' : '0';
  g_assert_cmpuint (put_part (&server, &max, bad, all, 0, CRM_SERVER_BLOB_PART_MAX), ==, 202);
  g_assert_cmpuint (put_part (&server, &max, bad, all, CRM_SERVER_BLOB_PART_MAX, CRM_SERVER_BLOB_PART_MAX), ==, 202);
  g_assert_cmpuint (put_part (&server, &max, bad, all, 2 * CRM_SERVER_BLOB_PART_MAX, CRM_SERVER_BLOB_PART_MAX), ==, 400);
  g_assert_cmpuint (ask_status (&server, "GET", bad, max.token, NULL), ==, 404);
  g_assert_cmpuint (put_part (&server, &max, path, all, 0, CRM_SERVER_BLOB_PART_MAX + 1), ==, 413);
  g_free (bad);
  bad = http_path (&max, "blob/..%2f..%2fserver.db");
  g_assert_cmpuint (ask_status (&server, "GET", bad, max.token, NULL), ==, 400);
  http_server_stop (&server);
  http_server_clear (&server);
}

/* ── listening ────────────────────────────────────────────────────────────────────────────── */

static GSocketConnection *
listen_as (HttpServer *server, const HttpLogin *login)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *request = g_strdup_printf ("GET /v1/%s/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", login->workspace, login->token);
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 60);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_uri (client, server->uri, 80, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL, NULL, NULL);
  return connection;
}

/* Waits until what was heard contains the text, or, for NULL, until the other side ends. (transfer full) */
static char *
hear_until (GSocketConnection *connection, const char *text)
{
  g_autoptr (GString) heard = g_string_new (NULL);
  char buffer[1024];
  gssize n = 1;

  while ((text == NULL || strstr (heard->str, text) == NULL) && n > 0)
    {
      n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL, NULL);
      g_string_append_len (heard, buffer, MAX (n, 0));
    }
  g_assert_true (text == NULL || n > 0);
  return g_string_free_and_steal (g_steal_pointer (&heard));
}

static void
test_events (void)
{
  HttpServer server;
  g_auto (HttpLogin) max = { 0 };
  g_auto (HttpLogin) sue = { 0 };
  g_auto (HttpLogin) ron = { 0 };
  g_autoptr (GSocketConnection) at_sue = NULL;
  g_autoptr (GSocketConnection) at_ron = NULL;
  g_autoptr (CrmSyncRecord) customer = new_customer (1, 5);
  g_autoptr (CrmSyncRecord) tag = new_record ("tag", (CrmId){ { 1, 8, [15] = 1 } }, 5);
  g_autofree char *heard = NULL;

  http_server_init (&server, CRM_SERVER_SHARING_TEAM);
  http_server_start (&server);
  http_login (&server, "max", NULL, &max);
  http_login (&server, "sue", NULL, &sue);
  http_login (&server, "ron", NULL, &ron);
  at_sue = listen_as (&server, &sue);
  at_ron = listen_as (&server, &ron);
  g_free (hear_until (at_sue, ": listening"));
  g_free (hear_until (at_ron, ": listening"));
  assert_verdict (&server, &max, 5, 1, customer, "[\"ok\"]");
  g_free (hear_until (at_ron, "event: change\ndata: 1 team:north\n"));

  /* Sue is told of what is everyone's, and of nothing before. */
  assert_verdict (&server, &max, 5, 2, tag, "[\"ok\"]");
  heard = hear_until (at_sue, "data: 2 everyone\n");
  g_assert_null (strstr (heard, "north"));
  g_free (hear_until (at_ron, "data: 2 everyone\n"));

  /* Signing out ends it. */
  g_assert_cmpuint (ask_status (&server, "POST", "/v1/logout", ron.token, NULL), ==, 204);
  g_free (hear_until (at_ron, "0\r\n\r\n"));
  http_server_stop (&server);
  g_free (hear_until (at_sue, NULL));
  http_server_clear (&server);
}

/* ── what became of a record ──────────────────────────────────────────────────────────────── */

static void
test_history (void)
{
  HttpServer server;
  g_auto (HttpLogin) max = { 0 };
  g_auto (HttpLogin) sue = { 0 };
  g_auto (HttpLogin) ann = { 0 };
  g_auto (HttpAnswer) answer = { 0 };
  g_autoptr (CrmSyncRecord) customer = new_customer (1, 5);
  g_autoptr (CrmSyncRecord) change = new_customer (1, 5);
  g_autofree char *path = NULL;

  http_server_init (&server, CRM_SERVER_SHARING_TEAM);
  http_server_start (&server);
  http_login (&server, "max", NULL, &max);
  http_login (&server, "sue", NULL, &sue);
  http_login (&server, "ann", NULL, &ann);
  assert_verdict (&server, &max, 5, 1, customer, "[\"ok\"]");

  /* It goes to Sue's team: she sees what it is, and not what was written of it in the other one. */
  set_text (change, "name", "韩梅梅", clock_at (5, 5));
  assert_verdict (&server, &max, 5, 2, change, "[\"ok\"]");
  {
    g_autoptr (CrmSyncRecord) moved = crm_sync_record_new ("customer", &customer->id);

    set_text (moved, "owner", sue.user, clock_at (9, 7));
    assert_verdict (&server, &ann, 7, 1, moved, "[\"ok\"]");
  }
  path = http_path (&max, "history/customer/01010000-0000-0000-0000-000000000001");
  http_ask (&server, "GET", path, ann.token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_nonnull (strstr (answer.text, "\"created\",null,null,"));
  g_assert_nonnull (strstr (answer.text, "\"name\",\"李雷\",\"韩梅梅\","));
  g_assert_nonnull (strstr (answer.text, "\"owner\",null,"));
  http_answer_clear (&answer);
  http_ask (&server, "GET", path, sue.token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_null (strstr (answer.text, "李雷"));
  g_assert_nonnull (strstr (answer.text, "\"owner\",null,"));
  g_assert_cmpuint (ask_status (&server, "GET", path, max.token, NULL), ==, 404);
  http_server_stop (&server);
  http_server_clear (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/calls/outsiders-get-nothing", test_outsiders);
  g_test_add_func ("/server/calls/each-role-gets-its-own", test_roles);
  g_test_add_func ("/server/calls/long-records-come-in-pages-that-fit", test_pages);
  g_test_add_func ("/server/calls/bytes-go-to-those-who-may-have-them", test_blobs);
  g_test_add_func ("/server/calls/changes-are-told-to-those-who-may-know", test_events);
  g_test_add_func ("/server/calls/the-past-is-told-to-those-who-may-know", test_history);
  return g_test_run ();
}
