/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the help: which there are, and their text in the reader's language. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The permanent names of the topics, in their order; ends with NULL. */
extern const char *const crm_help_topics[];

/**
 * crm_help_topic_dup_text:
 * @topic: one of the names
 * @languages: (nullable): as g_get_language_names() gives them; %NULL for those
 *
 * Whoever reads Chinese of any kind gets Chinese rather than English, traditional characters where these are written.
 *
 * Returns: (transfer full) (nullable): Markdown; %NULL for no topic. Any thread.
 */
char *crm_help_topic_dup_text (const char *topic, const char *const *languages);

/* (transfer full): the first heading of the text, as plain text. */
char *crm_help_topic_dup_title (const char *text);

/* (transfer full) (nullable): a sample file of the help, by its name. */
GBytes *crm_help_topic_load_sample (const char *name);

G_END_DECLS
