/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a review writes: a note on a deal, its next step, the review itself. Pure. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/* (transfer full): keeps @text as a note with the deal and its customer. @user: (nullable) */
CrmEdit *crm_review_edit_new_note (const CrmRecord *deal, const char *text, const CrmId *user, CrmClock *clock);

/**
 * crm_review_edit_new_step:
 * @text: "thu 3pm call", 下周二下午3点 电话
 * @error: %CRM_ERROR_INVALID where it does not say when
 *
 * Returns: (transfer full): plans what the line says.
 */
CrmEdit *crm_review_edit_new_step (const CrmRecord *deal, const char *text, const CrmId *user, CrmClock *clock, GError **error);

/* (transfer full): says that the deals of @pipeline were gone through now. */
CrmEdit *crm_review_edit_new_review (const CrmId *pipeline, const char *note, const CrmId *user, CrmClock *clock);

G_END_DECLS
