/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar: the file's name, the pages, the state of the file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-sidebar.h"

#include "app/crm-page-table.h"
#include "app/crm-sidebar-row.h"
#include "app/team/crm-sync-words.h"
#include "app/widgets/crm-menu-popup.h"

#include <glib/gi18n-lib.h>

#define MAX_TITLE 40

/* The rows of the pages stand before those of the views. */
#define PAGES_MAX 100

/* Each edit is a sync of its own: what is over sooner is not said. */
#define SYNCING_MS 600

struct _CrmSidebar
{
  AdwNavigationPage parent_instance;

  /* template */
  GtkListBox *list;
  GtkMenuButton *menu_button;
  GMenuModel *main_menu;
  GMenu *undo_section;
  GtkWidget *foot_button;
  GtkImage *foot_icon;
  GtkLabel *foot;

  /* owned */
  CrmSyncEngine *engine; /* NULL while there is no file */
  CrmViewReading *views; /* likewise */
  char *page;
  GHashTable *shown_views; /* name of a page → id of the saved view it shows */
  guint foot_source;

  int prepared;
  gboolean selecting;
};

G_DEFINE_FINAL_TYPE (CrmSidebar, crm_sidebar, ADW_TYPE_NAVIGATION_PAGE)

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static CrmSidebarRow *
find_row (CrmSidebar *self, const char *action, const char *target)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (crm_sidebar_row_is (CRM_SIDEBAR_ROW (row), action, target))
      return CRM_SIDEBAR_ROW (row);
  return NULL;
}

/* The name of a page that shows a view, if that is its row. */
static const char *
find_page_with_view (CrmSidebar *self, GtkListBoxRow *row)
{
  GHashTableIter iter;
  gpointer page;

  g_hash_table_iter_init (&iter, self->shown_views);
  while (g_hash_table_iter_next (&iter, &page, NULL))
    if (crm_sidebar_row_is (CRM_SIDEBAR_ROW (row), "win.page", page))
      return page;
  return NULL;
}

/* Whoever goes to the customers' own row wants all of them. */
static void
show_page (CrmSidebar *self, GtkListBoxRow *row)
{
  const char *page = find_page_with_view (self, row);

  if (page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.all-records", "s", page);
  else
    crm_sidebar_row_activate (CRM_SIDEBAR_ROW (row));
}

/* The row of the view that the page shows, if it has one; else the page's; none for a page that does not stand here. */
static void
select_row (CrmSidebar *self)
{
  const char *view = self->page != NULL ? g_hash_table_lookup (self->shown_views, self->page) : NULL;
  CrmSidebarRow *row = view != NULL ? find_row (self, "win.view", view) : NULL;

  if (row == NULL)
    row = find_row (self, "win.page", self->page);
  self->selecting = TRUE;
  /* Where no row is selected, the focus that comes by Tab would select the first, and leave the page. */
  gtk_list_box_set_selection_mode (self->list, row != NULL ? GTK_SELECTION_BROWSE : GTK_SELECTION_NONE);
  gtk_list_box_select_row (self->list, (GtkListBoxRow *)row);
  self->selecting = FALSE;
}

static void
add_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *heading;

  if (before == NULL || crm_sidebar_row_is_page (CRM_SIDEBAR_ROW (row)) || !crm_sidebar_row_is_page (CRM_SIDEBAR_ROW (before)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  heading = gtk_label_new (_ ("Views"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0.f);
  gtk_widget_add_css_class (heading, "sidebar-heading");
  gtk_widget_add_css_class (heading, "dimmed");
  gtk_list_box_row_set_header (row, heading);
}

/* ── saved views ──────────────────────────────────────────────────────────────────────────── */

static void
update_counts (CrmSidebar *self)
{
  GPtrArray *views = crm_view_reading_get_views (self->views);

  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const CrmSavedView *view = views->pdata[i];
      char id[CRM_ID_STRING_LENGTH + 1];
      CrmSidebarRow *row = find_row (self, "win.view", crm_id_format (&view->id, id));

      if (row != NULL)
        crm_sidebar_row_set_count (row, (guint)MAX (crm_view_reading_get_count (self->views, &view->id), 0));
    }
}

static gboolean
is_shown (CrmSidebar *self, GtkListBoxRow *row)
{
  GPtrArray *views = self->views != NULL ? crm_view_reading_get_views (self->views) : NULL;

  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const CrmSavedView *view = views->pdata[i];
      char id[CRM_ID_STRING_LENGTH + 1];

      if (view->pinned && crm_sidebar_row_is (CRM_SIDEBAR_ROW (row), "win.view", crm_id_format (&view->id, id)))
        return TRUE;
    }
  return crm_sidebar_row_is_page (CRM_SIDEBAR_ROW (row));
}

/* That of the page which shows it. */
static const char *
get_icon_name (const CrmKind *kind)
{
  const CrmPageEntry *page = crm_page_table_find (crm_page_table_get_home (kind));

  return page != NULL ? page->icon_name : NULL;
}

static int
compare_places (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  guint x = crm_sidebar_row_get_place (CRM_SIDEBAR_ROW (a)), y = crm_sidebar_row_get_place (CRM_SIDEBAR_ROW (b));

  return (x > y) - (x < y);
}

static void
move_row (GtkListBoxRow *row, GtkListBoxRow *target)
{
  if (target != NULL && !crm_sidebar_row_is_page (CRM_SIDEBAR_ROW (target)))
    gtk_widget_activate_action (GTK_WIDGET (row), "win.move-view", "(ss)", crm_sidebar_row_get_target (CRM_SIDEBAR_ROW (row)), crm_sidebar_row_get_target (CRM_SIDEBAR_ROW (target)));
}

static void
on_move (GtkListBoxRow *row, int places, CrmSidebar *self)
{
  int index = gtk_list_box_row_get_index (row) + places;

  move_row (row, index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL);
}

static void
on_dropped (GtkListBoxRow *row, GtkListBoxRow *dragged, CrmSidebar *self)
{
  move_row (dragged, row);
}

static void
add_view_row (CrmSidebar *self, const CrmSavedView *view, const char *id, guint place)
{
  GtkWidget *row = crm_sidebar_row_new ("win.view", id, view->name, get_icon_name (view->kind));

  crm_sidebar_row_set_place (CRM_SIDEBAR_ROW (row), place);
  g_signal_connect_object (row, "move", G_CALLBACK (on_move), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_DEFAULT);
  gtk_list_box_append (self->list, row);
}

/* Rows that stay are left as they are: one of them may have the focus. */
static void
update_views (CrmSidebar *self)
{
  GPtrArray *views = self->views != NULL ? crm_view_reading_get_views (self->views) : NULL;
  GtkListBoxRow *row;

  self->selecting = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    if (is_shown (self, row))
      i++;
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; views != NULL && i < views->len; i++)
    {
      const CrmSavedView *view = views->pdata[i];
      char id[CRM_ID_STRING_LENGTH + 1];
      CrmSidebarRow *there = find_row (self, "win.view", crm_id_format (&view->id, id));

      if (there != NULL)
        {
          crm_sidebar_row_set_title (there, view->name);
          crm_sidebar_row_set_place (there, PAGES_MAX + i);
        }
      else if (view->pinned)
        add_view_row (self, view, id, PAGES_MAX + i);
    }
  gtk_list_box_invalidate_sort (self->list);
  self->selecting = FALSE;
  if (self->views != NULL)
    update_counts (self);
  select_row (self);
}

