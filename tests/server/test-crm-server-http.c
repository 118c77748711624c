/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole server over real connections: who gets in, what each may ask, and what it takes of those who mean no good. */

#include "http-fixture.h"

/* ── what is pushed ───────────────────────────────────────────────────────────────────────── */

static CrmSyncRecord *
new_tag (guint8 number, gint64 ms, guint64 node, const char *name)
{
  CrmId id = { { 1, 8, [15] = number } };
  CrmHlc last = { 0 };
  CrmHlc clock = crm_hlc_next (&last, G_GINT64_CONSTANT (1790000000000000) + ms * 1000, node);
  CrmSyncRecord *record = crm_sync_record_new ("tag", &id);
  g_autofree char *value = g_strdup_printf ("\"%s\"", name);

  crm_sync_record_set_creation (record, &clock);
  crm_sync_record_set (record, "name", value, &clock);
  return record;
}

static void
assert_pushed (HttpServer *server, const HttpLogin *login, guint64 node, gint64 number, CrmSyncRecord *record)
{
  g_auto (HttpAnswer) answer = { 0 };

  http_push (server, login, node, number, record, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_true (g_str_has_prefix (answer.text, "[\"ok\"]\n"));
}

static guint
count_rows (HttpServer *server, const HttpLogin *login)
{
  g_auto (HttpAnswer) answer = { 0 };
  g_auto (CrmWirePage) page = { 0 };
  g_autofree char *path = http_path (login, "changes?scope=everyone");

  http_ask (server, "GET", path, login->token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_true (crm_wire_page_read (answer.body, &page, NULL));
  return page.rows->len;
}

static void
assert_refused (HttpServer *server, const char *method, const char *path, const char *token, GBytes *body, guint status, const char *code)
{
  g_auto (HttpAnswer) answer = { 0 };
  g_autofree char *got = NULL;

  http_ask (server, method, path, token, body, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, status);
  got = http_find (answer.text, "error");
  g_assert_cmpstr (got, ==, code);
}

/* ── signing in ───────────────────────────────────────────────────────────────────────────── */

static void
test_sign_in (void)
{
  HttpServer server;
  g_auto (HttpLogin) ann = { 0 };
  g_auto (HttpLogin) again = { 0 };
  g_autofree char *path = NULL;

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.tls = TRUE;
  http_server_start (&server);
  http_login (&server, "ANN", NULL, &ann);
  path = http_path (&ann, "changes?scope=everyone");
  g_assert_cmpuint (count_rows (&server, &ann), ==, 0);

  /* The same device again: the token it had is no longer good. */
  http_login (&server, "ann", ann.device, &again);
  g_assert_cmpstr (again.device, ==, ann.device);
  assert_refused (&server, "GET", path, ann.token, NULL, 401, "token");
  g_assert_cmpuint (count_rows (&server, &again), ==, 0);

  /* It keeps the nodes of its file; another device gets none of them. */
  {
    g_autoptr (CrmSyncRecord) tag = new_tag (1, 0, 7, "VIP");
    g_autoptr (CrmSyncRecord) other = new_tag (2, 0, 7, "late");
    g_auto (HttpLogin) third = { 0 };
    g_auto (HttpAnswer) answer = { 0 };

    assert_pushed (&server, &again, 7, 1, tag);
    http_login (&server, "ann", ann.device, &third);
    assert_pushed (&server, &third, 7, 2, other);
    http_login_clear (&third);
    http_login (&server, "max", ann.device, &third);
    g_assert_cmpstr (third.device, !=, ann.device);
    http_push (&server, &third, 7, 3, other, &answer);
    g_assert_cmpuint (answer.status, ==, 409);
  }
  http_server_stop (&server);
  http_server_clear (&server);
}

static void
test_guessing (void)
{
  HttpServer server;
  g_auto (HttpAnswer) answer = { 0 };
  g_auto (HttpLogin) login = { 0 };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  http_server_start (&server);
  for (guint i = 0; i < 5; i++)
    {
      http_try_login (&server, "max", "wrong", NULL, &answer);
      g_assert_cmpuint (answer.status, ==, 401);
      g_assert_nonnull (strstr (answer.text, "\"password\""));
      http_answer_clear (&answer);
      http_try_login (&server, "nobody", "wrong", NULL, &answer);
      g_assert_cmpuint (answer.status, ==, 401);
      http_answer_clear (&answer);
    }

  /* From now on not even the right one, and of nobody's account the same is said. */
  http_try_login (&server, "max", HTTP_PASSWORD, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 429);
  g_assert_cmpint (g_ascii_strtoll (answer.retry_after, NULL, 10), >, 800);
  http_answer_clear (&answer);
  http_try_login (&server, "nobody", "wrong", NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 429);
  http_answer_clear (&answer);
  http_login (&server, "sue", NULL, &login);
  http_login_clear (&login);
  crm_clock_advance (server.clock, 15 * G_TIME_SPAN_MINUTE);
  http_login (&server, "max", NULL, &login);
  http_server_stop (&server);
  http_server_clear (&server);
}

static guint
guess_from (HttpServer *server, const char *forwarded)
{
  const char *const headers[] = { "X-Forwarded-For", forwarded, NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"user\":\"max\",\"password\":\"wrong\"}", 33);
  g_auto (HttpAnswer) answer = { 0 };

  http_ask (server, "POST", "/v1/login", NULL, body, headers, &answer);
  return answer.status;
}

/* What a proxy says counts only from one that is trusted, and only its own word, the last. */
static void
test_proxy (void)
{
  HttpServer server;

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.proxy = "127.0.0.1";
  http_server_start (&server);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (guess_from (&server, "192.0.2.9, 198.51.100.7"), ==, 401);
  g_assert_cmpuint (guess_from (&server, "203.0.113.5, 198.51.100.7"), ==, 429);
  g_assert_cmpuint (guess_from (&server, "198.51.100.7, 203.0.113.5"), ==, 401);
  http_server_stop (&server);
  server.proxy = NULL;
  http_server_start (&server);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (guess_from (&server, "192.0.2.9"), ==, 401);
  g_assert_cmpuint (guess_from (&server, "203.0.113.5"), ==, 429);
  http_server_stop (&server);
  http_server_clear (&server);
}

static void
test_tokens_end (void)
{
  HttpServer server;
  g_auto (HttpLogin) idle = { 0 };
  g_auto (HttpLogin) left = { 0 };
  g_auto (HttpAnswer) answer = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (CrmSyncRecord) tag = NULL;

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  http_server_start (&server);
  http_login (&server, "ann", NULL, &idle);
  http_login (&server, "ann", NULL, &left);
  path = http_path (&idle, "changes?scope=everyone");
  http_ask (&server, "POST", "/v1/logout", left.token, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 204);
  assert_refused (&server, "GET", path, left.token, NULL, 401, "token");
  assert_refused (&server, "POST", "/v1/logout", left.token, NULL, 401, "token");

  /* A token that is used stays good, and one that is not ends after a month. */
  for (guint i = 0; i < 3; i++)
    {
      crm_clock_advance (server.clock, 20 * G_TIME_SPAN_DAY);
      g_clear_pointer (&tag, crm_sync_record_unref);
      tag = new_tag (1, i, 7, "VIP");
      assert_pushed (&server, &idle, 7, i + 1, tag);
    }
  crm_clock_advance (server.clock, 31 * G_TIME_SPAN_DAY);
  assert_refused (&server, "GET", path, idle.token, NULL, 401, "token");
  http_server_stop (&server);
  http_server_clear (&server);
}

/* ── bytes that mean no good ──────────────────────────────────────────────────────────────── */

static void
test_bodies (void)
{
  HttpServer server;
  g_auto (HttpLogin) ann = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *zeros = g_malloc0 (64 * 1024 * 1024);
  g_autoptr (GBytes) big = g_bytes_new_static (zeros, 9 * 1024 * 1024);
  g_autoptr (GBytes) huge = g_bytes_new_static (zeros, 64 * 1024 * 1024);
  g_autoptr (GBytes) bomb = crm_server_pack (huge);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bomb, 0, 1000);
  g_autoptr (GBytes) small = g_bytes_new_static ("[]\n", 3);
  static const char *const packed[] = { "Content-Encoding", "gzip", NULL };
  static const struct
  {
    guint status;
    const char *code;
  } expected[] = { { 413, "size" }, { 400, "unreadable" }, { 400, "unreadable" } };
  GBytes *bodies[] = { bomb, cut, small };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  http_server_start (&server);
  http_login (&server, "ann", NULL, &ann);
  path = http_path (&ann, "push");
  assert_refused (&server, "POST", path, ann.token, small, 400, "unreadable");
  assert_refused (&server, "POST", path, ann.token, big, 413, "size");
  assert_refused (&server, "POST", "/v1/login", NULL, big, 413, "size");
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (HttpAnswer) answer = { 0 };
      g_autofree char *code = NULL;

      http_ask (&server, "POST", path, ann.token, bodies[i], packed, &answer);
      g_assert_cmpuint (answer.status, ==, expected[i].status);
      code = http_find (answer.text, "error");
      g_assert_cmpstr (code, ==, expected[i].code);
    }
  g_assert_cmpuint (count_rows (&server, &ann), ==, 0);
  http_server_stop (&server);
  http_server_clear (&server);
}

