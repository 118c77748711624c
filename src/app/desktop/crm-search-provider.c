/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers the search of the desktop. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/desktop/crm-search-provider.h"

#include "app/desktop/crm-link.h"
#include "core/base/crm-money.h"
#include "core/query/crm-search.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Of each kind; the desktop shows fewer, and says how many more there are. */
#define MAX_RESULTS 20

/* Bytes; nobody types more. */
#define MAX_TYPED 400

static const char interface_xml[] = "<node><interface name='org.gnome.Shell.SearchProvider2'>"
                                    "<method name='GetInitialResultSet'><arg type='as' name='terms' direction='in'/><arg type='as' name='results' direction='out'/></method>"
                                    "<method name='GetSubsearchResultSet'><arg type='as' name='previous_results' direction='in'/><arg type='as' name='terms' direction='in'/>"
                                    "<arg type='as' name='results' direction='out'/></method>"
                                    "<method name='GetResultMetas'><arg type='as' name='identifiers' direction='in'/><arg type='aa{sv}' name='metas' direction='out'/></method>"
                                    "<method name='ActivateResult'><arg type='s' name='identifier' direction='in'/><arg type='as' name='terms' direction='in'/>"
                                    "<arg type='u' name='timestamp' direction='in'/></method>"
                                    "<method name='LaunchSearch'><arg type='as' name='terms' direction='in'/><arg type='u' name='timestamp' direction='in'/></method>"
                                    "</interface></node>";

struct _CrmSearchProvider
{
  GObject parent_instance;

  /* owned */
  GCancellable *cancellable; /* of the search under way, which the next one ends */

  /* borrowed */
  GApplication *application;
  DexFuture *(*await_store) (gpointer data);
  gpointer data;
};

G_DEFINE_FINAL_TYPE (CrmSearchProvider, crm_search_provider, G_TYPE_OBJECT)

/* One call from the bus, from when it comes until it is answered. */
typedef struct
{
  CrmSearchProvider *provider;
  GDBusMethodInvocation *invocation; /* transferred to its answer */
  GCancellable *cancellable;
  char *typed;
  GArray *wanted; /* of Wanted */
} Call;

typedef struct
{
  const CrmKind *kind;
  CrmId id;
} Wanted;

static Call *
call_new (CrmSearchProvider *self, GDBusMethodInvocation *invocation)
{
  Call *call = g_new0 (Call, 1);

  call->provider = g_object_ref (self);
  call->invocation = invocation;
  call->cancellable = g_cancellable_new ();
  g_application_hold (self->application);
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_application_release (call->provider->application);
  g_object_unref (call->provider);
  g_object_unref (call->cancellable);
  g_clear_pointer (&call->wanted, g_array_unref);
  g_free (call->typed);
  g_free (call);
}

static char *
join_terms (GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  char *typed = g_strjoinv (" ", (char **)words);

  if (strlen (typed) > MAX_TYPED)
    *(char *)g_utf8_find_prev_char (typed, typed + MAX_TYPED) = '\0';
  return typed;
}

/* ── finding ──────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
search_store (DexFuture *future, gpointer data)
{
  Call *call = data;
  CrmStore *store = g_value_get_object (dex_future_get_value (future, NULL));

  return crm_search_customers_and_deals (store, call->typed, MAX_RESULTS, call->cancellable);
}

static DexFuture *
answer_search (DexFuture *future, gpointer data)
{
  Call *call = data;
  const GValue *value = dex_future_get_value (future, NULL);
  const CrmSearchHits *hits = value != NULL ? g_value_get_boxed (value) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) results = NULL;

  for (guint i = 0; hits != NULL && i < hits->records->len; i++)
    {
      const CrmRecord *record = g_ptr_array_index (hits->records, i);

      g_strv_builder_take (builder, crm_link_dup_path (record->kind, &record->id));
    }
  results = g_strv_builder_end (builder);
  g_dbus_method_invocation_return_value (call->invocation, g_variant_new ("(^as)", results));
  return NULL;
}

static void
search (CrmSearchProvider *self, GDBusMethodInvocation *invocation, GVariant *terms)
{
  Call *call = call_new (self, invocation);

  call->typed = join_terms (terms);
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, call->cancellable);
  dex_future_disown (dex_future_finally (dex_future_then (self->await_store (self->data), search_store, call, NULL), answer_search, call, call_free));
}

/* ── describing ───────────────────────────────────────────────────────────────────────────── */

static void
add_word (GString *text, const char *word)
{
  if (word != NULL && *word != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", word);
}

static char *
describe_customer (const CrmRecord *record)
{
  GString *text = g_string_new (NULL);
  const char *stage = crm_record_get_text (record, CRM_CUSTOMER_LIFE_CYCLE);

  if (stage != NULL)
    add_word (text, crm_field_get_choice_label (&crm_kind_customer.fields[CRM_CUSTOMER_LIFE_CYCLE], stage));
  add_word (text, crm_record_get_text (record, CRM_CUSTOMER_CITY));
  add_word (text, crm_record_get_text (record, CRM_CUSTOMER_PHONE));
  return g_string_free_and_steal (text);
}

static char *
describe_deal (const CrmRecord *record)
{
  GString *text = g_string_new (NULL);
  const CrmMoney *amount = crm_record_get_money (record, CRM_DEAL_AMOUNT);
  const char *outcome = crm_record_get_text (record, CRM_DEAL_OUTCOME);

  add_word (text, crm_record_get_text (record, CRM_DEAL_CUSTOMER_NAME));
  if (amount != NULL)
    {
      g_autofree char *money = crm_money_format (amount, NULL, NULL);

      add_word (text, money);
    }
  if (outcome != NULL)
    add_word (text, crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_OUTCOME], outcome));
  return g_string_free_and_steal (text);
}

