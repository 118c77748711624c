/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a history: what it is, about what, what became what, and when. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/history/crm-history-row.h"

struct _CrmHistoryRow
{
  GtkBox parent_instance;

  /* template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *line;
  GtkLabel *text;
  GtkLabel *aside;
};

G_DEFINE_FINAL_TYPE (CrmHistoryRow, crm_history_row, GTK_TYPE_BOX)

static void
crm_history_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_HISTORY_ROW);

  G_OBJECT_CLASS (crm_history_row_parent_class)->dispose (object);
}

static void
crm_history_row_class_init (CrmHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_history_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/history/crm-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryRow, line);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryRow, text);
  gtk_widget_class_bind_template_child (widget_class, CrmHistoryRow, aside);
}

static void
crm_history_row_init (CrmHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_history_row_new (void)
{
  return g_object_new (CRM_TYPE_HISTORY_ROW, NULL);
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
crm_history_row_set (CrmHistoryRow *self, const char *icon_name, const char *title, const char *line, const char *text, const char *aside, gboolean faded)
{
  g_autoptr (PangoAttrList) struck = faded ? pango_attr_list_new () : NULL;

  g_return_if_fail (CRM_IS_HISTORY_ROW (self));

  if (struck != NULL)
    pango_attr_list_insert (struck, pango_attr_strikethrough_new (TRUE));
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_attributes (self->title, struck);
  set_label (self->title, title);
  set_label (self->line, line);
  set_label (self->text, text);
  set_label (self->aside, aside);
}
