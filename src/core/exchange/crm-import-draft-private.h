/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the reader of drafts, for its two files alone. */

#pragma once

#include "core/exchange/crm-column-value.h"
#include "core/exchange/crm-import-draft.h"

G_BEGIN_DECLS

/**
 * CrmDraftColumn:
 * @label_column, @opt_out_column, @currency_column: the columns that belong to it, or -1
 * @choices: (nullable): texts seen → the choice meant, a GRefString; few, and looked up for every row
 * @custom: the place of its custom field among the settings', or -1
 * @keeps_name: whether contact points bear the column's own name as their label, for it is in the office's language
 */
typedef struct
{
  const CrmImportColumn *column;
  CrmColumnStyle style;
  int label_column;
  int opt_out_column;
  int currency_column;
  int custom;
  GHashTable *choices;
  gboolean keeps_name;
} CrmDraftColumn;

/* The columns of one address, in the order of the parts. */
typedef struct
{
  CrmColumnMeaning meaning; /* of the first of them */
  GArray *parts;            /* of guint: columns */
  int formatted;            /* the column that has it whole, or -1 */
  int label_column;
  gboolean keeps_name;
} CrmDraftAddress;

struct _CrmDraftReader
{
  const CrmImportMapping *mapping;
  CrmImportSettings settings;
  guint source;
  CrmDraftColumn *columns;
  guint n_columns;
  GArray *names; /* of guint: columns that tell who the row is about; read first */
  GArray *rest;  /* of guint: the others that need reading */
  GPtrArray *addresses;

  /* the row under way */
  const CrmTableRow *row;
  CrmImportDraft *draft;
  CrmDraftPerson *main;
};

/* The text of a cell; empty beyond the row's end. */
const char *crm_draft_reader_get_cell (const CrmDraftReader *self, int column);

/* Adds "column: text" to the note. */
void crm_draft_reader_add_line (CrmDraftReader *self, guint column, const char *text);

/* The points of a person, or of the row's own subject, or of the customer. */
GArray *crm_draft_reader_get_points (CrmDraftReader *self, guint person, gboolean of_company);

CrmDraftPerson *crm_draft_reader_get_person (CrmDraftReader *self, guint number);

/* Reads one or several contact points out of a cell. */
void crm_draft_reader_read_point (CrmDraftReader *self, guint column, const char *text);
void crm_draft_reader_add_point (CrmDraftReader *self, GArray *points, CrmPointKind kind, const char *text, const char *label, gboolean opt_out, const char *nature);
void crm_draft_reader_read_addresses (CrmDraftReader *self);
void crm_draft_reader_find_addresses (CrmDraftReader *self);
void crm_draft_reader_opt_out (CrmDraftReader *self, CrmPointKind kind);
void crm_draft_address_free (CrmDraftAddress *address);

/* (transfer full): the parts of a cell that holds several values, trimmed, none empty. */
GPtrArray *crm_draft_split (const char *text, CrmPointKind kind);
GPtrArray *crm_draft_split_tags (const char *text);

G_END_DECLS
