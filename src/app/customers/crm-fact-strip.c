/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few figures at the head of a profile. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-fact-strip.h"

#include "core/customers/crm-profile-facts.h"

struct _CrmFactStrip
{
  AdwBin parent_instance;

  /* owned by the widget tree */
  AdwWrapBox *box;
};

G_DEFINE_FINAL_TYPE (CrmFactStrip, crm_fact_strip, ADW_TYPE_BIN)

static GtkWidget *
make_label (const char *text, const char *style, const char *other_style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_add_css_class (label, style);
  if (other_style != NULL)
    gtk_widget_add_css_class (label, other_style);
  return label;
}

/* What can be changed is changed where it stands. */
static GtkWidget *
make_button (GtkWidget *box, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "fact-button");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_fact (const CrmProfileFact *fact)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = make_label (fact->value, "title-3", "numeric");
  g_autofree char *name = g_strjoin (" ", fact->caption, fact->value, fact->detail, NULL);

  gtk_widget_set_size_request (box, 120, -1);
  if (fact->warns)
    gtk_widget_add_css_class (value, "warning");
  gtk_box_append (GTK_BOX (box), make_label (fact->caption, "caption", "dimmed"));
  gtk_box_append (GTK_BOX (box), value);
  if (fact->detail != NULL)
    gtk_box_append (GTK_BOX (box), make_label (fact->detail, "caption", "dimmed"));
  if (fact->action != NULL)
    box = make_button (box, fact->action);
  gtk_widget_set_tooltip_text (box, fact->tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return box;
}

static void
crm_fact_strip_class_init (CrmFactStripClass *klass)
{
}

static void
crm_fact_strip_init (CrmFactStrip *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 42);
  adw_wrap_box_set_line_spacing (self->box, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "fact-strip");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
crm_fact_strip_set_facts (CrmFactStrip *self, GPtrArray *facts)
{
  GtkWidget *child;

  g_return_if_fail (CRM_IS_FACT_STRIP (self) && facts != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, child);
  for (guint i = 0; i < facts->len; i++)
    adw_wrap_box_append (self->box, make_fact (g_ptr_array_index (facts, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), facts->len > 0);
}
