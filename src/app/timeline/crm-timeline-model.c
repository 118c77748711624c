/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one customer, or of one deal, as a list model with a section a day, following the store. */

#define G_LOG_DOMAIN "crm-app"

#include "app/timeline/crm-timeline-model.h"

#include "core/base/crm-sections.h"

/* Cards cost more than rows: the first screen is built at once, the two hundred a list keeps come a few a frame. */
#define FIRST_ITEMS 16
#define MORE_ITEMS  8
#define KEPT_ITEMS  224
#define FRAME_MS    16

#define FOLLOWED_KINDS \
  (1u << CRM_KIND_INTERACTION | 1u << CRM_KIND_TASK | 1u << CRM_KIND_PERSON | 1u << CRM_KIND_ROLE | 1u << CRM_KIND_CONTACT_POINT | 1u << CRM_KIND_RELATIONSHIP | 1u << CRM_KIND_TAGGING | 1u << CRM_KIND_ATTACHMENT | 1u << CRM_KIND_USER | 1u << CRM_KIND_DEAL | 1u << CRM_KIND_DEAL_PERSON | 1u << CRM_KIND_STAGE_MOVE | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_SURVEY | 1u << CRM_KIND_RESPONSE | 1u << CRM_KIND_ANSWER)

struct _CrmTimelineModel
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmTimeline *timeline;
  GPtrArray *shown; /* of CrmTimelineEntry: what passes the filter */
  GPtrArray *items; /* of CrmTimelineItem or NULL, beside it */
  GArray *sections; /* of guint: where each begins in shown */
  char *search;     /* the filter's */
  GCancellable *cancellable;

  CrmTimelineFilter filter;
  CrmId customer;
  CrmId deal; /* or nil for all of the customer's */
  guint n_exposed;
  guint growth;
  gboolean reading;
  gboolean stale;
};

enum
{
  LOADED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ── list and sections ────────────────────────────────────────────────────────────────────── */

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_TIMELINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_TIMELINE_MODEL (model)->n_exposed;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmTimelineModel *self = CRM_TIMELINE_MODEL (model);
  CrmTimelineItem *item;

  if (position >= self->n_exposed)
    return NULL;
  item = g_ptr_array_index (self->items, position);
  if (item == NULL)
    item = self->items->pdata[position] = crm_timeline_item_new (g_ptr_array_index (self->shown, position));
  return g_object_ref (item);
}

static void
get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  CrmTimelineModel *self = CRM_TIMELINE_MODEL (model);

  crm_sections_get_range (self->sections, self->n_exposed, position, start, end);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmTimelineModel, crm_timeline_model, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init) G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init))

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
find_sections (CrmTimelineModel *self)
{
  g_array_set_size (self->sections, 0);
  for (guint i = 0; i < self->shown->len; i++)
    {
      const CrmTimelineEntry *entry = g_ptr_array_index (self->shown, i);
      const CrmTimelineEntry *before = i > 0 ? g_ptr_array_index (self->shown, i - 1) : NULL;

      if (before == NULL || before->section != entry->section || (entry->section == CRM_TIMELINE_PAST && before->day != entry->day))
        g_array_append_val (self->sections, i);
    }
}

