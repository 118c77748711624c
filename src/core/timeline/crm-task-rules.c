/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is checked when a task is written, and the next one of those that come back. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-error.h"
#include "core/base/crm-repeat.h"
#include "core/schema/crm-rules.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-connection.h"

#include <glib/gi18n-lib.h>

/* What the next one takes over as it stands. */
static const guint kept[] = { CRM_TASK_CUSTOMER, CRM_TASK_PERSON, CRM_TASK_KIND, CRM_TASK_TITLE, CRM_TASK_DUE_HAS_TIME, CRM_TASK_ZONE, CRM_TASK_PRIORITY, CRM_TASK_ASSIGNEE, CRM_TASK_NOTE, CRM_TASK_DEAL, CRM_TASK_REMIND };

/* Where its times are meant: there a task at nine stays at nine, whatever the clocks do. */
static GTimeZone *
dup_zone (const CrmRulesContext *context, const CrmValue *values)
{
  const char *name = values[CRM_TASK_ZONE].type != CRM_VALUE_NONE ? values[CRM_TASK_ZONE].text : NULL;
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL ? zone : g_time_zone_ref (context->zone);
}

static gboolean
has (const CrmValue *values, guint field)
{
  return values[field].type != CRM_VALUE_NONE;
}

/* ── checking ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_repeat (const CrmRulesContext *context, const CrmValue *values, GError **error)
{
  g_autoptr (GTimeZone) zone = dup_zone (context, values);
  CrmRepeat repeat;

  if (!crm_repeat_parse (values[CRM_TASK_REPEAT].text, &repeat, error))
    return FALSE;
  if (has (values, CRM_TASK_DUE))
    return crm_repeat_check (&repeat, crm_date_time_to_local (values[CRM_TASK_DUE].integer, zone, NULL), error);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A task that repeats needs a day on which it is due first."));
  return FALSE;
}

/* Only what a person sets here, or what it depends on: what another device or an older program left is no reason to refuse a new title. */
static gboolean
prepare (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  static const guint fields[] = { CRM_TASK_REPEAT, CRM_TASK_DUE };
  gboolean changed = before == NULL;

  if (!has (values, CRM_TASK_REPEAT) || context->replays || context->edit == NULL || crm_edit_get_origin (context->edit) != CRM_EDIT_ORIGIN_PERSON)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields) && !changed; i++)
    changed = !crm_value_equal (&values[fields[i]], &before->values[fields[i]]);
  return !changed || check_repeat (context, values, error);
}

/* ── the next one ─────────────────────────────────────────────────────────────────────────── */

/* The first day from today on whose time is yet to come; what was missed is let go. */
static gint64
find_due (const CrmRulesContext *context, const CrmValue *values, CrmRepeat *repeat)
{
  g_autoptr (GTimeZone) zone = dup_zone (context, values);
  gint64 done = values[CRM_TASK_DONE_AT].integer, due;
  gboolean has_time = has (values, CRM_TASK_DUE_HAS_TIME) && values[CRM_TASK_DUE_HAS_TIME].integer != 0;
  int second;
  CrmDate day = crm_date_time_to_local (values[CRM_TASK_DUE].integer, zone, &second);
  CrmDate today = crm_date_time_to_local (done, zone, NULL);

  if (day == CRM_DATE_NONE || today == CRM_DATE_NONE)
    return 0;
  do
    {
      CrmRepeat left;

      day = crm_repeat_next (repeat, day, today, &left);
      if (day == CRM_DATE_NONE)
        return 0;
      *repeat = left;
      due = crm_date_time_from_local (day, second, zone);
    }
  while (has_time && due <= done);
  return due;
}

/* Gone with an undo, it comes back; one that is there has a life of its own by now. */
static gboolean
is_there (CrmConnection *connection, const CrmId *id, gboolean *there, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_task, id, &local_error);

  *there = record != NULL && !record->deleted;
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return local_error == NULL;
}

static void
add_next (CrmEdit *edit, const CrmId *id, const CrmValue *values, gint64 due, const CrmRepeat *left)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, id);
  g_autofree char *rule = crm_repeat_to_text (left);

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (has (values, kept[i]))
      crm_change_set (change, kept[i], crm_value_copy (&values[kept[i]]));
  crm_change_set_integer (change, CRM_TASK_DUE, due);
  crm_change_set_text (change, CRM_TASK_REPEAT, rule);
}

static gboolean
follow (const CrmRulesContext *context, const CrmId *id, const CrmValue *values, const CrmRecord *before, CrmEdit *edit, GError **error)
{
  gboolean is_done = has (values, CRM_TASK_DONE_AT), was_done = before != NULL && crm_record_has (before, CRM_TASK_DONE_AT), there;
  /* The same on every device, so that a task done on two has one next. */
  CrmId next = crm_id_from_name (id, "next");
  CrmRepeat repeat;
  gint64 due;

  if (!is_done || was_done || !has (values, CRM_TASK_REPEAT) || !has (values, CRM_TASK_DUE))
    return TRUE;
  if (!crm_repeat_parse (values[CRM_TASK_REPEAT].text, &repeat, NULL))
    return TRUE;
  if (!is_there (context->connection, &next, &there, error))
    return FALSE;
  due = there ? 0 : find_due (context, values, &repeat);
  if (due != 0)
    add_next (edit, &next, values, due, &repeat);
  return TRUE;
}

const CrmRules crm_task_rules = { .prepare = prepare, .follow = follow };
