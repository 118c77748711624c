/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a file, read by its columns but not compared with any record yet. */

#pragma once

#include "core/exchange/crm-import-draft.h"
#include "core/exchange/crm-import-report.h"
#include "core/record/crm-value.h"
#include "core/schema/crm-schema-sales.h"

G_BEGIN_DECLS

/**
 * CrmDealDraftMove:
 * @at: microseconds UTC
 * @stage: its name
 * @amount, @expected: then, maybe "nothing"
 * @row: of the deal's, whose it is
 */
typedef struct
{
  gint64 at;
  char *stage;
  CrmValue amount;
  CrmValue expected;
  guint row;
} CrmDealDraftMove;

/**
 * CrmDealDraftPerson:
 * @id: our own, nil when the file gives none
 * @name: of a person of the customer
 * @role: (nullable): the part in the deal, as the schema's choice has it
 * @row: of the deal's, whose it is
 */
typedef struct
{
  CrmId id;
  char *name;
  char *role;
  guint row;
} CrmDealDraftPerson;

/* Where a row stands: the file's number, and the row as a spreadsheet counts. */
typedef struct
{
  guint source;
  guint64 row;
} CrmDealDraftRow;

/**
 * CrmDealDraft:
 * @id: our own, nil when the file gives none; @external_id (nullable): another program's
 * @title: never %NULL
 * @customer: (nullable): a name; @customer_id (nullable): the id another program gives it, or our own
 * @contact: (nullable): a person, where no company is named
 * @pipeline, @stage: (nullable): names, as the last row has them that says any
 * @outcome: (nullable): what the last row says: "open", "won", "lost"
 * @owner, @referrer: (nullable): names
 * @values: all else
 * @close: (nullable as "nothing"): a date that is that of the close, or of an open deal the expected one; @close_has_time
 * @moves: (element-type CrmDealDraftMove): in the order of the file
 * @people: (element-type CrmDealDraftPerson): who has a part in it
 * @has_log: whether the file says when the deal came to its stages
 * @rows: (element-type CrmDealDraftRow): those about it
 * @place: for crm-deal-places.c: the number of its pipeline, from 1
 */
typedef struct
{
  CrmId id;
  char *external_id;
  char *title;
  char *customer;
  char *customer_id;
  char *contact;
  char *pipeline;
  char *stage;
  const char *outcome;
  char *owner;
  char *referrer;
  CrmValue values[CRM_DEAL_N_FIELDS];
  CrmValue close;
  gboolean close_has_time;
  GPtrArray *moves;
  GPtrArray *people;
  gboolean has_log;
  GArray *rows;
  guint place;
} CrmDealDraft;

CrmDealDraft *crm_deal_draft_new (void);
void crm_deal_draft_free (CrmDealDraft *self);

/* Borrowed: one more, empty. */
CrmDealDraftMove *crm_deal_draft_add_move (CrmDealDraft *self);
CrmDealDraftPerson *crm_deal_draft_add_person (CrmDealDraft *self);

/**
 * CrmDealTable:
 * @drafts: (element-type CrmDealDraft): each deal once, in the order of the files
 * @report: rows read and refused
 * @is_exact: whether all comes from own exports
 *
 * All deals of an import: rows about one deal may stand anywhere in a file, so it is kept in memory.
 */
typedef struct
{
  GPtrArray *drafts;
  CrmImportReport *report;
  gboolean is_exact;
} CrmDealTable;

/**
 * crm_deal_table_read:
 * @sources: (element-type CrmImportSource): the files
 * @settings: how values are read
 * @n_done: (nullable): counted up atomically with each row
 *
 * Reads the files and puts the rows of each deal together: those with the same id, or the same title and customer. Blocks.
 *
 * Returns: (transfer full): the deals, or %NULL with the error of the reader.
 */
CrmDealTable *crm_deal_table_read (GPtrArray *sources, const CrmImportSettings *settings, GCancellable *cancellable, guint *n_done, GError **error);
void crm_deal_table_free (CrmDealTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealDraft, crm_deal_draft_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealTable, crm_deal_table_free)

G_END_DECLS
