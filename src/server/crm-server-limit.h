/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often something may happen: counts in memory, for what anybody can ask for. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CrmServerLimit: any thread. */
typedef struct _CrmServerLimit CrmServerLimit;

CrmServerLimit *crm_server_limit_new (void);
void crm_server_limit_free (CrmServerLimit *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerLimit, crm_server_limit_free)

/**
 * crm_server_limit_take:
 * @sort: what happens
 * @who: an address, a token, or both; only its hash is kept, under a key that is lost with the process
 * @most: how often it may happen within @seconds
 * @now: microseconds UTC
 *
 * A bucket that fills again steadily: after a burst of @most, one each @seconds ÷ @most.
 *
 * Returns: whether it may happen once more.
 */
gboolean crm_server_limit_take (CrmServerLimit *self, const char *sort, const char *who, guint most, guint seconds, gint64 now);

/* Whether it could, without taking. */
gboolean crm_server_limit_has (CrmServerLimit *self, const char *sort, const char *who, guint most, guint seconds, gint64 now);

G_END_DECLS
