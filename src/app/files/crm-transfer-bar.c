/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copying under way. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/files/crm-transfer-bar.h"

/* What is over by then need not be shown, and how often it is looked at from then on. */
#define MOMENT 400
#define BEAT   100

struct _CrmTransferBar
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkWidget *stop;

  /* owned */
  CrmTransfer *transfer;
  guint source;
};

G_DEFINE_FINAL_TYPE (CrmTransferBar, crm_transfer_bar, GTK_TYPE_BOX)

static gboolean
on_beat (gpointer data)
{
  CrmTransferBar *self = CRM_TRANSFER_BAR (data);
  double fraction = crm_transfer_get_fraction (self->transfer);

  if (fraction < 0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, fraction);
  return G_SOURCE_CONTINUE;
}

static void
on_moment (gpointer data)
{
  CrmTransferBar *self = CRM_TRANSFER_BAR (data);

  on_beat (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->source = g_timeout_add (BEAT, on_beat, self);
}

static void
on_stop (CrmTransferBar *self)
{
  g_assert (CRM_IS_TRANSFER_BAR (self));

  gtk_widget_set_sensitive (self->stop, FALSE);
  crm_transfer_cancel (self->transfer);
}

static void
crm_transfer_bar_dispose (GObject *object)
{
  CrmTransferBar *self = CRM_TRANSFER_BAR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TRANSFER_BAR);
  g_clear_pointer (&self->transfer, crm_transfer_unref);

  G_OBJECT_CLASS (crm_transfer_bar_parent_class)->dispose (object);
}

static void
crm_transfer_bar_class_init (CrmTransferBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_transfer_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/files/crm-transfer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTransferBar, label);
  gtk_widget_class_bind_template_child (widget_class, CrmTransferBar, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmTransferBar, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
crm_transfer_bar_init (CrmTransferBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_transfer_bar_new (const char *text, CrmTransfer *transfer)
{
  CrmTransferBar *self;

  g_return_val_if_fail (text != NULL && transfer != NULL, NULL);

  self = g_object_new (CRM_TYPE_TRANSFER_BAR, NULL);
  self->transfer = crm_transfer_ref (transfer);
  gtk_label_set_label (self->label, text);
  self->source = g_timeout_add_once (MOMENT, on_moment, self);
  return GTK_WIDGET (self);
}
