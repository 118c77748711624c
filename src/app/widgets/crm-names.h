/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the few records that many rows point to, such as users: read once, kept current. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_NAMES (crm_names_get_type ())

G_DECLARE_FINAL_TYPE (CrmNames, crm_names, CRM, NAMES, GObject)

/**
 * crm_names_new:
 * @kind: users, tags, pipelines: a kind of which there are hundreds at most
 *
 * Emits "changed" when the names have been read, and when one has changed. Main thread only.
 */
CrmNames *crm_names_new (CrmStore *store, const CrmKind *kind);

/* Borrowed; NULL for a record that is not there, deleted, or not read yet. */
const char *crm_names_lookup (CrmNames *self, const CrmId *id);

/**
 * CrmNamesFunc: called for each name, in order.
 */
typedef void (*CrmNamesFunc) (const CrmId *id, const char *name, gpointer data);

void crm_names_foreach (CrmNames *self, CrmNamesFunc func, gpointer data);

G_END_DECLS
