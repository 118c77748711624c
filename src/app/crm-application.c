/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop app: one instance on one file, with its windows. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-application-private.h"

#include "app/crm-action-table.h"
#include "app/start/crm-opening.h"
#include "app/widgets/crm-menu-names.h"
#include "core/base/crm-error.h"
#include "core/store/crm-file-location.h"
#include "crm-app-resources.h"
#include "crm-help-resources.h"

#include <glib/gi18n-lib.h>

#define RESOURCE_PATH "/org/clientele/Clientele"

/* A file that opens in this time is in the window when that appears; for another the window does not wait. */
#define PRESENT_MS 100

/* How long a program that the desktop has started stays after its last window or question: the next search finds the file open. */
#define IDLE_MS 60000

/* How long the end of the program waits for the file to be closed. */
#define CLOSING_SECONDS 3

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

/* ── windows ──────────────────────────────────────────────────────────────────────────────── */

static void
show_opening (CrmApplication *self, CrmWindow *window)
{
  crm_window_show_opening (window, self->making_demo ? _ ("Making the demo company…") : NULL);
}

/* (transfer container): those that show the file, the one used last first. */
static GList *
list_windows (CrmApplication *self)
{
  GList *windows = NULL;

  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data))
      windows = g_list_prepend (windows, item->data);
  return g_list_reverse (windows);
}

static CrmContext *
get_context (CrmApplication *self)
{
  if (self->context == NULL)
    self->context = crm_context_new (self->store, self->settings);
  return self->context;
}

CrmWindow *
crm_application_new_window (CrmApplication *self)
{
  CrmWindow *window = crm_window_new (GTK_APPLICATION (self), self->settings);

  if (self->store != NULL)
    crm_window_set_context (window, get_context (self));
  else if (self->opening != NULL && !self->opening_done)
    show_opening (self, window);
  else if (self->problem != NULL)
    crm_window_show_problem (window, self->path, self->problem);
  else
    crm_window_show_start (window);
  return window;
}

CrmWindow *
crm_application_get_window (CrmApplication *self)
{
  g_autoptr (GList) windows = list_windows (self);

  return windows != NULL ? windows->data : crm_application_new_window (self);
}

void
crm_application_present (CrmApplication *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  gtk_window_present (GTK_WINDOW (crm_application_get_window (self)));
}

static gboolean
on_present_due (gpointer data)
{
  CRM_APPLICATION (data)->present_source = 0;
  crm_application_present (CRM_APPLICATION (data));
  return G_SOURCE_REMOVE;
}

/* Without a window nothing is kept in step with a server; the file itself stays open until the program ends. */
static void
crm_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autoptr (GList) windows = NULL;

  GTK_APPLICATION_CLASS (crm_application_parent_class)->window_removed (application, window);

  windows = list_windows (self);
  if (windows == NULL)
    g_clear_object (&self->context);
}

/* ── the file ─────────────────────────────────────────────────────────────────────────────── */

char *
crm_application_choose_path (CrmApplication *self)
{
  g_autofree char *own = crm_file_location_dup_default ();
  g_autofree char *folder = crm_file_location_dup_folder ();
  g_autofree char *name = g_settings_get_string (self->settings, "file");
  g_autofree char *last = g_build_filename (folder, name, NULL);

  if (*name != '\0' && strchr (name, G_DIR_SEPARATOR) == NULL && g_file_test (last, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&last);
  return g_file_test (own, G_FILE_TEST_EXISTS) ? g_steal_pointer (&own) : NULL;
}

typedef struct
{
  CrmApplication *application;
  GCancellable *cancellable;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_application_release (G_APPLICATION (opening->application));
  g_object_unref (opening->application);
  g_object_unref (opening->cancellable);
  g_free (opening);
}

static void
remember_file (CrmApplication *self)
{
  g_autofree char *own = crm_file_location_dup_folder ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);

  g_settings_set_string (self->settings, "file", g_str_equal (folder, own) ? name : "");
}

/* A window that comes later says so, too. */
static void
show_problem (CrmApplication *self, const GError *error)
{
  g_autoptr (GList) windows = list_windows (self);

  g_clear_error (&self->problem);
  self->problem = g_error_copy (error);

  for (GList *item = windows; item != NULL; item = item->next)
    crm_window_show_problem (item->data, self->path, error);
}

/* Found only while the file was in use already. */
static void
on_damaged (CrmStore *store, const char *message, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  g_autoptr (GError) error = g_error_new_literal (CRM_ERROR, CRM_ERROR_DAMAGED, message);

  if (self->store == store)
    show_problem (self, error);
}

