/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet on pages: where each part goes, and drawing them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/print/crm-sheet-layout.h"

#include "app/print/crm-sheet-private.h"

#include <glib/gi18n-lib.h>

/* Points. */
#define FOOT_HEIGHT 22
#define GAP         10 /* between columns */
#define LABEL_SHARE 0.27

typedef struct
{
  double size; /* of the letters */
  gboolean bold;
  double grey;  /* 0 is black */
  double above; /* room before it, but at the top of a page */
  double below;
  double follows; /* room that must be left for what stands under it */
} Look;

static const Look looks[] = {
  [CRM_SHEET_TITLE] = { 18, TRUE, 0, 0, 2, 40 },
  [CRM_SHEET_SUBTITLE] = { 10, FALSE, 0.35, 0, 10, 40 },
  [CRM_SHEET_HEADING] = { 12, TRUE, 0, 16, 4, 40 },
  [CRM_SHEET_TEXT] = { 10, FALSE, 0, 3, 3, 0 },
  [CRM_SHEET_FIELD] = { 10, FALSE, 0, 2, 2, 0 },
  [CRM_SHEET_HEAD] = { 8.5, TRUE, 0.35, 6, 4, 30 },
  [CRM_SHEET_GROUP] = { 10, TRUE, 0, 12, 4, 30 },
  [CRM_SHEET_ROW] = { 9.5, FALSE, 0, 4, 4, 0 },
  [CRM_SHEET_DRAWING] = { 0, FALSE, 0, 8, 8, 0 },
  [CRM_SHEET_BREAK] = { 0, FALSE, 0, 0, 0, 0 },
};

/* A block, or some of its lines, on a page. */
typedef struct
{
  guint page;
  guint block;
  double y;    /* of its first line on the page */
  double from; /* the part of it that stands here, from its first line's top */
  double to;
} Piece;

struct _CrmSheetLayout
{
  CrmSheet *sheet;
  PangoContext *context;
  GArray *pieces;
  PangoAttrList *attributes;
  char *foot;
  double width;
  double height; /* without the foot */
  double head;   /* of what stands above all else on the first page */
  guint n_pages;
  gboolean mirrored;
};

/* ── one block ────────────────────────────────────────────────────────────────────────────── */

static void
get_cell (CrmSheetLayout *self, const CrmSheetBlock *block, guint cell, double *x, double *width)
{
  guint sum = 0, before = 0;

  *x = 0;
  *width = self->width;
  if (block->style == CRM_SHEET_FIELD)
    {
      *x = cell == 0 ? 0 : self->width * LABEL_SHARE + GAP;
      *width = cell == 0 ? self->width * LABEL_SHARE : self->width - *x;
    }
  else if (block->table != NULL && block->style != CRM_SHEET_GROUP)
    {
      double room = self->width - (block->table->n_columns - 1) * GAP;

      for (guint i = 0; i < block->table->n_columns; i++)
        {
          sum += block->table->weights[i];
          before += i < cell ? block->table->weights[i] : 0;
        }
      *x = room * before / sum + cell * GAP;
      *width = room * block->table->weights[cell] / sum;
    }
  if (self->mirrored)
    *x = self->width - *x - *width;
}

