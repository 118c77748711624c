/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of the Today page: a heading with its count, and the rows under it. */

#pragma once

#include <adwaita.h>

#include "app/today/crm-today-row.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_SECTION (crm_today_section_get_type ())

G_DECLARE_FINAL_TYPE (CrmTodaySection, crm_today_section, CRM, TODAY_SECTION, AdwBin)

/**
 * crm_today_section_new:
 *
 * Emits "act" (row: CrmTodayRow, name: string) with what is to be done, "more" when all of it is asked for, and "leave" (direction:
 * GtkDirectionType) when an arrow key goes beyond it.
 */
GtkWidget *crm_today_section_new (CrmAgendaSection section);

/**
 * crm_today_section_show:
 *
 * Rows that stay keep their widgets. One that goes with the focus hands it to the next that stays.
 *
 * Returns: %FALSE where the focus was in it and no row is left to take it.
 */
gboolean crm_today_section_show (CrmTodaySection *self, CrmAgenda *agenda, const CrmTodayStyle *style);

void crm_today_section_set_narrow (CrmTodaySection *self, gboolean narrow);

/* Puts the focus into its first or last row. Returns: whether there is one. */
gboolean crm_today_section_focus (CrmTodaySection *self, gboolean last);

G_END_DECLS
