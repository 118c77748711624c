/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which group each record of a kind is in. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-grouping.h"

#include "core/query/crm-sort-keys.h"

#include <string.h>

static void
grouping_clear (gpointer data)
{
  CrmGrouping *self = data;

  g_free (self->numbers);
  g_ptr_array_unref (self->values);
}

CrmGrouping *
crm_grouping_ref (CrmGrouping *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_grouping_unref (CrmGrouping *self)
{
  g_atomic_rc_box_release_full (self, grouping_clear);
}

/* Yes before no. */
static GPtrArray *
number_truths (GArray *keys)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (values, g_strdup ("1"));
  g_ptr_array_add (values, g_strdup ("0"));
  for (guint i = 0; i < keys->len; i++)
    {
      CrmSortKey *key = &g_array_index (keys, CrmSortKey, i);

      key->key = key->key == 0;
    }
  return values;
}

static void
take_numbers (CrmGrouping *self, GArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    self->n_numbers = MAX (self->n_numbers, (gsize)g_array_index (keys, CrmSortKey, i).row + 1);
  self->numbers = g_new (guint32, self->n_numbers + 1);
  memset (self->numbers, 0xff, self->n_numbers * sizeof *self->numbers);
  for (guint i = 0; i < keys->len; i++)
    self->numbers[g_array_index (keys, CrmSortKey, i).row] = (guint32)g_array_index (keys, CrmSortKey, i).key;
}

CrmGrouping *
crm_grouping_read (CrmConnection *connection, const CrmQuery *query, GError **error)
{
  const CrmKind *kind = crm_query_get_kind (query);
  const CrmId *custom = crm_query_get_custom_group (query);
  g_autoptr (CrmSortKeys) sort = NULL;
  CrmGrouping *self;
  guint field;

  g_return_val_if_fail (crm_query_get_group (query, &field), NULL);

  sort = crm_sort_keys_read (connection, kind, field, custom, error);
  if (sort == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (CrmGrouping);
  self->kind = kind;
  self->field = field;
  self->is_custom = custom != NULL;
  if (custom != NULL)
    self->custom = *custom;
  self->values = sort->values != NULL ? g_ptr_array_ref (sort->values) : number_truths (sort->keys);
  take_numbers (self, sort->keys);
  return self;
}

gboolean
crm_grouping_fits (const CrmGrouping *self, const CrmQuery *query)
{
  const CrmId *custom = crm_query_get_custom_group (query);
  guint field;

  return crm_query_get_group (query, &field) && self->kind == crm_query_get_kind (query) && self->field == field && self->is_custom == (custom != NULL) && (custom == NULL || crm_id_equal (&self->custom, custom));
}

/* Those without a value are counted behind the last group. */
static guint
get_bin (const CrmGrouping *self, guint32 rowid)
{
  return MIN (crm_grouping_get_number (self, rowid), self->values->len);
}

guint32 *
crm_grouping_arrange (const CrmGrouping *self, const guint32 *rowids, guint n_rows, GArray *starts, GArray *groups)
{
  g_autofree guint *places = g_new0 (guint, self->values->len + 1);
  guint32 *arranged = g_new (guint32, n_rows + 1);
  guint place = 0;

  for (guint i = 0; i < n_rows; i++)
    places[get_bin (self, rowids[i])]++;
  for (guint bin = 0; bin <= self->values->len; bin++)
    {
      guint32 group = bin < self->values->len ? bin : CRM_GROUP_NONE;
      guint n = places[bin];

      places[bin] = place;
      if (n == 0)
        continue;
      g_array_append_val (starts, place);
      g_array_append_val (groups, group);
      place += n;
    }
  for (guint i = 0; i < n_rows; i++)
    arranged[places[get_bin (self, rowids[i])]++] = rowids[i];
  return arranged;
}
