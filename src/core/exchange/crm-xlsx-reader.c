/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a sheet of an Excel workbook (.xlsx). */

#include "config.h"

#include "core/exchange/crm-xlsx-reader.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-xlsx-workbook.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Elements are known by libxml2's own copy of their names: comparing pointers is enough. */
typedef struct
{
  const xmlChar *row, *cell, *value, *text, *reading, *sheet_data;
  const xmlChar *reference, *style, *type;
} Words;

typedef struct
{
  CrmTableSource source;
  CrmXlsxPackage *package;
  CrmXlsxWorkbook *workbook;
  CrmXlsxPart *part;
  guint sheet; /* 1-based */
  Words words;
  gboolean ended;
  guint64 row_number;

  GString *text; /* of the row's cells, each NUL-terminated */
  GArray *starts;
  GString *raw; /* of the current cell */
} CrmXlsxReader;

typedef struct
{
  guint column; /* 0-based */
  guint style;
  char type; /* first letter of t, 'S' for str, 0 for a number */
} Cell;

static void
learn_words (CrmXlsxReader *self)
{
  xmlTextReaderPtr reader = crm_xlsx_part_get_reader (self->part);

  self->words = (Words){
    .row = xmlTextReaderConstString (reader, BAD_CAST "row"),
    .cell = xmlTextReaderConstString (reader, BAD_CAST "c"),
    .value = xmlTextReaderConstString (reader, BAD_CAST "v"),
    .text = xmlTextReaderConstString (reader, BAD_CAST "t"),
    .reading = xmlTextReaderConstString (reader, BAD_CAST "rPh"),
    .sheet_data = xmlTextReaderConstString (reader, BAD_CAST "sheetData"),
    .reference = xmlTextReaderConstString (reader, BAD_CAST "r"),
    .style = xmlTextReaderConstString (reader, BAD_CAST "s"),
    .type = xmlTextReaderConstString (reader, BAD_CAST "t"),
  };
}

/* "BC12" is column 54 from 0; G_MAXUINT if it is nothing of the kind. */
static guint
parse_column (const char *reference)
{
  guint column = 0;
  const char *p = reference;

  for (; g_ascii_isupper (*p) && p - reference < 4; p++)
    column = column * 26 + (guint)(*p - 'A' + 1);
  return column > 0 && g_ascii_isdigit (*p) ? column - 1 : G_MAXUINT;
}

static void
read_cell_attributes (CrmXlsxReader *self, Cell *cell, guint next_column)
{
  xmlTextReaderPtr reader = crm_xlsx_part_get_reader (self->part);

  *cell = (Cell){ .column = next_column };
  while (xmlTextReaderMoveToNextAttribute (reader) == 1)
    {
      const xmlChar *name = xmlTextReaderConstLocalName (reader);
      const char *value = (const char *)xmlTextReaderConstValue (reader);

      if (value == NULL)
        continue;
      if (name == self->words.reference)
        {
          guint column = parse_column (value);

          cell->column = column != G_MAXUINT ? column : next_column;
        }
      else if (name == self->words.style)
        cell->style = (guint)g_ascii_strtoull (value, NULL, 10);
      else if (name == self->words.type)
        cell->type = strcmp (value, "str") == 0 ? 'S' : strcmp (value, "n") == 0 ? 0
                                                                                 : *value;
    }
  xmlTextReaderMoveToElement (reader);
}

/* Gathers what stands in <v> or <is><t>, up to the end of the cell. Readings of Chinese characters are no text. */
static gboolean
read_cell_value (CrmXlsxReader *self, GError **error)
{
  xmlTextReaderPtr reader = crm_xlsx_part_get_reader (self->part);
  gboolean wanted = FALSE, in_reading = FALSE;

  g_string_truncate (self->raw, 0);
  if (xmlTextReaderIsEmptyElement (reader))
    return TRUE;
  while (crm_xlsx_part_read (self->part, error))
    {
      int type = xmlTextReaderNodeType (reader);
      const xmlChar *name = xmlTextReaderConstLocalName (reader);
      gboolean begins = type == XML_READER_TYPE_ELEMENT && !xmlTextReaderIsEmptyElement (reader);

      if (type == XML_READER_TYPE_END_ELEMENT && name == self->words.cell)
        return TRUE;
      if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT)
        {
          if (name == self->words.reading)
            in_reading = begins;
          else if (name == self->words.value || name == self->words.text)
            wanted = begins && !in_reading;
        }
      else if (wanted && xmlTextReaderHasValue (reader) && self->raw->len <= CRM_TABLE_MAX_CELL)
        g_string_append (self->raw, (const char *)xmlTextReaderConstValue (reader));
    }
  return FALSE;
}

