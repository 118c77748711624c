/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as it is merged and sent: a map of last-writer-wins registers, each a value with a clock. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/base/crm-id.h"

G_BEGIN_DECLS

/* The register that says whether a record is deleted (1) or not (0); a record without it is not. */
#define CRM_SYNC_DELETED "deleted"

/* The one field of a record that was erased, whatever its value: it takes the place of all others. */
#define CRM_SYNC_ERASED "erased"

/* What a name of a kind or field may be at the longest; a packed clock has one byte for it. */
#define CRM_SYNC_NAME_MAX 64

/**
 * CrmRegister:
 * @field: (type GRefString): permanent name
 * @value: (type GRefString): canonical JSON text: null, a whole number, or a string as RFC 8785 writes it
 * @clock: when it was given this value
 * @has_base: whether @base tells on which clock of the same field a long text was based; never stored
 */
typedef struct
{
  char *field;
  char *value;
  CrmHlc clock;
  CrmHlc base;
  gboolean has_base;
} CrmRegister;

/**
 * CrmSyncRecord:
 * @kind: (type GRefString): permanent name, known here or not
 * @id: its id
 * @is_whole: whether @creation is known: without it this is a part of a record that must be there already
 * @creation: when it was created
 * @registers: (element-type CrmRegister): by field in strcmp() order, each once
 *
 * What nobody ever set has no register. Reference-counted; not changed any more once it is shared.
 */
typedef struct
{
  char *kind;
  CrmId id;
  gboolean is_whole;
  CrmHlc creation;
  GArray *registers;
} CrmSyncRecord;

CrmSyncRecord *crm_sync_record_new (const char *kind, const CrmId *id);
CrmSyncRecord *crm_sync_record_ref (CrmSyncRecord *self);
void crm_sync_record_unref (CrmSyncRecord *self);

void crm_sync_record_set_creation (CrmSyncRecord *self, const CrmHlc *creation);

/**
 * crm_sync_record_set:
 * @value: canonical JSON text
 *
 * Gives a field a register. Where it has one, the winner of both stays.
 *
 * Returns: (transfer none): the field's register, borrowed until the next call.
 */
CrmRegister *crm_sync_record_set (CrmSyncRecord *self, const char *field, const char *value, const CrmHlc *clock);

/* Gives a field a register, whatever it has. */
void crm_sync_record_replace (CrmSyncRecord *self, const char *field, const char *value, const CrmHlc *clock);

/* (nullable) (transfer none): the register of a field. */
const CrmRegister *crm_sync_record_find (const CrmSyncRecord *self, const char *field);
const CrmRegister *crm_sync_record_get (const CrmSyncRecord *self, guint position);
guint crm_sync_record_get_n (const CrmSyncRecord *self);

/* Takes a field's register away, if there is one. */
void crm_sync_record_remove (CrmSyncRecord *self, const char *field);

/* Whether its values were taken away for good; then it is deleted, too. */
gboolean crm_sync_record_is_erased (const CrmSyncRecord *self);

gboolean crm_sync_record_is_deleted (const CrmSyncRecord *self);

/* Whether both say the same of the same record; bases do not count. */
gboolean crm_sync_record_equal (const CrmSyncRecord *a, const CrmSyncRecord *b);

/* Says on which clock of the same field a value is based. */
void crm_sync_record_set_base (CrmSyncRecord *self, const char *field, const CrmHlc *base);

/* Whether @name can be the name of a kind or field: 1 to 64 of a-z, 0-9 and _. */
gboolean crm_sync_is_name (const char *name, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncRecord, crm_sync_record_unref)

G_END_DECLS
