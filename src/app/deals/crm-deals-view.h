/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the views of the Deals page: the page hosts them and knows what all have in common. */

#pragma once

#include "app/crm-page.h"
#include "app/deals/crm-deals-scope.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_VIEW (crm_deals_view_get_type ())

G_DECLARE_DERIVABLE_TYPE (CrmDealsView, crm_deals_view, CRM, DEALS_VIEW, AdwBin)

/**
 * CrmDealsViewClass:
 * @begin: (nullable): the scope is there; make what is shown. Called once, when the view is first looked at
 * @update: (nullable): the scope has changed, or the pipelines have
 * @make_sheet: (nullable): a #DexFuture of a #CrmSheet with what is shown, for paper and for files
 * @export: (nullable): write what is shown to a file for spreadsheets
 * @uses_period: whether the period matters to it
 */
struct _CrmDealsViewClass
{
  AdwBinClass parent_class;

  void (*begin) (CrmDealsView *self);
  void (*update) (CrmDealsView *self);
  DexFuture *(*make_sheet) (CrmDealsView *self);
  void (*export) (CrmDealsView *self);
  gboolean uses_period;
};

/* Gives the view its page and scope, once; borrows the page. */
void crm_deals_view_attach (CrmDealsView *self, CrmPage *page, CrmDealsScope *scope);

/* Borrowed; NULL before it is attached. */
CrmPage *crm_deals_view_get_page (CrmDealsView *self);
CrmDealsScope *crm_deals_view_get_scope (CrmDealsView *self);
CrmContext *crm_deals_view_get_context (CrmDealsView *self);

/* Returns: (transfer full): the future of a sheet; CRM_ERROR_INVALID where the view has none. */
DexFuture *crm_deals_view_make_sheet (CrmDealsView *self);

/* Does nothing where the view has nothing to write. */
void crm_deals_view_export (CrmDealsView *self);
gboolean crm_deals_view_uses_period (CrmDealsView *self);

G_END_DECLS
