/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long before a task's time somebody is reminded of it, as choices. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): what can be chosen, in words: "When It Is Due", "10 Minutes Before". */
GListModel *crm_task_lead_new_model (void);

/* The minutes of the choice at @index, and the choice that stands for @minutes: the longest that is no longer. */
int crm_task_lead_get_minutes (guint index);
guint crm_task_lead_find (gint64 minutes);

G_END_DECLS
