/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of customers means. */

#include "config.h"

#include "core/exchange/crm-column-meaning.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How far two numbered columns may be counted: a hostile mapping must not make us keep room for more. */
#define MAX_NUMBER 1000

static const char *const name_parts[CRM_N_NAME_PARTS] = {
  [CRM_NAME_PART_PREFIX] = "prefix",
  [CRM_NAME_PART_GIVEN] = "given",
  [CRM_NAME_PART_MIDDLE] = "middle",
  [CRM_NAME_PART_FAMILY] = "family",
  [CRM_NAME_PART_SUFFIX] = "suffix",
  [CRM_NAME_PART_NICKNAME] = "nickname",
};

static const char *const address_parts[CRM_N_ADDRESS_PARTS] = {
  [CRM_ADDRESS_STREET] = "street",
  [CRM_ADDRESS_EXTENDED] = "extended",
  [CRM_ADDRESS_PO_BOX] = "po_box",
  [CRM_ADDRESS_CITY] = "city",
  [CRM_ADDRESS_REGION] = "region",
  [CRM_ADDRESS_POSTAL_CODE] = "postal_code",
  [CRM_ADDRESS_COUNTRY] = "country",
};

static const char *const pair_kinds[CRM_N_PAIR_KINDS] = {
  [CRM_PAIR_CUSTOM] = "custom",
  [CRM_PAIR_EVENT] = "event",
  [CRM_PAIR_RELATION] = "relation",
  [CRM_PAIR_MESSENGER] = "messenger",
};

/* Targets that are one word by themselves. */
static const char *const words[CRM_N_COLUMN_TARGETS] = {
  [CRM_COLUMN_UNKNOWN] = "unknown",
  [CRM_COLUMN_IGNORE] = "ignore",
  [CRM_COLUMN_NOTE_LINE] = "note-line",
  [CRM_COLUMN_ID] = "id",
  [CRM_COLUMN_EXTERNAL_ID] = "external_id",
  [CRM_COLUMN_NAME] = "name",
  [CRM_COLUMN_COMPANY] = "company",
  [CRM_COLUMN_COMPANY_ID] = "company.external_id",
  [CRM_COLUMN_HEADCOUNT] = "headcount",
  [CRM_COLUMN_TAGS] = "tags",
  [CRM_COLUMN_DELETED] = "deleted",
};

const char *
crm_point_kind_get_name (CrmPointKind kind)
{
  return crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND].choices[kind].name;
}

CrmPointKind
crm_point_kind_find (const char *name)
{
  CrmPointKind kind = 0;

  while (kind < CRM_N_POINT_KINDS && strcmp (crm_point_kind_get_name (kind), name) != 0)
    kind++;
  return kind;
}

/* ── custom fields ── */

static const CrmChoice *
get_custom_types (void)
{
  return crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE].choices;
}

static gboolean
find_custom_type (const char *name, guint *item)
{
  const CrmChoice *types = get_custom_types ();

  for (guint i = 0; types[i].name != NULL; i++)
    if (g_strcmp0 (types[i].name, name) == 0)
      {
        *item = i;
        return TRUE;
      }
  return FALSE;
}

CrmColumnMeaning
crm_column_meaning_make_custom (const char *label, const char *type)
{
  CrmColumnMeaning meaning = { .target = CRM_COLUMN_CUSTOM, .label = g_intern_string (label) };

  /* Of an unknown type is text: nothing is lost. */
  find_custom_type (type, &meaning.item);
  return meaning;
}

const char *
crm_column_meaning_get_custom_type (const CrmColumnMeaning *self)
{
  g_return_val_if_fail (self != NULL && self->target == CRM_COLUMN_CUSTOM, NULL);

  return get_custom_types ()[self->item].name;
}

/* ── writing ── */

