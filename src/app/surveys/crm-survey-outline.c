/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a survey consists of: its pages and questions in order, to choose, add, move and remove. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-outline.h"

#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-logic.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyOutline
{
  AdwBin parent_instance;

  /* template */
  GtkListBox *list;
  GtkMenuButton *add_question;
  GtkWidget *add_page;
  GMenu *type_menu;

  /* owned */
  CrmSurveyEditor *editor;
  GPtrArray *rows; /* of CrmOutlineRow, owned by the list */

  CrmId selected;
  int steps; /* keys pressed while a move is being written */
  gboolean moving;
  gboolean filling;
  gboolean fresh;
};

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmSurveyOutline, crm_survey_outline, ADW_TYPE_BIN)

/* What can be added, as the menu groups it; a NULL heading ends. */
static const struct
{
  const char *heading;
  CrmQuestionType types[6];
  guint n_types;
} type_groups[] = {
  { N_ ("Opinion"), { CRM_QUESTION_TYPE_CSAT, CRM_QUESTION_TYPE_NPS, CRM_QUESTION_TYPE_CES, CRM_QUESTION_TYPE_STARS, CRM_QUESTION_TYPE_SCALE }, 5 },
  { N_ ("Choice"), { CRM_QUESTION_TYPE_SINGLE, CRM_QUESTION_TYPE_MULTIPLE, CRM_QUESTION_TYPE_RANKING, CRM_QUESTION_TYPE_MATRIX }, 4 },
  { N_ ("Own Words and Numbers"), { CRM_QUESTION_TYPE_SHORT_TEXT, CRM_QUESTION_TYPE_LONG_TEXT, CRM_QUESTION_TYPE_NUMBER, CRM_QUESTION_TYPE_DATE }, 4 },
  { N_ ("Research"), { CRM_QUESTION_TYPE_KANO, CRM_QUESTION_TYPE_SERVQUAL }, 2 },
};

/* ── what is chosen ───────────────────────────────────────────────────────────────────────── */

static CrmSurveyForm *
get_form (CrmSurveyOutline *self)
{
  return self->editor != NULL ? crm_survey_editor_get_form (self->editor) : NULL;
}

static const CrmSurveyPage *
find_page (const CrmSurveyForm *form, const CrmId *id)
{
  for (guint i = 0; i < form->pages->len; i++)
    if (crm_id_equal (&((CrmSurveyPage *)form->pages->pdata[i])->record->id, id))
      return form->pages->pdata[i];
  return NULL;
}

static guint
find_page_place (const CrmSurveyForm *form, const CrmSurveyPage *page)
{
  guint place = 0;

  g_ptr_array_find (form->pages, page, &place);
  return place;
}

const CrmSurveyQuestion *
crm_survey_outline_get_question (CrmSurveyOutline *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_OUTLINE (self), NULL);

  return get_form (self) != NULL ? crm_survey_form_find (get_form (self), &self->selected) : NULL;
}

const CrmSurveyPage *
crm_survey_outline_get_page (CrmSurveyOutline *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_OUTLINE (self), NULL);

  return get_form (self) != NULL ? find_page (get_form (self), &self->selected) : NULL;
}

CrmOutlineLevel
crm_survey_outline_get_level (CrmSurveyOutline *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_OUTLINE (self), CRM_OUTLINE_SURVEY);

  return crm_survey_outline_get_question (self) != NULL ? CRM_OUTLINE_QUESTION : crm_survey_outline_get_page (self) != NULL ? CRM_OUTLINE_PAGE
                                                                                                                            : CRM_OUTLINE_SURVEY;
}

gboolean
crm_survey_outline_take_fresh (CrmSurveyOutline *self)
{
  gboolean fresh;

  g_return_val_if_fail (CRM_IS_SURVEY_OUTLINE (self), FALSE);

  fresh = self->fresh && crm_survey_outline_get_question (self) != NULL;
  self->fresh = self->fresh && !fresh;
  return fresh;
}

static void
on_row_selected (CrmSurveyOutline *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_SURVEY_OUTLINE (self));

  if (self->filling || row == NULL)
    return;
  self->selected = *crm_outline_row_get_id (CRM_OUTLINE_ROW (row));
  self->fresh = FALSE;
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_row_activated (CrmSurveyOutline *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_SURVEY_OUTLINE (self));

  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* ── adding ───────────────────────────────────────────────────────────────────────────────── */

static void
select_new (CrmSurveyOutline *self, const CrmId *id)
{
  self->selected = *id;
  self->fresh = TRUE;
}

