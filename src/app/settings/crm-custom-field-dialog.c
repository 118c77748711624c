/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Defines a custom field, or changes the definition of one. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-custom-field-dialog.h"
#include "app/widgets/crm-dialog-saving.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmCustomFieldDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwEntryRow *label_row;
  AdwComboRow *type_row;
  GtkLabel *problem;
  GtkBox *choices_part;
  GtkTextView *choices;
  GtkWidget *save;

  /* owned */
  CrmStore *store;
  CrmCustomField *field; /* NULL for a new one */

  CrmId saved;
  gboolean saving;
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmCustomFieldDialog, crm_custom_field_dialog, ADW_TYPE_DIALOG)

static const CrmChoice *
get_types (void)
{
  return crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE].choices;
}

static const char *
get_type (CrmCustomFieldDialog *self)
{
  return get_types ()[adw_combo_row_get_selected (self->type_row)].name;
}

static gboolean
is_choice (CrmCustomFieldDialog *self)
{
  return g_str_equal (get_type (self), "choice") || g_str_equal (get_type (self), "choices");
}

static char *
dup_label (CrmCustomFieldDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->label_row))));
}

static char *
dup_choices (CrmCustomFieldDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->choices);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  if (!is_choice (self))
    return NULL;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return crm_custom_choices_tidy (text);
}

static void
set_problem (CrmCustomFieldDialog *self, const char *message)
{
  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, message);
}

static void
on_changed (CrmCustomFieldDialog *self)
{
  g_autofree char *label = NULL;
  g_autofree char *choices = NULL;

  /* The rows notify while the template is being built. */
  if (self->store == NULL)
    return;
  label = dup_label (self);
  choices = dup_choices (self);
  set_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_part), is_choice (self));
  gtk_widget_set_sensitive (self->save, !self->saving && *label != '\0' && (!is_choice (self) || choices != NULL));
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static void
fill (CrmChange *change, const char *label, const char *type, const char *choices)
{
  crm_change_set_text (change, CRM_CUSTOM_FIELD_LABEL, label);
  crm_change_set_text (change, CRM_CUSTOM_FIELD_TYPE, type);
  /* What stood there before the type was another is of use when it is changed back. */
  if (choices != NULL)
    crm_change_set_text (change, CRM_CUSTOM_FIELD_CHOICES, choices);
}

static CrmEdit *
make_edit (CrmCustomFieldDialog *self, const char *label, GPtrArray *fields)
{
  g_autofree char *choices = dup_choices (self);
  const CrmCustomField *last = fields->len > 0 ? fields->pdata[fields->len - 1] : NULL;
  CrmEdit *edit;

  if (self->field != NULL)
    {
      edit = crm_edit_new (_ ("Change Custom Field"), CRM_EDIT_ORIGIN_PERSON);
      self->saved = *crm_custom_field_get_id (self->field);
      fill (crm_edit_update (edit, &crm_kind_custom_field, &self->saved), label, get_type (self), choices);
      return edit;
    }
  edit = crm_edit_new (_ ("Add Custom Field"), CRM_EDIT_ORIGIN_PERSON);
  self->saved = crm_custom_field_create (edit, label, get_type (self), choices, last != NULL ? crm_record_get_text (last->record, CRM_CUSTOM_FIELD_POSITION) : NULL)->id;
  return edit;
}

/* With the definitions as they are now: two fields of one name could not be told apart in a file or a filter. */
static DexFuture *
on_fields_read (DexFuture *future, gpointer data)
{
  CrmCustomFieldDialog *self = CRM_CUSTOM_FIELD_DIALOG (data);
  GPtrArray *fields = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autofree char *label = dup_label (self);
  CrmCustomField *same = crm_custom_fields_find (fields, label);
  g_autoptr (CrmEdit) edit = NULL;

  if (same != NULL && (self->field == NULL || !crm_id_equal (crm_custom_field_get_id (same), crm_custom_field_get_id (self->field))))
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_INVALID, _ ("There is a custom field “%s” already. Choose another name."), crm_custom_field_get_label (same));
  edit = make_edit (self, label, fields);
  return crm_store_apply (self->store, edit, NULL);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  CrmCustomFieldDialog *self = CRM_CUSTOM_FIELD_DIALOG (data);
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (self->store == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      on_changed (self);
      set_problem (self, error->message);
      return NULL;
    }
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SAVED], 0, &self->saved);
  return NULL;
}

