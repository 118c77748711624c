/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deal is as likely to be won as it is: what it shares with deals that were. */

#pragma once

#include <gtk/gtk.h>

#include "app/deals/crm-deal-page-reading.h"

G_BEGIN_DECLS

/* @reading: of a deal with a chance. Returns: (transfer floating): a popover, made for one look. */
GtkWidget *crm_win_chance_popover_new (const CrmDealPageReading *reading);

G_END_DECLS
