/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits a task. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-task-dialog.h"

#include "app/customers/crm-profile-reading.h"
#include "app/timeline/crm-choice-model.h"
#include "app/timeline/crm-repeat-row.h"
#include "app/timeline/crm-task-lead.h"
#include "app/widgets/crm-dialog-saving.h"
#include "app/widgets/crm-field-input.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-when-repeat.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

/* A day without a time is kept at nine. */
#define DEFAULT_MINUTE (9 * 60)

typedef struct
{
  gboolean is_set;
  gint64 at;
  gboolean has_time;
} Due;

struct _CrmTaskDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwEntryRow *task;
  AdwPreferencesGroup *group;
  AdwEntryRow *due;
  GtkLabel *due_read;
  CrmRepeatRow *repeat;
  AdwComboRow *remind;
  AdwComboRow *kind;
  AdwComboRow *person;
  AdwComboRow *priority;
  GtkTextView *note;
  GtkLabel *problem;
  GtkWidget *save;

  /* owned */
  CrmPage *page;
  CrmRecord *record; /* NULL: a new one */
  CrmProfile *profile;
  CrmFieldInput *assignee;
  CrmFieldInput *customer; /* of a new one */
  char *due_before;

  Due before; /* what due_before stands for */
};

G_DEFINE_FINAL_TYPE (CrmTaskDialog, crm_task_dialog, ADW_TYPE_DIALOG)

static CrmClock *
get_clock (CrmTaskDialog *self)
{
  return crm_context_get_clock (crm_page_get_context (self->page));
}

static const char *
get_text (CrmTaskDialog *self, guint field)
{
  return self->record != NULL ? crm_record_get_text (self->record, field) : NULL;
}

static gint64
get_integer (CrmTaskDialog *self, guint field)
{
  return self->record != NULL ? crm_record_get_integer (self->record, field, 0) : 0;
}

static void
set_problem (AdwDialog *dialog, const char *message)
{
  CrmTaskDialog *self = CRM_TASK_DIALOG (dialog);

  crm_dialog_tell_problem (dialog, self->problem, message);
}

static CrmWhenContext
get_when_context (CrmTaskDialog *self)
{
  const CrmOfficeTime *office = crm_workspace_get_office_time (crm_context_get_workspace (crm_page_get_context (self->page)));

  return (CrmWhenContext){
    .now_us = crm_clock_now (get_clock (self)),
    .zone = crm_clock_get_zone (get_clock (self)),
    .direction = CRM_WHEN_PLAN,
    .first_weekday = office->week_start,
    .default_minute = DEFAULT_MINUTE,
  };
}

/* What was not touched stays exactly as it is. @repeat: (out) (optional): the rule, where one was typed. FALSE when something was typed that is no time. */
static gboolean
read_due (CrmTaskDialog *self, Due *due, char **repeat)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->due));
  CrmWhenContext context = get_when_context (self);
  CrmWhenRepeat found;
  CrmWhen when;

  *due = (Due){ 0 };
  if (g_strcmp0 (typed, self->due_before) == 0)
    {
      *due = self->before;
      return TRUE;
    }
  if (crm_when_find_repeat (typed, &context, &found))
    {
      *due = (Due){ TRUE, found.first.time_us, found.first.has_time };
      if (repeat != NULL)
        *repeat = crm_repeat_to_text (&found.repeat);
      return TRUE;
    }
  if (crm_when_find (typed, 0, &context, &when))
    {
      *due = (Due){ TRUE, when.time_us, when.has_time };
      return TRUE;
    }
  for (const char *p = typed; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      return FALSE;
  return TRUE;
}

