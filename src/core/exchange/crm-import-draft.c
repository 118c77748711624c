/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one row of a file says, read by its mapping but not compared with any record yet. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-import-draft-private.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-sort.h"
#include "core/exchange/crm-column-choice.h"
#include "core/exchange/crm-import-custom.h"
#include "core/record/crm-choice-set.h"
#include "core/exchange/crm-import-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CHOICES_KEPT 256

static void
clear_point (gpointer data)
{
  CrmDraftPoint *point = data;

  crm_value_clear (&point->value);
  crm_value_clear (&point->key);
  crm_value_clear (&point->label);
}

static GArray *
points_new (void)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (CrmDraftPoint));

  g_array_set_clear_func (points, clear_point);
  return points;
}

static CrmDraftPerson *
person_new (void)
{
  CrmDraftPerson *person = g_new0 (CrmDraftPerson, 1);

  person->points = points_new ();
  return person;
}

static void
clear_values (CrmValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    crm_value_clear (&values[i]);
}

static void
person_free (gpointer data)
{
  CrmDraftPerson *person = data;

  crm_value_clear (&person->name_key);
  clear_values (person->values, CRM_PERSON_N_FIELDS);
  clear_values (person->role, CRM_ROLE_N_FIELDS);
  g_array_unref (person->points);
  g_free (person);
}

static CrmImportDraft *
draft_new (guint source, guint64 row)
{
  CrmImportDraft *draft = g_new0 (CrmImportDraft, 1);

  draft->source = source;
  draft->row = row;
  draft->points = points_new ();
  draft->people = g_ptr_array_new_with_free_func (person_free);
  return draft;
}

void
crm_import_draft_free (CrmImportDraft *self)
{
  crm_value_clear (&self->name_key);
  clear_values (self->values, CRM_CUSTOMER_N_FIELDS);
  clear_values (self->interaction, CRM_INTERACTION_N_FIELDS);
  g_free (self->fault.reason);
  g_free (self->owner);
  g_free (self->referrer);
  g_free (self->external_id);
  g_free (self->company_id);
  g_free (self->author);
  g_array_unref (self->points);
  g_ptr_array_unref (self->people);
  g_clear_pointer (&self->more_companies, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  if (self->lines != NULL)
    g_string_free (self->lines, TRUE);
  clear_values (self->custom, self->n_custom);
  g_free (self->custom);
  g_free (self);
}

/* ── the columns ── */

static int
find_partner (const CrmImportMapping *mapping, guint position, CrmColumnTarget target)
{
  const CrmColumnMeaning *meaning = &g_array_index (mapping->columns, CrmImportColumn, position).meaning;

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const CrmColumnMeaning *other = &g_array_index (mapping->columns, CrmImportColumn, i).meaning;

      if (other->target == target && other->item == meaning->item && other->person == meaning->person && other->number == meaning->number)
        return (int)i;
    }
  return -1;
}

/* The place of the custom field of that name, or -1. */
static int
find_custom (const CrmDraftReader *self, const char *label)
{
  GPtrArray *fields = self->settings.custom_fields;
  CrmCustomField *field = fields != NULL && label != NULL ? crm_custom_fields_find (fields, label) : NULL;
  guint place;

  return field != NULL && g_ptr_array_find (fields, field, &place) ? (int)place : -1;
}

