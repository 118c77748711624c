/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli show. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-history.h"
#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/base/crm-date-time.h"
#include "core/exchange/crm-profile-json.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/timeline/crm-timeline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean with_timeline;
static gboolean with_history;

/* What is printed; parts that were not asked for, or that a record does not have, are NULL. */
typedef struct
{
  CrmRecord *record;
  CrmProfile *profile;
  CrmTimeline *timeline;
  GPtrArray *history;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_pointer (&shown->record, crm_record_unref);
  g_clear_pointer (&shown->profile, crm_profile_unref);
  g_clear_pointer (&shown->timeline, crm_timeline_unref);
  g_clear_pointer (&shown->history, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_timeline (CrmConnection *connection, gpointer request, GValue *result, GError **error)
{
  CrmTimeline *timeline = crm_timeline_load (connection, request, error);

  if (timeline == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_TIMELINE);
  g_value_take_boxed (result, timeline);
  return TRUE;
}

static gboolean
read_customer (CrmCli *cli, Shown *shown, GError **error)
{
  CrmTimelineRequest request = { .customer = shown->record->id, .now = crm_clock_now (cli->clock), .style = crm_cli_get_style (cli) };

  shown->profile = crm_cli_record_load_profile (cli, &shown->record->id, error);
  if (shown->profile == NULL)
    return FALSE;
  if (!with_timeline)
    return TRUE;
  shown->timeline = dex_await_boxed (crm_store_read (cli->store, cli->cancellable, read_timeline, &request, NULL), error);
  return shown->timeline != NULL;
}

static gboolean
read_all (CrmCli *cli, const char *id, Shown *shown, GError **error)
{
  shown->record = crm_cli_record_find (cli, id, error);
  if (shown->record == NULL)
    return FALSE;
  if (shown->record->kind == &crm_kind_customer && !read_customer (cli, shown, error))
    return FALSE;
  if (with_timeline && shown->timeline == NULL)
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("Only a customer has a timeline."));
      return FALSE;
    }
  if (with_history)
    shown->history = crm_cli_history_read (cli, shown->record, error);
  return !with_history || shown->history != NULL;
}

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static const char *
get_section_name (const CrmTimelineEntry *entry)
{
  static const char *const names[] = {
    [CRM_TIMELINE_OVERDUE] = "overdue",
    [CRM_TIMELINE_UPCOMING] = "upcoming",
    [CRM_TIMELINE_PINNED] = "pinned",
    [CRM_TIMELINE_PAST] = "past",
  };

  return names[entry->section];
}

static void
add_entry (JsonBuilder *builder, const CrmTimelineEntry *entry, const CrmCli *cli)
{
  json_builder_begin_object (builder);
  crm_json_add_id (builder, "id", entry->record != NULL ? &entry->record->id : NULL);
  crm_json_add_text (builder, "record_kind", entry->record != NULL ? entry->record->kind->name : NULL);
  crm_json_add_text (builder, "kind", entry->kind);
  crm_json_add_text (builder, "section", get_section_name (entry));
  if (entry->at != 0)
    crm_json_add_time (builder, "at", entry->at, crm_clock_get_zone (cli->clock));
  else
    crm_json_add_text (builder, "at", NULL);
  crm_json_add_text (builder, "title", entry->title);
  crm_json_add_text (builder, "text", entry->text);
  crm_json_add_text (builder, "who", entry->who);
  crm_json_add_id (builder, "person", crm_id_is_nil (&entry->person) ? NULL : &entry->person);
  json_builder_end_object (builder);
}

static void
print_json (const Shown *shown, const CrmCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (shown->profile != NULL)
    crm_json_add_profile (builder, shown->profile, crm_clock_get_zone (cli->clock));
  else
    crm_json_add_record (builder, shown->record, crm_clock_get_zone (cli->clock));
  if (shown->timeline != NULL)
    {
      json_builder_set_member_name (builder, "timeline");
      json_builder_begin_array (builder);
      for (guint i = 0; i < shown->timeline->entries->len; i++)
        add_entry (builder, shown->timeline->entries->pdata[i], cli);
      json_builder_end_array (builder);
    }
  if (shown->history != NULL)
    {
      json_builder_set_member_name (builder, "history");
      crm_cli_history_add_json (builder, shown->history, cli);
    }
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

/* ── for a person ─────────────────────────────────────────────────────────────────────────── */

static void
print_heading (const char *heading)
{
  crm_cli_output_text ("\n");
  crm_cli_output_text (heading);
  crm_cli_output_text ("\n");
}

static char *
dup_value (const Shown *shown, guint field, const CrmCli *cli)
{
  CrmValueStyle style = crm_cli_get_style (cli);
  char *text = crm_value_format (&shown->record->values[field], &shown->record->kind->fields[field], &style);
  const char *name;
  char id[CRM_ID_STRING_LENGTH + 1];

  if (text != NULL || shown->record->values[field].type != CRM_VALUE_ID)
    return text;
  name = shown->profile != NULL ? crm_profile_get_reference_name (shown->profile, field) : NULL;
  return g_strdup (name != NULL ? name : crm_id_format (&shown->record->values[field].id, id));
}

static void
print_fields (const Shown *shown, const CrmCli *cli)
{
  CrmCliTable *table = crm_cli_table_new (2);
  const CrmKind *kind = shown->record->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = (kind->fields[i].flags & CRM_FIELD_HIDDEN) == 0 && (int)i != kind->title ? dup_value (shown, i, cli) : NULL;

      if (text != NULL && *text != '\0')
        crm_cli_table_add (table, crm_field_get_label (&kind->fields[i]), text, NULL);
    }
  for (guint i = 0; shown->profile != NULL && i < shown->profile->custom->len; i++)
    {
      const CrmProfileCustom *custom = shown->profile->custom->pdata[i];
      CrmValueStyle style = crm_cli_get_style (cli);
      g_autofree char *name = crm_profile_custom_dup_name (custom);
      g_autofree char *text = name != NULL ? g_steal_pointer (&name) : crm_value_format (crm_custom_field_get_value (custom->field, custom->value), &custom->field->field, &style);

      if (text != NULL)
        crm_cli_table_add (table, crm_custom_field_get_label (custom->field), text, NULL);
    }
  crm_cli_table_print (table);
}

