/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows while its file is being opened. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_OPENING_PAGE (crm_opening_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmOpeningPage, crm_opening_page, CRM, OPENING_PAGE, AdwBin)

/* @what: (nullable): what takes long, with a way to stop it; %NULL for opening alone. */
CrmOpeningPage *crm_opening_page_new (const char *what);

G_END_DECLS
