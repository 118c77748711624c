/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a customer's timeline. */

#define G_LOG_DOMAIN "crm-timeline"

#include "core/timeline/crm-timeline-entry.h"

G_DEFINE_BOXED_TYPE (CrmTimelineEntry, crm_timeline_entry, crm_timeline_entry_ref, crm_timeline_entry_unref)

CrmTimelineEntry *
crm_timeline_entry_new (CrmTimelineGroup group, const char *kind)
{
  CrmTimelineEntry *self = g_atomic_rc_box_new0 (CrmTimelineEntry);

  self->group = group;
  self->kind = g_intern_string (kind);
  self->section = CRM_TIMELINE_PAST;
  return self;
}

CrmTimelineEntry *
crm_timeline_entry_ref (CrmTimelineEntry *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
crm_timeline_entry_clear (gpointer data)
{
  CrmTimelineEntry *self = data;

  g_free (self->title);
  g_free (self->text);
  g_free (self->who);
  g_free (self->person_name);
  g_free (self->deal_name);
  g_free (self->files);
  g_clear_pointer (&self->record, crm_record_unref);
}

void
crm_timeline_entry_unref (CrmTimelineEntry *self)
{
  g_atomic_rc_box_release_full (self, crm_timeline_entry_clear);
}

gboolean
crm_timeline_entry_is_same (const CrmTimelineEntry *a, const CrmTimelineEntry *b)
{
  const CrmKind *kind_a = a->record != NULL ? a->record->kind : NULL;
  const CrmKind *kind_b = b->record != NULL ? b->record->kind : NULL;

  return kind_a == kind_b && a->number == b->number && (a->group == CRM_TIMELINE_CHANGE) == (b->group == CRM_TIMELINE_CHANGE);
}

gboolean
crm_timeline_entry_equal (const CrmTimelineEntry *a, const CrmTimelineEntry *b)
{
  return crm_timeline_entry_is_same (a, b) && a->group == b->group && a->section == b->section && a->flags == b->flags && a->kind == b->kind && a->at == b->at && a->day == b->day && a->minutes == b->minutes && crm_id_equal (&a->person, &b->person) && g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->who, b->who) == 0 && g_strcmp0 (a->person_name, b->person_name) == 0 && crm_id_equal (&a->deal, &b->deal) && g_strcmp0 (a->deal_name, b->deal_name) == 0 && g_strcmp0 (a->files, b->files) == 0;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Open tasks run forward in time, those without one at their end; the past runs backward. */
int
crm_timeline_entry_compare (const CrmTimelineEntry *a, const CrmTimelineEntry *b)
{
  gboolean forward = a->section == CRM_TIMELINE_OVERDUE || a->section == CRM_TIMELINE_UPCOMING;
  int order = compare_numbers (a->section, b->section);

  if (order == 0 && forward)
    order = compare_numbers (a->at == 0, b->at == 0);
  if (order == 0)
    order = forward ? compare_numbers (a->at, b->at) : compare_numbers (b->at, a->at);
  if (order == 0)
    order = compare_numbers (a->group == CRM_TIMELINE_CHANGE, b->group == CRM_TIMELINE_CHANGE);
  return order != 0 ? order : compare_numbers (b->number, a->number);
}
