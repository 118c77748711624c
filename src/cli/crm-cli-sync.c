/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli join, sync, leave and conflicts. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "sync/crm-http-trust.h"
#include "sync/crm-sync-copy.h"
#include "sync/crm-sync-engine.h"
#include "sync/crm-sync-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *user;
static char *password_file;
static char *pin;
static char *ca_file;
static char *token_file;
static gboolean keep;

#define TOKEN_FILE { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file, N_ ("Keep the sign-in in this file, for your eyes only, instead of the keyring"), N_ ("FILE") }

static const GOptionEntry join_options[] = {
  { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("Your name on the server"), N_ ("NAME") },
  { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("A file whose first line is the password; “-” for the standard input"), N_ ("FILE") },
  { "pin", 0, 0, G_OPTION_ARG_STRING, &pin, N_ ("SHA-256 of the server’s certificate, as its administrator gave it to you"), N_ ("SHA256") },
  { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_ ("A file of certificates to trust instead of the system’s"), N_ ("FILE") },
  TOKEN_FILE,
  { NULL },
};

static const GOptionEntry sync_options[] = {
  TOKEN_FILE,
  { NULL },
};

static const GOptionEntry leave_options[] = {
  { "keep", 0, 0, G_OPTION_ARG_NONE, &keep, N_ ("Keep the copy as a file of your own; it is removed otherwise"), NULL },
  TOKEN_FILE,
  { NULL },
};

/* ── the engine ───────────────────────────────────────────────────────────────────────────── */

static CrmSyncEngine *
open_engine (CrmCli *cli, CrmCliOpenMode mode, GError **error)
{
  g_autoptr (CrmTokenStore) tokens = token_file != NULL ? crm_token_store_new_file (token_file) : crm_token_store_new_keyring ();
  g_autoptr (CrmSyncEngine) engine = NULL;

  if (!crm_cli_open (cli, mode, error))
    return NULL;
  engine = crm_sync_engine_new (cli->store, tokens);
  return dex_await (crm_sync_engine_load (engine), error) ? g_steal_pointer (&engine) : NULL;
}

static void
close_engine (CrmSyncEngine *engine)
{
  if (engine == NULL)
    return;
  dex_await (crm_sync_engine_close (engine), NULL);
  g_object_unref (engine);
}

typedef CrmSyncEngine OpenEngine;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpenEngine, close_engine)