static void
on_backup_not_copied (CrmApplication *self, const char *message)
{
  g_autoptr (GList) windows = list_windows (self);

  if (windows != NULL)
    crm_window_say (windows->data, message, NULL, NULL);
}

static void
tell_waiting (CrmApplication *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      if (self->store != NULL)
        dex_promise_resolve_object (g_ptr_array_index (waiting, i), g_object_ref (self->store));
      else
        dex_promise_reject (g_ptr_array_index (waiting, i), g_error_copy (error));
    }
}

/* The first window begins where the last one of last time was left, unless something else is asked for. */
static void
restore (CrmApplication *self, CrmWindow *window)
{
  gboolean wanted = !self->restored && self->import_kind == NULL && self->invitation == NULL && self->links->len == 0;

  self->restored = TRUE;
  if (wanted)
    crm_window_restore (window, self->record);
}

static void
show_store (CrmApplication *self)
{
  g_autoptr (GList) windows = list_windows (self);

  for (GList *item = windows; item != NULL; item = item->next)
    crm_window_set_context (item->data, get_context (self));
  if (windows != NULL)
    {
      restore (self, windows->data);
      crm_application_catch_up (self);
    }
}

static void
show_start (CrmApplication *self)
{
  g_autoptr (GList) windows = list_windows (self);

  for (GList *item = windows; item != NULL; item = item->next)
    crm_window_show_start (item->data);
}

static DexFuture *
on_opened (DexFuture *future, gpointer data)
{
  Opening *opening = data;
  CrmApplication *self = opening->application;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (opening->cancellable != self->opening)
    return NULL;
  self->opening_done = TRUE;
  if (value != NULL)
    {
      self->store = g_value_dup_object (value);
      g_signal_connect_object (self->store, "damaged", G_CALLBACK (on_damaged), self, G_CONNECT_DEFAULT);
      crm_reminders_set_store (self->reminders, self->store);
      crm_backup_copies_set_file (self->backup_copies, crm_store_get_path (self->store));
      remember_file (self);
      show_store (self);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_start (self);
    }
  else
    {
      show_problem (self, error);
    }
  tell_waiting (self, error);
  if (self->present_source != 0)
    crm_application_present (self);
  return NULL;
}

static void
begin_opening (CrmApplication *self, const char *path)
{
  Opening *opening = g_new0 (Opening, 1);

  g_set_str (&self->path, path);
  g_clear_error (&self->problem);
  self->opening_done = FALSE;
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  *opening = (Opening){ g_object_ref (self), g_object_ref (self->opening) };
  g_application_hold (G_APPLICATION (self));
  dex_future_disown (dex_future_finally (crm_opening_start (path, self->demo, self->clock, self->opening), on_opened, opening, opening_free));
}

static void
set_demo (CrmApplication *self, const char *path, gboolean demo)
{
  self->demo = demo;
  self->making_demo = demo && !g_file_test (path, G_FILE_TEST_EXISTS);
}

void
crm_application_let_go (CrmApplication *self)
{
  crm_reminders_set_store (self->reminders, NULL);
  crm_backup_copies_set_file (self->backup_copies, NULL);
  g_clear_object (&self->context);
  g_clear_object (&self->store);
}

void
crm_application_open_path (CrmApplication *self, const char *path, gboolean demo)
{
  g_autoptr (GList) windows = NULL;

  set_demo (self, path, demo);
  crm_application_get_window (self);
  windows = list_windows (self);
  for (GList *item = windows; item != NULL; item = item->next)
    show_opening (self, item->data);
  crm_application_let_go (self);
  begin_opening (self, path);
}

/* While the toolkit gets ready, the file is opened: there is no window yet. */
static void
open_first (CrmApplication *self)
{
  g_autofree char *path = self->asked_path != NULL ? g_strdup (self->asked_path) : crm_application_choose_path (self);

  if (path == NULL)
    return;
  set_demo (self, path, self->demo);
  begin_opening (self, path);
}

DexFuture *
crm_application_await_store (CrmApplication *self)
{
  DexPromise *promise;

  if (self->store != NULL)
    return dex_future_new_take_object (g_object_ref (self->store));
  if (self->opening == NULL || self->opening_done)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_NOT_FOUND, "There is no file that is open");
  promise = dex_promise_new ();
  g_ptr_array_add (self->waiting, dex_ref (promise));
  return DEX_FUTURE (promise);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
on_appearance_changed (CrmApplication *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "appearance");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), g_str_equal (name, "dark")    ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                        : g_str_equal (name, "light") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                                                      : ADW_COLOR_SCHEME_DEFAULT);
}

