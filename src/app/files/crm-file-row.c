/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one row for a file kept with a customer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/files/crm-file-row.h"

#include "app/files/crm-file-icon.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

struct _CrmFileRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *subtitle;
  GMenuModel *menu;

  /* owned */
  CrmRecord *attachment;
};

enum
{
  ACT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFileRow, crm_file_row, GTK_TYPE_LIST_BOX_ROW)

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACT], 0, name);
}

static GMenuModel *
dup_menu (GtkWidget *widget)
{
  return g_object_ref (CRM_FILE_ROW (widget)->menu);
}

static void
crm_file_row_dispose (GObject *object)
{
  CrmFileRow *self = CRM_FILE_ROW (object);

  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_FILE_ROW);
  g_clear_pointer (&self->attachment, crm_record_unref);

  G_OBJECT_CLASS (crm_file_row_parent_class)->dispose (object);
}

static void
crm_file_row_class_init (CrmFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const actions[] = { "file.open", "file.save", "file.rename", "file.remove" };

  G_OBJECT_CLASS (klass)->dispose = crm_file_row_dispose;

  /* act (name: string) */
  signals[ACT] = g_signal_new ("act", CRM_TYPE_FILE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/files/crm-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, name);
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmFileRow, menu);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, act_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "file.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "file.save", NULL);
  /* The menu names the keys bound last. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "file.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "file.remove", NULL);
  crm_menu_popup_class_bind_keys (widget_class, dup_menu);
}

static void
crm_file_row_init (CrmFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_menu_popup_attach (GTK_WIDGET (self), dup_menu);
}

GtkWidget *
crm_file_row_new (void)
{
  return g_object_new (CRM_TYPE_FILE_ROW, NULL);
}

static char *
dup_tooltip (const CrmRecord *attachment, const char *name, gint64 created, CrmClock *clock)
{
  const char *media_type = crm_record_get_text (attachment, CRM_ATTACHMENT_MEDIA_TYPE);
  g_autofree char *content_type = media_type != NULL ? g_content_type_from_mime_type (media_type) : NULL;
  g_autofree char *type = content_type != NULL ? g_content_type_get_description (content_type) : NULL;
  g_autofree char *time = created > 0 ? crm_date_time_format (created, crm_clock_get_zone (clock)) : NULL;
  GString *text = g_string_new (name);

  if (type != NULL)
    g_string_append_printf (text, "\n%s", type);
  if (time != NULL)
    /* Translators: when a file was added. */
    g_string_append_printf (text, _ ("\nadded %s"), time);
  return g_string_free_and_steal (text);
}

void
crm_file_row_set (CrmFileRow *self, CrmRecord *attachment, CrmClock *clock)
{
  const char *name;
  gint64 created;
  CrmDate day, today;
  g_autofree char *size = NULL, *date = NULL, *subtitle = NULL, *label = NULL, *tooltip = NULL;

  g_return_if_fail (CRM_IS_FILE_ROW (self) && attachment != NULL && attachment->kind == &crm_kind_attachment);

  crm_record_ref (attachment);
  g_clear_pointer (&self->attachment, crm_record_unref);
  self->attachment = attachment;
  name = crm_record_get_title (attachment) != NULL ? crm_record_get_title (attachment) : "";
  created = crm_record_get_created (attachment);
  day = crm_date_time_to_local (created, crm_clock_get_zone (clock), NULL);
  today = crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL);
  size = g_format_size ((guint64)MAX (crm_record_get_integer (attachment, CRM_ATTACHMENT_SIZE, 0), 0));
  date = created > 0 && day != CRM_DATE_NONE ? crm_date_format_relative (day, today) : NULL;
  subtitle = date != NULL ? g_strdup_printf ("%s · %s", size, date) : g_strdup (size);
  label = g_strdup_printf ("%s, %s", name, subtitle);
  tooltip = dup_tooltip (attachment, name, created, clock);
  gtk_image_set_from_icon_name (self->icon, crm_file_icon_get_name (crm_record_get_text (attachment, CRM_ATTACHMENT_MEDIA_TYPE), name));
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

CrmRecord *
crm_file_row_get_attachment (CrmFileRow *self)
{
  g_return_val_if_fail (CRM_IS_FILE_ROW (self), NULL);

  return self->attachment;
}
