/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures over the charts of a survey: how many answered, of how many, the score, whether scales measure one thing. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-results-figures.h"

G_BEGIN_DECLS

#define CRM_TYPE_RESULTS_TILES (crm_results_tiles_get_type ())

G_DECLARE_FINAL_TYPE (CrmResultsTiles, crm_results_tiles, CRM, RESULTS_TILES, AdwBin)

/* Emits "pressed" where the records behind a figure are asked for. */
GtkWidget *crm_results_tiles_new (void);

void crm_results_tiles_set_figures (CrmResultsTiles *self, const CrmResultsFigures *figures);

G_END_DECLS
