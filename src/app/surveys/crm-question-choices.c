/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a question lets people choose from. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-question-choices.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>

#define POINTS_MAX      11
#define SECOND_DIGIT_US G_TIME_SPAN_SECOND

/* One thing to choose for: the question, a row of a matrix, a half of a pair. */
typedef struct
{
  CrmAnswerPart part;
  CrmRecord *row;
  GPtrArray *cells; /* of Cell */
} Line;

/* One thing to choose. */
typedef struct
{
  CrmQuestionChoices *owner; /* borrowed: it owns the line */
  Line *line;
  CrmRecord *option; /* NULL for points */
  gint64 value;
  GtkWidget *button;
  GtkWidget *badge; /* NULL for points */
  GtkWidget *check;
} Cell;

struct _CrmQuestionChoices
{
  AdwBin parent_instance;

  /* owned */
  CrmSurveyForm *form;
  GPtrArray *lines; /* of Line */

  /* borrowed */
  CrmSurveyAnswers *answers;
  const CrmSurveyQuestion *question;
  const char *language;
  Line *current; /* the line keys are for */

  gint64 digit_at; /* when the last digit was typed */
  int digit;
  gboolean second;
  gboolean keys;
  gboolean setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmQuestionChoices, crm_question_choices, ADW_TYPE_BIN)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_ptr_array_unref (line->cells);
  g_free (line);
}

static CrmAnswerForm
get_form (CrmQuestionChoices *self)
{
  return crm_question_type_get_form (self->question->type);
}

static gboolean
is_points (CrmQuestionChoices *self)
{
  return get_form (self) == CRM_ANSWER_FORM_POINTS;
}

/* ── showing what is answered ─────────────────────────────────────────────────────────────── */

static gboolean
is_chosen (CrmQuestionChoices *self, const Cell *cell)
{
  gint64 value;

  if (cell->option != NULL)
    return crm_survey_answers_is_chosen (self->answers, self->question, cell->line->part, cell->line->row, cell->option);
  if (!crm_survey_answers_get_value (self->answers, self->question, cell->line->part, &value))
    return FALSE;
  return value == cell->value;
}

/* Stars are full up to the one chosen. */
static void
show_star (CrmQuestionChoices *self, Cell *cell)
{
  gint64 value;
  gboolean full = crm_survey_answers_get_value (self->answers, self->question, cell->line->part, &value) && cell->value <= value;

  gtk_button_set_icon_name (GTK_BUTTON (cell->button), full ? "starred-symbolic" : "non-starred-symbolic");
}

static void
show_rank (CrmQuestionChoices *self, Cell *cell)
{
  guint rank = crm_survey_answers_get_rank (self->answers, self->question, cell->option);
  g_autofree char *text = rank > 0 ? g_strdup_printf ("%u", rank) : g_strdup ("");
  g_autofree char *state = rank > 0 ? g_strdup_printf (_ ("Place %u"), rank) : NULL;

  gtk_label_set_label (GTK_LABEL (cell->check), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state != NULL ? state : "", -1);
}

static void
show_cell (CrmQuestionChoices *self, Cell *cell)
{
  gboolean chosen = is_chosen (self, cell);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cell->button), chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_STATE_CHECKED, chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (self->question->type == CRM_QUESTION_TYPE_STARS)
    show_star (self, cell);
  else if (get_form (self) == CRM_ANSWER_FORM_ORDER)
    show_rank (self, cell);
  else if (cell->check != NULL)
    gtk_widget_set_opacity (cell->check, chosen ? 1 : 0);
}

static void
show_all (CrmQuestionChoices *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      for (guint j = 0; j < line->cells->len; j++)
        show_cell (self, line->cells->pdata[j]);
    }
  self->setting = FALSE;
}

