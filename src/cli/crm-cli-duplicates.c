/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli duplicates, merge and unmerge. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/base/crm-error.h"
#include "core/duplicates/crm-customer-merge.h"
#include "core/duplicates/crm-duplicate-reading.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

/* ── duplicates ───────────────────────────────────────────────────────────────────────────── */

static double least = CRM_DUPLICATE_MIN_SCORE;

static const GOptionEntry duplicates_options[] = {
  { "min", 0, 0, G_OPTION_ARG_DOUBLE, &least, N_ ("The least score to list, from 0 to 1; 0.7 if not given"), N_ ("S") },
  { NULL },
};

typedef struct
{
  double least;
  GCancellable *cancellable;
} Scan;

/* Pairs with what a person knows them by. */
typedef struct
{
  CrmDuplicatePair pair;
  char *a;
  char *b;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->a);
  g_free (found->b);
  g_free (found);
}

static char *
dup_name (CrmConnection *connection, const CrmId *id)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_customer, id, NULL);

  return g_strdup (record != NULL ? crm_record_get_title (record) : "");
}

static gboolean
scan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Scan *self = data;
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_read_all (connection, self->cancellable, error);
  g_autoptr (GArray) pairs = set != NULL ? crm_duplicate_scan (set, self->least, self->cancellable, NULL, NULL, error) : NULL;
  GPtrArray *list;

  if (pairs == NULL)
    return FALSE;
  list = g_ptr_array_new_with_free_func (found_free);
  for (guint i = 0; i < pairs->len; i++)
    {
      Found *found = g_new0 (Found, 1);

      found->pair = g_array_index (pairs, CrmDuplicatePair, i);
      found->a = dup_name (connection, &found->pair.a);
      found->b = dup_name (connection, &found->pair.b);
      g_ptr_array_add (list, found);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, list);
  return TRUE;
}

static void
print_json (const GPtrArray *list)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const Found *found = list->pdata[i];

      json_builder_begin_object (builder);
      crm_json_add_id (builder, "a", &found->pair.a);
      crm_json_add_id (builder, "b", &found->pair.b);
      json_builder_set_member_name (builder, "score");
      json_builder_add_double_value (builder, found->pair.score.score);
      json_builder_set_member_name (builder, "reasons");
      json_builder_begin_array (builder);
      for (guint j = 0; j < found->pair.score.n; j++)
        {
          g_autofree char *reason = crm_duplicate_evidence_format (&found->pair.score.evidence[j]);

          json_builder_add_string_value (builder, reason);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  crm_cli_output_json (builder);
}

static void
print_table (const GPtrArray *list)
{
  CrmCliTable *table = crm_cli_table_new (6);

  for (guint i = 0; i < list->len; i++)
    {
      const Found *found = list->pdata[i];
      g_autofree char *score = g_strdup_printf ("%d %%", (int)(found->pair.score.score * 100));
      g_autofree char *reasons = crm_duplicate_score_format (&found->pair.score);
      char a[CRM_ID_STRING_LENGTH + 1], b[CRM_ID_STRING_LENGTH + 1];

      crm_cli_table_add (table, score, found->a, crm_id_format (&found->pair.a, a), found->b, crm_id_format (&found->pair.b, b), reasons, NULL);
    }
  crm_cli_table_print (table);
}

