/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds a survey: its pages and questions, what each is like, and how it looks to who answers. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-builder.h"

#include "app/surveys/crm-question-pane.h"
#include "app/surveys/crm-survey-acts.h"
#include "app/surveys/crm-survey-outline.h"
#include "app/surveys/crm-survey-page-pane.h"
#include "app/surveys/crm-survey-preview.h"
#include "app/surveys/crm-survey-settings-pane.h"
#include "app/widgets/crm-layout-choice.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-logic.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyBuilder
{
  CrmSurveyView parent_instance;

  /* template */
  AdwBanner *banner;
  AdwMultiLayoutView *layouts;
  CrmLayoutChoice *layout;
  AdwViewStack *two_tabs;
  AdwViewStack *tabs;
  CrmSurveyOutline *outline;
  GtkStack *panes;
  CrmSurveySettingsPane *settings;
  CrmSurveyPagePane *page_pane;
  CrmQuestionPane *question_pane;
  CrmSurveyPreview *preview;

  /* owned */
  CrmSurveyEditor *editor;
};

G_DEFINE_FINAL_TYPE (CrmSurveyBuilder, crm_survey_builder, CRM_TYPE_SURVEY_VIEW)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static const char *
find_fault (CrmSurveyBuilder *self, const CrmSurveyPage *page, const CrmSurveyQuestion *question)
{
  GPtrArray *faults = crm_survey_view_get_faults (CRM_SURVEY_VIEW (self));

  for (guint i = 0; i < faults->len; i++)
    {
      const CrmSurveyFault *fault = faults->pdata[i];

      if (question != NULL ? fault->question == question : fault->page == page && fault->question == NULL)
        return fault->message;
    }
  return NULL;
}

static void
show_chosen (CrmSurveyBuilder *self)
{
  CrmSurveyForm *form = crm_survey_editor_get_form (self->editor);
  const CrmSurveyQuestion *question = crm_survey_outline_get_question (self->outline);
  const CrmSurveyPage *page = question != NULL ? form->pages->pdata[question->page] : crm_survey_outline_get_page (self->outline);

  if (question != NULL)
    crm_question_pane_set_question (self->question_pane, question, find_fault (self, NULL, question));
  else if (page != NULL)
    crm_survey_page_pane_set_page (self->page_pane, page, find_fault (self, page, NULL));
  else
    crm_survey_settings_pane_update (self->settings);
  gtk_stack_set_visible_child_name (self->panes, question != NULL ? "question" : page != NULL ? "page"
                                                                                              : "survey");
  crm_survey_preview_set_form (self->preview, form, page, question);
}

static void
update_banner (CrmSurveyBuilder *self)
{
  CrmSurveyForm *form = crm_survey_editor_get_form (self->editor);
  gulong n = (gulong)form->n_responses;
  g_autofree char *title = NULL;

  adw_banner_set_revealed (self->banner, n > 0);
  if (n == 0)
    return;
  title = g_strdup_printf (ngettext ("Version %1$d has %2$'lu response and stays as it was asked.", "Version %1$d has %2$'lu responses and stays as it was asked.", n),
                           (int)crm_record_get_integer (form->version, CRM_SURVEY_VERSION_NUMBER, 1), n);
  adw_banner_set_title (self->banner, title);
}

/* Where there is one column, what is chosen is on the other tab. */
static void
show_tab (CrmSurveyBuilder *self, const char *name)
{
  if (g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layouts), "one") == 0)
    adw_view_stack_set_visible_child_name (self->tabs, name);
}

static void
on_selected (CrmSurveyBuilder *self)
{
  g_assert (CRM_IS_SURVEY_BUILDER (self));

  show_chosen (self);
}

static void
focus_pane (CrmSurveyBuilder *self)
{
  if (crm_survey_outline_get_level (self->outline) == CRM_OUTLINE_QUESTION)
    crm_question_pane_take_focus (self->question_pane);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->panes), GTK_DIR_TAB_FORWARD);
}

static void
on_activated (CrmSurveyBuilder *self)
{
  g_assert (CRM_IS_SURVEY_BUILDER (self));

  show_tab (self, "edit");
  focus_pane (self);
}

