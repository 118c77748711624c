/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the cells of one row of delimited text without changing the text: private to the CSV reader. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CRM_CSV_PLAIN = 0,
  CRM_CSV_QUOTED = 1 << 0,  /* stood in quotation marks */
  CRM_CSV_ESCAPES = 1 << 1, /* holds doubled quotation marks */
} CrmCsvSpanFlags;

typedef struct
{
  char *text;
  guint32 length;
  guint32 flags;
} CrmCsvSpan;

typedef enum
{
  CRM_CSV_DONE,    /* a row was found; rest is behind its line break */
  CRM_CSV_MORE,    /* the text ends within the row */
  CRM_CSV_OPEN,    /* the last cell opens a quotation mark that is never closed properly */
  CRM_CSV_LONG,    /* the last cell is too long */
  CRM_CSV_COLUMNS, /* there are too many cells */
} CrmCsvOutcome;

/**
 * CrmCsvScanner:
 * @delimiter: parts cells
 * @lone_cr: whether CR alone ends a line, as on the old Macintosh
 * @spans: (element-type CrmCsvSpan): the cells found
 * @n_lines: line breaks passed
 * @at_end: whether an open quotation mark was still open at the end of the file
 * @rest: where to go on
 */
typedef struct
{
  guint8 stops[256];
  char delimiter;
  gboolean lone_cr;
  CrmCsvSpan *spans;
  guint n_spans;
  guint capacity;
  guint64 n_lines;
  gboolean at_end;
  char *rest;
} CrmCsvScanner;

void crm_csv_scanner_init (CrmCsvScanner *self, char delimiter, gboolean lone_cr);
void crm_csv_scanner_clear (CrmCsvScanner *self);

/**
 * crm_csv_scanner_scan:
 * @text: the beginning of a row
 * @end: where the text at hand ends
 * @ended: whether nothing follows @end
 *
 * On failure @rest is where the last cell begins.
 */
CrmCsvOutcome crm_csv_scanner_scan (CrmCsvScanner *self, char *text, char *end, gboolean ended);

G_END_DECLS