static GSocketConnection *
connect_to (HttpServer *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 60);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_uri (client, server->uri, 80, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static gboolean
say (GSocketConnection *connection, const char *text, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, length, NULL, NULL, NULL);
}

/* What comes until the other side closes. (transfer full) */
static char *
hear (GSocketConnection *connection)
{
  GString *heard = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (heard, buffer, n);
  return g_string_free_and_steal (heard);
}

/* Each of them is cut off before it has said all, and the server goes on. */
static void
test_slow (void)
{
  static const char *const beginnings[] = {
    "",
    "GET /health HTT",
    "GET /health HTTP/1.1\r\nHost: x\r\nX: ",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"user\":",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"us",
  };
  HttpServer server;
  g_auto (HttpAnswer) answer = { 0 };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.limits.headers = 200 * 1000;
  server.limits.idle = 300 * 1000;
  http_server_start (&server);
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (&server);
      g_autofree char *heard = NULL;

      g_assert_true (say (connection, beginnings[i], strlen (beginnings[i])));
      heard = hear (connection);
      g_assert_null (strstr (heard, " 200 "));
    }
  http_ask (&server, "GET", "/health", NULL, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  http_server_stop (&server);
  http_server_clear (&server);
}

/* Headers without end, and a body in pieces without end. */
static void
test_endless (void)
{
  static const char *const beginnings[] = {
    "GET /health HTTP/1.1\r\nHost: x\r\nX: ",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
  };
  g_autofree char *text = g_strnfill (64 * 1024, 'a');
  g_autofree char *chunk = g_strdup_printf ("10000\r\n%s\r\n", text);
  HttpServer server;
  g_auto (HttpAnswer) answer = { 0 };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.limits.headers = 500 * 1000;
  server.limits.idle = 500 * 1000;
  http_server_start (&server);
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (&server);
      gsize n = 0;

      g_assert_true (say (connection, beginnings[i], strlen (beginnings[i])));
      while (i == 0 ? say (connection, text, strlen (text)) : say (connection, chunk, strlen (chunk)))
        g_assert_cmpuint (n++, <, 1000 * 1000);
    }
  http_ask (&server, "GET", "/health", NULL, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  http_server_stop (&server);
  http_server_clear (&server);
}

