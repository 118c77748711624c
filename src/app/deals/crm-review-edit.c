/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a review writes: a note on a deal, its next step, the review itself. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-review-edit.h"

#include "core/base/crm-error.h"
#include "core/customers/crm-log-edit.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_MINUTE (9 * 60)

static void
set_deal (CrmChange *change, guint customer, guint field, const CrmRecord *deal)
{
  crm_change_set (change, customer, crm_value_copy (&deal->values[CRM_DEAL_CUSTOMER]));
  crm_change_set_id (change, field, &deal->id);
}

CrmEdit *
crm_review_edit_new_note (const CrmRecord *deal, const char *text, const CrmId *user, CrmClock *clock)
{
  CrmEdit *edit = crm_edit_new (_ ("Note on a deal"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *note = crm_edit_create (edit, &crm_kind_interaction, NULL);

  set_deal (note, CRM_INTERACTION_CUSTOMER, CRM_INTERACTION_DEAL, deal);
  crm_change_set_text (note, CRM_INTERACTION_KIND, "note");
  crm_change_set_text (note, CRM_INTERACTION_TEXT, text);
  crm_change_set_integer (note, CRM_INTERACTION_AT, crm_clock_now (clock));
  crm_change_set_text (note, CRM_INTERACTION_ZONE, g_time_zone_get_identifier (crm_clock_get_zone (clock)));
  if (user != NULL)
    crm_change_set_id (note, CRM_INTERACTION_AUTHOR, user);
  return edit;
}

CrmEdit *
crm_review_edit_new_step (const CrmRecord *deal, const char *text, const CrmId *user, CrmClock *clock, GError **error)
{
  CrmLogLineContext context = { .now_us = crm_clock_now (clock), .zone = crm_clock_get_zone (clock), .default_minute = DEFAULT_MINUTE, .default_kind = "note" };
  g_autoptr (CrmLogLine) line = crm_log_line_parse ("", text, &context);
  const CrmId *owner = crm_record_get_id (deal, CRM_DEAL_OWNER);
  CrmLogRequest request = {
    .customer = crm_record_get_id (deal, CRM_DEAL_CUSTOMER),
    .deal = &deal->id,
    .kind = "note",
    .line = "",
    .read = line,
    .user = owner != NULL ? owner : user,
    .now = context.now_us,
    .zone = context.zone,
  };

  if (line->next.is_set && line->next.time_us != 0)
    return crm_log_new_edit (&request, NULL, NULL);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Say when: “thu 3pm call”, “in two weeks send the offer”."));
  return NULL;
}

CrmEdit *
crm_review_edit_new_review (const CrmId *pipeline, const char *note, const CrmId *user, CrmClock *clock)
{
  CrmEdit *edit = crm_edit_new (_ ("Review of the deals"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *review = crm_edit_create (edit, &crm_kind_review, NULL);

  crm_change_set_id (review, CRM_REVIEW_PIPELINE, pipeline);
  crm_change_set_integer (review, CRM_REVIEW_AT, crm_clock_now (clock));
  crm_change_set_text (review, CRM_REVIEW_NOTE, note);
  if (user != NULL)
    crm_change_set_id (review, CRM_REVIEW_REVIEWER, user);
  return edit;
}
