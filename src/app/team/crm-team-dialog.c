/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the file stands with its team's server, and what can be done about it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/team/crm-team-dialog.h"

#include "app/team/crm-sync-words.h"
#include "app/team/crm-team-list.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

struct _CrmTeamDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  AdwNavigationView *view;
  AdwWindowTitle *title;
  AdwActionRow *state_row;
  GtkImage *state_icon;
  GtkWidget *sync_button;
  GtkWidget *password;
  GtkWidget *sign_in_row;
  GtkWidget *trust_row;
  GtkWidget *lists;
  GtkWidget *unsaved_row;
  GtkLabel *unsaved_count;
  GtkWidget *conflicts_row;
  GtkLabel *conflicts_count;
  GtkWidget *news_row;
  GtkLabel *news_count;
  AdwActionRow *account_row;
  AdwActionRow *address_row;

  /* owned */
  CrmContext *context;
  CrmSyncEngine *engine;

  gboolean asking;
};

enum
{
  OPEN_RECORD,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTeamDialog, crm_team_dialog, ADW_TYPE_DIALOG)

/* ── how it stands ────────────────────────────────────────────────────────────────────────── */

/* What went wrong, or when all was well. */
static char *
dup_state_line (CrmTeamDialog *self)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  const char *error = crm_sync_engine_get_error (self->engine);
  gint64 last = crm_sync_engine_get_last_synced (self->engine);
  g_autofree char *when = last > 0 ? crm_date_time_format_relative (last, crm_clock_now (clock), crm_clock_get_zone (clock)) : NULL;
  /* Translators: %s is when, as "5 minutes ago". */
  g_autofree char *synced = when != NULL ? g_strdup_printf (_ ("Last synced %s"), when) : g_strdup (_ ("Not synced yet"));

  return *error != '\0' ? g_strjoin ("\n", error, synced, NULL) : g_steal_pointer (&synced);
}

static gboolean
show_count (GtkWidget *row, GtkLabel *label, guint n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (row, n > 0);
  return n > 0;
}

static void
update_account (CrmTeamDialog *self)
{
  const char *role = crm_sync_role_get_label (crm_sync_engine_get_role (self->engine)), *team = crm_sync_engine_get_team (self->engine);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autofree char *line = NULL;

  g_strv_builder_add (parts, crm_sync_engine_get_user_name (self->engine));
  if (*role != '\0')
    g_strv_builder_add (parts, role);
  if (*team != '\0')
    g_strv_builder_add (parts, team);
  words = g_strv_builder_end (parts);
  line = g_strjoinv (" · ", words);
  adw_action_row_set_subtitle (self->account_row, line);
  adw_action_row_set_subtitle (self->address_row, crm_sync_engine_get_address (self->engine));
  adw_window_title_set_subtitle (self->title, crm_sync_engine_get_workspace_name (self->engine));
}

/* The row that had it may have gone: without focus there are no keys. */
static void
find_focus (gpointer data)
{
  g_autoptr (CrmTeamDialog) self = CRM_TEAM_DIALOG (data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->view != NULL && root != NULL && (gtk_root_get_focus (root) == NULL || !gtk_widget_get_mapped (gtk_root_get_focus (root))))
    gtk_widget_grab_focus (gtk_widget_get_visible (self->sync_button) ? self->sync_button : self->password);
}

static void
update (CrmTeamDialog *self)
{
  CrmSyncWords words = crm_sync_words_of (self->engine);
  g_autofree char *text = crm_sync_words_format (&words);
  g_autofree char *line = dup_state_line (self);
  gboolean signed_out = words.state == CRM_SYNC_STATE_SIGNED_OUT, any = FALSE;

  if (self->view == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), text);
  adw_action_row_set_subtitle (self->state_row, line);
  gtk_image_set_from_icon_name (self->state_icon, crm_sync_words_get_icon_name (&words));
  gtk_widget_set_visible (self->sync_button, !signed_out);
  gtk_widget_set_visible (self->password, signed_out);
  gtk_widget_set_visible (self->sign_in_row, signed_out);
  gtk_widget_set_visible (self->trust_row, words.state == CRM_SYNC_STATE_STOPPED);
  gtk_widget_set_sensitive (self->sign_in_row, !self->asking && *gtk_editable_get_text (GTK_EDITABLE (self->password)) != '\0');
  any |= show_count (self->unsaved_row, self->unsaved_count, words.unsaved);
  any |= show_count (self->conflicts_row, self->conflicts_count, crm_sync_engine_get_conflicts (self->engine));
  any |= show_count (self->news_row, self->news_count, crm_sync_engine_get_news (self->engine));
  gtk_widget_set_visible (self->lists, any);
  g_idle_add_once (find_focus, g_object_ref (self));
  update_account (self);
}

