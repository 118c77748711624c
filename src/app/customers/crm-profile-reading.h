/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a profile for the window. */

#pragma once

#include <libdex.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

/* A #DexFuture of a #CrmProfile; CRM_ERROR_NOT_FOUND when there is no such customer. */
DexFuture *crm_profile_read (CrmContext *context, const CrmId *customer);

G_END_DECLS
