/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: topics at the side, found by their titles, and the one chosen. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/help/crm-help-window.h"

#include "app/help/crm-help-text.h"
#include "app/help/crm-help-topic.h"
#include "core/base/crm-text-pattern.h"

#include <glib/gi18n-lib.h>

struct _CrmHelpWindow
{
  AdwWindow parent_instance;

  /* borrowed */
  GtkWindow *owner;

  /* template */
  AdwToastOverlay *toast_overlay;
  AdwNavigationSplitView *split_view;
  GtkSearchEntry *search_entry;
  GtkListBox *list;
  AdwNavigationPage *content_page;
  GtkScrolledWindow *scroller;
  CrmHelpText *text;
};

G_DEFINE_FINAL_TYPE (CrmHelpWindow, crm_help_window, ADW_TYPE_WINDOW)

/* ── topics ───────────────────────────────────────────────────────────────────────────────── */

static const char *
get_topic (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "topic");
}

static const char *
get_title (GtkListBoxRow *row)
{
  return gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

static void
add_topic (CrmHelpWindow *self, const char *topic)
{
  g_autofree char *text = crm_help_topic_dup_text (topic, NULL);
  g_autofree char *title = text != NULL ? crm_help_topic_dup_title (text) : NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data (G_OBJECT (row), "topic", (gpointer)topic);
  gtk_list_box_append (self->list, row);
}

static void
on_row_selected (CrmHelpWindow *self, GtkListBoxRow *row)
{
  g_autofree char *text = row != NULL ? crm_help_topic_dup_text (get_topic (row), NULL) : NULL;

  g_assert (CRM_IS_HELP_WINDOW (self));

  if (text == NULL)
    return;
  crm_help_text_set_markdown (self->text, text);
  adw_navigation_page_set_title (self->content_page, get_title (row));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
on_row_activated (CrmHelpWindow *self)
{
  g_assert (CRM_IS_HELP_WINDOW (self));

  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* By the title, by pinyin too. */
static gboolean
fits (GtkListBoxRow *row, gpointer data)
{
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (gtk_editable_get_text (GTK_EDITABLE (CRM_HELP_WINDOW (data)->search_entry)));
  g_autoptr (GArray) ranges = NULL;

  if (crm_text_pattern_is_empty (pattern))
    return TRUE;
  ranges = crm_text_pattern_find (pattern, get_title (row));
  return ranges != NULL;
}

static void
on_search_changed (CrmHelpWindow *self)
{
  g_assert (CRM_IS_HELP_WINDOW (self));

  gtk_list_box_invalidate_filter (self->list);
}

static void
on_search_activate (CrmHelpWindow *self)
{
  g_assert (CRM_IS_HELP_WINDOW (self));

  for (int i = 0; crm_help_topics[i] != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (!fits (row, self))
        continue;
      gtk_list_box_select_row (self->list, row);
      on_row_activated (self);
      return;
    }
}

/* ── what the text offers ─────────────────────────────────────────────────────────────────── */

static void
say (CrmHelpWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmHelpWindow) self = CRM_HELP_WINDOW (data);
  g_autoptr (GError) error = NULL;

  if (self->toast_overlay == NULL)
    return;
  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    say (self, _ ("Sample saved. Import it to try it out"));
  else
    say (self, error->message);
}

static void
on_place_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmHelpWindow) self = CRM_HELP_WINDOW (data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autoptr (GBytes) sample = crm_help_topic_load_sample (g_object_get_data (object, "sample"));

  if (file != NULL && sample != NULL)
    g_file_replace_contents_bytes_async (file, sample, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written, g_object_ref (self));
}

static void
save_sample (CrmHelpWindow *self, const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Save Sample"));
  gtk_file_dialog_set_initial_name (dialog, name);
  g_object_set_data_full (G_OBJECT (dialog), "sample", g_strdup (name), g_free);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, on_place_chosen, g_object_ref (self));
}

static void
on_link (CrmHelpWindow *self, const char *target)
{
  g_assert (CRM_IS_HELP_WINDOW (self));

  if (g_str_has_suffix (target, ".md"))
    {
      g_autofree char *topic = g_strndup (target, strlen (target) - strlen (".md"));

      crm_help_window_show_topic (self, topic);
    }
  else if (g_str_has_prefix (target, "sample:"))
    {
      save_sample (self, target + strlen ("sample:"));
    }
  else if (g_str_has_prefix (target, "action:") && self->owner != NULL)
    {
      gtk_window_present (self->owner);
      gtk_widget_activate_action (GTK_WIDGET (self->owner), target + strlen ("action:"), NULL);
    }
  else if (g_str_has_prefix (target, "https://"))
    {
      g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (target);

      gtk_uri_launcher_launch (launcher, GTK_WINDOW (self), NULL, NULL, NULL);
    }
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmHelpWindow *self = CRM_HELP_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
crm_help_window_dispose (GObject *object)
{
  g_clear_weak_pointer (&CRM_HELP_WINDOW (object)->owner);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_HELP_WINDOW);

  G_OBJECT_CLASS (crm_help_window_parent_class)->dispose (object);
}

static void
crm_help_window_class_init (CrmHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_help_window_dispose;

  g_type_ensure (CRM_TYPE_HELP_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/help/crm-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmHelpWindow, text);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "help.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
crm_help_window_init (CrmHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; crm_help_topics[i] != NULL; i++)
    add_topic (self, crm_help_topics[i]);
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
}

CrmHelpWindow *
crm_help_window_new (GtkWindow *owner)
{
  CrmHelpWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (owner), NULL);

  self = g_object_new (CRM_TYPE_HELP_WINDOW, "application", gtk_window_get_application (owner), NULL);
  g_set_weak_pointer (&self->owner, owner);
  g_signal_connect_object (owner, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_help_window_show_topic (CrmHelpWindow *self, const char *topic)
{
  g_return_if_fail (CRM_IS_HELP_WINDOW (self) && topic != NULL);

  for (int i = 0; crm_help_topics[i] != NULL; i++)
    if (g_str_equal (crm_help_topics[i], topic))
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, i));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}
