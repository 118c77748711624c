/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import has made or touched so far, found by the keys rows are compared by. */

#include "core/exchange/crm-import-index.h"

#include <string.h>

#define FIRST_SLOTS 1024

/* A key that more than this many bear tells nobody from anybody, and would make the table slow. */
#define MAX_BEARERS 64

typedef struct
{
  guint64 key; /* 0 where nothing is */
  guint entity;
} Slot;

/* An open-addressed table with linear probing: sixteen bytes a key, for an import may have millions. */
struct _CrmImportIndex
{
  GArray *entities;
  Slot *slots;
  gsize n_slots; /* a power of two */
  gsize n_keys;
  guint64 seed;
};

static void
clear_entity (gpointer data)
{
  CrmImportEntity *entity = data;

  g_clear_pointer (&entity->name, g_ref_string_release);
}

CrmImportIndex *
crm_import_index_new (void)
{
  CrmImportIndex *self = g_new0 (CrmImportIndex, 1);

  self->entities = g_array_new (FALSE, TRUE, sizeof (CrmImportEntity));
  g_array_set_clear_func (self->entities, clear_entity);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (Slot, self->n_slots);
  self->seed = (guint64)g_random_int () << 32 | g_random_int ();
  return self;
}

void
crm_import_index_free (CrmImportIndex *self)
{
  g_array_unref (self->entities);
  g_free (self->slots);
  g_free (self);
}

guint
crm_import_index_add (CrmImportIndex *self, const CrmKind *kind, const CrmId *id)
{
  CrmImportEntity entity = { .kind = kind, .id = *id };

  g_array_append_val (self->entities, entity);
  return self->entities->len - 1;
}

CrmImportEntity *
crm_import_index_get (CrmImportIndex *self, guint entity)
{
  g_assert (entity < self->entities->len);

  return &g_array_index (self->entities, CrmImportEntity, entity);
}

/* The finaliser of MurmurHash3 (A. Appleby, public domain): every bit of the result hangs on every bit given. */
static guint64
mix (guint64 x)
{
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  x ^= x >> 33;
  x *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return x ^ x >> 33;
}

guint64
crm_import_index_hash (const CrmImportIndex *self, CrmImportKeyType type, guint64 number, const void *bytes, gsize length)
{
  const guint8 *p = bytes;
  guint64 hash = mix (self->seed + type) ^ number, word;

  for (; length >= sizeof word; p += sizeof word, length -= sizeof word)
    {
      memcpy (&word, p, sizeof word);
      hash = mix (hash ^ word) + length;
    }
  word = 0;
  /* A key of a type and a number alone has no bytes, and memcpy() takes no NULL. */
  if (length > 0)
    memcpy (&word, p, length);
  hash = mix (mix (hash ^ word) + length);
  return hash != 0 ? hash : 1;
}

static void
put (Slot *slots, gsize n_slots, Slot slot)
{
  gsize i = slot.key & (n_slots - 1);

  while (slots[i].key != 0)
    i = (i + 1) & (n_slots - 1);
  slots[i] = slot;
}

/* Copies from the start of a run on, so that equal keys keep their order. */
static void
grow (CrmImportIndex *self)
{
  gsize n_slots = self->n_slots * 2, start = 0;
  Slot *slots = g_new0 (Slot, n_slots);

  while (self->slots[start].key != 0)
    start++;
  for (gsize i = 0; i < self->n_slots; i++)
    {
      Slot slot = self->slots[(start + i) & (self->n_slots - 1)];

      if (slot.key != 0)
        put (slots, n_slots, slot);
    }
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

static gboolean
is_borne_by_many (const CrmImportIndex *self, guint64 key)
{
  guint n = 0;

  for (gsize i = key & (self->n_slots - 1); self->slots[i].key != 0 && n < MAX_BEARERS; i = (i + 1) & (self->n_slots - 1))
    n += self->slots[i].key == key;
  return n == MAX_BEARERS;
}

void
crm_import_index_add_key (CrmImportIndex *self, guint64 key, guint entity)
{
  g_assert (key != 0);

  if (is_borne_by_many (self, key))
    return;
  if (self->n_keys * 10 >= self->n_slots * 7)
    grow (self);
  put (self->slots, self->n_slots, (Slot){ key, entity });
  self->n_keys++;
}

guint
crm_import_index_find (const CrmImportIndex *self, guint64 key, guint *entities, guint max)
{
  guint n = 0;

  for (gsize i = key & (self->n_slots - 1); self->slots[i].key != 0 && n < max; i = (i + 1) & (self->n_slots - 1))
    if (self->slots[i].key == key)
      entities[n++] = self->slots[i].entity;
  return n;
}
