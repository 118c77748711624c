/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which server a file belongs to, and as whom: read from the file, and written when it joins or leaves. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-membership.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-workspace.h"
#include "sync/crm-sync-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SERVER         "sync-server"
#define PIN            "sync-pin"
#define CA_FILE        "sync-ca"
#define LOGIN          "sync-login"
#define WORKSPACE      "sync-workspace"
#define WORKSPACE_NAME "sync-workspace-name"
#define USER           "sync-user"
#define USER_NAME      "sync-user-name"
#define ROLE           "sync-role"
#define TEAM           "sync-team"
#define DEVICE         "sync-device"
#define LOCAL_USER     "user"

G_DEFINE_BOXED_TYPE (CrmSyncMembership, crm_sync_membership, crm_sync_membership_copy, crm_sync_membership_free)

CrmSyncMembership *
crm_sync_membership_copy (const CrmSyncMembership *self)
{
  CrmSyncMembership *copy = g_memdup2 (self, sizeof *self);

  copy->address = self->address != NULL ? crm_server_address_copy (self->address) : NULL;
  copy->login = g_strdup (self->login);
  copy->workspace_name = g_strdup (self->workspace_name);
  copy->user_name = g_strdup (self->user_name);
  copy->role = g_strdup (self->role);
  copy->team = g_strdup (self->team);
  return copy;
}

void
crm_sync_membership_free (CrmSyncMembership *self)
{
  g_clear_pointer (&self->address, crm_server_address_free);
  g_free (self->login);
  g_free (self->workspace_name);
  g_free (self->user_name);
  g_free (self->role);
  g_free (self->team);
  g_free (self);
}

