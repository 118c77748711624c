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

/**
 * bench_data_open_copy:
 * @path: (out) (transfer full): where the copy lies
 *
 * Returns: (transfer full): a store on a copy of that file, for measurements that write much: the next run begins with the same. With
 *   bench_data_remove_copy() it goes.
 */
CrmStore *bench_data_open_copy (guint n_customers, char **path);
void bench_data_remove_copy (const char *path);

/* The path of that file. */
char *bench_data_dup_path (guint n_customers);

/* Runs every statement of @sql. */
void bench_data_run (CrmConnection *connection, const char *sql);

/* Makes an empty table like the file's, with its indexes, that stands before it for this connection alone. */
void bench_data_shadow (CrmConnection *connection, const char *table);

/* The middle one; sorts @values. */
double bench_median (double *values, guint n);

G_END_DECLS
