/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one row of a file says, read by its mapping but not compared with any record yet. */

#pragma once

#include "core/exchange/crm-import-source.h"
#include "core/record/crm-value.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"

G_BEGIN_DECLS

/**
 * CrmDraftPoint:
 * @kind: of contact point
 * @value: the text to store
 * @key: the text to compare, or "nothing"
 * @label: maybe "nothing"
 * @is_valid: whether it can be what its kind says
 * @is_shared: whether several people may have it: a switchboard, a fax, info@…
 */
typedef struct
{
  CrmPointKind kind;
  CrmValue value;
  CrmValue key;
  CrmValue label;
  gboolean opt_out;
  gboolean is_valid;
  gboolean is_shared;
} CrmDraftPoint;

/**
 * CrmDraftPerson:
 * @id: our own id, nil when the row gives none
 * @name_key: as person.name_key will be
 * @values: of the person
 * @role: of the role at the customer
 * @points: (element-type CrmDraftPoint)
 */
typedef struct
{
  CrmId id;
  CrmValue name_key;
  CrmValue values[CRM_PERSON_N_FIELDS];
  CrmValue role[CRM_ROLE_N_FIELDS];
  GArray *points;
} CrmDraftPerson;

/* What a row is about. */
typedef enum
{
  CRM_DRAFT_NOBODY,
  CRM_DRAFT_COMPANY,
  CRM_DRAFT_INDIVIDUAL,
  CRM_DRAFT_MEMBER, /* a person at a company: both are made */
} CrmDraftSubject;

/**
 * CrmDraftFault:
 * @column: 0-based, or -1 for the row as a whole
 * @reason: a sentence for a person
 */
typedef struct
{
  int column;
  char *reason;
} CrmDraftFault;

/**
 * CrmImportDraft:
 * @source: 0-based file of the import; @row as a spreadsheet counts
 * @subject: what it is about
 * @fault: why the row cannot be imported, when @fault.reason is set
 * @is_skipped: whether it says nothing of anybody, as the foot of a report
 * @is_exact: whether the row comes from an own export
 * @han_first: how its keys of names are made
 * @is_guess: whether nothing but the name tells a company from an individual
 * @id: our own id of the customer, nil when the row gives none
 * @name_key: as customer.name_key will be
 * @values: of the customer
 * @owner, @referrer: (nullable): names, to be looked up
 * @external_id: (nullable): the id elsewhere of whom the row is about
 * @company_id: (nullable): and of the company a member belongs to
 * @points: (element-type CrmDraftPoint): the customer's
 * @people: (element-type CrmDraftPerson): at the customer; the first of %CRM_DRAFT_MEMBER is whom the row is about
 * @more_companies: (element-type utf8): where the first person is besides
 * @tags: (element-type utf8): names
 * @custom: (nullable) (array): values of the settings' custom fields, @n_custom of them
 * @lines: (nullable): lines for the note, of columns that have no other place
 * @interaction: values; the text or the date is set when there is one
 */
typedef struct
{
  guint source;
  guint64 row;
  CrmDraftSubject subject;
  CrmDraftFault fault;
  gboolean is_skipped;
  gboolean is_exact;
  gboolean is_guess;
  gboolean han_first;
  CrmId id;
  CrmValue name_key;
  CrmValue values[CRM_CUSTOMER_N_FIELDS];
  char *owner;
  char *referrer;
  char *external_id;
  char *company_id;
  GArray *points;
  GPtrArray *people;
  GPtrArray *more_companies;
  GPtrArray *tags;
  CrmValue *custom;
  guint n_custom;
  GString *lines;
  CrmValue interaction[CRM_INTERACTION_N_FIELDS];
  char *author;
} CrmImportDraft;

/**
 * CrmImportSettings:
 * @currency: (nullable): the office's own
 * @calling_code: such as "86"
 * @zone: whose calendar dates are of
 * @this_year: the year it is
 * @han_first: how the file orders names, see crm_text_sort_key()
 * @custom_fields: (nullable) (element-type CrmCustomField): those there are and those the import makes, from crm_import_custom_fields_read()
 *
 * What reading depends on besides the mapping. Borrowed members.
 */
typedef struct
{
  const char *currency;
  const char *calling_code;
  GTimeZone *zone;
  int this_year;
  gboolean han_first;
  GPtrArray *custom_fields;
} CrmImportSettings;

typedef struct _CrmDraftReader CrmDraftReader;

/**
 * crm_draft_reader_new:
 * @mapping: borrowed; must not change meanwhile
 * @source: number of the file, for the drafts
 *
 * Reads rows of one file. One thread.
 */
CrmDraftReader *crm_draft_reader_new (const CrmImportMapping *mapping, guint source, const CrmImportSettings *settings);
void crm_draft_reader_free (CrmDraftReader *self);

/* Returns: (transfer full): what the row says. A fault of the reader's is the draft's. */
CrmImportDraft *crm_draft_reader_read (CrmDraftReader *self, const CrmTableRow *row);

void crm_import_draft_free (CrmImportDraft *self);

/**
 * crm_import_draft_become_member:
 * @company: (nullable): the name of the company, %NULL when it is not to be named anew
 *
 * Turns a row about a customer, or nobody by name, into one about a person at a company known otherwise.
 */
void crm_import_draft_become_member (CrmImportDraft *self, const char *company);

/* Turns a row about a person at a company into one about the person as a customer; the company becomes a line of the note. */
void crm_import_draft_become_individual (CrmImportDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDraftReader, crm_draft_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportDraft, crm_import_draft_free)

G_END_DECLS
