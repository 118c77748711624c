/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short word in a pill. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-chip.h"

struct _CrmChip
{
  GtkWidget parent_instance;

  /* owned by the widget tree */
  GtkWidget *label;
  GtkWidget *button;

  CrmTone tone;
};

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmChip, crm_chip, GTK_TYPE_WIDGET)

static const char *const tone_classes[CRM_N_TONES] = {
  [CRM_TONE_NEUTRAL] = "neutral",
  [CRM_TONE_ACCENT] = "accent",
  [CRM_TONE_GOOD] = "success",
  [CRM_TONE_WARNING] = "warning",
  [CRM_TONE_BAD] = "error",
};

static void
on_clicked (CrmChip *self)
{
  g_assert (CRM_IS_CHIP (self));

  g_signal_emit (self, signals[REMOVED], 0);
}

static void
crm_chip_dispose (GObject *object)
{
  CrmChip *self = CRM_CHIP (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_chip_parent_class)->dispose (object);
}

static void
crm_chip_class_init (CrmChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_chip_dispose;

  signals[REMOVED] = g_signal_new ("removed", CRM_TYPE_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
crm_chip_init (CrmChip *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 28);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[CRM_TONE_NEUTRAL]);
}

GtkWidget *
crm_chip_new (const char *label, CrmTone tone)
{
  CrmChip *self = g_object_new (CRM_TYPE_CHIP, NULL);

  crm_chip_set_label (self, label);
  crm_chip_set_tone (self, tone);
  return GTK_WIDGET (self);
}

void
crm_chip_set_label (CrmChip *self, const char *label)
{
  g_return_if_fail (CRM_IS_CHIP (self));

  gtk_label_set_label (GTK_LABEL (self->label), label != NULL ? label : "");
}

void
crm_chip_set_tone (CrmChip *self, CrmTone tone)
{
  g_return_if_fail (CRM_IS_CHIP (self) && tone < CRM_N_TONES);

  gtk_widget_remove_css_class (GTK_WIDGET (self), tone_classes[self->tone]);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[tone]);
  self->tone = tone;
}

void
crm_chip_set_remove_label (CrmChip *self, const char *label)
{
  g_return_if_fail (CRM_IS_CHIP (self));

  g_clear_pointer (&self->button, gtk_widget_unparent);
  if (label == NULL)
    return;
  self->button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

CrmTone
crm_tone_for_choice (const char *choice)
{
  static const struct
  {
    const char *choice;
    CrmTone tone;
  } tones[] = {
    { "contacted", CRM_TONE_ACCENT },
    { "acquired", CRM_TONE_GOOD },
    { "retained", CRM_TONE_GOOD },
    { "won-back", CRM_TONE_GOOD },
    { "at-risk", CRM_TONE_WARNING },
    { "breaking", CRM_TONE_WARNING },
    { "lost", CRM_TONE_BAD },
    { "building", CRM_TONE_ACCENT },
    { "developing", CRM_TONE_ACCENT },
    { "maintaining", CRM_TONE_GOOD },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    if (g_strcmp0 (tones[i].choice, choice) == 0)
      return tones[i].tone;
  return CRM_TONE_NEUTRAL;
}
