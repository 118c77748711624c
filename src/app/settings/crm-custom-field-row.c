/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A custom field in the list of the preferences. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-custom-field-row.h"

#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmCustomFieldRow
{
  AdwActionRow parent_instance;

  /* template */
  GtkMenuButton *menu_button;

  /* owned */
  CrmCustomField *field;
};

enum
{
  EDIT,
  REMOVE,
  MOVE,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmCustomFieldRow, crm_custom_field_row, ADW_TYPE_ACTION_ROW)

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[EDIT], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, -1);
}

static void
down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, 1);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (CRM_CUSTOM_FIELD_ROW (widget)->menu_button);
}

/* ── dragging ─────────────────────────────────────────────────────────────────────────────── */

static GdkContentProvider *
on_prepare (CrmCustomFieldRow *self, double x, double y, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, (int)x, (int)y);
  return gdk_content_provider_new_typed (CRM_TYPE_CUSTOM_FIELD_ROW, self);
}

static gboolean
on_drop (CrmCustomFieldRow *self, const GValue *value)
{
  CrmCustomFieldRow *dragged = g_value_get_object (value);

  g_assert (CRM_IS_CUSTOM_FIELD_ROW (self));

  if (dragged == NULL || dragged == self)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, dragged);
  return TRUE;
}

static void
add_dragging (CrmCustomFieldRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_CUSTOM_FIELD_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
crm_custom_field_row_dispose (GObject *object)
{
  CrmCustomFieldRow *self = CRM_CUSTOM_FIELD_ROW (object);

  g_clear_pointer (&self->field, crm_custom_field_unref);

  G_OBJECT_CLASS (crm_custom_field_row_parent_class)->dispose (object);
}

static void
crm_custom_field_row_class_init (CrmCustomFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_custom_field_row_dispose;

  signals[EDIT] = g_signal_new ("edit", CRM_TYPE_CUSTOM_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", CRM_TYPE_CUSTOM_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", CRM_TYPE_CUSTOM_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", CRM_TYPE_CUSTOM_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_CUSTOM_FIELD_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-custom-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldRow, menu_button);

  gtk_widget_class_install_action (widget_class, "custom.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "custom.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "custom.up", NULL, up_action);
  gtk_widget_class_install_action (widget_class, "custom.down", NULL, down_action);
  gtk_widget_class_install_action (widget_class, "custom.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "custom.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "custom.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "custom.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "custom.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "custom.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "custom.down", NULL);
}

static void
crm_custom_field_row_init (CrmCustomFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_dragging (self);
}

GtkWidget *
crm_custom_field_row_new (void)
{
  return g_object_new (CRM_TYPE_CUSTOM_FIELD_ROW, NULL);
}

void
crm_custom_field_row_set_field (CrmCustomFieldRow *self, CrmCustomField *field, gint64 n_values, gboolean first, gboolean last)
{
  const CrmField *type_field = &crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE];
  const char *type;
  g_autofree char *used = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (CRM_IS_CUSTOM_FIELD_ROW (self) && field != NULL);

  crm_custom_field_ref (field);
  g_clear_pointer (&self->field, crm_custom_field_unref);
  self->field = field;
  type = crm_field_get_choice_label (type_field, crm_record_get_text (field->record, CRM_CUSTOM_FIELD_TYPE));
  if (n_values > 0)
    {
      used = g_strdup_printf (ngettext ("%'u customer", "%'u customers", (gulong)n_values), (guint)n_values);
      subtitle = g_strdup_printf ("%s · %s", type, used);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), crm_custom_field_get_label (field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : type);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_custom_field_get_label (field), -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "custom.up", !first);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "custom.down", !last);
}

CrmCustomField *
crm_custom_field_row_get_field (CrmCustomFieldRow *self)
{
  g_return_val_if_fail (CRM_IS_CUSTOM_FIELD_ROW (self), NULL);

  return self->field;
}
