/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet on pages: where each part goes, and drawing them. */

#pragma once

#include <pango/pangocairo.h>

#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

typedef struct _CrmSheetLayout CrmSheetLayout;

/**
 * crm_sheet_layout_new:
 * @context: its resolution must be 72 to the inch, so that sizes are in points
 * @width: of the area to print on, in points
 * @height: likewise
 * @foot: (nullable): small text at the end of each page's foot, such as the date
 *
 * Breaks the sheet into pages. A heading stays with what follows it; a row stays whole where a page can hold it, and goes on
 * line by line where none can; the head of a table stands on each of its pages.
 *
 * Returns: (transfer full): the layout, on the thread of @context.
 */
CrmSheetLayout *crm_sheet_layout_new (CrmSheet *sheet, PangoContext *context, double width, double height, const char *foot);
void crm_sheet_layout_free (CrmSheetLayout *self);

guint crm_sheet_layout_get_n_pages (CrmSheetLayout *self);

/* Draws one page, counted from 0, in black and grey. */
void crm_sheet_layout_draw (CrmSheetLayout *self, cairo_t *cairo, guint page);

/* How many blocks stand on the page, parts and repeated heads among them. */
guint crm_sheet_layout_count_blocks (CrmSheetLayout *self, guint page);

/* Whether the last thing on the page is a heading, over nothing. */
gboolean crm_sheet_layout_ends_with_heading (CrmSheetLayout *self, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSheetLayout, crm_sheet_layout_free)

G_END_DECLS
