/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company's surveys: after a sale, recommendation, after a complaint, and an anonymous one of service quality. */

#pragma once

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

typedef struct _CrmDemoMaker CrmDemoMaker;
typedef struct _CrmDemoSurveys CrmDemoSurveys;

/* Adds the surveys, published, and keeps what their responses need to know. */
CrmDemoSurveys *crm_demo_surveys_new (CrmDemoMaker *maker, CrmEdit *edit);
void crm_demo_surveys_free (CrmDemoSurveys *self);

/* Adds some responses of nobody in particular, after all customers. Returns: whether there are more to come. */
gboolean crm_demo_surveys_add_anonymous (CrmDemoSurveys *self, CrmEdit *edit);

G_END_DECLS