static gboolean
has_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (crm_pinyin_is_han (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static void
compile_column (CrmDraftReader *self, guint i)
{
  CrmDraftColumn *compiled = &self->columns[i];
  const CrmImportColumn *column = &g_array_index (self->mapping->columns, CrmImportColumn, i);
  const CrmColumnMeaning *meaning = &column->meaning;

  compiled->column = column;
  compiled->style = (CrmColumnStyle){
    .date_order = self->mapping->exact ? CRM_DATE_ORDER_YMD : column->date_order,
    .decimal_mark = column->decimal_mark,
    .minguo = column->minguo,
    .exact = self->mapping->exact,
    .currency = self->settings.currency,
    .this_year = self->settings.this_year,
    .zone = self->settings.zone,
  };
  compiled->label_column = compiled->opt_out_column = compiled->currency_column = -1;
  compiled->custom = meaning->target == CRM_COLUMN_CUSTOM ? find_custom (self, meaning->label) : -1;
  compiled->keeps_name = has_han (column->name);
  if (meaning->target == CRM_COLUMN_POINT && meaning->number > 0)
    {
      compiled->label_column = find_partner (self->mapping, i, CRM_COLUMN_POINT_LABEL);
      compiled->opt_out_column = find_partner (self->mapping, i, CRM_COLUMN_POINT_OPT_OUT);
    }
  if (meaning->target == CRM_COLUMN_PAIR_VALUE)
    compiled->label_column = find_partner (self->mapping, i, CRM_COLUMN_PAIR_LABEL);
  if (meaning->target == CRM_COLUMN_CUSTOMER && crm_kind_customer.fields[meaning->item].type == CRM_TYPE_MONEY)
    compiled->currency_column = find_partner (self->mapping, i, CRM_COLUMN_CURRENCY);
}

static gboolean
is_name_column (const CrmColumnMeaning *meaning)
{
  return meaning->person == 0 && (meaning->target == CRM_COLUMN_NAME || meaning->target == CRM_COLUMN_COMPANY || meaning->target == CRM_COLUMN_NAME_PART || (meaning->target == CRM_COLUMN_PERSON && meaning->item == CRM_PERSON_NAME) || (meaning->target == CRM_COLUMN_CUSTOMER && (meaning->item == CRM_CUSTOMER_TYPE || meaning->item == CRM_CUSTOMER_NAME)));
}

/* Read with another column, or not at all. Partners without a value column are lost otherwise, so they are lines. */
static gboolean
is_read_elsewhere (const CrmColumnMeaning *meaning)
{
  return meaning->target == CRM_COLUMN_IGNORE || meaning->target == CRM_COLUMN_POINT_LABEL || meaning->target == CRM_COLUMN_POINT_OPT_OUT || meaning->target == CRM_COLUMN_PAIR_LABEL || meaning->target == CRM_COLUMN_CURRENCY || meaning->target == CRM_COLUMN_ADDRESS;
}

static gboolean
is_formatted_address (const CrmDraftReader *self, guint column)
{
  for (guint i = 0; i < self->addresses->len; i++)
    if (((const CrmDraftAddress *)self->addresses->pdata[i])->formatted == (int)column)
      return TRUE;
  return FALSE;
}

CrmDraftReader *
crm_draft_reader_new (const CrmImportMapping *mapping, guint source, const CrmImportSettings *settings)
{
  CrmDraftReader *self = g_new0 (CrmDraftReader, 1);

  self->mapping = mapping;
  self->settings = *settings;
  self->source = source;
  self->n_columns = mapping->columns->len;
  self->columns = g_new0 (CrmDraftColumn, self->n_columns + 1);
  self->names = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rest = g_array_new (FALSE, FALSE, sizeof (guint));
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_draft_address_free);
  for (guint i = 0; i < self->n_columns; i++)
    compile_column (self, i);
  crm_draft_reader_find_addresses (self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const CrmColumnMeaning *meaning = &self->columns[i].column->meaning;

      if (is_name_column (meaning))
        g_array_append_val (self->names, i);
      else if (!is_read_elsewhere (meaning) && !is_formatted_address (self, i))
        g_array_append_val (self->rest, i);
    }
  return self;
}

void
crm_draft_reader_free (CrmDraftReader *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_pointer (&self->columns[i].choices, g_hash_table_unref);
  g_free (self->columns);
  g_array_unref (self->names);
  g_array_unref (self->rest);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

/* ── small things ── */

const char *
crm_draft_reader_get_cell (const CrmDraftReader *self, int column)
{
  return column >= 0 && (guint)column < self->row->n_cells ? self->row->cells[column].text : "";
}

static void
append_line (CrmImportDraft *draft, const char *name, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (*trimmed == '\0' || crm_column_choice_is_nothing (trimmed))
    return;
  if (draft->lines == NULL)
    draft->lines = g_string_new (NULL);
  if (draft->lines->len > 0)
    g_string_append_c (draft->lines, '\n');
  /* Translators: a line of a note: the name of a column and what stood in it. */
  g_string_append_printf (draft->lines, _ ("%s: %s"), name, trimmed);
}

void
crm_draft_reader_add_line (CrmDraftReader *self, guint column, const char *text)
{
  append_line (self->draft, self->columns[column].column->name, text);
}

static void
set_fault (CrmDraftReader *self, int column, char *reason)
{
  if (self->draft->fault.reason != NULL)
    {
      g_free (reason);
      return;
    }
  self->draft->fault = (CrmDraftFault){ column, reason };
}

CrmDraftPerson *
crm_draft_reader_get_person (CrmDraftReader *self, guint number)
{
  GPtrArray *people = self->draft->people;

  if (number == 0)
    return self->main;
  while (people->len < number)
    g_ptr_array_add (people, person_new ());
  return people->pdata[number - 1];
}

GArray *
crm_draft_reader_get_points (CrmDraftReader *self, guint person, gboolean of_company)
{
  if (person > 0)
    return crm_draft_reader_get_person (self, person)->points;
  return self->draft->subject == CRM_DRAFT_MEMBER && !of_company ? self->main->points : self->draft->points;
}

/* ── fields ── */

static void
free_ref_string (gpointer text)
{
  if (text != NULL)
    g_ref_string_release (text);
}

/* The same few words stand in every row: each is looked up once. */
static CrmColumnResult
read_choice (CrmDraftColumn *compiled, const CrmField *field, const char *text, CrmValue *value)
{
  gpointer known;

  if (compiled->choices == NULL)
    compiled->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_ref_string);
  if (!g_hash_table_lookup_extended (compiled->choices, text, NULL, &known))
    {
      CrmColumnResult result = crm_column_value_parse (field, text, &compiled->style, value, NULL);

      if (result != CRM_COLUMN_EMPTY && g_hash_table_size (compiled->choices) < MAX_CHOICES_KEPT)
        g_hash_table_insert (compiled->choices, g_strdup (text), result == CRM_COLUMN_READ ? g_ref_string_acquire (value->text) : NULL);
      return result;
    }
  if (known == NULL)
    return CRM_COLUMN_STRANGE;
  *value = (CrmValue){ .type = CRM_VALUE_TEXT, .text = g_ref_string_acquire (known) };
  return CRM_COLUMN_READ;
}

static CrmColumnResult
read_value (CrmDraftReader *self, guint column, const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  CrmDraftColumn *compiled = &self->columns[column];
  CrmColumnStyle style = compiled->style;
  g_autofree char *currency = NULL;

  *value = (CrmValue){ CRM_VALUE_NONE };
  /* A column of pairs is about another field in each row. */
  if (field->type == CRM_TYPE_CHOICE && !style.exact && compiled->column->meaning.target != CRM_COLUMN_PAIR_VALUE)
    return read_choice (compiled, field, text, value);
  if (field->type == CRM_TYPE_MONEY && compiled->currency_column >= 0)
    {
      currency = g_ascii_strup (crm_draft_reader_get_cell (self, compiled->currency_column), -1);
      g_strstrip (currency);
      if (crm_money_is_currency (currency))
        style.currency = currency;
    }
  return crm_column_value_parse (field, text, &style, value, error);
}

/* A second column for one field: long texts join, of others what differs is not lost. */
static void
add_value (CrmDraftReader *self, guint column, const CrmField *field, const char *text, CrmValue *target, CrmValue value)
{
  if (target->type == CRM_VALUE_NONE)
    {
      *target = value;
      return;
    }
  if (!crm_value_equal (target, &value))
    {
      if (field->type == CRM_TYPE_LONG_TEXT)
        {
          g_autofree char *joined = g_strconcat (target->text, "\n", value.text, NULL);

          crm_value_clear (target);
          *target = crm_value_text (joined);
        }
      else
        crm_draft_reader_add_line (self, column, text);
    }
  crm_value_clear (&value);
}

static void
read_field (CrmDraftReader *self, guint column, const CrmField *field, const char *text, CrmValue *target)
{
  GError *error = NULL;
  CrmValue value;

  switch (read_value (self, column, field, text, &value, &error))
    {
    case CRM_COLUMN_READ:
      add_value (self, column, field, text, target, value);
      break;
    case CRM_COLUMN_STRANGE:
      crm_draft_reader_add_line (self, column, text);
      break;
    case CRM_COLUMN_FAULT:
      if (self->mapping->lenient)
        crm_draft_reader_add_line (self, column, text);
      else
        set_fault (self, (int)column, g_strdup (error->message));
      g_error_free (error);
      break;
    case CRM_COLUMN_EMPTY:
    default:
      break;
    }
}

static char *
dup_trimmed (const char *text)
{
  char *trimmed = g_strstrip (g_strdup (text));

  if (*trimmed == '\0' || crm_column_choice_is_nothing (trimmed))
    g_clear_pointer (&trimmed, g_free);
  return trimmed;
}

/* Salesforce writes an id of zeros for none. */
static char *
dup_external_id (const char *text)
{
  char *id = dup_trimmed (text);

  if (id != NULL && (strspn (id, "0") == strlen (id) || g_str_has_prefix (id, "0000000000")))
    g_clear_pointer (&id, g_free);
  return id;
}

/* ── who ── */

typedef struct
{
  const char *type;
  char *name; /* of whom, the row must tell */
  char *full; /* a person's, in one */
  char *company;
  char *parts[CRM_N_NAME_PARTS];
  guint columns[CRM_N_NAME_PARTS];
} Names;

static void
names_clear (Names *names)
{
  g_free (names->name);
  g_free (names->full);
  g_free (names->company);
  for (guint i = 0; i < CRM_N_NAME_PARTS; i++)
    g_free (names->parts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static char *
dup_name (const CrmDraftReader *self, const char *text)
{
  g_autofree char *trimmed = NULL;

  if (self->mapping->exact)
    return *text != '\0' ? g_strdup (text) : NULL;
  trimmed = dup_trimmed (text);
  return trimmed != NULL ? crm_import_name_tidy (trimmed) : NULL;
}

static void
take_name (CrmDraftReader *self, guint column, char **target, char *name)
{
  if (name == NULL)
    return;
  if (*target == NULL)
    {
      *target = name;
      return;
    }
  if (strcmp (*target, name) != 0)
    crm_draft_reader_add_line (self, column, name);
  g_free (name);
}

/* HubSpot lists several companies of one person, with as many ids. */
static void
take_company (CrmDraftReader *self, guint column, Names *names, const char *text)
{
  g_autofree char *company = dup_name (self, text);
  g_auto (GStrv) several = NULL;

  if (company == NULL || crm_import_name_is_no_company (company))
    return;
  if (strstr (company, "; ") != NULL && g_strcmp0 (self->mapping->program, "HubSpot") == 0)
    {
      several = g_strsplit (company, "; ", -1);
      for (gsize i = 1; several[i] != NULL; i++)
        {
          if (self->draft->more_companies == NULL)
            self->draft->more_companies = g_ptr_array_new_with_free_func (g_free);
          if (*several[i] != '\0')
            g_ptr_array_add (self->draft->more_companies, g_strdup (several[i]));
        }
      g_free (company);
      company = g_strdup (several[0]);
    }
  take_name (self, column, &names->company, g_steal_pointer (&company));
}

static void
read_name_column (CrmDraftReader *self, guint column, const char *text, Names *names)
{
  const CrmColumnMeaning *meaning = &self->columns[column].column->meaning;

  switch (meaning->target)
    {
    case CRM_COLUMN_COMPANY:
      take_company (self, column, names, text);
      break;
    case CRM_COLUMN_NAME_PART:
      names->columns[meaning->item] = column;
      take_name (self, column, &names->parts[meaning->item], dup_name (self, text));
      break;
    case CRM_COLUMN_PERSON:
      take_name (self, column, &names->full, dup_name (self, text));
      break;
    case CRM_COLUMN_NAME:
      take_name (self, column, &names->name, dup_name (self, text));
      break;
    default:
      if (meaning->item == CRM_CUSTOMER_NAME)
        take_name (self, column, &names->name, dup_name (self, text));
      else
        read_field (self, column, &crm_kind_customer.fields[CRM_CUSTOMER_TYPE], text, &self->draft->values[CRM_CUSTOMER_TYPE]);
    }
}

static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *key_a = crm_text_sort_key (a, CRM_NAME_COMPANY, FALSE), *key_b = crm_text_sort_key (b, CRM_NAME_COMPANY, FALSE);

  return strcmp (key_a, key_b) == 0;
}

/* Says which of the names is the person's and which the company's. */
static void
settle_names (CrmDraftReader *self, Names *names)
{
  const char *type = self->draft->values[CRM_CUSTOMER_TYPE].type == CRM_VALUE_TEXT ? self->draft->values[CRM_CUSTOMER_TYPE].text : NULL;
  gboolean is_company = g_strcmp0 (type, "company") == 0;

  if (names->full == NULL)
    {
      g_autofree char *joined = crm_import_name_join ((const char *const *)names->parts);

      if (*joined != '\0')
        names->full = g_steal_pointer (&joined);
    }
  if (is_company && names->name != NULL)
    {
      /* A company within a company has no place of its own. */
      if (names->company != NULL && !is_same_name (names->name, names->company))
        append_line (self->draft, _ ("Company"), names->company);
      g_free (names->company);
      names->company = g_steal_pointer (&names->name);
      if (names->full != NULL && is_same_name (names->full, names->company))
        g_clear_pointer (&names->full, g_free);
    }
  if (names->name == NULL)
    return;
  self->draft->is_guess = type == NULL && names->company == NULL && names->full == NULL;
  if (self->draft->is_guess && (self->mapping->names == CRM_IMPORT_NAMES_ARE_COMPANIES || (self->mapping->names == CRM_IMPORT_NAMES_DECIDE && crm_import_name_is_company (names->name))))
    names->company = g_steal_pointer (&names->name);
  else
    {
      g_free (names->full);
      names->full = g_steal_pointer (&names->name);
    }
}

static void
set_text (CrmValue *value, const char *text)
{
  crm_value_clear (value);
  *value = crm_value_text (text);
}

/* The salutation tells the gender; what is left of it stands in the name. */
static void
take_gender (CrmDraftReader *self, const Names *names)
{
  const char *prefix = names->parts[CRM_NAME_PART_PREFIX];
  const char *gender = prefix != NULL ? crm_import_name_find_gender (prefix) : NULL;

  if (gender != NULL && self->main->values[CRM_PERSON_GENDER].type == CRM_VALUE_NONE)
    set_text (&self->main->values[CRM_PERSON_GENDER], gender);
}

static void
take_nickname (CrmDraftReader *self, const Names *names)
{
  const char *nickname = names->parts[CRM_NAME_PART_NICKNAME];

  if (nickname == NULL)
    return;
  if (self->draft->subject == CRM_DRAFT_MEMBER)
    crm_draft_reader_add_line (self, names->columns[CRM_NAME_PART_NICKNAME], nickname);
  else
    set_text (&self->draft->values[CRM_CUSTOMER_ALIAS], nickname);
}

/* "Mr. Ravi Menon": what the row says to be a salutation is not part of the name. */
static void
strip_salutation (Names *names)
{
  const char *prefix = names->parts[CRM_NAME_PART_PREFIX];
  gsize length = prefix != NULL ? strlen (prefix) : 0;

  if (names->full != NULL && length > 0 && crm_import_name_find_gender (prefix) != NULL && strpbrk (prefix, " /") == NULL && g_str_has_prefix (names->full, prefix) && names->full[length] == ' ')
    memmove (names->full, names->full + length + 1, strlen (names->full + length));
}

static void
read_own_names (CrmDraftReader *self, Names *names)
{
  CrmImportDraft *draft = self->draft;

  draft->subject = g_strcmp0 (draft->values[CRM_CUSTOMER_TYPE].text, "individual") == 0 ? CRM_DRAFT_INDIVIDUAL : CRM_DRAFT_COMPANY;
  set_text (&draft->values[CRM_CUSTOMER_NAME], names->name);
}

static void
read_names (CrmDraftReader *self)
{
  CrmImportDraft *draft = self->draft;
  g_auto (Names) names = { 0 };

  for (guint i = 0; i < self->names->len; i++)
    {
      guint column = g_array_index (self->names, guint, i);
      const char *text = crm_draft_reader_get_cell (self, (int)column);

      if (*text != '\0')
        read_name_column (self, column, text, &names);
    }
  if (self->mapping->exact)
    {
      read_own_names (self, &names);
      return;
    }
  settle_names (self, &names);
  strip_salutation (&names);
  if (names.full != NULL && names.company != NULL && is_same_name (names.full, names.company))
    g_clear_pointer (&names.full, g_free);
  draft->subject = names.full != NULL && names.company != NULL ? CRM_DRAFT_MEMBER
                   : names.company != NULL                     ? CRM_DRAFT_COMPANY
                   : names.full != NULL                        ? CRM_DRAFT_INDIVIDUAL
                                                               : CRM_DRAFT_NOBODY;
  set_text (&draft->values[CRM_CUSTOMER_NAME], names.company != NULL ? names.company : names.full);
  if (draft->subject == CRM_DRAFT_MEMBER)
    set_text (&self->main->values[CRM_PERSON_NAME], names.full);
  take_gender (self, &names);
  take_nickname (self, &names);
}

/* ── the other columns ── */

static void
read_id (CrmDraftReader *self, guint column, guint person, const char *text)
{
  CrmId *id = person == 0 ? &self->draft->id : &crm_draft_reader_get_person (self, person)->id;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  if (*trimmed != '\0' && !crm_id_parse (trimmed, id))
    set_fault (self, (int)column, g_strdup_printf (_ ("“%s” is not an id that Clientele gives."), trimmed));
}

static void
read_customer_field (CrmDraftReader *self, guint column, guint field, const char *text)
{
  CrmImportDraft *draft = self->draft;

  if (field == CRM_CUSTOMER_OWNER)
    take_name (self, column, &draft->owner, dup_trimmed (text));
  else if (field == CRM_CUSTOMER_REFERRER)
    take_name (self, column, &draft->referrer, dup_trimmed (text));
  else
    read_field (self, column, &crm_kind_customer.fields[field], text, &draft->values[field]);
  if (field == CRM_CUSTOMER_CREDIT_TERMS && draft->values[field].type == CRM_VALUE_INTEGER && draft->values[field].integer < 0)
    set_fault (self, (int)column, g_strdup (_ ("Payment terms cannot be fewer than 0 days.")));
}

/* Where a person's own field stands when the row's person is the customer. */
static CrmValue *
find_person_value (CrmDraftReader *self, guint person, guint field)
{
  if (person == 0 && self->draft->subject != CRM_DRAFT_MEMBER)
    switch (field)
      {
      case CRM_PERSON_GENDER:
        return &self->draft->values[CRM_CUSTOMER_GENDER];
      case CRM_PERSON_BIRTHDAY:
        return &self->draft->values[CRM_CUSTOMER_BIRTHDAY];
      case CRM_PERSON_NOTE:
        return &self->draft->values[CRM_CUSTOMER_NOTE];
      default:
        break;
      }
  return &crm_draft_reader_get_person (self, person)->values[field];
}

static void
read_role_field (CrmDraftReader *self, guint column, const CrmColumnMeaning *meaning, const char *text)
{
  const CrmField *field = &crm_kind_role.fields[meaning->item];
  CrmImportDraft *draft = self->draft;

  if (meaning->person > 0 || draft->subject == CRM_DRAFT_MEMBER)
    read_field (self, column, field, text, &crm_draft_reader_get_person (self, meaning->person)->role[meaning->item]);
  else if (meaning->item == CRM_ROLE_TITLE && draft->subject == CRM_DRAFT_INDIVIDUAL)
    read_field (self, column, &crm_kind_customer.fields[CRM_CUSTOMER_OCCUPATION], text, &draft->values[CRM_CUSTOMER_OCCUPATION]);
  else
    crm_draft_reader_add_line (self, column, text);
}

/* A field that the import makes takes every word for a choice. */
static void
read_custom (CrmDraftReader *self, guint column, int place, const char *text)
{
  const CrmCustomField *custom = self->settings.custom_fields->pdata[place];
  CrmImportDraft *draft = self->draft;

  if (draft->custom == NULL)
    {
      draft->n_custom = self->settings.custom_fields->len;
      draft->custom = g_new0 (CrmValue, draft->n_custom);
    }
  /* Who that is, the plan finds out. */
  if (custom->field.type == CRM_TYPE_REFERENCE)
    {
      g_autofree char *name = dup_trimmed (text);

      set_text (&draft->custom[place], name);
    }
  else if ((custom->field.type == CRM_TYPE_CHOICE || custom->field.type == CRM_TYPE_CHOICES) && crm_import_custom_field_is_new (custom))
    {
      g_autofree char *word = custom->field.type == CRM_TYPE_CHOICES ? crm_choice_set_parse_words (&custom->field, text, !self->columns[column].style.exact) : dup_trimmed (text);

      set_text (&draft->custom[place], word);
    }
  else
    read_field (self, column, &custom->field, text, &draft->custom[place]);
}

static void
read_pair (CrmDraftReader *self, guint column, CrmPairKind kind, const char *text)
{
  const CrmDraftColumn *compiled = &self->columns[column];
  const char *given = compiled->label_column >= 0 ? crm_draft_reader_get_cell (self, compiled->label_column) : "";
  g_autofree char *label = g_strstrip (g_strdup (given + strspn (given, "* ")));
  CrmPointKind point;
  int custom = kind == CRM_PAIR_CUSTOM ? find_custom (self, label) : -1;

  if (custom >= 0)
    {
      read_custom (self, column, custom, text);
      return;
    }
  if (kind != CRM_PAIR_MESSENGER)
    {
      append_line (self->draft, *label != '\0' ? label : compiled->column->name, text);
      return;
    }
  for (point = CRM_POINT_WECHAT; point <= CRM_POINT_WEIBO; point++)
    if (g_ascii_strcasecmp (label, crm_point_kind_get_name (point)) == 0)
      break;
  if (strcmp (label, "微信") == 0)
    point = CRM_POINT_WECHAT;
  crm_draft_reader_add_point (self, crm_draft_reader_get_points (self, 0, FALSE), point <= CRM_POINT_WEIBO ? point : CRM_POINT_OTHER, text,
                              point <= CRM_POINT_WEIBO || *label == '\0' ? NULL : label, FALSE, NULL);
}

static void
read_tags (CrmDraftReader *self, const char *text)
{
  GPtrArray *tags = crm_draft_split_tags (text);

  if (self->draft->tags == NULL)
    self->draft->tags = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tags->len; i++)
    {
      const char *tag = tags->pdata[i];

      /* Google's own groups, "* myContacts", are no tags of the office. */
      if (!self->mapping->exact && (g_str_has_prefix (tag, "* ") || crm_column_choice_is_nothing (tag)))
        continue;
      if (!g_ptr_array_find_with_equal_func (self->draft->tags, tag, g_str_equal, NULL))
        g_ptr_array_add (self->draft->tags, g_strdup (tag));
    }
  g_ptr_array_unref (tags);
}

/* The text of a note that another program keeps as HTML. */
static char *
strip_markup (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end = *p == '<' ? strchr (p, '>') : NULL;

      if (end == NULL)
        {
          g_string_append_c (plain, *p);
          continue;
        }
      if ((g_ascii_strncasecmp (p, "</p", 3) == 0 || g_ascii_strncasecmp (p, "<br", 3) == 0 || g_ascii_strncasecmp (p, "</div", 5) == 0) && plain->len > 0)
        g_string_append_c (plain, '\n');
      p = end;
    }
  g_string_replace (plain, "&nbsp;", " ", 0);
  g_string_replace (plain, "&lt;", "<", 0);
  g_string_replace (plain, "&gt;", ">", 0);
  g_string_replace (plain, "&quot;", "\"", 0);
  g_string_replace (plain, "&amp;", "&", 0);
  return g_strstrip (g_string_free_and_steal (plain));
}

