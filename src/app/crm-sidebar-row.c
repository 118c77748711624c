/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page in the sidebar, or a saved view. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-sidebar-row.h"

#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-row-dragging.h"

#include <glib/gi18n-lib.h>

struct _CrmSidebarRow
{
  GtkListBoxRow parent_instance;

  /* owned */
  char *action;
  char *target;
  guint n;
  guint place;

  /* template */
  GtkImage *icon;
  GtkLabel *label;
  GtkLabel *count;
};

enum
{
  MOVE,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmSidebarRow, crm_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

/* ── the row of a view ────────────────────────────────────────────────────────────────────── */

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, g_variant_get_int32 (parameter));
}

static GMenuModel *
make_menu (GtkWidget *widget)
{
  g_autoptr (GMenuItem) unpin = NULL;
  GMenu *menu;

  if (crm_sidebar_row_is_page (CRM_SIDEBAR_ROW (widget)))
    return NULL;
  menu = g_menu_new ();
  g_menu_append (menu, _ ("Move _Up"), "sidebar-row.move(-1)");
  g_menu_append (menu, _ ("Move _Down"), "sidebar-row.move(1)");
  unpin = g_menu_item_new (_ ("_Take out of the Sidebar"), NULL);
  g_menu_item_set_action_and_target (unpin, "win.unpin-view", "s", CRM_SIDEBAR_ROW (widget)->target);
  g_menu_append_item (menu, unpin);
  return G_MENU_MODEL (menu);
}

/* A name that is cut short. */
static gboolean
on_query_tooltip (CrmSidebarRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, gtk_label_get_label (self->label));
  return pango_layout_is_ellipsized (gtk_label_get_layout (self->label));
}

static gboolean
may_move (GtkWidget *row)
{
  return !crm_sidebar_row_is_page (CRM_SIDEBAR_ROW (row));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_sidebar_row_finalize (GObject *object)
{
  CrmSidebarRow *self = CRM_SIDEBAR_ROW (object);

  g_free (self->action);
  g_free (self->target);

  G_OBJECT_CLASS (crm_sidebar_row_parent_class)->finalize (object);
}

static void
crm_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (crm_sidebar_row_parent_class)->dispose (object);
}

static void
crm_sidebar_row_class_init (CrmSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_sidebar_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_sidebar_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/crm-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebarRow, label);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebarRow, count);

  signals[MOVE] = g_signal_new ("move", CRM_TYPE_SIDEBAR_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", CRM_TYPE_SIDEBAR_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_SIDEBAR_ROW);
  /* With a parameter it is nothing that assistive technology takes for what a click on the row does. */
  gtk_widget_class_install_action (widget_class, "sidebar-row.move", "i", move_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "sidebar-row.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "sidebar-row.move", "i", 1);
  crm_menu_popup_class_bind_keys (widget_class, make_menu);
}

static void
crm_sidebar_row_init (CrmSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
update_name (CrmSidebarRow *self)
{
  g_autofree char *count = g_strdup_printf ("%'u", self->n);
  const char *title = gtk_label_get_label (self->label);
  g_autofree char *name = self->n > 0 ? g_strdup_printf ("%s, %s", title, count) : g_strdup (title);

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), self->n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
crm_sidebar_row_new (const char *action, const char *target, const char *title, const char *icon_name)
{
  CrmSidebarRow *self;

  g_return_val_if_fail (action != NULL && target != NULL && title != NULL, NULL);

  self = g_object_new (CRM_TYPE_SIDEBAR_ROW, NULL);
  self->action = g_strdup (action);
  self->target = g_strdup (target);
  gtk_image_set_from_icon_name (self->icon, icon_name);
  crm_sidebar_row_set_title (self, title);
  if (!crm_sidebar_row_is_page (self))
    {
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
      g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
      crm_menu_popup_attach (GTK_WIDGET (self), make_menu);
      crm_row_dragging_add (GTK_WIDGET (self), GTK_WIDGET (self), may_move);
    }
  return GTK_WIDGET (self);
}

void
crm_sidebar_row_set_title (CrmSidebarRow *self, const char *title)
{
  g_return_if_fail (CRM_IS_SIDEBAR_ROW (self) && title != NULL);

  gtk_label_set_label (self->label, title);
  update_name (self);
}

gboolean
crm_sidebar_row_is (CrmSidebarRow *self, const char *action, const char *target)
{
  g_return_val_if_fail (CRM_IS_SIDEBAR_ROW (self), FALSE);

  return g_strcmp0 (self->action, action) == 0 && g_strcmp0 (self->target, target) == 0;
}

gboolean
crm_sidebar_row_is_page (CrmSidebarRow *self)
{
  g_return_val_if_fail (CRM_IS_SIDEBAR_ROW (self), FALSE);

  return g_str_equal (self->action, "win.page");
}

void
crm_sidebar_row_activate (CrmSidebarRow *self)
{
  g_return_if_fail (CRM_IS_SIDEBAR_ROW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), self->action, "s", self->target);
}

void
crm_sidebar_row_set_place (CrmSidebarRow *self, guint place)
{
  g_return_if_fail (CRM_IS_SIDEBAR_ROW (self));

  self->place = place;
}

guint
crm_sidebar_row_get_place (CrmSidebarRow *self)
{
  g_return_val_if_fail (CRM_IS_SIDEBAR_ROW (self), 0);

  return self->place;
}

const char *
crm_sidebar_row_get_target (CrmSidebarRow *self)
{
  g_return_val_if_fail (CRM_IS_SIDEBAR_ROW (self), NULL);

  return self->target;
}

void
crm_sidebar_row_set_count (CrmSidebarRow *self, guint count)
{
  g_return_if_fail (CRM_IS_SIDEBAR_ROW (self));

  self->n = count;
  update_name (self);
}
