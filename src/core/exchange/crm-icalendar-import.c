/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes over what stands in iCalendar files. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-icalendar-import.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-repeat.h"
#include "core/customers/crm-customer-lookup.h"
#include "core/exchange/crm-icalendar.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Items of a pull: looking up who took part is what takes time. */
#define ITEMS_A_PULL 100

#define OWN_UID "@clientele"

/* Random: what the ids of all items are hashed with. */
static const CrmId space = { { 0x5b, 0x0e, 0x6d, 0x61, 0x2f, 0x7c, 0x84, 0x1a, 0x9d, 0x3e, 0xc8, 0x54, 0x07, 0xf2, 0xab, 0x36 } };

typedef struct
{
  GStrv paths;
  gint64 now;
  GTimeZone *zone;
  gboolean rehearse;
  GPtrArray *items;
  guint next;
  CrmIcalendarReport *report;
} Import;

static void
report_clear (gpointer data)
{
  g_ptr_array_unref (((CrmIcalendarReport *)data)->faults);
}

CrmIcalendarReport *
crm_icalendar_report_ref (CrmIcalendarReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_icalendar_report_unref (CrmIcalendarReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

G_DEFINE_BOXED_TYPE (CrmIcalendarReport, crm_icalendar_report, crm_icalendar_report_ref, crm_icalendar_report_unref)

static void
import_clear (gpointer data)
{
  Import *self = data;

  g_strfreev (self->paths);
  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  crm_icalendar_report_unref (self->report);
}

static void
import_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, import_clear);
}

static void
add_fault (Import *self, const CrmIcalendarItem *item, const char *reason)
{
  CrmIcalendarFault *fault = crm_icalendar_fault_new (item->line, item->title, reason);

  fault->file = item->file;
  g_ptr_array_add (self->report->faults, fault);
}

/* ── what it becomes ──────────────────────────────────────────────────────────────────────── */

/* What was written here keeps its id. */
static CrmId
make_id (const CrmIcalendarItem *item, const char *occurrence)
{
  g_autofree char *own = g_str_has_suffix (item->uid, OWN_UID) ? g_strndup (item->uid, strlen (item->uid) - strlen (OWN_UID)) : NULL;
  const char *part = occurrence != NULL ? occurrence : item->recurrence;
  g_autofree char *name = part != NULL ? g_strdup_printf ("%s\n%s", item->uid, part) : g_strdup (item->uid);
  CrmId id;

  return own != NULL && part == NULL && crm_id_parse (own, &id) ? id : crm_id_from_name (&space, name);
}

/* Gone with an undo, it may come back; one that is there has a life of its own. */
static gboolean
is_there (CrmConnection *connection, const CrmId *id, gboolean *there, GError **error)
{
  const CrmKind *const kinds[] = { &crm_kind_task, &crm_kind_interaction };

  *there = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GError *local_error = NULL;
      g_autoptr (CrmRecord) record = crm_connection_read_record (connection, kinds[i], id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      *there |= record != NULL && !record->deleted;
    }
  return TRUE;
}

static gboolean
find_customer (CrmConnection *connection, const CrmIcalendarItem *item, CrmId *customer, GError **error)
{
  *customer = (CrmId){ 0 };
  for (guint i = 0; i < item->emails->len && crm_id_is_nil (customer); i++)
    {
      CrmCustomerDraft draft = { .email = item->emails->pdata[i] };
      g_autoptr (GPtrArray) matches = crm_customer_find_matches (connection, &draft, error);

      if (matches == NULL)
        return FALSE;
      for (guint j = 0; j < matches->len && crm_id_is_nil (customer); j++)
        if ((((CrmCustomerMatch *)matches->pdata[j])->reasons & CRM_MATCH_EMAIL) != 0)
          *customer = ((CrmCustomerMatch *)matches->pdata[j])->customer->id;
    }
  return TRUE;
}

static void
add_meeting (CrmEdit *edit, const CrmId *id, const CrmIcalendarItem *item, const CrmId *customer)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, id);
  g_autofree char *text = item->note != NULL && strcmp (item->note, item->title) != 0 ? g_strdup_printf ("%s\n%s", item->title, item->note) : g_strdup (item->title);

  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, customer);
  crm_change_set_text (change, CRM_INTERACTION_KIND, g_strcmp0 (item->kind, "visit") == 0 || g_strcmp0 (item->kind, "call") == 0 ? item->kind : "meeting");
  crm_change_set_integer (change, CRM_INTERACTION_AT, item->at);
  crm_change_set_text (change, CRM_INTERACTION_ZONE, item->zone);
  if (item->minutes > 0)
    crm_change_set_integer (change, CRM_INTERACTION_MINUTES, item->minutes);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
}

