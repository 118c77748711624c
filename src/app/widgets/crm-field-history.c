/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of one field. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-field-history.h"

#include "core/base/crm-date-time.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-history.h"

#include <glib/gi18n-lib.h>

struct _CrmFieldHistory
{
  AdwDialog parent_instance;

  /* template */
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *problem;

  /* owned */
  CrmContext *context;
  CrmCustomField *custom; /* NULL for a field of the schema */
  CrmRecord *record;
  GPtrArray *versions; /* of Version, oldest first */

  guint field;
};

G_DEFINE_FINAL_TYPE (CrmFieldHistory, crm_field_history, ADW_TYPE_DIALOG)

/* A value the field had: from when, by whom, in which edit. */
typedef struct
{
  gint64 at;
  char *who;
  char *title;
  char *stored;
  char *shown;
} Version;

static void
version_free (Version *version)
{
  g_free (version->who);
  g_free (version->title);
  g_free (version->stored);
  g_free (version->shown);
  g_free (version);
}

typedef struct
{
  CrmCustomField *custom;
  CrmRecord *record;
  guint field;
  char *currency;
} Reading;

static const CrmField *
get_field (CrmFieldHistory *self)
{
  return self->custom != NULL ? &self->custom->field : &self->record->kind->fields[self->field];
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->custom, crm_custom_field_unref);
  crm_record_unref (reading->record);
  g_free (reading->currency);
  g_free (reading);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static char *
show_value (CrmConnection *connection, const Reading *reading, const char *stored)
{
  const CrmField *field = reading->custom != NULL ? &reading->custom->field : &reading->record->kind->fields[reading->field];
  CrmValueStyle style = { .currency = reading->currency };
  g_auto (CrmValue) value = { 0 };
  g_autoptr (CrmRecord) record = NULL;

  if (!crm_value_from_stored (stored, field->type, &value))
    return g_strdup (stored);
  if (value.type != CRM_VALUE_ID)
    return crm_value_format (&value, field, &style);
  record = crm_connection_read_record (connection, crm_kind_get (field->refers), &value.id, NULL);
  return record != NULL ? g_strdup (crm_record_get_title (record)) : NULL;
}

static void
add_version (CrmConnection *connection, const Reading *reading, GPtrArray *versions, const CrmHistoryEntry *entry, const char *stored)
{
  Version *version = g_new0 (Version, 1);

  version->at = entry->at;
  version->who = g_strdup (entry->user);
  version->title = g_strdup (entry->title);
  version->stored = g_strdup (stored);
  version->shown = show_value (connection, reading, stored);
  g_ptr_array_add (versions, version);
}

/* What the field held at first stands in its first change, or, when it never changed, in the record. */
static char *
dup_first (const Reading *reading, GPtrArray *entries, const char *field)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const CrmHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->field, field) == 0)
        return g_strdup (entry->old);
    }
  return crm_value_to_stored (&reading->record->values[reading->field]);
}

/* What the field was after an entry: it keeps its value while the record is deleted, but has none. */
typedef struct
{
  char *stored;
  gboolean deleted;
} State;

/* Whether the entry gave the field another value. Deleting the record of a custom value empties the field; of other records
   that is not the field's affair. */
static gboolean
advance (State *state, const CrmHistoryEntry *entry, const char *field, gboolean follows_record)
{
  if (strcmp (entry->field, "created") == 0)
    return TRUE;
  if (strcmp (entry->field, field) == 0)
    {
      g_set_str (&state->stored, entry->new);
      return !state->deleted;
    }
  if (!follows_record || strcmp (entry->field, "deleted") != 0)
    return FALSE;
  state->deleted = g_strcmp0 (entry->new, "1") == 0;
  return TRUE;
}

static gboolean
read_versions (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;
  const char *field = reading->record->kind->fields[reading->field].name;
  g_autoptr (GPtrArray) entries = crm_history_read (connection, reading->record, error);
  GPtrArray *versions;
  State state = { 0 };

  if (entries == NULL)
    return FALSE;
  versions = g_ptr_array_new_with_free_func ((GDestroyNotify)version_free);
  state.stored = dup_first (reading, entries, field);
  for (guint i = 0; i < entries->len; i++)
    {
      const CrmHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (advance (&state, entry, field, reading->custom != NULL))
        add_version (connection, reading, versions, entry, state.deleted ? NULL : state.stored);
    }
  g_free (state.stored);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, versions);
  return TRUE;
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_restored (DexFuture *future, gpointer data)
{
  CrmFieldHistory *self = CRM_FIELD_HISTORY (data);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return NULL;
    }
  adw_status_page_set_title (self->problem, _ ("Not Restored"));
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  return NULL;
}