static gboolean
is_markup (const char *text)
{
  return g_ascii_strncasecmp (text, "<p>", 3) == 0 || g_ascii_strncasecmp (text, "<p ", 3) == 0 || g_ascii_strncasecmp (text, "<div", 4) == 0;
}

static void
read_headcount (CrmDraftReader *self, guint column, const char *text)
{
  const char *size = crm_column_value_find_size (text);

  if (size == NULL)
    crm_draft_reader_add_line (self, column, text);
  else if (self->draft->values[CRM_CUSTOMER_SIZE].type == CRM_VALUE_NONE)
    set_text (&self->draft->values[CRM_CUSTOMER_SIZE], size);
}

static void
read_interaction_field (CrmDraftReader *self, guint column, guint field, const char *text)
{
  if (field == CRM_INTERACTION_AUTHOR)
    take_name (self, column, &self->draft->author, dup_trimmed (text));
  else if (crm_kind_interaction.fields[field].type == CRM_TYPE_REFERENCE)
    crm_draft_reader_add_line (self, column, text);
  else
    read_field (self, column, &crm_kind_interaction.fields[field], text, &self->draft->interaction[field]);
}

static void
read_column (CrmDraftReader *self, guint column, const char *text)
{
  const CrmColumnMeaning *meaning = &self->columns[column].column->meaning;
  g_autofree char *plain = NULL;

  switch (meaning->target)
    {
    case CRM_COLUMN_ID:
      read_id (self, column, meaning->person, text);
      break;
    case CRM_COLUMN_EXTERNAL_ID:
      if (self->mapping->exact)
        set_text (&self->draft->values[CRM_CUSTOMER_EXTERNAL_ID], text);
      else
        take_name (self, column, &self->draft->external_id, dup_external_id (text));
      break;
    case CRM_COLUMN_COMPANY_ID:
      take_name (self, column, &self->draft->company_id, dup_external_id (text));
      /* As many ids as companies: the first is the first's. */
      if (self->draft->more_companies != NULL && self->draft->company_id != NULL)
        self->draft->company_id[strcspn (self->draft->company_id, ";")] = '\0';
      break;
    case CRM_COLUMN_CUSTOMER:
      if (meaning->item == CRM_CUSTOMER_NOTE && !self->mapping->exact && is_markup (text))
        text = plain = strip_markup (text);
      read_customer_field (self, column, meaning->item, text);
      break;
    case CRM_COLUMN_HEADCOUNT:
      read_headcount (self, column, text);
      break;
    case CRM_COLUMN_PERSON:
      read_field (self, column, &crm_kind_person.fields[meaning->item], text, find_person_value (self, meaning->person, meaning->item));
      break;
    case CRM_COLUMN_ROLE:
      read_role_field (self, column, meaning, text);
      break;
    case CRM_COLUMN_POINT:
      crm_draft_reader_read_point (self, column, text);
      break;
    case CRM_COLUMN_OPT_OUT:
      break; /* when all points are known */
    case CRM_COLUMN_TAGS:
      read_tags (self, text);
      break;
    case CRM_COLUMN_PAIR_VALUE:
      read_pair (self, column, meaning->item, text);
      break;
    case CRM_COLUMN_INTERACTION:
      read_interaction_field (self, column, meaning->item, text);
      break;
    case CRM_COLUMN_DELETED:
      self->draft->is_skipped = self->draft->is_skipped || crm_column_choice_find_boolean (text) == 1;
      break;
    case CRM_COLUMN_CUSTOM:
      if (self->columns[column].custom >= 0)
        read_custom (self, column, self->columns[column].custom, text);
      else
        crm_draft_reader_add_line (self, column, text);
      break;
    case CRM_COLUMN_UNKNOWN:
    case CRM_COLUMN_NOTE_LINE:
    case CRM_COLUMN_IGNORE:
    case CRM_COLUMN_NAME:
    case CRM_COLUMN_COMPANY:
    case CRM_COLUMN_CURRENCY:
    case CRM_COLUMN_NAME_PART:
    case CRM_COLUMN_POINT_LABEL:
    case CRM_COLUMN_POINT_OPT_OUT:
    case CRM_COLUMN_ADDRESS:
    case CRM_COLUMN_PAIR_LABEL:
    case CRM_N_COLUMN_TARGETS:
    default:
      crm_draft_reader_add_line (self, column, text);
    }
}

