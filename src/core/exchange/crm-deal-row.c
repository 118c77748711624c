/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a row of a file of deals. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-deal-row.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/exchange/crm-column-choice.h"
#include "core/exchange/crm-column-value.h"
#include "core/exchange/crm-deal-column.h"
#include "core/exchange/crm-deal-list-cell.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WHOLE 1000000 /* a whole in millionths */

struct _CrmDealRowReader
{
  CrmDealMeaning *meanings;
  CrmColumnStyle *styles;
  guint n_columns;
  int title;
  int currency;
  int recurring_currency;
  gboolean exact;
  gboolean log_in_rows;
};

/* ── columns ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
holds_date (const CrmDealMeaning *meaning)
{
  CrmType type = meaning->target == CRM_DEAL_COLUMN_FIELD ? crm_kind_deal.fields[meaning->field].type : CRM_TYPE_TEXT;

  return type == CRM_TYPE_DATE || type == CRM_TYPE_TIME || meaning->target == CRM_DEAL_COLUMN_MOVED_AT || meaning->target == CRM_DEAL_COLUMN_CLOSE;
}

static gboolean
holds_amount (const CrmDealMeaning *meaning)
{
  return meaning->target == CRM_DEAL_COLUMN_FIELD && crm_kind_deal.fields[meaning->field].type == CRM_TYPE_MONEY;
}

/* Columns that cannot tell are read as the one that can: a file has one writer. */
static void
settle_styles (CrmDealRowReader *self)
{
  CrmDateOrder order = CRM_DATE_ORDER_UNKNOWN;
  char mark = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (holds_date (&self->meanings[i]) && self->styles[i].date_order != CRM_DATE_ORDER_UNKNOWN)
        order = self->styles[i].date_order;
      if (holds_amount (&self->meanings[i]) && self->styles[i].decimal_mark != 0)
        mark = self->styles[i].decimal_mark;
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->styles[i].date_order == CRM_DATE_ORDER_UNKNOWN)
        self->styles[i].date_order = order;
      if (self->styles[i].decimal_mark == 0)
        self->styles[i].decimal_mark = mark;
    }
}

static int
find_column (const CrmDealRowReader *self, CrmDealTarget target, CrmDealField field)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->meanings[i].target == target && (target != CRM_DEAL_COLUMN_FIELD || self->meanings[i].field == field))
      return (int)i;
  return -1;
}

CrmDealRowReader *
crm_deal_row_reader_new (const CrmImportSource *source, const CrmImportSettings *settings)
{
  CrmDealRowReader *self = g_new0 (CrmDealRowReader, 1);

  self->n_columns = source->n_columns;
  self->meanings = g_new0 (CrmDealMeaning, self->n_columns + 1);
  self->styles = g_new0 (CrmColumnStyle, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CrmImportColumn *column = &g_array_index (source->mapping->columns, CrmImportColumn, i);

      self->meanings[i] = column->deal;
      /* A move or person of that number has columns of its own. */
      if (self->meanings[i].number > self->n_columns)
        self->meanings[i] = (CrmDealMeaning){ CRM_DEAL_COLUMN_IGNORE };
      self->styles[i] = (CrmColumnStyle){
        .date_order = column->date_order,
        .decimal_mark = column->decimal_mark,
        .currency = settings->currency,
        .this_year = settings->this_year,
        .zone = settings->zone,
      };
    }
  self->title = find_column (self, CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE);
  self->currency = find_column (self, CRM_DEAL_COLUMN_CURRENCY, 0);
  self->recurring_currency = find_column (self, CRM_DEAL_COLUMN_RECURRING_CURRENCY, 0);
  self->log_in_rows = find_column (self, CRM_DEAL_COLUMN_MOVED_AT, 0) >= 0;
  self->exact = self->n_columns > 2 && strcmp (source->columns[0], "id") == 0 && (find_column (self, CRM_DEAL_COLUMN_MOVES, 0) >= 0 || find_column (self, CRM_DEAL_COLUMN_MOVE_AT, 0) >= 0);
  settle_styles (self);
  for (guint i = 0; self->exact && i < self->n_columns; i++)
    {
      self->styles[i].exact = TRUE;
      self->styles[i].decimal_mark = '.';
    }
  return self;
}

