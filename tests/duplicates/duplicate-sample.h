/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A labelled sample of customers: who is whom is known, and how each copy came to differ. */

#pragma once

#include "core/base/crm-id.h"

/**
 * DuplicateRecord:
 * @entity: whom it is of: two records of one entity are duplicates
 * @points: pairs of kind and comparable text, ends with %NULL
 * @how: what was done to it, for a failure's message
 */
typedef struct
{
  CrmId id;
  guint entity;
  gboolean is_person;
  char *name;
  char *city;
  char *tax_id;
  char *gender;
  char *contact;
  int birthday;
  GPtrArray *points;
  GString *how;
} DuplicateRecord;

/* Companies and people of @n entities, a quarter of them twice; beside them relatives and companies of one group that share phones, domains and
 * addresses, namesakes, and companies of one name in several cities. (transfer full) (element-type DuplicateRecord) */
GPtrArray *duplicate_sample_new (guint32 seed, guint n);
