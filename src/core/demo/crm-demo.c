/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company: an invented trader with Chinese and European customers, made from a seed. */

#define G_LOG_DOMAIN "crm-demo"

#include "config.h"

#include "core/demo/crm-demo-maker.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Changes given to the writer at once. */
#define PULL_CHANGES 400

/* What the ids of contacts count from: 2024-01-01 in milliseconds. */
#define SERIAL_EPOCH G_GUINT64_CONSTANT (1704067200000)

/* Names and teams as the records have them in a Chinese office and in another, and as colleagues say them. */
static const struct
{
  const char *chinese;
  const char *english;
  const char *called;
  const char *email;
  const char *chinese_team;
  const char *english_team;
} users[CRM_DEMO_N_USERS] = {
  { "林悦", "Lin Yue", "Yue", "yue.lin@example.com", "华东组", "Team East" },
  { "王思远", "Wang Siyuan", "Siyuan", "siyuan.wang@example.com", "华东组", "Team East" },
  { "Ann Fielding", "Ann Fielding", "Ann", "ann.fielding@example.com", "海外组", "Team Abroad" },
  { "Jonas Berg", "Jonas Berg", "Jonas", "jonas.berg@example.com", "海外组", "Team Abroad" },
};

static const char *const tag_colors[] = { "blue", "green", "yellow", "teal", "red", "purple", "orange", "pink", "brown", "slate" };

const char *
crm_demo_user_name (const CrmDemoMaker *self, guint user)
{
  return self->is_chinese_office ? users[user].chinese : users[user].english;
}

const char *
crm_demo_user_call_name (guint user)
{
  return users[user].called;
}

CrmDate
crm_demo_maker_get_day (const CrmDemoMaker *self, int days_ago)
{
  return crm_date_add_days (self->today, -days_ago);
}

