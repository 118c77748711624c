/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells of tasks when their time has come. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/desktop/crm-reminders.h"

#include "app/settings/crm-workspace.h"
#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

/* At most so far ahead is waited for in one go: a computer that sleeps, or is set to another time, makes longer waits wrong. */
#define MAX_WAIT_SECONDS 60

/* So many at once; who has more of them open looks at the list. */
#define MAX_TASKS "200"

/* What came due while the program was away is told of one by one up to here, and together beyond. */
#define MAX_MISSED 3

/* No reminder is further ahead than that. */
#define MAX_LEAD (31 * G_TIME_SPAN_DAY)

/* What was missed longer ago is on the Today page, and news to nobody. */
#define MAX_AWAY (7 * G_TIME_SPAN_DAY)

#define SNOOZE  G_TIME_SPAN_HOUR
#define QUARTER (15 * G_TIME_SPAN_MINUTE)

/* In the file: up to when its tasks were told of. */
#define SETTING_TOLD "reminders-told"

#define MISSED_NAME "tasks-missed"

static const char due_sql[] = "SELECT id FROM task WHERE deleted = 0 AND done_at IS NULL AND due >= ?1"
                              " AND (assignee IS NULL OR ?2 IS NULL OR assignee = ?2) ORDER BY due LIMIT " MAX_TASKS;

struct _CrmReminders
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmClock *clock;
  GSettings *settings;
  GHashTable *told; /* of CrmId to the due time that was told of, gint64 */

  /* borrowed */
  GApplication *application;

  gint64 since;  /* microseconds UTC: what was to be told of before is not told of; 0 while the file has not said */
  gint64 opened; /* what was to be told of before that was missed */
  CrmOfficeTime office;
  guint source;
  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmReminders, crm_reminders, G_TYPE_OBJECT)

static char *
dup_name (const CrmId *task)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return g_strconcat ("task-", crm_id_format (task, text), NULL);
}

/* ── telling ──────────────────────────────────────────────────────────────────────────────── */

static void
set_default_action (GNotification *notification, const CrmRecord *task)
{
  const CrmId *deal = crm_record_get_id (task, CRM_TASK_DEAL), *customer = crm_record_get_id (task, CRM_TASK_CUSTOMER);
  char text[CRM_ID_STRING_LENGTH + 1];

  if (deal != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-deal", "s", crm_id_format (deal, text));
  else if (customer != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-customer", "s", crm_id_format (customer, text));
  else
    g_notification_set_default_action (notification, "app.show-today");
}

static gboolean
is_on (CrmReminders *self, const char *key)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, key);
}

static gboolean
is_reminding (CrmReminders *self)
{
  return self->settings == NULL || is_on (self, "reminders");
}

/* A task for a day is told of when work begins; and each so many minutes ahead as it asks for. */
static gint64
get_time (CrmReminders *self, const CrmRecord *task)
{
  GTimeZone *zone = crm_clock_get_zone (self->clock);
  gint64 due = crm_record_get_integer (task, CRM_TASK_DUE, 0);
  gint64 lead = CLAMP (crm_record_get_integer (task, CRM_TASK_REMIND, 0), 0, MAX_LEAD / G_TIME_SPAN_MINUTE);
  CrmDate day = crm_date_time_to_local (due, zone, NULL);

  if (crm_record_get_integer (task, CRM_TASK_DUE_HAS_TIME, 0) == 0 && day != CRM_DATE_NONE)
    due = crm_date_time_from_local (day, self->office.work_from * 60, zone);
  due -= lead * G_TIME_SPAN_MINUTE;
  return is_on (self, "reminders-working-hours") ? crm_office_time_get_working (&self->office, due, zone) : due;
}

