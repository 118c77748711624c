/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of the program while a dialog is open: what is typed there must not be lost unasked. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/crm-action-table.h"
#include "app/crm-unsaved.h"

#include <glib/gi18n-lib.h>

#define KEYS "crm-dialog-keys"

void
crm_window_watch_dialog (CrmWindow *self, AdwDialog *dialog)
{
  crm_unsaved_remember (dialog);
  /* A dialog comes to the top again when the one above it closes. */
  if (g_object_get_data (G_OBJECT (dialog), KEYS) != NULL)
    return;
  g_object_set_data (G_OBJECT (dialog), KEYS, self);
  gtk_widget_add_controller (GTK_WIDGET (dialog), crm_action_table_new_dialog_controller ());
}

/* The dialog that something would be lost with, or NULL. */
static AdwDialog *
dup_unsaved (CrmWindow *self)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i);

      if (crm_unsaved_is_there (dialog))
        return g_steal_pointer (&dialog);
    }
  return NULL;
}

static void
on_response (CrmWindow *self, const char *response)
{
  if (g_str_equal (response, "quit"))
    g_application_quit (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

static void
ask (CrmWindow *self, AdwDialog *unsaved)
{
  gboolean at_work = !adw_dialog_get_can_close (unsaved);
  g_autofree char *body = g_strdup_printf (at_work ? _ ("“%s” is still at work. What it has done so far is taken back.") : _ ("What was typed in “%s” is not saved yet."),
                                           adw_dialog_get_title (unsaved));
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Quit Without Saving?"), body);

  g_set_weak_pointer (&self->quit_dialog, dialog);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "quit", C_ ("end of the program", "_Quit"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "quit", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

gboolean
crm_window_asks_before_quitting (CrmWindow *self)
{
  g_autoptr (AdwDialog) unsaved = NULL;

  g_return_val_if_fail (CRM_IS_WINDOW (self), FALSE);

  if (self->quit_dialog != NULL)
    return TRUE;
  unsaved = dup_unsaved (self);
  if (unsaved == NULL)
    return FALSE;
  ask (self, unsaved);
  return TRUE;
}
