/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer to a query as a list model of a million rows that reads only what is looked at. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-model.h"

#include "core/base/crm-sections.h"
#include "core/query/crm-ranking.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-referred.h"

/* Rows read together with an answer, so that the list changes once and whole. */
#define WINDOW_MAX 512
/* Rows read together with the answer to a new question: what a screen holds. The others somebody holds come after it is painted. */
#define SCREEN_MAX 64
/* Behind what a toolkit draws at, which is right after the priority of handling events. */
#define AFTER_PAINTING (G_PRIORITY_HIGH_IDLE + 30)
/* Rows shown before the whole order is known. */
#define FIRST_LOOK_MAX 25

/**
 * CrmReading:
 *
 * What a reader brings back: an answer, or none for a mere fill, and the records of some places.
 */
typedef struct
{
  CrmAnswer *answer;
  GArray *places;     /* of guint: positions */
  GPtrArray *records; /* of CrmRecord, as many; NULL where the record is gone */
  GPtrArray *values;  /* of GPtrArray of CrmRecord, as many: the values of custom fields; NULL when they are not wanted */
} CrmReading;

struct _CrmQueryModel
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmQuery *query;
  CrmAnswer *answer;
  GCancellable *cancellable; /* of the answer under way */
  GHashTable *rows;          /* position → CrmRow, borrowed: the rows somebody holds */
  CrmReading *fresh;         /* records that came with the answer */
  GHashTable *fresh_places;  /* position → index in fresh + 1 */
  GArray *wanted;            /* of guint: positions whose records are to be read */

  guint n_items; /* shown: matching, but no more than cap */
  guint cap;
  guint n_total;
  guint fill_source;
  int fill_priority;    /* its */
  guint n_changes;      /* of the store so far */
  guint n_seen;         /* of those, seen by the answer */
  guint reading : 1;    /* an answer is under way */
  guint asked_anew : 1; /* what is or was asked last is a new question, not the same about other data */
  guint ready : 1;
  guint with_values : 1; /* reads custom fields too */
};

enum
{
  PROP_0,
  PROP_N_MATCHING,
  PROP_N_TOTAL,
  PROP_READY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  REPLACING,
  REPLACED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void crm_query_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmQueryModel,
                               crm_query_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, crm_query_model_list_model_init))

/* ── on a reader's thread ─────────────────────────────────────────────────────────────────── */

static CrmReading *
reading_ref (CrmReading *reading)
{
  return g_atomic_rc_box_acquire (reading);
}

static void
reading_clear (gpointer data)
{
  CrmReading *reading = data;

  g_clear_pointer (&reading->answer, crm_answer_unref);
  g_clear_pointer (&reading->places, g_array_unref);
  g_clear_pointer (&reading->records, g_ptr_array_unref);
  g_clear_pointer (&reading->values, g_ptr_array_unref);
}

static void
reading_unref (CrmReading *reading)
{
  g_atomic_rc_box_release_full (reading, reading_clear);
}

static GType crm_reading_get_type (void);

G_DEFINE_BOXED_TYPE (CrmReading, crm_reading, reading_ref, reading_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmReading, reading_unref)

static void
record_unref_if_any (gpointer record)
{
  if (record != NULL)
    crm_record_unref (record);
}

static void
array_unref_if_any (gpointer array)
{
  if (array != NULL)
    g_ptr_array_unref (array);
}

static CrmReading *
reading_new (CrmAnswer *answer, gboolean with_values)
{
  CrmReading *reading = g_atomic_rc_box_new0 (CrmReading);

  reading->answer = answer;
  reading->places = g_array_new (FALSE, FALSE, sizeof (guint));
  reading->records = g_ptr_array_new_with_free_func (record_unref_if_any);
  reading->values = with_values ? g_ptr_array_new_with_free_func (array_unref_if_any) : NULL;
  return reading;
}

static GPtrArray *
read_values (CrmConnection *connection, const CrmId *customer, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM custom_value WHERE customer = ? AND deleted = 0", crm_kind_get_columns (&crm_kind_custom_value));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, customer);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (values, crm_statement_read_record (statement, &crm_kind_custom_value));
  if (step < 0 || !crm_referred_read (connection, values, CRM_CUSTOM_VALUE_TEXT, error))
    return NULL;
  return g_steal_pointer (&values);
}

