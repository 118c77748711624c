/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one customer. */

#define G_LOG_DOMAIN "crm-timeline"

#include "core/timeline/crm-timeline.h"

#include "core/base/crm-text-pattern.h"

/* A later area adds its line here. */
static const CrmTimelineSource *const sources[] = {
  &crm_timeline_interactions,
  &crm_timeline_tasks,
  &crm_timeline_moves,
  &crm_timeline_responses,
  &crm_timeline_merges,
  &crm_timeline_conflicts,
  &crm_timeline_changes,
};

G_DEFINE_BOXED_TYPE (CrmTimeline, crm_timeline, crm_timeline_ref, crm_timeline_unref)

CrmTimeline *
crm_timeline_ref (CrmTimeline *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
crm_timeline_clear (gpointer data)
{
  CrmTimeline *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

void
crm_timeline_unref (CrmTimeline *self)
{
  g_atomic_rc_box_release_full (self, crm_timeline_clear);
}

static void
sum_up (CrmTimeline *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->flags & CRM_TIMELINE_SYSTEM)
        self->n_system++;
      else
        self->counts[entry->group]++;
      if (entry->flags & CRM_TIMELINE_TOUCH)
        self->last_interaction = MAX (self->last_interaction, entry->at);
      if (entry->group == CRM_TIMELINE_CHANGE)
        self->last_modified = MAX (self->last_modified, entry->at);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return crm_timeline_entry_compare (*(const CrmTimelineEntry *const *)a, *(const CrmTimelineEntry *const *)b);
}

static gboolean
find_rowid (CrmConnection *connection, const char *sql, const CrmId *id, gint64 *rowid, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (connection, statement, error);
  *rowid = step > 0 ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return step >= 0;
}

CrmTimeline *
crm_timeline_load (CrmConnection *connection, const CrmTimelineRequest *request, GError **error)
{
  g_autoptr (CrmTimeline) self = g_atomic_rc_box_new0 (CrmTimeline);
  CrmTimelineRequest known = *request;

  g_return_val_if_fail (connection != NULL && request->style.zone != NULL, NULL);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_timeline_entry_unref);
  if (!find_rowid (connection, "SELECT rowid FROM customer WHERE id = ?", &request->customer, &known.rowid, error))
    return NULL;
  if (!crm_id_is_nil (&request->deal) && !find_rowid (connection, "SELECT rowid FROM deal WHERE id = ?", &request->deal, &known.deal_rowid, error))
    return NULL;
  for (gsize i = 0; known.rowid != 0 && i < G_N_ELEMENTS (sources); i++)
    if (!sources[i]->load (connection, &known, self->entries, error))
      return NULL;
  g_ptr_array_sort (self->entries, compare);
  sum_up (self);
  return g_steal_pointer (&self);
}

/* ── what to show ─────────────────────────────────────────────────────────────────────────── */

/* One pattern a word, since every word must be found somewhere in the entry, not all in one place. */
static GPtrArray *
parse_search (const char *search)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_text_pattern_free);
  g_auto (GStrv) words = g_strsplit_set (search != NULL ? search : "", " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (CrmTextPattern) pattern = words[i][0] != '\0' ? crm_text_pattern_new (words[i]) : NULL;

      if (pattern != NULL && !crm_text_pattern_is_empty (pattern))
        g_ptr_array_add (patterns, g_steal_pointer (&pattern));
    }
  return patterns;
}

static gboolean
occurs_in (const CrmTextPattern *pattern, const char *text)
{
  g_autoptr (GArray) ranges = text != NULL ? crm_text_pattern_find (pattern, text) : NULL;

  return ranges != NULL;
}

static gboolean
matches (const CrmTimelineEntry *entry, GPtrArray *patterns)
{
  for (guint i = 0; i < patterns->len; i++)
    {
      const CrmTextPattern *pattern = g_ptr_array_index (patterns, i);

      if (!occurs_in (pattern, entry->title) && !occurs_in (pattern, entry->text) && !occurs_in (pattern, entry->who) && !occurs_in (pattern, entry->person_name) && !occurs_in (pattern, entry->deal_name) && !occurs_in (pattern, entry->files))
        return FALSE;
    }
  return TRUE;
}

static gboolean
passes (const CrmTimelineEntry *entry, const CrmTimelineFilter *filter)
{
  if (filter->groups != 0 ? (filter->groups & 1u << entry->group) == 0 : (entry->flags & CRM_TIMELINE_SYSTEM) && !filter->system)
    return FALSE;
  if (!crm_id_is_nil (&filter->person) && !crm_id_equal (&filter->person, &entry->person))
    return FALSE;
  if (!crm_id_is_nil (&filter->deal) && !crm_id_equal (&filter->deal, &entry->deal))
    return FALSE;
  if (filter->from != CRM_DATE_NONE && (entry->day == CRM_DATE_NONE || entry->day < filter->from))
    return FALSE;
  return filter->to == CRM_DATE_NONE || (entry->day != CRM_DATE_NONE && entry->day <= filter->to);
}

GPtrArray *
crm_timeline_filter (const CrmTimeline *self, const CrmTimelineFilter *filter, GCancellable *cancellable)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_timeline_entry_unref);
  g_autoptr (GPtrArray) patterns = parse_search (filter->search);

  for (guint i = 0; i < self->entries->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      CrmTimelineEntry *entry = g_ptr_array_index (self->entries, i);

      if (passes (entry, filter) && matches (entry, patterns))
        g_ptr_array_add (shown, crm_timeline_entry_ref (entry));
    }
  return shown;
}
