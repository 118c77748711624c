/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names this program gives the columns of its own exports, read back. */

#include "core/exchange/crm-column-heading.h"

#include "core/schema/crm-schema-customers.h"

#include "core/schema/crm-schema-workspace.h"

#include <string.h>

#define CUSTOM "custom "

static const CrmField *
get_field (const CrmColumnMeaning *meaning)
{
  switch (meaning->target)
    {
    case CRM_COLUMN_NAME:
      return &crm_kind_customer.fields[CRM_CUSTOMER_NAME];
    case CRM_COLUMN_EXTERNAL_ID:
      return &crm_kind_customer.fields[CRM_CUSTOMER_EXTERNAL_ID];
    case CRM_COLUMN_CUSTOMER:
    case CRM_COLUMN_CURRENCY:
      return &crm_kind_customer.fields[meaning->item];
    case CRM_COLUMN_PERSON:
      return &crm_kind_person.fields[meaning->item];
    case CRM_COLUMN_ROLE:
      return &crm_kind_role.fields[meaning->item];
    default:
      return NULL;
    }
}

static char *
dup_heading (const CrmColumnMeaning *meaning)
{
  const CrmField *field = get_field (meaning);
  GString *text = g_string_new (NULL);

  if (meaning->person > 0)
    g_string_append_printf (text, "person %u ", meaning->person);
  if (field != NULL)
    g_string_append_printf (text, "%s%s", field->name, meaning->target == CRM_COLUMN_CURRENCY ? "_currency" : "");
  else if (meaning->target == CRM_COLUMN_ID)
    g_string_append (text, "id");
  else if (meaning->target == CRM_COLUMN_TAGS)
    g_string_append (text, "tags");
  else
    g_string_append_printf (text, "%s %u%s", crm_point_kind_get_name (meaning->item), meaning->number,
                            meaning->target == CRM_COLUMN_POINT_LABEL     ? " label"
                            : meaning->target == CRM_COLUMN_POINT_OPT_OUT ? " opt_out"
                                                                          : "");
  return g_string_free_and_steal (text);
}

/* ── the columns of an export ── */

static void
add (GArray *list, CrmColumnTarget target, guint item, guint person, guint number)
{
  CrmColumnMeaning meaning = { .target = target, .item = item, .person = person, .number = number };

  g_array_append_val (list, meaning);
}

static gboolean
is_exported (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

static void
add_customer (GArray *list)
{
  add (list, CRM_COLUMN_ID, 0, 0, 0);
  for (guint i = 0; i < CRM_CUSTOMER_N_FIELDS; i++)
    {
      if (!is_exported (&crm_kind_customer.fields[i]))
        continue;
      if (i == CRM_CUSTOMER_NAME)
        add (list, CRM_COLUMN_NAME, 0, 0, 0);
      else if (i == CRM_CUSTOMER_EXTERNAL_ID)
        add (list, CRM_COLUMN_EXTERNAL_ID, 0, 0, 0);
      else
        add (list, CRM_COLUMN_CUSTOMER, i, 0, 0);
      if (crm_kind_customer.fields[i].type == CRM_TYPE_MONEY)
        add (list, CRM_COLUMN_CURRENCY, i, 0, 0);
    }
  add (list, CRM_COLUMN_TAGS, 0, 0, 0);
}

static void
add_points (GArray *list, guint person)
{
  for (guint kind = 0; kind < CRM_N_POINT_KINDS; kind++)
    {
      add (list, CRM_COLUMN_POINT, kind, person, 1);
      add (list, CRM_COLUMN_POINT_LABEL, kind, person, 1);
      add (list, CRM_COLUMN_POINT_OPT_OUT, kind, person, 1);
    }
}

static void
add_person (GArray *list, guint person)
{
  add (list, CRM_COLUMN_ID, 0, person, 0);
  for (guint i = 0; i < CRM_PERSON_N_FIELDS; i++)
    if (is_exported (&crm_kind_person.fields[i]))
      add (list, CRM_COLUMN_PERSON, i, person, 0);
  for (guint i = CRM_ROLE_TITLE; i < CRM_ROLE_N_FIELDS; i++)
    add (list, CRM_COLUMN_ROLE, i, person, 0);
  add_points (list, person);
}

/* ── reading headings ── */

typedef struct
{
  char *text;
  guint numbers[2];
  guint n_numbers;
} Template;

/* Every run of digits becomes "#", so that one entry stands for all numbers. */
static Template
make_template (const char *heading)
{
  Template template = { 0 };
  GString *text = g_string_new (NULL);

  for (const char *p = heading; *p != '\0';)
    {
      gsize digits = strspn (p, "0123456789");

      if (digits > 0 && digits <= 3 && template.n_numbers < 2)
        template.numbers[template.n_numbers++] = (guint)g_ascii_strtoull (p, NULL, 10);
      g_string_append_len (text, digits > 0 ? "#" : p, 1);
      p += MAX (digits, 1);
    }
  template.text = g_string_free_and_steal (text);
  return template;
}

static GHashTable *
make_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (CrmColumnMeaning));

  add_customer (list);
  add_points (list, 0);
  add_person (list, 1);
  for (guint i = 0; i < list->len; i++)
    {
      const CrmColumnMeaning *meaning = &g_array_index (list, CrmColumnMeaning, i);
      g_autofree char *heading = dup_heading (meaning);

      g_hash_table_insert (table, make_template (heading).text, g_memdup2 (meaning, sizeof *meaning));
    }
  return table;
}

/* "custom date Next inspection" */
static gboolean
parse_custom (const char *heading, CrmColumnMeaning *meaning)
{
  const char *type = heading + strlen (CUSTOM), *label = strchr (type, ' ');
  g_autofree char *name = label != NULL ? g_strndup (type, (gsize)(label - type)) : NULL;

  if (name == NULL || label[1] == '\0')
    return FALSE;
  *meaning = crm_column_meaning_make_custom (label + 1, name);
  return strcmp (crm_column_meaning_get_custom_type (meaning), name) == 0;
}

char *
crm_column_heading_make_custom (const char *type, const char *label)
{
  return g_strconcat (CUSTOM, type, " ", label, NULL);
}

char *
crm_column_heading_dup_custom (const CrmCustomField *field)
{
  return crm_column_heading_make_custom (crm_record_get_text (field->record, CRM_CUSTOM_FIELD_TYPE), crm_custom_field_get_label (field));
}

gboolean
crm_column_heading_parse (const char *heading, CrmColumnMeaning *meaning)
{
  static GHashTable *table;
  Template template;
  const CrmColumnMeaning *found;
  guint next = 0;

  g_return_val_if_fail (heading != NULL && meaning != NULL, FALSE);

  if (g_str_has_prefix (heading, CUSTOM))
    return parse_custom (heading, meaning);
  if (g_once_init_enter_pointer (&table))
    g_once_init_leave_pointer (&table, make_table ());
  template = make_template (heading);
  found = g_hash_table_lookup (table, template.text);
  g_free (template.text);
  if (found == NULL)
    return FALSE;
  *meaning = *found;
  if (found->person > 0)
    meaning->person = template.numbers[next++];
  if (found->number > 0)
    meaning->number = template.numbers[next];
  return (found->person == 0 || meaning->person > 0) && (found->number == 0 || meaning->number > 0);
}
