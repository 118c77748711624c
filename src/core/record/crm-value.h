/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of one field. */

#pragma once

#include "core/base/crm-id.h"
#include "core/base/crm-money.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_VALUE_NONE,
  CRM_VALUE_INTEGER,
  CRM_VALUE_TEXT,
  CRM_VALUE_MONEY,
  CRM_VALUE_ID,
} CrmValueType;

/**
 * CrmValue:
 *
 * A tagged value: nothing; a whole number (also dates, times, booleans, millionths); text (a GRefString, never empty); money; or the
 * id a reference points to. All zero bytes are "nothing", so an array from g_new0() is ready.
 */
typedef struct
{
  CrmValueType type;
  union
  {
    gint64 integer;
    char *text;
    CrmMoney money;
    CrmId id;
  };
} CrmValue;

/* Text that is empty or all white space becomes "nothing": one way to say it, not three. */
CrmValue crm_value_text (const char *text);
CrmValue crm_value_text_len (const char *text, gsize length);
CrmValue crm_value_integer (gint64 integer);
CrmValue crm_value_money (CrmMoney money);
CrmValue crm_value_id (const CrmId *id);

CrmValue crm_value_copy (const CrmValue *value);
void crm_value_clear (CrmValue *value);
gboolean crm_value_equal (const CrmValue *a, const CrmValue *b);

/**
 * crm_value_fits:
 *
 * Returns: whether @value may stand in a field of @type; "nothing" always may.
 */
gboolean crm_value_fits (const CrmValue *value, CrmType type);

/**
 * crm_value_to_stored:
 *
 * The canonical text of a value, as history and the wire keep it: whole numbers in decimal, money as "MINOR CUR", ids as
 * UUIDs, text as it is.
 *
 * Returns: (transfer full) (nullable): %NULL for "nothing".
 */
char *crm_value_to_stored (const CrmValue *value);

/**
 * crm_value_from_stored:
 * @stored: (nullable): what crm_value_to_stored() gave
 * @type: the field's type
 * @value: (out): the value
 *
 * Returns: whether @stored is canonical for @type.
 */
gboolean crm_value_from_stored (const char *stored, CrmType type, CrmValue *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmValue, crm_value_clear)

G_END_DECLS
