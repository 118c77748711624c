/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many customers' cards, found by what they have in common. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "core/duplicates/crm-duplicate-set.h"

#include "core/base/crm-key-sort.h"

#include <string.h>

#define CARD_BITS 24
#define CARD_MASK ((G_GUINT64_CONSTANT (1) << CARD_BITS) - 1)

typedef struct
{
  CrmId low;
  CrmId high;
} Parted;

struct _CrmDuplicateSet
{
  GPtrArray *cards;
  GHashTable *by_id;  /* CrmId → number + 1 */
  GHashTable *parted; /* a set of Parted */
  GHashTable *cities; /* hash → how many */

  /* made by the index: 40 bits of a key above the number of a card, sorted; and where in it the keys of each card stand */
  guint64 *entries;
  gsize n_entries;
  guint32 *places;
  guint32 *first_place;
  guint32 *seen; /* by card: for whom it was listed last */
};

static guint
parted_hash (gconstpointer data)
{
  const Parted *parted = data;

  return crm_id_hash (&parted->low) * 31 + crm_id_hash (&parted->high);
}

static gboolean
parted_equal (gconstpointer a, gconstpointer b)
{
  const Parted *one = a, *other = b;

  return crm_id_equal (&one->low, &other->low) && crm_id_equal (&one->high, &other->high);
}

static Parted
make_parted (const CrmId *a, const CrmId *b)
{
  return crm_id_compare (a, b) < 0 ? (Parted){ *a, *b } : (Parted){ *b, *a };
}

CrmDuplicateSet *
crm_duplicate_set_new (void)
{
  CrmDuplicateSet *self = g_new0 (CrmDuplicateSet, 1);

  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_duplicate_card_free);
  self->by_id = g_hash_table_new ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal);
  self->parted = g_hash_table_new_full (parted_hash, parted_equal, g_free, NULL);
  self->cities = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
crm_duplicate_set_free (CrmDuplicateSet *self)
{
  g_ptr_array_unref (self->cards);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->parted);
  g_hash_table_unref (self->cities);
  g_free (self->entries);
  g_free (self->places);
  g_free (self->first_place);
  g_free (self->seen);
  g_free (self);
}

guint
crm_duplicate_set_add (CrmDuplicateSet *self, CrmDuplicateCard *card)
{
  g_return_val_if_fail (self != NULL && card != NULL, 0);

  g_ptr_array_add (self->cards, card);
  g_hash_table_insert (self->by_id, &card->id, GUINT_TO_POINTER (self->cards->len));
  return self->cards->len - 1;
}

guint
crm_duplicate_set_get_n (const CrmDuplicateSet *self)
{
  return self->cards->len;
}

CrmDuplicateCard *
crm_duplicate_set_get (const CrmDuplicateSet *self, guint card)
{
  return g_ptr_array_index (self->cards, card);
}

CrmDuplicateCard *
crm_duplicate_set_steal (CrmDuplicateSet *self, guint card)
{
  CrmDuplicateCard *taken = crm_duplicate_set_get (self, card);

  g_hash_table_remove (self->by_id, &taken->id);
  return g_ptr_array_steal_index_fast (self->cards, card);
}

CrmDuplicateCard *
crm_duplicate_set_find (const CrmDuplicateSet *self, const CrmId *id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id));

  return place > 0 ? g_ptr_array_index (self->cards, place - 1) : NULL;
}

void
crm_duplicate_set_part (CrmDuplicateSet *self, const CrmId *a, const CrmId *b)
{
  Parted parted = make_parted (a, b);

  g_hash_table_add (self->parted, g_memdup2 (&parted, sizeof parted));
}

gboolean
crm_duplicate_set_are_parted (const CrmDuplicateSet *self, const CrmId *a, const CrmId *b)
{
  Parted parted = make_parted (a, b);

  return g_hash_table_contains (self->parted, &parted);
}

/* ── the index ────────────────────────────────────────────────────────────────────────────── */

/* 39 bits of the hash, and the one that says how rare it is. */
static guint64
pack_key (guint64 key)
{
  return (((key >> 25) << 1) | (key & 1)) << CARD_BITS;
}

