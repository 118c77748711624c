/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey on the server, answered by visitors: pages, drafts, ends, and what of it stands in the workspace. */

#include "core/surveys/crm-survey-invite.h"
#include "pages-fixture.h"

#define SMALL "{\"clientele-survey\":1,\"languages\":[\"en\",\"zh_CN\"],\"title\":{\"en\":\"Short <b>&\",\"zh_CN\":\"短\"},\"pages\":[{\"questions\":[" \
              "{\"code\":\"a\",\"type\":\"csat\",\"required\":true,\"text\":{\"en\":\"How was it?\",\"zh_CN\":\"如何？\"}},"                            \
              "{\"code\":\"b\",\"type\":\"short_text\",\"text\":{\"en\":\"Why?\",\"zh_CN\":\"为何？\"}}]}]}"

#define HIDING "{\"clientele-survey\":1,\"languages\":[\"en\"],\"title\":{\"en\":\"T\"},\"pages\":[{\"questions\":[{\"code\":\"a\",\"type\":\"csat\",\"required\":true,\"text\":{\"en\":\"A?\"}}," \
               "{\"code\":\"b\",\"type\":\"short_text\",\"show_if\":\"a<=2\",\"text\":{\"en\":\"B?\"}}]}]}"

static const CrmId first_customer = { { 1, 1, [15] = 1 } };
static const CrmId first_invitation = { { 1, 60, [15] = 1 } };

typedef struct
{
  Place place;
  CrmId survey;
} Office;

static void
set_up_with (Office *office, const char *json, gboolean anonymous)
{
  open_place (&office->place, CRM_SERVER_SHARING_TEAM);
  office->survey = add_survey (&office->place, json, anonymous);
  add_customer (&office->place, 1, 1);
  add_invitation (&office->place, 1, &office->survey, &first_customer, TOKEN);
}

static void
set_up (Office *office, gconstpointer json)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "surveys", "every-type.json", NULL);
  g_autofree char *text = NULL;

  if (json == NULL)
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  set_up_with (office, json != NULL ? json : text, FALSE);
}

static void
set_up_anonymous (Office *office, gconstpointer json)
{
  set_up_with (office, json, TRUE);
}

static void
tear_down (Office *office, gconstpointer json)
{
  close_place (&office->place);
}

/* Posts a step, and looks where that leads. */
static void
post (Office *office, const char *token, const char *query, const char *body)
{
  visit (&office->place, "POST", 's', token, query, body);
  g_free (follow (&office->place, token, NULL));
}

static void
assert_field (Office *office, const char *kind, guint i, const char *field, const char *value)
{
  g_autoptr (GArray) records = list_records (&office->place, kind);

  g_assert_cmpuint (i, <, records->len);
  g_assert_cmpstr (value_of (records, i, field), ==, value);
}

static void
assert_closed (Office *office, const char *token)
{
  g_autofree char *unknown = NULL;

  get (&office->place, "zzzzzzzzzzzzzzzzzzzzzzzzzz", NULL);
  unknown = g_strdup (office->place.html);
  get (&office->place, token, NULL);
  g_assert_cmpuint (office->place.response.status, ==, 404);
  g_assert_cmpstr (office->place.html, ==, unknown);
  /* So many wrong ones would be too many. */
  crm_server_limit_free (office->place.limit);
  office->place.limit = crm_server_limit_new ();
}

/* ── from the first page to the last ──────────────────────────────────────────────────────── */

