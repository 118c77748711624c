/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: hosts pages and knows none of them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/crm-action-table.h"
#include "app/crm-page-table.h"
#include "app/start/crm-opening-page.h"
#include "app/start/crm-start-page.h"
#include "app/views/crm-view-place.h"
#include "app/widgets/crm-cut-text.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_SETTINGS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

/* ── pages ────────────────────────────────────────────────────────────────────────────────── */

AdwNavigationView *
crm_window_get_view (CrmWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->page_stack);

  return child != NULL && ADW_IS_NAVIGATION_VIEW (child) ? ADW_NAVIGATION_VIEW (child) : NULL;
}

CrmPage *
crm_window_get_page (CrmWindow *self)
{
  AdwNavigationView *view = self->context != NULL ? crm_window_get_view (self) : NULL;
  AdwNavigationPage *page = view != NULL ? adw_navigation_view_get_visible_page (view) : NULL;

  return page != NULL && CRM_IS_PAGE (page) ? CRM_PAGE (page) : NULL;
}

static void
update_title (CrmWindow *self)
{
  CrmPage *page = crm_window_get_page (self);
  const char *title = page != NULL ? adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)) : _ ("Clientele");
  const char *company = self->workspace != NULL ? crm_workspace_get_company (self->workspace) : "";
  g_autofree char *window_title = page != NULL ? g_strdup_printf ("%s – %s", title, *company != '\0' ? company : _ ("Clientele")) : g_strdup (title);

  if (page != NULL)
    crm_window_remember_record (self);
  adw_navigation_page_set_title (self->content_page, title);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static void
on_page_open_record (CrmWindow *self, const CrmKind *kind, const CrmId *id, GListModel *list, guint position)
{
  crm_window_open_record (self, kind, id, list, position);
}

static void
on_page_toast (CrmWindow *self, const char *text, gboolean with_undo)
{
  crm_window_say (self, text, with_undo ? _ ("_Undo") : NULL, with_undo ? "win.undo" : NULL);
}

static void
on_page_undone (CrmWindow *self, const char *text)
{
  crm_window_say (self, text, _ ("_Redo"), "win.redo");
}

static void
on_page_failed (CrmWindow *self, const GError *error)
{
  crm_window_fail (self, error);
}

static void
on_page_saved (CrmWindow *self, const char *text, GFile *file)
{
  crm_window_say_saved (self, text, file);
}