static void
on_due_changed (CrmTaskDialog *self)
{
  Due due;
  g_autofree char *text = NULL;
  g_autofree char *repeat = NULL;

  g_assert (CRM_IS_TASK_DIALOG (self));

  if (self->due_before == NULL)
    return;
  if (read_due (self, &due, &repeat) && due.is_set)
    text = crm_timeline_dup_due (due.at, due.has_time, crm_clock_now (get_clock (self)), crm_clock_get_zone (get_clock (self)));
  gtk_label_set_label (self->due_read, text != NULL ? text : "");
  crm_repeat_row_set_first (self->repeat, text != NULL ? crm_date_time_to_local (due.at, crm_clock_get_zone (get_clock (self)), NULL) : CRM_DATE_NONE);
  if (repeat != NULL)
    crm_repeat_row_set_text (self->repeat, repeat);
  gtk_widget_remove_css_class (GTK_WIDGET (self->due), "error");
}

/* What a person saw and may have changed. */
static gboolean
fill (CrmTaskDialog *self, CrmChange *change, GError **error)
{
  const CrmId *person = crm_combo_row_get_person (self->person, self->profile);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  int lead = crm_task_lead_get_minutes (adw_combo_row_get_selected (self->remind));
  g_autofree char *note = NULL;
  g_autofree char *repeat = NULL;
  CrmValue assignee = { 0 };
  GtkTextIter start, end;
  Due due;

  if (!read_due (self, &due, NULL))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->due), "error");
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no date or time. Try “tomorrow 3pm” or “5 March”."), gtk_editable_get_text (GTK_EDITABLE (self->due)));
      return FALSE;
    }
  if (!crm_repeat_row_read (self->repeat, &repeat, error) || !crm_field_input_read (self->assignee, &assignee, error))
    return FALSE;
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  note = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  crm_change_set_text (change, CRM_TASK_TITLE, gtk_editable_get_text (GTK_EDITABLE (self->task)));
  crm_change_set (change, CRM_TASK_DUE, due.is_set ? crm_value_integer (due.at) : (CrmValue){ 0 });
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, due.is_set && due.has_time);
  crm_change_set_text (change, CRM_TASK_REPEAT, repeat);
  crm_change_set (change, CRM_TASK_REMIND, lead > 0 ? crm_value_integer (lead) : (CrmValue){ 0 });
  crm_change_set_text (change, CRM_TASK_KIND, crm_combo_row_get_choice (self->kind, &crm_kind_task.fields[CRM_TASK_KIND], NULL));
  crm_change_set_text (change, CRM_TASK_PRIORITY, crm_combo_row_get_choice (self->priority, &crm_kind_task.fields[CRM_TASK_PRIORITY], ""));
  crm_change_set_text (change, CRM_TASK_NOTE, note);
  crm_change_set (change, CRM_TASK_ASSIGNEE, assignee);
  if (self->profile != NULL)
    crm_change_set (change, CRM_TASK_PERSON, person != NULL ? crm_value_id (person) : (CrmValue){ 0 });
  return TRUE;
}

static CrmEdit *
make_edit (CrmTaskDialog *self, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (self->record != NULL ? _ ("Edit Task") : _ ("Plan Task"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = self->record != NULL ? crm_edit_update (edit, &crm_kind_task, &self->record->id) : crm_edit_create (edit, &crm_kind_task, NULL);
  CrmValue customer = { 0 };

  if (!fill (self, change, error))
    return NULL;
  if (self->record != NULL)
    return g_steal_pointer (&edit);
  if (!crm_field_input_read (self->customer, &customer, error))
    return NULL;
  crm_change_set (change, CRM_TASK_CUSTOMER, customer);
  crm_change_set_text (change, CRM_TASK_ZONE, g_time_zone_get_identifier (crm_clock_get_zone (get_clock (self))));
  return g_steal_pointer (&edit);
}

static void
on_save (CrmTaskDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = make_edit (self, &error);

  g_assert (CRM_IS_TASK_DIALOG (self));

  if (edit != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->task)) == '\0')
    set_problem (ADW_DIALOG (self), _ ("Say what is to be done."));
  else if (edit != NULL)
    crm_dialog_saving_begin (ADW_DIALOG (self), crm_context_get_store (crm_page_get_context (self->page)), edit, self->save, set_problem);
  else
    set_problem (ADW_DIALOG (self), error != NULL ? error->message : NULL);
}

