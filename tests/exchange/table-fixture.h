/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of readers and writers share: files made of bytes, and tables as text to compare. */

#pragma once

#include "core/exchange/crm-table-reader.h"

/* (transfer full): a new folder under the temporary one; fixture_remove() deletes it with its files. */
char *fixture_make_folder (void);
void fixture_remove (const char *folder);

/* (transfer full): the path of a file in @folder that holds these bytes. */
char *fixture_write (const char *folder, const char *name, const char *bytes, gssize length);

/* Opens a file of these bytes; fails the test if it cannot be read. */
CrmTableReader *fixture_open (const char *bytes, gssize length, const CrmTableReaderOptions *options);

/* (transfer full): the sentence with which a file of these bytes is refused. */
char *fixture_refusal (const char *bytes, gssize length, int *code);

/* (transfer full): the rest of a table as text: what was found, then each row with its filled cells and its fault. */
char *fixture_describe (CrmTableReader *reader);

/* (transfer full): only the cells: rows ended by "|", cells parted by "·", faults as "!3". */
char *fixture_cells (CrmTableReader *reader);

/* Reads to the end and gives the number of rows and of faulty ones; an error of reading counts as the end. */
void fixture_exhaust (CrmTableReader *reader, guint64 *n_rows, guint64 *n_faults);

/* (transfer full): a ZIP file: name, text, name, text …, NULL. */
GBytes *fixture_zip (const char *first_name, ...) G_GNUC_NULL_TERMINATED;

/* (transfer full): a workbook with one sheet whose XML is given between <sheetData> and </sheetData>. */
GBytes *fixture_workbook (const char *sheet_data, const char *shared_strings);