static gboolean
read_place (CrmConnection *connection, CrmReading *reading, const CrmKind *kind, guint place, gint64 rowid, GError **error)
{
  GError *local_error = NULL;
  CrmRecord *record = crm_connection_read_record_at (connection, kind, rowid, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_array_append_val (reading->places, place);
  g_ptr_array_add (reading->records, record);
  if (reading->values == NULL)
    return TRUE;
  g_ptr_array_add (reading->values, record != NULL ? read_values (connection, &record->id, &local_error) : NULL);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

typedef struct
{
  CrmQuery *query;
  CrmRanking *ranking;   /* NULL: to be read */
  CrmGrouping *grouping; /* likewise */
  guint first;
  guint n;
  gboolean with_values;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  crm_query_unref (question->query);
  g_clear_pointer (&question->ranking, crm_ranking_unref);
  g_clear_pointer (&question->grouping, crm_grouping_unref);
  g_free (question);
}

static gboolean
read_answer (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Question *question = data;
  CrmAnswer *answer = crm_answer_read_grouped (connection, question->ranking, question->grouping, question->query, error);
  g_autoptr (CrmReading) reading = NULL;

  if (answer == NULL)
    return FALSE;
  reading = reading_new (answer, question->with_values);
  for (guint i = question->first; i < MIN (question->first + question->n, answer->n_rows); i++)
    if (!read_place (connection, reading, crm_query_get_kind (question->query), i, answer->rowids[i], error))
      return FALSE;
  g_value_init (result, crm_reading_get_type ());
  g_value_set_boxed (result, reading);
  return TRUE;
}

/* The first rows of the order, before all of it is known. Brings NULL where no index gives them quickly. */
static gboolean
read_first (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Question *question = data;
  GError *local_error = NULL;

  g_value_init (result, crm_reading_get_type ());
  if (crm_query_get_custom_sort (question->query) != NULL)
    return TRUE;
  question->ranking = crm_ranking_read_first (connection, crm_query_get_kind (question->query), crm_query_get_sort (question->query),
                                              crm_query_is_descending (question->query), question->n, &local_error);
  if (question->ranking != NULL)
    {
      g_value_unset (result);
      return read_answer (connection, data, result, error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

typedef struct
{
  CrmAnswer *answer;
  GArray *places;
  gboolean with_values;
} Fill;

static void
fill_free (gpointer data)
{
  Fill *fill = data;

  crm_answer_unref (fill->answer);
  g_array_unref (fill->places);
  g_free (fill);
}

static gboolean
read_fill (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Fill *fill = data;
  g_autoptr (CrmReading) reading = reading_new (NULL, fill->with_values);

  for (guint i = 0; i < fill->places->len; i++)
    {
      guint place = g_array_index (fill->places, guint, i);

      if (!read_place (connection, reading, fill->answer->ranking->kind, place, fill->answer->rowids[place], error))
        return FALSE;
    }
  g_value_init (result, crm_reading_get_type ());
  g_value_set_boxed (result, reading);
  return TRUE;
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static void
on_row_gone (gpointer data, GObject *where)
{
  CrmQueryModel *self = CRM_QUERY_MODEL (data);
  /* Weak notification comes from dispose, when the row's own members still stand. */
  guint position = crm_row_get_position ((CrmRow *)where);

  g_assert (g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position)) == where);
  g_hash_table_remove (self->rows, GUINT_TO_POINTER (position));
}

static void
forget_row (CrmQueryModel *self, CrmRow *row)
{
  g_object_weak_unref (G_OBJECT (row), on_row_gone, self);
}

static GPtrArray *
reading_get_values (CrmReading *reading, guint i)
{
  return reading->values != NULL ? reading->values->pdata[i] : NULL;
}

static void
fill_rows (CrmQueryModel *self, CrmReading *reading)
{
  /* Asked for before values were wanted: another reading brings both. */
  if (self->with_values && reading->values == NULL)
    return;
  for (guint i = 0; i < reading->places->len; i++)
    {
      guint place = g_array_index (reading->places, guint, i);
      CrmRecord *record = reading->records->pdata[i];
      CrmRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (place));

      /* The answer may have been replaced while the fill was under way. */
      if (row != NULL && record != NULL && crm_row_get_rowid (row) == record->rowid)
        crm_row_set_record (row, record, reading_get_values (reading, i));
    }
}

/* Puts in the row what came with the answer; nothing when it did not. */
static void
freshen_row (CrmQueryModel *self, CrmRow *row, guint position)
{
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->fresh_places, GUINT_TO_POINTER (position)));

  if (i == 0)
    crm_row_set_record (row, NULL, NULL);
  else
    crm_row_set_record (row, self->fresh->records->pdata[i - 1], reading_get_values (self->fresh, i - 1));
}

/* What waits for a reader holds the model weakly: a list that is closed does not wait for what it asked. */
typedef struct
{
  GWeakRef model;
  GCancellable *cancellable; /* tells an answer from the one asked for after it; NULL for a fill */
  guint n_changes;           /* the store's when it was asked */
} Asking;

static Asking *
asking_new (CrmQueryModel *model, GCancellable *cancellable)
{
  Asking *asking = g_new0 (Asking, 1);

  g_weak_ref_init (&asking->model, model);
  g_set_object (&asking->cancellable, cancellable);
  asking->n_changes = model->n_changes;
  return asking;
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_weak_ref_clear (&asking->model);
  g_clear_object (&asking->cancellable);
  g_free (asking);
}

static DexFuture *
on_filled (DexFuture *future, gpointer data)
{
  Asking *asking = data;
  g_autoptr (CrmQueryModel) self = g_weak_ref_get (&asking->model);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_future_new_true ();
  if (value != NULL)
    fill_rows (self, g_value_get_boxed (value));
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  return dex_future_new_true ();
}

static gboolean
on_fill (gpointer data)
{
  CrmQueryModel *self = CRM_QUERY_MODEL (data);
  Fill *fill = g_new0 (Fill, 1);

  self->fill_source = 0;
  fill->answer = crm_answer_ref (self->answer);
  fill->with_values = self->with_values;
  fill->places = g_steal_pointer (&self->wanted);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
  /* Rows scrolled past meanwhile are not read any more. */
  for (guint i = fill->places->len; i-- > 0;)
    {
      guint place = g_array_index (fill->places, guint, i);
      CrmRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (place));

      if (row == NULL || place >= fill->answer->n_rows || crm_row_get_record (row) != NULL)
        g_array_remove_index_fast (fill->places, i);
    }
  dex_future_disown (dex_future_finally (crm_store_read (self->store, NULL, read_fill, fill, fill_free), on_filled, asking_new (self, NULL), asking_free));
  return G_SOURCE_REMOVE;
}

