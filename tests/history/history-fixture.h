/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: reads on the store's reader what a plain function reads. */

#pragma once

#include "core/history/crm-bin.h"
#include "core/history/crm-edit-details.h"
#include "core/history/crm-record-past.h"
#include "tests/store/store-fixture.h"

typedef struct
{
  gpointer (*read) (CrmConnection *connection, gpointer data, GError **error);
  gpointer data;
  gpointer result;
} Ask;

static inline gboolean
on_ask (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Ask *ask = data;

  ask->result = ask->read (connection, ask->data, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return ask->result != NULL;
}

static inline gpointer
ask_store (Fixture *fixture, gpointer (*read) (CrmConnection *connection, gpointer data, GError **error), gpointer data)
{
  Ask ask = { read, data, NULL };

  await_ok (crm_store_read (fixture->store, NULL, on_ask, &ask, NULL));
  return ask.result;
}
