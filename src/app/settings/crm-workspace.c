/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the file says of itself: whose it is, and what its company writes without saying so. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-workspace.h"

#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>

#define USER_NAME "user-name"

/* As the store's calling code: China. */
#define DEFAULT_CURRENCY "CNY"

struct _CrmWorkspace
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  GVariantDict *values;

  CrmOfficeTime office;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmWorkspace, crm_workspace, G_TYPE_OBJECT)

/* ── reading, on a reader's thread ────────────────────────────────────────────────────────── */

static gboolean
read_user_name (CrmConnection *connection, const char *user, GVariantDict *values, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  GError *local_error = NULL;
  CrmId id;

  if (!crm_id_parse (user, &id))
    return TRUE;
  record = crm_connection_read_record (connection, &crm_kind_user, &id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (record != NULL && crm_record_has (record, CRM_USER_NAME))
    g_variant_dict_insert (values, USER_NAME, "s", crm_record_get_text (record, CRM_USER_NAME));
  return TRUE;
}

static gboolean
read_values (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT name, value FROM file WHERE value IS NOT NULL", error);
  g_autoptr (GVariantDict) values = g_variant_dict_new (NULL);
  const char *user = NULL;
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_variant_dict_insert (values, (const char *)sqlite3_column_text (statement, 0), "s", (const char *)sqlite3_column_text (statement, 1));
  if (step < 0)
    return FALSE;
  if (g_variant_dict_lookup (values, CRM_SETTING_USER, "&s", &user) && !read_user_name (connection, user, values, error))
    return FALSE;
  g_value_init (result, G_TYPE_VARIANT);
  g_value_take_variant (result, g_variant_ref_sink (g_variant_dict_end (values)));
  return TRUE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
on_store_changed (CrmWorkspace *self, CrmChangeSet *changes)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_USER))
    dex_future_disown (crm_workspace_load (self));
}

static const char *
lookup (GVariantDict *values, const char *name)
{
  const char *value = NULL;

  g_variant_dict_lookup (values, name, "&s", &value);
  return value;
}

static void
take_values (CrmWorkspace *self, GVariantDict *values)
{
  g_clear_pointer (&self->values, g_variant_dict_unref);
  self->values = values;
  crm_office_time_init (&self->office, lookup (values, CRM_SETTING_WEEK_START), lookup (values, CRM_SETTING_FISCAL_MONTH),
                        lookup (values, CRM_SETTING_WORKING_HOURS), lookup (values, CRM_SETTING_WORKING_DAYS));
}

static void
crm_workspace_finalize (GObject *object)
{
  CrmWorkspace *self = CRM_WORKSPACE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->values, g_variant_dict_unref);

  G_OBJECT_CLASS (crm_workspace_parent_class)->finalize (object);
}