static void
want (CrmQueryModel *self, guint position, int priority)
{
  g_array_append_val (self->wanted, position);
  if (self->fill_source != 0 && self->fill_priority <= priority)
    return;
  g_clear_handle_id (&self->fill_source, g_source_remove);
  self->fill_priority = priority;
  self->fill_source = g_idle_add_full (priority, on_fill, self, NULL);
}

/* ── GListModel ───────────────────────────────────────────────────────────────────────────── */

static GType
crm_query_model_get_item_type (GListModel *model)
{
  return CRM_TYPE_ROW;
}

static guint
crm_query_model_get_n_items (GListModel *model)
{
  return CRM_QUERY_MODEL (model)->n_items;
}

static gpointer
crm_query_model_get_item (GListModel *model, guint position)
{
  CrmQueryModel *self = CRM_QUERY_MODEL (model);
  CrmRow *row;

  if (position >= self->n_items)
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = crm_row_new (position, self->answer->rowids[position]);
  freshen_row (self, row, position);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  g_object_weak_ref (G_OBJECT (row), on_row_gone, self);
  if (crm_row_get_record (row) == NULL)
    want (self, position, G_PRIORITY_HIGH);
  return row;
}

static void
crm_query_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = crm_query_model_get_item_type;
  iface->get_n_items = crm_query_model_get_n_items;
  iface->get_item = crm_query_model_get_item;
}

/* ── answers ──────────────────────────────────────────────────────────────────────────────── */