static void
count_city (CrmDuplicateSet *self, const CrmDuplicateCard *card)
{
  gint64 city = (gint64)card->marks[CRM_CARD_CITY];

  if (city != 0)
    g_hash_table_insert (self->cities, g_memdup2 (&city, sizeof city), GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->cities, &city)) + 1));
}

static void
list_places (CrmDuplicateSet *self)
{
  guint n = self->cards->len;
  g_autofree guint32 *next = g_new (guint32, n + 1);

  self->first_place = g_new0 (guint32, n + 2);
  self->places = g_new (guint32, self->n_entries + 1);
  for (gsize i = 0; i < self->n_entries; i++)
    self->first_place[(self->entries[i] & CARD_MASK) + 1]++;
  for (guint i = 0; i < n; i++)
    self->first_place[i + 1] += self->first_place[i];
  memcpy (next, self->first_place, n * sizeof *next);
  for (gsize i = 0; i < self->n_entries; i++)
    self->places[next[self->entries[i] & CARD_MASK]++] = (guint32)i;
}

gboolean
crm_duplicate_set_index (CrmDuplicateSet *self, GCancellable *cancellable, GError **error)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_return_val_if_fail (self->entries == NULL && self->cards->len <= CARD_MASK, FALSE);

  for (guint i = 0; i < self->cards->len; i++)
    {
      g_autoptr (GArray) keys = crm_duplicate_card_list_keys (self->cards->pdata[i]);

      for (guint j = 0; j < keys->len; j++)
        {
          guint64 entry = pack_key (g_array_index (keys, guint64, j)) | i;

          g_array_append_val (entries, entry);
        }
      count_city (self, self->cards->pdata[i]);
      if (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_array_unref (entries);
          return FALSE;
        }
    }
  self->n_entries = entries->len;
  self->entries = (guint64 *)(gpointer)g_array_free (entries, FALSE);
  if (self->entries == NULL)
    self->entries = g_new0 (guint64, 1);
  crm_key_sort (self->entries, self->n_entries);
  list_places (self);
  self->seen = g_new0 (guint32, self->cards->len + 1);
  return TRUE;
}

/* The first entry whose key is not smaller. */
static gsize
find_entry (const CrmDuplicateSet *self, guint64 packed)
{
  gsize low = 0, high = self->n_entries;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (self->entries[middle] < packed)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
crm_duplicate_set_count (const CrmDuplicateSet *self, guint64 key)
{
  guint64 packed = pack_key (key);

  if (self->entries == NULL)
    return 0;
  return (guint)(find_entry (self, packed + CARD_MASK + 1) - find_entry (self, packed));
}

guint
crm_duplicate_set_count_city (const CrmDuplicateSet *self, guint64 city)
{
  gint64 key = (gint64)city;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->cities, &key));
}

/* Adds the others of one block; what stands before @place has been their turn. */
static void
list_block (CrmDuplicateSet *self, guint32 place, guint card, GArray *candidates)
{
  guint64 key = self->entries[place] & ~CARD_MASK;
  gsize max = (key >> CARD_BITS) & 1 ? CRM_DUPLICATE_RARE_BLOCK_MAX : CRM_DUPLICATE_BLOCK_MAX;
  gsize from = place, to = place;

  while (from > 0 && (self->entries[from - 1] & ~CARD_MASK) == key && place - from <= max)
    from--;
  while (to + 1 < self->n_entries && (self->entries[to + 1] & ~CARD_MASK) == key && to - from <= max)
    to++;
  if (to - from + 1 > max)
    return;
  for (gsize i = (gsize)place + 1; i <= to; i++)
    {
      guint other = (guint)(self->entries[i] & CARD_MASK);

      if (self->seen[other] == card + 1)
        continue;
      self->seen[other] = card + 1;
      g_array_append_val (candidates, other);
    }
}

void
crm_duplicate_set_list_candidates (CrmDuplicateSet *self, guint card, GArray *candidates)
{
  g_return_if_fail (self->entries != NULL && card < self->cards->len);

  g_array_set_size (candidates, 0);
  for (guint32 i = self->first_place[card]; i < self->first_place[card + 1]; i++)
    list_block (self, self->places[i], card, candidates);
}
