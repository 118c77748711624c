/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the timeline as an item of a list model. */

#define G_LOG_DOMAIN "crm-app"

#include "app/timeline/crm-timeline-item.h"

struct _CrmTimelineItem
{
  GObject parent_instance;

  /* owned */
  CrmTimelineEntry *entry;

  gboolean expanded;
};

G_DEFINE_FINAL_TYPE (CrmTimelineItem, crm_timeline_item, G_TYPE_OBJECT)

static void
crm_timeline_item_finalize (GObject *object)
{
  g_clear_pointer (&CRM_TIMELINE_ITEM (object)->entry, crm_timeline_entry_unref);

  G_OBJECT_CLASS (crm_timeline_item_parent_class)->finalize (object);
}

static void
crm_timeline_item_class_init (CrmTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_item_finalize;
}

static void
crm_timeline_item_init (CrmTimelineItem *self)
{
}

CrmTimelineItem *
crm_timeline_item_new (CrmTimelineEntry *entry)
{
  CrmTimelineItem *self;

  g_return_val_if_fail (entry != NULL, NULL);

  self = g_object_new (CRM_TYPE_TIMELINE_ITEM, NULL);
  self->entry = crm_timeline_entry_ref (entry);
  return self;
}

const CrmTimelineEntry *
crm_timeline_item_get_entry (CrmTimelineItem *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_ITEM (self), NULL);

  return self->entry;
}

gboolean
crm_timeline_item_is_expanded (CrmTimelineItem *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_ITEM (self), FALSE);

  return self->expanded;
}

void
crm_timeline_item_set_expanded (CrmTimelineItem *self, gboolean expanded)
{
  g_return_if_fail (CRM_IS_TIMELINE_ITEM (self));

  self->expanded = expanded;
}
