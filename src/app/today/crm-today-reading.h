/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for somebody today, kept up to date: with every edit, whoever made it, and as the day goes on. */

#pragma once

#include <gio/gio.h>

#include "core/agenda/crm-agenda.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_READING (crm_today_reading_get_type ())

G_DECLARE_FINAL_TYPE (CrmTodayReading, crm_today_reading, CRM, TODAY_READING, GObject)

/**
 * crm_today_reading_new:
 * @store: the file
 * @settings: (nullable): whether it is about everybody
 *
 * Begins to read. Main thread. Emits "changed" whenever the agenda is another, and "failed" (GError).
 */
CrmTodayReading *crm_today_reading_new (CrmStore *store, GSettings *settings);

/* Borrowed until the next change; %NULL until it is read. */
CrmAgenda *crm_today_reading_get_agenda (CrmTodayReading *self);

/* How many tasks are overdue or due today. */
guint crm_today_reading_get_count (CrmTodayReading *self);

/* Whether the file has no customer at all. */
gboolean crm_today_reading_is_fresh (CrmTodayReading *self);

/* Reads more of a section than its beginning: all of it, or as much of it as a list on a page can be. */
void crm_today_reading_show_more (CrmTodayReading *self, CrmAgendaSection section);

/* Back to the beginnings, as when the page is come to anew. */
void crm_today_reading_show_beginnings (CrmTodayReading *self);

G_END_DECLS
