/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that come back from mailed pages. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-answer-files.h"

#include "core/base/crm-error.h"
#include "core/base/crm-token.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-sheet.h"

#include <glib/gi18n-lib.h>

#define CHANNEL "file"

/* A file longer ago than that has a wrong clock. */
#define OLDEST_US (365 * 5 * G_TIME_SPAN_DAY)

G_DEFINE_BOXED_TYPE (CrmSurveyAnswerFiles, crm_survey_answer_files, crm_survey_answer_files_ref, crm_survey_answer_files_unref)

static void
file_free (gpointer data)
{
  CrmSurveyAnswerFile *file = data;

  g_free (file->name);
  g_free (file->text);
  g_free (file->message);
  g_free (file->customer);
  g_free (file);
}

CrmSurveyAnswerFiles *
crm_survey_answer_files_new (void)
{
  CrmSurveyAnswerFiles *self = g_atomic_rc_box_new0 (CrmSurveyAnswerFiles);

  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

CrmSurveyAnswerFiles *
crm_survey_answer_files_ref (CrmSurveyAnswerFiles *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
files_clear (gpointer data)
{
  CrmSurveyAnswerFiles *self = data;

  g_ptr_array_unref (self->files);
  g_clear_pointer (&self->edit, crm_edit_unref);
}

void
crm_survey_answer_files_unref (CrmSurveyAnswerFiles *self)
{
  g_atomic_rc_box_release_full (self, files_clear);
}

void
crm_survey_answer_files_add (CrmSurveyAnswerFiles *self, const char *name, char *text, gsize length, const char *message)
{
  CrmSurveyAnswerFile *file;

  g_return_if_fail (self != NULL && name != NULL);

  file = g_new0 (CrmSurveyAnswerFile, 1);
  file->name = g_strdup (name);
  file->text = text;
  file->length = length;
  file->message = g_strdup (message);
  file->state = message != NULL ? CRM_SURVEY_ANSWER_FILE_REFUSED : CRM_SURVEY_ANSWER_FILE_NEW;
  g_ptr_array_add (self->files, file);
}

/* ── reading one ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmConnection *connection;
  const CrmId *survey;
  CrmEdit *edit;
  GHashTable *forms; /* of CrmSurveyForm by its version's CrmId */
  GHashTable *ids;   /* of those added: what came twice in one go */
  GHashTable *invitations;
  gint64 now;
} Reading;

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message);
  return FALSE;
}

/* (transfer none) */
static CrmSurveyForm *
find_form (Reading *reading, const CrmSurveyAnswerCode *code, GError **error)
{
  CrmSurveyForm *form = g_hash_table_lookup (reading->forms, &code->version);

  if (!crm_id_equal (&code->survey, reading->survey))
    {
      fail (error, _ ("These are answers to another survey."));
      return NULL;
    }
  if (form == NULL)
    {
      form = crm_survey_form_read_version (reading->connection, &code->version, error);
      if (form != NULL)
        g_hash_table_insert (reading->forms, &form->version->id, form);
    }
  if (form != NULL && !crm_id_equal (&form->survey->id, reading->survey))
    {
      fail (error, _ ("These are answers to another survey."));
      return NULL;
    }
  return form;
}

/* 1 when a response with this id from outside is there; -1 on error. */
static int
is_known (Reading *reading, const char *id, GError **error)
{
  sqlite3_stmt *statement;
  int step;

  if (g_hash_table_contains (reading->ids, id))
    return 1;
  statement = crm_connection_prepare_static (reading->connection, "SELECT 1 FROM response WHERE survey = ? AND external_id = ? AND deleted = 0", error);
  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, reading->survey);
  sqlite3_bind_text (statement, 2, id, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (reading->connection, statement, error);
  sqlite3_reset (statement);
  return step;
}

