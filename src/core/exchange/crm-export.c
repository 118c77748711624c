/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the records of a query to a file that can be imported again. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-export-private.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/exchange/crm-export-deals.h"
#include "core/exchange/crm-export-file.h"
#include "core/exchange/crm-profile-json.h"
#include "core/exchange/crm-table.h"
#include "core/record/crm-choice-set.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* ── cells ────────────────────────────────────────────────────────────────────────────────── */

void
crm_export_row_init (CrmExportRow *self)
{
  self->values = g_array_new (FALSE, TRUE, sizeof (CrmTableValue));
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

void
crm_export_row_clear (CrmExportRow *self)
{
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

void
crm_export_row_begin (CrmExportRow *self)
{
  g_array_set_size (self->values, 0);
  g_ptr_array_set_size (self->texts, 0);
}

static void
take_cell (CrmExportRow *self, CrmTableValueType type, char *text)
{
  CrmTableValue value = { type, text };

  g_array_append_val (self->values, value);
  if (text != NULL)
    g_ptr_array_add (self->texts, text);
}

void
crm_export_row_add_text (CrmExportRow *self, const char *text)
{
  take_cell (self, CRM_TABLE_VALUE_TEXT, text != NULL ? g_utf8_make_valid (text, -1) : NULL);
}

static void
add_integer (CrmExportRow *self, CrmType type, gint64 integer, GTimeZone *zone)
{
  char date[CRM_DATE_LENGTH];

  if (type == CRM_TYPE_TIME)
    take_cell (self, CRM_TABLE_VALUE_TEXT, crm_date_time_to_iso (integer, zone));
  else if (type == CRM_TYPE_DATE && crm_date_is_valid ((CrmDate)integer))
    take_cell (self, crm_date_get_year ((CrmDate)integer) != 0 ? CRM_TABLE_VALUE_DATE : CRM_TABLE_VALUE_TEXT, g_strdup (crm_date_to_iso ((CrmDate)integer, date)));
  else if (type == CRM_TYPE_DECIMAL)
    take_cell (self, CRM_TABLE_VALUE_NUMBER, crm_decimal_format (integer));
  else
    take_cell (self, CRM_TABLE_VALUE_NUMBER, g_strdup_printf ("%" G_GINT64_FORMAT, integer));
}

void
crm_export_row_add_value (CrmExportRow *self, const CrmField *field, const CrmValue *value, GTimeZone *zone)
{
  char buffer[MAX (CRM_MONEY_PLAIN_LENGTH, CRM_ID_STRING_LENGTH + 1)];

  if (value->type == CRM_VALUE_MONEY)
    take_cell (self, CRM_TABLE_VALUE_NUMBER, g_strdup (crm_money_to_plain (&value->money, buffer)));
  else if (value->type == CRM_VALUE_INTEGER)
    add_integer (self, field->type, value->integer, zone);
  else if (value->type == CRM_VALUE_ID)
    crm_export_row_add_text (self, crm_id_format (&value->id, buffer));
  else if (value->type == CRM_VALUE_TEXT && field->type == CRM_TYPE_CHOICES)
    take_cell (self, CRM_TABLE_VALUE_TEXT, crm_choice_set_format (field, value->text, "; "));
  else
    crm_export_row_add_text (self, value->type == CRM_VALUE_TEXT ? value->text : NULL);
  if (field->type == CRM_TYPE_MONEY)
    crm_export_row_add_text (self, value->type == CRM_VALUE_MONEY ? value->money.currency : NULL);
}

gboolean
crm_export_has_field (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

void
crm_export_add_headings (GStrvBuilder *headings, const char *prefix, const CrmField *field)
{
  g_strv_builder_take (headings, g_strconcat (prefix, field->name, NULL));
  if (field->type == CRM_TYPE_MONEY)
    g_strv_builder_take (headings, g_strconcat (prefix, field->name, "_currency", NULL));
}

gboolean
crm_export_step (const CrmExport *self, GError **error)
{
  if (self->transfer != NULL)
    crm_transfer_advance (self->transfer, 1);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

CrmTableWriter *
crm_export_open_table (const CrmExport *self, const char *const *headings, GError **error)
{
  CrmTableWriterOptions options = { .byte_order_mark = TRUE, .cancellable = self->cancellable };
  guint limit = self->format == CRM_EXPORT_XLSX ? 16384 : CRM_TABLE_MAX_COLUMNS;

  if (g_strv_length ((char **)headings) > limit)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Some customers have more people or contact points than a table can hold. Export them as JSON."));
      return NULL;
    }
  return crm_table_writer_new (self->path, self->format == CRM_EXPORT_XLSX ? CRM_TABLE_FORMAT_XLSX : CRM_TABLE_FORMAT_CSV, &options, headings, error);
}

/* ── tables of one kind ───────────────────────────────────────────────────────────────────── */

/* Reads a record of the answer; NULL with an error. */
static CrmRecord *
read_record (const CrmExport *self, guint position, GError **error)
{
  GError *local_error = NULL;
  CrmRecord *record;

  if (!crm_export_step (self, error))
    return NULL;
  record = crm_connection_read_record_at (self->connection, crm_query_get_kind (self->query), self->answer->rowids[position], &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (record == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("A record vanished while it was exported. Try again."));
  return record;
}

static char **
list_headings (const CrmKind *kind)
{
  g_autoptr (GStrvBuilder) headings = g_strv_builder_new ();

  g_strv_builder_add (headings, "id");
  if (kind == &crm_kind_deal)
    crm_export_add_deal_headings (headings);
  for (guint i = 0; kind != &crm_kind_deal && i < kind->n_fields; i++)
    if (crm_export_has_field (&kind->fields[i]))
      crm_export_add_headings (headings, "", &kind->fields[i]);
  return g_strv_builder_end (headings);
}

/* The name of what a deal refers to, looked up once each; (transfer none) (nullable). */
static const char *
find_title (const CrmExport *self, GHashTable *titles, const CrmField *field, const CrmId *id)
{
  gpointer title;
  g_autoptr (CrmRecord) record = NULL;

  if (g_hash_table_lookup_extended (titles, id, NULL, &title))
    return title;
  record = crm_connection_read_record (self->connection, crm_kind_get (field->refers), id, NULL);
  title = g_strdup (record != NULL ? crm_record_get_title (record) : NULL);
  g_hash_table_insert (titles, g_memdup2 (id, sizeof *id), title);
  return title;
}

static void
add_value (const CrmExport *self, GHashTable *titles, CrmExportRow *row, const CrmField *field, const CrmValue *value)
{
  if (titles != NULL && field->type == CRM_TYPE_REFERENCE && value->type == CRM_VALUE_ID)
    crm_export_row_add_text (row, find_title (self, titles, field, &value->id));
  else
    crm_export_row_add_value (row, field, value, self->zone);
}

static gboolean
write_table_row (const CrmExport *self, CrmTableWriter *writer, GHashTable *titles, CrmExportRow *row, const CrmRecord *record, GError **error)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  crm_export_row_begin (row);
  crm_export_row_add_text (row, crm_id_format (&record->id, id));
  if (record->kind == &crm_kind_deal && !crm_export_add_deal_cells (self, row, record, error))
    return FALSE;
  for (guint i = 0; record->kind != &crm_kind_deal && i < record->kind->n_fields; i++)
    if (crm_export_has_field (&record->kind->fields[i]))
      add_value (self, titles, row, &record->kind->fields[i], &record->values[i]);
  return crm_table_writer_add (writer, (const CrmTableValue *)row->values->data, error);
}

static gboolean
write_table (const CrmExport *self, GError **error)
{
  g_auto (GStrv) headings = list_headings (crm_query_get_kind (self->query));
  g_autoptr (CrmTableWriter) writer = crm_export_open_table (self, (const char *const *)headings, error);
  g_autoptr (GHashTable) titles = NULL;
  g_auto (CrmExportRow) row = { 0 };

  if (writer == NULL)
    return FALSE;
  crm_export_row_init (&row);
  if (crm_query_get_kind (self->query)->id == CRM_KIND_DEAL)
    titles = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, g_free);
  for (guint i = 0; i < self->answer->n_rows; i++)
    {
      g_autoptr (CrmRecord) record = read_record (self, i, error);

      if (record == NULL || !write_table_row (self, writer, titles, &row, record, error))
        return FALSE;
    }
  return crm_table_writer_finish (writer, error);
}

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
add_object (const CrmExport *self, JsonBuilder *builder, const CrmRecord *record, GError **error)
{
  json_builder_begin_object (builder);
  if (record->kind == &crm_kind_customer)
    {
      g_autoptr (CrmProfile) profile = crm_profile_load (self->connection, &record->id, error);

      if (profile == NULL)
        return FALSE;
      crm_json_add_profile (builder, profile, self->zone);
    }
  else
    {
      crm_json_add_record (builder, record, self->zone);
      if (record->kind == &crm_kind_deal && !crm_export_add_deal_members (self, builder, record, error))
        return FALSE;
    }
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
write_object (const CrmExport *self, CrmExportFile *file, const CrmRecord *record, gboolean first, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!add_object (self, builder, record, error))
    return FALSE;
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, &length);
  return crm_export_file_write (file, first ? "[\n" : ",\n", 2, error) && crm_export_file_write (file, text, length, error);
}

static gboolean
write_json (const CrmExport *self, GError **error)
{
  g_autoptr (CrmExportFile) file = crm_export_file_new (self->path, error);
  gboolean empty = self->answer->n_rows == 0;

  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < self->answer->n_rows; i++)
    {
      g_autoptr (CrmRecord) record = read_record (self, i, error);

      if (record == NULL || !write_object (self, file, record, i == 0, error))
        return FALSE;
    }
  return crm_export_file_write (file, empty ? "[]\n" : "\n]\n", 3, error) && crm_export_file_finish (file, error);
}