static void
on_visible_page (CrmWindow *self)
{
  update_title (self);
  crm_window_update_actions (self);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (widget == NULL || G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Pages keep their bars and content in a toolbar view. A banner's place is right under the header bar, so what stands
   there is added again after it. */
static void
insert_banner (AdwToolbarView *view, GtkWidget *banner)
{
  GtkWidget *header_bar = find_widget (GTK_WIDGET (view), ADW_TYPE_HEADER_BAR);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  if (header_bar != NULL)
    for (GtkWidget *bar = gtk_widget_get_next_sibling (header_bar); bar != NULL; bar = gtk_widget_get_next_sibling (bar))
      g_ptr_array_add (others, g_object_ref (bar));
  for (guint i = 0; i < others->len; i++)
    adw_toolbar_view_remove (view, g_ptr_array_index (others, i));
  adw_toolbar_view_add_top_bar (view, banner);
  for (guint i = 0; i < others->len; i++)
    adw_toolbar_view_add_top_bar (view, g_ptr_array_index (others, i));
}

static void
update_banner (CrmWindow *self, AdwBanner *banner)
{
  gboolean demo = self->workspace != NULL && crm_workspace_is_demo (self->workspace);
  g_autofree char *read_only = self->read_only_reason != NULL ? g_strdup_printf (_ ("Nothing can be changed here: %s"), self->read_only_reason) : NULL;

  adw_banner_set_use_markup (banner, FALSE);
  adw_banner_set_title (banner, read_only != NULL ? read_only : demo ? _ ("You are looking at a demo company")
                                                                     : "");
  adw_banner_set_button_label (banner, demo ? _ ("Start with Your Own _Data") : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), demo ? "app.start-fresh" : NULL);
  adw_banner_set_revealed (banner, demo || read_only != NULL);
  if (demo || read_only != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (banner), "revealed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (banner), "revealed");
}

static void
push_page (CrmWindow *self, CrmPage *page)
{
  crm_window_dress_page (self, page);
  adw_navigation_view_push (crm_window_get_view (self), ADW_NAVIGATION_PAGE (page));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

void
crm_window_dress_page (CrmWindow *self, CrmPage *page)
{
  GtkWidget *view = find_widget (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (page)), ADW_TYPE_TOOLBAR_VIEW);
  AdwBanner *banner;

  g_signal_connect_object (page, "open-record", G_CALLBACK (on_page_open_record), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "toast", G_CALLBACK (on_page_toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "undone", G_CALLBACK (on_page_undone), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "push", G_CALLBACK (push_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "saved", G_CALLBACK (on_page_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "failed", G_CALLBACK (on_page_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::title", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  if (view == NULL)
    return;
  banner = ADW_BANNER (adw_banner_new (""));
  g_object_set_data_full (G_OBJECT (page), "crm-banner", g_object_ref_sink (banner), g_object_unref);
  update_banner (self, banner);
  insert_banner (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (banner));
}

void
crm_window_update_banners (CrmWindow *self)
{
  g_autoptr (GtkSelectionModel) children = gtk_stack_get_pages (self->page_stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (children)); i++)
    {
      g_autoptr (GtkStackPage) child = g_list_model_get_item (G_LIST_MODEL (children), i);
      GtkWidget *view = gtk_stack_page_get_child (child);
      g_autoptr (GListModel) pages = ADW_IS_NAVIGATION_VIEW (view) ? adw_navigation_view_get_navigation_stack (ADW_NAVIGATION_VIEW (view)) : NULL;

      for (guint j = 0; pages != NULL && j < g_list_model_get_n_items (pages); j++)
        {
          g_autoptr (GObject) page = g_list_model_get_item (pages, j);
          AdwBanner *banner = g_object_get_data (page, "crm-banner");

          if (banner != NULL)
            update_banner (self, banner);
        }
    }
}

static GtkWidget *
create_view (CrmWindow *self, const CrmPageEntry *entry)
{
  GtkWidget *view = adw_navigation_view_new ();
  CrmPage *page = g_object_new (entry->get_type (), "context", self->context, NULL);

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
  crm_window_dress_page (self, page);
  g_signal_connect_object (view, "notify::visible-page", G_CALLBACK (on_visible_page), self, G_CONNECT_SWAPPED);
  return view;
}

void
crm_window_show_page (CrmWindow *self, const char *name)
{
  const CrmPageEntry *entry = crm_page_table_find (name);
  GtkWidget *view;

  if (entry == NULL || self->context == NULL)
    return;
  view = gtk_stack_get_child_by_name (self->page_stack, entry->name);
  if (view == NULL)
    {
      view = create_view (self, entry);
      gtk_stack_add_named (self->page_stack, view, entry->name);
    }
  gtk_stack_set_visible_child (self->page_stack, view);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  crm_sidebar_set_page (self->sidebar, entry->name);
  g_settings_set_string (self->settings, "page", entry->name);
  on_visible_page (self);
  /* The sidebar has no row that could keep the focus. */
  if (entry->place == CRM_PAGE_PLACE_MENU)
    crm_page_take_focus (crm_window_get_page (self));
}

void
crm_window_show_view (CrmWindow *self, const char *name, const char *id)
{
  CrmPage *page;

  crm_window_show_page (self, name);
  while (crm_window_get_view (self) != NULL && adw_navigation_view_pop (crm_window_get_view (self)))
    ;
  page = crm_window_get_page (self);
  if (page != NULL)
    crm_page_show_view (page, id);
}

static void
on_view_setting (CrmWindow *self)
{
  for (const CrmViewPlace *place = crm_view_places; place->kind != NULL; place++)
    {
      g_autofree char *id = g_settings_get_string (self->settings, place->setting);

      crm_sidebar_set_view (self->sidebar, place->page, id);
    }
}

static void
watch_view_settings (CrmWindow *self)
{
  for (const CrmViewPlace *place = crm_view_places; place->kind != NULL; place++)
    {
      g_autofree char *signal = g_strconcat ("changed::", place->setting, NULL);

      g_signal_connect_object (self->settings, signal, G_CALLBACK (on_view_setting), self, G_CONNECT_SWAPPED);
    }
  on_view_setting (self);
}

/* What is taken out with the focus in it is kept by the toolkit (seen in GTK 4.18: a second removal in the same frame forgets to release the
 * first), and with it the file. The focus goes first. */
static void
leave_pages (CrmWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->page_stack)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
remove_pages (CrmWindow *self)
{
  gtk_stack_set_visible_child_name (self->page_stack, "opening");
  for (guint i = 0; crm_page_table[i].name != NULL; i++)
    {
      GtkWidget *view = gtk_stack_get_child_by_name (self->page_stack, crm_page_table[i].name);

      if (view != NULL)
        gtk_stack_remove (self->page_stack, view);
    }
}

/* ── the file ─────────────────────────────────────────────────────────────────────────────── */

static void
on_workspace_changed (CrmWindow *self)
{
  const char *company = crm_workspace_get_company (self->workspace);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self->sidebar), *company != '\0' ? company : _ ("Clientele"));
  update_title (self);
  crm_window_update_banners (self);
}

static DexFuture *
on_load_failed (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  crm_window_fail (CRM_WINDOW (data), error);
  return NULL;
}

static void
on_today_changed (CrmWindow *self)
{
  crm_sidebar_set_count (self->sidebar, "today", crm_today_reading_get_count (crm_context_get_today (self->context)));
}

/* What is still on its way from the file must not be taken for the next one's. */
static void
let_go_of_context (CrmWindow *self)
{
  crm_window_unwatch_engine (self);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  if (self->context != NULL)
    {
      g_signal_handlers_disconnect_by_data (crm_context_get_store (self->context), self);
      g_signal_handlers_disconnect_by_data (crm_context_get_today (self->context), self);
    }
  g_clear_object (&self->workspace);
  g_clear_object (&self->context);
  self->undoing = FALSE;
}

CrmStore *
crm_window_get_store (CrmWindow *self)
{
  g_return_val_if_fail (CRM_IS_WINDOW (self), NULL);

  return self->context != NULL ? crm_context_get_store (self->context) : NULL;
}

void
crm_window_set_context (CrmWindow *self, CrmContext *context)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_WINDOW (self));
  g_return_if_fail (context == NULL || CRM_IS_CONTEXT (context));

  adw_toast_overlay_dismiss_all (self->toast_overlay);
  leave_pages (self);
  remove_pages (self);
  let_go_of_context (self);
  g_set_object (&self->context, context);
  g_clear_pointer (&self->read_only_reason, g_free);
  crm_window_watch_store (self);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self->sidebar), _ ("Clientele"));
  crm_sidebar_set_count (self->sidebar, "today", 0);
  crm_sidebar_set_views (self->sidebar, context != NULL ? crm_context_get_views (context) : NULL);
  on_visible_page (self);
  if (context == NULL)
    return;
  self->read_only_reason = crm_store_dup_read_only_reason (crm_context_get_store (context));
  crm_window_watch_engine (self);
  self->workspace = g_object_ref (crm_context_get_workspace (context));
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  dex_future_disown (dex_future_catch (crm_workspace_load (self->workspace), on_load_failed, g_object_ref (self), g_object_unref));
  name = g_settings_get_string (self->settings, "page");
  g_signal_connect_object (crm_context_get_today (context), "changed", G_CALLBACK (on_today_changed), self, G_CONNECT_SWAPPED);
  on_today_changed (self);
  gtk_stack_set_visible_child_name (self->stack, "main");
  crm_window_show_page (self, crm_page_table_find (name) != NULL ? name : crm_page_table[0].name);
  /* Whoever comes to work has the keys for it. */
  if (g_str_equal (gtk_stack_get_visible_child_name (self->page_stack), "today"))
    crm_page_take_focus (crm_window_get_page (self));
}

