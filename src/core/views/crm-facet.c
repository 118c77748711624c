/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked about records of a kind. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-facet.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const CrmKind *kind;
  guint index;
  guint reference;
  const char *name;  /* (nullable): other than KIND.FIELD */
  const char *label; /* untranslated */
  const char *group; /* untranslated */
} Related;

#define TAGS     N_ ("Tags and people")
#define DEALS    N_ ("Deals")
#define WORK     N_ ("Contacts and tasks")
#define CUSTOMER N_ ("Customer")

static const Related customer_related[] = {
  { &crm_kind_tagging, CRM_TAGGING_TAG, CRM_TAGGING_CUSTOMER, "tag", N_ ("Tag"), TAGS },
  { &crm_kind_role, CRM_ROLE_BUYING_ROLE, CRM_ROLE_CUSTOMER, NULL, N_ ("A person’s part in buying"), TAGS },
  { &crm_kind_role, CRM_ROLE_TITLE, CRM_ROLE_CUSTOMER, NULL, N_ ("A person’s job title"), TAGS },
  { &crm_kind_contact_point, CRM_CONTACT_POINT_KIND, CRM_CONTACT_POINT_CUSTOMER, NULL, N_ ("Can be reached by"), TAGS },
  { &crm_kind_relationship, CRM_RELATIONSHIP_KIND, CRM_RELATIONSHIP_CUSTOMER, NULL, N_ ("Related customer"), TAGS },
  { &crm_kind_attachment, CRM_ATTACHMENT_NAME, CRM_ATTACHMENT_CUSTOMER, NULL, N_ ("A file’s name"), TAGS },
  { &crm_kind_deal, CRM_DEAL_OUTCOME, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal’s outcome"), DEALS },
  { &crm_kind_deal, CRM_DEAL_PIPELINE, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal’s pipeline"), DEALS },
  { &crm_kind_deal, CRM_DEAL_STAGE, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal’s stage"), DEALS },
  { &crm_kind_deal, CRM_DEAL_AMOUNT, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal’s amount"), DEALS },
  { &crm_kind_deal, CRM_DEAL_OWNER, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal’s owner"), DEALS },
  { &crm_kind_deal, CRM_DEAL_EXPECTED_CLOSE, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal’s expected close"), DEALS },
  { &crm_kind_deal, CRM_DEAL_CLOSED_AT, CRM_DEAL_CUSTOMER, NULL, N_ ("A deal closed"), DEALS },
  { &crm_kind_interaction, CRM_INTERACTION_KIND, CRM_INTERACTION_CUSTOMER, NULL, N_ ("A contact by"), WORK },
  { &crm_kind_interaction, CRM_INTERACTION_AT, CRM_INTERACTION_CUSTOMER, NULL, N_ ("A contact on"), WORK },
  { &crm_kind_interaction, CRM_INTERACTION_AUTHOR, CRM_INTERACTION_CUSTOMER, NULL, N_ ("A contact with"), WORK },
  { &crm_kind_task, CRM_TASK_KIND, CRM_TASK_CUSTOMER, NULL, N_ ("A task’s kind"), WORK },
  { &crm_kind_task, CRM_TASK_DUE, CRM_TASK_CUSTOMER, NULL, N_ ("A task is due"), WORK },
  { &crm_kind_task, CRM_TASK_DONE_AT, CRM_TASK_CUSTOMER, NULL, N_ ("A task was done"), WORK },
  { &crm_kind_task, CRM_TASK_ASSIGNEE, CRM_TASK_CUSTOMER, NULL, N_ ("A task is for"), WORK },
};

static const Related deal_related[] = {
  { &crm_kind_customer, CRM_CUSTOMER_LEVEL, CRM_DEAL_CUSTOMER, NULL, N_ ("Customer’s level"), CUSTOMER },
  { &crm_kind_customer, CRM_CUSTOMER_LIFE_CYCLE, CRM_DEAL_CUSTOMER, NULL, N_ ("Customer’s stage"), CUSTOMER },
  { &crm_kind_customer, CRM_CUSTOMER_INDUSTRY, CRM_DEAL_CUSTOMER, NULL, N_ ("Customer’s industry"), CUSTOMER },
  { &crm_kind_customer, CRM_CUSTOMER_CITY, CRM_DEAL_CUSTOMER, NULL, N_ ("Customer’s city"), CUSTOMER },
  { &crm_kind_customer, CRM_CUSTOMER_OWNER, CRM_DEAL_CUSTOMER, NULL, N_ ("Customer’s owner"), CUSTOMER },
  { &crm_kind_customer, CRM_CUSTOMER_SATISFACTION, CRM_DEAL_CUSTOMER, NULL, N_ ("Customer’s satisfaction"), CUSTOMER },
};

static const CrmField created_field = { "created", N_ ("Added"), NULL, CRM_TYPE_TIME };

static void
option_clear (gpointer data)
{
  g_free (((CrmFacetOption *)data)->label);
}

static void
facet_free (gpointer data)
{
  CrmFacet *self = data;

  g_free (self->name);
  g_free (self->label);
  g_clear_pointer (&self->custom, crm_custom_field_unref);
  g_clear_pointer (&self->options, g_array_unref);
  g_free (self);
}

static CrmFacet *
add (GPtrArray *facets, CrmFacetSource source, char *name, const char *label, const char *group)
{
  CrmFacet *self = g_new0 (CrmFacet, 1);

  self->source = source;
  self->name = name;
  self->label = g_strdup (label);
  self->group = group;
  g_ptr_array_add (facets, self);
  return self;
}

/* How the last contact was is asked about by its own records: here it is a word of the program's. */
static gboolean
can_be_asked (const CrmField *field)
{
  return field != &crm_kind_customer.fields[CRM_CUSTOMER_LAST_CONTACT_KIND] && (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_SECRET)) == 0 && field->label[0] != '\0';
}

static const char *
get_group (const CrmField *field)
{
  return field->group != NULL ? g_dgettext (GETTEXT_PACKAGE, field->group) : _ ("What goes on");
}

/* The fields of a group stand together, as they do on a form; facts without one come first, as they are asked for most. */
static void
add_own (GPtrArray *facets, const CrmKind *kind, gboolean facts)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const CrmField *field = &kind->fields[i];
      CrmFacet *facet;

      if (!can_be_asked (field) || (field->group == NULL) != facts)
        continue;
      facet = add (facets, CRM_FACET_OWN, g_strdup (field->name), crm_field_get_label (field), get_group (field));
      facet->kind = kind;
      facet->index = i;
      facet->field = field;
    }
}

static void
add_created (GPtrArray *facets, const CrmKind *kind)
{
  CrmFacet *facet = add (facets, CRM_FACET_CREATED, g_strdup (created_field.name), crm_field_get_label (&created_field), _ ("What goes on"));

  facet->kind = kind;
  facet->field = &created_field;
}

static void
add_related (GPtrArray *facets, const Related *related, gsize n, CrmFacetSource source)
{
  for (gsize i = 0; i < n; i++)
    {
      const CrmField *field = &related[i].kind->fields[related[i].index];
      char *name = related[i].name != NULL ? g_strdup (related[i].name) : g_strconcat (related[i].kind->name, ".", field->name, NULL);
      CrmFacet *facet = add (facets, source, name, g_dgettext (GETTEXT_PACKAGE, related[i].label), g_dgettext (GETTEXT_PACKAGE, related[i].group));

      facet->kind = related[i].kind;
      facet->index = related[i].index;
      facet->reference = related[i].reference;
      facet->field = field;
    }
}

static gboolean
add_custom (GPtrArray *facets, CrmConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_custom_fields_read (connection, error);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      CrmCustomField *custom = fields->pdata[i];
      char id[CRM_ID_STRING_LENGTH + 1];
      CrmFacet *facet = add (facets, CRM_FACET_CUSTOM, g_strconcat ("custom.", crm_id_format (crm_custom_field_get_id (custom), id), NULL),
                             crm_custom_field_get_label (custom), _ ("Own fields"));

      facet->kind = &crm_kind_custom_value;
      facet->index = custom->column;
      facet->field = &custom->field;
      facet->custom = crm_custom_field_ref (custom);
    }
  return fields != NULL;
}

/* A stage is named with its pipeline where there are several. */
static const char *
get_options_sql (CrmKindId kind)
{
  switch ((int)kind)
    {
    case CRM_KIND_USER:
      return "SELECT id, name FROM user WHERE deleted = 0 ORDER BY name";
    case CRM_KIND_TAG:
      return "SELECT id, name FROM tag WHERE deleted = 0 ORDER BY name";
    case CRM_KIND_PIPELINE:
      return "SELECT id, name FROM pipeline WHERE deleted = 0 ORDER BY position";
    case CRM_KIND_STAGE:
      return "SELECT s.id, iif ((SELECT count (*) FROM pipeline WHERE deleted = 0) > 1, p.name || ' · ', '') || s.name"
             " FROM stage s JOIN pipeline p ON p.id = s.pipeline WHERE s.deleted = 0 AND p.deleted = 0 ORDER BY p.position, s.position";
    default:
      return NULL;
    }
}

static GArray *
read_options (CrmConnection *connection, const char *sql, GError **error)
{
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (CrmFacetOption));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  g_array_set_clear_func (options, option_clear);
  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmFacetOption option = { 0 };

      if (!crm_statement_read_id (statement, 0, &option.id))
        continue;
      option.label = g_strdup ((const char *)sqlite3_column_text (statement, 1));
      g_array_append_val (options, option);
    }
  return step == 0 ? g_steal_pointer (&options) : NULL;
}

