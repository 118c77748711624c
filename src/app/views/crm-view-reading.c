/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved views and what they hold, kept up to date. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-view-reading.h"

#include "app/reports/crm-latest-read.h"
#include "app/views/crm-view-place.h"
#include "core/query/crm-filter-rows.h"
#include "core/sales/crm-deal-attention.h"
#include "core/schema/crm-schema-customers.h"

/* Counting walks over a large file; while somebody works it waits for a pause. */
#define COUNT_DELAY_MS 600

#define MINUTE 60

struct _CrmViewReading
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmWorkspace *workspace;
  CrmLatestRead *read;
  CrmLatestRead *counting;
  GPtrArray *views;
  GHashTable *facets; /* CrmKind → GPtrArray of CrmFacet; NULL until they are read */
  GHashTable *counts; /* CrmId → gint64 */

  guint count_source;
  guint day_source;
  gint64 day; /* its beginning */
  int week_start;
  int fiscal_month;
};

enum
{
  CHANGED,
  COUNTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmViewReading, crm_view_reading, G_TYPE_OBJECT)

static void count_soon (CrmViewReading *self);

CrmConditionTime
crm_view_reading_get_time (CrmViewReading *self)
{
  CrmClock *clock = crm_store_get_clock (self->store);

  return (CrmConditionTime){ crm_clock_now (clock), crm_clock_get_zone (clock), *crm_workspace_get_office_time (self->workspace) };
}

/* ── views and facets ─────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GPtrArray *views;
  GHashTable *facets;
} Reading;

static gpointer
make_reading (gpointer owner)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->facets = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  return reading;
}

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->views, g_ptr_array_unref);
  g_clear_pointer (&reading->facets, g_hash_table_unref);
  g_free (reading);
}

static gboolean
read_all (CrmConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->views = crm_saved_views_read (connection, error);
  if (reading->views == NULL)
    return FALSE;
  for (const CrmViewPlace *place = crm_view_places; place->kind != NULL; place++)
    {
      GPtrArray *facets = crm_facets_read (connection, place->kind, error);

      if (facets == NULL)
        return FALSE;
      g_hash_table_insert (reading->facets, (gpointer)place->kind, facets);
    }
  return TRUE;
}

static void
take_reading (gpointer owner, gpointer data)
{
  CrmViewReading *self = CRM_VIEW_READING (owner);
  Reading *reading = data;

  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->facets, g_hash_table_unref);
  self->views = g_steal_pointer (&reading->views);
  self->facets = g_steal_pointer (&reading->facets);
  g_signal_emit (self, signals[CHANGED], 0);
  count_soon (self);
}

/* The page that the window shows says what is wrong with the file. */
static void
fail (gpointer owner, const GError *error)
{
  g_debug ("Views: %s", error->message);
}

static const CrmLatestReadSteps read_steps = { make_reading, read_all, take_reading, fail, reading_free };

/* ── counting ─────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GPtrArray *views;
  GHashTable *facets;
  CrmConditionTime time;
  GHashTable *counts;
} Counting;

static GHashTable *
counts_new (void)
{
  return g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, g_free);
}

static gpointer
make_counting (gpointer owner)
{
  CrmViewReading *self = CRM_VIEW_READING (owner);
  Counting *counting = g_new0 (Counting, 1);

  counting->views = g_ptr_array_ref (self->views);
  counting->facets = g_hash_table_ref (self->facets);
  counting->time = crm_view_reading_get_time (self);
  counting->time.zone = g_time_zone_ref (counting->time.zone);
  counting->counts = counts_new ();
  return counting;
}

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_ptr_array_unref (counting->views);
  g_hash_table_unref (counting->facets);
  g_time_zone_unref (counting->time.zone);
  g_clear_pointer (&counting->counts, g_hash_table_unref);
  g_free (counting);
}

static gboolean
count_all (CrmConnection *connection, gpointer data, GError **error)
{
  Counting *counting = data;

  for (guint i = 0; i < counting->views->len; i++)
    {
      const CrmSavedView *view = counting->views->pdata[i];
      GPtrArray *facets = g_hash_table_lookup (counting->facets, view->kind);
      g_autoptr (CrmFilter) filter = NULL;
      g_autoptr (CrmRowSet) rows = NULL;
      gint64 n;

      if (!view->pinned || facets == NULL)
        continue;
      filter = crm_saved_view_to_filter (view, facets, &counting->time, NULL);
      if (filter == NULL)
        continue;
      rows = crm_filter_find_rows (filter, view->kind, connection, error);
      if (rows == NULL)
        return FALSE;
      n = (gint64)crm_row_set_count (rows);
      g_hash_table_insert (counting->counts, g_memdup2 (&view->id, sizeof view->id), g_memdup2 (&n, sizeof n));
    }
  return TRUE;
}

static void
take_counts (gpointer owner, gpointer data)
{
  CrmViewReading *self = CRM_VIEW_READING (owner);
  Counting *counting = data;

  g_hash_table_unref (self->counts);
  self->counts = g_steal_pointer (&counting->counts);
  g_signal_emit (self, signals[COUNTED], 0);
}

static const CrmLatestReadSteps count_steps = { make_counting, count_all, take_counts, fail, counting_free };

static gboolean
has_pinned (CrmViewReading *self)
{
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    if (((const CrmSavedView *)self->views->pdata[i])->pinned)
      return TRUE;
  return FALSE;
}

static gboolean
on_count (gpointer data)
{
  CrmViewReading *self = CRM_VIEW_READING (data);

  self->count_source = 0;
  crm_latest_read_ask (self->counting, self->store);
  return G_SOURCE_REMOVE;
}

static void
count_soon (CrmViewReading *self)
{
  g_clear_handle_id (&self->count_source, g_source_remove);
  if (has_pinned (self))
    self->count_source = g_timeout_add (COUNT_DELAY_MS, on_count, self);
}

/* "The last 30 days" are others tomorrow. */
static gint64
get_day (CrmViewReading *self)
{
  CrmConditionTime time = crm_view_reading_get_time (self);
  CrmToday today;

  crm_today_init (&today, time.now, time.zone);
  return today.begin;
}

