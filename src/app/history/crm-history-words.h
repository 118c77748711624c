/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of edits and of what they touched. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/history/crm-bin.h"
#include "core/history/crm-edit-details.h"

G_BEGIN_DECLS

/* "Imported", "Undo", "From the team" … Static. */
const char *crm_history_get_origin_label (CrmEditOrigin origin);
const char *crm_history_get_origin_icon (CrmEditOrigin origin);
const char *crm_history_get_kind_icon (const CrmKind *kind);

/* (transfer full): "Today", "Yesterday", "3 Mar 2026". */
char *crm_history_dup_day (gint64 at, CrmClock *clock);

/* (transfer full): "14:05". */
char *crm_history_dup_time (gint64 at, CrmClock *clock);

/* (transfer full): "12 records changed, 3 added". */
char *crm_history_dup_counts (const CrmEditEntry *entry);

/* (transfer full): "Customer 3 · Deal 2" of kinds that have any; %NULL where none have. */
char *crm_history_dup_kinds (const guint *counts);

/* (transfer full): about what, by whom, where: "Harbour Trading · Wang Fang · laptop". */
char *crm_history_dup_edit_line (const CrmEditEntry *entry);

/* (transfer full): "Person added", "Deal changed". */
char *crm_history_dup_touched_title (const CrmEditTouched *touched);

/* (transfer full): one line a field: "City: Xiamen → Fuzhou"; empty for none. */
char *crm_history_dup_changes (const CrmEditTouched *touched);

/* (transfer full): what will be left when an edit is taken back, in a sentence. */
char *crm_history_dup_take_back (const CrmTakeBack *take_back);

/* (transfer full): what something in the bin is, and who deleted it. */
char *crm_history_dup_bin_line (const CrmBinEntry *entry);

G_END_DECLS
