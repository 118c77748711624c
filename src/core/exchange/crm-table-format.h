/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells by its content what kind of file a person chose, and refuses what holds no table. */

#pragma once

#include <gio/gio.h>

#include "core/exchange/crm-encoding.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_TABLE_FORMAT_DETECT,
  CRM_TABLE_FORMAT_CSV,
  CRM_TABLE_FORMAT_VCARD,
  CRM_TABLE_FORMAT_XLSX,
  CRM_TABLE_FORMAT_JSON,
} CrmTableFormat;

/**
 * crm_table_format_open:
 * @path: a file name in the system's encoding
 * @size: (out): its size in bytes
 * @error: %CRM_ERROR_NOT_FOUND, or %CRM_ERROR_UNREADABLE for a folder, pipe or device, or without permission
 *
 * Returns: a file descriptor to close, or -1. Never waits for a writer of a pipe.
 */
int crm_table_format_open (const char *path, guint64 *size, GError **error);

/**
 * crm_table_format_detect:
 * @fd: the open file; its position moves
 * @name: the file's name for messages
 * @encoding: (inout): the encoding chosen by the user if its name is set, else what was found for a text; untouched for a workbook
 * @cancellable: (nullable): to stop
 * @error: %CRM_ERROR_UNREADABLE with what the file is instead, and what to do
 *
 * Looks at the first 256 KiB, and as far as 16 MiB for the first byte that is not ASCII.
 *
 * Returns: the format, or %CRM_TABLE_FORMAT_DETECT on error.
 */
CrmTableFormat crm_table_format_detect (int fd,
                                        const char *name,
                                        CrmEncodingGuess *encoding,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