/* ── running ──────────────────────────────────────────────────────────────────────────────── */

static void
export_free (gpointer data)
{
  CrmExport *self = data;

  crm_query_unref (self->query);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->transfer, crm_transfer_unref);
  g_time_zone_unref (self->zone);
  g_free (self->path);
  g_free (self);
}

static gboolean
write_all (const CrmExport *self, GError **error)
{
  gboolean customers = crm_query_get_kind (self->query) == &crm_kind_customer;

  switch (self->format)
    {
    case CRM_EXPORT_JSON:
      return write_json (self, error);
    case CRM_EXPORT_VCARD:
      return crm_export_write_cards (self, error);
    case CRM_EXPORT_ICALENDAR:
      return crm_export_write_calendar (self, error);
    case CRM_EXPORT_CSV:
    case CRM_EXPORT_XLSX:
    default:
      return customers ? crm_export_write_customers (self, error) : write_table (self, error);
    }
}

static gint64
count_steps (const CrmExport *self)
{
  gboolean twice = crm_query_get_kind (self->query) == &crm_kind_customer && (self->format == CRM_EXPORT_CSV || self->format == CRM_EXPORT_XLSX);

  return (gint64)self->answer->n_rows * (twice ? 2 : 1);
}

static gboolean
run (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmExport *self = data;
  gint64 n;
  gboolean ok;

  self->connection = connection;
  self->answer = crm_answer_read (connection, NULL, self->query, error);
  if (self->answer == NULL)
    return FALSE;
  if (self->transfer != NULL)
    crm_transfer_expect (self->transfer, count_steps (self));
  ok = write_all (self, error);
  n = self->answer->n_rows;
  g_clear_pointer (&self->answer, crm_answer_unref);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, n);
  return ok;
}

