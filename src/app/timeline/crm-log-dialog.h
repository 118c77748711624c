/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes down what happened, where there is no timeline: the log bar in a dialog. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_LOG_DIALOG (crm_log_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmLogDialog, crm_log_dialog, CRM, LOG_DIALOG, AdwDialog)

/**
 * CrmLogSubject:
 * @customer: with whom
 * @deal: (nullable): about which deal of theirs
 * @task: (nullable): of which task it is the outcome: unless the person takes the mark away, the same edit has it done
 * @kind: (nullable): what it was, as the log bar's toggles have it
 */
typedef struct
{
  CrmId customer;
  const CrmId *deal;
  CrmRecord *task;
  const char *kind;
} CrmLogSubject;

/* Reads the customer, then shows the dialog over @page. */
void crm_log_dialog_present (CrmPage *page, const CrmLogSubject *subject);

G_END_DECLS
