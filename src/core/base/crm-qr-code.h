/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code: a square of light and dark. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_QR_QUIET: so many light modules belong around it (ISO/IEC 18004). */
#define CRM_QR_QUIET 4

/**
 * CrmQrCode:
 * @width: modules in a row, and rows
 * @dark: (array length=width*width): whether each is dark, row by row
 */
typedef struct
{
  guint width;
  gboolean *dark;
} CrmQrCode;

/**
 * crm_qr_code_new:
 * @text: UTF-8, not empty
 *
 * With error correction of level M, which allows for 15 % damage.
 *
 * Returns: (transfer full) (nullable): %NULL for more text than a code holds.
 */
CrmQrCode *crm_qr_code_new (const char *text);
void crm_qr_code_free (CrmQrCode *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQrCode, crm_qr_code_free)

G_END_DECLS
