/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers that are the same everywhere and for ever, for data made from a seed. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmDemoRandom:
 *
 * xoshiro256** by D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators" (2018), its state filled by
 * SplitMix64 (Steele, Lea and Flood, 2014) as they advise. A plain value; not for secrets.
 */
typedef struct
{
  guint64 state[4];
} CrmDemoRandom;

/* Each pair of @seed and @stream begins a sequence of its own. */
void crm_demo_random_init (CrmDemoRandom *self, guint64 seed, guint64 stream);

guint64 crm_demo_random_next (CrmDemoRandom *self);

/* 0 to @n − 1; @n is at least 1. D. Lemire's multiplication without the rejection: the bias is below @n / 2³². */
guint crm_demo_random_below (CrmDemoRandom *self, guint n);

/* @first to @last, both included. */
int crm_demo_random_between (CrmDemoRandom *self, int first, int last);

gboolean crm_demo_random_chance (CrmDemoRandom *self, guint percent);

G_END_DECLS
