/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a deal on its page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-page-private.h"

#include "app/deals/crm-deal-moving.h"
#include "app/deals/crm-lead-score-popover.h"
#include "app/deals/crm-win-chance-popover.h"
#include "app/history/crm-history-page.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

void
crm_deal_page_show_tab (CrmDealPage *self, const char *name)
{
  adw_view_stack_set_visible_child_name (self->tabs, name);
}

static void
move_to (CrmDealPage *self, CrmRecord *stage)
{
  g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->reading_now == NULL || stage == NULL)
    return;
  g_array_append_val (deals, self->reading_now->deal->deal->rowid);
  dex_future_disown (crm_deals_move (CRM_PAGE (self), deals, stage));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);
  CrmId stage;

  if (self->reading_now != NULL && crm_id_parse (g_variant_get_string (parameter, NULL), &stage))
    move_to (self, crm_pipelines_find_stage (self->reading_now->deal->pipelines, &stage, NULL));
}

static void
move_to_outcome (CrmDealPage *self, const char *outcome)
{
  if (self->reading_now != NULL && self->reading_now->deal->pipeline != NULL)
    move_to (self, crm_pipeline_find_stage_for (self->reading_now->deal->pipeline, outcome));
}

static void
win_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_to_outcome (CRM_DEAL_PAGE (widget), "won");
}

static void
lose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_to_outcome (CRM_DEAL_PAGE (widget), "lost");
}

static void
choose_stage_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_header_choose_stage (CRM_DEAL_PAGE (widget)->header);
}

static void
edit_field_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);
  int field = crm_kind_find_field (&crm_kind_deal, g_variant_get_string (parameter, NULL));

  if (field < 0 || self->reading_now == NULL)
    return;
  crm_deal_page_show_tab (self, "about");
  crm_about_pane_edit (self->about, (guint)field);
}

static void
reset_probability_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Probability by Stage"), CRM_EDIT_ORIGIN_PERSON);

  crm_change_set (crm_edit_update (edit, &crm_kind_deal, &self->deal), CRM_DEAL_PROBABILITY, (CrmValue){ 0 });
  dex_future_disown (crm_page_apply (CRM_PAGE (self), edit, _ ("Probability follows the stage again")));
}

/* By hand or by stage: where it is by stage, there is only one thing to do. */
static void
probability_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);
  g_autoptr (GMenu) menu = NULL;
  g_autofree char *reset = NULL;

  if (self->reading_now == NULL)
    return;
  if (!crm_record_has (self->reading_now->deal->deal, CRM_DEAL_PROBABILITY))
    {
      gtk_widget_activate_action (widget, "deal.edit-field", "s", "probability");
      return;
    }
  menu = g_menu_new ();
  /* Translators: take the probability of the deal's stage, instead of the one set by hand. */
  reset = g_strdup_printf (_ ("As the Stage Says: %d%%"), self->reading_now->deal->stage != NULL ? (int)crm_record_get_integer (self->reading_now->deal->stage, CRM_STAGE_PROBABILITY, 0) : 0);
  g_menu_append (menu, _ ("Change…"), "deal.edit-field::probability");
  g_menu_append (menu, reset, "deal.reset-probability");
  crm_menu_popup (GTK_WIDGET (self->facts), G_MENU_MODEL (menu), NULL);
}

static void
score_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);

  if (self->reading_now != NULL)
    crm_popover_popup (GTK_WIDGET (self->facts), GTK_POPOVER (crm_lead_score_popover_new (self->reading_now, crm_clock_get_zone (crm_context_get_clock (crm_page_get_context (CRM_PAGE (self)))))), NULL);
}

static void
chance_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);

  if (self->reading_now != NULL && self->reading_now->has_chance)
    crm_popover_popup (GTK_WIDGET (self->facts), GTK_POPOVER (crm_win_chance_popover_new (self->reading_now)), NULL);
}

static void
log_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_page_show_tab (CRM_DEAL_PAGE (widget), "timeline");
  crm_log_bar_begin (CRM_DEAL_PAGE (widget)->log_bar, NULL);
}

static void
plan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_deal_page_show_tab (CRM_DEAL_PAGE (widget), "timeline");
  crm_log_bar_begin (CRM_DEAL_PAGE (widget)->log_bar, "task");
}

static void
open_customer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);
  const CrmId *customer = self->reading_now != NULL ? crm_record_get_id (self->reading_now->deal->deal, CRM_DEAL_CUSTOMER) : NULL;

  if (customer != NULL)
    crm_page_open_record (CRM_PAGE (self), &crm_kind_customer, customer, NULL, 0);
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);

  if (self->reading_now != NULL)
    crm_page_push (CRM_PAGE (self), crm_history_page_new_for (crm_page_get_context (CRM_PAGE (self)), &crm_kind_deal, &self->deal, crm_record_get_title (self->reading_now->deal->deal)));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmDealPage *self = CRM_DEAL_PAGE (widget);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Delete Deal"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *toast = NULL;

  if (self->reading_now == NULL)
    return;
  toast = g_strdup_printf (_ ("“%s” deleted"), crm_record_get_title (self->reading_now->deal->deal));
  crm_edit_delete (edit, &crm_kind_deal, &self->deal);
  dex_future_disown (crm_page_apply (CRM_PAGE (self), edit, toast));
}

void
crm_deal_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "deal.move", "s", move_action);
  gtk_widget_class_install_action (widget_class, "deal.win", NULL, win_action);
  gtk_widget_class_install_action (widget_class, "deal.lose", NULL, lose_action);
  gtk_widget_class_install_action (widget_class, "deal.choose-stage", NULL, choose_stage_action);
  gtk_widget_class_install_action (widget_class, "deal.edit-field", "s", edit_field_action);
  gtk_widget_class_install_action (widget_class, "deal.probability", NULL, probability_action);
  gtk_widget_class_install_action (widget_class, "deal.reset-probability", NULL, reset_probability_action);
  gtk_widget_class_install_action (widget_class, "deal.score", NULL, score_action);
  gtk_widget_class_install_action (widget_class, "deal.chance", NULL, chance_action);
  gtk_widget_class_install_action (widget_class, "deal.log", NULL, log_action);
  gtk_widget_class_install_action (widget_class, "deal.plan", NULL, plan_action);
  gtk_widget_class_install_action (widget_class, "deal.open-customer", NULL, open_customer_action);
  gtk_widget_class_install_action (widget_class, "deal.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "deal.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "deal.win", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "deal.lose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "deal.choose-stage", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, 0, "deal.plan", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "deal.log", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "deal.edit-field", "s", "title");
}
