/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All records of a kind in one order. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-ranking.h"

#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-workspace.h"

#include <string.h>

/* What is sorted by: a field of the kind, or of the values of a custom field. */
typedef struct
{
  const CrmField *field;
  const CrmId *custom; /* NULL for a field of the kind */
  GStrv choices;       /* of a custom field, in order; NULL for none */
} SortField;

/* A record's value while sorting: what compares, then where it stood by title. */
typedef struct
{
  gint64 key;
  guint32 place;
} Sortable;

static void
ranking_clear (gpointer data)
{
  CrmRanking *self = data;

  g_free (self->rowids);
  g_free (self->ranks);
}

CrmRanking *
crm_ranking_ref (CrmRanking *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_ranking_unref (CrmRanking *self)
{
  g_atomic_rc_box_release_full (self, ranking_clear);
}

static gboolean
append_rowids (CrmConnection *connection, const char *sql, GArray *rowids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      guint32 rowid = (guint32)sqlite3_column_int64 (statement, 0);

      g_array_append_val (rowids, rowid);
    }
  return step == 0;
}

/* Two walks along one covering index: those with a value, then those without. */
static GArray *
read_by_index (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, GError **error)
{
  const char *field = kind->fields[sort].name;
  const char *direction = descending ? "DESC" : "ASC";
  g_autofree char *values = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 AND %s IS NOT NULL ORDER BY %s %s, rowid", kind->name, field, field, direction);
  g_autofree char *nothing = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 AND %s IS NULL ORDER BY rowid", kind->name, field);
  g_autoptr (GArray) rowids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), 1024);

  if (!append_rowids (connection, values, rowids, error) || !append_rowids (connection, nothing, rowids, error))
    return NULL;
  return g_steal_pointer (&rowids);
}

static gboolean
has_index (CrmConnection *connection, const CrmKind *kind, guint sort)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM pragma_index_list('%s') l, pragma_index_info(l.name) i WHERE l.partial = 1 AND i.seqno = 0 AND i.name = '%s'",
                                          kind->name, kind->fields[sort].name);
  gint64 n = 0;

  return crm_connection_read_integer (connection, sql, &n, NULL) && n > 0;
}

static guint32 *
make_ranks (const guint32 *rowids, guint n_rows, gsize *n_ranks)
{
  guint32 *ranks;
  guint32 largest = 0;

  for (guint i = 0; i < n_rows; i++)
    largest = MAX (largest, rowids[i]);
  *n_ranks = (gsize)largest + 1;
  ranks = g_new (guint32, *n_ranks);
  memset (ranks, 0xff, *n_ranks * sizeof *ranks);
  for (guint i = 0; i < n_rows; i++)
    ranks[rowids[i]] = i;
  return ranks;
}

/* ── fields without an index ──────────────────────────────────────────────────────────────── */

/* Distinct texts get numbers as they come; sorted once, the numbers become keys. A list of cities has few of them. */
typedef struct
{
  GHashTable *numbers; /* text → number + 1 */
  GPtrArray *texts;
} Distinct;

static gint64
number_of (Distinct *distinct, const char *text)
{
  gpointer number = g_hash_table_lookup (distinct->numbers, text);

  if (number == NULL)
    {
      char *copy = g_strdup (text);

      g_ptr_array_add (distinct->texts, copy);
      number = GUINT_TO_POINTER (distinct->texts->len);
      g_hash_table_insert (distinct->numbers, copy, number);
    }
  return GPOINTER_TO_UINT (number) - 1;
}

typedef struct
{
  char *key;
  guint number;
} KeyedText;

static int
compare_keyed (gconstpointer a, gconstpointer b)
{
  return strcmp (((const KeyedText *)a)->key, ((const KeyedText *)b)->key);
}

static int
get_choice_order (const CrmField *field, const char *name)
{
  for (int i = 0; field->choices[i].name != NULL; i++)
    if (strcmp (field->choices[i].name, name) == 0)
      return i;
  return G_MAXINT;
}

static int
get_word_order (GStrv words, const char *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], word) == 0)
      return i;
  return G_MAXINT;
}

static char *
dup_title (CrmConnection *connection, const CrmField *field, const char *uuid)
{
  CrmId id;
  g_autoptr (CrmRecord) record = NULL;

  if (crm_id_parse (uuid, &id))
    record = crm_connection_read_record (connection, crm_kind_get (field->refers), &id, NULL);
  /* Stages stand in the order of their pipeline, not of the alphabet. */
  if (record != NULL && field->refers == CRM_KIND_STAGE)
    return g_strdup (crm_record_get_text (record, (guint)crm_kind_find_field (record->kind, "position")));
  return crm_text_sort_key (record != NULL && crm_record_get_title (record) != NULL ? crm_record_get_title (record) : uuid, CRM_NAME_UNKNOWN, FALSE);
}

/* Of several, the first choice counts most. */
static char *
make_choices_key (GStrv choices, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);
  GString *key = g_string_new (NULL);

  for (int i = 0; words[i] != NULL; i++)
    g_string_append_printf (key, "%010d", get_word_order (choices, words[i]));
  return g_string_free_and_steal (key);
}

