/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record in a list for narrow places. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-line-card.h"

static GtkWidget *
make_line (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
crm_line_card_new (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = make_line ("caption");

  gtk_widget_add_css_class (card, "line-card");
  gtk_widget_add_css_class (line, "dim-label");
  gtk_widget_add_css_class (line, "numeric");
  gtk_box_append (GTK_BOX (card), make_line ("body"));
  gtk_box_append (GTK_BOX (card), line);
  return card;
}

void
crm_line_card_set (GtkWidget *card, const char *title, const char *line)
{
  GtkWidget *first;

  g_return_if_fail (GTK_IS_BOX (card));

  first = gtk_widget_get_first_child (card);
  gtk_label_set_label (GTK_LABEL (first), title != NULL ? title : "");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (first)), line != NULL ? line : "");
}
