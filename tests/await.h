/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: runs the main context until a future is settled. */

#pragma once

#include <libdex.h>

static inline DexFuture *
await_quit (DexFuture *future, gpointer loop)
{
  g_main_loop_quit (loop);
  return dex_ref (future);
}

/* Takes the future. Returns its value, copied into @value, or FALSE with @error. */
static inline gboolean
await_value (DexFuture *future, GValue *value, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DexFuture) done = dex_future_finally (future, await_quit, loop, NULL);
  const GValue *result;

  while (dex_future_is_pending (done))
    g_main_loop_run (loop);
  result = dex_future_get_value (done, error);
  if (result == NULL)
    return FALSE;
  if (value != NULL)
    {
      g_value_init (value, G_VALUE_TYPE (result));
      g_value_copy (result, value);
    }
  return TRUE;
}

/* A boxed result, owned by the caller; must not fail. */
static inline gpointer
await_boxed (DexFuture *future)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (future, &value, &error);
  g_assert_no_error (error);
  return g_value_dup_boxed (&value);
}

static inline gpointer
await_object (DexFuture *future)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (future, &value, &error);
  g_assert_no_error (error);
  return g_value_dup_object (&value);
}

static inline void
await_ok (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  await_value (future, NULL, &error);
  g_assert_no_error (error);
}

static inline void
await_error (DexFuture *future, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (await_value (future, NULL, &error));
  g_assert_error (error, domain, code);
}
