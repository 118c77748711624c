/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a builder does to a survey: one edit for each act, on the next version where this one has been answered. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-draft.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-kano-words.h"
#include "core/surveys/crm-survey-copy.h"

#include <string.h>

struct _CrmSurveyDraft
{
  CrmSurveyForm *form;
  CrmEdit *edit;
  CrmId version; /* what is changed */
  gboolean is_copy;
  GHashTable *codes; /* those given by this draft */
};

/* ── a draft ──────────────────────────────────────────────────────────────────────────────── */

CrmSurveyDraft *
crm_survey_draft_new (CrmSurveyForm *form, const char *title)
{
  CrmSurveyDraft *self;

  g_return_val_if_fail (form != NULL && title != NULL, NULL);

  self = g_new0 (CrmSurveyDraft, 1);
  self->form = crm_survey_form_ref (form);
  self->edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->version = form->version->id;
  self->is_copy = form->n_responses > 0 || !form->newest;
  if (self->is_copy)
    {
      self->version = crm_survey_create_version (self->edit, &form->survey->id);
      crm_survey_copy_content (self->edit, &self->version, form);
    }
  return self;
}

void
crm_survey_draft_free (CrmSurveyDraft *self)
{
  crm_survey_form_unref (self->form);
  crm_edit_unref (self->edit);
  g_hash_table_unref (self->codes);
  g_free (self);
}

CrmEdit *
crm_survey_draft_get_edit (CrmSurveyDraft *self)
{
  return self->edit;
}

gboolean
crm_survey_draft_is_copy (const CrmSurveyDraft *self)
{
  return self->is_copy;
}

const CrmId *
crm_survey_draft_get_version (const CrmSurveyDraft *self)
{
  return &self->version;
}

CrmId
crm_survey_draft_find_id (const CrmSurveyDraft *self, const CrmRecord *record)
{
  if (!self->is_copy || record->kind == &crm_kind_survey)
    return record->id;
  if (record->kind == &crm_kind_survey_version)
    return self->version;
  return crm_survey_copy_make_id (&self->version, record);
}

CrmChange *
crm_survey_draft_change (CrmSurveyDraft *self, const CrmRecord *record)
{
  CrmId id;

  g_return_val_if_fail (self != NULL && record != NULL, NULL);

  id = crm_survey_draft_find_id (self, record);
  for (guint i = 0; i < crm_edit_get_n_changes (self->edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (self->edit, i);

      if ((change->type == CRM_CHANGE_CREATE || change->type == CRM_CHANGE_UPDATE) && change->kind == record->kind && crm_id_equal (&change->id, &id))
        return (CrmChange *)change;
    }
  return crm_edit_update (self->edit, record->kind, &id);
}

static void
remove_record (CrmSurveyDraft *self, const CrmRecord *record)
{
  CrmId id = crm_survey_draft_find_id (self, record);

  crm_edit_delete (self->edit, record->kind, &id);
}

/* ── places ───────────────────────────────────────────────────────────────────────────────── */

/* Where a record goes among @siblings (element-type CrmRecord, without it) to stand at @place. */
static char *
make_position (GPtrArray *siblings, guint place, guint field)
{
  guint at = MIN (place, siblings->len);

  return crm_position_between (at > 0 ? crm_record_get_text (siblings->pdata[at - 1], field) : NULL, at < siblings->len ? crm_record_get_text (siblings->pdata[at], field) : NULL);
}

/* The records of @list but @left_out, and where @after stands among them: how many are before what follows it. */
static GPtrArray *
list_siblings (GPtrArray *list, const CrmRecord *left_out, const CrmRecord *after, guint *place)
{
  GPtrArray *siblings = g_ptr_array_new ();

  *place = G_MAXUINT;
  for (guint i = 0; i < list->len; i++)
    {
      if (list->pdata[i] == left_out)
        continue;
      g_ptr_array_add (siblings, list->pdata[i]);
      if (list->pdata[i] == after)
        *place = siblings->len;
    }
  return siblings;
}

static GPtrArray *
list_pages (const CrmSurveyForm *form)
{
  GPtrArray *pages = g_ptr_array_new ();

  for (guint i = 0; i < form->pages->len; i++)
    g_ptr_array_add (pages, ((CrmSurveyPage *)form->pages->pdata[i])->record);
  return pages;
}

static GPtrArray *
list_questions (const CrmSurveyForm *form, const CrmSurveyPage *page)
{
  GPtrArray *questions = g_ptr_array_new ();

  for (guint i = 0; i < page->n_questions; i++)
    g_ptr_array_add (questions, ((CrmSurveyQuestion *)form->questions->pdata[page->first + i])->record);
  return questions;
}

static void
set_position (CrmChange *change, guint field, GPtrArray *list, const CrmRecord *left_out, const CrmRecord *after, guint place)
{
  guint behind;
  g_autoptr (GPtrArray) siblings = list_siblings (list, left_out, after, &behind);
  g_autofree char *position = make_position (siblings, after != NULL ? behind : place, field);

  crm_change_set_text (change, field, position);
}

/* ── pages ────────────────────────────────────────────────────────────────────────────────── */

CrmChange *
crm_survey_draft_add_page (CrmSurveyDraft *self, const CrmSurveyPage *after)
{
  g_autoptr (GPtrArray) pages = list_pages (self->form);
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_survey_page, NULL);

  crm_change_set_id (change, CRM_SURVEY_PAGE_VERSION, &self->version);
  set_position (change, CRM_SURVEY_PAGE_POSITION, pages, NULL, after != NULL ? after->record : NULL, G_MAXUINT);
  return change;
}

