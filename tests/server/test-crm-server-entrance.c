/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web forms and hooks of the server: who is found, what is written down, and what is refused. */

#include "core/base/crm-error.h"
#include "pages-fixture.h"
#include "server/crm-server-entrance.h"

#define PHONE "%2B86+138+0013+8000"

typedef struct
{
  Place place;
  char *token;
  char *key;
} Office;

static void
add_point (Office *office, guint8 number, guint8 customer, const char *kind, const char *value)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = id_of (4, number), of = id_of (1, customer);
  CrmChange *point = crm_edit_create (edit, &crm_kind_contact_point, &id);

  crm_change_set_id (point, CRM_CONTACT_POINT_CUSTOMER, &of);
  crm_change_set_text (point, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (point, CRM_CONTACT_POINT_VALUE, value);
  write_edit (&office->place, edit);
}

static void
set_up (Office *office, gconstpointer sort)
{
  CrmId owner = id_of (200, 1);
  g_autoptr (GError) error = NULL;

  open_place (&office->place, CRM_SERVER_SHARING_TEAM);
  add_customer (&office->place, 1, 1);
  add_point (office, 1, 1, "phone", "138 0013 8000");
  add_point (office, 2, 1, "email", "Anna@Harbour.example");
  add_customer (&office->place, 2, 2);
  add_point (office, 3, 2, "phone", "021 6555 0131");
  add_point (office, 4, 2, "email", "bert@quay.example");
  crm_server_entrance_add (office->place.server.storage, &workspace_id, sort, "Ask <us>", &owner, "86", office->place.server.now, &office->token, &office->key, &error);
  g_assert_no_error (error);
}

static void
tear_down (Office *office, gconstpointer sort)
{
  g_free (office->token);
  g_free (office->key);
  close_place (&office->place);
}

static void
assert_counts (Office *office, guint customers, guint interactions, guint tasks)
{
  g_assert_cmpuint (count_records (&office->place, "customer"), ==, customers);
  g_assert_cmpuint (count_records (&office->place, "interaction"), ==, interactions);
  g_assert_cmpuint (count_records (&office->place, "task"), ==, tasks);
}

static void
assert_value (Office *office, const char *kind, const char *field, const char *value)
{
  g_autoptr (GArray) records = list_records (&office->place, kind);

  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (value_of (records, i, field), value) == 0)
      return;
  g_test_message ("No %s with %s %s", kind, field, value);
  g_test_fail ();
}

/* ── the web form ─────────────────────────────────────────────────────────────────────────── */

/* (transfer full): the stamp of a form opened now. */
static char *
open_form (Office *office)
{
  const char *at, *end;

  visit (&office->place, "GET", 'f', office->token, NULL, NULL);
  g_assert_cmpuint (office->place.response.status, ==, 200);
  at = strstr (office->place.html, "name=\"stamp\" value=\"");
  g_assert_nonnull (at);
  at += strlen ("name=\"stamp\" value=\"");
  end = strchr (at, '"');
  return g_strndup (at, (gsize)(end - at));
}

static void
send_form (Office *office, const char *stamp, const char *fields)
{
  g_autofree char *body = g_strconcat (fields, "&stamp=", stamp, NULL);

  visit (&office->place, "POST", 'f', office->token, NULL, body);
}

static void
fill_in (Office *office, const char *fields)
{
  g_autofree char *stamp = open_form (office);

  office->place.server.now += 20 * G_TIME_SPAN_SECOND;
  send_form (office, stamp, fields);
}

