/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A business card as vCard files hold it: a list of properties (RFC 2426, RFC 6350, vCard 2.1 of the IMC). */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The property of a custom field: its name and its value. */
#define CRM_VCARD_CUSTOM_FIELD "X-CLIENTELE-FIELD"

/**
 * CrmVcardParam:
 * @name: upper case, "TYPE" where vCard 2.1 names none
 * @value: one value; a list becomes as many parameters
 */
typedef struct
{
  char *name;
  char *value;
} CrmVcardParam;

/**
 * CrmVcardProperty:
 * @group: (nullable): what ties properties together, such as "item1"
 * @name: upper case
 * @params: (element-type CrmVcardParam): in the order of the file
 * @value: UTF-8 with vCard's escapes still in it, so that components and lists can be told apart
 * @data: (nullable): the bytes of a picture or another attachment; @value is then empty
 * @line: 1-based line of the file it begins on, 0 if made by the program
 */
typedef struct
{
  char *group;
  char *name;
  GPtrArray *params;
  char *value;
  GBytes *data;
  guint64 line;
} CrmVcardProperty;

/**
 * CrmVcard:
 * @properties: (element-type CrmVcardProperty): in the order of the file, without BEGIN, END and VERSION
 * @version: 21, 30 or 40
 * @number: 1-based number in the file
 * @line: 1-based line of BEGIN:VCARD
 * @broken_line: 1-based line of what is wrong with it, 0 if nothing is
 */
typedef struct
{
  GPtrArray *properties;
  guint version;
  guint64 number;
  guint64 line;
  guint64 broken_line;
} CrmVcard;

CrmVcard *crm_vcard_new (void);
void crm_vcard_free (CrmVcard *self);

/* ── reading a card ── */

/**
 * crm_vcard_find:
 * @name: upper case
 *
 * Returns: (transfer none) (nullable): the first property of that name.
 */
const CrmVcardProperty *crm_vcard_find (const CrmVcard *self, const char *name);

/* (transfer full): the value as one text, escapes resolved. */
char *crm_vcard_property_dup_text (const CrmVcardProperty *self);

/* (transfer full): the parts between semicolons, escapes resolved, as of N, ADR and ORG; never %NULL. */
char **crm_vcard_property_dup_components (const CrmVcardProperty *self);

/* (transfer full): the parts between commas, escapes resolved, as of CATEGORIES and NICKNAME; never %NULL. */
char **crm_vcard_property_dup_list (const CrmVcardProperty *self);

/* Whether a TYPE parameter has this value in any case; "pref" is also true for vCard 4.0's PREF=1. */
gboolean crm_vcard_property_has_type (const CrmVcardProperty *self, const char *type);

/* (nullable): the first value of a parameter, its name in upper case. */
const char *crm_vcard_property_get_param (const CrmVcardProperty *self, const char *name);

/**
 * crm_vcard_dup_label:
 * @property: one of the card's
 *
 * Returns: (transfer full): what kind of phone, address … it is: the label Apple's X-ABLabel gives its group, else its
 *   types in words ("Work Fax"), else an empty string.
 */
char *crm_vcard_dup_label (const CrmVcard *self, const CrmVcardProperty *property);

/**
 * crm_vcard_normalize_date:
 * @text: a date in any form of RFC 2426 and RFC 6350, or one of a file's own making
 *
 * Returns: (transfer full): "1985-04-12", "1985-04", "1985", "--04-12" or "---12"; @text itself if it is no date.
 *   A time of day is dropped. The year 1604, with which Apple says that there is none, is left out.
 */
char *crm_vcard_normalize_date (const char *text);

/* ── making a card ── */

/**
 * crm_vcard_add:
 * @name: upper case
 * @text: (nullable): plain UTF-8; nothing is added for %NULL or an empty text
 *
 * Returns: (transfer none) (nullable): the new property.
 */
CrmVcardProperty *crm_vcard_add (CrmVcard *self, const char *name, const char *text);

/* The same for components (N, ADR, ORG), parted by semicolons; nothing is added if all are empty. */
CrmVcardProperty *crm_vcard_add_components (CrmVcard *self, const char *name, const char *const *components);

/* The same for a list (CATEGORIES), parted by commas. */
CrmVcardProperty *crm_vcard_add_list (CrmVcard *self, const char *name, const char *const *items);

/* The same for bytes (PHOTO). @media_type is such as "image/jpeg". */
CrmVcardProperty *crm_vcard_add_data (CrmVcard *self, const char *name, const char *media_type, GBytes *data);

void crm_vcard_property_add_param (CrmVcardProperty *self, const char *name, const char *value);

/**
 * crm_vcard_write:
 * @text: (inout): what the card is added to
 * @version: 30 or 40
 *
 * Writes the card with CRLF, folded at 75 bytes between characters. Adds FN if it is missing, and N for 3.0, as the
 * standards demand. Parameters are written so that either version reads them.
 */
void crm_vcard_write (const CrmVcard *self, GString *text, guint version);

/* ── private to the parser ── */

CrmVcardProperty *crm_vcard_append (CrmVcard *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmVcard, crm_vcard_free)

G_END_DECLS