static void
choose (CrmQuestionChoices *self, Cell *cell, gboolean chosen)
{
  if (cell->option != NULL)
    crm_survey_answers_choose (self->answers, self->question, cell->line->part, cell->line->row, cell->option, chosen);
  else if (chosen)
    crm_survey_answers_set_value (self->answers, self->question, cell->line->part, cell->value);
  else
    crm_survey_answers_clear_part (self->answers, self->question, cell->line->part);
  show_all (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_toggled (GtkToggleButton *button, gpointer data)
{
  Cell *cell = data;

  if (cell->owner->setting)
    return;
  cell->owner->current = cell->line;
  choose (cell->owner, cell, gtk_toggle_button_get_active (button));
}

static void
on_cell_focus (GtkEventController *controller, gpointer data)
{
  Cell *cell = data;

  cell->owner->current = cell->line;
}

/* ── making it ────────────────────────────────────────────────────────────────────────────── */

static const char *
get_option_text (CrmQuestionChoices *self, CrmRecord *option)
{
  return crm_survey_get_text (option, CRM_QUESTION_OPTION_TEXT, self->second);
}

static Cell *
add_cell (CrmQuestionChoices *self, Line *line, CrmRecord *option, gint64 value, const char *name)
{
  gboolean several = get_form (self) == CRM_ANSWER_FORM_OPTIONS || get_form (self) == CRM_ANSWER_FORM_ORDER;
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Cell *cell = g_new0 (Cell, 1);

  cell->owner = self;
  cell->line = line;
  cell->option = option;
  cell->value = value;
  cell->button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", several ? GTK_ACCESSIBLE_ROLE_CHECKBOX : GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (cell->button, "toggled", G_CALLBACK (on_toggled), cell);
  g_signal_connect (focus, "enter", G_CALLBACK (on_cell_focus), cell);
  gtk_widget_add_controller (cell->button, focus);
  g_ptr_array_add (line->cells, cell);
  return cell;
}

static GtkWidget *
make_end (const char *text, float align)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_justify (GTK_LABEL (label), align > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static const char *
get_end_text (CrmQuestionChoices *self, gboolean high)
{
  const char *text = crm_survey_get_text (self->question->record, high ? CRM_QUESTION_HIGH_LABEL : CRM_QUESTION_LOW_LABEL, self->second);
  const char *usual = crm_survey_get_end_phrase (self->question->type, high, self->language);

  return *text == '\0' && usual != NULL ? usual : text;
}

/* "7", or at the ends "0, Not at all likely"; "3 stars". */
static char *
dup_point_name (CrmQuestionChoices *self, int point)
{
  gboolean low = point == self->question->minimum / CRM_DECIMAL_ONE, high = point == self->question->maximum / CRM_DECIMAL_ONE;
  const char *end = low || high ? get_end_text (self, high) : "";

  if (self->question->type == CRM_QUESTION_TYPE_STARS)
    return g_strdup_printf ("%d %s", point, crm_survey_get_phrase (point == 1 ? CRM_SURVEY_PHRASE_STAR : CRM_SURVEY_PHRASE_STARS, self->language));
  return *end != '\0' ? g_strdup_printf ("%d, %s", point, end) : g_strdup_printf ("%d", point);
}

static void
add_points (CrmQuestionChoices *self, Line *line, GtkBox *parent)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int low = (int)(self->question->minimum / CRM_DECIMAL_ONE), high = (int)(self->question->maximum / CRM_DECIMAL_ONE);

  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_widget_add_css_class (row, "question-points");
  if (self->question->type == CRM_QUESTION_TYPE_STARS)
    {
      gtk_widget_add_css_class (row, "stars");
      gtk_widget_set_halign (row, GTK_ALIGN_START);
    }
  for (int point = low; point <= high; point++)
    {
      g_autofree char *name = dup_point_name (self, point), *text = g_strdup_printf ("%d", point);
      Cell *cell = add_cell (self, line, NULL, point * CRM_DECIMAL_ONE, name);

      if (self->question->type == CRM_QUESTION_TYPE_STARS)
        gtk_widget_add_css_class (cell->button, "flat");
      else
        gtk_button_set_label (GTK_BUTTON (cell->button), text);
      gtk_widget_add_css_class (cell->button, "numeric");
      gtk_box_append (GTK_BOX (row), cell->button);
    }
  gtk_box_append (parent, row);
  if (*get_end_text (self, FALSE) != '\0' || *get_end_text (self, TRUE) != '\0')
    {
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

      gtk_box_append (GTK_BOX (words), make_end (get_end_text (self, FALSE), 0));
      gtk_box_append (GTK_BOX (words), make_end (get_end_text (self, TRUE), 1));
      gtk_box_append (parent, words);
    }
}

/* The key that chooses the option at this place, or nothing. */
static void
format_key (guint place, char key[2])
{
  key[0] = place < 9 ? (char)('1' + place) : place == 9 ? '0'
                                         : place < 36   ? (char)('A' + place - 10)
                                                        : '\0';
  key[1] = '\0';
}

static GtkWidget *
make_option_content (CrmQuestionChoices *self, Cell *cell, const char *text, guint place, gboolean pill)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, pill ? 6 : 12), *label = gtk_label_new (text);
  gboolean order = get_form (self) == CRM_ANSWER_FORM_ORDER;
  char key[2];

  format_key (place, key);
  if (self->keys && key[0] != '\0')
    {
      cell->badge = gtk_label_new (key);
      gtk_widget_add_css_class (cell->badge, "key-cap");
      gtk_widget_set_valign (cell->badge, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), cell->badge);
    }
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, !pill);
  gtk_box_append (GTK_BOX (box), label);
  if (pill)
    return box;
  cell->check = order ? gtk_label_new (NULL) : gtk_image_new_from_icon_name ("object-select-symbolic");
  gtk_widget_add_css_class (cell->check, order ? "rank" : "check");
  gtk_widget_set_valign (cell->check, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), cell->check);
  return box;
}