/* What a server says no to, or says nothing to, in the exit codes of scripts. */
static CrmCliExit
fail (GError **error)
{
  static const struct
  {
    CrmError code;
    CrmCliExit exit;
  } exits[] = {
    { CRM_ERROR_NETWORK, CRM_CLI_NETWORK },
    { CRM_ERROR_BUSY, CRM_CLI_NETWORK },
    { CRM_ERROR_SERVER, CRM_CLI_NETWORK },
    { CRM_ERROR_TOO_LARGE, CRM_CLI_NETWORK },
    { CRM_ERROR_UNREADABLE, CRM_CLI_NETWORK },
    { CRM_ERROR_UNTRUSTED, CRM_CLI_REFUSED },
    { CRM_ERROR_SIGN_IN, CRM_CLI_REFUSED },
    { CRM_ERROR_FORBIDDEN, CRM_CLI_REFUSED },
    { CRM_ERROR_NOT_FOUND, CRM_CLI_REFUSED },
    { CRM_ERROR_REFUSED, CRM_CLI_REFUSED },
    { CRM_ERROR_CONFLICT, CRM_CLI_REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (exits); i++)
    if (g_error_matches (*error, CRM_ERROR, (int)exits[i].code))
      (*error)->domain = CRM_CLI_ERROR, (*error)->code = (int)exits[i].exit;
  return crm_cli_exit_of_error (*error);
}

/* ── what came of it ──────────────────────────────────────────────────────────────────────── */

static void
add_rejected (JsonBuilder *builder, GPtrArray *unsaved, gint64 before)
{
  json_builder_set_member_name (builder, "rejected");
  json_builder_begin_array (builder);
  for (guint i = 0; i < unsaved->len; i++)
    {
      const CrmSyncUnsaved *value = unsaved->pdata[i];

      if (value->number <= before)
        continue;
      json_builder_begin_object (builder);
      crm_json_add_id (builder, "id", &value->id);
      crm_json_add_text (builder, "field", value->field_name);
      crm_json_add_text (builder, "reason", value->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static gint64
find_newest (GPtrArray *unsaved)
{
  return unsaved->len > 0 ? ((const CrmSyncUnsaved *)unsaved->pdata[0])->number : 0;
}

static void
print_for_person (const CrmCli *cli, const CrmSyncOutcome *outcome)
{
  g_autofree char *text = g_strdup_printf (_ ("Sent %u, received %u; %u came too late, %u were not accepted."), outcome->pushed, outcome->pulled, outcome->superseded, outcome->rejected);

  if (!cli->quiet)
    crm_cli_output_edit (cli, NULL, NULL, text);
}

static CrmCliExit
print_outcome (CrmCli *cli, CrmSyncEngine *engine, const CrmSyncOutcome *outcome, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) unsaved = dex_await_boxed (crm_sync_engine_list_unsaved (engine), error);
  g_autofree char *epoch = unsaved != NULL ? dex_await_string (crm_store_find_setting (cli->store, CRM_SYNC_EPOCH), error) : NULL;

  if (epoch == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      add_number (builder, "pushed", outcome->pushed);
      add_number (builder, "pulled", outcome->pulled);
      add_number (builder, "superseded", outcome->superseded);
      add_rejected (builder, unsaved, before);
      crm_json_add_text (builder, "epoch", epoch);
      json_builder_end_object (builder);
      crm_cli_output_json (builder);
    }
  else
    {
      print_for_person (cli, outcome);
    }
  if (outcome->rejected == 0)
    return CRM_CLI_DONE;
  crm_cli_output_error (_ ("Something was not accepted by the server: see “clientele-cli conflicts”."));
  return CRM_CLI_IN_PART;
}

/* ── join ─────────────────────────────────────────────────────────────────────────────────── */

static char *
read_password (GError **error)
{
  g_autofree char *text = NULL;
  gboolean standard = g_strcmp0 (password_file, "-") == 0;

  if (user == NULL || password_file == NULL)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Say who you are with --user, and where the password is with --password-file."));
      return NULL;
    }
  if (!g_file_get_contents (standard ? "/dev/stdin" : password_file, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_INPUT, _ ("No password can be read from “%s”."), password_file);
      return NULL;
    }
  text[strcspn (text, "\r\n")] = '\0';
  return g_steal_pointer (&text);
}

static CrmServerAddress *
read_address (const char *text, GError **error)
{
  g_autoptr (CrmServerAddress) address = crm_server_address_parse (text, error);

  if (address == NULL)
    return NULL;
  if (pin != NULL)
    {
      g_free (address->pin);
      address->pin = crm_server_address_parse_pin (pin);
    }
  if (pin != NULL && address->pin == NULL)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("A pin is the SHA-256 of the certificate: 64 hexadecimal digits."));
      return NULL;
    }
  if (ca_file != NULL)
    address->ca_file = g_canonicalize_filename (ca_file, NULL);
  return g_steal_pointer (&address);
}

/* Who has not said how to know the server is told what it shows, to compare it. */
static void
explain_certificate (CrmSyncEngine *engine, const CrmServerAddress *address, GError **error)
{
  g_autoptr (CrmServerAddress) seen = NULL;
  g_autofree char *message = NULL;

  if (!g_error_matches (*error, CRM_ERROR, CRM_ERROR_UNTRUSTED) || address->pin != NULL || address->ca_file != NULL)
    return;
  seen = dex_await_boxed (crm_sync_engine_examine (engine, address), NULL);
  if (seen == NULL || seen->pin == NULL)
    return;
  if (!crm_http_trust_has_authorities ())
    message = g_strdup_printf (_ ("This computer has no certificates of authorities (ca-certificates), so nobody vouches for this server. If its administrator gave you this pin, join again with it: --pin %s"), seen->pin);
  else
    message = g_strdup_printf (_ ("Nobody vouches for the certificate that this server shows. If its administrator gave you this pin, join again with it: --pin %s"), seen->pin);
  g_clear_error (error);
  g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, message);
}

/* Joining again the server that the file belongs to is signing in again. */
static CrmSyncOutcome *
join (CrmCli *cli, CrmSyncEngine *engine, const CrmServerAddress *address, const char *password, GError **error)
{
  if (!crm_sync_engine_is_joined (engine) || !g_str_equal (crm_sync_engine_get_address (engine), address->url))
    return dex_await_boxed (crm_sync_engine_join (engine, address, user, password, cli->cancellable), error);
  if (!dex_await (crm_sync_engine_trust (engine, address), error) || !dex_await (crm_sync_engine_sign_in (engine, password), error))
    return NULL;
  return dex_await_boxed (crm_sync_engine_sync_now (engine), error);
}