static char *
dup_body (CrmReminders *self, const CrmRecord *task)
{
  GTimeZone *zone = crm_clock_get_zone (self->clock);
  gint64 due = crm_record_get_integer (task, CRM_TASK_DUE, 0), now = crm_clock_now (self->clock);
  gboolean has_time = crm_record_get_integer (task, CRM_TASK_DUE_HAS_TIME, 0) != 0;
  int second;
  CrmDate day = crm_date_time_to_local (due, zone, &second);
  g_autofree char *words = NULL;

  if (has_time && day == crm_date_time_to_local (now, zone, NULL))
    {
      words = g_strdup_printf ("%02d:%02d", second / 3600, second / 60 % 60);
      return g_strdup_printf (_ ("Due at %s"), words);
    }
  words = crm_timeline_dup_due (due, has_time, now, zone);
  /* Translators: of a task; %s is a day, as "today", "tomorrow · in 2 hours", "Thu 15:00 · in 2 days". */
  return g_strdup_printf (_ ("Due: %s"), words);
}

static void
tell (CrmReminders *self, const CrmRecord *task)
{
  const char *title = crm_record_get_title (task);
  g_autoptr (GNotification) notification = g_notification_new (title != NULL ? title : _ ("Task"));
  gint64 due = crm_record_get_integer (task, CRM_TASK_DUE, 0);
  g_autofree char *body = dup_body (self, task);
  g_autofree char *name = dup_name (&task->id);
  char text[CRM_ID_STRING_LENGTH + 1];

  g_notification_set_body (notification, body);
  set_default_action (notification, task);
  g_notification_add_button_with_target (notification, _ ("Done"), "app.task-done", "s", crm_id_format (&task->id, text));
  g_notification_add_button_with_target (notification, _ ("Snooze"), "app.task-snooze", "s", crm_id_format (&task->id, text));
  g_application_send_notification (self->application, name, notification);
  g_hash_table_insert (self->told, g_memdup2 (&task->id, sizeof task->id), g_memdup2 (&due, sizeof due));
}

static const CrmRecord *
find (const GPtrArray *tasks, const CrmId *id)
{
  for (guint i = 0; i < tasks->len; i++)
    if (crm_id_equal (&((const CrmRecord *)g_ptr_array_index (tasks, i))->id, id))
      return g_ptr_array_index (tasks, i);
  return NULL;
}

/* What is not among those open any more, or has another time. */
static void
withdraw_gone (CrmReminders *self, const GPtrArray *tasks)
{
  GHashTableIter iter;
  gpointer id, due;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &id, &due))
    {
      const CrmRecord *task = tasks != NULL ? find (tasks, id) : NULL;
      g_autofree char *name = NULL;

      if (task != NULL && crm_record_get_integer (task, CRM_TASK_DUE, 0) == *(const gint64 *)due)
        continue;
      name = dup_name (id);
      g_application_withdraw_notification (self->application, name);
      g_hash_table_iter_remove (&iter);
    }
}

/* ── looking ──────────────────────────────────────────────────────────────────────────────── */

static void look (CrmReminders *self);

static gboolean
on_due (gpointer data)
{
  CrmReminders *self = CRM_REMINDERS (data);

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for (CrmReminders *self, gint64 due, gint64 now)
{
  gint64 seconds = (due - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds ((guint)CLAMP (seconds, 0, MAX_WAIT_SECONDS), on_due, self);
}

/* The next start begins here. */
static void
remember (CrmReminders *self, gint64 now)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  dex_future_disown (crm_store_set_setting (self->store, SETTING_TOLD, text));
}

static void
tell_together (CrmReminders *self, const GPtrArray *missed)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u task came due", "%u tasks came due", missed->len), missed->len);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, _ ("While Clientele was closed. Today has them all."));
  g_notification_set_default_action (notification, "app.show-today");
  g_application_send_notification (self->application, MISSED_NAME, notification);
  for (guint i = 0; i < missed->len; i++)
    {
      const CrmRecord *task = missed->pdata[i];
      gint64 due = crm_record_get_integer (task, CRM_TASK_DUE, 0);

      g_hash_table_insert (self->told, g_memdup2 (&task->id, sizeof task->id), g_memdup2 (&due, sizeof due));
    }
}