/* Libadwaita's own way, style-hc.css, is a warning since 1.8; media queries in style.css, which it asks for instead, are beyond GTK 4.18. */
static void
on_high_contrast (CrmApplication *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GdkDisplay *display = gdk_display_get_default ();

  if (!adw_style_manager_get_high_contrast (manager))
    {
      if (self->high_contrast != NULL)
        gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (self->high_contrast));
      g_clear_object (&self->high_contrast);
    }
  else if (self->high_contrast == NULL)
    {
      self->high_contrast = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (self->high_contrast, "/org/clientele/Clientele/high-contrast.css");
      gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->high_contrast), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
    }
}

static void
watch_style (CrmApplication *self)
{
  g_signal_connect_object (self->settings, "changed::appearance", G_CALLBACK (on_appearance_changed), self, G_CONNECT_SWAPPED);
  on_appearance_changed (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (on_high_contrast), self, G_CONNECT_SWAPPED);
  on_high_contrast (self);
}

/* GTK makes a theme of its own ready, a tenth of the time to the first rows, which libadwaita then puts aside for an empty one. The environment is the one
 * place where GTK can be told so beforehand. Libadwaita must not see it, or it would leave out its own, and neither must what is started from here. */
#define EMPTY_THEME "Adwaita-empty"

static gboolean toolkit_theme_left_out;

static void
leave_out_toolkit_theme (void)
{
  toolkit_theme_left_out = g_getenv ("GTK_THEME") == NULL && g_setenv ("GTK_THEME", EMPTY_THEME, FALSE);
}

static void
start_toolkit (void)
{
  gtk_init ();
  if (!toolkit_theme_left_out)
    return;
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", EMPTY_THEME, NULL);
  g_unsetenv ("GTK_THEME");
}

static void
crm_application_startup (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);

  self->settings = g_settings_new (CRM_APP_ID);
  self->clock = crm_clock_new ();
  self->record = g_settings_get_string (self->settings, "record");
  self->reminders = crm_reminders_new (application, self->clock, self->settings);
  self->backup_copies = crm_backup_copies_new (self->clock, self->settings);
  g_signal_connect_object (self->backup_copies, "failed", G_CALLBACK (on_backup_not_copied), self, G_CONNECT_SWAPPED);
  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (application, IDLE_MS);
  open_first (self);
  start_toolkit ();

  G_APPLICATION_CLASS (crm_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (CRM_APP_ID);
  crm_menu_names_install ();
  crm_application_add_actions (self);
  crm_action_table_install (GTK_APPLICATION (self));
  watch_style (self);
}

static gboolean
on_closing_due (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* What is under way, as with a server, holds the file a moment longer than the windows, and so does what is still being opened; what does
 * not let go does not keep the program. */
static void
close_file (CrmApplication *self)
{
  CrmStore *store;
  gboolean due = FALSE;
  guint source = g_timeout_add_seconds (CLOSING_SECONDS, on_closing_due, &due);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  while (self->opening != NULL && !self->opening_done && !due)
    g_main_context_iteration (NULL, TRUE);
  store = self->store;
  if (store != NULL)
    g_object_add_weak_pointer (G_OBJECT (store), (gpointer *)&store);
  crm_application_let_go (self);
  while (store != NULL && !due)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (store != NULL)
    g_object_remove_weak_pointer (G_OBJECT (store), (gpointer *)&store);
}

/* The windows let go of the file here, so that it is closed in order before the program ends. */
static void
crm_application_shutdown (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  GList *windows;

  g_clear_handle_id (&self->present_source, g_source_remove);
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL)
    {
      if (CRM_IS_WINDOW (windows->data))
        crm_window_set_context (windows->data, NULL);
      gtk_window_destroy (windows->data);
    }
  close_file (self);

  G_APPLICATION_CLASS (crm_application_parent_class)->shutdown (application);
}

/* ── on the bus ───────────────────────────────────────────────────────────────────────────── */

static gboolean
crm_application_dbus_register (GApplication *application, GDBusConnection *connection, const char *object_path, GError **error)
{
  CrmApplication *self = CRM_APPLICATION (application);

  if (!G_APPLICATION_CLASS (crm_application_parent_class)->dbus_register (application, connection, object_path, error))
    return FALSE;
  self->search_registration = crm_search_provider_export (self->search_provider, connection, object_path, error);
  return self->search_registration != 0;
}

static void
crm_application_dbus_unregister (GApplication *application, GDBusConnection *connection, const char *object_path)
{
  CrmApplication *self = CRM_APPLICATION (application);

  if (self->search_registration != 0)
    g_dbus_connection_unregister_object (connection, g_steal_handle_id (&self->search_registration));

  G_APPLICATION_CLASS (crm_application_parent_class)->dbus_unregister (application, connection, object_path);
}

static DexFuture *
await_store (gpointer data)
{
  return crm_application_await_store (CRM_APPLICATION (data));
}

