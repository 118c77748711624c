/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of rowids of one kind, a bit each. */

#include "core/query/crm-row-set.h"

#define MAX_WORDS (G_GUINT64_CONSTANT (1) << 31)

CrmRowSet *
crm_row_set_new (gsize n_rows)
{
  CrmRowSet *self = g_new0 (CrmRowSet, 1);

  self->n_words = n_rows / 64 + 1;
  self->bits = g_new0 (guint64, self->n_words);
  return self;
}

CrmRowSet *
crm_row_set_new_full (gsize n_rows)
{
  CrmRowSet *self = crm_row_set_new (n_rows);

  memset (self->bits, 0xff, n_rows / 64 * sizeof *self->bits);
  self->bits[n_rows / 64] = (G_GUINT64_CONSTANT (1) << n_rows % 64) - 1;
  self->bits[0] &= ~G_GUINT64_CONSTANT (1);
  return self;
}

void
crm_row_set_free (CrmRowSet *self)
{
  g_free (self->bits);
  g_free (self);
}

static void
grow (CrmRowSet *self, gsize n_words)
{
  self->bits = g_renew (guint64, self->bits, n_words);
  memset (self->bits + self->n_words, 0, (n_words - self->n_words) * sizeof *self->bits);
  self->n_words = n_words;
}

void
crm_row_set_add (CrmRowSet *self, gint64 rowid)
{
  guint64 word = (guint64)rowid / 64;

  if (rowid < 0 || word >= MAX_WORDS)
    return;
  if (word >= self->n_words)
    grow (self, MAX ((gsize)word + 1, self->n_words * 2));
  self->bits[word] |= G_GUINT64_CONSTANT (1) << rowid % 64;
}

gboolean
crm_row_set_contains (const CrmRowSet *self, gint64 rowid)
{
  return rowid >= 0 && (guint64)rowid / 64 < self->n_words && (self->bits[rowid / 64] >> rowid % 64 & 1) != 0;
}

gsize
crm_row_set_count (const CrmRowSet *self)
{
  gsize n = 0;

  for (gsize i = 0; i < self->n_words; i++)
    n += (gsize)__builtin_popcountll (self->bits[i]);
  return n;
}

void
crm_row_set_intersect (CrmRowSet *self, const CrmRowSet *other)
{
  for (gsize i = 0; i < self->n_words; i++)
    self->bits[i] &= i < other->n_words ? other->bits[i] : 0;
}

void
crm_row_set_unite (CrmRowSet *self, const CrmRowSet *other)
{
  if (other->n_words > self->n_words)
    grow (self, other->n_words);
  for (gsize i = 0; i < other->n_words; i++)
    self->bits[i] |= other->bits[i];
}

void
crm_row_set_subtract (CrmRowSet *self, const CrmRowSet *other)
{
  for (gsize i = 0; i < MIN (self->n_words, other->n_words); i++)
    self->bits[i] &= ~other->bits[i];
}

GArray *
crm_row_set_to_array (const CrmRowSet *self)
{
  GArray *rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < self->n_words; i++)
    for (guint64 word = self->bits[i]; word != 0; word &= word - 1)
      {
        gint64 rowid = (gint64)(i * 64) + __builtin_ctzll (word);

        g_array_append_val (rowids, rowid);
      }
  return rowids;
}

/* Where crm_add_row() adds while a statement runs; belongs to the connection. */
#define SET_KEY "crm-row-set"

static void
on_row (sqlite3_context *context, int n, sqlite3_value **values)
{
  CrmRowSet **set = sqlite3_user_data (context);

  crm_row_set_add (*set, sqlite3_value_int64 (values[0]));
}

static void
on_all_rows (sqlite3_context *context)
{
}

sqlite3_stmt *
crm_row_set_prepare (CrmRowSet *self, CrmConnection *connection, const char *sql, GError **error)
{
  sqlite3 *handle = crm_connection_get_handle (connection);
  CrmRowSet **place = sqlite3_get_clientdata (handle, SET_KEY);

  if (place == NULL)
    {
      place = g_new0 (CrmRowSet *, 1);
      sqlite3_set_clientdata (handle, SET_KEY, place, g_free);
      sqlite3_create_function_v2 (handle, "crm_add_row", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, place, NULL, on_row, on_all_rows, NULL);
    }
  *place = self;
  return crm_connection_prepare (connection, sql, error);
}

gboolean
crm_row_set_collect (CrmConnection *connection, sqlite3_stmt *statement, GError **error)
{
  int step;

  while ((step = crm_connection_next (connection, statement, error)) > 0)
    continue;
  return step == 0;
}
