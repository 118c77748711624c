/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a builder share: the survey as it stands, and the one way to change it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-editor.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveyEditor
{
  GObject parent_instance;

  /* owned */
  CrmSurveyForm *form;

  CrmPage *page; /* borrowed */
  gboolean read_only;
  gboolean stacked;
};

enum
{
  PROP_0,
  PROP_STACKED,
  PROP_ORIENTATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmSurveyEditor, crm_survey_editor, G_TYPE_OBJECT)

static void
crm_survey_editor_finalize (GObject *object)
{
  CrmSurveyEditor *self = CRM_SURVEY_EDITOR (object);

  g_clear_pointer (&self->form, crm_survey_form_unref);

  G_OBJECT_CLASS (crm_survey_editor_parent_class)->finalize (object);
}

static void
crm_survey_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmSurveyEditor *self = CRM_SURVEY_EDITOR (object);

  if (id == PROP_STACKED)
    g_value_set_boolean (value, self->stacked);
  else if (id == PROP_ORIENTATION)
    g_value_set_enum (value, self->stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_survey_editor_class_init (CrmSurveyEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = crm_survey_editor_finalize;
  object_class->get_property = crm_survey_editor_get_property;

  properties[PROP_STACKED] = g_param_spec_boolean ("stacked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ORIENTATION] = g_param_spec_enum ("orientation", NULL, NULL, GTK_TYPE_ORIENTATION, GTK_ORIENTATION_HORIZONTAL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
crm_survey_editor_init (CrmSurveyEditor *self)
{
}

CrmSurveyEditor *
crm_survey_editor_new (CrmPage *page)
{
  CrmSurveyEditor *self;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (CRM_IS_PAGE (page), NULL);

  self = g_object_new (CRM_TYPE_SURVEY_EDITOR, NULL);
  self->page = page;
  reason = crm_store_dup_read_only_reason (crm_context_get_store (crm_page_get_context (page)));
  self->read_only = reason != NULL;
  return self;
}

void
crm_survey_editor_set_form (CrmSurveyEditor *self, CrmSurveyForm *form)
{
  g_return_if_fail (CRM_IS_SURVEY_EDITOR (self) && form != NULL);

  crm_survey_form_ref (form);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  self->form = form;
}

void
crm_survey_editor_set_stacked (CrmSurveyEditor *self, gboolean stacked)
{
  g_return_if_fail (CRM_IS_SURVEY_EDITOR (self));

  if (self->stacked == stacked)
    return;
  self->stacked = stacked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACKED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIENTATION]);
}

CrmPage *
crm_survey_editor_get_page (CrmSurveyEditor *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (self), NULL);

  return self->page;
}

CrmSurveyForm *
crm_survey_editor_get_form (CrmSurveyEditor *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (self), NULL);

  return self->form;
}

const char *
crm_survey_editor_get_language (CrmSurveyEditor *self)
{
  const char *language;

  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (self) && self->form != NULL, "en");

  language = crm_record_get_text (self->form->survey, CRM_SURVEY_LANGUAGE);
  return language != NULL ? language : "en";
}

const char *
crm_survey_editor_get_second (CrmSurveyEditor *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (self) && self->form != NULL, NULL);

  return crm_record_get_text (self->form->survey, CRM_SURVEY_SECOND_LANGUAGE);
}

gboolean
crm_survey_editor_can_change (CrmSurveyEditor *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (self), FALSE);

  return !self->read_only && self->form != NULL && self->form->n_responses == 0 && self->form->newest;
}

CrmSurveyDraft *
crm_survey_editor_begin (CrmSurveyEditor *self, const char *title)
{
  return crm_survey_editor_can_change (self) ? crm_survey_draft_new (self->form, title) : NULL;
}

void
crm_survey_editor_apply (CrmSurveyEditor *self, CrmSurveyDraft *draft, const char *toast)
{
  g_return_if_fail (CRM_IS_SURVEY_EDITOR (self) && draft != NULL);

  dex_future_disown (crm_page_apply (self->page, crm_survey_draft_get_edit (draft), toast));
}

void
crm_survey_editor_set (CrmSurveyEditor *self, const CrmRecord *record, guint field, CrmValue value)
{
  g_autofree char *title = NULL;
  g_autoptr (CrmEdit) edit = NULL;

  g_return_if_fail (CRM_IS_SURVEY_EDITOR (self) && record != NULL && field < record->kind->n_fields);

  if (self->read_only || crm_value_equal (&value, &record->values[field]) || (record->kind != &crm_kind_survey && !crm_survey_editor_can_change (self)))
    {
      crm_value_clear (&value);
      return;
    }
  title = g_strdup_printf (_ ("Change %s"), crm_field_get_label (&record->kind->fields[field]));
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  crm_change_set (crm_edit_update (edit, record->kind, &record->id), field, value);
  dex_future_disown (crm_page_apply (self->page, edit, NULL));
}

void
crm_survey_editor_set_text (CrmSurveyEditor *self, const CrmRecord *record, guint field, const char *text)
{
  crm_survey_editor_set (self, record, field, text != NULL && *text != '\0' ? crm_value_text (text) : (CrmValue){ 0 });
}