static void
say (CrmTeamDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* What keeps it from syncing stands in the row; only what the row does not say is said in passing. */
static DexFuture *
on_asked (DexFuture *future, gpointer data)
{
  CrmTeamDialog *self = CRM_TEAM_DIALOG (data);
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  if (self->view == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL && g_strcmp0 (error->message, crm_sync_engine_get_error (self->engine)) != 0)
    say (self, error->message);
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  update (self);
  return NULL;
}

static void
ask (CrmTeamDialog *self, DexFuture *future)
{
  self->asking = TRUE;
  update (self);
  dex_future_disown (dex_future_finally (future, on_asked, g_object_ref (self), g_object_unref));
}

static void
on_sync (CrmTeamDialog *self)
{
  ask (self, crm_sync_engine_sync_now (self->engine));
}

static void
on_password_changed (CrmTeamDialog *self)
{
  update (self);
}

static void
on_sign_in (CrmTeamDialog *self)
{
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  if (!self->asking && *password != '\0')
    ask (self, crm_sync_engine_sign_in (self->engine, password));
}

/* ── another certificate ──────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmTeamDialog *dialog;
  CrmServerAddress *address;
} Trusting;

static void
trusting_free (gpointer data, GClosure *closure)
{
  Trusting *trusting = data;

  g_object_unref (trusting->dialog);
  crm_server_address_free (trusting->address);
  g_free (trusting);
}

static void
on_trust_response (Trusting *trusting, const char *response)
{
  if (g_str_equal (response, "same") && trusting->dialog->view != NULL)
    ask (trusting->dialog, crm_sync_engine_trust (trusting->dialog->engine, trusting->address));
}

static DexFuture *
on_examined (DexFuture *future, gpointer data)
{
  CrmTeamDialog *self = CRM_TEAM_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  CrmServerAddress *address = value != NULL ? g_value_get_boxed (value) : NULL;
  AdwDialog *dialog;
  Trusting *trusting;
  g_autofree char *pin = NULL;

  if (self->view == NULL)
    return NULL;
  if (address == NULL || address->pin == NULL)
    {
      say (self, address == NULL ? error->message : _ ("The system trusts the server’s certificate."));
      return NULL;
    }
  pin = crm_sync_words_format_pin (address->pin);
  dialog = adw_alert_dialog_new (_ ("Is This the Server?"), NULL);
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog), "%s\n\n%s", _ ("It shows this certificate. Ask whoever runs the server whether it was changed, and compare all of it."), pin);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "same", _ ("It _Is the Same"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "same", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  trusting = g_new0 (Trusting, 1);
  *trusting = (Trusting){ g_object_ref (self), crm_server_address_copy (address) };
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_trust_response), trusting, trusting_free, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return NULL;
}

/* Asked without the pin that is known: it would only be refused. */
static void
on_trust (CrmTeamDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmServerAddress) address = crm_server_address_parse (crm_sync_engine_get_address (self->engine), &error);

  if (address == NULL)
    say (self, error->message);
  else
    dex_future_disown (dex_future_finally (crm_sync_engine_examine (self->engine, address), on_examined, g_object_ref (self), g_object_unref));
}

/* ── lists ────────────────────────────────────────────────────────────────────────────────── */

