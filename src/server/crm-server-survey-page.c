/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of a survey as a page: plain HTML that looks and reads as the mailed page, and works without a script. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-survey-page.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <string.h>

/* One question being written. */
typedef struct
{
  const CrmServerSurveyPage *page;
  GString *html;
  const CrmSurveyQuestion *question;
  guint place;
  gboolean second;
  gboolean required;
  const char *language;
  const char *problem; /* (nullable) */
  gboolean *focus;     /* whether a field is still to be focused: the first of the first question with a problem */
} Pen;

static const char *
say (const Pen *pen, CrmSurveyPhrase phrase)
{
  return crm_survey_get_phrase (phrase, pen->language);
}

static const CrmSurveyAnswers *
get_answers (const Pen *pen)
{
  return crm_survey_sheet_get_answers (pen->page->sheet);
}

static const char *
get_text (const Pen *pen, const CrmRecord *record, guint field)
{
  return crm_survey_get_text (record, field, pen->second);
}

/* ── fields ───────────────────────────────────────────────────────────────────────────────── */

/* What every control of a question has; the last attributes of its tag. */
static void
append_state (Pen *pen, gboolean requires)
{
  crm_server_page_append_format (pen->html, " aria-describedby=\"h%u\"", pen->place);
  if (requires && pen->required)
    g_string_append (pen->html, " required");
  if (pen->problem == NULL)
    return;
  g_string_append (pen->html, " aria-invalid=\"true\"");
  if (*pen->focus)
    g_string_append (pen->html, " autofocus");
  *pen->focus = FALSE;
}

static void
append_pick (Pen *pen, const char *type, const char *name, guint value, const char *label, const char *said, gboolean chosen)
{
  crm_server_page_append_format (pen->html, "<label class=\"pick\"><input type=\"%s\" name=\"%s\" value=\"%u\"", type, name, value);
  if (said != NULL)
    crm_server_page_append_format (pen->html, " aria-label=\"%s\"", said);
  if (chosen)
    g_string_append (pen->html, " checked");
  append_state (pen, strcmp (type, "radio") == 0);
  crm_server_page_append_format (pen->html, "><span>%s</span></label>\n", label);
}

static const char *
get_points_style (const CrmSurveyQuestion *question, int n)
{
  if (question->type == CRM_QUESTION_TYPE_STARS)
    return "points stars";
  return n > 10 ? "points long" : n > 7 ? "points ten"
                              : n > 5   ? "points wide"
                                        : "points";
}

static void
append_point (Pen *pen, const char *name, int point, const char *end, gboolean chosen)
{
  g_autofree char *text = g_strdup_printf ("%d", point);
  g_autofree char *said = NULL;

  if (pen->question->type == CRM_QUESTION_TYPE_STARS)
    said = g_strdup_printf ("%s %s%s%s", text, say (pen, point == 1 ? CRM_SURVEY_PHRASE_STAR : CRM_SURVEY_PHRASE_STARS), end != NULL ? ", " : "", end != NULL ? end : "");
  else if (end != NULL)
    said = g_strdup_printf ("%s, %s", text, end);
  append_pick (pen, "radio", name, (guint)point, pen->question->type == CRM_QUESTION_TYPE_STARS ? "" : text, said, chosen);
}

static const char *
get_end (Pen *pen, gboolean high)
{
  const CrmSurveyForm *form = crm_survey_sheet_get_form (pen->page->sheet);
  const char *end = crm_survey_form_get_end (form, pen->question, high, pen->second);

  /* Where the second language says nothing the first counts. */
  if (end == NULL && pen->second)
    end = crm_survey_form_get_end (form, pen->question, high, FALSE);
  return end;
}

static void
append_points (Pen *pen, CrmAnswerPart part)
{
  g_autofree char *name = crm_server_survey_name_field (pen->place, crm_answer_part_get_name (part));
  int first = (int)(pen->question->minimum / CRM_DECIMAL_ONE), last = (int)(pen->question->maximum / CRM_DECIMAL_ONE);
  const char *low = get_end (pen, FALSE), *high = get_end (pen, TRUE);
  gint64 value = -1;

  crm_survey_answers_get_value (get_answers (pen), pen->question, part, &value);
  crm_server_page_append_format (pen->html, "<div class=\"%s\">\n", get_points_style (pen->question, last - first + 1));
  for (int point = first; point <= last; point++)
    append_point (pen, name, point, point == first ? low : point == last ? high
                                                                         : NULL,
                  value == point * CRM_DECIMAL_ONE);
  g_string_append (pen->html, "</div>\n");
  if (low != NULL || high != NULL)
    crm_server_page_append_format (pen->html, "<div class=\"ends\" aria-hidden=\"true\"><span>%s</span><span>%s</span></div>\n", low, high);
}

