/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of changes to any number of records: the only way anything is written. */

#pragma once

#include <glib-object.h>

#include "core/base/crm-clock.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

typedef struct _CrmConnection CrmConnection;

/**
 * CrmEditOrigin:
 *
 * Where an edit comes from. The numbers are permanent: they stand in the file.
 */
typedef enum
{
  CRM_EDIT_ORIGIN_PERSON = 0,
  CRM_EDIT_ORIGIN_IMPORT = 1,
  CRM_EDIT_ORIGIN_UNDO = 2,
  CRM_EDIT_ORIGIN_REDO = 3,
  CRM_EDIT_ORIGIN_DEMO = 4,
  CRM_EDIT_ORIGIN_SYNC = 5,
  CRM_EDIT_ORIGIN_SETUP = 6,
  CRM_EDIT_ORIGIN_ERASURE = 7, /* the only one by a person that cannot be undone */
} CrmEditOrigin;

typedef enum
{
  CRM_CHANGE_CREATE,
  CRM_CHANGE_UPDATE,
  CRM_CHANGE_DELETE,
  CRM_CHANGE_RESTORE,
  CRM_CHANGE_PURGE,
  CRM_CHANGE_ERASE,
} CrmChangeType;

/**
 * CrmChangeStamp:
 * @creation: the record's creation clock
 * @clocks: (nullable): packed clocks of all fields changed since
 * @unknown: (nullable): the fields this version does not know or cannot hold, as core/store keeps them
 * @scope: (nullable): who may see the record
 * @seq: its number on the server
 * @deleted: whether it is deleted
 * @erased: whether all its values are to go, from history, too; then it is deleted as well
 * @waits: whether something of the record is still to be sent
 * @is_new: whether the file is known not to have the record: it is not looked for again
 * @overtaken: (nullable) (element-type CrmAssignment): values that never stood here and are given up already: history alone tells of them
 * @values: (array): all values of the record, none in facts and secrets
 * @has_keys: whether the keys in @values have been made already, of a new record
 * @document: (nullable): what a new customer is found by as long as nothing hangs on it
 *
 * What a sync has decided of a record already: the writer takes it as it is, instead of stamping, checking and following up.
 */
typedef struct
{
  CrmHlc creation;
  GBytes *clocks;
  char *unknown;
  char *scope;
  gint64 seq;
  gboolean deleted;
  gboolean erased;
  gboolean waits;
  gboolean is_new;
  GArray *overtaken;
  CrmValue *values;
  gboolean has_keys;
  GString *document;
} CrmChangeStamp;

typedef struct
{
  guint field;
  CrmValue value;
} CrmAssignment;

/* Makes an array of them that clears what they hold. */
GArray *crm_assignments_new (void);

/* Adds a field with its value, which it takes. */
void crm_assignments_add (GArray *assignments, guint field, CrmValue value);

/**
 * CrmChange:
 *
 * What happens to one record. Reference-counted; an edit holds what was added to it.
 */
typedef struct
{
  CrmChangeType type;
  const CrmKind *kind;
  CrmId id;
  CrmRecord *seen;       /* (nullable): the record as it was read for this change */
  GArray *assignments;   /* of CrmAssignment */
  CrmChangeStamp *stamp; /* (nullable) */
} CrmChange;

typedef struct _CrmEdit CrmEdit;

#define CRM_TYPE_EDIT (crm_edit_get_type ())

GType crm_edit_get_type (void);

/**
 * CrmEditPull:
 * @connection: the writer's connection, inside its transaction: for looking up what the next changes depend on
 * @edit: where to add changes
 * @data: as given
 * @error: why the edit must be taken back
 *
 * Adds the next changes of a long edit, some hundreds at a time. Called on the writer's thread.
 *
 * Returns: 1 when there may be more, 0 when that was all, -1 on error.
 */
typedef int (*CrmEditPull) (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error);

/**
 * crm_edit_new:
 * @title: what it does, in the user's language, as Undo names it: "Change phone"
 * @origin: where it comes from
 *
 * Returns: (transfer full): an empty edit. Edits are built on one thread and handed to crm_store_apply() once.
 */
CrmEdit *crm_edit_new (const char *title, CrmEditOrigin origin);

/**
 * crm_edit_new_stream:
 * @pull: gives the changes
 * @data: for @pull
 * @destroy: frees @data, on the writer's thread or wherever the last reference goes
 *
 * An edit too long to be built at once: the writer pulls it in chunks, other edits go between them, and it stands as one
 * edit in history.
 *
 * Returns: (transfer full): the edit.
 */
