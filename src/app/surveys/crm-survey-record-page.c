/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one survey: built, collected, read. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-record-page.h"

#include "app/import/crm-import-dialog.h"
#include "app/surveys/crm-results-view.h"
#include "app/surveys/crm-survey-acts.h"
#include "app/surveys/crm-survey-builder.h"
#include "app/surveys/crm-survey-collect.h"
#include "app/surveys/crm-survey-header.h"
#include "app/surveys/crm-survey-view.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* What a change of makes the survey to be read anew. */
#define KINDS (1u << CRM_KIND_SURVEY | 1u << CRM_KIND_SURVEY_VERSION | 1u << CRM_KIND_SURVEY_PAGE | 1u << CRM_KIND_QUESTION \
               | 1u << CRM_KIND_QUESTION_OPTION | 1u << CRM_KIND_INVITATION | 1u << CRM_KIND_RESPONSE | 1u << CRM_KIND_ANSWER)

struct _CrmSurveyRecordPage
{
  CrmPage parent_instance;

  /* template */
  GtkStack *stack;
  AdwViewStack *views;
  CrmSurveyHeader *header;

  /* owned */
  CrmSurveyPageReading *reading_now; /* NULL until it was read */

  CrmId survey;
  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmSurveyRecordPage, crm_survey_record_page, CRM_TYPE_PAGE)

/* The views, in the order of the switcher. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GType (*get_type) (void);
} view_table[] = {
  { "build", NC_ ("view of a survey", "Build"), "document-edit-symbolic", crm_survey_builder_get_type },
  { "collect", NC_ ("view of a survey", "Collect"), "mail-send-symbolic", crm_survey_collect_get_type },
  { "results", NC_ ("view of a survey", "Results"), "crm-surveys-symbolic", crm_results_view_get_type },
};

static CrmSurveyView *
get_view (CrmSurveyRecordPage *self)
{
  return CRM_SURVEY_VIEW (adw_view_stack_get_visible_child (self->views));
}

static void
add_views (CrmSurveyRecordPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    {
      CrmSurveyView *view = g_object_new (view_table[i].get_type (), NULL);

      crm_survey_view_attach (view, CRM_PAGE (self), &self->survey);
      adw_view_stack_add_titled_with_icon (self->views, GTK_WIDGET (view), view_table[i].name, g_dpgettext2 (GETTEXT_PACKAGE, "view of a survey", view_table[i].title), view_table[i].icon_name);
    }
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
update_actions (CrmSurveyRecordPage *self)
{
  const CrmSurveyForm *form = self->reading_now->newest;
  const char *status = crm_record_get_text (form->survey, CRM_SURVEY_STATUS);
  gboolean there = !form->survey->deleted, archived = g_strcmp0 (status, "archived") == 0;
  gboolean published = crm_record_has (form->version, CRM_SURVEY_VERSION_PUBLISHED_AT);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "survey.publish", there && !archived && !published);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "survey.close", there && g_strcmp0 (status, "open") == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "survey.archive", there && !archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "survey.duplicate", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "survey.import-answers", there && self->reading_now->published != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "survey.delete", there);
}

/* The first time, what most likely is wanted now. */
static void
choose_view (CrmSurveyRecordPage *self)
{
  const CrmSurveyPageReading *reading = self->reading_now;
  const char *name = "build";

  if (crm_record_get_integer (reading->newest->survey, CRM_SURVEY_N_RESPONSES, 0) > 0)
    name = "results";
  else if (reading->published != NULL)
    name = "collect";
  if (adw_view_stack_get_child_by_name (self->views, name) != NULL)
    adw_view_stack_set_visible_child_name (self->views, name);
}

static void
show (CrmSurveyRecordPage *self, gboolean first)
{
  const CrmSurveyForm *form = self->reading_now->newest;
  const char *title = crm_record_get_title (form->survey);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title != NULL ? title : _ ("Survey"));
  crm_survey_header_set_form (self->header, form);
  update_actions (self);
  if (first)
    choose_view (self);
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    crm_survey_view_set_reading (CRM_SURVEY_VIEW (adw_view_stack_get_child_by_name (self->views, view_table[i].name)), self->reading_now);
  gtk_stack_set_visible_child_name (self->stack, form->survey->deleted ? "gone" : "survey");
}

static void reload (CrmSurveyRecordPage *self);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmSurveyRecordPage *self = CRM_SURVEY_RECORD_PAGE (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gboolean first = self->reading_now == NULL;

  self->reading = FALSE;
  if (self->stack == NULL)
    return NULL;
  if (value == NULL && g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    gtk_stack_set_visible_child_name (self->stack, "gone");
  else if (value == NULL)
    crm_page_fail (CRM_PAGE (self), error);
  else
    {
      g_clear_pointer (&self->reading_now, crm_survey_page_reading_unref);
      self->reading_now = g_value_dup_boxed (value);
      show (self, first);
    }
  if (self->stale)
    reload (self);
  return NULL;
}

static void
reload (CrmSurveyRecordPage *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_survey_page_reading_read (crm_page_get_context (CRM_PAGE (self)), &self->survey), on_read, g_object_ref (self), g_object_unref));
}

static void
on_store_changed (CrmSurveyRecordPage *self, const CrmChangeSet *changes)
{
  g_assert (CRM_IS_SURVEY_RECORD_PAGE (self));

  if ((changes->kinds & KINDS) != 0)
    reload (self);
}

