/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text in a table. */

#define G_LOG_DOMAIN "crm-app"

#include "app/widgets/crm-text-cell.h"

#include "app/widgets/crm-text-direction.h"
#include "core/base/crm-text-pattern.h"

struct _CrmTextCell
{
  GtkWidget parent_instance;

  /* owned */
  char *text;
  PangoLayout *layout;     /* made with the first text */
  PangoAttrList *emphasis; /* of what matched a search */

  float xalign;
};

G_DEFINE_FINAL_TYPE (CrmTextCell, crm_text_cell, GTK_TYPE_WIDGET)

/* PangoFontDescription → PangoFontMetrics; NULL until a cell is measured, and after the settings changed. */
static GHashTable *fonts;

static void
fill_layout (CrmTextCell *self)
{
  g_autofree char *shown = crm_text_direction_dup_shown (GTK_WIDGET (self), self->text != NULL ? self->text : "");

  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }
  pango_layout_set_text (self->layout, shown, -1);
  pango_layout_set_attributes (self->layout, self->emphasis);
}

/* The font's own measures, not the line's: a fallback font's would move the baseline. Pango shapes a sentence to find them,
 * and every cell of a table has the same font. */
static PangoFontMetrics *
get_metrics (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  PangoFontMetrics *metrics;

  if (fonts == NULL)
    fonts = g_hash_table_new_full ((GHashFunc)pango_font_description_hash, (GEqualFunc)pango_font_description_equal,
                                   (GDestroyNotify)pango_font_description_free, (GDestroyNotify)pango_font_metrics_unref);
  metrics = g_hash_table_lookup (fonts, font);
  if (metrics == NULL)
    {
      metrics = pango_context_get_metrics (context, NULL, NULL);
      g_hash_table_insert (fonts, pango_font_description_copy (font), metrics);
    }
  return metrics;
}

static void
crm_text_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmTextCell *self = CRM_TEXT_CELL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), ascent, descent;
  PangoRectangle line;
  PangoFontMetrics *metrics = get_metrics (widget);
  float x;
  GdkRGBA color;

  if (self->text == NULL)
    return;
  if (self->layout == NULL)
    fill_layout (self);
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  /* Where letters go from right to left, Pango has put the line at the right already. */
  pango_layout_get_pixel_extents (self->layout, NULL, &line);
  ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics));
  descent = PANGO_PIXELS (pango_font_metrics_get_descent (metrics));
  x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 1.f - self->xalign : self->xalign;
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float)(int)(x * (float)(width - line.width)) - (float)line.x,
                                                (float)((height - ascent - descent) / 2 + ascent - PANGO_PIXELS (pango_layout_get_baseline (self->layout)))));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
crm_text_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PangoFontMetrics *metrics;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  metrics = get_metrics (widget);
  *minimum = *natural = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));
}

static void
crm_text_cell_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  CrmTextCell *self = CRM_TEXT_CELL (widget);

  GTK_WIDGET_CLASS (crm_text_cell_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&self->layout);
  g_clear_pointer (&fonts, g_hash_table_unref);
}

static void
crm_text_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  CrmTextCell *self = CRM_TEXT_CELL (widget);

  GTK_WIDGET_CLASS (crm_text_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
}

static void
crm_text_cell_finalize (GObject *object)
{
  CrmTextCell *self = CRM_TEXT_CELL (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->emphasis, pango_attr_list_unref);
  g_free (self->text);

  G_OBJECT_CLASS (crm_text_cell_parent_class)->finalize (object);
}

static void
crm_text_cell_class_init (CrmTextCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_text_cell_finalize;
  widget_class->snapshot = crm_text_cell_snapshot;
  widget_class->measure = crm_text_cell_measure;
  widget_class->system_setting_changed = crm_text_cell_system_setting_changed;
  widget_class->css_changed = crm_text_cell_css_changed;

  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
crm_text_cell_init (CrmTextCell *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
crm_text_cell_new (float xalign)
{
  CrmTextCell *self = g_object_new (CRM_TYPE_TEXT_CELL, NULL);

  self->xalign = xalign;
  return GTK_WIDGET (self);
}

void
crm_text_cell_set_text (CrmTextCell *self, const char *text)
{
  g_return_if_fail (CRM_IS_TEXT_CELL (self));

  if (!g_set_str (&self->text, text))
    return;
  if (self->layout != NULL)
    fill_layout (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
crm_text_cell_is_cut (CrmTextCell *self)
{
  g_return_val_if_fail (CRM_IS_TEXT_CELL (self), FALSE);

  return self->text != NULL && self->layout != NULL && pango_layout_is_ellipsized (self->layout);
}

const char *
crm_text_cell_get_text (CrmTextCell *self)
{
  g_return_val_if_fail (CRM_IS_TEXT_CELL (self), NULL);

  return self->text;
}

void
crm_text_cell_set_highlight (CrmTextCell *self, GArray *ranges)
{
  g_return_if_fail (CRM_IS_TEXT_CELL (self));

  if (ranges == NULL && self->emphasis == NULL)
    return;
  g_clear_pointer (&self->emphasis, pango_attr_list_unref);
  if (ranges != NULL)
    {
      self->emphasis = pango_attr_list_new ();
      for (guint i = 0; i < ranges->len; i++)
        {
          PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

          bold->start_index = g_array_index (ranges, CrmTextRange, i).start;
          bold->end_index = g_array_index (ranges, CrmTextRange, i).end;
          pango_attr_list_insert (self->emphasis, bold);
        }
    }
  if (self->layout != NULL)
    pango_layout_set_attributes (self->layout, self->emphasis);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
