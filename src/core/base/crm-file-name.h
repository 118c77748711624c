/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files that came from anywhere, made fit to be shown and written. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the usual file systems allow, in bytes. */
#define CRM_FILE_NAME_MAX 255

/**
 * crm_file_name_clean:
 * @name: (nullable): a name without folders, in any encoding, from anywhere
 *
 * Makes one line of valid UTF-8 of it that names a file and nothing but that: without control characters, without the
 * marks that turn letters round ("exe.pdf" that is a program), without slashes, never "." or "..", at most
 * %CRM_FILE_NAME_MAX bytes. A name too long loses the end of its stem and keeps its ending.
 *
 * Returns: (transfer full): the name; "File" when nothing is left.
 */
char *crm_file_name_clean (const char *name);

/**
 * crm_file_name_get_ending:
 *
 * Returns: the ending of @name with its point, within @name; the empty end of @name when it has none. The point of ".profile"
 *   begins no ending.
 */
const char *crm_file_name_get_ending (const char *name);

G_END_DECLS
