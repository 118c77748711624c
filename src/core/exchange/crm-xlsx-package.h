/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZIP file around a workbook, its parts read as XML streams within limits. */

#pragma once

#include <gio/gio.h>
#include <libxml/xmlreader.h>

G_BEGIN_DECLS

typedef struct _CrmXlsxPackage CrmXlsxPackage;
typedef struct _CrmXlsxPart CrmXlsxPart;

/**
 * crm_xlsx_package_open:
 * @fd: (transfer full): the open file
 * @name: the file's name for messages
 * @cancellable: (nullable): looked at on each read
 * @error: %CRM_ERROR_UNREADABLE if it is cut short, behind a password, or no workbook; the message says which
 *
 * Returns: (transfer full) (nullable): the package, for one thread.
 */
CrmXlsxPackage *crm_xlsx_package_open (int fd, const char *name, GCancellable *cancellable, GError **error);

void crm_xlsx_package_free (CrmXlsxPackage *self);

const char *crm_xlsx_package_get_name (CrmXlsxPackage *self);
gboolean crm_xlsx_package_has (CrmXlsxPackage *self, const char *part);

/**
 * crm_xlsx_package_open_part:
 * @part: its name without a leading slash
 * @limit: bytes it may unpack to
 *
 * Beyond 64 MiB a part may not unpack to more than 250 times the size of the whole file either: no honest sheet does.
 *
 * Returns: (transfer full) (nullable): the part; it must not outlive the package.
 */
CrmXlsxPart *crm_xlsx_package_open_part (CrmXlsxPackage *self, const char *part, guint64 limit, GError **error);

void crm_xlsx_part_free (CrmXlsxPart *self);

/* (transfer none): to look at the current node. */
xmlTextReaderPtr crm_xlsx_part_get_reader (CrmXlsxPart *self);

/**
 * crm_xlsx_part_read:
 *
 * Goes to the next node. A document type declaration, with which XML can be made to grow without end, is refused.
 *
 * Returns: %FALSE at the end, and with @error set if the part is damaged, too large or the reading was cancelled.
 */
gboolean crm_xlsx_part_read (CrmXlsxPart *self, GError **error);

guint64 crm_xlsx_part_get_position (CrmXlsxPart *self);
guint64 crm_xlsx_part_get_size (CrmXlsxPart *self);

/* (transfer full) (nullable): the value of an attribute of the current element by its local name. */
char *crm_xlsx_part_dup_attribute (CrmXlsxPart *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxPackage, crm_xlsx_package_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxPart, crm_xlsx_part_free)

G_END_DECLS