static void
test_whole (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  get (place, TOKEN, NULL);
  g_assert_cmpuint (place->response.status, ==, 200);
  g_assert_true (has (place, "How likely are you to recommend us") && has (place, "It takes two minutes.") && has (place, "Page 1 of 3"));
  g_assert_true (!has (place, "What should we do better?") && !has (place, "<script") && !has (place, ">Back</button>"));
  post (office, TOKEN, "p=1", "p=1&q0=6&go=next");
  g_assert_true (has (place, "What should we do better?") && has (place, "Page 2 of 4") && has (place, ">Back</button>"));
  post (office, TOKEN, "p=2", "p=2&q1=Two+days+late%2C+%3Cb%3E%E9%80%81%E8%B4%A7&q2=1&q2.t=a+sign&q3=0&q3=1&q4=Stra%C3%9Fe&go=next");
  g_assert_true (has (place, "How many desks") && has (place, "Page 3 of 4"));
  post (office, TOKEN, "p=3", "p=3&q5=12%2C5&q6=2026-05-17&go=next");
  g_assert_true (has (place, "How do you find") && has (place, ">Finish</button>"));
  post (office, TOKEN, "p=4", "p=4&q7.r0=0&q7.r1=2&q8=7&q9=4&q10=2&q11.o0=2&q11.o1=1&q11.o2=3&q12.functional=0&q12.dysfunctional=4&q13.expectation=7&q13.perception=3&q14=2&go=next");
  g_assert_cmpuint (place->response.status, ==, 200);
  g_assert_true (has (place, "Thank you, and until next time."));
  g_assert_cmpuint (count_records (place, "response"), ==, 1);
  g_assert_cmpuint (count_records (place, "answer"), ==, 22);
  assert_field (office, "response", 0, "channel", "\"web\"");
  assert_field (office, "response", 0, "language", "\"en\"");
  assert_field (office, "response", 0, "complete", "1");
  assert_field (office, "response", 0, "customer", "\"01010000-0000-0000-0000-000000000001\"");
  assert_field (office, "invitation", 0, "state", "\"answered\"");
}

/* What hangs on the customer is their team's, not everyone's. */
static void
test_scope (Office *office, gconstpointer data)
{
  g_autoptr (GArray) responses = NULL;
  g_autoptr (GArray) answers = NULL;

  post (office, TOKEN, "p=1", "p=1&q0=4&q1=fine&go=next");
  responses = list_records (&office->place, "response");
  answers = list_records (&office->place, "answer");
  g_assert_cmpuint (responses->len, ==, 1);
  g_assert_cmpuint (answers->len, ==, 2);
  g_assert_cmpstr (g_array_index (responses, CrmServerRecord, 0).scope, ==, "team:north");
  g_assert_cmpstr (g_array_index (answers, CrmServerRecord, 0).scope, ==, "team:north");
}

static void
test_private (void)
{
  Office office;

  open_place (&office.place, CRM_SERVER_SHARING_OWNER);
  office.survey = add_survey (&office.place, SMALL, FALSE);
  add_customer (&office.place, 1, 1);
  add_invitation (&office.place, 1, &office.survey, &first_customer, TOKEN);
  post (&office, TOKEN, "p=1", "p=1&q0=4&go=next");
  g_assert_cmpuint (office.place.response.status, ==, 200);
  assert_field (&office, "invitation", 0, "state", "\"answered\"");
  g_assert_cmpuint (count_records (&office.place, "response"), ==, 1);
  close_place (&office.place);
}

static void
test_required (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  post (office, TOKEN, "p=1", "p=1&q1=words&go=next");
  g_assert_cmpuint (place->response.status, ==, 422);
  g_assert_true (has (place, "Please answer this question.") && has (place, "aria-invalid=\"true\" autofocus") && has (place, "href=\"#q0\""));
  g_assert_true (has (place, "value=\"words\""));
  g_assert_cmpuint (count_records (place, "response"), ==, 0);
  place->languages = "zh-CN,zh;q=0.9,en;q=0.5";
  /* The draft is begun, in its language. */
  get (place, TOKEN, NULL);
  g_assert_true (has (place, "value=\"words\"") && has (place, "<html lang=\"en\">"));
}

/* Later steps that were reached by their address do not spare the earlier ones. */
static void
test_skipped (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  post (office, TOKEN, "p=1", "p=1&q0=9&go=next");
  post (office, TOKEN, "p=4", "p=4&q14=5&go=next");
  g_assert_true (has (place, "Thank you"));
  g_assert_cmpuint (count_records (place, "answer"), ==, 2);
}

static void
test_sent_back (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  post (office, TOKEN, "p=1", "p=1&q0=3&go=next");
  visit (place, "POST", 's', TOKEN, "p=4", "p=4&q14=5&go=next");
  g_assert_cmpstr (place->response.location, ==, "?p=2&check=1");
  g_free (follow (place, TOKEN, NULL));
  g_assert_cmpuint (place->response.status, ==, 422);
  g_assert_true (has (place, "What should we do better?") && has (place, "Please answer this question."));
  g_assert_cmpuint (count_records (place, "response"), ==, 0);
}

