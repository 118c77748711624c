/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the focus goes when a page has something to give it to only later. */

#include "config.h"

#include "app/today/crm-today-page.h"
#include "core/schema/crm-schema-interactions.h"
#include "crm-app-resources.h"
#include "tests/store/store-fixture.h"

#include <locale.h>

typedef struct
{
  Fixture base;
  CrmContext *context;
  GtkWidget *window;
  GtkWidget *box;
  CrmPage *page;
} Shown;

static void
add_task (Fixture *fixture)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plan", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, "Call about flour");
  crm_change_set_integer (change, CRM_TASK_DUE, NOW);
  crm_edit_result_free (apply (fixture, edit));
}

/* A page that was come to before anything was read. */
static void
set_up_shown (Shown *shown, gconstpointer data)
{
  set_up (&shown->base, data);
  add_task (&shown->base);
  shown->context = crm_context_new (shown->base.store, NULL);
  shown->window = g_object_ref_sink (g_object_new (ADW_TYPE_APPLICATION_WINDOW, "default-width", 900, "default-height", 600, NULL));
  shown->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  shown->page = g_object_new (CRM_TYPE_TODAY_PAGE, "context", shown->context, NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (shown->page), TRUE);
  gtk_box_append (GTK_BOX (shown->box), GTK_WIDGET (shown->page));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (shown->window), shown->box);
  gtk_window_present (GTK_WINDOW (shown->window));
  crm_page_take_focus (shown->page);
}

static void
tear_down_shown (Shown *shown, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  g_clear_object (&shown->window);
  g_clear_object (&shown->context);
  while (G_OBJECT (shown->base.store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  tear_down (&shown->base, data);
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_focus (Shown *shown)
{
  return gtk_root_get_focus (GTK_ROOT (shown->window));
}

/* Until the page has its rows, and whatever was to happen then has happened. */
static void
wait_for_row (Shown *shown)
{
  while (find_row (GTK_WIDGET (shown->page)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_comes (Shown *shown, gconstpointer data)
{
  wait_for_row (shown);
  while (get_focus (shown) == NULL || !gtk_widget_is_ancestor (get_focus (shown), GTK_WIDGET (shown->page)))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_leaves_dialog (Shown *shown, gconstpointer data)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *button = gtk_button_new_with_label ("Done");

  adw_dialog_set_child (dialog, button);
  adw_dialog_present (dialog, shown->window);
  gtk_widget_grab_focus (button);
  wait_for_row (shown);
  g_assert_true (get_focus (shown) == button);
}

static void
test_leaves_entry (Shown *shown, gconstpointer data)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_box_prepend (GTK_BOX (shown->box), entry);
  gtk_widget_grab_focus (entry);
  wait_for_row (shown);
  g_assert_nonnull (get_focus (shown));
  g_assert_true (gtk_widget_is_ancestor (get_focus (shown), entry));
}

/* Another page has been gone to, and this one has been read meanwhile. */
static void
test_leaves_other_page (Shown *shown, gconstpointer data)
{
  GtkWidget *button = gtk_button_new_with_label ("Elsewhere");

  gtk_box_prepend (GTK_BOX (shown->box), button);
  gtk_widget_set_visible (GTK_WIDGET (shown->page), FALSE);
  gtk_widget_grab_focus (button);
  /* It is shown again without being come to. */
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (get_focus (shown) == button);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  adw_init ();
  g_resources_register (crm_app_get_resource ());
#define ADD(path, test) g_test_add ("/page/focus/" path, Shown, NULL, set_up_shown, test, tear_down_shown)
  ADD ("comes-to-the-first-row", test_comes);
  ADD ("stays-in-a-dialog", test_leaves_dialog);
  ADD ("stays-where-somebody-types", test_leaves_entry);
  ADD ("stays-on-another-page", test_leaves_other_page);
#undef ADD
  return g_test_run ();
}
