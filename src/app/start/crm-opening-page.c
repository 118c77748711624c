/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows while its file is being opened. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/start/crm-opening-page.h"

struct _CrmOpeningPage
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *label;
  GtkWidget *cancel_button;
};

G_DEFINE_FINAL_TYPE (CrmOpeningPage, crm_opening_page, ADW_TYPE_BIN)

static void
crm_opening_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_OPENING_PAGE);

  G_OBJECT_CLASS (crm_opening_page_parent_class)->dispose (object);
}

static void
crm_opening_page_class_init (CrmOpeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_opening_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/start/crm-opening-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmOpeningPage, label);
  gtk_widget_class_bind_template_child (widget_class, CrmOpeningPage, cancel_button);
}

static void
crm_opening_page_init (CrmOpeningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmOpeningPage *
crm_opening_page_new (const char *what)
{
  CrmOpeningPage *self = g_object_new (CRM_TYPE_OPENING_PAGE, NULL);

  gtk_label_set_label (self->label, what != NULL ? what : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), what != NULL);
  gtk_widget_set_visible (self->cancel_button, what != NULL);
  return self;
}
