/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a record of a few fields, or changes one. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-record-dialog.h"

#include <glib/gi18n-lib.h>

struct _CrmRecordDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkBox *groups;
  AdwPreferencesGroup *group;
  GtkLabel *problem;
  GtkWidget *save;

  /* owned */
  CrmContext *context;
  CrmRecord *record; /* NULL for a new one */
  GPtrArray *inputs; /* of CrmFieldInput */

  const CrmKind *kind;
  gboolean saving;
};

enum
{
  FILL,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmRecordDialog, crm_record_dialog, ADW_TYPE_DIALOG)

static void
on_changed (CrmRecordDialog *self)
{
  crm_record_dialog_set_problem (self, NULL);
}

typedef struct
{
  CrmRecordDialog *dialog;
  CrmId id;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->dialog);
  g_free (saving);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  Saving *saving = data;
  CrmRecordDialog *self = saving->dialog;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (dex_future_get_value (future, &error) == NULL)
    {
      if (self->save != NULL)
        crm_record_dialog_set_problem (self, error->message);
      return NULL;
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SAVED], 0, &saving->id);
  return NULL;
}

static gboolean
set_values (CrmRecordDialog *self, CrmChange *change)
{
  gboolean refused = FALSE;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      g_autoptr (GError) error = NULL;
      CrmValue value;

      if (!crm_field_input_read (self->inputs->pdata[i], &value, &error))
        {
          crm_record_dialog_set_problem (self, error->message);
          return FALSE;
        }
      crm_change_set (change, crm_field_input_get_field (self->inputs->pdata[i]), value);
    }
  g_signal_emit (self, signals[FILL], 0, change, &refused);
  return !refused;
}

static void
on_save (CrmRecordDialog *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (adw_dialog_get_title (ADW_DIALOG (self)), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = self->record != NULL ? crm_edit_update (edit, self->kind, &self->record->id) : crm_edit_create (edit, self->kind, NULL);
  Saving *saving;

  g_assert (CRM_IS_RECORD_DIALOG (self));

  if (self->saving || !set_values (self, change))
    return;
  self->saving = TRUE;
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (self), change->id };
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (self->context), edit, NULL), on_saved, saving, saving_free));
}

static void
on_cancel (CrmRecordDialog *self)
{
  g_assert (CRM_IS_RECORD_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_record_dialog_dispose (GObject *object)
{
  CrmRecordDialog *self = CRM_RECORD_DIALOG (object);

  g_ptr_array_set_size (self->inputs, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_RECORD_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->record, crm_record_unref);

  G_OBJECT_CLASS (crm_record_dialog_parent_class)->dispose (object);
}

static void
crm_record_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_RECORD_DIALOG (object)->inputs);

  G_OBJECT_CLASS (crm_record_dialog_parent_class)->finalize (object);
}

static void
crm_record_dialog_class_init (CrmRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_record_dialog_finalize;

  signals[FILL] = g_signal_new ("fill", CRM_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_POINTER);
  signals[SAVED] = g_signal_new ("saved", CRM_TYPE_RECORD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRecordDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_record_dialog_init (CrmRecordDialog *self)
{
  self->inputs = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmRecordDialog *
crm_record_dialog_new (CrmContext *context, const CrmKind *kind, CrmRecord *record, const char *title, const guint *fields, guint n_fields)
{
  CrmRecordDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL && (record == NULL || record->kind == kind) && fields != NULL, NULL);

  self = g_object_new (CRM_TYPE_RECORD_DIALOG, "title", title, NULL);
  self->context = g_object_ref (context);
  self->kind = kind;
  self->record = record != NULL ? crm_record_ref (record) : NULL;
  gtk_button_set_label (GTK_BUTTON (self->save), record != NULL ? _ ("_Save") : _ ("_Add"));
  for (guint i = 0; i < n_fields; i++)
    {
      CrmFieldInput *input = crm_field_input_new (context, kind, fields[i], crm_workspace_get_currency (crm_context_get_workspace (context)));

      if (record != NULL)
        crm_field_input_set_value (input, crm_value_copy (&record->values[fields[i]]), NULL);
      g_signal_connect_object (input, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, crm_field_input_get_row (input));
      g_ptr_array_add (self->inputs, input);
    }
  if (n_fields > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), crm_field_input_get_row (self->inputs->pdata[0]));
  return self;
}

CrmFieldInput *
crm_record_dialog_get_input (CrmRecordDialog *self, guint field)
{
  g_return_val_if_fail (CRM_IS_RECORD_DIALOG (self), NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    if (crm_field_input_get_field (self->inputs->pdata[i]) == field)
      return self->inputs->pdata[i];
  return NULL;
}

void
crm_record_dialog_add_row (CrmRecordDialog *self, GtkWidget *row)
{
  g_return_if_fail (CRM_IS_RECORD_DIALOG (self) && GTK_IS_WIDGET (row));

  adw_preferences_group_add (self->group, row);
}

void
crm_record_dialog_add_group (CrmRecordDialog *self, AdwPreferencesGroup *group)
{
  g_return_if_fail (CRM_IS_RECORD_DIALOG (self) && ADW_IS_PREFERENCES_GROUP (group));

  gtk_box_append (self->groups, GTK_WIDGET (group));
}

void
crm_record_dialog_set_problem (CrmRecordDialog *self, const char *message)
{
  g_return_if_fail (CRM_IS_RECORD_DIALOG (self));

  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
