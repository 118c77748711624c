/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the builder that holds one field of a record, and stores what is chosen or typed in it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-input.h"

#include "app/widgets/crm-field-input.h"
#include "app/widgets/crm-names.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

#define PAUSE_MS 900

struct _CrmSurveyInput
{
  GObject parent_instance;

  /* owned */
  CrmSurveyEditor *editor;
  CrmFieldInput *input; /* NULL for a truth */
  CrmNames *names;      /* of what a reference refers to; else NULL */
  GtkWidget *row;
  CrmRecord *record;

  const CrmKind *kind;
  guint field;
  guint pause;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmSurveyInput, crm_survey_input, G_TYPE_OBJECT)

static gboolean
read_value (CrmSurveyInput *self, CrmValue *value)
{
  if (self->input != NULL)
    return crm_field_input_read (self->input, value, NULL);
  *value = adw_switch_row_get_active (ADW_SWITCH_ROW (self->row)) ? crm_value_integer (1) : (CrmValue){ 0 };
  return TRUE;
}

static void
store (CrmSurveyInput *self)
{
  CrmValue value;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->record == NULL || self->editor == NULL || !read_value (self, &value))
    return;
  /* Off and nothing are the same. */
  if (self->input == NULL && value.type == CRM_VALUE_NONE && crm_record_get_integer (self->record, self->field, 0) == 0)
    return;
  crm_survey_editor_set (self->editor, self->record, self->field, value);
}

static gboolean
on_pause (gpointer data)
{
  CrmSurveyInput *self = CRM_SURVEY_INPUT (data);

  self->pause = 0;
  store (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (CrmSurveyInput *self)
{
  g_assert (CRM_IS_SURVEY_INPUT (self));

  if (self->filling)
    return;
  if (!ADW_IS_ENTRY_ROW (self->row))
    {
      store (self);
      return;
    }
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, on_pause, self);
}

static void
on_left (CrmSurveyInput *self)
{
  g_assert (CRM_IS_SURVEY_INPUT (self));

  if (self->pause != 0)
    store (self);
}

static void
crm_survey_input_dispose (GObject *object)
{
  CrmSurveyInput *self = CRM_SURVEY_INPUT (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->input);
  g_clear_object (&self->names);
  g_clear_object (&self->row);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, crm_record_unref);

  G_OBJECT_CLASS (crm_survey_input_parent_class)->dispose (object);
}

static void
crm_survey_input_class_init (CrmSurveyInputClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_survey_input_dispose;
}

static void
crm_survey_input_init (CrmSurveyInput *self)
{
}

/* A value stands in its row by its name, where it is a reference. */
static void
show_value (CrmSurveyInput *self)
{
  const CrmId *id = self->names != NULL ? crm_record_get_id (self->record, self->field) : NULL;
  const char *name = id != NULL ? crm_names_lookup (self->names, id) : NULL;

  crm_field_input_set_value (self->input, crm_value_copy (&self->record->values[self->field]), name);
}

static void
on_names (CrmSurveyInput *self)
{
  g_assert (CRM_IS_SURVEY_INPUT (self));

  if (self->record != NULL)
    show_value (self);
}

static void
make_switch (CrmSurveyInput *self)
{
  self->row = g_object_ref_sink (adw_switch_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), crm_field_get_label (&self->kind->fields[self->field]));
  g_signal_connect_object (self->row, "notify::active", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
make_input (CrmSurveyInput *self)
{
  CrmContext *context = crm_page_get_context (crm_survey_editor_get_page (self->editor));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->input = crm_field_input_new (context, self->kind, self->field, NULL);
  self->row = g_object_ref (crm_field_input_get_row (self->input));
  if (self->kind->fields[self->field].type == CRM_TYPE_REFERENCE)
    {
      self->names = crm_names_new (crm_context_get_store (context), crm_kind_get (self->kind->fields[self->field].refers));
      g_signal_connect_object (self->names, "changed", G_CALLBACK (on_names), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->input, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->row, focus);
  g_signal_connect_object (self->row, "unmap", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
}

CrmSurveyInput *
crm_survey_input_new (CrmSurveyEditor *editor, const CrmKind *kind, guint field)
{
  CrmSurveyInput *self;

  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (editor) && kind != NULL && field < kind->n_fields, NULL);

  self = g_object_new (CRM_TYPE_SURVEY_INPUT, NULL);
  self->editor = g_object_ref (editor);
  self->kind = kind;
  self->field = field;
  if (kind->fields[field].type == CRM_TYPE_BOOLEAN)
    make_switch (self);
  else
    make_input (self);
  return self;
}

GtkWidget *
crm_survey_input_get_row (CrmSurveyInput *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_INPUT (self), NULL);

  return self->row;
}

void
crm_survey_input_set_words (CrmSurveyInput *self, const char *title, const char *subtitle)
{
  g_return_if_fail (CRM_IS_SURVEY_INPUT (self) && title != NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  if (subtitle != NULL && ADW_IS_ACTION_ROW (self->row))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), subtitle);
}

void
crm_survey_input_set_record (CrmSurveyInput *self, CrmRecord *record)
{
  gboolean other;

  g_return_if_fail (CRM_IS_SURVEY_INPUT (self) && record != NULL && record->kind == self->kind);

  other = self->record == NULL || !crm_id_equal (&self->record->id, &record->id);
  if (other)
    on_left (self);
  crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  gtk_widget_set_sensitive (self->row, record->kind == &crm_kind_survey || crm_survey_editor_can_change (self->editor));
  /* What is being typed stays. */
  if (self->pause != 0)
    return;
  self->filling = TRUE;
  if (self->input != NULL)
    {
      CrmValue now = { 0 };

      if (other || !crm_field_input_read (self->input, &now, NULL) || !crm_value_equal (&now, &record->values[self->field]))
        show_value (self);
      crm_value_clear (&now);
    }
  else
    adw_switch_row_set_active (ADW_SWITCH_ROW (self->row), crm_record_get_integer (record, self->field, 0) != 0);
  self->filling = FALSE;
}
