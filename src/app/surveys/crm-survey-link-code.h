/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The QR code of a survey's link: as a picture, for the screen and for a poster. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/* Shows the code of a link over the page, and saves it as a picture where that is wanted. */
void crm_survey_link_code_present (CrmPage *page, const char *link);

G_END_DECLS