static void
test_known (Office *office, gconstpointer data)
{
  fill_in (office, "name=Anna&phone=" PHONE "&message=Two+desks%2C+please");
  g_assert_cmpuint (office->place.response.status, ==, 303);
  g_assert_cmpstr (office->place.response.location, ==, "?sent=1&l=en");
  g_assert_cmpuint (office->place.response.touched->len, >, 0);
  assert_counts (office, 2, 1, 1);
  assert_value (office, "interaction", "customer", "\"01010000-0000-0000-0000-000000000001\"");
  assert_value (office, "interaction", "kind", "\"web\"");
  assert_value (office, "interaction", "direction", "\"in\"");
  assert_value (office, "interaction", "text", "\"Two desks, please\\n\\nName: Anna\\nPhone: +86 138 0013 8000\\nDid not agree to be contacted further\"");
  assert_value (office, "task", "assignee", "\"01c80000-0000-0000-0000-000000000001\"");
  fill_in (office, "name=Anna&email=ANNA%40harbour.example&message=more");
  assert_counts (office, 2, 2, 2);
  visit (&office->place, "GET", 'f', office->token, "sent=1&l=zh_CN", NULL);
  g_assert_true (has (&office->place, "谢谢！"));
}

static void
test_new (Office *office, gconstpointer data)
{
  fill_in (office, "name=Carla&email=carla%40pier.example&phone=139+0013+8000&message=Hello&consent=1");
  assert_counts (office, 3, 1, 1);
  assert_value (office, "customer", "name", "\"Carla\"");
  assert_value (office, "customer", "type", "\"individual\"");
  assert_value (office, "customer", "source", "\"web\"");
  assert_value (office, "customer", "source_detail", "\"Ask <us>\"");
  assert_value (office, "customer", "consent", "\"given\"");
  assert_value (office, "contact_point", "value", "\"139 0013 8000\"");
  fill_in (office, "name=Dora&company=Dock+Ltd&email=dora%40dock.example&message=Hello");
  assert_counts (office, 4, 2, 2);
  assert_value (office, "customer", "name", "\"Dock Ltd\"");
  assert_value (office, "person", "name", "\"Dora\"");
  g_assert_cmpuint (count_records (&office->place, "role"), ==, 1);
  /* One of its people reaches the company. */
  fill_in (office, "name=Dora&email=dora%40dock.example&message=again");
  assert_counts (office, 4, 3, 3);
}

/* Whoever could be either of two is neither. */
static void
test_ambiguous (Office *office, gconstpointer data)
{
  fill_in (office, "name=Anna&phone=" PHONE "&email=bert%40quay.example&message=Hello");
  assert_counts (office, 3, 1, 1);
}

/* A stranger who knows an address changes nothing of the customer. */
static void
test_stranger (Office *office, gconstpointer data)
{
  fill_in (office, "name=Mallory&company=Evil&email=anna%40harbour.example&message=x&consent=1");
  assert_counts (office, 2, 1, 1);
  g_assert_cmpuint (count_records (&office->place, "person"), ==, 0);
  assert_value (office, "customer", "consent", NULL);
  assert_value (office, "customer", "name", "\"Harbour Office\"");
}

static void
test_twice (Office *office, gconstpointer data)
{
  g_autofree char *stamp = open_form (office);

  office->place.server.now += 20 * G_TIME_SPAN_SECOND;
  for (int i = 0; i < 2; i++)
    {
      send_form (office, stamp, "name=Carla&email=carla%40pier.example&message=Hello");
      g_assert_cmpuint (office->place.response.status, ==, 303);
    }
  assert_counts (office, 3, 1, 1);
  /* Gone back to and changed it is another. */
  send_form (office, stamp, "name=Carla&email=carla%40pier.example&message=Hello+again");
  assert_counts (office, 3, 2, 2);
}

