/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of any length that is read a page at a time as it is looked at, by key: no count, no offset. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-paged-model.h"

#include "core/base/crm-sections.h"

#define PAGE 60

struct _CrmPagedItem
{
  GObject parent_instance;

  gpointer data;
  GDestroyNotify free;
};

G_DEFINE_FINAL_TYPE (CrmPagedItem, crm_paged_item, G_TYPE_OBJECT)

static void
crm_paged_item_finalize (GObject *object)
{
  CrmPagedItem *self = CRM_PAGED_ITEM (object);

  self->free (self->data);

  G_OBJECT_CLASS (crm_paged_item_parent_class)->finalize (object);
}

static void
crm_paged_item_class_init (CrmPagedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_paged_item_finalize;
}

static void
crm_paged_item_init (CrmPagedItem *self)
{
}

gconstpointer
crm_paged_item_get (CrmPagedItem *self)
{
  return self->data;
}

/* What is asked for, kept as long as something reads it. */
typedef struct
{
  gpointer data;
  GDestroyNotify destroy;
} Request;

static void
request_clear (gpointer data)
{
  Request *request = data;

  if (request->destroy != NULL)
    request->destroy (request->data);
}

static void
request_unref (Request *request)
{
  g_atomic_rc_box_release_full (request, request_clear);
}

struct _CrmPagedModel
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  Request *request;
  GPtrArray *items;          /* of CrmPagedItem */
  GArray *sections;          /* of guint: where each begins */
  GCancellable *cancellable; /* of the reading under way */

  const CrmPagedSource *source;
  gboolean reading;
  gboolean waiting; /* for the first page of a request */
  gboolean whole;
  gboolean stale; /* changed while something was read */
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
  return CRM_TYPE_PAGED_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return CRM_PAGED_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  CrmPagedModel *self = CRM_PAGED_MODEL (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  CrmPagedModel *self = CRM_PAGED_MODEL (model);

  crm_sections_get_range (self->sections, self->items->len, position, start, end);
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

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmPagedModel, crm_paged_model, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init) G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init))

static gconstpointer
get_data (GPtrArray *items, guint position)
{
  return CRM_PAGED_ITEM (items->pdata[position])->data;
}

static void
find_sections (CrmPagedModel *self)
{
  g_array_set_size (self->sections, 0);
  for (guint i = 0; i < self->items->len; i++)
    if (i == 0 || (self->source->same_section != NULL && !self->source->same_section (get_data (self->items, i - 1), get_data (self->items, i), self->request->data)))
      g_array_append_val (self->sections, i);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPagedModel *model;
  Request *request;
  CrmPagedItem *after; /* nullable */
  GCancellable *cancellable;
  const CrmPagedSource *source;
  guint max;
  gboolean from_start;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->model);
  request_unref (reading->request);
  g_clear_object (&reading->after);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Reading *reading = data;
  GPtrArray *page = reading->source->read (connection, reading->request->data, reading->after != NULL ? reading->after->data : NULL, reading->max, error);

  if (page == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, page);
  return TRUE;
}

static GPtrArray *
wrap (CrmPagedModel *self, GPtrArray *page)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n = 0;
  g_autofree gpointer *all = g_ptr_array_steal (page, &n);

  for (gsize i = 0; i < n; i++)
    {
      CrmPagedItem *item = g_object_new (CRM_TYPE_PAGED_ITEM, NULL);

      item->data = all[i];
      item->free = self->source->free;
      g_ptr_array_add (items, item);
    }
  return items;
}

static void
append (CrmPagedModel *self, GPtrArray *items)
{
  guint before = self->items->len, added = items->len;

  g_ptr_array_extend_and_steal (self->items, items);
  find_sections (self);
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, added);
}

/* Takes @items. What stays at both ends keeps its items, and with them the focus and the selection. */
static void
replace (CrmPagedModel *self, GPtrArray *items)
{
  guint shorter = MIN (self->items->len, items->len), start = 0, end = 0, removed, added;
  GPtrArray *before = self->items;

  while (start < shorter && self->source->equal (get_data (before, start), get_data (items, start)))
    {
      g_set_object ((CrmPagedItem **)&items->pdata[start], before->pdata[start]);
      start++;
    }
  while (end < shorter - start && self->source->equal (get_data (before, before->len - 1 - end), get_data (items, items->len - 1 - end)))
    {
      g_set_object ((CrmPagedItem **)&items->pdata[items->len - 1 - end], before->pdata[before->len - 1 - end]);
      end++;
    }
  removed = before->len - start - end;
  added = items->len - start - end;
  self->items = items;
  find_sections (self);
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, removed, added);
  g_ptr_array_unref (before);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Reading *reading = data;
  CrmPagedModel *self = reading->model;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->store == NULL || self->cancellable != reading->cancellable)
    return NULL;
  self->reading = FALSE;
  self->waiting = FALSE;
  if (value == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return NULL;
    }
  {
    GPtrArray *page = g_value_get_boxed (value);

    self->whole = self->source->ends_with_empty_page ? page->len == 0 : page->len < reading->max;
    if (reading->from_start)
      replace (self, wrap (self, page));
    else
      append (self, wrap (self, page));
  }
  g_signal_emit (self, signals[LOADED], 0);
  /* Where pages may be short, a screen is filled before anybody scrolls. */
  if (self->items->len < PAGE)
    crm_paged_model_read_on (self);
  if (self->stale && !self->reading)
    crm_paged_model_renew (self);
  return NULL;
}