static void
append_base (GString *text, const CrmColumnMeaning *self)
{
  switch (self->target)
    {
    case CRM_COLUMN_CUSTOMER:
      g_string_append_printf (text, "customer.%s", crm_kind_customer.fields[self->item].name);
      break;
    case CRM_COLUMN_CURRENCY:
      g_string_append_printf (text, "customer.%s_currency", crm_kind_customer.fields[self->item].name);
      break;
    case CRM_COLUMN_PERSON:
      g_string_append_printf (text, "person.%s", crm_kind_person.fields[self->item].name);
      break;
    case CRM_COLUMN_ROLE:
      g_string_append_printf (text, "role.%s", crm_kind_role.fields[self->item].name);
      break;
    case CRM_COLUMN_INTERACTION:
      g_string_append_printf (text, "interaction.%s", crm_kind_interaction.fields[self->item].name);
      break;
    case CRM_COLUMN_NAME_PART:
      g_string_append_printf (text, "name.%s", name_parts[self->item]);
      break;
    case CRM_COLUMN_POINT:
    case CRM_COLUMN_POINT_LABEL:
    case CRM_COLUMN_POINT_OPT_OUT:
      g_string_append_printf (text, "%s%s%s", self->of_company ? "company." : "", crm_point_kind_get_name (self->item),
                              self->target == CRM_COLUMN_POINT_LABEL     ? ".label"
                              : self->target == CRM_COLUMN_POINT_OPT_OUT ? ".opt_out"
                                                                         : "");
      break;
    case CRM_COLUMN_ADDRESS:
      g_string_append_printf (text, "%saddress.%s", self->of_company ? "company." : "", address_parts[self->item]);
      break;
    case CRM_COLUMN_OPT_OUT:
      g_string_append_printf (text, "opt_out.%s", crm_point_kind_get_name (self->item));
      break;
    case CRM_COLUMN_PAIR_LABEL:
    case CRM_COLUMN_PAIR_VALUE:
      g_string_append_printf (text, "%s.%s", pair_kinds[self->item], self->target == CRM_COLUMN_PAIR_LABEL ? "label" : "value");
      break;
    case CRM_COLUMN_CUSTOM:
      g_string_append_printf (text, "field.%s", crm_column_meaning_get_custom_type (self));
      break;
    case CRM_COLUMN_UNKNOWN:
    case CRM_COLUMN_IGNORE:
    case CRM_COLUMN_NOTE_LINE:
    case CRM_COLUMN_ID:
    case CRM_COLUMN_EXTERNAL_ID:
    case CRM_COLUMN_NAME:
    case CRM_COLUMN_COMPANY:
    case CRM_COLUMN_COMPANY_ID:
    case CRM_COLUMN_HEADCOUNT:
    case CRM_COLUMN_TAGS:
    case CRM_COLUMN_DELETED:
    case CRM_N_COLUMN_TARGETS:
    default:
      g_string_append (text, words[self->target]);
    }
}

char *
crm_column_meaning_to_text (const CrmColumnMeaning *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL && self->target < CRM_N_COLUMN_TARGETS, g_string_free_and_steal (text));

  if (self->person > 0)
    g_string_append_printf (text, "person#%u.", self->person);
  append_base (text, self);
  if (self->number > 0)
    g_string_append_printf (text, "#%u", self->number);
  if (self->label != NULL)
    g_string_append_printf (text, ":%s", self->label);
  return g_string_free_and_steal (text);
}

/* ── reading ── */

