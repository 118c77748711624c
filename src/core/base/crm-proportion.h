/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a whole, and how sure one can be of it. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmProportion:
 * @part: how many, at most @whole
 * @whole: of how many
 * @rate: @part ÷ @whole, 0 to 1; 0 where @whole is 0
 * @low: the lower end of the 95 % confidence interval; 0 where @whole is 0
 * @high: its upper end; 1 where @whole is 0
 *
 * Where @whole is 0 there is no rate to show; "nothing yet" is for the reader of the figure to say.
 */
typedef struct
{
  guint part;
  guint whole;
  double rate;
  double low;
  double high;
} CrmProportion;

/**
 * crm_proportion_make:
 *
 * With p = part ÷ whole, n = whole and z = 1.959964 (95 %, two-sided):
 * (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) ÷ (1 + z²/n).
 * Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927). Unlike p ± z √(p (1 − p)/n) it
 * stays between 0 and 1 and is honest with few records.
 */
CrmProportion crm_proportion_make (guint part, guint whole);

G_END_DECLS
