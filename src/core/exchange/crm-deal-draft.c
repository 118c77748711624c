/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a file: rows about one deal put together. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-deal-draft.h"

#include "core/exchange/crm-deal-row.h"

/* ── one deal ─────────────────────────────────────────────────────────────────────────────── */

static void
free_move (gpointer data)
{
  CrmDealDraftMove *move = data;

  crm_value_clear (&move->amount);
  g_free (move->stage);
  g_free (move);
}

static void
free_person (gpointer data)
{
  CrmDealDraftPerson *person = data;

  g_free (person->name);
  g_free (person->role);
  g_free (person);
}

CrmDealDraft *
crm_deal_draft_new (void)
{
  CrmDealDraft *self = g_new0 (CrmDealDraft, 1);

  self->moves = g_ptr_array_new_with_free_func (free_move);
  self->people = g_ptr_array_new_with_free_func (free_person);
  self->rows = g_array_new (FALSE, FALSE, sizeof (CrmDealDraftRow));
  return self;
}

void
crm_deal_draft_free (CrmDealDraft *self)
{
  for (guint i = 0; i < CRM_DEAL_N_FIELDS; i++)
    crm_value_clear (&self->values[i]);
  g_ptr_array_unref (self->moves);
  g_ptr_array_unref (self->people);
  g_array_unref (self->rows);
  g_free (self->external_id);
  g_free (self->title);
  g_free (self->customer);
  g_free (self->customer_id);
  g_free (self->contact);
  g_free (self->pipeline);
  g_free (self->stage);
  g_free (self->owner);
  g_free (self->referrer);
  g_free (self);
}

CrmDealDraftMove *
crm_deal_draft_add_move (CrmDealDraft *self)
{
  CrmDealDraftMove *move = g_new0 (CrmDealDraftMove, 1);

  g_ptr_array_add (self->moves, move);
  return move;
}

CrmDealDraftPerson *
crm_deal_draft_add_person (CrmDealDraft *self)
{
  CrmDealDraftPerson *person = g_new0 (CrmDealDraftPerson, 1);

  g_ptr_array_add (self->people, person);
  return person;
}

/* ── all of them ──────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmDealTable *table;
  GHashTable *drafts; /* char * → CrmDealDraft * */
  guint *n_done;
} Grouping;

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

/* By what a row is known to be about the same deal as another. */
static char *
make_key (const CrmDealDraft *draft)
{
  const char *who = draft->customer_id != NULL ? draft->customer_id : draft->customer != NULL ? draft->customer
                                                                                              : draft->contact;
  char id[CRM_ID_STRING_LENGTH + 1];
  g_autofree char *title = NULL, *customer = NULL;

  if (!crm_id_is_nil (&draft->id))
    return g_strconcat ("i", crm_id_format (&draft->id, id), NULL);
  if (draft->external_id != NULL)
    return g_strconcat ("e", draft->external_id, NULL);
  title = fold (draft->title);
  customer = who != NULL ? fold (who) : NULL;
  return g_strconcat ("t", title, "\n", customer, NULL);
}

static void
take (char **to, char **from)
{
  if (*from == NULL)
    return;
  g_free (*to);
  *to = g_steal_pointer (from);
}

/* What a later row says stands above what an earlier one said. */
static void
merge (CrmDealDraft *into, CrmDealDraft *row)
{
  take (&into->customer, &row->customer);
  take (&into->customer_id, &row->customer_id);
  take (&into->contact, &row->contact);
  take (&into->pipeline, &row->pipeline);
  take (&into->stage, &row->stage);
  take (&into->owner, &row->owner);
  take (&into->referrer, &row->referrer);
  take (&into->external_id, &row->external_id);
  take (&into->title, &row->title);
  if (row->outcome != NULL)
    into->outcome = row->outcome;
  if (row->close.type != CRM_VALUE_NONE)
    {
      into->close = row->close;
      into->close_has_time = row->close_has_time;
    }
  for (guint i = 0; i < CRM_DEAL_N_FIELDS; i++)
    if (row->values[i].type != CRM_VALUE_NONE)
      {
        crm_value_clear (&into->values[i]);
        into->values[i] = row->values[i];
        row->values[i] = (CrmValue){ CRM_VALUE_NONE };
      }
  for (guint i = 0; i < row->moves->len; i++)
    ((CrmDealDraftMove *)row->moves->pdata[i])->row = into->rows->len;
  g_ptr_array_extend_and_steal (into->moves, g_steal_pointer (&row->moves));
  row->moves = g_ptr_array_new ();
  for (guint i = 0; i < row->people->len; i++)
    ((CrmDealDraftPerson *)row->people->pdata[i])->row = into->rows->len;
  g_ptr_array_extend_and_steal (into->people, g_steal_pointer (&row->people));
  row->people = g_ptr_array_new ();
  into->has_log = into->has_log || row->has_log;
  g_array_append_vals (into->rows, row->rows->data, row->rows->len);
}

