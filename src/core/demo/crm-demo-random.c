/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same everywhere and for ever. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-random.h"

static guint64
split_mix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

void
crm_demo_random_init (CrmDemoRandom *self, guint64 seed, guint64 stream)
{
  guint64 state = seed;

  state = split_mix (&state) ^ stream;
  for (int i = 0; i < 4; i++)
    self->state[i] = split_mix (&state);
}

static guint64
rotate_left (guint64 x, int bits)
{
  return x << bits | x >> (64 - bits);
}

guint64
crm_demo_random_next (CrmDemoRandom *self)
{
  guint64 *s = self->state;
  guint64 result = rotate_left (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

guint
crm_demo_random_below (CrmDemoRandom *self, guint n)
{
  g_assert (n > 0);

  return (guint)((crm_demo_random_next (self) >> 32) * n >> 32);
}

int
crm_demo_random_between (CrmDemoRandom *self, int first, int last)
{
  g_assert (last >= first);

  return first + (int)crm_demo_random_below (self, (guint)(last - first) + 1);
}

gboolean
crm_demo_random_chance (CrmDemoRandom *self, guint percent)
{
  return crm_demo_random_below (self, 100) < percent;
}
