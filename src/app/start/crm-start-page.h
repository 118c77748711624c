/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to begin, while there is no file yet. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_START_PAGE (crm_start_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmStartPage, crm_start_page, CRM, START_PAGE, AdwBin)

G_END_DECLS