static PangoLayout *
make_cell (CrmSheetLayout *self, const CrmSheetBlock *block, guint cell, double *x)
{
  const Look *look = &looks[block->style];
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  double width;

  get_cell (self, block, cell, x, &width);
  pango_font_description_set_absolute_size (font, look->size * PANGO_SCALE);
  pango_font_description_set_weight (font, look->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(MAX (width, 12) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (block->table != NULL && block->style != CRM_SHEET_GROUP && block->table->numeric[cell])
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_attributes (layout, self->attributes);
  pango_layout_set_text (layout, block->cells[cell], -1);
  return layout;
}

static double
get_baseline (PangoLayout *layout)
{
  return (double)pango_layout_get_baseline (layout) / PANGO_SCALE;
}

/* Latin and Chinese letters of one row stand on one line: each cell begins as far down as that takes. */
static double
find_baseline (CrmSheetLayout *self, const CrmSheetBlock *block)
{
  double baseline = 0, x;

  for (guint i = 0; i < block->n_cells; i++)
    {
      g_autoptr (PangoLayout) cell = make_cell (self, block, i, &x);

      if (*block->cells[i] != '\0')
        baseline = MAX (baseline, get_baseline (cell));
    }
  return baseline;
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double)height / PANGO_SCALE;
}

static double
measure (CrmSheetLayout *self, const CrmSheetBlock *block)
{
  double height = 0, baseline = find_baseline (self, block), x;

  if (block->style == CRM_SHEET_DRAWING)
    return CLAMP (block->drawing->measure (block->data, self->context, self->width), 1, self->height);
  for (guint i = 0; i < block->n_cells; i++)
    {
      g_autoptr (PangoLayout) cell = make_cell (self, block, i, &x);

      height = MAX (height, get_height (cell) + MAX (baseline - get_baseline (cell), 0));
    }
  return height;
}

/* Where lines that begin at @from must end so that none is cut, within @room. */
static double
find_cut (CrmSheetLayout *self, const CrmSheetBlock *block, double from, double room)
{
  double cut = from, baseline = find_baseline (self, block), x;

  for (guint i = 0; i < block->n_cells; i++)
    {
      g_autoptr (PangoLayout) cell = make_cell (self, block, i, &x);
      PangoLayoutIter *iter = pango_layout_get_iter (cell);
      double down = baseline - get_baseline (cell);

      do
        {
          int bottom;

          pango_layout_iter_get_line_yrange (iter, NULL, &bottom);
          if (down + (double)bottom / PANGO_SCALE > from + room)
            break;
          cut = MAX (cut, down + (double)bottom / PANGO_SCALE);
        }
      while (pango_layout_iter_next_line (iter));
      pango_layout_iter_free (iter);
    }
  return cut;
}

/* ── pages ────────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint page;
  double y;
} Cursor;

static void
put (CrmSheetLayout *self, Cursor *cursor, guint block, double from, double to)
{
  const Look *look = &looks[crm_sheet_get_block (self->sheet, block)->style];
  Piece piece = { cursor->page, block, cursor->y + (cursor->y > 0 ? look->above : 0), from, to };

  g_array_append_val (self->pieces, piece);
  cursor->y = piece.y + to - from + look->below;
}

static void
turn_page (CrmSheetLayout *self, Cursor *cursor, const CrmSheetBlock *block)
{
  cursor->page++;
  cursor->y = 0;
  if (block->style != CRM_SHEET_ROW && block->style != CRM_SHEET_GROUP)
    return;
  put (self, cursor, block->table->head, 0, measure (self, crm_sheet_get_block (self->sheet, block->table->head)));
}

/* Longer than a page: as many lines as there is room for, then the next page. */
static void
put_in_parts (CrmSheetLayout *self, Cursor *cursor, guint number, double height)
{
  const CrmSheetBlock *block = crm_sheet_get_block (self->sheet, number);
  double from = 0;

  while (from < height)
    {
      double cut = find_cut (self, block, from, self->height - cursor->y - looks[block->style].above);

      /* A single line higher than a page: drawn past the edge rather than never. */
      if (cut <= from)
        cut = height;
      put (self, cursor, number, from, cut);
      from = cut;
      if (from < height)
        turn_page (self, cursor, block);
    }
}

/* A drawing is never broken, so its heading, and a line between the two, need room for all of it. */
static double
get_follows (CrmSheetLayout *self, guint number)
{
  const CrmSheetBlock *block = crm_sheet_get_block (self->sheet, number);
  double height = 0;

  if (block->style != CRM_SHEET_HEADING)
    return looks[block->style].follows;
  for (guint i = number + 1; i < crm_sheet_get_n_blocks (self->sheet); i++)
    {
      const CrmSheetBlock *next = crm_sheet_get_block (self->sheet, i);

      if (next->style != CRM_SHEET_TEXT && next->style != CRM_SHEET_DRAWING)
        break;
      height += looks[next->style].above + measure (self, next) + looks[next->style].below;
      if (next->style == CRM_SHEET_DRAWING)
        return height;
    }
  return looks[block->style].follows;
}

static void
place (CrmSheetLayout *self, Cursor *cursor, guint number)
{
  const CrmSheetBlock *block = crm_sheet_get_block (self->sheet, number);
  const Look *look = &looks[block->style];
  double height;

  if (block->style == CRM_SHEET_BREAK)
    {
      if (cursor->y > 0)
        turn_page (self, cursor, block);
      return;
    }
  height = measure (self, block);
  if (cursor->y > 0 && cursor->y + look->above + height + get_follows (self, number) > self->height)
    turn_page (self, cursor, block);
  if (cursor->y + look->above + height > self->height)
    put_in_parts (self, cursor, number, height);
  else
    put (self, cursor, number, 0, height);
}

CrmSheetLayout *
crm_sheet_layout_new (CrmSheet *sheet, PangoContext *context, double width, double height, const char *foot)
{
  CrmSheetLayout *self;
  Cursor cursor = { 0 };

  g_return_val_if_fail (sheet != NULL && PANGO_IS_CONTEXT (context) && width > 0 && height > FOOT_HEIGHT, NULL);

  self = g_new0 (CrmSheetLayout, 1);
  self->sheet = crm_sheet_ref (sheet);
  self->context = g_object_ref (context);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  /* A name or an address broken where it must be gets no hyphen that is not its own. */
  self->attributes = pango_attr_list_new ();
  pango_attr_list_insert (self->attributes, pango_attr_insert_hyphens_new (FALSE));
  self->foot = g_strdup (foot);
  self->width = width;
  self->height = height - FOOT_HEIGHT;
  self->mirrored = pango_context_get_base_dir (context) == PANGO_DIRECTION_RTL;
  if (crm_sheet_get_head (sheet) != NULL)
    self->head = cursor.y = measure (self, crm_sheet_get_head (sheet));
  for (guint i = 0; i < crm_sheet_get_n_blocks (sheet); i++)
    place (self, &cursor, i);
  self->n_pages = cursor.page + 1;
  return self;
}

void
crm_sheet_layout_free (CrmSheetLayout *self)
{
  crm_sheet_unref (self->sheet);
  g_object_unref (self->context);
  g_array_unref (self->pieces);
  pango_attr_list_unref (self->attributes);
  g_free (self->foot);
  g_free (self);
}

guint
crm_sheet_layout_get_n_pages (CrmSheetLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_pages;
}

guint
crm_sheet_layout_count_blocks (CrmSheetLayout *self, guint page)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->pieces->len; i++)
    n += g_array_index (self->pieces, Piece, i).page == page;
  return n;
}

