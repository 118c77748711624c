/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One response in full: who answered what, when and how. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/* @page: where its customer is opened from, and where errors are said. */
void crm_response_dialog_present (CrmPage *page, const CrmId *response);

G_END_DECLS