static void
on_cancel (CrmTaskDialog *self)
{
  g_assert (CRM_IS_TASK_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static DexFuture *
on_profile (DexFuture *future, gpointer data)
{
  CrmTaskDialog *self = CRM_TASK_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value == NULL || self->person == NULL)
    return NULL;
  self->profile = g_value_dup_boxed (value);
  crm_combo_row_set_people (self->person, self->profile, crm_record_get_id (self->record, CRM_TASK_PERSON));
  return NULL;
}

static char *
dup_due_text (CrmTaskDialog *self)
{
  GTimeZone *zone = crm_clock_get_zone (get_clock (self));

  if (!self->before.is_set)
    return g_strdup ("");
  return self->before.has_time ? crm_date_time_format (self->before.at, zone) : crm_date_format (crm_date_time_to_local (self->before.at, zone, NULL));
}

/* A lead of another program's is the next shorter one of them. */
static void
show_remind (CrmTaskDialog *self)
{
  g_autoptr (GListModel) model = crm_task_lead_new_model ();
  GSettings *settings = crm_context_get_settings (crm_page_get_context (self->page));
  gint64 lead = self->record != NULL ? get_integer (self, CRM_TASK_REMIND) : settings != NULL ? g_settings_get_int (settings, "reminder-lead")
                                                                                              : 0;

  adw_combo_row_set_model (self->remind, model);
  adw_combo_row_set_selected (self->remind, crm_task_lead_find (lead));
}

static DexFuture *
on_assignee (DexFuture *future, gpointer data)
{
  CrmTaskDialog *self = CRM_TASK_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);
  const CrmRecord *user = value != NULL ? g_value_get_boxed (value) : NULL;

  if (user != NULL && self->assignee != NULL)
    crm_field_input_set_value (self->assignee, crm_value_id (&user->id), crm_record_get_title (user));
  return NULL;
}

static void
add_assignee (CrmTaskDialog *self)
{
  CrmContext *context = crm_page_get_context (self->page);
  const CrmId *assignee = self->record != NULL ? crm_record_get_id (self->record, CRM_TASK_ASSIGNEE) : NULL;

  self->assignee = crm_field_input_new (context, &crm_kind_task, CRM_TASK_ASSIGNEE, NULL);
  adw_preferences_group_add (self->group, crm_field_input_get_row (self->assignee));
  if (assignee == NULL)
    return;
  crm_field_input_set_value (self->assignee, crm_value_id (assignee), "…");
  dex_future_disown (dex_future_then (crm_store_find_record (crm_context_get_store (context), &crm_kind_user, assignee), on_assignee, g_object_ref (self), g_object_unref));
}

static void
show (CrmTaskDialog *self)
{
  const CrmId *customer = self->record != NULL ? crm_record_get_id (self->record, CRM_TASK_CUSTOMER) : NULL;
  gint64 due = get_integer (self, CRM_TASK_DUE);

  crm_repeat_row_set_clock (self->repeat, get_clock (self));
  if (due != 0)
    crm_repeat_row_set_first (self->repeat, crm_date_time_to_local (due, crm_clock_get_zone (get_clock (self)), NULL));
  crm_repeat_row_set_text (self->repeat, get_text (self, CRM_TASK_REPEAT));
  self->before = (Due){ due != 0, due, get_integer (self, CRM_TASK_DUE_HAS_TIME) != 0 };
  self->due_before = dup_due_text (self);
  gtk_editable_set_text (GTK_EDITABLE (self->task), get_text (self, CRM_TASK_TITLE) ?: "");
  gtk_editable_set_text (GTK_EDITABLE (self->due), self->due_before);
  show_remind (self);
  crm_combo_row_set_choices (self->kind, &crm_kind_task.fields[CRM_TASK_KIND], NULL, self->record != NULL ? get_text (self, CRM_TASK_KIND) : "task");
  crm_combo_row_set_choices (self->priority, &crm_kind_task.fields[CRM_TASK_PRIORITY], C_ ("priority", "None"), get_text (self, CRM_TASK_PRIORITY));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), get_text (self, CRM_TASK_NOTE) ?: "", -1);
  gtk_widget_set_visible (GTK_WIDGET (self->person), FALSE);
  add_assignee (self);
  if (customer != NULL)
    dex_future_disown (dex_future_then (crm_profile_read (crm_page_get_context (self->page), customer), on_profile, g_object_ref (self), g_object_unref));
}

