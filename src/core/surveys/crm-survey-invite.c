/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is invited to a survey: consent, rest, sample; and the edit that writes the invitations. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-invite.h"

#include "core/base/crm-date.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

/* Invitations written at once. */
#define PIECE 200

/* Whether an invitation to ?2 is open for customer ?1; whether anything asked the customer after ?3. */
#define IS_INVITED "EXISTS (SELECT 1 FROM invitation i WHERE i.customer = ?1 AND i.survey = ?2 AND i.state IN ('planned', 'sent') AND i.deleted = 0)"
#define IS_RESTING                                                                                                                           \
  "(EXISTS (SELECT 1 FROM invitation i WHERE i.customer = ?1 AND i.invited_at > ?3 AND coalesce(i.state, '') <> 'failed' AND i.deleted = 0)" \
  " OR EXISTS (SELECT 1 FROM response r WHERE r.customer = ?1 AND r.answered_at > ?3 AND r.deleted = 0))"

char *
crm_survey_make_token (void)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint8 bytes[17] = { 0 };
  char *token = g_malloc0 (CRM_SURVEY_TOKEN_LENGTH + 1);

  if (getrandom (bytes, 16, 0) != 16)
    g_error ("The system gives no random numbers");
  for (guint i = 0; i < CRM_SURVEY_TOKEN_LENGTH; i++)
    {
      guint bit = i * 5, word = (guint)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];

      token[i] = digits[word >> (11 - bit % 8) & 31];
    }
  return token;
}

/* ── a plan ───────────────────────────────────────────────────────────────────────────────── */

G_DEFINE_BOXED_TYPE (CrmSurveyInvitePlan, crm_survey_invite_plan, crm_survey_invite_plan_ref, crm_survey_invite_plan_unref)

CrmSurveyInvitePlan *
crm_survey_invite_plan_ref (CrmSurveyInvitePlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
plan_clear (gpointer data)
{
  CrmSurveyInvitePlan *self = data;

  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_pointer (&self->customers, g_array_unref);
  g_clear_pointer (&self->deals, g_array_unref);
}

void
crm_survey_invite_plan_unref (CrmSurveyInvitePlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

/* The moment before which a survey has asked long enough ago; G_MAXINT64 where customers need no rest. */
static gint64
get_rest_begin (const CrmRecord *survey, gint64 now)
{
  gint64 days = crm_record_get_integer (survey, CRM_SURVEY_REST_DAYS, 0);

  return days > 0 ? now - days * G_TIME_SPAN_DAY : G_MAXINT64;
}

static void
bind_limits (sqlite3_stmt *statement, const CrmId *customer, const CrmRecord *survey, gint64 now)
{
  crm_statement_bind_id (statement, 1, customer);
  crm_statement_bind_id (statement, 2, &survey->id);
  sqlite3_bind_int64 (statement, 3, get_rest_begin (survey, now));
}

/* The reason why not; CRM_SURVEY_N_LEFT_OUT for none, -1 on error. */
static int
find_reason (CrmConnection *connection, const CrmRecord *survey, const CrmId *customer, gint64 now, GError **error)
{
  static const char sql[] = "SELECT deleted, consent IS NOT 'given', " IS_INVITED ", " IS_RESTING " FROM customer WHERE id = ?1";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int reason = CRM_SURVEY_LEFT_OUT_DELETED, step;

  if (statement == NULL)
    return -1;
  bind_limits (statement, customer, survey, now);
  step = crm_connection_next (connection, statement, error);
  while (step > 0 && reason < CRM_SURVEY_LEFT_OUT_SAMPLE && sqlite3_column_int (statement, reason) == 0)
    reason++;
  sqlite3_reset (statement);
  return step < 0 ? -1 : reason == CRM_SURVEY_LEFT_OUT_SAMPLE ? CRM_SURVEY_N_LEFT_OUT
                                                              : reason;
}

static gboolean
find_id (CrmConnection *connection, gint64 rowid, CrmId *id, gboolean *found, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT id FROM customer WHERE rowid = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  step = crm_connection_next (connection, statement, error);
  *found = step > 0 && crm_statement_read_id (statement, 0, id);
  sqlite3_reset (statement);
  return step >= 0;
}

/* What happened to a customer last. */
typedef struct
{
  CrmId deal; /* nil for a task */
  gboolean invited;
} Event;

/* (element-type CrmId Event): by customer, what happened to each last. */
static GHashTable *
read_events (CrmConnection *connection, const CrmId *survey, const CrmSurveyAfter *after, GError **error)
{
  static const char won[] = "SELECT d.customer, d.id, max(d.closed_at), EXISTS (SELECT 1 FROM invitation i WHERE i.customer = d.customer AND i.deal = d.id AND i.survey = ?3 AND i.deleted = 0)"
                            " FROM deal d WHERE d.closed_at >= ?1 AND d.closed_at < ?2 AND d.outcome = 'won' AND d.deleted = 0 AND d.closed_at IS NOT NULL AND d.customer IS NOT NULL GROUP BY d.customer";
  static const char done[] = "SELECT t.customer, NULL, max(t.done_at), EXISTS (SELECT 1 FROM invitation i WHERE i.customer = t.customer AND i.survey = ?3 AND i.invited_at >= t.done_at AND i.deleted = 0)"
                             " FROM task t WHERE t.done_at >= ?1 AND t.done_at < ?2 AND (?4 IS NULL OR t.kind = ?4) AND t.deleted = 0 AND t.customer IS NOT NULL GROUP BY t.customer";
  g_autoptr (GHashTable) events = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, g_free);
  gboolean deals = g_str_equal (after->occasion, "deal_won");
  sqlite3_stmt *statement = crm_connection_prepare (connection, deals ? won : done, error);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, after->since);
  sqlite3_bind_int64 (statement, 2, after->until);
  crm_statement_bind_id (statement, 3, survey);
  if (!deals)
    sqlite3_bind_text (statement, 4, after->task_kind, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Event *event = g_new0 (Event, 1);
      CrmId customer;

      crm_statement_read_id (statement, 1, &event->deal);
      event->invited = sqlite3_column_int (statement, 3) != 0;
      if (crm_statement_read_id (statement, 0, &customer))
        g_hash_table_insert (events, g_memdup2 (&customer, sizeof customer), event);
      else
        g_free (event);
    }
  return step == 0 ? g_steal_pointer (&events) : NULL;
}

