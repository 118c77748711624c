/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code. */

#include "core/base/crm-qr-code.h"

#include <qrencode.h>

CrmQrCode *
crm_qr_code_new (const char *text)
{
  QRcode *code;
  CrmQrCode *self;

  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == NULL)
    return NULL;
  self = g_new0 (CrmQrCode, 1);
  self->width = (guint)code->width;
  self->dark = g_new0 (gboolean, self->width * self->width);
  /* The lowest bit is the colour. */
  for (guint i = 0; i < self->width * self->width; i++)
    self->dark[i] = code->data[i] & 1;
  QRcode_free (code);
  return self;
}

void
crm_qr_code_free (CrmQrCode *self)
{
  g_free (self->dark);
  g_free (self);
}