/* What was posted together and does not go together is shown together. */
static gboolean
is_chosen (const Pen *pen, const char *name, guint place, CrmAnswerPart half, const CrmRecord *row, const CrmRecord *option)
{
  const char *posted = pen->page->posted != NULL && crm_question_type_get_form (pen->question->type) == CRM_ANSWER_FORM_OPTIONS ? g_hash_table_lookup (pen->page->posted, name) : NULL;
  g_auto (GStrv) places = posted != NULL ? g_strsplit (posted, "\n", -1) : NULL;
  g_autofree char *text = g_strdup_printf ("%u", place);

  return places != NULL ? g_strv_contains ((const char *const *)places, text) : crm_survey_answers_is_chosen (get_answers (pen), pen->question, half, row, option);
}

static void
append_options (Pen *pen, const char *type, const char *part, CrmAnswerPart half, const CrmRecord *row, const char *style)
{
  g_autofree char *name = crm_server_survey_name_field (pen->place, part);

  crm_server_page_append_format (pen->html, "<div class=\"%s\">\n", style);
  for (guint i = 0; i < pen->question->options->len; i++)
    {
      const CrmRecord *option = pen->question->options->pdata[i];

      append_pick (pen, type, name, i, get_text (pen, option, CRM_QUESTION_OPTION_TEXT), NULL, is_chosen (pen, name, i, half, row, option));
    }
  g_string_append (pen->html, "</div>\n");
}

static void
append_ranking (Pen *pen)
{
  guint n = pen->question->options->len;

  g_string_append (pen->html, "<div class=\"options\">\n");
  for (guint i = 0; i < n; i++)
    {
      const CrmRecord *option = pen->question->options->pdata[i];
      g_autofree char *part = g_strdup_printf ("o%u", i);
      g_autofree char *name = crm_server_survey_name_field (pen->place, part);
      const char *posted = pen->page->posted != NULL ? g_hash_table_lookup (pen->page->posted, name) : NULL;
      guint rank = crm_survey_answers_get_rank (get_answers (pen), pen->question, option);

      if (posted != NULL)
        rank = (guint)CLAMP (g_ascii_strtoll (posted, NULL, 10), 0, n);
      crm_server_page_append_format (pen->html, "<label class=\"place\"><span>%s</span><select name=\"%s\"", get_text (pen, option, CRM_QUESTION_OPTION_TEXT), name);
      append_state (pen, FALSE);
      g_string_append (pen->html, "><option value=\"\">–</option>");
      for (guint j = 1; j <= n; j++)
        g_string_append_printf (pen->html, "<option value=\"%u\"%s>%u</option>", j, j == rank ? " selected" : "", j);
      g_string_append (pen->html, "</select></label>\n");
    }
  g_string_append (pen->html, "</div>\n");
}

/* (transfer full): what stands in a typed field: what was posted where that was not understood, else the answer. */
static char *
make_typed (const Pen *pen, const char *name, CrmAnswerPart part)
{
  const char *posted = pen->page->posted != NULL ? g_hash_table_lookup (pen->page->posted, name) : NULL;
  CrmAnswerForm form = crm_question_type_get_form (pen->question->type);
  char iso[CRM_DATE_LENGTH];
  gint64 value;

  if (posted != NULL)
    return g_strdup (posted);
  if (form == CRM_ANSWER_FORM_NUMBER || form == CRM_ANSWER_FORM_POINTS)
    return crm_survey_answers_get_value (get_answers (pen), pen->question, part, &value) ? crm_decimal_format (value) : g_strdup ("");
  if (form != CRM_ANSWER_FORM_DATE)
    return g_strdup (crm_survey_answers_get_text (get_answers (pen), pen->question));
  return crm_survey_answers_get_date (get_answers (pen), pen->question) != CRM_DATE_NONE ? g_strdup (crm_date_to_iso (crm_survey_answers_get_date (get_answers (pen), pen->question), iso)) : g_strdup ("");
}

