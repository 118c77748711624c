/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often something may be tried: so many times within a while, by name. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CrmServerTries CrmServerTries;

/* At most @max tries of one name within @span microseconds. For any thread. */
CrmServerTries *crm_server_tries_new (guint max, gint64 span);
void crm_server_tries_free (CrmServerTries *self);

/* Counts a try, before its outcome is known: those made at the same time count as well. Returns 0, or the seconds until the next is allowed. */
guint crm_server_tries_count (CrmServerTries *self, const char *name, gint64 now);

/* It was no guess: begins anew. */
void crm_server_tries_forget (CrmServerTries *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerTries, crm_server_tries_free)

G_END_DECLS
