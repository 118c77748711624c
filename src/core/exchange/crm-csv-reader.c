/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads text whose cells are parted by a delimiter: CSV and its kin. */

#include "core/exchange/crm-csv-reader.h"

#include "core/exchange/crm-csv-guard.h"
#include "core/exchange/crm-csv-scan.h"

#include <string.h>

#define SNIFFED_ROWS  64
#define SNIFFED_BYTES (256 * 1024)

typedef struct
{
  CrmTableSource source;
  CrmTextStream *stream;
  CrmCsvScanner scanner;
  GPtrArray *repaired; /* cells of the current row that could not stay in the window */
  guint64 line;
  guint64 number;
  guint width; /* cells of the last whole row */
  gboolean skip_line;
} CrmCsvReader;

/* ── delimiter and line ends ─────────────────────────────────────────────────────────────────── */

/* LF inside quotation marks says nothing: Excel for the Macintosh ends rows with CR and breaks lines in cells with LF. */
static gboolean
has_lone_cr (const CrmTextStream *stream)
{
  gboolean quoted = FALSE, found = FALSE;

  for (gsize i = stream->start; i < stream->end; i++)
    {
      char c = stream->data[i];

      if (c == '"')
        quoted = !quoted;
      else if (c == '\n' && !quoted)
        return FALSE;
      else if (c == '\r' && !quoted)
        found = TRUE;
    }
  return found;
}

/* The number of cells most rows have, weighed by how many have it. */
static double
rate_delimiter (CrmCsvReader *self, char delimiter, gboolean lone_cr)
{
  CrmTextStream *stream = self->stream;
  guint counts[SNIFFED_ROWS], n = 0, best = 0, width = 0;
  char *p = stream->data + stream->start, *end = stream->data + stream->end;

  crm_csv_scanner_init (&self->scanner, delimiter, lone_cr);
  while (n < SNIFFED_ROWS && p < end)
    {
      CrmCsvOutcome outcome = crm_csv_scanner_scan (&self->scanner, p, end, stream->ended);

      if (outcome == CRM_CSV_COLUMNS || (outcome == CRM_CSV_DONE && !(self->scanner.n_spans == 1 && self->scanner.spans[0].length == 0)))
        counts[n++] = self->scanner.n_spans;
      if (outcome != CRM_CSV_DONE)
        break;
      p = self->scanner.rest;
    }
  for (guint i = 0; i < n; i++)
    {
      guint same = 0;

      for (guint j = 0; j < n; j++)
        same += counts[j] == counts[i];
      if (counts[i] > 1 && same * MIN (counts[i], 8) > best * MIN (width, 8))
        {
          best = same;
          width = counts[i];
        }
    }
  return n > 0 ? (double)best / n * (1 + 0.1 * MIN (width, 10)) : 0;
}

static char
find_delimiter (CrmCsvReader *self, gboolean lone_cr)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  char found = 0;
  double best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      double rate = rate_delimiter (self, candidates[i], lone_cr);

      if (rate > best)
        {
          best = rate;
          found = candidates[i];
        }
    }
  return found;
}

/* Excel's first line "sep=;" names the delimiter and is no row. */
static char
take_separator_line (CrmCsvReader *self)
{
  CrmTextStream *stream = self->stream;
  const char *text = stream->data + stream->start;
  gsize length = stream->end - stream->start;
  gsize breaks = 0;
  char delimiter;

  if (length < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0 || (guint8)text[4] >= 0x80 || strchr ("\r\n\"", text[4]) != NULL)
    return 0;
  delimiter = text[4];
  while (5 + breaks < length && breaks < 2 && (text[5 + breaks] == '\r' || text[5 + breaks] == '\n'))
    if (text[5 + breaks++] == '\n')
      break;
  if (breaks == 0)
    return 0;
  stream->start += 5 + breaks;
  self->line = self->number = 1;
  return delimiter;
}

static gboolean
sniff (CrmCsvReader *self, char delimiter, GError **error)
{
  gboolean lone_cr;
  char named;

  while (!self->stream->ended && self->stream->end - self->stream->start < SNIFFED_BYTES)
    if (!crm_text_stream_fill (self->stream, error))
      return FALSE;
  named = take_separator_line (self);
  lone_cr = has_lone_cr (self->stream);
  if (delimiter == 0)
    delimiter = named != 0 ? named : find_delimiter (self, lone_cr);
  crm_csv_scanner_init (&self->scanner, delimiter, lone_cr);
  return TRUE;
}

/* ── from spans to cells ─────────────────────────────────────────────────────────────────────── */

static gsize
take_out_escapes (char *text, gsize length)
{
  char *to = text;

  for (gsize i = 0; i < length; i++)
    {
      *to++ = text[i];
      if (text[i] == '"' && i + 1 < length && text[i + 1] == '"')
        i++;
    }
  return (gsize)(to - text);
}