static CrmDealDraft *
find_draft (Grouping *self, CrmDealDraft *row, const char *key)
{
  CrmDealDraft *known = g_hash_table_lookup (self->drafts, key);
  g_autofree char *title = NULL, *short_key = NULL;

  /* A later row of a log may leave the customer out. */
  if (known != NULL || !crm_id_is_nil (&row->id) || row->external_id != NULL || row->customer != NULL || row->customer_id != NULL || row->contact != NULL)
    return known;
  title = fold (row->title);
  short_key = g_strconcat ("n", title, NULL);
  return g_hash_table_lookup (self->drafts, short_key);
}

static void
add (Grouping *self, CrmDealDraft *row)
{
  g_autofree char *key = make_key (row), *title = fold (row->title);
  CrmDealDraft *known = find_draft (self, row, key);

  if (known != NULL)
    {
      merge (known, row);
      crm_deal_draft_free (row);
      return;
    }
  g_ptr_array_add (self->table->drafts, row);
  g_hash_table_insert (self->drafts, g_steal_pointer (&key), row);
  g_hash_table_insert (self->drafts, g_strconcat ("n", title, NULL), row);
}

static gboolean
read_rows (Grouping *self, const CrmImportSource *source, guint number, CrmTableReader *reader, CrmDealRowReader *rows, GError **error)
{
  CrmImportReport *report = self->table->report;
  const CrmTableRow *row;
  CrmTableStatus status;

  while ((status = crm_table_reader_next (reader, &row, error)) == CRM_TABLE_ROW)
    {
      g_autoptr (GError) fault = NULL;
      CrmDealDraft *draft = NULL;
      int column = row->fault_column > 0 ? (int)row->fault_column - 1 : -1;

      report->n_read++;
      if (row->fault == CRM_TABLE_FAULT_NONE)
        draft = crm_deal_row_reader_read (rows, row, &column, &fault);
      if (draft != NULL)
        {
          CrmDealDraftRow place = { number, row->number };

          g_array_append_val (draft->rows, place);
          add (self, draft);
        }
      else
        crm_import_report_add_fault (report, number, row->number, column >= 0 && (guint)column < source->n_columns ? source->columns[column] : NULL,
                                     fault != NULL ? g_strdup (fault->message) : crm_table_row_describe_fault (row));
      if (self->n_done != NULL)
        __atomic_fetch_add (self->n_done, 1, __ATOMIC_RELAXED);
    }
  return status == CRM_TABLE_END;
}

static gboolean
read_source (Grouping *self, const CrmImportSource *source, guint number, const CrmImportSettings *settings, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (source->path, &source->options, cancellable, error);
  g_autoptr (CrmDealRowReader) rows = NULL;

  if (reader == NULL)
    return FALSE;
  rows = crm_deal_row_reader_new (source, settings);
  self->table->is_exact = self->table->is_exact && crm_deal_row_reader_is_exact (rows);
  return read_rows (self, source, number, reader, rows, error);
}

CrmDealTable *
crm_deal_table_read (GPtrArray *sources, const CrmImportSettings *settings, GCancellable *cancellable, guint *n_done, GError **error)
{
  g_autoptr (CrmDealTable) table = g_new0 (CrmDealTable, 1);
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Grouping grouping = { table, drafts, n_done };

  g_return_val_if_fail (sources != NULL && settings != NULL, NULL);

  table->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_deal_draft_free);
  table->report = crm_import_report_new ();
  table->is_exact = TRUE;
  for (guint i = 0; i < sources->len; i++)
    if (!read_source (&grouping, sources->pdata[i], i, settings, cancellable, error))
      return NULL;
  return g_steal_pointer (&table);
}

void
crm_deal_table_free (CrmDealTable *self)
{
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->report, crm_import_report_unref);
  g_free (self);
}
