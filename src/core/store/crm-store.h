/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Clientele file: applies edits on one thread, reads on others, tells what changed. */

#pragma once

#include <libdex.h>

#include "core/base/crm-clock.h"
#include "core/record/crm-edit.h"
#include "core/store/crm-change-set.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

#define CRM_TYPE_STORE (crm_store_get_type ())

G_DECLARE_FINAL_TYPE (CrmStore, crm_store, CRM, STORE, GObject)

/**
 * CrmEditResult:
 * @number: local number of the edit; 0 when nothing had to change
 * @id: its id
 * @created: records created
 * @changed: records changed, deleted or restored
 * @skipped: values an undo left alone because they were changed since
 */
typedef struct
{
  gint64 number;
  CrmId id;
  guint created;
  guint changed;
  guint skipped;
} CrmEditResult;

#define CRM_TYPE_EDIT_RESULT (crm_edit_result_get_type ())

GType crm_edit_result_get_type (void);
CrmEditResult *crm_edit_result_copy (const CrmEditResult *result);
void crm_edit_result_free (CrmEditResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEditResult, crm_edit_result_free)

/**
 * CrmReadFunc:
 * @connection: a reader's connection; a snapshot for as long as the call lasts
 * @data: as given
 * @result: an unset #GValue to initialise and set
 *
 * Reads on a reader's thread.
 *
 * Returns: %FALSE with @error set on failure.
 */
typedef gboolean (*CrmReadFunc) (CrmConnection *connection, gpointer data, GValue *result, GError **error);

/**
 * CrmProgressFunc:
 * @created: records created so far
 * @changed: records changed so far
 *
 * Called on the writer's thread between the chunks of a long edit.
 */
typedef void (*CrmProgressFunc) (guint created, guint changed, gpointer data);

/**
 * crm_store_new:
 * @path: the file; made when it is not there
 * @clock: the time
 * @error: %CRM_ERROR_DAMAGED, %CRM_ERROR_LOCKED, %CRM_ERROR_FULL …
 *
 * Opens a file, brings it to this version's shape (after a backup), and takes back what a crash interrupted. Blocks.
 * A file from a newer version, or one that may not be written, opens read-only; see crm_store_dup_read_only_reason().
 *
 * Returns: (transfer full): the store.
 */
CrmStore *crm_store_new (const char *path, CrmClock *clock, GError **error);

/* The same on a thread of its own. Returns: (transfer full): a #DexFuture of a #CrmStore. */
DexFuture *crm_store_open (const char *path, CrmClock *clock);

const char *crm_store_get_path (CrmStore *self);
CrmClock *crm_store_get_clock (CrmStore *self);

/* Why nothing can be written, for a person; NULL when it can. It is the property "read-only-reason", which notifies. */
char *crm_store_dup_read_only_reason (CrmStore *self);

/**
 * crm_store_set_refusal:
 * @reason: (nullable): why the person here may change nothing, as in a team where they may only read; %NULL when they may
 *
 * From now on edits, undo and redo are rejected with %CRM_ERROR_READ_ONLY and @reason; what a sync writes is not.
 */
void crm_store_set_refusal (CrmStore *self, const char *reason);

/**
 * crm_store_apply:
 * @edit: what to write; not to be changed any more
 * @cancellable: (nullable): takes a long edit back
 *
 * Writes an edit. When the future resolves the edit is on disk. Dropping the future does not cancel it.
 * Emits #CrmStore::changed on the main context the store was made in.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmEditResult.
 */
DexFuture *crm_store_apply (CrmStore *self, CrmEdit *edit, GCancellable *cancellable);

/* The same for a long edit, with progress. @data is freed with @destroy on the writer's thread. */
DexFuture *crm_store_apply_with_progress (CrmStore *self, CrmEdit *edit, GCancellable *cancellable, CrmProgressFunc progress, gpointer data, GDestroyNotify destroy);