/* No nonsense gets anything but a refusal. */
static void
test_nonsense (void)
{
  static const char *const requests[] = {
    "\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "CONNECT x:80 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET /v1/%00/changes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "GET /v1/%ff%fe/changes?scope=%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\nConnection: close\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n\r\n",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    "POST /v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\nConnection: close\r\n\r\n{\"user\":\"ann\",\"user\":\"ann\",\"password\":\"correct horse\"}      ",
    "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "POST /admin HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
  };
  HttpServer server;
  g_auto (HttpAnswer) answer = { 0 };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.limits.headers = 200 * 1000;
  server.limits.idle = 300 * 1000;
  http_server_start (&server);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GSocketConnection) connection = connect_to (&server);
      g_autofree char *heard = NULL;

      say (connection, requests[i], strlen (requests[i]));
      heard = hear (connection);
      g_assert_null (strstr (heard, "HTTP/1.1 2"));
    }
  http_ask (&server, "GET", "/health", NULL, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  http_server_stop (&server);
  http_server_clear (&server);
}

static void
test_crowd (void)
{
  HttpServer server;
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *heard = NULL;
  g_auto (HttpAnswer) answer = { 0 };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.limits.per_address = 4;
  http_server_start (&server);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (connections, connect_to (&server));
  {
    g_autoptr (GSocketConnection) one_too_many = connect_to (&server);

    heard = hear (one_too_many);
    g_assert_cmpstr (heard, ==, "");
  }
  g_ptr_array_set_size (connections, 0);
  while (answer.status != 200) /* until the server has seen that they are gone */
    {
      http_answer_clear (&answer);
      http_ask (&server, "GET", "/health", NULL, NULL, NULL, &answer);
    }
  http_server_stop (&server);
  http_server_clear (&server);
}

