/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for somebody today. */

#define G_LOG_DOMAIN "crm-agenda"

#include "config.h"

#include "core/agenda/crm-agenda.h"

#include "core/agenda/crm-agenda-source.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"

/* Microseconds of a day, as SQL. */
#define DAY_SQL "86400000000"

/* The numbers of what a statement may ask for, and the columns behind those of the record. */
enum
{
  BIND_NOW = 1,
  BIND_BEGIN,
  BIND_END,
  BIND_UNTIL,
  BIND_SINCE,
  BIND_USER,
  BIND_LIMIT,
  BIND_DAY,
  BIND_LEAP_DAY,
};

enum
{
  EXTRA_CUSTOMER,
  EXTRA_CUSTOMER_NAME,
  EXTRA_PERSON_NAME,
  EXTRA_WHO,
  EXTRA_TITLE,
  EXTRA_DAY_LIMIT,
  EXTRA_PHONE,
  N_EXTRAS,
};

typedef struct
{
  CrmAgenda *agenda;
  CrmConnection *connection;
  const CrmAgendaQuestion *question;
  CrmToday today;
  gint64 until;
  gint64 since;
} Reader;

/* ── where it is found ────────────────────────────────────────────────────────────────────── */

#define TASKS_FROM                                                                                   \
  "task WHERE done_at IS NULL AND deleted = 0 AND (?6 IS NULL OR assignee = ?6 OR assignee IS NULL)" \
  " AND NOT EXISTS (SELECT 1 FROM customer c INDEXED BY customer_deleted WHERE c.id = task.customer AND c.deleted <> 0) AND "
/* Of a person at a company, their own number before the company's. The plus keeps SQLite from looking through all rows in their order. */
#define PHONE_OF_PERSON(person)     "(SELECT value FROM contact_point n WHERE n.person = " person " AND n.kind = 'phone' AND n.deleted = 0 ORDER BY +n.rowid LIMIT 1)"
#define PHONE_OF_CUSTOMER(customer) "(SELECT phone FROM customer c WHERE c.id = " customer ")"

#define TASK_EXTRAS                                                                                                                                      \
  "customer, (SELECT name FROM customer c WHERE c.id = task.customer), (SELECT name FROM person p WHERE p.id = task.person),"                            \
  " (SELECT name FROM user u WHERE u.id = task.assignee AND u.id IS NOT ?6), (SELECT title FROM deal d WHERE d.id = task.deal AND d.deleted = 0), NULL," \
  " coalesce (" PHONE_OF_PERSON ("task.person") ", " PHONE_OF_CUSTOMER ("task.customer") ")"

/* That of the index, which then ends where enough are found. */
#define TASK_ORDER "due, due_has_time, assignee, customer, rowid"

static const CrmAgendaSource tasks[] = {
  [CRM_AGENDA_OVERDUE] = { &crm_kind_task, TASKS_FROM "due < ?1 AND (due_has_time = 1 OR due < ?2)", TASK_EXTRAS, TASK_ORDER },
  [CRM_AGENDA_DUE] = { &crm_kind_task, TASKS_FROM "due >= ?2 AND due < ?3 AND (due_has_time IS NOT 1 OR due >= ?1)", TASK_EXTRAS, TASK_ORDER },
  [CRM_AGENDA_PLANNED] = { &crm_kind_task, TASKS_FROM "due >= ?3 AND due < ?4", TASK_EXTRAS, TASK_ORDER },
};

/* The same days as crm_deal_attention_find () counts. */
#define IS_OVER "(coalesce (stage_since, 0) > 0 AND stage_since <= ?1 - " DAY_SQL " * (SELECT day_limit + 1 FROM stage s WHERE s.id = deal.stage AND day_limit > 0))"

