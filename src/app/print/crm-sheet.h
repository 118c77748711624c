/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes on paper: a title, then headings, text, fields, tables and drawings, without a thought to pages. */

#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * CrmSheetColumn:
 * @title: its heading
 * @weight: its share of the width
 * @numeric: figures, set at the end of their column
 */
typedef struct
{
  const char *title;
  guint weight;
  gboolean numeric;
} CrmSheetColumn;

/**
 * CrmSheetDrawing:
 * @measure: how high it wants to be at this width, in points; a page's height is the most it gets
 * @draw: draws it with its upper left corner at 0, 0; @context: its fonts and direction, 72 to the inch
 */
typedef struct
{
  double (*measure) (gpointer data, PangoContext *context, double width);
  void (*draw) (gpointer data, PangoContext *context, cairo_t *cairo, double width, double height);
} CrmSheetDrawing;

/**
 * CrmSheet:
 *
 * Filled on one thread, then only read. Reference-counted.
 */
typedef struct _CrmSheet CrmSheet;

#define CRM_TYPE_SHEET (crm_sheet_get_type ())

GType crm_sheet_get_type (void);

/**
 * crm_sheet_new:
 * @title: stands large on the first page, small at the foot of each, and suggests the name of a file
 * @subtitle: (nullable): stands under it
 *
 * All text is copied.
 *
 * Returns: (transfer full): an empty sheet.
 */
CrmSheet *crm_sheet_new (const char *title, const char *subtitle);

/* The same with a title that stands only at the foot of each page: what is on them has heads of its own. */
CrmSheet *crm_sheet_new_untitled (const char *title);
CrmSheet *crm_sheet_ref (CrmSheet *self);
void crm_sheet_unref (CrmSheet *self);

const char *crm_sheet_get_title (const CrmSheet *self);

/* Whether a table has so many columns that the paper had better lie on its side. */
gboolean crm_sheet_is_wide (const CrmSheet *self);

void crm_sheet_add_heading (CrmSheet *self, const char *text);
void crm_sheet_add_text (CrmSheet *self, const char *text);

/* A line "label   value"; nothing where @value is %NULL or empty. */
void crm_sheet_add_field (CrmSheet *self, const char *label, const char *value);

/**
 * crm_sheet_begin_table:
 * @columns: (array length=n_columns)
 *
 * The rows that follow belong to this table. Its head is repeated at the top of each page.
 */
void crm_sheet_begin_table (CrmSheet *self, const CrmSheetColumn *columns, guint n_columns);

/* @cells: (array): as many as the table has columns; each nullable. */
void crm_sheet_add_row (CrmSheet *self, const char *const *cells);

/* A heading over the rows of the table that follow, across all of its columns. */
void crm_sheet_add_group (CrmSheet *self, const char *text);

/**
 * crm_sheet_add_drawing:
 * @drawing: borrowed for good: a static table
 * @data: (transfer full): what is drawn
 * @destroy: (nullable): frees @data
 *
 * A drawing as wide as the page, never broken.
 */
void crm_sheet_add_drawing (CrmSheet *self, const CrmSheetDrawing *drawing, gpointer data, GDestroyNotify destroy);

/* The same as the very first thing on the first page, above the title; instead of what was there. Not of a sheet without a title. */
void crm_sheet_set_head (CrmSheet *self, const CrmSheetDrawing *drawing, gpointer data, GDestroyNotify destroy);

/* What follows begins on another page. */
void crm_sheet_add_break (CrmSheet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSheet, crm_sheet_unref)

G_END_DECLS