char *
crm_sync_membership_dup_token_key (const CrmServerAddress *address, const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  return g_strconcat (address->url, " ", whole, NULL);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* Settings of the file while one after another is read; the first failure ends it. */
typedef struct
{
  CrmConnection *connection;
  GError *error;
} Settings;

static char *
get (Settings *settings, const char *name)
{
  return settings->error == NULL ? crm_connection_dup_setting (settings->connection, name, &settings->error) : NULL;
}

static gint64
get_number (Settings *settings, const char *name)
{
  g_autofree char *text = get (settings, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
get_id (Settings *settings, const char *name, CrmId *id)
{
  g_autofree char *text = get (settings, name);

  if (text == NULL || !crm_id_parse (text, id))
    *id = (CrmId){ 0 };
}

static CrmServerAddress *
get_address (Settings *settings)
{
  g_autofree char *url = get (settings, SERVER);
  CrmServerAddress *address;

  if (url == NULL)
    return NULL;
  address = g_new0 (CrmServerAddress, 1);
  *address = (CrmServerAddress){ g_steal_pointer (&url), get (settings, PIN), get (settings, CA_FILE) };
  return address;
}

CrmSyncMembership *
crm_sync_membership_read (CrmConnection *connection, GError **error)
{
  g_autoptr (CrmSyncMembership) self = g_new0 (CrmSyncMembership, 1);
  Settings settings = { connection, NULL };

  self->address = get_address (&settings);
  self->login = get (&settings, LOGIN);
  self->workspace_name = get (&settings, WORKSPACE_NAME);
  self->user_name = get (&settings, USER_NAME);
  self->role = get (&settings, ROLE);
  self->team = get (&settings, TEAM);
  get_id (&settings, WORKSPACE, &self->workspace);
  get_id (&settings, USER, &self->user);
  get_id (&settings, DEVICE, &self->device);
  self->first_sync = get_number (&settings, CRM_SYNC_FIRST) != 0;
  self->looked = get_number (&settings, CRM_SYNC_LOOKED);
  self->last_synced = get_number (&settings, CRM_SYNC_LAST);
  if (settings.error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, settings.error);
  return NULL;
}

gboolean
crm_sync_membership_check (CrmConnection *connection, GError **error)
{
  Settings settings = { connection, NULL };
  g_autofree char *server = get (&settings, SERVER);
  g_autofree char *demo = g_strdup_printf ("SELECT count(*) FROM edit WHERE origin = %d AND undone_by IS NULL", CRM_EDIT_ORIGIN_DEMO);
  gint64 n_demo = 0;

  if (settings.error != NULL)
    g_propagate_error (error, settings.error);
  else if (server != NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("The file belongs to the server %s already. Leave that first."), server);
  else if (!crm_connection_read_integer (connection, demo, &n_demo, error))
    return FALSE;
  else if (n_demo > 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The file has the demo company in it, which must not get among your team’s customers. Make a new file and join with that."));
  else
    return TRUE;
  return FALSE;
}

/* ── joining ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmServerAddress *address; /* (nullable) */
  char *name;
  CrmLogin *login; /* (nullable) */
  GPtrArray *members;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->address, crm_server_address_free);
  g_clear_pointer (&step->login, crm_login_free);
  g_clear_pointer (&step->members, g_ptr_array_unref);
  g_free (step->name);
  g_free (step);
}

static gboolean
run_with_ids (CrmConnection *connection, const char *sql, const CrmId *first, const CrmId *second, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, first);
  crm_statement_bind_id (statement, 2, second);
  return crm_connection_run (connection, statement, error);
}

/* History has references as text. */
static gboolean
rename_in_history (CrmConnection *connection, const CrmId *from, const CrmId *to, GError **error)
{
  static const char *const sql[] = { "UPDATE history SET old = ?2 WHERE old = ?1", "UPDATE history SET new = ?2 WHERE new = ?1" };
  char old[CRM_ID_STRING_LENGTH + 1], new[CRM_ID_STRING_LENGTH + 1];

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql[i], error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, crm_id_format (from, old), -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, crm_id_format (to, new), -1, SQLITE_STATIC);
      if (!crm_connection_run (connection, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Wherever a record of @kind is named. Nobody has seen the file yet: what it says is what it said from the beginning. */
static gboolean
rename_references (CrmConnection *connection, CrmKindId kind, const CrmId *from, const CrmId *to, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *holder = crm_kind_get (id);

      for (guint i = 0; i < holder->n_fields; i++)
        {
          g_autofree char *sql = NULL;

          if (holder->fields[i].type != CRM_TYPE_REFERENCE || holder->fields[i].refers != kind)
            continue;
          sql = g_strdup_printf ("UPDATE %s SET %s = ?2 WHERE %s = ?1", holder->name, holder->fields[i].name, holder->fields[i].name);
          if (!run_with_ids (connection, sql, from, to, error))
            return FALSE;
        }
    }
  return rename_in_history (connection, from, to, error);
}

static gboolean
rename_record (CrmConnection *connection, const CrmKind *kind, const CrmId *from, const CrmId *to, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET id = ?2 WHERE id = ?1", kind->name);

  return run_with_ids (connection, sql, from, to, error) && rename_references (connection, kind->id, from, to, error);
}

static gboolean
has_user (CrmConnection *connection, const CrmId *id, gboolean *found, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_user, id, &local_error);

  *found = record != NULL;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* The rows that figures read name people by row, so the local user's row becomes the account's; where the account has a row, figures are made anew. */
static gboolean
turn_user (CrmConnection *connection, const CrmId *from, const CrmId *to, gboolean there, GError **error)
{
  if (crm_id_equal (from, to))
    return TRUE;
  if (there ? !rename_references (connection, CRM_KIND_USER, from, to, error) || !crm_connection_set_setting (connection, "rebuild", "0 0", error)
            : !rename_record (connection, &crm_kind_user, from, to, error))
    return FALSE;
  return run_with_ids (connection, "UPDATE edit SET user = ?2 WHERE user = ?1", from, to, error);
}

static gboolean
become_account (CrmConnection *connection, const CrmLogin *login, CrmEdit *edit, GError **error)
{
  Settings settings = { connection, NULL };
  g_autofree char *text = crm_id_to_string (&login->user);
  gboolean there = FALSE;
  CrmId local;

  get_id (&settings, LOCAL_USER, &local);
  if (settings.error != NULL)
    {
      g_propagate_error (error, settings.error);
      return FALSE;
    }
  if (!has_user (connection, &login->user, &there, error) || (!crm_id_is_nil (&local) && !turn_user (connection, &local, &login->user, there, error)))
    return FALSE;
  if (!has_user (connection, &login->user, &there, error) || !crm_connection_set_setting (connection, LOCAL_USER, text, error))
    return FALSE;
  if (!there)
    crm_change_set_text (crm_edit_create (edit, &crm_kind_user, &login->user), CRM_USER_NAME, login->user_name != NULL ? login->user_name : "");
  return TRUE;
}

/* What set-up makes has the same id everywhere. What was changed of it here is not to change it for all. */
static gboolean
part_from_seeds (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE clocks IS NOT NULL AND created_clock = zeroblob(%d)", kind->name, CRM_HLC_LENGTH);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = -1;
  CrmId id;

  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id))
      g_array_append_val (ids, id);
  for (guint i = 0; step == 0 && i < ids->len; i++)
    {
      CrmId fresh = crm_id_new (g_get_real_time ());

      if (!rename_record (connection, kind, &g_array_index (ids, CrmId, i), &fresh, error))
        return FALSE;
    }
  return step == 0;
}

static gboolean
mark_everything (CrmConnection *connection, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET seq = NULL, scope = NULL, dirty = CASE dirty WHEN 0 THEN created_edit ELSE dirty END WHERE dirty = 0 OR seq IS NOT NULL OR scope IS NOT NULL", kind->name);

  return crm_connection_execute (connection, sql, error);
}

static gboolean
prepare_records (CrmConnection *connection, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if ((id != CRM_KIND_USER && !part_from_seeds (connection, crm_kind_get (id), error)) || !mark_everything (connection, crm_kind_get (id), error))
      return FALSE;
  return crm_sync_file_prepare (connection, error);
}

