/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover that asks for another name of a file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/files/crm-file-rename.h"

#include "core/base/crm-file-name.h"
#include "core/customers/crm-attachment.h"

struct _CrmFileRename
{
  GtkPopover parent_instance;

  /* template */
  GtkEditable *entry;
  GtkLabel *problem;

  /* owned */
  char *name;
};

enum
{
  RENAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFileRename, crm_file_rename, GTK_TYPE_POPOVER)

static void
on_changed (CrmFileRename *self)
{
  g_assert (CRM_IS_FILE_RENAME (self));

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
on_activate (CrmFileRename *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert (CRM_IS_FILE_RENAME (self));

  name = crm_attachment_fit_name (gtk_editable_get_text (self->entry), &error);
  if (name == NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return;
    }
  if (!g_str_equal (name, self->name))
    g_signal_emit (self, signals[RENAMED], 0, name);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
crm_file_rename_map (GtkWidget *widget)
{
  CrmFileRename *self = CRM_FILE_RENAME (widget);
  const char *ending = crm_file_name_get_ending (self->name);

  GTK_WIDGET_CLASS (crm_file_rename_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, (int)g_utf8_pointer_to_offset (self->name, ending));
}

static void
crm_file_rename_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FILE_RENAME);

  G_OBJECT_CLASS (crm_file_rename_parent_class)->dispose (object);
}

static void
crm_file_rename_finalize (GObject *object)
{
  g_free (CRM_FILE_RENAME (object)->name);

  G_OBJECT_CLASS (crm_file_rename_parent_class)->finalize (object);
}

static void
crm_file_rename_class_init (CrmFileRenameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_file_rename_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_file_rename_finalize;
  widget_class->map = crm_file_rename_map;

  /* renamed (name: string) */
  signals[RENAMED] = g_signal_new ("renamed", CRM_TYPE_FILE_RENAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/files/crm-file-rename.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFileRename, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmFileRename, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
crm_file_rename_init (CrmFileRename *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_file_rename_new (const char *name)
{
  CrmFileRename *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (CRM_TYPE_FILE_RENAME, NULL);
  self->name = g_strdup (name);
  gtk_editable_set_text (self->entry, name);
  return GTK_WIDGET (self);
}
