/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that a check of data quality finds, in a dialog. */

#pragma once

#include "app/crm-page.h"
#include "core/quality/crm-quality-check.h"

G_BEGIN_DECLS

/* @rowids: (element-type gint64): of the check's kind. A person, and a way to reach somebody, open the customer they belong to. */
void crm_quality_records_present (CrmPage *page, CrmQualityCheck check, GArray *rowids);

/* Opens the customer, or whom the record belongs to. */
void crm_quality_open (CrmPage *page, const CrmRecord *record);

G_END_DECLS
