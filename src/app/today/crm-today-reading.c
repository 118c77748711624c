/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for somebody today, kept up to date. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-reading.h"

#include "app/reports/crm-latest-read.h"
#include "app/settings/crm-workspace.h"

#define DAYS_AHEAD 7
#define DAYS_BACK  14

/* A section begins with so many rows, and grows by so many: a page of rows is laid out whole. */
#define N_FIRST 7
#define N_MORE  100

/* A sync, or an import, is many edits: one look at all of them is enough. */
#define DELAY_MS 120

/* At most so far ahead is waited for in one go: a computer that sleeps, or is set to another time, makes longer waits wrong. */
#define MAX_WAIT_SECONDS 60

#define KINDS \
  (1u << CRM_KIND_TASK | 1u << CRM_KIND_DEAL | 1u << CRM_KIND_STAGE | 1u << CRM_KIND_SURVEY | 1u << CRM_KIND_RESPONSE | 1u << CRM_KIND_CUSTOMER | 1u << CRM_KIND_PERSON | 1u << CRM_KIND_ROLE | 1u << CRM_KIND_CONTACT_POINT | 1u << CRM_KIND_INTERACTION | 1u << CRM_KIND_USER)

struct _CrmTodayReading
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  GSettings *settings;
  CrmLatestRead *read;
  CrmAgenda *agenda;

  guint n_items[CRM_AGENDA_N_SECTIONS];
  gboolean fresh;
  guint delay_source;
  guint turn_source;
  gint64 turn; /* microseconds UTC: when the day, or a task's time, is over */
};

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmTodayReading, crm_today_reading, G_TYPE_OBJECT)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmAgendaQuestion question;
  gboolean everybody;
  CrmAgenda *agenda;
  gboolean fresh;
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  g_time_zone_unref (task->question.zone);
  g_clear_pointer (&task->agenda, crm_agenda_unref);
  g_free (task);
}

static gpointer
make_task (gpointer owner)
{
  CrmTodayReading *self = CRM_TODAY_READING (owner);
  CrmClock *clock = crm_store_get_clock (self->store);
  Task *task = g_new0 (Task, 1);

  task->question.now = crm_clock_now (clock);
  task->question.zone = g_time_zone_ref (crm_clock_get_zone (clock));
  task->question.days_ahead = DAYS_AHEAD;
  task->question.days_back = DAYS_BACK;
  memcpy (task->question.n_items, self->n_items, sizeof self->n_items);
  task->everybody = self->settings != NULL && g_settings_get_boolean (self->settings, "today-everybody");
  return task;
}

