/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey in a list where there is no room for a table. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-row.h"

#include "app/surveys/crm-survey-words.h"

struct _CrmSurveyRow
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *subtitle;
  CrmChip *status;
};

G_DEFINE_FINAL_TYPE (CrmSurveyRow, crm_survey_row, GTK_TYPE_BOX)

static void
crm_survey_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_ROW);

  G_OBJECT_CLASS (crm_survey_row_parent_class)->dispose (object);
}

static void
crm_survey_row_class_init (CrmSurveyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_row_dispose;

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyRow, status);
}

static void
crm_survey_row_init (CrmSurveyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_survey_row_new (void)
{
  return g_object_new (CRM_TYPE_SURVEY_ROW, NULL);
}

void
crm_survey_row_set_survey (CrmSurveyRow *self, const CrmRecord *survey, const CrmColumnFormat *format)
{
  const char *title;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (CRM_IS_SURVEY_ROW (self) && format != NULL);

  title = survey != NULL ? crm_record_get_title (survey) : NULL;
  subtitle = survey != NULL ? crm_surveys_columns_describe (survey, format) : g_strdup ("");
  gtk_label_set_label (self->title, title != NULL ? title : "");
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->status), survey != NULL);
  if (survey != NULL)
    crm_survey_words_set_chip (self->status, survey);
}
