/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop app: one instance, one window on one file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-application.h"

#include "app/crm-action-table.h"
#include "app/crm-window.h"
#include "app/start/crm-opening.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-file-location.h"
#include "core/store/crm-file-removal.h"
#include "crm-app-resources.h"

#include <glib/gi18n-lib.h>

#define RESOURCE_PATH "/org/clientele/Clientele"

/* A file that opens in this time is in the window when that appears; for another the window does not wait. */
#define PRESENT_MS 100

/* How long the end of the program waits for the file to be closed. */
#define CLOSING_SECONDS 2

struct _CrmApplication
{
  AdwApplication parent_instance;

  /* owned */
  GSettings *settings;
  CrmClock *clock;
  char *asked_path; /* on the command line that started the program; nullable */
  char *path;       /* the file shown, or that could not be */
  GCancellable *opening;

  guint present_source; /* while the first window waits for the file */
  gboolean demo;
  gboolean making_demo;
  gboolean opening_done;
  const CrmKind *import_kind; /* what is imported once the file is open; NULL for nothing */
  GPtrArray *import_files;    /* owned: of GFile; NULL asks for it */
  char *invitation;           /* owned: what to join with once the file is open, maybe empty; NULL for nothing */
};

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

/* ── the file ─────────────────────────────────────────────────────────────────────────────── */

static void
show_opening (CrmApplication *self, CrmWindow *window)
{
  crm_window_show_opening (window, self->making_demo ? _ ("Making the demo company…") : NULL);
}

static CrmWindow *
get_window (CrmApplication *self)
{
  CrmWindow *window;

  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data))
      return item->data;
  window = crm_window_new (GTK_APPLICATION (self), self->settings);
  if (self->opening != NULL && !self->opening_done)
    show_opening (self, window);
  return window;
}

/* What was asked for last time, as long as it is there. */
static char *
choose_path (CrmApplication *self)
{
  g_autofree char *own = crm_file_location_dup_default ();
  g_autofree char *folder = crm_file_location_dup_folder ();
  g_autofree char *name = g_settings_get_string (self->settings, "file");
  g_autofree char *last = g_build_filename (folder, name, NULL);

  if (*name != '\0' && strchr (name, G_DIR_SEPARATOR) == NULL && g_file_test (last, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&last);
  return g_file_test (own, G_FILE_TEST_EXISTS) ? g_steal_pointer (&own) : NULL;
}

static void
present (CrmApplication *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  gtk_window_present (GTK_WINDOW (get_window (self)));
}

static gboolean
on_present_due (gpointer data)
{
  CRM_APPLICATION (data)->present_source = 0;
  present (CRM_APPLICATION (data));
  return G_SOURCE_REMOVE;
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

static void
import_now (CrmApplication *self)
{
  g_autoptr (GPtrArray) files = g_steal_pointer (&self->import_files);
  const CrmKind *kind = g_steal_pointer (&self->import_kind);

  if (kind != NULL)
    crm_window_import (get_window (self), kind, files);
}

static void
join_now (CrmApplication *self)
{
  g_autofree char *invitation = g_steal_pointer (&self->invitation);

  if (invitation != NULL)
    crm_window_join (get_window (self), invitation);
}

/* Found only while the file was in use already. */
static void
on_damaged (CrmStore *store, const char *message, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  g_autoptr (GError) error = g_error_new_literal (CRM_ERROR, CRM_ERROR_DAMAGED, message);

  if (g_strcmp0 (crm_store_get_path (store), self->path) == 0)
    crm_window_show_problem (get_window (self), self->path, error);
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
      CrmStore *store = g_value_get_object (value);
      g_autoptr (CrmContext) context = crm_context_new (store, self->settings);

      g_signal_connect_object (store, "damaged", G_CALLBACK (on_damaged), self, G_CONNECT_DEFAULT);
      remember_file (self);
      crm_window_set_context (get_window (self), context);
      import_now (self);
      join_now (self);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      crm_window_show_start (get_window (self));
    }
  else
    {
      crm_window_show_problem (get_window (self), self->path, error);
    }
  if (self->present_source != 0)
    present (self);
  return NULL;
}

static void
begin_opening (CrmApplication *self, const char *path)
{
  Opening *opening = g_new0 (Opening, 1);

  g_set_str (&self->path, path);
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

/* The window lets go of a file before that is opened anew. */
static void
open_file (CrmApplication *self, const char *path, gboolean demo)
{
  set_demo (self, path, demo);
  show_opening (self, get_window (self));
  begin_opening (self, path);
}

/* While the toolkit gets ready, the file is opened: there is no window yet. */
static void
open_first (CrmApplication *self)
{
  g_autofree char *path = self->asked_path != NULL ? g_strdup (self->asked_path) : choose_path (self);

  if (path == NULL)
    return;
  set_demo (self, path, self->demo);
  begin_opening (self, path);
}

/* ── actions ──────────────────────────────────────────────────────────────────────────────── */

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (data)); item != NULL; item = item->next)
    if (CRM_IS_WINDOW (item->data) && crm_window_asks_before_quitting (item->data))
      return;
  g_application_quit (G_APPLICATION (data));
}

