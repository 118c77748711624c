/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the cards of a vCard file one by one. */

#pragma once

#include "core/exchange/crm-encoding.h"
#include "core/exchange/crm-table.h"
#include "core/exchange/crm-text-stream.h"
#include "core/exchange/crm-vcard.h"

G_BEGIN_DECLS

/* A longer property, which can only be a picture or a mistake, breaks its card. */
#define CRM_VCARD_MAX_PROPERTY   (8 * 1024 * 1024)
#define CRM_VCARD_MAX_PROPERTIES 2000
#define CRM_VCARD_MAX_CARD       (32 * 1024 * 1024)

typedef struct _CrmVcardParser CrmVcardParser;

/**
 * crm_vcard_parser_new:
 * @stream: (transfer full): the file's bytes as they are, or text of a UTF-16 file as UTF-8
 * @encoding: the encoding of values beyond ASCII that name none
 *
 * Versions 2.1, 3.0 and 4.0: folded lines, quoted-printable with soft breaks, base64, charsets, groups, types with and
 * without a name. A value that names no charset is UTF-8 if it is valid UTF-8, whatever @encoding.
 *
 * Returns: (transfer full): the parser, for one thread.
 */
CrmVcardParser *crm_vcard_parser_new (CrmTextStream *stream, const char *encoding);

void crm_vcard_parser_free (CrmVcardParser *self);

/**
 * crm_vcard_parser_next:
 * @card: (out) (transfer full): the next card, perhaps broken: then its @broken_line is set and it has what could be read
 * @error: set if the file cannot be read on
 *
 * A card is broken if the next begins or the file ends before it ends, if a line is no property, if a value does not
 * fit its encoding, or if it is too large. The next card is read all the same.
 */
CrmTableStatus crm_vcard_parser_next (CrmVcardParser *self, CrmVcard **card, GError **error);

guint64 crm_vcard_parser_get_position (CrmVcardParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmVcardParser, crm_vcard_parser_free)

G_END_DECLS
