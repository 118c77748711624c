/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer with all that belongs to it as JSON. */

#pragma once

#include "core/customers/crm-profile.h"
#include "core/exchange/crm-record-json.h"

G_BEGIN_DECLS

/* The customer's own members, then "contact_points", "people" with "role" and "contact_points" each, and "tags". */
void crm_json_add_profile (JsonBuilder *builder, const CrmProfile *profile, GTimeZone *zone);

G_END_DECLS