static void
read_rest (CrmDraftReader *self)
{
  for (guint i = 0; i < self->rest->len; i++)
    {
      guint column = g_array_index (self->rest, guint, i);
      const char *text = crm_draft_reader_get_cell (self, (int)column);

      if (*text != '\0')
        read_column (self, column, text);
    }
  crm_draft_reader_read_addresses (self);
  for (guint i = 0; i < self->rest->len; i++)
    {
      guint column = g_array_index (self->rest, guint, i);
      const CrmColumnMeaning *meaning = &self->columns[column].column->meaning;

      if (meaning->target == CRM_COLUMN_OPT_OUT && crm_column_choice_find_boolean (crm_draft_reader_get_cell (self, (int)column)) == 1)
        crm_draft_reader_opt_out (self, meaning->item);
    }
}

/* ── the whole ── */

static void
set_key (const CrmImportDraft *draft, CrmValue *key, const CrmValue *name, CrmNameKind kind)
{
  g_autofree char *text = name->type == CRM_VALUE_TEXT ? crm_text_sort_key (name->text, kind, draft->han_first) : NULL;

  *key = crm_value_text (text);
}

static void
settle_people (CrmDraftReader *self)
{
  CrmImportDraft *draft = self->draft;

  if (draft->subject == CRM_DRAFT_MEMBER)
    g_ptr_array_insert (draft->people, 0, g_steal_pointer (&self->main));
  else if (draft->values[CRM_CUSTOMER_GENDER].type == CRM_VALUE_NONE)
    draft->values[CRM_CUSTOMER_GENDER] = crm_value_copy (&self->main->values[CRM_PERSON_GENDER]);
  g_clear_pointer (&self->main, person_free);
  /* Columns for people beyond those a customer has are empty. */
  for (guint i = draft->people->len; i > 0; i--)
    if (((CrmDraftPerson *)draft->people->pdata[i - 1])->values[CRM_PERSON_NAME].type == CRM_VALUE_NONE)
      g_ptr_array_remove_index (draft->people, i - 1);
  for (guint i = 0; i < draft->people->len; i++)
    {
      CrmDraftPerson *person = draft->people->pdata[i];

      set_key (draft, &person->name_key, &person->values[CRM_PERSON_NAME], CRM_NAME_PERSON);
    }
}

