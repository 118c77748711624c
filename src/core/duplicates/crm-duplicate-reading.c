/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what duplicates are found by out of the file. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "config.h"

#include "core/duplicates/crm-duplicate-reading.h"

#include "core/base/crm-contact-value.h"
#include "core/base/crm-error.h"
#include "core/base/crm-text-pattern.h"
#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CANDIDATES_MAX 5
#define FOUND_MAX      30
#define SHOWN_MIN      (-12.0) /* bits: who is being entered is likelier there than any two are one */
#define NAME_TYPED_MIN 2
#define WORD_BEGINNING 3

#define CUSTOMER_COLUMNS "SELECT id, type, name, alias, tax_id, code, external_id, city, country, gender, birthday FROM customer WHERE deleted = 0"
#define OWN_POINTS       "SELECT customer, kind, value_key, value FROM contact_point WHERE deleted = 0 AND customer"
#define PEOPLE           "SELECT r.customer, n.name FROM role r JOIN person n ON n.id = r.person WHERE r.deleted = 0 AND n.deleted = 0 AND r.customer"
#define THEIR_POINTS     "SELECT r.customer, p.kind, p.value_key, p.value FROM role r JOIN contact_point p ON p.person = r.person WHERE r.deleted = 0 AND p.deleted = 0 AND r.customer"
#define RELATED          "SELECT customer, other FROM relationship WHERE deleted = 0"

typedef struct
{
  CrmConnection *connection;
  CrmDuplicateSet *set;
  const CrmId *only; /* (nullable) */
} Reading;

typedef void (*TakeRow) (CrmDuplicateCard *card, sqlite3_stmt *row);

static const char *
column_text (sqlite3_stmt *row, int column)
{
  return (const char *)sqlite3_column_text (row, column);
}

static CrmDuplicateCard *
make_card (sqlite3_stmt *row)
{
  CrmDuplicateCard *card;
  CrmId id = { 0 };

  crm_statement_read_id (row, 0, &id);
  card = crm_duplicate_card_new (&id, g_strcmp0 (column_text (row, 1), "individual") == 0, column_text (row, 2), column_text (row, 3));
  for (guint mark = 0; mark < CRM_CARD_N_MARKS; mark++)
    crm_duplicate_card_set_mark (card, (CrmDuplicateMark)mark, column_text (row, 4 + (int)mark));
  card->birthday = sqlite3_column_int (row, 10);
  return card;
}

static void
take_point (CrmDuplicateCard *card, sqlite3_stmt *row)
{
  crm_duplicate_card_add_point (card, column_text (row, 1), column_text (row, 2), column_text (row, 3));
}

static void
take_person (CrmDuplicateCard *card, sqlite3_stmt *row)
{
  crm_duplicate_card_add_person (card, column_text (row, 1));
}

static sqlite3_stmt *
prepare (const Reading *self, const char *all, const char *one, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, self->only != NULL ? one : all, error);

  if (statement != NULL && self->only != NULL)
    crm_statement_bind_id (statement, 1, self->only);
  return statement;
}

static gboolean
read_customers (const Reading *self, GError **error)
{
  sqlite3_stmt *statement = prepare (self, CUSTOMER_COLUMNS, CUSTOMER_COLUMNS " AND id = ?", error);
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    crm_duplicate_set_add (self->set, make_card (statement));
  return step == 0;
}

static gboolean
read_rows (const Reading *self, const char *all, const char *one, TakeRow take, GError **error)
{
  sqlite3_stmt *statement = prepare (self, all, one, error);
  int step = -1;
  CrmId id;

  while (statement != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      CrmDuplicateCard *card = crm_statement_read_id (statement, 0, &id) ? crm_duplicate_set_find (self->set, &id) : NULL;

      if (card != NULL)
        take (card, statement);
    }
  return step == 0;
}

/* Whoever is said to be something to the other, parent or family, is not the other. */
static gboolean
read_related (const Reading *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, RELATED, error);
  int step = -1;
  CrmId a, b;

  while (statement != NULL && (step = crm_connection_next (self->connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &a) && crm_statement_read_id (statement, 1, &b))
      crm_duplicate_set_part (self->set, &a, &b);
  return step == 0;
}

static gboolean
read_parts (const Reading *self, GError **error)
{
  return read_customers (self, error) && read_rows (self, OWN_POINTS " IS NOT NULL ORDER BY rowid", OWN_POINTS " = ? ORDER BY rowid", take_point, error) && read_rows (self, PEOPLE " IS NOT NULL", PEOPLE " = ?", take_person, error) && read_rows (self, THEIR_POINTS " IS NOT NULL", THEIR_POINTS " = ?", take_point, error);
}