static void
test_hidden (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  post (office, TOKEN, "p=1", "p=1&q0=3&go=next");
  post (office, TOKEN, "p=2", "p=2&q1=late&go=back");
  g_assert_true (has (place, "How likely") && has (place, "value=\"3\" aria-describedby=\"h0\"") == FALSE && has (place, "value=\"3\" checked"));
  post (office, TOKEN, "p=1", "p=1&q0=9&go=next");
  g_assert_false (has (place, "What should we do better?"));
  post (office, TOKEN, "p=2", "p=2&q1=posted+all+the+same&go=next");
  post (office, TOKEN, "p=3", "p=3&q5=7&go=next");
  post (office, TOKEN, "p=4", "p=4&q14=5&go=next");
  g_assert_true (has (place, "Thank you"));
  /* Of the two that are shown; what is hidden was given before or is not asked. */
  g_assert_cmpuint (count_records (place, "answer"), ==, 2);
}

/* An address from before an answer was changed, or typed. */
static void
test_hidden_step (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  get (place, TOKEN, "p=4");
  g_assert_cmpuint (place->response.status, ==, 200);
  g_assert_true (has (place, "Page 3 of 3"));
  /* What is posted from a step that another tab has hidden takes nothing away. */
  post (office, TOKEN, "p=1", "p=1&q0=9&go=next");
  post (office, TOKEN, "p=2", "p=2&q4=Anna&go=next");
  post (office, TOKEN, "p=3", "p=3&q6=2026-05-17&go=back");
  post (office, TOKEN, "p=9", "p=9&go=next");
  get (place, TOKEN, "p=2");
  g_assert_true (has (place, "value=\"Anna\""));
  get (place, TOKEN, "p=77");
  g_assert_true (has (place, "Page 1 of 4"));
}

static void
test_no_fit (Office *office, gconstpointer data)
{
  static const char *const wrong[] = { "many", "501", "-1", "1e9", "1.2345678", "%3Cscript%3E", "9999999999999999999999" };
  Place *place = &office->place;

  post (office, TOKEN, "p=1", "p=1&q0=9&go=next");
  post (office, TOKEN, "p=2", "p=2&q3=0&go=next");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *body = g_strdup_printf ("p=3&q5=%s&go=next", wrong[i]);

      post (office, TOKEN, "p=3", body);
      g_assert_cmpuint (place->response.status, ==, 422);
      g_assert_true (has (place, "Please check this answer.") && !has (place, "<script"));
    }
  post (office, TOKEN, "p=2", "p=2&q3=0&q3=2&go=next");
  g_assert_true (has (place, "“None of these” cannot be chosen together with others."));
  post (office, TOKEN, "p=4", "p=4&q11.o0=1&q11.o1=1&q14=5&go=next");
  g_assert_true (has (place, "Each place can be given once."));
  post (office, TOKEN, "p=1", "p=1&q0=11&go=next");
  g_assert_cmpuint (place->response.status, ==, 422);
}

/* ── links ────────────────────────────────────────────────────────────────────────────────── */

static void
test_twice (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  get (place, TOKEN, NULL);
  post (office, TOKEN, NULL, "p=1&q0=4&q1=once&go=next");
  g_assert_true (has (place, "Thank you for your answers!"));
  post (office, TOKEN, NULL, "p=1&q0=4&q1=once&go=next");
  g_assert_true (has (place, "Thank you for your answers!"));
  g_assert_cmpuint (count_records (place, "response"), ==, 1);
  g_assert_cmpuint (count_records (place, "answer"), ==, 2);
  /* Who comes with it later, or with another, is told the same. */
  assert_closed (office, TOKEN);
}

static void
test_closed (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);

  set_text (place, &crm_kind_invitation, &first_invitation, CRM_INVITATION_STATE, "declined");
  assert_closed (office, TOKEN);
  set_text (place, &crm_kind_invitation, &first_invitation, CRM_INVITATION_STATE, "sent");
  get (place, TOKEN, NULL);
  g_assert_cmpuint (place->response.status, ==, 200);
  set_text (place, &crm_kind_survey, &office->survey, CRM_SURVEY_STATUS, "closed");
  assert_closed (office, TOKEN);
  assert_closed (office, OPEN_TOKEN);
  set_text (place, &crm_kind_survey, &office->survey, CRM_SURVEY_STATUS, "open");
  /* A new token takes the place of the old one. */
  set_text (place, &crm_kind_survey, &office->survey, CRM_SURVEY_OPEN_TOKEN, "cdefghijklmnopqrstuvwxyz45");
  assert_closed (office, OPEN_TOKEN);
  get (place, "CDEFGHIJ-klmnopqrstuvwxyz45", NULL);
  g_assert_cmpuint (place->response.status, ==, 303);
  crm_change_set_integer (crm_edit_update (edit, &crm_kind_invitation, &first_invitation), CRM_INVITATION_EXPIRES_ON, 20200101);
  write_edit (place, edit);
  assert_closed (office, TOKEN);
  get (place, "", NULL);
  g_assert_cmpuint (place->response.status, ==, 404);
  get (place, "'; DROP TABLE item; --", NULL);
  g_assert_cmpuint (place->response.status, ==, 404);
}

