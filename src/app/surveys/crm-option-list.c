/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of a question, or the rows of a matrix: written, ordered, added and removed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-option-list.h"

#include "app/surveys/crm-option-row.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmOptionList
{
  AdwBin parent_instance;

  /* owned by the widget tree */
  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkWidget *add;
  GPtrArray *rows; /* of CrmOptionRow */

  /* owned */
  CrmSurveyEditor *editor;

  const CrmSurveyQuestion *question; /* borrowed from the editor's form */
  const char *axis;
  CrmId valued;  /* the question whose options somebody asked to give values to */
  CrmId fresh;   /* the option that was just added */
  CrmId focused; /* the option to go to once a move has been written */
};

G_DEFINE_FINAL_TYPE (CrmOptionList, crm_option_list, ADW_TYPE_BIN)

static gboolean
is_rows (CrmOptionList *self)
{
  return g_str_equal (self->axis, "row");
}

static GPtrArray *
get_options (CrmOptionList *self)
{
  return is_rows (self) ? self->question->rows : self->question->options;
}

/* The form may have been read anew since the row was filled. */
static CrmRecord *
get_option (CrmOptionList *self, CrmOptionRow *row, guint *place)
{
  for (guint i = 0; i < get_options (self)->len; i++)
    {
      CrmRecord *option = get_options (self)->pdata[i];

      if (!crm_id_equal (&option->id, &crm_option_row_get_option (row)->id))
        continue;
      if (place != NULL)
        *place = i;
      return option;
    }
  return NULL;
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
add_after (CrmOptionList *self, CrmRecord *after)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, is_rows (self) ? _ ("Add Row") : _ ("Add Option"));

  if (draft == NULL || self->question == NULL)
    return;
  self->fresh = crm_survey_draft_add_option (draft, self->question, self->axis, after)->id;
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
on_add (CrmOptionList *self)
{
  g_assert (CRM_IS_OPTION_LIST (self));

  add_after (self, NULL);
}

/* Enter goes to the next where there is one, as it would in a table. */
static void
on_entered (CrmOptionList *self, CrmOptionRow *row)
{
  guint place;
  CrmRecord *option = get_option (self, row, &place);

  g_assert (CRM_IS_OPTION_LIST (self));

  if (option == NULL)
    return;
  if (place + 1 < self->rows->len)
    crm_option_row_take_focus (self->rows->pdata[place + 1]);
  else
    add_after (self, option);
}

static void
on_remove (CrmOptionList *self, CrmOptionRow *row)
{
  guint place;
  CrmRecord *option = get_option (self, row, &place);
  g_autoptr (CrmSurveyDraft) draft = NULL;

  g_assert (CRM_IS_OPTION_LIST (self));

  if (option == NULL)
    return;
  draft = crm_survey_editor_begin (self->editor, is_rows (self) ? _ ("Remove Row") : _ ("Remove Option"));
  if (draft == NULL)
    return;
  if (get_options (self)->len > 1)
    self->focused = ((CrmRecord *)get_options (self)->pdata[place > 0 ? place - 1 : 1])->id;
  crm_survey_draft_remove_option (draft, self->question, option);
  crm_survey_editor_apply (self->editor, draft, is_rows (self) ? _ ("Row removed") : _ ("Option removed"));
}

static void
move (CrmOptionList *self, CrmRecord *option, guint place)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_editor_begin (self->editor, is_rows (self) ? _ ("Move Row") : _ ("Move Option"));

  if (draft == NULL)
    return;
  self->focused = option->id;
  crm_survey_draft_move_option (draft, self->question, option, place);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
on_move (CrmOptionList *self, int places, CrmOptionRow *row)
{
  guint place;
  CrmRecord *option = get_option (self, row, &place);

  g_assert (CRM_IS_OPTION_LIST (self));

  if (option != NULL && (places > 0 || place > 0))
    move (self, option, place + (guint)places);
}

