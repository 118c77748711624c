/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a sheet, for what lays it out. Private to app/print. */

#pragma once

#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_SHEET_TITLE,
  CRM_SHEET_SUBTITLE,
  CRM_SHEET_HEADING,
  CRM_SHEET_TEXT,
  CRM_SHEET_FIELD,
  CRM_SHEET_HEAD,
  CRM_SHEET_GROUP,
  CRM_SHEET_ROW,
  CRM_SHEET_DRAWING,
  CRM_SHEET_BREAK,
} CrmSheetStyle;

typedef struct
{
  guint n_columns;
  guint *weights;
  gboolean *numeric;
  guint head; /* the block with its headings */
} CrmSheetTable;

typedef struct
{
  CrmSheetStyle style;
  guint n_cells;
  char **cells;
  CrmSheetTable *table; /* borrowed; NULL where there is one cell, or a label and a value */
  const CrmSheetDrawing *drawing;
  gpointer data; /* of the drawing */
  GDestroyNotify destroy;
} CrmSheetBlock;

/* The drawing at the head, or NULL. */
const CrmSheetBlock *crm_sheet_get_head (const CrmSheet *self);

guint crm_sheet_get_n_blocks (const CrmSheet *self);
const CrmSheetBlock *crm_sheet_get_block (const CrmSheet *self, guint block);

G_END_DECLS
