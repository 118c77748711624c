/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What asks for somebody today: tasks, deals that stand still, unhappy answers, birthdays. */

#pragma once

#include "core/record/crm-record.h"
#include "core/sales/crm-deal-attention.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmAgendaSection:
 * @CRM_AGENDA_OVERDUE: tasks whose time, or whose day where they have no time, is over
 * @CRM_AGENDA_DUE: tasks of today that are not overdue
 * @CRM_AGENDA_PLANNED: tasks of the days ahead
 * @CRM_AGENDA_DEALS: open deals whose next step is overdue, that have none, or that are in their stage beyond its limit
 * @CRM_AGENDA_ANSWERS: responses of the days before with a score under their survey's threshold, never those of an anonymous survey; until
 *   somebody was in touch with the customer, or plans to be
 * @CRM_AGENDA_BIRTHDAYS: birthdays of customers and of people there, today and in the days ahead, but, on the day itself, of whom was talked to
 */
typedef enum
{
  CRM_AGENDA_OVERDUE,
  CRM_AGENDA_DUE,
  CRM_AGENDA_PLANNED,
  CRM_AGENDA_DEALS,
  CRM_AGENDA_ANSWERS,
  CRM_AGENDA_BIRTHDAYS,
  CRM_AGENDA_N_SECTIONS,
} CrmAgendaSection;

/**
 * CrmAgendaQuestion:
 * @now: microseconds UTC
 * @zone: the office's
 * @user: whose tasks and deals, and nobody's; all zero for everybody's
 * @n_items: by section: how many are read; all are counted
 * @days_ahead: how many days after today are looked at
 * @days_back: how many days before today answers are looked at
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  CrmId user;
  guint n_items[CRM_AGENDA_N_SECTIONS];
  int days_ahead;
  int days_back;
} CrmAgendaQuestion;

/**
 * CrmAgendaItem:
 * @record: the task, deal, response, customer or person
 * @customer: whose profile it is about; all zero for none
 * @customer_name: (nullable)
 * @person_name: (nullable): of a task
 * @who: (nullable): the name of whom it is assigned to, or of the deal's owner, unless it is who asks
 * @title: (nullable): of a task, its deal; of a deal, its stage; of an answer, its survey
 * @phone: (nullable): the number to call about it
 * @at: microseconds UTC: when it is due, or was answered; 0 for none
 * @day: the day of @at, or of the birthday
 * @has_time: whether @at has a time of day
 * @attention: of a deal
 * @age: years on a birthday; 0 where the year is not known
 */
typedef struct
{
  CrmRecord *record;
  CrmId customer;
  char *customer_name;
  char *person_name;
  char *who;
  char *title;
  char *phone;
  gint64 at;
  CrmDate day;
  gboolean has_time;
  CrmDealAttention attention;
  int age;
} CrmAgendaItem;

/**
 * CrmAgenda:
 * @items: (element-type CrmAgendaItem), by section: the first ones
 * @n_total: by section: how many there are
 * @today: the day it is of
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  GPtrArray *items[CRM_AGENDA_N_SECTIONS];
  guint n_total[CRM_AGENDA_N_SECTIONS];
  CrmDate today;
} CrmAgenda;

#define CRM_TYPE_AGENDA (crm_agenda_get_type ())

GType crm_agenda_get_type (void);
CrmAgenda *crm_agenda_ref (CrmAgenda *self);
void crm_agenda_unref (CrmAgenda *self);

/**
 * crm_agenda_read:
 * @connection: a reader's; on its thread
 * @question: what is asked
 * @error: return location
 *
 * Tasks come by when they are due; deals as crm_deal_attention_rank () has them, then by their expected close; answers, the latest first;
 * birthdays by their day. What belongs to a deleted customer is left out.
 *
 * Returns: (transfer full) (nullable): the agenda.
 */
CrmAgenda *crm_agenda_read (CrmConnection *connection, const CrmAgendaQuestion *question, GError **error);

/* The same as a reader function for crm_store_read (), which sets a #CrmAgenda. */
gboolean crm_agenda_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmAgenda, crm_agenda_unref)

G_END_DECLS