static const CrmAgendaSource deals = {
  &crm_kind_deal,
  "deal WHERE deleted = 0 AND outcome = 'open' AND customer_deleted IS NULL AND (?6 IS NULL OR owner = ?6 OR owner IS NULL)"
  " AND (next_step IS NULL OR next_step < ?2 OR " IS_OVER ")",
  "customer, (SELECT name FROM customer c WHERE c.id = deal.customer), NULL, (SELECT name FROM user u WHERE u.id = deal.owner AND u.id IS NOT ?6),"
  " (SELECT name FROM stage s WHERE s.id = deal.stage), (SELECT day_limit FROM stage s WHERE s.id = deal.stage), " PHONE_OF_CUSTOMER ("deal.customer"),
  "CASE WHEN next_step < ?2 THEN 0 WHEN next_step IS NULL THEN 1 ELSE 2 END, expected_close IS NULL, expected_close, rowid",
};

static const CrmAgendaSource answers = {
  &crm_kind_response,
  "response WHERE survey IN (SELECT id FROM survey WHERE deleted = 0 AND threshold IS NOT NULL AND anonymous IS NOT 1) AND answered_at BETWEEN ?5 AND ?1 AND deleted = 0"
  " AND score < (SELECT threshold FROM survey s WHERE s.id = response.survey)"
  " AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = response.customer AND c.deleted <> 0)"
  " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer = response.customer AND i.at > response.answered_at AND i.kind <> 'note' AND i.deleted = 0)"
  " AND NOT EXISTS (SELECT 1 FROM task t WHERE t.customer = response.customer AND t.done_at IS NULL AND t.created_edit > response.created_edit AND t.deleted = 0)",
  "customer, (SELECT name FROM customer c WHERE c.id = response.customer), NULL, NULL, (SELECT title FROM survey s WHERE s.id = response.survey), NULL, " PHONE_OF_CUSTOMER ("response.customer"),
  "answered_at DESC, rowid DESC",
};

/* Of the roles a person has had, one at a customer that is still there. */
#define PLACE_OF_PERSON \
  " FROM role r JOIN customer c ON c.id = r.customer WHERE r.person = person.id AND r.deleted = 0 AND r.to_date IS NULL AND c.deleted = 0"
#define IS_BIRTHDAY         "birthday IS NOT NULL AND deleted = 0 AND birthday % 10000 IN (?8, ?9)"
#define IS_TALK_OF_TODAY    "i.at >= ?2 AND i.at < ?3 AND i.kind <> 'note' AND i.deleted = 0"
#define NOT_WISHED_CUSTOMER " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer = customer.id AND " IS_TALK_OF_TODAY ")"
#define NOT_WISHED_PERSON                                                                                              \
  " AND NOT EXISTS (SELECT 1 FROM role r JOIN interaction i ON i.customer = r.customer WHERE r.person = person.id AND" \
  " i.person = person.id AND " IS_TALK_OF_TODAY ")"

#define BIRTHDAY_ORDER "birthday % 10000, id"

static const CrmAgendaSource birthdays[] = {
  { &crm_kind_customer, "customer WHERE " IS_BIRTHDAY NOT_WISHED_CUSTOMER, "id, name, NULL, NULL, NULL, NULL, phone", BIRTHDAY_ORDER },
  { &crm_kind_person, "person WHERE " IS_BIRTHDAY " AND EXISTS (SELECT 1" PLACE_OF_PERSON ")" NOT_WISHED_PERSON,
    "(SELECT c.id" PLACE_OF_PERSON " ORDER BY +r.rowid LIMIT 1), (SELECT c.name" PLACE_OF_PERSON " ORDER BY +r.rowid LIMIT 1), NULL, NULL, NULL, NULL, " PHONE_OF_PERSON ("person.id"), BIRTHDAY_ORDER },
};

/* ── the agenda ───────────────────────────────────────────────────────────────────────────── */

static void
item_free (gpointer data)
{
  CrmAgendaItem *item = data;

  crm_record_unref (item->record);
  g_free (item->customer_name);
  g_free (item->person_name);
  g_free (item->who);
  g_free (item->title);
  g_free (item->phone);
  g_free (item);
}