static gboolean
read_user (CrmConnection *connection, CrmId *user, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *text = crm_connection_dup_setting (connection, CRM_SETTING_USER, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (text == NULL || !crm_id_parse (text, user))
    *user = (CrmId){ 0 };
  return TRUE;
}

static gboolean
read_fresh (CrmConnection *connection, gboolean *fresh, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT NOT EXISTS (SELECT 1 FROM customer)", error);

  if (statement == NULL || crm_connection_next (connection, statement, error) <= 0)
    return FALSE;
  *fresh = sqlite3_column_int (statement, 0) != 0;
  return crm_connection_next (connection, statement, error) == 0;
}

static gboolean
work (CrmConnection *connection, gpointer data, GError **error)
{
  Task *task = data;

  if ((!task->everybody && !read_user (connection, &task->question.user, error)) || !read_fresh (connection, &task->fresh, error))
    return FALSE;
  task->agenda = crm_agenda_read (connection, &task->question, error);
  return task->agenda != NULL;
}

/* ── as the day goes on ───────────────────────────────────────────────────────────────────── */

static void wait_for_turn (CrmTodayReading *self);

static gboolean
on_turn (gpointer data)
{
  CrmTodayReading *self = CRM_TODAY_READING (data);

  self->turn_source = 0;
  if (crm_clock_now (crm_store_get_clock (self->store)) >= self->turn)
    crm_latest_read_ask (self->read, self->store);
  else
    wait_for_turn (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_turn (CrmTodayReading *self)
{
  gint64 seconds = (self->turn - crm_clock_now (crm_store_get_clock (self->store))) / G_USEC_PER_SEC + 1;

  g_clear_handle_id (&self->turn_source, g_source_remove);
  self->turn_source = g_timeout_add_seconds ((guint)CLAMP (seconds, 1, MAX_WAIT_SECONDS), on_turn, self);
}

/* The first of today's tasks whose time is yet to come; else the end of the day. */
static void
find_turn (CrmTodayReading *self, gint64 now, GTimeZone *zone)
{
  GPtrArray *due = self->agenda->items[CRM_AGENDA_DUE];
  CrmToday today;

  crm_today_init (&today, now, zone);
  self->turn = today.end;
  for (guint i = 0; i < due->len; i++)
    {
      const CrmAgendaItem *item = due->pdata[i];

      if (item->has_time && item->at >= now)
        self->turn = MIN (self->turn, item->at);
    }
  wait_for_turn (self);
}

/* ── taking ───────────────────────────────────────────────────────────────────────────────── */

static void
take (gpointer owner, gpointer data)
{
  CrmTodayReading *self = CRM_TODAY_READING (owner);
  Task *task = data;

  g_clear_pointer (&self->agenda, crm_agenda_unref);
  self->agenda = g_steal_pointer (&task->agenda);
  self->fresh = task->fresh;
  find_turn (self, task->question.now, task->question.zone);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (gpointer owner, const GError *error)
{
  CrmTodayReading *self = CRM_TODAY_READING (owner);

  g_signal_emit (self, signals[FAILED], 0, error);
  self->turn = crm_clock_now (crm_store_get_clock (self->store)) + MAX_WAIT_SECONDS * G_TIME_SPAN_SECOND;
  wait_for_turn (self);
}

static const CrmLatestReadSteps steps = { make_task, work, take, fail, task_free };

static gboolean
on_delay_over (gpointer data)
{
  CrmTodayReading *self = CRM_TODAY_READING (data);

  self->delay_source = 0;
  crm_latest_read_ask (self->read, self->store);
  return G_SOURCE_REMOVE;
}

/* What is done here is seen at once; what comes in numbers is waited for. */
static void
on_changed (CrmTodayReading *self, const CrmChangeSet *changes)
{
  if ((changes->kinds & KINDS) == 0)
    return;
  if (!changes->many && changes->edit != 0 && self->delay_source == 0)
    crm_latest_read_ask (self->read, self->store);
  else if (self->delay_source == 0)
    self->delay_source = g_timeout_add (DELAY_MS, on_delay_over, self);
}

static void
ask (CrmTodayReading *self)
{
  crm_latest_read_ask (self->read, self->store);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_today_reading_dispose (GObject *object)
{
  CrmTodayReading *self = CRM_TODAY_READING (object);

  g_clear_handle_id (&self->delay_source, g_source_remove);
  g_clear_handle_id (&self->turn_source, g_source_remove);
  g_clear_pointer (&self->read, crm_latest_read_free);
  g_clear_pointer (&self->agenda, crm_agenda_unref);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (crm_today_reading_parent_class)->dispose (object);
}

static void
crm_today_reading_class_init (CrmTodayReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_today_reading_dispose;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_TODAY_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_TODAY_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_today_reading_init (CrmTodayReading *self)
{
  self->read = crm_latest_read_new (G_OBJECT (self), &steps);
  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    self->n_items[i] = N_FIRST;
}

CrmTodayReading *
crm_today_reading_new (CrmStore *store, GSettings *settings)
{
  CrmTodayReading *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_TODAY_READING, NULL);
  self->store = g_object_ref (store);
  g_set_object (&self->settings, settings);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::today-everybody", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
  return self;
}

CrmAgenda *
crm_today_reading_get_agenda (CrmTodayReading *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_READING (self), NULL);

  return self->agenda;
}

guint
crm_today_reading_get_count (CrmTodayReading *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_READING (self), 0);

  return self->agenda != NULL ? self->agenda->n_total[CRM_AGENDA_OVERDUE] + self->agenda->n_total[CRM_AGENDA_DUE] : 0;
}

gboolean
crm_today_reading_is_fresh (CrmTodayReading *self)
{
  g_return_val_if_fail (CRM_IS_TODAY_READING (self), FALSE);

  return self->fresh;
}

void
crm_today_reading_show_more (CrmTodayReading *self, CrmAgendaSection section)
{
  g_return_if_fail (CRM_IS_TODAY_READING (self) && section < CRM_AGENDA_N_SECTIONS);

  self->n_items[section] = self->n_items[section] == N_FIRST ? N_MORE : self->n_items[section] + N_MORE;
  ask (self);
}

void
crm_today_reading_show_beginnings (CrmTodayReading *self)
{
  g_return_if_fail (CRM_IS_TODAY_READING (self));

  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    self->n_items[i] = N_FIRST;
  ask (self);
}
