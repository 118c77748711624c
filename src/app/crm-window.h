/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: hosts pages and knows none of them. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_WINDOW (crm_window_get_type ())

G_DECLARE_FINAL_TYPE (CrmWindow, crm_window, CRM, WINDOW, AdwApplicationWindow)

CrmWindow *crm_window_new (GtkApplication *application);

G_END_DECLS
