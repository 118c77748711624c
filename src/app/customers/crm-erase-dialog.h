/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whether a customer is to be erased for good, and does it: the only act that Undo does not take back. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/* Whether the file's account may erase: managers and administrators, and everybody in a file of no server. */
gboolean crm_erase_dialog_is_allowed (CrmPage *page);

void crm_erase_dialog_present (CrmPage *page, const CrmRecord *customer);

G_END_DECLS
