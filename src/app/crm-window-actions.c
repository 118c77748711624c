/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does: its actions, undo and redo of anything, and where errors are shown. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/crm-action-table.h"
#include "app/crm-error-place.h"
#include "app/crm-shortcuts.h"
#include "app/import/crm-import-dialog.h"
#include "app/palette/crm-palette.h"
#include "app/settings/crm-about.h"
#include "app/settings/crm-preferences.h"

#include <glib/gi18n-lib.h>

/* ── saying things ────────────────────────────────────────────────────────────────────────── */

void
crm_window_say (CrmWindow *self, const char *text, const char *button, const char *action)
{
  AdwToast *toast;

  g_return_if_fail (CRM_IS_WINDOW (self) && text != NULL);

  /* Closed while something was still under way. */
  if (self->toast_overlay == NULL)
    return;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_set_button_label (toast, button);
  if (action != NULL)
    adw_toast_set_detailed_action_name (toast, action);
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_clear_object (&self->undo_toast);
  if (action != NULL)
    self->undo_toast = g_object_ref (toast);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* One at a time: where one thing fails, others that depend on it do too. */
static void
show_dialog (CrmWindow *self, const GError *error)
{
  AdwDialog *dialog;

  if (self->error_dialog != NULL)
    return;
  dialog = adw_alert_dialog_new (crm_error_get_heading (error), error->message);
  g_set_weak_pointer (&self->error_dialog, dialog);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
crm_window_fail (CrmWindow *self, const GError *error)
{
  g_return_if_fail (CRM_IS_WINDOW (self) && error != NULL);

  if (self->toast_overlay == NULL)
    return;
  switch (crm_error_get_place (error))
    {
    case CRM_ERROR_PLACE_NOWHERE:
      break;
    case CRM_ERROR_PLACE_TOAST:
      crm_window_say (self, error->message, NULL, NULL);
      break;
    case CRM_ERROR_PLACE_BANNER:
      g_set_str (&self->read_only_reason, error->message);
      crm_window_update_banners (self);
      crm_window_update_actions (self);
      break;
    case CRM_ERROR_PLACE_DIALOG:
    default:
      show_dialog (self, error);
    }
}

/* ── undo and redo ────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmWindow *window;
  CrmContext *context;
  char *title;
  gboolean redo;
} Undoing;

static void
undoing_free (gpointer data)
{
  Undoing *undoing = data;

  g_object_unref (undoing->window);
  g_object_unref (undoing->context);
  g_free (undoing->title);
  g_free (undoing);
}

static char *
describe (const Undoing *undoing, guint skipped)
{
  /* Translators: said after undo or redo; %s is what was taken back, as "Change phone". */
  g_autofree char *done = g_strdup_printf (undoing->redo ? _ ("Redid “%s”") : _ ("Undid “%s”"), undoing->title);

  if (skipped == 0)
    return g_steal_pointer (&done);
  return g_strdup_printf (ngettext ("%s; %u value changed since then was kept", "%s; %u values changed since then were kept", skipped),
                          done, skipped);
}

static DexFuture *
on_undone (DexFuture *future, gpointer data)
{
  Undoing *undoing = data;
  CrmWindow *self = undoing->window;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  /* The window is closed, or shows another file by now. */
  if (self->context != undoing->context)
    return NULL;
  self->undoing = FALSE;
  crm_window_update_actions (self);
  if (value == NULL)
    {
      crm_window_fail (self, error);
    }
  else
    {
      const CrmEditResult *result = g_value_get_boxed (value);
      g_autofree char *text = describe (undoing, result->skipped);

      crm_window_say (self, text, undoing->redo ? _ ("_Undo") : _ ("_Redo"), undoing->redo ? "win.undo" : "win.redo");
    }
  return NULL;
}

/* One at a time: what the menu and the toast name must be what is taken back. */
static void
take_back (CrmWindow *self, gboolean redo)
{
  CrmStore *store = self->context != NULL ? crm_context_get_store (self->context) : NULL;
  Undoing *undoing;

  if (store == NULL || self->undoing)
    return;
  undoing = g_new0 (Undoing, 1);
  *undoing = (Undoing){ g_object_ref (self), g_object_ref (self->context), g_strdup (redo ? crm_store_get_redo_title (store) : crm_store_get_undo_title (store)), redo };
  self->undoing = TRUE;
  crm_window_update_actions (self);
  dex_future_disown (dex_future_finally (redo ? crm_store_redo (store) : crm_store_undo (store, NULL), on_undone, undoing, undoing_free));
}

static void
on_titles_changed (CrmWindow *self)
{
  CrmStore *store = self->context != NULL ? crm_context_get_store (self->context) : NULL;

  crm_sidebar_set_undo_titles (self->sidebar, store != NULL ? crm_store_get_undo_title (store) : "", store != NULL ? crm_store_get_redo_title (store) : "");
  crm_window_update_actions (self);
}

/* A toast offers to take back the latest edit: once there is a later one, it must not. */
static void
on_changed (CrmWindow *self, CrmChangeSet *changes)
{
  if (changes->edit != 0 && self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
}

void
crm_window_watch_store (CrmWindow *self)
{
  if (self->context != NULL)
    {
      CrmStore *store = crm_context_get_store (self->context);

      g_signal_connect_object (store, "notify::undo-title", G_CALLBACK (on_titles_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (store, "notify::redo-title", G_CALLBACK (on_titles_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  on_titles_changed (self);
}

/* ── importing ────────────────────────────────────────────────────────────────────────────── */

static void
on_show_customers (CrmWindow *self)
{
  crm_window_show_page (self, "customers");
}

void
crm_window_import (CrmWindow *self, GFile *file)
{
  AdwDialog *dialog;

  g_return_if_fail (CRM_IS_WINDOW (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  if (self->context == NULL || self->read_only_reason != NULL)
    return;
  dialog = crm_import_dialog_new (self->context, file);
  g_signal_connect_object (dialog, "show-customers", G_CALLBACK (on_show_customers), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ── actions ──────────────────────────────────────────────────────────────────────────────── */

static void
on_palette (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  adw_dialog_present (ADW_DIALOG (crm_palette_new (self, self->context)), GTK_WIDGET (self));
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take_back (CRM_WINDOW (data), FALSE);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  take_back (CRM_WINDOW (data), TRUE);
}

static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  if (adw_navigation_split_view_get_collapsed (self->split_view))
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  crm_sidebar_pop_up_menu (self->sidebar);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  adw_dialog_present (crm_preferences_new (crm_context_get_store (self->context), self->workspace, self->settings), GTK_WIDGET (self));
}

static void
on_custom_fields (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  AdwDialog *dialog = crm_preferences_new (crm_context_get_store (self->context), self->workspace, self->settings);

  crm_preferences_show_custom_fields (CRM_PREFERENCES (dialog));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = crm_shortcuts_new_window (GTK_WINDOW (data));

  gtk_window_present (window);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_dialog_present (crm_about_new (), GTK_WIDGET (data));
}

static void
on_create (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_create (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_import (CRM_WINDOW (data), NULL);
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_search (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_previous_record (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_go (crm_window_get_page (CRM_WINDOW (data)), -1);
}

static void
on_next_record (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_go (crm_window_get_page (CRM_WINDOW (data)), 1);
}

/* First off the page, then, where there is one column, to the list of pages. */
static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  AdwNavigationView *view = crm_window_get_view (self);

  if ((view == NULL || !adw_navigation_view_pop (view)) && adw_navigation_split_view_get_collapsed (self->split_view))
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

/* Where the window is too narrow for two columns, the sidebar is a page of its own. */
static void
on_sidebar (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  gboolean collapsed = adw_navigation_split_view_get_collapsed (self->split_view);

  if (adw_application_window_get_current_breakpoint (ADW_APPLICATION_WINDOW (self)) != NULL)
    {
      adw_navigation_split_view_set_show_content (self->split_view, !adw_navigation_split_view_get_show_content (self->split_view));
      return;
    }
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  adw_navigation_split_view_set_collapsed (self->split_view, !collapsed);
  g_settings_set_boolean (self->settings, "sidebar", collapsed);
}

static void
on_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_show_page (CRM_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
set_enabled (CrmWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* The page below the top one, or the sidebar where it is a page of its own. */
static gboolean
can_go_back (CrmWindow *self)
{
  AdwNavigationView *view = crm_window_get_view (self);
  AdwNavigationPage *page = view != NULL ? adw_navigation_view_get_visible_page (view) : NULL;

  if (page != NULL && adw_navigation_view_get_previous_page (view, page) != NULL)
    return TRUE;
  return adw_navigation_split_view_get_collapsed (self->split_view) && adw_navigation_split_view_get_show_content (self->split_view);
}

/* Behind a dialog nothing has sense but what the dialog does itself. */
void
crm_window_update_actions (CrmWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  CrmPage *page = dialog == NULL ? crm_window_get_page (self) : NULL;
  CrmPageClass *klass = page != NULL ? CRM_PAGE_GET_CLASS (page) : NULL;
  CrmStore *store = self->context != NULL && dialog == NULL ? crm_context_get_store (self->context) : NULL;
  gboolean can_write = store != NULL && self->read_only_reason == NULL;

  set_enabled (self, "palette", dialog == NULL && self->context != NULL);
  set_enabled (self, "undo", can_write && !self->undoing && *crm_store_get_undo_title (store) != '\0');
  set_enabled (self, "redo", can_write && !self->undoing && *crm_store_get_redo_title (store) != '\0');
  set_enabled (self, "menu", dialog == NULL && self->context != NULL);
  set_enabled (self, "preferences", dialog == NULL && self->workspace != NULL);
  set_enabled (self, "custom-fields", can_write && self->workspace != NULL);
  set_enabled (self, "about", dialog == NULL);
  set_enabled (self, "create", can_write && klass != NULL && klass->create != NULL);
  set_enabled (self, "import", can_write);
  set_enabled (self, "search", klass != NULL && klass->search != NULL);
  set_enabled (self, "previous-record", klass != NULL && klass->go != NULL);
  set_enabled (self, "next-record", klass != NULL && klass->go != NULL);
  set_enabled (self, "back", page != NULL && can_go_back (self));
  set_enabled (self, "sidebar", page != NULL);
  set_enabled (self, "page", page != NULL);
}

void
crm_window_add_actions (CrmWindow *self)
{
  static const GActionEntry entries[] = {
    { "palette", on_palette },
    { "undo", on_undo },
    { "redo", on_redo },
    { "menu", on_menu },
    { "preferences", on_preferences },
    { "custom-fields", on_custom_fields },
    { "shortcuts", on_shortcuts },
    { "about", on_about },
    { "create", on_create },
    { "import", on_import },
    { "search", on_search },
    { "previous-record", on_previous_record },
    { "next-record", on_next_record },
    { "back", on_back },
    { "sidebar", on_sidebar },
    { "page", on_page, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_add_controller (GTK_WIDGET (self), crm_action_table_new_controller ());
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (crm_window_update_actions), NULL);
  g_signal_connect_swapped (self->split_view, "notify::collapsed", G_CALLBACK (crm_window_update_actions), self);
  g_signal_connect_swapped (self->split_view, "notify::show-content", G_CALLBACK (crm_window_update_actions), self);
}