static void
add_task (CrmEdit *edit, const CrmId *id, const CrmIcalendarItem *item, const CrmId *customer, gint64 at, const CrmRepeat *repeat, gint64 done_at)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, id);
  g_autofree char *rule = repeat != NULL ? crm_repeat_to_text (repeat) : NULL;

  if (!crm_id_is_nil (customer))
    crm_change_set_id (change, CRM_TASK_CUSTOMER, customer);
  crm_change_set_text (change, CRM_TASK_KIND, item->kind != NULL ? item->kind : item->is_todo ? "task"
                                                                                              : "meeting");
  crm_change_set_text (change, CRM_TASK_TITLE, item->title);
  crm_change_set_text (change, CRM_TASK_NOTE, item->note);
  crm_change_set_text (change, CRM_TASK_PRIORITY, item->priority);
  crm_change_set_text (change, CRM_TASK_ZONE, item->zone);
  crm_change_set_text (change, CRM_TASK_REPEAT, rule);
  if (at != 0)
    crm_change_set_integer (change, CRM_TASK_DUE, at);
  if (at != 0)
    crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, item->has_time);
  if (item->remind > 0)
    crm_change_set_integer (change, CRM_TASK_REMIND, item->remind);
  if (done_at != 0)
    crm_change_set_integer (change, CRM_TASK_DONE_AT, done_at);
}

/* ── series ───────────────────────────────────────────────────────────────────────────────── */

static GTimeZone *
dup_zone (const Import *self, const CrmIcalendarItem *item)
{
  GTimeZone *zone = item->zone != NULL ? g_time_zone_new_identifier (item->zone) : NULL;

  return zone != NULL ? zone : g_time_zone_ref (self->zone);
}

/* What a rule leaves to its first day, and what says nothing where one week begins as another: without the one and with the other it is
 * one of ours, or is refused. */
static gboolean
parse_rule (const CrmIcalendarItem *item, CrmDate first, GTimeZone *zone, CrmRepeat *repeat)
{
  g_auto (GStrv) parts = g_strsplit (item->rule, ";", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean weekly = strstr (item->rule, "FREQ=WEEKLY") != NULL, yearly = strstr (item->rule, "FREQ=YEARLY") != NULL, monthly = strstr (item->rule, "FREQ=MONTHLY") != NULL;
  gboolean is_plain = strstr (item->rule, "INTERVAL=") == NULL || strstr (item->rule, "BYDAY=") == NULL;
  const char *until = strstr (item->rule, "UNTIL=");

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !(is_plain && g_str_has_prefix (parts[i], "WKST=")))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", parts[i]);
  if (weekly && strstr (item->rule, "BYDAY=") == NULL)
    {
      static const char *const days[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

      g_string_append_printf (text, ";BYDAY=%s", days[crm_date_get_weekday (first) - 1]);
    }
  if (yearly && strstr (item->rule, "BYMONTH=") == NULL)
    g_string_append_printf (text, ";BYMONTH=%d", crm_date_get_month (first));
  if ((monthly || yearly) && strstr (item->rule, "BYMONTHDAY=") == NULL && strstr (item->rule, "BYDAY=") == NULL)
    g_string_append_printf (text, ";BYMONTHDAY=%d", crm_date_get_day (first));
  if (!crm_repeat_parse (text->str, repeat, NULL))
    return FALSE;
  /* Its last moment is said in UTC, its last day is one of the zone's. */
  if (until != NULL && strlen (until) >= strlen ("UNTIL=20270101T000000Z") && until[strlen ("UNTIL=20270101T000000")] == 'Z')
    {
      g_autoptr (GDateTime) moment = NULL;
      g_autofree char *iso = g_strndup (until + strlen ("UNTIL="), strlen ("20270101T000000Z"));

      moment = g_date_time_new_from_iso8601 (iso, NULL);
      if (moment != NULL)
        repeat->until = crm_date_time_to_local (g_date_time_to_unix_usec (moment), zone, NULL);
    }
  return crm_repeat_check (repeat, first, NULL);
}

/* The first occurrence from now on, with the rule for what is left. */
static gint64
find_next (const Import *self, const CrmIcalendarItem *item, CrmDate day, int second, GTimeZone *zone, CrmRepeat *repeat)
{
  gint64 at = item->at;
  CrmDate today = crm_date_time_to_local (self->now, zone, NULL);

  while (item->has_time ? at < self->now : day < today)
    {
      CrmRepeat left;

      day = crm_repeat_next (repeat, day, crm_date_add_days (today, -1), &left);
      if (day == CRM_DATE_NONE)
        return 0;
      *repeat = left;
      at = crm_date_time_from_local (day, second, zone);
    }
  return at;
}

static gboolean
has_exception_ahead (const Import *self, const CrmIcalendarItem *item)
{
  for (guint i = 0; i < item->excluded->len; i++)
    if (g_array_index (item->excluded, gint64, i) >= self->now)
      return TRUE;
  return FALSE;
}

static gboolean
add_singles (Import *self, CrmConnection *connection, CrmEdit *edit, const CrmIcalendarItem *item, const CrmId *customer, GError **error)
{
  guint n = 0;
  g_autofree char *reason = NULL;

  for (guint i = 0; i < item->coming->len; i++)
    {
      gint64 at = g_array_index (item->coming, gint64, i);
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, at);
      CrmId id = make_id (item, name);
      gboolean there;

      if (!is_there (connection, &id, &there, error))
        return FALSE;
      self->report->n_known += there;
      if (there)
        continue;
      add_task (edit, &id, item, customer, at, NULL, 0);
      n++;
    }
  self->report->n_tasks += n;
  if (item->coming->len == 0)
    reason = g_strdup (_ ("It repeats in a way that is not known here, and does not come within a year."));
  else if (n > 0)
    reason = g_strdup_printf (ngettext ("It repeats in a way that is not known here: the next one was taken over as a single task.",
                                        "It repeats in a way that is not known here: the next %u were taken over as single tasks.", n),
                              n);
  if (reason != NULL)
    add_fault (self, item, reason);
  return TRUE;
}