static gboolean
find_name (const char *const *names, guint n_names, const char *name, guint *item)
{
  for (guint i = 0; i < n_names; i++)
    if (names[i] != NULL && strcmp (names[i], name) == 0)
      {
        *item = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_field (const CrmKind *kind, CrmColumnTarget target, const char *name, CrmColumnMeaning *self)
{
  int field = crm_kind_find_field (kind, name);

  if (field < 0 || (kind->fields[field].flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) != 0)
    return FALSE;
  self->target = target;
  self->item = (guint)field;
  return TRUE;
}

static gboolean
parse_currency (const char *name, CrmColumnMeaning *self)
{
  g_autofree char *field = NULL;

  if (!g_str_has_suffix (name, "_currency"))
    return FALSE;
  field = g_strndup (name, strlen (name) - strlen ("_currency"));
  return parse_field (&crm_kind_customer, CRM_COLUMN_CURRENCY, field, self) && crm_kind_customer.fields[self->item].type == CRM_TYPE_MONEY;
}

static gboolean
parse_point (const char *name, CrmColumnMeaning *self)
{
  const char *dot = strchr (name, '.');
  g_autofree char *kind = dot != NULL ? g_strndup (name, (gsize)(dot - name)) : g_strdup (name);

  if (dot != NULL && strcmp (kind, "address") == 0 && find_name (address_parts, CRM_N_ADDRESS_PARTS, dot + 1, &self->item))
    {
      self->target = CRM_COLUMN_ADDRESS;
      return TRUE;
    }
  self->item = crm_point_kind_find (kind);
  self->target = dot == NULL                        ? CRM_COLUMN_POINT
                 : strcmp (dot + 1, "label") == 0   ? CRM_COLUMN_POINT_LABEL
                 : strcmp (dot + 1, "opt_out") == 0 ? CRM_COLUMN_POINT_OPT_OUT
                                                    : CRM_N_COLUMN_TARGETS;
  return self->item < CRM_N_POINT_KINDS && self->target != CRM_N_COLUMN_TARGETS;
}

static gboolean
parse_prefixed (const char *base, CrmColumnMeaning *self)
{
  const char *name = strchr (base, '.') + 1;
  gsize length = (gsize)(name - base);

  if (g_str_has_prefix (base, "customer."))
    return parse_field (&crm_kind_customer, CRM_COLUMN_CUSTOMER, name, self) || parse_currency (name, self);
  if (g_str_has_prefix (base, "person."))
    return parse_field (&crm_kind_person, CRM_COLUMN_PERSON, name, self);
  if (g_str_has_prefix (base, "role."))
    return parse_field (&crm_kind_role, CRM_COLUMN_ROLE, name, self);
  if (g_str_has_prefix (base, "interaction."))
    return parse_field (&crm_kind_interaction, CRM_COLUMN_INTERACTION, name, self);
  if (g_str_has_prefix (base, "field."))
    {
      self->target = CRM_COLUMN_CUSTOM;
      return self->label != NULL && find_custom_type (name, &self->item);
    }
  if (g_str_has_prefix (base, "name."))
    {
      self->target = CRM_COLUMN_NAME_PART;
      return find_name (name_parts, CRM_N_NAME_PARTS, name, &self->item);
    }
  if (g_str_has_prefix (base, "opt_out."))
    {
      self->target = CRM_COLUMN_OPT_OUT;
      self->item = crm_point_kind_find (name);
      return self->item < CRM_N_POINT_KINDS;
    }
  if (g_str_has_prefix (base, "company."))
    {
      self->of_company = TRUE;
      return parse_point (name, self);
    }
  for (guint i = 0; i < CRM_N_PAIR_KINDS; i++)
    if (strlen (pair_kinds[i]) + 1 == length && strncmp (base, pair_kinds[i], length - 1) == 0)
      {
        self->target = strcmp (name, "label") == 0 ? CRM_COLUMN_PAIR_LABEL : CRM_COLUMN_PAIR_VALUE;
        self->item = i;
        return self->target == CRM_COLUMN_PAIR_LABEL || strcmp (name, "value") == 0;
      }
  return parse_point (base, self);
}

static gboolean
parse_number (const char *text, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_NUMBER, &value, NULL))
    return FALSE;
  *number = (guint)value;
  return TRUE;
}

/* Takes "person#2." off the front. */
static gboolean
parse_person (char **text, CrmColumnMeaning *self)
{
  char *dot;

  if (!g_str_has_prefix (*text, "person#"))
    return TRUE;
  dot = strchr (*text, '.');
  if (dot == NULL)
    return FALSE;
  *dot = '\0';
  if (!parse_number (*text + strlen ("person#"), &self->person))
    return FALSE;
  *text = dot + 1;
  return TRUE;
}

gboolean
crm_column_meaning_parse (const char *text, CrmColumnMeaning *self)
{
  g_autofree char *copy = g_strdup (text);
  char *base = copy, *colon, *hash;
  guint item;

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  *self = (CrmColumnMeaning){ 0 };
  colon = strchr (base, ':');
  if (colon != NULL)
    {
      *colon = '\0';
      self->label = colon[1] != '\0' ? g_intern_string (colon + 1) : NULL;
    }
  if (!parse_person (&base, self))
    return FALSE;
  hash = strchr (base, '#');
  if (hash != NULL)
    {
      *hash = '\0';
      if (!parse_number (hash + 1, &self->number))
        return FALSE;
    }
  if (find_name (words, CRM_N_COLUMN_TARGETS, base, &item))
    {
      self->target = item;
      return TRUE;
    }
  return strchr (base, '.') != NULL ? parse_prefixed (base, self) : parse_point (base, self);
}

gboolean
crm_column_meaning_equal (const CrmColumnMeaning *a, const CrmColumnMeaning *b)
{
  return a->target == b->target && a->item == b->item && a->person == b->person && a->number == b->number && a->of_company == b->of_company && g_strcmp0 (a->label, b->label) == 0;
}

/* ── naming it to a person ── */