static gboolean
on_growth (gpointer data)
{
  CrmTimelineModel *self = CRM_TIMELINE_MODEL (data);
  guint before = self->n_exposed;
  guint after = before + MORE_ITEMS >= KEPT_ITEMS ? self->shown->len : MIN (before + MORE_ITEMS, self->shown->len);

  self->n_exposed = after;
  if (after == self->shown->len)
    self->growth = 0;
  if (after > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, after - before);
  return after == self->shown->len ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static guint
count_same (GPtrArray *a, GPtrArray *b, gboolean from_end, guint max)
{
  guint n = 0;

  while (n < max && crm_timeline_entry_equal (g_ptr_array_index (a, from_end ? a->len - 1 - n : n), g_ptr_array_index (b, from_end ? b->len - 1 - n : n)))
    n++;
  return n;
}

static void
clear_items (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_clear_object (&items->pdata[i]);
  g_ptr_array_unref (items);
}

/* Items of lines that stay are kept, with the cards that show them. */
static void
move_items (CrmTimelineModel *self, guint length, guint before, guint after)
{
  GPtrArray *items = g_ptr_array_new ();

  g_ptr_array_set_size (items, (int)length);
  for (guint i = 0; i < before; i++)
    items->pdata[i] = g_steal_pointer (&self->items->pdata[i]);
  for (guint i = 1; i <= after; i++)
    items->pdata[items->len - i] = g_steal_pointer (&self->items->pdata[self->items->len - i]);
  clear_items (self->items);
  self->items = items;
}

/* Takes @shown. */
static void
set_shown (CrmTimelineModel *self, GPtrArray *shown)
{
  guint shorter = MIN (self->shown->len, shown->len);
  guint before = count_same (self->shown, shown, FALSE, shorter);
  guint after = count_same (self->shown, shown, TRUE, shorter - before);
  guint was_exposed = self->n_exposed;
  gboolean was_whole = was_exposed == self->shown->len && was_exposed > 0 && shown->len <= was_exposed + FIRST_ITEMS;
  guint removed, added;

  move_items (self, shown->len, before, after);
  g_ptr_array_unref (self->shown);
  self->shown = shown;
  find_sections (self);
  self->n_exposed = was_whole ? shown->len : MIN (shown->len, MAX (was_exposed, FIRST_ITEMS));
  if (was_whole)
    {
      removed = was_exposed - before - after;
      added = shown->len - before - after;
    }
  else
    {
      before = MIN (before, MIN (was_exposed, self->n_exposed));
      removed = was_exposed - before;
      added = self->n_exposed - before;
    }
  if (self->n_exposed < shown->len && self->growth == 0)
    self->growth = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, FRAME_MS, on_growth, self, NULL);
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, removed, added);
}

typedef struct
{
  CrmTimeline *timeline;
  CrmTimelineFilter filter;
  char *search;
  GCancellable *cancellable;
} Filtering;

static void
filtering_free (gpointer data)
{
  Filtering *filtering = data;

  crm_timeline_unref (filtering->timeline);
  g_object_unref (filtering->cancellable);
  g_free (filtering->search);
  g_free (filtering);
}

static DexFuture *
filter_in_pool (gpointer data)
{
  Filtering *filtering = data;

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, crm_timeline_filter (filtering->timeline, &filtering->filter, filtering->cancellable));
}

typedef struct
{
  CrmTimelineModel *model;
  GCancellable *cancellable;
} Filtered;

static void
filtered_free (gpointer data)
{
  Filtered *filtered = data;

  g_object_unref (filtered->model);
  g_object_unref (filtered->cancellable);
  g_free (filtered);
}

static DexFuture *
on_filtered (DexFuture *future, gpointer data)
{
  Filtered *filtered = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value != NULL && !g_cancellable_is_cancelled (filtered->cancellable) && filtered->model->store != NULL)
    {
      set_shown (filtered->model, g_value_dup_boxed (value));
      g_signal_emit (filtered->model, signals[LOADED], 0);
    }
  return NULL;
}

static void
filter_elsewhere (CrmTimelineModel *self)
{
  Filtering *filtering = g_new0 (Filtering, 1);
  Filtered *filtered = g_new0 (Filtered, 1);

  filtering->timeline = crm_timeline_ref (self->timeline);
  filtering->filter = self->filter;
  filtering->search = g_strdup (self->search);
  filtering->filter.search = filtering->search;
  filtering->cancellable = g_object_ref (self->cancellable);
  filtered->model = g_object_ref (self);
  filtered->cancellable = g_object_ref (self->cancellable);
  dex_future_disown (dex_future_then (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, filter_in_pool, filtering, filtering_free), on_filtered,
                                      filtered, filtered_free));
}