gboolean
crm_sheet_layout_ends_with_heading (CrmSheetLayout *self, guint page)
{
  CrmSheetStyle last = CRM_SHEET_ROW;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->pieces->len; i++)
    if (g_array_index (self->pieces, Piece, i).page == page)
      last = crm_sheet_get_block (self->sheet, g_array_index (self->pieces, Piece, i).block)->style;
  return last == CRM_SHEET_HEADING || last == CRM_SHEET_GROUP;
}

/* ── drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
set_grey (cairo_t *cairo, double grey)
{
  cairo_set_source_rgb (cairo, grey, grey, grey);
}

static void
draw_cell (CrmSheetLayout *self, cairo_t *cairo, const Piece *piece, PangoLayout *layout, double x, double down)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle line;
      int bottom;
      double end, y;

      /* The page a line ends on is the page it stands on: lines of two cells need not be of one height. */
      pango_layout_iter_get_line_yrange (iter, NULL, &bottom);
      end = down + (double)bottom / PANGO_SCALE;
      if (end <= piece->from + 0.01 || end > piece->to + 0.01)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &line);
      y = piece->y - piece->from + down + (double)pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
      cairo_move_to (cairo, x + (double)line.x / PANGO_SCALE, y);
      pango_cairo_show_layout_line (cairo, pango_layout_iter_get_line_readonly (iter));
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
draw_rule (CrmSheetLayout *self, cairo_t *cairo, double y, double grey)
{
  set_grey (cairo, grey);
  cairo_set_line_width (cairo, 0.5);
  cairo_move_to (cairo, 0, y);
  cairo_line_to (cairo, self->width, y);
  cairo_stroke (cairo);
}

