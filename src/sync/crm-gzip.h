/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies as gzip: packing quickly, unpacking no more than was agreed on. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* At the quickest level. (transfer full) */
GBytes *crm_gzip_pack (GBytes *bytes);

/**
 * crm_gzip_unpack:
 * @max: bytes that may come out at the most
 * @error: %CRM_ERROR_UNREADABLE when it is no gzip, is cut short, or is longer than @max
 *
 * Returns: (transfer full): what was packed.
 */
GBytes *crm_gzip_unpack (GBytes *bytes, gsize max, GError **error);

G_END_DECLS
