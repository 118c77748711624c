/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joins the file to its team's server: where it is, whether it is the one, who asks, and the first sync. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/team/crm-join-dialog.h"

#include "app/team/crm-sync-words.h"
#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

#define PULSE_MS 120

struct _CrmJoinDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwNavigationView *view;
  GtkEditable *address;
  GtkLabel *address_problem;
  GtkWidget *continue_button;
  GtkLabel *pin;
  AdwWindowTitle *sign_in_title;
  GtkEditable *user;
  GtkEditable *password;
  GtkLabel *account_problem;
  GtkWidget *sign_in_button;
  GtkProgressBar *progress;

  /* owned */
  CrmSyncEngine *engine;
  CrmServerAddress *found; /* once the server has answered */
  GCancellable *cancellable;
  guint pulse_source;

  gboolean asking; /* the server, for its certificate or with a password */
};

enum
{
  JOINED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmJoinDialog, crm_join_dialog, ADW_TYPE_DIALOG)

static gboolean
is_filled (GtkEditable *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  return *text != '\0';
}

static void
set_problem (CrmJoinDialog *self, GtkLabel *label, const char *message)
{
  gtk_label_set_label (label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (label), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
update_buttons (CrmJoinDialog *self)
{
  gtk_widget_set_sensitive (self->continue_button, !self->asking && is_filled (self->address));
  gtk_widget_set_sensitive (self->sign_in_button, !self->asking && is_filled (self->user) && *gtk_editable_get_text (self->password) != '\0');
}

static void
set_asking (CrmJoinDialog *self, gboolean asking)
{
  self->asking = asking;
  gtk_button_set_label (GTK_BUTTON (self->continue_button), asking ? _ ("Looking…") : _ ("_Continue"));
  gtk_button_set_label (GTK_BUTTON (self->sign_in_button), asking ? _ ("Signing in…") : _ ("_Join"));
  update_buttons (self);
}

/* The template is gone once the dialog is closed; answers may still come. */
static gboolean
is_open (CrmJoinDialog *self)
{
  return self->view != NULL;
}

/* ── where ────────────────────────────────────────────────────────────────────────────────── */

static void
on_address_changed (CrmJoinDialog *self)
{
  set_problem (self, self->address_problem, NULL);
  update_buttons (self);
}

static void
show_sign_in (CrmJoinDialog *self)
{
  g_autoptr (GUri) uri = g_uri_parse (self->found->url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = uri != NULL ? g_hostname_to_unicode (g_uri_get_host (uri)) : NULL;

  adw_window_title_set_subtitle (self->sign_in_title, host != NULL ? host : self->found->url);
  set_problem (self, self->account_problem, NULL);
  adw_navigation_view_push_by_tag (self->view, "sign-in");
  gtk_widget_grab_focus (GTK_WIDGET (self->user));
}

static DexFuture *
on_examined (DexFuture *future, gpointer data)
{
  CrmJoinDialog *self = CRM_JOIN_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autoptr (CrmServerAddress) given = NULL;

  if (!is_open (self))
    return NULL;
  set_asking (self, FALSE);
  if (value == NULL)
    {
      set_problem (self, self->address_problem, error->message);
      return NULL;
    }
  g_clear_pointer (&self->found, crm_server_address_free);
  self->found = g_value_dup_boxed (value);
  given = crm_server_address_parse (gtk_editable_get_text (self->address), NULL);
  if (self->found->pin == NULL || (given != NULL && g_strcmp0 (given->pin, self->found->pin) == 0))
    {
      show_sign_in (self);
      return NULL;
    }
  g_autofree char *text = crm_sync_words_format_pin (self->found->pin);

  gtk_label_set_label (self->pin, text);
  adw_navigation_view_push_by_tag (self->view, "trust");
  return NULL;
}

static void
on_continue (CrmJoinDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmServerAddress) address = NULL;

  if (self->asking || !is_filled (self->address))
    return;
  address = crm_server_address_parse (gtk_editable_get_text (self->address), &error);
  if (address == NULL)
    {
      set_problem (self, self->address_problem, error->message);
      return;
    }
  set_asking (self, TRUE);
  dex_future_disown (dex_future_finally (crm_sync_engine_examine (self->engine, address), on_examined, g_object_ref (self), g_object_unref));
}

static void
on_trust (CrmJoinDialog *self)
{
  show_sign_in (self);
}

/* ── who ──────────────────────────────────────────────────────────────────────────────────── */

static void
on_account_changed (CrmJoinDialog *self)
{
  set_problem (self, self->account_problem, NULL);
  update_buttons (self);
}

static void
on_user_activated (CrmJoinDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

static gboolean
on_pulse (gpointer data)
{
  CrmJoinDialog *self = CRM_JOIN_DIALOG (data);

  gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_pulsing (CrmJoinDialog *self, gboolean pulsing)
{
  if (!pulsing)
    g_clear_handle_id (&self->pulse_source, g_source_remove);
  else if (self->pulse_source == 0)
    self->pulse_source = g_timeout_add (PULSE_MS, on_pulse, self);
}

static void
on_progress (CrmJoinDialog *self)
{
  g_autofree char *text = NULL;
  guint64 done, total;

  if (!is_open (self) || crm_sync_engine_get_state (self->engine) == CRM_SYNC_STATE_LOCAL)
    return;
  crm_sync_engine_get_progress (self->engine, &done, &total);
  if (total > 0)
    text = g_strdup_printf (ngettext ("%1$'lu of %2$'lu record", "%1$'lu of %2$'lu records", (gulong)total), (gulong)done, (gulong)total);
  else
    text = g_strdup_printf (ngettext ("%'lu record", "%'lu records", (gulong)done), (gulong)done);
  gtk_progress_bar_set_text (self->progress, text);
  set_pulsing (self, total == 0);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, MIN (1, (double)done / (double)total));
}

/* Once signed in, what is wrong is the engine's to mend or to tell of. */
static void
on_joined_changed (CrmJoinDialog *self)
{
  if (!is_open (self) || !self->asking || !crm_sync_engine_is_joined (self->engine))
    return;
  set_asking (self, FALSE);
  adw_navigation_view_push_by_tag (self->view, "progress");
  on_progress (self);
}

static DexFuture *
on_joined (DexFuture *future, gpointer data)
{
  CrmJoinDialog *self = CRM_JOIN_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (value != NULL)
    g_signal_emit (self, signals[JOINED], 0, crm_sync_engine_get_workspace_name (self->engine));
  else if (crm_sync_engine_is_joined (self->engine))
    g_signal_emit (self, signals[FAILED], 0, error);
  if (!is_open (self))
    return NULL;
  set_asking (self, FALSE);
  if (crm_sync_engine_is_joined (self->engine))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return NULL;
    }
  set_problem (self, self->account_problem, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (g_error_matches (error, CRM_ERROR, CRM_ERROR_SIGN_IN) ? self->password : self->user));
  return NULL;
}

static void
on_sign_in (CrmJoinDialog *self)
{
  g_autofree char *user = g_strstrip (g_strdup (gtk_editable_get_text (self->user)));

  if (!gtk_widget_get_sensitive (self->sign_in_button))
    return;
  set_problem (self, self->account_problem, NULL);
  set_asking (self, TRUE);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dex_future_disown (dex_future_finally (crm_sync_engine_join (self->engine, self->found, user, gtk_editable_get_text (self->password), self->cancellable), on_joined,
                                         g_object_ref (self), g_object_unref));
}

static void
on_background (CrmJoinDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_stop (CrmJoinDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Who closes it before being let in has thought better of it. */
static void
on_closed (CrmJoinDialog *self)
{
  if (self->asking && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_join_dialog_dispose (GObject *object)
{
  CrmJoinDialog *self = CRM_JOIN_DIALOG (object);

  set_pulsing (self, FALSE);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_JOIN_DIALOG);
  g_clear_object (&self->engine);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, crm_server_address_free);

  G_OBJECT_CLASS (crm_join_dialog_parent_class)->dispose (object);
}

static void
crm_join_dialog_class_init (CrmJoinDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_join_dialog_dispose;

  signals[JOINED] = g_signal_new ("joined", CRM_TYPE_JOIN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_JOIN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/team/crm-join-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, view);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, address);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, address_problem);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, continue_button);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, sign_in_title);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, user);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, password);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, account_problem);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, CrmJoinDialog, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_continue);
  gtk_widget_class_bind_template_callback (widget_class, on_trust);
  gtk_widget_class_bind_template_callback (widget_class, on_account_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_user_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_background);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
crm_join_dialog_init (CrmJoinDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->address));
  g_signal_connect (self, "closed", G_CALLBACK (on_closed), NULL);
}

AdwDialog *
crm_join_dialog_new (CrmSyncEngine *engine, const char *invitation)
{
  CrmJoinDialog *self;

  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (engine), NULL);

  self = g_object_new (CRM_TYPE_JOIN_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "notify::done", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::state", G_CALLBACK (on_joined_changed), self, G_CONNECT_SWAPPED);
  gtk_editable_set_text (self->address, invitation != NULL ? invitation : "");
  return ADW_DIALOG (self);
}