/* An interaction needs a moment; a text without one goes to the note. */
static void
settle_interaction (CrmDraftReader *self)
{
  CrmValue *values = self->draft->interaction;

  if (values[CRM_INTERACTION_AT].type == CRM_VALUE_NONE)
    {
      if (values[CRM_INTERACTION_TEXT].type == CRM_VALUE_TEXT)
        append_line (self->draft, crm_field_get_label (&crm_kind_interaction.fields[CRM_INTERACTION_TEXT]), values[CRM_INTERACTION_TEXT].text);
      clear_values (values, CRM_INTERACTION_N_FIELDS);
    }
  else if (values[CRM_INTERACTION_KIND].type == CRM_VALUE_NONE)
    values[CRM_INTERACTION_KIND] = crm_value_text ("other");
}

/* The foot of a report: one cell in a wide table, and it names nobody. */
static gboolean
is_foot (const CrmDraftReader *self)
{
  guint n_filled = 0;

  if (self->draft->subject != CRM_DRAFT_NOBODY || self->n_columns < 4)
    return FALSE;
  for (guint i = 0; i < self->row->n_cells; i++)
    n_filled += self->row->cells[i].length > 0;
  return n_filled == 1 && self->row->cells[0].length > 0 && self->draft->points->len == 0 && self->draft->external_id == NULL;
}

