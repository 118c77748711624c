/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file comes to a server and leaves it. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-engine-private.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

#define DEVICE_SETTING "sync-device"

/* What a flow was asked for with, on its fiber. */
typedef struct
{
  CrmSyncEngine *self;
  CrmServerAddress *address;
  char *user;
  char *password;
  GCancellable *cancellable;
} Flow;

static void
flow_free (gpointer data)
{
  Flow *flow = data;

  g_object_unref (flow->self);
  g_clear_pointer (&flow->address, crm_server_address_free);
  g_clear_object (&flow->cancellable);
  g_free (flow->user);
  g_free (flow->password);
  g_free (flow);
}

static DexFuture *
spawn (DexFiberFunc func, CrmSyncEngine *self, const CrmServerAddress *address, const char *user, const char *password, GCancellable *cancellable)
{
  Flow *flow = g_new0 (Flow, 1);

  flow->self = g_object_ref (self);
  flow->address = address != NULL ? crm_server_address_copy (address) : NULL;
  flow->user = g_strdup (user);
  flow->password = g_strdup (password);
  g_set_object (&flow->cancellable, cancellable);
  return dex_scheduler_spawn (NULL, 0, func, flow, flow_free);
}

/* ── the connection ───────────────────────────────────────────────────────────────────────── */

static gboolean
read_membership (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmSyncMembership *membership = crm_sync_membership_read (connection, error);

  if (membership == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_SYNC_MEMBERSHIP);
  g_value_take_boxed (result, membership);
  return TRUE;
}

gboolean
crm_sync_engine_reload (CrmSyncEngine *self, GError **error)
{
  CrmSyncMembership *membership = dex_await_boxed (crm_store_read (self->store, NULL, read_membership, NULL, NULL), error);

  if (membership == NULL)
    return FALSE;
  crm_sync_engine_set_membership (self, membership);
  return TRUE;
}

static char *
dup_key (CrmSyncEngine *self, const CrmServerAddress *address)
{
  return crm_sync_membership_dup_token_key (address, crm_store_get_path (self->store));
}

static void
use_token (CrmSyncEngine *self, const char *token)
{
  self->transport = crm_http_transport_new (self->membership->address);
  crm_http_transport_sign (self->transport, &self->membership->workspace, token);
  crm_sync_engine_set_state (self, CRM_SYNC_STATE_IDLE, NULL);
}

/* A keyring that does not answer is like having no token: signing in helps, and says what is wrong. */
gboolean
crm_sync_engine_connect (CrmSyncEngine *self, GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) local_error = NULL;

  crm_sync_engine_disconnect (self);
  crm_sync_engine_wait (self);
  if (!crm_sync_engine_is_joined (self))
    {
      crm_sync_engine_set_state (self, CRM_SYNC_STATE_LOCAL, NULL);
      return TRUE;
    }
  key = dup_key (self, self->membership->address);
  token = dex_await_string (crm_token_store_find (self->tokens, key), &local_error);
  if (token != NULL)
    use_token (self, token);
  else
    crm_sync_engine_set_state (self, CRM_SYNC_STATE_SIGNED_OUT, local_error != NULL ? local_error->message : _ ("Sign in to the team’s server. What you change meanwhile is kept and sent then."));
  return TRUE;
}

void
crm_sync_engine_disconnect (CrmSyncEngine *self)
{
  if (self->transport != NULL)
    crm_http_transport_close (self->transport);
  g_clear_object (&self->transport);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->members_at = 0;
}

/* ── signing in ───────────────────────────────────────────────────────────────────────────── */

static CrmLogin *
log_in (CrmSyncEngine *self, CrmHttpTransport *transport, const char *user, const char *password, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *text = dex_await_string (crm_store_find_setting (self->store, DEVICE_SETTING), &local_error);
  CrmId device = { 0 };
  CrmLogin *login;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (text != NULL)
    crm_id_parse (text, &device);
  login = dex_await_boxed (crm_http_transport_login (transport, user, password, &device, g_get_host_name ()), error);
  if (login != NULL)
    crm_http_transport_sign (transport, &login->workspace, login->token);
  return login;
}

