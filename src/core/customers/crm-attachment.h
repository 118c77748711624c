/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files kept with customers: added, handed out. The bytes lie in the file store, what they are is a record. */

#pragma once

#include "core/store/crm-store.h"
#include "core/store/crm-transfer.h"

G_BEGIN_DECLS

/**
 * CrmAttachmentReport:
 * @n_added: how many files are kept now
 * @name: (nullable): what the first of them is called
 * @problems: (element-type utf8): a sentence for each that could not be added
 */
typedef struct
{
  guint n_added;
  char *name;
  GPtrArray *problems;
} CrmAttachmentReport;

#define CRM_TYPE_ATTACHMENT_REPORT (crm_attachment_report_get_type ())

GType crm_attachment_report_get_type (void);
CrmAttachmentReport *crm_attachment_report_ref (CrmAttachmentReport *self);
void crm_attachment_report_unref (CrmAttachmentReport *self);

/**
 * crm_attachment_add:
 * @customer: whose they become
 * @interaction: (nullable): what they came with
 * @files: (element-type GFile): what to copy
 * @transfer: how far it is, and how to stop it
 *
 * Copies @files into the store's folder on a thread, and when all bytes are on the disk writes one edit for them. A file
 * that cannot be read, or is none, is left out and told; when the disk is full, when none of them could be added, or when
 * stopped, nothing is added. A store that is read-only refuses before anything is copied.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmAttachmentReport. Dropping it does not stop it.
 */
DexFuture *crm_attachment_add (CrmStore *store, const CrmId *customer, const CrmId *interaction, GPtrArray *files, CrmTransfer *transfer);

/**
 * crm_attachment_save:
 * @attachment: what to hand out
 * @target: where to; replaced when it is there
 * @transfer: (nullable)
 *
 * Copies an attachment's bytes out, on a thread. %CRM_ERROR_NOT_FOUND when they are missing, %CRM_ERROR_DAMAGED when they are not
 * those that were added; @target then stays as it was.
 *
 * Returns: (transfer full): a #DexFuture of a boolean.
 */
DexFuture *crm_attachment_save (CrmStore *store, const CrmRecord *attachment, GFile *target, CrmTransfer *transfer);

/**
 * crm_attachment_lend:
 * @folder: where copies for looking at are kept for a while, such as one in the user's cache
 *
 * Makes a copy that nothing can be written to, under its own name, for other programs to open. Copies lent more than a
 * day ago are removed from @folder.
 *
 * Returns: (transfer full): a #DexFuture of its path, a string.
 */
DexFuture *crm_attachment_lend (CrmStore *store, const CrmRecord *attachment, const char *folder, CrmTransfer *transfer);

/**
 * crm_attachment_fit_name:
 * @name: as typed
 *
 * Returns: (transfer full): the name as it is kept; %NULL with %CRM_ERROR_INVALID when it names no file.
 */
char *crm_attachment_fit_name (const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAttachmentReport, crm_attachment_report_unref)

G_END_DECLS
