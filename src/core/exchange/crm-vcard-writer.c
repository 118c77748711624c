/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a file of business cards. */

#include "core/exchange/crm-vcard-writer.h"

struct _CrmVcardWriter
{
  CrmExportFile *file;
  GString *text;
  guint version;
};

CrmVcardWriter *
crm_vcard_writer_new (const char *path, guint version, GError **error)
{
  CrmExportFile *file;
  CrmVcardWriter *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (version == 30 || version == 40, NULL);

  file = crm_export_file_new (path, error);
  if (file == NULL)
    return NULL;
  self = g_new0 (CrmVcardWriter, 1);
  self->file = file;
  self->text = g_string_new (NULL);
  self->version = version;
  return self;
}

gboolean
crm_vcard_writer_add (CrmVcardWriter *self, const CrmVcard *card, GError **error)
{
  g_string_truncate (self->text, 0);
  crm_vcard_write (card, self->text, self->version);
  return crm_export_file_write (self->file, self->text->str, self->text->len, error);
}

gboolean
crm_vcard_writer_finish (CrmVcardWriter *self, GError **error)
{
  return crm_export_file_finish (self->file, error);
}

void
crm_vcard_writer_free (CrmVcardWriter *self)
{
  crm_export_file_free (self->file);
  g_string_free (self->text, TRUE);
  g_free (self);
}
