/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a server's events as their bytes arrive: which scope has something new. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line longer than this is no line of ours. */
#define CRM_EVENT_LINE_MAX 1024

/**
 * CrmEventFunc:
 * @seq: the number that the scope is at
 * @scope: the scope
 */
typedef void (*CrmEventFunc) (gint64 seq, const char *scope, gpointer data);

typedef struct _CrmEventStream CrmEventStream;

/* (transfer full): a reader at the beginning of a stream; @func is called for each event "change". */
CrmEventStream *crm_event_stream_new (CrmEventFunc func, gpointer data);
void crm_event_stream_free (CrmEventStream *self);

/**
 * crm_event_stream_feed:
 *
 * Takes the next bytes, cut anywhere. Events and fields of other names are passed over; an event "change" that says no number and scope, too.
 *
 * Returns: %FALSE when this is no stream of events: a line that is too long, not UTF-8, or with a NUL. Nothing is called any more then.
 */
gboolean crm_event_stream_feed (CrmEventStream *self, const char *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEventStream, crm_event_stream_free)

G_END_DECLS