static void
on_layout (CrmSurveyBuilder *self)
{
  gboolean one = g_strcmp0 (adw_multi_layout_view_get_layout_name (self->layouts), "one") == 0;

  g_assert (CRM_IS_SURVEY_BUILDER (self));

  if (self->editor == NULL)
    return;
  crm_survey_editor_set_stacked (self->editor, one);
  crm_survey_outline_set_single_click (self->outline, one);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
on_new_version (CrmSurveyBuilder *self)
{
  g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (crm_survey_editor_get_form (self->editor), _ ("New Version of Survey"));

  g_assert (CRM_IS_SURVEY_BUILDER (self));

  crm_survey_editor_apply (self->editor, draft, _ ("New version made. Publish it when it is ready."));
}

/* What can be done to what is chosen stands in its pane too. */
static void
outline_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *action = g_strconcat ("outline.", strchr (name, '.') + 1, NULL);

  gtk_widget_activate_action (GTK_WIDGET (CRM_SURVEY_BUILDER (widget)->outline), action, NULL);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_tab (CRM_SURVEY_BUILDER (widget), "outline");
  crm_survey_outline_pop_up (CRM_SURVEY_BUILDER (widget)->outline);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_builder_begin (CrmSurveyView *view)
{
  CrmSurveyBuilder *self = CRM_SURVEY_BUILDER (view);

  self->editor = crm_survey_editor_new (crm_survey_view_get_page (view));
  crm_survey_editor_set_form (self->editor, crm_survey_view_get_form (view));
  crm_survey_outline_set_editor (self->outline, self->editor);
  crm_survey_settings_pane_set_editor (self->settings, self->editor);
  crm_survey_page_pane_set_editor (self->page_pane, self->editor);
  crm_question_pane_set_editor (self->question_pane, self->editor);
  on_layout (self);
}

static void
crm_survey_builder_update (CrmSurveyView *view)
{
  CrmSurveyBuilder *self = CRM_SURVEY_BUILDER (view);

  crm_survey_editor_set_form (self->editor, crm_survey_view_get_form (view));
  crm_survey_outline_update (self->outline, crm_survey_view_get_faults (view));
  update_banner (self);
  show_chosen (self);
  if (crm_survey_outline_take_fresh (self->outline))
    {
      show_tab (self, "edit");
      crm_question_pane_take_focus (self->question_pane);
    }
}

static void
crm_survey_builder_export (CrmSurveyView *view)
{
  crm_survey_acts_export (crm_survey_view_get_page (view), crm_survey_view_get_survey (view));
}

static void
crm_survey_builder_take_focus (CrmSurveyView *view)
{
  crm_survey_outline_take_focus (CRM_SURVEY_BUILDER (view)->outline);
}

static void
crm_survey_builder_dispose (GObject *object)
{
  CrmSurveyBuilder *self = CRM_SURVEY_BUILDER (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_BUILDER);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (crm_survey_builder_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CRM_TYPE_LAYOUT_CHOICE);
  g_type_ensure (CRM_TYPE_SURVEY_OUTLINE);
  g_type_ensure (CRM_TYPE_SURVEY_SETTINGS_PANE);
  g_type_ensure (CRM_TYPE_SURVEY_PAGE_PANE);
  g_type_ensure (CRM_TYPE_QUESTION_PANE);
  g_type_ensure (CRM_TYPE_SURVEY_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-builder.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, banner);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, layouts);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, layout);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, two_tabs);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, tabs);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, outline);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, panes);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, settings);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, page_pane);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, question_pane);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyBuilder, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_new_version);
  gtk_widget_class_bind_template_callback (widget_class, on_layout);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
crm_survey_builder_class_init (CrmSurveyBuilderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CrmSurveyViewClass *view_class = CRM_SURVEY_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_builder_dispose;
  view_class->begin = crm_survey_builder_begin;
  view_class->update = crm_survey_builder_update;
  view_class->export = crm_survey_builder_export;
  view_class->take_focus = crm_survey_builder_take_focus;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "builder.duplicate", NULL, outline_action);
  gtk_widget_class_install_action (widget_class, "builder.delete", NULL, outline_action);
  gtk_widget_class_install_action (widget_class, "builder.add", NULL, add_action);
}

static void
crm_survey_builder_init (CrmSurveyBuilder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
