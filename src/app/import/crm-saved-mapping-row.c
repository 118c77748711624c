/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which mapping a file uses: chosen, saved under a name, renamed, deleted. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-saved-mapping-row.h"

#include <glib/gi18n-lib.h>

struct _CrmSavedMappingRow
{
  AdwComboRow parent_instance;

  /* owned */
  CrmStore *store;
  GPtrArray *list; /* of CrmSavedMapping, as the items after the first */
  CrmImportFile *file;

  gboolean showing; /* what changes is not the person's doing */
};

G_DEFINE_FINAL_TYPE (CrmSavedMappingRow, crm_saved_mapping_row, ADW_TYPE_COMBO_ROW)

enum
{
  TAKEN,
  SAID,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ── what is shown ────────────────────────────────────────────────────────────────────────── */

static const CrmSavedMapping *
get_saved (CrmSavedMappingRow *self)
{
  for (guint i = 0; self->file != NULL && self->file->has_saved && i < self->list->len; i++)
    {
      const CrmSavedMapping *saved = g_ptr_array_index (self->list, i);

      if (crm_id_equal (&saved->id, &self->file->saved))
        return saved;
    }
  return NULL;
}

static char *
dup_state (CrmSavedMappingRow *self)
{
  const CrmSavedMapping *saved = get_saved (self);

  if (saved != NULL && self->file->changed)
    return g_strdup_printf (_ ("Changed since “%s” was saved"), saved->name);
  if (saved != NULL && self->file->by_itself)
    return g_strdup (_ ("Taken by itself: it was saved for a file with these columns"));
  if (saved == NULL && self->file->changed)
    return g_strdup (_ ("Changed by hand; saved under a name, it is there for the next such file"));
  return g_strdup ("");
}

static void
fill_list (CrmSavedMappingRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const CrmSavedMapping *current = get_saved (self);
  guint selected = 0;

  gtk_string_list_append (names, _ ("As recognised"));
  for (guint i = 0; i < self->list->len; i++)
    {
      const CrmSavedMapping *saved = g_ptr_array_index (self->list, i);

      gtk_string_list_append (names, saved->name);
      if (saved == current)
        selected = i + 1;
    }
  self->showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  self->showing = FALSE;
}

void
crm_saved_mapping_row_update (CrmSavedMappingRow *self)
{
  g_autofree char *state = NULL;
  gboolean is_saved;

  g_return_if_fail (CRM_IS_SAVED_MAPPING_ROW (self));

  if (self->file == NULL)
    return;
  state = dup_state (self);
  is_saved = get_saved (self) != NULL;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mapping.save", is_saved && self->file->changed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mapping.start-over", is_saved || self->file->changed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mapping.rename", is_saved);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mapping.delete", is_saved);
}

static void
show_all (CrmSavedMappingRow *self)
{
  if (self->file == NULL)
    return;
  fill_list (self);
  crm_saved_mapping_row_update (self);
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

static void
on_selected (CrmSavedMappingRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->showing || self->file == NULL || selected > self->list->len)
    return;
  if (selected == 0)
    crm_import_file_start_over (self->file);
  else
    crm_import_file_use (self->file, g_ptr_array_index (self->list, selected - 1));
  crm_saved_mapping_row_update (self);
  g_signal_emit (self, signals[TAKEN], 0);
}

static void
start_over (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (widget);

  crm_import_file_start_over (self->file);
  show_all (self);
  g_signal_emit (self, signals[TAKEN], 0);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmSavedMappingRow *row;
  CrmImportFile *file; /* nullable: whose mapping this becomes */
  char *name;
  char *text; /* what is said when it is done */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->row);
  g_clear_pointer (&writing->file, crm_import_file_unref);
  g_free (writing->name);
  g_free (writing->text);
  g_free (writing);
}

static DexFuture *
on_listed (DexFuture *future, gpointer data)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    {
      g_ptr_array_unref (self->list);
      self->list = g_value_dup_boxed (value);
      show_all (self);
    }
  else
    {
      g_signal_emit (self, signals[FAILED], 0, error);
    }
  return NULL;
}

