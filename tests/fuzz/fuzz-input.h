/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a fuzzer's bytes to readers that want a file. */

#pragma once

#include "core/exchange/crm-table-reader.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A file without a name. */
static inline int
fuzz_open (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("input", MFD_CLOEXEC);

  g_assert (fd >= 0 && write (fd, data, size) == (ssize_t)size);
  return fd;
}

/* Reads a table to its end and holds the reader to what it promises of each row. */
static inline void
fuzz_read (const uint8_t *data, size_t size)
{
  int fd = fuzz_open (data, size);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error);
  const CrmTableRow *row;
  guint n_columns;
  guint64 last = 0;

  close (fd);
  g_assert ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    return;
  crm_table_reader_get_columns (reader, &n_columns);
  while (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_ROW)
    {
      g_assert (row->n_cells >= n_columns);
      g_assert (row->fault_line >= row->line);
      if (crm_table_reader_get_format (reader) != CRM_TABLE_FORMAT_XLSX)
        g_assert (row->number > last);
      last = row->number;
      for (guint i = 0; i < row->n_cells; i++)
        {
          g_assert (strlen (row->cells[i].text) == row->cells[i].length);
          g_assert (g_utf8_validate (row->cells[i].text, -1, NULL));
        }
    }
}