static const char *
get_base_label (const CrmColumnMeaning *self)
{
  static const char *const parts[CRM_N_NAME_PARTS] = {
    [CRM_NAME_PART_PREFIX] = N_ ("Salutation or title"),
    [CRM_NAME_PART_GIVEN] = N_ ("Given name"),
    [CRM_NAME_PART_MIDDLE] = N_ ("Middle name"),
    [CRM_NAME_PART_FAMILY] = N_ ("Family name"),
    [CRM_NAME_PART_SUFFIX] = N_ ("Name suffix"),
    [CRM_NAME_PART_NICKNAME] = N_ ("Nickname"),
  };
  static const char *const addresses[CRM_N_ADDRESS_PARTS] = {
    [CRM_ADDRESS_STREET] = N_ ("Street"),
    [CRM_ADDRESS_EXTENDED] = N_ ("Address line 2"),
    [CRM_ADDRESS_PO_BOX] = N_ ("PO box"),
    [CRM_ADDRESS_CITY] = N_ ("City of the address"),
    [CRM_ADDRESS_REGION] = N_ ("Region of the address"),
    [CRM_ADDRESS_POSTAL_CODE] = N_ ("Postal code"),
    [CRM_ADDRESS_COUNTRY] = N_ ("Country of the address"),
  };
  static const char *const pairs[CRM_N_PAIR_KINDS][2] = {
    [CRM_PAIR_CUSTOM] = { N_ ("Name of an own field"), N_ ("Own field") },
    [CRM_PAIR_EVENT] = { N_ ("Name of an event"), N_ ("Date of an event") },
    [CRM_PAIR_RELATION] = { N_ ("Kind of relation"), N_ ("Related person") },
    [CRM_PAIR_MESSENGER] = { N_ ("Messaging service"), N_ ("Messaging account") },
  };

  switch (self->target)
    {
    case CRM_COLUMN_IGNORE:
      return _ ("Leave out");
    case CRM_COLUMN_ID:
      return _ ("Clientele id");
    case CRM_COLUMN_EXTERNAL_ID:
      return crm_field_get_label (&crm_kind_customer.fields[CRM_CUSTOMER_EXTERNAL_ID]);
    case CRM_COLUMN_NAME:
      return crm_field_get_label (&crm_kind_customer.fields[CRM_CUSTOMER_NAME]);
    case CRM_COLUMN_COMPANY:
      return _ ("Company");
    case CRM_COLUMN_COMPANY_ID:
      return _ ("Company’s id elsewhere");
    case CRM_COLUMN_CUSTOMER:
    case CRM_COLUMN_CURRENCY:
      return crm_field_get_label (&crm_kind_customer.fields[self->item]);
    case CRM_COLUMN_HEADCOUNT:
      return _ ("Number of employees");
    case CRM_COLUMN_PERSON:
      return crm_field_get_label (&crm_kind_person.fields[self->item]);
    case CRM_COLUMN_NAME_PART:
      return _ (parts[self->item]);
    case CRM_COLUMN_ROLE:
      return crm_field_get_label (&crm_kind_role.fields[self->item]);
    case CRM_COLUMN_POINT:
    case CRM_COLUMN_POINT_LABEL:
    case CRM_COLUMN_POINT_OPT_OUT:
    case CRM_COLUMN_OPT_OUT:
      return crm_field_get_choice_label (&crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], crm_point_kind_get_name (self->item));
    case CRM_COLUMN_ADDRESS:
      return _ (addresses[self->item]);
    case CRM_COLUMN_TAGS:
      return _ ("Tags");
    case CRM_COLUMN_PAIR_LABEL:
    case CRM_COLUMN_PAIR_VALUE:
      return _ (pairs[self->item][self->target == CRM_COLUMN_PAIR_VALUE]);
    case CRM_COLUMN_INTERACTION:
      return crm_field_get_label (&crm_kind_interaction.fields[self->item]);
    case CRM_COLUMN_DELETED:
      return _ ("Deleted mark");
    case CRM_COLUMN_CUSTOM:
      return _ ("Custom field");
    case CRM_COLUMN_UNKNOWN:
    case CRM_COLUMN_NOTE_LINE:
    case CRM_N_COLUMN_TARGETS:
    default:
      return _ ("Line in the note");
    }
}

