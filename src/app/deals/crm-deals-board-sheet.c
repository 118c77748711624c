/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board for the printer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-board-sheet.h"

#include "app/deals/crm-board-figures.h"
#include "app/deals/crm-deal-words.h"
#include "app/print/crm-sheet.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const CrmColumnFormat *format;
  char *subtitle;
} Making;

/* What a reader brings back: the board, and the records of its columns. */
typedef struct
{
  CrmBoard *board;
  GPtrArray *columns; /* of GPtrArray of CrmRecord */
} Contents;

static Contents *
contents_ref (Contents *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
contents_clear (gpointer data)
{
  Contents *self = data;

  g_clear_pointer (&self->board, crm_board_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
}

static void
contents_unref (Contents *self)
{
  g_atomic_rc_box_release_full (self, contents_clear);
}

static GType contents_get_type (void);

G_DEFINE_BOXED_TYPE (Contents, contents, contents_ref, contents_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Contents, contents_unref)

static void
making_free (gpointer data)
{
  Making *making = data;

  g_free (making->subtitle);
  g_free (making);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static GPtrArray *
read_column (CrmConnection *connection, const CrmBoardStage *stage, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  for (guint i = 0; i < stage->rowids->len; i++)
    {
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (stage->rowids, gint64, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}

static gboolean
check_size (const CrmBoard *board, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < board->columns->len; i++)
    n += ((CrmBoardStage *)board->columns->pdata[i])->totals.n;
  if (n <= CRM_DEALS_SHEET_MAX)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%'u deals are too many to print. Search or filter until there are %'u at most, or export them."), n, CRM_DEALS_SHEET_MAX);
  return FALSE;
}

static gboolean
read_contents (CrmConnection *connection, gpointer question, GValue *result, GError **error)
{
  g_autoptr (Contents) contents = g_atomic_rc_box_new0 (Contents);

  contents->board = crm_board_read (connection, question, error);
  if (contents->board == NULL || !check_size (contents->board, error))
    return FALSE;
  contents->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < contents->board->columns->len; i++)
    {
      GPtrArray *records = read_column (connection, contents->board->columns->pdata[i], error);

      if (records == NULL)
        return FALSE;
      g_ptr_array_add (contents->columns, records);
    }
  g_value_init (result, contents_get_type ());
  g_value_take_boxed (result, g_steal_pointer (&contents));
  return TRUE;
}

/* ── setting out ──────────────────────────────────────────────────────────────────────────── */

static const char *
get_title (const CrmBoardStage *stage)
{
  if (stage->stage != NULL)
    return crm_record_get_title (stage->stage);
  return strcmp (stage->outcome, "won") == 0    ? C_ ("column of the board", "Won")
         : strcmp (stage->outcome, "lost") == 0 ? C_ ("column of the board", "Lost")
                                                : _ ("Without a Stage");
}

static void
add_row (CrmSheet *sheet, const CrmRecord *deal, const CrmDealCardStyle *style)
{
  g_autofree char *amount = crm_deal_words_dup_amount (deal, style), *step = crm_deal_words_dup_step (deal, style), *days = crm_deal_words_dup_days (deal, style);
  const CrmId *owner = crm_record_get_id (deal, CRM_DEAL_OWNER);
  const char *name = owner != NULL ? crm_names_lookup (style->format->users, owner) : NULL;
  const char *cells[] = { crm_record_get_title (deal), crm_record_get_text (deal, CRM_DEAL_CUSTOMER_NAME), amount, days, name, step };

  crm_sheet_add_row (sheet, cells);
}

static void
add_column (CrmSheet *sheet, const CrmBoard *board, const CrmBoardStage *stage, GPtrArray *records, const CrmColumnFormat *format)
{
  const CrmSheetColumn columns[] = {
    { _ ("Deal"), 200, FALSE },
    { _ ("Customer"), 190, FALSE },
    { _ ("Amount"), 110, TRUE },
    { _ ("Days"), 50, TRUE },
    { _ ("Owner"), 90, FALSE },
    { _ ("Next step"), 110, FALSE },
  };
  CrmBoardWords words = { board, stage, get_title (stage), format };
  CrmDealCardStyle style = { format, board->today, stage->stage };
  g_autofree char *heading = crm_board_words_describe (&words);

  if (records->len == 0)
    return;
  crm_sheet_add_heading (sheet, heading);
  crm_sheet_begin_table (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < records->len; i++)
    add_row (sheet, records->pdata[i], &style);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Making *making = data;
  Contents *contents = g_value_get_boxed (dex_future_get_value (future, NULL));
  CrmSheet *sheet = crm_sheet_new (_ ("Deals"), making->subtitle);

  for (guint i = 0; i < contents->columns->len; i++)
    add_column (sheet, contents->board, contents->board->columns->pdata[i], contents->columns->pdata[i], making->format);
  return dex_future_new_take_boxed (CRM_TYPE_SHEET, sheet);
}

DexFuture *
crm_deals_board_sheet_read (CrmStore *store, CrmBoardQuestion *question, const CrmColumnFormat *format, char *subtitle)
{
  Making *making;

  g_return_val_if_fail (CRM_IS_STORE (store) && question != NULL && format != NULL, NULL);

  making = g_new0 (Making, 1);
  making->format = format;
  making->subtitle = subtitle;
  return dex_future_then (crm_store_read (store, NULL, read_contents, question, (GDestroyNotify)crm_board_question_free), on_read, making, making_free);
}