/* ── being started ────────────────────────────────────────────────────────────────────────── */

static void
crm_application_activate (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);
  g_autoptr (GList) windows = list_windows (self);

  if (self->path == NULL)
    {
      g_autofree char *path = crm_application_choose_path (self);

      if (path != NULL)
        crm_application_open_path (self, path, FALSE);
      else
        crm_window_show_start (crm_application_get_window (self));
    }
  if (self->opening == NULL || self->opening_done || gtk_widget_get_visible (GTK_WIDGET (crm_application_get_window (self))))
    crm_application_present (self);
  else if (self->present_source == 0)
    self->present_source = g_timeout_add (PRESENT_MS, on_present_due, self);
  if (windows == NULL && self->store != NULL)
    restore (self, crm_application_get_window (self));
}

static void
crm_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  crm_application_open_files (CRM_APPLICATION (application), files, (guint)n);
  g_application_activate (application);
}

/* (transfer full) (element-type GFile): the arguments, where they stand for the process that was given them. */
static GPtrArray *
dup_files (GApplicationCommandLine *command_line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **arguments = NULL;
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &arguments))
    for (gsize i = 0; arguments[i] != NULL; i++)
      g_ptr_array_add (files, crm_link_has_scheme (arguments[i]) ? g_file_new_for_uri (arguments[i])
                                                                 : g_application_command_line_create_file_for_arg (command_line, arguments[i]));
  return files;
}

static int
crm_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  CrmApplication *self = CRM_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  gboolean demo = g_variant_dict_contains (options, "demo");
  g_autoptr (GPtrArray) files = dup_files (command_line);
  const char *argument = NULL;
  g_autofree char *path = NULL;

  if (g_variant_dict_lookup (options, "db", "^&ay", &argument))
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, argument);

      path = g_file_get_path (file);
    }
  else if (demo)
    {
      path = crm_file_location_dup_demo ();
    }
  if (path != NULL && g_strcmp0 (path, self->path) != 0)
    crm_application_open_path (self, path, demo);
  if (files->len > 0)
    crm_application_open_files (self, (GFile **)files->pdata, files->len);
  if (g_variant_dict_contains (options, "new-window"))
    g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  else
    g_application_activate (application);
  return 0;
}

/* What is asked for is kept for the case that this process is the first; another one hears of it by its command line. */
static int
crm_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  CrmApplication *self = CRM_APPLICATION (application);
  const char *argument = NULL;

  self->demo = g_variant_dict_contains (options, "demo");
  if (g_variant_dict_lookup (options, "db", "^&ay", &argument))
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);

      self->asked_path = g_file_get_path (file);
    }
  else if (self->demo)
    {
      self->asked_path = crm_file_location_dup_demo ();
    }
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("%s %s\n", g_get_application_name () != NULL ? _ ("Clientele") : "", CRM_VERSION);
  return 0;
}

static void
crm_application_finalize (GObject *object)
{
  CrmApplication *self = CRM_APPLICATION (object);

  g_clear_error (&self->problem);
  g_clear_object (&self->search_provider);
  g_clear_object (&self->high_contrast);
  g_clear_object (&self->reminders);
  g_clear_object (&self->backup_copies);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_object (&self->opening);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->links);
  g_clear_pointer (&self->import_files, g_ptr_array_unref);
  g_free (self->invitation);
  g_free (self->refusal);
  g_free (self->record);
  g_free (self->asked_path);
  g_free (self->path);

  G_OBJECT_CLASS (crm_application_parent_class)->finalize (object);
}

static void
crm_application_class_init (CrmApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_application_finalize;
  application_class->startup = crm_application_startup;
  application_class->shutdown = crm_application_shutdown;
  application_class->activate = crm_application_activate;
  application_class->open = crm_application_open;
  application_class->command_line = crm_application_command_line;
  application_class->dbus_register = crm_application_dbus_register;
  application_class->dbus_unregister = crm_application_dbus_unregister;
  application_class->handle_local_options = crm_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = crm_application_window_removed;

  g_resources_register (crm_app_get_resource ());
  g_resources_register (crm_help_get_resource ());
}

static void
crm_application_init (CrmApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Begin with the demo company"), NULL },
    { "db", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this file instead of your own"), N_ ("FILE") },
    { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open another window"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and end"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE TO IMPORT…]") },
    { NULL },
  };

  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_link_free);
  self->search_provider = crm_search_provider_new (G_APPLICATION (self), await_store, self);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

CrmApplication *
crm_application_new (void)
{
  leave_out_toolkit_theme ();
  return g_object_new (CRM_TYPE_APPLICATION,
                       "application-id", CRM_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}
