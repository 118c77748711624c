/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a survey's page: what it is, and what comes next for it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-header.h"

#include "app/surveys/crm-survey-words.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyHeader
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *title;
  CrmChip *status;
  GtkLabel *subtitle;
  GtkButton *next;
};

G_DEFINE_FINAL_TYPE (CrmSurveyHeader, crm_survey_header, GTK_TYPE_BOX)

static void
set_next (CrmSurveyHeader *self, const char *label, const char *action)
{
  gtk_widget_set_visible (GTK_WIDGET (self->next), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (self->next, label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->next), action);
}

/* What whoever looks at a survey in this state most likely wants to do to it. */
static void
update_next (CrmSurveyHeader *self, const CrmSurveyForm *form)
{
  const char *status = crm_record_get_text (form->survey, CRM_SURVEY_STATUS);
  gboolean published = crm_record_has (form->version, CRM_SURVEY_VERSION_PUBLISHED_AT);
  g_autofree char *label = NULL;

  if (g_strcmp0 (status, "archived") == 0)
    set_next (self, _ ("_Take out of the Archive"), "survey.status::open");
  else if (!published)
    {
      label = form->n_versions > 1 ? g_strdup_printf (_ ("_Publish Version %d"), (int)crm_record_get_integer (form->version, CRM_SURVEY_VERSION_NUMBER, 1)) : g_strdup (_ ("_Publish"));
      set_next (self, label, "survey.publish");
    }
  else if (g_strcmp0 (status, "open") == 0)
    set_next (self, NULL, NULL);
  else
    set_next (self, _ ("_Collect Again"), "survey.status::open");
  if (!published && g_strcmp0 (status, "archived") != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->next), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->next), "suggested-action");
}

static void
crm_survey_header_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_HEADER);

  G_OBJECT_CLASS (crm_survey_header_parent_class)->dispose (object);
}

static void
crm_survey_header_class_init (CrmSurveyHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_header_dispose;

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyHeader, title);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyHeader, status);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyHeader, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyHeader, next);
}

static void
crm_survey_header_init (CrmSurveyHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_survey_header_set_form (CrmSurveyHeader *self, const CrmSurveyForm *form)
{
  const char *title;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (CRM_IS_SURVEY_HEADER (self) && form != NULL);

  title = crm_record_get_title (form->survey);
  subtitle = crm_survey_words_describe (form);
  gtk_label_set_label (self->title, title != NULL ? title : "");
  gtk_label_set_label (self->subtitle, subtitle);
  crm_survey_words_set_chip (self->status, form->survey);
  update_next (self, form);
}
