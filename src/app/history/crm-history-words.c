/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of edits and of what they touched. */

#include "config.h"

#include "app/history/crm-history-words.h"

#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>

/* What touches more than this is about no one record. */
#define SUBJECT_MAX 8

static const struct
{
  const char *label;
  const char *icon_name;
} origins[] = {
  [CRM_EDIT_ORIGIN_PERSON] = { N_ ("Typed in"), "document-edit-symbolic" },
  [CRM_EDIT_ORIGIN_IMPORT] = { N_ ("Imported"), "crm-import-symbolic" },
  [CRM_EDIT_ORIGIN_UNDO] = { N_ ("Taken back"), "edit-undo-symbolic" },
  [CRM_EDIT_ORIGIN_REDO] = { N_ ("Brought back"), "edit-redo-symbolic" },
  [CRM_EDIT_ORIGIN_DEMO] = { N_ ("Demo data"), "crm-compass-symbolic" },
  [CRM_EDIT_ORIGIN_SYNC] = { N_ ("From the team"), "network-server-symbolic" },
  [CRM_EDIT_ORIGIN_SETUP] = { N_ ("Set-up"), "preferences-system-symbolic" },
  [CRM_EDIT_ORIGIN_ERASURE] = { N_ ("Erased"), "edit-clear-all-symbolic" },
};

const char *
crm_history_get_origin_label (CrmEditOrigin origin)
{
  return origin < G_N_ELEMENTS (origins) ? _ (origins[origin].label) : "";
}

const char *
crm_history_get_origin_icon (CrmEditOrigin origin)
{
  return origin < G_N_ELEMENTS (origins) ? origins[origin].icon_name : "document-edit-symbolic";
}

const char *
crm_history_get_kind_icon (const CrmKind *kind)
{
  switch (kind->id)
    {
    case CRM_KIND_CUSTOMER:
      return "crm-customers-symbolic";
    case CRM_KIND_PERSON:
    case CRM_KIND_ROLE:
    case CRM_KIND_DEAL_PERSON:
    case CRM_KIND_USER:
      return "avatar-default-symbolic";
    case CRM_KIND_CONTACT_POINT:
      return "call-start-symbolic";
    case CRM_KIND_DEAL:
    case CRM_KIND_STAGE_MOVE:
    case CRM_KIND_PIPELINE:
    case CRM_KIND_STAGE:
      return "crm-deals-symbolic";
    case CRM_KIND_TASK:
      return "crm-today-symbolic";
    case CRM_KIND_ATTACHMENT:
      return "mail-attachment-symbolic";
    case CRM_KIND_SURVEY:
    case CRM_KIND_RESPONSE:
    case CRM_KIND_INVITATION:
    case CRM_KIND_ANSWER:
      return "crm-surveys-symbolic";
    case CRM_KIND_TAG:
    case CRM_KIND_TAGGING:
      return "crm-tag-symbolic";
    default:
      return "text-x-generic-symbolic";
    }
}

char *
crm_history_dup_day (gint64 at, CrmClock *clock)
{
  GTimeZone *zone = crm_clock_get_zone (clock);
  CrmDate today = crm_date_time_to_local (crm_clock_now (clock), zone, NULL), day = crm_date_time_to_local (at, zone, NULL);

  if (day == today)
    return g_strdup (_ ("Today"));
  if (day == crm_date_add_days (today, -1))
    return g_strdup (_ ("Yesterday"));
  return crm_date_is_valid (day) ? crm_date_format (day) : g_strdup (_ ("Earlier"));
}

char *
crm_history_dup_time (gint64 at, CrmClock *clock)
{
  int second = 0;

  crm_date_time_to_local (at, crm_clock_get_zone (clock), &second);
  return g_strdup_printf ("%d:%02d", second / 3600, second / 60 % 60);
}

char *
crm_history_dup_counts (const CrmEditEntry *entry)
{
  g_autofree char *changed = g_strdup_printf (ngettext ("%'u record changed", "%'u records changed", entry->changed), entry->changed);
  g_autofree char *created = g_strdup_printf (ngettext ("%'u record added", "%'u records added", entry->created), entry->created);

  if (entry->created == 0)
    return g_steal_pointer (&changed);
  if (entry->changed == 0)
    return g_steal_pointer (&created);
  /* Translators: "12 records changed, 3 records added". */
  return g_strdup_printf (_ ("%1$s, %2$s"), changed, created);
}

