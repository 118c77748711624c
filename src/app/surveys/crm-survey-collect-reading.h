/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Collect view shows: how many answers came in which way, and the invitations. */

#pragma once

#include "app/crm-context.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

/* No more invitations are listed; all are counted. */
#define CRM_SURVEY_INVITATIONS_SHOWN 200

/**
 * CrmSurveyInvited:
 * @invitation: of the kind invitation
 * @customer: (nullable): who is invited
 * @task: (nullable): what reminds of it, unless that was deleted
 * @deal: (nullable): the title of what it is about
 * @response: what answers it, nil for nothing
 */
typedef struct
{
  CrmRecord *invitation;
  CrmRecord *customer;
  CrmRecord *task;
  char *deal;
  CrmId response;
} CrmSurveyInvited;

CrmSurveyInvited *crm_survey_invited_copy (const CrmSurveyInvited *self);
void crm_survey_invited_free (CrmSurveyInvited *self);

/**
 * CrmSurveyCollectReading:
 * @by_channel: (element-type utf8 guint): responses by their channel's permanent name
 * @by_state: (element-type utf8 guint): invitations by their state's permanent name
 * @invited: (element-type CrmSurveyInvited): those that wait first, then the latest
 * @n_invited: how many there are
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  GHashTable *by_channel;
  GHashTable *by_state;
  GPtrArray *invited;
  guint n_invited;
} CrmSurveyCollectReading;

#define CRM_TYPE_SURVEY_COLLECT_READING (crm_survey_collect_reading_get_type ())

GType crm_survey_collect_reading_get_type (void);
CrmSurveyCollectReading *crm_survey_collect_reading_ref (CrmSurveyCollectReading *self);
void crm_survey_collect_reading_unref (CrmSurveyCollectReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyCollectReading, crm_survey_collect_reading_unref)

/* Returns: (transfer full): a #DexFuture of a boxed #CrmSurveyCollectReading. */
DexFuture *crm_survey_collect_reading_read (CrmContext *context, const CrmId *survey);

guint crm_survey_collect_reading_count (const CrmSurveyCollectReading *self, GHashTable *counts, const char *name);

G_END_DECLS
