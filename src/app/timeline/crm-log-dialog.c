/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes down what happened, where there is no timeline. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-log-dialog.h"

#include "app/customers/crm-profile-reading.h"
#include "app/timeline/crm-log-bar.h"

#include <glib/gi18n-lib.h>

struct _CrmLogDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  CrmLogBar *bar;
  GtkCheckButton *done;
  GtkLabel *done_label;

  /* owned */
  CrmRecord *task;
};

G_DEFINE_FINAL_TYPE (CrmLogDialog, crm_log_dialog, ADW_TYPE_DIALOG)

static void
on_done_toggled (CrmLogDialog *self)
{
  g_assert (CRM_IS_LOG_DIALOG (self));

  crm_log_bar_set_task (self->bar, gtk_check_button_get_active (self->done) ? self->task : NULL);
}

static void
on_logged (CrmLogDialog *self)
{
  g_assert (CRM_IS_LOG_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_log_dialog_dispose (GObject *object)
{
  CrmLogDialog *self = CRM_LOG_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_LOG_DIALOG);
  g_clear_pointer (&self->task, crm_record_unref);

  G_OBJECT_CLASS (crm_log_dialog_parent_class)->dispose (object);
}

static void
crm_log_dialog_class_init (CrmLogDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_log_dialog_dispose;

  g_type_ensure (CRM_TYPE_LOG_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-log-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmLogDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmLogDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmLogDialog, done);
  gtk_widget_class_bind_template_child (widget_class, CrmLogDialog, done_label);
  gtk_widget_class_bind_template_callback (widget_class, on_done_toggled);
}

static void
crm_log_dialog_init (CrmLogDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->bar, "logged", G_CALLBACK (on_logged), self, G_CONNECT_SWAPPED);
}

/* ── reading the customer first ───────────────────────────────────────────────────────────── */

typedef struct
{
  CrmPage *page;
  CrmId deal;
  CrmRecord *task;
  char *kind;
} Presenting;

static void
presenting_free (gpointer data)
{
  Presenting *presenting = data;

  g_object_unref (presenting->page);
  g_clear_pointer (&presenting->task, crm_record_unref);
  g_free (presenting->kind);
  g_free (presenting);
}

static void
set_task (CrmLogDialog *self, CrmRecord *task)
{
  /* Translators: beside a mark; %s is a task, as "Call about the offer". */
  g_autofree char *label = g_strdup_printf (_ ("“%s” is done with it"), crm_record_get_title (task));

  self->task = crm_record_ref (task);
  gtk_label_set_label (self->done_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->done), TRUE);
  on_done_toggled (self);
}

static DexFuture *
on_profile (DexFuture *future, gpointer data)
{
  Presenting *presenting = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  CrmLogDialog *self;
  CrmProfile *profile;

  if (gtk_widget_get_root (GTK_WIDGET (presenting->page)) == NULL)
    return NULL;
  if (value == NULL)
    {
      crm_page_fail (presenting->page, error);
      return NULL;
    }
  profile = g_value_get_boxed (value);
  self = g_object_new (CRM_TYPE_LOG_DIALOG, NULL);
  adw_window_title_set_subtitle (self->window_title, crm_record_get_title (profile->customer));
  crm_log_bar_set_context (self->bar, crm_page_get_context (presenting->page));
  crm_log_bar_set_page (self->bar, presenting->page);
  crm_log_bar_set_deal (self->bar, crm_id_is_nil (&presenting->deal) ? NULL : &presenting->deal);
  crm_log_bar_set_profile (self->bar, profile);
  if (presenting->task != NULL)
    set_task (self, presenting->task);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (presenting->page));
  crm_log_bar_begin (self->bar, presenting->kind);
  return NULL;
}

void
crm_log_dialog_present (CrmPage *page, const CrmLogSubject *subject)
{
  Presenting *presenting;

  g_return_if_fail (CRM_IS_PAGE (page) && subject != NULL);

  presenting = g_new0 (Presenting, 1);
  presenting->page = g_object_ref (page);
  presenting->task = subject->task != NULL ? crm_record_ref (subject->task) : NULL;
  presenting->kind = g_strdup (subject->kind);
  if (subject->deal != NULL)
    presenting->deal = *subject->deal;
  dex_future_disown (dex_future_finally (crm_profile_read (crm_page_get_context (page), &subject->customer), on_profile, presenting, presenting_free));
}