static char *
make_key (CrmConnection *connection, const SortField *by, const char *text)
{
  const CrmField *field = by->field;

  if (by->choices != NULL)
    return make_choices_key (by->choices, text);
  if (field->type == CRM_TYPE_CHOICE)
    return g_strdup_printf ("%010d", get_choice_order (field, text));
  if (field->type == CRM_TYPE_REFERENCE)
    return dup_title (connection, field, text);
  return crm_text_sort_key (text, CRM_NAME_UNKNOWN, FALSE);
}

/* The order of each number. */
static guint *
order_texts (CrmConnection *connection, const SortField *by, Distinct *distinct)
{
  guint n = distinct->texts->len;
  g_autofree KeyedText *keyed = g_new (KeyedText, n + 1);
  guint *orders = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    keyed[i] = (KeyedText){ make_key (connection, by, distinct->texts->pdata[i]), i };
  qsort (keyed, n, sizeof *keyed, compare_keyed);
  for (guint i = 0; i < n; i++)
    {
      orders[keyed[i].number] = i;
      g_free (keyed[i].key);
    }
  return orders;
}

static gboolean
is_text (const CrmField *field)
{
  return field->type == CRM_TYPE_TEXT || field->type == CRM_TYPE_LONG_TEXT || field->type == CRM_TYPE_CHOICE || field->type == CRM_TYPE_REFERENCE;
}

static int
compare_ascending (gconstpointer a, gconstpointer b)
{
  const Sortable *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  const Sortable *x = a, *y = b;

  if (x->key != y->key)
    return x->key > y->key ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static void
read_key (sqlite3_stmt *statement, const CrmField *field, Distinct *distinct, Sortable *sortable)
{
  if (field->type == CRM_TYPE_REFERENCE)
    {
      char buffer[CRM_ID_STRING_LENGTH + 1];
      CrmId id = { 0 };

      crm_statement_read_id (statement, 1, &id);
      sortable->key = number_of (distinct, crm_id_format (&id, buffer));
    }
  else if (is_text (field))
    sortable->key = number_of (distinct, (const char *)sqlite3_column_text (statement, 1));
  else
    sortable->key = sqlite3_column_int64 (statement, 1);
}

static sqlite3_stmt *
prepare_keys (CrmConnection *connection, const CrmKind *kind, const SortField *by, GError **error)
{
  const char *name = by->field->name;
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;

  if (by->custom == NULL)
    {
      sql = g_strdup_printf ("SELECT rowid, %s FROM %s WHERE deleted = 0 AND %s IS NOT NULL", name, kind->name, name);
      return crm_connection_prepare (connection, sql, error);
    }
  /* Unary plus: one walk along the index of the values, a look for each customer; the other way round is slower. */
  sql = g_strdup_printf ("SELECT c.rowid, v.%s FROM custom_value v CROSS JOIN %s c ON c.id = v.customer "
                         "WHERE v.field = ? AND v.deleted = 0 AND v.%s IS NOT NULL AND +c.deleted = 0",
                         name, kind->name, name);
  statement = crm_connection_prepare (connection, sql, error);
  if (statement != NULL)
    crm_statement_bind_id (statement, 1, by->custom);
  return statement;
}

static gboolean
read_sortables (CrmConnection *connection, const CrmRanking *titles, const SortField *by, Distinct *distinct, GArray *sortables, GError **error)
{
  sqlite3_stmt *statement = prepare_keys (connection, titles->kind, by, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Sortable sortable = { 0, crm_ranking_get_rank (titles, sqlite3_column_int64 (statement, 0)) };

      if (sortable.place == CRM_RANK_NONE)
        continue;
      read_key (statement, by->field, distinct, &sortable);
      g_array_append_val (sortables, sortable);
    }
  return step == 0;
}

/* Those with a value in order, then the others as they stand by title. */
static GArray *
arrange (const CrmRanking *titles, GArray *sortables)
{
  GArray *rowids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), titles->n_rows);
  g_autofree guint8 *taken = g_new0 (guint8, titles->n_rows + 1);

  for (guint i = 0; i < sortables->len; i++)
    {
      guint32 place = g_array_index (sortables, Sortable, i).place;

      taken[place] = 1;
      g_array_append_val (rowids, titles->rowids[place]);
    }
  for (guint i = 0; i < titles->n_rows; i++)
    if (!taken[i])
      g_array_append_val (rowids, titles->rowids[i]);
  return rowids;
}

