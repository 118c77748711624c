/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file says of itself: whose it is, and what its company writes without saying so. */

#pragma once

#include "core/store/crm-office-time.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/* Names of settings in the file. */
#define CRM_SETTING_USER         "user"
#define CRM_SETTING_COMPANY      "company"
#define CRM_SETTING_CALLING_CODE "calling-code"
#define CRM_SETTING_COUNTRY      "country" /* ISO 3166-1: which one of those with the calling code */
#define CRM_SETTING_CURRENCY     "currency"
#define CRM_SETTING_HAN_FIRST    "han-first"
#define CRM_SETTING_DEMO         "demo"

/* The rest of what stands at the head of what is printed. */
#define CRM_SETTING_COMPANY_ADDRESS    "company-address"
#define CRM_SETTING_COMPANY_PHONE      "company-phone"
#define CRM_SETTING_COMPANY_EMAIL      "company-email"
#define CRM_SETTING_COMPANY_WEBSITE    "company-website"
#define CRM_SETTING_COMPANY_TAX_NUMBER "company-tax-number"
#define CRM_SETTING_COMPANY_LOGO       "company-logo" /* a PNG as base64 */

#define CRM_TYPE_WORKSPACE (crm_workspace_get_type ())

G_DECLARE_FINAL_TYPE (CrmWorkspace, crm_workspace, CRM, WORKSPACE, GObject)

/**
 * crm_workspace_new:
 * @store: an open file
 *
 * Empty until crm_workspace_load(). Main thread. Emits "changed" whenever what it says may differ, also after an undo.
 */
CrmWorkspace *crm_workspace_new (CrmStore *store);

/* A #DexFuture of TRUE: reads the settings and the user's name. */
DexFuture *crm_workspace_load (CrmWorkspace *self);

/* Borrowed until the next change; never NULL, empty when not set: any setting by its name, and those that are asked for most. */
const char *crm_workspace_get (CrmWorkspace *self, const char *setting);
const char *crm_workspace_get_user_name (CrmWorkspace *self);
const char *crm_workspace_get_company (CrmWorkspace *self);
const char *crm_workspace_get_calling_code (CrmWorkspace *self);
const char *crm_workspace_get_currency (CrmWorkspace *self);

/* Borrowed until the next change: when the office works, and where its weeks and years begin. */
const CrmOfficeTime *crm_workspace_get_office_time (CrmWorkspace *self);

/* Whether names in Han characters stand before names in letters. */
gboolean crm_workspace_is_han_first (CrmWorkspace *self);

/* Whether the file holds the demo company. */
gboolean crm_workspace_is_demo (CrmWorkspace *self);

/**
 * crm_workspace_set:
 * @setting: one of the names above or of crm-office-time.h, but the user's
 * @value: empty unsets it
 *
 * Returns: (transfer full): a #DexFuture of TRUE once it is written and read back.
 */
DexFuture *crm_workspace_set (CrmWorkspace *self, const char *setting, const char *value);

/* The same for the name of the user, which is a record: an edit that can be undone. */
DexFuture *crm_workspace_set_user_name (CrmWorkspace *self, const char *name);

/**
 * crm_workspace_set_up:
 * @store: an open file, maybe new
 *
 * Sees to it that the file has a user, and guesses calling code, currency and the order of names from the locale the
 * first time.
 * A read-only file stays as it is.
 *
 * Returns: (transfer full): a #DexFuture of TRUE.
 */
DexFuture *crm_workspace_set_up (CrmStore *store);

G_END_DECLS
