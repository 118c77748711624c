/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and fields as a command line names them. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-record.h"

#include "core/base/crm-error.h"
#include "core/query/crm-search.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CANDIDATES 10
#define MAX_NEAR       5
#define MAX_NAME       63

/* ── finding records ──────────────────────────────────────────────────────────────────────── */

static gboolean
read_record (CrmConnection *connection, gpointer id, GValue *result, GError **error)
{
  g_value_init (result, CRM_TYPE_RECORD);
  for (CrmKindId kind = CRM_KIND_NONE + 1; kind < CRM_N_KINDS; kind++)
    {
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record (connection, crm_kind_get (kind), id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record == NULL)
        continue;
      g_value_take_boxed (result, record);
      return TRUE;
    }
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("No record in this file has that id."));
  return FALSE;
}

CrmRecord *
crm_cli_record_find (CrmCli *cli, const char *text, GError **error)
{
  CrmId id;

  if (!crm_id_parse (text, &id))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%s” is no id. “clientele-cli search” finds ids."), text);
      return NULL;
    }
  return dex_await_boxed (crm_store_read (cli->store, cli->cancellable, read_record, g_memdup2 (&id, sizeof id), g_free), error);
}

static void
fail_with_candidates (const char *text, const CrmSearchHits *hits, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < hits->records->len; i++)
    {
      const CrmRecord *record = hits->records->pdata[i];
      char id[CRM_ID_STRING_LENGTH + 1];

      g_string_append_printf (list, "\n  %s  %s", crm_id_format (&record->id, id), crm_record_get_title (record));
    }
  if (hits->total > hits->records->len)
    g_string_append (list, "\n  …");
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_REFUSED,
               ngettext ("%1$u customer matches “%2$s”:%3$s\nSay more, or give the id.",
                         "%1$u customers match “%2$s”:%3$s\nSay more, or give the id.", hits->total),
               hits->total, text, list->str);
}

CrmRecord *
crm_cli_record_find_customer (CrmCli *cli, const char *text, GError **error)
{
  g_autoptr (CrmSearchHits) hits = NULL;
  CrmId id;

  if (crm_id_parse (text, &id))
    {
      g_autoptr (CrmRecord) record = crm_cli_record_find (cli, text, error);

      if (record == NULL || record->kind == &crm_kind_customer)
        return g_steal_pointer (&record);
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%s” is not the id of a customer."), text);
      return NULL;
    }
  hits = dex_await_boxed (crm_search_customers (cli->store, text, MAX_CANDIDATES, cli->cancellable), error);
  if (hits == NULL)
    return NULL;
  if (hits->total == 1 && hits->records->len == 1)
    return crm_record_ref (hits->records->pdata[0]);
  if (hits->total == 0)
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_REFUSED, _ ("No customer matches “%s”."), text);
  else
    fail_with_candidates (text, hits, error);
  return NULL;
}

static gboolean
read_profile (CrmConnection *connection, gpointer id, GValue *result, GError **error)
{
  CrmProfile *profile = crm_profile_load (connection, id, error);

  if (profile == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_PROFILE);
  g_value_take_boxed (result, profile);
  return TRUE;
}

CrmProfile *
crm_cli_record_load_profile (CrmCli *cli, const CrmId *customer, GError **error)
{
  return dex_await_boxed (crm_store_read (cli->store, cli->cancellable, read_profile, g_memdup2 (customer, sizeof *customer), g_free), error);
}

char *
crm_cli_record_dup_name (const CrmRecord *record)
{
  const char *title = crm_record_get_title (record);

  return g_strdup (title != NULL ? title : _ (record->kind->label));
}

/* ── names ────────────────────────────────────────────────────────────────────────────────── */

const CrmKind *
crm_cli_record_find_kind (const char *name, GError **error)
{
  const CrmKind *kind = crm_kind_find (name);
  g_autoptr (GString) names = NULL;

  if (kind != NULL)
    return kind;
  names = g_string_new (NULL);
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", crm_kind_get (id)->name);
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("There is no kind “%1$s”. There are %2$s."), name, names->str);
  return NULL;
}

/* How many letters must be put in, left out or changed (Levenshtein, 1966), over bytes: names of fields are ASCII. */
static guint
count_slips (const char *typed, const char *name)
{
  guint row[MAX_NAME + 1], n = MIN (strlen (name), MAX_NAME);

  for (guint i = 0; i <= n; i++)
    row[i] = i;
  for (guint t = 0; t < MIN (strlen (typed), MAX_NAME); t++)
    {
      guint diagonal = row[0];

      row[0] = t + 1;
      for (guint i = 1; i <= n; i++)
        {
          guint above = row[i];

          row[i] = MIN (MIN (above, row[i - 1]) + 1, diagonal + (typed[t] != name[i - 1]));
          diagonal = above;
        }
    }
  return row[n];
}

static gboolean
can_be_set (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN)) == 0;
}

static char *
list_near_fields (const CrmKind *kind, const char *typed)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (guint slips = 0; slips <= 3 && n < MAX_NEAR; slips++)
    for (guint i = 0; i < kind->n_fields && n < MAX_NEAR; i++)
      {
        const char *name = kind->fields[i].name;
        guint found = *typed != '\0' && (strstr (name, typed) != NULL || strstr (typed, name) != NULL) ? 0 : count_slips (typed, name);

        if (found != slips || !can_be_set (&kind->fields[i]))
          continue;
        g_string_append_printf (list, "%s%s", n++ > 0 ? ", " : "", name);
      }
  for (guint i = 0; n == 0 && i < kind->n_fields; i++)
    if (can_be_set (&kind->fields[i]))
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", kind->fields[i].name);
  return g_string_free_and_steal (g_steal_pointer (&list));
}

int
crm_cli_record_find_field (const CrmKind *kind, const char *name, GError **error)
{
  int field = crm_kind_find_field (kind, name);
  g_autofree char *near = NULL;

  if (field >= 0)
    return field;
  near = list_near_fields (kind, name);
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("A %1$s has no field “%2$s”. Do you mean one of: %3$s?"), kind->name, name, near);
  return -1;
}

static int
find_field_to_set (const CrmKind *kind, const char *name, GError **error)
{
  int field = crm_cli_record_find_field (kind, name, error);

  if (field < 0 || can_be_set (&kind->fields[field]))
    return field;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%s” is worked out by the program and cannot be set."), name);
  return -1;
}

gboolean
crm_cli_record_assign (const CrmCli *cli, CrmChange *change, const char *assignment, GError **error)
{
  const char *equals = strchr (assignment, '=');
  CrmValueStyle style = crm_cli_get_style (cli);
  g_autofree char *name = equals != NULL ? g_strndup (assignment, (gsize)(equals - assignment)) : NULL;
  CrmValue value;
  int field;

  if (equals == NULL)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%s” is not of the form FIELD=VALUE."), assignment);
      return FALSE;
    }
  field = find_field_to_set (change->kind, name, error);
  if (field < 0)
    return FALSE;
  if (!crm_value_parse (equals + 1, &change->kind->fields[field], &style, crm_clock_now (cli->clock), &value, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  crm_change_set (change, (guint)field, value);
  return TRUE;
}
