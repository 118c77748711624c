/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real program with an ear: on its standard input it is told where to go, in no language, and says what every widget that is shown shows. WATCHED_FROM_RIGHT mirrors it. */

#define G_LOG_DOMAIN "watched-clientele"

#include "config.h"

#include "app/crm-application.h"
#include "app/widgets/crm-text-cell.h"

#include <adwaita.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libdex.h>
#include <locale.h>
#include <stdio.h>

static char *
dup_name (gpointer widget)
{
  return g_strdup_printf ("%p", widget);
}

/* ── what is shown ────────────────────────────────────────────────────────────────────────── */

static gboolean
is_window (GtkWidget *widget)
{
  return GTK_IS_NATIVE (widget);
}

/* Where a window or a popover begins on the screen's first window, whose own place is not asked for. */
static graphene_point_t
find_origin (GtkNative *native)
{
  GdkSurface *surface = gtk_native_get_surface (native);
  graphene_point_t origin = GRAPHENE_POINT_INIT (0, 0);
  double x, y;

  gtk_native_get_surface_transform (native, &x, &y);
  origin = GRAPHENE_POINT_INIT ((float)x, (float)y);
  while (GDK_IS_POPUP (surface))
    {
      origin.x += (float)gdk_popup_get_position_x (GDK_POPUP (surface));
      origin.y += (float)gdk_popup_get_position_y (GDK_POPUP (surface));
      surface = gdk_popup_get_parent (GDK_POPUP (surface));
    }
  return origin;
}

/* What of it can be seen: the rest is scrolled away or cut off. */
static graphene_rect_t
find_visible (GtkWidget *widget, GtkWidget *native)
{
  graphene_rect_t visible, around;

  if (!gtk_widget_compute_bounds (widget, native, &visible))
    return *graphene_rect_zero ();
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL && above != native; above = gtk_widget_get_parent (above))
    if (gtk_widget_get_overflow (above) == GTK_OVERFLOW_HIDDEN && gtk_widget_compute_bounds (above, native, &around))
      if (!graphene_rect_intersection (&visible, &around, &visible))
        return *graphene_rect_zero ();
  return visible;
}

static void
add_rectangle (JsonBuilder *builder, const char *name, const graphene_rect_t *rectangle, const graphene_point_t *origin)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, (double)(rectangle->origin.x + origin->x));
  json_builder_add_double_value (builder, (double)(rectangle->origin.y + origin->y));
  json_builder_add_double_value (builder, (double)rectangle->size.width);
  json_builder_add_double_value (builder, (double)rectangle->size.height);
  json_builder_end_array (builder);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  if (!value)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, TRUE);
}

/* Borrowed: the text that it draws itself. */
static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  if (CRM_IS_TEXT_CELL (widget))
    return crm_text_cell_get_text (CRM_TEXT_CELL (widget));
  return NULL;
}

static void
add_widget (JsonBuilder *builder, GtkWidget *widget, GtkWidget *native, const char *parent)
{
  g_autofree char *name = dup_name (widget), *classes = NULL;
  g_auto (GStrv) all = gtk_widget_get_css_classes (widget);
  graphene_rect_t bounds = *graphene_rect_zero (), visible = find_visible (widget, native);
  graphene_point_t origin = find_origin (GTK_NATIVE (native));

  (void)!gtk_widget_compute_bounds (widget, native, &bounds);
  classes = g_strjoinv (" ", all);
  json_builder_begin_object (builder);
  add_string (builder, "id", name);
  add_string (builder, "in", parent);
  add_string (builder, "type", G_OBJECT_TYPE_NAME (widget));
  add_string (builder, "css", gtk_widget_get_css_name (widget));
  add_string (builder, "classes", classes);
  add_string (builder, "text", get_text (widget));
  add_string (builder, "tooltip", gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_IMAGE (widget) && gtk_image_get_storage_type (GTK_IMAGE (widget)) == GTK_IMAGE_ICON_NAME)
    add_string (builder, "icon", gtk_image_get_icon_name (GTK_IMAGE (widget)));
  if (GTK_IS_ACTIONABLE (widget))
    add_string (builder, "action", gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)));
  add_rectangle (builder, "bounds", &bounds, &origin);
  add_rectangle (builder, "visible", &visible, &origin);
  add_flag (builder, "sensitive", gtk_widget_is_sensitive (widget));
  add_flag (builder, "focusable", gtk_widget_get_focusable (widget) && gtk_widget_get_can_focus (widget));
  add_flag (builder, "ellipsized", GTK_IS_LABEL (widget) && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))));
  add_flag (builder, "rtl", gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  add_flag (builder, "scrolls", GTK_IS_SCROLLABLE (widget) && gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (widget)) != NULL && gtk_adjustment_get_upper (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (widget))) > gtk_adjustment_get_page_size (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (widget))) + 1);
  json_builder_end_object (builder);
}