/* ── one item ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_over (const Import *self, const CrmIcalendarItem *item)
{
  return item->has_time ? item->at < self->now : crm_date_time_to_local (item->at, self->zone, NULL) < crm_date_time_to_local (self->now, self->zone, NULL);
}

static void
add_single (Import *self, CrmEdit *edit, const CrmId *id, const CrmIcalendarItem *item, const CrmId *customer)
{
  gboolean over = !item->is_todo && is_over (self, item);

  if (over && !crm_id_is_nil (customer))
    {
      add_meeting (edit, id, item, customer);
      self->report->n_meetings++;
      return;
    }
  add_task (edit, id, item, customer, item->at, NULL, item->done_at != 0 ? item->done_at : over ? item->at
                                                                                                : 0);
  self->report->n_tasks++;
}

static gboolean
add_series (Import *self, CrmConnection *connection, CrmEdit *edit, const CrmId *id, const CrmIcalendarItem *item, const CrmId *customer, GError **error)
{
  g_autoptr (GTimeZone) zone = dup_zone (self, item);
  int second;
  CrmDate first = crm_date_time_to_local (item->at, zone, &second);
  CrmRepeat repeat;
  gint64 at;

  if (first == CRM_DATE_NONE || !parse_rule (item, first, zone, &repeat) || has_exception_ahead (self, item))
    return add_singles (self, connection, edit, item, customer, error);
  at = item->done_at != 0 || item->is_todo ? item->at : find_next (self, item, first, second, zone, &repeat);
  if (at == 0)
    {
      add_single (self, edit, id, item, customer);
      return TRUE;
    }
  add_task (edit, id, item, customer, at, &repeat, item->done_at);
  self->report->n_tasks++;
  return TRUE;
}

static gboolean
add_item (Import *self, CrmConnection *connection, CrmEdit *edit, const CrmIcalendarItem *item, GError **error)
{
  CrmId id = make_id (item, NULL), customer;
  gboolean there;

  if (!is_there (connection, &id, &there, error))
    return FALSE;
  if (there)
    {
      self->report->n_known++;
      return TRUE;
    }
  if (!find_customer (connection, item, &customer, error))
    return FALSE;
  if (item->rule != NULL)
    return add_series (self, connection, edit, &id, item, &customer, error);
  add_single (self, edit, &id, item, &customer);
  return TRUE;
}

/* The same id twice is one item, of which the first stands. */
static void
drop_doubles (Import *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len;)
    {
      CrmId id = make_id (self->items->pdata[i], NULL);

      if (g_hash_table_add (ids, g_memdup2 (&id, sizeof id)))
        i++;
      else
        g_ptr_array_remove_index (self->items, i);
    }
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Import *self = data;
  guint end = MIN (self->next + ITEMS_A_PULL, self->items->len);

  for (; self->next < end; self->next++)
    if (!add_item (self, connection, edit, self->items->pdata[self->next], error))
      return -1;
  return self->next < self->items->len;
}