static void ask (CrmQueryModel *self);

static void
keep_records (CrmQueryModel *self, CrmReading *reading)
{
  g_clear_pointer (&self->fresh, reading_unref);
  self->fresh = reading_ref (reading);
  g_hash_table_remove_all (self->fresh_places);
  for (guint i = 0; i < reading->places->len; i++)
    if (reading->records->pdata[i] != NULL)
      g_hash_table_insert (self->fresh_places, GUINT_TO_POINTER (g_array_index (reading->places, guint, i)), GUINT_TO_POINTER (i + 1));
}

/* Rows beyond the new end leave the table; the others get what now stands in their place. */
static void
replace_rows (CrmQueryModel *self, guint shared)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint position = GPOINTER_TO_UINT (key);

      if (position >= shared)
        {
          forget_row (self, value);
          g_hash_table_iter_remove (&iter);
          continue;
        }
      crm_row_set_place (value, position, self->answer->rowids[position]);
      freshen_row (self, value, position);
      if (crm_row_get_record (value) == NULL)
        want (self, position, AFTER_PAINTING);
    }
}

static void
set_answer (CrmQueryModel *self, CrmReading *reading, gboolean complete)
{
  GObject *object = G_OBJECT (self);
  guint before = self->n_items, shared;

  g_signal_emit (self, signals[REPLACING], 0);
  g_object_freeze_notify (object);
  g_clear_pointer (&self->answer, crm_answer_unref);
  self->answer = crm_answer_ref (reading->answer);
  self->n_items = MIN (self->answer->n_rows, self->cap);
  shared = MIN (before, self->n_items);
  keep_records (self, reading);
  replace_rows (self, shared);
  if (before != self->n_items)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), shared, before - shared, self->n_items - shared);
    }
  g_object_notify_by_pspec (object, properties[PROP_N_MATCHING]);
  if (complete && self->n_total != self->answer->ranking->n_rows)
    {
      self->n_total = self->answer->ranking->n_rows;
      g_object_notify_by_pspec (object, properties[PROP_N_TOTAL]);
    }
  self->ready = complete;
  g_object_notify_by_pspec (object, properties[PROP_READY]);
  g_object_thaw_notify (object);
  g_signal_emit (self, signals[REPLACED], 0);
}

static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  Asking *asking = data;
  g_autoptr (CrmQueryModel) self = g_weak_ref_get (&asking->model);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL || asking->cancellable != self->cancellable)
    return dex_future_new_true ();
  self->reading = FALSE;
  self->asked_anew = FALSE;
  if (value != NULL)
    {
      self->n_seen = asking->n_changes;
      set_answer (self, g_value_get_boxed (value), TRUE);
    }
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  if (value != NULL && self->n_seen != self->n_changes && !self->reading)
    ask (self);
  return dex_future_new_true ();
}

static gboolean
is_plain (const CrmQuery *query)
{
  const char *search = crm_query_get_search (query);

  guint group;

  return crm_query_get_rowids (query) == NULL && crm_query_get_filter (query) == NULL && (search == NULL || *search == '\0') && !crm_query_get_group (query, &group);
}

/* The places from the first to the last row somebody holds, which are those on the screen and a little more. */
static void
find_window (CrmQueryModel *self, guint limit, guint *first, guint *n)
{
  guint low = G_MAXUINT, high = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      low = MIN (low, GPOINTER_TO_UINT (key));
      high = MAX (high, GPOINTER_TO_UINT (key));
    }
  *first = low == G_MAXUINT ? 0 : low;
  *n = low == G_MAXUINT ? WINDOW_MAX / 8 : MIN (high - low + 1, limit);
}

/* Of an answer that knows all there is now, what holds for the new question too is not read again. */
static void
keep_order (CrmQueryModel *self, Question *question)
{
  const CrmAnswer *answer = self->answer;

  if (answer == NULL || !self->ready || self->n_seen != self->n_changes)
    return;
  if (crm_ranking_fits (answer->ranking, self->query))
    question->ranking = crm_ranking_ref (answer->ranking);
  if (answer->grouping != NULL && crm_grouping_fits (answer->grouping, self->query))
    question->grouping = crm_grouping_ref (answer->grouping);
}