static void
on_explore_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *path = crm_file_location_dup_demo ();

  open_file (CRM_APPLICATION (data), path, TRUE);
}

static void
on_start_fresh (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *path = crm_file_location_dup_default ();

  open_file (CRM_APPLICATION (data), path, FALSE);
}

/* Takes the file. */
static void
add_import (CrmApplication *self, GFile *file)
{
  if (self->import_files == NULL)
    self->import_files = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->import_files, file);
}

static void
on_start_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CRM_APPLICATION (data)->import_kind = &crm_kind_customer;
  on_start_fresh (NULL, NULL, data);
}

/* From the demo company to the own file, and on with the import. */
static void
on_import_into_own (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree const char **uris = NULL;
  const char *kind;

  g_variant_get (parameter, "(&s^a&s)", &kind, &uris);
  g_clear_pointer (&CRM_APPLICATION (data)->import_files, g_ptr_array_unref);
  for (gsize i = 0; uris[i] != NULL; i++)
    add_import (CRM_APPLICATION (data), g_file_new_for_uri (uris[i]));
  CRM_APPLICATION (data)->import_kind = g_str_equal (kind, crm_kind_deal.name) ? &crm_kind_deal : &crm_kind_customer;
  on_start_fresh (NULL, NULL, data);
}

static void
on_start_join (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_set_str (&CRM_APPLICATION (data)->invitation, g_variant_get_string (parameter, NULL));
  on_start_fresh (NULL, NULL, data);
}

static void
on_open_path (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_file (CRM_APPLICATION (data), g_variant_get_string (parameter, NULL), FALSE);
}

/* Each team has a file of its own. */
static void
on_join_another (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  /* Translators: the name of a file. */
  g_autofree char *path = crm_file_location_dup_named (_ ("Team"));

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", _ ("Team"), i);

      g_free (path);
      path = crm_file_location_dup_named (name);
    }
  g_set_str (&self->invitation, "");
  open_file (self, path, FALSE);
}

typedef struct
{
  CrmApplication *application;
  char *path;
} Removing;

static gboolean
remove_copy (gpointer data)
{
  Removing *removing = data;
  g_autoptr (GError) error = NULL;

  if (!crm_file_remove (removing->path, &error))
    crm_window_fail (get_window (removing->application), error);
  g_application_release (G_APPLICATION (removing->application));
  g_object_unref (removing->application);
  g_free (removing->path);
  g_free (removing);
  return G_SOURCE_REMOVE;
}

/* Told while it is still being closed. */
static void
on_store_gone (gpointer data, GObject *store)
{
  g_idle_add (remove_copy, data);
}

/* The file goes once nothing has it open any more: what is under way ends by itself. */
static void
on_remove_copy (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  CrmWindow *window = get_window (self);
  CrmStore *store = crm_window_get_store (window);
  Removing *removing;

  if (store == NULL)
    return;
  removing = g_new0 (Removing, 1);
  *removing = (Removing){ g_object_ref (self), g_strdup (crm_store_get_path (store)) };
  g_application_hold (G_APPLICATION (self));
  g_object_weak_ref (G_OBJECT (store), on_store_gone, removing);
  g_clear_pointer (&self->path, g_free);
  crm_window_show_start (window);
}

static void
on_try_again (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  g_autofree char *path = g_strdup (self->path);

  if (path != NULL)
    open_file (self, path, self->demo);
}

static void
on_cancel_opening (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
}

static DexFuture *
on_restored (DexFuture *future, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup (self->path);

  if (dex_future_get_value (future, &error) != NULL)
    open_file (self, path, self->demo);
  else
    crm_window_show_problem (get_window (self), path, error);
  return NULL;
}