static DexFuture *
start (CrmStore *store, CrmQuery *query, CrmExportFormat format, const char *path, GCancellable *cancellable, CrmTransfer *transfer)
{
  CrmExport *self;

  if (format == CRM_EXPORT_VCARD && crm_query_get_kind (query) != &crm_kind_customer)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_INVALID, _ ("Only customers can be written as vCards."));
  if (format == CRM_EXPORT_ICALENDAR && crm_query_get_kind (query)->id != CRM_KIND_TASK)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_INVALID, _ ("Only tasks can be written as a calendar."));
  self = g_new0 (CrmExport, 1);
  self->query = crm_query_ref (query);
  self->format = format;
  self->path = g_strdup (path);
  self->zone = g_time_zone_ref (crm_clock_get_zone (crm_store_get_clock (store)));
  self->now = crm_clock_now (crm_store_get_clock (store));
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->transfer = transfer != NULL ? crm_transfer_ref (transfer) : NULL;
  return crm_store_read (store, cancellable, run, self, export_free);
}

DexFuture *
crm_export_run (CrmStore *store, CrmQuery *query, CrmExportFormat format, const char *path, GCancellable *cancellable)
{
  g_return_val_if_fail (CRM_IS_STORE (store) && query != NULL && path != NULL, NULL);

  return start (store, query, format, path, cancellable, NULL);
}

DexFuture *
crm_export_run_transfer (CrmStore *store, CrmQuery *query, CrmExportFormat format, const char *path, CrmTransfer *transfer)
{
  g_return_val_if_fail (CRM_IS_STORE (store) && query != NULL && path != NULL && transfer != NULL, NULL);

  return start (store, query, format, path, crm_transfer_get_cancellable (transfer), transfer);
}
