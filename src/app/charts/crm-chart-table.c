/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a chart as a table: for the window, for files, for the clipboard and for paper. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-table.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  NAME,
  VALUE,
  LOW,
  HIGH,
  NOTE,
} Part;

typedef struct
{
  Part part;
  guint place; /* the series; of a matrix the category */
} Column;

struct _CrmChartTable
{
  CrmChartData *data;
  GArray *columns; /* of Column */
};

static gboolean
is_matrix (const CrmChartTable *self)
{
  return crm_chart_data_get_form (self->data) == CRM_CHART_MATRIX;
}

static void
add_column (CrmChartTable *self, Part part, guint place)
{
  Column column = { part, place };

  g_array_append_val (self->columns, column);
}

static gboolean
has_intervals (const CrmChartData *data, guint series)
{
  for (guint i = 0; i < crm_chart_data_get_n_categories (data); i++)
    if (crm_chart_data_get_value (data, series, i)->has_interval)
      return TRUE;
  return FALSE;
}

static gboolean
has_notes (const CrmChartData *data)
{
  for (guint i = 0; i < crm_chart_data_get_n_categories (data); i++)
    if (crm_chart_data_get_note (data, i) != NULL)
      return TRUE;
  return FALSE;
}

CrmChartTable *
crm_chart_table_new (CrmChartData *data)
{
  CrmChartTable *self;

  g_return_val_if_fail (data != NULL, NULL);

  self = g_new0 (CrmChartTable, 1);
  self->data = crm_chart_data_ref (data);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  add_column (self, NAME, 0);
  for (guint i = 0; i < (is_matrix (self) ? crm_chart_data_get_n_categories (data) : crm_chart_data_get_n_series (data)); i++)
    {
      add_column (self, VALUE, i);
      if (is_matrix (self) || !has_intervals (data, i))
        continue;
      add_column (self, LOW, i);
      add_column (self, HIGH, i);
    }
  if (has_notes (data))
    add_column (self, NOTE, 0);
  return self;
}

void
crm_chart_table_free (CrmChartTable *self)
{
  crm_chart_data_unref (self->data);
  g_array_unref (self->columns);
  g_free (self);
}

guint
crm_chart_table_get_n_rows (const CrmChartTable *self)
{
  return is_matrix (self) ? crm_chart_data_get_n_series (self->data) : crm_chart_data_get_n_categories (self->data);
}

guint
crm_chart_table_get_n_columns (const CrmChartTable *self)
{
  return self->columns->len;
}

static const Column *
get_column (const CrmChartTable *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

static const char *
get_note_heading (CrmChartForm form)
{
  if (form == CRM_CHART_FUNNEL)
    /* Translators: over the share that goes on from a stage to the next. */
    return _ ("Goes on");
  if (form == CRM_CHART_LINES)
    /* Translators: over what happened at a time, beside the figures of that time. */
    return C_ ("column", "Event");
  /* Translators: over what is said of each row in words: "Attractive", "Concentrate here". */
  return C_ ("column", "Meaning");
}

char *
crm_chart_table_dup_heading (const CrmChartTable *self, guint column)
{
  const Column *slot;
  const char *name;
  gboolean alone;

  g_return_val_if_fail (self != NULL && column < self->columns->len, NULL);

  slot = get_column (self, column);
  if (slot->part == NAME)
    /* Translators: over the names of stages that deals moved away from. */
    return g_strdup (is_matrix (self) ? C_ ("stage", "From") : "");
  if (slot->part == NOTE)
    return g_strdup (get_note_heading (crm_chart_data_get_form (self->data)));
  alone = crm_chart_data_get_n_series (self->data) == 1;
  name = is_matrix (self) ? crm_chart_data_get_name (self->data, slot->place) : crm_chart_data_get_series_name (self->data, slot->place);
  if (slot->part == LOW && alone)
    /* Translators: over the lower ends of an interval around the only values of a table. */
    return g_strdup (C_ ("column", "At least"));
  if (slot->part == HIGH && alone)
    return g_strdup (C_ ("column", "At most"));
  if (slot->part == LOW)
    /* Translators: over the lower ends of an interval around the values of %s. */
    return g_strdup_printf (_ ("%s, at least"), name);
  if (slot->part == HIGH)
    /* Translators: over the upper ends of an interval around the values of %s. */
    return g_strdup_printf (_ ("%s, at most"), name);
  return g_strdup (name);
}

gboolean
crm_chart_table_is_numeric (const CrmChartTable *self, guint column)
{
  Part part = get_column (self, column)->part;

  return part != NAME && part != NOTE;
}

static const CrmChartValue *
get_value (const CrmChartTable *self, guint row, const Column *column)
{
  return is_matrix (self) ? crm_chart_data_get_value (self->data, row, column->place) : crm_chart_data_get_value (self->data, column->place, row);
}

/* Whether the cell has a number, and which. */
static gboolean
find_number (const CrmChartTable *self, guint row, const Column *column, double *number)
{
  const CrmChartValue *value = get_value (self, row, column);

  *number = column->part == LOW ? value->low : column->part == HIGH ? value->high
                                                                    : value->value;
  return value->known && (column->part == VALUE || value->has_interval);
}

static const char *
get_words (const CrmChartTable *self, guint row, const Column *column)
{
  const char *note;

  if (column->part == NAME)
    return is_matrix (self) ? crm_chart_data_get_series_name (self->data, row) : crm_chart_data_get_name (self->data, row);
  note = crm_chart_data_get_note (self->data, row);
  return note != NULL ? note : "";
}

char *
crm_chart_table_dup_text (const CrmChartTable *self, guint row, guint column)
{
  const Column *slot;
  double number;

  g_return_val_if_fail (self != NULL && column < self->columns->len && row < crm_chart_table_get_n_rows (self), NULL);

  slot = get_column (self, column);
  if (!crm_chart_table_is_numeric (self, column))
    return g_strdup (get_words (self, row, slot));
  if (!find_number (self, row, slot, &number))
    return g_strdup ("");
  return slot->part == VALUE ? g_strdup (get_value (self, row, slot)->text) : crm_chart_data_format (self->data, number);
}

char *
crm_chart_table_dup_plain (const CrmChartTable *self, guint row, guint column)
{
  const Column *slot;
  double number;

  g_return_val_if_fail (self != NULL && column < self->columns->len && row < crm_chart_table_get_n_rows (self), NULL);

  slot = get_column (self, column);
  if (!crm_chart_table_is_numeric (self, column))
    return g_strdup (get_words (self, row, slot));
  return find_number (self, row, slot, &number) ? crm_chart_data_format_plain (self->data, number) : g_strdup ("");
}

/* A tab or a line's end in a name would begin a new cell. */
static void
append_cell (GString *out, char *cell)
{
  g_strdelimit (cell, "\t\r\n", ' ');
  g_string_append (out, cell);
  g_free (cell);
}

char *
crm_chart_table_dup_tabbed (const CrmChartTable *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  for (guint row = 0; row <= crm_chart_table_get_n_rows (self); row++)
    for (guint column = 0; column < self->columns->len; column++)
      {
        append_cell (out, row == 0 ? crm_chart_table_dup_heading (self, column) : crm_chart_table_dup_plain (self, row - 1, column));
        g_string_append_c (out, column + 1 < self->columns->len ? '\t' : '\n');
      }
  return g_string_free (out, FALSE);
}