/* Most files are open before their window is seen. */
static void
fill_opening_place (CrmWindow *self)
{
  if (self->context == NULL && adw_bin_get_child (self->opening_place) == NULL)
    adw_bin_set_child (self->opening_place, GTK_WIDGET (crm_opening_page_new (self->opening)));
}

void
crm_window_show_opening (CrmWindow *self, const char *what)
{
  g_return_if_fail (CRM_IS_WINDOW (self));

  crm_window_set_context (self, NULL);
  g_set_str (&self->opening, what);
  adw_bin_set_child (self->opening_place, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill_opening_place (self);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "main");
}

void
crm_window_show_start (CrmWindow *self)
{
  g_return_if_fail (CRM_IS_WINDOW (self));

  crm_window_set_context (self, NULL);
  if (adw_bin_get_child (self->start_place) == NULL)
    adw_bin_set_child (self->start_place, g_object_new (CRM_TYPE_START_PAGE, NULL));
  gtk_stack_set_visible_child_name (self->stack, "start");
}

void
crm_window_show_problem (CrmWindow *self, const char *path, const GError *error)
{
  g_return_if_fail (CRM_IS_WINDOW (self));

  crm_window_set_context (self, NULL);
  if (adw_bin_get_child (self->problem_place) == NULL)
    adw_bin_set_child (self->problem_place, g_object_new (CRM_TYPE_PROBLEM_PAGE, NULL));
  crm_problem_page_show (CRM_PROBLEM_PAGE (adw_bin_get_child (self->problem_place)), path, error);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

void
crm_window_open_record (CrmWindow *self, const CrmKind *kind, const CrmId *id, GListModel *list, guint position)
{
  CrmPage *page;

  g_return_if_fail (CRM_IS_WINDOW (self) && kind != NULL && id != NULL);

  if (self->context == NULL)
    return;
  page = crm_page_table_new_record_page (self->context, kind, id, list, position);
  if (page == NULL)
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->page_stack), crm_page_table_get_home (kind)) != 0)
    crm_window_show_page (self, crm_page_table_get_home (kind));
  push_page (self, page);
}

