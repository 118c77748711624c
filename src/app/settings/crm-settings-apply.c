/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what is changed in the preferences, and says so there. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-settings-apply.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *widget;
  CrmStore *store;
  char *toast;
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_object_unref (applying->widget);
  g_object_unref (applying->store);
  g_free (applying->toast);
  g_free (applying);
}

static void say (GtkWidget *widget, CrmStore *store, const char *text, const CrmId *edit);

static DexFuture *
on_watched (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    say (GTK_WIDGET (data), NULL, error->message, NULL);
  return NULL;
}

static void
on_undo (GtkWidget *widget, AdwToast *toast)
{
  CrmStore *store = g_object_get_data (G_OBJECT (toast), "store");
  const CrmId *edit = g_object_get_data (G_OBJECT (toast), "edit");

  dex_future_disown (dex_future_finally (crm_store_undo (store, edit), on_watched, g_object_ref (widget), g_object_unref));
}

/* With an Undo button for @edit, when there is one. */
static void
say (GtkWidget *widget, CrmStore *store, const char *text, const CrmId *edit)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (dialog == NULL)
    return;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  if (edit != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_object_set_data_full (G_OBJECT (toast), "store", g_object_ref (store), g_object_unref);
      g_object_set_data_full (G_OBJECT (toast), "edit", g_memdup2 (edit, sizeof *edit), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo), widget, G_CONNECT_SWAPPED);
    }
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

static DexFuture *
on_applied (DexFuture *future, gpointer data)
{
  Applying *applying = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value == NULL)
    say (applying->widget, NULL, error->message, NULL);
  else if (applying->toast != NULL)
    say (applying->widget, applying->store, applying->toast, &((const CrmEditResult *)g_value_get_boxed (value))->id);
  return NULL;
}

void
crm_settings_apply (GtkWidget *widget, CrmStore *store, CrmEdit *edit, const char *toast)
{
  Applying *applying;

  g_return_if_fail (GTK_IS_WIDGET (widget) && CRM_IS_STORE (store) && edit != NULL);

  applying = g_new0 (Applying, 1);
  *applying = (Applying){ g_object_ref (widget), g_object_ref (store), g_strdup (toast) };
  dex_future_disown (dex_future_finally (crm_store_apply (store, edit, NULL), on_applied, applying, applying_free));
}

void
crm_settings_say (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && text != NULL);

  say (widget, NULL, text, NULL);
}

void
crm_settings_watch (GtkWidget *widget, DexFuture *future)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && future != NULL);

  dex_future_disown (dex_future_finally (future, on_watched, g_object_ref (widget), g_object_unref));
}
