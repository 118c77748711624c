/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file full of deals for the benchmarks: made once, kept in the user's cache. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define BENCH_CUSTOMERS_OF_DEALS 100000

/**
 * bench_deals_open:
 * @n_deals: how many: of %BENCH_CUSTOMERS_OF_DEALS customers, over three years, in two pipelines, with four moves each
 *
 * Returns: (transfer full): the store, on a file made now or found in the cache.
 */
CrmStore *bench_deals_open (guint n_deals);

/* The path of that file. */
char *bench_deals_dup_path (guint n_deals);

G_END_DECLS
