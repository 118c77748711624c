/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions answered by keys: what each key picks in every type of question, and what goes on and back. */

#include "app/surveys/crm-question-choices.h"
#include "app/surveys/crm-question-view.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"
#include "tests/surveys/survey-samples.h"

#include <locale.h>

typedef struct
{
  CrmSurveyForm *form;
  CrmSurveyAnswers *answers;
  const CrmSurveyQuestion *question;
  GtkWidget *window;
  GtkWidget *view;
  guint n_next;
  guint n_previous;
} Asked;

static void
on_next (Asked *asked)
{
  asked->n_next++;
}

static void
on_previous (Asked *asked)
{
  asked->n_previous++;
}

static void
ask (Asked *asked, const char *code)
{
  asked->form = survey_sample_new ();
  asked->answers = crm_survey_answers_new (asked->form);
  asked->question = crm_survey_form_find_code (asked->form, code);
  asked->window = gtk_window_new ();
  asked->view = crm_question_view_new (asked->answers, asked->question, CRM_QUESTION_VIEW_KEYS);
  gtk_window_set_child (GTK_WINDOW (asked->window), asked->view);
  gtk_window_present (GTK_WINDOW (asked->window));
  g_signal_connect_swapped (asked->view, "next", G_CALLBACK (on_next), asked);
  g_signal_connect_swapped (asked->view, "previous", G_CALLBACK (on_previous), asked);
  gtk_widget_grab_focus (asked->view);
}

