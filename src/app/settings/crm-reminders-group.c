/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' rows about being reminded of tasks, on this computer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-reminders-group.h"

#include "app/calendar/crm-calendar-words.h"
#include "app/timeline/crm-task-lead.h"

#include <glib/gi18n-lib.h>

struct _CrmRemindersGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  CrmWorkspace *workspace;
  GSettings *settings;

  /* template */
  AdwSwitchRow *reminders_row;
  AdwComboRow *lead_row;
  AdwSwitchRow *hours_row;
};

G_DEFINE_FINAL_TYPE (CrmRemindersGroup, crm_reminders_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_lead_selected (CrmRemindersGroup *self)
{
  if (self->settings != NULL)
    g_settings_set_int (self->settings, "reminder-lead", crm_task_lead_get_minutes (adw_combo_row_get_selected (self->lead_row)));
}

/* "Mon, Tue, Wed", from the first day of the week on. */
static char *
dup_days (const CrmOfficeTime *office)
{
  g_autoptr (GString) days = g_string_new (NULL);

  for (int i = 0; i < 7; i++)
    {
      int day = (office->week_start - 1 + i) % 7 + 1;

      if ((office->work_days & (1u << day)) == 0)
        continue;
      if (days->len > 0)
        g_string_append (days, C_ ("between days", ", "));
      g_string_append (days, crm_calendar_words_get_short_weekday (day));
    }
  return g_string_free_and_steal (g_steal_pointer (&days));
}

static void
on_workspace_changed (CrmRemindersGroup *self)
{
  const CrmOfficeTime *office = crm_workspace_get_office_time (self->workspace);
  g_autofree char *days = dup_days (office);
  g_autofree char *from = crm_calendar_words_dup_time (office->work_from);
  g_autofree char *to = crm_calendar_words_dup_time (office->work_to);
  g_autofree char *subtitle = NULL;

  g_assert (CRM_IS_REMINDERS_GROUP (self));

  /* Translators: working days, then hours: "Mon, Tue, Wed from 9:00 to 18:00. What comes due at other times waits." */
  subtitle = g_strdup_printf (_ ("%1$s from %2$s to %3$s. What comes due at other times waits."), days, from, to);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->hours_row), subtitle);
}

static void
crm_reminders_group_dispose (GObject *object)
{
  CrmRemindersGroup *self = CRM_REMINDERS_GROUP (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_REMINDERS_GROUP);

  G_OBJECT_CLASS (crm_reminders_group_parent_class)->dispose (object);
}

static void
crm_reminders_group_class_init (CrmRemindersGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_reminders_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-reminders-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersGroup, reminders_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersGroup, lead_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersGroup, hours_row);
  gtk_widget_class_bind_template_callback (widget_class, on_lead_selected);
}

static void
crm_reminders_group_init (CrmRemindersGroup *self)
{
  g_autoptr (GListModel) leads = crm_task_lead_new_model ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->lead_row, leads);
}

void
crm_reminders_group_set_context (CrmRemindersGroup *self, CrmContext *context, GSettings *settings)
{
  g_return_if_fail (CRM_IS_REMINDERS_GROUP (self) && CRM_IS_CONTEXT (context) && G_IS_SETTINGS (settings) && self->workspace == NULL);

  adw_combo_row_set_selected (self->lead_row, crm_task_lead_find (g_settings_get_int (settings, "reminder-lead")));
  self->workspace = g_object_ref (crm_context_get_workspace (context));
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "reminders", self->reminders_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "reminders-working-hours", self->hours_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
}
