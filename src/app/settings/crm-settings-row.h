/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the preferences in which something is typed. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows what is set. A row in which somebody is writing keeps what is written. */
void crm_settings_row_show (AdwEntryRow *row, const char *text);

/* (transfer full): what is written, without blanks around it. */
char *crm_settings_row_dup_text (AdwEntryRow *row);

/* @problem: (nullable): stands in place of the row's title until it is %NULL again, so that it is read out, too. */
void crm_settings_row_set_problem (AdwEntryRow *row, const char *problem);

G_END_DECLS
