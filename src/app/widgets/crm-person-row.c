/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one row for a person or customer in a list. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-person-row.h"

#include "app/widgets/crm-avatar.h"

struct _CrmPersonRow
{
  GtkListBoxRow parent_instance;

  /* template */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *subtitle;
};

G_DEFINE_FINAL_TYPE (CrmPersonRow, crm_person_row, GTK_TYPE_LIST_BOX_ROW)

static void
crm_person_row_dispose (GObject *object)
{
  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PERSON_ROW);

  G_OBJECT_CLASS (crm_person_row_parent_class)->dispose (object);
}

static void
crm_person_row_class_init (CrmPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_person_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CrmPersonRow, name);
  gtk_widget_class_bind_template_child (widget_class, CrmPersonRow, subtitle);
}

static void
crm_person_row_init (CrmPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_person_row_new (void)
{
  return g_object_new (CRM_TYPE_PERSON_ROW, NULL);
}

void
crm_person_row_set (CrmPersonRow *self, const char *name, CrmNameKind kind, const char *subtitle, gboolean faded)
{
  gboolean has_subtitle = subtitle != NULL && *subtitle != '\0';
  g_autofree char *label = NULL;

  g_return_if_fail (CRM_IS_PERSON_ROW (self));

  name = name != NULL ? name : "";
  label = has_subtitle ? g_strdup_printf ("%s, %s", name, subtitle) : g_strdup (name);
  crm_avatar_set_name (self->avatar, name, kind);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->subtitle, has_subtitle ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), has_subtitle);
  gtk_widget_set_opacity (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self)), faded ? 0.55 : 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
