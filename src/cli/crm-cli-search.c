/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli search. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-output.h"
#include "cli/crm-cli-record.h"

#include "core/base/crm-error.h"
#include "core/base/crm-text-pattern.h"
#include "core/query/crm-search.h"
#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-search-index.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_LIMIT 20
#define MAX_LIMIT     100000
#define MAX_EXCERPT   70 /* characters of a text around what matched */

static char *kind_name;
static int limit = DEFAULT_LIMIT;

typedef struct
{
  CrmId id;
  char *name;
  CrmId customer;
  char *customer_name;
  char *matched;
} Hit;

typedef struct
{
  const CrmKind *kind;
  gint64 total;
  GPtrArray *hits; /* of Hit */
} Hits;

static void
hit_free (gpointer data)
{
  Hit *hit = data;

  g_free (hit->name);
  g_free (hit->customer_name);
  g_free (hit->matched);
  g_free (hit);
}

static Hits *
hits_new (const CrmKind *kind)
{
  Hits *hits = g_new0 (Hits, 1);

  hits->kind = kind;
  hits->hits = g_ptr_array_new_with_free_func (hit_free);
  return hits;
}

static void
hits_free (Hits *hits)
{
  g_ptr_array_unref (hits->hits);
  g_free (hits);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hits, hits_free)

/* ── customers ────────────────────────────────────────────────────────────────────────────── */

static Hits *
find_customers (CrmCli *cli, const char *text, GError **error)
{
  g_autoptr (CrmSearchHits) found = dex_await_boxed (crm_search_customers (cli->store, text, (guint)limit, cli->cancellable), error);
  Hits *hits;

  if (found == NULL)
    return NULL;
  hits = hits_new (&crm_kind_customer);
  hits->total = found->total;
  for (guint i = 0; i < found->records->len; i++)
    {
      const CrmRecord *record = found->records->pdata[i];
      const char *reason = found->reasons->pdata[i];
      Hit *hit = g_new0 (Hit, 1);

      hit->id = hit->customer = record->id;
      hit->name = g_strdup (crm_record_get_title (record));
      hit->customer_name = g_strdup (hit->name);
      hit->matched = g_strdup (reason != NULL ? reason : hit->name);
      g_ptr_array_add (hits->hits, hit);
    }
  return hits;
}

/* ── long texts ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmTextPattern *pattern;
  char *match;
  Hits *hits; /* filled on the reader's thread, read after the await */
} TextSearch;

/* About what matched, cut at characters; dots stand for what is left out. */
static char *
dup_excerpt (const CrmTextPattern *pattern, const char *text)
{
  g_autoptr (GArray) ranges = crm_text_pattern_find (pattern, text);
  glong n = g_utf8_strlen (text, -1), at = ranges != NULL ? g_utf8_pointer_to_offset (text, text + g_array_index (ranges, CrmTextRange, 0).start) : 0;
  glong first = CLAMP (at - MAX_EXCERPT / 3, 0, MAX (n - MAX_EXCERPT, 0)), last = MIN (first + MAX_EXCERPT, n);
  g_autofree char *part = g_utf8_substring (text, first, last);

  return g_strconcat (first > 0 ? "…" : "", g_strstrip (part), last < n ? "…" : "", NULL);
}

static gboolean
count_texts (CrmConnection *connection, TextSearch *search, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM search_text WHERE search_text MATCH ?1 AND rowid >= ?2 AND rowid < ?3", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, search->match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, CRM_SEARCH_ROW (search->hits->kind->id, 0));
  sqlite3_bind_int64 (statement, 3, CRM_SEARCH_ROW (search->hits->kind->id + 1, 0));
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    search->hits->total = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return step > 0;
}

static gboolean
add_text_hit (CrmConnection *connection, TextSearch *search, gint64 row, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, search->hits->kind, CRM_SEARCH_ROW_ROWID (row), &local_error);
  g_autoptr (CrmRecord) customer = NULL;
  const CrmId *id = record != NULL && search->hits->kind->customer >= 0 ? crm_record_get_id (record, (guint)search->hits->kind->customer) : NULL;
  Hit *hit;

  if (local_error == NULL && id != NULL)
    customer = crm_connection_read_record (connection, &crm_kind_customer, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (record == NULL || record->deleted)
    return TRUE;
  hit = g_new0 (Hit, 1);
  hit->id = record->id;
  hit->customer = id != NULL ? *id : (CrmId){ 0 };
  hit->customer_name = g_strdup (customer != NULL ? crm_record_get_title (customer) : NULL);
  hit->name = dup_excerpt (search->pattern, crm_record_get_title (record) ?: "");
  hit->matched = g_strdup (hit->name);
  g_ptr_array_add (search->hits->hits, hit);
  return TRUE;
}

