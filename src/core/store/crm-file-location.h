/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the program's own files lie, for the app and the command line alike. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_file_location_dup_default:
 *
 * Returns: (transfer full): the path of the user's own file, $XDG_DATA_HOME/clientele/clientele.clientele; nobody says that it is there.
 */
char *crm_file_location_dup_default (void);

/* The folder that it lies in, with all others that the app has made. */
char *crm_file_location_dup_folder (void);

/**
 * crm_file_location_dup_named:
 * @name: what a person calls a file, without folder and ending
 *
 * Returns: (transfer full): its path in the folder, there or not.
 */
char *crm_file_location_dup_named (const char *name);

/* The same for the demo company that the app offers to explore. */
char *crm_file_location_dup_demo (void);

G_END_DECLS