static gboolean
set_id (CrmConnection *connection, const char *name, const CrmId *id, GError **error)
{
  return crm_connection_set_setting (connection, name, crm_id_format (id, (char[CRM_ID_STRING_LENGTH + 1]){ 0 }), error);
}

static gboolean
write_address (CrmConnection *connection, const CrmServerAddress *address, GError **error)
{
  return crm_connection_set_setting (connection, SERVER, address->url, error) && crm_connection_set_setting (connection, PIN, address->pin, error) && crm_connection_set_setting (connection, CA_FILE, address->ca_file, error);
}

static gboolean
write_login (CrmConnection *connection, const CrmLogin *login, GError **error)
{
  return set_id (connection, WORKSPACE, &login->workspace, error) && set_id (connection, USER, &login->user, error) && set_id (connection, DEVICE, &login->device, error) && crm_connection_set_setting (connection, WORKSPACE_NAME, login->workspace_name, error) && crm_connection_set_setting (connection, USER_NAME, login->user_name, error) && crm_connection_set_setting (connection, ROLE, login->role, error) && crm_connection_set_setting (connection, TEAM, login->team, error);
}

static int
pull_joining (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  const Step *step = data;

  if (!crm_sync_membership_check (connection, error) || !prepare_records (connection, error) || !become_account (connection, step->login, edit, error))
    return -1;
  if (!write_address (connection, step->address, error) || !write_login (connection, step->login, error) || !crm_connection_set_setting (connection, LOGIN, step->name, error))
    return -1;
  return crm_connection_set_setting (connection, CRM_SYNC_EPOCH, step->login->epoch, error) && crm_connection_set_setting (connection, CRM_SYNC_FIRST, "1", error) && crm_connection_set_setting (connection, CRM_SYNC_HELD, NULL, error) ? 0 : -1;
}

static CrmEdit *
new_edit (const char *title, CrmEditPull pull, const CrmServerAddress *address, const char *name, const CrmLogin *login)
{
  Step *step = g_new0 (Step, 1);

  step->address = address != NULL ? crm_server_address_copy (address) : NULL;
  step->login = login != NULL ? crm_login_copy (login) : NULL;
  step->name = g_strdup (name);
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_SETUP, pull, step, step_free);
}

CrmEdit *
crm_sync_membership_new_joining (const char *title, const CrmServerAddress *address, const char *name, const CrmLogin *login)
{
  g_return_val_if_fail (address != NULL && login != NULL, NULL);

  return new_edit (title, pull_joining, address, name, login);
}

/* ── later ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_same_workspace (CrmConnection *connection, const CrmLogin *login, GError **error)
{
  g_autoptr (CrmSyncMembership) known = crm_sync_membership_read (connection, error);

  if (known == NULL || (crm_id_equal (&known->workspace, &login->workspace) && crm_id_equal (&known->user, &login->user)))
    return known != NULL;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("This is another team’s server, or another account, than the file belongs to. Leave the server first, or make a new file for the other."));
  return FALSE;
}

static int
pull_renewal (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  const Step *step = data;

  if (step->login != NULL && (!is_same_workspace (connection, step->login, error) || !write_login (connection, step->login, error)))
    return -1;
  return step->address == NULL || write_address (connection, step->address, error) ? 0 : -1;
}

CrmEdit *
crm_sync_membership_new_renewal (const CrmServerAddress *address, const CrmLogin *login)
{
  return new_edit ("Sign in", pull_renewal, address, NULL, login);
}

static int
pull_leaving (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  static const char clear[] = "DELETE FROM sync_scope; DELETE FROM sync_raw; DELETE FROM sync_late; DELETE FROM sync_base; DELETE FROM sync_unsaved; DELETE FROM sync_conflict;"
                              "DELETE FROM sync_overtaken; DELETE FROM sync_file; DELETE FROM file WHERE name GLOB 'sync-*' AND name NOT IN ('" CRM_SYNC_PUSH "', '" DEVICE "')";

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (!mark_everything (connection, crm_kind_get (id), error))
      return -1;
  return crm_connection_execute (connection, clear, error) ? 0 : -1;
}

CrmEdit *
crm_sync_membership_new_leaving (void)
{
  return new_edit ("Leave the server", pull_leaving, NULL, NULL, NULL);
}

static gboolean
add_member (CrmConnection *connection, const CrmMember *member, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "INSERT OR REPLACE INTO sync_member VALUES (?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &member->id);
  sqlite3_bind_text (statement, 2, member->name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, member->role, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, member->team, -1, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

static int
pull_members (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  const Step *step = data;

  for (guint i = 0; i < step->members->len; i++)
    if (!add_member (connection, step->members->pdata[i], error))
      return -1;
  return 0;
}

CrmEdit *
crm_sync_membership_new_members (GPtrArray *members)
{
  Step *step = g_new0 (Step, 1);

  step->members = members;
  return crm_edit_new_stream ("Members", CRM_EDIT_ORIGIN_SYNC, pull_members, step, step_free);
}
