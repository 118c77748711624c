/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a survey: blank, or from a template. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-new-survey-dialog.h"

#include "app/surveys/crm-survey-words.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey.h"

#include <glib/gi18n-lib.h>

struct _CrmNewSurveyDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwEntryRow *title;
  AdwComboRow *language;
  AdwComboRow *second;
  AdwPreferencesGroup *templates;
  GtkWidget *create;
  GtkLabel *problem;

  /* owned */
  CrmPage *page;

  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CrmNewSurveyDialog, crm_new_survey_dialog, ADW_TYPE_DIALOG)

static void
set_problem (CrmNewSurveyDialog *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static char *
dup_title (CrmNewSurveyDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
}

static void
on_title_changed (CrmNewSurveyDialog *self)
{
  g_autofree char *title = dup_title (self);

  gtk_widget_set_sensitive (self->create, *title != '\0' && !self->saving);
}

/* ── languages ────────────────────────────────────────────────────────────────────────────── */

static void
fill_languages (CrmNewSurveyDialog *self)
{
  g_autoptr (GtkStringList) first = gtk_string_list_new (NULL), second = gtk_string_list_new (NULL);

  gtk_string_list_append (second, C_ ("language", "None"));
  for (const CrmSurveyLanguage *language = crm_survey_languages; language->code != NULL; language++)
    {
      gtk_string_list_append (first, language->name);
      gtk_string_list_append (second, language->name);
    }
  adw_combo_row_set_model (self->language, G_LIST_MODEL (first));
  adw_combo_row_set_model (self->second, G_LIST_MODEL (second));
  for (guint i = 0; crm_survey_languages[i].code != NULL; i++)
    if (g_str_equal (crm_survey_languages[i].code, crm_survey_language_get_own ()))
      adw_combo_row_set_selected (self->language, i);
}

static const char *
get_language (CrmNewSurveyDialog *self)
{
  return crm_survey_languages[adw_combo_row_get_selected (self->language)].code;
}

/* The same language twice is one. */
static const char *
get_second (CrmNewSurveyDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->second);
  const char *code = selected > 0 ? crm_survey_languages[selected - 1].code : NULL;

  return g_strcmp0 (code, get_language (self)) != 0 ? code : NULL;
}

/* ── making it ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmNewSurveyDialog *dialog;
  CrmId survey;
} Creating;

static void
creating_free (gpointer data)
{
  g_object_unref (((Creating *)data)->dialog);
  g_free (data);
}

static DexFuture *
on_created (DexFuture *future, gpointer data)
{
  Creating *creating = data;
  CrmNewSurveyDialog *self = creating->dialog;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (self->page == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      set_problem (self, error->message);
      on_title_changed (self);
      return NULL;
    }
  crm_page_open_record (self->page, &crm_kind_survey, &creating->survey, NULL, 0);
  adw_dialog_force_close (ADW_DIALOG (self));
  return NULL;
}

static void
on_create (CrmNewSurveyDialog *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("New Survey"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *title = dup_title (self);
  Creating *creating;

  g_assert (CRM_IS_NEW_SURVEY_DIALOG (self));

  if (self->saving || *title == '\0')
    return;
  self->saving = TRUE;
  set_problem (self, NULL);
  on_title_changed (self);
  creating = g_new0 (Creating, 1);
  creating->dialog = g_object_ref (self);
  creating->survey = crm_survey_create (edit, title, "satisfaction", get_language (self), get_second (self))->id;
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (crm_page_get_context (self->page)), edit, NULL), on_created, creating, creating_free));
}

static void
on_cancel (CrmNewSurveyDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_new_survey_dialog_dispose (GObject *object)
{
  CrmNewSurveyDialog *self = CRM_NEW_SURVEY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_NEW_SURVEY_DIALOG);
  g_clear_object (&self->page);

  G_OBJECT_CLASS (crm_new_survey_dialog_parent_class)->dispose (object);
}

static void
crm_new_survey_dialog_class_init (CrmNewSurveyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_new_survey_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-new-survey-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, language);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, second);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, templates);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, create);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_create);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_new_survey_dialog_init (CrmNewSurveyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_languages (self);
  on_title_changed (self);
}

void
crm_new_survey_dialog_present (CrmPage *page)
{
  CrmNewSurveyDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page));

  self = g_object_new (CRM_TYPE_NEW_SURVEY_DIALOG, NULL);
  self->page = g_object_ref (page);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
