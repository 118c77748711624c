/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The icon and colour of each kind of touch: the same in the log bar, on cards and in menus. */

#pragma once

#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

/* The symbolic icon of an interaction, a task, or a change, by its stored kind. */
const char *crm_timeline_icon_get_name (const char *kind);

/* The style class of its round ground. */
const char *crm_timeline_icon_get_class (CrmTimelineGroup group);

G_END_DECLS