static CrmCliExit
run_join (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmServerAddress) address = read_address (arguments[0], error);
  g_autofree char *password = address != NULL ? read_password (error) : NULL;
  g_autoptr (OpenEngine) engine = password != NULL ? open_engine (cli, CRM_CLI_OPEN_OR_MAKE, error) : NULL;
  g_autoptr (CrmSyncOutcome) outcome = NULL;

  if (engine == NULL)
    return crm_cli_exit_of_error (*error);
  outcome = join (cli, engine, address, password, error);
  if (outcome != NULL)
    return print_outcome (cli, engine, outcome, 0, error);
  explain_certificate (engine, address, error);
  return fail (error);
}

const CrmCliCommand crm_cli_join = {
  .name = "join",
  .arguments = "URL",
  .summary = N_ ("Make the file one of a team’s server, and sync it for the first time"),
  .description = N_ ("URL is the server’s address, or the invitation that its administrator sent you. The file is made if it is not there; one with the demo company is refused. Interrupted, the first sync goes on with “clientele-cli sync”. Joining again signs in again."),
  .min_arguments = 1,
  .max_arguments = 1,
  .options = join_options,
  .run = run_join,
};

/* ── sync ─────────────────────────────────────────────────────────────────────────────────── */

static CrmCliExit
run_sync (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (OpenEngine) engine = open_engine (cli, CRM_CLI_OPEN_EXISTING, error);
  g_autoptr (GPtrArray) before = engine != NULL ? dex_await_boxed (crm_sync_engine_list_unsaved (engine), error) : NULL;
  g_autoptr (CrmSyncOutcome) outcome = NULL;

  if (before == NULL)
    return crm_cli_exit_of_error (*error);
  outcome = dex_await_boxed (crm_sync_engine_sync_now (engine), error);
  return outcome != NULL ? print_outcome (cli, engine, outcome, find_newest (before), error) : fail (error);
}

const CrmCliCommand crm_cli_sync = {
  .name = "sync",
  .arguments = "",
  .summary = N_ ("Send what was changed here and fetch what others changed"),
  .description = N_ ("Exits with 1 when the server did not accept something, with 5 when it was not reached, with 6 when it wants you to sign in again: then join again."),
  .min_arguments = 0,
  .max_arguments = 0,
  .options = sync_options,
  .run = run_sync,
};

/* ── leave ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_sent (CrmSyncEngine *engine, GError **error)
{
  guint waiting = crm_sync_engine_get_waiting (engine);

  if (!crm_sync_engine_is_joined (engine))
    g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("The file belongs to no server."));
  else if (waiting > 0 && !keep)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_REFUSED,
                 ngettext ("%u record has changes that the server does not have, and they would be lost. Sync first, or keep the copy with --keep.",
                           "%u records have changes that the server does not have, and they would be lost. Sync first, or keep the copy with --keep.", waiting),
                 waiting);
  else
    return TRUE;
  return FALSE;
}

static void
print_leaving (const CrmCli *cli, guint waiting)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      if (!cli->quiet)
        crm_cli_output_edit (cli, NULL, NULL, keep ? _ ("Left the server. The file is your own now.") : _ ("Left the server. The copy is removed; automatic backups are still in their folder."));
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kept");
  json_builder_add_boolean_value (builder, keep);
  add_number (builder, "waiting", waiting);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static CrmCliExit
run_leave (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autofree char *path = crm_cli_dup_path (cli);
  guint waiting;

  {
    g_autoptr (OpenEngine) engine = open_engine (cli, CRM_CLI_OPEN_EXISTING, error);

    if (engine == NULL)
      return crm_cli_exit_of_error (*error);
    waiting = crm_sync_engine_get_waiting (engine);
    if (!check_sent (engine, error) || !dex_await (crm_sync_engine_leave (engine), error))
      return fail (error);
  }
  g_clear_object (&cli->store);
  if (!keep && !crm_sync_copy_remove (path, error))
    return CRM_CLI_DATABASE;
  print_leaving (cli, waiting);
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_leave = {
  .name = "leave",
  .arguments = "",
  .summary = N_ ("Sign out of the team’s server, and remove the copy or keep it as a file of your own"),
  .description = N_ ("Refused while something is not sent, unless the copy is kept. A server that is not reached does not keep you from leaving."),
  .min_arguments = 0,
  .max_arguments = 0,
  .options = leave_options,
  .run = run_leave,
};

/* ── conflicts ────────────────────────────────────────────────────────────────────────────── */