static void
tell_all (CrmReminders *self, const GPtrArray *missed, const GPtrArray *now_due)
{
  if (missed->len > MAX_MISSED)
    tell_together (self, missed);
  for (guint i = 0; missed->len <= MAX_MISSED && i < missed->len; i++)
    tell (self, missed->pdata[i]);
  for (guint i = 0; i < now_due->len; i++)
    tell (self, now_due->pdata[i]);
}

static void
consider (CrmReminders *self, const GPtrArray *tasks)
{
  gint64 now = crm_clock_now (self->clock), next = G_MAXINT64;
  g_autoptr (GPtrArray) missed = g_ptr_array_new (), now_due = g_ptr_array_new ();

  withdraw_gone (self, tasks);
  for (guint i = 0; i < tasks->len; i++)
    {
      const CrmRecord *task = g_ptr_array_index (tasks, i);
      gint64 time = get_time (self, task);

      if (time > now)
        next = MIN (next, time);
      else if (time > self->since && !g_hash_table_contains (self->told, &task->id))
        g_ptr_array_add (time < self->opened ? missed : now_due, (gpointer)task);
    }
  tell_all (self, missed, now_due);
  if (missed->len + now_due->len > 0)
    remember (self, now);
  if (next != G_MAXINT64)
    wait_for (self, next, now);
}

typedef struct
{
  gint64 since;
  gint64 opened;
  CrmOfficeTime office;
} Question;

typedef struct
{
  CrmReminders *reminders;
  CrmStore *store;
  Question *question; /* the reader's and then ours */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_object_unref (looking->reminders);
  g_object_unref (looking->store);
  g_atomic_rc_box_release (looking->question);
  g_free (looking);
}

/* Of a file that was never looked at, so that the next start knows what it missed. */
static void
remember_first (CrmReminders *self, gint64 since)
{
  if (since == self->opened)
    remember (self, since);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  Looking *looking = data;
  CrmReminders *self = looking->reminders;
  const GValue *value = dex_future_get_value (future, NULL);

  self->reading = FALSE;
  if (self->store == looking->store && value != NULL && is_reminding (self) && !self->stale)
    {
      if (self->since == 0)
        remember_first (self, looking->question->since);
      self->since = looking->question->since;
      self->office = looking->question->office;
      consider (self, g_value_get_boxed (value));
    }
  if (self->stale)
    look (self);
  return NULL;
}

static gboolean
bind_user (CrmConnection *connection, sqlite3_stmt *statement, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *user = crm_connection_dup_setting (connection, CRM_SETTING_USER, &local_error);
  CrmId id;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (user != NULL && crm_id_parse (user, &id))
    crm_statement_bind_id (statement, 2, &id);
  return TRUE;
}

/* Where nothing was ever told of, all begins now. */
static gboolean
read_since (CrmConnection *connection, gint64 *since, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *text = *since == 0 ? crm_connection_dup_setting (connection, SETTING_TOLD, &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (text != NULL)
    *since = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static gboolean
read_due (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Question *question = data;
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, due_sql, error);
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  int step;

  if (statement == NULL)
    return FALSE;
  if (!read_since (connection, &question->since, error) || !crm_office_time_read (&question->office, connection, error))
    return FALSE;
  if (question->since == 0)
    question->since = question->opened;
  question->since = MAX (question->since, question->opened - MAX_AWAY);
  sqlite3_bind_int64 (statement, 1, question->since - G_TIME_SPAN_DAY);
  if (!bind_user (connection, statement, error))
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmId id;

      if (crm_statement_read_id (statement, 0, &id))
        g_array_append_val (ids, id);
    }
  for (guint i = 0; step == 0 && i < ids->len; i++)
    {
      CrmRecord *task = crm_connection_read_record (connection, &crm_kind_task, &g_array_index (ids, CrmId, i), NULL);

      if (task != NULL)
        g_ptr_array_add (tasks, task);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&tasks));
  return step == 0;
}

static void
release_question (gpointer question)
{
  g_atomic_rc_box_release (question);
}

