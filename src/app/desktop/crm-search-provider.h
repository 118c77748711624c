/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers the search of the desktop: customers and deals, by name, pinyin, initials, phone. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_SEARCH_PROVIDER (crm_search_provider_get_type ())

G_DECLARE_FINAL_TYPE (CrmSearchProvider, crm_search_provider, CRM, SEARCH_PROVIDER, GObject)

/**
 * crm_search_provider_new:
 * @application: (not nullable): borrowed; held while a search is under way. Its actions "open-customer", "open-deal" and "search" show what is chosen
 * @await_store: gives a #DexFuture of the #CrmStore to search, opened if need be
 * @data: for @await_store
 *
 * Implements org.gnome.Shell.SearchProvider2. Needs no window, and shows none before something is chosen. What cannot be read finds
 * nothing. Main thread.
 */
CrmSearchProvider *crm_search_provider_new (GApplication *application, DexFuture *(*await_store) (gpointer data), gpointer data);

/* Answers at @object_path/SearchProvider. Returns: the registration, to be unregistered; 0 with an error. */
guint crm_search_provider_export (CrmSearchProvider *self, GDBusConnection *connection, const char *object_path, GError **error);

G_END_DECLS
