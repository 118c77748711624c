/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the cells of one row of delimited text without changing the text: private to the CSV reader. */

#include "core/exchange/crm-csv-scan.h"

#include "core/exchange/crm-table.h"

#include <string.h>

/* More lone quotation marks than this in a quoted cell are no speech. */
#define MAX_STRAYS 64

typedef enum
{
  CELL,
  CELL_MORE,
  CELL_OPEN,
  CELL_LONG,
  CELL_PLAIN, /* a quotation mark that quotes nothing: read the cell as it stands */
} CellOutcome;

void
crm_csv_scanner_init (CrmCsvScanner *self, char delimiter, gboolean lone_cr)
{
  CrmCsvSpan *spans = self->spans;
  guint capacity = self->capacity;

  *self = (CrmCsvScanner){ .delimiter = delimiter, .lone_cr = lone_cr, .spans = spans, .capacity = capacity };
  self->stops['\n'] = 1;
  self->stops['\r'] = lone_cr;
  if (delimiter != 0)
    self->stops[(guint8)delimiter] = 1;
}

void
crm_csv_scanner_clear (CrmCsvScanner *self)
{
  g_clear_pointer (&self->spans, g_free);
}

static inline void
add_span (CrmCsvScanner *self, char *text, gsize length, CrmCsvSpanFlags flags)
{
  if (G_UNLIKELY (self->n_spans == self->capacity))
    {
      self->capacity = MAX (32, 2 * self->capacity);
      self->spans = g_renew (CrmCsvSpan, self->spans, self->capacity);
    }
  self->spans[self->n_spans++] = (CrmCsvSpan){ text, (guint32)length, flags };
}

static guint64
count_lines (const CrmCsvScanner *self, const char *text, const char *end)
{
  guint64 n = 0;
  char line_break = self->lone_cr ? '\r' : '\n';

  for (const char *p = text; (p = memchr (p, line_break, (gsize)(end - p))) != NULL; p++)
    n++;
  return n;
}

/* Looks behind a quotation mark: does a cell end here? @after is set to the delimiter, the line break or the end. */
static CellOutcome
look_behind_quote (const CrmCsvScanner *self, char *p, char *end, gboolean ended, char **after)
{
  while (p < end && (*p == ' ' || (*p == '\r' && !self->lone_cr)))
    p++;
  *after = p;
  if (p == end)
    return ended ? CELL : CELL_MORE;
  return self->stops[(guint8)*p] ? CELL : CELL_PLAIN;
}

/* "Bo" Smith has as many opening as closing marks on its line, counting the first: it quotes a word, not the cell. */
static gboolean
is_balanced (guint strays)
{
  return strays % 2 == 1;
}

/* Reads from behind an opening quotation mark. Looks at each byte a bounded number of times, whatever the text. */
static CellOutcome
scan_quoted (CrmCsvScanner *self, char *text, char *end, gboolean ended, guint max_strays, char **after)
{
  CrmCsvSpanFlags flags = CRM_CSV_QUOTED;
  guint64 lines = 0;
  guint strays = 0;
  char *p = text, *counted = text;

  for (;;)
    {
      char *quote = memchr (p, '"', (gsize)(end - p));
      CellOutcome outcome;

      if ((quote != NULL ? quote : end) - text > CRM_TABLE_MAX_CELL)
        return strays > 0 ? CELL_PLAIN : CELL_LONG;
      if (quote == NULL)
        {
          self->at_end = ended;
          if (strays > 0 && (ended || count_lines (self, p, end) > 0))
            return is_balanced (strays) ? CELL_PLAIN : CELL_OPEN;
          return ended ? CELL_OPEN : CELL_MORE;
        }
      if (quote + 1 == end && !ended)
        return CELL_MORE;
      if (quote + 1 < end && quote[1] == '"')
        {
          flags |= CRM_CSV_ESCAPES;
          p = quote + 2;
          continue;
        }
      outcome = look_behind_quote (self, quote + 1, end, ended, after);
      if (outcome == CELL_MORE)
        return CELL_MORE;
      lines += count_lines (self, counted, quote);
      counted = quote;
      /* He said "hi" inside quotation marks is forgiven within a line; over lines it is the mark of a quote left open. */
      if (lines > 0 && (strays > 0 || outcome != CELL))
        return strays > 0 && is_balanced (strays) ? CELL_PLAIN : CELL_OPEN;
      if (outcome == CELL)
        {
          self->n_lines += lines;
          add_span (self, text, (gsize)(quote - text), flags);
          return CELL;
        }
      if (++strays > max_strays)
        return CELL_PLAIN;
      p = quote + 1;
    }
}

static CellOutcome
scan_plain (CrmCsvScanner *self, char *text, char *end, gboolean ended, char **after)
{
  const guint8 *stops = self->stops;
  char *p = text, *last;

  while (p < end && !stops[(guint8)*p])
    p++;
  if (G_UNLIKELY (p - text > CRM_TABLE_MAX_CELL))
    return CELL_LONG;
  if (p == end && !ended)
    return CELL_MORE;
  *after = last = p;
  if (p == end || *p == '\n')
    while (last > text && last[-1] == '\r')
      last--;
  add_span (self, text, (gsize)(last - text), CRM_CSV_PLAIN);
  return CELL;
}

/* Where the quoted part of a cell begins: at a quotation mark after spaces, or at Excel's ="…"; NULL if it has none. */
static char *
find_opening (char *p, char *end)
{
  while (p < end && *p == ' ')
    p++;
  if (p < end && *p == '"')
    return p + 1;
  if (p + 1 < end && p[0] == '=' && p[1] == '"')
    return p + 2;
  return NULL;
}

static CellOutcome
scan_cell (CrmCsvScanner *self, char *text, char *end, gboolean ended, char **after)
{
  char *opening = NULL;
  gboolean formula;
  CellOutcome outcome;

  if (text < end && (*text == '"' || *text == ' ' || *text == '='))
    opening = find_opening (text, end);
  if (opening == NULL)
    return scan_plain (self, text, end, ended, after);
  formula = opening - text >= 2 && opening[-2] == '=';
  outcome = scan_quoted (self, opening, end, ended, formula ? 0 : MAX_STRAYS, after);
  if (outcome == CELL_PLAIN || (outcome == CELL_OPEN && formula))
    return scan_plain (self, text, end, ended, after);
  return outcome;
}

CrmCsvOutcome
crm_csv_scanner_scan (CrmCsvScanner *self, char *text, char *end, gboolean ended)
{
  char *p = text;

  self->n_spans = 0;
  self->n_lines = 0;
  self->at_end = FALSE;
  for (;;)
    {
      char *after = NULL;

      self->rest = p;
      if (G_UNLIKELY (self->n_spans == CRM_TABLE_MAX_COLUMNS))
        return CRM_CSV_COLUMNS;
      switch (scan_cell (self, p, end, ended, &after))
        {
        case CELL_MORE:
          return CRM_CSV_MORE;
        case CELL_OPEN:
          return CRM_CSV_OPEN;
        case CELL_LONG:
          return CRM_CSV_LONG;
        case CELL:
        case CELL_PLAIN:
        default:
          break;
        }
      p = after;
      if (p < end && *p == self->delimiter && self->delimiter != 0)
        {
          p++;
          continue;
        }
      /* CR and LF may lie in different chunks. */
      if (p < end && *p == '\r' && p + 1 == end && !ended)
        return CRM_CSV_MORE;
      if (p < end)
        {
          p += *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
          self->n_lines++;
        }
      self->rest = p;
      return CRM_CSV_DONE;
    }
}
