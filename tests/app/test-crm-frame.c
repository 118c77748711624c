/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the frame's tables: actions, their keys and the shortcuts window; and of where errors go. */

#include "config.h"

#include "app/crm-action-table.h"
#include "app/crm-error-place.h"
#include "app/crm-page-table.h"
#include "app/crm-shortcuts.h"
#include "app/crm-window.h"
#include "core/base/crm-error.h"
#include "crm-app-resources.h"

#include <locale.h>

static void
test_keys (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GdkModifierType modifiers;
      guint key;

      g_assert_cmpstr (table[i].title, !=, "");
      if (table[i].accel == NULL)
        continue;
      g_assert_true (gtk_accelerator_parse (table[i].accel, &key, &modifiers));
      g_assert_true (gtk_accelerator_valid (key, modifiers));
      if (!g_hash_table_add (seen, (gpointer)table[i].accel))
        g_error ("%s has the keys of another action: %s", table[i].name, table[i].accel);
    }
}

static void
test_actions_exist (void)
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.clientele.Test", G_APPLICATION_NON_UNIQUE);
  g_autoptr (GSettings) settings = g_settings_new (CRM_APP_ID);
  CrmWindow *window;
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  window = crm_window_new (GTK_APPLICATION (application), settings);
  crm_action_table_install (GTK_APPLICATION (application));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (application), table[i].name);
      gboolean bubbles = (table[i].flags & CRM_ACTION_BUBBLES) != 0;

      g_assert_true (g_action_parse_detailed_name (table[i].name, &name, &target, NULL));
      if (g_str_has_prefix (name, "win."))
        {
          const GVariantType *type = NULL;

          g_assert_true (g_action_group_query_action (G_ACTION_GROUP (window), name + 4, NULL, &type, NULL, NULL, NULL));
          g_assert_true ((type != NULL) == (target != NULL));
        }
      g_assert_cmpstr (accels[0], ==, bubbles ? NULL : table[i].accel);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
collect (GtkWidget *widget, GType type, GHashTable *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    {
      char *accel, *title;

      g_object_get (widget, "accelerator", &accel, "title", &title, NULL);
      g_hash_table_add (found, g_strdup_printf ("%s|%s", accel, title));
      g_free (accel);
      g_free (title);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static gboolean
is_shown (GHashTable *shown, const char *accel, const char *title)
{
  g_autofree char *both = g_strdup_printf ("%s|%s", accel, title);

  return g_hash_table_contains (shown, both);
}

static void
test_shortcuts_window (void)
{
  GtkWindow *window = crm_shortcuts_new_window (NULL);
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n, n_views, n_keys = 0;
  const CrmAction *table = crm_action_table_get (&n);
  const CrmViewShortcut *views = crm_shortcuts_get_of_views (&n_views);

  collect (GTK_WIDGET (window), g_type_from_name ("GtkShortcutsShortcut"), shown);
  for (guint i = 0; i < n; i++)
    if (table[i].accel != NULL)
      {
        g_assert_true (is_shown (shown, table[i].accel, crm_action_get_title (&table[i])));
        n_keys++;
      }
  /* Two views of deals have the same key for the same thing, once in each group. */
  for (guint i = 0; i < n_views; i++)
    g_assert_true (is_shown (shown, views[i].accel, views[i].title));
  g_assert_cmpuint (n_keys, >, 10);
  g_assert_cmpuint (g_hash_table_size (shown), <=, n_keys + n_views);
  gtk_window_destroy (window);
}

static void
test_pages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const CrmPageEntry *entry = crm_page_table; entry->name != NULL; entry++)
    {
      g_assert_true (g_hash_table_add (seen, (gpointer)entry->name));
      g_assert_true (g_type_is_a (entry->get_type (), CRM_TYPE_PAGE));
      g_assert_true (crm_page_table_find (entry->name) == entry);
      g_assert_true (gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), entry->icon_name));
    }
  g_assert_null (crm_page_table_find ("nowhere"));
  g_assert_null (crm_page_table_find (NULL));
}

static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  for (guint i = 0; i < n; i++)
    if (!(table[i].flags & CRM_ACTION_NOT_IN_PALETTE) && !gtk_icon_theme_has_icon (theme, table[i].icon_name))
      g_error ("%s has no icon “%s”", table[i].name, table[i].icon_name);
}

static void
test_error_places (void)
{
  static const struct
  {
    int code;
    CrmErrorPlace place;
  } cases[] = {
    { CRM_ERROR_INVALID, CRM_ERROR_PLACE_TOAST },
    { CRM_ERROR_NOT_FOUND, CRM_ERROR_PLACE_TOAST },
    { CRM_ERROR_LOCKED, CRM_ERROR_PLACE_TOAST },
    { CRM_ERROR_CONFLICT, CRM_ERROR_PLACE_TOAST },
    { CRM_ERROR_DAMAGED, CRM_ERROR_PLACE_DIALOG },
    { CRM_ERROR_FULL, CRM_ERROR_PLACE_DIALOG },
    { CRM_ERROR_STORAGE, CRM_ERROR_PLACE_DIALOG },
    { CRM_ERROR_NEWER, CRM_ERROR_PLACE_BANNER },
    { CRM_ERROR_READ_ONLY, CRM_ERROR_PLACE_BANNER },
  };
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_autoptr (GError) wordy = g_error_new_literal (CRM_ERROR, CRM_ERROR_INVALID, "A message that says what happened, to what, and what to do, at a length no toast has room for.");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (CRM_ERROR, cases[i].code, "No.");

      g_assert_cmpint (crm_error_get_place (error), ==, cases[i].place);
      g_assert_nonnull (crm_error_get_heading (error));
    }
  g_assert_cmpint (crm_error_get_place (cancelled), ==, CRM_ERROR_PLACE_NOWHERE);
  g_assert_cmpint (crm_error_get_place (wordy), ==, CRM_ERROR_PLACE_DIALOG);
  g_assert_cmpint (crm_error_get_place (foreign), ==, CRM_ERROR_PLACE_TOAST);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  dex_init ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (crm_app_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/org/clientele/Clientele/icons");
  g_test_add_func ("/frame/actions/keys-are-valid-and-each-has-one-use", test_keys);
  g_test_add_func ("/frame/actions/exist-and-have-their-keys", test_actions_exist);
  g_test_add_func ("/frame/actions/have-icons", test_icons);
  g_test_add_func ("/frame/shortcuts-window/shows-exactly-the-keys", test_shortcuts_window);
  g_test_add_func ("/frame/pages/are-pages-with-icons", test_pages);
  g_test_add_func ("/frame/errors/have-their-place", test_error_places);
  return g_test_run ();
}
