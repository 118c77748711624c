/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the sidebar, in its order. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/**
 * CrmPageEntry:
 * @name: permanent name, as settings and actions write it
 * @title: untranslated
 * @icon_name: symbolic
 * @get_type: the type of the #CrmPage, made when it is first shown
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  GType (*get_type) (void);
} CrmPageEntry;

/* Ends with a NULL name. The first is the one the program opens on. */
extern const CrmPageEntry crm_page_table[];

/* Returns: (transfer none) (nullable): the page of that name. */
const CrmPageEntry *crm_page_table_find (const char *name);

/* The name of the page on which a record of this kind is shown. */
const char *crm_page_table_get_home (const CrmKind *kind);

/**
 * crm_page_table_new_record_page:
 * @list: (nullable): the list of #CrmRow it is opened from
 * @position: its place there
 *
 * Returns: (nullable): a floating page that shows the record, or %NULL where its kind has none.
 */
CrmPage *crm_page_table_new_record_page (CrmContext *context, const CrmKind *kind, const CrmId *id, GListModel *list, guint position);

G_END_DECLS