static void
test_open (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *query = NULL;
      g_autofree char *body = NULL;

      get (place, OPEN_TOKEN, NULL);
      query = follow (place, OPEN_TOKEN, NULL);
      g_assert_cmpuint (place->response.status, ==, 200);
      body = g_strdup_printf ("%s&q0=%d&go=next", query, i + 1);
      post (office, OPEN_TOKEN, NULL, body);
      g_assert_true (has (place, "Thank you"));
      post (office, OPEN_TOKEN, NULL, body);
      g_assert_true (has (place, "Thank you"));
    }
  g_assert_cmpuint (count_records (place, "response"), ==, 2);
  g_assert_cmpuint (count_records (place, "answer"), ==, 2);
  assert_field (office, "response", 0, "customer", NULL);
  /* Without what tells it apart it is begun anew. */
  visit (place, "POST", 's', OPEN_TOKEN, NULL, "p=1&q0=1&go=next&d=../../../../etc/passwd");
  g_assert_cmpstr (place->response.location, ==, "?p=1");
  g_assert_cmpuint (count_records (place, "response"), ==, 2);
}

static void
test_tenants (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  CrmId other = id_of (100, 2), epoch = id_of (101, 2), owner = id_of (200, 9);
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *invitation = crm_edit_create (edit, &crm_kind_invitation, NULL);
  g_autoptr (GError) error = NULL;

  /* Another office that has come to know the token and the survey's id gets nothing of it. */
  g_assert_true (crm_server_storage_add_workspace (place->server.storage, &other, "Other", &epoch, CRM_SERVER_SHARING_EVERYONE, NULL));
  crm_change_set_id (invitation, CRM_INVITATION_SURVEY, &office->survey);
  set_token_hash (invitation, TOKEN);
  crm_server_clerk_write (place->server.storage, &other, &owner, edit, place->server.now, 77, &error);
  g_assert_no_error (error);
  post (office, TOKEN, NULL, "p=1&q0=4&go=next");
  g_assert_true (has (place, "Thank you"));
  g_assert_cmpuint (count_records (place, "response"), ==, 1);
}

/* ── anonymous ────────────────────────────────────────────────────────────────────────────── */

static void
answer_anonymously (Office *office, guint8 number)
{
  Place *place = &office->place;
  g_autofree char *token = crm_survey_make_token ();
  g_autofree char *query = NULL;
  g_autofree char *body = NULL;

  add_invitation (place, number, &office->survey, &first_customer, token);
  get (place, token, NULL);
  query = follow (place, token, NULL);
  g_assert_true (has (place, "Nobody is told who answered."));
  body = g_strdup_printf ("%s&q0=%u&q1=words+%u&go=next", query, number % 5 + 1, number);
  place->server.now += 17 * G_TIME_SPAN_MINUTE;
  visit (place, "POST", 's', token, NULL, body);
  post (office, token, NULL, body);
  g_assert_true (has (place, "Thank you"));
  assert_closed (office, token);
}

