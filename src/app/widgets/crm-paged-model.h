/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of any length that is read a page at a time as it is looked at, by key: no count, no offset. */

#pragma once

#include <gtk/gtk.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_PAGED_ITEM (crm_paged_item_get_type ())

G_DECLARE_FINAL_TYPE (CrmPagedItem, crm_paged_item, CRM, PAGED_ITEM, GObject)

/* What was read. Borrowed; it does not change. */
gconstpointer crm_paged_item_get (CrmPagedItem *self);

#define CRM_TYPE_PAGED_MODEL (crm_paged_model_get_type ())

G_DECLARE_FINAL_TYPE (CrmPagedModel, crm_paged_model, CRM, PAGED_MODEL, GObject)

/**
 * CrmPagedSource:
 * @read: on a reader's thread: up to @max things, or fewer where there are no more, after @after (nullable): a #GPtrArray whose free function frees one
 * @free: frees one
 * @equal: whether two are the same and look the same
 * @same_section: (nullable): whether two that follow each other stand under one heading
 * @ends_with_empty_page: whether pages may be shorter than asked for, and only an empty one says that there are no more
 */
typedef struct
{
  GPtrArray *(*read) (CrmConnection *connection, gpointer request, gconstpointer after, guint max, GError **error);
  GDestroyNotify free;
  gboolean (*equal) (gconstpointer a, gconstpointer b);
  gboolean (*same_section) (gconstpointer a, gconstpointer b, gpointer request);
  gboolean ends_with_empty_page;
} CrmPagedSource;

/**
 * crm_paged_model_new:
 * @source: static
 *
 * A #GListModel and #GtkSectionModel of #CrmPagedItem, empty until something is asked for. Emits "loaded" after each reading and "failed" (error).
 */
CrmPagedModel *crm_paged_model_new (CrmStore *store, const CrmPagedSource *source);

/**
 * crm_paged_model_set_request:
 * @request: (transfer full): for @read and @same_section; freed with @destroy on any thread. It must not change any more
 *
 * Reads the first page of something else.
 */
void crm_paged_model_set_request (CrmPagedModel *self, gpointer request, GDestroyNotify destroy);

/* Reads what is shown again, as far as it was read; what stays the same keeps its place. */
void crm_paged_model_renew (CrmPagedModel *self);

/* Reads the next page, where there is one. */
void crm_paged_model_read_on (CrmPagedModel *self);

/* Whether a first page is still awaited; and whether all has been read. */
gboolean crm_paged_model_is_waiting (CrmPagedModel *self);
gboolean crm_paged_model_is_whole (CrmPagedModel *self);

/* Has the model read on whenever the end comes near in @scroller. */
void crm_paged_model_follow (CrmPagedModel *self, GtkScrolledWindow *scroller);

G_END_DECLS
