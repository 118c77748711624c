/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the columns of a file become customers or deals: guessed, set by hand, saved. */

#pragma once

#include <gio/gio.h>

#include "core/customers/crm-custom-field.h"
#include "core/exchange/crm-answers-column.h"
#include "core/exchange/crm-column-evidence.h"
#include "core/exchange/crm-column-meaning.h"
#include "core/exchange/crm-deal-column.h"
#include "core/exchange/crm-table-format.h"

G_BEGIN_DECLS

/* By what a row is known to be a record that is there already. */
typedef enum
{
  CRM_IMPORT_MATCH_ID = 1 << 0,
  CRM_IMPORT_MATCH_EMAIL = 1 << 1,
  CRM_IMPORT_MATCH_PHONE = 1 << 2,
  CRM_IMPORT_MATCH_NAME = 1 << 3,
} CrmImportMatch;

#define CRM_IMPORT_MATCH_DEFAULT (CRM_IMPORT_MATCH_ID | CRM_IMPORT_MATCH_EMAIL | CRM_IMPORT_MATCH_PHONE)

/**
 * CrmImportUpdate:
 * @CRM_IMPORT_REPLACE: what the file says replaces what the record says; empty cells replace nothing
 * @CRM_IMPORT_FILL: only what the record does not say is taken from the file
 * @CRM_IMPORT_SKIP: records that are there already stay as they are
 */
typedef enum
{
  CRM_IMPORT_REPLACE,
  CRM_IMPORT_FILL,
  CRM_IMPORT_SKIP,
} CrmImportUpdate;

/* What a name is that nothing else in the row tells of. */
typedef enum
{
  CRM_IMPORT_NAMES_DECIDE,
  CRM_IMPORT_NAMES_ARE_COMPANIES,
  CRM_IMPORT_NAMES_ARE_PEOPLE,
} CrmImportNames;

/**
 * CrmImportColumn:
 * @name: as in the file; may repeat
 * @meaning: what it means in a file of customers
 * @deal: what it means in a file of deals, by its name unless a person chose something else; never saved
 * @answers: what it means in a file of answers to a survey, once crm_answers_import_recognise() was asked
 * @date_order: how its dates are read; %CRM_DATE_ORDER_UNKNOWN refuses those that can be read in two ways
 * @decimal_mark: of its amounts, or 0
 * @minguo: whether its years are counted from 1911
 */
typedef struct
{
  char *name;
  CrmColumnMeaning meaning;
  CrmDealMeaning deal;
  CrmAnswersColumn answers;
  CrmDateOrder date_order;
  char decimal_mark;
  gboolean minguo;
} CrmImportColumn;

/**
 * CrmImportMapping:
 * @program: (nullable): which program wrote the file, as a person calls it: "Google Contacts"
 * @columns: (element-type CrmImportColumn): one for each column of the file
 * @match: #CrmImportMatch flags
 * @exact: whether the file is an own export, whose texts are taken as they are
 * @custom_fields: (nullable) (element-type CrmCustomField): those there are, to choose from
 * @lenient: whether a date that is none becomes a line of the note instead of a fault, as cards need it
 *
 * Built on one thread, read by any.
 */
typedef struct
{
  char *program;
  GArray *columns;
  guint match;
  CrmImportUpdate update;
  CrmImportNames names;
  gboolean exact;
  gboolean lenient;
  GPtrArray *custom_fields;
} CrmImportMapping;

/**
 * crm_import_mapping_guess:
 * @columns: (array length=n_columns): names
 * @evidence: (array length=n_columns): what their cells tell
 * @format: of the file
 * @encoding: of the file
 * @has_header: whether the names stand in the file; where they are made up, the cells alone tell
 * @this_year: the year it is
 *
 * Recognises each column by its name or, failing that, by its cells.
 *
 * Returns: (transfer full): a mapping.
 */
CrmImportMapping *crm_import_mapping_guess (const char *const *columns,
                                            CrmColumnEvidence *const *evidence,
                                            guint n_columns,
                                            CrmTableFormat format,
                                            const char *encoding,
                                            gboolean has_header,
                                            int this_year);

CrmImportMapping *crm_import_mapping_copy (const CrmImportMapping *self);
void crm_import_mapping_free (CrmImportMapping *self);

/**
 * crm_import_mapping_set_custom_fields:
 * @fields: (element-type CrmCustomField): those of the file that is imported into
 *
 * Keeps them, and recognises columns of their names, of which nothing better is known.
 */
void crm_import_mapping_set_custom_fields (CrmImportMapping *self, GPtrArray *fields);

/* Whether some column can name or reach anybody; a mapping without one can import nothing. */
gboolean crm_import_mapping_is_useful (const CrmImportMapping *self);

/* The same for deals: whether some column names them. */
gboolean crm_import_mapping_names_deals (const CrmImportMapping *self);

/* Whether the columns are those of deals and not of customers: besides a name and a stage they have what only deals have. */
gboolean crm_import_mapping_tells_of_deals (const CrmImportMapping *self);

/**
 * crm_import_mapping_apply:
 * @saved: a mapping of a file whose columns had the same names
 *
 * Takes over the meanings of columns of the same names, in any order, and all rules.
 */
void crm_import_mapping_apply (CrmImportMapping *self, const CrmImportMapping *saved);

/**
 * crm_import_mapping_parse_match:
 * @text: "email,phone,id,name", any of them
 *
 * Returns: whether each word is known.
 */
gboolean crm_import_mapping_parse_match (const char *text, guint *match, GError **error);

/* The form of mapping files, JSON. */
char *crm_import_mapping_to_json (const CrmImportMapping *self);

/* %CRM_ERROR_UNREADABLE when it is no mapping. @name is the file's, for messages. */
CrmImportMapping *crm_import_mapping_from_json (const char *json, gssize length, const char *name, GError **error);

CrmImportMapping *crm_import_mapping_load (const char *path, GError **error);
gboolean crm_import_mapping_save (const CrmImportMapping *self, const char *path, GError **error);

/**
 * crm_import_mapping_dup_key:
 *
 * Returns: (transfer full): a name for a file that holds the mapping, the same for all files with the same set of columns.
 */
char *crm_import_mapping_dup_key (const CrmImportMapping *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportMapping, crm_import_mapping_free)

G_END_DECLS