/**
 * crm_store_undo:
 * @edit: (nullable): the edit to take back; %NULL for the latest of this file
 *
 * Values changed since by another edit stay and are counted in the result. Undoing an undo redoes.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmEditResult; %CRM_ERROR_NOT_FOUND when there is nothing to take back.
 */
DexFuture *crm_store_undo (CrmStore *self, const CrmId *edit);
DexFuture *crm_store_redo (CrmStore *self);

/* What Undo and Redo would take back, for menus: property values, empty when there is nothing. Main thread. */
const char *crm_store_get_undo_title (CrmStore *self);
const char *crm_store_get_redo_title (CrmStore *self);

/* How many percent of the keys, facts and search documents are derived, where they are derived anew; 100 otherwise. Property rebuilt.
   Until then a search may miss what is not. Main thread. */
int crm_store_get_rebuilt (CrmStore *self);

/**
 * crm_store_read:
 * @cancellable: (nullable): interrupts the work at once, in SQLite too
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer full): a #DexFuture of what @func sets.
 */
DexFuture *crm_store_read (CrmStore *self, GCancellable *cancellable, CrmReadFunc func, gpointer data, GDestroyNotify destroy);

/* A #DexFuture of a #CrmRecord, deleted or not; CRM_ERROR_NOT_FOUND when there is none. */
DexFuture *crm_store_find_record (CrmStore *self, const CrmKind *kind, const CrmId *id);

/* A #DexFuture of a string, or of NULL; and setting one, which is no edit: it cannot be undone and is not synced.
   "calling-code" and "han-first" stand in keys: setting another derives those and the search index anew, which takes a
   while in a large file, with edits in between; the future is done when that is. */
DexFuture *crm_store_find_setting (CrmStore *self, const char *name);
DexFuture *crm_store_set_setting (CrmStore *self, const char *name, const char *value);

/**
 * crm_store_renew_node:
 *
 * Gives the file another node id, so that it never gives out a clock that another copy of it gives out. Opening does that by itself for a file that
 * was copied, moved to another computer or restored; a server may know better.
 *
 * Returns: (transfer full): a #DexFuture, of nothing in particular.
 */
DexFuture *crm_store_renew_node (CrmStore *self);

/**
 * crm_store_check:
 *
 * Runs SQLite's integrity check, compares the facts, keys and search index with what they derive from, and rebuilds them.
 *
 * Returns: (transfer full): a #DexFuture of a #GStrv of problems found, empty when there are none.
 */
DexFuture *crm_store_check (CrmStore *self);

/**
 * crm_store_check_files:
 *
 * Reads every file kept with a customer and compares it with its hash, on a thread of its own.
 *
 * Returns: (transfer full): a #DexFuture of a #GStrv: a sentence for each that is missing or damaged.
 */
DexFuture *crm_store_check_files (CrmStore *self, GCancellable *cancellable);

/**
 * crm_store_set_upkeep:
 *
 * Whether hourly backups are made, and a file that was left open is looked through, behind all else; they are unless somebody says otherwise. Measurements do, which
 * would measure them, too: a copy of a large file takes the disk for minutes, and the log grows as long.
 */
void crm_store_set_upkeep (CrmStore *self, gboolean upkeep);

/**
 * crm_store_back_up:
 * @path: where to; must not exist
 *
 * Makes a copy as of now, verified by opening, with the files kept with customers in a folder beside it.
 *
 * Returns: (transfer full): a #DexFuture of a #GStrv: a sentence for each file missing or damaged, which the copy is without.
 */
DexFuture *crm_store_back_up (CrmStore *self, const char *path);

/**
 * crm_store_back_up_before:
 * @reason: a word for the backup's name: "import"
 * @copied: (out) (transfer full): a #DexFuture of a boolean: the backup is on the disk, verified; closing the file waits for it
 *
 * Backs up beside the file, as is done every hour, before something that changes much. A file without customers needs none.
 *
 * Returns: (transfer full): a #DexFuture of a boolean: the moment that the backup will show is fixed, and the change may begin.
 */
DexFuture *crm_store_back_up_before (CrmStore *self, const char *reason, DexFuture **copied);

G_END_DECLS
