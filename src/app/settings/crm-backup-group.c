/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' rows about where backups are, on this computer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-backup-group.h"

#include "app/settings/crm-settings-apply.h"
#include "core/store/crm-backup.h"

#include <glib/gi18n-lib.h>

#define KEY "backup-folder"

struct _CrmBackupGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  GSettings *settings;
  char *own; /* where they are already */

  /* template */
  AdwActionRow *folder_row;
  GtkWidget *choose;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (CrmBackupGroup, crm_backup_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_folder_changed (CrmBackupGroup *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, KEY);
  g_autofree char *name = g_filename_display_name (folder);

  g_assert (CRM_IS_BACKUP_GROUP (self));

  adw_action_row_set_subtitle (self->folder_row, *folder != '\0' ? name : _ ("None"));
  gtk_widget_set_visible (self->remove, *folder != '\0');
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmBackupGroup) self = CRM_BACKUP_GROUP (data);
  g_autoptr (GFile) file = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file == NULL || self->settings == NULL)
    return;
  if (path == NULL)
    crm_settings_say (GTK_WIDGET (self), _ ("Backups cannot be copied to this place. Choose a folder on a disk."));
  else if (g_str_equal (path, self->own))
    crm_settings_say (GTK_WIDGET (self), _ ("Backups are in this folder already. Choose one on another disk."));
  else
    g_settings_set_string (self->settings, KEY, path);
}

static void
on_choose (CrmBackupGroup *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose a Folder for Backups"));
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

static void
on_remove (CrmBackupGroup *self)
{
  gtk_widget_grab_focus (self->choose);
  g_settings_reset (self->settings, KEY);
}

static void
crm_backup_group_dispose (GObject *object)
{
  CrmBackupGroup *self = CRM_BACKUP_GROUP (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->own, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_BACKUP_GROUP);

  G_OBJECT_CLASS (crm_backup_group_parent_class)->dispose (object);
}

static void
crm_backup_group_class_init (CrmBackupGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_backup_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-backup-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBackupGroup, folder_row);
  gtk_widget_class_bind_template_child (widget_class, CrmBackupGroup, choose);
  gtk_widget_class_bind_template_child (widget_class, CrmBackupGroup, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
crm_backup_group_init (CrmBackupGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_backup_group_set_settings (CrmBackupGroup *self, GSettings *settings, const char *file)
{
  g_return_if_fail (CRM_IS_BACKUP_GROUP (self) && G_IS_SETTINGS (settings) && file != NULL && self->settings == NULL);

  self->settings = g_object_ref (settings);
  self->own = crm_backup_dup_folder (file);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (on_folder_changed), self, G_CONNECT_SWAPPED);
  on_folder_changed (self);
}
