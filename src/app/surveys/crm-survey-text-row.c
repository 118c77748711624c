/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text of a survey in its languages, side by side, written where it is shown. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-text-row.h"

#include "app/surveys/crm-survey-text.h"
#include "app/surveys/crm-survey-words.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyTextRow
{
  AdwPreferencesRow parent_instance;

  /* owned by the widget tree */
  GtkWidget *texts[2];

  /* owned */
  CrmSurveyEditor *editor;
  CrmRecord *record;
  char *label;

  guint field;
};

enum
{
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmSurveyTextRow, crm_survey_text_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_commit (CrmSurveyTextRow *self, const char *text, CrmSurveyText *from)
{
  g_assert (CRM_IS_SURVEY_TEXT_ROW (self));

  if (self->record != NULL && self->editor != NULL)
    crm_survey_editor_set_text (self->editor, self->record, self->field + (GTK_WIDGET (from) == self->texts[1]), text);
}

static void
on_entered (CrmSurveyTextRow *self)
{
  g_assert (CRM_IS_SURVEY_TEXT_ROW (self));

  g_signal_emit (self, signals[ENTERED], 0);
}

static void
crm_survey_text_row_dispose (GObject *object)
{
  CrmSurveyTextRow *self = CRM_SURVEY_TEXT_ROW (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, crm_record_unref);

  G_OBJECT_CLASS (crm_survey_text_row_parent_class)->dispose (object);
}

static void
crm_survey_text_row_finalize (GObject *object)
{
  g_free (CRM_SURVEY_TEXT_ROW (object)->label);

  G_OBJECT_CLASS (crm_survey_text_row_parent_class)->finalize (object);
}

static void
crm_survey_text_row_class_init (CrmSurveyTextRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_survey_text_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_survey_text_row_finalize;

  signals[ENTERED] = g_signal_new ("entered", CRM_TYPE_SURVEY_TEXT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_survey_text_row_init (CrmSurveyTextRow *self)
{
}

GtkWidget *
crm_survey_text_row_new (CrmSurveyEditor *editor, const char *label, guint field, gboolean several_lines)
{
  CrmSurveyTextRow *self;
  GtkWidget *box;

  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (editor) && label != NULL, NULL);

  self = g_object_new (CRM_TYPE_SURVEY_TEXT_ROW, "activatable", FALSE, "focusable", FALSE, NULL);
  self->editor = g_object_ref (editor);
  self->label = g_strdup (label);
  self->field = field;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (box, "survey-texts");
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    {
      self->texts[i] = crm_survey_text_new (several_lines);
      g_signal_connect_object (self->texts[i], "commit", G_CALLBACK (on_commit), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->texts[i], "entered", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->texts[i]);
    }
  g_object_bind_property (editor, "orientation", box, "orientation", G_BINDING_SYNC_CREATE);
  g_object_bind_property (editor, "stacked", box, "homogeneous", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return GTK_WIDGET (self);
}

static void
show_text (CrmSurveyTextRow *self, guint i, const char *language)
{
  CrmSurveyText *text = CRM_SURVEY_TEXT (self->texts[i]);
  const char *stored = crm_record_get_text (self->record, self->field + i);
  gboolean two = crm_survey_editor_get_second (self->editor) != NULL;
  /* Translators: what a text is, and the language it is in: "Question · 简体中文". */
  g_autofree char *label = two ? g_strdup_printf (_ ("%1$s · %2$s"), self->label, crm_survey_language_get_name (language)) : g_strdup (self->label);

  crm_survey_text_set_label (text, label, label);
  crm_survey_text_set_text (text, stored != NULL ? stored : "");
  crm_survey_text_set_editable (text, self->record->kind == &crm_kind_survey || crm_survey_editor_can_change (self->editor));
}

void
crm_survey_text_row_set_record (CrmSurveyTextRow *self, CrmRecord *record)
{
  const char *second;

  g_return_if_fail (CRM_IS_SURVEY_TEXT_ROW (self) && record != NULL);

  if (self->record != NULL && !crm_id_equal (&self->record->id, &record->id))
    for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
      crm_survey_text_flush (CRM_SURVEY_TEXT (self->texts[i]));
  crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  second = crm_survey_editor_get_second (self->editor);
  gtk_widget_set_visible (self->texts[1], second != NULL);
  show_text (self, 0, crm_survey_editor_get_language (self->editor));
  if (second != NULL)
    show_text (self, 1, second);
}

void
crm_survey_text_row_set_placeholders (CrmSurveyTextRow *self, const char *first, const char *second)
{
  g_return_if_fail (CRM_IS_SURVEY_TEXT_ROW (self));

  crm_survey_text_set_placeholder (CRM_SURVEY_TEXT (self->texts[0]), first != NULL ? first : "");
  crm_survey_text_set_placeholder (CRM_SURVEY_TEXT (self->texts[1]), second != NULL ? second : "");
}

void
crm_survey_text_row_take_focus (CrmSurveyTextRow *self)
{
  g_return_if_fail (CRM_IS_SURVEY_TEXT_ROW (self));

  crm_survey_text_take_focus (CRM_SURVEY_TEXT (self->texts[0]));
}