static void
on_save (CrmCustomFieldDialog *self)
{
  DexFuture *future;

  g_assert (CRM_IS_CUSTOM_FIELD_DIALOG (self));

  if (self->saving)
    return;
  self->saving = TRUE;
  on_changed (self);
  future = crm_store_read (self->store, NULL, crm_custom_fields_read_into, NULL, NULL);
  future = dex_future_then (future, on_fields_read, g_object_ref (self), g_object_unref);
  dex_future_disown (dex_future_finally (future, on_saved, g_object_ref (self), g_object_unref));
}

static void
on_cancel (CrmCustomFieldDialog *self)
{
  g_assert (CRM_IS_CUSTOM_FIELD_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

/* ── showing a field there is ─────────────────────────────────────────────────────────────── */

static gboolean
read_used (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM custom_value WHERE field = ? AND deleted = 0", error);
  gint64 n = 0;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, data);
  if (crm_connection_next (connection, statement, error) > 0)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, n);
  return TRUE;
}

static DexFuture *
on_used (DexFuture *future, gpointer data)
{
  CrmCustomFieldDialog *self = CRM_CUSTOM_FIELD_DIALOG (data);
  gint64 n = g_value_get_int64 (dex_future_get_value (future, NULL));
  g_autofree char *reason = NULL;

  if (self->store == NULL || n == 0)
    return NULL;
  reason = g_strdup_printf (ngettext ("Cannot be changed: %ld customer has a value", "Cannot be changed: %ld customers have a value", (gulong)n), (glong)n);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->type_row), reason);
  gtk_widget_set_sensitive (GTK_WIDGET (self->type_row), FALSE);
  return NULL;
}

static void
show_field (CrmCustomFieldDialog *self)
{
  CrmRecord *record = self->field->record;
  const CrmChoice *types = get_types ();
  const char *choices = crm_record_get_text (record, CRM_CUSTOM_FIELD_CHOICES);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("Custom Field"));
  gtk_button_set_label (GTK_BUTTON (self->save), _ ("_Save"));
  gtk_editable_set_text (GTK_EDITABLE (self->label_row), crm_custom_field_get_label (self->field));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->choices), choices != NULL ? choices : "", -1);
  for (guint i = 0; types[i].name != NULL; i++)
    if (g_strcmp0 (types[i].name, crm_record_get_text (record, CRM_CUSTOM_FIELD_TYPE)) == 0)
      adw_combo_row_set_selected (self->type_row, i);
  dex_future_disown (dex_future_then (crm_store_read (self->store, NULL, read_used, g_memdup2 (&record->id, sizeof record->id), g_free), on_used, g_object_ref (self), g_object_unref));
}

static void
crm_custom_field_dialog_dispose (GObject *object)
{
  CrmCustomFieldDialog *self = CRM_CUSTOM_FIELD_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->field, crm_custom_field_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_CUSTOM_FIELD_DIALOG);

  G_OBJECT_CLASS (crm_custom_field_dialog_parent_class)->dispose (object);
}

static void
crm_custom_field_dialog_class_init (CrmCustomFieldDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_custom_field_dialog_dispose;

  signals[SAVED] = g_signal_new ("saved", CRM_TYPE_CUSTOM_FIELD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-custom-field-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldDialog, label_row);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldDialog, type_row);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldDialog, choices_part);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_custom_field_dialog_init (CrmCustomFieldDialog *self)
{
  const CrmField *field = &crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE];
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (const CrmChoice *type = field->choices; type->name != NULL; type++)
    gtk_string_list_append (names, crm_field_get_choice_label (field, type->name));
  adw_combo_row_set_model (self->type_row, G_LIST_MODEL (names));
  g_signal_connect_object (gtk_text_view_get_buffer (self->choices), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
crm_custom_field_dialog_new (CrmStore *store, CrmCustomField *field)
{
  CrmCustomFieldDialog *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_CUSTOM_FIELD_DIALOG, NULL);
  self->store = g_object_ref (store);
  if (field != NULL)
    {
      self->field = crm_custom_field_ref (field);
      show_field (self);
    }
  on_changed (self);
  return GTK_WIDGET (self);
}
