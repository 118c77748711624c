/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a table as an Excel workbook (.xlsx). */

#include "config.h"

#include "core/exchange/crm-table-sink.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-export-file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#define MAX_ROWS      1048576
#define MAX_TEXT      32767 /* UTF-16 units a cell may hold */
#define MEASURED_ROWS 1000
#define MIN_WIDTH     8
#define MAX_WIDTH     50

typedef struct
{
  CrmTableSink sink;
  char *path;
  char *name;
  char *draft; /* where the library writes; moved to the path at the end */
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *header;
  lxw_format *date;
  lxw_format *date_time;
  guint *widths;
  guint n_columns;
  guint32 n_rows;
  GString *escaped;
  GCancellable *cancellable;
} CrmXlsxSink;

static gboolean
set_failed (CrmXlsxSink *self, const char *detail, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” could not be written: %s"), self->name, detail);
  return FALSE;
}

/* Columns are as wide as their text, a Chinese character counting twice. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0' && *p != '\n' && width < MAX_WIDTH; p = g_utf8_next_char (p))
    width += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  return width;
}

/*
 * Control characters and the text "_x000D_" itself need the escape of a workbook: what is no character of XML would
 * damage the file, and CR would come back as LF.
 */
static gboolean
needs_escape (const char *p)
{
  if ((guint8)*p < 0x20)
    return *p != '\n' && *p != '\t';
  if (*p == '_' && p[1] == 'x')
    return g_ascii_isxdigit (p[2]) && g_ascii_isxdigit (p[3]) && g_ascii_isxdigit (p[4]) && g_ascii_isxdigit (p[5]) && p[6] == '_';
  return FALSE;
}

static const char *
prepare_text (CrmXlsxSink *self, const char *text)
{
  guint units = 0;

  g_string_truncate (self->escaped, 0);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      units += c > 0xffff ? 2 : 1;
      if (units > MAX_TEXT)
        {
          self->sink.n_shortened++;
          break;
        }
      if (needs_escape (p))
        g_string_append_printf (self->escaped, "_x%04X_", c);
      else if (c == 0xfffe || c == 0xffff)
        g_string_append (self->escaped, "\xef\xbf\xbd");
      else
        g_string_append_unichar (self->escaped, c);
    }
  return self->escaped->str;
}

/* A workbook holds doubles: 15 digits come back as they went in, more or a leading zero would not. */
static gboolean
fits_number (const char *text)
{
  const char *p = text + (*text == '-');
  gsize whole = strspn (p, "0123456789"), part = 0;

  if (whole == 0 || (whole > 1 && *p == '0'))
    return FALSE;
  if (p[whole] == '.')
    part = strspn (p + whole + 1, "0123456789");
  return whole + part <= 15 && p[whole + (part > 0 ? part + 1 : 0)] == '\0';
}

static gboolean
parse_moment (const char *text, gboolean with_time, lxw_datetime *moment)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *whole = g_strconcat (text, with_time ? "" : "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (whole, utc);

  if (time == NULL || g_date_time_get_year (time) < 1900 || strlen (text) != (with_time ? 19 : 10))
    return FALSE;
  *moment = (lxw_datetime){ g_date_time_get_year (time), g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                            g_date_time_get_hour (time), g_date_time_get_minute (time), g_date_time_get_second (time) };
  return TRUE;
}

static lxw_error
write_cell (CrmXlsxSink *self, guint column, const CrmTableValue *value)
{
  lxw_col_t at = (lxw_col_t)column;
  gboolean with_time = value->type == CRM_TABLE_VALUE_DATE_TIME;
  lxw_datetime moment;
  const char *text;

  if (value->text == NULL || *value->text == '\0')
    return LXW_NO_ERROR;
  if (value->type == CRM_TABLE_VALUE_NUMBER && fits_number (value->text))
    return worksheet_write_number (self->sheet, self->n_rows, at, g_ascii_strtod (value->text, NULL), NULL);
  if ((value->type == CRM_TABLE_VALUE_DATE || with_time) && parse_moment (value->text, with_time, &moment))
    return worksheet_write_datetime (self->sheet, self->n_rows, at, &moment, with_time ? self->date_time : self->date);
  text = prepare_text (self, value->text);
  return worksheet_write_string (self->sheet, self->n_rows, at, text, self->n_rows == 0 ? self->header : NULL);
}

static gboolean
crm_xlsx_sink_add (CrmTableSink *sink, const CrmTableValue *values, guint n_values, GError **error)
{
  CrmXlsxSink *self = (CrmXlsxSink *)sink;

  if (self->n_rows == MAX_ROWS)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("A sheet holds no more than 1,048,575 rows below its header. Export “%s” as CSV instead."), self->name);
      return FALSE;
    }
  for (guint i = 0; i < n_values; i++)
    {
      lxw_error status = write_cell (self, i, &values[i]);

      if (status != LXW_NO_ERROR)
        return set_failed (self, lxw_strerror (status), error);
      if (self->n_rows < MEASURED_ROWS && values[i].text != NULL)
        self->widths[i] = MAX (self->widths[i], measure (values[i].text));
    }
  self->n_rows++;
  return TRUE;
}

