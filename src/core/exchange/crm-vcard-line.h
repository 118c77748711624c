/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes one unfolded line of a vCard apart: private to the parser. */

#pragma once

#include "core/exchange/crm-vcard.h"

G_BEGIN_DECLS

/**
 * crm_vcard_line_find_value:
 * @line: an unfolded line
 * @length: bytes of it
 *
 * Returns: the offset of the colon before the value, or @length if there is none.
 */
gsize crm_vcard_line_find_value (const char *line, gsize length);

/* Whether the parameters before @colon say that the value is quoted-printable. */
gboolean crm_vcard_line_is_quoted_printable (const char *line, gsize colon);

/* Whether the parameters before @colon say that the value is base64. */
gboolean crm_vcard_line_is_base64 (const char *line, gsize colon);

/**
 * crm_vcard_line_parse:
 * @card: the card that gets the property
 * @line: an unfolded line
 * @length: bytes of it
 * @encoding: the encoding of a value that names none and is no UTF-8
 *
 * Returns: (transfer none) (nullable): the property, or %NULL if the line is none. Its @line is 0; @damaged tells
 *   whether bytes of the value had no meaning.
 */
CrmVcardProperty *crm_vcard_line_parse (CrmVcard *card, const char *line, gsize length, const char *encoding, gboolean *damaged);

G_END_DECLS
