/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server has done so far, as Prometheus reads it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Main thread only. */
typedef struct _CrmServerFigures CrmServerFigures;

CrmServerFigures *crm_server_figures_new (void);
void crm_server_figures_free (CrmServerFigures *self);

/* Counts a request that was answered. @call is a static name. */
void crm_server_figures_count (CrmServerFigures *self, const char *call, guint status, gint64 microseconds, gsize received, gsize sent);

/* A number of this moment or of all time, with its name, whose last word decides which, and its explanation. */
void crm_server_figures_append (GString *text, const char *name, const char *help, guint64 value);

/* Appends all that was counted. */
void crm_server_figures_write (CrmServerFigures *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerFigures, crm_server_figures_free)

G_END_DECLS
