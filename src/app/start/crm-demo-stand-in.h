/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few customers, until the demo company is there. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

CrmEdit *crm_demo_new_edit (guint n_customers, guint64 seed, const char *locale, CrmClock *clock);

G_END_DECLS
