/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All there is to show about one customer, read in one go. */

#pragma once

#include "core/customers/crm-custom-field.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmProfilePerson:
 * @role: what the person is at the customer
 * @person: who
 * @points: (element-type CrmRecord): the person's own contact points
 */
typedef struct
{
  CrmRecord *role;
  CrmRecord *person;
  GPtrArray *points;
} CrmProfilePerson;

/**
 * CrmProfileLink:
 * @relationship: the record, which may stand at either of the two
 * @other: the other customer, @name its name
 * @kind: what the other is to this one, a choice of the relationship's kind; turned round where the record stands there
 */
typedef struct
{
  CrmRecord *relationship;
  CrmId other;
  char *name;
  const char *kind;
} CrmProfileLink;

/* A tag the customer bears: the bearing, and the tag. */
typedef struct
{
  CrmId tagging;
  CrmRecord *tag;
} CrmProfileTag;

/**
 * CrmProfileCustom:
 * @field: a custom field
 * @value: (nullable): the customer's record of it, maybe deleted
 * @referred: (nullable): what the value refers to, maybe deleted
 * @place: the customer on whose page that is looked at; nil for none
 */
typedef struct
{
  CrmCustomField *field;
  CrmRecord *value;
  CrmRecord *referred;
  CrmId place;
} CrmProfileCustom;

/**
 * CrmProfile:
 * @customer: itself, maybe deleted
 * @currency: (nullable): the office's own
 * @owner: (nullable): name of the owner
 * @referrer: (nullable): name of the customer who referred it
 * @points: (element-type CrmRecord): its own contact points
 * @people: (element-type CrmProfilePerson): those still there first, each part in the order they were added
 * @links: (element-type CrmProfileLink)
 * @tags: (element-type CrmProfileTag): by name
 * @custom: (element-type CrmProfileCustom): every custom field in its order, also without a value
 * @files: (element-type CrmRecord): newest first
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *customer;
  char *currency;
  char *owner;
  char *referrer;
  GPtrArray *points;
  GPtrArray *people;
  GPtrArray *links;
  GPtrArray *tags;
  GPtrArray *custom;
  GPtrArray *files;
} CrmProfile;

#define CRM_TYPE_PROFILE (crm_profile_get_type ())

GType crm_profile_get_type (void);
CrmProfile *crm_profile_ref (CrmProfile *self);
void crm_profile_unref (CrmProfile *self);

/**
 * crm_profile_load:
 * @connection: a reader's
 * @customer: which
 *
 * Returns: (transfer full): the profile; %NULL with %CRM_ERROR_NOT_FOUND when there is no such customer.
 */
CrmProfile *crm_profile_load (CrmConnection *connection, const CrmId *customer, GError **error);

/* The name of what the customer's field refers to, borrowed; NULL when it refers to nothing. */
const char *crm_profile_get_reference_name (const CrmProfile *self, guint field);

/* (transfer full) (nullable): what the value refers to is called, see crm_referred_dup_name(); NULL where it refers to nothing. */
char *crm_profile_custom_dup_name (const CrmProfileCustom *self);

/* The kinds whose changes may change a profile, a bit (1 << kind) each. */
guint crm_profile_get_kinds (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmProfile, crm_profile_unref)

G_END_DECLS
