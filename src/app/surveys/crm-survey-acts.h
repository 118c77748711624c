/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a whole survey, from the list of them and from its own page. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/*
 * Each reads the survey, writes one edit, and says so with an Undo button; what fails is shown at the window's one seam for errors.
 * They may be called on any page.
 */

/* Begins to collect with the newest version; what is missing for that is told instead. */
void crm_survey_acts_publish (CrmPage *page, const CrmId *survey);

/* @status: "open", "closed" or "archived"; a survey that was never published and leaves the archive is a draft again. */
void crm_survey_acts_set_status (CrmPage *page, const CrmId *survey, const char *status);

/* Makes another one with the same questions, and opens it. */
void crm_survey_acts_duplicate (CrmPage *page, const CrmId *survey);

/* Writes its newest version to a file that is chosen, and makes a survey from such a file, and opens it. */
void crm_survey_acts_export (CrmPage *page, const CrmId *survey);
void crm_survey_acts_import (CrmPage *page);

/* Deletes it with what was answered. */
void crm_survey_acts_delete (CrmPage *page, const CrmId *survey);

G_END_DECLS
