/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/crm-cut-text.h"

#include "app/widgets/crm-text-cell.h"

const char *
crm_cut_text_get (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
  if (CRM_IS_TEXT_CELL (widget))
    return crm_text_cell_is_cut (CRM_TEXT_CELL (widget)) ? crm_text_cell_get_text (CRM_TEXT_CELL (widget)) : NULL;
  return NULL;
}

/* The first that is cut in @widget, itself included; NULL where none is. */
static GtkWidget *
find_cut (GtkWidget *widget)
{
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    return NULL;
  if (crm_cut_text_get (widget) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *cut = find_cut (child);

      if (cut != NULL)
        return cut;
    }
  return NULL;
}

/* A cell of a table is larger than what stands in it. */
static GtkWidget *
find_cut_at (GtkWidget *window, int x, int y)
{
  GtkWidget *picked = gtk_widget_pick (window, x, y, GTK_PICK_INSENSITIVE);

  if (picked != NULL && crm_cut_text_get (picked) == NULL && gtk_widget_get_first_child (picked) != NULL && gtk_widget_get_first_child (picked) == gtk_widget_get_last_child (picked))
    picked = gtk_widget_get_first_child (picked);
  return picked != NULL && crm_cut_text_get (picked) != NULL ? picked : NULL;
}

static gboolean
on_query_tooltip (GtkWidget *window, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkWidget *cut = keyboard ? find_cut (gtk_root_get_focus (gtk_widget_get_root (window))) : find_cut_at (window, x, y);
  graphene_rect_t bounds;

  if (cut == NULL)
    return FALSE;
  /* The next text along the pointer's way has a tooltip of its own. */
  if (gtk_widget_compute_bounds (cut, window, &bounds))
    gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y, (int)bounds.size.width, (int)bounds.size.height });
  gtk_tooltip_set_text (tooltip, crm_cut_text_get (cut));
  return TRUE;
}

void
crm_cut_text_tell (GtkWidget *window)
{
  gtk_widget_set_has_tooltip (window, TRUE);
  g_signal_connect (window, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}
