/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a file of business cards. */

#pragma once

#include "core/exchange/crm-export-file.h"
#include "core/exchange/crm-vcard.h"

G_BEGIN_DECLS

/**
 * CrmVcardWriter:
 *
 * Writes card by card, for one thread. The file appears under its name only when crm_vcard_writer_finish() succeeds.
 */
typedef struct _CrmVcardWriter CrmVcardWriter;

/**
 * crm_vcard_writer_new:
 * @path: a file name in the system's encoding
 * @version: 30, which every program reads, or 40
 * @error: %CRM_ERROR_STORAGE if the file cannot be made
 */
CrmVcardWriter *crm_vcard_writer_new (const char *path, guint version, GError **error);
gboolean crm_vcard_writer_add (CrmVcardWriter *self, const CrmVcard *card, GError **error);
gboolean crm_vcard_writer_finish (CrmVcardWriter *self, GError **error);
void crm_vcard_writer_free (CrmVcardWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmVcardWriter, crm_vcard_writer_free)

G_END_DECLS
