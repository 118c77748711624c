/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a deal's page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-header.h"

#include "app/deals/crm-deal-page-facts.h"
#include "app/deals/crm-stage-chip.h"
#include "core/schema/crm-schema-sales.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CrmDealHeader
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *title;
  GtkMenuButton *stage_button;
  CrmChip *stage;
  GtkButton *customer;
  GtkLabel *customer_name;
  GtkLabel *subtitle;
  GtkWidget *win;
  GtkWidget *lose;

  /* owned */
  CrmDealProfile *deal;
};

G_DEFINE_FINAL_TYPE (CrmDealHeader, crm_deal_header, GTK_TYPE_BOX)

static void
append_stages (GMenu *menu, const CrmPipeline *pipeline, const CrmRecord *except)
{
  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const CrmRecord *stage = pipeline->stages->pdata[i];
      g_autoptr (GMenuItem) item = NULL;
      char id[CRM_ID_STRING_LENGTH + 1];

      if (stage == except)
        continue;
      item = g_menu_item_new (crm_record_get_title (stage), NULL);
      g_menu_item_set_action_and_target (item, "deal.move", "s", crm_id_format (&stage->id, id));
      g_menu_append_item (menu, item);
    }
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  CrmDealHeader *self = CRM_DEAL_HEADER (data);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) here = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();

  for (guint i = 0; self->deal != NULL && i < self->deal->pipelines->len; i++)
    {
      const CrmPipeline *pipeline = self->deal->pipelines->pdata[i];
      g_autoptr (GMenu) stages = g_menu_new ();

      if (pipeline == self->deal->pipeline)
        {
          append_stages (here, pipeline, self->deal->stage);
          continue;
        }
      append_stages (stages, pipeline, NULL);
      g_menu_append_submenu (others, crm_record_get_title (pipeline->record), G_MENU_MODEL (stages));
    }
  g_menu_append_section (menu, _ ("Move to"), G_MENU_MODEL (here));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
crm_deal_header_dispose (GObject *object)
{
  CrmDealHeader *self = CRM_DEAL_HEADER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEAL_HEADER);
  g_clear_pointer (&self->deal, crm_deal_profile_unref);

  G_OBJECT_CLASS (crm_deal_header_parent_class)->dispose (object);
}

static void
crm_deal_header_class_init (CrmDealHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deal_header_dispose;

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deal-header.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, title);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, stage_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, stage);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, customer);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, customer_name);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, subtitle);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, win);
  gtk_widget_class_bind_template_child (widget_class, CrmDealHeader, lose);
}

static void
crm_deal_header_init (CrmDealHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->stage_button, make_menu, self, NULL);
}

void
crm_deal_header_set_deal (CrmDealHeader *self, CrmDealProfile *deal)
{
  const char *title, *customer;
  g_autofree char *subtitle = NULL, *name = NULL;
  gboolean open;

  g_return_if_fail (CRM_IS_DEAL_HEADER (self) && deal != NULL);

  crm_deal_profile_ref (deal);
  g_clear_pointer (&self->deal, crm_deal_profile_unref);
  self->deal = deal;
  title = crm_record_get_title (deal->deal);
  customer = crm_record_get_text (deal->deal, CRM_DEAL_CUSTOMER_NAME);
  open = deal->stage == NULL || crm_stage_is_open (deal->stage);
  subtitle = crm_deal_dup_subtitle (deal);
  gtk_label_set_label (self->title, title != NULL ? title : "");
  crm_stage_chip_set_stage (self->stage, deal->stage);
  name = g_strdup_printf (_ ("Stage: %s"), deal->stage != NULL ? crm_record_get_title (deal->stage) : _ ("No stage"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_label (self->customer_name, customer != NULL ? customer : "");
  gtk_widget_set_visible (GTK_WIDGET (self->customer), customer != NULL);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
  gtk_widget_set_visible (self->win, open && deal->pipeline != NULL);
  gtk_widget_set_visible (self->lose, open && deal->pipeline != NULL);
}

void
crm_deal_header_focus (CrmDealHeader *self)
{
  g_return_if_fail (CRM_IS_DEAL_HEADER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->stage_button));
}

void
crm_deal_header_choose_stage (CrmDealHeader *self)
{
  g_return_if_fail (CRM_IS_DEAL_HEADER (self));

  gtk_menu_button_popup (self->stage_button);
}
