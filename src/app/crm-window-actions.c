/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does: its actions, undo and redo of anything, and where errors are shown. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/crm-action-table.h"
#include "app/crm-error-place.h"
#include "app/crm-page-table.h"
#include "app/crm-shortcuts.h"
#include "app/deals/crm-deal-dialog.h"
#include "app/files/crm-file-drop.h"
#include "app/help/crm-help-window.h"
#include "app/duplicates/crm-duplicates-dialog.h"
#include "app/import/crm-import-dialog.h"
#include "app/palette/crm-palette.h"
#include "app/settings/crm-about.h"
#include "app/settings/crm-preferences.h"
#include "app/start/crm-files-dialog.h"
#include "app/surveys/crm-new-survey-dialog.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* ── saying things ────────────────────────────────────────────────────────────────────────── */

/* Borrowed: the toast that is shown; NULL once the window is closed, for something may still have been under way. */
static AdwToast *
say (CrmWindow *self, const char *text, const char *button, const char *action)
{
  AdwToast *toast;

  if (self->toast_overlay == NULL)
    return NULL;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_set_button_label (toast, button);
  if (action != NULL)
    adw_toast_set_detailed_action_name (toast, action);
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_clear_object (&self->undo_toast);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  return toast;
}

void
crm_window_say (CrmWindow *self, const char *text, const char *button, const char *action)
{
  AdwToast *toast;

  g_return_if_fail (CRM_IS_WINDOW (self) && text != NULL);

  toast = say (self, text, button, action);
  if (toast != NULL && action != NULL)
    self->undo_toast = g_object_ref (toast);
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

static void
on_rebuilt (CrmWindow *self)
{
  crm_sidebar_set_prepared (self->sidebar, self->context != NULL ? crm_store_get_rebuilt (crm_context_get_store (self->context)) : 100);
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
      g_signal_connect_object (store, "notify::rebuilt", G_CALLBACK (on_rebuilt), self, G_CONNECT_SWAPPED);
    }
  on_rebuilt (self);
  on_titles_changed (self);
}

/* ── importing ────────────────────────────────────────────────────────────────────────────── */

static void
on_show_imported (CrmWindow *self, const CrmKind *kind)
{
  crm_window_show_page (self, crm_page_table_get_home (kind));
}

static void
present_import (CrmWindow *self, const CrmKind *kind, GPtrArray *files)
{
  AdwDialog *dialog = crm_import_dialog_new (self->context, kind, files);

  g_signal_connect_object (dialog, "show-records", G_CALLBACK (on_show_imported), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

typedef struct
{
  CrmWindow *window;
  CrmContext *context;
  const CrmKind *kind;
  GPtrArray *files; /* of GFile, or NULL */
} Importing;

static void
importing_free (gpointer data)
{
  Importing *importing = data;

  g_object_unref (importing->window);
  g_object_unref (importing->context);
  g_clear_pointer (&importing->files, g_ptr_array_unref);
  g_free (importing);
}

static void
importing_free_closure (gpointer data, GClosure *closure)
{
  importing_free (data);
}

static void
on_place_chosen (Importing *importing, const char *response)
{
  CrmWindow *self = importing->window;

  if (self->context != importing->context)
    return;
  if (g_str_equal (response, "own"))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.import-into-own", "(s@as)", importing->kind->name, crm_file_drop_list_uris (importing->files));
  else if (g_str_equal (response, "demo"))
    present_import (self, importing->kind, importing->files);
}

/* Who brings something means a file to keep. */
static void
ask_where (CrmWindow *self, const CrmKind *kind, GPtrArray *files)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Import Into Your Own File?"),
                                            _ ("The demo company is open. It is there to be tried out: what is yours belongs in a file of your own."));
  Importing *importing = g_new0 (Importing, 1);

  *importing = (Importing){ g_object_ref (self), g_object_ref (self->context), kind, files != NULL ? g_ptr_array_ref (files) : NULL };
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "demo", _ ("Into the _Demo Company"), "own", _ ("Into My _Own File"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "own", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "own");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_place_chosen), importing, importing_free_closure, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static DexFuture *
on_workspace_known (DexFuture *future, gpointer data)
{
  Importing *importing = data;
  CrmWindow *self = importing->window;
  g_autoptr (GError) error = NULL;

  if (self->context != importing->context || self->read_only_reason != NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    crm_window_fail (self, error);
  else if (crm_workspace_is_demo (self->workspace))
    ask_where (self, importing->kind, importing->files);
  else
    present_import (self, importing->kind, importing->files);
  return NULL;
}

void
crm_window_import (CrmWindow *self, const CrmKind *kind, GPtrArray *files)
{
  Importing *importing;

  g_return_if_fail (CRM_IS_WINDOW (self) && kind != NULL);

  if (self->context == NULL || self->read_only_reason != NULL)
    return;
  importing = g_new0 (Importing, 1);
  *importing = (Importing){ g_object_ref (self), g_object_ref (self->context), kind, files != NULL ? g_ptr_array_ref (files) : NULL };
  dex_future_disown (dex_future_finally (crm_workspace_load (self->workspace), on_workspace_known, importing, importing_free));
}

static gboolean
on_drop (CrmWindow *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = crm_file_drop_list_files (g_value_get_boxed (value));

  return files->len > 0 && gtk_widget_activate_action_variant (GTK_WIDGET (self), "win.import-files", crm_file_drop_list_uris (files));
}

/* Pages with a use of their own for files take them before. */
static void
accept_files (CrmWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->page_stack), GTK_EVENT_CONTROLLER (target));
}