static void
test_spam (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  g_autofree char *stamp = open_form (office);
  g_autofree char *forged = g_strdup (stamp);

  send_form (office, stamp, "name=Bot&email=bot%40spam.example&message=buy");
  g_assert_cmpuint (place->response.status, ==, 422);
  g_assert_true (has (place, "value=\"Bot\"") && has (place, "send it once more"));
  place->server.now += 3 * G_TIME_SPAN_SECOND;
  forged[strlen (forged) - 1] ^= 1;
  send_form (office, forged, "name=Bot&email=bot%40spam.example&message=buy");
  g_assert_cmpuint (place->response.status, ==, 422);
  send_form (office, "", "name=Bot&email=bot%40spam.example&message=buy");
  g_assert_cmpuint (place->response.status, ==, 422);
  /* What nobody sees is filled in: thanks, and nothing else. */
  send_form (office, stamp, "name=Bot&email=bot%40spam.example&message=buy&website=http://spam");
  g_assert_cmpuint (place->response.status, ==, 303);
  place->server.now += G_TIME_SPAN_DAY;
  send_form (office, stamp, "name=Bot&email=bot%40spam.example&message=buy");
  g_assert_cmpuint (place->response.status, ==, 422);
  assert_counts (office, 2, 0, 0);
}

static void
test_form_limits (Office *office, gconstpointer data)
{
  guint n = 0;

  for (; office->place.response.status != 429 && n < 100; n++)
    {
      g_autofree char *stamp = open_form (office);
      g_autofree char *fields = g_strdup_printf ("name=N&email=n%u%%40pier.example&message=x", n);

      office->place.server.now += 3 * G_TIME_SPAN_SECOND;
      send_form (office, stamp, fields);
    }
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (n, <=, 12);
}

static void
test_form_checked (Office *office, gconstpointer data)
{
  static const struct
  {
    const char *fields;
    const char *said;
  } rows[] = {
    { "email=a%40b.example&message=x", "Please tell us your name." },
    { "name=A&email=a%40b.example&message=+%0a+", "Please tell us what it is about." },
    { "name=A&message=x", "Please give a phone number or an email address" },
    { "name=A&message=x&email=nobody", "This is not an email address." },
    { "name=A&message=x&phone=call+me", "This is not a phone number." },
    { "name=%22%3E%3Cscript%3E&message=x", "value=\"&quot;&gt;&lt;script&gt;\"" },
  };
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *too_long = g_strdup_printf ("name=%s&email=a%%40b.example&message=x", long_name);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fill_in (office, rows[i].fields);
      g_assert_cmpuint (office->place.response.status, ==, 422);
      g_assert_nonnull (strstr (office->place.html, rows[i].said));
      g_assert_nonnull (strstr (office->place.html, "autofocus"));
    }
  fill_in (office, too_long);
  g_assert_true (has (&office->place, "This is too long."));
  g_assert_true (has (&office->place, "Ask &lt;us&gt;") && !has (&office->place, "<script"));
  assert_counts (office, 2, 0, 0);
}

static void
test_form_removed (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = crm_server_entrance_list (place->server.storage, &workspace_id, CRM_SERVER_ITEM_FORM, NULL);
  g_autofree char *token = NULL, *key = NULL, *unknown = NULL;
  CrmId owner = id_of (200, 1);

  g_assert_cmpstr (names[0], ==, "Ask <us>");
  g_assert_null (names[1]);
  g_assert_false (crm_server_entrance_add (place->server.storage, &workspace_id, CRM_SERVER_ITEM_FORM, "Ask <us>", &owner, "86", 0, &token, &key, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CONFLICT);
  g_assert_true (crm_server_entrance_remove (place->server.storage, &workspace_id, CRM_SERVER_ITEM_FORM, "Ask <us>", NULL));
  visit (place, "GET", 'f', "zzzzzzzzzzzzzzzzzzzzzzzzzz", NULL, NULL);
  unknown = g_strdup (place->html);
  visit (place, "GET", 'f', office->token, NULL, NULL);
  g_assert_cmpuint (place->response.status, ==, 404);
  g_assert_cmpstr (place->html, ==, unknown);
}

/* ── the hook ─────────────────────────────────────────────────────────────────────────────── */

static void
call (Office *office, gint64 at, const char *key, const char *body)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", at / G_USEC_PER_SEC, body);
  g_autofree char *mac = crm_server_entrance_sign (key, text, strlen (text));
  g_autofree char *signature = g_strdup_printf ("t=%" G_GINT64_FORMAT ",v1=%s", at / G_USEC_PER_SEC, mac);

  office->place.signature = signature;
  office->place.content_type = "application/json";
  visit (&office->place, "POST", 'h', office->token, NULL, body);
  office->place.signature = NULL;
}

