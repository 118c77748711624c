/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop app: one instance, one window on one file. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_APPLICATION (crm_application_get_type ())

G_DECLARE_FINAL_TYPE (CrmApplication, crm_application, CRM, APPLICATION, AdwApplication)

/* Before there are other threads: it changes the environment until the toolkit has started. */
CrmApplication *crm_application_new (void);

G_END_DECLS