static DexFuture *
read_list (CrmSavedMappingRow *self)
{
  return dex_future_finally (crm_saved_mapping_load (self->store), on_listed, g_object_ref (self), g_object_unref);
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  Writing *writing = data;
  CrmSavedMappingRow *self = writing->row;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  else
    g_signal_emit (self, signals[SAID], 0, writing->text, &((const CrmEditResult *)g_value_get_boxed (value))->id);
  return NULL;
}

/* The file goes on with what was just saved, under its name. */
static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  Writing *writing = data;
  const CrmSavedMapping *saved = crm_saved_mapping_find_by_name (writing->row->list, writing->name);

  if (saved != NULL)
    {
      writing->file->saved = saved->id;
      writing->file->has_saved = TRUE;
      writing->file->by_itself = writing->file->changed = FALSE;
    }
  show_all (writing->row);
  return NULL;
}

static Writing *
writing_new (CrmSavedMappingRow *self, const char *name, char *text)
{
  Writing *writing = g_new0 (Writing, 1);

  *writing = (Writing){ g_object_ref (self), NULL, g_strdup (name), text };
  return writing;
}

static void
write_down (Writing *writing, DexFuture *future)
{
  dex_future_disown (dex_future_finally (future, on_written, writing, writing_free));
}

static DexFuture *
then_list (DexFuture *future, gpointer data)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (data);

  return self->store != NULL ? read_list (self) : dex_future_new_true ();
}

static void
save_as (CrmSavedMappingRow *self, const CrmId *id, const char *name)
{
  Writing *writing = writing_new (self, name, g_strdup_printf (_ ("Mapping “%s” saved"), name));
  Writing *taking = writing_new (self, name, NULL);
  DexFuture *future = crm_saved_mapping_save (self->store, id, name, self->file->source->mapping);

  taking->file = crm_import_file_ref (self->file);
  dex_future_disown (dex_future_then (dex_future_then (dex_ref (future), then_list, g_object_ref (self), g_object_unref), on_saved, taking, writing_free));
  write_down (writing, future);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (widget);
  const CrmSavedMapping *saved = get_saved (self);

  if (saved != NULL)
    save_as (self, &saved->id, saved->name);
}

static void
delete_saved (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (widget);
  const CrmSavedMapping *saved = get_saved (self);

  if (saved != NULL)
    write_down (writing_new (self, saved->name, g_strdup_printf (_ ("Mapping “%s” deleted"), saved->name)), crm_saved_mapping_delete (self->store, saved));
}

/* ── asking for a name ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmSavedMappingRow *row;
  AdwAlertDialog *dialog; /* borrowed: it owns this */
  GtkEditable *entry;     /* borrowed from the dialog */
  gboolean rename;
} Naming;

static char *
dup_name (const Naming *naming)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (naming->entry)));
}

/* A name that is taken would be hard to tell from the other: saving replaces that, renaming is refused. */
static void
on_name_changed (Naming *naming)
{
  g_autofree char *name = dup_name (naming);
  const CrmSavedMapping *same = crm_saved_mapping_find_by_name (naming->row->list, name);
  gboolean taken = same != NULL && !(naming->rename && same == get_saved (naming->row));

  adw_alert_dialog_set_body (naming->dialog, taken ? (naming->rename ? _ ("Another mapping has this name.") : _ ("The mapping of this name is replaced.")) : _ ("A file with the same columns gets it by itself."));
  adw_alert_dialog_set_response_label (naming->dialog, "save", naming->rename ? _ ("_Rename") : taken ? _ ("_Replace")
                                                                                                      : _ ("_Save"));
  adw_alert_dialog_set_response_enabled (naming->dialog, "save", *name != '\0' && !(naming->rename && taken));
}

static void
on_named (Naming *naming, const char *response)
{
  CrmSavedMappingRow *self = naming->row;
  g_autofree char *name = dup_name (naming);
  const CrmSavedMapping *saved = get_saved (self);
  const CrmSavedMapping *same = crm_saved_mapping_find_by_name (self->list, name);

  if (self->file == NULL)
    return;
  if (!g_str_equal (response, "save") || *name == '\0')
    return;
  if (!naming->rename)
    save_as (self, same != NULL ? &same->id : NULL, name);
  else if (saved != NULL)
    write_down (writing_new (self, name, g_strdup_printf (_ ("Mapping renamed to “%s”"), name)), crm_saved_mapping_rename (self->store, &saved->id, name));
}

