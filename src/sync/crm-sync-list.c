/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a synced file has to tell of: what could not be saved, what lost, what others changed. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-list.h"

void
crm_sync_unsaved_free (CrmSyncUnsaved *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_free (self->field_name);
  g_free (self->value);
  g_free (self->reason);
  g_free (self->message);
  g_free (self);
}

void
crm_sync_conflict_free (CrmSyncConflict *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_free (self->field_name);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self->user);
  g_free (self);
}

void
crm_sync_news_free (CrmSyncNews *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_strfreev (self->fields);
  g_free (self->user);
  g_free (self);
}