static void
crm_task_dialog_dispose (GObject *object)
{
  CrmTaskDialog *self = CRM_TASK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_TASK_DIALOG);
  g_clear_object (&self->assignee);
  g_clear_object (&self->customer);
  g_clear_object (&self->page);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->profile, crm_profile_unref);
  g_clear_pointer (&self->due_before, g_free);

  G_OBJECT_CLASS (crm_task_dialog_parent_class)->dispose (object);
}

static void
crm_task_dialog_class_init (CrmTaskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_task_dialog_dispose;

  g_type_ensure (CRM_TYPE_REPEAT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-task-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, task);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, due);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, due_read);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, repeat);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, remind);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, person);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, priority);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, note);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmTaskDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_due_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_task_dialog_init (CrmTaskDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What has no day is on nobody's list: today is offered, in words that can be typed over. */
static void
offer_today (CrmTaskDialog *self)
{
  CrmWhenContext context = get_when_context (self);
  CrmWhen when;

  if (crm_when_find (_ ("today"), 0, &context, &when))
    gtk_editable_set_text (GTK_EDITABLE (self->due), _ ("today"));
}

static CrmTaskDialog *
new_dialog (CrmPage *page, CrmRecord *record)
{
  CrmTaskDialog *self = g_object_new (CRM_TYPE_TASK_DIALOG, NULL);

  self->page = g_object_ref (page);
  self->record = record != NULL ? crm_record_ref (record) : NULL;
  show (self);
  return self;
}

void
crm_task_dialog_present (GtkWidget *parent, CrmPage *page, CrmRecord *record)
{
  g_return_if_fail (CRM_IS_PAGE (page) && record != NULL && record->kind == &crm_kind_task);

  adw_dialog_present (ADW_DIALOG (new_dialog (page, record)), parent);
}

void
crm_task_dialog_present_due (GtkWidget *parent, CrmPage *page, CrmRecord *record)
{
  CrmTaskDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && record != NULL && record->kind == &crm_kind_task);

  self = new_dialog (page, record);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->due));
  adw_dialog_present (ADW_DIALOG (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->due));
  gtk_editable_select_region (GTK_EDITABLE (self->due), 0, -1);
}

static CrmTaskDialog *
new_task (CrmPage *page)
{
  CrmTaskDialog *self = new_dialog (page, NULL);

  adw_dialog_set_title (ADW_DIALOG (self), _ ("New Task"));
  self->customer = crm_field_input_new (crm_page_get_context (page), &crm_kind_task, CRM_TASK_CUSTOMER, NULL);
  adw_preferences_group_add (self->group, crm_field_input_get_row (self->customer));
  return self;
}

void
crm_task_dialog_present_new (GtkWidget *parent, CrmPage *page)
{
  CrmTaskDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page));

  self = new_task (page);
  offer_today (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

void
crm_task_dialog_present_at (GtkWidget *parent, CrmPage *page, CrmDate day, int minute)
{
  CrmTaskDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && crm_date_is_valid (day));

  self = new_task (page);
  self->before = (Due){ TRUE, crm_date_time_from_local (day, (minute >= 0 ? minute : DEFAULT_MINUTE) * 60, crm_clock_get_zone (get_clock (self))), minute >= 0 };
  g_free (self->due_before);
  self->due_before = dup_due_text (self);
  gtk_editable_set_text (GTK_EDITABLE (self->due), self->due_before);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
