/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which questions of a survey are shown, given the answers so far; and what is wrong with its conditions. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-logic.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-condition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmSurveyLogic
{
  CrmSurveyForm *form;
  CrmSurveyCondition **pages;     /* one for each page; NULL where it is always shown */
  CrmSurveyCondition **questions; /* one for each question */
};

static CrmSurveyCondition *
parse (const CrmRecord *record, guint field)
{
  const char *text = crm_record_get_text (record, field);

  return text != NULL ? crm_survey_condition_parse (text, NULL) : NULL;
}

CrmSurveyLogic *
crm_survey_logic_new (CrmSurveyForm *form)
{
  CrmSurveyLogic *self;

  g_return_val_if_fail (form != NULL, NULL);

  self = g_atomic_rc_box_new0 (CrmSurveyLogic);
  self->form = crm_survey_form_ref (form);
  self->pages = g_new0 (CrmSurveyCondition *, form->pages->len);
  self->questions = g_new0 (CrmSurveyCondition *, form->questions->len);
  for (guint i = 0; i < form->pages->len; i++)
    self->pages[i] = parse (((CrmSurveyPage *)form->pages->pdata[i])->record, CRM_SURVEY_PAGE_SHOW_IF);
  for (guint i = 0; i < form->questions->len; i++)
    self->questions[i] = parse (((CrmSurveyQuestion *)form->questions->pdata[i])->record, CRM_QUESTION_SHOW_IF);
  return self;
}

CrmSurveyLogic *
crm_survey_logic_ref (CrmSurveyLogic *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
logic_clear (gpointer data)
{
  CrmSurveyLogic *self = data;

  for (guint i = 0; i < self->form->pages->len; i++)
    g_clear_pointer (&self->pages[i], crm_survey_condition_unref);
  for (guint i = 0; i < self->form->questions->len; i++)
    g_clear_pointer (&self->questions[i], crm_survey_condition_unref);
  g_free (self->pages);
  g_free (self->questions);
  crm_survey_form_unref (self->form);
}

void
crm_survey_logic_unref (CrmSurveyLogic *self)
{
  g_atomic_rc_box_release_full (self, logic_clear);
}

/* ── evaluating ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CrmSurveyForm *form;
  const CrmSurveyAnswers *answers;
  const gboolean *shown;
  guint limit;      /* questions from here on are later */
  GPtrArray *words; /* of the operand last looked up */
} Asking;

static CrmRecord *
find_detail (const CrmSurveyQuestion *question, const char *detail)
{
  return detail != NULL ? crm_survey_question_find_option_code (question, detail) : NULL;
}

static void
add_answer (const CrmSurveyAnswer *answer, GPtrArray *words, CrmSurveyOperand *operand)
{
  const char *code = answer->option != NULL ? crm_record_get_text (answer->option, CRM_QUESTION_OPTION_CODE) : NULL;

  operand->answered = TRUE;
  if (code != NULL)
    g_ptr_array_add (words, (gpointer)code);
  if (answer->text != NULL)
    g_ptr_array_add (words, answer->text);
  if (answer->has_value || answer->date != CRM_DATE_NONE)
    {
      operand->has_number = TRUE;
      operand->number = answer->has_value ? answer->value : answer->date;
    }
}

static gboolean
is_meant (const CrmSurveyQuestion *question, const CrmSurveyAnswer *answer, const char *detail)
{
  CrmRecord *record;

  if (detail == NULL)
    return TRUE;
  if (answer->part != CRM_ANSWER_PART_NONE)
    return crm_answer_part_find (detail) == answer->part;
  record = find_detail (question, detail);
  return record != NULL && (answer->row == record || answer->option == record);
}

static void
look_up (const char *code, const char *detail, CrmSurveyOperand *operand, gpointer data)
{
  Asking *asking = data;
  const CrmSurveyQuestion *question = crm_survey_form_find_code (asking->form, code);
  guint place = question != NULL ? crm_survey_form_get_place (asking->form, question) : G_MAXUINT;
  const GArray *list;

  if (place >= asking->limit || !asking->shown[place])
    return;
  g_ptr_array_set_size (asking->words, 0);
  list = crm_survey_answers_get (asking->answers, question);
  for (guint i = 0; i < list->len; i++)
    if (is_meant (question, &g_array_index (list, CrmSurveyAnswer, i), detail))
      add_answer (&g_array_index (list, CrmSurveyAnswer, i), asking->words, operand);
  /* The place of an option in a ranking is a number, and no name. */
  if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_ORDER && detail != NULL)
    g_ptr_array_set_size (asking->words, 0);
  operand->words = (const char *const *)asking->words->pdata;
  operand->n_words = asking->words->len;
}