/* @events: (nullable): only whom something happened to. */
static gboolean
add_customer (CrmSurveyInvitePlan *self, CrmConnection *connection, gint64 rowid, GHashTable *events, gint64 now, GError **error)
{
  const Event *event = NULL;
  gboolean found;
  CrmId id;
  int reason;

  if (!find_id (connection, rowid, &id, &found, error))
    return FALSE;
  if (events != NULL)
    event = found ? g_hash_table_lookup (events, &id) : NULL;
  if (events != NULL && event == NULL)
    return TRUE;
  self->n_asked++;
  reason = found ? find_reason (connection, self->form->survey, &id, now, error) : CRM_SURVEY_LEFT_OUT_DELETED;
  if (reason < 0)
    return FALSE;
  if (reason == CRM_SURVEY_N_LEFT_OUT && event != NULL && event->invited)
    reason = CRM_SURVEY_LEFT_OUT_INVITED;
  if (reason != CRM_SURVEY_N_LEFT_OUT)
    {
      self->left_out[reason]++;
      return TRUE;
    }
  g_array_append_val (self->customers, id);
  g_array_append_vals (self->deals, event != NULL ? &event->deal : &(CrmId){ 0 }, 1);
  return TRUE;
}

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static void
swap (GArray *ids, guint a, guint b)
{
  CrmId id = g_array_index (ids, CrmId, a);

  g_array_index (ids, CrmId, a) = g_array_index (ids, CrmId, b);
  g_array_index (ids, CrmId, b) = id;
}

/* Draws by shuffling the part that is kept to the front. */
static void
draw_sample (CrmSurveyInvitePlan *self)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);
  guint n = self->customers->len, keep = (guint)(((guint64)n * (guint)self->sample_percent + 99) / 100);

  for (guint i = 0; i < keep && keep < n; i++)
    {
      guint other = (guint)g_rand_int_range (random, (gint32)i, (gint32)n);

      swap (self->customers, i, other);
      swap (self->deals, i, other);
    }
  g_array_set_size (self->customers, MIN (keep, n));
  g_array_set_size (self->deals, MIN (keep, n));
  self->left_out[CRM_SURVEY_LEFT_OUT_SAMPLE] = n - self->customers->len;
}

