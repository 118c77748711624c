/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the saved views of a kind are shown, and what is particular to the kind. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/**
 * CrmViewPlace:
 * @kind: whose records
 * @page: name of the page that shows them
 * @setting: key of the id of the view shown last, "" for all records
 * @group_setting: key of the name of the facet by which all records are grouped, "" for none
 * @all: untranslated: what all records are called
 *
 * One for each kind whose views the window shows.
 */
typedef struct
{
  const CrmKind *kind;
  const char *page;
  const char *setting;
  const char *group_setting;
  const char *all;
} CrmViewPlace;

/* Ends with a NULL kind. */
extern const CrmViewPlace crm_view_places[];

/* Borrowed; NULL for a kind, or a page, without views. */
const CrmViewPlace *crm_view_place_find (const CrmKind *kind);
const CrmViewPlace *crm_view_place_find_page (const char *page);

/* "12 customers". (transfer full) */
char *crm_view_place_format_count (const CrmViewPlace *self, guint n);

G_END_DECLS
