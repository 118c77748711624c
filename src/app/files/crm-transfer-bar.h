/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copying under way: what, how far, and a button to stop it. Shows itself when it takes longer than a moment. */

#pragma once

#include <gtk/gtk.h>

#include "core/store/crm-transfer.h"

G_BEGIN_DECLS

#define CRM_TYPE_TRANSFER_BAR (crm_transfer_bar_get_type ())

G_DECLARE_FINAL_TYPE (CrmTransferBar, crm_transfer_bar, CRM, TRANSFER_BAR, GtkBox)

/* @text says what is done, as "Adding quote.pdf…". */
GtkWidget *crm_transfer_bar_new (const char *text, CrmTransfer *transfer);

G_END_DECLS
