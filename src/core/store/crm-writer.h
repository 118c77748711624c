/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applies edits: the only code that writes records. Lives on the writer's thread. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/schema/crm-rules.h"
#include "core/store/crm-change-set.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* When something was last erased, microseconds UTC: backups of before that are to go. */
#define CRM_SETTING_ERASED_AT "erased-at"

typedef struct _CrmWriter CrmWriter;

/**
 * crm_writer_new:
 * @connection: the writer's connection, migrated; borrowed
 * @clock: the time
 *
 * Reads the file's node id, last clock and user.
 */
CrmWriter *crm_writer_new (CrmConnection *connection, CrmClock *clock, GError **error);
void crm_writer_free (CrmWriter *self);

CrmConnection *crm_writer_get_connection (CrmWriter *self);

/**
 * CrmWrite:
 * @edit: what to write
 * @undoes: the number of the edit it takes back or brings back, or 0
 * @number: the number it got with its first chunk, 0 before
 * @changes: what it changed so far
 * @created: records created
 * @changed: records changed, deleted or restored
 * @skipped: fields an undo left alone because another edit changed them since; the puller counts them here
 *
 * An edit on its way.
 */
typedef struct
{
  CrmEdit *edit;
  gint64 undoes;
  gint64 number;
  CrmId id;
  CrmChangeSet *changes;
  guint created;
  guint changed;
  guint skipped;
} CrmWrite;

typedef gboolean (*CrmWriterAwaited) (gpointer data);

/**
 * crm_writer_write_chunk:
 * @write: the edit and how far it is
 * @awaited: tells whether somebody waits for the chunk to end
 * @data: for @awaited
 * @more: (out): whether there is another chunk to come
 *
 * Writes a whole plain edit, or a chunk of a stream, in one transaction: records, clocks, history, facts, search index. A
 * chunk is about 80 ms while somebody waits, longer while nobody does: each has a sync and a segment of the index of its own.
 * On error nothing of this chunk is written; earlier chunks stand until crm_writer_take_back().
 */
gboolean crm_writer_write_chunk (CrmWriter *self, CrmWrite *write, CrmWriterAwaited awaited, gpointer data, gboolean *more, GError **error);

/**
 * crm_writer_take_back:
 * @number: an edit whose state is running
 *
 * Takes a cancelled, failed or interrupted edit back: what it created is gone as if it had never been, what it changed
 * is as before. Restartable: until it is done the edit stays marked running.
 */
gboolean crm_writer_take_back (CrmWriter *self, gint64 number, GError **error);

/* The numbers of edits marked running: at start, those that were interrupted. (element-type gint64) */
GArray *crm_writer_find_running (CrmWriter *self, GError **error);

/**
 * CrmRebuild:
 * @fraction: which part of the work is behind; 1 when all is done
 * @changed: counts up by keys and facts that were wrong
 */
typedef struct
{
  double fraction;
  int changed;
} CrmRebuild;

/* Has every key, fact and search document derived anew from now on; in the caller's transaction. */
gboolean crm_writer_mark_for_rebuild (CrmWriter *self, GError **error);

/**
 * crm_writer_rebuild_chunk:
 * @awaited: (nullable): tells whether somebody waits for the chunk to end
 * @rebuild: (inout): how far it is
 *
 * Derives a piece of what was marked, in a transaction: about 60 ms while somebody waits, half a second otherwise. The file remembers
 * the place, so another start of the program goes on there. Edits in between derive what they write themselves.
 */
gboolean crm_writer_rebuild_chunk (CrmWriter *self, CrmWriterAwaited awaited, gpointer data, CrmRebuild *rebuild, GError **error);

/* Merges a piece of the search index that crowds of records left, when nothing has been written for a while. @more: (out): whether there is more to do. */
gboolean crm_writer_tidy (CrmWriter *self, gboolean *more, GError **error);

/* Reads again what settings the writer keeps: user, calling code, whether Han comes first. */
gboolean crm_writer_reload (CrmWriter *self, GError **error);

/**
 * crm_writer_settle_place:
 * @path: where the file lies
 *
 * Gives the file another node id when it is not the one it was: copied, restored, or moved to another computer. To be called by whoever has the
 * file's lock, before anything is written.
 */
gboolean crm_writer_settle_place (CrmWriter *self, const char *path, GError **error);

/* Gives the file another node id, and what waits to be sent from it clocks of that. In a transaction of its own. */
gboolean crm_writer_renew_node (CrmWriter *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWriter, crm_writer_free)

G_END_DECLS