static char *
dup_qualified (const CrmColumnMeaning *self, const char *base)
{
  switch (self->target)
    {
    case CRM_COLUMN_CURRENCY:
      /* Translators: %s is a field such as Credit limit. */
      return g_strdup_printf (_ ("%s: currency"), base);
    case CRM_COLUMN_PERSON:
      /* Translators: %s is a field of a person, such as Birthday. */
      return g_strdup_printf (_ ("Person: %s"), base);
    case CRM_COLUMN_INTERACTION:
      /* Translators: %s is a field of an interaction, such as Date. */
      return g_strdup_printf (_ ("Interaction: %s"), base);
    case CRM_COLUMN_POINT_LABEL:
      /* Translators: %s is a way to reach somebody, such as Phone. */
      return g_strdup_printf (_ ("%s: label"), base);
    case CRM_COLUMN_POINT_OPT_OUT:
    case CRM_COLUMN_OPT_OUT:
      /* Translators: %s is a way to reach somebody, such as Phone. */
      return g_strdup_printf (_ ("%s: do not use"), base);
    case CRM_COLUMN_POINT:
    case CRM_COLUMN_ADDRESS:
      if (self->of_company)
        /* Translators: %s is a way to reach a company, such as Phone. */
        return g_strdup_printf (_ ("Company: %s"), base);
      return g_strdup (base);
    case CRM_COLUMN_UNKNOWN:
    case CRM_COLUMN_IGNORE:
    case CRM_COLUMN_NOTE_LINE:
    case CRM_COLUMN_ID:
    case CRM_COLUMN_EXTERNAL_ID:
    case CRM_COLUMN_NAME:
    case CRM_COLUMN_COMPANY:
    case CRM_COLUMN_COMPANY_ID:
    case CRM_COLUMN_CUSTOMER:
    case CRM_COLUMN_HEADCOUNT:
    case CRM_COLUMN_NAME_PART:
    case CRM_COLUMN_ROLE:
    case CRM_COLUMN_TAGS:
    case CRM_COLUMN_PAIR_LABEL:
    case CRM_COLUMN_PAIR_VALUE:
    case CRM_COLUMN_DELETED:
    case CRM_COLUMN_CUSTOM:
    case CRM_N_COLUMN_TARGETS:
    default:
      return g_strdup (base);
    }
}

char *
crm_column_meaning_dup_label (const CrmColumnMeaning *self)
{
  g_autofree char *qualified = NULL;
  GString *label;

  g_return_val_if_fail (self != NULL, NULL);

  qualified = dup_qualified (self, get_base_label (self));
  label = g_string_new (NULL);
  if (self->person > 0)
    /* Translators: one of several people of a customer; then follows a field. */
    g_string_append_printf (label, _ ("Person %u, "), self->person);
  g_string_append (label, qualified);
  if (self->number > 1)
    g_string_append_printf (label, " %u", self->number);
  if (self->label != NULL)
    g_string_append_printf (label, " (%s)", self->label);
  return g_string_free_and_steal (label);
}

/* ── what may be chosen ── */

static const char *const choices_before[] = {
  "ignore",
  "note-line",
  "name",
  "company",
  "name.family",
  "name.given",
  "name.middle",
  "name.prefix",
  "name.suffix",
  "name.nickname",
  "person.name",
  "role.title",
  "role.department",
  "role.buying_role",
  "phone",
  "phone:Mobile",
  "phone:Work",
  "phone:Home",
  "phone:Fax",
  "company.phone",
  "email",
  "email:Work",
  "email:Home",
  "company.email",
  "wechat",
  "wecom",
  "qq",
  "weibo",
  "web",
  "address",
  "company.address",
  "other",
  "address.street",
  "address.extended",
  "address.po_box",
  "address.city",
  "address.region",
  "address.postal_code",
  "address.country",
  "tags",
};

static const char *const choices_after[] = {
  "headcount",
  "person.gender",
  "person.birthday",
  "person.note",
  "external_id",
  "company.external_id",
  "id",
  "opt_out.phone",
  "opt_out.email",
  "interaction.at",
  "interaction.kind",
  "interaction.direction",
  "interaction.text",
  "interaction.minutes",
  "interaction.author",
  "interaction.external_id",
  "deleted",
};

static void
append_choices (GArray *list, const char *const *texts, gsize n_texts)
{
  for (gsize i = 0; i < n_texts; i++)
    {
      CrmColumnMeaning meaning;

      if (!crm_column_meaning_parse (texts[i], &meaning))
        g_assert_not_reached ();
      g_array_append_val (list, meaning);
    }
}

static GArray *
make_list (void)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (CrmColumnMeaning));

  append_choices (list, choices_before, G_N_ELEMENTS (choices_before));
  for (guint field = 0; field < CRM_CUSTOMER_N_FIELDS; field++)
    {
      CrmColumnMeaning meaning = { CRM_COLUMN_CUSTOMER, field };

      if ((crm_kind_customer.fields[field].flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) != 0 || field == CRM_CUSTOMER_NAME || field == CRM_CUSTOMER_EXTERNAL_ID)
        continue;
      g_array_append_val (list, meaning);
    }
  append_choices (list, choices_after, G_N_ELEMENTS (choices_after));
  return list;
}

const CrmColumnMeaning *
crm_column_meaning_list (guint *n_meanings)
{
  static GArray *list;

  if (g_once_init_enter_pointer (&list))
    g_once_init_leave_pointer (&list, make_list ());
  *n_meanings = list->len;
  return (const CrmColumnMeaning *)list->data;
}
