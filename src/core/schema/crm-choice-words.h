/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words an office has for choices, in place of the program's: "Gold" for the level A. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/* What the names of their settings in the file begin with; behind it follow kind, field and permanent name: "word.customer.level.a". */
#define CRM_CHOICE_WORDS_PREFIX "word."

/* Whether the choices of @field may have other words. */
gboolean crm_choice_words_allow (const CrmKind *kind, guint field);

/* (transfer full): the name of the setting with the word for a choice. */
char *crm_choice_words_dup_setting (const CrmKind *kind, guint field, const char *choice);

/**
 * crm_choice_words_set:
 * @settings: (array zero-terminated=1): names of settings and their values in turn; what names no choice is left out
 *
 * Takes the place of all words there were, for all of the process: one file is open at a time. Any thread.
 */
void crm_choice_words_set (const char *const *settings);

/* (transfer none) (nullable): the word for @choice, for good; %NULL where there is none but the program's. Any thread. */
const char *crm_choice_words_find (const CrmChoice *choice);

G_END_DECLS