static void
append_shared (CrmXlsxReader *self)
{
  gsize length = 0;
  const char *text = crm_xlsx_workbook_get_text (self->workbook, self->raw->str, &length);

  if (text != NULL)
    g_string_append_len (self->text, text, (gssize)length);
}

static void
append_value (CrmXlsxReader *self, const Cell *cell)
{
  CrmXlsxFormat format = { CRM_XLSX_NUMBER, 0 };

  switch (cell->type)
    {
    case 's':
      append_shared (self);
      break;
    case 'b':
      g_string_append (self->text, strcmp (self->raw->str, "0") == 0 || *self->raw->str == '\0' ? "FALSE" : "TRUE");
      break;
    case 'i':
    case 'S':
      crm_xlsx_append_decoded (self->text, self->raw->str);
      break;
    case 'e':
    case 'd':
      g_string_append (self->text, self->raw->str);
      break;
    default:
      if (cell->style < self->workbook->formats->len)
        format = g_array_index (self->workbook->formats, CrmXlsxFormat, cell->style);
      if (self->raw->len > 0)
        crm_xlsx_number_append (self->text, self->raw->str, format, self->workbook->from_1904);
      break;
    }
}

static void
start_cells_up_to (CrmXlsxReader *self, guint column)
{
  while (self->starts->len <= column)
    {
      g_string_append_c (self->text, '\0');
      g_array_append_val (self->starts, self->text->len);
    }
}

/* Cells come in order; one that does not is no spreadsheet's work and is left out. */
static void
add_cell (CrmXlsxReader *self, CrmTableRow *row, const Cell *cell)
{
  gsize start = self->text->len;

  if (cell->column >= CRM_TABLE_MAX_COLUMNS)
    {
      if (self->raw->len > 0)
        crm_table_row_set_fault (row, CRM_TABLE_FAULT_COLUMNS, 0);
      return;
    }
  if (cell->column < self->starts->len)
    return;
  start_cells_up_to (self, cell->column);
  start = self->text->len;
  if (self->raw->len > CRM_TABLE_MAX_CELL)
    crm_table_row_set_fault (row, CRM_TABLE_FAULT_LONG_CELL, cell->column + 1);
  else
    append_value (self, cell);
  if (self->text->len > CRM_TABLE_MAX_ROW)
    {
      g_string_truncate (self->text, start);
      crm_table_row_set_fault (row, CRM_TABLE_FAULT_LONG_ROW, 0);
    }
}

/* The text buffer has stopped moving, so cells may point into it. */
static void
finish_row (CrmXlsxReader *self, CrmTableRow *row)
{
  for (guint i = 0; i < self->starts->len; i++)
    {
      gsize start = g_array_index (self->starts, gsize, i);
      gsize end = i + 1 < self->starts->len ? g_array_index (self->starts, gsize, i + 1) - 1 : self->text->len;

      if (memchr (self->text->str + start, '\0', end - start) != NULL)
        end = start + strlen (self->text->str + start);
      crm_table_row_add (row, self->text->str + start, end - start);
    }
}

static gboolean
read_row (CrmXlsxReader *self, CrmTableRow *row, GError **error)
{
  xmlTextReaderPtr reader = crm_xlsx_part_get_reader (self->part);

  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  if (xmlTextReaderIsEmptyElement (reader))
    return TRUE;
  while (crm_xlsx_part_read (self->part, error))
    {
      const xmlChar *name = xmlTextReaderConstLocalName (reader);
      int type = xmlTextReaderNodeType (reader);
      Cell cell;

      if (type == XML_READER_TYPE_END_ELEMENT && name == self->words.row)
        {
          finish_row (self, row);
          return TRUE;
        }
      if (type != XML_READER_TYPE_ELEMENT || name != self->words.cell)
        continue;
      read_cell_attributes (self, &cell, self->starts->len);
      if (!read_cell_value (self, error))
        return FALSE;
      add_cell (self, row, &cell);
    }
  return FALSE;
}

