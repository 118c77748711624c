/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the program's own folder, and what each says of itself. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmFileEntry:
 * @path: where it is
 * @name: what it is called, without folder and ending
 * @company: (nullable): whose it says it is
 * @team: (nullable): the team whose server it belongs to
 * @demo: whether it holds the demo company
 * @readable: whether it said anything: a damaged file, and one that is no file of this program, does not
 */
typedef struct
{
  char *path;
  char *name;
  char *company;
  char *team;
  gboolean demo;
  gboolean readable;
} CrmFileEntry;

void crm_file_entry_free (CrmFileEntry *self);

/**
 * crm_file_list_read:
 * @also: (nullable): the path of a file that is listed wherever it lies
 *
 * Looks into each. Blocks; any thread.
 *
 * Returns: (transfer full) (element-type CrmFileEntry): by name; empty when there is no folder.
 */
GPtrArray *crm_file_list_read (const char *also);

G_END_DECLS