static void
draw_drawing (CrmSheetLayout *self, cairo_t *cairo, const Piece *piece, const CrmSheetBlock *block)
{
  cairo_save (cairo);
  cairo_translate (cairo, 0, piece->y);
  block->drawing->draw (block->data, self->context, cairo, self->width, piece->to - piece->from);
  cairo_restore (cairo);
}

static void
draw_piece (CrmSheetLayout *self, cairo_t *cairo, const Piece *piece)
{
  const CrmSheetBlock *block = crm_sheet_get_block (self->sheet, piece->block);
  const Look *look = &looks[block->style];
  double end = piece->y + piece->to - piece->from + look->below, baseline = find_baseline (self, block);

  for (guint i = 0; i < block->n_cells; i++)
    {
      double x;
      g_autoptr (PangoLayout) cell = make_cell (self, block, i, &x);

      set_grey (cairo, block->style == CRM_SHEET_FIELD && i == 0 ? 0.35 : look->grey);
      draw_cell (self, cairo, piece, cell, x, baseline - get_baseline (cell));
    }
  if (block->style == CRM_SHEET_HEAD || block->style == CRM_SHEET_GROUP)
    draw_rule (self, cairo, end, 0.4);
  else if (block->style == CRM_SHEET_ROW)
    draw_rule (self, cairo, end, 0.85);
  else if (block->style == CRM_SHEET_DRAWING)
    draw_drawing (self, cairo, piece, block);
}

static void
draw_foot_text (CrmSheetLayout *self, cairo_t *cairo, const char *text, PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, 8 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(self->width / 2 * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, -1);
  set_grey (cairo, 0.45);
  cairo_move_to (cairo, alignment == PANGO_ALIGN_RIGHT ? self->width / 2 : 0, self->height + FOOT_HEIGHT - get_height (layout));
  pango_cairo_show_layout (cairo, layout);
}

void
crm_sheet_layout_draw (CrmSheetLayout *self, cairo_t *cairo, guint page)
{
  g_autofree char *place = NULL, *end = NULL;

  g_return_if_fail (self != NULL && cairo != NULL && page < self->n_pages);

  if (page == 0 && self->head > 0)
    crm_sheet_get_head (self->sheet)->drawing->draw (crm_sheet_get_head (self->sheet)->data, self->context, cairo, self->width, self->head);
  for (guint i = 0; i < self->pieces->len; i++)
    if (g_array_index (self->pieces, Piece, i).page == page)
      draw_piece (self, cairo, &g_array_index (self->pieces, Piece, i));
  /* Translators: at the foot of a printed page: its number, and of how many. */
  place = g_strdup_printf (_ ("Page %1$u of %2$u"), page + 1, self->n_pages);
  end = self->foot != NULL ? g_strdup_printf ("%s · %s", self->foot, place) : g_strdup (place);
  draw_foot_text (self, cairo, crm_sheet_get_title (self->sheet), PANGO_ALIGN_LEFT);
  draw_foot_text (self, cairo, end, PANGO_ALIGN_RIGHT);
}
