/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers to a survey as they stand in the file, ready for its figures. */

#pragma once

#include "core/surveys/crm-response-rate.h"
#include "core/surveys/crm-survey-results.h"

G_BEGIN_DECLS

/** CRM_SURVEY_N_CHANNELS: those of crm_choices_survey_channel, from 1 on; 0 is none said. */
#define CRM_SURVEY_N_CHANNELS 8

/**
 * CrmSurveyReading:
 * @survey: of the kind survey
 * @columns: the answers to all versions that were published or answered
 * @invitations: what became of the invitations, by channel
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *survey;
  CrmSurveyColumns *columns;
  CrmInvitationCount invitations[CRM_SURVEY_N_CHANNELS];
} CrmSurveyReading;

#define CRM_TYPE_SURVEY_READING (crm_survey_reading_get_type ())

GType crm_survey_reading_get_type (void);
CrmSurveyReading *crm_survey_reading_ref (CrmSurveyReading *self);
void crm_survey_reading_unref (CrmSurveyReading *self);

/**
 * crm_survey_reading_new:
 * @survey: which
 * @zone: the office's
 * @error: %CRM_ERROR_NOT_FOUND when there is no such survey
 *
 * Reads all answers without their texts; on the connection's thread.
 */
CrmSurveyReading *crm_survey_reading_new (CrmConnection *connection, const CrmId *survey, GTimeZone *zone, GError **error);

/**
 * crm_survey_reading_get_response_rate:
 * @channel: a place in crm_choices_survey_channel + 1, or 0 for all together
 *
 * Of an anonymous survey responses are counted, as its invitations do not know; they are shown from five on.
 */
CrmResponseRate crm_survey_reading_get_response_rate (const CrmSurveyReading *self, guint channel);

/**
 * CrmVerbatim:
 * @answer: the record it is
 * @response: rowid of its response; 0 of an anonymous survey
 * @day: when; %CRM_DATE_NONE of an anonymous survey
 * @tags: (nullable): a line each
 */
typedef struct
{
  CrmId answer;
  gint64 response;
  CrmDate day;
  char *text;
  char *tags;
} CrmVerbatim;

/**
 * crm_survey_reading_read_verbatims:
 * @results: made from the reading's columns
 * @place: of the question
 *
 * What those left by the results' filter wrote to a question of any version. Own words can say who somebody is whatever the figures hide: of
 * an anonymous survey they come without their response and day, ordered by their text, and not at all where results are withheld.
 *
 * Returns: (transfer full) (element-type CrmVerbatim): the newest first.
 */
GPtrArray *crm_survey_reading_read_verbatims (const CrmSurveyReading *self, CrmConnection *connection, const CrmSurveyResults *results, guint place, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSurveyReading, crm_survey_reading_unref)

G_END_DECLS
