/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a table as CSV (RFC 4180). */

#include "core/exchange/crm-table-sink.h"

#include "core/exchange/crm-csv-guard.h"
#include "core/exchange/crm-export-file.h"

#include <string.h>

typedef struct
{
  CrmTableSink sink;
  CrmExportFile *file;
  char delimiter;
  const char *line_end;
  char specials[16];
  GString *line;
  gboolean begun;
} CrmCsvSink;

/* The first cell must not make the file look like one of another kind, such as "sep=;" or "BEGIN:VCARD". */
static gboolean
is_plain_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalpha (*p) && *p != ' ' && (guint8)*p < 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
needs_quotes (CrmCsvSink *self, const char *text)
{
  gsize length = strlen (text);

  return text[strcspn (text, self->specials)] != '\0' || *text == ' ' || (length > 0 && text[length - 1] == ' ') || (!self->begun && self->line->len == 0 && !is_plain_word (text));
}

static void
append_cell (CrmCsvSink *self, const CrmTableValue *value)
{
  const char *text = value->text != NULL ? value->text : "";
  const char *guard = value->type == CRM_TABLE_VALUE_TEXT && crm_csv_guard_is_needed (text) ? "'" : "";

  if (!needs_quotes (self, text))
    {
      g_string_append (self->line, guard);
      g_string_append (self->line, text);
      return;
    }
  g_string_append_c (self->line, '"');
  g_string_append (self->line, guard);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->line, '"');
      g_string_append_c (self->line, *p);
    }
  g_string_append_c (self->line, '"');
}

static gboolean
crm_csv_sink_add (CrmTableSink *sink, const CrmTableValue *values, guint n_values, GError **error)
{
  CrmCsvSink *self = (CrmCsvSink *)sink;

  g_string_truncate (self->line, 0);
  for (guint i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append_c (self->line, self->delimiter);
      append_cell (self, &values[i]);
    }
  g_string_append (self->line, self->line_end);
  self->begun = TRUE;
  return crm_export_file_write (self->file, self->line->str, self->line->len, error);
}

static gboolean
crm_csv_sink_finish (CrmTableSink *sink, GError **error)
{
  return crm_export_file_finish (((CrmCsvSink *)sink)->file, error);
}

static void
crm_csv_sink_free (CrmTableSink *sink)
{
  CrmCsvSink *self = (CrmCsvSink *)sink;

  g_clear_pointer (&self->file, crm_export_file_free);
  g_string_free (self->line, TRUE);
  g_free (self);
}

CrmTableSink *
crm_csv_sink_new (const char *path, const CrmTableWriterOptions *options, GError **error)
{
  static const CrmTableSinkClass klass = { crm_csv_sink_add, crm_csv_sink_finish, crm_csv_sink_free };
  CrmCsvSink *self = g_new0 (CrmCsvSink, 1);

  self->sink.klass = &klass;
  self->delimiter = options->delimiter != 0 ? options->delimiter : ',';
  self->line_end = options->lf ? "\n" : "\r\n";
  /* Any usual delimiter is quoted, so that finding out which one is used cannot fail. */
  g_snprintf (self->specials, sizeof self->specials, "\"\r\n,;\t|%c", self->delimiter);
  self->line = g_string_new (NULL);
  self->file = crm_export_file_new (path, error);
  if (self->file == NULL || (options->byte_order_mark && !crm_export_file_write (self->file, "\xef\xbb\xbf", 3, error)))
    {
      crm_csv_sink_free (&self->sink);
      return NULL;
    }
  return &self->sink;
}