static void
tell (Office *office, const char *body, guint status, const char *said)
{
  call (office, office->place.server.now, office->key, body);
  g_test_message ("%s", office->place.html);
  g_assert_cmpuint (office->place.response.status, ==, status);
  g_assert_nonnull (strstr (office->place.html, said));
}

static void
test_call (Office *office, gconstpointer data)
{
  tell (office, "{\"id\":\"c1\",\"kind\":\"call\",\"phone\":\"+8613800138000\",\"at\":\"2026-09-21T10:00:00+08:00\",\"minutes\":7,\"text\":\"Asked for <b>desks</b>\",\"new\":[1,{}]}", 201, "\"result\":\"stored\"");
  assert_counts (office, 2, 1, 0);
  assert_value (office, "interaction", "kind", "\"call\"");
  assert_value (office, "interaction", "minutes", "7");
  assert_value (office, "interaction", "at", "1789956000000000");
  assert_value (office, "interaction", "text", "\"Asked for <b>desks</b>\"");
  /* A repeat is known by its id, whatever else it says, and later too. */
  office->place.server.now += G_TIME_SPAN_DAY;
  tell (office, "{\"id\":\"c1\",\"kind\":\"call\",\"phone\":\"+8613800138000\"}", 200, "\"result\":\"repeated\"");
  tell (office, "{\"id\":\"c2\",\"kind\":\"wecom\",\"direction\":\"out\",\"customer\":\"01010000-0000-0000-0000-000000000002\"}", 201, "\"customer\":\"01010000-0000-0000-0000-000000000002\"");
  assert_counts (office, 2, 2, 0);
}

/* No call is lost, and nobody becomes a customer by calling. */
static void
test_nobody (Office *office, gconstpointer data)
{
  tell (office, "{\"id\":\"u1\",\"kind\":\"call\",\"phone\":\"+8613900000000\",\"text\":\"No name\"}", 202, "\"result\":\"unknown\"");
  tell (office, "{\"id\":\"u1\",\"kind\":\"call\",\"phone\":\"+8613900000000\",\"text\":\"No name\"}", 200, "repeated");
  assert_counts (office, 2, 0, 1);
  assert_value (office, "task", "title", "\"Call from nobody we know: +8613900000000\"");
  assert_value (office, "task", "note", "\"+8613900000000\\nNo name\"");
  assert_value (office, "task", "assignee", "\"01c80000-0000-0000-0000-000000000001\"");
  tell (office, "{\"id\":\"u2\",\"kind\":\"call\",\"phone\":\"+8613900000000\",\"name\":\"Eve\",\"create\":true}", 201, "stored");
  assert_counts (office, 3, 1, 1);
}

static void
test_unsigned (Office *office, gconstpointer data)
{
  static const char body[] = "{\"id\":\"x\",\"kind\":\"call\",\"phone\":\"+8613800138000\"}";
  static const char *const wrong[] = { NULL, "", "t=", "t=1,v1=", "v1=00,t=99999999999999999999", "t=-1,v1=zz", ",,,,,,," };
  Place *place = &office->place;
  gint64 now = place->server.now;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      place->signature = wrong[i];
      visit (place, "POST", 'h', office->token, NULL, body);
      g_assert_cmpuint (place->response.status, ==, 401);
    }
  call (office, now, "another key", body);
  g_assert_cmpuint (place->response.status, ==, 401);
  call (office, now - 6 * G_TIME_SPAN_MINUTE, office->key, body);
  g_assert_cmpuint (place->response.status, ==, 401);
  call (office, now + 6 * G_TIME_SPAN_MINUTE, office->key, body);
  g_assert_cmpuint (place->response.status, ==, 401);
  visit (place, "GET", 'h', office->token, NULL, NULL);
  g_assert_cmpuint (place->response.status, ==, 405);
  assert_counts (office, 2, 0, 0);
  call (office, now - 4 * G_TIME_SPAN_MINUTE, office->key, body);
  g_assert_cmpuint (place->response.status, ==, 201);
  for (int i = 0; i < 30; i++)
    visit (place, "POST", 'h', office->token, NULL, body);
  g_assert_cmpuint (place->response.status, ==, 429);
}

