/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as three states of a record: they merge to the same in every order. */

#include "sync/crm-merge.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  const uint8_t *at;
  size_t left;
} Bytes;

static guint
take (Bytes *bytes)
{
  if (bytes->left == 0)
    return 0;
  bytes->left--;
  return *bytes->at++;
}

static CrmHlc
take_clock (Bytes *bytes)
{
  CrmHlc clock = { { 0 } };

  clock.bytes[5] = (guint8)take (bytes);
  clock.bytes[13] = (guint8)(take (bytes) & 3);
  return clock;
}

static CrmSyncRecord *
take_record (Bytes *bytes)
{
  static const char *const values[] = { "null", "1", "-1", "\"\"", "\"a\"", "\"ä\"", "\"aa\"", "0" };
  static const CrmId id = { { 1 } };
  CrmSyncRecord *record = crm_sync_record_new ("customer", &id);
  CrmHlc creation = take_clock (bytes);

  if ((take (bytes) & 1) != 0)
    crm_sync_record_set_creation (record, &creation);
  for (guint n = take (bytes) % 6; n > 0; n--)
    {
      char field[] = { (char)('a' + take (bytes) % 4), '\0' };
      CrmHlc clock = take_clock (bytes);

      crm_sync_record_set (record, field, values[take (bytes) % G_N_ELEMENTS (values)], &clock);
    }
  return record;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Bytes bytes = { data, size };
  g_autoptr (CrmSyncRecord) a = take_record (&bytes);
  g_autoptr (CrmSyncRecord) b = take_record (&bytes);
  g_autoptr (CrmSyncRecord) c = take_record (&bytes);
  g_autoptr (CrmSyncRecord) ab = crm_merge (a, b);
  g_autoptr (CrmSyncRecord) ba = crm_merge (b, a);
  g_autoptr (CrmSyncRecord) cb = crm_merge (c, b);
  g_autoptr (CrmSyncRecord) left = crm_merge (ab, c);
  g_autoptr (CrmSyncRecord) right = crm_merge (cb, a);
  g_autoptr (CrmSyncRecord) twice = crm_merge (left, right);

  g_assert (crm_sync_record_equal (ab, ba));
  g_assert (crm_sync_record_equal (left, right));
  g_assert (crm_sync_record_equal (left, twice));
  g_assert (crm_merge_adds_nothing (left, a) && crm_merge_adds_nothing (left, b) && crm_merge_adds_nothing (left, c));
  return 0;
}
