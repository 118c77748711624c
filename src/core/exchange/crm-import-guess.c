/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognises the columns of a file, by their names and by what stands in them. */

#include "config.h"

#include "core/exchange/crm-import-mapping.h"

#include "core/exchange/crm-column-choice.h"
#include "core/exchange/crm-column-heading.h"
#include "core/exchange/crm-column-names.h"
#include "core/exchange/crm-import-name.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A column of names without a header counts as companies when that many bear a legal form. */
#define COMPANY_PERCENT 30

/* Which program writes all of these columns, folded; the first that fits wins. */
static const struct
{
  const char *program;
  const char *columns[4];
} programs[] = {
  { "Outlook", { "emailtype", "businessphone", "jobtitle" } },
  { "Outlook", { "emailtyp", "telefongeschaftlich", "position" } },
  { "Google Contacts", { "givenname", "email1value", "groupmembership" } },
  { "Google Contacts", { "firstname", "organizationname", "labels", "email1value" } },
  { "HubSpot", { "recordid", "lifecyclestage", "contactowner" } },
  { "HubSpot", { "recordid", "companyname", "companyowner" } },
  { "Salesforce", { "accountname", "accountowner" } },
  { "Salesforce", { "leadowner", "leadstatus" } },
  { "Salesforce", { "isdeleted", "ownerid", "lastmodifieddate" } },
  { "Odoo", { "externalid", "companytype" } },
  { "EspoCRM", { "assignedusername", "emailaddress", "createdat" } },
  { "WeCom", { "添加人", "添加时间" } },
  { "WeCom", { "激活状态", "禁用状态" } },
};

typedef struct
{
  CrmImportMapping *mapping;
  CrmColumnEvidence *const *evidence;
  CrmTableFormat format;
  const char *encoding;
  int this_year;
} Guess;

static CrmImportColumn *
get_column (const Guess *self, guint i)
{
  return &g_array_index (self->mapping->columns, CrmImportColumn, i);
}

static gboolean
has (const Guess *self, CrmColumnTarget target, int item)
{
  for (guint i = 0; i < self->mapping->columns->len; i++)
    if (get_column (self, i)->meaning.target == target && (item < 0 || get_column (self, i)->meaning.item == (guint)item))
      return TRUE;
  return FALSE;
}

static const char *
find_program (const Guess *self)
{
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->mapping->columns->len; i++)
    g_hash_table_add (folded, crm_column_names_fold (get_column (self, i)->name));
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      gboolean all = TRUE;

      for (gsize j = 0; j < G_N_ELEMENTS (programs[i].columns) && programs[i].columns[j] != NULL; j++)
        all = all && g_hash_table_contains (folded, programs[i].columns[j]);
      if (all)
        return programs[i].program;
    }
  return NULL;
}

/* An export of this program has its id in front, and no column that this program would not write. */
static gboolean
recognise_own (Guess *self)
{
  g_autofree CrmColumnMeaning *meanings = g_new0 (CrmColumnMeaning, self->mapping->columns->len);

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      g_autofree char *folded = crm_column_names_fold (get_column (self, i)->name);

      if (strcmp (folded, "problem") == 0 || strcmp (folded, "问题") == 0)
        meanings[i].target = CRM_COLUMN_IGNORE;
      else if (!crm_column_heading_parse (get_column (self, i)->name, &meanings[i]))
        return FALSE;
    }
  if (self->mapping->columns->len < 3 || meanings[0].target != CRM_COLUMN_ID || !crm_column_evidence_is_id (self->evidence[0]))
    return FALSE;
  for (guint i = 0; i < self->mapping->columns->len; i++)
    get_column (self, i)->meaning = meanings[i];
  self->mapping->exact = TRUE;
  return TRUE;
}

static gboolean
recognise_cells (const CrmColumnEvidence *evidence, CrmColumnMeaning *meaning)
{
  *meaning = (CrmColumnMeaning){ CRM_COLUMN_POINT };
  if (crm_column_evidence_is_email (evidence))
    meaning->item = CRM_POINT_EMAIL;
  else if (crm_column_evidence_is_phone (evidence))
    meaning->item = CRM_POINT_PHONE;
  else if (crm_column_evidence_is_web (evidence))
    meaning->item = CRM_POINT_WEB;
  else
    return FALSE;
  return TRUE;
}

static void
recognise_by_name (Guess *self, guint i)
{
  CrmImportColumn *column = get_column (self, i);

  if (crm_column_names_find (column->name, &column->meaning) || recognise_cells (self->evidence[i], &column->meaning))
    return;
  column->meaning = (CrmColumnMeaning){ crm_column_evidence_get_n_filled (self->evidence[i]) > 0 ? CRM_COLUMN_NOTE_LINE : CRM_COLUMN_IGNORE };
}

