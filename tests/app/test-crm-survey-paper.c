/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Surveys on paper: every question in both languages, one form after the other, and a picture of it for the eye. */

#include "app/print/crm-printing.h"
#include "app/print/crm-sheet-layout.h"
#include "app/surveys/crm-survey-paper.h"
#include "tests/surveys/survey-samples.h"

#include <locale.h>

#define WIDTH  480.0
#define HEIGHT 700.0

static CrmSheetLayout *
lay_out (CrmSheet *sheet)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  CrmSheetLayout *layout;

  pango_cairo_context_set_resolution (context, 72);
  layout = crm_sheet_layout_new (sheet, context, WIDTH, HEIGHT, NULL);
  g_object_unref (context);
  return layout;
}

/* How many pixels of a page are dark. */
static guint
count_ink (CrmSheetLayout *layout, guint page)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)WIDTH, (int)HEIGHT);
  cairo_t *cairo = cairo_create (surface);
  const char *folder = g_getenv ("CLIENTELE_PAPER");
  guint n = 0;

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  crm_sheet_layout_draw (layout, cairo, page);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  if (folder != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/paper-%u.png", folder, page);

      cairo_surface_write_to_png (surface, path);
    }
  for (int i = 0; i < (int)HEIGHT; i++)
    for (int j = 0; j < (int)WIDTH; j++)
      n += cairo_image_surface_get_data (surface)[i * cairo_image_surface_get_stride (surface) + j * 4] < 128;
  cairo_surface_destroy (surface);
  return n;
}

static void
test_all_questions (void)
{
  g_autoptr (CrmSurveyForm) form = survey_sample_new ();
  g_autoptr (CrmSheet) sheet = crm_survey_paper_new (form);
  g_autoptr (CrmSheetLayout) layout = NULL;
  guint n_blocks = 0;

  crm_survey_paper_add (sheet, form, FALSE, "洛阳瓦岗寨贸易有限公司", "abcdefghijklmnopqrstuvwxyz");
  crm_survey_paper_add (sheet, form, TRUE, NULL, NULL);
  layout = lay_out (sheet);
  for (guint page = 0; page < crm_sheet_layout_get_n_pages (layout); page++)
    {
      n_blocks += crm_sheet_layout_count_blocks (layout, page);
      g_assert_cmpuint (count_ink (layout, page), >, 200);
    }
  /* A head, the titles of two pages and every question, twice. */
  g_assert_cmpuint (n_blocks, ==, 2 * (1 + 2 + form->questions->len));
}

static void
test_each_on_its_own (void)
{
  g_autoptr (CrmSurveyForm) form = survey_sample_new ();
  g_autoptr (CrmSheet) one = crm_survey_paper_new (form), three = crm_survey_paper_new (form);
  g_autoptr (CrmSheetLayout) few = NULL, many = NULL;

  crm_survey_paper_add (one, form, FALSE, NULL, NULL);
  for (guint i = 0; i < 3; i++)
    crm_survey_paper_add (three, form, FALSE, NULL, NULL);
  few = lay_out (one);
  many = lay_out (three);
  g_assert_cmpuint (crm_sheet_layout_get_n_pages (many), ==, 3 * crm_sheet_layout_get_n_pages (few));
}

static void
test_anonymous_has_no_mark (void)
{
  g_autoptr (CrmSurveyForm) form = survey_sample_new_anonymous ();
  g_autoptr (CrmSheet) plain = crm_survey_paper_new (form), named = crm_survey_paper_new (form);
  g_autoptr (CrmSheetLayout) without = NULL, with = NULL;

  crm_survey_paper_add (plain, form, FALSE, NULL, NULL);
  crm_survey_paper_add (named, form, FALSE, "Harbour Office", "abcdefghijklmnopqrstuvwxyz");
  without = lay_out (plain);
  with = lay_out (named);
  g_assert_cmpuint (count_ink (with, 0), ==, count_ink (without, 0));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/survey-paper/every-question-in-both-languages", test_all_questions);
  g_test_add_func ("/app/survey-paper/each-form-on-pages-of-its-own", test_each_on_its_own);
  g_test_add_func ("/app/survey-paper/anonymous-has-no-mark", test_anonymous_has_no_mark);
  return g_test_run ();
}