static void
on_restore_clicked (CrmFieldHistory *self, GtkButton *button)
{
  const Version *version = g_object_get_data (G_OBJECT (button), "version");
  const CrmField *field = get_field (self);
  g_autofree char *title = g_strdup_printf (_ ("Restore %s"), crm_field_get_label (field));
  g_autoptr (CrmEdit) edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  CrmValue value = { 0 };

  g_assert (CRM_IS_FIELD_HISTORY (self));

  if (!crm_value_from_stored (version->stored, field->type, &value))
    return;
  if (self->custom != NULL)
    crm_custom_field_set_value (self->custom, edit, crm_record_get_id (self->record, CRM_CUSTOM_VALUE_CUSTOMER), self->record, value);
  else
    crm_change_set (crm_edit_update (edit, self->record->kind, &self->record->id), self->field, value);
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (self->context), edit, NULL), on_restored, g_object_ref (self), g_object_unref));
}

static GtkWidget *
make_row (CrmFieldHistory *self, const Version *version, gboolean is_current)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GTimeZone *zone = crm_clock_get_zone (crm_context_get_clock (self->context));
  g_autofree char *when = crm_date_time_format (version->at, zone);
  /* Translators: by whom and when. */
  g_autofree char *subtitle = version->who != NULL ? g_strdup_printf (_ ("%1$s · %2$s"), version->who, when) : g_strdup (when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), version->shown != NULL ? version->shown : _ ("Empty"));
  adw_action_row_set_subtitle (row, subtitle);
  if (is_current)
    {
      GtkWidget *label = gtk_label_new (_ ("Now"));

      gtk_widget_add_css_class (label, "dimmed");
      adw_action_row_add_suffix (row, label);
    }
  else
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Restore"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data (G_OBJECT (button), "version", (gpointer)version);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_restore_clicked), self, G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (row, button);
    }
  return GTK_WIDGET (row);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmFieldHistory *self = CRM_FIELD_HISTORY (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->list == NULL)
    return NULL;
  if (value == NULL)
    {
      adw_status_page_set_description (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return NULL;
    }
  self->versions = g_value_dup_boxed (value);
  for (guint i = self->versions->len; i-- > 0;)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->versions, i), i == self->versions->len - 1));
  gtk_stack_set_visible_child_name (self->stack, "list");
  return NULL;
}

static void
crm_field_history_dispose (GObject *object)
{
  CrmFieldHistory *self = CRM_FIELD_HISTORY (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FIELD_HISTORY);
  g_clear_object (&self->context);
  g_clear_pointer (&self->custom, crm_custom_field_unref);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_field_history_parent_class)->dispose (object);
}

static void
crm_field_history_class_init (CrmFieldHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_field_history_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-field-history.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFieldHistory, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldHistory, list);
  gtk_widget_class_bind_template_child (widget_class, CrmFieldHistory, problem);
}

static void
crm_field_history_init (CrmFieldHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
present (GtkWidget *parent, CrmContext *context, CrmCustomField *custom, CrmRecord *record, guint field, const char *currency)
{
  CrmFieldHistory *self = g_object_new (CRM_TYPE_FIELD_HISTORY, NULL);
  Reading *reading = g_new0 (Reading, 1);
  g_autofree char *title = NULL;

  self->context = g_object_ref (context);
  self->custom = custom != NULL ? crm_custom_field_ref (custom) : NULL;
  self->record = crm_record_ref (record);
  self->field = field;
  /* Translators: the history of a field: "History of City". */
  title = g_strdup_printf (_ ("History of %s"), crm_field_get_label (get_field (self)));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  *reading = (Reading){ custom != NULL ? crm_custom_field_ref (custom) : NULL, crm_record_ref (record), field, g_strdup (currency) };
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (context), NULL, read_versions, reading, reading_free), on_read, g_object_ref (self),
                                         g_object_unref));
  adw_dialog_present (ADW_DIALOG (self), parent);
}

void
crm_field_history_present (GtkWidget *parent, CrmContext *context, CrmRecord *record, guint field, const char *currency)
{
  g_return_if_fail (CRM_IS_CONTEXT (context) && record != NULL && field < record->kind->n_fields);

  present (parent, context, NULL, record, field, currency);
}

void
crm_field_history_present_custom (GtkWidget *parent, CrmContext *context, CrmCustomField *custom, CrmRecord *value, const char *currency)
{
  g_return_if_fail (CRM_IS_CONTEXT (context) && custom != NULL && value != NULL);

  present (parent, context, custom, value, custom->column, currency);
}
