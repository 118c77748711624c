/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart with its title and a menu to copy and save it, or to see its values as a table. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart.h"

#include "app/charts/crm-chart-canvas.h"
#include "app/charts/crm-chart-export.h"
#include "app/charts/crm-chart-table-view.h"
#include "app/charts/crm-chart-table.h"
#include "app/crm-page.h"
#include "app/widgets/crm-menu-popup.h"

#include <glib/gi18n-lib.h>

struct _CrmChart
{
  GtkWidget parent_instance;

  /* owned */
  CrmChartData *data;

  /* template */
  GtkWidget *body;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkBox *controls;
  GMenuModel *menu;
  GtkStack *stack;
  CrmChartCanvas *canvas;
  GtkScrolledWindow *table;

  gboolean activatable;
  gboolean show_table;
  gboolean had_focus; /* the drawing or the table, before the menu */
};

enum
{
  PROP_0,
  PROP_DATA,
  PROP_ACTIVATABLE,
  PROP_SHOW_TABLE,
  N_PROPS
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmChart, crm_chart, GTK_TYPE_WIDGET)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
update_table (CrmChart *self)
{
  gtk_scrolled_window_set_child (self->table, self->show_table && self->data != NULL ? crm_chart_table_view_new (self->data) : NULL);
  gtk_stack_set_visible_child (self->stack, self->show_table ? GTK_WIDGET (self->table) : GTK_WIDGET (self->canvas));
}

static void
update (CrmChart *self)
{
  const char *title = self->data != NULL ? crm_chart_data_get_title (self->data) : "";
  const char *subtitle = self->data != NULL ? crm_chart_data_get_subtitle (self->data) : NULL;
  g_autofree char *summary = self->data != NULL ? crm_chart_data_dup_summary (self->data) : g_strdup ("");

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary,
                                  -1);
  crm_chart_canvas_set_data (self->canvas, self->data, self->activatable);
  update_table (self);
}

static void
on_activate (CrmChartCanvas *canvas, guint series, guint category, CrmChart *self)
{
  g_assert (CRM_IS_CHART (self));

  g_signal_emit (self, signals[ACTIVATE], 0, series, category);
}

/* Whether the keyboard is in the drawing or the table. */
static gboolean
has_focus (CrmChart *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self->stack)) != NULL;
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  CrmChart *self = CRM_CHART (widget);

  self->had_focus = has_focus (self);
  return self->data != NULL ? g_object_ref (self->menu) : NULL;
}

/* ── copying and saving ───────────────────────────────────────────────────────────────────── */

static CrmPage *
get_page (CrmChart *self)
{
  return CRM_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), CRM_TYPE_PAGE));
}

static void
say (CrmChart *self, const char *text)
{
  CrmPage *page = get_page (self);

  if (page != NULL)
    crm_page_say (page, text, FALSE);
}

static void
copy_picture (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmChart *self = CRM_CHART (widget);
  g_autoptr (GdkTexture) texture = NULL;

  if (self->data == NULL)
    return;
  texture = crm_chart_export_texture (self->data, gtk_widget_get_pango_context (widget));
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  say (self, _ ("Picture copied"));
}

static void
copy_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmChart *self = CRM_CHART (widget);
  g_autoptr (CrmChartTable) table = NULL;
  g_autofree char *text = NULL;

  if (self->data == NULL)
    return;
  table = crm_chart_table_new (self->data);
  text = crm_chart_table_dup_tabbed (table);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  say (self, _ ("Table copied"));
}

typedef struct
{
  CrmChart *chart;
  CrmChartData *data;
  CrmChartFile file;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->chart);
  crm_chart_data_unref (saving->data);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;
  CrmPage *page = get_page (saving->chart);
  gboolean saved;

  if (path == NULL)
    return;
  saved = crm_chart_export (saving->data, saving->file, gtk_widget_get_pango_context (GTK_WIDGET (saving->chart)), path, &error);
  if (page == NULL)
    return;
  if (saved)
    crm_page_say_saved (page, _ ("Chart saved"), file);
  else
    crm_page_fail (page, error);
}

static void
save (CrmChart *self, CrmChartFile file)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = NULL, *name = NULL;
  Saving *saving;

  if (self->data == NULL)
    return;
  title = g_strdelimit (g_strdup (crm_chart_data_get_title (self->data)), "/\\:*?\"<>|", '-');
  name = g_strconcat (title, ".", crm_chart_file_get_suffix (file), NULL);
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (self), crm_chart_data_ref (self->data), file };
  gtk_file_dialog_set_title (dialog, _ ("Save the Chart"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, saving);
}

static void
save_png (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (CRM_CHART (widget), CRM_CHART_FILE_PNG);
}

static void
save_svg (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (CRM_CHART (widget), CRM_CHART_FILE_SVG);
}