static void
asked_clear (Asked *asked)
{
  gtk_window_destroy (GTK_WINDOW (asked->window));
  crm_survey_answers_free (asked->answers);
  crm_survey_form_unref (asked->form);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

/* As the view's controller is told; what it lets through is nobody's here. */
static gboolean
press_with (Asked *asked, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (asked->view);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static gboolean
press (Asked *asked, guint key)
{
  return press_with (asked, key, 0);
}

static gint64
get_points (Asked *asked, CrmAnswerPart part)
{
  gint64 value;

  return crm_survey_answers_get_value (asked->answers, asked->question, part, &value) ? value / CRM_DECIMAL_ONE : -1;
}

static gboolean
is_chosen (Asked *asked, guint row, guint option)
{
  return crm_survey_answers_is_chosen (asked->answers, asked->question, CRM_ANSWER_PART_NONE, asked->question->rows->len > 0 ? asked->question->rows->pdata[row] : NULL,
                                       asked->question->options->pdata[option]);
}

static void
test_nps (void)
{
  g_auto (Asked) asked = { 0 };

  ask (&asked, "nps");
  for (int digit = 0; digit <= 9; digit++)
    {
      g_assert_true (press (&asked, GDK_KEY_0 + (guint)digit));
      g_assert_cmpint (get_points (&asked, CRM_ANSWER_PART_NONE), ==, digit);
    }
  g_assert_true (press (&asked, GDK_KEY_KP_1));
  g_assert_true (press (&asked, GDK_KEY_KP_0));
  g_assert_cmpint (get_points (&asked, CRM_ANSWER_PART_NONE), ==, 10);
  press (&asked, GDK_KEY_0);
  g_assert_cmpint (get_points (&asked, CRM_ANSWER_PART_NONE), ==, 0);
  press (&asked, GDK_KEY_x);
  g_assert_cmpint (get_points (&asked, CRM_ANSWER_PART_NONE), ==, 10);
  g_assert_false (press (&asked, GDK_KEY_y));
  g_assert_false (press_with (&asked, GDK_KEY_1, GDK_ALT_MASK));
  g_assert_cmpint (get_points (&asked, CRM_ANSWER_PART_NONE), ==, 10);
}

static void
test_scale_keeps_its_ends (void)
{
  g_auto (Asked) asked = { 0 };

  ask (&asked, "csat");
  g_assert_false (press (&asked, GDK_KEY_0));
  g_assert_false (press (&asked, GDK_KEY_6));
  g_assert_false (press (&asked, GDK_KEY_x));
  g_assert_false (crm_survey_answers_has (asked.answers, asked.question));
  g_assert_true (press (&asked, GDK_KEY_5));
  g_assert_cmpint (get_points (&asked, CRM_ANSWER_PART_NONE), ==, 5);
}

static void
test_single (void)
{
  g_auto (Asked) asked = { 0 };

  ask (&asked, "single");
  press (&asked, GDK_KEY_1);
  press (&asked, GDK_KEY_3);
  press (&asked, GDK_KEY_3);
  g_assert_false (is_chosen (&asked, 0, 0));
  g_assert_true (is_chosen (&asked, 0, 2));
  g_assert_false (press (&asked, GDK_KEY_4));
}

static void
test_multiple (void)
{
  g_auto (Asked) asked = { 0 };

  ask (&asked, "multiple");
  press (&asked, GDK_KEY_1);
  press (&asked, GDK_KEY_2);
  g_assert_true (is_chosen (&asked, 0, 0) && is_chosen (&asked, 0, 1));
  press (&asked, GDK_KEY_1);
  g_assert_false (is_chosen (&asked, 0, 0));
  press (&asked, GDK_KEY_4);
  g_assert_true (is_chosen (&asked, 0, 3) && !is_chosen (&asked, 0, 1));
}

static void
test_ranking (void)
{
  g_auto (Asked) asked = { 0 };

  ask (&asked, "ranking");
  press (&asked, GDK_KEY_3);
  press (&asked, GDK_KEY_1);
  g_assert_cmpuint (crm_survey_answers_get_rank (asked.answers, asked.question, asked.question->options->pdata[2]), ==, 1);
  g_assert_cmpuint (crm_survey_answers_get_rank (asked.answers, asked.question, asked.question->options->pdata[0]), ==, 2);
  press (&asked, GDK_KEY_3);
  g_assert_cmpuint (crm_survey_answers_get_rank (asked.answers, asked.question, asked.question->options->pdata[0]), ==, 1);
}

static void
test_lines_in_turn (void)
{
  g_auto (Asked) matrix = { 0 }, kano = { 0 }, servqual = { 0 };

  ask (&matrix, "matrix");
  for (guint i = 0; i < 3; i++)
    press (&matrix, GDK_KEY_1 + i);
  for (guint i = 0; i < 3; i++)
    g_assert_true (is_chosen (&matrix, i, i));
  ask (&kano, "kano");
  press (&kano, GDK_KEY_1);
  press (&kano, GDK_KEY_5);
  g_assert_true (crm_survey_answers_is_chosen (kano.answers, kano.question, CRM_ANSWER_PART_FUNCTIONAL, NULL, kano.question->options->pdata[0]));
  g_assert_true (crm_survey_answers_is_chosen (kano.answers, kano.question, CRM_ANSWER_PART_DYSFUNCTIONAL, NULL, kano.question->options->pdata[4]));
  ask (&servqual, "servqual");
  press (&servqual, GDK_KEY_7);
  press (&servqual, GDK_KEY_4);
  g_assert_cmpint (get_points (&servqual, CRM_ANSWER_PART_EXPECTATION), ==, 7);
  g_assert_cmpint (get_points (&servqual, CRM_ANSWER_PART_PERCEPTION), ==, 4);
}

static void
test_on_and_back (void)
{
  g_auto (Asked) asked = { 0 };

  ask (&asked, "stars");
  press (&asked, GDK_KEY_Return);
  press (&asked, GDK_KEY_KP_Enter);
  g_assert_cmpuint (asked.n_next, ==, 2);
  press (&asked, GDK_KEY_BackSpace);
  press_with (&asked, GDK_KEY_Return, GDK_SHIFT_MASK);
  g_assert_cmpuint (asked.n_previous, ==, 2);
  g_assert_false (press (&asked, GDK_KEY_Tab));
}

static GtkWidget *
find_widget (GtkWidget *parent, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_texts_keep_their_keys (void)
{
  g_auto (Asked) asked = { 0 };
  GtkWidget *entry;

  ask (&asked, "long_text");
  entry = find_widget (asked.view, GTK_TYPE_TEXT_VIEW);
  g_assert_nonnull (entry);
  g_assert_false (press (&asked, GDK_KEY_1));
  g_assert_true (press (&asked, GDK_KEY_BackSpace));
  g_assert_cmpuint (asked.n_previous, ==, 1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), "Later than promised", -1);
  g_assert_false (press (&asked, GDK_KEY_BackSpace));
  g_assert_false (press_with (&asked, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_signal_emit_by_name (entry, "preedit-changed", "wan");
  g_assert_false (press (&asked, GDK_KEY_Return));
  g_signal_emit_by_name (entry, "preedit-changed", "");
  g_assert_true (press (&asked, GDK_KEY_Return));
  g_assert_cmpuint (asked.n_next, ==, 1);
  g_assert_cmpstr (crm_survey_answers_get_text (asked.answers, asked.question), ==, "Later than promised");
}

static void
assert_typed (const char *code, const char *typed, gboolean good)
{
  g_auto (Asked) asked = { 0 };
  g_autoptr (GError) error = NULL;

  ask (&asked, code);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (asked.view, GTK_TYPE_ENTRY)), typed);
  g_assert_cmpint (crm_question_view_check (CRM_QUESTION_VIEW (asked.view), &error), ==, good);
  g_assert_cmpint (crm_survey_answers_has (asked.answers, asked.question), ==, good && *typed != '\0');
}

static void
test_typed_values (void)
{
  assert_typed ("number", "12.5", TRUE);
  assert_typed ("number", "a dozen", FALSE);
  assert_typed ("number", "", TRUE);
  assert_typed ("date", "2026-02-28", TRUE);
  assert_typed ("date", "2026-02-30", FALSE);
  assert_typed ("date", "2月28日", TRUE);
  assert_typed ("short_text", "单雄信", TRUE);
}

static void
test_required (void)
{
  g_auto (Asked) asked = { 0 };
  g_autoptr (GError) error = NULL;

  ask (&asked, "nps");
  g_assert_false (crm_question_view_check (CRM_QUESTION_VIEW (asked.view), &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  crm_question_view_set_problem (CRM_QUESTION_VIEW (asked.view), error->message);
  press (&asked, GDK_KEY_7);
  g_assert_true (crm_question_view_check (CRM_QUESTION_VIEW (asked.view), NULL));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/question/points-up-to-ten-by-digits", test_nps);
  g_test_add_func ("/app/question/a-scale-has-no-points-beyond-its-ends", test_scale_keeps_its_ends);
  g_test_add_func ("/app/question/one-of-several", test_single);
  g_test_add_func ("/app/question/several-of-several-and-none-alone", test_multiple);
  g_test_add_func ("/app/question/places-in-the-order-of-choosing", test_ranking);
  g_test_add_func ("/app/question/rows-and-pairs-line-by-line", test_lines_in_turn);
  g_test_add_func ("/app/question/enter-goes-on-and-backspace-back", test_on_and_back);
  g_test_add_func ("/app/question/texts-keep-their-keys", test_texts_keep_their_keys);
  g_test_add_func ("/app/question/what-is-typed-is-read-or-refused", test_typed_values);
  g_test_add_func ("/app/question/what-must-be-answered", test_required);
  return g_test_run ();
}
