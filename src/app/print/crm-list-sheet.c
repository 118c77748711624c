/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records for the printer, as it stands on the screen. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/print/crm-list-sheet.h"

#include "core/base/crm-error.h"
#include "core/query/crm-ranking.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-referred.h"

#include <glib/gi18n-lib.h>

/* The share of a column that takes what is left on the screen. */
#define EXPANDED_WIDTH 220

typedef struct
{
  const CrmListSheetWords *words;
  const CrmKind *kind;
  const CrmColumnFormat *format;
  GPtrArray *columns; /* of CrmRecordColumn */
  char *conditions;
  CrmGroupTitle group_title;
  GObject *owner;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_ptr_array_unref (making->columns);
  g_free (making->conditions);
  g_object_unref (making->owner);
  g_free (making);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const CrmListSheetWords *words;
  CrmQuery *query;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  crm_query_unref (question->query);
  g_free (question);
}

/* A record with the values of its custom fields. */
typedef struct
{
  CrmRecord *record;
  GPtrArray *values;
  guint n_group;     /* the first of a group: how many it has */
  char *group_value; /* and what they have in common */
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  crm_record_unref (line->record);
  g_clear_pointer (&line->values, g_ptr_array_unref);
  g_free (line->group_value);
  g_free (line);
}

/* NULL without an error when the record is gone. */
static Line *
read_line (CrmConnection *connection, const CrmKind *kind, gint64 rowid, GError **error)
{
  CrmRecord *record = crm_connection_read_record_at (connection, kind, rowid, error);
  Line *line;

  if (record == NULL)
    return NULL;
  line = g_new0 (Line, 1);
  line->record = record;
  line->values = crm_custom_values_read (connection, &record->id, error);
  if (line->values != NULL && !crm_referred_read (connection, line->values, CRM_CUSTOM_VALUE_TEXT, error))
    g_clear_pointer (&line->values, g_ptr_array_unref);
  if (line->values == NULL)
    g_clear_pointer (&line, line_free);
  return line;
}

/* Those of one group, or of all where there are none. */
static gboolean
read_section (CrmConnection *connection, const CrmKind *kind, const CrmAnswer *answer, guint section, GPtrArray *lines, GError **error)
{
  gboolean grouped = answer->starts != NULL;
  guint first = grouped ? g_array_index (answer->starts, guint, section) : 0;
  guint end = grouped && section + 1 < answer->starts->len ? g_array_index (answer->starts, guint, section + 1) : answer->n_rows;
  Line *head = NULL;

  for (guint i = first; i < end; i++)
    {
      GError *local_error = NULL;
      Line *line = read_line (connection, kind, answer->rowids[i], &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (line == NULL)
        continue;
      g_ptr_array_add (lines, line);
      if (grouped && head == NULL)
        {
          guint32 group = g_array_index (answer->groups, guint32, section);

          head = line;
          line->group_value = group != CRM_GROUP_NONE ? g_strdup (answer->grouping->values->pdata[group]) : NULL;
        }
      if (head != NULL)
        head->n_group++;
    }
  return TRUE;
}

static gboolean
read_lines (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Question *question = data;
  g_autoptr (CrmAnswer) answer = crm_answer_read (connection, NULL, question->query, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  guint n_sections;

  if (answer == NULL)
    return FALSE;
  if (answer->n_rows > question->words->max)
    {
      g_autofree char *message = question->words->dup_too_many (answer->n_rows, question->words->max);

      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message);
      return FALSE;
    }
  n_sections = answer->starts != NULL ? answer->starts->len : 1;
  for (guint i = 0; i < n_sections; i++)
    if (!read_section (connection, crm_query_get_kind (question->query), answer, i, lines, error))
      return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&lines));
  return TRUE;
}

/* ── the sheet ────────────────────────────────────────────────────────────────────────────── */

static void
begin_table (CrmSheet *sheet, const Making *making)
{
  g_autofree CrmSheetColumn *columns = g_new0 (CrmSheetColumn, making->columns->len);

  for (guint i = 0; i < making->columns->len; i++)
    {
      const CrmRecordColumn *column = making->columns->pdata[i];

      columns[i].title = crm_record_column_get_label (column, making->kind);
      columns[i].weight = column->expand ? EXPANDED_WIDTH : (guint)MAX (column->width, 1);
      columns[i].numeric = column->numeric;
    }
  crm_sheet_begin_table (sheet, columns, making->columns->len);
}

static void
add_group (CrmSheet *sheet, const Making *making, const Line *line)
{
  g_autofree char *title = making->group_title (making->owner, line->group_value);
  g_autofree char *heading = g_strdup_printf ("%s · %'u", title, line->n_group);

  crm_sheet_add_group (sheet, heading);
}

static void
add_row (CrmSheet *sheet, const Making *making, const Line *line)
{
  g_auto (GStrv) cells = g_new0 (char *, making->columns->len + 1);

  for (guint i = 0; i < making->columns->len; i++)
    {
      cells[i] = crm_record_column_get_text (making->columns->pdata[i], line->record, line->values, making->format);
      if (cells[i] == NULL)
        cells[i] = g_strdup ("");
    }
  crm_sheet_add_row (sheet, (const char *const *)cells);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Making *making = data;
  GPtrArray *lines = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autofree char *count = making->words->dup_count (lines->len);
  gboolean narrowed = making->conditions != NULL && *making->conditions != '\0';
  g_autofree char *subtitle = narrowed ? g_strdup_printf ("%s · %s", count, making->conditions) : g_strdup (count);
  CrmSheet *sheet = crm_sheet_new (_ (making->words->title), subtitle);

  begin_table (sheet, making);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      if (line->n_group > 0)
        add_group (sheet, making, line);
      add_row (sheet, making, line);
    }
  return dex_future_new_take_boxed (CRM_TYPE_SHEET, sheet);
}

DexFuture *
crm_list_sheet_read (const CrmListSheetWords *words, CrmStore *store, CrmQuery *query, GPtrArray *columns, const CrmColumnFormat *format, char *conditions, CrmGroupTitle group_title, GObject *owner)
{
  Making *making;
  Question *question;

  g_return_val_if_fail (words != NULL && CRM_IS_STORE (store) && query != NULL && columns != NULL && columns->len > 0 && format != NULL && group_title != NULL && G_IS_OBJECT (owner), NULL);

  making = g_new0 (Making, 1);
  *making = (Making){ words, crm_query_get_kind (query), format, columns, conditions, group_title, g_object_ref (owner) };
  question = g_new0 (Question, 1);
  *question = (Question){ words, crm_query_ref (query) };
  return dex_future_then (crm_store_read (store, NULL, read_lines, question, question_free), on_read, making, making_free);
}