static void
save_csv (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (CRM_CHART (widget), CRM_CHART_FILE_CSV);
}

/* GTK gives the focus of a menu that closes to what the menu is about: here, to the mark that had it. Otherwise Tab, when it has
 * come round, must find the first control and not the mark it has just left. */
static gboolean
crm_chart_grab_focus (GtkWidget *widget)
{
  CrmChart *self = CRM_CHART (widget);

  if (!self->had_focus)
    return GTK_WIDGET_CLASS (crm_chart_parent_class)->grab_focus (widget);
  self->had_focus = FALSE;
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* ── the type ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CrmChart *self = CRM_CHART (object);

  switch (id)
    {
    case PROP_DATA:
      g_value_set_boxed (value, self->data);
      break;
    case PROP_ACTIVATABLE:
      g_value_set_boolean (value, self->activatable);
      break;
    case PROP_SHOW_TABLE:
      g_value_set_boolean (value, self->show_table);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_chart_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmChart *self = CRM_CHART (object);

  switch (id)
    {
    case PROP_DATA:
      crm_chart_set_data (self, g_value_get_boxed (value));
      break;
    case PROP_ACTIVATABLE:
      crm_chart_set_activatable (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_TABLE:
      crm_chart_set_show_table (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
crm_chart_dispose (GObject *object)
{
  CrmChart *self = CRM_CHART (object);

  g_clear_pointer (&self->body, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CHART);
  g_clear_pointer (&self->data, crm_chart_data_unref);

  G_OBJECT_CLASS (crm_chart_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_DATA] = g_param_spec_boxed ("data", NULL, NULL, CRM_TYPE_CHART_DATA, flags);
  properties[PROP_ACTIVATABLE] = g_param_spec_boolean ("activatable", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_TABLE] = g_param_spec_boolean ("show-table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "chart.show-table", "show-table");
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, copy_picture);
  gtk_widget_class_install_action (widget_class, "chart.copy-table", NULL, copy_table);
  gtk_widget_class_install_action (widget_class, "chart.save-png", NULL, save_png);
  gtk_widget_class_install_action (widget_class, "chart.save-svg", NULL, save_svg);
  gtk_widget_class_install_action (widget_class, "chart.save-csv", NULL, save_csv);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_chart_class_init (CrmChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = crm_chart_get_property;
  object_class->set_property = crm_chart_set_property;
  object_class->dispose = crm_chart_dispose;
  widget_class->grab_focus = crm_chart_grab_focus;
  install_properties (object_class);
  install_actions (widget_class);

  signals[ACTIVATE] = g_signal_new ("activate", CRM_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  g_type_ensure (CRM_TYPE_CHART_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/charts/crm-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmChart, body);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, title);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, controls);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, menu);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, canvas);
  gtk_widget_class_bind_template_child (widget_class, CrmChart, table);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
crm_chart_init (CrmChart *self)
{
  self->activatable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
}

GtkWidget *
crm_chart_new (void)
{
  return g_object_new (CRM_TYPE_CHART, NULL);
}

void
crm_chart_set_data (CrmChart *self, CrmChartData *data)
{
  g_return_if_fail (CRM_IS_CHART (self));

  if (data == self->data)
    return;
  g_clear_pointer (&self->data, crm_chart_data_unref);
  self->data = data != NULL ? crm_chart_data_ref (data) : NULL;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATA]);
}

CrmChartData *
crm_chart_get_data (CrmChart *self)
{
  g_return_val_if_fail (CRM_IS_CHART (self), NULL);

  return self->data;
}

void
crm_chart_add_control (CrmChart *self, GtkWidget *control)
{
  g_return_if_fail (CRM_IS_CHART (self) && GTK_IS_WIDGET (control));

  gtk_box_append (self->controls, control);
}

void
crm_chart_set_activatable (CrmChart *self, gboolean activatable)
{
  g_return_if_fail (CRM_IS_CHART (self));

  activatable = !!activatable;
  if (activatable == self->activatable)
    return;
  self->activatable = activatable;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVATABLE]);
}

gboolean
crm_chart_get_activatable (CrmChart *self)
{
  g_return_val_if_fail (CRM_IS_CHART (self), FALSE);

  return self->activatable;
}

void
crm_chart_set_show_table (CrmChart *self, gboolean show_table)
{
  gboolean focused;

  g_return_if_fail (CRM_IS_CHART (self));

  show_table = !!show_table;
  if (show_table == self->show_table)
    return;
  self->show_table = show_table;
  focused = has_focus (self);
  update_table (self);
  if (focused)
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TABLE]);
}

gboolean
crm_chart_get_show_table (CrmChart *self)
{
  g_return_val_if_fail (CRM_IS_CHART (self), FALSE);

  return self->show_table;
}