static void
ask_for_all (CrmQueryModel *self)
{
  Question *question = g_new0 (Question, 1);

  question->query = crm_query_ref (self->query);
  question->with_values = self->with_values;
  keep_order (self, question);
  find_window (self, self->asked_anew ? SCREEN_MAX : WINDOW_MAX, &question->first, &question->n);
  dex_future_disown (dex_future_finally (crm_store_read (self->store, self->cancellable, read_answer, question, question_free), on_answered,
                                         asking_new (self, self->cancellable), asking_free));
}

static DexFuture *
on_first_read (DexFuture *future, gpointer data)
{
  Asking *asking = data;
  g_autoptr (CrmQueryModel) self = g_weak_ref_get (&asking->model);
  const GValue *value = dex_future_get_value (future, NULL);

  if (self != NULL && asking->cancellable == self->cancellable && value != NULL && g_value_get_boxed (value) != NULL)
    set_answer (self, g_value_get_boxed (value), FALSE);
  /* Whoever heard of the first rows may have asked for something else. What went wrong, the whole answer tells as well. */
  if (self != NULL && asking->cancellable == self->cancellable)
    ask_for_all (self);
  return dex_future_new_true ();
}

/* A list that is just opened shows its first rows as soon as an index gives them. Reading the whole order beside it would
 * take the processor from the window that is being made. */
static void
ask_for_first (CrmQueryModel *self)
{
  Question *question = g_new0 (Question, 1);

  question->query = crm_query_ref (self->query);
  question->n = MIN (self->cap, FIRST_LOOK_MAX);
  question->with_values = self->with_values;
  dex_future_disown (dex_future_finally (crm_store_read (self->store, self->cancellable, read_first, question, question_free), on_first_read,
                                         asking_new (self, self->cancellable), asking_free));
}

static void
ask (CrmQueryModel *self)
{
  if (self->reading)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = TRUE;
  if (self->answer == NULL && is_plain (self->query))
    ask_for_first (self);
  else
    ask_for_all (self);
}

/* Custom fields count where they are shown or sorted by; a definition changes the order of its choices. */
static gboolean
is_about (CrmQueryModel *self, CrmChangeSet *changes)
{
  if (crm_change_set_has_kind (changes, crm_query_get_kind (self->query)->id))
    return TRUE;
  if (!self->with_values && crm_query_get_custom_sort (self->query) == NULL && crm_query_get_custom_group (self->query) == NULL)
    return FALSE;
  return crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_VALUE) || crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_FIELD);
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmQueryModel *self)
{
  if (self->query == NULL || !is_about (self, changes))
    return;
  self->n_changes++;
  /* An answer under way is let finish: edits may come faster than answers. */
  if (!self->reading)
    ask (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_query_model_dispose (GObject *object)
{
  CrmQueryModel *self = CRM_QUERY_MODEL (object);
  GHashTableIter iter;
  gpointer row;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      forget_row (self, row);
      g_hash_table_iter_remove (&iter);
    }
  g_clear_object (&self->store);
  self->n_items = 0;

  G_OBJECT_CLASS (crm_query_model_parent_class)->dispose (object);
}

static void
crm_query_model_finalize (GObject *object)
{
  CrmQueryModel *self = CRM_QUERY_MODEL (object);

  g_clear_pointer (&self->query, crm_query_unref);
  g_clear_pointer (&self->answer, crm_answer_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->fresh, reading_unref);
  g_clear_pointer (&self->fresh_places, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_array_unref);

  G_OBJECT_CLASS (crm_query_model_parent_class)->finalize (object);
}

static void
crm_query_model_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmQueryModel *self = CRM_QUERY_MODEL (object);

  switch (id)
    {
    case PROP_N_MATCHING:
      g_value_set_uint (value, crm_query_model_get_n_matching (self));
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
crm_query_model_class_init (CrmQueryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_query_model_dispose;
  object_class->finalize = crm_query_model_finalize;
  object_class->get_property = crm_query_model_get_property;

  properties[PROP_N_MATCHING] = g_param_spec_uint ("n-matching", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REPLACING] = g_signal_new ("replacing", CRM_TYPE_QUERY_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLACED] = g_signal_new ("replaced", CRM_TYPE_QUERY_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_QUERY_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_query_model_init (CrmQueryModel *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->fresh_places = g_hash_table_new (NULL, NULL);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
}

CrmQueryModel *
crm_query_model_new (CrmStore *store)
{
  return crm_query_model_new_capped (store, G_MAXUINT);
}

CrmQueryModel *
crm_query_model_new_capped (CrmStore *store, guint cap)
{
  CrmQueryModel *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_QUERY_MODEL, NULL);
  self->cap = cap;
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_DEFAULT);
  return self;
}

void
crm_query_model_set_query (CrmQueryModel *self, CrmQuery *query)
{
  g_return_if_fail (CRM_IS_QUERY_MODEL (self) && query != NULL);

  crm_query_ref (query);
  g_clear_pointer (&self->query, crm_query_unref);
  self->query = query;
  self->asked_anew = TRUE;
  ask (self);
}

void
crm_query_model_set_with_values (CrmQueryModel *self, gboolean with_values)
{
  g_return_if_fail (CRM_IS_QUERY_MODEL (self));

  if (self->with_values == !!with_values)
    return;
  self->with_values = !!with_values;
  /* What is read already and no longer wanted does no harm. */
  if (with_values && self->query != NULL)
    ask (self);
}

CrmQuery *
crm_query_model_get_query (CrmQueryModel *self)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), NULL);

  return self->query;
}