/* Excel's way to keep the zeros of "0123": a formula that is a text. */
static gboolean
is_wrapped_text (const char *text, gsize length)
{
  return length >= 3 && text[1] == '"' && text[length - 1] == '"' && memchr (text + 2, '"', length - 3) == NULL;
}

static char *
repair (CrmCsvReader *self, const char *text, gsize length)
{
  GString *valid = g_string_sized_new (length + 1);
  const char *p = text, *end = text + length;

  while (p < end)
    {
      const char *stop;

      g_utf8_validate_len (p, (gsize)(end - p), &stop);
      g_string_append_len (valid, p, stop - p);
      if (stop < end)
        {
          g_string_append (valid, "\xef\xbf\xbd");
          stop++;
        }
      p = stop;
    }
  g_ptr_array_add (self->repaired, g_string_free (valid, FALSE));
  return self->repaired->pdata[self->repaired->len - 1];
}

static void
add_suspect_cell (CrmCsvReader *self, CrmTableRow *row, const char *text, gsize length)
{
  if (memchr (text, '\0', length) != NULL)
    crm_table_row_set_fault (row, CRM_TABLE_FAULT_NUL, row->n_cells + 1);
  if (self->stream->replaced && g_strstr_len (text, (gssize)length, "\xef\xbf\xbd") != NULL)
    crm_table_row_set_fault (row, CRM_TABLE_FAULT_BYTES, row->n_cells + 1);
  if (!g_utf8_validate_len (text, length, NULL))
    {
      crm_table_row_set_fault (row, CRM_TABLE_FAULT_BYTES, row->n_cells + 1);
      text = repair (self, text, length);
      length = strlen (text);
    }
  crm_table_row_add (row, text, length);
}

static inline void
add_cell (CrmCsvReader *self, CrmTableRow *row, const CrmCsvSpan *span, gboolean suspect)
{
  char *text = span->text;
  gsize length = span->length;

  if (span->flags & CRM_CSV_ESCAPES)
    length = take_out_escapes (text, length);
  text[length] = '\0';
  if (*text == '=' && is_wrapped_text (text, length))
    {
      text[length - 1] = '\0';
      text += 2;
      length -= 3;
    }
  else if (*text == '\'' && crm_csv_guard_is_present (text))
    {
      text++;
      length--;
    }
  if (G_UNLIKELY (suspect))
    add_suspect_cell (self, row, text, length);
  else
    crm_table_row_add (row, text, length);
}

static void
add_cells (CrmCsvReader *self, CrmTableRow *row)
{
  gboolean suspect = self->stream->start < self->stream->suspect_end;

  for (guint i = 0; i < self->scanner.n_spans; i++)
    add_cell (self, row, &self->scanner.spans[i], suspect);
}

/* ── rows ────────────────────────────────────────────────────────────────────────────────────── */

/* Leaves out the rest of a line that is too long to hold. */
static gboolean
skip_line (CrmCsvReader *self, GError **error)
{
  CrmTextStream *stream = self->stream;

  for (;;)
    {
      char *text = stream->data + stream->start;
      char *stop = memchr (text, self->scanner.lone_cr ? '\r' : '\n', stream->end - stream->start);

      if (stop != NULL)
        {
          stream->start += (gsize)(stop + 1 - text);
          self->line++;
          return TRUE;
        }
      stream->start = stream->end;
      if (stream->ended)
        return TRUE;
      if (!crm_text_stream_fill (stream, error))
        return FALSE;
    }
}

/* A file cut off within a cell ends there; a stray quotation mark is followed by rows as wide as those before. */
static gboolean
goes_on_with_a_row (CrmCsvReader *self, char *text)
{
  CrmTextStream *stream = self->stream;
  CrmCsvScanner probe = { 0 };
  gboolean whole;

  crm_csv_scanner_init (&probe, self->scanner.delimiter, self->scanner.lone_cr);
  whole = crm_csv_scanner_scan (&probe, text, stream->data + stream->end, stream->ended) == CRM_CSV_DONE && probe.n_spans == self->width;
  crm_csv_scanner_clear (&probe);
  return whole;
}

