/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company: an invented trader with Chinese and European customers, made from a seed, in any size. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/record/crm-edit.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/* How many customers the demo company has when nobody says otherwise. */
#define CRM_DEMO_CUSTOMERS 300
#define CRM_DEMO_SEED      1

/* Larger companies get CRM_DEMO_BRIEF stories: what a person reads one by one matters less than the time to write them. */
#define CRM_DEMO_STORIES_MAX 10000

/**
 * CrmDemoDepth:
 * @CRM_DEMO_STORIES: every customer with people, tags, 18 months of interactions and tasks, 28 of deals, and what some answered to four surveys; about 34 records each
 * @CRM_DEMO_BRIEF: the same, but of each story only the two latest interactions and no task that is done; about 21 records
 * @CRM_DEMO_CONTACTS: customers with their contact points and nothing else; about 5 records. Ids ascend by time as ids of
 *   new records do, so that writing costs what it costs in use
 */
typedef enum
{
  CRM_DEMO_STORIES,
  CRM_DEMO_BRIEF,
  CRM_DEMO_CONTACTS,
} CrmDemoDepth;

/**
 * crm_demo_new_edit:
 * @n_customers: how many customers
 * @seed: the same seed gives the same data, ids too; dates count from the clock's now
 * @locale: (nullable): "zh_CN": the language of tags and of the local user's name; customers are of both languages in any case
 * @clock: the time
 *
 * Makes an edit of origin %CRM_EDIT_ORIGIN_DEMO that streams users, tags, pipelines, exchange rates, targets, surveys and customers with all that
 * belongs to them, deals with every move included. One currency, SEK, has no rate, so that totals have to say so. The file's own
 * user (setting "user") takes the place of the first of the four, where there is one. Applied again it writes the same records.
 * Everything in it is invented: telephone numbers lie in ranges kept for fiction, web and mail addresses under example.com and
 * example.org, and account names begin or end with a word that says so.
 *
 * Returns: (transfer full): the edit, pulled on the writer's thread in bounded memory.
 */
CrmEdit *crm_demo_new_edit (guint n_customers, guint64 seed, const char *locale, CrmClock *clock);

/* The same with a given depth. */
CrmEdit *crm_demo_new_edit_of_depth (guint n_customers, guint64 seed, const char *locale, CrmClock *clock, CrmDemoDepth depth);

/* Customers and contact points only, for benchmarks. */
CrmEdit *crm_demo_new_contacts_edit (guint n_customers, guint64 seed, CrmClock *clock);

/* The id of the demo company's first user, who is the file's own user where it has none. */
CrmId crm_demo_get_user (guint64 seed);

/**
 * crm_demo_fill_store:
 * @store: an open store
 * @cancellable: (nullable): takes everything back
 *
 * Makes @store the demo company's: sets the settings "user", "calling-code", "currency" and "company" where they are missing,
 * then applies crm_demo_new_edit(). Settings are no part of the edit and stay when it is taken back.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmEditResult.
 */
DexFuture *crm_demo_fill_store (CrmStore *store, guint n_customers, guint64 seed, const char *locale, GCancellable *cancellable);

G_END_DECLS