CrmSurveyInvitePlan *
crm_survey_invite_plan_read (CrmConnection *connection, const CrmId *survey, const GArray *rowids, const CrmSurveyAfter *after, gint64 now, int sample_percent, guint32 seed, GError **error)
{
  g_autoptr (CrmSurveyInvitePlan) self = NULL;
  g_autoptr (GHashTable) events = NULL;
  g_autoptr (GArray) sorted = NULL;

  g_return_val_if_fail (connection != NULL && survey != NULL && rowids != NULL, NULL);

  self = g_atomic_rc_box_new0 (CrmSurveyInvitePlan);
  self->form = crm_survey_form_read (connection, survey, CRM_SURVEY_PUBLISHED, error);
  if (self->form == NULL)
    return NULL;
  if (after != NULL && (events = read_events (connection, survey, after, error)) == NULL)
    return NULL;
  self->customers = g_array_new (FALSE, FALSE, sizeof (CrmId));
  self->deals = g_array_new (FALSE, FALSE, sizeof (CrmId));
  self->seed = seed;
  self->sample_percent = sample_percent > 0 ? MIN (sample_percent, 100) : (int)crm_record_get_integer (self->form->survey, CRM_SURVEY_SAMPLE_PERCENT, 100);
  /* However the list is sorted on the screen, a seed draws the same. */
  sorted = g_array_copy ((GArray *)rowids);
  g_array_sort (sorted, compare_rowids);
  for (guint i = 0; i < sorted->len; i++)
    if (!add_customer (self, connection, g_array_index (sorted, gint64, i), events, now, error))
      return NULL;
  draw_sample (self);
  return g_steal_pointer (&self);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

CrmChange *
crm_survey_add_invitation (CrmEdit *edit, const CrmSurveyForm *form, const CrmId *customer, const CrmSurveyInviting *how, gint64 now)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_invitation, NULL);
  g_autofree char *token = crm_survey_make_token ();

  crm_change_set_id (change, CRM_INVITATION_SURVEY, &form->survey->id);
  crm_change_set_id (change, CRM_INVITATION_VERSION, &form->version->id);
  if (customer != NULL)
    crm_change_set_id (change, CRM_INVITATION_CUSTOMER, customer);
  crm_change_set_text (change, CRM_INVITATION_TOKEN, token);
  crm_change_set_text (change, CRM_INVITATION_CHANNEL, how->channel);
  crm_change_set_text (change, CRM_INVITATION_STATE, how->sent ? "sent" : "planned");
  crm_change_set_integer (change, CRM_INVITATION_INVITED_AT, now);
  if (how->expires_on != CRM_DATE_NONE)
    crm_change_set_integer (change, CRM_INVITATION_EXPIRES_ON, how->expires_on);
  return change;
}

typedef struct
{
  CrmSurveyInvitePlan *plan;
  CrmSurveyInviting how;
  char *channel;
  gint64 now;
  guint next;
} Inviting;

static void
inviting_free (gpointer data)
{
  Inviting *self = data;

  crm_survey_invite_plan_unref (self->plan);
  g_free (self->channel);
  g_free (self);
}

static gboolean
add_reminder (Inviting *self, CrmConnection *connection, const CrmId *customer, CrmEdit *edit, CrmChange *invitation, GError **error)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_customer, customer, error);

  if (record == NULL)
    return FALSE;
  crm_survey_add_reminder (edit, self->plan->form->survey, record, self->how.remind_at, invitation);
  return TRUE;
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Inviting *self = data;
  const GArray *customers = self->plan->customers;

  for (guint n = 0; n < PIECE && self->next < customers->len; n++)
    {
      const CrmId *deal = &g_array_index (self->plan->deals, CrmId, self->next), *customer = &g_array_index (customers, CrmId, self->next++);
      int reason = find_reason (connection, self->plan->form->survey, customer, self->now, error);
      CrmChange *invitation;

      if (reason < 0)
        return -1;
      if (reason != CRM_SURVEY_N_LEFT_OUT)
        continue;
      invitation = crm_survey_add_invitation (edit, self->plan->form, customer, &self->how, self->now);
      if (!crm_id_is_nil (deal))
        crm_change_set_id (invitation, CRM_INVITATION_DEAL, deal);
      if (self->how.remind_at != 0 && !add_reminder (self, connection, customer, edit, invitation, error))
        return -1;
    }
  return self->next < customers->len;
}

CrmEdit *
crm_survey_invite_plan_make_edit (CrmSurveyInvitePlan *self, const CrmSurveyInviting *how, gint64 now)
{
  Inviting *inviting = g_new0 (Inviting, 1);

  inviting->plan = crm_survey_invite_plan_ref (self);
  inviting->how = *how;
  inviting->how.channel = inviting->channel = g_strdup (how->channel);
  inviting->now = now;
  return crm_edit_new_stream (_ ("Invite to survey"), CRM_EDIT_ORIGIN_PERSON, pull, inviting, inviting_free);
}

/* ── occasions ────────────────────────────────────────────────────────────────────────────── */

static void
occasion_free (gpointer data)
{
  CrmSurveyOccasion *occasion = data;

  crm_record_unref (occasion->survey);
  g_clear_pointer (&occasion->customer, crm_record_unref);
  g_clear_pointer (&occasion->deal, crm_record_unref);
  g_clear_pointer (&occasion->task, crm_record_unref);
  g_free (occasion);
}

