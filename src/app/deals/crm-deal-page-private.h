/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a deal's page share. */

#pragma once

#include "app/customers/crm-about-pane.h"
#include "app/customers/crm-fact-strip.h"
#include "app/deals/crm-deal-header.h"
#include "app/deals/crm-deal-page-reading.h"
#include "app/deals/crm-deal-page.h"
#include "app/deals/crm-deal-people-pane.h"
#include "app/deals/crm-deals-pane.h"
#include "app/files/crm-files-pane.h"
#include "app/timeline/crm-log-bar.h"
#include "app/timeline/crm-timeline-view.h"
#include "app/widgets/crm-person-row.h"
#include "app/widgets/crm-layout-choice.h"
#include "app/widgets/crm-record-travel.h"

G_BEGIN_DECLS

struct _CrmDealPage
{
  CrmPage parent_instance;

  /* template */
  CrmLayoutChoice *layout;
  CrmRecordTravel *travel;
  GtkStack *stack;
  AdwViewStack *tabs;
  CrmDealHeader *header;
  CrmFactStrip *facts;
  CrmAboutPane *about;
  CrmDealPeoplePane *people;
  CrmLogBar *log_bar;
  CrmTimelineView *timeline;
  GtkWidget *customer_part;
  GtkListBox *customer_list;
  CrmPersonRow *customer_row;
  CrmDealsPane *others;
  CrmFilesPane *files;
  GtkBox *transfers;

  /* owned */
  CrmDealPageReading *reading_now; /* NULL until it was read */

  CrmId deal;
  gboolean reading;
  gboolean stale;
  gboolean fresh; /* not looked at yet: the focus has no place */
};

/* crm-deal-page-actions.c */
void crm_deal_page_install_actions (GtkWidgetClass *widget_class);

/* Where there is one column, what is asked for may be on the other tab. */
void crm_deal_page_show_tab (CrmDealPage *self, const char *name);

G_END_DECLS