/* ── what was exported ────────────────────────────────────────────────────────────────────── */

void
crm_window_say_saved (CrmWindow *self, const char *text, GFile *file)
{
  g_autofree char *uri = NULL;
  g_autofree char *action = NULL;

  g_return_if_fail (CRM_IS_WINDOW (self) && text != NULL && G_IS_FILE (file));

  uri = g_file_get_uri (file);
  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  action = g_action_print_detailed_name ("win.open-folder", g_variant_new_string (uri));
  say (self, text, _ ("_Open Folder"), action);
}

static void
on_folder_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmWindow) self = CRM_WINDOW (data);
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (object), result, &error) && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_window_fail (self, error);
}

static void
on_open_folder (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (data), NULL, on_folder_opened, g_object_ref (data));
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
on_files (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  adw_dialog_present (crm_files_dialog_new (crm_store_get_path (crm_context_get_store (self->context))), GTK_WIDGET (self));
}

static void
on_team (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_show_team (CRM_WINDOW (data));
}

static void
on_sync (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_sync (CRM_WINDOW (data));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  adw_dialog_present (crm_preferences_new (self->context, self->settings), GTK_WIDGET (self));
}

static void
on_custom_fields (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  AdwDialog *dialog = crm_preferences_new (self->context, self->settings);

  crm_preferences_show_custom_fields (CRM_PREFERENCES (dialog));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* All that is set about sales stands behind an action of its name. */
static void
on_sales (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  AdwDialog *dialog = crm_preferences_new (self->context, self->settings);

  /* Only a dialog that is shown has its pages where they can be pushed. */
  adw_dialog_present (dialog, GTK_WIDGET (self));
  crm_preferences_show_sales (CRM_PREFERENCES (dialog), g_action_get_name (G_ACTION (action)));
}

/* A deal is made wherever one is; its page is where it stands afterwards. */
static void
on_new_deal (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  crm_deal_dialog_present (crm_deal_dialog_new (self->context), crm_window_get_page (self));
}

static void
on_new_survey (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_new_survey_dialog_present (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = crm_shortcuts_new_window (GTK_WINDOW (data));

  gtk_window_present (window);
}

/* At what is looked at. */
static const char *
get_help_topic (CrmWindow *self)
{
  CrmPage *page = crm_window_get_page (self);
  const char *name = gtk_stack_get_visible_child_name (self->page_stack);
  const CrmKind *kind;
  CrmId id;

  if (page == NULL)
    return "first-steps";
  if (crm_page_get_record (page, &kind, &id))
    return kind == &crm_kind_customer ? "profile" : "deals";
  if (g_strcmp0 (name, "bin") == 0)
    return "history";
  return g_strcmp0 (name, "history") == 0 || g_strcmp0 (name, "quality") == 0 || g_strcmp0 (name, "today") == 0 || g_strcmp0 (name, "deals") == 0 || g_strcmp0 (name, "surveys") == 0 ? name : "search";
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  if (self->help == NULL)
    g_set_weak_pointer (&self->help, GTK_WINDOW (crm_help_window_new (GTK_WINDOW (self))));
  crm_help_window_show_topic (CRM_HELP_WINDOW (self->help), get_help_topic (self));
  gtk_window_present (self->help);
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
on_answer_survey (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_answer_survey (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_import (CRM_WINDOW (data), &crm_kind_customer, NULL);
}

static void
on_find_duplicates (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);

  adw_dialog_present (crm_duplicates_dialog_new (self->context), GTK_WIDGET (self));
}

static void
on_import_deals (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_import (CRM_WINDOW (data), &crm_kind_deal, NULL);
}

static void
on_import_calendar (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_window_import (CRM_WINDOW (data), &crm_kind_task, NULL);
}

static void
on_import_files (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree const char **uris = g_variant_get_strv (parameter, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; uris[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_uri (uris[i]));
  crm_window_import (CRM_WINDOW (data), &crm_kind_customer, files);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_export (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  /* Where there is one column, the sidebar may be what is looked at. */
  adw_navigation_split_view_set_show_content (CRM_WINDOW (data)->split_view, TRUE);
  crm_page_search (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_print (crm_window_get_page (CRM_WINDOW (data)));
}

static void
on_save_pdf (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  crm_page_save_pdf (crm_window_get_page (CRM_WINDOW (data)));
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

/* Whoever goes to a page by its key wants the page's keys; whoever goes through the sidebar's rows stays there. */
static void
on_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean in_sidebar = focus != NULL && GTK_IS_LIST_BOX_ROW (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar));

  crm_window_show_page (self, g_variant_get_string (parameter, NULL));
  if (crm_window_get_page (self) != NULL && (!in_sidebar || !gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (focus))))
    crm_page_take_focus (crm_window_get_page (self));
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

/* The button in a dialog that closes it goes on using it when it is gone already. */
static void
on_visible_dialog (CrmWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (self->dialog != NULL)
    g_idle_add_once (g_object_unref, g_steal_pointer (&self->dialog));
  g_set_object (&self->dialog, dialog);
  if (dialog != NULL)
    crm_window_watch_dialog (self, dialog);
  crm_window_update_actions (self);
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
  set_enabled (self, "files", dialog == NULL && self->workspace != NULL);
  set_enabled (self, "team", dialog == NULL && self->workspace != NULL);
  set_enabled (self, "sync", store != NULL);
  set_enabled (self, "preferences", dialog == NULL && self->workspace != NULL);
  set_enabled (self, "custom-fields", can_write && self->workspace != NULL);
  set_enabled (self, "pipelines", can_write && self->workspace != NULL);
  set_enabled (self, "targets", can_write && self->workspace != NULL);
  set_enabled (self, "rates", can_write && self->workspace != NULL);
  set_enabled (self, "score-rules", can_write && self->workspace != NULL);
  set_enabled (self, "new-deal", can_write && page != NULL);
  set_enabled (self, "new-survey", can_write && page != NULL);
  set_enabled (self, "about", dialog == NULL);
  set_enabled (self, "create", can_write && klass != NULL && klass->create != NULL);
  set_enabled (self, "answer-survey", can_write && klass != NULL && klass->answer_survey != NULL);
  set_enabled (self, "find-duplicates", can_write);
  set_enabled (self, "import", can_write);
  set_enabled (self, "import-deals", can_write);
  set_enabled (self, "import-calendar", can_write);
  set_enabled (self, "import-files", can_write);
  set_enabled (self, "export", klass != NULL && klass->export != NULL);
  set_enabled (self, "search", klass != NULL && klass->search != NULL);
  set_enabled (self, "print", klass != NULL && klass->make_sheet != NULL);
  set_enabled (self, "save-pdf", klass != NULL && klass->make_sheet != NULL);
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
    { "files", on_files },
    { "team", on_team },
    { "sync", on_sync },
    { "preferences", on_preferences },
    { "custom-fields", on_custom_fields },
    { "pipelines", on_sales },
    { "targets", on_sales },
    { "rates", on_sales },
    { "score-rules", on_sales },
    { "new-deal", on_new_deal },
    { "new-survey", on_new_survey },
    { "shortcuts", on_shortcuts },
    { "help", on_help },
    { "about", on_about },
    { "create", on_create },
    { "answer-survey", on_answer_survey },
    { "find-duplicates", on_find_duplicates },
    { "import", on_import },
    { "import-deals", on_import_deals },
    { "import-calendar", on_import_calendar },
    { "import-files", on_import_files, "as" },
    { "export", on_export },
    { "open-folder", on_open_folder, "s" },
    { "search", on_search },
    { "print", on_print },
    { "save-pdf", on_save_pdf },
    { "previous-record", on_previous_record },
    { "next-record", on_next_record },
    { "back", on_back },
    { "sidebar", on_sidebar },
    { "page", on_page, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  crm_window_add_view_actions (self);
  gtk_widget_add_controller (GTK_WIDGET (self), crm_action_table_new_controller ());
  accept_files (self);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (on_visible_dialog), NULL);
  g_signal_connect_swapped (self->split_view, "notify::collapsed", G_CALLBACK (crm_window_update_actions), self);
  g_signal_connect_swapped (self->split_view, "notify::show-content", G_CALLBACK (crm_window_update_actions), self);
}
