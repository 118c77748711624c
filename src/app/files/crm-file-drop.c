/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes files dropped onto an area, and shows that it would. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/files/crm-file-drop.h"

struct _CrmFileDrop
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *label;
};

enum
{
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFileDrop, crm_file_drop, ADW_TYPE_BIN)

static GdkDragAction
on_enter (CrmFileDrop *self)
{
  g_assert (CRM_IS_FILE_DROP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return GDK_ACTION_COPY;
}

static void
on_leave (CrmFileDrop *self)
{
  g_assert (CRM_IS_FILE_DROP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
on_drop (CrmFileDrop *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = crm_file_drop_list_files (g_value_get_boxed (value));

  g_assert (CRM_IS_FILE_DROP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (files->len > 0)
    g_signal_emit (self, signals[DROPPED], 0, files);
  return files->len > 0;
}

static void
crm_file_drop_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FILE_DROP);

  G_OBJECT_CLASS (crm_file_drop_parent_class)->dispose (object);
}

static void
crm_file_drop_class_init (CrmFileDropClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_file_drop_dispose;

  /* dropped (files: GPtrArray of GFile) */
  signals[DROPPED] = g_signal_new ("dropped", CRM_TYPE_FILE_DROP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/files/crm-file-drop.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFileDrop, label);
}

static void
crm_file_drop_init (CrmFileDrop *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_file_drop_attach (CrmFileDrop *self, GtkWidget *area)
{
  GtkDropTarget *target;

  g_return_if_fail (CRM_IS_FILE_DROP (self) && GTK_IS_WIDGET (area));

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  /* Before the entries of the area, which would take a file's path for a text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "enter", G_CALLBACK (on_enter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (area, "file-drop-area");
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (target));
}

void
crm_file_drop_set_text (CrmFileDrop *self, const char *text)
{
  g_return_if_fail (CRM_IS_FILE_DROP (self) && text != NULL);

  gtk_label_set_label (self->label, text);
}

GPtrArray *
crm_file_drop_list_files (GdkFileList *list)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSList) all = list != NULL ? gdk_file_list_get_files (list) : NULL;

  for (GSList *item = all; item != NULL; item = item->next)
    g_ptr_array_add (files, g_object_ref (item->data));
  return files;
}

GVariant *
crm_file_drop_list_uris (GPtrArray *files)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; files != NULL && i < files->len; i++)
    g_variant_builder_add_value (&builder, g_variant_new_take_string (g_file_get_uri (g_ptr_array_index (files, i))));
  return g_variant_builder_end (&builder);
}
