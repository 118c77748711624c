/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey on paper. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-paper.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-qr-code.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

/* Points. */
#define TEXT_SIZE  10.5
#define SMALL_SIZE 8.5
#define BOX        10
#define GAP        6
#define LINE_GAP   22
#define QR_SIZE    74
#define POINTS_MAX 11
#define LONG_LINES 4

/* A question, or the head of a form where there is none. */
typedef struct
{
  CrmSurveyForm *form;
  const CrmSurveyQuestion *question;
  char *name;
  char *token;
  guint number;
  gboolean second;
} Part;

/* Where the pen is. Without cairo it only measures. */
typedef struct
{
  const Part *part;
  PangoContext *context;
  cairo_t *cairo;
  double width;
  double y;
} Pen;

static void
part_free (gpointer data)
{
  Part *part = data;

  crm_survey_form_unref (part->form);
  g_free (part->name);
  g_free (part->token);
  g_free (part);
}

static const char *
get_language (const Part *part)
{
  return crm_record_get_text (part->form->survey, part->second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
}

/* ── the pen ──────────────────────────────────────────────────────────────────────────────── */

/* Text at x, its height; it does not move the pen. */
static double
write_text (Pen *pen, const char *text, double x, double width, double size, gboolean bold, PangoAlignment align)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (pen->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  int height;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(MAX (width, 12) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, align);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  if (pen->cairo != NULL)
    {
      cairo_move_to (pen->cairo, x, pen->y);
      pango_cairo_show_layout (pen->cairo, layout);
    }
  return (double)height / PANGO_SCALE;
}

static void
write_line (Pen *pen, const char *text, double size, gboolean bold)
{
  if (*text != '\0')
    pen->y += write_text (pen, text, 0, pen->width, size, bold, PANGO_ALIGN_LEFT) + 2;
}

static void
draw_box (Pen *pen, double x, double y, double size, gboolean round)
{
  if (pen->cairo == NULL)
    return;
  cairo_new_path (pen->cairo);
  if (round)
    cairo_arc (pen->cairo, x + size / 2, y + size / 2, size / 2, 0, 2 * G_PI);
  else
    cairo_rectangle (pen->cairo, x, y, size, size);
  cairo_set_line_width (pen->cairo, 0.8);
  cairo_stroke (pen->cairo);
}

static void
draw_rule (Pen *pen, double from, double to)
{
  if (pen->cairo == NULL)
    return;
  cairo_set_line_width (pen->cairo, 0.6);
  cairo_move_to (pen->cairo, from, pen->y);
  cairo_line_to (pen->cairo, to, pen->y);
  cairo_stroke (pen->cairo);
}

static void
draw_rules (Pen *pen, guint n, double from)
{
  for (guint i = 0; i < n; i++)
    {
      pen->y += LINE_GAP;
      draw_rule (pen, from, pen->width);
    }
}

/* ── answers ──────────────────────────────────────────────────────────────────────────────── */

static const char *
get_option_text (Pen *pen, const CrmRecord *option)
{
  return crm_survey_get_text (option, CRM_QUESTION_OPTION_TEXT, pen->part->second);
}

static void
draw_options (Pen *pen, CrmAnswerForm form)
{
  const CrmSurveyQuestion *question = pen->part->question;

  for (guint i = 0; i < question->options->len; i++)
    {
      double height;

      pen->y += GAP;
      height = write_text (pen, get_option_text (pen, question->options->pdata[i]), 2 * BOX + GAP, pen->width - 2 * BOX - GAP, TEXT_SIZE, FALSE, PANGO_ALIGN_LEFT);
      draw_box (pen, form == CRM_ANSWER_FORM_ORDER ? 0 : BOX / 2.0, pen->y + 2, form == CRM_ANSWER_FORM_ORDER ? BOX * 1.5 : BOX, form == CRM_ANSWER_FORM_OPTION);
      pen->y += MAX (height, form == CRM_ANSWER_FORM_ORDER ? BOX * 1.5 + 2 : BOX);
    }
}

static void
draw_heads (Pen *pen, double from, guint n, const char *const *heads)
{
  double width = (pen->width - from) / n, height = 0;

  for (guint i = 0; i < n; i++)
    height = MAX (height, write_text (pen, heads[i], from + i * width, width - 2, SMALL_SIZE, FALSE, PANGO_ALIGN_CENTER));
  pen->y += height + 2;
}

static void
draw_boxes (Pen *pen, double from, guint n)
{
  double width = (pen->width - from) / n;

  for (guint i = 0; i < n; i++)
    draw_box (pen, from + (i + 0.5) * width - BOX / 2.0, pen->y, BOX, TRUE);
  pen->y += BOX;
}

static const char *
get_end_text (Pen *pen, gboolean high)
{
  const char *text = crm_survey_get_text (pen->part->question->record, high ? CRM_QUESTION_HIGH_LABEL : CRM_QUESTION_LOW_LABEL, pen->part->second);
  const char *usual = crm_survey_get_end_phrase (pen->part->question->type, high, get_language (pen->part));

  return *text == '\0' && usual != NULL ? usual : text;
}

static void
draw_points (Pen *pen)
{
  const CrmSurveyQuestion *question = pen->part->question;
  int low = (int)(question->minimum / CRM_DECIMAL_ONE), n = (int)(question->maximum / CRM_DECIMAL_ONE) - low + 1;
  g_auto (GStrv) heads = NULL;
  double width, one, other;

  if (n > POINTS_MAX || n < 1)
    {
      draw_rules (pen, 1, pen->width * 2 / 3);
      return;
    }
  heads = g_new0 (char *, n + 1);
  for (int i = 0; i < n; i++)
    heads[i] = g_strdup_printf ("%d", low + i);
  pen->y += GAP;
  width = pen->width;
  pen->width = MIN (pen->width, n * 40.0);
  draw_heads (pen, 0, (guint)n, (const char *const *)heads);
  draw_boxes (pen, 0, (guint)n);
  pen->y += 3;
  one = write_text (pen, get_end_text (pen, FALSE), 0, pen->width / 2 - GAP, SMALL_SIZE, FALSE, PANGO_ALIGN_LEFT);
  other = write_text (pen, get_end_text (pen, TRUE), pen->width / 2 + GAP, pen->width / 2 - GAP, SMALL_SIZE, FALSE, PANGO_ALIGN_RIGHT);
  pen->y += MAX (*get_end_text (pen, FALSE) != '\0' ? one : 0, *get_end_text (pen, TRUE) != '\0' ? other : 0);
  pen->width = width;
}

/* A line of a matrix: what it is for, and a box in each column; the first one stands under the columns' words. */
static void
draw_row (Pen *pen, const char *label, gboolean first)
{
  GPtrArray *options = pen->part->question->options;
  g_autofree const char **heads = g_new0 (const char *, options->len + 1);
  double from = pen->width * 0.36, top, height;

  if (options->len == 0)
    return;
  for (guint i = 0; i < options->len; i++)
    heads[i] = get_option_text (pen, options->pdata[i]);
  pen->y += GAP;
  if (first)
    draw_heads (pen, from, options->len, heads);
  top = pen->y;
  height = write_text (pen, label, 0, from - GAP, TEXT_SIZE, FALSE, PANGO_ALIGN_LEFT);
  pen->y += 2;
  draw_boxes (pen, from, options->len);
  pen->y = MAX (pen->y, top + height);
}

static void
draw_lines (Pen *pen)
{
  const CrmSurveyQuestion *question = pen->part->question;
  const CrmAnswerPart *parts = crm_question_type_get_parts (question->type);

  for (guint i = 0; i < question->rows->len; i++)
    draw_row (pen, get_option_text (pen, question->rows->pdata[i]), i == 0);
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    {
      const char *name = crm_survey_get_part_phrase (parts[i], get_language (pen->part));

      if (crm_question_type_get_form (question->type) != CRM_ANSWER_FORM_POINTS)
        draw_row (pen, name, i == 0);
      else
        {
          pen->y += GAP;
          write_line (pen, name, TEXT_SIZE, FALSE);
          draw_points (pen);
        }
    }
}

static void
draw_answer (Pen *pen)
{
  const CrmSurveyQuestion *question = pen->part->question;
  CrmAnswerForm form = crm_question_type_get_form (question->type);

  if (question->rows->len > 0 || crm_question_type_get_parts (question->type)[0] != CRM_ANSWER_PART_NONE)
    draw_lines (pen);
  else if (form == CRM_ANSWER_FORM_POINTS)
    draw_points (pen);
  else if (crm_question_type_has_options (question->type))
    draw_options (pen, form);
  else
    draw_rules (pen, question->type == CRM_QUESTION_TYPE_LONG_TEXT ? LONG_LINES : 1, 0);
  if (crm_question_type_has_options (question->type) && crm_record_get_integer (question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0)
    {
      pen->y += GAP;
      write_text (pen, crm_survey_get_phrase (CRM_SURVEY_PHRASE_OTHER, get_language (pen->part)), 2 * BOX + GAP, 80, TEXT_SIZE, FALSE, PANGO_ALIGN_LEFT);
      draw_box (pen, BOX / 2.0, pen->y + 2, BOX, form == CRM_ANSWER_FORM_OPTION);
      pen->y += BOX + 4;
      draw_rule (pen, 2 * BOX + 80, pen->width);
    }
}

static void
draw_question (Pen *pen)
{
  const CrmRecord *record = pen->part->question->record;
  const char *hint = crm_survey_get_text (record, CRM_QUESTION_HINT, pen->part->second);
  CrmAnswerForm form = crm_question_type_get_form (pen->part->question->type);
  g_autofree char *text = g_strdup_printf ("%u. %s%s", pen->part->number, crm_survey_get_text (record, CRM_QUESTION_TEXT, pen->part->second),
                                           crm_record_get_integer (record, CRM_QUESTION_REQUIRED, 0) != 0 ? " *" : "");

  write_line (pen, text, TEXT_SIZE, TRUE);
  if (*hint == '\0' && form == CRM_ANSWER_FORM_OPTIONS)
    hint = crm_survey_get_phrase (CRM_SURVEY_PHRASE_SEVERAL, get_language (pen->part));
  write_line (pen, hint, SMALL_SIZE, FALSE);
  draw_answer (pen);
}

/* ── the head ─────────────────────────────────────────────────────────────────────────────── */

static void
draw_qr (Pen *pen)
{
  g_autoptr (CrmQrCode) code = crm_qr_code_new (pen->part->token);
  double module = code != NULL ? (double)QR_SIZE / code->width : 0;

  for (guint i = 0; code != NULL && pen->cairo != NULL && i < code->width * code->width; i++)
    if (code->dark[i])
      cairo_rectangle (pen->cairo, pen->width - QR_SIZE + i % code->width * module, pen->y + i / code->width * module, module, module);
  if (pen->cairo != NULL)
    {
      cairo_antialias_t before = cairo_get_antialias (pen->cairo);

      cairo_set_antialias (pen->cairo, CAIRO_ANTIALIAS_NONE);
      cairo_fill (pen->cairo);
      cairo_set_antialias (pen->cairo, before);
    }
}

static void
draw_head (Pen *pen)
{
  const Part *part = pen->part;
  double width = pen->width, top = pen->y;
  g_autofree char *who = part->name != NULL ? g_strdup_printf ("%s: %s", crm_survey_get_phrase (CRM_SURVEY_PHRASE_NAME, get_language (part)), part->name) : NULL;

  if (part->token != NULL)
    {
      draw_qr (pen);
      pen->width -= QR_SIZE + 4 * GAP;
    }
  write_line (pen, crm_survey_get_text (part->form->survey, CRM_SURVEY_TITLE, part->second), 18, TRUE);
  if (crm_survey_form_is_anonymous (part->form))
    write_line (pen, crm_survey_get_phrase (CRM_SURVEY_PHRASE_ANONYMOUS, get_language (part)), TEXT_SIZE, FALSE);
  if (who != NULL)
    write_line (pen, who, TEXT_SIZE, FALSE);
  if (part->token != NULL)
    {
      write_line (pen, part->token, SMALL_SIZE, FALSE);
      pen->y = MAX (pen->y, top + QR_SIZE);
    }
  pen->width = width;
}

static double
draw_part (const Part *part, PangoContext *context, cairo_t *cairo, double width)
{
  Pen pen = { part, context, cairo, width, 0 };

  if (part->question != NULL)
    draw_question (&pen);
  else
    draw_head (&pen);
  return pen.y + 1;
}

static double
measure (gpointer data, PangoContext *context, double width)
{
  return draw_part (data, context, NULL, width);
}

static void
draw (gpointer data, PangoContext *context, cairo_t *cairo, double width, double height)
{
  cairo_save (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  draw_part (data, context, cairo, width);
  cairo_restore (cairo);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

static Part *
part_new (CrmSurveyForm *form, gboolean second)
{
  Part *part = g_new0 (Part, 1);

  part->form = crm_survey_form_ref (form);
  part->second = second;
  return part;
}

CrmSheet *
crm_survey_paper_new (const CrmSurveyForm *form)
{
  g_return_val_if_fail (form != NULL, NULL);

  return crm_sheet_new_untitled (crm_record_get_title (form->survey));
}

void
crm_survey_paper_add (CrmSheet *sheet, CrmSurveyForm *form, gboolean second, const char *name, const char *token)
{
  static const CrmSheetDrawing drawing = { measure, draw };
  gboolean named;
  Part *head;

  g_return_if_fail (sheet != NULL && form != NULL);

  named = !crm_survey_form_is_anonymous (form);
  head = part_new (form, second);
  head->name = named ? g_strdup (name) : NULL;
  head->token = named ? g_strdup (token) : NULL;
  crm_sheet_add_break (sheet);
  crm_sheet_add_drawing (sheet, &drawing, head, part_free);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[i];
      const CrmSurveyPage *page = form->pages->pdata[question->page];
      const char *title = crm_survey_get_text (page->record, CRM_SURVEY_PAGE_TITLE, second), *intro = crm_survey_get_text (page->record, CRM_SURVEY_PAGE_INTRO, second);
      Part *part = part_new (form, second);

      if (page->first == i && *title != '\0')
        crm_sheet_add_heading (sheet, title);
      if (page->first == i && *intro != '\0')
        crm_sheet_add_text (sheet, intro);
      part->question = question;
      part->number = i + 1;
      crm_sheet_add_drawing (sheet, &drawing, part, part_free);
    }
}