static void
on_restore_backup (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmApplication *self = CRM_APPLICATION (data);

  if (self->path == NULL)
    return;
  crm_window_show_opening (get_window (self), NULL);
  dex_future_disown (dex_future_finally (crm_opening_restore (g_variant_get_string (parameter, NULL), self->path),
                                         on_restored, g_object_ref (self), g_object_unref));
}

static void
add_actions (CrmApplication *self)
{
  static const GActionEntry entries[] = {
    { "quit", on_quit },
    { "explore-demo", on_explore_demo },
    { "start-fresh", on_start_fresh },
    { "start-import", on_start_import },
    { "import-into-own", on_import_into_own, "(sas)" },
    { "start-join", on_start_join, "s" },
    { "open-path", on_open_path, "s" },
    { "join-another", on_join_another },
    { "remove-copy", on_remove_copy },
    { "try-again", on_try_again },
    { "cancel-opening", on_cancel_opening },
    { "restore-backup", on_restore_backup, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
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

static void
crm_application_startup (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);

  self->settings = g_settings_new (CRM_APP_ID);
  self->clock = crm_clock_new ();
  open_first (self);

  G_APPLICATION_CLASS (crm_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (CRM_APP_ID);
  add_actions (self);
  crm_action_table_install (GTK_APPLICATION (self));
  g_signal_connect_object (self->settings, "changed::appearance", G_CALLBACK (on_appearance_changed), self, G_CONNECT_SWAPPED);
  on_appearance_changed (self);
}

static gboolean
on_closing_due (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* What is under way, as with a server, holds the file a moment longer than the window; what does not let go does not keep the program. */
static void
close_window (CrmWindow *window)
{
  CrmStore *store = crm_window_get_store (window);
  gboolean due = FALSE;
  guint source;

  if (store != NULL)
    g_object_add_weak_pointer (G_OBJECT (store), (gpointer *)&store);
  crm_window_set_context (window, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  source = g_timeout_add_seconds (CLOSING_SECONDS, on_closing_due, &due);
  while (store != NULL && !due)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  if (store != NULL)
    g_object_remove_weak_pointer (G_OBJECT (store), (gpointer *)&store);
}

/* The window lets go of the file here, so that it is closed in order before the program ends. */
static void
crm_application_shutdown (GApplication *application)
{
  GList *windows;

  g_clear_handle_id (&CRM_APPLICATION (application)->present_source, g_source_remove);
  while ((windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL)
    {
      if (CRM_IS_WINDOW (windows->data))
        close_window (windows->data);
      else
        gtk_window_destroy (windows->data);
    }

  G_APPLICATION_CLASS (crm_application_parent_class)->shutdown (application);
}

static void
crm_application_activate (GApplication *application)
{
  CrmApplication *self = CRM_APPLICATION (application);

  if (self->path == NULL)
    {
      g_autofree char *path = choose_path (self);

      if (path != NULL)
        open_file (self, path, FALSE);
      else
        crm_window_show_start (get_window (self));
    }
  if (self->opening == NULL || self->opening_done || gtk_widget_get_visible (GTK_WIDGET (get_window (self))))
    present (self);
  else if (self->present_source == 0)
    self->present_source = g_timeout_add (PRESENT_MS, on_present_due, self);
}

static int
crm_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  CrmApplication *self = CRM_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  gboolean demo = g_variant_dict_contains (options, "demo");
  const char *argument = NULL;
  g_autofree const char **files = NULL;
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
  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &files) && files[0] != NULL)
    {
      g_clear_pointer (&self->import_files, g_ptr_array_unref);
      for (gsize i = 0; files[i] != NULL; i++)
        add_import (self, g_application_command_line_create_file_for_arg (command_line, files[i]));
      self->import_kind = &crm_kind_customer;
      if (path == NULL && self->path == NULL)
        path = choose_path (self);
      if (path == NULL && self->path == NULL)
        path = crm_file_location_dup_default ();
    }
  if (path != NULL && g_strcmp0 (path, self->path) != 0)
    open_file (self, path, demo);
  else if (self->opening_done)
    import_now (self);
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

  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->import_files, g_ptr_array_unref);
  g_free (self->invitation);
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
  application_class->command_line = crm_application_command_line;
  application_class->handle_local_options = crm_application_handle_local_options;

  g_resources_register (crm_app_get_resource ());
}

static void
crm_application_init (CrmApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Begin with the demo company"), NULL },
    { "db", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this file instead of your own"), N_ ("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Say the version and end"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[FILE TO IMPORT…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

CrmApplication *
crm_application_new (void)
{
  return g_object_new (CRM_TYPE_APPLICATION,
                       "application-id", CRM_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}
