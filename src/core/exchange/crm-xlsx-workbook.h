/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sheets of a workbook share: their names, the texts, the number formats. */

#pragma once

#include "core/exchange/crm-xlsx-number.h"
#include "core/exchange/crm-xlsx-package.h"

G_BEGIN_DECLS

/**
 * CrmXlsxWorkbook:
 * @sheets: %NULL-terminated names
 * @parts: the part of each sheet
 * @first_visible: 0-based
 * @formats: (element-type CrmXlsxFormat): by style index
 * @from_1904: whether days are counted from 1904
 */
typedef struct
{
  char **sheets;
  char **parts;
  guint first_visible;
  GArray *formats;
  gboolean from_1904;
  /*< private >*/
  GString *texts; /* each NUL-terminated */
  GArray *text_starts;
} CrmXlsxWorkbook;

/**
 * crm_xlsx_workbook_load:
 *
 * Reads the list of sheets, the shared texts (at most 256 MiB of them) and the styles.
 */
CrmXlsxWorkbook *crm_xlsx_workbook_load (CrmXlsxPackage *package, GError **error);

void crm_xlsx_workbook_free (CrmXlsxWorkbook *self);

/* (nullable): a shared text by its index as written in a cell. */
const char *crm_xlsx_workbook_get_text (CrmXlsxWorkbook *self, const char *index, gsize *length);

/**
 * crm_xlsx_append_decoded:
 *
 * Adds text of a workbook, in which _x000D_ stands for the character with that code.
 */
void crm_xlsx_append_decoded (GString *text, const char *raw);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxWorkbook, crm_xlsx_workbook_free)

G_END_DECLS