/* Named by the question, or by @label where it stands beside a choice. */
static void
append_typed (Pen *pen, const char *part, CrmAnswerPart half, const char *label)
{
  g_autofree char *name = crm_server_survey_name_field (pen->place, part);
  g_autofree char *text = make_typed (pen, name, half);
  CrmAnswerForm form = crm_question_type_get_form (pen->question->type);
  gboolean is_long = pen->question->type == CRM_QUESTION_TYPE_LONG_TEXT, is_number = form == CRM_ANSWER_FORM_NUMBER || form == CRM_ANSWER_FORM_POINTS;

  crm_server_page_append_format (pen->html, is_long ? "<textarea name=\"%s\" rows=\"4\" maxlength=\"20000\"" : "<input class=\"text\" name=\"%s\" maxlength=\"20000\"", name);
  if (label != NULL)
    crm_server_page_append_format (pen->html, " aria-label=\"%s\" placeholder=\"%s\"", label, label);
  else
    crm_server_page_append_format (pen->html, " aria-labelledby=\"l%u\"", pen->place);
  if (!is_long)
    crm_server_page_append_format (pen->html, " type=\"%s\"", form == CRM_ANSWER_FORM_DATE ? "date" : "text");
  if (is_number)
    g_string_append (pen->html, " inputmode=\"decimal\"");
  append_state (pen, label == NULL);
  if (is_long)
    /* A parser leaves out the first line break after the tag. */
    crm_server_page_append_format (pen->html, ">\n%s</textarea>\n", text);
  else
    crm_server_page_append_format (pen->html, " value=\"%s\">\n", text);
}

/* ── a question ───────────────────────────────────────────────────────────────────────────── */

static void
begin_line (Pen *pen, guint number, const char *name)
{
  crm_server_page_append_format (pen->html, "<div class=\"line\" role=\"group\" aria-labelledby=\"n%u-%u\"><div class=\"name\" id=\"n%u-%u\">%s</div>\n", pen->place, number, pen->place, number, name);
}

static void
append_rows (Pen *pen)
{
  for (guint i = 0; i < pen->question->rows->len; i++)
    {
      const CrmRecord *row = pen->question->rows->pdata[i];
      g_autofree char *part = g_strdup_printf ("r%u", i);

      begin_line (pen, i, get_text (pen, row, CRM_QUESTION_OPTION_TEXT));
      append_options (pen, "radio", part, CRM_ANSWER_PART_NONE, row, "pills");
      g_string_append (pen->html, "</div>\n");
    }
}

static void
append_scale (Pen *pen, CrmAnswerPart part)
{
  if (crm_server_survey_has_buttons (pen->question))
    append_points (pen, part);
  else
    append_typed (pen, crm_answer_part_get_name (part), part, NULL);
}

static void
append_halves (Pen *pen)
{
  const CrmAnswerPart *parts = crm_question_type_get_parts (pen->question->type);

  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    {
      begin_line (pen, i, crm_survey_get_part_phrase (parts[i], pen->language));
      if (crm_question_type_get_form (pen->question->type) == CRM_ANSWER_FORM_POINTS)
        append_scale (pen, parts[i]);
      else
        append_options (pen, "radio", crm_answer_part_get_name (parts[i]), parts[i], NULL, "pills");
      g_string_append (pen->html, "</div>\n");
    }
}

static void
append_body (Pen *pen)
{
  CrmAnswerForm form = crm_question_type_get_form (pen->question->type);

  if (crm_question_type_has_rows (pen->question->type))
    append_rows (pen);
  else if (*crm_question_type_get_parts (pen->question->type) != CRM_ANSWER_PART_NONE)
    append_halves (pen);
  else if (form == CRM_ANSWER_FORM_POINTS)
    append_scale (pen, CRM_ANSWER_PART_NONE);
  else if (form == CRM_ANSWER_FORM_OPTION)
    append_options (pen, "radio", NULL, CRM_ANSWER_PART_NONE, NULL, "options");
  else if (form == CRM_ANSWER_FORM_OPTIONS)
    append_options (pen, "checkbox", NULL, CRM_ANSWER_PART_NONE, NULL, "options several");
  else if (form == CRM_ANSWER_FORM_ORDER)
    append_ranking (pen);
  else
    append_typed (pen, NULL, CRM_ANSWER_PART_NONE, NULL);
  if (crm_question_type_has_options (pen->question->type) && crm_record_get_integer (pen->question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0)
    append_typed (pen, "t", CRM_ANSWER_PART_NONE, say (pen, CRM_SURVEY_PHRASE_OTHER));
}

static const char *
get_hint (Pen *pen)
{
  const char *hint = get_text (pen, pen->question->record, CRM_QUESTION_HINT);

  if (*hint != '\0')
    return hint;
  switch (crm_question_type_get_form (pen->question->type))
    {
    case CRM_ANSWER_FORM_OPTIONS:
      return say (pen, CRM_SURVEY_PHRASE_SEVERAL);
    case CRM_ANSWER_FORM_ORDER:
      return say (pen, CRM_SURVEY_PHRASE_PLACES);
    default:
      return "";
    }
}

/* The problem stands with the hint, so that both are said with each field. */
static void
append_question (Pen *pen)
{
  crm_server_page_append_format (pen->html, pen->problem != NULL ? "<fieldset id=\"q%u\" class=\"wrong\">\n<legend id=\"l%u\">%s" : "<fieldset id=\"q%u\">\n<legend id=\"l%u\">%s", pen->place, pen->place, get_text (pen, pen->question->record, CRM_QUESTION_TEXT));
  g_string_append (pen->html, pen->required ? "\302\240*</legend>\n" : "</legend>\n");
  crm_server_page_append_format (pen->html, "<div id=\"h%u\">\n<div class=\"hint\">%s</div>\n", pen->place, get_hint (pen));
  if (pen->problem != NULL)
    crm_server_page_append_format (pen->html, "<p class=\"problem\">%s</p>\n", pen->problem);
  g_string_append (pen->html, "</div>\n");
  append_body (pen);
  g_string_append (pen->html, "</fieldset>\n");
}

/* ── the page ─────────────────────────────────────────────────────────────────────────────── */

static const char *
get_other_language (const CrmServerSurveyPage *self)
{
  const CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);

  return crm_record_get_text (form->survey, crm_survey_sheet_is_second (self->sheet) ? CRM_SURVEY_LANGUAGE : CRM_SURVEY_SECOND_LANGUAGE);
}