/* ── focus ────────────────────────────────────────────────────────────────────────────────── */

/* A dialog that closes gives the focus back to where it came from, which may be a page that has been left, and one whose layout changes with the width of the window
 * may lose it: then nobody has it, and the keys do nothing. */
static gboolean
on_no_focus (gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  CrmPage *page = crm_window_get_page (self);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  self->focus_source = 0;
  if (focus == NULL && dialog == NULL && page != NULL && gtk_widget_get_mapped (GTK_WIDGET (page)))
    crm_page_take_focus (page);
  else if (focus != NULL && dialog != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog)) && gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog)) && !gtk_widget_get_mapped (focus))
    gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* As with pages: see leave_pages (). */
static void
leave_closing_dialog (CrmWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *dialog = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) : NULL;
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));

  if (dialog == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr (GtkWidget) open = g_list_model_get_item (dialogs, i);

      if (open == dialog)
        return;
    }
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static gboolean
on_dialog_shown (gpointer data)
{
  CrmWindow *self = CRM_WINDOW (data);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  self->dialog_source = 0;
  /* What has it already may also have a selection. */
  if (self->first_focus != NULL && gtk_widget_get_mapped (self->first_focus) && (focus == NULL || (focus != self->first_focus && !gtk_widget_is_ancestor (focus, self->first_focus))))
    gtk_widget_grab_focus (self->first_focus);
  g_clear_weak_pointer (&self->first_focus);
  return G_SOURCE_REMOVE;
}

static void
on_first_focus_mapped (CrmWindow *self, GtkWidget *wanted)
{
  g_signal_handlers_disconnect_by_func (wanted, on_first_focus_mapped, self);
  g_set_weak_pointer (&self->first_focus, wanted);
  if (self->dialog_source == 0)
    self->dialog_source = g_idle_add (on_dialog_shown, self);
}

