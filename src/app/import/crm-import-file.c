/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file in the import assistant. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-import-file.h"

CrmImportFile *
crm_import_file_new (CrmImportSource *source)
{
  CrmImportFile *self;

  g_return_val_if_fail (source != NULL, NULL);

  self = g_rc_box_new0 (CrmImportFile);
  self->source = crm_import_source_ref (source);
  self->guess = crm_import_mapping_copy (source->mapping);
  return self;
}

CrmImportFile *
crm_import_file_ref (CrmImportFile *self)
{
  return g_rc_box_acquire (self);
}

static void
file_clear (gpointer data)
{
  CrmImportFile *self = data;

  crm_import_source_unref (self->source);
  crm_import_mapping_free (self->guess);
}

void
crm_import_file_unref (CrmImportFile *self)
{
  g_rc_box_release_full (self, file_clear);
}

void
crm_import_file_start_over (CrmImportFile *self)
{
  g_return_if_fail (self != NULL);

  crm_import_mapping_free (self->source->mapping);
  self->source->mapping = crm_import_mapping_copy (self->guess);
  self->has_saved = self->by_itself = self->changed = FALSE;
}

void
crm_import_file_use (CrmImportFile *self, const CrmSavedMapping *saved)
{
  g_return_if_fail (self != NULL && saved != NULL);

  crm_import_file_start_over (self);
  crm_import_mapping_apply (self->source->mapping, saved->mapping);
  self->saved = saved->id;
  self->has_saved = TRUE;
}

/* Names that are made up say nothing of what the columns hold. */
void
crm_import_file_use_fitting (CrmImportFile *self, GPtrArray *list)
{
  const CrmSavedMapping *saved = NULL;

  g_return_if_fail (self != NULL && list != NULL);

  if (self->source->has_header)
    saved = crm_saved_mapping_find (list, self->source->mapping);
  if (saved == NULL)
    return;
  crm_import_file_use (self, saved);
  self->by_itself = TRUE;
}

gboolean
crm_import_file_is_alike (const CrmImportFile *self, const CrmImportFile *other)
{
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->source->has_header != other->source->has_header || self->source->format != other->source->format)
    return FALSE;
  mine = crm_import_mapping_dup_key (self->guess);
  theirs = crm_import_mapping_dup_key (other->guess);
  return g_str_equal (mine, theirs);
}