static CrmCliExit
run_duplicates (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  Scan *self;

  if (!(least >= 0 && least <= 1))
    {
      g_set_error_literal (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("A score is a number from 0 to 1."));
      return CRM_CLI_USAGE;
    }
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  self = g_new0 (Scan, 1);
  *self = (Scan){ least, cli->cancellable };
  list = dex_await_boxed (crm_store_read (cli->store, cli->cancellable, scan, self, g_free), error);
  if (list == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    print_json (list);
  else
    print_table (list);
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_duplicates = {
  .name = "duplicates",
  .arguments = "",
  .summary = N_ ("List customers that may be one, with the reasons"),
  .description = N_ ("The likeliest first. Those that somebody said are two are left out."),
  .options = duplicates_options,
  .min_arguments = 0,
  .max_arguments = 0,
  .run = run_duplicates,
};

/* ── merge ────────────────────────────────────────────────────────────────────────────────── */

/* Of the merge's refusals, only those of the file itself are the file's. */
static void
turn_into_refusal (GError **error)
{
  if (g_error_matches (*error, CRM_ERROR, CRM_ERROR_INVALID) || g_error_matches (*error, CRM_ERROR, CRM_ERROR_NOT_FOUND) || g_error_matches (*error, CRM_ERROR, CRM_ERROR_CONFLICT))
    (*error)->domain = CRM_CLI_ERROR, (*error)->code = CRM_CLI_REFUSED;
}

static CrmCliExit
run_merge (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmRecord) kept = NULL;
  g_autoptr (CrmRecord) merged = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  kept = crm_cli_record_find_customer (cli, arguments[0], error);
  merged = kept != NULL ? crm_cli_record_find_customer (cli, arguments[1], error) : NULL;
  if (merged == NULL)
    return CRM_CLI_USAGE;
  edit = crm_customer_merge_new (kept, merged, NULL);
  result = dex_await_boxed (crm_store_apply (cli->store, edit, cli->cancellable), error);
  if (result == NULL)
    {
      turn_into_refusal (error);
      return CRM_CLI_REFUSED;
    }
  crm_cli_output_edit (cli, result, &kept->id, _ ("Merged. “clientele-cli undo” takes it back, and “clientele-cli unmerge” later."));
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_merge = {
  .name = "merge",
  .arguments = "A B",
  .summary = N_ ("Make one customer of two: B becomes part of A"),
  .description = N_ ("A keeps its values; what A has not is taken from B, long texts are joined, and everything that belongs to B comes to belong to A."),
  .min_arguments = 2,
  .max_arguments = 2,
  .run = run_merge,
};

/* ── unmerge ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId edit;
  CrmValueStyle style;
  CrmUnmerge *unmerge;
} Unmerging;

static gboolean
read_unmerge (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Unmerging *self = data;

  self->unmerge = crm_unmerge_read (connection, &self->edit, &self->style, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return self->unmerge != NULL;
}

static void
print_left (const CrmUnmerge *unmerge)
{
  for (guint i = 0; i < unmerge->left->len; i++)
    {
      const CrmMergeLeft *left = unmerge->left->pdata[i];
      g_autofree char *message = NULL;

      /* Translators: a field, the value of before, and the value that it was changed to since. */
      message = g_strdup_printf (_ ("%1$s was changed since and stays “%3$s”; before the merge it was “%2$s”."), left->what, left->before != NULL ? left->before : "–", left->now != NULL ? left->now : "–");
      crm_cli_output_error (message);
    }
}

static CrmCliExit
run_unmerge (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  Unmerging self = { .style = crm_cli_get_style (cli) };
  g_autoptr (CrmUnmerge) unmerge = NULL;
  g_autoptr (CrmEditResult) result = NULL;

  if (!crm_id_parse (arguments[0], &self.edit))
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%s” is not the id of an edit."), arguments[0]);
      return CRM_CLI_USAGE;
    }
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  self.style = crm_cli_get_style (cli);
  if (!dex_await (crm_store_read (cli->store, NULL, read_unmerge, &self, NULL), error))
    {
      turn_into_refusal (error);
      return CRM_CLI_REFUSED;
    }
  unmerge = self.unmerge;
  result = dex_await_boxed (crm_store_undo (cli->store, &self.edit), error);
  if (result == NULL)
    return CRM_CLI_REFUSED;
  crm_cli_output_edit (cli, result, &unmerge->merged, _ ("Two customers again."));
  print_left (unmerge);
  return result->skipped > 0 || unmerge->left->len > 0 ? CRM_CLI_IN_PART : CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_unmerge = {
  .name = "unmerge",
  .arguments = "EDIT",
  .summary = N_ ("Make two customers again of those that a merge made one"),
  .description = N_ ("EDIT is the id that “merge --json” printed. Both become what they were; what was changed since stays, and is listed."),
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_unmerge,
};
