/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What some deals come to, in the home currency. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmDealSum:
 * @n: deals
 * @sum: of their amounts, minor units of the home currency; those of another by their rate of today
 * @n_left_out: deals with an amount that is not in it: without a rate, below nothing or beyond reason
 */
typedef struct
{
  guint n;
  gint64 sum;
  guint n_left_out;
} CrmDealSum;

/**
 * CrmDealSumQuestion:
 * @rowids: (element-type gint64): deals
 * @home: the home currency
 * @date: today, where the office is
 */
typedef struct
{
  GArray *rowids;
  char *home;
  int date;
} CrmDealSumQuestion;

void crm_deal_sum_question_free (CrmDealSumQuestion *self);

/* On the connection's thread. */
gboolean crm_deal_sum_read (CrmConnection *connection, const CrmDealSumQuestion *question, CrmDealSum *sum, GError **error);

/* The same as a CrmReadFunc over a #CrmDealSumQuestion: a GBytes of a #CrmDealSum. */
gboolean crm_deal_sum_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error);

G_END_DECLS
