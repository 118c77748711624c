/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bin: what was deleted, by whom and when; restoring it. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_BIN_PAGE (crm_bin_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmBinPage, crm_bin_page, CRM, BIN_PAGE, CrmPage)

G_END_DECLS