/* (transfer full) (nullable): without error where there is no token. */
static CrmRecord *
find_invitation (Reading *reading, const CrmSurveyAnswerCode *code, GError **error)
{
  g_autofree char *hash = crm_token_hash (code->token);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM invitation WHERE token_hash = ? AND deleted = 0", crm_kind_get_columns (&crm_kind_invitation));
  sqlite3_stmt *statement = crm_connection_prepare (reading->connection, sql, error);
  g_autoptr (CrmRecord) invitation = NULL;
  const CrmId *survey;
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, hash, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (reading->connection, statement, error);
  if (step > 0)
    invitation = crm_statement_read_record (statement, &crm_kind_invitation);
  sqlite3_reset (statement);
  if (step < 0)
    return NULL;
  survey = invitation != NULL ? crm_record_get_id (invitation, CRM_INVITATION_SURVEY) : NULL;
  if (survey == NULL || !crm_id_equal (survey, reading->survey))
    fail (error, _ ("These answers belong to no invitation to this survey."));
  else if (g_strcmp0 (crm_record_get_text (invitation, CRM_INVITATION_STATE), "answered") == 0 || g_hash_table_contains (reading->invitations, &invitation->id))
    fail (error, _ ("This invitation has been answered already, with other answers."));
  else
    return g_steal_pointer (&invitation);
  return NULL;
}

/* What was answered and is shown; an answer that another one hides was given before that, and does not count. */
static CrmSurveySheet *
fill_sheet (Reading *reading, CrmSurveyForm *form, const CrmSurveyAnswerCode *code, GError **error)
{
  gboolean second = crm_survey_form_has_second (form) && g_strcmp0 (code->language, crm_record_get_text (form->survey, CRM_SURVEY_SECOND_LANGUAGE)) == 0;
  g_autoptr (CrmSurveySheet) sheet = crm_survey_sheet_new (form, CHANNEL, second, reading->now);
  CrmSurveyAnswers *answers = crm_survey_sheet_get_answers (sheet);
  g_autoptr (GError) local_error = NULL;
  const CrmSurveyQuestion *problem;
  guint n_shown, n_answered;

  if (!crm_survey_answer_code_fill (code, answers, error))
    return NULL;
  crm_survey_sheet_update (sheet);
  for (guint i = 0; i < form->questions->len; i++)
    if (!crm_survey_sheet_is_shown (sheet, form->questions->pdata[i]))
      crm_survey_answers_clear (answers, form->questions->pdata[i]);
  crm_survey_sheet_get_progress (sheet, &n_shown, &n_answered);
  problem = crm_survey_sheet_find_problem (sheet, &local_error);
  if (n_answered > 0 && problem == NULL)
    return g_steal_pointer (&sheet);
  if (problem == NULL)
    fail (error, _ ("Nothing was answered."));
  else
    /* Translators: the code of a question, and a sentence about what is wrong with its answer. */
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Question “%s”: %s"), problem->code, local_error->message);
  return NULL;
}

static char *
dup_name (Reading *reading, const CrmId *customer)
{
  g_autoptr (CrmRecord) record = customer != NULL ? crm_connection_read_record (reading->connection, &crm_kind_customer, customer, NULL) : NULL;

  return record != NULL ? g_strdup (crm_record_get_title (record)) : NULL;
}

