/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal in a short list. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-row.h"

#include "app/deals/crm-stage-chip.h"
#include "core/base/crm-date-time.h"
#include "core/customers/crm-profile-facts.h"
#include "core/schema/crm-schema-sales.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _CrmDealRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *amount;
  CrmChip *stage;
  GtkLabel *step;

  /* owned */
  CrmRecord *deal;
};

G_DEFINE_FINAL_TYPE (CrmDealRow, crm_deal_row, GTK_TYPE_LIST_BOX_ROW)

/* Of an open deal what comes next, of a closed one when it was closed. */
static char *
dup_step (const CrmRecord *deal, CrmClock *clock, gboolean *warns)
{
  gboolean open = g_strcmp0 (crm_record_get_text (deal, CRM_DEAL_OUTCOME), "won") != 0 && g_strcmp0 (crm_record_get_text (deal, CRM_DEAL_OUTCOME), "lost") != 0;
  gint64 at = crm_record_get_integer (deal, open ? CRM_DEAL_NEXT_STEP : CRM_DEAL_CLOSED_AT, 0);
  CrmDate today = crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL);
  CrmDate day = crm_date_time_to_local (at, crm_clock_get_zone (clock), NULL);
  const char *title = crm_record_get_text (deal, CRM_DEAL_NEXT_STEP_TITLE);
  g_autofree char *when = at != 0 && day != CRM_DATE_NONE ? crm_date_format_near (day, today) : NULL;

  *warns = open && (when == NULL || day < today);
  if (when == NULL)
    return open ? g_strdup (_ ("No next step")) : NULL;
  return open && title != NULL ? g_strdup_printf ("%s · %s", when, title) : g_steal_pointer (&when);
}

static void
crm_deal_row_dispose (GObject *object)
{
  CrmDealRow *self = CRM_DEAL_ROW (object);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEAL_ROW);
  g_clear_pointer (&self->deal, crm_record_unref);

  G_OBJECT_CLASS (crm_deal_row_parent_class)->dispose (object);
}

static void
crm_deal_row_class_init (CrmDealRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deal_row_dispose;

  g_type_ensure (CRM_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmDealRow, amount);
  gtk_widget_class_bind_template_child (widget_class, CrmDealRow, stage);
  gtk_widget_class_bind_template_child (widget_class, CrmDealRow, step);
}

static void
crm_deal_row_init (CrmDealRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_deal_row_new (void)
{
  return g_object_new (CRM_TYPE_DEAL_ROW, NULL);
}

void
crm_deal_row_set_deal (CrmDealRow *self, CrmRecord *deal, const CrmRecord *stage, const char *currency, CrmClock *clock)
{
  const CrmMoney *money;
  const char *title;
  g_autofree char *amount = NULL, *step = NULL, *name = NULL;
  gboolean warns;

  g_return_if_fail (CRM_IS_DEAL_ROW (self) && deal != NULL && CRM_IS_CLOCK (clock));

  crm_record_ref (deal);
  g_clear_pointer (&self->deal, crm_record_unref);
  self->deal = deal;
  title = crm_record_get_title (deal) != NULL ? crm_record_get_title (deal) : "";
  money = crm_record_get_money (deal, CRM_DEAL_AMOUNT);
  amount = money != NULL ? crm_profile_fact_format_money (money, currency) : NULL;
  step = dup_step (deal, clock, &warns);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->amount, amount != NULL ? amount : "");
  crm_stage_chip_set_stage (self->stage, stage);
  gtk_label_set_label (self->step, step != NULL ? step : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->step), (const char *[]){ "caption", warns ? "warning" : "dimmed", NULL });
  name = g_strjoin (", ", title, stage != NULL ? crm_record_get_title (stage) : _ ("No stage"), amount != NULL ? amount : step, amount != NULL ? step : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

CrmRecord *
crm_deal_row_get_deal (CrmDealRow *self)
{
  g_return_val_if_fail (CRM_IS_DEAL_ROW (self), NULL);

  return self->deal;
}