static void
look_at (JsonBuilder *builder, GtkWidget *widget, GtkWidget *native, const char *parent)
{
  g_autofree char *name = dup_name (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (is_window (widget))
    native = widget;
  add_widget (builder, widget, native, parent);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_at (builder, child, native, name);
}

static void
answer (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  fprintf (stdout, "%s\n", text);
  fflush (stdout);
}

/* The window that has the keys, or the newest: what lies under a window of its own is not asked about. */
static GtkWidget *
find_top (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *top = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        top = window;
    }
  return top;
}

/* Of a dialog in the window only the dialog is looked at: what is behind it is behind a shade. */
static GtkWidget *
find_front (GtkWidget *window)
{
  AdwDialog *dialog = NULL;

  if (ADW_IS_APPLICATION_WINDOW (window))
    dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  else if (ADW_IS_WINDOW (window))
    dialog = adw_window_get_visible_dialog (ADW_WINDOW (window));
  return dialog != NULL ? GTK_WIDGET (dialog) : window;
}

static void
look (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GtkWidget *window = find_top ();
  g_autofree char *focus = window != NULL && gtk_window_get_focus (GTK_WINDOW (window)) != NULL ? dup_name (gtk_window_get_focus (GTK_WINDOW (window))) : NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "widgets");
  json_builder_begin_array (builder);
  if (window != NULL)
    look_at (builder, find_front (window), window, NULL);
  json_builder_end_array (builder);
  add_string (builder, "focus", focus);
  add_flag (builder, "active", window != NULL && gtk_window_is_active (GTK_WINDOW (window)));
  json_builder_set_member_name (builder, "window");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, window != NULL ? gtk_widget_get_width (window) : 0);
  json_builder_add_int_value (builder, window != NULL ? gtk_widget_get_height (window) : 0);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  answer (builder);
}

/* ── what is done ─────────────────────────────────────────────────────────────────────────── */

typedef gboolean (*Try) (GtkWidget *widget, gpointer data);

/* Those further in first. */
static gboolean
try_all (GtkWidget *widget, Try try, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (try_all (child, try, data))
      return TRUE;
  return try (widget, data);
}

static gboolean
try_action (GtkWidget *widget, gpointer data)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  return g_action_parse_detailed_name (data, &name, &target, NULL) && gtk_widget_activate_action_variant (widget, name, target);
}

static gboolean
try_press (GtkWidget *widget, gpointer data)
{
  g_autofree char *name = dup_name (widget);

  if (strcmp (name, data) != 0)
    return FALSE;
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
  else if (GTK_IS_LIST_BOX_ROW (widget))
    g_signal_emit_by_name (gtk_widget_get_parent (widget), "row-activated", widget);
  else
    gtk_widget_activate (widget);
  return TRUE;
}

static gboolean
try_pop_down (GtkWidget *widget, gpointer data)
{
  g_autofree char *name = dup_name (widget);

  if (GTK_IS_POPOVER (widget) && (data == NULL || strcmp (name, data) == 0))
    gtk_popover_popdown (GTK_POPOVER (widget));
  return FALSE;
}

static gboolean
try_focus (GtkWidget *widget, gpointer data)
{
  g_autofree char *name = dup_name (widget);

  return strcmp (name, data) == 0 && gtk_widget_grab_focus (widget);
}

/* Back to the window's page, whatever is open. */
static void
close_all (void)
{
  for (guint i = 0; i < 10; i++)
    {
      GtkWidget *window = find_top (), *front;

      if (window == NULL)
        return;
      try_all (window, try_pop_down, NULL);
      front = find_front (window);
      if (ADW_IS_DIALOG (front))
        adw_dialog_force_close (ADW_DIALOG (front));
      else if (!ADW_IS_APPLICATION_WINDOW (window))
        gtk_window_destroy (GTK_WINDOW (window));
      else
        return;
    }
}

static void
open_link (const char *link)
{
  g_autoptr (GFile) file = g_file_new_for_uri (link);

  g_application_open (g_application_get_default (), &file, 1, "");
}

/* ── the Tab key ──────────────────────────────────────────────────────────────────────────── */

