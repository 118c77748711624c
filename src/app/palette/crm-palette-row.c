/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command, a saved view or a record in the palette, with what matched set off. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/palette/crm-palette-row.h"

#include "core/schema/crm-schema-customers.h"

#include <adwaita.h>

#define AVATAR_SIZE 24

struct _CrmPaletteRow
{
  GtkListBoxRow parent_instance;

  /* owned */
  CrmRecord *record;
  CrmSavedView *view;

  /* borrowed, static */
  const CrmAction *action;

  /* template */
  AdwBin *picture;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *keys;
};

G_DEFINE_FINAL_TYPE (CrmPaletteRow, crm_palette_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_text (GtkLabel *label, const char *text, const CrmTextPattern *pattern)
{
  g_autoptr (GArray) ranges = crm_text_pattern_find (pattern, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const CrmTextRange *range = &g_array_index (ranges, CrmTextRange, i);
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      weight->start_index = range->start;
      weight->end_index = range->end;
      pango_attr_list_insert (attributes, weight);
    }
  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, attributes);
}

static void
crm_palette_row_finalize (GObject *object)
{
  g_clear_pointer (&CRM_PALETTE_ROW (object)->record, crm_record_unref);
  g_clear_pointer (&CRM_PALETTE_ROW (object)->view, crm_saved_view_unref);

  G_OBJECT_CLASS (crm_palette_row_parent_class)->finalize (object);
}

static void
crm_palette_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PALETTE_ROW);

  G_OBJECT_CLASS (crm_palette_row_parent_class)->dispose (object);
}

static void
crm_palette_row_class_init (CrmPaletteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_palette_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_palette_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/palette/crm-palette-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPaletteRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CrmPaletteRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmPaletteRow, detail);
  gtk_widget_class_bind_template_child (widget_class, CrmPaletteRow, keys);
}

static void
crm_palette_row_init (CrmPaletteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_palette_row_new_action (const CrmAction *action, const char *detail, const CrmTextPattern *pattern)
{
  CrmPaletteRow *self = g_object_new (CRM_TYPE_PALETTE_ROW, NULL);

  self->action = action;
  adw_bin_set_child (self->picture, gtk_image_new_from_icon_name (action->icon_name));
  set_text (self->title, crm_action_get_title (action), pattern);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  if (action->accel != NULL)
    {
      GdkModifierType modifiers;
      guint key;
      g_autofree char *label = NULL;

      gtk_accelerator_parse (action->accel, &key, &modifiers);
      label = gtk_accelerator_get_label (key, modifiers);
      gtk_label_set_label (self->keys, label);
      gtk_widget_set_visible (GTK_WIDGET (self->keys), TRUE);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, crm_action_get_title (action),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail != NULL ? detail : "",
                                  -1);
  return GTK_WIDGET (self);
}

GtkWidget *
crm_palette_row_new_record (CrmRecord *record, const char *reason, const CrmTextPattern *pattern)
{
  CrmPaletteRow *self = g_object_new (CRM_TYPE_PALETTE_ROW, NULL);
  const char *title = crm_record_get_title (record);
  const char *detail = reason;

  if (detail == NULL)
    detail = crm_record_get_text (record, CRM_CUSTOMER_CITY);
  self->record = crm_record_ref (record);
  adw_bin_set_child (self->picture, adw_avatar_new (AVATAR_SIZE, title, TRUE));
  set_text (self->title, title != NULL ? title : "", pattern);
  set_text (self->detail, detail != NULL ? detail : "", pattern);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail != NULL ? detail : "",
                                  -1);
  return GTK_WIDGET (self);
}

GtkWidget *
crm_palette_row_new_view (CrmSavedView *view, const char *detail, const char *icon_name, const CrmTextPattern *pattern)
{
  CrmPaletteRow *self = g_object_new (CRM_TYPE_PALETTE_ROW, NULL);

  self->view = crm_saved_view_ref (view);
  adw_bin_set_child (self->picture, gtk_image_new_from_icon_name (icon_name));
  set_text (self->title, view->name, pattern);
  gtk_label_set_label (self->detail, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, view->name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
  return GTK_WIDGET (self);
}

CrmSavedView *
crm_palette_row_get_view (CrmPaletteRow *self)
{
  g_return_val_if_fail (CRM_IS_PALETTE_ROW (self), NULL);

  return self->view;
}

const CrmAction *
crm_palette_row_get_action (CrmPaletteRow *self)
{
  g_return_val_if_fail (CRM_IS_PALETTE_ROW (self), NULL);

  return self->action;
}

CrmRecord *
crm_palette_row_get_record (CrmPaletteRow *self)
{
  g_return_val_if_fail (CRM_IS_PALETTE_ROW (self), NULL);

  return self->record;
}