void
crm_survey_logic_evaluate (const CrmSurveyLogic *self, const CrmSurveyAnswers *answers, gboolean *shown)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  Asking asking = { self->form, answers, shown, 0, words };

  for (guint i = 0; i < self->form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = self->form->questions->pdata[i];
      const CrmSurveyPage *page = self->form->pages->pdata[question->page];

      asking.limit = page->first;
      shown[i] = self->pages[question->page] == NULL || crm_survey_condition_is_true (self->pages[question->page], look_up, &asking);
      asking.limit = i;
      shown[i] = shown[i] && (self->questions[i] == NULL || crm_survey_condition_is_true (self->questions[i], look_up, &asking));
    }
}

/* ── faults of what a condition names ─────────────────────────────────────────────────────── */

/* Takes @message. */
static gboolean
refuse (CrmSurveyFaultType type, CrmSurveyFaultType *fault, GError **error, char *message)
{
  *fault = type;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message);
  g_free (message);
  return FALSE;
}

static gboolean
has_option (const CrmSurveyQuestion *question, const CrmSurveyTest *test)
{
  if (test->word == NULL || test->quoted || !crm_question_type_has_options (question->type) || test->has_number)
    return TRUE;
  return crm_survey_question_find_option_code (question, test->word) != NULL;
}

static gboolean
has_detail (const CrmSurveyQuestion *question, const char *detail)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);

  if (detail == NULL || find_detail (question, detail) != NULL)
    return TRUE;
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    if (strcmp (crm_answer_part_get_name (parts[i]), detail) == 0)
      return TRUE;
  return FALSE;
}

/* @limit: the place from which on questions are not answered yet. */
static gboolean
check_test (const CrmSurveyForm *form, const CrmSurveyTest *test, guint limit, CrmSurveyFaultType *fault, GError **error)
{
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, test->code);

  if (question == NULL)
    return refuse (CRM_SURVEY_FAULT_UNKNOWN, fault, error, g_strdup_printf (_ ("The condition names “%s”, but no question has this code."), test->code));
  if (crm_survey_form_get_place (form, question) >= limit)
    return refuse (CRM_SURVEY_FAULT_FORWARD, fault, error, g_strdup_printf (_ ("The condition asks for “%s”, which is answered only later."), test->code));
  if (!has_detail (question, test->detail))
    return refuse (CRM_SURVEY_FAULT_UNKNOWN, fault, error, g_strdup_printf (_ ("The condition names “%s”, which is no part of that question."), test->detail));
  if (!has_option (question, test))
    return refuse (CRM_SURVEY_FAULT_UNKNOWN, fault, error, g_strdup_printf (_ ("The condition names “%s”, but no option has this code."), test->word));
  return TRUE;
}

static CrmSurveyCondition *
check (const CrmSurveyForm *form, const char *text, guint limit, CrmSurveyFaultType *fault, GError **error)
{
  g_autoptr (CrmSurveyCondition) condition = crm_survey_condition_parse (text, error);

  *fault = CRM_SURVEY_FAULT_SYNTAX;
  for (guint i = 0; condition != NULL && i < crm_survey_condition_get_n_tests (condition); i++)
    {
      CrmSurveyTest test = crm_survey_condition_get_test (condition, i);

      if (!check_test (form, &test, limit, fault, error))
        return NULL;
    }
  return g_steal_pointer (&condition);
}

static guint
get_limit (const CrmSurveyForm *form, const CrmSurveyPage *page, const CrmSurveyQuestion *question)
{
  return question != NULL ? crm_survey_form_get_place (form, question) : page->first;
}

gboolean
crm_survey_logic_check (const CrmSurveyForm *form, const CrmSurveyPage *page, const CrmSurveyQuestion *question, const char *condition, GError **error)
{
  g_autoptr (CrmSurveyCondition) parsed = NULL;
  CrmSurveyFaultType fault;

  g_return_val_if_fail (form != NULL && (page != NULL || question != NULL) && condition != NULL, FALSE);

  parsed = check (form, condition, get_limit (form, page, question), &fault, error);
  return parsed != NULL;
}

/* ── what can be reached ──────────────────────────────────────────────────────────────────── */

/* Sets of answers tried before a condition counts as reachable. */
#define TRIES_MAX 50000

/* Options of a question from which every set is tried; of more, only single ones and all. */
#define SETS_MAX 6

/* What can be answered to one code and detail: an operand for each possibility, the first for none. */
typedef struct
{
  const char *code;
  const char *detail;
  GArray *operands; /* of CrmSurveyOperand */
  GPtrArray *words; /* of GPtrArray: what operands borrow */
  guint tried;
} Domain;