/* In a narrow window a dialog lies at the bottom, and the toolkit begins there with the first button, whatever the dialog says (seen in libadwaita 1.7). */
static void
begin_dialog (CrmWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  GtkWidget *wanted = dialog != NULL ? adw_dialog_get_focus (dialog) : NULL;

  if (wanted == NULL || gtk_widget_get_mapped (wanted) || g_object_get_data (G_OBJECT (dialog), "crm-begun") != NULL)
    return;
  g_object_set_data (G_OBJECT (dialog), "crm-begun", dialog);
  g_signal_connect_object (wanted, "map", G_CALLBACK (on_first_focus_mapped), self, G_CONNECT_SWAPPED);
}

static void
look_for_focus (CrmWindow *self)
{
  if (self->context != NULL && self->focus_source == 0)
    self->focus_source = g_idle_add (on_no_focus, self);
}

/* GTK leaves the focus, and so the keys, with what is not shown any more. */
static void
on_focus (CrmWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (self->focused != NULL)
    g_signal_handlers_disconnect_by_func (self->focused, look_for_focus, self);
  g_set_weak_pointer (&self->focused, focus);
  if (focus != NULL)
    g_signal_connect_object (focus, "unmap", G_CALLBACK (look_for_focus), self, G_CONNECT_SWAPPED);
  else
    look_for_focus (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_window_constructed (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  G_OBJECT_CLASS (crm_window_parent_class)->constructed (object);

  /* One window's size is where the next one begins, not what another takes on. */
  watch_view_settings (self);
  g_settings_bind (self->settings, "width", self, "default-width", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  g_settings_bind (self->settings, "height", self, "default-height", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  g_settings_bind (self->settings, "maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
  adw_navigation_split_view_set_collapsed (self->split_view, !g_settings_get_boolean (self->settings, "sidebar"));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  crm_window_update_actions (self);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (leave_closing_dialog), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (on_focus), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (begin_dialog), NULL);
}

static void
crm_window_dispose (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  let_go_of_context (self);
  g_clear_object (&self->undo_toast);
  g_clear_object (&self->dialog);
  g_clear_weak_pointer (&self->error_dialog);
  g_clear_weak_pointer (&self->quit_dialog);
  g_clear_weak_pointer (&self->help);
  g_clear_weak_pointer (&self->focused);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_WINDOW);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_handle_id (&self->dialog_source, g_source_remove);
  g_clear_weak_pointer (&self->first_focus);

  G_OBJECT_CLASS (crm_window_parent_class)->dispose (object);
}

static void
crm_window_map (GtkWidget *widget)
{
  fill_opening_place (CRM_WINDOW (widget));

  GTK_WIDGET_CLASS (crm_window_parent_class)->map (widget);
}

static gboolean
crm_window_close_request (GtkWindow *window)
{
  if (crm_window_asks_before_quitting (CRM_WINDOW (window)))
    return TRUE;
  /* A window that is hidden with the focus inside keeps itself, as pages do: see leave_pages (). */
  gtk_window_set_focus (window, NULL);
  return GTK_WINDOW_CLASS (crm_window_parent_class)->close_request (window);
}

static void
crm_window_finalize (GObject *object)
{
  CrmWindow *self = CRM_WINDOW (object);

  g_clear_object (&self->settings);
  g_free (self->read_only_reason);
  g_free (self->opening);

  G_OBJECT_CLASS (crm_window_parent_class)->finalize (object);
}

static void
crm_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROP_SETTINGS)
    CRM_WINDOW (object)->settings = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_window_class_init (CrmWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = crm_window_constructed;
  object_class->dispose = crm_window_dispose;
  object_class->finalize = crm_window_finalize;
  object_class->set_property = crm_window_set_property;
  widget_class->map = crm_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = crm_window_close_request;

  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CRM_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/crm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, start_place);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, problem_place);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, page_stack);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, opening_place);
}

static void
crm_window_init (CrmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_cut_text_tell (GTK_WIDGET (self));
  crm_window_add_actions (self);
}

CrmWindow *
crm_window_new (GtkApplication *application, GSettings *settings)
{
  return g_object_new (CRM_TYPE_WINDOW, "application", application, "settings", settings, NULL);
}
