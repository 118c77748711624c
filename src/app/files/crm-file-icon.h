/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The icon of each type of file. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_file_icon_get_name:
 * @media_type: (nullable): as "application/pdf"
 * @name: what the file is called: its ending tells the type when @media_type does not
 *
 * Returns: (transfer none): the name of a symbolic icon that every theme has.
 */
const char *crm_file_icon_get_name (const char *media_type, const char *name);

G_END_DECLS