static GPtrArray *
read_surveys (CrmConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) surveys = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM survey WHERE deleted = 0 AND status = 'open' AND occasion IN ('deal_won', 'task_done')", crm_kind_get_columns (&crm_kind_survey));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (surveys, crm_statement_read_record (statement, &crm_kind_survey));
  return step == 0 ? g_steal_pointer (&surveys) : NULL;
}

static gboolean
is_drawn (const CrmRecord *survey, const CrmId *cause)
{
  return crm_id_hash (cause) % 100 < (guint)crm_record_get_integer (survey, CRM_SURVEY_SAMPLE_PERCENT, 100);
}

/* Adds what happened, unless its customer is to be left alone. */
static gboolean
add_occasion (GPtrArray *occasions, CrmConnection *connection, CrmRecord *survey, CrmRecord *cause, guint customer_field, gint64 at, gint64 now, GError **error)
{
  const CrmId *customer = crm_record_get_id (cause, customer_field);
  CrmSurveyOccasion *occasion;
  int reason;

  if (customer == NULL || !is_drawn (survey, &cause->id))
    return TRUE;
  reason = find_reason (connection, survey, customer, now, error);
  if (reason != CRM_SURVEY_N_LEFT_OUT)
    return reason >= 0;
  occasion = g_new0 (CrmSurveyOccasion, 1);
  occasion->survey = crm_record_ref (survey);
  occasion->customer = crm_connection_read_record (connection, &crm_kind_customer, customer, error);
  *(cause->kind == &crm_kind_deal ? &occasion->deal : &occasion->task) = crm_record_ref (cause);
  occasion->at = at;
  g_ptr_array_add (occasions, occasion);
  return occasion->customer != NULL;
}

static gboolean
read_occasions (GPtrArray *occasions, CrmConnection *connection, CrmRecord *survey, gint64 since, gint64 now, GError **error)
{
  gboolean won = g_strcmp0 (crm_record_get_text (survey, CRM_SURVEY_OCCASION), "deal_won") == 0;
  const CrmKind *kind = won ? &crm_kind_deal : &crm_kind_task;
  const char *kind_wanted = crm_record_get_text (survey, CRM_SURVEY_OCCASION_KIND);
  g_autoptr (GPtrArray) causes = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = won ? g_strdup_printf ("SELECT %s FROM deal WHERE closed_at BETWEEN ?1 AND ?2 AND outcome = 'won' AND deleted = 0 AND closed_at IS NOT NULL AND NOT EXISTS"
                                                " (SELECT 1 FROM invitation i WHERE i.customer = deal.customer AND i.deal = deal.id AND i.survey = ?4 AND i.deleted = 0) LIMIT 1000",
                                                crm_kind_get_columns (kind))
                             : g_strdup_printf ("SELECT %s FROM task WHERE done_at BETWEEN ?1 AND ?2 AND (?3 IS NULL OR kind = ?3) AND deleted = 0 AND NOT EXISTS"
                                                " (SELECT 1 FROM invitation i WHERE i.customer = task.customer AND i.survey = ?4 AND i.invited_at >= task.done_at AND i.deleted = 0) LIMIT 1000",
                                                crm_kind_get_columns (kind));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, now);
  sqlite3_bind_text (statement, 3, kind_wanted, -1, SQLITE_TRANSIENT);
  crm_statement_bind_id (statement, 4, &survey->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (causes, crm_statement_read_record (statement, kind));
  for (guint i = 0; step == 0 && i < causes->len; i++)
    if (!add_occasion (occasions, connection, survey, causes->pdata[i], won ? (guint)CRM_DEAL_CUSTOMER : (guint)CRM_TASK_CUSTOMER,
                       crm_record_get_integer (causes->pdata[i], won ? (guint)CRM_DEAL_CLOSED_AT : (guint)CRM_TASK_DONE_AT, 0), now, error))
      return FALSE;
  return step == 0;
}

static int
compare_occasions (gconstpointer a, gconstpointer b)
{
  gint64 x = (*(CrmSurveyOccasion *const *)a)->at, y = (*(CrmSurveyOccasion *const *)b)->at;

  return (y > x) - (y < x);
}

GPtrArray *
crm_survey_occasions_read (CrmConnection *connection, gint64 since, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) surveys = read_surveys (connection, error);
  g_autoptr (GPtrArray) occasions = g_ptr_array_new_with_free_func (occasion_free);

  for (guint i = 0; surveys != NULL && i < surveys->len; i++)
    if (!read_occasions (occasions, connection, surveys->pdata[i], since, now, error))
      return NULL;
  g_ptr_array_sort (occasions, compare_occasions);
  return surveys != NULL ? g_steal_pointer (&occasions) : NULL;
}