/* Without names: the first column of words is the name, one with legal forms the company. */
static void
recognise_by_cells (Guess *self)
{
  gboolean named = FALSE, company = FALSE;

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      CrmImportColumn *column = get_column (self, i);
      gboolean companies = crm_column_evidence_get_company_percent (self->evidence[i]) >= COMPANY_PERCENT;

      if (recognise_cells (self->evidence[i], &column->meaning))
        continue;
      column->meaning = (CrmColumnMeaning){ crm_column_evidence_get_n_filled (self->evidence[i]) > 0 ? CRM_COLUMN_NOTE_LINE : CRM_COLUMN_IGNORE };
      if (crm_column_evidence_get_n_filled (self->evidence[i]) == 0 || g_ascii_isdigit (((const char *)crm_column_evidence_get_samples (self->evidence[i])->pdata[0])[0]))
        continue;
      if (companies && !company)
        {
          column->meaning.target = CRM_COLUMN_COMPANY;
          company = TRUE;
        }
      else if (!named)
        {
          column->meaning.target = CRM_COLUMN_NAME;
          named = TRUE;
        }
    }
}

/* ── what depends on other columns ── */

/* Outlook's "Title" is a salutation, for it has "Job Title" too. */
static void
tell_titles_apart (Guess *self)
{
  guint n_titles = 0;

  for (guint i = 0; i < self->mapping->columns->len; i++)
    n_titles += get_column (self, i)->meaning.target == CRM_COLUMN_ROLE && get_column (self, i)->meaning.item == CRM_ROLE_TITLE;
  if (n_titles < 2)
    return;
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      g_autofree char *folded = crm_column_names_fold (get_column (self, i)->name);

      if (strcmp (folded, "title") == 0)
        get_column (self, i)->meaning = (CrmColumnMeaning){ CRM_COLUMN_NAME_PART, CRM_NAME_PART_PREFIX };
    }
}

static gboolean
tells_types (const CrmColumnEvidence *evidence)
{
  GPtrArray *samples = crm_column_evidence_get_samples (evidence);
  guint n = 0;

  for (guint i = 0; i < samples->len; i++)
    n += crm_column_choice_find (&crm_kind_customer.fields[CRM_CUSTOMER_TYPE], samples->pdata[i]) != NULL;
  return n * 2 > samples->len;
}

/* Many programs call something else a type: "Prospect", "Reseller". */
static void
check_types (Guess *self)
{
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      CrmColumnMeaning *meaning = &get_column (self, i)->meaning;

      if (meaning->target == CRM_COLUMN_CUSTOMER && meaning->item == CRM_CUSTOMER_TYPE && !tells_types (self->evidence[i]))
        *meaning = (CrmColumnMeaning){ crm_column_evidence_get_n_filled (self->evidence[i]) > 0 ? CRM_COLUMN_NOTE_LINE : CRM_COLUMN_IGNORE };
    }
}

static void
retarget (Guess *self, CrmColumnTarget from, CrmColumnMeaning to)
{
  for (guint i = 0; i < self->mapping->columns->len; i++)
    if (get_column (self, i)->meaning.target == from)
      get_column (self, i)->meaning = to;
}

static gboolean
has_company_traits (const Guess *self)
{
  return has (self, CRM_COLUMN_CUSTOMER, CRM_CUSTOMER_INDUSTRY) || has (self, CRM_COLUMN_CUSTOMER, CRM_CUSTOMER_TAX_ID) || has (self, CRM_COLUMN_CUSTOMER, CRM_CUSTOMER_SIZE) || has (self, CRM_COLUMN_HEADCOUNT, -1);
}

/* Among names of people a lone word is a person too; a card is one's unless it says otherwise (RFC 6350, 6.1.4). */
static gboolean
are_people (const Guess *self)
{
  guint n_people = 0;

  if (self->format == CRM_TABLE_FORMAT_VCARD)
    return TRUE;
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      GPtrArray *samples = crm_column_evidence_get_samples (self->evidence[i]);

      if (get_column (self, i)->meaning.target != CRM_COLUMN_NAME)
        continue;
      if (crm_column_evidence_get_company_percent (self->evidence[i]) > 0)
        return FALSE;
      for (guint j = 0; j < samples->len; j++)
        n_people += !crm_import_name_is_company (samples->pdata[j]);
    }
  return n_people > 0;
}