/* ── running ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
load (const char *path, char **text, gsize *length, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size > CRM_ICALENDAR_MAX_BYTES)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is too large for a calendar."), name);
      return FALSE;
    }
  if (g_file_get_contents (path, text, length, &local_error))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%1$s” cannot be read: %2$s"), name, local_error->message);
  return FALSE;
}

static gboolean
read_file (Import *self, guint file, GError **error)
{
  guint n_faults = self->report->faults->len;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) items = NULL;
  gsize length = 0;

  if (!load (self->paths[file], &text, &length, error))
    return FALSE;
  items = crm_icalendar_read (text, length, self->now, self->zone, self->report->faults, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    ((CrmIcalendarItem *)items->pdata[i])->file = file;
  for (guint i = n_faults; i < self->report->faults->len; i++)
    ((CrmIcalendarFault *)self->report->faults->pdata[i])->file = file;
  if (items == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&items));
  return TRUE;
}

static gboolean
read_files (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Import *self = data;
  g_autoptr (CrmEdit) rehearsal = NULL;
  int more;

  for (guint i = 0; self->paths[i] != NULL; i++)
    if (!read_file (self, i, error))
      return FALSE;
  drop_doubles (self);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  if (!self->rehearse)
    return TRUE;
  rehearsal = crm_edit_new ("", CRM_EDIT_ORIGIN_IMPORT);
  while ((more = pull (connection, rehearsal, self, error)) > 0)
    ;
  return more == 0;
}

typedef struct
{
  CrmStore *store;
  Import *import;
  GCancellable *cancellable;
} Running;

static void
running_free (gpointer data)
{
  Running *running = data;

  g_object_unref (running->store);
  g_clear_object (&running->cancellable);
  import_unref (running->import);
  g_free (running);
}

static DexFuture *
run (gpointer data)
{
  Running *running = data;
  Import *self = running->import;
  GError *error = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (!dex_await (crm_store_read (running->store, running->cancellable, read_files, g_atomic_rc_box_acquire (self), import_unref), &error))
    return dex_future_new_for_error (error);
  if (self->rehearse || self->items->len == 0)
    return dex_future_new_take_boxed (CRM_TYPE_ICALENDAR_REPORT, crm_icalendar_report_ref (self->report));
  edit = crm_edit_new_stream (_ ("Import Calendar"), CRM_EDIT_ORIGIN_IMPORT, pull, g_atomic_rc_box_acquire (self), import_unref);
  result = dex_await_boxed (crm_store_apply (running->store, edit, running->cancellable), &error);
  if (result == NULL)
    return dex_future_new_for_error (error);
  self->report->edit = result->number;
  self->report->edit_id = result->id;
  return dex_future_new_take_boxed (CRM_TYPE_ICALENDAR_REPORT, crm_icalendar_report_ref (self->report));
}

gboolean
crm_icalendar_is_named (const char *path)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  folded = g_ascii_strdown (path, -1);
  return g_str_has_suffix (folded, ".ics") || g_str_has_suffix (folded, ".ical") || g_str_has_suffix (folded, ".ifb");
}

DexFuture *
crm_icalendar_import (CrmStore *store, const char *const *paths, gboolean rehearse, GCancellable *cancellable)
{
  CrmClock *clock;
  Running *running;

  g_return_val_if_fail (CRM_IS_STORE (store) && paths != NULL, NULL);

  clock = crm_store_get_clock (store);
  running = g_new0 (Running, 1);
  running->store = g_object_ref (store);
  running->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  running->import = g_atomic_rc_box_new0 (Import);
  running->import->paths = g_strdupv ((char **)paths);
  running->import->items = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_icalendar_item_free);
  running->import->now = crm_clock_now (clock);
  running->import->zone = g_time_zone_ref (crm_clock_get_zone (clock));
  running->import->rehearse = rehearse;
  running->import->report = g_atomic_rc_box_new0 (CrmIcalendarReport);
  running->import->report->faults = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_icalendar_fault_free);
  return dex_scheduler_spawn (NULL, 0, run, running, running_free);
}
