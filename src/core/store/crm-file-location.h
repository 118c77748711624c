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

/* The same for the demo company that the app offers to explore. */
char *crm_file_location_dup_demo (void);

G_END_DECLS