static void
on_dropped (CrmOptionList *self, CrmOptionRow *dragged, CrmOptionRow *row)
{
  guint place;
  CrmRecord *option = get_option (self, dragged, NULL);

  g_assert (CRM_IS_OPTION_LIST (self));

  if (option != NULL && get_option (self, row, &place) != NULL)
    move (self, option, place);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void show (CrmOptionList *self);

static void
on_values (CrmOptionList *self)
{
  g_assert (CRM_IS_OPTION_LIST (self));

  self->valued = self->question->record->id;
  show (self);
}

static CrmOptionRow *
get_row (CrmOptionList *self, guint index)
{
  if (index == self->rows->len)
    {
      GtkWidget *row = crm_option_row_new (self->editor);

      g_signal_connect_object (row, "entered", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "values", G_CALLBACK (on_values), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "move", G_CALLBACK (on_move), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
      gtk_list_box_insert (self->list, row, (int)index);
      g_ptr_array_add (self->rows, row);
    }
  return self->rows->pdata[index];
}

static gboolean
has_values (CrmOptionList *self)
{
  for (guint i = 0; i < get_options (self)->len; i++)
    if (crm_record_has (get_options (self)->pdata[i], CRM_QUESTION_OPTION_VALUE))
      return TRUE;
  return FALSE;
}

static gboolean
can_have_values (CrmOptionList *self)
{
  return !is_rows (self) && self->question->type != CRM_QUESTION_TYPE_RANKING && self->question->type != CRM_QUESTION_TYPE_KANO;
}

/* What an option is worth takes no room until somebody asks for it. */
static gboolean
shows_values (CrmOptionList *self)
{
  return can_have_values (self) && (crm_id_equal (&self->valued, &self->question->record->id) || has_values (self));
}

static void
show (CrmOptionList *self)
{
  GPtrArray *options = get_options (self);
  gboolean with_values = shows_values (self), with_exclusive = !is_rows (self) && self->question->type == CRM_QUESTION_TYPE_MULTIPLE;

  for (guint i = 0; i < options->len; i++)
    crm_option_row_set_option (get_row (self, i), options->pdata[i], i + 1, can_have_values (self), with_values, with_exclusive, i > 0, i + 1 < options->len);
  while (self->rows->len > options->len)
    {
      gtk_list_box_remove (self->list, self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int)self->rows->len - 1);
    }
}

static void
focus_row (CrmOptionList *self, CrmId *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (crm_id_equal (&crm_option_row_get_option (self->rows->pdata[i])->id, id))
      {
        crm_option_row_take_focus (self->rows->pdata[i]);
        *id = (CrmId){ 0 };
        return;
      }
}

void
crm_option_list_set_question (CrmOptionList *self, const CrmSurveyQuestion *question)
{
  gboolean can_change;

  g_return_if_fail (CRM_IS_OPTION_LIST (self) && question != NULL);

  self->question = question;
  can_change = crm_survey_editor_can_change (self->editor);
  adw_preferences_group_set_title (self->group, is_rows (self) ? _ ("Rows") : question->type == CRM_QUESTION_TYPE_MATRIX ? _ ("Columns")
                                                                                                                         : _ ("Options"));
  gtk_widget_set_visible (self->add, can_change);
  show (self);
  if (!crm_id_is_nil (&self->fresh))
    focus_row (self, &self->fresh);
  if (!crm_id_is_nil (&self->focused))
    focus_row (self, &self->focused);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_option_list_dispose (GObject *object)
{
  g_clear_object (&CRM_OPTION_LIST (object)->editor);

  G_OBJECT_CLASS (crm_option_list_parent_class)->dispose (object);
}

static void
crm_option_list_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_OPTION_LIST (object)->rows);

  G_OBJECT_CLASS (crm_option_list_parent_class)->finalize (object);
}

static void
crm_option_list_class_init (CrmOptionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_option_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_option_list_finalize;
}

static void
crm_option_list_init (CrmOptionList *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_preferences_group_add (self->group, GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
crm_option_list_new (CrmSurveyEditor *editor, const char *axis)
{
  CrmOptionList *self;

  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (editor) && axis != NULL, NULL);

  self = g_object_new (CRM_TYPE_OPTION_LIST, NULL);
  self->editor = g_object_ref (editor);
  self->axis = axis;
  self->add = adw_button_row_new ();
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (self->add), "list-add-symbolic");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add), is_rows (self) ? _ ("Add Row") : _ ("Add Option"));
  g_signal_connect_object (self->add, "activated", G_CALLBACK (on_add), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, self->add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, is_rows (self) ? _ ("Rows") : _ ("Options"), -1);
  return GTK_WIDGET (self);
}
