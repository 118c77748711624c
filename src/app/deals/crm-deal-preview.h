/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main facts of a deal, looked at without leaving the board. */

#pragma once

#include <gtk/gtk.h>

#include "app/deals/crm-deal-words.h"

G_BEGIN_DECLS

/* (transfer floating): a popover, which Escape and Space close; Enter in it does "deals.open". */
GtkWidget *crm_deal_preview_new (CrmRecord *deal, const CrmDealCardStyle *style);

G_END_DECLS