static void
add_response (Reading *reading, CrmSurveySheet *sheet, const CrmSurveyAnswerCode *code, const CrmRecord *invitation)
{
  gint64 at = code->answered_at > reading->now - OLDEST_US && code->answered_at < reading->now ? code->answered_at : reading->now;
  CrmSurveyWho who = { 0 };
  CrmChange *change;

  if (invitation != NULL)
    who = (CrmSurveyWho){ .customer = crm_record_get_id (invitation, CRM_INVITATION_CUSTOMER),
                          .person = crm_record_get_id (invitation, CRM_INVITATION_PERSON),
                          .deal = crm_record_get_id (invitation, CRM_INVITATION_DEAL),
                          .invitation = &invitation->id };
  crm_survey_add_response (reading->edit, NULL, crm_survey_sheet_get_answers (sheet), &who, CHANNEL, crm_survey_sheet_is_second (sheet), at, TRUE, &change);
  if (code->id != NULL)
    {
      crm_change_set_text (change, CRM_RESPONSE_EXTERNAL_ID, code->id);
      g_hash_table_add (reading->ids, g_strdup (code->id));
    }
  if (invitation == NULL)
    return;
  change = crm_edit_update (reading->edit, &crm_kind_invitation, &invitation->id);
  crm_change_set_text (change, CRM_INVITATION_STATE, "answered");
  crm_change_set_integer (change, CRM_INVITATION_ANSWERED_AT, at);
  g_hash_table_add (reading->invitations, g_memdup2 (&invitation->id, sizeof (CrmId)));
}

/* 1 when it is new, 0 when it is known, -1 with an error. */
static int
read_file (Reading *reading, CrmSurveyAnswerFile *file, GError **error)
{
  g_autoptr (CrmSurveyAnswerCode) code = crm_survey_answer_code_parse (file->text, file->length, error);
  CrmSurveyForm *form = code != NULL ? find_form (reading, code, error) : NULL;
  g_autoptr (CrmSurveySheet) sheet = NULL;
  g_autoptr (CrmRecord) invitation = NULL;
  int known;

  if (form == NULL)
    return -1;
  known = code->id != NULL ? is_known (reading, code->id, error) : 0;
  if (known != 0)
    return known > 0 ? 0 : -1;
  if (code->token != NULL && !crm_survey_form_is_anonymous (form))
    {
      invitation = find_invitation (reading, code, error);
      if (invitation == NULL)
        return -1;
      file->customer = dup_name (reading, crm_record_get_id (invitation, CRM_INVITATION_CUSTOMER));
    }
  sheet = fill_sheet (reading, form, code, error);
  if (sheet == NULL)
    return -1;
  add_response (reading, sheet, code, invitation);
  return 1;
}

/* What is wrong with one of them keeps no other out; what is wrong with the file does. */
static gboolean
judge (Reading *reading, CrmSurveyAnswerFile *file, GError **error)
{
  GError *local_error = NULL;
  int result = read_file (reading, file, &local_error);

  file->state = result > 0 ? CRM_SURVEY_ANSWER_FILE_NEW : result == 0 ? CRM_SURVEY_ANSWER_FILE_KNOWN
                                                                      : CRM_SURVEY_ANSWER_FILE_REFUSED;
  if (result >= 0)
    return TRUE;
  if (local_error->domain != CRM_ERROR || g_error_matches (local_error, CRM_ERROR, CRM_ERROR_LOCKED) || g_error_matches (local_error, CRM_ERROR, CRM_ERROR_FULL))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_set_str (&file->message, local_error->message);
  g_error_free (local_error);
  return TRUE;
}

gboolean
crm_survey_answer_files_read (CrmSurveyAnswerFiles *self, CrmConnection *connection, const CrmId *survey, gint64 now, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Read answers"), CRM_EDIT_ORIGIN_IMPORT);
  g_autoptr (GHashTable) forms = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, NULL, (GDestroyNotify)crm_survey_form_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) invitations = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  Reading reading = { connection, survey, edit, forms, ids, invitations, now };

  g_return_val_if_fail (self != NULL && connection != NULL && survey != NULL, FALSE);

  self->n_new = 0;
  for (guint i = 0; i < self->files->len; i++)
    {
      CrmSurveyAnswerFile *file = self->files->pdata[i];

      if (file->text != NULL && !judge (&reading, file, error))
        return FALSE;
      self->n_new += file->state == CRM_SURVEY_ANSWER_FILE_NEW;
    }
  g_clear_pointer (&self->edit, crm_edit_unref);
  if (self->n_new > 0)
    self->edit = g_steal_pointer (&edit);
  return TRUE;
}