void
crm_sidebar_set_views (CrmSidebar *self, CrmViewReading *views)
{
  g_return_if_fail (CRM_IS_SIDEBAR (self) && (views == NULL || CRM_IS_VIEW_READING (views)));

  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_set_object (&self->views, views);
  if (views != NULL)
    {
      g_signal_connect_object (views, "changed", G_CALLBACK (update_views), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (views, "counted", G_CALLBACK (update_counts), self, G_CONNECT_SWAPPED);
    }
  update_views (self);
}

void
crm_sidebar_set_view (CrmSidebar *self, const char *page, const char *id)
{
  g_return_if_fail (CRM_IS_SIDEBAR (self) && page != NULL);

  if (id != NULL && *id != '\0')
    g_hash_table_insert (self->shown_views, g_strdup (page), g_strdup (id));
  else
    g_hash_table_remove (self->shown_views, page);
  select_row (self);
}

/* Arrow keys move the selection, and the page goes along. A window that is shown gives the focus to the row of its page, and selects it: a view that is
 * shown there, or will be, stays; arrow keys do not come from its row to that of the page. */
static void
on_row_selected (CrmSidebar *self, GtkListBoxRow *row)
{
  AdwNavigationSplitView *split_view = ADW_NAVIGATION_SPLIT_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_SPLIT_VIEW));

  if (row == NULL || self->selecting)
    return;
  if (self->page != NULL && g_hash_table_contains (self->shown_views, self->page) && crm_sidebar_row_is (CRM_SIDEBAR_ROW (row), "win.page", self->page))
    return;
  if (split_view != NULL && !adw_navigation_split_view_get_collapsed (split_view))
    show_page (self, row);
}

static void
on_row_activated (CrmSidebar *self, GtkListBoxRow *row)
{
  show_page (self, row);
}

/* ── the foot ─────────────────────────────────────────────────────────────────────────────── */

static void
update_foot (CrmSidebar *self)
{
  CrmSyncWords words = { .state = CRM_SYNC_STATE_LOCAL };
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->foot_source, g_source_remove);
  if (self->engine != NULL)
    words = crm_sync_words_of (self->engine);
  /* Translators: at the foot of the sidebar, while a large file is made ready for another version of the search; %d is per cent. */
  text = self->prepared < 100 ? g_strdup_printf (_ ("Preparing the search: %d%%"), self->prepared) : crm_sync_words_format (&words);
  gtk_label_set_label (self->foot, text);
  gtk_image_set_from_icon_name (self->foot_icon, crm_sync_words_get_icon_name (&words));
  if (crm_sync_words_ask (&words))
    gtk_widget_add_css_class (self->foot_button, "warning");
  else
    gtk_widget_remove_css_class (self->foot_button, "warning");
}