static guint64
read_row_number (CrmXlsxReader *self)
{
  g_autofree char *reference = crm_xlsx_part_dup_attribute (self->part, "r");
  guint64 number = reference != NULL ? g_ascii_strtoull (reference, NULL, 10) : 0;

  return number > 0 ? number : self->row_number + 1;
}

static CrmTableStatus
end_of_rows (CrmXlsxReader *self, GError *failure, GError **error)
{
  self->ended = TRUE;
  if (failure == NULL)
    return CRM_TABLE_END;
  g_propagate_error (error, failure);
  return CRM_TABLE_ERROR;
}

static CrmTableStatus
crm_xlsx_reader_next (CrmTableSource *source, CrmTableRow *row, GError **error)
{
  CrmXlsxReader *self = (CrmXlsxReader *)source;
  xmlTextReaderPtr reader = crm_xlsx_part_get_reader (self->part);
  GError *failure = NULL;

  while (!self->ended && crm_xlsx_part_read (self->part, &failure))
    {
      const xmlChar *name = xmlTextReaderConstLocalName (reader);
      int type = xmlTextReaderNodeType (reader);

      if (type == XML_READER_TYPE_END_ELEMENT && name == self->words.sheet_data)
        return end_of_rows (self, NULL, error);
      if (type != XML_READER_TYPE_ELEMENT || name != self->words.row)
        continue;
      self->row_number = read_row_number (self);
      crm_table_row_begin (row, self->row_number, self->row_number);
      if (read_row (self, row, &failure))
        return CRM_TABLE_ROW;
      break;
    }
  return end_of_rows (self, failure, error);
}

static guint64
crm_xlsx_reader_get_position (CrmTableSource *source)
{
  return crm_xlsx_part_get_position (((CrmXlsxReader *)source)->part);
}

static void
crm_xlsx_reader_free (CrmTableSource *source)
{
  CrmXlsxReader *self = (CrmXlsxReader *)source;

  g_clear_pointer (&self->part, crm_xlsx_part_free);
  g_clear_pointer (&self->workbook, crm_xlsx_workbook_free);
  g_clear_pointer (&self->package, crm_xlsx_package_free);
  g_string_free (self->text, TRUE);
  g_string_free (self->raw, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

static gboolean
open_sheet (CrmXlsxReader *self, guint sheet, GError **error)
{
  guint n_sheets = g_strv_length (self->workbook->sheets);

  if (sheet > n_sheets)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The workbook “%s” has no sheet number %u."),
                   crm_xlsx_package_get_name (self->package), sheet);
      return FALSE;
    }
  self->sheet = sheet > 0 ? sheet : self->workbook->first_visible + 1;
  self->part = crm_xlsx_package_open_part (self->package, self->workbook->parts[self->sheet - 1], G_MAXUINT64, error);
  if (self->part == NULL)
    return FALSE;
  learn_words (self);
  return TRUE;
}

CrmTableSource *
crm_xlsx_reader_new (int fd, const char *name, guint sheet, GCancellable *cancellable, GError **error)
{
  static const CrmTableSourceClass klass = { crm_xlsx_reader_next, crm_xlsx_reader_get_position, crm_xlsx_reader_free };
  CrmXlsxReader *self = g_new0 (CrmXlsxReader, 1);
  g_autoptr (CrmTableSource) source = &self->source;

  source->klass = &klass;
  self->text = g_string_new (NULL);
  self->raw = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->package = crm_xlsx_package_open (fd, name, cancellable, error);
  if (self->package == NULL)
    return NULL;
  self->workbook = crm_xlsx_workbook_load (self->package, error);
  if (self->workbook == NULL || !open_sheet (self, sheet, error))
    return NULL;
  return g_steal_pointer (&source);
}

const char *const *
crm_xlsx_reader_get_sheets (CrmTableSource *source)
{
  return (const char *const *)((CrmXlsxReader *)source)->workbook->sheets;
}

guint
crm_xlsx_reader_get_sheet (CrmTableSource *source)
{
  return ((CrmXlsxReader *)source)->sheet;
}

guint64
crm_xlsx_reader_get_size (CrmTableSource *source)
{
  return crm_xlsx_part_get_size (((CrmXlsxReader *)source)->part);
}
