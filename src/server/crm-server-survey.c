/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey at /s/: who may answer, the draft between its pages, and the response at the end. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-token.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-invitation.h"
#include "core/surveys/crm-survey-invite.h"
#include "server/crm-server-clerk.h"
#include "server/crm-server-held.h"
#include "server/crm-server-index.h"
#include "server/crm-server-pages-private.h"
#include "server/crm-server-password.h"
#include "server/crm-server-survey-form.h"
#include "server/crm-server-survey-page.h"

#include <string.h>

#define DRAFT "draft"

/* What was begun and left is kept so long; of a visit a 256th of all is looked through. */
#define DRAFT_KEPT_US (14 * G_TIME_SPAN_DAY)
#define DRAFT_MAX     (96 * 1024)
#define SWEPT_MAX     50

/* An office that keeps an open link on a kiosk answers for many people from one address. */
#define BEGUN_MOST  120
#define SENT_MOST   60
#define SENT_WITHIN 600

/* It is still today somewhere. */
#define DAY_SLACK_US (12 * G_TIME_SPAN_HOUR)

/* What a link leads to, and how far it is answered. */
typedef struct
{
  CrmServerPageVisit *visit;
  GHashTable *posted;
  CrmRecord *invitation; /* (nullable): at an open link */
  char *scope;           /* (nullable): of the invitation */
  CrmSurveyForm *form;
  gboolean anonymous;
  gboolean may_answer;
  gboolean answered;
  char *draft; /* (nullable): tells fillings-in at the same link apart; %NULL where an invitation has but one */
  char *key;   /* of the draft */
  gboolean begun;
  gint64 started_at;
  CrmSurveySheet *sheet;
  GArray *steps;
} Answering;

static void
answering_clear (Answering *self)
{
  g_clear_pointer (&self->posted, g_hash_table_unref);
  g_clear_pointer (&self->invitation, crm_record_unref);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->sheet, crm_survey_sheet_free);
  g_clear_pointer (&self->steps, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answering, answering_clear)

static CrmServerStorage *
get_storage (const Answering *self)
{
  return self->visit->storage;
}

static const char *
get_field (const Answering *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->posted, name);

  return value != NULL ? value : crm_server_page_get_query (self->visit->request, name);
}

/* ── where the link leads ─────────────────────────────────────────────────────────────────── */

/* Entries of the index outlive the token they were made for. */
static gboolean
is_open_token (const Answering *self, const char *token)
{
  g_autofree char *hash = token != NULL ? crm_token_hash (token) : NULL;

  return g_strcmp0 (hash, self->visit->hash) == 0;
}

static gboolean
find_invitation (Answering *self, const CrmId *id, GError **error)
{
  g_auto (CrmServerRecord) stored = { 0 };
  int found = crm_server_storage_read_record (get_storage (self), crm_kind_invitation.name, id, &stored, error);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  CrmDate today = crm_date_time_to_local (self->visit->request->now - DAY_SLACK_US, utc, NULL);
  const CrmId *survey;

  if (found <= 0 || crm_sync_record_is_deleted (stored.state))
    return found >= 0;
  self->invitation = crm_server_index_make_record (stored.state);
  self->scope = g_steal_pointer (&stored.scope);
  survey = crm_record_get_id (self->invitation, CRM_INVITATION_SURVEY);
  if (survey == NULL || g_strcmp0 (crm_record_get_text (self->invitation, CRM_INVITATION_TOKEN_HASH), self->visit->hash) != 0)
    return TRUE;
  self->form = crm_server_survey_form_read (get_storage (self), survey, NULL, error);
  self->may_answer = self->form != NULL && crm_survey_invitation_check (self->invitation, self->form->survey, today, NULL);
  return self->form != NULL || error == NULL || *error == NULL;
}

static gboolean
find_open (Answering *self, const CrmId *id, GError **error)
{
  self->form = crm_server_survey_form_read (get_storage (self), id, NULL, error);
  if (self->form == NULL)
    return error == NULL || *error == NULL;
  if (!is_open_token (self, crm_record_get_text (self->form->survey, CRM_SURVEY_OPEN_TOKEN)))
    g_clear_pointer (&self->form, crm_survey_form_unref);
  else
    self->may_answer = g_strcmp0 (crm_record_get_text (self->form->survey, CRM_SURVEY_STATUS), "open") == 0;
  return TRUE;
}

