/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: of the file, and of this computer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-preferences.h"

#include "app/settings/crm-backup-group.h"
#include "app/settings/crm-company-page.h"
#include "app/settings/crm-custom-fields-page.h"
#include "app/settings/crm-pipelines-page.h"
#include "app/settings/crm-reminders-group.h"
#include "app/settings/crm-settings-apply.h"
#include "app/settings/crm-settings-row.h"

#include <glib/gi18n-lib.h>

struct _CrmPreferences
{
  AdwPreferencesDialog parent_instance;

  /* owned */
  CrmWorkspace *workspace;
  GSettings *settings;

  /* template */
  AdwEntryRow *name_row;
  AdwToggleGroup *appearance;
  AdwToggleGroup *order;
  CrmRemindersGroup *reminders;
  CrmBackupGroup *backups;
  CrmCompanyPage *company;
  CrmPipelinesPage *sales;
  CrmCustomFieldsPage *custom_fields;

  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmPreferences, crm_preferences, ADW_TYPE_PREFERENCES_DIALOG)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
on_workspace_changed (CrmPreferences *self)
{
  self->showing = TRUE;
  crm_settings_row_show (self->name_row, crm_workspace_get_user_name (self->workspace));
  adw_toggle_group_set_active_name (self->order, crm_workspace_is_han_first (self->workspace) ? "han" : "latin");
  self->showing = FALSE;
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static void
on_name_applied (CrmPreferences *self)
{
  g_autofree char *text = crm_settings_row_dup_text (self->name_row);

  if (g_strcmp0 (text, crm_workspace_get_user_name (self->workspace)) != 0)
    crm_settings_watch (GTK_WIDGET (self), crm_workspace_set_user_name (self->workspace, text));
}

static void
on_order_selected (CrmPreferences *self)
{
  const char *name = adw_toggle_group_get_active_name (self->order);

  if (!self->showing && name != NULL)
    crm_settings_watch (GTK_WIDGET (self), crm_workspace_set (self->workspace, CRM_SETTING_HAN_FIRST, g_str_equal (name, "han") ? "1" : NULL));
}

static void
on_appearance_selected (CrmPreferences *self)
{
  const char *name = adw_toggle_group_get_active_name (self->appearance);

  if (!self->showing && name != NULL)
    g_settings_set_string (self->settings, "appearance", name);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_preferences_dispose (GObject *object)
{
  CrmPreferences *self = CRM_PREFERENCES (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PREFERENCES);

  G_OBJECT_CLASS (crm_preferences_parent_class)->dispose (object);
}

static void
crm_preferences_class_init (CrmPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_preferences_dispose;

  g_type_ensure (CRM_TYPE_BACKUP_GROUP);
  g_type_ensure (CRM_TYPE_REMINDERS_GROUP);
  g_type_ensure (CRM_TYPE_COMPANY_PAGE);
  g_type_ensure (CRM_TYPE_PIPELINES_PAGE);
  g_type_ensure (CRM_TYPE_CUSTOM_FIELDS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, name_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, appearance);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, order);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, reminders);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, backups);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, company);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, sales);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, custom_fields);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_appearance_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_order_selected);
}

static void
crm_preferences_init (CrmPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_preferences_new (CrmContext *context, GSettings *settings)
{
  CrmPreferences *self;
  g_autofree char *appearance = NULL;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && G_IS_SETTINGS (settings), NULL);

  self = g_object_new (CRM_TYPE_PREFERENCES, NULL);
  self->workspace = g_object_ref (crm_context_get_workspace (context));
  self->settings = g_object_ref (settings);
  appearance = g_settings_get_string (settings, "appearance");
  self->showing = TRUE;
  adw_toggle_group_set_active_name (self->appearance, appearance);
  self->showing = FALSE;
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
  crm_reminders_group_set_context (self->reminders, context, settings);
  crm_backup_group_set_settings (self->backups, settings, crm_store_get_path (crm_context_get_store (context)));
  crm_company_page_set_context (self->company, context);
  crm_pipelines_page_set_context (self->sales, context);
  crm_custom_fields_page_set_store (self->custom_fields, crm_context_get_store (context));
  return ADW_DIALOG (self);
}

void
crm_preferences_show_sales (CrmPreferences *self, const char *name)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self) && name != NULL);

  adw_preferences_dialog_set_visible_page (ADW_PREFERENCES_DIALOG (self), ADW_PREFERENCES_PAGE (self->sales));
  if (!g_str_equal (name, "pipelines"))
    crm_pipelines_page_open (self->sales, name);
}

void
crm_preferences_show_custom_fields (CrmPreferences *self)
{
  g_return_if_fail (CRM_IS_PREFERENCES (self));

  adw_preferences_dialog_set_visible_page (ADW_PREFERENCES_DIALOG (self), ADW_PREFERENCES_PAGE (self->custom_fields));
}