CrmImportDraft *
crm_draft_reader_read (CrmDraftReader *self, const CrmTableRow *row)
{
  CrmImportDraft *draft = draft_new (self->source, row->number);

  self->row = row;
  self->draft = draft;
  draft->is_exact = self->mapping->exact;
  draft->han_first = self->settings.han_first;
  if (row->fault != CRM_TABLE_FAULT_NONE)
    {
      draft->fault = (CrmDraftFault){ (int)row->fault_column - 1, crm_table_row_describe_fault (row) };
      return draft;
    }
  self->main = person_new ();
  read_names (self);
  read_rest (self);
  settle_people (self);
  settle_interaction (self);
  if (draft->values[CRM_CUSTOMER_TYPE].type == CRM_VALUE_NONE && draft->subject != CRM_DRAFT_NOBODY)
    set_text (&draft->values[CRM_CUSTOMER_TYPE], draft->subject == CRM_DRAFT_INDIVIDUAL ? "individual" : "company");
  if (draft->subject == CRM_DRAFT_MEMBER && !draft->is_exact)
    set_text (&draft->values[CRM_CUSTOMER_TYPE], "company");
  set_key (draft, &draft->name_key, &draft->values[CRM_CUSTOMER_NAME], draft->subject == CRM_DRAFT_INDIVIDUAL ? CRM_NAME_PERSON : CRM_NAME_COMPANY);
  draft->is_skipped = draft->is_skipped || is_foot (self);
  return draft;
}

