/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on the days that are shown, kept up to date. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-reading.h"

#include "app/reports/crm-latest-read.h"
#include "app/settings/crm-workspace.h"

/* A sync, or an import, is many edits: one look at all of them is enough. */
#define DELAY_MS 120

#define KINDS \
  (1u << CRM_KIND_TASK | 1u << CRM_KIND_CUSTOMER | 1u << CRM_KIND_PERSON | 1u << CRM_KIND_ROLE | 1u << CRM_KIND_INTERACTION | 1u << CRM_KIND_USER)

struct _CrmCalendarReading
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  GSettings *settings;
  CrmLatestRead *read;
  CrmCalendar *calendar;

  CrmDate from;
  CrmDate to;
  guint delay_source;
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmCalendarReading, crm_calendar_reading, G_TYPE_OBJECT)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmCalendarQuestion question;
  gboolean everybody;
  CrmCalendar *calendar;
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  g_time_zone_unref (task->question.zone);
  g_clear_pointer (&task->calendar, crm_calendar_unref);
  g_free (task);
}

static gpointer
make_task (gpointer owner)
{
  CrmCalendarReading *self = CRM_CALENDAR_READING (owner);
  CrmClock *clock = crm_store_get_clock (self->store);
  Task *task = g_new0 (Task, 1);

  task->question = (CrmCalendarQuestion){ self->from, self->to, crm_clock_now (clock), g_time_zone_ref (crm_clock_get_zone (clock)), { { 0 } } };
  task->everybody = self->settings != NULL && g_settings_get_boolean (self->settings, "calendar-everybody");
  return task;
}

static gboolean
work (CrmConnection *connection, gpointer data, GError **error)
{
  Task *task = data;
  GError *local_error = NULL;
  g_autofree char *user = task->everybody ? NULL : crm_connection_dup_setting (connection, CRM_SETTING_USER, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (user == NULL || !crm_id_parse (user, &task->question.user))
    task->question.user = (CrmId){ 0 };
  task->calendar = crm_calendar_read (connection, &task->question, error);
  return task->calendar != NULL;
}

static void
take (gpointer owner, gpointer data)
{
  CrmCalendarReading *self = CRM_CALENDAR_READING (owner);
  Task *task = data;

  g_clear_pointer (&self->calendar, crm_calendar_unref);
  self->calendar = g_steal_pointer (&task->calendar);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (gpointer owner, const GError *error)
{
  g_signal_emit (owner, signals[FAILED], 0, error);
}

static const CrmLatestReadSteps steps = { make_task, work, take, fail, task_free };

static void
ask (CrmCalendarReading *self)
{
  if (self->from != CRM_DATE_NONE)
    crm_latest_read_ask (self->read, self->store);
}

static gboolean
on_delay_over (gpointer data)
{
  CrmCalendarReading *self = CRM_CALENDAR_READING (data);

  self->delay_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

/* What is done here is seen at once; what comes in numbers is waited for. */
static void
on_changed (CrmCalendarReading *self, const CrmChangeSet *changes)
{
  if ((changes->kinds & KINDS) == 0 || self->delay_source != 0)
    return;
  if (!changes->many && changes->edit != 0)
    ask (self);
  else
    self->delay_source = g_timeout_add (DELAY_MS, on_delay_over, self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_calendar_reading_dispose (GObject *object)
{
  CrmCalendarReading *self = CRM_CALENDAR_READING (object);

  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_clear_pointer (&self->read, crm_latest_read_free);
  g_clear_pointer (&self->calendar, crm_calendar_unref);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (crm_calendar_reading_parent_class)->dispose (object);
}

static void
crm_calendar_reading_class_init (CrmCalendarReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_reading_dispose;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_CALENDAR_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_CALENDAR_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_calendar_reading_init (CrmCalendarReading *self)
{
  self->read = crm_latest_read_new (G_OBJECT (self), &steps);
}

CrmCalendarReading *
crm_calendar_reading_new (CrmStore *store, GSettings *settings)
{
  CrmCalendarReading *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_CALENDAR_READING, NULL);
  self->store = g_object_ref (store);
  g_set_object (&self->settings, settings);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::calendar-everybody", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return self;
}

CrmCalendar *
crm_calendar_reading_get_calendar (CrmCalendarReading *self)
{
  g_return_val_if_fail (CRM_IS_CALENDAR_READING (self), NULL);

  return self->calendar;
}

void
crm_calendar_reading_set_days (CrmCalendarReading *self, CrmDate from, CrmDate to)
{
  g_return_if_fail (CRM_IS_CALENDAR_READING (self) && crm_date_is_valid (from) && crm_date_is_valid (to));

  self->from = from;
  self->to = to;
  ask (self);
}
