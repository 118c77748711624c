/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check of data quality: how many it finds, its definition, and the way through them. */

#pragma once

#include <adwaita.h>

#include "core/quality/crm-quality.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUALITY_ROW (crm_quality_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmQualityRow, crm_quality_row, CRM, QUALITY_ROW, AdwActionRow)

/* Emits "go" when somebody wants to go through what it finds; activated, it opens the records. */
GtkWidget *crm_quality_row_new (CrmQualityCheck check);

CrmQualityCheck crm_quality_row_get_check (CrmQualityRow *self);
void crm_quality_row_set (CrmQualityRow *self, const CrmQuality *quality, gboolean may_write);

/* Where there is little room the share is told by its number alone, and the way through by a sign. */
void crm_quality_row_set_narrow (CrmQualityRow *self, gboolean narrow);

G_END_DECLS