static void
look (CrmReminders *self)
{
  Looking *looking;

  self->stale = self->reading;
  if (self->reading || self->store == NULL || !is_reminding (self))
    return;
  self->reading = TRUE;
  looking = g_new0 (Looking, 1);
  *looking = (Looking){ g_object_ref (self), g_object_ref (self->store), g_atomic_rc_box_new (Question) };
  *looking->question = (Question){ self->since, self->opened };
  dex_future_disown (dex_future_finally (crm_store_read (self->store, NULL, read_due, g_atomic_rc_box_acquire (looking->question), release_question), on_read, looking, looking_free));
}

static void
on_changed (CrmReminders *self, const CrmChangeSet *changes)
{
  if ((changes->kinds & 1u << CRM_KIND_TASK) != 0)
    look (self);
}

/* Who turns reminders on again is not told of what came due meanwhile. */
static void
on_reminders_switched (CrmReminders *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  withdraw_gone (self, NULL);
  self->since = self->opened = crm_clock_now (self->clock);
  if (self->store != NULL)
    remember (self, self->opened);
  look (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_reminders_dispose (GObject *object)
{
  CrmReminders *self = CRM_REMINDERS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->told, g_hash_table_unref);

  G_OBJECT_CLASS (crm_reminders_parent_class)->dispose (object);
}

static void
crm_reminders_class_init (CrmRemindersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_reminders_dispose;
}

static void
crm_reminders_init (CrmReminders *self)
{
  self->told = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, g_free);
}

CrmReminders *
crm_reminders_new (GApplication *application, CrmClock *clock, GSettings *settings)
{
  CrmReminders *self;

  g_return_val_if_fail (G_IS_APPLICATION (application) && CRM_IS_CLOCK (clock), NULL);

  self = g_object_new (CRM_TYPE_REMINDERS, NULL);
  self->application = application;
  self->clock = g_object_ref (clock);
  if (settings == NULL)
    return self;
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::reminders", G_CALLBACK (on_reminders_switched), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::reminders-working-hours", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  return self;
}

void
crm_reminders_set_store (CrmReminders *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_REMINDERS (self));

  if (self->store == store)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  /* What a program that ends has told of stays: its actions start the program again. */
  if (store == NULL)
    return;
  withdraw_gone (self, NULL);
  self->since = 0;
  self->opened = crm_clock_now (self->clock);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  look (self);
}

/* ── doing ────────────────────────────────────────────────────────────────────────────────── */

DexFuture *
crm_reminders_do_task (CrmReminders *self, const CrmId *task)
{
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *name = NULL;
  CrmChange *change;

  g_return_val_if_fail (CRM_IS_REMINDERS (self) && task != NULL, NULL);

  if (self->store == NULL)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_NOT_FOUND, "There is no file that is open");
  name = dup_name (task);
  g_application_withdraw_notification (self->application, name);
  edit = crm_edit_new (_ ("Task Done"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_update (edit, &crm_kind_task, task);
  crm_change_set (change, CRM_TASK_DONE_AT, crm_value_integer (crm_clock_now (self->clock)));
  return crm_store_apply (self->store, edit, NULL);
}

DexFuture *
crm_reminders_snooze_task (CrmReminders *self, const CrmId *task)
{
  g_autoptr (CrmEdit) edit = NULL;
  g_autofree char *name = NULL;
  CrmChange *change;

  g_return_val_if_fail (CRM_IS_REMINDERS (self) && task != NULL, NULL);

  if (self->store == NULL)
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_NOT_FOUND, "There is no file that is open");
  name = dup_name (task);
  g_application_withdraw_notification (self->application, name);
  g_hash_table_remove (self->told, task);
  edit = crm_edit_new (_ ("Snooze Task"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_update (edit, &crm_kind_task, task);
  crm_change_set_integer (change, CRM_TASK_DUE, (crm_clock_now (self->clock) + SNOOZE + QUARTER - 1) / QUARTER * QUARTER);
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, TRUE);
  crm_change_set (change, CRM_TASK_REMIND, (CrmValue){ 0 });
  return crm_store_apply (self->store, edit, NULL);
}
