/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What day it was where the office is, for millions of moments. One thread at a time. */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

typedef struct _CrmLocalDays CrmLocalDays;

CrmLocalDays *crm_local_days_new (GTimeZone *zone);
void crm_local_days_free (CrmLocalDays *self);

/* @at: microseconds UTC. Returns: the day in the zone, %CRM_DATE_NONE outside the years 1 to 9999. */
CrmDate crm_local_days_get (CrmLocalDays *self, gint64 at);

/* Returns: the moment at which @day begins in the zone, microseconds UTC. */
gint64 crm_local_days_get_start (CrmLocalDays *self, CrmDate day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLocalDays, crm_local_days_free)

G_END_DECLS