static gboolean
on_syncing_long (gpointer data)
{
  CRM_SIDEBAR (data)->foot_source = 0;
  update_foot (CRM_SIDEBAR (data));
  return G_SOURCE_REMOVE;
}

static void
on_engine_changed (CrmSidebar *self)
{
  if (crm_sync_engine_get_state (self->engine) != CRM_SYNC_STATE_SYNCING || crm_sync_engine_is_first_sync (self->engine))
    update_foot (self);
  else if (self->foot_source == 0)
    self->foot_source = g_timeout_add (SYNCING_MS, on_syncing_long, self);
}

void
crm_sidebar_set_engine (CrmSidebar *self, CrmSyncEngine *engine)
{
  g_return_if_fail (CRM_IS_SIDEBAR (self) && (engine == NULL || CRM_IS_SYNC_ENGINE (engine)));

  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_set_object (&self->engine, engine);
  if (engine != NULL)
    g_signal_connect_object (engine, "notify", G_CALLBACK (on_engine_changed), self, G_CONNECT_SWAPPED);
  update_foot (self);
}

void
crm_sidebar_set_prepared (CrmSidebar *self, int percent)
{
  g_return_if_fail (CRM_IS_SIDEBAR (self));

  self->prepared = percent;
  update_foot (self);
}

static void
crm_sidebar_dispose (GObject *object)
{
  CrmSidebar *self = CRM_SIDEBAR (object);

  g_clear_handle_id (&self->foot_source, g_source_remove);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->engine);
  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_clear_object (&self->views);
  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->shown_views, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SIDEBAR);

  G_OBJECT_CLASS (crm_sidebar_parent_class)->dispose (object);
}

static void
crm_sidebar_class_init (CrmSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_sidebar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/crm-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, main_menu);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, undo_section);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, foot_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, foot_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebar, foot);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_sidebar_init (CrmSidebar *self)
{
  self->shown_views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_menu_popup_set_later (self->menu_button, self->main_menu);
  self->selecting = TRUE;
  for (const CrmPageEntry *entry = crm_page_table; entry->name != NULL; entry++)
    if (entry->place == CRM_PAGE_PLACE_SIDEBAR)
      {
        GtkWidget *row = crm_sidebar_row_new ("win.page", entry->name, _ (entry->title), entry->icon_name);

        crm_sidebar_row_set_place (CRM_SIDEBAR_ROW (row), (guint)(entry - crm_page_table));
        gtk_list_box_append (self->list, row);
      }
  gtk_list_box_set_header_func (self->list, add_heading, NULL, NULL);
  gtk_list_box_set_sort_func (self->list, compare_places, NULL, NULL);
  self->selecting = FALSE;
  crm_sidebar_set_prepared (self, 100);
}

void
crm_sidebar_set_page (CrmSidebar *self, const char *name)
{
  g_return_if_fail (CRM_IS_SIDEBAR (self));

  g_set_str (&self->page, name);
  select_row (self);
}

void
crm_sidebar_set_count (CrmSidebar *self, const char *name, guint count)
{
  CrmSidebarRow *row;

  g_return_if_fail (CRM_IS_SIDEBAR (self) && name != NULL);

  row = find_row (self, "win.page", name);
  if (row != NULL)
    crm_sidebar_row_set_count (row, count);
}

/* Titles are cut where a menu would grow wider than it is long, and keep their underscores. */
static char *
dup_menu_title (const char *title)
{
  g_autofree char *start = g_utf8_substring (title, 0, MIN (g_utf8_strlen (title, -1), MAX_TITLE));
  g_autoptr (GString) escaped = g_string_new (start);

  g_string_replace (escaped, "_", "__", 0);
  if (strlen (start) < strlen (title))
    g_string_append (escaped, "…");
  return g_string_free_and_steal (g_steal_pointer (&escaped));
}

/* The keys are written here as well: those that bubble are not the application's, where menus look for them. */
static void
append_item (CrmSidebar *self, const char *label, const char *action, const char *accel)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "accel", "s", accel);
  g_menu_append_item (self->undo_section, item);
}

void
crm_sidebar_set_undo_titles (CrmSidebar *self, const char *undo, const char *redo)
{
  g_autofree char *undo_title = NULL;
  g_autofree char *redo_title = NULL;
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;

  g_return_if_fail (CRM_IS_SIDEBAR (self) && undo != NULL && redo != NULL);

  g_menu_remove_all (self->undo_section);
  undo_title = dup_menu_title (undo);
  redo_title = dup_menu_title (redo);
  /* Translators: menu items; %s is what would be taken back, as "Change phone". */
  undo_label = g_strdup_printf (_ ("_Undo “%s”"), undo_title);
  redo_label = g_strdup_printf (_ ("_Redo “%s”"), redo_title);
  if (*undo != '\0')
    append_item (self, undo_label, "win.undo", "<Control>z");
  if (*redo != '\0')
    append_item (self, redo_label, "win.redo", "<Shift><Control>z");
}

void
crm_sidebar_pop_up_menu (CrmSidebar *self)
{
  g_return_if_fail (CRM_IS_SIDEBAR (self));

  gtk_menu_button_popup (self->menu_button);
}