static void
test_anonymous (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  g_autoptr (GArray) responses = NULL;
  g_autoptr (GArray) invitations = NULL;
  g_autoptr (GArray) answers = NULL;

  for (guint8 i = 2; i < 6; i++)
    answer_anonymously (office, i);
  g_assert_cmpuint (count_records (place, "response"), ==, 0);
  answer_anonymously (office, 6);
  responses = list_records (place, "response");
  invitations = list_records (place, "invitation");
  answers = list_records (place, "answer");
  g_assert_cmpuint (responses->len, ==, 5);
  g_assert_cmpuint (answers->len, ==, 10);
  for (guint i = 0; i < responses->len; i++)
    {
      static const char *const traces[] = { "customer", "person", "deal", "invitation", "interviewer", "started_at" };

      for (guint j = 0; j < G_N_ELEMENTS (traces); j++)
        g_assert_null (value_of (responses, i, traces[j]));
      g_assert_cmpstr (value_of (responses, i, "answered_at"), ==, value_of (responses, 0, "answered_at"));
      g_assert_cmpint (crm_hlc_get_time (&g_array_index (responses, CrmServerRecord, i).state->creation), ==, place->server.now / 1000);
    }
  for (guint i = 0; i < invitations->len; i++)
    g_assert_cmpstr (value_of (invitations, i, "state"), ==, "\"sent\"");
  /* The next one waits again. */
  answer_anonymously (office, 7);
  g_assert_cmpuint (count_records (place, "response"), ==, 5);
}

/* What somebody took back by another answer is nobody's to read. */
static void
test_anonymous_hidden (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *query = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autofree char *draft = NULL;

      get (place, OPEN_TOKEN, NULL);
      query = follow (place, OPEN_TOKEN, NULL);
      draft = g_strndup (query, strcspn (query, "&"));
      first = g_strdup_printf ("%s&p=1&q0=1&go=next", draft);
      second = g_strdup_printf ("%s&p=2&q1=secret&go=back", draft);
      post (office, OPEN_TOKEN, NULL, first);
      g_assert_true (has (place, "B?"));
      post (office, OPEN_TOKEN, NULL, second);
      g_free (g_steal_pointer (&first));
      first = g_strdup_printf ("%s&p=1&q0=5&go=next", draft);
      post (office, OPEN_TOKEN, NULL, first);
      g_assert_true (has (place, "Thank you"));
    }
  g_assert_cmpuint (count_records (place, "response"), ==, 5);
  g_assert_cmpuint (count_records (place, "answer"), ==, 5);
}

/* Nothing of what waits says when, or in which order. */
static void
test_traceless (Office *office, gconstpointer data)
{
  CrmServerStorage *storage = office->place.server.storage;

  for (guint8 i = 2; i < 5; i++)
    answer_anonymously (office, i);
  g_assert_cmpint (count_in_database (storage, "SELECT count(*) FROM item WHERE sort = 'held' AND at = 0"), ==, 3);
  g_assert_cmpint (count_in_database (storage, "SELECT count(*) FROM item WHERE sort = 'spent' AND at = 0 AND value = ''"), ==, 3);
  g_assert_cmpint (count_in_database (storage, "SELECT count(*) FROM item WHERE sort = 'draft'"), ==, 0);
}

/* ── languages, headers, limits ───────────────────────────────────────────────────────────── */

static void
test_language (Office *office, gconstpointer data)
{
  static const struct
  {
    const char *wanted;
    const char *language;
  } rows[] = {
    { NULL, "en" },
    { "fr", "en" },
    { "zh", "zh-CN" },
    { "zh-Hans-CN, en;q=0.8", "zh-CN" },
    { "en-GB,zh;q=0.9", "en" },
    { "de,zh-TW;q=0.7,en;q=0.3", "zh-CN" },
    { "zh;q=0,en", "en" },
    { "\"><script>", "en" },
  };
  Place *place = &office->place;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *expected = g_strdup_printf ("<html lang=\"%s\">", rows[i].language);

      place->languages = rows[i].wanted;
      get (place, TOKEN, NULL);
      g_assert_true (has (place, expected));
    }
  place->languages = "zh-TW";
  get (place, "zzzzzzzzzzzzzzzzzzzzzzzzzz", NULL);
  g_assert_true (has (place, "<html lang=\"zh-TW\">") && has (place, "此處沒有可填寫的問卷"));
}

static void
test_switched (Office *office, gconstpointer data)
{
  Place *place = &office->place;

  post (office, TOKEN, NULL, "p=1&q0=4&q1=%E6%97%A9&go=language");
  g_assert_true (has (place, "<html lang=\"zh-CN\">") && has (place, "如何？") && has (place, "value=\"早\"") && has (place, "value=\"4\" aria-") == FALSE && has (place, ">English</button>"));
  post (office, TOKEN, NULL, "p=1&q1=x&go=next");
  g_assert_true (has (place, "请回答此题。"));
  post (office, TOKEN, NULL, "p=1&q0=4&go=next");
  g_assert_true (has (place, "感谢您的回答！"));
  assert_field (office, "response", 0, "language", "\"zh_CN\"");
}