void
crm_deal_row_reader_free (CrmDealRowReader *self)
{
  g_free (self->meanings);
  g_free (self->styles);
  g_free (self);
}

gboolean
crm_deal_row_reader_is_exact (const CrmDealRowReader *self)
{
  return self->exact;
}

/* ── cells ────────────────────────────────────────────────────────────────────────────────── */

/* (nullable): the cell without white space around it; NULL where it says nothing. */
static char *
dup_cell (const CrmDealRowReader *self, const CrmTableRow *row, int column)
{
  g_autofree char *text = column >= 0 && (guint)column < row->n_cells ? g_strdup (row->cells[column].text) : NULL;

  if (text == NULL)
    return NULL;
  if (!self->exact)
    g_strstrip (text);
  return *text == '\0' || (!self->exact && crm_column_choice_is_nothing (text)) ? NULL : g_steal_pointer (&text);
}

static gboolean
fail (GError **error, const char *format, const char *text)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, format, text);
#pragma GCC diagnostic pop
  return FALSE;
}

/* A code, or what stands before or behind amounts: "USD", "人民币", "€". */
static gboolean
read_currency (const CrmDealRowReader *self, const CrmTableRow *row, int column, const char *home, char code[4], GError **error)
{
  g_autofree char *text = dup_cell (self, row, column), *upper = text != NULL ? g_ascii_strup (text, -1) : NULL, *amount = NULL;
  CrmMoney money;

  code[0] = '\0';
  if (text == NULL)
    return TRUE;
  if (crm_money_is_currency (upper))
    {
      memcpy (code, upper, 4);
      return TRUE;
    }
  amount = g_strconcat ("5 ", text, NULL);
  if (!crm_money_parse (amount, home, '.', &money, NULL))
    return fail (error, _ ("“%s” is not the code of a currency, such as CNY or EUR."), text);
  memcpy (code, money.currency, sizeof money.currency);
  return TRUE;
}

static gboolean
read_amount (const CrmDealRowReader *self, const CrmTableRow *row, guint column, CrmValue *value, GError **error)
{
  CrmColumnStyle style = self->styles[column];
  CrmDealField field = self->meanings[column].field;
  char code[4];

  if (!read_currency (self, row, field == CRM_DEAL_AMOUNT ? self->currency : self->recurring_currency, style.currency, code, error))
    return FALSE;
  if (*code == '\0' && field == CRM_DEAL_RECURRING && !read_currency (self, row, self->currency, style.currency, code, error))
    return FALSE;
  if (*code != '\0')
    style.currency = code;
  return crm_column_value_parse (&crm_kind_deal.fields[field], row->cells[column].text, &style, value, error) != CRM_COLUMN_FAULT;
}

/* "20%", "20", and 0.2 where a program counts in parts of one. */
static gboolean
read_probability (const CrmColumnStyle *style, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *number = g_strdup (text);
  gboolean per_cent = g_str_has_suffix (g_strchomp (number), "%");
  gint64 millionths;

  if (per_cent)
    number[strlen (number) - 1] = '\0';
  if (!crm_decimal_parse (g_strstrip (number), style->decimal_mark != 0 ? style->decimal_mark : '.', &millionths, error))
    return FALSE;
  if (!per_cent && millionths > 0 && millionths < WHOLE)
    millionths *= 100;
  if (millionths < 0 || millionths > (gint64)100 * WHOLE)
    return fail (error, _ ("A probability lies between 0 and 100%%, not at %s."), text);
  *value = crm_value_integer ((millionths + WHOLE / 2) / WHOLE);
  return TRUE;
}