/* Whom "name" names. */
static void
settle_names (Guess *self)
{
  gboolean parts = has (self, CRM_COLUMN_NAME_PART, CRM_NAME_PART_FAMILY) || has (self, CRM_COLUMN_NAME_PART, CRM_NAME_PART_GIVEN);
  gboolean contact = has (self, CRM_COLUMN_PERSON, CRM_PERSON_NAME);

  if (!has (self, CRM_COLUMN_NAME, -1) || has (self, CRM_COLUMN_CUSTOMER, CRM_CUSTOMER_TYPE))
    return;
  if (contact && !has (self, CRM_COLUMN_COMPANY, -1))
    retarget (self, CRM_COLUMN_NAME, (CrmColumnMeaning){ CRM_COLUMN_COMPANY });
  else if (has (self, CRM_COLUMN_COMPANY, -1) || parts)
    retarget (self, CRM_COLUMN_NAME, (CrmColumnMeaning){ CRM_COLUMN_PERSON, CRM_PERSON_NAME });
  else if (has_company_traits (self))
    self->mapping->names = CRM_IMPORT_NAMES_ARE_COMPANIES;
  else if (are_people (self))
    self->mapping->names = CRM_IMPORT_NAMES_ARE_PEOPLE;
}

/* ── how they are written ── */

static gboolean
holds_dates (const CrmColumnMeaning *meaning)
{
  CrmType type = meaning->target == CRM_COLUMN_CUSTOMER      ? crm_kind_customer.fields[meaning->item].type
                 : meaning->target == CRM_COLUMN_PERSON      ? crm_kind_person.fields[meaning->item].type
                 : meaning->target == CRM_COLUMN_ROLE        ? crm_kind_role.fields[meaning->item].type
                 : meaning->target == CRM_COLUMN_INTERACTION ? crm_kind_interaction.fields[meaning->item].type
                                                             : CRM_TYPE_TEXT;

  return type == CRM_TYPE_DATE || type == CRM_TYPE_TIME;
}

/* Columns that cannot tell are read as the one that can: a file has one writer. */
static void
settle_dates (Guess *self)
{
  CrmDateOrder known = CRM_DATE_ORDER_UNKNOWN;
  gboolean taiwan = g_strcmp0 (self->encoding, "Big5") == 0;

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      CrmImportColumn *column = get_column (self, i);

      column->date_order = crm_column_evidence_find_date_order (self->evidence[i], self->this_year);
      column->minguo = taiwan && holds_dates (&column->meaning) && crm_column_evidence_has_short_years_first (self->evidence[i]);
      if (holds_dates (&column->meaning) && (column->date_order == CRM_DATE_ORDER_DMY || column->date_order == CRM_DATE_ORDER_MDY))
        known = column->date_order;
    }
  for (guint i = 0; i < self->mapping->columns->len; i++)
    if (get_column (self, i)->date_order == CRM_DATE_ORDER_UNKNOWN)
      get_column (self, i)->date_order = known;
}

static void
settle_amounts (Guess *self)
{
  char known = 0;

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      CrmImportColumn *column = get_column (self, i);

      column->decimal_mark = self->format == CRM_TABLE_FORMAT_XLSX || self->mapping->exact ? '.' : crm_column_evidence_find_decimal_mark (self->evidence[i]);
      if (column->meaning.target == CRM_COLUMN_CUSTOMER && crm_kind_customer.fields[column->meaning.item].type == CRM_TYPE_MONEY && column->decimal_mark != 0)
        known = column->decimal_mark;
    }
  for (guint i = 0; i < self->mapping->columns->len; i++)
    if (get_column (self, i)->decimal_mark == 0)
      get_column (self, i)->decimal_mark = known;
}

static void
recognise (Guess *self, gboolean has_header)
{
  if (recognise_own (self))
    {
      self->mapping->program = g_strdup ("Clientele");
      return;
    }
  if (has_header)
    for (guint i = 0; i < self->mapping->columns->len; i++)
      recognise_by_name (self, i);
  else
    recognise_by_cells (self);
  if (self->format != CRM_TABLE_FORMAT_VCARD)
    self->mapping->program = g_strdup (find_program (self));
  tell_titles_apart (self);
  check_types (self);
  settle_names (self);
}

CrmImportMapping *
crm_import_mapping_guess (const char *const *columns,
                          CrmColumnEvidence *const *evidence,
                          guint n_columns,
                          CrmTableFormat format,
                          const char *encoding,
                          gboolean has_header,
                          int this_year)
{
  CrmImportMapping *mapping = g_new0 (CrmImportMapping, 1);
  Guess guess = { mapping, evidence, format, encoding, this_year };

  mapping->match = CRM_IMPORT_MATCH_DEFAULT;
  mapping->lenient = format == CRM_TABLE_FORMAT_VCARD;
  mapping->columns = g_array_new (FALSE, TRUE, sizeof (CrmImportColumn));
  for (guint i = 0; i < n_columns; i++)
    {
      CrmImportColumn column = { .name = g_strdup (columns[i]), .deal = crm_deal_column_find (columns[i]) };

      g_array_append_val (mapping->columns, column);
    }
  recognise (&guess, has_header);
  settle_dates (&guess);
  settle_amounts (&guess);
  return mapping;
}
