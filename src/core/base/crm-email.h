/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Email addresses: out of what they are wrapped in, and in one form to compare them by. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_email_parse:
 * @text: what was typed or read from a file, UTF-8 of any validity
 * @name: (out) (optional) (nullable): the name in "Name <address>", without its quotes
 *
 * Trims, unwraps "Name <a@b.org>" and "mailto:a@b.org?subject=…", folds full-width forms and lower-cases the domain. The part before the @ is
 * kept as typed, and so is a domain in another script. Valid is what mail hosts accept in practice: no quoted part, no
 * comment, no address in brackets, a domain with a dot (RFC 5321 for the lengths, RFC 6531 for letters beyond ASCII).
 *
 * Returns: (transfer full) (nullable): the address, or %NULL if @text is none. Any thread.
 */
char *crm_email_parse (const char *text, char **name);

/**
 * crm_email_to_comparable:
 * @address: what crm_email_parse () returned
 *
 * RFC 5321 lets hosts tell upper from lower case before the @, but none of note does.
 *
 * Returns: (transfer full): @address in lower case and NFC.
 */
char *crm_email_to_comparable (const char *address);

G_END_DECLS
