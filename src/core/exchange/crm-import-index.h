/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import has made or touched so far, found by the keys rows are compared by. */

#pragma once

#include "core/record/crm-record.h"

G_BEGIN_DECLS

/**
 * CrmImportEntity:
 * @kind: of the record
 * @id: its id
 * @is_fresh: whether this import makes it
 * @is_company: of a customer: whether it is a company
 * @is_deleted: whether it lies deleted in the file; found by its own id only
 * @is_loaded: of a customer: whether the names of its people have been read
 * @is_seen: whether an earlier row of this import was about it
 * @has_email, @has_phone: of a fresh one: whether it has such contact points
 * @claimed: a bit for each field that a row of this import has decided; the first row that says something wins
 * @external: hash of its id elsewhere, 0 for none
 * @name: (nullable): its name, a GRefString
 */
typedef struct
{
  const CrmKind *kind;
  CrmId id;
  guint is_fresh : 1;
  guint is_company : 1;
  guint is_seen : 1;
  guint has_email : 1;
  guint has_phone : 1;
  guint is_loaded : 1;
  guint is_deleted : 1;
  guint64 claimed;
  guint64 external;
  char *name;
} CrmImportEntity;

typedef struct _CrmImportIndex CrmImportIndex;

CrmImportIndex *crm_import_index_new (void);
void crm_import_index_free (CrmImportIndex *self);

/* Adds one; its number stays valid, a pointer to it only until the next is added. */
guint crm_import_index_add (CrmImportIndex *self, const CrmKind *kind, const CrmId *id);
CrmImportEntity *crm_import_index_get (CrmImportIndex *self, guint entity);

/* Key types; each kind of key has its own space. */
typedef enum
{
  CRM_KEY_ID,
  CRM_KEY_EXTERNAL_COMPANY,
  CRM_KEY_EXTERNAL_INDIVIDUAL,
  CRM_KEY_EXTERNAL_PERSON,
  CRM_KEY_POINT,
  CRM_KEY_COMPANY_NAME,
  CRM_KEY_INDIVIDUAL_NAME,
  CRM_KEY_MEMBER_NAME,
  CRM_KEY_PERSON_NAME,
  CRM_KEY_HAS_POINT,
  CRM_KEY_NOTE,
  CRM_KEY_ROLE,
  CRM_KEY_TAGGING,
  CRM_KEY_CUSTOM_VALUE,
  CRM_KEY_EXTERNAL_INTERACTION,
} CrmImportKeyType;

/**
 * crm_import_index_hash:
 * @number: part of the key, such as an entity or a kind of contact point
 * @bytes: the rest of it
 *
 * Returns: 64 bits, with a seed of their own in each index so that nobody can make two keys alike; never 0.
 */
guint64 crm_import_index_hash (const CrmImportIndex *self, CrmImportKeyType type, guint64 number, const void *bytes, gsize length);

void crm_import_index_add_key (CrmImportIndex *self, guint64 key, guint entity);

/**
 * crm_import_index_find:
 * @entities: (out) (array length=max): those with the key, in the order they were added
 *
 * Returns: how many, at most @max.
 */
guint crm_import_index_find (const CrmImportIndex *self, guint64 key, guint *entities, guint max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportIndex, crm_import_index_free)

G_END_DECLS
