/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five answers of a Kano pair in the languages surveys are written in. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_KANO_N_ANSWERS 5

/**
 * crm_kano_get_answer:
 * @answer: from 0: like it, expect it, neutral, can live with it, dislike it; the option's value is one more
 * @language: (nullable): "zh_CN", "zh_TW", or anything for English
 *
 * Not translated as the program is: a survey speaks its own language.
 *
 * Returns: (transfer none): the words.
 */
const char *crm_kano_get_answer (guint answer, const char *language);

G_END_DECLS