static const char *
get_header (const char *name)
{
  const char *const *headers = crm_server_page_get_headers ();

  for (guint i = 0; headers[i] != NULL; i += 2)
    if (g_str_equal (headers[i], name))
      return headers[i + 1];
  return NULL;
}

/* The policy allows the page's own style, and nothing else. */
static void
test_headers (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  const char *policy = get_header ("Content-Security-Policy"), *style, *end;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  get (place, TOKEN, NULL);
  style = strstr (place->html, "<style>") + strlen ("<style>");
  end = strstr (style, "</style>");
  g_checksum_update (checksum, (const guchar *)style, end - style);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  g_assert_nonnull (strstr (policy, hash));
  g_assert_nonnull (strstr (policy, "default-src 'none'"));
  g_assert_null (strstr (policy, "unsafe"));
  g_assert_null (strstr (policy, "script-src"));
  g_assert_cmpstr (get_header ("Cache-Control"), ==, "no-store");
  g_assert_cmpstr (get_header ("Referrer-Policy"), ==, "no-referrer");
  g_assert_cmpstr (get_header ("X-Content-Type-Options"), ==, "nosniff");
  g_assert_true (has (place, "Short &lt;b&gt;&amp;") && !has (place, "http"));
}

static void
test_hostile (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  g_autoptr (GString) many = g_string_new ("p=1&q0=4");
  g_autofree char *long_text = g_strnfill (20001, 'x');
  g_autofree char *too_long = g_strdup_printf ("p=1&q0=4&q1=%s&go=next", long_text);

  post (office, TOKEN, NULL, too_long);
  g_assert_cmpuint (place->response.status, ==, 422);
  for (guint i = 0; i < 5000; i++)
    g_string_append (many, "&q1=%ff%fe&%00=%00&q99999=1&=&&&q0.%22=1");
  post (office, TOKEN, NULL, many->str);
  post (office, TOKEN, "p=-1&p=%%%&d=%", "%");
  post (office, TOKEN, "p=999999999999999999999", "p=4294967296&go=next");
  place->content_type = "multipart/form-data";
  post (office, TOKEN, NULL, "p=1&q0=4&go=next");
  g_assert_cmpuint (count_records (place, "response"), ==, 0);
  visit (place, "DELETE", 's', TOKEN, NULL, NULL);
  g_assert_cmpuint (place->response.status, ==, 404);
  place->content_type = "application/x-www-form-urlencoded; charset=utf-8";
  post (office, TOKEN, NULL, "p=1&q0=4&q1=%27%3B+DROP+TABLE+record%3B+--+%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E&go=back");
  g_assert_true (has (place, "&#39;; DROP TABLE record; -- &quot;&gt;&lt;script&gt;") && !has (place, "<script"));
  post (office, TOKEN, NULL, "p=1&q0=4&q1=%27%3B+DROP+TABLE+record%3B+--&go=next");
  g_assert_true (has (place, "Thank you"));
  assert_field (office, "answer", 1, "text", "\"'; DROP TABLE record; --\"");
}

/* What a browser posts with any bytes of it changed, added and left out. */
static void
test_random (Office *office, gconstpointer data)
{
  static const char whole[] = "p=4&q0=9&q7.r0=0&q7.r1=2&q8=7&q9=4&q10=2&q11.o0=2&q11.o1=1&q12.functional=0&q13.expectation=7&q14=2&q4=%3Cscript%3E&go=back&d=abc";
  GRand *random = g_rand_new_with_seed (5);

  g_test_message ("CLIENTELE_SEED=5");
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr (GString) body = g_string_new (whole);

      for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
        {
          gssize at = g_rand_int_range (random, 0, (gint32)body->len - 1);

          if (g_rand_boolean (random))
            body->str[at] = (char)g_rand_int_range (random, 1, 256);
          else if (g_rand_boolean (random))
            g_string_erase (body, at, 1);
          else
            g_string_insert_c (body, at, "&=%.0q\n"[g_rand_int_range (random, 0, 7)]);
        }
      office->place.server.now += 10 * G_TIME_SPAN_SECOND;
      visit (&office->place, "POST", 's', TOKEN, i % 3 == 0 ? body->str : "p=4", body->str);
      g_assert_true (office->place.response.status == 303 || office->place.response.status == 422 || office->place.response.status == 404);
      g_assert_false (has (&office->place, "<script"));
    }
  g_rand_free (random);
}