static Cell *
add_option (CrmQuestionChoices *self, Line *line, CrmRecord *option, gboolean pill)
{
  guint place = line->cells->len;
  const char *text = get_option_text (self, option);
  Cell *cell = add_cell (self, line, option, 0, text);

  gtk_button_set_child (GTK_BUTTON (cell->button), make_option_content (self, cell, text, place, pill));
  gtk_widget_add_css_class (cell->button, pill ? "question-pill" : "question-option");
  return cell;
}

/* One below the other, where there is one line only. */
static void
add_options (CrmQuestionChoices *self, Line *line, GtkBox *parent)
{
  for (guint i = 0; i < self->question->options->len; i++)
    gtk_box_append (parent, add_option (self, line, self->question->options->pdata[i], FALSE)->button);
}

/* Side by side as far as they fit, where there are several lines. */
static void
add_pills (CrmQuestionChoices *self, Line *line, GtkBox *parent)
{
  GtkWidget *wrap = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (wrap), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (wrap), 6);
  for (guint i = 0; i < self->question->options->len; i++)
    adw_wrap_box_append (ADW_WRAP_BOX (wrap), add_option (self, line, self->question->options->pdata[i], TRUE)->button);
  gtk_box_append (parent, wrap);
}

static void
add_line (CrmQuestionChoices *self, GtkBox *parent, CrmAnswerPart part, CrmRecord *row, const char *title)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  Line *line = g_new0 (Line, 1);

  line->part = part;
  line->row = row;
  line->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->lines, line);
  gtk_box_append (parent, box);
  if (title != NULL)
    {
      GtkWidget *label = gtk_label_new (title);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "heading");
      gtk_box_append (GTK_BOX (box), label);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
    }
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_survey_get_text (self->question->record, CRM_QUESTION_TEXT, self->second), -1);
  if (is_points (self))
    add_points (self, line, GTK_BOX (box));
  else if (title != NULL)
    add_pills (self, line, GTK_BOX (box));
  else
    add_options (self, line, GTK_BOX (box));
}