void
crm_survey_draft_move_page (CrmSurveyDraft *self, const CrmSurveyPage *page, guint place)
{
  g_autoptr (GPtrArray) pages = list_pages (self->form);

  set_position (crm_survey_draft_change (self, page->record), CRM_SURVEY_PAGE_POSITION, pages, page->record, NULL, place);
}

void
crm_survey_draft_remove_page (CrmSurveyDraft *self, const CrmSurveyPage *page)
{
  for (guint i = 0; i < page->n_questions; i++)
    crm_survey_draft_remove_question (self, self->form->questions->pdata[page->first + i]);
  remove_record (self, page->record);
}

/* ── questions ────────────────────────────────────────────────────────────────────────────── */

/* A code that no question of the survey has had. */
static char *
make_code (CrmSurveyDraft *self)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *code = g_strdup_printf ("q%u", i);

      if (g_hash_table_contains (self->form->codes, code) || !g_hash_table_add (self->codes, g_strdup (code)))
        continue;
      return g_steal_pointer (&code);
    }
}

static CrmChange *
create_option (CrmSurveyDraft *self, const CrmId *question, const char *axis, const char *code, const char *position)
{
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_question_option, NULL);

  crm_change_set_id (change, CRM_QUESTION_OPTION_QUESTION, question);
  crm_change_set_text (change, CRM_QUESTION_OPTION_AXIS, axis);
  crm_change_set_text (change, CRM_QUESTION_OPTION_CODE, code);
  crm_change_set_text (change, CRM_QUESTION_OPTION_POSITION, position);
  return change;
}

static void
name_kano_answer (CrmSurveyDraft *self, CrmChange *option, guint i)
{
  const char *second = crm_record_get_text (self->form->survey, CRM_SURVEY_SECOND_LANGUAGE);

  crm_change_set_text (option, CRM_QUESTION_OPTION_TEXT, crm_kano_get_answer (i, crm_record_get_text (self->form->survey, CRM_SURVEY_LANGUAGE)));
  if (second != NULL)
    crm_change_set_text (option, CRM_QUESTION_OPTION_TEXT_SECOND, crm_kano_get_answer (i, second));
  crm_change_set_integer (option, CRM_QUESTION_OPTION_VALUE, (gint64)(i + 1) * CRM_DECIMAL_ONE);
}

static void
create_usual_options (CrmSurveyDraft *self, const CrmId *question, CrmQuestionType type)
{
  guint n = type == CRM_QUESTION_TYPE_KANO ? CRM_KANO_N_ANSWERS : crm_question_type_has_options (type) ? 2
                                                                                                       : 0;
  g_autofree char *position = NULL;

  for (guint axis = 0; axis < 2; axis++)
    {
      g_clear_pointer (&position, g_free);
      for (guint i = 0; i < n && (axis == 0 || crm_question_type_has_rows (type)); i++)
        {
          g_autofree char *code = g_strdup_printf (axis == 0 ? "%u" : "r%u", i + 1);
          g_autofree char *next = crm_position_between (position, NULL);
          CrmChange *option = create_option (self, question, axis == 0 ? "option" : "row", code, next);

          if (type == CRM_QUESTION_TYPE_KANO)
            name_kano_answer (self, option, i);
          g_free (position);
          position = g_steal_pointer (&next);
        }
    }
}

