/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the window: those of the sidebar in its order, then the others. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/**
 * CrmPagePlace:
 * @CRM_PAGE_PLACE_SIDEBAR: it stands there, and has a number
 * @CRM_PAGE_PLACE_MENU: it is seldom looked at: a menu and the palette lead to it
 */
typedef enum
{
  CRM_PAGE_PLACE_SIDEBAR,
  CRM_PAGE_PLACE_MENU,
} CrmPagePlace;

/**
 * CrmPageEntry:
 * @name: permanent name, as settings and actions write it
 * @title: untranslated
 * @icon_name: symbolic
 * @place: where one gets to it
 * @get_type: the type of the #CrmPage, made when it is first shown
 * @accel: (nullable): its keys; those of the sidebar go by their number
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  CrmPagePlace place;
  GType (*get_type) (void);
  const char *accel;
} CrmPageEntry;

/* Ends with a NULL name. The first is the one the program opens on. */
extern const CrmPageEntry crm_page_table[];

/* Returns: (transfer none) (nullable): the page of that name. */
const CrmPageEntry *crm_page_table_find (const char *name);

/* The name of the page on which a record of this kind is shown. */
const char *crm_page_table_get_home (const CrmKind *kind);

/* Whether records of this kind have a page of their own. */
gboolean crm_page_table_has_record_page (const CrmKind *kind);

/**
 * crm_page_table_new_record_page:
 * @list: (nullable): the list of #CrmRow it is opened from
 * @position: its place there
 *
 * Returns: (nullable): a floating page that shows the record, or %NULL where its kind has none.
 */
CrmPage *crm_page_table_new_record_page (CrmContext *context, const CrmKind *kind, const CrmId *id, GListModel *list, guint position);

G_END_DECLS
