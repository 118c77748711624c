/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows Markdown as widgets: headings, paragraphs, lists, code, quotes, links. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_HELP_TEXT (crm_help_text_get_type ())

G_DECLARE_FINAL_TYPE (CrmHelpText, crm_help_text, CRM, HELP_TEXT, GtkBox)

/**
 * crm_help_text_set_markdown:
 * @markdown: CommonMark, UTF-8 of any validity; HTML in it is left out
 *
 * Emits "activate-link" (target: string) for what is clicked on.
 */
void crm_help_text_set_markdown (CrmHelpText *self, const char *markdown);

/* (transfer full): what the labels say, a paragraph a line. */
char *crm_help_text_dup_plain (CrmHelpText *self);

G_END_DECLS
