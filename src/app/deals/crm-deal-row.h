/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal in a short list: title, stage, amount, what comes next. */

#pragma once

#include <gtk/gtk.h>

#include "core/base/crm-clock.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_ROW (crm_deal_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealRow, crm_deal_row, CRM, DEAL_ROW, GtkListBoxRow)

GtkWidget *crm_deal_row_new (void);

/* @stage: (nullable): where it stands; @currency (nullable): the office's own. */
void crm_deal_row_set_deal (CrmDealRow *self, CrmRecord *deal, const CrmRecord *stage, const char *currency, CrmClock *clock);

/* Borrowed. */
CrmRecord *crm_deal_row_get_deal (CrmDealRow *self);

G_END_DECLS
