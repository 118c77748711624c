/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: random states of one record, of few fields, values and clocks, so that they collide. */

#pragma once

#include "sync/crm-merge.h"

static inline GRand *
new_random (const char *what, guint32 seed)
{
  const char *own = g_getenv ("CLIENTELE_SEED");

  if (own != NULL)
    seed = (guint32)g_ascii_strtoull (own, NULL, 10);
  g_test_message ("%s: CLIENTELE_SEED=%u", what, seed);
  return g_rand_new_with_seed (seed);
}

static inline CrmHlc
random_clock (GRand *random)
{
  CrmHlc last = { 0 };

  return g_rand_int_range (random, 0, 8) == 0 ? last : crm_hlc_next (&last, g_rand_int_range (random, 1, 5) * 1000, (guint64)g_rand_int_range (random, 1, 3));
}

static inline const char *
random_value (GRand *random)
{
  static const char *const values[] = { "null", "0", "1", "-7", "9223372036854775807", "\"\"", "\"Anna\"", "\"李雷\"", "\"a\\nb \\u0001 \\\"c\\\"\"" };

  return values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
}

static inline CrmSyncRecord *
random_record (GRand *random)
{
  static const char *const fields[] = { "name", "note", "deleted", "not_known_yet" };
  static const CrmId id = { { 1, 2, 3 } };
  CrmSyncRecord *record = crm_sync_record_new ("customer", &id);
  CrmHlc creation = random_clock (random);

  if (g_rand_boolean (random))
    crm_sync_record_set_creation (record, &creation);
  if (g_rand_int_range (random, 0, 6) == 0)
    {
      crm_sync_record_set (record, CRM_SYNC_ERASED, random_value (random), &creation);
      return record;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      CrmHlc clock = random_clock (random);

      if (record->is_whole && g_rand_boolean (random))
        clock = creation;
      if (g_rand_int_range (random, 0, 3) > 0)
        crm_sync_record_set (record, fields[i], random_value (random), &clock);
    }
  return record;
}
