/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the formats of an export share. Private to core/exchange. */

#pragma once

#include "core/exchange/crm-export.h"
#include "core/exchange/crm-table-writer.h"
#include "core/query/crm-ranking.h"

G_BEGIN_DECLS

/**
 * CrmExport:
 * @now: microseconds UTC: when it began
 * @answer: the records
 * @cancellable: (nullable)
 * @transfer: (nullable)
 *
 * An export under way, on a reader's thread.
 */
typedef struct
{
  CrmQuery *query;
  CrmExportFormat format;
  char *path;
  GTimeZone *zone;
  gint64 now;
  GCancellable *cancellable;
  CrmTransfer *transfer;
  CrmConnection *connection;
  CrmAnswer *answer;
} CrmExport;

/**
 * CrmExportRow:
 *
 * The cells of a table row on their way: texts are kept until the row is written.
 */
typedef struct
{
  GArray *values; /* of CrmTableValue */
  GPtrArray *texts;
} CrmExportRow;

void crm_export_row_init (CrmExportRow *self);
void crm_export_row_clear (CrmExportRow *self);
void crm_export_row_begin (CrmExportRow *self);

/* A cell of text, which is copied; NULL for an empty one. */
void crm_export_row_add_text (CrmExportRow *self, const char *text);

/* The cells of a field: two for money. References are ids. */
void crm_export_row_add_value (CrmExportRow *self, const CrmField *field, const CrmValue *value, GTimeZone *zone);

/* The headings of a field's cells. */
void crm_export_add_headings (GStrvBuilder *headings, const char *prefix, const CrmField *field);

/* Whether a field is worth a column: what the program works out is not, nor what it keeps for itself. */
gboolean crm_export_has_field (const CrmField *field);

/* Tags in one cell: those that hold a mark that parts them stand in quotation marks. @names: (element-type utf8), NULLs are left out. */
char *crm_export_join_tags (GPtrArray *names);

/* Counts a record on, before it is looked at. FALSE with an error when the export has been stopped. */
gboolean crm_export_step (const CrmExport *self, GError **error);

CrmTableWriter *crm_export_open_table (const CrmExport *self, const char *const *headings, GError **error);

/* Each writes all records. */
gboolean crm_export_write_customers (const CrmExport *self, GError **error);
gboolean crm_export_write_cards (const CrmExport *self, GError **error);
gboolean crm_export_write_calendar (const CrmExport *self, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmExportRow, crm_export_row_clear)

G_END_DECLS
