/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sales side of the preferences: pipelines, targets, exchange rates, the rules of a lead's score. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_PIPELINES_PAGE (crm_pipelines_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmPipelinesPage, crm_pipelines_page, CRM, PIPELINES_PAGE, AdwPreferencesPage)

/* Called once. */
void crm_pipelines_page_set_context (CrmPipelinesPage *self, CrmContext *context);

/* Opens one of its pages: "targets", "rates", "score-rules". In a preferences dialog. */
void crm_pipelines_page_open (CrmPipelinesPage *self, const char *name);

G_END_DECLS
