/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a number in a workbook's cell means by its number format, as text. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CRM_XLSX_NUMBER,
  CRM_XLSX_DATE,
  CRM_XLSX_TIME,
  CRM_XLSX_DATE_TIME,
  CRM_XLSX_ZEROS, /* "00000": a number with so many digits at least, such as a postal code */
} CrmXlsxKind;

typedef struct
{
  CrmXlsxKind kind;
  guint n_zeros;
} CrmXlsxFormat;

/**
 * crm_xlsx_format_builtin:
 * @id: a number format id below 164 (ECMA-376 part 1, 18.8.30, with the East Asian ones)
 *
 * Returns: what the format makes of a number.
 */
CrmXlsxFormat crm_xlsx_format_builtin (guint id);

/* The same for a format code, such as yyyy"年"m"月"d"日". */
CrmXlsxFormat crm_xlsx_format_parse (const char *code);

/**
 * crm_xlsx_number_append:
 * @text: what to add to
 * @number: as in the file, such as "44927.5" or "0.30000000000000004"
 * @format: the cell's
 * @from_1904: whether the workbook counts days from 1904
 *
 * Adds a number in plain decimals, with the 15 digits a spreadsheet keeps, or a date as "2023-01-01",
 * "2023-01-01T12:00:00" or "12:00:00". Day 60 of 1900, which never was, is added as the spreadsheet shows it: 1900-02-29.
 * What is no number or no day of the calendar is added as it stands.
 */
void crm_xlsx_number_append (GString *text, const char *number, CrmXlsxFormat format, gboolean from_1904);

G_END_DECLS