static void
begin_value (JsonBuilder *builder, const CrmCli *cli, const CrmKind *kind, const CrmId *id, const CrmRecord *record, const char *field, gint64 at)
{
  json_builder_begin_object (builder);
  crm_json_add_id (builder, "id", id);
  crm_json_add_text (builder, "kind", kind->name);
  crm_json_add_text (builder, "name", record != NULL ? crm_record_get_title (record) : NULL);
  crm_json_add_text (builder, "field", field);
  crm_json_add_time (builder, "at", at, crm_clock_get_zone (cli->clock));
}

static void
add_stored (JsonBuilder *builder, const CrmCli *cli, const char *name, const CrmField *field, const char *stored)
{
  g_auto (CrmValue) value = { 0 };

  if (field != NULL && crm_value_from_stored (stored, field->type, &value))
    crm_json_add_value (builder, name, field->type, &value, crm_clock_get_zone (cli->clock));
  else
    crm_json_add_text (builder, name, stored);
}

static void
print_json (const CrmCli *cli, GPtrArray *unsaved, GPtrArray *lost)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "unsaved");
  json_builder_begin_array (builder);
  for (guint i = 0; i < unsaved->len; i++)
    {
      const CrmSyncUnsaved *one = unsaved->pdata[i];

      begin_value (builder, cli, one->kind, &one->id, one->record, one->field_name, one->at);
      add_stored (builder, cli, "value", one->field, one->value);
      crm_json_add_text (builder, "reason", one->reason);
      crm_json_add_text (builder, "message", one->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "lost");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lost->len; i++)
    {
      const CrmSyncConflict *one = lost->pdata[i];

      begin_value (builder, cli, one->kind, &one->id, one->record, one->field_name, one->at);
      add_stored (builder, cli, "mine", one->field, one->mine);
      add_stored (builder, cli, "theirs", one->field, one->theirs);
      crm_json_add_text (builder, "who", one->user);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static void
add_row (CrmCliTable *table, const CrmCli *cli, gint64 at, const CrmRecord *record, const CrmKind *kind, const char *field, const char *value, const char *why)
{
  g_autofree char *when = crm_date_time_format (at, crm_clock_get_zone (cli->clock));
  const char *title = record != NULL ? crm_record_get_title (record) : NULL;
  g_autofree char *what = g_strdup_printf ("%s: %s", field, value != NULL ? value : "–");
  const char *const row[] = { when, title != NULL ? title : kind->name, what, why };

  crm_cli_table_add_row (table, row);
}

static void
print_table (const CrmCli *cli, GPtrArray *unsaved, GPtrArray *lost)
{
  CrmCliTable *table = crm_cli_table_new (4);

  for (guint i = 0; i < unsaved->len; i++)
    {
      const CrmSyncUnsaved *one = unsaved->pdata[i];

      add_row (table, cli, one->at, one->record, one->kind, one->field_name, one->value, one->message);
    }
  for (guint i = 0; i < lost->len; i++)
    {
      const CrmSyncConflict *one = lost->pdata[i];
      g_autofree char *why = g_strdup_printf (_ ("now %s (%s)"), one->theirs != NULL ? one->theirs : "–", one->user != NULL ? one->user : "–");

      add_row (table, cli, one->at, one->record, one->kind, one->field_name, one->mine, why);
    }
  crm_cli_table_print (table);
}

static CrmCliExit
run_conflicts (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (GPtrArray) unsaved = NULL;
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (CrmTokenStore) tokens = crm_token_store_new_memory ();
  g_autoptr (OpenEngine) engine = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  engine = crm_sync_engine_new (cli->store, tokens);
  unsaved = dex_await_boxed (crm_sync_engine_list_unsaved (engine), error);
  lost = unsaved != NULL ? dex_await_boxed (crm_sync_engine_list_conflicts (engine), error) : NULL;
  if (lost == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    print_json (cli, unsaved, lost);
  else
    print_table (cli, unsaved, lost);
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_conflicts = {
  .name = "conflicts",
  .arguments = "",
  .summary = N_ ("List what the server did not accept, and what lost to something newer"),
  .description = "",
  .min_arguments = 0,
  .max_arguments = 0,
  .run = run_conflicts,
};
