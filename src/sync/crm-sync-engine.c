/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a file and its team's server in step: sends what is written here, fetches what others write, and says how it stands. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-engine-private.h"

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

  self->closed = TRUE;
  crm_sync_engine_disconnect (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->store);
  g_clear_object (&self->tokens);

  G_OBJECT_CLASS (crm_sync_engine_parent_class)->dispose (object);
}

static void
crm_sync_engine_finalize (GObject *object)
{
  CrmSyncEngine *self = CRM_SYNC_ENGINE (object);

  g_clear_pointer (&self->membership, crm_sync_membership_free);
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  g_clear_pointer (&self->fibers, g_ptr_array_unref);
  g_clear_pointer (&self->hinted, g_hash_table_unref);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (crm_sync_engine_parent_class)->finalize (object);
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
      g_value_set_uint (value, self->counts.waiting);
      break;
    case PROP_UNSAVED:
      g_value_set_uint (value, self->counts.unsaved);
      break;
    case PROP_CONFLICTS:
      g_value_set_uint (value, self->counts.conflicts);
      break;
    case PROP_NEWS:
      g_value_set_uint (value, self->counts.news);
      break;
    case PROP_LAST_SYNCED:
      g_value_set_int64 (value, self->last_synced);
      break;
    case PROP_FIRST_SYNC:
      g_value_set_boolean (value, crm_sync_engine_is_first_sync (self));
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
  object_class->finalize = crm_sync_engine_finalize;
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
  self->pace = 1000;
  self->waiters = g_ptr_array_new_with_free_func (dex_unref);
  self->queue = g_ptr_array_new_with_free_func (dex_unref);
  self->fibers = g_ptr_array_new_with_free_func (dex_unref);
  self->hinted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* ── fibers of its own ────────────────────────────────────────────────────────────────────── */

void
crm_sync_engine_spawn (CrmSyncEngine *self, DexFiberFunc func)
{
  for (guint i = self->fibers->len; i-- > 0;)
    if (!dex_future_is_pending (self->fibers->pdata[i]))
      g_ptr_array_remove_index_fast (self->fibers, i);
  g_ptr_array_add (self->fibers, dex_scheduler_spawn (NULL, 0, func, g_object_ref (self), g_object_unref));
}

void
crm_sync_engine_wait (CrmSyncEngine *self)
{
  while (self->fibers->len > 0)
    {
      DexFuture *fiber = dex_ref (self->fibers->pdata[0]);

      g_ptr_array_remove_index (self->fibers, 0);
      dex_await (fiber, NULL);
    }
}

/* ── telling ──────────────────────────────────────────────────────────────────────────────── */

void
crm_sync_engine_set_state (CrmSyncEngine *self, CrmSyncState state, const char *error)
{
  gboolean changed = self->state != state;

  self->state = state;
  if (g_set_str (&self->error, error != NULL ? error : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
crm_sync_engine_set_counts (CrmSyncEngine *self, const CrmSyncCounts *counts)
{
  CrmSyncCounts before = self->counts;

  self->counts = *counts;
  if (before.waiting != counts->waiting)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  if (before.unsaved != counts->unsaved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNSAVED]);
  if (before.conflicts != counts->conflicts)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICTS]);
  if (before.news != counts->news)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEWS]);
}

void
crm_sync_engine_set_progress (CrmSyncEngine *self, guint64 done, guint64 total)
{
  gboolean more = self->done != done, other = self->total != total;

  self->done = done;
  self->total = total;
  if (more)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

void
crm_sync_engine_set_last_synced (CrmSyncEngine *self, gint64 at)
{
  if (self->last_synced == at)
    return;
  self->last_synced = at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNCED]);
}

void
crm_sync_engine_set_membership (CrmSyncEngine *self, CrmSyncMembership *membership)
{
  g_clear_pointer (&self->membership, crm_sync_membership_free);
  self->membership = membership;
  for (guint i = PROP_FIRST_SYNC; i < N_PROPS; i++)
    if (i != PROP_DONE && i != PROP_TOTAL)
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  crm_sync_engine_set_last_synced (self, membership->last_synced);
}

void
crm_sync_engine_tell_pulled (CrmSyncEngine *self, guint kinds, guint records)
{
  g_signal_emit (self, signals[PULLED], 0, kinds, records);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

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

void
crm_sync_engine_set_pace (CrmSyncEngine *self, guint milliseconds)
{
  g_return_if_fail (CRM_IS_SYNC_ENGINE (self));

  self->pace = milliseconds;
}

CrmSyncState
crm_sync_engine_get_state (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), CRM_SYNC_STATE_LOCAL);

  return self->state;
}

const char *
crm_sync_engine_get_error (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), "");

  return self->error != NULL ? self->error : "";
}

guint
crm_sync_engine_get_waiting (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), 0);

  return self->counts.waiting;
}

guint
crm_sync_engine_get_unsaved (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), 0);

  return self->counts.unsaved;
}

guint
crm_sync_engine_get_conflicts (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), 0);

  return self->counts.conflicts;
}

guint
crm_sync_engine_get_news (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), 0);

  return self->counts.news;
}

gint64
crm_sync_engine_get_last_synced (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), 0);

  return self->last_synced;
}

gboolean
crm_sync_engine_is_joined (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), FALSE);

  return self->membership != NULL && self->membership->address != NULL;
}

gboolean
crm_sync_engine_is_first_sync (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), FALSE);

  return self->membership != NULL && self->membership->first_sync;
}

const char *
crm_sync_engine_get_address (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), "");

  return crm_sync_engine_is_joined (self) ? self->membership->address->url : "";
}

const char *
crm_sync_engine_get_workspace_name (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), "");

  return self->membership != NULL && self->membership->workspace_name != NULL ? self->membership->workspace_name : "";
}

const char *
crm_sync_engine_get_user_name (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), "");

  return self->membership != NULL && self->membership->user_name != NULL ? self->membership->user_name : "";
}

const char *
crm_sync_engine_get_team (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), "");

  return self->membership != NULL && self->membership->team != NULL ? self->membership->team : "";
}

void
crm_sync_engine_get_progress (CrmSyncEngine *self, guint64 *done, guint64 *total)
{
  g_return_if_fail (CRM_IS_SYNC_ENGINE (self));

  *done = self->done;
  *total = self->total;
}

CrmSyncRole
crm_sync_engine_get_role (CrmSyncEngine *self)
{
  static const char *const names[] = { "reader", "member", "manager", "administrator" };

  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), CRM_SYNC_ROLE_NONE);

  for (int i = 0; crm_sync_engine_is_joined (self) && i < (int)G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (self->membership->role, names[i]) == 0)
      return (CrmSyncRole)i;
  return CRM_SYNC_ROLE_NONE;
}

gboolean
crm_sync_engine_may_write (CrmSyncEngine *self)
{
  return crm_sync_engine_get_role (self) != CRM_SYNC_ROLE_READER;
}