char *
crm_history_dup_kinds (const guint *counts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (CrmKindId kind = CRM_KIND_NONE + 1; kind < CRM_N_KINDS; kind++)
    if (counts[kind] > 0)
      {
        /* Translators: a kind of record and how many of it: "Customer 12". */
        g_string_append (text, text->len > 0 ? " · " : "");
        g_string_append_printf (text, _ ("%1$s %2$'u"), _ (crm_kind_get (kind)->label), counts[kind]);
      }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static void
append (GString *line, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, part);
}

char *
crm_history_dup_edit_line (const CrmEditEntry *entry)
{
  GString *line = g_string_new (NULL);
  g_autofree char *counts = entry->created + entry->changed > 1 ? crm_history_dup_counts (entry) : NULL;

  append (line, entry->created + entry->changed <= SUBJECT_MAX ? entry->subject : NULL);
  append (line, counts);
  append (line, entry->who);
  append (line, entry->device);
  if (entry->origin != CRM_EDIT_ORIGIN_PERSON)
    append (line, crm_history_get_origin_label (entry->origin));
  return g_string_free_and_steal (line);
}

char *
crm_history_dup_touched_title (const CrmEditTouched *touched)
{
  const char *what = _ (touched->kind->label);
  const char *name = touched->title != NULL ? touched->title : what;

  switch (touched->type)
    {
    /* Translators: what happened to a record; %1$s is its name, %2$s its kind. */
    case CRM_TIMELINE_ADDED:
      return g_strdup_printf (_ ("%1$s – %2$s added"), name, what);
    case CRM_TIMELINE_REMOVED:
      return g_strdup_printf (_ ("%1$s – %2$s deleted"), name, what);
    case CRM_TIMELINE_RESTORED:
      return g_strdup_printf (_ ("%1$s – %2$s restored"), name, what);
    case CRM_TIMELINE_CHANGED:
    default:
      return g_strdup (name);
    }
}

char *
crm_history_dup_changes (const CrmEditTouched *touched)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < touched->changes->len; i++)
    {
      const CrmTimelineChange *change = touched->changes->pdata[i];

      if (i > 0)
        g_string_append_c (text, '\n');
      /* Translators: a field, what it was, and what it became. */
      g_string_append_printf (text, _ ("%1$s: %2$s → %3$s"), change->label, change->old != NULL ? change->old : "–", change->new != NULL ? change->new : "–");
    }
  return g_string_free_and_steal (text);
}

char *
crm_history_dup_take_back (const CrmTakeBack *take_back)
{
  if (take_back->entry->undone_by != 0)
    return g_strdup (_ ("This edit was taken back."));
  if (take_back->entry->origin == CRM_EDIT_ORIGIN_ERASURE)
    return g_strdup (_ ("What was erased cannot come back."));
  if (!crm_edit_entry_can_take_back (take_back->entry))
    return g_strdup (_ ("The file began with this; it cannot be taken back."));
  if (take_back->left == 0)
    return g_strdup (_ ("Nothing of it was changed since."));
  if (take_back->left >= take_back->n)
    return g_strdup (_ ("All of it was changed since: taking it back would change nothing."));
  return g_strdup_printf (ngettext ("%1$'u of %2$'u was changed since and stays.", "%1$'u of %2$'u were changed since and stay.", take_back->left), take_back->left, take_back->n);
}

char *
crm_history_dup_bin_line (const CrmBinEntry *entry)
{
  GString *line = g_string_new (NULL);
  /* Translators: of a customer in the bin that was made one with another. */
  g_autofree char *merged = entry->survivor != NULL ? g_strdup_printf (_ ("Merged into %s"), entry->survivor) : NULL;

  append (line, merged != NULL ? merged : _ (entry->kind->label));
  append (line, entry->whole);
  append (line, entry->who);
  append (line, entry->device);
  append (line, entry->edit_title);
  return g_string_free_and_steal (line);
}
