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
