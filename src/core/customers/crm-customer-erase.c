/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erases a customer: the right of a person to be forgotten. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/customers/crm-customer-erase.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-connection.h"

#include <glib/gi18n-lib.h>

/* What a record hangs on besides its customer, as crm-server-scope.c has it: the nearest to that first. */
static const CrmKindId links[] = { CRM_KIND_DEAL, CRM_KIND_RESPONSE, CRM_KIND_INTERACTION, CRM_KIND_PERSON };

typedef struct
{
  const CrmKind *kind;
  CrmId id;
} Place;

/* What is to go; those behind @next were not yet asked for what hangs on them. */
typedef struct
{
  CrmConnection *connection;
  CrmEdit *edit;
  GArray *places;
  GHashTable *known; /* a set of CrmId */
} Erasing;

static void
add_place (Erasing *self, const CrmKind *kind, const CrmId *id)
{
  Place place = { kind, *id };

  if (!g_hash_table_add (self->known, g_memdup2 (id, sizeof *id)))
    return;
  g_array_append_val (self->places, place);
  crm_edit_erase (self->edit, kind, id);
}

static gboolean
add_found (Erasing *self, const CrmKind *kind, const char *condition, const CrmId *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s", kind->name, condition);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  CrmId found;
  int step = -1;

  if (statement != NULL)
    crm_statement_bind_id (statement, 1, id);
  while (statement != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &found))
      add_place (self, kind, &found);
  return step == 0;
}

/* The fields that a kind's records hang by, the nearest to the customer first. */
static GArray *
list_bonds (const CrmKind *kind)
{
  GArray *bonds = g_array_new (FALSE, FALSE, sizeof (guint));

  if (kind->customer >= 0)
    g_array_append_vals (bonds, &(guint){ (guint)kind->customer }, 1);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    for (guint j = 0; j < kind->n_fields; j++)
      if (kind->fields[j].refers == links[i])
        g_array_append_val (bonds, j);
  return bonds;
}

/* Of @kind what hangs on @place by the first bond that is tied. */
static gboolean
add_children (Erasing *self, const Place *place, const CrmKind *kind, GError **error)
{
  g_autoptr (GArray) bonds = list_bonds (kind);
  g_autoptr (GString) nearer = g_string_new (NULL);

  for (guint i = 0; i < bonds->len; i++)
    {
      const CrmField *field = &kind->fields[g_array_index (bonds, guint, i)];
      g_autofree char *condition = g_strdup_printf ("%s = ?1%s", field->name, nearer->str);

      if (field->refers == place->kind->id && !add_found (self, kind, condition, &place->id, error))
        return FALSE;
      g_string_append_printf (nearer, " AND %s IS NULL", field->name);
    }
  return TRUE;
}

/* Their roles say whose they are; it is asked while those of this customer are still written. */
static gboolean
add_people (Erasing *self, const CrmId *customer, GError **error)
{
  return add_found (self, &crm_kind_person,
                    "id IN (SELECT person FROM role WHERE customer = ?1)"
                    " AND NOT EXISTS (SELECT 1 FROM role r WHERE r.person = person.id AND r.customer <> ?1 AND r.deleted = 0)",
                    customer, error);
}

/* Who turned out to be this customer keeps what was known then. */
static gboolean
add_merged (Erasing *self, const CrmId *customer, GError **error)
{
  return add_found (self, &crm_kind_customer, "merged_into = ?1", customer, error);
}

static gboolean
add_all (Erasing *self, const CrmId *customer, GError **error)
{
  add_place (self, &crm_kind_customer, customer);
  for (guint i = 0; i < self->places->len; i++)
    {
      Place place = g_array_index (self->places, Place, i);

      if (place.kind == &crm_kind_customer && (!add_people (self, &place.id, error) || !add_merged (self, &place.id, error)))
        return FALSE;
      for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
        if (!add_children (self, &place, crm_kind_get (id), error))
          return FALSE;
    }
  return TRUE;
}

/* All in one piece: what is half erased is worse than what is there. */
static int
pull_erasure (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GHashTable) known = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  Erasing self = { connection, edit, places, known };
  g_autoptr (CrmRecord) customer = NULL;
  GError *local_error = NULL;

  customer = crm_connection_read_record (connection, &crm_kind_customer, data, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (customer == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The customer to be erased is not in this file."));
  return customer != NULL && add_all (&self, data, error) ? 0 : -1;
}

CrmEdit *
crm_customer_new_erasure (const CrmId *customer)
{
  g_return_val_if_fail (customer != NULL, NULL);

  /* Translators: the title of an edit, by which all that is known of a customer is taken away for good. */
  return crm_edit_new_stream (_ ("Erase customer"), CRM_EDIT_ORIGIN_ERASURE, pull_erasure, g_memdup2 (customer, sizeof *customer), g_free);
}
