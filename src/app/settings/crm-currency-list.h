/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The currencies in use today, with their names in the reader's language. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ISO 4217 codes, ascending. */
GStrv crm_currency_list_dup_codes (void);

/* For each code "CODE – name". */
GStrv crm_currency_list_dup_names (GStrv codes);

G_END_DECLS
