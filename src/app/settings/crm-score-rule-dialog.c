/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a rule of a lead's score, or changes one. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-score-rule-dialog.h"

#include "core/base/crm-position.h"
#include "core/sales/crm-lead-score.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Borrows its dialog and rows, whose life it shares. */
typedef struct
{
  CrmRecordDialog *dialog;
  AdwComboRow *field;
  AdwEntryRow *value;
  AdwComboRow *choice; /* instead of value, of a choice */
  GStrv names;         /* as field lists them */
  char *currency;
  char *after;
  gboolean is_new;
} Rule;

static void
rule_free (gpointer data, GClosure *closure)
{
  Rule *self = data;

  g_strfreev (self->names);
  g_free (self->currency);
  g_free (self->after);
  g_free (self);
}

static const char *
get_name (Rule *self)
{
  guint selected = adw_combo_row_get_selected (self->field);

  return selected < g_strv_length (self->names) ? self->names[selected] : NULL;
}

static const CrmField *
get_field (Rule *self)
{
  const CrmKind *kind;
  int field = crm_score_field_find (get_name (self), &kind);

  return field >= 0 ? &kind->fields[field] : NULL;
}

static const char *
get_operator (Rule *self, CrmValue *holder)
{
  crm_field_input_read (crm_record_dialog_get_input (self->dialog, CRM_SCORE_RULE_OPERATOR), holder, NULL);
  return holder->type == CRM_VALUE_TEXT ? holder->text : "is";
}

/* What is asked of a choice is chosen too; what is only there or not needs no value. */
static void
update_value (Rule *self)
{
  const CrmField *field = get_field (self);
  g_auto (CrmValue) holder = { 0 };
  const char *operator= get_operator (self, &holder);
  gboolean needed = !g_str_equal (operator, "filled") && !g_str_equal (operator, "empty");
  gboolean is_choice = field != NULL && field->type == CRM_TYPE_CHOICE;

  gtk_widget_set_visible (GTK_WIDGET (self->choice), needed && is_choice);
  gtk_widget_set_visible (GTK_WIDGET (self->value), needed && !is_choice);
}

static void
on_field_changed (Rule *self)
{
  const CrmField *field = get_field (self);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; field != NULL && field->choices != NULL && field->choices[i].name != NULL; i++)
    gtk_string_list_append (labels, crm_field_get_choice_label (field, field->choices[i].name));
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (labels));
  update_value (self);
}

static const char *
get_value (Rule *self)
{
  const CrmField *field = get_field (self);
  guint selected = adw_combo_row_get_selected (self->choice);

  if (field == NULL || field->type != CRM_TYPE_CHOICE)
    return gtk_editable_get_text (GTK_EDITABLE (self->value));
  return selected != GTK_INVALID_LIST_POSITION ? field->choices[selected].name : NULL;
}

static gboolean
on_fill (CrmRecordDialog *dialog, CrmChange *change, Rule *self)
{
  const CrmValueStyle style = { .currency = self->currency };
  const CrmKind *kind;
  int field = crm_score_field_find (get_name (self), &kind);
  g_auto (CrmValue) holder = { 0 }, value = { 0 };
  const char *operator= get_operator (self, &holder);
  g_autoptr (GError) error = NULL;

  if (field < 0 || !crm_score_rule_parse_value (kind, (guint)field, operator, get_value (self), &style, &value, &error))
    {
      crm_record_dialog_set_problem (dialog, error != NULL ? error->message : _ ("Choose a field."));
      return TRUE;
    }
  crm_change_set_text (change, CRM_SCORE_RULE_FIELD, get_name (self));
  crm_change_set_text (change, CRM_SCORE_RULE_VALUE, value.type != CRM_VALUE_NONE ? get_value (self) : NULL);
  if (self->is_new)
    {
      g_autofree char *position = crm_position_between (self->after, NULL);

      crm_change_set_text (change, CRM_SCORE_RULE_POSITION, position);
    }
  return FALSE;
}

static void
fill_fields (Rule *self, const char *selected)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint position = 0;

  for (guint i = 0; self->names[i] != NULL; i++)
    {
      g_autofree char *label = crm_score_field_dup_label (self->names[i]);

      gtk_string_list_append (labels, label);
      if (g_strcmp0 (self->names[i], selected) == 0)
        position = i;
    }
  adw_combo_row_set_model (self->field, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->field, position);
}

static void
show_value (Rule *self, const char *value)
{
  const CrmField *field = get_field (self);

  gtk_editable_set_text (GTK_EDITABLE (self->value), value != NULL ? value : "");
  for (guint i = 0; field != NULL && field->choices != NULL && field->choices[i].name != NULL; i++)
    if (g_strcmp0 (field->choices[i].name, value) == 0)
      adw_combo_row_set_selected (self->choice, i);
}

CrmRecordDialog *
crm_score_rule_dialog_new (CrmContext *context, CrmRecord *rule, const char *after)
{
  static const guint fields[] = { CRM_SCORE_RULE_OPERATOR, CRM_SCORE_RULE_POINTS };
  Rule *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_new0 (Rule, 1);
  self->names = crm_score_field_dup_names ();
  self->currency = g_strdup (crm_workspace_get_currency (crm_context_get_workspace (context)));
  self->after = g_strdup (after);
  self->is_new = rule == NULL;
  self->dialog = crm_record_dialog_new (context, &crm_kind_score_rule, rule, rule != NULL ? _ ("Rule") : _ ("New Rule"), fields, G_N_ELEMENTS (fields));
  self->field = ADW_COMBO_ROW (g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Field"), NULL));
  self->value = ADW_ENTRY_ROW (g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Value"), "activates-default", TRUE, NULL));
  self->choice = ADW_COMBO_ROW (g_object_new (ADW_TYPE_COMBO_ROW, "title", _ ("Value"), NULL));
  crm_record_dialog_add_row (self->dialog, GTK_WIDGET (self->field));
  crm_record_dialog_add_row (self->dialog, GTK_WIDGET (self->value));
  crm_record_dialog_add_row (self->dialog, GTK_WIDGET (self->choice));
  fill_fields (self, rule != NULL ? crm_record_get_text (rule, CRM_SCORE_RULE_FIELD) : "deal.source");
  on_field_changed (self);
  show_value (self, rule != NULL ? crm_record_get_text (rule, CRM_SCORE_RULE_VALUE) : NULL);
  g_signal_connect_swapped (self->field, "notify::selected", G_CALLBACK (on_field_changed), self);
  g_signal_connect_swapped (crm_record_dialog_get_input (self->dialog, CRM_SCORE_RULE_OPERATOR), "changed", G_CALLBACK (update_value), self);
  g_signal_connect_data (self->dialog, "fill", G_CALLBACK (on_fill), self, rule_free, G_CONNECT_DEFAULT);
  return self->dialog;
}
