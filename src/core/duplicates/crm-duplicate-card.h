/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What duplicates are found by: of one customer all that is compared, made ready. */

#pragma once

#include "core/base/crm-id.h"
#include "core/duplicates/crm-duplicate-name.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_CARD_PHONE,
  CRM_CARD_EMAIL,
  CRM_CARD_MAILBOX, /* an address of an office, such as info@ */
  CRM_CARD_ACCOUNT, /* WeChat, QQ and the like */
  CRM_CARD_DOMAIN,  /* of web pages and addresses, where it is not that of a mail provider */
  CRM_CARD_LOCAL,   /* what stands before the @: people keep it when they change the provider */
} CrmDuplicatePointKind;

typedef struct
{
  CrmDuplicatePointKind kind;
  guint64 key;
} CrmDuplicatePoint;

typedef enum
{
  CRM_CARD_TAX_ID,
  CRM_CARD_CODE,
  CRM_CARD_EXTERNAL_ID,
  CRM_CARD_CITY,
  CRM_CARD_COUNTRY,
  CRM_CARD_GENDER,
  CRM_CARD_N_MARKS
} CrmDuplicateMark;

/**
 * CrmDuplicateCard:
 * @is_person: whether the customer is an individual
 * @name: its name, @alias what it is also known as
 * @marks: hashes of what is the same or not, 0 where nothing is said
 * @birthday: a CrmDate
 * @points: (element-type CrmDuplicatePoint) (nullable): its own and its people's
 * @people: (element-type guint64) (nullable): hashes of the names of its people
 * @address: (nullable): the first address, folded, @address_digits the hash of its digits
 */
typedef struct
{
  CrmId id;
  gboolean is_person;
  CrmDuplicateName name;
  CrmDuplicateName alias;
  guint64 marks[CRM_CARD_N_MARKS];
  int birthday;
  GArray *points;
  GArray *people;
  gunichar *address;
  guint n_address;
  guint64 address_digits;
} CrmDuplicateCard;

/* @id may be %NULL of somebody who is only being entered. */
CrmDuplicateCard *crm_duplicate_card_new (const CrmId *id, gboolean is_person, const char *name, const char *alias);
void crm_duplicate_card_free (CrmDuplicateCard *card);

/* Text is folded; cities are compared by how they are read, so that 洛阳市 and Luoyang are one. Tax numbers too short to be one count as nothing. */
void crm_duplicate_card_set_mark (CrmDuplicateCard *card, CrmDuplicateMark mark, const char *text);

/**
 * crm_duplicate_card_add_point:
 * @kind: a choice of contact points' kind
 * @comparable: (nullable): what CrmContactValue has it compared by
 * @text: as written, for addresses
 */
void crm_duplicate_card_add_point (CrmDuplicateCard *card, const char *kind, const char *comparable, const char *text);
void crm_duplicate_card_add_person (CrmDuplicateCard *card, const char *name);

/* (transfer full) (element-type guint64): what it can be found by: candidates have one of them in common. The lowest bit says that few have it. */
GArray *crm_duplicate_card_list_keys (const CrmDuplicateCard *card);

/* The keys among them that say how many bear a name, or a point. */
guint64 crm_duplicate_name_get_key (const CrmDuplicateName *name);
guint64 crm_duplicate_point_get_key (const CrmDuplicatePoint *point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDuplicateCard, crm_duplicate_card_free)

G_END_DECLS