static guint n_released;
static gboolean is_waited_for;

static void say_focus (void);

static void
answer_released (void)
{
  if (n_released == 0 || !is_waited_for)
    return;
  n_released--;
  is_waited_for = FALSE;
  say_focus ();
}

static gboolean
on_rest (gpointer data)
{
  n_released++;
  answer_released ();
  return G_SOURCE_REMOVE;
}

/* Dialogs and popovers keep keys from the window, or not: each listens. When it is released, all that came of its being pressed has been done, but for what waits for an idle moment. */
static void
on_released (GtkEventControllerKey *controller, guint key)
{
  static GdkEvent *last;
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if ((key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab) && event != last)
    {
      g_clear_pointer (&last, gdk_event_unref);
      last = gdk_event_ref (event);
      g_idle_add_full (G_PRIORITY_LOW, on_rest, NULL, NULL);
    }
}

static void
listen_to_keys (GtkWidget *window)
{
  GtkEventController *keys;

  if (g_object_get_data (G_OBJECT (window), "listened-to") != NULL)
    return;
  g_object_set_data (G_OBJECT (window), "listened-to", window);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-released", G_CALLBACK (on_released), NULL);
  gtk_widget_add_controller (window, keys);
}

static void
say_focus (void)
{
  GtkWidget *window = find_top (), *focus = window != NULL ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;

  fprintf (stdout, "\"%p\"\n", (gpointer)focus);
  fflush (stdout);
}

static void
say_done (gboolean done)
{
  fprintf (stdout, "%s\n", done ? "true" : "false");
  fflush (stdout);
}

/* ── light and dark ───────────────────────────────────────────────────────────────────────── */

static void
on_drawn (GdkFrameClock *clock, guint *frames)
{
  if (--*frames > 0)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      return;
    }
  g_signal_handlers_disconnect_by_func (clock, on_drawn, frames);
  say_done (TRUE);
}

/* Answers when a frame was drawn after the one that may have been under way. */
static void
wear (const char *appearance, GtkWidget *window)
{
  static guint frames;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), g_str_equal (appearance, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  frames = 2;
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_drawn), &frames);
  gtk_widget_queue_draw (window);
}

static void
obey (char *line)
{
  char *space = strchr (line, ' ');
  const char *rest = space != NULL ? space + 1 : "";
  GtkWidget *top = find_top ();

  if (space != NULL)
    *space = '\0';
  if (strcmp (line, "look") == 0)
    look ();
  else if (strcmp (line, "where") == 0)
    {
      if (top != NULL)
        {
          listen_to_keys (top);
          listen_to_keys (find_front (top));
          if (gtk_window_get_focus (GTK_WINDOW (top)) != NULL)
            listen_to_keys (GTK_WIDGET (gtk_widget_get_native (gtk_window_get_focus (GTK_WINDOW (top)))));
        }
      n_released = 0;
      say_focus ();
    }
  else if (strcmp (line, "next") == 0)
    {
      is_waited_for = TRUE;
      answer_released ();
    }
  else if (strcmp (line, "act") == 0)
    say_done (top != NULL && (try_all (find_front (top), try_action, (gpointer)rest)));
  else if (strcmp (line, "press") == 0)
    say_done (top != NULL && try_all (top, try_press, (gpointer)rest));
  else if (strcmp (line, "focus") == 0)
    say_done (top != NULL && try_all (top, try_focus, (gpointer)rest));
  else if (strcmp (line, "popdown") == 0)
    say_done (top != NULL && !try_all (top, try_pop_down, (gpointer)rest));
  else if (strcmp (line, "close") == 0)
    {
      close_all ();
      say_done (TRUE);
    }
  else if (strcmp (line, "wear") == 0 && top != NULL)
    wear (rest, top);
  else if (strcmp (line, "open") == 0)
    {
      open_link (rest);
      say_done (TRUE);
    }
  else
    say_done (FALSE);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  GDataInputStream *stream = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (stream, result, NULL, NULL);

  if (line == NULL)
    return;
  obey (line);
  g_data_input_stream_read_line_async (stream, G_PRIORITY_LOW, NULL, on_line, NULL);
}

static void
on_startup (void)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);

  if (g_getenv ("WATCHED_FROM_RIGHT") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_LOW, NULL, on_line, NULL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (CrmApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("CLIENTELE_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = crm_application_new ();
  dex_init ();
  g_signal_connect_after (application, "startup", G_CALLBACK (on_startup), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