CrmDuplicateSet *
crm_duplicate_read_all (CrmConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_set_new ();
  Reading self = { connection, set, NULL };

  g_return_val_if_fail (connection != NULL, NULL);

  if (!read_parts (&self, error) || !read_related (&self, error) || !crm_duplicate_set_index (set, cancellable, error))
    return NULL;
  return g_steal_pointer (&set);
}

static CrmDuplicateSet *
read_one (CrmConnection *connection, const CrmId *customer, GError **error)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_set_new ();
  Reading self = { connection, set, customer };

  if (!read_parts (&self, error))
    return NULL;
  if (crm_duplicate_set_get_n (set) > 0)
    return g_steal_pointer (&set);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The customer is not in this file, or was deleted."));
  return NULL;
}

CrmDuplicateCard *
crm_duplicate_read_card (CrmConnection *connection, const CrmId *customer, GError **error)
{
  g_autoptr (CrmDuplicateSet) set = NULL;

  g_return_val_if_fail (connection != NULL && customer != NULL, NULL);

  set = read_one (connection, customer, error);
  return set != NULL ? crm_duplicate_set_steal (set, 0) : NULL;
}

/* ── who is being entered ─────────────────────────────────────────────────────────────────── */

void
crm_duplicate_candidate_free (CrmDuplicateCandidate *candidate)
{
  g_clear_pointer (&candidate->customer, crm_record_unref);
  g_free (candidate->person);
  g_free (candidate);
}

static void
add_typed_point (CrmDuplicateCard *card, CrmConnection *connection, const char *kind, const char *typed)
{
  g_autofree char *calling_code = crm_connection_dup_setting (connection, "calling-code", NULL);
  g_autofree char *text = typed != NULL ? g_strstrip (g_strdup (typed)) : NULL;
  g_auto (CrmContactValue) value = { 0 };

  if (calling_code == NULL || text == NULL || *text == '\0')
    return;
  crm_contact_value_init (&value, kind, text, calling_code);
  crm_duplicate_card_add_point (card, kind, value.comparable, text);
}

static CrmDuplicateCard *
make_draft_card (CrmConnection *connection, const CrmCustomerDraft *draft, const char *city)
{
  CrmDuplicateCard *card = crm_duplicate_card_new (NULL, g_strcmp0 (draft->type, "individual") == 0, draft->name, NULL);

  crm_duplicate_card_set_mark (card, CRM_CARD_CITY, city);
  add_typed_point (card, connection, "phone", draft->phone);
  add_typed_point (card, connection, "email", draft->email);
  return card;
}

/* @found is a set of ids, with the person as value. */
static gboolean
add_found (CrmConnection *connection, GHashTable *found, const char *sql, const char *from, const char *to, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = 0;
  CrmId id;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, from, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, to, -1, SQLITE_TRANSIENT);
  while (g_hash_table_size (found) < FOUND_MAX && (step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &id) && !g_hash_table_contains (found, &id))
      g_hash_table_insert (found, g_memdup2 (&id, sizeof id), NULL);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
add_matching (CrmConnection *connection, GHashTable *found, const char *words, GError **error)
{
  static const char sql[] = "SELECT c.id FROM customer c WHERE c.rowid IN (SELECT rowid FROM search_customer WHERE search_customer MATCH ?1 LIMIT 60) AND c.deleted = 0 AND ?2 IS NULL";
  g_autoptr (CrmTextPattern) pattern = crm_text_pattern_new (words);
  g_autofree char *match = crm_text_pattern_to_match (pattern, CRM_TEXT_INDEX_NAMES);

  return match == NULL || add_found (connection, found, sql, match, NULL, error);
}

/* Names in Han that are read alike, and letters that are a Chinese name: the search knows the pinyin of all. */
static gboolean
add_same_sound (CrmConnection *connection, GHashTable *found, const CrmDuplicateName *name, GError **error)
{
  const char *letters = name->letters != NULL ? name->letters : name->sound;
  g_autoptr (GString) joined = NULL;

  if (letters == NULL)
    return TRUE;
  joined = g_string_new (letters);
  g_string_replace (joined, " ", "", 0);
  return add_matching (connection, found, joined->str, error);
}

/* Whose words begin as these do: who mistypes does so further on. */
static gboolean
add_same_words (CrmConnection *connection, GHashTable *found, const CrmDuplicateName *name, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0, letters = WORD_BEGINNING + 1;

  for (guint i = 0; i < name->n; i++)
    if (name->core[i] == ' ')
      letters = WORD_BEGINNING;
  for (guint i = 0; i < name->n; i++)
    {
      n = name->core[i] == ' ' ? 0 : n + 1;
      if (n <= letters)
        g_string_append_unichar (words, name->core[i]);
    }
  return name->is_han || add_matching (connection, found, words->str, error);
}

