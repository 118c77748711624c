/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says why a file cannot be opened, and offers what can be done. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_PROBLEM_PAGE (crm_problem_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmProblemPage, crm_problem_page, CRM, PROBLEM_PAGE, AdwBin)

/**
 * crm_problem_page_show:
 * @path: the file
 * @error: why it cannot be opened
 *
 * Where the file is damaged, looks for the newest sound backup and offers to put it in the file's place.
 */
void crm_problem_page_show (CrmProblemPage *self, const char *path, const GError *error);

G_END_DECLS