/* Signing in comes to nothing when what is to follow it fails: the server forgets it again. */
static gboolean
log_out (CrmHttpTransport *transport)
{
  dex_await (crm_http_transport_logout (transport), NULL);
  return FALSE;
}

static gboolean
keep_login (CrmSyncEngine *self, const CrmServerAddress *address, const CrmLogin *login, CrmEdit *edit, GError **error)
{
  g_autofree char *key = dup_key (self, address);
  g_autofree char *user = crm_id_to_string (&login->user);

  if (!dex_await (crm_token_store_save (self->tokens, key, login->token), error))
    return FALSE;
  if (dex_await (crm_store_apply (self->store, edit, NULL), error))
    /* The writer reads it only so. */
    return dex_await (crm_store_set_setting (self->store, "user", user), error) && crm_sync_engine_reload (self, error);
  dex_await (crm_token_store_forget (self->tokens, key), NULL);
  return FALSE;
}

/* ── joining ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_file (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return crm_sync_membership_check (connection, error);
}

/* Names and ids in rows are others now: whoever shows any reads them again. */
static void
announce_all (CrmSyncEngine *self)
{
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (0);

  changes->many = TRUE;
  changes->kinds = G_MAXUINT;
  g_signal_emit_by_name (self->store, "changed", changes);
}

static gboolean
sign_up (Flow *flow, GError **error)
{
  CrmSyncEngine *self = flow->self;
  g_autoptr (CrmHttpTransport) transport = crm_http_transport_new (flow->address);
  g_autoptr (CrmLogin) login = NULL;
  g_autoptr (CrmEdit) edit = NULL;

  if (!dex_await (crm_store_read (self->store, NULL, check_file, NULL, NULL), error))
    return FALSE;
  login = log_in (self, transport, flow->user, flow->password, error);
  if (login == NULL)
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (flow->cancellable, error))
    return log_out (transport);
  edit = crm_sync_membership_new_joining (_ ("Join the team’s server"), flow->address, flow->user, login);
  return keep_login (self, flow->address, login, edit, error) || log_out (transport);
}

static void
on_join_cancelled (GCancellable *cancellable, gpointer data)
{
  CrmSyncEngine *self = data;

  if (self->transport != NULL)
    crm_http_transport_close (self->transport);
}

