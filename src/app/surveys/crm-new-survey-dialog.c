/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a survey: blank, or from a template. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-new-survey-dialog.h"

#include "app/surveys/crm-survey-words.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-template.h"
#include "core/surveys/crm-survey.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

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
  char *proposed; /* the title that came with a template */

  const char *template; /* NULL for a blank survey */
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

/* ── templates ────────────────────────────────────────────────────────────────────────────── */

/* A title that somebody typed stays. */
static void
propose_title (CrmNewSurveyDialog *self)
{
  g_autofree char *typed = dup_title (self);
  g_autofree char *title = self->template != NULL ? crm_survey_template_dup_title (self->template, crm_survey_template_choose_language (get_language (self))) : g_strdup ("");

  if (*typed != '\0' && g_strcmp0 (typed, self->proposed) != 0)
    return;
  g_set_str (&self->proposed, title);
  gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  gtk_editable_set_position (GTK_EDITABLE (self->title), -1);
}

static void
on_language (CrmNewSurveyDialog *self)
{
  if (self->proposed != NULL)
    propose_title (self);
}

static void
on_template (CrmNewSurveyDialog *self, GParamSpec *spec, GtkCheckButton *check)
{
  g_assert (CRM_IS_NEW_SURVEY_DIALOG (self));

  if (!gtk_check_button_get_active (check))
    return;
  self->template = g_object_get_data (G_OBJECT (check), "template");
  set_problem (self, NULL);
  propose_title (self);
}

static GtkCheckButton *
add_template (CrmNewSurveyDialog *self, const char *name, const char *title, const char *note, GtkCheckButton *group)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (check), "template", (gpointer)name);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (on_template), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->templates, row);
  return GTK_CHECK_BUTTON (check);
}

static void
fill_templates (CrmNewSurveyDialog *self)
{
  const char *language = crm_survey_template_choose_language (setlocale (LC_MESSAGES, NULL));
  const char *const *names = crm_survey_template_list ();
  GtkCheckButton *blank = add_template (self, NULL, _ ("Blank Survey"), _ ("An empty page to write questions on."), NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *title = crm_survey_template_dup_title (names[i], language), *note = crm_survey_template_dup_note (names[i], language);

      add_template (self, names[i], title, note != NULL ? note : "", blank);
    }
  gtk_check_button_set_active (blank, TRUE);
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

static gboolean
fill_edit (CrmNewSurveyDialog *self, CrmEdit *edit, const char *title, CrmId *survey, GError **error)
{
  CrmSurveyJsonChoice choice = { .title = title, .language = get_language (self), .second = get_second (self) != NULL ? get_second (self) : "" };

  if (self->template != NULL)
    return crm_survey_template_add (self->template, &choice, edit, survey, error);
  *survey = crm_survey_create (edit, title, "satisfaction", get_language (self), get_second (self))->id;
  return TRUE;
}

static void
on_create (CrmNewSurveyDialog *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("New Survey"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *title = dup_title (self);
  g_autoptr (GError) error = NULL;
  Creating *creating;
  CrmId survey;

  g_assert (CRM_IS_NEW_SURVEY_DIALOG (self));

  if (self->saving || *title == '\0')
    return;
  if (!fill_edit (self, edit, title, &survey, &error))
    {
      set_problem (self, error->message);
      return;
    }
  self->saving = TRUE;
  set_problem (self, NULL);
  on_title_changed (self);
  creating = g_new0 (Creating, 1);
  creating->dialog = g_object_ref (self);
  creating->survey = survey;
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
crm_new_survey_dialog_finalize (GObject *object)
{
  g_free (CRM_NEW_SURVEY_DIALOG (object)->proposed);

  G_OBJECT_CLASS (crm_new_survey_dialog_parent_class)->finalize (object);
}

static void
crm_new_survey_dialog_class_init (CrmNewSurveyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_new_survey_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_new_survey_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-new-survey-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, language);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, second);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, templates);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, create);
  gtk_widget_class_bind_template_child (widget_class, CrmNewSurveyDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_create);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_new_survey_dialog_init (CrmNewSurveyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_languages (self);
  fill_templates (self);
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
