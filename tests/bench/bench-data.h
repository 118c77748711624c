/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files the benchmarks run on: made once, kept in the user's cache. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * bench_data_open:
 * @n_customers: how many; each has contact points and five interactions
 *
 * Returns: (transfer full): the store, on a file made now or found in the cache.
 */
CrmStore *bench_data_open (guint n_customers);

/* The path of that file. */
char *bench_data_dup_path (guint n_customers);

/* Runs every statement of @sql. */
void bench_data_run (CrmConnection *connection, const char *sql);

/* Makes an empty table like the file's, with its indexes, that stands before it for this connection alone. */
void bench_data_shadow (CrmConnection *connection, const char *table);

/* The middle one; sorts @values. */
double bench_median (double *values, guint n);

G_END_DECLS