/* ── a row that is about something else than it says ── */

static void
move_value (CrmValue *from, CrmValue *to)
{
  crm_value_clear (to);
  *to = *from;
  *from = (CrmValue){ CRM_VALUE_NONE };
}

void
crm_import_draft_become_member (CrmImportDraft *self, const char *company)
{
  CrmDraftPerson *person = person_new ();
  GArray *points = person->points;

  move_value (&self->values[CRM_CUSTOMER_NAME], &person->values[CRM_PERSON_NAME]);
  move_value (&self->values[CRM_CUSTOMER_GENDER], &person->values[CRM_PERSON_GENDER]);
  move_value (&self->values[CRM_CUSTOMER_BIRTHDAY], &person->values[CRM_PERSON_BIRTHDAY]);
  move_value (&self->values[CRM_CUSTOMER_OCCUPATION], &person->role[CRM_ROLE_TITLE]);
  person->points = self->points;
  self->points = points;
  set_key (self, &person->name_key, &person->values[CRM_PERSON_NAME], CRM_NAME_PERSON);
  crm_value_clear (&self->values[CRM_CUSTOMER_TYPE]);
  crm_value_clear (&self->name_key);
  if (company != NULL)
    set_text (&self->values[CRM_CUSTOMER_NAME], company);
  set_key (self, &self->name_key, &self->values[CRM_CUSTOMER_NAME], CRM_NAME_COMPANY);
  self->subject = CRM_DRAFT_MEMBER;
  g_ptr_array_insert (self->people, 0, person);
}