static void
test_rate (void)
{
  HttpServer server;
  g_auto (HttpLogin) ann = { 0 };
  g_auto (HttpAnswer) answer = { 0 };

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  server.limits.burst = 300;
  server.limits.rate = 1;
  http_server_start (&server);
  http_login (&server, "ann", NULL, &ann);
  http_ask (&server, "GET", "/health", NULL, NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 429);
  g_assert_cmpint (g_ascii_strtoll (answer.retry_after, NULL, 10), >, 1);
  http_server_stop (&server);
  http_server_clear (&server);
}

/* One connection is enough for any number of requests. */
static void
test_again (void)
{
  static const char request[] = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
  HttpServer server;
  g_autoptr (GSocketConnection) connection = NULL;
  char buffer[4096];

  http_server_init (&server, CRM_SERVER_SHARING_EVERYONE);
  http_server_start (&server);
  connection = connect_to (&server);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GString) heard = g_string_new (NULL);

      g_assert_true (say (connection, request, strlen (request)));
      while (strstr (heard->str, "{\"ok\": true}") == NULL)
        {
          gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL, NULL);

          g_assert_cmpint (n, >, 0);
          g_string_append_len (heard, buffer, n);
        }
    }
  http_server_stop (&server);
  http_server_clear (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/http/sign-in-gives-a-device-that-keeps-its-nodes", test_sign_in);
  g_test_add_func ("/server/http/passwords-cannot-be-guessed", test_guessing);
  g_test_add_func ("/server/http/a-proxy-says-whom-it-asks-for", test_proxy);
  g_test_add_func ("/server/http/tokens-end", test_tokens_end);
  g_test_add_func ("/server/http/bodies-too-large-or-cut-are-refused", test_bodies);
  g_test_add_func ("/server/http/slow-ones-are-cut-off", test_slow);
  g_test_add_func ("/server/http/endless-ones-are-cut-off", test_endless);
  g_test_add_func ("/server/http/nonsense-is-refused", test_nonsense);
  g_test_add_func ("/server/http/one-address-gets-so-many-connections", test_crowd);
  g_test_add_func ("/server/http/one-address-gets-so-many-bytes", test_rate);
  g_test_add_func ("/server/http/a-connection-is-used-again", test_again);
  return g_test_run ();
}