/* A question goes behind the one that is chosen, else to the end of the page that is. */
static void
add_question_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  CrmQuestionType type = crm_question_type_find (g_variant_get_string (parameter, NULL));
  const CrmSurveyQuestion *after = crm_survey_outline_get_question (self);
  const CrmSurveyPage *page = after != NULL ? get_form (self)->pages->pdata[after->page] : crm_survey_outline_get_page (self);
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, _ ("Add Question"));

  if (draft == NULL || type == CRM_QUESTION_TYPE_UNKNOWN)
    return;
  select_new (self, &crm_survey_draft_add_question (draft, type, page, after)->id);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
add_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self);
  const CrmSurveyPage *after = question != NULL ? get_form (self)->pages->pdata[question->page] : crm_survey_outline_get_page (self);
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, _ ("Add Page"));

  if (draft == NULL)
    return;
  select_new (self, &crm_survey_draft_add_page (draft, after)->id);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self);
  const CrmSurveyPage *page = crm_survey_outline_get_page (self);
  g_autoptr (CrmSurveyDraft) draft = NULL;

  if (question == NULL && page == NULL)
    return;
  draft = crm_survey_editor_begin (self->editor, question != NULL ? _ ("Duplicate Question") : _ ("Duplicate Page"));
  if (draft == NULL)
    return;
  select_new (self, &(question != NULL ? crm_survey_draft_duplicate_question (draft, question) : crm_survey_draft_duplicate_page (draft, page))->id);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

/* ── removing ─────────────────────────────────────────────────────────────────────────────── */

/* What stands where it stood is chosen then. */
static void
select_neighbour (CrmSurveyOutline *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (crm_id_equal (crm_outline_row_get_id (self->rows->pdata[i]), &self->selected))
      {
        guint next = i + 1 < self->rows->len && crm_outline_row_get_level (self->rows->pdata[i + 1]) == CRM_OUTLINE_QUESTION ? i + 1 : i - 1;

        self->selected = *crm_outline_row_get_id (self->rows->pdata[next]);
        return;
      }
}

static void
remove_question (CrmSurveyOutline *self, const CrmSurveyQuestion *question)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, _ ("Delete Question"));
  g_autofree char *toast = NULL;

  if (draft == NULL)
    return;
  toast = g_strdup_printf (_ ("Question %u deleted"), crm_survey_form_get_place (get_form (self), question) + 1);
  crm_survey_draft_remove_question (draft, question);
  select_neighbour (self);
  crm_survey_editor_apply (self->editor, draft, toast);
}

static void
remove_page (CrmSurveyOutline *self, const CrmSurveyPage *page)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, _ ("Delete Page"));
  g_autofree char *toast = NULL;

  if (draft == NULL)
    return;
  toast = page->n_questions > 0 ? g_strdup_printf (ngettext ("Page with %u question deleted", "Page with %u questions deleted", page->n_questions), page->n_questions) : g_strdup (_ ("Page deleted"));
  crm_survey_draft_remove_page (draft, page);
  self->selected = get_form (self)->survey->id;
  crm_survey_editor_apply (self->editor, draft, toast);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self);
  const CrmSurveyPage *page = crm_survey_outline_get_page (self);

  if (question != NULL)
    remove_question (self, question);
  else if (page != NULL)
    remove_page (self, page);
}

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

static void
move_question (CrmSurveyOutline *self, const CrmSurveyQuestion *question, const CrmSurveyPage *page, guint place)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, _ ("Move Question"));

  if (draft == NULL)
    return;
  self->moving = TRUE;
  crm_survey_draft_move_question (draft, question, page, place);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
move_page (CrmSurveyOutline *self, const CrmSurveyPage *page, guint place)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, _ ("Move Page"));

  if (draft == NULL)
    return;
  self->moving = TRUE;
  crm_survey_draft_move_page (draft, page, place);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

/* Beyond the ends of its page a question goes to the page beside. */
static void
step_question (CrmSurveyOutline *self, const CrmSurveyQuestion *question, int step)
{
  CrmSurveyForm *form = get_form (self);
  const CrmSurveyPage *page = form->pages->pdata[question->page];
  guint place = crm_survey_form_get_place (form, question) - page->first;

  if (step < 0 && place > 0)
    move_question (self, question, page, place - 1);
  else if (step > 0 && place + 1 < page->n_questions)
    move_question (self, question, page, place + 1);
  else if (step < 0 && question->page > 0)
    move_question (self, question, form->pages->pdata[question->page - 1], G_MAXUINT);
  else if (step > 0 && question->page + 1 < form->pages->len)
    move_question (self, question, form->pages->pdata[question->page + 1], 0);
}