static DexFuture *
join (gpointer data)
{
  Flow *flow = data;
  CrmSyncEngine *self = flow->self;
  g_autoptr (CrmSyncOutcome) outcome = NULL;
  GError *error = NULL;
  gulong handler;

  if (!sign_up (flow, &error) || !crm_sync_engine_connect (self, &error) || !crm_sync_engine_count (self, &error))
    return dex_future_new_for_error (error);
  announce_all (self);
  handler = flow->cancellable != NULL ? g_cancellable_connect (flow->cancellable, G_CALLBACK (on_join_cancelled), self, NULL) : 0;
  outcome = dex_await_boxed (crm_sync_engine_request_round (self), &error);
  if (flow->cancellable != NULL)
    g_cancellable_disconnect (flow->cancellable, handler);
  if (outcome != NULL)
    return dex_future_new_take_boxed (CRM_TYPE_SYNC_OUTCOME, g_steal_pointer (&outcome));
  /* What was closed by cancelling is opened again for later. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !self->closed)
    {
      crm_sync_engine_connect (self, NULL);
      crm_sync_engine_set_state (self, CRM_SYNC_STATE_OFFLINE, _ ("The first sync was stopped. It goes on when you sync, or with the next start."));
    }
  return dex_future_new_for_error (error);
}

DexFuture *
crm_sync_engine_join (CrmSyncEngine *self, const CrmServerAddress *address, const char *user, const char *password, GCancellable *cancellable)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self) && address != NULL && user != NULL && password != NULL, NULL);

  return spawn (join, self, address, user, password, cancellable);
}

static DexFuture *
sign_in (gpointer data)
{
  Flow *flow = data;
  CrmSyncEngine *self = flow->self;
  g_autoptr (CrmHttpTransport) transport = NULL;
  g_autoptr (CrmLogin) login = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  GError *error = NULL;

  if (!crm_sync_engine_is_joined (self))
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_REFUSED, _ ("The file belongs to no server. Join one first."));
  transport = crm_http_transport_new (self->membership->address);
  login = log_in (self, transport, self->membership->login, flow->password, &error);
  if (login == NULL)
    return dex_future_new_for_error (error);
  edit = crm_sync_membership_new_renewal (NULL, login);
  if (!keep_login (self, self->membership->address, login, edit, &error) || !crm_sync_engine_connect (self, &error))
    return dex_future_new_for_error (error);
  if (self->keeps_in_step)
    dex_future_disown (crm_sync_engine_sync_now (self));
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_sync_engine_sign_in (CrmSyncEngine *self, const char *password)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self) && password != NULL, NULL);

  return spawn (sign_in, self, NULL, NULL, password, NULL);
}

static DexFuture *
trust (gpointer data)
{
  Flow *flow = data;
  CrmSyncEngine *self = flow->self;
  g_autoptr (CrmEdit) edit = NULL;
  GError *error = NULL;

  if (!crm_sync_engine_is_joined (self) || !g_str_equal (flow->address->url, self->membership->address->url))
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_REFUSED, _ ("That is the address of another server than the file belongs to."));
  edit = crm_sync_membership_new_renewal (flow->address, NULL);
  if (!dex_await (crm_store_apply (self->store, edit, NULL), &error) || !crm_sync_engine_reload (self, &error) || !crm_sync_engine_connect (self, &error))
    return dex_future_new_for_error (error);
  if (self->keeps_in_step && self->transport != NULL)
    dex_future_disown (crm_sync_engine_sync_now (self));
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_sync_engine_trust (CrmSyncEngine *self, const CrmServerAddress *address)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self) && address != NULL, NULL);

  return spawn (trust, self, address, NULL, NULL, NULL);
}

static DexFuture *
examine (gpointer data)
{
  Flow *flow = data;
  g_autoptr (CrmHttpTransport) transport = crm_http_transport_new (flow->address);
  GError *error = NULL;
  CrmServerAddress *address = dex_await_boxed (crm_http_transport_examine (transport), &error);

  crm_http_transport_close (transport);
  return address != NULL ? dex_future_new_take_boxed (CRM_TYPE_SERVER_ADDRESS, address) : dex_future_new_for_error (error);
}

DexFuture *
crm_sync_engine_examine (CrmSyncEngine *self, const CrmServerAddress *address)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self) && address != NULL, NULL);

  return spawn (examine, self, address, NULL, NULL, NULL);
}

/* ── leaving ──────────────────────────────────────────────────────────────────────────────── */

#define LOGOUT_SECONDS 10

static DexFuture *
leave (gpointer data)
{
  Flow *flow = data;
  CrmSyncEngine *self = flow->self;
  g_autoptr (CrmEdit) edit = crm_sync_membership_new_leaving ();
  g_autoptr (CrmHttpTransport) transport = NULL;
  g_autofree char *key = NULL;
  g_autofree char *token = NULL;
  GError *error = NULL;

  if (!crm_sync_engine_is_joined (self))
    return dex_future_new_for_boolean (TRUE);
  key = dup_key (self, self->membership->address);
  token = dex_await_string (crm_token_store_find (self->tokens, key), NULL);
  crm_sync_engine_disconnect (self);
  crm_sync_engine_wait (self);
  if (token != NULL)
    {
      transport = crm_http_transport_new (self->membership->address);
      crm_http_transport_set_patience (transport, LOGOUT_SECONDS);
      crm_http_transport_sign (transport, &self->membership->workspace, token);
      log_out (transport);
    }
  if (!dex_await (crm_store_apply (self->store, edit, NULL), &error) || !crm_sync_engine_reload (self, &error) || !crm_sync_engine_count (self, &error))
    return dex_future_new_for_error (error);
  dex_await (crm_token_store_forget (self->tokens, key), NULL);
  crm_sync_engine_set_state (self, CRM_SYNC_STATE_LOCAL, NULL);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_sync_engine_leave (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return spawn (leave, self, NULL, NULL, NULL, NULL);
}

static DexFuture *
close_engine (gpointer data)
{
  Flow *flow = data;

  flow->self->closed = TRUE;
  crm_sync_engine_disconnect (flow->self);
  crm_sync_engine_wait (flow->self);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_sync_engine_close (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return spawn (close_engine, self, NULL, NULL, NULL, NULL);
}