static void
domain_free (gpointer data)
{
  Domain *domain = data;

  g_array_unref (domain->operands);
  g_ptr_array_unref (domain->words);
  g_free (domain);
}

static void
add_number (Domain *domain, gint64 number)
{
  CrmSurveyOperand operand = { .answered = TRUE, .has_number = TRUE, .number = number };

  g_array_append_val (domain->operands, operand);
}

/* An answer of those options whose bits are in @set; all of them where it is 0. */
static void
add_options (Domain *domain, const CrmSurveyQuestion *question, guint set)
{
  GPtrArray *words = g_ptr_array_new ();
  CrmSurveyOperand operand = { .answered = TRUE };

  for (guint i = 0; i < question->options->len; i++)
    if (set == 0 || (i < 32 && (set >> i & 1) != 0))
      {
        CrmRecord *option = question->options->pdata[i];
        const char *code = crm_record_get_text (option, CRM_QUESTION_OPTION_CODE);

        g_ptr_array_add (words, (gpointer)(code != NULL ? code : ""));
        operand.has_number = crm_record_has (option, CRM_QUESTION_OPTION_VALUE);
        operand.number = crm_record_get_integer (option, CRM_QUESTION_OPTION_VALUE, 0);
      }
  g_ptr_array_add (domain->words, words);
  operand.words = (const char *const *)words->pdata;
  operand.n_words = words->len;
  g_array_append_val (domain->operands, operand);
}

static void
add_word (Domain *domain, const char *word)
{
  GPtrArray *words = g_ptr_array_new ();
  CrmSurveyOperand operand = { .answered = TRUE, .n_words = 1 };

  g_ptr_array_add (words, (gpointer)word);
  g_ptr_array_add (domain->words, words);
  operand.words = (const char *const *)words->pdata;
  g_array_append_val (domain->operands, operand);
}

static void
add_chosen (Domain *domain, const CrmSurveyQuestion *question)
{
  guint n = MIN (question->options->len, 31);

  if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_OPTIONS && n <= SETS_MAX)
    for (guint set = 1; set < 1u << n; set++)
      add_options (domain, question, set);
  else
    {
      for (guint i = 0; i < n; i++)
        add_options (domain, question, 1u << i);
      if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_OPTIONS)
        add_options (domain, question, 0);
    }
}

/* Of numbers without end, those that a condition mentions and their neighbours make all the difference. */
static void
add_around (Domain *domain, const CrmSurveyQuestion *question, const CrmSurveyTest *test)
{
  if (!test->has_number)
    {
      add_word (domain, test->word != NULL ? test->word : "");
      return;
    }
  for (int step = -1; step <= 1; step++)
    {
      gint64 number = test->number + step;

      if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_DATE || ((!crm_record_has (question->record, CRM_QUESTION_MINIMUM) || number >= question->minimum) && (!crm_record_has (question->record, CRM_QUESTION_MAXIMUM) || number <= question->maximum)))
        add_number (domain, number);
    }
}

static void
fill_domain (Domain *domain, const CrmSurveyQuestion *question, const CrmSurveyTest *test)
{
  switch (crm_question_type_get_form (question->type))
    {
    case CRM_ANSWER_FORM_POINTS:
      for (gint64 point = question->minimum; point <= question->maximum && domain->operands->len < 200; point += CRM_DECIMAL_ONE)
        add_number (domain, point);
      break;
    case CRM_ANSWER_FORM_ORDER:
      if (test->detail == NULL)
        add_options (domain, question, 0);
      for (guint i = 1; test->detail != NULL && i <= question->options->len; i++)
        add_number (domain, i * CRM_DECIMAL_ONE);
      break;
    case CRM_ANSWER_FORM_OPTION:
    case CRM_ANSWER_FORM_OPTIONS:
      add_chosen (domain, question);
      break;
    case CRM_ANSWER_FORM_NUMBER:
    case CRM_ANSWER_FORM_DATE:
    case CRM_ANSWER_FORM_TEXT:
    default:
      add_around (domain, question, test);
      if (crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_TEXT)
        add_word (domain, "");
      break;
    }
}

static Domain *
find_domain (GPtrArray *domains, const char *code, const char *detail)
{
  for (guint i = 0; i < domains->len; i++)
    if (strcmp (((Domain *)domains->pdata[i])->code, code) == 0 && g_strcmp0 (((Domain *)domains->pdata[i])->detail, detail) == 0)
      return domains->pdata[i];
  return NULL;
}

