/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover that finds a record by typing. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-record-picker.h"

#include "app/widgets/crm-avatar.h"
#include "core/customers/crm-customer-lookup.h"

#include <glib/gi18n-lib.h>

#define RESULTS_MAX 20

struct _CrmRecordPicker
{
  GtkPopover parent_instance;

  /* template */
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkWidget *nothing;

  /* owned */
  CrmContext *context;
  GCancellable *cancellable;
  GPtrArray *results; /* of CrmLookupResult */
  char *create_format;

  const CrmKind *kind;
  CrmId except;
};

enum
{
  PICKED,
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmRecordPicker, crm_record_picker, GTK_TYPE_POPOVER)

typedef struct
{
  const CrmKind *kind;
  char *typed;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  g_free (lookup->typed);
  g_free (lookup);
}

static gboolean
look_up (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Lookup *lookup = data;
  GPtrArray *results = crm_customer_look_up (connection, lookup->kind, lookup->typed, RESULTS_MAX, error);

  if (results == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, results);
  return TRUE;
}

static GtkWidget *
make_row (CrmRecordPicker *self, const CrmLookupResult *result)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (result->name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  if (self->kind->id != CRM_KIND_TAG)
    gtk_box_append (GTK_BOX (box), crm_avatar_new (24, result->name, self->kind->id == CRM_KIND_CUSTOMER ? CRM_NAME_COMPANY : CRM_NAME_PERSON));
  gtk_box_append (GTK_BOX (box), label);
  if (result->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (result->detail);

      gtk_widget_add_css_class (detail, "dimmed");
      gtk_box_append (GTK_BOX (box), detail);
    }
  return box;
}

static void
append_row (CrmRecordPicker *self, const CrmLookupResult *result)
{
  GtkWidget *box = make_row (self, result);
  g_autofree char *name = result->detail != NULL ? g_strdup_printf ("%s, %s", result->name, result->detail) : g_strdup (result->name);

  gtk_list_box_append (self->list, box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
is_new_name (CrmRecordPicker *self, const char *typed)
{
  if (self->create_format == NULL || *typed == '\0')
    return FALSE;
  for (guint i = 0; i < self->results->len; i++)
    {
      const CrmLookupResult *result = g_ptr_array_index (self->results, i);

      if (g_strcmp0 (result->name, typed) == 0)
        return FALSE;
    }
  return TRUE;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
append_create_row (CrmRecordPicker *self, const char *typed)
{
  g_autofree char *text = g_strdup_printf (self->create_format, typed);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_append (self->list, label);
}
#pragma GCC diagnostic pop

static void
show_results (CrmRecordPicker *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->results->len;)
    {
      CrmLookupResult *result = g_ptr_array_index (self->results, i);

      if (crm_id_equal (&result->id, &self->except))
        {
          g_ptr_array_remove_index (self->results, i);
          continue;
        }
      append_row (self, result);
      i++;
    }
  if (is_new_name (self, typed))
    append_create_row (self, typed);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_visible (self->nothing, gtk_list_box_get_row_at_index (self->list, 0) == NULL);
}

static DexFuture *
on_results (DexFuture *future, gpointer data)
{
  CrmRecordPicker *self = CRM_RECORD_PICKER (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value == NULL || self->list == NULL)
    return NULL;
  g_clear_pointer (&self->results, g_ptr_array_unref);
  self->results = g_value_dup_boxed (value);
  show_results (self);
  return NULL;
}

static void
on_search_changed (CrmRecordPicker *self)
{
  Lookup *lookup;

  g_assert (CRM_IS_RECORD_PICKER (self));

  if (self->context == NULL)
    return;
  lookup = g_new0 (Lookup, 1);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  *lookup = (Lookup){ self->kind, g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))) };
  dex_future_disown (dex_future_then (crm_store_read (crm_context_get_store (self->context), self->cancellable, look_up, lookup, lookup_free), on_results,
                                      g_object_ref (self), g_object_unref));
}

static void
on_row_activated (CrmRecordPicker *self, GtkListBoxRow *row)
{
  guint position = (guint)gtk_list_box_row_get_index (row);

  g_assert (CRM_IS_RECORD_PICKER (self));

  if (position < self->results->len)
    {
      const CrmLookupResult *result = g_ptr_array_index (self->results, position);

      g_signal_emit (self, signals[PICKED], 0, &result->id, result->name);
    }
  else
    {
      g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

      g_signal_emit (self, signals[CREATE], 0, typed);
    }
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_search_activate (CrmRecordPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  g_assert (CRM_IS_RECORD_PICKER (self));

  if (row != NULL)
    on_row_activated (self, row);
}

static void
on_search_stopped (CrmRecordPicker *self)
{
  g_assert (CRM_IS_RECORD_PICKER (self));

  gtk_popover_popdown (GTK_POPOVER (self));
}

/* It is shown once. The widget may outlive that, as something in GTK refers to it; the file, which the context holds, must not be kept open by it. */
static void
crm_record_picker_closed (GtkPopover *popover)
{
  CrmRecordPicker *self = CRM_RECORD_PICKER (popover);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);
}

static void
crm_record_picker_dispose (GObject *object)
{
  CrmRecordPicker *self = CRM_RECORD_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_RECORD_PICKER);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->create_format, g_free);

  G_OBJECT_CLASS (crm_record_picker_parent_class)->dispose (object);
}

static void
crm_record_picker_class_init (CrmRecordPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_picker_dispose;
  GTK_POPOVER_CLASS (klass)->closed = crm_record_picker_closed;

  signals[PICKED] = g_signal_new ("picked", CRM_TYPE_RECORD_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  signals[CREATE] = g_signal_new ("create", CRM_TYPE_RECORD_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-record-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPicker, search);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPicker, list);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPicker, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_record_picker_init (CrmRecordPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

GtkWidget *
crm_record_picker_new (CrmContext *context, const CrmKind *kind)
{
  CrmRecordPicker *self;
  g_autofree char *placeholder = NULL;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL, NULL);

  self = g_object_new (CRM_TYPE_RECORD_PICKER, NULL);
  self->context = g_object_ref (context);
  self->kind = kind;
  /* Translators: what is searched: "Search customer". */
  placeholder = g_strdup_printf (_ ("Search: %s"), _ (kind->label));
  gtk_search_entry_set_placeholder_text (self->search, placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  on_search_changed (self);
  return GTK_WIDGET (self);
}

void
crm_record_picker_set_except (CrmRecordPicker *self, const CrmId *except)
{
  g_return_if_fail (CRM_IS_RECORD_PICKER (self) && except != NULL);

  self->except = *except;
}

void
crm_record_picker_set_create_format (CrmRecordPicker *self, const char *format)
{
  g_return_if_fail (CRM_IS_RECORD_PICKER (self));

  g_set_str (&self->create_format, format);
}