/* Each list is read once, whoever refers to it. */
static gboolean
add_options (GPtrArray *facets, CrmConnection *connection, GError **error)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);

  for (guint i = 0; i < facets->len; i++)
    {
      CrmFacet *facet = facets->pdata[i];
      gpointer key = GUINT_TO_POINTER (facet->field->refers);
      const char *sql = facet->field->type == CRM_TYPE_REFERENCE ? get_options_sql (facet->field->refers) : NULL;
      GArray *options;

      if (sql == NULL)
        continue;
      options = g_hash_table_lookup (lists, key);
      if (options == NULL)
        {
          options = read_options (connection, sql, error);
          if (options == NULL)
            return FALSE;
          g_hash_table_insert (lists, key, options);
        }
      facet->options = g_array_ref (options);
    }
  return TRUE;
}

GPtrArray *
crm_facets_read (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autoptr (GPtrArray) facets = g_ptr_array_new_with_free_func (facet_free);

  g_return_val_if_fail (connection != NULL && kind != NULL, NULL);

  add_own (facets, kind, TRUE);
  add_created (facets, kind);
  add_own (facets, kind, FALSE);
  if (kind == &crm_kind_customer)
    {
      if (!add_custom (facets, connection, error))
        return NULL;
      add_related (facets, customer_related, G_N_ELEMENTS (customer_related), CRM_FACET_RELATED);
    }
  else if (kind == &crm_kind_deal)
    add_related (facets, deal_related, G_N_ELEMENTS (deal_related), CRM_FACET_REFERRED);
  return add_options (facets, connection, error) ? g_steal_pointer (&facets) : NULL;
}

gboolean
crm_facets_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *facets = crm_facets_read (connection, data, error);

  if (facets == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, facets);
  return TRUE;
}

const CrmFacet *
crm_facets_find (GPtrArray *facets, const char *name)
{
  g_return_val_if_fail (facets != NULL && name != NULL, NULL);

  for (guint i = 0; i < facets->len; i++)
    if (g_str_equal (((const CrmFacet *)facets->pdata[i])->name, name))
      return facets->pdata[i];
  return NULL;
}

const char *
crm_facet_find_option (const CrmFacet *self, const CrmId *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; self->options != NULL && i < self->options->len; i++)
    {
      const CrmFacetOption *option = &g_array_index (self->options, CrmFacetOption, i);

      if (crm_id_compare (&option->id, id) == 0)
        return option->label;
    }
  return NULL;
}
