/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges two texts that were made of one: prose by lines, and within lines by words; choices, one a line, as a set. Pure. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_text_merge:
 * @base: what both were made of
 * @older: one of them, UTF-8 as all three
 * @newer: the other
 * @lost: (out): whether something that @older says against @newer was given up
 *
 * A three-way merge. What only one of them changed is as that one has it. What both put in at the same place is kept, that of @older first. Where
 * both changed the same words, @newer is followed, but for words that one changed and the other only removed: those stay. Texts whose difference is
 * too long to be looked at are not merged: @newer stays.
 *
 * Who is older is the caller's to say, by the clocks, so that everybody merges alike.
 *
 * Returns: (transfer full): the merged text.
 */
char *crm_text_merge (const char *base, const char *older, const char *newer, gboolean *lost);

/**
 * crm_choices_merge:
 * @base: what both were made of, one choice a line as in all three
 * @older: one of them, whose order is followed
 * @newer: the other
 *
 * Keeps what both left and what either added; what either took away is gone. Nothing that anybody did is given up.
 *
 * Returns: (transfer full): the choices, each once.
 */
char *crm_choices_merge (const char *base, const char *older, const char *newer);

G_END_DECLS
