/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: of the file, and of this computer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-preferences.h"

#include "app/settings/crm-currency-list.h"
#include "app/settings/crm-custom-fields-page.h"
#include "app/settings/crm-pipelines-page.h"

#include <glib/gi18n-lib.h>

#define MAX_CALLING_CODE 3

struct _CrmPreferences
{
  AdwPreferencesDialog parent_instance;

  /* owned */
  CrmWorkspace *workspace;
  GSettings *settings;
  GStrv currencies;

  /* template */
  AdwEntryRow *name_row;
  AdwEntryRow *company_row;
  AdwEntryRow *calling_code_row;
  AdwComboRow *currency_row;
  AdwToggleGroup *appearance;
  AdwToggleGroup *order;
  CrmPipelinesPage *sales;
  CrmCustomFieldsPage *custom_fields;

  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmPreferences, crm_preferences, ADW_TYPE_PREFERENCES_DIALOG)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

/* A row in which somebody is writing keeps what is written. */
static void
show_text (AdwEntryRow *row, const char *text)
{
  GtkWidget *delegate = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  if (delegate != NULL && gtk_widget_has_focus (delegate))
    return;
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
show_currency (CrmPreferences *self)
{
  const char *currency = crm_workspace_get_currency (self->workspace);

  adw_combo_row_set_selected (self->currency_row, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; self->currencies[i] != NULL; i++)
    if (g_str_equal (self->currencies[i], currency))
      adw_combo_row_set_selected (self->currency_row, i);
}

static void
on_workspace_changed (CrmPreferences *self)
{
  self->showing = TRUE;
  show_text (self->name_row, crm_workspace_get_user_name (self->workspace));
  show_text (self->company_row, crm_workspace_get_company (self->workspace));
  show_text (self->calling_code_row, crm_workspace_get_calling_code (self->workspace));
  show_currency (self);
  adw_toggle_group_set_active_name (self->order, crm_workspace_is_han_first (self->workspace) ? "han" : "latin");
  self->showing = FALSE;
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_failed (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;
  AdwToast *toast = adw_toast_new ("");

  dex_future_get_value (future, &error);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, error->message);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (data), toast);
  return NULL;
}

static void
watch (CrmPreferences *self, DexFuture *future)
{
  dex_future_disown (dex_future_catch (future, on_failed, g_object_ref (self), g_object_unref));
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
on_name_applied (CrmPreferences *self)
{
  g_autofree char *text = dup_text (self->name_row);

  if (g_strcmp0 (text, crm_workspace_get_user_name (self->workspace)) != 0)
    watch (self, crm_workspace_set_user_name (self->workspace, text));
}

static void
on_company_applied (CrmPreferences *self)
{
  g_autofree char *text = dup_text (self->company_row);

  watch (self, crm_workspace_set (self->workspace, CRM_SETTING_COMPANY, text));
}

static void
on_calling_code_applied (CrmPreferences *self)
{
  g_autofree char *text = dup_text (self->calling_code_row);

  /* Without one no number could be compared with another. */
  if (*text == '\0')
    on_workspace_changed (self);
  else
    watch (self, crm_workspace_set (self->workspace, CRM_SETTING_CALLING_CODE, text));
}

/* Only digits stay, so that "+86" and "0086" become what is meant. */
static void
on_calling_code_changed (CrmPreferences *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->calling_code_row));
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0' && digits->len < MAX_CALLING_CODE; at++)
    if (g_ascii_isdigit (*at) && (*at != '0' || digits->len > 0))
      g_string_append_c (digits, *at);
  if (strcmp (digits->str, text) == 0)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->calling_code_row), digits->str);
  gtk_editable_set_position (GTK_EDITABLE (self->calling_code_row), -1);
}

static void
on_currency_selected (CrmPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->currency_row);

  if (!self->showing && selected < g_strv_length (self->currencies))
    watch (self, crm_workspace_set (self->workspace, CRM_SETTING_CURRENCY, self->currencies[selected]));
}

static void
on_order_selected (CrmPreferences *self)
{
  const char *name = adw_toggle_group_get_active_name (self->order);

  if (!self->showing && name != NULL)
    watch (self, crm_workspace_set (self->workspace, CRM_SETTING_HAN_FIRST, g_str_equal (name, "han") ? "1" : NULL));
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
crm_preferences_finalize (GObject *object)
{
  g_strfreev (CRM_PREFERENCES (object)->currencies);

  G_OBJECT_CLASS (crm_preferences_parent_class)->finalize (object);
}

static void
crm_preferences_class_init (CrmPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_preferences_finalize;

  g_type_ensure (CRM_TYPE_PIPELINES_PAGE);
  g_type_ensure (CRM_TYPE_CUSTOM_FIELDS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, name_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, company_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, calling_code_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, currency_row);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, appearance);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, order);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, sales);
  gtk_widget_class_bind_template_child (widget_class, CrmPreferences, custom_fields);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_company_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_calling_code_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_calling_code_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_currency_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_appearance_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_order_selected);
}

static void
crm_preferences_init (CrmPreferences *self)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GtkStringList) model = NULL;

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->currencies = crm_currency_list_dup_codes ();
  names = crm_currency_list_dup_names (self->currencies);
  model = gtk_string_list_new ((const char *const *)names);
  adw_combo_row_set_model (self->currency_row, G_LIST_MODEL (model));
  self->showing = FALSE;
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
