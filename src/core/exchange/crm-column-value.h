/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a cell of a file as the value of a field. */

#pragma once

#include "core/base/crm-date.h"
#include "core/record/crm-value.h"

G_BEGIN_DECLS

/**
 * CrmColumnStyle:
 * @date_order: how dates in figures are read
 * @decimal_mark: '.' or ',', or 0 where it is not known
 * @minguo: whether years are counted from 1911, as Taiwan does
 * @exact: whether text is taken as it is, white space too, as this program's own exports write it
 * @currency: (nullable): of amounts that name none
 * @this_year: the year it is, for years of two digits
 * @zone: for times that name none
 *
 * How the cells of a column are written.
 */
typedef struct
{
  CrmDateOrder date_order;
  char decimal_mark;
  gboolean minguo;
  gboolean exact;
  const char *currency;
  int this_year;
  GTimeZone *zone;
} CrmColumnStyle;

/**
 * CrmColumnResult:
 * @CRM_COLUMN_READ: a value
 * @CRM_COLUMN_EMPTY: nothing is there
 * @CRM_COLUMN_STRANGE: a word that is none of the field's choices
 * @CRM_COLUMN_FAULT: it cannot be a value of the field; the error says why
 */
typedef enum
{
  CRM_COLUMN_READ,
  CRM_COLUMN_EMPTY,
  CRM_COLUMN_STRANGE,
  CRM_COLUMN_FAULT,
} CrmColumnResult;

/**
 * crm_column_value_parse:
 * @field: any but a reference, which only who knows the records can read
 * @text: the cell, UTF-8
 * @style: how the column is written
 * @value: (out): the value, to be cleared
 * @error: set with %CRM_COLUMN_FAULT: a sentence for a person
 *
 * Any thread.
 */
CrmColumnResult crm_column_value_parse (const CrmField *field, const char *text, const CrmColumnStyle *style, CrmValue *value, GError **error);

/**
 * crm_column_value_format:
 * @field: any but a reference
 * @value: of the field
 * @zone: for moments
 * @translated: whether choices and booleans are written by their labels
 *
 * The form of exports: what crm_column_value_parse() reads back. Money is the amount alone, but for custom fields: "CNY 1200.00".
 *
 * Returns: (transfer full) (nullable): %NULL for "nothing".
 */
char *crm_column_value_format (const CrmField *field, const CrmValue *value, GTimeZone *zone, gboolean translated);

/* The customer.size that a number of people falls into, or NULL when @text is no number. */
const char *crm_column_value_find_size (const char *text);

G_END_DECLS
