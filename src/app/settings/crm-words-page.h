/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the preferences with the office's own words for levels and stages. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_WORDS_PAGE (crm_words_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmWordsPage, crm_words_page, CRM, WORDS_PAGE, AdwNavigationPage)

AdwNavigationPage *crm_words_page_new (CrmContext *context);

G_END_DECLS
