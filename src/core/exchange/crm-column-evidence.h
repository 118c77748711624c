/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of a column tell about how it is written and what it holds. */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

/**
 * CrmColumnEvidence:
 *
 * Gathered cell by cell while a file is counted: what kinds of things the cells look like, and those dates and amounts
 * that decide in which order or with which decimal mark the column is written. Bounded memory.
 */
typedef struct _CrmColumnEvidence CrmColumnEvidence;

CrmColumnEvidence *crm_column_evidence_new (void);
void crm_column_evidence_free (CrmColumnEvidence *self);

void crm_column_evidence_add (CrmColumnEvidence *self, const char *text);

/* How many cells held anything. */
guint64 crm_column_evidence_get_n_filled (const CrmColumnEvidence *self);

/* Whether nearly all cells looked at are email addresses, phone numbers, web addresses, UUIDs. */
gboolean crm_column_evidence_is_email (const CrmColumnEvidence *self);
gboolean crm_column_evidence_is_phone (const CrmColumnEvidence *self);
gboolean crm_column_evidence_is_web (const CrmColumnEvidence *self);
gboolean crm_column_evidence_is_id (const CrmColumnEvidence *self);

/* How many of the first cells have a company's legal form or line of business, in percent. */
guint crm_column_evidence_get_company_percent (const CrmColumnEvidence *self);

/* (element-type utf8): some of the first cells. */
GPtrArray *crm_column_evidence_get_samples (const CrmColumnEvidence *self);

/* The order all dates of the column can be read in, see crm_date_detect_order(). */
CrmDateOrder crm_column_evidence_find_date_order (const CrmColumnEvidence *self, int this_year);

/* Whether every date seen is year first with two or three digits of year, as Taiwan's calendar writes. */
gboolean crm_column_evidence_has_short_years_first (const CrmColumnEvidence *self);

/* '.' or ',' where the amounts of the column tell which is the decimal mark, else 0. */
char crm_column_evidence_find_decimal_mark (const CrmColumnEvidence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmColumnEvidence, crm_column_evidence_free)

G_END_DECLS