static void
step_page (CrmSurveyOutline *self, const CrmSurveyPage *page, int step)
{
  CrmSurveyForm *form = get_form (self);
  guint place = find_page_place (form, page);

  if ((step < 0 && place > 0) || (step > 0 && place + 1 < form->pages->len))
    move_page (self, page, place + (guint)step);
}

/* Places are counted in the form as it was read: a key pressed before a move has come back waits for it. */
static void
step_selected (CrmSurveyOutline *self, int step)
{
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self);
  const CrmSurveyPage *page = crm_survey_outline_get_page (self);

  if (self->moving)
    self->steps += step;
  else if (question != NULL)
    step_question (self, question, step);
  else if (page != NULL)
    step_page (self, page, step);
}

static void
up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step_selected (CRM_SURVEY_OUTLINE (widget), -1);
}

static void
down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step_selected (CRM_SURVEY_OUTLINE (widget), 1);
}

static void
move_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self);
  guint page = g_variant_get_uint32 (parameter);

  if (question != NULL && page < get_form (self)->pages->len)
    move_question (self, question, get_form (self)->pages->pdata[page], G_MAXUINT);
}

static void
drop_question (CrmSurveyOutline *self, const CrmSurveyQuestion *question, CrmOutlineRow *over, gboolean below)
{
  CrmSurveyForm *form = get_form (self);
  const CrmSurveyQuestion *other = crm_survey_form_find (form, crm_outline_row_get_id (over));
  const CrmSurveyPage *page = other != NULL ? form->pages->pdata[other->page] : find_page (form, crm_outline_row_get_id (over));
  guint place = other != NULL ? crm_survey_form_get_place (form, other) - page->first + below : 0;

  if (page == NULL)
    return;
  /* Places are counted without the question itself. */
  if (other != NULL && question->page == other->page && crm_survey_form_get_place (form, question) < crm_survey_form_get_place (form, other))
    place--;
  move_question (self, question, page, place);
}

static void
on_dropped (CrmSurveyOutline *self, CrmOutlineRow *dragged, gboolean below, CrmOutlineRow *over)
{
  CrmSurveyForm *form = get_form (self);
  const CrmSurveyQuestion *question = crm_survey_form_find (form, crm_outline_row_get_id (dragged)), *other;
  const CrmSurveyPage *page = find_page (form, crm_outline_row_get_id (dragged)), *target;

  g_assert (CRM_IS_SURVEY_OUTLINE (self));

  if (self->moving)
    return;
  self->selected = *crm_outline_row_get_id (dragged);
  if (question != NULL)
    {
      drop_question (self, question, over, below);
      return;
    }
  other = crm_survey_form_find (form, crm_outline_row_get_id (over));
  target = other != NULL ? form->pages->pdata[other->page] : find_page (form, crm_outline_row_get_id (over));
  if (page != NULL && target != NULL && page != target)
    move_page (self, page, find_page_place (form, target));
}

/* ── menus ────────────────────────────────────────────────────────────────────────────────── */

static const char *
get_type_label (CrmQuestionType type)
{
  return crm_field_get_choice_label (&crm_kind_question.fields[CRM_QUESTION_TYPE], crm_question_type_get_name (type));
}

static void
fill_type_menu (GMenu *menu)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_groups); i++)
    {
      g_autoptr (GMenu) section = g_menu_new ();

      for (guint j = 0; j < type_groups[i].n_types; j++)
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (get_type_label (type_groups[i].types[j]), NULL);

          g_menu_item_set_action_and_target (item, "outline.add-question", "s", crm_question_type_get_name (type_groups[i].types[j]));
          g_menu_append_item (section, item);
        }
      g_menu_append_section (menu, _ (type_groups[i].heading), G_MENU_MODEL (section));
    }
}

static char *
dup_page_title (const CrmSurveyForm *form, guint place)
{
  const char *title = crm_survey_get_text (((CrmSurveyPage *)form->pages->pdata[place])->record, CRM_SURVEY_PAGE_TITLE, FALSE);

  /* Translators: a page of a survey and its title. */
  return *title != '\0' ? g_strdup_printf (_ ("Page %1$u · %2$s"), place + 1, title) : g_strdup_printf (_ ("Page %u"), place + 1);
}