static gboolean
read_texts (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  TextSearch *search = data;
  sqlite3_stmt *statement;
  int step;

  g_value_init (result, G_TYPE_BOOLEAN);
  if (!count_texts (connection, search, error))
    return FALSE;
  /* Newest written first. */
  statement = crm_connection_prepare (connection, "SELECT rowid FROM search_text WHERE search_text MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid DESC LIMIT ?4", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, search->match, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, CRM_SEARCH_ROW (search->hits->kind->id, 0));
  sqlite3_bind_int64 (statement, 3, CRM_SEARCH_ROW (search->hits->kind->id + 1, 0));
  sqlite3_bind_int (statement, 4, limit);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (!add_text_hit (connection, search, sqlite3_column_int64 (statement, 0), error))
      {
        sqlite3_reset (statement);
        return FALSE;
      }
  return step == 0;
}

static Hits *
find_texts (CrmCli *cli, const CrmKind *kind, const char *text, GError **error)
{
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (text);
  g_autofree char *match = crm_text_pattern_to_match (pattern, CRM_TEXT_INDEX_PROSE);
  g_autoptr (Hits) hits = hits_new (kind);
  TextSearch search = { pattern, match, hits };

  if (match != NULL && !dex_await (crm_store_read (cli->store, cli->cancellable, read_texts, &search, NULL), error))
    return NULL;
  return g_steal_pointer (&hits);
}

/* ── printing ─────────────────────────────────────────────────────────────────────────────── */

static void
print_json (const Hits *hits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "total");
  json_builder_add_int_value (builder, hits->total);
  json_builder_set_member_name (builder, "hits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->hits->len; i++)
    {
      const Hit *hit = hits->hits->pdata[i];

      json_builder_begin_object (builder);
      crm_json_add_id (builder, "id", &hit->id);
      crm_json_add_text (builder, "kind", hits->kind->name);
      crm_json_add_text (builder, "name", hit->name);
      crm_json_add_id (builder, "customer", crm_id_is_nil (&hit->customer) ? NULL : &hit->customer);
      crm_json_add_text (builder, "matched", hit->matched);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static void
print_text (const CrmCli *cli, const Hits *hits)
{
  CrmCliTable *table = crm_cli_table_new (3);
  char id[CRM_ID_STRING_LENGTH + 1];

  for (guint i = 0; i < hits->hits->len; i++)
    {
      const Hit *hit = hits->hits->pdata[i];
      gboolean customers = hits->kind == &crm_kind_customer;
      const char *const row[] = { crm_id_format (&hit->id, id), hit->customer_name, !customers || g_strcmp0 (hit->matched, hit->name) != 0 ? hit->matched : NULL };

      crm_cli_table_add_row (table, row);
    }
  crm_cli_table_print (table);
  if (hits->total > hits->hits->len && !cli->quiet)
    {
      g_autofree char *rest = g_strdup_printf (_ ("%1$u of %2$" G_GINT64_FORMAT " are shown; --limit shows more.\n"), hits->hits->len, hits->total);

      crm_cli_output_text (rest);
    }
}

static gboolean
can_be_searched (const CrmKind *kind, GError **error)
{
  if (kind == &crm_kind_customer || crm_search_index_has_text (kind))
    return TRUE;
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE,
               _ ("Records of the kind “%s” are found through their customer. Search for customer, interaction, task or attachment."), kind->name);
  return FALSE;
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  const CrmKind *kind = crm_cli_record_find_kind (kind_name != NULL ? kind_name : "customer", error);
  g_autofree char *text = g_strjoinv (" ", arguments);
  g_autoptr (Hits) hits = NULL;

  if (kind == NULL || !can_be_searched (kind, error))
    return CRM_CLI_USAGE;
  if (limit < 1 || limit > MAX_LIMIT)
    {
      g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("--limit must be between 1 and %d."), MAX_LIMIT);
      return CRM_CLI_USAGE;
    }
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  hits = kind == &crm_kind_customer ? find_customers (cli, text, error) : find_texts (cli, kind, text, error);
  if (hits == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    print_json (hits);
  else
    print_text (cli, hits);
  return CRM_CLI_DONE;
}

static const GOptionEntry options[] = {
  { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("What to search for: customer (default), interaction, task, attachment"), N_ ("KIND") },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("How many to print (default 20)"), N_ ("N") },
  { NULL },
};

const CrmCliCommand crm_cli_search = {
  .name = "search",
  .arguments = "TEXT",
  .summary = N_ ("Find customers by name, pinyin, initials, phone, email, city; or long texts"),
  .description = N_ ("All words must match, each from its beginning; of a phone number any digits in a row."),
  .min_arguments = 1,
  .max_arguments = G_MAXUINT,
  .options = options,
  .run = run,
};