static gboolean
find_target (Answering *self, GError **error)
{
  g_auto (CrmServerItem) item = { 0 };
  g_autoptr (GError) local_error = NULL;
  int found = crm_server_storage_read_item (get_storage (self), CRM_SERVER_ITEM_LINK, self->visit->hash, &item, &local_error);
  const char *space = found > 0 ? strchr (item.value, ' ') : NULL;
  gboolean personal = space != NULL && g_str_has_prefix (item.value, "invitation ");
  CrmId id;

  if (space != NULL && crm_id_parse (space + 1, &id) && !(personal ? find_invitation (self, &id, &local_error) : find_open (self, &id, &local_error)))
    found = -1;
  if (found < 0)
    g_propagate_error (error, g_steal_pointer (&local_error));
  self->anonymous = self->form != NULL && crm_survey_form_is_anonymous (self->form);
  return found >= 0;
}

/* ── the draft ────────────────────────────────────────────────────────────────────────────── */

/* An invitation has one draft, that is found wherever it is opened; of an anonymous one nothing leads to what was answered with it. */
static gboolean
has_own_draft (const Answering *self)
{
  return self->invitation == NULL || self->anonymous;
}

static gboolean
is_draft (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]))
      return FALSE;
  return length == CRM_SURVEY_TOKEN_LENGTH;
}