/* An office's own word for a source or a reason stands as it is; the others have none. */
static gboolean
read_word (CrmDealField field, const char *text, CrmValue *value, GError **error)
{
  if (field == CRM_DEAL_SOURCE || field == CRM_DEAL_CHANNEL || field == CRM_DEAL_LOST_REASON)
    *value = crm_value_text (text);
  /* Salesforce calls closed deals a category. */
  else if (field != CRM_DEAL_CATEGORY || g_ascii_strcasecmp (text, "closed") != 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no choice of “%s”."), text, crm_field_get_label (&crm_kind_deal.fields[field]));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_field (CrmDealRowReader *self, const CrmTableRow *row, guint column, CrmDealDraft *draft, GError **error)
{
  CrmDealField field = self->meanings[column].field;
  CrmValue value = { CRM_VALUE_NONE };
  g_autofree char *text = dup_cell (self, row, (int)column);
  gboolean ok = TRUE;

  if (text == NULL || field == CRM_DEAL_TITLE)
    return TRUE;
  if (crm_kind_deal.fields[field].type == CRM_TYPE_MONEY)
    ok = read_amount (self, row, column, &value, error);
  else if (field == CRM_DEAL_PROBABILITY)
    ok = read_probability (&self->styles[column], text, &value, error);
  else
    {
      CrmColumnResult result = crm_column_value_parse (&crm_kind_deal.fields[field], text, &self->styles[column], &value, error);

      ok = result != CRM_COLUMN_FAULT && (result != CRM_COLUMN_STRANGE || read_word (field, text, &value, error));
    }
  if (ok && value.type != CRM_VALUE_NONE)
    {
      crm_value_clear (&draft->values[field]);
      draft->values[field] = value;
    }
  return ok;
}

static gboolean
read_outcome (const char *text, CrmDealTarget target, CrmDealDraft *draft, GError **error)
{
  int flag = crm_column_choice_find_boolean (text);
  const char *outcome = target == CRM_DEAL_COLUMN_OUTCOME ? crm_column_choice_find (&crm_kind_deal.fields[CRM_DEAL_OUTCOME], text) : NULL;

  if (target == CRM_DEAL_COLUMN_OUTCOME && outcome == NULL)
    return fail (error, _ ("“%s” is none of open, won and lost."), text);
  if (target != CRM_DEAL_COLUMN_OUTCOME && flag < 0)
    return fail (error, _ ("“%s” is neither yes nor no."), text);
  if (target == CRM_DEAL_COLUMN_IS_WON && flag == 1)
    outcome = "won";
  else if ((target == CRM_DEAL_COLUMN_IS_LOST && flag == 1) || (target == CRM_DEAL_COLUMN_ACTIVE && flag == 0))
    outcome = "lost";
  if (outcome != NULL)
    draft->outcome = outcome;
  return TRUE;
}

static int
find_move_currency (const CrmDealRowReader *self, guint number)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->meanings[i].target == CRM_DEAL_COLUMN_MOVE_CURRENCY && self->meanings[i].number == number)
      return (int)i;
  return -1;
}

/* One part of a move that stands in cells of its own: they come in the order of the log. */
static gboolean
read_log_part (const CrmDealRowReader *self, const CrmTableRow *row, guint column, const char *text, CrmDealDraft *draft, GError **error)
{
  const CrmDealMeaning *meaning = &self->meanings[column];
  const CrmColumnStyle *style = &self->styles[column];
  CrmDealDraftMove *move;
  CrmMoney money;
  char code[4];

  while (draft->moves->len < meaning->number)
    crm_deal_draft_add_move (draft);
  move = draft->moves->pdata[meaning->number - 1];
  draft->has_log = TRUE;
  if (meaning->target == CRM_DEAL_COLUMN_MOVE_STAGE)
    {
      g_set_str (&move->stage, text);
      return TRUE;
    }
  if (meaning->target == CRM_DEAL_COLUMN_MOVE_EXPECTED)
    return crm_column_value_parse (&crm_kind_deal.fields[CRM_DEAL_EXPECTED_CLOSE], text, style, &move->expected, error) != CRM_COLUMN_FAULT;
  if (meaning->target == CRM_DEAL_COLUMN_MOVE_AT)
    return crm_date_time_parse (text, style->date_order, style->this_year, style->zone, &move->at, NULL, error);
  if (!read_currency (self, row, find_move_currency (self, meaning->number), style->currency, code, error) || !crm_money_parse (text, *code != '\0' ? code : style->currency, '.', &money, error))
    return FALSE;
  move->amount = crm_value_money (money);
  return TRUE;
}

