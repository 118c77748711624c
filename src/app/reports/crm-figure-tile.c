/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number of a report, large, with what it is, how it was before, and the records behind it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/reports/crm-figure-tile.h"

#include <glib/gi18n-lib.h>

struct _CrmFigureTile
{
  GtkButton parent_instance;

  /* borrowed */
  GtkLabel *name;
  GtkLabel *value;
  GtkLabel *detail;
  GtkLabel *change;
};

G_DEFINE_FINAL_TYPE (CrmFigureTile, crm_figure_tile, GTK_TYPE_BUTTON)

static GtkLabel *
add_label (GtkBox *box, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_css_classes (label, (const char **)classes);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* All of it in one sentence for who cannot see it. */
static void
describe (CrmFigureTile *self)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s. %s %s", gtk_label_get_label (self->name), gtk_label_get_label (self->value), gtk_label_get_label (self->detail), gtk_label_get_label (self->change));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

GtkWidget *
crm_figure_tile_new (const char *name)
{
  CrmFigureTile *self = g_object_new (CRM_TYPE_FIGURE_TILE, NULL);

  gtk_label_set_label (self->name, name);
  return GTK_WIDGET (self);
}

void
crm_figure_tile_set (CrmFigureTile *self, const char *value, const char *detail, const char *explanation)
{
  g_return_if_fail (CRM_IS_FIGURE_TILE (self));

  gtk_label_set_label (self->value, value);
  set_line (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), explanation);
  describe (self);
}

void
crm_figure_tile_set_change (CrmFigureTile *self, const char *text, int direction)
{
  g_return_if_fail (CRM_IS_FIGURE_TILE (self));

  set_line (self->change, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->change), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->change), "error");
  if (direction != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->change), direction > 0 ? "success" : "error");
  describe (self);
}

static void
crm_figure_tile_class_init (CrmFigureTileClass *klass)
{
}

static void
crm_figure_tile_init (CrmFigureTile *self)
{
  static const char *const name[] = { "caption", "dim-label", NULL }, *const value[] = { "title-2", "numeric", NULL };
  static const char *const detail[] = { "caption", "numeric", NULL }, *const change[] = { "caption", "numeric", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->name = add_label (GTK_BOX (box), name);
  self->value = add_label (GTK_BOX (box), value);
  self->detail = add_label (GTK_BOX (box), detail);
  self->change = add_label (GTK_BOX (box), change);
  set_line (self->detail, NULL);
  set_line (self->change, NULL);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "figure-tile");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}
