/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a stage of a pipeline, or changes one. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-stage-dialog.h"

#include "core/base/crm-position.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Borrows its dialog, whose life it shares. */
typedef struct
{
  CrmRecordDialog *dialog;
  CrmPipeline *pipeline;
  CrmRecord *stage;                       /* NULL for a new one */
  GtkWidget *switches[CRM_DEAL_N_FIELDS]; /* of AdwSwitchRow; NULL for what cannot be asked for */
} Stage;

static void
stage_free (gpointer data, GClosure *closure)
{
  Stage *self = data;

  crm_pipeline_unref (self->pipeline);
  g_clear_pointer (&self->stage, crm_record_unref);
  g_free (self);
}

/* What a person fills in before a deal goes on; where it stands and when it closed follow from the move. */
static gboolean
can_be_asked_for (guint field)
{
  if (field == CRM_DEAL_TITLE || field == CRM_DEAL_CUSTOMER || field == CRM_DEAL_PIPELINE || field == CRM_DEAL_STAGE || field == CRM_DEAL_BEGAN_AT || field == CRM_DEAL_CLOSED_AT)
    return FALSE;
  return (crm_kind_deal.fields[field].flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

static char *
join_requirements (const Stage *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < CRM_DEAL_N_FIELDS; i++)
    if (self->switches[i] != NULL && adw_switch_row_get_active (ADW_SWITCH_ROW (self->switches[i])))
      g_string_append_printf (text, text->len > 0 ? "\n%s" : "%s", crm_kind_deal.fields[i].name);
  return g_string_free_and_steal (text);
}

/* Behind the last stage of the same outcome: where it stands among others says nothing. */
static char *
make_position (const Stage *self, const char *outcome)
{
  const char *last = NULL;

  for (guint i = 0; i < self->pipeline->stages->len; i++)
    if (g_strcmp0 (crm_stage_get_outcome (self->pipeline->stages->pdata[i]), outcome) == 0)
      last = crm_record_get_text (self->pipeline->stages->pdata[i], CRM_STAGE_POSITION);
  return crm_position_between (last, NULL);
}

static gboolean
on_fill (CrmRecordDialog *dialog, CrmChange *change, Stage *self)
{
  const CrmValue *outcome = crm_change_get (change, CRM_STAGE_OUTCOME);
  const char *wanted = outcome != NULL && outcome->type == CRM_VALUE_TEXT ? outcome->text : "open";
  g_autofree char *requirements = join_requirements (self);
  g_autoptr (GError) error = NULL;

  crm_change_set_text (change, CRM_STAGE_REQUIREMENTS, requirements);
  if (self->stage == NULL)
    {
      g_autofree char *position = make_position (self, wanted);

      crm_change_set_id (change, CRM_STAGE_PIPELINE, &self->pipeline->record->id);
      crm_change_set_text (change, CRM_STAGE_POSITION, position);
      return FALSE;
    }
  if (g_str_equal (crm_stage_get_outcome (self->stage), wanted) || crm_pipeline_can_lose (self->pipeline, self->stage, &error))
    return FALSE;
  crm_record_dialog_set_problem (dialog, error->message);
  return TRUE;
}

static void
add_requirements (Stage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *expander = adw_expander_row_new ();
  g_autoptr (GPtrArray) required = self->stage != NULL ? crm_deal_find_missing (NULL, self->stage) : g_ptr_array_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("Asks for"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), _ ("What has to be filled in before a deal comes here"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), required->len > 0);
  for (guint i = 0; i < CRM_DEAL_N_FIELDS; i++)
    {
      const CrmField *field = &crm_kind_deal.fields[i];

      if (!can_be_asked_for (i))
        continue;
      self->switches[i] = adw_switch_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->switches[i]), crm_field_get_label (field));
      adw_switch_row_set_active (ADW_SWITCH_ROW (self->switches[i]), g_ptr_array_find (required, field, NULL));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), self->switches[i]);
    }
  adw_preferences_group_add (group, expander);
  crm_record_dialog_add_group (self->dialog, group);
}

CrmRecordDialog *
crm_stage_dialog_new (CrmContext *context, CrmPipeline *pipeline, CrmRecord *stage)
{
  static const guint fields[] = { CRM_STAGE_NAME, CRM_STAGE_OUTCOME, CRM_STAGE_PROBABILITY, CRM_STAGE_DAY_LIMIT };
  Stage *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && pipeline != NULL, NULL);

  self = g_new0 (Stage, 1);
  self->pipeline = crm_pipeline_ref (pipeline);
  self->stage = stage != NULL ? crm_record_ref (stage) : NULL;
  self->dialog = crm_record_dialog_new (context, &crm_kind_stage, stage, stage != NULL ? _ ("Stage") : _ ("New Stage"), fields, G_N_ELEMENTS (fields));
  add_requirements (self);
  g_signal_connect_data (self->dialog, "fill", G_CALLBACK (on_fill), self, stage_free, G_CONNECT_DEFAULT);
  return self->dialog;
}
