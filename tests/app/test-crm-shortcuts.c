/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests that the shortcuts window leaves out no key of a view, and shows none that does something else. */

#include "config.h"

#include "app/crm-page-table.h"
#include "app/crm-shortcuts.h"
#include "app/crm-sidebar-row.h"
#include "app/deals/crm-review-pane.h"
#include "app/files/crm-file-row.h"
#include "app/surveys/crm-outline-row.h"
#include "app/surveys/crm-survey-outline.h"
#include "app/timeline/crm-log-bar.h"
#include "app/today/crm-today-row.h"
#include "core/schema/crm-schema-sales.h"
#include "crm-app-resources.h"
#include "tests/store/store-fixture.h"

#include <locale.h>

/* What a row does with F2 is said with the profile; a second key for the same is not. */
static const char *const unsaid[] = { "point.edit", "field.edit", "outline.menu", NULL };

/* What is still being read holds the store. */
static void
finish (Fixture *fixture, gconstpointer data)
{
  while (fixture->store != NULL && G_OBJECT (fixture->store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  tear_down (fixture, data);
}

static gboolean
is_ours (const char *action)
{
  static const char *const prefixes[] = { "profile.", "log.", "deal.", "review.", "page.", "file.", "outline.", "point.", "field.", "today-row.", "sidebar-row." };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (action, prefixes[i]))
      return TRUE;
  return FALSE;
}

/* The keys of the table that stand for an action, as triggers say them; a range stands for its first. */
static char *
dup_keys (const CrmViewShortcut *shortcut)
{
  g_autofree char *first = g_strndup (shortcut->accel, strstr (shortcut->accel, "...") != NULL ? (gsize)(strstr (shortcut->accel, "...") - shortcut->accel) : strlen (shortcut->accel));
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (first);

  g_assert_nonnull (trigger);
  return gtk_shortcut_trigger_to_string (trigger);
}

static void
add_controller (GtkShortcutController *controller, GHashTable *found)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);
      GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
      g_autofree char *keys = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

      if (GTK_IS_NAMED_ACTION (action) && is_ours (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action))))
        g_hash_table_add (found, g_strdup_printf ("%s|%s", gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)), keys));
    }
}

static void
collect (GtkWidget *widget, GHashTable *found)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        add_controller (GTK_SHORTCUT_CONTROLLER (controller), found);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, found);
}

static void
collect_new (GtkWidget *widget, GHashTable *found)
{
  g_object_ref_sink (widget);
  collect (widget, found);
  g_object_unref (widget);
}

static GHashTable *
collect_all (Fixture *fixture)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CrmContext) context = crm_context_new (fixture->store, NULL);
  CrmId id = crm_id_new (NOW);

  for (const CrmPageEntry *entry = crm_page_table; entry->name != NULL; entry++)
    if (g_str_equal (entry->name, "customers"))
      collect_new (g_object_new (entry->get_type (), "context", context, NULL), found);
  collect_new (GTK_WIDGET (crm_page_table_new_record_page (context, &crm_kind_customer, &id, NULL, 0)), found);
  collect_new (GTK_WIDGET (crm_page_table_new_record_page (context, &crm_kind_deal, &id, NULL, 0)), found);
  collect_new (g_object_new (CRM_TYPE_LOG_BAR, NULL), found);
  collect_new (g_object_new (CRM_TYPE_REVIEW_PANE, NULL), found);
  collect_new (g_object_new (CRM_TYPE_FILE_ROW, NULL), found);
  collect_new (crm_today_row_new (CRM_AGENDA_DUE), found);
  collect_new (g_object_new (CRM_TYPE_SIDEBAR_ROW, NULL), found);
  collect_new (g_object_new (CRM_TYPE_OUTLINE_ROW, NULL), found);
  collect_new (g_object_new (CRM_TYPE_SURVEY_OUTLINE, NULL), found);
  return found;
}

static gboolean
is_said (const char *action, const char *keys)
{
  guint n;
  const CrmViewShortcut *table = crm_shortcuts_get_of_views (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *said = table[i].action != NULL ? dup_keys (&table[i]) : NULL;

      if (g_strcmp0 (table[i].action, action) == 0 && g_str_equal (said, keys))
        return TRUE;
    }
  return FALSE;
}

static void
test_nothing_is_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) found = collect_all (fixture);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (key, "|", 2);
      gboolean more = g_str_equal (parts[0], "log.kind") && !g_str_has_suffix (parts[1], "1");

      if (!g_strv_contains (unsaid, parts[0]) && !more && strstr (parts[1], "KP_") == NULL && !is_said (parts[0], parts[1]))
        g_error ("the shortcuts window does not show %s of %s", parts[1], parts[0]);
    }
  g_assert_cmpuint (g_hash_table_size (found), >, 20);
}

static void
test_nothing_is_made_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) found = collect_all (fixture);
  guint n;
  const CrmViewShortcut *table = crm_shortcuts_get_of_views (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *keys = dup_keys (&table[i]);
      g_autofree char *both = g_strdup_printf ("%s|%s", table[i].action, keys);

      if (table[i].action != NULL && !g_hash_table_contains (found, both))
        g_error ("the shortcuts window shows %s of %s, which is not so", keys, table[i].action);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  dex_init ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (crm_app_get_resource ());
  g_test_add ("/shortcuts/no-key-of-a-view-is-left-out", Fixture, NULL, set_up, test_nothing_is_left_out, finish);
  g_test_add ("/shortcuts/no-key-is-made-up", Fixture, NULL, set_up, test_nothing_is_made_up, finish);
  return g_test_run ();
}
