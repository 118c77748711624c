/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the head of a column says in figures, and how each of them is made. */

#pragma once

#include <gtk/gtk.h>

#include "app/widgets/crm-record-column.h"
#include "core/sales/crm-board.h"

G_BEGIN_DECLS

/**
 * CrmBoardWords:
 * @title: the column's
 * @by_month: whether the deals are those expected in a month, not those in a stage
 *
 * What the words are about. Borrowed members.
 */
typedef struct
{
  const CrmBoard *board;
  const CrmBoardStage *stage;
  const char *title;
  const CrmColumnFormat *format;
  gboolean by_month;
} CrmBoardWords;

/* (transfer full) (nullable): short, for the head; NULL where there is nothing to say. */
char *crm_board_words_dup_count (const CrmBoardWords *words);
char *crm_board_words_dup_sum (const CrmBoardWords *words);
char *crm_board_words_dup_weighted (const CrmBoardWords *words);
char *crm_board_words_dup_age (const CrmBoardWords *words);

/* (transfer full): all of it in a sentence, for who hears it. */
char *crm_board_words_describe (const CrmBoardWords *words);

/* Each figure in full, with how it is made and what is not in it. (transfer floating) */
GtkWidget *crm_board_words_make_popover (const CrmBoardWords *words);

G_END_DECLS