/* One part of a person that stands in cells of its own. */
static gboolean
read_person_part (const CrmDealRowReader *self, const CrmDealMeaning *meaning, const char *text, CrmDealDraft *draft, GError **error)
{
  CrmDealDraftPerson *person;

  while (draft->people->len < meaning->number)
    crm_deal_draft_add_person (draft);
  person = draft->people->pdata[meaning->number - 1];
  if (meaning->target == CRM_DEAL_COLUMN_PERSON_ROLE)
    return crm_deal_list_cell_read_role (self->exact, text, person, error);
  if (meaning->target == CRM_DEAL_COLUMN_PERSON_NAME)
    g_set_str (&person->name, text);
  else if (!crm_id_parse (text, &person->id))
    return fail (error, _ ("“%s” is no id of a person."), text);
  return TRUE;
}

static gboolean
read_close (const CrmColumnStyle *style, const char *text, CrmDealDraft *draft, GError **error)
{
  gint64 moment;

  if (!crm_date_time_parse (text, style->date_order, style->this_year, style->zone, &moment, &draft->close_has_time, error))
    return FALSE;
  draft->close = crm_value_integer (moment);
  return TRUE;
}

/* A reference is read by its name: an id of ours says nothing in another file. */
static void
set_name (char **place, const char *text)
{
  CrmId id;

  if (!crm_id_parse (text, &id))
    g_set_str (place, text);
}

static gboolean
read_cell (CrmDealRowReader *self, const CrmTableRow *row, guint column, CrmDealDraft *draft, gint64 *moved_at, GError **error)
{
  const CrmDealMeaning *meaning = &self->meanings[column];
  const CrmColumnStyle *style = &self->styles[column];
  g_autofree char *text = meaning->target != CRM_DEAL_COLUMN_FIELD && meaning->target != CRM_DEAL_COLUMN_IGNORE ? dup_cell (self, row, (int)column) : NULL;
  CrmId id;

  if (meaning->target == CRM_DEAL_COLUMN_FIELD)
    return read_field (self, row, column, draft, error);
  if (text == NULL)
    return TRUE;
  switch (meaning->target)
    {
    case CRM_DEAL_COLUMN_ID:
      if (!crm_id_parse (text, &draft->id))
        g_set_str (&draft->external_id, text);
      return TRUE;
    case CRM_DEAL_COLUMN_CUSTOMER:
      g_set_str (crm_id_parse (text, &id) ? &draft->customer_id : &draft->customer, text);
      return TRUE;
    case CRM_DEAL_COLUMN_CUSTOMER_ID:
      g_set_str (&draft->customer_id, text);
      return TRUE;
    case CRM_DEAL_COLUMN_CONTACT:
      g_set_str (&draft->contact, text);
      return TRUE;
    case CRM_DEAL_COLUMN_PIPELINE:
      set_name (&draft->pipeline, text);
      return TRUE;
    case CRM_DEAL_COLUMN_STAGE:
      set_name (&draft->stage, text);
      return TRUE;
    case CRM_DEAL_COLUMN_OWNER:
      set_name (&draft->owner, text);
      return TRUE;
    case CRM_DEAL_COLUMN_REFERRER:
      set_name (&draft->referrer, text);
      return TRUE;
    case CRM_DEAL_COLUMN_MOVED_AT:
      return crm_date_time_parse (text, style->date_order, style->this_year, style->zone, moved_at, NULL, error);
    case CRM_DEAL_COLUMN_OUTCOME:
    case CRM_DEAL_COLUMN_IS_WON:
    case CRM_DEAL_COLUMN_IS_LOST:
    case CRM_DEAL_COLUMN_ACTIVE:
      return read_outcome (text, meaning->target, draft, error);
    case CRM_DEAL_COLUMN_CLOSE:
      return read_close (style, text, draft, error);
    case CRM_DEAL_COLUMN_PEOPLE:
      return crm_deal_list_cell_read_people (self->exact, text, draft, error);
    case CRM_DEAL_COLUMN_PERSON_ID:
    case CRM_DEAL_COLUMN_PERSON_NAME:
    case CRM_DEAL_COLUMN_PERSON_ROLE:
      return read_person_part (self, meaning, text, draft, error);
    case CRM_DEAL_COLUMN_MOVES:
      return crm_deal_list_cell_read_moves (style, text, draft, error);
    case CRM_DEAL_COLUMN_MOVE_AT:
    case CRM_DEAL_COLUMN_MOVE_STAGE:
    case CRM_DEAL_COLUMN_MOVE_AMOUNT:
    case CRM_DEAL_COLUMN_MOVE_EXPECTED:
      return read_log_part (self, row, column, text, draft, error);
    case CRM_DEAL_COLUMN_MOVE_CURRENCY:
    case CRM_DEAL_COLUMN_IGNORE:
    case CRM_DEAL_COLUMN_FIELD:
    case CRM_DEAL_COLUMN_CURRENCY:
    case CRM_DEAL_COLUMN_RECURRING_CURRENCY:
    default:
      return TRUE;
    }
}

