/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies as gzip: packing quickly, unpacking no more than was agreed on. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-gzip.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

#define FIRST_LENGTH 16384

/* Appends what comes out of @bytes. Returns FALSE with the converter's error, or without one when it were more than @max. */
static gboolean
convert (GConverter *converter, GBytes *bytes, gsize max, GByteArray *out, GError **error)
{
  gsize length, at = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize start = out->len, n_read, n_written;

      if (start > max)
        return FALSE;
      g_byte_array_set_size (out, (guint)(start + MAX (FIRST_LENGTH, start)));
      result = g_converter_convert (converter, data + at, length - at, out->data + start, out->len - start, G_CONVERTER_INPUT_AT_END, &n_read, &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      at += n_read;
      g_byte_array_set_size (out, (guint)(start + n_written));
    }
  return out->len <= max && at == length;
}

GBytes *
crm_gzip_pack (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  GByteArray *out = g_byte_array_new ();

  convert (G_CONVERTER (compressor), bytes, G_MAXUINT / 4, out, NULL);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
crm_gzip_unpack (GBytes *bytes, gsize max, GError **error)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_return_val_if_fail (bytes != NULL && max < G_MAXUINT / 4, NULL);

  if (convert (G_CONVERTER (decompressor), bytes, max, out, NULL))
    return g_byte_array_free_to_bytes (g_steal_pointer (&out));
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The server’s answer is damaged, cut short or too long."));
  return NULL;
}