/* Gives the first line of the broken cell and goes on behind it. */
static void
give_up_cell (CrmCsvReader *self, CrmTableRow *row, CrmTableFault fault)
{
  CrmTextStream *stream = self->stream;
  char *cell = self->scanner.rest, *end = stream->data + stream->end;
  char *stop = memchr (cell, self->scanner.lone_cr ? '\r' : '\n', (gsize)(end - cell));
  gsize length = (gsize)((stop != NULL ? stop : end) - cell);
  gboolean suspect = stream->start < stream->suspect_end;

  add_cells (self, row);
  self->line += self->scanner.n_lines;
  row->fault_line = self->line + 1;
  /* A quoted text of a megabyte over many lines is a quotation mark forgotten, not a cell. */
  crm_table_row_set_fault (row, *cell == '"' && length <= CRM_TABLE_MAX_CELL ? CRM_TABLE_FAULT_OPEN_QUOTE : fault, row->n_cells + 1);
  if (stop == NULL)
    {
      stream->start = length > CRM_TABLE_MAX_CELL ? (gsize)(cell - stream->data) : stream->end;
      self->skip_line = !stream->ended;
    }
  else if (self->scanner.at_end && !goes_on_with_a_row (self, stop + 1))
    stream->start = stream->end;
  else
    {
      stream->start = (gsize)(stop + 1 - stream->data);
      self->line++;
    }
  while (length > 0 && cell[length - 1] == '\r')
    length--;
  if (length <= CRM_TABLE_MAX_CELL)
    add_cell (self, row, &(CrmCsvSpan){ cell, (guint32)length, CRM_CSV_PLAIN }, suspect);
}

/* Gives the cells so far and leaves out the rest of the line. */
static void
give_up_row (CrmCsvReader *self, CrmTableRow *row, CrmTableFault fault)
{
  add_cells (self, row);
  crm_table_row_set_fault (row, fault, 0);
  self->stream->start = (gsize)(self->scanner.rest - self->stream->data);
  self->line += self->scanner.n_lines;
  self->skip_line = TRUE;
}

static void
take_row (CrmCsvReader *self, CrmTableRow *row)
{
  add_cells (self, row);
  self->width = row->n_cells;
  self->stream->start = (gsize)(self->scanner.rest - self->stream->data);
  self->line += self->scanner.n_lines;
}

static CrmTableStatus
crm_csv_reader_next (CrmTableSource *source, CrmTableRow *row, GError **error)
{
  CrmCsvReader *self = (CrmCsvReader *)source;
  CrmTextStream *stream = self->stream;
  CrmCsvOutcome outcome;

  if (G_UNLIKELY (self->skip_line))
    {
      if (!skip_line (self, error))
        return CRM_TABLE_ERROR;
      self->skip_line = FALSE;
    }
  if (G_UNLIKELY (self->repaired->len > 0))
    g_ptr_array_set_size (self->repaired, 0);
  for (;;)
    {
      if (stream->start == stream->end && stream->ended)
        return CRM_TABLE_END;
      outcome = crm_csv_scanner_scan (&self->scanner, stream->data + stream->start, stream->data + stream->end, stream->ended);
      if (outcome != CRM_CSV_MORE || crm_text_stream_is_full (stream))
        break;
      if (!crm_text_stream_fill (stream, error))
        return CRM_TABLE_ERROR;
    }

  crm_table_row_begin (row, ++self->number, self->line + 1);
  if (G_LIKELY (outcome == CRM_CSV_DONE))
    take_row (self, row);
  else if (outcome == CRM_CSV_OPEN)
    give_up_cell (self, row, CRM_TABLE_FAULT_OPEN_QUOTE);
  else if (outcome == CRM_CSV_LONG)
    give_up_cell (self, row, CRM_TABLE_FAULT_LONG_CELL);
  else
    give_up_row (self, row, outcome == CRM_CSV_COLUMNS ? CRM_TABLE_FAULT_COLUMNS : CRM_TABLE_FAULT_LONG_ROW);
  return CRM_TABLE_ROW;
}

static guint64
crm_csv_reader_get_position (CrmTableSource *source)
{
  return crm_text_stream_get_position (((CrmCsvReader *)source)->stream);
}

static void
crm_csv_reader_free (CrmTableSource *source)
{
  CrmCsvReader *self = (CrmCsvReader *)source;

  crm_csv_scanner_clear (&self->scanner);
  crm_text_stream_free (self->stream);
  g_ptr_array_unref (self->repaired);
  g_free (self);
}

CrmTableSource *
crm_csv_reader_new (CrmTextStream *stream, char delimiter, GError **error)
{
  static const CrmTableSourceClass klass = { crm_csv_reader_next, crm_csv_reader_get_position, crm_csv_reader_free };
  CrmCsvReader *self = g_new0 (CrmCsvReader, 1);
  g_autoptr (CrmTableSource) source = &self->source;

  source->klass = &klass;
  self->stream = stream;
  self->repaired = g_ptr_array_new_with_free_func (g_free);
  if (!sniff (self, delimiter, error))
    return NULL;
  return g_steal_pointer (&source);
}

char
crm_csv_reader_get_delimiter (CrmTableSource *source)
{
  return ((CrmCsvReader *)source)->scanner.delimiter;
}