CrmChange *
crm_survey_draft_add_question (CrmSurveyDraft *self, CrmQuestionType type, const CrmSurveyPage *page, const CrmSurveyQuestion *after)
{
  const CrmSurveyPage *where = page == NULL && self->form->pages->len > 0 ? self->form->pages->pdata[self->form->pages->len - 1] : page;
  CrmId page_id = where != NULL ? crm_survey_draft_find_id (self, where->record) : crm_survey_draft_add_page (self, NULL)->id;
  g_autoptr (GPtrArray) questions = where != NULL ? list_questions (self->form, where) : g_ptr_array_new ();
  g_autofree char *code = make_code (self);
  CrmChange *change;

  g_return_val_if_fail (type < CRM_N_QUESTION_TYPES, NULL);

  change = crm_edit_create (self->edit, &crm_kind_question, NULL);
  crm_change_set_id (change, CRM_QUESTION_VERSION, &self->version);
  crm_change_set_id (change, CRM_QUESTION_PAGE, &page_id);
  crm_change_set_text (change, CRM_QUESTION_CODE, code);
  crm_change_set_text (change, CRM_QUESTION_TYPE, crm_question_type_get_name (type));
  set_position (change, CRM_QUESTION_POSITION, questions, NULL, after != NULL ? after->record : NULL, G_MAXUINT);
  create_usual_options (self, &change->id, type);
  return change;
}

void
crm_survey_draft_move_question (CrmSurveyDraft *self, const CrmSurveyQuestion *question, const CrmSurveyPage *page, guint place)
{
  g_autoptr (GPtrArray) questions = list_questions (self->form, page);
  CrmId page_id = crm_survey_draft_find_id (self, page->record);
  CrmChange *change = crm_survey_draft_change (self, question->record);

  crm_change_set_id (change, CRM_QUESTION_PAGE, &page_id);
  set_position (change, CRM_QUESTION_POSITION, questions, question->record, NULL, place);
}

void
crm_survey_draft_remove_question (CrmSurveyDraft *self, const CrmSurveyQuestion *question)
{
  for (guint i = 0; i < question->options->len; i++)
    remove_record (self, question->options->pdata[i]);
  for (guint i = 0; i < question->rows->len; i++)
    remove_record (self, question->rows->pdata[i]);
  remove_record (self, question->record);
}

/* A second one in the same version: new ids all through, and a code of its own. */
static CrmChange *
duplicate (CrmSurveyDraft *self, const CrmSurveyQuestion *question, const CrmId *page)
{
  CrmId id = crm_id_new (g_get_real_time ());
  CrmChange *change = crm_survey_copy_record (self->edit, question->record, &id);
  g_autofree char *code = make_code (self);

  crm_change_set_id (change, CRM_QUESTION_VERSION, &self->version);
  crm_change_set_id (change, CRM_QUESTION_PAGE, page);
  crm_change_set_text (change, CRM_QUESTION_CODE, code);
  crm_survey_copy_options (self->edit, &id, question->options, &id);
  crm_survey_copy_options (self->edit, &id, question->rows, &id);
  return change;
}

CrmChange *
crm_survey_draft_duplicate_question (CrmSurveyDraft *self, const CrmSurveyQuestion *question)
{
  const CrmSurveyPage *page = self->form->pages->pdata[question->page];
  g_autoptr (GPtrArray) questions = list_questions (self->form, page);
  CrmId page_id = crm_survey_draft_find_id (self, page->record);
  CrmChange *change = duplicate (self, question, &page_id);

  set_position (change, CRM_QUESTION_POSITION, questions, NULL, question->record, G_MAXUINT);
  return change;
}