/* Names that begin alike, by the keys that names are sorted by. */
static gboolean
add_same_beginning (CrmConnection *connection, GHashTable *found, const CrmCustomerDraft *draft, GError **error)
{
  static const char sql[] = "SELECT id FROM customer WHERE deleted = 0 AND name_key >= ?1 AND name_key < ?2 ORDER BY name_key LIMIT 20";
  CrmNameKind kind = g_strcmp0 (draft->type, "individual") == 0 ? CRM_NAME_PERSON : CRM_NAME_COMPANY;
  g_autofree char *han_first = crm_connection_dup_setting (connection, "han-first", NULL);
  g_autofree char *key = crm_text_sort_key (draft->name, kind, han_first != NULL);
  g_autofree char *from = g_utf8_substring (key, 0, MIN (g_utf8_strlen (key, -1), 6));
  g_autofree char *to = g_strconcat (from, "\xf4\x8f\xbf\xbf", NULL);

  return *from == '\0' || add_found (connection, found, sql, from, to, error);
}

static gboolean
add_by_name (CrmConnection *connection, GHashTable *found, const CrmDuplicateCard *card, const CrmCustomerDraft *draft, GError **error)
{
  if (draft->name == NULL || card->name.n < NAME_TYPED_MIN)
    return TRUE;
  return add_same_sound (connection, found, &card->name, error) && add_same_words (connection, found, &card->name, error) && add_same_beginning (connection, found, draft, error);
}

static gboolean
add_candidate (CrmConnection *connection, GPtrArray *candidates, const CrmDuplicateCard *card, const CrmId *id, const CrmCustomerMatch *match, GError **error)
{
  g_autoptr (CrmDuplicateCard) other = crm_duplicate_read_card (connection, id, error);
  CrmDuplicateCandidate *candidate;
  CrmDuplicateScore score;

  if (other == NULL)
    return FALSE;
  crm_duplicate_score (card, other, NULL, &score);
  if (match == NULL && score.weight < SHOWN_MIN)
    return TRUE;
  candidate = g_new0 (CrmDuplicateCandidate, 1);
  candidate->score = score;
  candidate->person = match != NULL ? g_strdup (match->person) : NULL;
  g_ptr_array_add (candidates, candidate);
  candidate->customer = match != NULL ? crm_record_ref (match->customer) : crm_connection_read_record (connection, &crm_kind_customer, id, error);
  return candidate->customer != NULL;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const CrmDuplicateCandidate *one = *(const CrmDuplicateCandidate *const *)a, *other = *(const CrmDuplicateCandidate *const *)b;

  return one->score.weight > other->score.weight ? -1 : one->score.weight < other->score.weight;
}

GPtrArray *
crm_duplicate_find_candidates (CrmConnection *connection, const CrmCustomerDraft *draft, const char *city, GError **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_duplicate_candidate_free);
  g_autoptr (GHashTable) found = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  g_autoptr (GPtrArray) matches = crm_customer_find_matches (connection, draft, error);
  g_autoptr (CrmDuplicateCard) card = NULL;
  GHashTableIter iter;
  gpointer id, match;

  if (matches == NULL)
    return NULL;
  for (guint i = 0; i < matches->len; i++)
    {
      CrmCustomerMatch *one = g_ptr_array_index (matches, i);

      g_hash_table_insert (found, g_memdup2 (&one->customer->id, sizeof (CrmId)), one);
    }
  card = make_draft_card (connection, draft, city);
  if (!add_by_name (connection, found, card, draft, error))
    return NULL;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &id, &match))
    if (!add_candidate (connection, candidates, card, id, match, error))
      return NULL;
  g_ptr_array_sort (candidates, compare_candidates);
  if (candidates->len > CANDIDATES_MAX)
    g_ptr_array_set_size (candidates, CANDIDATES_MAX);
  return g_steal_pointer (&candidates);
}

/* ── two, not one ─────────────────────────────────────────────────────────────────────────── */

CrmEdit *
crm_duplicate_new_distinction (const CrmId *a, const CrmId *b)
{
  const CrmId *low = crm_id_compare (a, b) < 0 ? a : b, *high = low == a ? b : a;
  CrmEdit *edit = crm_edit_new (_ ("Not a Duplicate"), CRM_EDIT_ORIGIN_PERSON);
  char text[CRM_ID_STRING_LENGTH + 1];
  CrmId id = crm_id_from_name (low, crm_id_format (high, text));
  CrmChange *change = crm_edit_create (edit, &crm_kind_relationship, &id);

  crm_change_set_id (change, CRM_RELATIONSHIP_CUSTOMER, low);
  crm_change_set_id (change, CRM_RELATIONSHIP_OTHER, high);
  crm_change_set_text (change, CRM_RELATIONSHIP_KIND, CRM_RELATIONSHIP_KIND_DISTINCT);
  return edit;
}