static void
choose_draft (Answering *self)
{
  const char *draft = get_field (self, CRM_SERVER_SURVEY_DRAFT);
  g_autofree char *text = NULL;

  if (has_own_draft (self) && is_draft (draft))
    self->draft = g_strdup (draft);
  if (has_own_draft (self) && self->draft == NULL)
    return;
  text = g_strconcat (self->visit->hash, "/", self->draft, NULL);
  self->key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* What is answered twice at one link is the same response. */
static CrmId
make_response_id (const Answering *self)
{
  return crm_id_from_name (&self->form->survey->id, self->key);
}

static char *
make_spent_key (const Answering *self)
{
  return g_strdup (self->invitation != NULL ? self->visit->hash : self->key);
}

static gboolean
look_answered (Answering *self, GError **error)
{
  g_auto (CrmServerItem) item = { 0 };
  g_auto (CrmServerRecord) response = { 0 };
  g_autofree char *spent = make_spent_key (self);
  CrmId id;
  int found;

  if (self->key == NULL && (!self->anonymous || self->invitation == NULL))
    return TRUE;
  if (self->anonymous)
    found = crm_server_storage_read_item (get_storage (self), CRM_SERVER_ITEM_SPENT, spent, &item, error);
  else
    {
      id = make_response_id (self);
      found = crm_server_storage_read_record (get_storage (self), crm_kind_response.name, &id, &response, error);
    }
  self->answered = found > 0;
  return found >= 0;
}

/* A draft stays with the version it was begun in. */
static gboolean
use_version (Answering *self, const CrmId *version, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CrmSurveyForm *form;

  if (crm_id_equal (&self->form->version->id, version))
    return TRUE;
  form = crm_server_survey_form_read (get_storage (self), &self->form->survey->id, version, &local_error);
  if (form != NULL)
    {
      crm_survey_form_unref (self->form);
      self->form = form;
    }
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return form != NULL;
}

static gboolean
choose_second (const Answering *self, const CrmSurveyAnswerCode *code)
{
  const char *offered[] = { crm_record_get_text (self->form->survey, CRM_SURVEY_LANGUAGE), crm_record_get_text (self->form->survey, CRM_SURVEY_SECOND_LANGUAGE), NULL };

  if (offered[1] == NULL)
    return FALSE;
  if (code != NULL)
    return g_strcmp0 (code->language, offered[1]) == 0;
  offered[0] = offered[0] != NULL ? offered[0] : "en";
  return crm_server_page_choose_language (self->visit->request->languages, offered) == 1;
}

static gboolean
load_draft (Answering *self, GError **error)
{
  g_auto (CrmServerItem) item = { 0 };
  g_autoptr (CrmSurveyAnswerCode) code = NULL;
  g_autoptr (GError) local_error = NULL;
  int found = self->key != NULL ? crm_server_storage_read_item (get_storage (self), DRAFT, self->key, &item, error) : 0;

  if (found < 0)
    return FALSE;
  code = found > 0 ? crm_survey_answer_code_parse (item.value, strlen (item.value), NULL) : NULL;
  if (code != NULL && !use_version (self, &code->version, &local_error))
    g_clear_pointer (&code, crm_survey_answer_code_free);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->begun = code != NULL;
  self->started_at = code != NULL && code->answered_at > 0 ? code->answered_at : self->visit->request->now;
  self->sheet = crm_survey_sheet_new (self->form, "web", choose_second (self, code), self->started_at);
  if (code != NULL)
    crm_survey_answer_code_fill (code, crm_survey_sheet_get_answers (self->sheet), NULL);
  crm_survey_sheet_update (self->sheet);
  self->steps = crm_server_survey_steps_new (self->form);
  return TRUE;
}

static gboolean
sweep_drafts (Answering *self, GError **error)
{
  g_autofree char *prefix = g_strdup_printf ("%02x", (guint)(crm_server_random_number () & 0xff));
  g_autoptr (GArray) items = crm_server_storage_list_items (get_storage (self), DRAFT, prefix, SWEPT_MAX, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const CrmServerItem *item = &g_array_index (items, CrmServerItem, i);

      if (item->at < self->visit->request->now - DRAFT_KEPT_US && !crm_server_storage_remove_item (get_storage (self), DRAFT, item->key, error))
        return FALSE;
    }
  return items != NULL;
}

/* Of its time no more than the day is kept. FALSE without an error when it is too long. */
static gboolean
save_draft (Answering *self, GError **error)
{
  gint64 now = self->visit->request->now, day = now - now % G_TIME_SPAN_DAY;
  g_autofree char *code = crm_survey_answer_code_write (crm_survey_sheet_get_answers (self->sheet), NULL, NULL, crm_survey_sheet_is_second (self->sheet), self->anonymous ? 0 : self->started_at);

  if (strlen (code) > DRAFT_MAX)
    return FALSE;
  return sweep_drafts (self, error) && crm_server_storage_write_item (get_storage (self), DRAFT, self->key, code, day, error);
}

/* ── going on ─────────────────────────────────────────────────────────────────────────────── */

/* Relative to the page that was asked for, wherever a proxy has put it. */
static void
go_to_step (Answering *self, int place, gboolean check)
{
  crm_server_page_redirect (g_strdup_printf ("?%s%s%s" CRM_SERVER_SURVEY_STEP "=%d%s", self->draft != NULL ? CRM_SERVER_SURVEY_DRAFT "=" : "", self->draft != NULL ? self->draft : "",
                                             self->draft != NULL ? "&" : "", place + 1, check ? "&check=1" : ""),
                            self->visit->response);
}

static void
go_to_end (Answering *self)
{
  crm_server_page_redirect (g_strdup_printf ("?%s%s%send=%d", self->draft != NULL ? CRM_SERVER_SURVEY_DRAFT "=" : "", self->draft != NULL ? self->draft : "", self->draft != NULL ? "&" : "",
                                             crm_survey_sheet_is_second (self->sheet) ? 2 : 1),
                            self->visit->response);
}

/* The step that is asked for, or where that is not shown, the next, or the last before. -1 when nothing of the survey is shown. */
static int
get_step (const Answering *self)
{
  const char *text = get_field (self, CRM_SERVER_SURVEY_STEP);
  guint64 number = 1;
  int place;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &number, NULL))
    number = 1;
  place = number > self->steps->len ? -1 : (int)number - 2;
  if (crm_server_survey_steps_find_next (self->steps, self->sheet, place) >= 0)
    return crm_server_survey_steps_find_next (self->steps, self->sheet, place);
  return crm_server_survey_steps_find_previous (self->steps, self->sheet, place + 1);
}

static gboolean
is_asked (const Answering *self, int place)
{
  const char *text = get_field (self, CRM_SERVER_SURVEY_STEP);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT, &number, NULL) && (int)number - 1 == place;
}

static void
show_step (Answering *self, int place, GHashTable *problems, gboolean nothing)
{
  CrmServerSurveyPage page = { self->sheet, self->steps, (guint)place, self->draft, problems != NULL && g_hash_table_size (problems) > 0 ? self->posted : NULL, problems, nothing };

  crm_server_survey_page_write (&page, self->visit->response);
}