static void
add_domains (GPtrArray *domains, const CrmSurveyForm *form, const CrmSurveyCondition *condition, const gboolean *reachable)
{
  for (guint i = 0; condition != NULL && i < crm_survey_condition_get_n_tests (condition); i++)
    {
      CrmSurveyTest test = crm_survey_condition_get_test (condition, i);
      const CrmSurveyQuestion *question = crm_survey_form_find_code (form, test.code);
      Domain *domain = find_domain (domains, test.code, test.detail);
      CrmSurveyOperand none = { 0 };

      if (domain == NULL)
        {
          domain = g_new0 (Domain, 1);
          domain->code = test.code;
          domain->detail = test.detail;
          domain->operands = g_array_new (FALSE, FALSE, sizeof (CrmSurveyOperand));
          domain->words = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
          g_array_append_val (domain->operands, none);
          g_ptr_array_add (domains, domain);
          if (reachable[crm_survey_form_get_place (form, question)])
            fill_domain (domain, question, &test);
        }
      else if (reachable[crm_survey_form_get_place (form, question)] && !crm_question_type_has_options (question->type) && crm_question_type_get_form (question->type) != CRM_ANSWER_FORM_POINTS)
        add_around (domain, question, &test);
    }
}

static void
look_up_tried (const char *code, const char *detail, CrmSurveyOperand *operand, gpointer data)
{
  Domain *domain = find_domain (data, code, detail);

  if (domain != NULL)
    *operand = g_array_index (domain->operands, CrmSurveyOperand, domain->tried);
}

/* The next set of answers, as an odometer counts; FALSE when all have been. */
static gboolean
try_next (GPtrArray *domains)
{
  for (guint i = 0; i < domains->len; i++)
    {
      Domain *domain = domains->pdata[i];

      if (++domain->tried < domain->operands->len)
        return TRUE;
      domain->tried = 0;
    }
  return FALSE;
}

/* Whether there are answers under which all of @conditions (some may be NULL) are true. */
static gboolean
can_be_true (const CrmSurveyForm *form, CrmSurveyCondition *const *conditions, guint n, const gboolean *reachable)
{
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (domain_free);
  guint tries = 0;

  for (guint i = 0; i < n; i++)
    add_domains (domains, form, conditions[i], reachable);
  do
    {
      gboolean all = TRUE;

      for (guint i = 0; all && i < n; i++)
        all = conditions[i] == NULL || crm_survey_condition_is_true (conditions[i], look_up_tried, domains);
      if (all)
        return TRUE;
    }
  while (++tries < TRIES_MAX && try_next (domains));
  return tries >= TRIES_MAX;
}

static void
fault_free (gpointer data)
{
  CrmSurveyFault *fault = data;

  g_free (fault->message);
  g_free (fault);
}

static void
add_fault (GPtrArray *faults, CrmSurveyFaultType type, const CrmSurveyPage *page, const CrmSurveyQuestion *question, const char *message)
{
  CrmSurveyFault *fault = g_new0 (CrmSurveyFault, 1);

  *fault = (CrmSurveyFault){ type, page, question, g_strdup (message) };
  g_ptr_array_add (faults, fault);
}

/* (nullable): the condition, where it makes sense; otherwise its fault is added. */
static CrmSurveyCondition *
take_condition (const CrmSurveyForm *form, const CrmSurveyPage *page, const CrmSurveyQuestion *question, GPtrArray *faults)
{
  const char *text = question != NULL ? crm_record_get_text (question->record, CRM_QUESTION_SHOW_IF) : crm_record_get_text (page->record, CRM_SURVEY_PAGE_SHOW_IF);
  g_autoptr (GError) error = NULL;
  CrmSurveyFaultType type;
  CrmSurveyCondition *condition;

  if (text == NULL)
    return NULL;
  condition = check (form, text, get_limit (form, page, question), &type, &error);
  if (condition == NULL)
    add_fault (faults, type, question == NULL ? page : NULL, question, error->message);
  return condition;
}

GPtrArray *
crm_survey_logic_find_faults (CrmSurveyForm *form)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (fault_free);
  g_autofree gboolean *reachable = g_new0 (gboolean, form->questions->len + 1);

  for (guint i = 0; i < form->pages->len; i++)
    {
      const CrmSurveyPage *page = form->pages->pdata[i];
      g_autoptr (CrmSurveyCondition) of_page = take_condition (form, page, NULL, faults);

      for (guint j = page->first; j < page->first + page->n_questions; j++)
        {
          const CrmSurveyQuestion *question = form->questions->pdata[j];
          g_autoptr (CrmSurveyCondition) own = take_condition (form, page, question, faults);
          CrmSurveyCondition *conditions[] = { of_page, own };

          reachable[j] = can_be_true (form, conditions, 2, reachable);
          if (!reachable[j])
            add_fault (faults, CRM_SURVEY_FAULT_UNREACHABLE, NULL, question, _ ("Whatever is answered before, this question is never shown."));
        }
    }
  return faults;
}