static GMenuModel *
make_pages_menu (const CrmSurveyForm *form, guint except)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < form->pages->len; i++)
    {
      g_autofree char *title = dup_page_title (form, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

      g_menu_item_set_action_and_target (item, "outline.move-to", "u", i);
      if (i != except)
        g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self);
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new (), end = g_menu_new ();

  g_menu_append_submenu (menu, _ ("_Add Question"), G_MENU_MODEL (self->type_menu));
  if (question != NULL || crm_survey_outline_get_page (self) != NULL)
    {
      g_menu_append (menu, _ ("D_uplicate"), "outline.duplicate");
      g_menu_append (order, _ ("Move _Up"), "outline.up");
      g_menu_append (order, _ ("Move _Down"), "outline.down");
      g_menu_append (end, _ ("D_elete"), "outline.delete");
    }
  if (question != NULL && get_form (self)->pages->len > 1)
    {
      g_autoptr (GMenuModel) pages = make_pages_menu (get_form (self), question->page);

      g_menu_append_submenu (order, _ ("Move to _Page"), pages);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

static void
on_secondary_pressed (CrmSurveyOutline *self, int n, double x, double y, GtkGesture *gesture)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int)y);
  g_autoptr (GMenuModel) menu = NULL;
  graphene_point_t at;

  g_assert (CRM_IS_SURVEY_OUTLINE (self));

  if (row == NULL || !gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (self), &GRAPHENE_POINT_INIT ((float)x, (float)y), &at))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_list_box_select_row (self->list, row);
  menu = make_menu (GTK_WIDGET (self));
  crm_menu_popup (GTK_WIDGET (self), menu, &at);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autoptr (GMenuModel) menu = make_menu (widget);

  crm_menu_popup (row != NULL ? GTK_WIDGET (row) : widget, menu, NULL);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static const char *
find_fault (GPtrArray *faults, const CrmSurveyPage *page, const CrmSurveyQuestion *question)
{
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    {
      const CrmSurveyFault *fault = faults->pdata[i];

      /* Those of a page bear no question, but what is never shown because of the page does. */
      if (question != NULL ? fault->question == question : fault->page == page && fault->question == NULL)
        return fault->message;
    }
  return NULL;
}

static char *
dup_detail (const CrmSurveyQuestion *question)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (question->type != CRM_QUESTION_TYPE_UNKNOWN)
    g_ptr_array_add (parts, (gpointer)get_type_label (question->type));
  if (crm_record_get_integer (question->record, CRM_QUESTION_REQUIRED, 0) != 0)
    g_ptr_array_add (parts, (gpointer)C_ ("question", "Required"));
  if (crm_record_has (question->record, CRM_QUESTION_SHOW_IF))
    g_ptr_array_add (parts, (gpointer)C_ ("question", "Conditional"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

static CrmOutlineRow *
get_row (CrmSurveyOutline *self, guint index)
{
  if (index == self->rows->len)
    {
      GtkWidget *row = crm_outline_row_new ();

      g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  return self->rows->pdata[index];
}

static void
show_question (CrmSurveyOutline *self, guint index, const CrmSurveyQuestion *question, guint number, GPtrArray *faults)
{
  const char *text = crm_survey_get_text (question->record, CRM_QUESTION_TEXT, FALSE);
  g_autofree char *detail = dup_detail (question), *shown_number = g_strdup_printf ("%u", number);
  CrmOutlineItem item = { CRM_OUTLINE_QUESTION, question->record->id, shown_number, *text != '\0' ? text : _ ("No text yet"), *text == '\0', detail, find_fault (faults, NULL, question), crm_survey_editor_can_change (self->editor) };

  crm_outline_row_set_item (get_row (self, index), &item);
}

/* Returns how many lines there are. */
static guint
show_lines (CrmSurveyOutline *self, GPtrArray *faults)
{
  const CrmSurveyForm *form = get_form (self);
  CrmOutlineItem survey = { CRM_OUTLINE_SURVEY, form->survey->id, NULL, _ ("Settings"), FALSE, NULL, NULL, FALSE };
  guint n = 0;

  crm_outline_row_set_item (get_row (self, n++), &survey);
  for (guint i = 0; i < form->pages->len; i++)
    {
      const CrmSurveyPage *page = form->pages->pdata[i];
      g_autofree char *title = dup_page_title (form, i);
      CrmOutlineItem item = { CRM_OUTLINE_PAGE, page->record->id, NULL, title, FALSE, crm_record_has (page->record, CRM_SURVEY_PAGE_SHOW_IF) ? C_ ("question", "Conditional") : NULL, find_fault (faults, page, NULL), crm_survey_editor_can_change (self->editor) };

      crm_outline_row_set_item (get_row (self, n++), &item);
      for (guint j = 0; j < page->n_questions; j++)
        show_question (self, n++, form->questions->pdata[page->first + j], page->first + j + 1, faults);
    }
  return n;
}

static void
select_line (CrmSurveyOutline *self, gboolean had_focus)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (crm_id_equal (crm_outline_row_get_id (self->rows->pdata[i]), &self->selected))
      {
        gtk_list_box_select_row (self->list, self->rows->pdata[i]);
        if (had_focus)
          gtk_widget_grab_focus (self->rows->pdata[i]);
        return;
      }
  gtk_list_box_select_row (self->list, self->rows->pdata[0]);
}

static void
update_actions (CrmSurveyOutline *self)
{
  static const char *const actions[] = { "outline.add-question", "outline.add-page", "outline.duplicate", "outline.delete", "outline.up", "outline.down", "outline.move-to" };
  gboolean can_change = crm_survey_editor_can_change (self->editor);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], can_change);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_question), can_change);
}

