/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks somebody through a survey, question by question: what interview and kiosk have in common. */

#pragma once

#include <adwaita.h>

#include "core/surveys/crm-survey-sheet.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_WALK (crm_survey_walk_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveyWalk, crm_survey_walk, CRM, SURVEY_WALK, AdwBin)

/**
 * CrmSurveyWalkFlags:
 * @CRM_SURVEY_WALK_KEYS: the keys of choices stand beside them
 * @CRM_SURVEY_WALK_OWN_WORDS: what is wrong is said in the survey's language, not in the program's
 */
typedef enum
{
  CRM_SURVEY_WALK_PLAIN = 0,
  CRM_SURVEY_WALK_KEYS = 1 << 0,
  CRM_SURVEY_WALK_OWN_WORDS = 1 << 1,
} CrmSurveyWalkFlags;

/**
 * crm_survey_walk_new:
 *
 * Emits "moved" (another question is shown), "changed" (something was answered), "finished" (the last question was left, and nothing is
 * wrong) and "left" (back from the first).
 */
GtkWidget *crm_survey_walk_new (CrmSurveyWalkFlags flags);

/* Shows the first question of @sheet (transfer full). */
void crm_survey_walk_begin (CrmSurveyWalk *self, CrmSurveySheet *sheet);

/* (nullable): the sheet, borrowed; and taken out, after which nothing is shown. */
CrmSurveySheet *crm_survey_walk_get_sheet (CrmSurveyWalk *self);
CrmSurveySheet *crm_survey_walk_take_sheet (CrmSurveyWalk *self);

/* Goes on, if the answer will do; and back. */
void crm_survey_walk_go_on (CrmSurveyWalk *self);
void crm_survey_walk_go_back (CrmSurveyWalk *self);

/* Shows the same question in the other language. */
void crm_survey_walk_set_second (CrmSurveyWalk *self, gboolean second);

/* The question that is shown, counted from 1, of those that are to be shown as things stand. 0 of 0 without a sheet. */
void crm_survey_walk_get_place (CrmSurveyWalk *self, guint *place, guint *n);

/* The language of what is shown, as the survey has it. */
const char *crm_survey_walk_get_language (CrmSurveyWalk *self);

G_END_DECLS