/* Icons that every desktop has: the program's own are inside it. */
static const char *
get_icon_name (const CrmRecord *record)
{
  if (record->kind == &crm_kind_deal)
    return "emblem-documents-symbolic";
  return g_strcmp0 (crm_record_get_text (record, CRM_CUSTOMER_TYPE), "individual") == 0 ? "avatar-default-symbolic" : "system-users-symbolic";
}

static void
add_meta (GVariantBuilder *metas, const CrmRecord *record)
{
  g_autoptr (GIcon) icon = g_themed_icon_new (get_icon_name (record));
  g_autoptr (GVariant) serialized = g_icon_serialize (icon);
  g_autofree char *description = record->kind == &crm_kind_deal ? describe_deal (record) : describe_customer (record);
  g_autofree char *id = crm_link_dup_path (record->kind, &record->id);
  const char *name = crm_record_get_title (record);
  GVariantDict meta;

  g_variant_dict_init (&meta, NULL);
  g_variant_dict_insert (&meta, "id", "s", id);
  g_variant_dict_insert (&meta, "name", "s", name != NULL ? name : "");
  g_variant_dict_insert (&meta, "description", "s", description);
  g_variant_dict_insert_value (&meta, "icon", serialized);
  g_variant_builder_add_value (metas, g_variant_dict_end (&meta));
}

static gboolean
read_records (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const GArray *wanted = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  for (guint i = 0; i < wanted->len; i++)
    {
      const Wanted *one = &g_array_index (wanted, Wanted, i);
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record (connection, one->kind, &one->id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&records));
  return TRUE;
}

static DexFuture *
read_wanted (DexFuture *future, gpointer data)
{
  Call *call = data;
  CrmStore *store = g_value_get_object (dex_future_get_value (future, NULL));

  return crm_store_read (store, NULL, read_records, g_array_ref (call->wanted), (GDestroyNotify)g_array_unref);
}

static DexFuture *
answer_metas (DexFuture *future, gpointer data)
{
  Call *call = data;
  const GValue *value = dex_future_get_value (future, NULL);
  const GPtrArray *records = value != NULL ? g_value_get_boxed (value) : NULL;
  GVariantBuilder metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; records != NULL && i < records->len; i++)
    add_meta (&metas, g_ptr_array_index (records, i));
  g_dbus_method_invocation_return_value (call->invocation, g_variant_new ("(aa{sv})", &metas));
  return NULL;
}

static void
describe (CrmSearchProvider *self, GDBusMethodInvocation *invocation, GVariant *identifiers)
{
  g_autofree const char **ids = g_variant_get_strv (identifiers, NULL);
  Call *call = call_new (self, invocation);

  call->wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  for (gsize i = 0; ids[i] != NULL && call->wanted->len < 2 * MAX_RESULTS; i++)
    {
      Wanted one;

      if (crm_link_parse_path (ids[i], &one.kind, &one.id))
        g_array_append_val (call->wanted, one);
    }
  dex_future_disown (dex_future_finally (dex_future_then (self->await_store (self->data), read_wanted, call, NULL), answer_metas, call, call_free));
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

static void
activate_result (CrmSearchProvider *self, const char *path)
{
  const CrmKind *kind;
  CrmId id;
  char text[CRM_ID_STRING_LENGTH + 1];

  if (crm_link_parse_path (path, &kind, &id))
    g_action_group_activate_action (G_ACTION_GROUP (self->application), kind == &crm_kind_deal ? "open-deal" : "open-customer", g_variant_new_string (crm_id_format (&id, text)));
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  CrmSearchProvider *self = CRM_SEARCH_PROVIDER (data);
  g_autoptr (GVariant) first = g_variant_get_child_value (parameters, 0);

  if (g_str_equal (method, "GetInitialResultSet"))
    {
      search (self, invocation, first);
    }
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, 1);

      search (self, invocation, terms);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      describe (self, invocation, first);
    }
  else
    {
      g_autofree char *typed = NULL;

      if (g_str_equal (method, "ActivateResult"))
        activate_result (self, g_variant_get_string (first, NULL));
      else
        typed = join_terms (first);
      if (typed != NULL)
        g_action_group_activate_action (G_ACTION_GROUP (self->application), "search", g_variant_new_string (typed));
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_search_provider_finalize (GObject *object)
{
  g_clear_object (&CRM_SEARCH_PROVIDER (object)->cancellable);

  G_OBJECT_CLASS (crm_search_provider_parent_class)->finalize (object);
}

static void
crm_search_provider_class_init (CrmSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_search_provider_finalize;
}

static void
crm_search_provider_init (CrmSearchProvider *self)
{
  self->cancellable = g_cancellable_new ();
}

CrmSearchProvider *
crm_search_provider_new (GApplication *application, DexFuture *(*await_store) (gpointer data), gpointer data)
{
  CrmSearchProvider *self;

  g_return_val_if_fail (G_IS_APPLICATION (application) && await_store != NULL, NULL);

  self = g_object_new (CRM_TYPE_SEARCH_PROVIDER, NULL);
  self->application = application;
  self->await_store = await_store;
  self->data = data;
  return self;
}

guint
crm_search_provider_export (CrmSearchProvider *self, GDBusConnection *connection, const char *object_path, GError **error)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  g_return_val_if_fail (CRM_IS_SEARCH_PROVIDER (self), 0);

  return g_dbus_connection_register_object (connection, path, node->interfaces[0], &table, g_object_ref (self), g_object_unref, error);
}