static gboolean
copy_draft (CrmXlsxSink *self, GError **error)
{
  g_autoptr (CrmExportFile) file = crm_export_file_new (self->path, error);
  g_autofree char *buffer = g_malloc (256 * 1024);
  FILE *draft;
  gsize n;
  gboolean whole;

  if (file == NULL)
    return FALSE;
  draft = g_fopen (self->draft, "rbe");
  if (draft == NULL)
    return set_failed (self, g_strerror (errno), error);
  while ((n = fread (buffer, 1, 256 * 1024, draft)) > 0)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !crm_export_file_write (file, buffer, n, error))
      {
        fclose (draft);
        return FALSE;
      }
  whole = !ferror (draft);
  fclose (draft);
  return whole ? crm_export_file_finish (file, error) : set_failed (self, g_strerror (EIO), error);
}

static gboolean
crm_xlsx_sink_finish (CrmTableSink *sink, GError **error)
{
  CrmXlsxSink *self = (CrmXlsxSink *)sink;
  lxw_error status;

  for (guint i = 0; i < self->n_columns; i++)
    worksheet_set_column (self->sheet, (lxw_col_t)i, (lxw_col_t)i, CLAMP (self->widths[i] + 2, MIN_WIDTH, MAX_WIDTH), NULL);
  status = workbook_close (g_steal_pointer (&self->workbook));
  if (status != LXW_NO_ERROR)
    return set_failed (self, lxw_strerror (status), error);
  return copy_draft (self, error);
}

static void
crm_xlsx_sink_free (CrmTableSink *sink)
{
  CrmXlsxSink *self = (CrmXlsxSink *)sink;

  if (self->workbook != NULL)
    workbook_close (self->workbook);
  if (self->draft != NULL)
    g_unlink (self->draft);
  g_clear_object (&self->cancellable);
  g_free (self->draft);
  g_free (self->path);
  g_free (self->name);
  g_free (self->widths);
  g_string_free (self->escaped, TRUE);
  g_free (self);
}

/* A sheet's name has at most 31 characters and none of []:*?/\ . */
static char *
dup_sheet_name (const char *wanted)
{
  g_autofree char *name = g_utf8_substring (wanted, 0, MIN (g_utf8_strlen (wanted, -1), 31));

  g_strdelimit (name, "[]:*?/\\'", ' ');
  return *g_strstrip (name) != '\0' ? g_steal_pointer (&name) : g_strdup ("Sheet1");
}

static gboolean
begin_workbook (CrmXlsxSink *self, const char *sheet, GError **error)
{
  g_autofree char *sheet_name = dup_sheet_name (sheet != NULL ? sheet : "Sheet1");
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *)g_get_tmp_dir (), .use_zip64 = LXW_FALSE };
  int fd = g_file_open_tmp ("clientele-XXXXXX.xlsx", &self->draft, error);

  if (fd < 0)
    return FALSE;
  close (fd);
  self->workbook = workbook_new_opt (self->draft, &options);
  self->sheet = self->workbook != NULL ? workbook_add_worksheet (self->workbook, sheet_name) : NULL;
  if (self->sheet == NULL)
    return set_failed (self, g_strerror (ENOMEM), error);
  self->header = workbook_add_format (self->workbook);
  format_set_bold (self->header);
  self->date = workbook_add_format (self->workbook);
  format_set_num_format (self->date, "yyyy-mm-dd");
  self->date_time = workbook_add_format (self->workbook);
  format_set_num_format (self->date_time, "yyyy-mm-dd hh:mm:ss");
  worksheet_freeze_panes (self->sheet, 1, 0);
  return TRUE;
}

CrmTableSink *
crm_xlsx_sink_new (const char *path, const CrmTableWriterOptions *options, guint n_columns, GError **error)
{
  static const CrmTableSinkClass klass = { crm_xlsx_sink_add, crm_xlsx_sink_finish, crm_xlsx_sink_free };
  CrmXlsxSink *self = g_new0 (CrmXlsxSink, 1);

  self->sink.klass = &klass;
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  g_set_object (&self->cancellable, options->cancellable);
  self->n_columns = n_columns;
  self->widths = g_new0 (guint, n_columns);
  self->escaped = g_string_new (NULL);
  if (!begin_workbook (self, options->sheet, error))
    {
      crm_xlsx_sink_free (&self->sink);
      return NULL;
    }
  return &self->sink;
}