static GArray *
read_and_sort (CrmConnection *connection, const CrmKind *kind, const SortField *by, gboolean descending, GError **error)
{
  g_autoptr (CrmRanking) titles = NULL;
  g_autoptr (GArray) sortables = g_array_new (FALSE, FALSE, sizeof (Sortable));
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Distinct distinct = { numbers, texts };
  int key = crm_kind_find_field (kind, "name_key");

  titles = crm_ranking_read (connection, kind, key >= 0 && &kind->fields[key] != by->field ? (guint)key : G_MAXUINT, FALSE, error);
  if (titles == NULL || !read_sortables (connection, titles, by, &distinct, sortables, error))
    return NULL;
  if (is_text (by->field))
    {
      g_autofree guint *orders = order_texts (connection, by, &distinct);

      for (guint i = 0; i < sortables->len; i++)
        g_array_index (sortables, Sortable, i).key = orders[g_array_index (sortables, Sortable, i).key];
    }
  if (sortables->len > 0)
    qsort (sortables->data, sortables->len, sizeof (Sortable), descending ? compare_descending : compare_ascending);
  return arrange (titles, sortables);
}

/* The title is ordered by its key, which knows surnames and digits. */
static guint
resolve_sort (const CrmKind *kind, guint sort)
{
  int key = crm_kind_find_field (kind, "name_key");

  return sort < kind->n_fields && (int)sort == kind->title && key >= 0 ? (guint)key : sort;
}

static GArray *
read_by_age (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 ORDER BY rowid", kind->name);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (guint32));

  return append_rowids (connection, sql, rowids, error) ? g_steal_pointer (&rowids) : NULL;
}

/* Takes the rowids. */
static CrmRanking *
ranking_new (const CrmKind *kind, guint sort, gboolean descending, GArray *rowids)
{
  CrmRanking *self = g_atomic_rc_box_new0 (CrmRanking);
  gsize n_rows;

  self->kind = kind;
  self->sort = sort;
  self->descending = descending;
  self->rowids = g_array_steal (rowids, &n_rows);
  self->n_rows = (guint)n_rows;
  self->ranks = make_ranks (self->rowids, self->n_rows, &self->n_ranks);
  g_array_unref (rowids);
  return self;
}

CrmRanking *
crm_ranking_read (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, GError **error)
{
  guint field = resolve_sort (kind, sort);
  GArray *rowids;

  if (field >= kind->n_fields)
    rowids = read_by_age (connection, kind, error);
  else if (has_index (connection, kind, field))
    rowids = read_by_index (connection, kind, field, descending, error);
  else
    rowids = read_and_sort (connection, kind, &(SortField){ .field = &kind->fields[field] }, descending, error);
  if (rowids == NULL)
    return NULL;
  return ranking_new (kind, sort, descending, rowids);
}

/* The words of a choice in the order the office gave them; NULL when the field is not one. */
static GStrv
read_choices (CrmConnection *connection, const CrmId *custom)
{
  g_autoptr (CrmRecord) definition = crm_connection_read_record (connection, &crm_kind_custom_field, custom, NULL);
  const char *choices = definition != NULL ? crm_record_get_text (definition, CRM_CUSTOM_FIELD_CHOICES) : NULL;
  const char *type = definition != NULL ? crm_record_get_text (definition, CRM_CUSTOM_FIELD_TYPE) : NULL;

  if (choices == NULL || (g_strcmp0 (type, "choice") != 0 && g_strcmp0 (type, "choices") != 0))
    return NULL;
  return g_strsplit (choices, "\n", -1);
}

CrmRanking *
crm_ranking_read_for (CrmConnection *connection, const CrmQuery *query, GError **error)
{
  const CrmKind *kind = crm_query_get_kind (query);
  guint sort = crm_query_get_sort (query);
  const CrmId *custom = crm_query_get_custom_sort (query);
  gboolean descending = crm_query_is_descending (query);
  g_auto (GStrv) choices = NULL;
  CrmRanking *self;
  GArray *rowids;

  if (custom == NULL)
    return crm_ranking_read (connection, kind, sort, descending, error);
  choices = read_choices (connection, custom);
  rowids = read_and_sort (connection, kind, &(SortField){ &crm_kind_custom_value.fields[sort], custom, choices }, descending, error);
  if (rowids == NULL)
    return NULL;
  self = ranking_new (kind, sort, descending, rowids);
  self->custom = *custom;
  self->is_custom = TRUE;
  return self;
}

gboolean
crm_ranking_fits (const CrmRanking *self, const CrmQuery *query)
{
  const CrmId *custom = crm_query_get_custom_sort (query);

  return self->kind == crm_query_get_kind (query) && self->sort == crm_query_get_sort (query) && self->descending == crm_query_is_descending (query) && self->is_custom == (custom != NULL) && (custom == NULL || crm_id_equal (&self->custom, custom));
}

CrmRanking *
crm_ranking_read_first (CrmConnection *connection, const CrmKind *kind, guint sort, gboolean descending, guint n, GError **error)
{
  guint field = resolve_sort (kind, sort);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *sql = NULL;

  if (field >= kind->n_fields || !has_index (connection, kind, field))
    return NULL;
  sql = g_strdup_printf ("SELECT rowid FROM %s WHERE deleted = 0 AND %s IS NOT NULL ORDER BY %s %s, rowid LIMIT %u",
                         kind->name, kind->fields[field].name, kind->fields[field].name, descending ? "DESC" : "ASC", n);
  return append_rowids (connection, sql, rowids, error) ? ranking_new (kind, sort, descending, g_steal_pointer (&rowids)) : NULL;
}
