/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The company at the head of what is printed: its logo, name and where to reach it. */

#pragma once

#include "app/print/crm-sheet.h"
#include "app/settings/crm-workspace.h"

G_BEGIN_DECLS

/* Puts it on the first page of @sheet, where the company has said more of itself than its name. Main thread. */
void crm_letterhead_add (CrmSheet *sheet, CrmWorkspace *workspace);

G_END_DECLS
