/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the preferences in which something is typed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-settings-row.h"

#define TITLE "crm-title"

void
crm_settings_row_show (AdwEntryRow *row, const char *text)
{
  GtkWidget *delegate;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row) && text != NULL);

  delegate = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  if (delegate != NULL && gtk_widget_has_focus (delegate))
    return;
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

char *
crm_settings_row_dup_text (AdwEntryRow *row)
{
  g_return_val_if_fail (ADW_IS_ENTRY_ROW (row), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

void
crm_settings_row_set_problem (AdwEntryRow *row, const char *problem)
{
  const char *title;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  title = g_object_get_data (G_OBJECT (row), TITLE);
  if (problem != NULL)
    {
      if (title == NULL)
        g_object_set_data_full (G_OBJECT (row), TITLE, g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))), g_free);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), problem);
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
    }
  else if (title != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      g_object_set_data (G_OBJECT (row), TITLE, NULL);
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
    }
}