CrmChange *
crm_survey_draft_duplicate_page (CrmSurveyDraft *self, const CrmSurveyPage *page)
{
  g_autoptr (GPtrArray) pages = list_pages (self->form);
  CrmId id = crm_id_new (g_get_real_time ());
  CrmChange *change = crm_survey_copy_record (self->edit, page->record, &id);

  crm_change_set_id (change, CRM_SURVEY_PAGE_VERSION, &self->version);
  set_position (change, CRM_SURVEY_PAGE_POSITION, pages, NULL, page->record, G_MAXUINT);
  for (guint i = 0; i < page->n_questions; i++)
    duplicate (self, self->form->questions->pdata[page->first + i], &id);
  return change;
}

void
crm_survey_draft_set_type (CrmSurveyDraft *self, const CrmSurveyQuestion *question, CrmQuestionType type)
{
  CrmChange *change = crm_survey_draft_change (self, question->record);
  CrmId id = crm_survey_draft_find_id (self, question->record);
  gboolean had_options = question->type < CRM_N_QUESTION_TYPES && crm_question_type_has_options (question->type);
  gboolean keeps = had_options && crm_question_type_has_options (type) && type != CRM_QUESTION_TYPE_KANO && question->type != CRM_QUESTION_TYPE_KANO && crm_question_type_has_rows (type) == crm_question_type_has_rows (question->type);

  g_return_if_fail (type < CRM_N_QUESTION_TYPES);

  crm_change_set_text (change, CRM_QUESTION_TYPE, crm_question_type_get_name (type));
  if (self->is_copy)
    {
      g_autofree char *code = make_code (self);

      crm_change_set_text (change, CRM_QUESTION_CODE, code);
    }
  crm_change_set (change, CRM_QUESTION_MINIMUM, (CrmValue){ 0 });
  crm_change_set (change, CRM_QUESTION_MAXIMUM, (CrmValue){ 0 });
  if (keeps)
    return;
  for (guint i = 0; i < question->options->len; i++)
    remove_record (self, question->options->pdata[i]);
  for (guint i = 0; i < question->rows->len; i++)
    remove_record (self, question->rows->pdata[i]);
  create_usual_options (self, &id, type);
}

/* ── options ──────────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
get_axis (const CrmSurveyQuestion *question, const char *axis)
{
  return strcmp (axis, "row") == 0 ? question->rows : question->options;
}

static char *
make_option_code (CrmSurveyDraft *self, const CrmSurveyQuestion *question, const char *axis)
{
  CrmId id = crm_survey_draft_find_id (self, question->record);
  const char *prefix = strcmp (axis, "row") == 0 ? "r" : "";
  guint taken = 0;

  /* What this draft has added already counts too. */
  for (guint i = 0; i < crm_edit_get_n_changes (self->edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (self->edit, i);

      if (change->kind == &crm_kind_question_option && change->type == CRM_CHANGE_CREATE && crm_id_equal (&crm_change_get (change, CRM_QUESTION_OPTION_QUESTION)->id, &id))
        taken++;
    }
  for (guint i = get_axis (question, axis)->len + 1;; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s%u", prefix, i + (self->is_copy ? 0 : taken));

      if (crm_survey_question_find_option_code (question, code) == NULL)
        return g_steal_pointer (&code);
    }
}

CrmChange *
crm_survey_draft_add_option (CrmSurveyDraft *self, const CrmSurveyQuestion *question, const char *axis, const CrmRecord *after)
{
  CrmId id = crm_survey_draft_find_id (self, question->record);
  g_autofree char *code = make_option_code (self, question, axis);
  CrmChange *change = create_option (self, &id, axis, code, NULL);

  set_position (change, CRM_QUESTION_OPTION_POSITION, get_axis (question, axis), NULL, after, G_MAXUINT);
  return change;
}

void
crm_survey_draft_move_option (CrmSurveyDraft *self, const CrmSurveyQuestion *question, CrmRecord *option, guint place)
{
  const char *axis = crm_record_get_text (option, CRM_QUESTION_OPTION_AXIS);

  set_position (crm_survey_draft_change (self, option), CRM_QUESTION_OPTION_POSITION, get_axis (question, axis != NULL ? axis : "option"), option, NULL, place);
}

void
crm_survey_draft_remove_option (CrmSurveyDraft *self, const CrmSurveyQuestion *question, CrmRecord *option)
{
  remove_record (self, option);
}