static void
naming_free (gpointer data, GClosure *closure)
{
  Naming *naming = data;

  g_object_unref (naming->row);
  g_free (naming);
}

static void
ask_for_name (CrmSavedMappingRow *self, const char *heading, const char *name, gboolean rename)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);
  GtkWidget *entry = gtk_entry_new ();
  Naming *naming = g_new0 (Naming, 1);

  *naming = (Naming){ g_object_ref (self), ADW_ALERT_DIALOG (dialog), GTK_EDITABLE (entry), rename };
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the mapping"), -1);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), entry);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_name_changed), naming);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_named), naming, naming_free, G_CONNECT_SWAPPED);
  on_name_changed (naming);
  adw_dialog_set_focus (dialog, entry);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* The program that wrote the file, or the file's name without its ending. */
static char *
suggest_name (CrmSavedMappingRow *self)
{
  const CrmSavedMapping *saved = get_saved (self);
  const CrmImportSource *source = self->file->source;
  const char *dot = strrchr (source->name, '.');

  if (saved != NULL)
    return g_strdup (saved->name);
  if (source->mapping->program != NULL)
    return g_strdup (source->mapping->program);
  return dot != NULL && dot != source->name ? g_strndup (source->name, (gsize)(dot - source->name)) : g_strdup (source->name);
}

static void
ask_to_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (widget);
  g_autofree char *name = self->file != NULL ? suggest_name (self) : NULL;

  if (name != NULL)
    ask_for_name (self, _ ("Save the Mapping"), name, FALSE);
}

static void
ask_to_rename (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (widget);
  const CrmSavedMapping *saved = get_saved (self);

  if (saved != NULL)
    ask_for_name (self, _ ("Rename the Mapping"), saved->name, TRUE);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
on_store_changed (CrmSavedMappingRow *self, CrmChangeSet *changes)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_SAVED_MAPPING))
    dex_future_disown (read_list (self));
}

static void
crm_saved_mapping_row_dispose (GObject *object)
{
  CrmSavedMappingRow *self = CRM_SAVED_MAPPING_ROW (object);

  self->showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SAVED_MAPPING_ROW);
  g_clear_pointer (&self->file, crm_import_file_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_saved_mapping_row_parent_class)->dispose (object);
}

static void
crm_saved_mapping_row_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_SAVED_MAPPING_ROW (object)->list);

  G_OBJECT_CLASS (crm_saved_mapping_row_parent_class)->finalize (object);
}

static void
crm_saved_mapping_row_class_init (CrmSavedMappingRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_saved_mapping_row_dispose;
  object_class->finalize = crm_saved_mapping_row_finalize;

  signals[TAKEN] = g_signal_new ("taken", CRM_TYPE_SAVED_MAPPING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", CRM_TYPE_SAVED_MAPPING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_SAVED_MAPPING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/import/crm-saved-mapping-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_selected);

  gtk_widget_class_install_action (widget_class, "mapping.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "mapping.save-as", NULL, ask_to_save);
  gtk_widget_class_install_action (widget_class, "mapping.start-over", NULL, start_over);
  gtk_widget_class_install_action (widget_class, "mapping.rename", NULL, ask_to_rename);
  gtk_widget_class_install_action (widget_class, "mapping.delete", NULL, delete_saved);
}

static void
crm_saved_mapping_row_init (CrmSavedMappingRow *self)
{
  self->list = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_saved_mapping_row_watch (CrmSavedMappingRow *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_SAVED_MAPPING_ROW (self) && CRM_IS_STORE (store));

  g_set_object (&self->store, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

void
crm_saved_mapping_row_show (CrmSavedMappingRow *self, GPtrArray *list, CrmImportFile *file)
{
  g_return_if_fail (CRM_IS_SAVED_MAPPING_ROW (self) && file != NULL);

  if (list != NULL)
    {
      g_ptr_array_ref (list);
      g_ptr_array_unref (self->list);
      self->list = list;
    }
  crm_import_file_ref (file);
  g_clear_pointer (&self->file, crm_import_file_unref);
  self->file = file;
  show_all (self);
}
