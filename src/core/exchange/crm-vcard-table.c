/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the cards of a vCard file as rows of a table. */

#include "core/exchange/crm-vcard-table.h"

#include "core/exchange/crm-vcard-fields.h"
#include "core/exchange/crm-vcard-parser.h"

#include <string.h>
#include <unistd.h>

#define SURVEY_BYTES (32 * 1024 * 1024)
#define MAX_OF_KIND  20

typedef struct
{
  CrmTableSource source;
  CrmVcardParser *parser;
  CrmVcard *card;
  GArray *entries;
  guint n_columns;
  int column_of[CRM_VCARD_N_FIELDS][MAX_OF_KIND]; /* -1 if there is none */
  gboolean has_other;
  GString *other;
} CrmVcardTable;

static void
clear_entry (gpointer entry)
{
  g_free (((CrmVcardEntry *)entry)->text);
}

static CrmVcardParser *
open_parser (int fd, const char *name, const CrmEncodingGuess *encoding, GCancellable *cancellable, GError **error)
{
  gboolean wide = g_str_has_prefix (encoding->name, "UTF-16") || g_str_has_prefix (encoding->name, "UTF-32");
  CrmTextStream *stream = crm_text_stream_new (fd, name, wide ? encoding->name : NULL, encoding->mark, CRM_VCARD_MAX_PROPERTY, cancellable, error);

  return stream != NULL ? crm_vcard_parser_new (stream, wide ? "UTF-8" : encoding->name) : NULL;
}

/* Counts how many of each field a card has at most. */
static gboolean
survey (CrmVcardTable *self, CrmVcardParser *parser, guint counts[CRM_VCARD_N_FIELDS], GError **error)
{
  CrmTableStatus status;

  for (;;)
    {
      g_autoptr (CrmVcard) card = NULL;

      if (crm_vcard_parser_get_position (parser) > SURVEY_BYTES)
        {
          self->has_other = TRUE;
          return TRUE;
        }
      status = crm_vcard_parser_next (parser, &card, error);
      if (status != CRM_TABLE_ROW)
        return status == CRM_TABLE_END;
      g_array_set_size (self->entries, 0);
      crm_vcard_fields_list (card, self->entries);
      for (guint i = 0; i < self->entries->len; i++)
        {
          const CrmVcardEntry *entry = &g_array_index (self->entries, CrmVcardEntry, i);

          self->has_other |= entry->index >= MAX_OF_KIND;
          counts[entry->field] = MAX (counts[entry->field], MIN (entry->index + 1, MAX_OF_KIND));
        }
    }
}

/* A label and its value stay together: "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Label" … */
static CrmVcardField
end_of_kind (CrmVcardField first)
{
  if (first == CRM_VCARD_ADDRESS_LABEL)
    return CRM_VCARD_ADDRESS_EXTENDED + 1;
  return first < CRM_VCARD_FIRST_NUMBERED ? first + 1 : first + 2;
}

static char **
lay_out (CrmVcardTable *self, const guint counts[CRM_VCARD_N_FIELDS])
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  memset (self->column_of, -1, sizeof self->column_of);
  for (CrmVcardField first = 0; first < CRM_VCARD_N_FIELDS; first = end_of_kind (first))
    for (guint index = 0; index < MAX_OF_KIND; index++)
      for (CrmVcardField field = first; field < end_of_kind (first); field++)
        if (index < counts[field] || (field == CRM_VCARD_NAME && index == 0))
          {
            self->column_of[field][index] = (int)self->n_columns++;
            g_strv_builder_take (names, crm_vcard_fields_name (field, index));
          }
  if (self->has_other)
    {
      g_strv_builder_add (names, "Other Details");
      self->n_columns++;
    }
  return g_strv_builder_end (names);
}

static void
add_to_other (CrmVcardTable *self, const CrmVcardEntry *entry)
{
  g_autofree char *name = crm_vcard_fields_name (entry->field, entry->index);

  g_string_append_printf (self->other, "%s%s: %s", self->other->len > 0 ? "\n" : "", name, entry->text);
}

/* A cell of a card is as little allowed to be endless as one of a CSV file. */
static void
put_entry (CrmVcardTable *self, CrmTableRow *row, const CrmVcardEntry *entry)
{
  int column = entry->index < MAX_OF_KIND ? self->column_of[entry->field][entry->index] : -1;
  gsize length = strlen (entry->text);

  if (column < 0)
    add_to_other (self, entry);
  else if (length > CRM_TABLE_MAX_CELL)
    crm_table_row_set_fault (row, CRM_TABLE_FAULT_LONG_CELL, (guint)column + 1);
  else
    row->cells[column] = (CrmTableCell){ entry->text, length };
}

static CrmTableStatus
crm_vcard_table_next (CrmTableSource *source, CrmTableRow *row, GError **error)
{
  CrmVcardTable *self = (CrmVcardTable *)source;
  CrmTableStatus status;

  g_clear_pointer (&self->card, crm_vcard_free);
  status = crm_vcard_parser_next (self->parser, &self->card, error);
  if (status != CRM_TABLE_ROW)
    return status;
  crm_table_row_begin (row, self->card->number, self->card->line);
  crm_table_row_pad (row, self->n_columns);
  if (self->card->broken_line > 0)
    {
      crm_table_row_set_fault (row, CRM_TABLE_FAULT_CARD, 0);
      row->fault_line = self->card->broken_line;
    }
  g_array_set_size (self->entries, 0);
  g_string_truncate (self->other, 0);
  crm_vcard_fields_list (self->card, self->entries);
  for (guint i = 0; i < self->entries->len; i++)
    put_entry (self, row, &g_array_index (self->entries, CrmVcardEntry, i));
  if (self->has_other)
    row->cells[self->n_columns - 1] = (CrmTableCell){ self->other->str, self->other->len };
  return CRM_TABLE_ROW;
}

static guint64
crm_vcard_table_get_position (CrmTableSource *source)
{
  return crm_vcard_parser_get_position (((CrmVcardTable *)source)->parser);
}

static void
crm_vcard_table_free (CrmTableSource *source)
{
  CrmVcardTable *self = (CrmVcardTable *)source;

  g_clear_pointer (&self->parser, crm_vcard_parser_free);
  g_clear_pointer (&self->card, crm_vcard_free);
  g_array_unref (self->entries);
  g_string_free (self->other, TRUE);
  g_free (self);
}

CrmTableSource *
crm_vcard_table_new (int fd, int again, const char *name, const CrmEncodingGuess *encoding, GCancellable *cancellable, char ***columns, GError **error)
{
  static const CrmTableSourceClass klass = { crm_vcard_table_next, crm_vcard_table_get_position, crm_vcard_table_free };
  CrmVcardTable *self = g_new0 (CrmVcardTable, 1);
  g_autoptr (CrmTableSource) source = &self->source;
  g_autoptr (CrmVcardParser) surveyor = NULL;
  guint counts[CRM_VCARD_N_FIELDS] = { 0 };

  source->klass = &klass;
  self->entries = g_array_new (FALSE, FALSE, sizeof (CrmVcardEntry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->other = g_string_new (NULL);
  self->parser = open_parser (fd, name, encoding, cancellable, error);
  if (self->parser == NULL)
    {
      close (again);
      return NULL;
    }
  surveyor = open_parser (again, name, encoding, cancellable, error);
  if (surveyor == NULL || !survey (self, surveyor, counts, error))
    return NULL;
  *columns = lay_out (self, counts);
  return g_steal_pointer (&source);
}

const CrmVcard *
crm_vcard_table_get_card (CrmTableSource *source)
{
  return ((CrmVcardTable *)source)->card;
}
