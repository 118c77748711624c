/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the views of a survey's page: the page hosts them and knows what all have in common. */

#pragma once

#include "app/crm-page.h"
#include "app/surveys/crm-survey-page-reading.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEY_VIEW (crm_survey_view_get_type ())

G_DECLARE_DERIVABLE_TYPE (CrmSurveyView, crm_survey_view, CRM, SURVEY_VIEW, AdwBin)

/**
 * CrmSurveyViewClass:
 * @begin: (nullable): the survey has been read; make what is shown. Called once, when the view is first looked at
 * @update: (nullable): it has been read anew, because something of the area changed: the survey, its questions, invitations, responses
 * @make_sheet: (nullable): a #DexFuture of a #CrmSheet with what is shown, for paper and for files
 * @export: (nullable): write what is shown to a file
 * @search: (nullable): show and focus the search
 * @take_focus: (nullable): puts the focus where whoever comes to the view wants it
 */
struct _CrmSurveyViewClass
{
  AdwBinClass parent_class;

  void (*begin) (CrmSurveyView *self);
  void (*update) (CrmSurveyView *self);
  DexFuture *(*make_sheet) (CrmSurveyView *self);
  void (*export) (CrmSurveyView *self);
  void (*search) (CrmSurveyView *self);
  void (*take_focus) (CrmSurveyView *self);
};

/* Gives the view its page and survey, once; borrows the page. */
void crm_survey_view_attach (CrmSurveyView *self, CrmPage *page, const CrmId *survey);

/* For the page: the survey as it stands now. A view that is not looked at is told when it is. */
void crm_survey_view_set_reading (CrmSurveyView *self, CrmSurveyPageReading *reading);

/* Borrowed; the page is NULL before it is attached. */
CrmPage *crm_survey_view_get_page (CrmSurveyView *self);
CrmContext *crm_survey_view_get_context (CrmSurveyView *self);
const CrmId *crm_survey_view_get_survey (CrmSurveyView *self);

/* Borrowed: the version that is built; NULL before anything was read, never within begin and update. */
CrmSurveyForm *crm_survey_view_get_form (CrmSurveyView *self);

/* Borrowed: the version that is answered; NULL while none is published. */
CrmSurveyForm *crm_survey_view_get_published (CrmSurveyView *self);

/* Borrowed (element-type CrmSurveyFault): what is wrong with the conditions of the version that is built. */
GPtrArray *crm_survey_view_get_faults (CrmSurveyView *self);

/* Returns: (transfer full): the future of a sheet; CRM_ERROR_INVALID where the view has none. */
DexFuture *crm_survey_view_make_sheet (CrmSurveyView *self);

/* Do nothing where the view has nothing of the kind. */
void crm_survey_view_export (CrmSurveyView *self);
void crm_survey_view_search (CrmSurveyView *self);
void crm_survey_view_take_focus (CrmSurveyView *self);

G_END_DECLS