/* The first time the first question is what whoever comes looks at. */
static void
choose_first (CrmSurveyOutline *self)
{
  const CrmSurveyForm *form = get_form (self);

  if (!crm_id_is_nil (&self->selected))
    return;
  if (form->questions->len > 0)
    self->selected = ((CrmSurveyQuestion *)form->questions->pdata[0])->record->id;
  else if (form->pages->len > 0)
    self->selected = ((CrmSurveyPage *)form->pages->pdata[0])->record->id;
  else
    self->selected = form->survey->id;
}

void
crm_survey_outline_update (CrmSurveyOutline *self, GPtrArray *faults)
{
  gboolean had_focus;
  guint n;

  g_return_if_fail (CRM_IS_SURVEY_OUTLINE (self) && get_form (self) != NULL);

  had_focus = (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  choose_first (self);
  self->filling = TRUE;
  n = show_lines (self, faults);
  while (self->rows->len > n)
    {
      gtk_list_box_remove (self->list, self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int)self->rows->len - 1);
    }
  select_line (self, had_focus);
  self->filling = FALSE;
  if (crm_survey_outline_get_level (self) == CRM_OUTLINE_SURVEY && !self->fresh)
    self->selected = get_form (self)->survey->id;
  update_actions (self);
  self->moving = FALSE;
  if (self->steps != 0)
    {
      int step = self->steps > 0 ? 1 : -1;

      self->steps -= step;
      step_selected (self, step);
    }
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_outline_dispose (GObject *object)
{
  CrmSurveyOutline *self = CRM_SURVEY_OUTLINE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_OUTLINE);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (crm_survey_outline_parent_class)->dispose (object);
}

static void
crm_survey_outline_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_SURVEY_OUTLINE (object)->rows);

  G_OBJECT_CLASS (crm_survey_outline_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "outline.add-question", "s", add_question_action);
  gtk_widget_class_install_action (widget_class, "outline.add-page", NULL, add_page_action);
  gtk_widget_class_install_action (widget_class, "outline.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "outline.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "outline.up", NULL, up_action);
  gtk_widget_class_install_action (widget_class, "outline.down", NULL, down_action);
  gtk_widget_class_install_action (widget_class, "outline.move-to", "u", move_to_action);
  gtk_widget_class_install_action (widget_class, "outline.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "outline.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "outline.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "outline.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "outline.menu", NULL);
}

static void
crm_survey_outline_class_init (CrmSurveyOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_survey_outline_finalize;

  signals[SELECTED] = g_signal_new ("selected", CRM_TYPE_SURVEY_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", CRM_TYPE_SURVEY_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyOutline, list);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyOutline, add_question);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyOutline, add_page);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyOutline, type_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_pressed);
  install_actions (widget_class);
}

static void
crm_survey_outline_init (CrmSurveyOutline *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_type_menu (self->type_menu);
}

void
crm_survey_outline_set_editor (CrmSurveyOutline *self, CrmSurveyEditor *editor)
{
  g_return_if_fail (CRM_IS_SURVEY_OUTLINE (self) && CRM_IS_SURVEY_EDITOR (editor));

  g_set_object (&self->editor, editor);
}

void
crm_survey_outline_set_single_click (CrmSurveyOutline *self, gboolean single_click)
{
  g_return_if_fail (CRM_IS_SURVEY_OUTLINE (self));

  gtk_list_box_set_activate_on_single_click (self->list, single_click);
}

void
crm_survey_outline_pop_up (CrmSurveyOutline *self)
{
  g_return_if_fail (CRM_IS_SURVEY_OUTLINE (self));

  if (gtk_widget_get_sensitive (GTK_WIDGET (self->add_question)))
    gtk_menu_button_popup (self->add_question);
}

void
crm_survey_outline_take_focus (CrmSurveyOutline *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (CRM_IS_SURVEY_OUTLINE (self));

  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
