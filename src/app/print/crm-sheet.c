/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on paper: a title, then headings, text, fields, tables and drawings, without a thought to pages. */

#define G_LOG_DOMAIN "crm-app"

#include "app/print/crm-sheet-private.h"

#define WIDE_COLUMNS 6

struct _CrmSheet
{
  GArray *blocks; /* of CrmSheetBlock */
  GPtrArray *tables;
  CrmSheetBlock head;
};

G_DEFINE_BOXED_TYPE (CrmSheet, crm_sheet, crm_sheet_ref, crm_sheet_unref)

static void
block_clear (gpointer data)
{
  CrmSheetBlock *block = data;

  g_strfreev (block->cells);
  if (block->destroy != NULL)
    block->destroy (block->data);
}

static void
table_free (gpointer data)
{
  CrmSheetTable *table = data;

  g_free (table->weights);
  g_free (table->numeric);
  g_free (table);
}

static void
add_block (CrmSheet *self, CrmSheetStyle style, const char *const *cells, guint n_cells, CrmSheetTable *table)
{
  CrmSheetBlock block = { .style = style, .n_cells = n_cells, .cells = g_new0 (char *, n_cells + 1), .table = table };

  for (guint i = 0; i < n_cells; i++)
    block.cells[i] = g_strdup (cells[i] != NULL ? cells[i] : "");
  g_array_append_val (self->blocks, block);
}

/* The first block holds the title, whether it is shown or not. */
static CrmSheet *
sheet_new (const char *title, CrmSheetStyle style)
{
  CrmSheet *self = g_atomic_rc_box_new0 (CrmSheet);

  self->blocks = g_array_new (FALSE, FALSE, sizeof (CrmSheetBlock));
  g_array_set_clear_func (self->blocks, block_clear);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  add_block (self, style, &title, 1, NULL);
  return self;
}

CrmSheet *
crm_sheet_new_untitled (const char *title)
{
  g_return_val_if_fail (title != NULL, NULL);

  return sheet_new (title, CRM_SHEET_BREAK);
}

CrmSheet *
crm_sheet_new (const char *title, const char *subtitle)
{
  CrmSheet *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = sheet_new (title, CRM_SHEET_TITLE);
  if (subtitle != NULL && *subtitle != '\0')
    add_block (self, CRM_SHEET_SUBTITLE, &subtitle, 1, NULL);
  return self;
}

CrmSheet *
crm_sheet_ref (CrmSheet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
sheet_clear (gpointer data)
{
  CrmSheet *self = data;

  block_clear (&self->head);
  g_array_unref (self->blocks);
  g_ptr_array_unref (self->tables);
}

void
crm_sheet_unref (CrmSheet *self)
{
  g_atomic_rc_box_release_full (self, sheet_clear);
}

const char *
crm_sheet_get_title (const CrmSheet *self)
{
  return crm_sheet_get_block (self, 0)->cells[0];
}

gboolean
crm_sheet_is_wide (const CrmSheet *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (((const CrmSheetTable *)self->tables->pdata[i])->n_columns >= WIDE_COLUMNS)
      return TRUE;
  return FALSE;
}

void
crm_sheet_add_heading (CrmSheet *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  add_block (self, CRM_SHEET_HEADING, &text, 1, NULL);
}

void
crm_sheet_add_text (CrmSheet *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  add_block (self, CRM_SHEET_TEXT, &text, 1, NULL);
}

void
crm_sheet_add_field (CrmSheet *self, const char *label, const char *value)
{
  const char *const cells[] = { label, value };

  g_return_if_fail (self != NULL && label != NULL);

  if (value != NULL && *value != '\0')
    add_block (self, CRM_SHEET_FIELD, cells, G_N_ELEMENTS (cells), NULL);
}

void
crm_sheet_begin_table (CrmSheet *self, const CrmSheetColumn *columns, guint n_columns)
{
  CrmSheetTable *table;
  g_autofree const char **titles = NULL;

  g_return_if_fail (self != NULL && n_columns > 0);

  table = g_new0 (CrmSheetTable, 1);
  table->n_columns = n_columns;
  table->weights = g_new0 (guint, n_columns);
  table->numeric = g_new0 (gboolean, n_columns);
  table->head = self->blocks->len;
  titles = g_new0 (const char *, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      titles[i] = columns[i].title;
      table->weights[i] = MAX (columns[i].weight, 1);
      table->numeric[i] = columns[i].numeric;
    }
  g_ptr_array_add (self->tables, table);
  add_block (self, CRM_SHEET_HEAD, titles, n_columns, table);
}

void
crm_sheet_add_row (CrmSheet *self, const char *const *cells)
{
  CrmSheetTable *table;

  g_return_if_fail (self != NULL && self->tables->len > 0);

  table = self->tables->pdata[self->tables->len - 1];
  add_block (self, CRM_SHEET_ROW, cells, table->n_columns, table);
}

void
crm_sheet_add_group (CrmSheet *self, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL && self->tables->len > 0);

  add_block (self, CRM_SHEET_GROUP, &text, 1, self->tables->pdata[self->tables->len - 1]);
}

void
crm_sheet_add_drawing (CrmSheet *self, const CrmSheetDrawing *drawing, gpointer data, GDestroyNotify destroy)
{
  CrmSheetBlock block = { .style = CRM_SHEET_DRAWING, .drawing = drawing, .data = data, .destroy = destroy };

  g_return_if_fail (self != NULL && drawing != NULL);

  block.cells = g_new0 (char *, 1);
  g_array_append_val (self->blocks, block);
}

void
crm_sheet_add_break (CrmSheet *self)
{
  g_return_if_fail (self != NULL);

  add_block (self, CRM_SHEET_BREAK, NULL, 0, NULL);
}

guint
crm_sheet_get_n_blocks (const CrmSheet *self)
{
  return self->blocks->len;
}

const CrmSheetBlock *
crm_sheet_get_block (const CrmSheet *self, guint block)
{
  return &g_array_index (self->blocks, CrmSheetBlock, block);
}

void
crm_sheet_set_head (CrmSheet *self, const CrmSheetDrawing *drawing, gpointer data, GDestroyNotify destroy)
{
  g_return_if_fail (self != NULL && drawing != NULL);

  block_clear (&self->head);
  self->head = (CrmSheetBlock){ .style = CRM_SHEET_DRAWING, .drawing = drawing, .data = data, .destroy = destroy };
}

const CrmSheetBlock *
crm_sheet_get_head (const CrmSheet *self)
{
  gboolean has_title = crm_sheet_get_block (self, 0)->style == CRM_SHEET_TITLE;

  return has_title && self->head.drawing != NULL ? &self->head : NULL;
}