/* Looking at flags and dates takes less than handing them to another thread; words do not. */
static void
refilter (CrmTimelineModel *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->timeline == NULL)
    return;
  if (self->search != NULL)
    {
      filter_elsewhere (self);
      return;
    }
  set_shown (self, crm_timeline_filter (self->timeline, &self->filter, NULL));
  g_signal_emit (self, signals[LOADED], 0);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_timeline (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmTimelineRequest *request = data;
  g_autofree char *currency = crm_connection_dup_setting (connection, "currency", NULL);
  CrmTimeline *timeline;

  request->style.currency = currency;
  timeline = crm_timeline_load (connection, request, error);
  if (timeline == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return TRUE;
}

static void
request_free (gpointer data)
{
  CrmTimelineRequest *request = data;

  g_time_zone_unref (request->style.zone);
  g_free (request);
}

static void reload (CrmTimelineModel *self);

typedef struct
{
  CrmTimelineModel *model;
  CrmId customer;
  CrmId deal;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->model);
  g_free (reading);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmTimelineModel *self = reading->model;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  gboolean other = !crm_id_equal (&reading->customer, &self->customer) || !crm_id_equal (&reading->deal, &self->deal);

  self->reading = FALSE;
  if (self->store == NULL)
    return NULL;
  if (value == NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  else if (!other)
    {
      g_clear_pointer (&self->timeline, crm_timeline_unref);
      self->timeline = g_value_dup_boxed (value);
      refilter (self);
    }
  if (self->stale || other)
    reload (self);
  return NULL;
}

/* One reading at a time; what changes meanwhile is read once more after it. */
static void
reload (CrmTimelineModel *self)
{
  CrmClock *clock = crm_store_get_clock (self->store);
  CrmTimelineRequest *request;
  Reading *reading;

  self->stale = self->reading;
  if (self->reading || crm_id_is_nil (&self->customer))
    return;
  self->reading = TRUE;
  request = g_new0 (CrmTimelineRequest, 1);
  request->customer = self->customer;
  request->deal = self->deal;
  request->now = crm_clock_now (clock);
  request->style.zone = g_time_zone_ref (crm_clock_get_zone (clock));
  reading = g_new0 (Reading, 1);
  *reading = (Reading){ g_object_ref (self), self->customer, self->deal };
  dex_future_disown (dex_future_finally (crm_store_read (self->store, NULL, read_timeline, request, request_free), on_read, reading, reading_free));
}

static void
on_store_changed (CrmTimelineModel *self, const CrmChangeSet *changes)
{
  g_assert (CRM_IS_TIMELINE_MODEL (self));

  if ((changes->kinds & FOLLOWED_KINDS) != 0 || crm_change_set_has_record (changes, &self->customer))
    reload (self);
}

static void
crm_timeline_model_dispose (GObject *object)
{
  CrmTimelineModel *self = CRM_TIMELINE_MODEL (object);

  g_clear_handle_id (&self->growth, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_timeline_model_parent_class)->dispose (object);
}

static void
crm_timeline_model_finalize (GObject *object)
{
  CrmTimelineModel *self = CRM_TIMELINE_MODEL (object);

  g_clear_pointer (&self->timeline, crm_timeline_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->items, clear_items);
  g_clear_pointer (&self->sections, g_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self->search);

  G_OBJECT_CLASS (crm_timeline_model_parent_class)->finalize (object);
}

static void
crm_timeline_model_class_init (CrmTimelineModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_timeline_model_dispose;
  object_class->finalize = crm_timeline_model_finalize;

  signals[LOADED] = g_signal_new ("loaded", CRM_TYPE_TIMELINE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_TIMELINE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_timeline_model_init (CrmTimelineModel *self)
{
  self->shown = g_ptr_array_new ();
  self->items = g_ptr_array_new ();
  self->sections = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cancellable = g_cancellable_new ();
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

CrmTimelineModel *
crm_timeline_model_new (CrmStore *store)
{
  CrmTimelineModel *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_TIMELINE_MODEL, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_timeline_model_set_customer (CrmTimelineModel *self, const CrmId *customer, const CrmId *deal)
{
  CrmId about = { 0 };

  g_return_if_fail (CRM_IS_TIMELINE_MODEL (self) && customer != NULL);

  if (deal != NULL)
    about = *deal;
  if (crm_id_equal (&self->customer, customer) && crm_id_equal (&self->deal, &about))
    return;
  self->customer = *customer;
  self->deal = about;
  g_clear_pointer (&self->timeline, crm_timeline_unref);
  g_clear_handle_id (&self->growth, g_source_remove);
  set_shown (self, g_ptr_array_new_with_free_func ((GDestroyNotify)crm_timeline_entry_unref));
  self->n_exposed = 0;
  reload (self);
}

void
crm_timeline_model_set_filter (CrmTimelineModel *self, const CrmTimelineFilter *filter)
{
  g_return_if_fail (CRM_IS_TIMELINE_MODEL (self) && filter != NULL);

  self->filter = *filter;
  g_set_str (&self->search, filter->search != NULL && *filter->search != '\0' ? filter->search : NULL);
  self->filter.search = self->search;
  refilter (self);
}

const CrmTimelineFilter *
crm_timeline_model_get_filter (CrmTimelineModel *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_MODEL (self), NULL);

  return &self->filter;
}

const CrmTimeline *
crm_timeline_model_get_timeline (CrmTimelineModel *self)
{
  g_return_val_if_fail (CRM_IS_TIMELINE_MODEL (self), NULL);

  return self->timeline;
}
