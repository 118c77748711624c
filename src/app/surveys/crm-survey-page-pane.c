/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one page of a survey is like, to be changed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-page-pane.h"

#include "app/surveys/crm-condition-row.h"
#include "app/surveys/crm-survey-text-row.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyPagePane
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *heading;
  GtkWidget *duplicate;
  GtkWidget *remove;
  AdwPreferencesGroup *wording;
  AdwPreferencesGroup *condition_group;

  /* owned by the widget tree */
  CrmSurveyTextRow *title;
  CrmSurveyTextRow *intro;
  CrmConditionRow *condition;

  /* owned */
  CrmSurveyEditor *editor;
};

G_DEFINE_FINAL_TYPE (CrmSurveyPagePane, crm_survey_page_pane, ADW_TYPE_BIN)

static void
crm_survey_page_pane_dispose (GObject *object)
{
  CrmSurveyPagePane *self = CRM_SURVEY_PAGE_PANE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_PAGE_PANE);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (crm_survey_page_pane_parent_class)->dispose (object);
}

static void
crm_survey_page_pane_class_init (CrmSurveyPagePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_page_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-page-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPagePane, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPagePane, duplicate);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPagePane, remove);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPagePane, wording);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyPagePane, condition_group);
}

static void
crm_survey_page_pane_init (CrmSurveyPagePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_survey_page_pane_set_editor (CrmSurveyPagePane *self, CrmSurveyEditor *editor)
{
  g_return_if_fail (CRM_IS_SURVEY_PAGE_PANE (self) && CRM_IS_SURVEY_EDITOR (editor) && self->editor == NULL);

  self->editor = g_object_ref (editor);
  self->title = CRM_SURVEY_TEXT_ROW (crm_survey_text_row_new (editor, _ ("Title"), CRM_SURVEY_PAGE_TITLE, FALSE));
  self->intro = CRM_SURVEY_TEXT_ROW (crm_survey_text_row_new (editor, _ ("Introduction"), CRM_SURVEY_PAGE_INTRO, TRUE));
  self->condition = CRM_CONDITION_ROW (crm_condition_row_new (editor));
  adw_preferences_group_add (self->wording, GTK_WIDGET (self->title));
  adw_preferences_group_add (self->wording, GTK_WIDGET (self->intro));
  adw_preferences_group_add (self->condition_group, GTK_WIDGET (self->condition));
}

void
crm_survey_page_pane_set_page (CrmSurveyPagePane *self, const CrmSurveyPage *page, const char *fault)
{
  CrmSurveyForm *form;
  g_autofree char *heading = NULL;
  guint place = 0;

  g_return_if_fail (CRM_IS_SURVEY_PAGE_PANE (self) && self->editor != NULL && page != NULL);

  form = crm_survey_editor_get_form (self->editor);
  g_ptr_array_find (form->pages, page, &place);
  heading = g_strdup_printf (_ ("Page %u"), place + 1);
  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_visible (self->duplicate, crm_survey_editor_can_change (self->editor));
  gtk_widget_set_visible (self->remove, crm_survey_editor_can_change (self->editor));
  crm_survey_text_row_set_record (self->title, page->record);
  crm_survey_text_row_set_record (self->intro, page->record);
  crm_condition_row_set (self->condition, page, NULL, fault);
}