/* What Enter presses is the first button of the form: in a text none, as it may end a word of an input method, and elsewhere, where browsers pass
 * over one that is disabled, one that stays. */
static void
append_head (const CrmServerSurveyPage *self, GString *html, const char *title)
{
  const CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);
  const char *language = crm_server_survey_get_language (self->sheet), *other = get_other_language (self);

  g_string_append (html, "<form id=\"form\" method=\"post\" novalidate autocomplete=\"off\">\n<button type=\"submit\" disabled hidden></button><button type=\"submit\" hidden></button>\n");
  crm_server_page_append_format (html, "<header><h1>%s</h1>", title);
  if (crm_survey_form_has_second (form) && other != NULL)
    {
      g_autofree char *tag = g_strdelimit (g_strdup (other), "_", '-');

      crm_server_page_append_format (html, "<button type=\"submit\" name=\"" CRM_SERVER_SURVEY_GO "\" value=\"" CRM_SERVER_SURVEY_OTHER "\" lang=\"%s\">%s</button>", tag, crm_survey_get_language_name (other));
    }
  g_string_append (html, "</header>\n");
  if (crm_survey_form_is_anonymous (form))
    crm_server_page_append_format (html, "<p class=\"hint\">%s</p>\n", crm_survey_get_phrase (CRM_SURVEY_PHRASE_ANONYMOUS, language));
}

static void
append_step_number (const CrmServerSurveyPage *self, GString *html)
{
  const char *language = crm_server_survey_get_language (self->sheet);
  g_auto (GStrv) words = NULL;
  guint n = 0, number = 0;

  for (int i = -1; (i = crm_server_survey_steps_find_next (self->steps, self->sheet, i)) >= 0;)
    {
      n++;
      number += i <= (int)self->place;
    }
  if (n < 2)
    return;
  words = g_strsplit (crm_survey_get_phrase (CRM_SURVEY_PHRASE_STEP, language), "%u", 3);
  crm_server_page_append_format (html, "<p class=\"step\">%s%u%s%u%s</p>\n", words[0], number, words[1], n, words[2]);
}

static void
append_summary (const CrmServerSurveyPage *self, GString *html)
{
  const CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);
  const CrmServerSurveyStep *step = crm_server_survey_steps_get (self->steps, self->place);
  const char *language = crm_server_survey_get_language (self->sheet);

  if (self->nothing)
    crm_server_page_append_format (html, "<div class=\"summary\" role=\"alert\"><p>%s</p></div>\n", crm_survey_get_phrase (CRM_SURVEY_PHRASE_NOTHING, language));
  if (self->problems == NULL || g_hash_table_size (self->problems) == 0)
    return;
  crm_server_page_append_format (html, "<div class=\"summary\" role=\"alert\"><p>%s</p><ul>\n", crm_survey_get_phrase (CRM_SURVEY_PHRASE_CHECK, language));
  for (guint i = step->first; i < step->first + step->n_questions; i++)
    if (g_hash_table_contains (self->problems, form->questions->pdata[i]))
      crm_server_page_append_format (html, "<li><a href=\"#q%u\">%s</a></li>\n", i, crm_survey_get_text (((CrmSurveyQuestion *)form->questions->pdata[i])->record, CRM_QUESTION_TEXT, crm_survey_sheet_is_second (self->sheet)));
  g_string_append (html, "</ul></div>\n");
}