/* Shaped as RFC 9562's version 7, but with the serial in place of the time and the random part. */
static CrmId
make_ascending_id (CrmDemoMaker *self)
{
  guint64 serial = self->serial++;
  guint64 milliseconds = SERIAL_EPOCH + (serial >> 12);
  guint64 mix = (serial ^ self->seed) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  CrmId id;

  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8)(milliseconds >> (40 - 8 * i));
  id.bytes[6] = (guint8)(0x70 | ((serial >> 8) & 0x0f));
  id.bytes[7] = (guint8)serial;
  memcpy (id.bytes + 8, &(guint64){ GUINT64_TO_BE (mix) }, 8);
  id.bytes[8] = (guint8)(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

CrmId
crm_demo_maker_make_id (CrmDemoMaker *self, const char *sort, guint number, guint position)
{
  char name[48];

  if (self->depth == CRM_DEMO_CONTACTS)
    return make_ascending_id (self);
  g_snprintf (name, sizeof name, "%s/%u/%u", sort, number, position);
  return crm_id_from_name (&self->space, name);
}

static CrmId
make_space (guint64 seed)
{
  static const CrmId nil = { 0 };
  char name[48];

  g_snprintf (name, sizeof name, "clientele demo %" G_GUINT64_FORMAT, seed);
  return crm_id_from_name (&nil, name);
}

CrmId
crm_demo_get_user (guint64 seed)
{
  CrmId space = make_space (seed);

  return crm_id_from_name (&space, "user/0/0");
}

/* ── what comes first ─────────────────────────────────────────────────────────────────────── */

/* The file's own user, where it has one whose record is there. */
static gboolean
find_local_user (CrmDemoMaker *self, CrmConnection *connection, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *user = crm_connection_dup_setting (connection, "user", &local_error);
  g_autoptr (CrmRecord) record = NULL;
  CrmId id;

  if (local_error == NULL && user != NULL && crm_id_parse (user, &id))
    record = crm_connection_read_record (connection, &crm_kind_user, &id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (record != NULL && !record->deleted)
    {
      self->users[0] = id;
      self->has_local_user = TRUE;
    }
  return TRUE;
}

static void
add_users (CrmDemoMaker *self, CrmEdit *edit)
{
  for (guint i = self->has_local_user ? 1 : 0; i < CRM_DEMO_N_USERS; i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_user, &self->users[i]);

      crm_change_set_text (change, CRM_USER_NAME, crm_demo_user_name (self, i));
      crm_change_set_text (change, CRM_USER_EMAIL, users[i].email);
      crm_change_set_text (change, CRM_USER_TEAM, self->is_chinese_office ? users[i].chinese_team : users[i].english_team);
    }
}

/* What the office itself calls things. */
static const CrmDemoList *
find_office_words (CrmDemoMaker *self, const char *section)
{
  return crm_demo_words_find (self->is_chinese_office ? self->lexicon.chinese : self->lexicon.english, section, self->is_traditional ? "traditional" : NULL);
}

static void
add_tags (CrmDemoMaker *self, CrmEdit *edit)
{
  const CrmDemoList *tags = find_office_words (self, "tag");

  g_assert (tags->lines->len == G_N_ELEMENTS (tag_colors));
  for (guint i = 0; i < tags->lines->len; i++)
    {
      CrmId id = crm_demo_maker_make_id (self, "tag", i, 0);
      CrmChange *change = crm_edit_create (edit, &crm_kind_tag, &id);

      crm_change_set_text (change, CRM_TAG_NAME, g_array_index (tags->lines, CrmDemoLine, i).columns[0]);
      crm_change_set_text (change, CRM_TAG_COLOR, tag_colors[i]);
    }
}

/* Saved views, as lines of the words name them: as core/views writes their conditions and their groups. */
static const struct
{
  const char *conditions;
  const char *layout;
} views[] = {
  { "{\"all\":[{\"field\":\"last_contact\",\"is\":\"older\",\"values\":[\"90\"]}]}", "([], ('', false), 'owner')" },
  { "{\"all\":[{\"field\":\"level\",\"is\":\"any\",\"values\":[\"a\"]},{\"field\":\"deal.outcome\",\"is\":\"any\",\"values\":[\"open\"]}]}", NULL },
  { "{\"all\":[{\"field\":\"birthday\",\"is\":\"anniversary\",\"values\":[\"this-month\"]}]}", NULL },
};

static void
add_views (CrmDemoMaker *self, CrmEdit *edit)
{
  const CrmDemoList *names = find_office_words (self, "view");
  g_autofree char *position = NULL;

  g_assert (names->lines->len == G_N_ELEMENTS (views));
  for (guint i = 0; i < names->lines->len; i++)
    {
      CrmId id = crm_demo_maker_make_id (self, "view", i, 0);
      CrmChange *change = crm_edit_create (edit, &crm_kind_saved_view, &id);
      char *next = crm_position_between (position, NULL);

      g_free (position);
      position = next;
      crm_change_set_text (change, CRM_SAVED_VIEW_NAME, g_array_index (names->lines, CrmDemoLine, i).columns[0]);
      crm_change_set_text (change, CRM_SAVED_VIEW_KIND, "customer");
      crm_change_set_text (change, CRM_SAVED_VIEW_CONDITIONS, views[i].conditions);
      crm_change_set_text (change, CRM_SAVED_VIEW_LAYOUT, views[i].layout);
      crm_change_set_integer (change, CRM_SAVED_VIEW_PINNED, 1);
      crm_change_set_text (change, CRM_SAVED_VIEW_POSITION, position);
    }
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  CrmDemoMaker *self = data;

  if (!self->begun)
    {
      self->begun = TRUE;
      if (!find_local_user (self, connection, error))
        return -1;
      add_users (self, edit);
      if (self->depth != CRM_DEMO_CONTACTS)
        {
          add_tags (self, edit);
          add_views (self, edit);
          crm_demo_add_sales (self, edit);
        }
      if (self->depth == CRM_DEMO_STORIES)
        self->surveys = crm_demo_surveys_new (self, edit);
    }
  while (self->next < self->n_customers && crm_edit_get_n_changes (edit) < PULL_CHANGES)
    crm_demo_make_customer (self, edit, self->next++);
  if (self->next < self->n_customers)
    return 1;
  return self->surveys != NULL && crm_demo_surveys_add_anonymous (self->surveys, edit);
}

/* ── the edit ─────────────────────────────────────────────────────────────────────────────── */

static void
maker_free (gpointer data)
{
  CrmDemoMaker *self = data;

  crm_demo_words_free (self->lexicon.english);
  crm_demo_words_free (self->lexicon.chinese);
  g_time_zone_unref (self->zone);
  g_free (self->zone_name);
  g_clear_pointer (&self->surveys, crm_demo_surveys_free);
  g_free (self);
}

static gboolean
is_traditional (const char *locale)
{
  static const char *const prefixes[] = { "zh_TW", "zh_HK", "zh_MO", "zh_Hant" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (locale, prefixes[i]))
      return TRUE;
  return FALSE;
}

CrmEdit *
crm_demo_new_edit_of_depth (guint n_customers, guint64 seed, const char *locale, CrmClock *clock, CrmDemoDepth depth)
{
  CrmDemoMaker *self;

  g_return_val_if_fail (CRM_IS_CLOCK (clock), NULL);

  self = g_new0 (CrmDemoMaker, 1);
  self->n_customers = n_customers;
  self->seed = seed;
  self->depth = depth;
  self->is_chinese_office = locale != NULL && g_str_has_prefix (locale, "zh");
  self->is_traditional = locale != NULL && is_traditional (locale);
  self->lexicon.english = crm_demo_words_new ("en");
  self->lexicon.chinese = crm_demo_words_new ("zh");
  self->now = crm_clock_now (clock);
  self->zone = g_time_zone_ref (crm_clock_get_zone (clock));
  self->zone_name = g_strdup (g_time_zone_get_identifier (self->zone));
  self->today = crm_date_time_to_local (self->now, self->zone, NULL);
  self->space = make_space (seed);
  self->users[0] = crm_demo_get_user (seed);
  for (guint i = 1; i < CRM_DEMO_N_USERS; i++)
    self->users[i] = crm_demo_maker_make_id (self, "user", i, 0);
  return crm_edit_new_stream (_ ("Demo company"), CRM_EDIT_ORIGIN_DEMO, pull, self, maker_free);
}

CrmEdit *
crm_demo_new_edit (guint n_customers, guint64 seed, const char *locale, CrmClock *clock)
{
  return crm_demo_new_edit_of_depth (n_customers, seed, locale, clock, n_customers <= CRM_DEMO_STORIES_MAX ? CRM_DEMO_STORIES : CRM_DEMO_BRIEF);
}

CrmEdit *
crm_demo_new_contacts_edit (guint n_customers, guint64 seed, CrmClock *clock)
{
  return crm_demo_new_edit_of_depth (n_customers, seed, NULL, clock, CRM_DEMO_CONTACTS);
}

/* ── filling a store ──────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmStore *store;
  guint n_customers;
  guint64 seed;
  char *locale;
  GCancellable *cancellable;
} Filling;

static void
filling_free (gpointer data)
{
  Filling *filling = data;

  g_clear_object (&filling->store);
  g_clear_object (&filling->cancellable);
  g_free (filling->locale);
  g_free (filling);
}

static gboolean
ensure_setting (CrmStore *store, const char *name, const char *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *before = dex_await_string (crm_store_find_setting (store, name), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return before != NULL || dex_await (crm_store_set_setting (store, name, value), error);
}

static DexFuture *
fill_store (gpointer data)
{
  Filling *filling = data;
  CrmId user = crm_demo_get_user (filling->seed);
  g_autofree char *user_text = crm_id_to_string (&user);
  gboolean chinese = filling->locale != NULL && g_str_has_prefix (filling->locale, "zh");
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmEditResult) result = NULL;
  GError *error = NULL;

  if (!ensure_setting (filling->store, "user", user_text, &error) || !ensure_setting (filling->store, "calling-code", "86", &error) || !ensure_setting (filling->store, "currency", "CNY", &error) || !ensure_setting (filling->store, "company", chinese ? "莲舟贸易" : "Lotus Trading", &error))
    return dex_future_new_for_error (error);
  edit = crm_demo_new_edit (filling->n_customers, filling->seed, filling->locale, crm_store_get_clock (filling->store));
  result = dex_await_boxed (crm_store_apply (filling->store, edit, filling->cancellable), &error);
  if (result == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (CRM_TYPE_EDIT_RESULT, g_steal_pointer (&result));
}

DexFuture *
crm_demo_fill_store (CrmStore *store, guint n_customers, guint64 seed, const char *locale, GCancellable *cancellable)
{
  Filling *filling;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  filling = g_new0 (Filling, 1);
  filling->store = g_object_ref (store);
  filling->n_customers = n_customers;
  filling->seed = seed;
  filling->locale = g_strdup (locale);
  filling->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return dex_scheduler_spawn (NULL, 0, fill_store, filling, filling_free);
}