static void
on_open_record (CrmTeamDialog *self, const CrmKind *kind, const CrmId *id)
{
  CrmId copy = *id;

  g_signal_emit (self, signals[OPEN_RECORD], 0, kind, &copy);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_failed (CrmTeamDialog *self, GError *error)
{
  say (self, error->message);
}

static void
push_list (CrmTeamDialog *self, CrmTeamListKind kind)
{
  AdwNavigationPage *page = crm_team_list_new (self->context, kind);

  g_signal_connect_object (page, "open-record", G_CALLBACK (on_open_record), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->view, page);
}

static void
on_unsaved (CrmTeamDialog *self)
{
  push_list (self, CRM_TEAM_LIST_UNSAVED);
}

static void
on_conflicts (CrmTeamDialog *self)
{
  push_list (self, CRM_TEAM_LIST_CONFLICTS);
}

static void
on_page_popped (CrmTeamDialog *self)
{
  g_idle_add_once (find_focus, g_object_ref (self));
}

/* Looked at is what was on the page: it is marked when one leaves that. */
static void
on_news_left (CrmTeamDialog *self)
{
  dex_future_disown (crm_sync_engine_mark_looked (self->engine));
}

static void
on_news (CrmTeamDialog *self)
{
  push_list (self, CRM_TEAM_LIST_NEWS);
  g_signal_connect_object (adw_navigation_view_get_visible_page (self->view), "hidden", G_CALLBACK (on_news_left), self, G_CONNECT_SWAPPED);
}

/* ── leaving ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmTeamDialog *dialog;
  gboolean remove;
} Leaving;

static void
leaving_free (gpointer data)
{
  g_object_unref (((Leaving *)data)->dialog);
  g_free (data);
}

static DexFuture *
on_left (DexFuture *future, gpointer data)
{
  Leaving *leaving = data;
  CrmTeamDialog *self = leaving->dialog;
  g_autoptr (GError) error = NULL;

  self->asking = FALSE;
  if (dex_future_get_value (future, &error) != NULL)
    {
      g_signal_emit (self, signals[LEFT], 0, leaving->remove);
      if (self->view != NULL)
        adw_dialog_force_close (ADW_DIALOG (self));
    }
  else if (self->view != NULL)
    {
      say (self, error->message);
    }
  return NULL;
}

static void
on_leave_response (CrmTeamDialog *self, const char *response)
{
  Leaving *leaving;

  if (g_str_equal (response, "cancel") || self->view == NULL)
    return;
  self->asking = TRUE;
  leaving = g_new0 (Leaving, 1);
  *leaving = (Leaving){ g_object_ref (self), g_str_equal (response, "remove") };
  dex_future_disown (dex_future_finally (crm_sync_engine_leave (self->engine), on_left, leaving, leaving_free));
}

static char *
dup_leave_text (CrmTeamDialog *self)
{
  guint waiting = crm_sync_engine_get_waiting (self->engine);
  const char *kept = _ ("What your team writes no longer comes here, and what you write no longer goes there. You can keep what is on this computer as a file of your own, or remove it.");
  g_autofree char *lost = NULL;

  if (waiting == 0)
    return g_strdup (kept);
  lost = g_strdup_printf (ngettext ("%'u change has not been sent: nobody else will see it, and with the copy it is gone.", "%'u changes have not been sent: nobody else will see them, and with the copy they are gone.", waiting), waiting);
  return g_strjoin ("\n\n", lost, kept, NULL);
}

static void
on_leave (CrmTeamDialog *self)
{
  g_autofree char *text = dup_leave_text (self);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Leave the Server?"), text);

  if (self->asking)
    return;
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("Leave and _Remove the Copy"), "keep", _ ("Leave and _Keep the Copy"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_leave_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_team_dialog_dispose (GObject *object)
{
  CrmTeamDialog *self = CRM_TEAM_DIALOG (object);

  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TEAM_DIALOG);
  g_clear_object (&self->engine);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_team_dialog_parent_class)->dispose (object);
}

static void
crm_team_dialog_class_init (CrmTeamDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_team_dialog_dispose;

  signals[OPEN_RECORD] = g_signal_new ("open-record", CRM_TYPE_TEAM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[LEFT] = g_signal_new ("left", CRM_TYPE_TEAM_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/team/crm-team-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, view);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, state_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, sync_button);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, password);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, trust_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, lists);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, unsaved_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, unsaved_count);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, conflicts_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, conflicts_count);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, news_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, news_count);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, CrmTeamDialog, address_row);
  gtk_widget_class_bind_template_callback (widget_class, on_page_popped);
  gtk_widget_class_bind_template_callback (widget_class, on_sync);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_trust);
  gtk_widget_class_bind_template_callback (widget_class, on_unsaved);
  gtk_widget_class_bind_template_callback (widget_class, on_conflicts);
  gtk_widget_class_bind_template_callback (widget_class, on_news);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
crm_team_dialog_init (CrmTeamDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_team_dialog_new (CrmContext *context)
{
  CrmTeamDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_TEAM_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->engine = g_object_ref (crm_context_get_engine (context));
  g_signal_connect_object (self->engine, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  adw_dialog_set_focus (ADW_DIALOG (self), gtk_widget_get_visible (self->password) ? self->password : self->sync_button);
  return ADW_DIALOG (self);
}