static gboolean
on_minute (gpointer data)
{
  CrmViewReading *self = CRM_VIEW_READING (data);
  gint64 day = get_day (self);

  if (day != self->day)
    {
      self->day = day;
      g_signal_emit (self, signals[CHANGED], 0);
      count_soon (self);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_changed (CrmViewReading *self, const CrmChangeSet *changes)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_SAVED_VIEW) || crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_FIELD) || crm_change_set_has_kind (changes, CRM_KIND_TAG)
      || crm_change_set_has_kind (changes, CRM_KIND_USER) || crm_change_set_has_kind (changes, CRM_KIND_PIPELINE) || crm_change_set_has_kind (changes, CRM_KIND_STAGE))
    crm_latest_read_ask (self->read, self->store);
  else
    count_soon (self);
}

/* Nor are "this week" and "this year" the same when they begin elsewhere. */
static void
on_workspace_changed (CrmViewReading *self)
{
  const CrmOfficeTime *office = crm_workspace_get_office_time (self->workspace);

  if (office->week_start == self->week_start && office->fiscal_month == self->fiscal_month)
    return;
  self->week_start = office->week_start;
  self->fiscal_month = office->fiscal_month;
  g_signal_emit (self, signals[CHANGED], 0);
  count_soon (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_view_reading_dispose (GObject *object)
{
  CrmViewReading *self = CRM_VIEW_READING (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_handle_id (&self->day_source, g_source_remove);
  g_clear_pointer (&self->read, crm_latest_read_free);
  g_clear_pointer (&self->counting, crm_latest_read_free);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->facets, g_hash_table_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_view_reading_parent_class)->dispose (object);
}

static void
crm_view_reading_class_init (CrmViewReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_view_reading_dispose;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_VIEW_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", CRM_TYPE_VIEW_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_view_reading_init (CrmViewReading *self)
{
  self->read = crm_latest_read_new (G_OBJECT (self), &read_steps);
  self->counting = crm_latest_read_new (G_OBJECT (self), &count_steps);
  self->counts = counts_new ();
}

CrmViewReading *
crm_view_reading_new (CrmStore *store, CrmWorkspace *workspace)
{
  CrmViewReading *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && CRM_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (CRM_TYPE_VIEW_READING, NULL);
  self->store = g_object_ref (store);
  self->workspace = g_object_ref (workspace);
  self->week_start = crm_workspace_get_office_time (workspace)->week_start;
  self->fiscal_month = crm_workspace_get_office_time (workspace)->fiscal_month;
  self->day = get_day (self);
  self->day_source = g_timeout_add_seconds (MINUTE, on_minute, self);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  crm_latest_read_ask (self->read, store);
  return self;
}

GPtrArray *
crm_view_reading_get_views (CrmViewReading *self)
{
  g_return_val_if_fail (CRM_IS_VIEW_READING (self), NULL);

  return self->views;
}

GPtrArray *
crm_view_reading_get_facets (CrmViewReading *self, const CrmKind *kind)
{
  g_return_val_if_fail (CRM_IS_VIEW_READING (self) && kind != NULL, NULL);

  return self->facets != NULL ? g_hash_table_lookup (self->facets, kind) : NULL;
}

CrmSavedView *
crm_view_reading_find (CrmViewReading *self, const CrmId *id)
{
  g_return_val_if_fail (CRM_IS_VIEW_READING (self) && id != NULL, NULL);

  return self->views != NULL ? crm_saved_views_lookup (self->views, id) : NULL;
}

gint64
crm_view_reading_get_count (CrmViewReading *self, const CrmId *id)
{
  const gint64 *count;

  g_return_val_if_fail (CRM_IS_VIEW_READING (self) && id != NULL, -1);

  count = g_hash_table_lookup (self->counts, id);
  return count != NULL ? *count : -1;
}