static void
test_hook_refused (Office *office, gconstpointer data)
{
  static const char *const wrong[] = {
    "", "[]", "nothing", "{\"id\":", "{\"id\":\"a\"}", "{\"id\":7,\"kind\":\"call\",\"phone\":\"1\"}", "{\"id\":\"a\",\"kind\":\"spaceship\",\"phone\":\"1\"}",
    "{\"id\":\"a\",\"kind\":\"call\"}", "{\"id\":\"a\",\"kind\":\"call\",\"phone\":\"1\",\"direction\":\"up\"}", "{\"id\":\"a\",\"kind\":\"call\",\"phone\":\"1\",\"at\":\"yesterday\"}",
    "{\"id\":\"a\",\"kind\":\"call\",\"phone\":\"1\",\"at\":\"2099-01-01T00:00:00Z\"}", "{\"id\":\"a\",\"kind\":\"call\",\"phone\":\"1\",\"minutes\":-1}",
    "{\"id\":\"a\",\"kind\":\"call\",\"customer\":\"'; DROP TABLE record; --\"}", "{\"id\":\"a\",\"kind\":\"call\",\"customer\":\"01010000-0000-0000-0000-00000000ffff\"}",
    "{\"id\":\"a\",\"kind\":\"call\",\"phone\":\"1\",\"create\":1}"
  };
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *text = g_strnfill (20001, 'x');
  g_autofree char *too_long = g_strdup_printf ("{\"id\":\"a\",\"kind\":\"call\",\"phone\":\"1\",\"text\":\"%s\"}", text);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      call (office, office->place.server.now, office->key, wrong[i]);
      g_assert_cmpuint (office->place.response.status, >=, 400);
      g_assert_cmpuint (office->place.response.status, <, 423);
    }
  tell (office, deep, 400, "unreadable");
  tell (office, too_long, 422, "text");
  assert_counts (office, 2, 0, 0);
}

/* Who has the database alone cannot sign. */
static void
test_key (Office *office, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM item WHERE value || key LIKE '%%%s%%' OR value || key LIKE '%%%s%%'", office->key, office->token);

  g_assert_cmpint (count_in_database (office->place.server.storage, sql), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define FORM(path, function) g_test_add ("/server-form/" path, Office, CRM_SERVER_ITEM_FORM, set_up, function, tear_down)
#define HOOK(path, function) g_test_add ("/server-hook/" path, Office, CRM_SERVER_ITEM_HOOK, set_up, function, tear_down)
  FORM ("a-known-customer-is-found-by-phone-or-email", test_known);
  FORM ("a-new-one-is-made", test_new);
  FORM ("who-could-be-two-is-new", test_ambiguous);
  FORM ("a-stranger-changes-no-customer", test_stranger);
  FORM ("sent-twice-is-one", test_twice);
  FORM ("spam-is-not-written-down", test_spam);
  FORM ("one-address-sends-a-few", test_form_limits);
  FORM ("what-is-missing-is-told-and-nothing-lost", test_form_checked);
  FORM ("a-removed-form-was-never-there", test_form_removed);
  HOOK ("a-call-is-written-down-once", test_call);
  HOOK ("nobody-is-a-task", test_nobody);
  HOOK ("only-signed-ones-count", test_unsigned);
  HOOK ("what-is-wrong-is-refused", test_hook_refused);
  HOOK ("the-key-is-in-no-database", test_key);
  return g_test_run ();
}