CrmEdit *crm_edit_new_stream (const char *title, CrmEditOrigin origin, CrmEditPull pull, gpointer data, GDestroyNotify destroy);

CrmEdit *crm_edit_ref (CrmEdit *edit);
void crm_edit_unref (CrmEdit *edit);

/**
 * crm_edit_create:
 * @id: (nullable): the id it shall have; %NULL for a new one
 *
 * Returns: (transfer none): the change, to be filled with crm_change_set() and its kin.
 */
CrmChange *crm_edit_create (CrmEdit *edit, const CrmKind *kind, const CrmId *id);
CrmChange *crm_edit_update (CrmEdit *edit, const CrmKind *kind, const CrmId *id);

/* As crm_edit_update(), of a record that has been read, which is kept: in a stream, where it was read in the transaction that writes it, it need not be read again. */
CrmChange *crm_edit_update_record (CrmEdit *edit, const CrmRecord *record);

void crm_edit_delete (CrmEdit *edit, const CrmKind *kind, const CrmId *id);
void crm_edit_restore (CrmEdit *edit, const CrmKind *kind, const CrmId *id);

/* The field, beside those of its kind, whose clock says that a record was erased. */
#define CRM_FIELD_NAME_ERASED "erased"

/**
 * crm_edit_erase:
 *
 * Takes every value of a record away for good: out of its row, its history, the search, and lists of what a sync could not save. What is left is a grave,
 * which tells other devices to do the same. Of edits with %CRM_EDIT_ORIGIN_ERASURE only. A record that is not there, or was erased before, is left alone.
 */
CrmChange *crm_edit_erase (CrmEdit *edit, const CrmKind *kind, const CrmId *id);

/* For a sync alone: removes a record that this file may not have any more, with its history, as if it had never been here. */
void crm_edit_purge (CrmEdit *edit, const CrmKind *kind, const CrmId *id);

/**
 * crm_change_new_stamped:
 *
 * For a sync alone: a record as a whole, with a stamp to be filled. It can be built before its edit, and on another thread.
 *
 * Returns: (transfer full): the change.
 */
CrmChange *crm_change_new_stamped (const CrmKind *kind, const CrmId *id);
CrmChange *crm_change_ref (CrmChange *change);
void crm_change_unref (CrmChange *change);

/* Takes @change. Returns: (transfer none): it. */
CrmChange *crm_edit_add (CrmEdit *edit, CrmChange *change);

/* Takes the value; setting a field twice keeps the last. */
void crm_change_set (CrmChange *change, guint field, CrmValue value);
void crm_change_set_text (CrmChange *change, guint field, const char *text);
void crm_change_set_integer (CrmChange *change, guint field, gint64 integer);
void crm_change_set_id (CrmChange *change, guint field, const CrmId *id);
void crm_change_set_money (CrmChange *change, guint field, CrmMoney money);

/* The value set so far, or %NULL; borrowed until the next field of @change is set. */
const CrmValue *crm_change_get (const CrmChange *change, guint field);

/**
 * crm_edit_set_discreet:
 *
 * Has the edit written down without its moment and without who made it: of its time only the day stands in the file. What answers an anonymous
 * survey is such an edit, and nothing else is in it.
 */
void crm_edit_set_discreet (CrmEdit *edit, gboolean discreet);
gboolean crm_edit_is_discreet (CrmEdit *edit);

/**
 * crm_edit_set_divisible:
 *
 * Says of a stream that what was pulled so far may always stand by itself. Then it is one transaction: when that has become long enough the edit ends, and
 * whoever gives the changes makes another for the rest.
 */
void crm_edit_set_divisible (CrmEdit *edit, gboolean divisible);
gboolean crm_edit_is_divisible (CrmEdit *edit);

const char *crm_edit_get_title (CrmEdit *edit);
CrmEditOrigin crm_edit_get_origin (CrmEdit *edit);
guint crm_edit_get_n_changes (CrmEdit *edit);
const CrmChange *crm_edit_get_change (CrmEdit *edit, guint position);
gboolean crm_edit_is_stream (CrmEdit *edit);

/* For an undo: counts values left alone because another edit changed them since. */
void crm_edit_add_skipped (CrmEdit *edit, guint n);
guint crm_edit_get_n_skipped (CrmEdit *edit);

/* For the writer: forgets the changes given so far, and pulls the next. */
void crm_edit_clear_changes (CrmEdit *edit);
int crm_edit_pull (CrmEdit *edit, CrmConnection *connection, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChange, crm_change_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEdit, crm_edit_unref)

G_END_DECLS