static void
append_questions (const CrmServerSurveyPage *self, GString *html)
{
  const CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);
  const CrmServerSurveyStep *step = crm_server_survey_steps_get (self->steps, self->place);
  gboolean second = crm_survey_sheet_is_second (self->sheet), focus = TRUE;
  const CrmSurveyPage *page = form->pages->pdata[step->page];
  const char *title = crm_survey_get_text (page->record, CRM_SURVEY_PAGE_TITLE, second), *intro = crm_survey_get_text (page->record, CRM_SURVEY_PAGE_INTRO, second);

  if (*title != '\0')
    crm_server_page_append_format (html, "<h2 class=\"page\">%s</h2>\n", title);
  if (*intro != '\0' && step->opens)
    crm_server_page_append_format (html, "<p>%s</p>\n", intro);
  for (guint i = step->first; i < step->first + step->n_questions; i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[i];
      Pen pen = { self, html, question, i, second, crm_record_get_integer (question->record, CRM_QUESTION_REQUIRED, 0) != 0, crm_server_survey_get_language (self->sheet),
                  self->problems != NULL ? g_hash_table_lookup (self->problems, question) : NULL, &focus };

      if (crm_survey_sheet_is_shown (self->sheet, question))
        append_question (&pen);
    }
}

static void
append_buttons (const CrmServerSurveyPage *self, GString *html)
{
  const char *language = crm_server_survey_get_language (self->sheet);
  gboolean goes_on = crm_server_survey_steps_find_next (self->steps, self->sheet, (int)self->place) >= 0 || crm_server_survey_steps_may_add (self->steps, crm_survey_sheet_get_form (self->sheet), self->place);

  crm_server_page_append_format (html, "<input type=\"hidden\" name=\"" CRM_SERVER_SURVEY_STEP "\" value=\"%u\">\n", self->place + 1);
  if (self->draft != NULL)
    crm_server_page_append_format (html, "<input type=\"hidden\" name=\"" CRM_SERVER_SURVEY_DRAFT "\" value=\"%s\">\n", self->draft);
  crm_server_page_append_format (html, "<div class=\"bar\"><button type=\"submit\" class=\"main\" name=\"" CRM_SERVER_SURVEY_GO "\" value=\"" CRM_SERVER_SURVEY_NEXT "\">%s</button>",
                                 crm_survey_get_phrase (goes_on ? CRM_SURVEY_PHRASE_MORE : CRM_SURVEY_PHRASE_FINISH, language));
  if (crm_server_survey_steps_find_previous (self->steps, self->sheet, (int)self->place) >= 0)
    crm_server_page_append_format (html, "<button type=\"submit\" name=\"" CRM_SERVER_SURVEY_GO "\" value=\"" CRM_SERVER_SURVEY_BACK "\">%s</button>", crm_survey_get_phrase (CRM_SURVEY_PHRASE_EARLIER, language));
  g_string_append (html, "</div>\n</form>\n");
}

void
crm_server_survey_page_write (const CrmServerSurveyPage *self, CrmServerPageResponse *response)
{
  const CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);
  const char *title = crm_survey_get_text (form->survey, CRM_SURVEY_TITLE, crm_survey_sheet_is_second (self->sheet));
  gboolean wrong = self->nothing || (self->problems != NULL && g_hash_table_size (self->problems) > 0);
  const char *language = crm_server_survey_get_language (self->sheet);
  g_autofree char *head = wrong ? g_strdup_printf ("%s – %s", crm_survey_get_phrase (CRM_SURVEY_PHRASE_INVALID, language), title) : g_strdup (title);
  GString *html = crm_server_page_begin (language, head);

  append_head (self, html, title);
  append_step_number (self, html);
  append_summary (self, html);
  append_questions (self, html);
  append_buttons (self, html);
  crm_server_page_finish (html, wrong ? 422 : 200, response);
}

void
crm_server_survey_page_write_thanks (const CrmSurveyForm *form, gboolean second, CrmServerPageResponse *response)
{
  const char *language = crm_record_get_text (form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
  const char *title = crm_survey_get_text (form->survey, CRM_SURVEY_TITLE, second), *thanks = crm_survey_get_text (form->survey, CRM_SURVEY_THANKS, second);
  GString *html = crm_server_page_begin (language != NULL ? language : "en", title);

  crm_server_page_append_format (html, "<section class=\"note done\"><h1>%s</h1>\n<p>%s</p></section>\n", *thanks != '\0' ? thanks : crm_survey_get_phrase (CRM_SURVEY_PHRASE_THANKS, language), title);
  crm_server_page_finish (html, 200, response);
}