guint
crm_query_model_get_n_matching (CrmQueryModel *self)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), 0);

  return self->answer != NULL ? self->answer->n_rows : 0;
}

guint
crm_query_model_get_cap (CrmQueryModel *self)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), 0);

  return self->cap;
}

void
crm_query_model_set_cap (CrmQueryModel *self, guint cap)
{
  guint before;

  g_return_if_fail (CRM_IS_QUERY_MODEL (self) && cap >= self->cap);

  before = self->n_items;
  self->cap = cap;
  self->n_items = MIN (crm_query_model_get_n_matching (self), cap);
  if (self->n_items != before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_items - before);
}

guint
crm_query_model_get_n_total (CrmQueryModel *self)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), 0);

  return self->n_total;
}

gboolean
crm_query_model_is_ready (CrmQueryModel *self)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), FALSE);

  return self->ready;
}

guint
crm_query_model_find (CrmQueryModel *self, gint64 rowid)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), G_MAXUINT);

  return self->answer != NULL ? crm_answer_find (self->answer, rowid) : G_MAXUINT;
}

void
crm_query_model_renew_rows (CrmQueryModel *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (CRM_IS_QUERY_MODEL (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (rows, g_object_ref (row));
  for (guint i = 0; i < rows->len; i++)
    g_object_notify (rows->pdata[i], "record");
}

gint64
crm_query_model_get_rowid (CrmQueryModel *self, guint position)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), 0);

  return position < self->n_items ? self->answer->rowids[position] : 0;
}

GArray *
crm_query_model_dup_rowids (CrmQueryModel *self)
{
  GArray *rowids;

  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), NULL);

  rowids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->n_items);
  for (guint i = 0; i < crm_query_model_get_n_matching (self); i++)
    {
      gint64 rowid = self->answer->rowids[i];

      g_array_append_val (rowids, rowid);
    }
  return rowids;
}

const GArray *
crm_query_model_get_section_starts (CrmQueryModel *self)
{
  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), NULL);

  return self->answer != NULL ? self->answer->starts : NULL;
}

const char *
crm_query_model_get_group (CrmQueryModel *self, guint position, guint *n_rows)
{
  const CrmAnswer *answer;
  guint start, end;
  guint32 group;

  g_return_val_if_fail (CRM_IS_QUERY_MODEL (self), NULL);

  answer = self->answer;
  *n_rows = 0;
  if (answer == NULL || answer->starts == NULL || position >= answer->n_rows)
    return NULL;
  crm_sections_get_range (answer->starts, answer->n_rows, position, &start, &end);
  *n_rows = end - start;
  group = g_array_index (answer->groups, guint32, crm_sections_find (answer->starts, position));
  return group != CRM_GROUP_NONE ? answer->grouping->values->pdata[group] : NULL;
}