/* The row's own move, of a file with one a row. */
static gboolean
add_row_move (const CrmDealRowReader *self, CrmDealDraft *draft, gint64 moved_at, GError **error)
{
  CrmDealDraftMove *move;

  if (!self->log_in_rows || moved_at == G_MININT64)
    return TRUE;
  if (draft->stage == NULL)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The row says when the deal moved, but not to which stage."));
      return FALSE;
    }
  move = crm_deal_draft_add_move (draft);
  move->at = moved_at;
  move->stage = g_strdup (draft->stage);
  move->amount = crm_value_copy (&draft->values[CRM_DEAL_AMOUNT]);
  move->expected = draft->values[CRM_DEAL_EXPECTED_CLOSE];
  draft->has_log = TRUE;
  return TRUE;
}

CrmDealDraft *
crm_deal_row_reader_read (CrmDealRowReader *self, const CrmTableRow *row, int *column, GError **error)
{
  g_autoptr (CrmDealDraft) draft = crm_deal_draft_new ();
  gint64 moved_at = G_MININT64;

  for (guint i = 0; i < MIN (self->n_columns, row->n_cells); i++)
    {
      *column = (int)i;
      if (!read_cell (self, row, i, draft, &moved_at, error))
        return NULL;
    }
  *column = -1;
  draft->title = dup_cell (self, row, self->title);
  /* A script may name a deal by our own id. */
  if (draft->title != NULL && crm_id_is_nil (&draft->id))
    crm_id_parse (draft->title, &draft->id);
  if (draft->title == NULL)
    {
      *column = self->title;
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The deal has no name."));
      return NULL;
    }
  for (guint i = 0; i < draft->moves->len; i++)
    if (((CrmDealDraftMove *)draft->moves->pdata[i])->stage == NULL || ((CrmDealDraftMove *)draft->moves->pdata[i])->at == 0)
      {
        g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A move of the deal is without its date or its stage."));
        return NULL;
      }
  for (guint i = 0; i < draft->people->len; i++)
    if (((CrmDealDraftPerson *)draft->people->pdata[i])->name == NULL)
      {
        g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A person who has a part in the deal is without a name."));
        return NULL;
      }
  return add_row_move (self, draft, moved_at, error) ? g_steal_pointer (&draft) : NULL;
}
