/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a lead has the score it has: each rule that holds, with its points. */

#pragma once

#include <gtk/gtk.h>

#include "app/deals/crm-deal-page-reading.h"

G_BEGIN_DECLS

/* Returns: (transfer floating): a popover, made for one look. */
GtkWidget *crm_lead_score_popover_new (const CrmDealPageReading *reading, GTimeZone *zone);

G_END_DECLS
