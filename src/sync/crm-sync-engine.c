/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a file and its team's server in step: sends what is written here, fetches what others write, and says how it stands. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-engine.h"

#include "core/base/crm-error.h"

struct _CrmSyncEngine
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmTokenStore *tokens;
  CrmSyncState state;
  char *error;
  guint waiting, unsaved, conflicts, news;
  gint64 last_synced;
  gboolean first_sync;
  guint64 done, total;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ERROR,
  PROP_WAITING,
  PROP_UNSAVED,
  PROP_CONFLICTS,
  PROP_NEWS,
  PROP_LAST_SYNCED,
  PROP_FIRST_SYNC,
  PROP_DONE,
  PROP_TOTAL,
  PROP_ADDRESS,
  PROP_WORKSPACE_NAME,
  PROP_USER_NAME,
  PROP_TEAM,
  PROP_ROLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  PULLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmSyncEngine, crm_sync_engine, G_TYPE_OBJECT)

static void
crm_sync_engine_dispose (GObject *object)
{
  CrmSyncEngine *self = CRM_SYNC_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->tokens);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (crm_sync_engine_parent_class)->dispose (object);
}

static void
crm_sync_engine_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmSyncEngine *self = CRM_SYNC_ENGINE (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int)self->state);
      break;
    case PROP_ERROR:
      g_value_set_string (value, crm_sync_engine_get_error (self));
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_UNSAVED:
      g_value_set_uint (value, self->unsaved);
      break;
    case PROP_CONFLICTS:
      g_value_set_uint (value, self->conflicts);
      break;
    case PROP_NEWS:
      g_value_set_uint (value, self->news);
      break;
    case PROP_LAST_SYNCED:
      g_value_set_int64 (value, self->last_synced);
      break;
    case PROP_FIRST_SYNC:
      g_value_set_boolean (value, self->first_sync);
      break;
    case PROP_DONE:
      g_value_set_uint64 (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint64 (value, self->total);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, crm_sync_engine_get_address (self));
      break;
    case PROP_WORKSPACE_NAME:
      g_value_set_string (value, crm_sync_engine_get_workspace_name (self));
      break;
    case PROP_USER_NAME:
      g_value_set_string (value, crm_sync_engine_get_user_name (self));
      break;
    case PROP_TEAM:
      g_value_set_string (value, crm_sync_engine_get_team (self));
      break;
    case PROP_ROLE:
      g_value_set_int (value, (int)crm_sync_engine_get_role (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
crm_sync_engine_class_init (CrmSyncEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = crm_sync_engine_dispose;
  object_class->get_property = crm_sync_engine_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CRM_SYNC_STATE_LOCAL, CRM_SYNC_STATE_STOPPED, CRM_SYNC_STATE_LOCAL, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, "", flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_UNSAVED] = g_param_spec_uint ("unsaved", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CONFLICTS] = g_param_spec_uint ("conflicts", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_NEWS] = g_param_spec_uint ("news", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LAST_SYNCED] = g_param_spec_int64 ("last-synced", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FIRST_SYNC] = g_param_spec_boolean ("first-sync", NULL, NULL, FALSE, flags);
  properties[PROP_DONE] = g_param_spec_uint64 ("done", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint64 ("total", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, "", flags);
  properties[PROP_WORKSPACE_NAME] = g_param_spec_string ("workspace-name", NULL, NULL, "", flags);
  properties[PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, "", flags);
  properties[PROP_TEAM] = g_param_spec_string ("team", NULL, NULL, "", flags);
  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, CRM_SYNC_ROLE_NONE, CRM_SYNC_ROLE_ADMINISTRATOR, CRM_SYNC_ROLE_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * CrmSyncEngine::pulled:
   * @kinds: a bit (1 << kind) for each kind that changed
   * @records: how many records came
   */
  signals[PULLED] = g_signal_new ("pulled", CRM_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
crm_sync_engine_init (CrmSyncEngine *self)
{
  self->state = CRM_SYNC_STATE_LOCAL;
}

CrmSyncEngine *
crm_sync_engine_new (CrmStore *store, CrmTokenStore *tokens)
{
  CrmSyncEngine *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && CRM_IS_TOKEN_STORE (tokens), NULL);

  self = g_object_new (CRM_TYPE_SYNC_ENGINE, NULL);
  self->store = g_object_ref (store);
  self->tokens = g_object_ref (tokens);
  return self;
}

CrmSyncState
crm_sync_engine_get_state (CrmSyncEngine *self)
{
  return self->state;
}
const char *
crm_sync_engine_get_error (CrmSyncEngine *self)
{
  return self->error != NULL ? self->error : "";
}
guint
crm_sync_engine_get_waiting (CrmSyncEngine *self)
{
  return self->waiting;
}
guint
crm_sync_engine_get_unsaved (CrmSyncEngine *self)
{
  return self->unsaved;
}
guint
crm_sync_engine_get_conflicts (CrmSyncEngine *self)
{
  return self->conflicts;
}
guint
crm_sync_engine_get_news (CrmSyncEngine *self)
{
  return self->news;
}
gint64
crm_sync_engine_get_last_synced (CrmSyncEngine *self)
{
  return self->last_synced;
}
gboolean
crm_sync_engine_is_joined (CrmSyncEngine *self)
{
  return FALSE;
}
gboolean
crm_sync_engine_is_first_sync (CrmSyncEngine *self)
{
  return self->first_sync;
}
void
crm_sync_engine_get_progress (CrmSyncEngine *self, guint64 *done, guint64 *total)
{
  *done = self->done;
  *total = self->total;
}
const char *
crm_sync_engine_get_address (CrmSyncEngine *self)
{
  return "";
}
const char *
crm_sync_engine_get_workspace_name (CrmSyncEngine *self)
{
  return "";
}
const char *
crm_sync_engine_get_user_name (CrmSyncEngine *self)
{
  return "";
}
const char *
crm_sync_engine_get_team (CrmSyncEngine *self)
{
  return "";
}
CrmSyncRole
crm_sync_engine_get_role (CrmSyncEngine *self)
{
  return CRM_SYNC_ROLE_NONE;
}
gboolean
crm_sync_engine_may_write (CrmSyncEngine *self)
{
  return TRUE;
}

#define NOT_YET dex_future_new_reject (CRM_ERROR, CRM_ERROR_REFUSED, "not yet")

DexFuture *
crm_sync_engine_start (CrmSyncEngine *self)
{
  return dex_future_new_for_boolean (TRUE);
}
DexFuture *
crm_sync_engine_load (CrmSyncEngine *self)
{
  return dex_future_new_for_boolean (TRUE);
}
DexFuture *
crm_sync_engine_close (CrmSyncEngine *self)
{
  return dex_future_new_for_boolean (TRUE);
}
DexFuture *
crm_sync_engine_examine (CrmSyncEngine *self, const CrmServerAddress *address)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_join (CrmSyncEngine *self, const CrmServerAddress *address, const char *user, const char *password, GCancellable *cancellable)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_sign_in (CrmSyncEngine *self, const char *password)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_trust (CrmSyncEngine *self, const CrmServerAddress *address)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_sync_now (CrmSyncEngine *self)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_leave (CrmSyncEngine *self)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_list_unsaved (CrmSyncEngine *self)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_dismiss_unsaved (CrmSyncEngine *self, gint64 number)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_retry_unsaved (CrmSyncEngine *self, gint64 number)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_list_conflicts (CrmSyncEngine *self)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_dismiss_conflict (CrmSyncEngine *self, gint64 number)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_restore_conflict (CrmSyncEngine *self, gint64 number)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_list_news (CrmSyncEngine *self, guint max)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_count_news (CrmSyncEngine *self)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_mark_looked (CrmSyncEngine *self)
{
  return NOT_YET;
}
DexFuture *
crm_sync_engine_fetch_file (CrmSyncEngine *self, const char *hash)
{
  return NOT_YET;
}
