/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans what comes next with a customer, or in a deal. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-step-dialog.h"

#include "core/customers/crm-log-edit.h"
#include "core/sales/crm-deal-move.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

/* A day without a time is kept at nine. */
#define DEFAULT_MINUTE (9 * 60)

struct _CrmStepDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  AdwEntryRow *line;
  GtkLabel *reading;
  GtkWidget *save;

  /* owned */
  CrmContext *context;
  CrmLogLine *read;
  DexPromise *answer;
};

G_DEFINE_FINAL_TYPE (CrmStepDialog, crm_step_dialog, ADW_TYPE_DIALOG)

static CrmClock *
get_clock (CrmStepDialog *self)
{
  return crm_context_get_clock (self->context);
}

static gboolean
is_complete (CrmStepDialog *self)
{
  return self->read != NULL && self->read->next.is_set && self->read->next.time_us != 0;
}

/* ── reading the line ─────────────────────────────────────────────────────────────────────── */

static char *
dup_reading (CrmStepDialog *self)
{
  const char *kind = self->read != NULL ? crm_field_get_choice_label (&crm_kind_task.fields[CRM_TASK_KIND], self->read->next.kind) : NULL;
  g_autofree char *due = NULL;

  if (self->read == NULL || !self->read->next.is_set)
    return g_strdup (_ ("For example “Thu 10:00 call about the offer” or “send samples in 2 weeks”"));
  if (!is_complete (self))
    return g_strdup (_ ("Say when: “tomorrow”, “Thu 15:00”, “in 2 weeks”"));
  due = crm_timeline_dup_due (self->read->next.time_us, self->read->next.has_time, crm_clock_now (get_clock (self)), crm_clock_get_zone (get_clock (self)));
  /* Translators: what a typed line was understood as: "Call · call about the offer · Thu 10:00 · in 2 days". */
  return g_strdup_printf (_ ("%1$s · %2$s · %3$s"), kind != NULL ? kind : _ ("Task"), crm_log_next_get_title (&self->read->next), due);
}

static void
on_line (CrmStepDialog *self)
{
  CrmLogLineContext context = {
    .now_us = crm_clock_now (get_clock (self)),
    .zone = crm_clock_get_zone (get_clock (self)),
    .first_weekday = crm_workspace_get_office_time (crm_context_get_workspace (self->context))->week_start,
    .default_minute = DEFAULT_MINUTE,
    .default_kind = "task",
  };
  g_autofree char *reading = NULL;

  g_assert (CRM_IS_STEP_DIALOG (self));

  g_clear_pointer (&self->read, crm_log_line_free);
  self->read = crm_log_line_parse ("", gtk_editable_get_text (GTK_EDITABLE (self->line)), &context);
  reading = dup_reading (self);
  gtk_label_set_label (self->reading, reading);
  gtk_widget_set_sensitive (self->save, is_complete (self));
}

/* ── answering ────────────────────────────────────────────────────────────────────────────── */

static GArray *
make_task (CrmStepDialog *self)
{
  const CrmLogNext *next = &self->read->next;
  GArray *task = crm_assignments_new ();
  GSettings *settings = crm_context_get_settings (self->context);
  int lead = settings != NULL && next->has_time ? g_settings_get_int (settings, "reminder-lead") : 0;

  crm_assignments_add (task, CRM_TASK_TITLE, crm_value_text (crm_log_next_get_title (&self->read->next)));
  crm_assignments_add (task, CRM_TASK_KIND, crm_value_text (next->kind));
  crm_assignments_add (task, CRM_TASK_DUE, crm_value_integer (next->time_us));
  crm_assignments_add (task, CRM_TASK_DUE_HAS_TIME, crm_value_integer (next->has_time));
  crm_assignments_add (task, CRM_TASK_ZONE, crm_value_text (g_time_zone_get_identifier (crm_clock_get_zone (get_clock (self)))));
  if (lead > 0)
    crm_assignments_add (task, CRM_TASK_REMIND, crm_value_integer (lead));
  return task;
}

static void
on_save (CrmStepDialog *self)
{
  g_autoptr (GArray) task = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert (CRM_IS_STEP_DIALOG (self));

  if (!is_complete (self) || self->answer == NULL)
    return;
  task = make_task (self);
  g_value_init (&value, G_TYPE_ARRAY);
  g_value_set_boxed (&value, task);
  dex_promise_resolve (self->answer, &value);
  dex_clear (&self->answer);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_cancel (CrmStepDialog *self)
{
  g_assert (CRM_IS_STEP_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_step_dialog_closed (AdwDialog *dialog)
{
  CrmStepDialog *self = CRM_STEP_DIALOG (dialog);

  if (self->answer != NULL)
    dex_promise_reject (self->answer, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed"));
  dex_clear (&self->answer);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_step_dialog_dispose (GObject *object)
{
  CrmStepDialog *self = CRM_STEP_DIALOG (object);

  crm_step_dialog_closed (ADW_DIALOG (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_STEP_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->read, crm_log_line_free);

  G_OBJECT_CLASS (crm_step_dialog_parent_class)->dispose (object);
}

static void
crm_step_dialog_class_init (CrmStepDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_step_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = crm_step_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-step-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmStepDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmStepDialog, line);
  gtk_widget_class_bind_template_child (widget_class, CrmStepDialog, reading);
  gtk_widget_class_bind_template_child (widget_class, CrmStepDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_line);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_step_dialog_init (CrmStepDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

DexFuture *
crm_step_dialog_ask (GtkWidget *parent, CrmContext *context, const char *subject)
{
  CrmStepDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && subject != NULL, NULL);

  self = g_object_new (CRM_TYPE_STEP_DIALOG, NULL);
  self->context = g_object_ref (context);
  adw_window_title_set_subtitle (self->window_title, subject);
  on_line (self);
  self->answer = dex_promise_new ();
  adw_dialog_present (ADW_DIALOG (self), parent);
  return DEX_FUTURE (dex_ref (self->answer));
}