static void
add_lines (CrmQuestionChoices *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  const CrmAnswerPart *parts = crm_question_type_get_parts (self->question->type);

  adw_bin_set_child (ADW_BIN (self), box);
  for (guint i = 0; i < self->question->rows->len && crm_question_type_has_rows (self->question->type); i++)
    {
      CrmRecord *row = self->question->rows->pdata[i];

      add_line (self, GTK_BOX (box), CRM_ANSWER_PART_NONE, row, get_option_text (self, row));
    }
  for (guint i = 0; parts[i] != CRM_ANSWER_PART_NONE; i++)
    add_line (self, GTK_BOX (box), parts[i], NULL, crm_survey_get_part_phrase (parts[i], self->language));
  if (parts[0] == CRM_ANSWER_PART_NONE && !crm_question_type_has_rows (self->question->type))
    add_line (self, GTK_BOX (box), CRM_ANSWER_PART_NONE, NULL, NULL);
  self->current = self->lines->len > 0 ? self->lines->pdata[0] : NULL;
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

/* Which point is meant by a digit, knowing the one before. */
static int
find_point (CrmQuestionChoices *self, gunichar letter)
{
  int low = (int)(self->question->minimum / CRM_DECIMAL_ONE), high = (int)(self->question->maximum / CRM_DECIMAL_ONE);
  int digit = g_unichar_digit_value (letter), both = self->digit * 10 + digit;
  gint64 now = g_get_monotonic_time ();

  if (letter == 'x' || letter == 'X')
    return low <= 10 && high >= 10 ? 10 : -1;
  if (digit < 0)
    return -1;
  if (self->digit > 0 && now - self->digit_at < SECOND_DIGIT_US && both >= low && both <= high)
    {
      self->digit = 0;
      return both;
    }
  self->digit = digit;
  self->digit_at = now;
  return digit >= low && digit <= high ? digit : -1;
}

static int
find_option (gunichar letter)
{
  int digit = g_unichar_digit_value (letter);
  gunichar upper = g_unichar_toupper (letter);

  if (digit >= 0)
    return digit == 0 ? 9 : digit - 1;
  return upper >= 'A' && upper <= 'Z' ? (int)(10 + upper - 'A') : -1;
}

static Cell *
find_cell (CrmQuestionChoices *self, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  int low = (int)(self->question->minimum / CRM_DECIMAL_ONE);
  int place = letter == 0 ? -1 : is_points (self) ? find_point (self, letter) - low
                                                  : find_option (letter);

  if (self->current == NULL || place < 0 || (guint)place >= self->current->cells->len)
    return NULL;
  return self->current->cells->pdata[place];
}

gboolean
crm_question_choices_pick (CrmQuestionChoices *self, guint key)
{
  gboolean one;
  guint position;
  Cell *cell;

  g_return_val_if_fail (CRM_IS_QUESTION_CHOICES (self), FALSE);

  cell = find_cell (self, key);
  if (cell == NULL)
    return FALSE;
  one = get_form (self) != CRM_ANSWER_FORM_OPTIONS && get_form (self) != CRM_ANSWER_FORM_ORDER;
  gtk_widget_grab_focus (cell->button);
  choose (self, cell, one || !is_chosen (self, cell));
  if (g_ptr_array_find (self->lines, cell->line, &position) && position + 1 < self->lines->len)
    {
      self->current = self->lines->pdata[position + 1];
      gtk_widget_grab_focus (((Cell *)self->current->cells->pdata[0])->button);
    }
  return TRUE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

/* On what is chosen, so that the arrow keys go on from there. */
static gboolean
crm_question_choices_grab_focus (GtkWidget *widget)
{
  CrmQuestionChoices *self = CRM_QUESTION_CHOICES (widget);
  Line *line = self->lines->len > 0 ? self->lines->pdata[0] : NULL;

  for (guint i = 0; line != NULL && i < line->cells->len; i++)
    if (is_chosen (self, line->cells->pdata[i]))
      return gtk_widget_grab_focus (((Cell *)line->cells->pdata[i])->button);
  return line != NULL && line->cells->len > 0 && gtk_widget_grab_focus (((Cell *)line->cells->pdata[0])->button);
}

static void
crm_question_choices_dispose (GObject *object)
{
  CrmQuestionChoices *self = CRM_QUESTION_CHOICES (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  self->current = NULL;
  g_ptr_array_set_size (self->lines, 0);
  g_clear_pointer (&self->form, crm_survey_form_unref);

  G_OBJECT_CLASS (crm_question_choices_parent_class)->dispose (object);
}

static void
crm_question_choices_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_QUESTION_CHOICES (object)->lines);

  G_OBJECT_CLASS (crm_question_choices_parent_class)->finalize (object);
}

static void
crm_question_choices_class_init (CrmQuestionChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_question_choices_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_question_choices_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_question_choices_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_QUESTION_CHOICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_question_choices_init (CrmQuestionChoices *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
}

GtkWidget *
crm_question_choices_new (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, gboolean second, gboolean keys)
{
  CrmQuestionChoices *self;

  g_return_val_if_fail (answers != NULL && question != NULL, NULL);

  self = g_object_new (CRM_TYPE_QUESTION_CHOICES, NULL);
  self->form = crm_survey_form_ref (crm_survey_answers_get_form (answers));
  self->answers = answers;
  self->question = question;
  self->second = second;
  self->keys = keys;
  self->language = crm_record_get_text (self->form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
  add_lines (self);
  show_all (self);
  return GTK_WIDGET (self);
}

gboolean
crm_question_choices_fit (const CrmSurveyQuestion *question)
{
  g_return_val_if_fail (question != NULL, FALSE);

  if (crm_question_type_get_form (question->type) != CRM_ANSWER_FORM_POINTS)
    return crm_question_type_has_options (question->type);
  return question->minimum % CRM_DECIMAL_ONE == 0 && question->maximum % CRM_DECIMAL_ONE == 0 && question->minimum >= 0 && (question->maximum - question->minimum) / CRM_DECIMAL_ONE < POINTS_MAX;
}
