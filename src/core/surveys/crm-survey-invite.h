/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is invited to a survey: consent, rest, sample; and the edit that writes the invitations. Nothing is sent. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/surveys/crm-survey-form.h"

G_BEGIN_DECLS

/* 26 letters and digits. */
#define CRM_SURVEY_TOKEN_LENGTH 26

/* (transfer full): 128 random bits in base32, lower case. Any thread. */
char *crm_survey_make_token (void);

/* Why somebody in the query is not invited; the first reason that holds counts. */
typedef enum
{
  CRM_SURVEY_LEFT_OUT_DELETED,
  CRM_SURVEY_LEFT_OUT_NO_CONSENT, /* consent is not given */
  CRM_SURVEY_LEFT_OUT_INVITED,    /* an invitation to this survey is open */
  CRM_SURVEY_LEFT_OUT_RESTING,    /* asked by some survey, or answered one, within the survey's days of rest */
  CRM_SURVEY_LEFT_OUT_SAMPLE,     /* not drawn */
  CRM_SURVEY_N_LEFT_OUT
} CrmSurveyLeftOut;

/**
 * CrmSurveyInvitePlan:
 * @form: the published version they will answer
 * @customers: (element-type CrmId): who is invited
 * @deals: (element-type CrmId): for what, customer by customer; nil for no deal
 * @n_asked: how many the query had, of those something happened to where that was asked for
 * @left_out: how many for each reason
 * @seed: that the sample was drawn with; the same over the same customers draws the same
 * @sample_percent: of those left after all other reasons
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmSurveyForm *form;
  GArray *customers;
  GArray *deals;
  guint n_asked;
  guint left_out[CRM_SURVEY_N_LEFT_OUT];
  guint32 seed;
  int sample_percent;
} CrmSurveyInvitePlan;

#define CRM_TYPE_SURVEY_INVITE_PLAN (crm_survey_invite_plan_get_type ())

GType crm_survey_invite_plan_get_type (void);
CrmSurveyInvitePlan *crm_survey_invite_plan_ref (CrmSurveyInvitePlan *self);
void crm_survey_invite_plan_unref (CrmSurveyInvitePlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyInvitePlan, crm_survey_invite_plan_unref)

/**
 * CrmSurveyAfter:
 * @occasion: "deal_won" or "task_done", of crm_choices_survey_occasion
 * @task_kind: (nullable): which tasks count, of crm_choices_task_kind; all
 * @since: microseconds UTC, the first that counts
 * @until: microseconds UTC, the first that does not
 *
 * What must have happened to a customer. Who has had an invitation for it is not invited for it again.
 */
typedef struct
{
  const char *occasion;
  const char *task_kind;
  gint64 since;
  gint64 until;
} CrmSurveyAfter;

/**
 * crm_survey_invite_plan_read:
 * @survey: a published survey
 * @rowids: (element-type gint64): customers, as a query gives them
 * @after: (nullable): only those it happened to; the invitation names the latest deal
 * @now: microseconds UTC
 * @sample_percent: 1–100; 0 for what the survey says, and all where it says nothing
 * @seed: for the sample
 * @error: %CRM_ERROR_NOT_FOUND when it is not published
 *
 * On the connection's thread.
 */
CrmSurveyInvitePlan *crm_survey_invite_plan_read (CrmConnection *connection, const CrmId *survey, const GArray *rowids, const CrmSurveyAfter *after, gint64 now, int sample_percent, guint32 seed, GError **error);

/**
 * CrmSurveyInviting:
 * @channel: of crm_choices_survey_channel
 * @expires_on: %CRM_DATE_NONE for never
 * @remind_at: microseconds UTC: when a task reminds each customer's owner; 0 for none
 * @sent: whether they are handed out already, and not only planned
 */
typedef struct
{
  const char *channel;
  int expires_on;
  gint64 remind_at;
  gboolean sent;
} CrmSurveyInviting;

/* (transfer full): one edit, however many; built in pieces while it is written. Who was invited or asked in between is left out. */
CrmEdit *crm_survey_invite_plan_make_edit (CrmSurveyInvitePlan *self, const CrmSurveyInviting *how, gint64 now);

/* Adds one invitation, with a token. Returns: (transfer none): its change, to set person and deal on. */
CrmChange *crm_survey_add_invitation (CrmEdit *edit, const CrmSurveyForm *form, const CrmId *customer, const CrmSurveyInviting *how, gint64 now);

/**
 * CrmSurveyOccasion:
 * @survey: whose occasion it is
 * @customer: (nullable): who could be asked
 * @deal: (nullable): that was won
 * @task: (nullable): that was done
 * @at: when, microseconds UTC
 *
 * A proposal: a person decides.
 */
typedef struct
{
  CrmRecord *survey;
  CrmRecord *customer;
  CrmRecord *deal;
  CrmRecord *task;
  gint64 at;
} CrmSurveyOccasion;

/**
 * crm_survey_occasions_read:
 * @since: microseconds UTC: what happened before is past
 * @now: microseconds UTC
 *
 * What has happened for which open surveys say that somebody is asked then: deals won, tasks of a kind done; without those whose customer gave
 * no consent, is resting, was invited for it, or is not in the survey's sample, which hangs on the deal or task alone.
 *
 * Returns: (transfer container) (element-type CrmSurveyOccasion): the latest first.
 */
GPtrArray *crm_survey_occasions_read (CrmConnection *connection, gint64 since, gint64 now, GError **error);

G_END_DECLS
