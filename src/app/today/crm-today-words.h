/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the Today page says. Pure. */

#pragma once

#include "app/widgets/crm-chip.h"
#include "app/widgets/crm-record-column.h"
#include "core/agenda/crm-agenda.h"

G_BEGIN_DECLS

/**
 * CrmTodayStyle:
 * @now: microseconds UTC
 * @zone: whose days they are
 * @today: the day it is
 * @format: how money is written: its locale and currency
 *
 * What a row's texts depend on besides its item. Borrowed members.
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  CrmDate today;
  CrmColumnFormat format;
} CrmTodayStyle;

/* Untranslated headings of the sections are not for the window: (transfer none). */
const char *crm_today_words_get_heading (CrmAgendaSection section);

/* (transfer full): what stands in the row of what is not shown yet: "All 132 Overdue". */
char *crm_today_words_dup_all (CrmAgendaSection section, guint n_total);

/* (transfer full): "Call about the offer"; of an answer whose it is, of a birthday whose. */
char *crm_today_words_dup_title (const CrmAgendaItem *item);

/* (transfer full): "Harbour & Sons · Anna Lee · For Lin". */
char *crm_today_words_dup_subtitle (const CrmAgendaItem *item, const CrmTodayStyle *style);

/* (transfer full): "3 days ago", "15:00", "no next step", "tomorrow"; @tone: (out): how much that asks for somebody. */
char *crm_today_words_dup_when (CrmAgendaSection section, const CrmAgendaItem *item, const CrmTodayStyle *style, CrmTone *tone);

/* (transfer full): all of it, for who hears it. */
char *crm_today_words_describe (CrmAgendaSection section, const CrmAgendaItem *item, const CrmTodayStyle *style);

G_END_DECLS
