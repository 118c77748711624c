/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells titles, header and data apart in the first rows of a table: private to the table reader. */

#include "config.h"

#include "core/exchange/crm-table-layout.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_TITLES 5

static guint
count_filled (const CrmTableRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->n_cells; i++)
    n += row->cells[i].length > 0;
  return n;
}

static guint
filled_width (const CrmTableRow *row)
{
  guint width = row->n_cells;

  while (width > 0 && row->cells[width - 1].length == 0)
    width--;
  return width;
}

/* A row whose cells may be wrong tells nothing about the table. */
static gboolean
is_telling (const CrmTableRow *row)
{
  return row->fault == CRM_TABLE_FAULT_NONE || row->fault == CRM_TABLE_FAULT_BYTES || row->fault == CRM_TABLE_FAULT_NUL;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  return (int)*(const guint *)a - (int)*(const guint *)b;
}

static guint
median_filled (CrmTableRow *const *rows, guint n_rows)
{
  g_autofree guint *counts = g_new (guint, n_rows);
  guint n = 0;

  for (guint i = 0; i < n_rows; i++)
    if (is_telling (rows[i]))
      counts[n++] = count_filled (rows[i]);
  qsort (counts, n, sizeof *counts, compare_counts);
  return n > 0 ? counts[n / 2] : 0;
}

static gboolean
is_number (const char *text, guint *n_digits)
{
  *n_digits = 0;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr ("0123456789+-()./: ", *p) == NULL)
        return FALSE;
      *n_digits += g_ascii_isdigit (*p) != 0;
    }
  return *n_digits > 0;
}

static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');

  if (g_ascii_strncasecmp (text, "http://", 7) == 0 || g_ascii_strncasecmp (text, "https://", 8) == 0)
    return TRUE;
  return at != NULL && at > text && strchr (at + 1, '.') != NULL && strpbrk (text, " \n") == NULL;
}

static gboolean
looks_like_header (const CrmTableRow *row)
{
  guint filled = 0, numbers = 0;

  for (guint i = 0; i < row->n_cells; i++)
    {
      guint n_digits;

      if (row->cells[i].length == 0)
        continue;
      filled++;
      if (is_address (row->cells[i].text))
        return FALSE;
      if (!is_number (row->cells[i].text, &n_digits))
        continue;
      numbers++;
      if (n_digits >= 5)
        return FALSE;
    }
  return filled > 0 && numbers * 2 < filled;
}

static guint
count_titles (CrmTableRow *const *rows, guint n_rows)
{
  guint typical = median_filled (rows, n_rows);
  /* "Exported on" and a date may stand above a wide table; above a narrow one two cells may be its header. */
  guint most = typical >= 4 ? 2 : 1;

  if (typical < 3)
    return 0;
  for (guint i = 0; i < MIN (n_rows, MAX_TITLES + 1); i++)
    {
      guint filled = count_filled (rows[i]);

      if (filled > most)
        return is_telling (rows[i]) && filled > 2 && filled * 10 >= typical * 6 && looks_like_header (rows[i]) ? i : 0;
    }
  return 0;
}

/* A header may end early; then the rows below say how wide the table is, unless only some are too wide. */
static guint
find_width (CrmTableRow *const *rows, guint n_rows, guint first, guint header_width)
{
  guint widest = 0, wider = 0;

  for (guint i = first; i < n_rows; i++)
    {
      if (!is_telling (rows[i]))
        continue;
      widest = MAX (widest, filled_width (rows[i]));
      wider += filled_width (rows[i]) > header_width;
    }
  if (header_width == 0)
    return MAX (widest, 1);
  return wider * 2 > n_rows - first ? widest : header_width;
}

static char *
name_column (const CrmTableRow *header, guint column)
{
  g_autofree char *name = NULL;

  if (header == NULL || column >= header->n_cells)
    /* Translators: the name of a column that has none in the file. */
    return g_strdup_printf (_ ("Column %u"), column + 1);
  name = g_strdup (header->cells[column].text);
  g_strdelimit (name, "\r\n\t", ' ');
  g_strstrip (name);
  return *name != '\0' ? g_steal_pointer (&name) : g_strdup_printf (_ ("Column %u"), column + 1);
}

void
crm_table_layout_detect (CrmTableRow *const *rows, guint n_rows, CrmTableHeader header, CrmTableLayout *layout)
{
  const CrmTableRow *names = NULL;
  guint width;

  *layout = (CrmTableLayout){ 0 };
  if (n_rows > 0)
    {
      layout->n_titles = count_titles (rows, n_rows);
      layout->has_header = header == CRM_TABLE_HEADER_PRESENT || (header == CRM_TABLE_HEADER_DETECT && looks_like_header (rows[layout->n_titles]));
    }
  if (layout->has_header)
    names = rows[layout->n_titles];
  width = find_width (rows, n_rows, layout->n_titles + layout->has_header, names != NULL ? filled_width (names) : 0);
  layout->names = g_new0 (char *, width + 1);
  for (guint i = 0; i < width; i++)
    layout->names[i] = name_column (names, i);
}

void
crm_table_layout_clear (CrmTableLayout *layout)
{
  g_clear_pointer (&layout->names, g_strfreev);
}