static void
read_page (CrmPagedModel *self, gboolean from_start, guint max)
{
  Reading *reading = g_new0 (Reading, 1);
  DexFuture *read;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = TRUE;
  self->stale = FALSE;
  reading->model = g_object_ref (self);
  reading->request = g_atomic_rc_box_acquire (self->request);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->source = self->source;
  reading->from_start = from_start;
  reading->max = max;
  if (!from_start && self->items->len > 0)
    reading->after = g_object_ref (self->items->pdata[self->items->len - 1]);
  read = crm_store_read (self->store, self->cancellable, work, reading, NULL);
  dex_future_disown (dex_future_finally (read, on_read, reading, reading_free));
}

static void
on_changed (CrmPagedModel *self)
{
  if (self->request != NULL)
    crm_paged_model_renew (self);
}

static void
crm_paged_model_dispose (GObject *object)
{
  CrmPagedModel *self = CRM_PAGED_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_ptr_array_set_size (self->items, 0);

  G_OBJECT_CLASS (crm_paged_model_parent_class)->dispose (object);
}

static void
crm_paged_model_finalize (GObject *object)
{
  CrmPagedModel *self = CRM_PAGED_MODEL (object);

  g_clear_pointer (&self->request, request_unref);
  g_ptr_array_unref (self->items);
  g_array_unref (self->sections);

  G_OBJECT_CLASS (crm_paged_model_parent_class)->finalize (object);
}

static void
crm_paged_model_class_init (CrmPagedModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_paged_model_dispose;
  object_class->finalize = crm_paged_model_finalize;

  signals[LOADED] = g_signal_new ("loaded", CRM_TYPE_PAGED_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_PAGED_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_paged_model_init (CrmPagedModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->sections = g_array_new (FALSE, FALSE, sizeof (guint));
}

CrmPagedModel *
crm_paged_model_new (CrmStore *store, const CrmPagedSource *source)
{
  CrmPagedModel *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && source != NULL, NULL);

  self = g_object_new (CRM_TYPE_PAGED_MODEL, NULL);
  self->store = g_object_ref (store);
  self->source = source;
  self->waiting = TRUE;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_paged_model_set_request (CrmPagedModel *self, gpointer request, GDestroyNotify destroy)
{
  g_return_if_fail (CRM_IS_PAGED_MODEL (self));

  g_clear_pointer (&self->request, request_unref);
  self->request = g_atomic_rc_box_new0 (Request);
  *self->request = (Request){ request, destroy };
  self->waiting = TRUE;
  read_page (self, TRUE, PAGE);
}

/* What is being read on is read first: the rest is read again after it. */
void
crm_paged_model_renew (CrmPagedModel *self)
{
  g_return_if_fail (CRM_IS_PAGED_MODEL (self));

  if (self->reading && !self->waiting)
    self->stale = TRUE;
  else
    read_page (self, TRUE, MAX (PAGE, self->items->len));
}

void
crm_paged_model_read_on (CrmPagedModel *self)
{
  g_return_if_fail (CRM_IS_PAGED_MODEL (self));

  if (self->request != NULL && !self->reading && !self->whole)
    read_page (self, FALSE, PAGE);
}

gboolean
crm_paged_model_is_waiting (CrmPagedModel *self)
{
  g_return_val_if_fail (CRM_IS_PAGED_MODEL (self), FALSE);

  return self->waiting;
}

gboolean
crm_paged_model_is_whole (CrmPagedModel *self)
{
  g_return_val_if_fail (CRM_IS_PAGED_MODEL (self), FALSE);

  return self->whole;
}

static void
on_scrolled (GtkAdjustment *adjustment, CrmPagedModel *self)
{
  if (gtk_adjustment_get_value (adjustment) + 3 * gtk_adjustment_get_page_size (adjustment) >= gtk_adjustment_get_upper (adjustment))
    crm_paged_model_read_on (self);
}

void
crm_paged_model_follow (CrmPagedModel *self, GtkScrolledWindow *scroller)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (CRM_IS_PAGED_MODEL (self) && GTK_IS_SCROLLED_WINDOW (scroller));

  adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_scrolled), self, G_CONNECT_DEFAULT);
}