CrmAgenda *
crm_agenda_ref (CrmAgenda *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
agenda_clear (gpointer data)
{
  CrmAgenda *self = data;

  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    g_ptr_array_unref (self->items[i]);
}

void
crm_agenda_unref (CrmAgenda *self)
{
  g_atomic_rc_box_release_full (self, agenda_clear);
}

G_DEFINE_BOXED_TYPE (CrmAgenda, crm_agenda, crm_agenda_ref, crm_agenda_unref)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static void
bind (const Reader *self, sqlite3_stmt *statement, guint limit, CrmDate day)
{
  const gint64 values[] = {
    [BIND_NOW] = self->today.now,
    [BIND_BEGIN] = self->today.begin,
    [BIND_END] = self->today.end,
    [BIND_UNTIL] = self->until,
    [BIND_SINCE] = self->since,
    [BIND_LIMIT] = limit,
    [BIND_DAY] = day % 10000,
    /* 29 February is kept on the 28th of a common year. */
    [BIND_LEAP_DAY] = day % 10000 == 228 && !crm_date_is_valid (day + 1) ? 229 : day % 10000,
  };
  /* A talk of today is the wish on the day itself; of the days to come it is about something else. */
  gboolean is_ahead = day != CRM_DATE_NONE && day != self->agenda->today;
  int n = MIN (sqlite3_bind_parameter_count (statement), (int)G_N_ELEMENTS (values) - 1);

  for (int i = 1; i <= n; i++)
    if (i != BIND_USER)
      sqlite3_bind_int64 (statement, i, is_ahead && (i == BIND_BEGIN || i == BIND_END) ? 0 : values[i]);
    else if (!crm_id_is_nil (&self->question->user))
      crm_statement_bind_id (statement, i, &self->question->user);
}

static char *
dup_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

static CrmAgendaItem *
read_item (const Reader *self, sqlite3_stmt *statement, const CrmKind *kind)
{
  int extras = sqlite3_column_count (statement) - N_EXTRAS;
  CrmAgendaItem *item = g_new0 (CrmAgendaItem, 1);

  item->record = crm_statement_read_record (statement, kind);
  crm_statement_read_id (statement, extras + EXTRA_CUSTOMER, &item->customer);
  item->customer_name = dup_text (statement, extras + EXTRA_CUSTOMER_NAME);
  item->person_name = dup_text (statement, extras + EXTRA_PERSON_NAME);
  item->who = dup_text (statement, extras + EXTRA_WHO);
  item->title = dup_text (statement, extras + EXTRA_TITLE);
  item->phone = dup_text (statement, extras + EXTRA_PHONE);
  switch (kind->id)
    {
    case CRM_KIND_TASK:
      item->at = crm_record_get_integer (item->record, CRM_TASK_DUE, 0);
      item->has_time = crm_record_get_integer (item->record, CRM_TASK_DUE_HAS_TIME, 0) != 0;
      break;
    case CRM_KIND_RESPONSE:
      item->at = crm_record_get_integer (item->record, CRM_RESPONSE_ANSWERED_AT, 0);
      item->has_time = TRUE;
      break;
    case CRM_KIND_DEAL:
      item->at = crm_record_get_integer (item->record, CRM_DEAL_NEXT_STEP, 0);
      crm_deal_attention_find (&item->attention, item->at, crm_record_get_integer (item->record, CRM_DEAL_STAGE_SINCE, 0),
                               sqlite3_column_int (statement, extras + EXTRA_DAY_LIMIT), &self->today);
      break;
    default:
      break;
    }
  if (item->at != 0)
    item->day = crm_date_time_to_local (item->at, self->question->zone, NULL);
  return item;
}

static gboolean
read_items (const Reader *self, const CrmAgendaSource *source, CrmDate day, guint n_items, GPtrArray *items, GError **error)
{
  sqlite3_stmt *statement;
  int step;

  if (items->len >= n_items)
    return TRUE;
  statement = crm_agenda_source_prepare (source, self->connection, BIND_LIMIT, error);
  if (statement == NULL)
    return FALSE;
  bind (self, statement, n_items - items->len, day);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    g_ptr_array_add (items, read_item (self, statement, source->kind));
  return step == 0;
}

static gboolean
count (const Reader *self, const CrmAgendaSource *source, CrmDate day, guint *n_total, GError **error)
{
  sqlite3_stmt *statement = crm_agenda_source_prepare_count (source, self->connection, error);

  if (statement == NULL)
    return FALSE;
  bind (self, statement, 0, day);
  return crm_agenda_source_add_count (self->connection, statement, n_total, error);
}

static gboolean
read_section (const Reader *self, CrmAgendaSection section, const CrmAgendaSource *source, GError **error)
{
  return count (self, source, CRM_DATE_NONE, &self->agenda->n_total[section], error) && read_items (self, source, CRM_DATE_NONE, self->question->n_items[section], self->agenda->items[section], error);
}

static gboolean
read_birthdays (const Reader *self, GError **error)
{
  GPtrArray *items = self->agenda->items[CRM_AGENDA_BIRTHDAYS];

  for (int ahead = 0; ahead <= self->question->days_ahead; ahead++)
    {
      CrmDate day = crm_date_add_days (self->agenda->today, ahead);
      guint first = items->len;

      for (guint i = 0; i < G_N_ELEMENTS (birthdays); i++)
        if (!count (self, &birthdays[i], day, &self->agenda->n_total[CRM_AGENDA_BIRTHDAYS], error) || !read_items (self, &birthdays[i], day, self->question->n_items[CRM_AGENDA_BIRTHDAYS], items, error))
          return FALSE;
      for (guint i = first; i < items->len; i++)
        {
          CrmAgendaItem *item = items->pdata[i];
          guint field = item->record->kind == &crm_kind_person ? (guint)CRM_PERSON_BIRTHDAY : (guint)CRM_CUSTOMER_BIRTHDAY;
          int year = crm_date_get_year ((CrmDate)crm_record_get_integer (item->record, field, CRM_DATE_NONE));

          item->day = day;
          item->age = year > 0 ? crm_date_get_year (day) - year : 0;
        }
    }
  return TRUE;
}

CrmAgenda *
crm_agenda_read (CrmConnection *connection, const CrmAgendaQuestion *question, GError **error)
{
  g_autoptr (CrmAgenda) agenda = g_atomic_rc_box_new0 (CrmAgenda);
  Reader self = { .agenda = agenda, .connection = connection, .question = question };

  g_return_val_if_fail (connection != NULL && question != NULL, NULL);

  for (guint i = 0; i < CRM_AGENDA_N_SECTIONS; i++)
    agenda->items[i] = g_ptr_array_new_with_free_func (item_free);
  agenda->today = crm_date_time_to_local (question->now, question->zone, NULL);
  crm_today_init (&self.today, question->now, question->zone);
  self.until = crm_date_time_from_local (crm_date_add_days (agenda->today, question->days_ahead + 1), 0, question->zone);
  self.since = crm_date_time_from_local (crm_date_add_days (agenda->today, -question->days_back), 0, question->zone);
  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    if (!read_section (&self, i, &tasks[i], error))
      return NULL;
  if (!read_section (&self, CRM_AGENDA_DEALS, &deals, error) || !read_section (&self, CRM_AGENDA_ANSWERS, &answers, error) || !read_birthdays (&self, error))
    return NULL;
  return g_steal_pointer (&agenda);
}

gboolean
crm_agenda_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error)
{
  CrmAgenda *agenda = crm_agenda_read (connection, question, error);

  if (agenda == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_AGENDA);
  g_value_take_boxed (result, agenda);
  return TRUE;
}