static void
test_limits (Office *office, gconstpointer data)
{
  Place *place = &office->place;
  guint n = 0;

  for (; place->response.status != 429 && n < 1000; n++)
    get (place, "zzzzzzzzzzzzzzzzzzzzzzzzzz", NULL);
  g_assert_cmpuint (n, <, 50);
  /* Now the right one is told nothing either, */
  get (place, TOKEN, NULL);
  g_assert_cmpuint (place->response.status, ==, 429);
  g_assert_cmpuint (place->response.retry_after, >, 0);
  /* but to others; and later. */
  place->address = "192.0.2.2";
  get (place, TOKEN, NULL);
  g_assert_cmpuint (place->response.status, ==, 200);
  place->address = "192.0.2.1";
  place->server.now += 10 * G_TIME_SPAN_MINUTE;
  get (place, TOKEN, NULL);
  g_assert_cmpuint (place->response.status, ==, 200);
}

/* Somebody who has the database has no token. */
static void
test_tokens_hashed (Office *office, gconstpointer data)
{
  CrmServerStorage *storage = office->place.server.storage;

  post (office, TOKEN, NULL, "p=1&q0=4&go=back");
  g_assert_cmpint (count_in_database (storage, "SELECT count(*) FROM item WHERE key || value LIKE '%" TOKEN "%' OR key || value LIKE '%" OPEN_TOKEN "%\'"), ==, 0);
  g_assert_cmpint (count_in_database (storage, "SELECT count(*) FROM item WHERE sort IN ('link', 'draft')"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, json, up, function) g_test_add (path, Office, json, up, function, tear_down)
  ADD ("/server-survey/every-type-is-answered-page-by-page", NULL, set_up, test_whole);
  ADD ("/server-survey/answers-are-their-customers-team's", SMALL, set_up, test_scope);
  g_test_add_func ("/server-survey/a-private-customer's-answers-are-the-owner's", test_private);
  ADD ("/server-survey/required-is-asked-for-and-nothing-is-lost", SMALL, set_up, test_required);
  ADD ("/server-survey/steps-without-anything-required-may-be-skipped", NULL, set_up, test_skipped);
  ADD ("/server-survey/the-end-leads-back-to-what-is-missing", NULL, set_up, test_sent_back);
  ADD ("/server-survey/hidden-answers-are-dropped", NULL, set_up, test_hidden);
  ADD ("/server-survey/a-step-that-is-not-shown-is-another", NULL, set_up, test_hidden_step);
  ADD ("/server-survey/what-does-not-fit-is-told", NULL, set_up, test_no_fit);
  ADD ("/server-survey/sent-twice-is-one-response", SMALL, set_up, test_twice);
  ADD ("/server-survey/closed-used-and-unknown-links-look-the-same", SMALL, set_up, test_closed);
  ADD ("/server-survey/open-link-is-for-many", SMALL, set_up, test_open);
  ADD ("/server-survey/another-office-gets-nothing", SMALL, set_up, test_tenants);
  ADD ("/server-survey/anonymous-answers-come-in-fives-without-traces", SMALL, set_up_anonymous, test_anonymous);
  ADD ("/server-survey/anonymous-answers-taken-back-are-not-kept", HIDING, set_up_anonymous, test_anonymous_hidden);
  ADD ("/server-survey/what-waits-says-nothing-of-when", SMALL, set_up_anonymous, test_traceless);
  ADD ("/server-survey/language-is-the-visitor's", SMALL, set_up, test_language);
  ADD ("/server-survey/language-is-switched-with-what-was-answered", SMALL, set_up, test_switched);
  ADD ("/server-survey/nothing-but-its-own-style-may-run", SMALL, set_up, test_headers);
  ADD ("/server-survey/hostile-input-is-text-or-nothing", SMALL, set_up, test_hostile);
  ADD ("/server-survey/any-bytes-are-answered", NULL, set_up, test_random);
  ADD ("/server-survey/guessing-tokens-comes-to-an-end", SMALL, set_up, test_limits);
  ADD ("/server-survey/tokens-are-hashed", SMALL, set_up, test_tokens_hashed);
  return g_test_run ();
}