static GHashTable *
new_problems (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static void
answer_get (Answering *self)
{
  int place = get_step (self);
  g_autoptr (GHashTable) problems = NULL;

  if (has_own_draft (self) && self->draft == NULL)
    {
      self->draft = crm_survey_make_token ();
      go_to_step (self, MAX (place, 0), FALSE);
      return;
    }
  if (place < 0)
    return;
  if (get_field (self, "check") != NULL)
    {
      problems = new_problems ();
      crm_server_survey_check (self->sheet, crm_server_survey_steps_get (self->steps, (guint)place), problems);
    }
  show_step (self, place, problems, FALSE);
}

/* ── the end ──────────────────────────────────────────────────────────────────────────────── */

static void
forget_hidden (Answering *self)
{
  for (guint i = 0; i < self->form->questions->len; i++)
    if (!crm_survey_sheet_is_shown (self->sheet, self->form->questions->pdata[i]))
      crm_survey_answers_clear (crm_survey_sheet_get_answers (self->sheet), self->form->questions->pdata[i]);
}

/* Within the transaction: the answers wait, and the link is spent. */
static gboolean
hold (Answering *self, GError **error)
{
  g_autofree char *spent = make_spent_key (self);

  forget_hidden (self);
  return crm_server_held_add (get_storage (self), crm_survey_sheet_get_answers (self->sheet), crm_survey_sheet_is_second (self->sheet), error) && crm_server_storage_write_item (get_storage (self), CRM_SERVER_ITEM_SPENT, spent, "", 0, error) && crm_server_storage_remove_item (get_storage (self), DRAFT, self->key, error);
}

static gboolean
remove_draft (Answering *self, GError **error)
{
  CrmServerWorkspace state;

  if (!crm_server_storage_begin (get_storage (self), &self->visit->workspace, TRUE, &state, error))
    return FALSE;
  if (crm_server_storage_remove_item (get_storage (self), DRAFT, self->key, error))
    return crm_server_storage_commit (get_storage (self), &state, crm_server_random_number (), error);
  crm_server_storage_rollback (get_storage (self));
  return FALSE;
}

/* Outside a transaction. */
static gboolean
write_response (Answering *self, GError **error)
{
  const CrmServerPageRequest *request = self->visit->request;
  CrmId id = make_response_id (self);
  CrmId author = crm_server_clerk_choose_author (&self->visit->workspace, self->scope, crm_record_get_id (self->form->survey, CRM_SURVEY_OWNER));
  CrmSurveyWho who = { 0 };
  g_autoptr (CrmEdit) edit = NULL;

  if (self->invitation != NULL)
    who = (CrmSurveyWho){ .customer = crm_record_get_id (self->invitation, CRM_INVITATION_CUSTOMER),
                          .person = crm_record_get_id (self->invitation, CRM_INVITATION_PERSON),
                          .deal = crm_record_get_id (self->invitation, CRM_INVITATION_DEAL),
                          .invitation = &self->invitation->id };
  crm_survey_sheet_set_response (self->sheet, &id);
  edit = crm_survey_sheet_make_edit (self->sheet, &who, request->now, TRUE, NULL, error);
  if (edit == NULL || !crm_server_clerk_write (get_storage (self), &self->visit->workspace, &author, edit, request->now, crm_server_random_number (), error))
    return FALSE;
  crm_server_page_visit_note (self->visit);
  return remove_draft (self, error);
}

/* What becomes of a post: the transaction it is in is committed, and then perhaps more happens. */
typedef enum
{
  POST_FAILED,
  POST_SAVED,
  POST_FINISHED,
} Outcome;

/* The first step with something wrong is shown, unless that is the one on the screen. */
static Outcome
finish (Answering *self, int place, GError **error)
{
  const CrmSurveyQuestion *problem = crm_survey_sheet_find_problem (self->sheet, NULL);
  guint n_shown, n_answered;

  crm_survey_sheet_get_progress (self->sheet, &n_shown, &n_answered);
  if (n_answered == 0 && problem == NULL)
    show_step (self, place, NULL, TRUE);
  else if (problem != NULL)
    go_to_step (self, crm_server_survey_steps_find_question (self->steps, crm_survey_form_get_place (self->form, problem)), TRUE);
  else if (self->visit->request->address != NULL && !crm_server_limit_take (self->visit->limit, "sent", self->visit->request->address, SENT_MOST, SENT_WITHIN, self->visit->request->now))
    crm_server_page_say_busy (self->visit->request, self->visit->response);
  else
    {
      go_to_end (self);
      return !self->anonymous || hold (self, error) ? POST_FINISHED : POST_FAILED;
    }
  return POST_SAVED;
}

static Outcome
go_on (Answering *self, int place, GHashTable *problems, GError **error)
{
  const CrmServerSurveyStep *step = crm_server_survey_steps_get (self->steps, (guint)place);
  const char *go = get_field (self, CRM_SERVER_SURVEY_GO);
  int next = crm_server_survey_steps_find_next (self->steps, self->sheet, place), previous = crm_server_survey_steps_find_previous (self->steps, self->sheet, place);

  /* Only the button goes on. */
  if (g_strcmp0 (go, CRM_SERVER_SURVEY_NEXT) != 0)
    {
      go_to_step (self, g_strcmp0 (go, CRM_SERVER_SURVEY_BACK) == 0 && previous >= 0 ? previous : place, FALSE);
      return POST_SAVED;
    }
  crm_server_survey_check (self->sheet, step, problems);
  if (g_hash_table_size (problems) > 0)
    show_step (self, place, problems, FALSE);
  else if (next >= 0)
    go_to_step (self, next, FALSE);
  else
    return finish (self, place, error);
  return POST_SAVED;
}

static Outcome
answer_post (Answering *self, GError **error)
{
  const CrmServerPageRequest *request = self->visit->request;
  g_autoptr (GHashTable) problems = new_problems ();
  g_autoptr (GError) local_error = NULL;
  int place = get_step (self);

  if (place < 0)
    return POST_SAVED;
  /* What was posted from another step says nothing of this one. */
  if (self->key == NULL || !is_asked (self, place))
    {
      go_to_step (self, self->key != NULL ? place : 0, FALSE);
      return POST_SAVED;
    }
  if (!self->begun && request->address != NULL && !crm_server_limit_take (self->visit->limit, "begun", request->address, BEGUN_MOST, SENT_WITHIN, request->now))
    {
      crm_server_page_say_busy (request, self->visit->response);
      return POST_SAVED;
    }
  crm_server_survey_fill (self->sheet, crm_server_survey_steps_get (self->steps, (guint)place), self->posted, problems);
  if (g_strcmp0 (get_field (self, CRM_SERVER_SURVEY_GO), CRM_SERVER_SURVEY_OTHER) == 0 && crm_survey_form_has_second (self->form))
    crm_survey_sheet_set_second (self->sheet, !crm_survey_sheet_is_second (self->sheet));
  if (save_draft (self, &local_error))
    return go_on (self, place, problems, error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return POST_FAILED;
    }
  crm_server_page_say_busy (request, self->visit->response);
  self->visit->response->status = 413;
  return POST_SAVED;
}

/* ── a visit ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_all (Answering *self, GError **error)
{
  if (!find_target (self, error))
    return FALSE;
  if (self->form == NULL)
    return TRUE;
  choose_draft (self);
  return look_answered (self, error) && load_draft (self, error);
}

/* Thanks are for who has just answered; whoever comes with a link that is spent is told as little as with one that never was. */
static Outcome
answer (Answering *self, GError **error)
{
  const char *end = get_field (self, "end");
  gboolean post = crm_server_page_is_post (self->visit->request);

  if (!read_all (self, error))
    return POST_FAILED;
  if (self->form == NULL)
    return POST_SAVED;
  if (self->answered && post)
    go_to_end (self);
  else if (self->answered && (end != NULL || (self->draft != NULL && self->invitation == NULL)))
    crm_server_survey_page_write_thanks (self->form, end != NULL ? g_str_equal (end, "2") && crm_survey_form_has_second (self->form) : crm_survey_sheet_is_second (self->sheet), self->visit->response);
  else if (self->may_answer && !self->answered && post)
    return answer_post (self, error);
  else if (self->may_answer && !self->answered)
    answer_get (self);
  return POST_SAVED;
}

static gboolean
follow (Answering *self, GError **error)
{
  return self->anonymous ? crm_server_held_release (self->visit, self->form, error) : write_response (self, error);
}

gboolean
crm_server_survey_answer (CrmServerPageVisit *visit, GError **error)
{
  g_auto (Answering) self = { .visit = visit, .posted = crm_server_page_get_posted (visit->request) };
  CrmServerWorkspace state;
  Outcome outcome;

  if (!crm_server_storage_begin (visit->storage, &visit->workspace, crm_server_page_is_post (visit->request), &state, error))
    return FALSE;
  outcome = answer (&self, error);
  if (outcome == POST_FAILED || !crm_server_page_is_post (visit->request))
    {
      crm_server_storage_rollback (visit->storage);
      return outcome != POST_FAILED;
    }
  if (!crm_server_storage_commit (visit->storage, &state, crm_server_random_number (), error))
    return FALSE;
  return outcome == POST_SAVED || follow (&self, error);
}
