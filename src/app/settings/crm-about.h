/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program is. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *crm_about_new (void);

G_END_DECLS
