/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edit changed, as live views are told of it. */

#pragma once

#include <glib-object.h>

#include "core/base/crm-id.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/* More changed records than this are announced as "many": views then ask again instead of looking at each. */
#define CRM_CHANGE_SET_MAX 1000

typedef struct
{
  CrmKindId kind;
  CrmId id;
  gint64 rowid;
} CrmChangedRecord;

/**
 * CrmChangeSet:
 * @edit: the local number of the edit; 0 when another process wrote
 * @kinds: a bit (1 << kind) for each kind with a change, facts included
 * @many: whether @records was given up because there are too many
 * @records: (element-type CrmChangedRecord): the records changed, created or deleted, and those whose facts were
 *
 * Immutable once announced; reference-counted, any thread.
 */
typedef struct
{
  gint64 edit;
  guint64 kinds;
  gboolean many;
  GArray *records;
} CrmChangeSet;

#define CRM_TYPE_CHANGE_SET (crm_change_set_get_type ())

GType crm_change_set_get_type (void);
CrmChangeSet *crm_change_set_new (gint64 edit);
CrmChangeSet *crm_change_set_ref (CrmChangeSet *self);
void crm_change_set_unref (CrmChangeSet *self);
void crm_change_set_add (CrmChangeSet *self, CrmKindId kind, const CrmId *id, gint64 rowid);

/* Whether records of @kind changed, and whether the one with @id may have (also when there were many). */
gboolean crm_change_set_has_kind (const CrmChangeSet *self, CrmKindId kind);
gboolean crm_change_set_has_record (const CrmChangeSet *self, const CrmId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChangeSet, crm_change_set_unref)

G_END_DECLS