static void
crm_workspace_class_init (CrmWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_workspace_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_workspace_init (CrmWorkspace *self)
{
  take_values (self, g_variant_dict_new (NULL));
}

CrmWorkspace *
crm_workspace_new (CrmStore *store)
{
  CrmWorkspace *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_WORKSPACE, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  return self;
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmWorkspace *self = CRM_WORKSPACE (data);
  const GValue *value = dex_future_get_value (future, NULL);

  take_values (self, g_variant_dict_new (g_value_get_variant (value)));
  g_signal_emit (self, signals[CHANGED], 0);
  return dex_future_new_true ();
}

DexFuture *
crm_workspace_load (CrmWorkspace *self)
{
  g_return_val_if_fail (CRM_IS_WORKSPACE (self), NULL);

  return dex_future_then (crm_store_read (self->store, NULL, read_values, NULL, NULL), on_read, g_object_ref (self), g_object_unref);
}

const char *
crm_workspace_get (CrmWorkspace *self, const char *setting)
{
  const char *value = "";

  g_return_val_if_fail (CRM_IS_WORKSPACE (self) && setting != NULL, "");

  g_variant_dict_lookup (self->values, setting, "&s", &value);
  return value;
}

const char *
crm_workspace_get_user_name (CrmWorkspace *self)
{
  return crm_workspace_get (self, USER_NAME);
}

const char *
crm_workspace_get_company (CrmWorkspace *self)
{
  return crm_workspace_get (self, CRM_SETTING_COMPANY);
}

const char *
crm_workspace_get_calling_code (CrmWorkspace *self)
{
  return crm_workspace_get (self, CRM_SETTING_CALLING_CODE);
}

const char *
crm_workspace_get_currency (CrmWorkspace *self)
{
  return crm_workspace_get (self, CRM_SETTING_CURRENCY);
}

const CrmOfficeTime *
crm_workspace_get_office_time (CrmWorkspace *self)
{
  g_return_val_if_fail (CRM_IS_WORKSPACE (self), NULL);

  return &self->office;
}

gboolean
crm_workspace_is_han_first (CrmWorkspace *self)
{
  return *crm_workspace_get (self, CRM_SETTING_HAN_FIRST) != '\0';
}

gboolean
crm_workspace_is_demo (CrmWorkspace *self)
{
  return *crm_workspace_get (self, CRM_SETTING_DEMO) != '\0';
}

static DexFuture *
on_written (DexFuture *future, gpointer data)
{
  return crm_workspace_load (CRM_WORKSPACE (data));
}

DexFuture *
crm_workspace_set (CrmWorkspace *self, const char *setting, const char *value)
{
  g_return_val_if_fail (CRM_IS_WORKSPACE (self) && setting != NULL, NULL);

  if (value != NULL && *value == '\0')
    value = NULL;
  return dex_future_then (crm_store_set_setting (self->store, setting, value), on_written, g_object_ref (self), g_object_unref);
}

DexFuture *
crm_workspace_set_user_name (CrmWorkspace *self, const char *name)
{
  g_autoptr (CrmEdit) edit = NULL;
  CrmId id;

  g_return_val_if_fail (CRM_IS_WORKSPACE (self) && name != NULL, NULL);

  if (!crm_id_parse (crm_workspace_get (self, CRM_SETTING_USER), &id))
    return crm_workspace_set_up (self->store);
  edit = crm_edit_new (_ ("Change your name"), CRM_EDIT_ORIGIN_PERSON);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_user, &id), CRM_USER_NAME, name);
  return dex_future_then (crm_store_apply (self->store, edit, NULL), on_written, g_object_ref (self), g_object_unref);
}

/* ── the first time ───────────────────────────────────────────────────────────────────────── */

/* The account's full name; GLib says "Unknown" where the system has none. */
static const char *
guess_user_name (void)
{
  const char *name = g_get_real_name ();

  return name == NULL || *name == '\0' || g_str_equal (name, "Unknown") ? g_get_user_name () : name;
}

static char *
guess_currency (void)
{
  const char *symbol = localeconv ()->int_curr_symbol;

  return strlen (symbol) >= 3 ? g_strndup (symbol, 3) : NULL;
}

static DexFuture *
create_user (CrmStore *store)
{
  CrmId id = crm_id_new (crm_clock_now (crm_store_get_clock (store)));
  g_autofree char *text = crm_id_to_string (&id);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Set up"), CRM_EDIT_ORIGIN_SETUP);

  crm_change_set_text (crm_edit_create (edit, &crm_kind_user, &id), CRM_USER_NAME, guess_user_name ());
  return dex_future_all (crm_store_apply (store, edit, NULL),
                         crm_store_set_setting (store, CRM_SETTING_USER, text), NULL);
}

/* What the locale knows nothing about stays as the file has it. */
static gboolean
guess_settings (CrmStore *store, GError **error)
{
  const char *code = nl_langinfo (_NL_TELEPHONE_INT_PREFIX);
  g_autofree char *currency = guess_currency ();
  gboolean chinese = g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "zh");

  if (*code != '\0' && !dex_await (crm_store_set_setting (store, CRM_SETTING_CALLING_CODE, code), error))
    return FALSE;
  if (chinese && !dex_await (crm_store_set_setting (store, CRM_SETTING_HAN_FIRST, "1"), error))
    return FALSE;
  return dex_await (crm_store_set_setting (store, CRM_SETTING_CURRENCY, currency != NULL ? currency : DEFAULT_CURRENCY), error);
}

static DexFuture *
set_up (gpointer data)
{
  CrmStore *store = CRM_STORE (data);
  g_autofree char *user = NULL;
  g_autofree char *reason = crm_store_dup_read_only_reason (store);
  GError *error = NULL;

  if (reason != NULL)
    return dex_future_new_true ();
  user = dex_await_string (crm_store_find_setting (store, CRM_SETTING_USER), &error);
  if (error != NULL)
    return dex_future_new_for_error (error);
  if (user != NULL)
    return dex_future_new_true ();
  if (!guess_settings (store, &error) || !dex_await (create_user (store), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
crm_workspace_set_up (CrmStore *store)
{
  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  return dex_scheduler_spawn (NULL, 0, set_up, g_object_ref (store), g_object_unref);
}