void
crm_import_draft_become_individual (CrmImportDraft *self)
{
  CrmDraftPerson *person = self->people->pdata[0];

  append_line (self, _ ("Company"), self->values[CRM_CUSTOMER_NAME].text);
  move_value (&person->values[CRM_PERSON_NAME], &self->values[CRM_CUSTOMER_NAME]);
  move_value (&person->values[CRM_PERSON_GENDER], &self->values[CRM_CUSTOMER_GENDER]);
  move_value (&person->values[CRM_PERSON_BIRTHDAY], &self->values[CRM_CUSTOMER_BIRTHDAY]);
  if (self->values[CRM_CUSTOMER_OCCUPATION].type == CRM_VALUE_NONE)
    move_value (&person->role[CRM_ROLE_TITLE], &self->values[CRM_CUSTOMER_OCCUPATION]);
  move_value (&person->name_key, &self->name_key);
  set_text (&self->values[CRM_CUSTOMER_TYPE], "individual");
  for (guint i = 0; i < person->points->len; i++)
    {
      g_array_append_val (self->points, g_array_index (person->points, CrmDraftPoint, i));
      memset (&g_array_index (person->points, CrmDraftPoint, i), 0, sizeof (CrmDraftPoint));
    }
  self->subject = CRM_DRAFT_INDIVIDUAL;
  g_ptr_array_remove_index (self->people, 0);
}