static void
add_point_rows (CrmCliTable *table, GPtrArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      const CrmRecord *point = points->pdata[i];
      const char *kind = crm_field_get_choice_label (&crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND], crm_record_get_text (point, CRM_CONTACT_POINT_KIND));
      const char *const row[] = { kind, crm_record_get_text (point, CRM_CONTACT_POINT_VALUE), crm_record_get_text (point, CRM_CONTACT_POINT_LABEL) };

      crm_cli_table_add_row (table, row);
    }
}

static void
print_people (const CrmProfile *profile)
{
  for (guint i = 0; i < profile->people->len; i++)
    {
      const CrmProfilePerson *person = profile->people->pdata[i];
      const char *title = crm_record_get_text (person->role, CRM_ROLE_TITLE);
      g_autofree char *heading = g_strconcat (crm_record_get_title (person->person), title != NULL ? ", " : "", title, NULL);
      CrmCliTable *points = crm_cli_table_new (3);

      print_heading (heading);
      add_point_rows (points, person->points);
      crm_cli_table_print (points);
    }
}

static void
print_profile (const CrmProfile *profile)
{
  g_autoptr (GString) tags = g_string_new (NULL);

  for (guint i = 0; i < profile->tags->len; i++)
    g_string_append_printf (tags, "%s%s", i > 0 ? ", " : "", crm_record_get_title (((CrmProfileTag *)profile->tags->pdata[i])->tag));
  if (tags->len > 0)
    {
      CrmCliTable *table = crm_cli_table_new (2);

      crm_cli_table_add (table, _ ("Tags"), tags->str, NULL);
      crm_cli_table_print (table);
    }
  if (profile->points->len > 0)
    {
      CrmCliTable *points = crm_cli_table_new (3);

      print_heading (_ ("Reach"));
      add_point_rows (points, profile->points);
      crm_cli_table_print (points);
    }
  print_people (profile);
}

static void
print_timeline (const CrmTimeline *timeline, const CrmCli *cli)
{
  CrmCliTable *table = crm_cli_table_new (3);

  print_heading (_ ("Timeline"));
  for (guint i = 0; i < timeline->entries->len; i++)
    {
      const CrmTimelineEntry *entry = timeline->entries->pdata[i];
      g_autofree char *at = entry->at != 0 ? crm_date_time_format (entry->at, crm_clock_get_zone (cli->clock)) : NULL;
      const char *const row[] = { at, entry->title, entry->text };

      crm_cli_table_add_row (table, row);
    }
  crm_cli_table_print (table);
}

static void
print_text (const Shown *shown, const CrmCli *cli)
{
  g_autofree char *name = crm_cli_record_dup_name (shown->record);
  char id[CRM_ID_STRING_LENGTH + 1];
  g_autofree char *head = g_strdup_printf ("%s\n%s  %s%s%s\n\n", name, _ (shown->record->kind->label), crm_id_format (&shown->record->id, id),
                                           shown->record->deleted ? "  " : "", shown->record->deleted ? _ ("deleted") : "");

  crm_cli_output_text (head);
  print_fields (shown, cli);
  if (shown->profile != NULL)
    print_profile (shown->profile);
  if (shown->timeline != NULL)
    print_timeline (shown->timeline, cli);
  if (shown->history != NULL)
    {
      print_heading (_ ("History"));
      crm_cli_history_print (shown->history, cli);
    }
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_auto (Shown) shown = { 0 };

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error) || !read_all (cli, arguments[0], &shown, error))
    return CRM_CLI_DATABASE;
  if (cli->json)
    print_json (&shown, cli);
  else
    print_text (&shown, cli);
  return CRM_CLI_DONE;
}

static const GOptionEntry options[] = {
  { "timeline", 0, 0, G_OPTION_ARG_NONE, &with_timeline, N_ ("Also what happened with the customer and what is planned"), NULL },
  { "history", 0, 0, G_OPTION_ARG_NONE, &with_history, N_ ("Also what was changed in the record"), NULL },
  { NULL },
};

const CrmCliCommand crm_cli_show = {
  .name = "show",
  .arguments = "ID",
  .summary = N_ ("Print one record; of a customer also people, contact points, custom fields and tags"),
  .description = "",
  .min_arguments = 1,
  .max_arguments = 1,
  .options = options,
  .run = run,
};