/* ── doing things ─────────────────────────────────────────────────────────────────────────── */

static void
publish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_publish (CRM_PAGE (widget), &CRM_SURVEY_RECORD_PAGE (widget)->survey);
}

static void
status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_set_status (CRM_PAGE (widget), &CRM_SURVEY_RECORD_PAGE (widget)->survey, g_variant_get_string (parameter, NULL));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_set_status (CRM_PAGE (widget), &CRM_SURVEY_RECORD_PAGE (widget)->survey, "closed");
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_set_status (CRM_PAGE (widget), &CRM_SURVEY_RECORD_PAGE (widget)->survey, "archived");
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_duplicate (CRM_PAGE (widget), &CRM_SURVEY_RECORD_PAGE (widget)->survey);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_survey_acts_delete (CRM_PAGE (widget), &CRM_SURVEY_RECORD_PAGE (widget)->survey);
}

static void
on_show_results (CrmSurveyRecordPage *self)
{
  crm_survey_record_page_show_view (self, "results");
}

static void
import_answers_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSurveyRecordPage *self = CRM_SURVEY_RECORD_PAGE (widget);
  CrmSurveyForm *form = self->reading_now != NULL ? self->reading_now->published : NULL;
  AdwDialog *dialog;

  if (form == NULL)
    return;
  dialog = crm_import_dialog_new_of_answers (crm_page_get_context (CRM_PAGE (self)), form);
  g_signal_connect_object (dialog, "show-records", G_CALLBACK (on_show_results), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
crm_survey_record_page_search (CrmPage *page)
{
  crm_survey_view_search (get_view (CRM_SURVEY_RECORD_PAGE (page)));
}

static void
crm_survey_record_page_export (CrmPage *page)
{
  crm_survey_view_export (get_view (CRM_SURVEY_RECORD_PAGE (page)));
}

/* What is made on the page of a survey is a question. */
static void
crm_survey_record_page_create (CrmPage *page)
{
  CrmSurveyRecordPage *self = CRM_SURVEY_RECORD_PAGE (page);

  crm_survey_record_page_show_view (self, "build");
  gtk_widget_activate_action (GTK_WIDGET (get_view (self)), "builder.add", NULL);
}

static DexFuture *
crm_survey_record_page_make_sheet (CrmPage *page)
{
  return crm_survey_view_make_sheet (get_view (CRM_SURVEY_RECORD_PAGE (page)));
}

static void
crm_survey_record_page_take_focus (CrmPage *page)
{
  crm_survey_view_take_focus (get_view (CRM_SURVEY_RECORD_PAGE (page)));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_record_page_constructed (GObject *object)
{
  CrmSurveyRecordPage *self = CRM_SURVEY_RECORD_PAGE (object);

  G_OBJECT_CLASS (crm_survey_record_page_parent_class)->constructed (object);

  g_signal_connect_object (crm_context_get_store (crm_page_get_context (CRM_PAGE (self))), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

static void
crm_survey_record_page_dispose (GObject *object)
{
  CrmSurveyRecordPage *self = CRM_SURVEY_RECORD_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_RECORD_PAGE);
  g_clear_pointer (&self->reading_now, crm_survey_page_reading_unref);

  G_OBJECT_CLASS (crm_survey_record_page_parent_class)->dispose (object);
}

static void
crm_survey_record_page_class_init (CrmSurveyRecordPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_survey_record_page_constructed;
  object_class->dispose = crm_survey_record_page_dispose;
  CRM_PAGE_CLASS (klass)->search = crm_survey_record_page_search;
  CRM_PAGE_CLASS (klass)->create = crm_survey_record_page_create;
  CRM_PAGE_CLASS (klass)->export = crm_survey_record_page_export;
  CRM_PAGE_CLASS (klass)->make_sheet = crm_survey_record_page_make_sheet;
  CRM_PAGE_CLASS (klass)->take_focus = crm_survey_record_page_take_focus;

  g_type_ensure (CRM_TYPE_SURVEY_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyRecordPage, views);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyRecordPage, header);
  gtk_widget_class_install_action (widget_class, "survey.publish", NULL, publish_action);
  gtk_widget_class_install_action (widget_class, "survey.status", "s", status_action);
  gtk_widget_class_install_action (widget_class, "survey.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "survey.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "survey.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "survey.import-answers", NULL, import_answers_action);
  gtk_widget_class_install_action (widget_class, "survey.delete", NULL, delete_action);
}

static void
crm_survey_record_page_init (CrmSurveyRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmPage *
crm_survey_record_page_new (CrmContext *context, const CrmId *survey)
{
  CrmSurveyRecordPage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && survey != NULL, NULL);

  self = g_object_new (CRM_TYPE_SURVEY_RECORD_PAGE, "context", context, NULL);
  self->survey = *survey;
  add_views (self);
  reload (self);
  return CRM_PAGE (self);
}

void
crm_survey_record_page_show_view (CrmSurveyRecordPage *self, const char *name)
{
  g_return_if_fail (CRM_IS_SURVEY_RECORD_PAGE (self) && name != NULL);

  if (adw_view_stack_get_child_by_name (self->views, name) != NULL)
    adw_view_stack_set_visible_child_name (self->views, name);
}
