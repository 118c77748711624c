/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records behind a figure, in a dialog. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/**
 * CrmRecordsKind:
 * @kind: of the records
 * @sort: the field they are ordered by; @descending: whether the largest come first
 * @name: untranslated: what the list is called: "Deals"
 * @icon_name: of the place where there are none, with @empty_title and @empty_text, untranslated
 * @dup_title: (transfer full): what a record is called
 * @dup_line: (transfer full): what else is said of it
 * @open: (nullable): how one is opened; %NULL as the page opens records
 */
typedef struct
{
  const CrmKind *kind;
  guint sort;
  gboolean descending;
  const char *name;
  const char *icon_name;
  const char *empty_title;
  const char *empty_text;
  char *(*dup_title) (CrmPage *page, const CrmRecord *record);
  char *(*dup_line) (CrmPage *page, const CrmRecord *record);
  void (*open) (CrmPage *page, const CrmRecord *record);
} CrmRecordsKind;

/**
 * crm_records_dialog_present:
 * @page: where a record is opened from
 * @title: what they are: "Lost for price"
 * @count: how many: "12 deals"
 * @rowids: (element-type gint64): the records; with none, the dialog says so
 */
void crm_records_dialog_present (CrmPage *page, const CrmRecordsKind *kind, const char *title, const char *count, GArray *rowids);

G_END_DECLS
