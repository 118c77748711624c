/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In PostgreSQL: the audit as it is read, and whose the bytes of attachments are. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-postgres-private.h"

#include <string.h>

static char *
dup_text (const PGresult *result, int row, int column)
{
  return g_strdup (crm_postgres_get_text (result, row, column));
}

static GArray *
list_past (CrmServerStorage *storage, const char *kind, const CrmId *id, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (GArray) pasts = crm_server_pasts_new ();
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_id (&parameters, id);
  crm_postgres_add_text (&parameters, kind);
  result = crm_server_postgres_read (storage, "SELECT at, who, device, scope, field, old, value, clock, outcome FROM audit WHERE workspace = $1 AND id = $2 AND kind = $3 ORDER BY number", &parameters, error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerPast past = { .at = crm_postgres_get_number (result, i, 0), .outcome = (CrmServerAuditOutcome)crm_postgres_get_number (result, i, 8) };

      crm_postgres_get_id (result, i, 1, &past.user);
      crm_postgres_get_id (result, i, 2, &past.device);
      past.scope = dup_text (result, i, 3);
      past.field = dup_text (result, i, 4);
      past.old = dup_text (result, i, 5);
      past.value = dup_text (result, i, 6);
      if (PQgetlength (result, i, 7) == CRM_HLC_LENGTH)
        memcpy (past.clock.bytes, PQgetvalue (result, i, 7), CRM_HLC_LENGTH);
      g_array_append_val (pasts, past);
    }
  return result != NULL ? g_steal_pointer (&pasts) : NULL;
}

/* The hash of a value that can be guessed tells the value. */
static gboolean
erase_past (CrmServerStorage *storage, const char *kind, const CrmId *id, GError **error)
{
  static const char disown[] = "DELETE FROM blob_owner WHERE workspace = $1 AND hash IN (SELECT hash FROM blob_name WHERE workspace = $1 AND id = $2)"
                               " AND hash NOT IN (SELECT hash FROM blob_name WHERE workspace = $1 AND id <> $2)";
  static const char empty[] = "UPDATE audit SET old = NULL, value = NULL, hash = sha256 (convert_to (number::text, 'UTF8')) WHERE workspace = $1 AND id = $2 AND kind = $3 AND field NOT IN ('created', 'erased')";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  CrmPostgresParameters bytes = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  CrmPostgresParameters others = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_id (&parameters, id);
  crm_postgres_add_text (&parameters, kind);
  crm_postgres_add_id (&bytes, id);
  crm_postgres_add_id (&others, id);
  return crm_server_postgres_write (storage, empty, &parameters, error) && crm_server_postgres_write (storage, disown, &bytes, error) && crm_server_postgres_write (storage, "DELETE FROM blob_name WHERE workspace = $1 AND id = $2", &others, error);
}

static gboolean
write_blob_name (CrmServerStorage *storage, const char *hash, const CrmId *id, const CrmId *user, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_text (&parameters, hash);
  crm_postgres_add_id (&parameters, id);
  crm_postgres_add_id (&parameters, user);
  return crm_server_postgres_write (storage, "INSERT INTO blob_name (workspace, hash, id, who) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", &parameters, error);
}

static gboolean
write_blob_owner (CrmServerStorage *storage, const char *hash, const CrmId *user, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_text (&parameters, hash);
  crm_postgres_add_id (&parameters, user);
  return crm_server_postgres_write (storage, "INSERT INTO blob_owner (workspace, hash, who) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", &parameters, error);
}

static int
is_blob_owner (CrmServerStorage *storage, const char *hash, const CrmId *user, GError **error)
{
  static const char mine[] = "SELECT who FROM blob_owner WHERE workspace = $1 AND hash = $2 AND who = $3";
  static const char anybodys[] = "SELECT who FROM blob_owner WHERE workspace = $1 AND hash = $2 LIMIT 1";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, hash);
  if (user != NULL)
    crm_postgres_add_id (&parameters, user);
  result = crm_server_postgres_read (storage, user != NULL ? mine : anybodys, &parameters, error);
  return result != NULL ? PQntuples (result) : -1;
}

static char **
list_blob_scopes (CrmServerStorage *storage, const char *hash, GError **error)
{
  static const char sql[] = "SELECT DISTINCT r.scope FROM blob_name n JOIN blob_owner o ON o.workspace = n.workspace AND o.hash = n.hash AND o.who = n.who"
                            " JOIN record r ON r.workspace = n.workspace AND r.id = n.id AND r.kind = 'attachment' WHERE n.workspace = $1 AND n.hash = $2";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, hash);
  result = crm_server_postgres_read (storage, sql, &parameters, error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    g_strv_builder_take (scopes, dup_text (result, i, 0));
  return result != NULL ? g_strv_builder_end (scopes) : NULL;
}

void
crm_server_postgres_class_init_blobs (CrmServerStorageClass *storage_class)
{
  storage_class->erase_past = erase_past;
  storage_class->list_past = list_past;
  storage_class->write_blob_name = write_blob_name;
  storage_class->write_blob_owner = write_blob_owner;
  storage_class->is_blob_owner = is_blob_owner;
  storage_class->list_blob_scopes = list_blob_scopes;
}
