/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server keeps for itself, in PostgreSQL. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-postgres-private.h"

static CrmPostgresParameters
begin_parameters (CrmServerStorage *storage, const char *sort)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_text (&parameters, sort);
  return parameters;
}

static int
read_item (CrmServerStorage *storage, const char *sort, const char *key, CrmServerItem *item, GError **error)
{
  CrmPostgresParameters parameters = begin_parameters (storage, sort);
  g_autoptr (PGresult) result = NULL;

  *item = (CrmServerItem){ 0 };
  crm_postgres_add_text (&parameters, key);
  result = crm_server_postgres_read (storage, "SELECT value, at FROM item WHERE workspace = $1 AND sort = $2 AND key = $3", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) > 0)
    *item = (CrmServerItem){ g_strdup (key), g_strdup (crm_postgres_get_text (result, 0, 0)), crm_postgres_get_number (result, 0, 1) };
  return PQntuples (result);
}

static gboolean
write_item (CrmServerStorage *storage, const char *sort, const CrmServerItem *item, GError **error)
{
  CrmPostgresParameters parameters = begin_parameters (storage, sort);

  crm_postgres_add_text (&parameters, item->key);
  crm_postgres_add_text (&parameters, item->value);
  crm_postgres_add_number (&parameters, item->at);
  return crm_server_postgres_write (storage, "INSERT INTO item (workspace, sort, key, value, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sort, key, workspace) DO UPDATE SET value = excluded.value, at = excluded.at", &parameters, error);
}

static gboolean
remove_item (CrmServerStorage *storage, const char *sort, const char *key, GError **error)
{
  CrmPostgresParameters parameters = begin_parameters (storage, sort);

  crm_postgres_add_text (&parameters, key);
  return crm_server_postgres_write (storage, "DELETE FROM item WHERE workspace = $1 AND sort = $2 AND key = $3", &parameters, error);
}

/* Keys are UTF-8: none that begins with @prefix comes after it with the last character there is. */
static GArray *
list_items (CrmServerStorage *storage, const char *sort, const char *prefix, guint limit, GError **error)
{
  CrmPostgresParameters parameters = begin_parameters (storage, sort);
  g_autoptr (GArray) items = crm_server_items_new ();
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, prefix);
  crm_postgres_add_number (&parameters, limit);
  result = crm_server_postgres_read (storage, "SELECT key, value, at FROM item WHERE workspace = $1 AND sort = $2 AND key >= $3 AND key < $3 || chr(1114111) ORDER BY key LIMIT $4", &parameters, error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerItem item = { g_strdup (crm_postgres_get_text (result, i, 0)), g_strdup (crm_postgres_get_text (result, i, 1)), crm_postgres_get_number (result, i, 2) };

      g_array_append_val (items, item);
    }
  return result != NULL ? g_steal_pointer (&items) : NULL;
}

static int
find_item (CrmServerStorage *storage, const char *sort, const char *key, CrmId *workspace, GError **error)
{
  CrmPostgresParameters parameters = { 0 };
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, sort);
  crm_postgres_add_text (&parameters, key);
  result = crm_server_postgres_read (storage, "SELECT w.id FROM item i JOIN workspace w ON w.number = i.workspace WHERE i.sort = $1 AND i.key = $2 ORDER BY i.at, w.number LIMIT 1", &parameters, error);
  if (result == NULL)
    return -1;
  return PQntuples (result) > 0 && crm_postgres_get_id (result, 0, 0, workspace);
}

void
crm_server_postgres_class_init_items (CrmServerStorageClass *storage_class)
{
  storage_class->read_item = read_item;
  storage_class->write_item = write_item;
  storage_class->remove_item = remove_item;
  storage_class->list_items = list_items;
  storage_class->find_item = find_item;
}
