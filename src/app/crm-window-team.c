/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window and the server of the file's team: joining, looking, leaving. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window-private.h"

#include "app/team/crm-join-dialog.h"
#include "app/team/crm-team-dialog.h"

#include <glib/gi18n-lib.h>

static CrmSyncEngine *
get_engine (CrmWindow *self)
{
  return self->context != NULL ? crm_context_get_engine (self->context) : NULL;
}

/* ── what the account may do ──────────────────────────────────────────────────────────────── */

/* Who may only read is told so before they type, not after. */
static void
on_role_changed (CrmWindow *self)
{
  CrmStore *store = crm_context_get_store (self->context);

  crm_store_set_refusal (store, crm_sync_engine_may_write (get_engine (self)) ? NULL : _ ("your account on the team’s server may read, but not write. Its administrator can change that."));
  g_free (self->read_only_reason);
  self->read_only_reason = crm_store_dup_read_only_reason (store);
  crm_window_update_banners (self);
  crm_window_update_actions (self);
}

/* A window holds the future, which must not hold the window. */
static GWeakRef *
new_weak_ref (CrmWindow *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
on_started (DexFuture *future, gpointer data)
{
  g_autoptr (CrmWindow) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;

  if (self != NULL && dex_future_get_value (future, &error) == NULL)
    crm_window_fail (self, error);
  return dex_future_new_true ();
}

void
crm_window_watch_engine (CrmWindow *self)
{
  CrmSyncEngine *engine = get_engine (self);

  g_signal_connect_object (engine, "notify::role", G_CALLBACK (on_role_changed), self, G_CONNECT_SWAPPED);
  crm_sidebar_set_engine (self->sidebar, engine);
  dex_clear (&self->engine_ready);
  self->engine_ready = dex_future_finally (crm_context_start (self->context), on_started, new_weak_ref (self), weak_ref_free);
}

void
crm_window_unwatch_engine (CrmWindow *self)
{
  CrmSyncEngine *engine = get_engine (self);

  dex_clear (&self->engine_ready);
  if (engine == NULL)
    return;
  g_signal_handlers_disconnect_by_data (engine, self);
  if (self->sidebar != NULL)
    crm_sidebar_set_engine (self->sidebar, NULL);
  crm_context_close (self->context);
}

/* ── joining ──────────────────────────────────────────────────────────────────────────────── */

static void
on_joined (CrmWindow *self, const char *workspace)
{
  /* Translators: %s is the name of the team's data on the server. */
  g_autofree char *text = g_strdup_printf (_ ("You share “%s” with your team now"), workspace);

  crm_window_say (self, text, NULL, NULL);
}

static void
on_join_failed (CrmWindow *self, GError *error)
{
  crm_window_fail (self, error);
}

static void
present_join (CrmWindow *self, const char *invitation)
{
  AdwDialog *dialog = crm_join_dialog_new (get_engine (self), invitation);

  g_signal_connect_object (dialog, "joined", G_CALLBACK (on_joined), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "failed", G_CALLBACK (on_join_failed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_file_chosen (CrmWindow *self, const char *response, AdwDialog *dialog)
{
  const char *invitation = g_object_get_data (G_OBJECT (dialog), "invitation");

  if (g_str_equal (response, "own"))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.start-join", "s", invitation != NULL ? invitation : "");
}

/* Made-up customers must not get among a team's own. */
static void
explain_demo (CrmWindow *self, const char *invitation)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Join With Your Own File?"), _ ("The demo company stays on this computer. What you share with your team belongs in a file of your own."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "own", _ ("Open My _Own File"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "own", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "own");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "invitation", g_strdup (invitation), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ── looking and leaving ──────────────────────────────────────────────────────────────────── */

static void
on_open_record (CrmWindow *self, const CrmKind *kind, const CrmId *id)
{
  crm_window_open_record (self, kind, id, NULL, 0);
}

static void
on_left (CrmWindow *self, gboolean remove)
{
  if (remove)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.remove-copy", NULL);
  else
    crm_window_say (self, _ ("The file is your own again, only on this computer"), NULL, NULL);
}

static void
present_team (CrmWindow *self)
{
  AdwDialog *dialog = crm_team_dialog_new (self->context);

  g_signal_connect_object (dialog, "open-record", G_CALLBACK (on_open_record), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "left", G_CALLBACK (on_left), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

typedef struct
{
  CrmWindow *window;
  CrmContext *context;
  char *invitation;
} Joining;

static void
joining_free (gpointer data)
{
  Joining *joining = data;

  g_object_unref (joining->window);
  g_object_unref (joining->context);
  g_free (joining->invitation);
  g_free (joining);
}

static DexFuture *
on_ready (DexFuture *future, gpointer data)
{
  Joining *joining = data;
  CrmWindow *self = joining->window;

  if (self->context != joining->context || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return NULL;
  if (crm_sync_engine_is_joined (get_engine (self)))
    present_team (self);
  else if (crm_workspace_is_demo (self->workspace))
    explain_demo (self, joining->invitation);
  else
    present_join (self, joining->invitation);
  return NULL;
}

void
crm_window_join (CrmWindow *self, const char *invitation)
{
  Joining *joining;

  g_return_if_fail (CRM_IS_WINDOW (self));

  if (self->context == NULL || self->engine_ready == NULL)
    return;
  joining = g_new0 (Joining, 1);
  *joining = (Joining){ g_object_ref (self), g_object_ref (self->context), g_strdup (invitation) };
  dex_future_disown (dex_future_finally (dex_ref (self->engine_ready), on_ready, joining, joining_free));
}

void
crm_window_show_team (CrmWindow *self)
{
  crm_window_join (self, NULL);
}

/* What keeps it from syncing stands at the foot of the sidebar. */
void
crm_window_sync (CrmWindow *self)
{
  CrmSyncEngine *engine = get_engine (self);

  if (engine != NULL && crm_sync_engine_is_joined (engine))
    dex_future_disown (crm_sync_engine_sync_now (engine));
}
