/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of a window work on. */

#define G_LOG_DOMAIN "crm-app"

#include "app/crm-context.h"

struct _CrmContext
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmWorkspace *workspace;
  GSettings *settings;
  CrmSyncEngine *engine;
  CrmTodayReading *today; /* nullable: nobody asked yet */
  CrmViewReading *views;  /* nullable: likewise */
  DexFuture *started;     /* nullable: the engine's start, while windows show the file */

  guint n_windows;
};

G_DEFINE_FINAL_TYPE (CrmContext, crm_context, G_TYPE_OBJECT)

static void
crm_context_finalize (GObject *object)
{
  CrmContext *self = CRM_CONTEXT (object);

  dex_clear (&self->started);
  g_clear_object (&self->today);
  g_clear_object (&self->views);
  g_clear_object (&self->engine);
  g_clear_object (&self->workspace);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (crm_context_parent_class)->finalize (object);
}

static void
crm_context_class_init (CrmContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_context_finalize;
}

static void
crm_context_init (CrmContext *self)
{
}

/* The desktop's keyring; a file where a test, or a computer without one, says so. */
static CrmTokenStore *
make_tokens (void)
{
  const char *path = g_getenv ("CLIENTELE_TOKEN_FILE");

  return path != NULL ? crm_token_store_new_file (path) : crm_token_store_new_keyring ();
}

CrmContext *
crm_context_new (CrmStore *store, GSettings *settings)
{
  CrmContext *self = g_object_new (CRM_TYPE_CONTEXT, NULL);
  g_autoptr (CrmTokenStore) tokens = make_tokens ();

  g_set_object (&self->store, store);
  self->workspace = crm_workspace_new (store);
  g_set_object (&self->settings, settings);
  self->engine = crm_sync_engine_new (store, tokens);
  return self;
}

DexFuture *
crm_context_start (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  self->n_windows++;
  if (self->started == NULL)
    self->started = crm_sync_engine_start (self->engine);
  return dex_ref (self->started);
}

void
crm_context_close (CrmContext *self)
{
  g_return_if_fail (CRM_IS_CONTEXT (self) && self->n_windows > 0);

  if (--self->n_windows == 0)
    dex_future_disown (crm_sync_engine_close (self->engine));
}

CrmSyncEngine *
crm_context_get_engine (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  return self->engine;
}

CrmStore *
crm_context_get_store (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  return self->store;
}

CrmClock *
crm_context_get_clock (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  return crm_store_get_clock (self->store);
}

GSettings *
crm_context_get_settings (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  return self->settings;
}

CrmWorkspace *
crm_context_get_workspace (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  return self->workspace;
}

CrmTodayReading *
crm_context_get_today (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  if (self->today == NULL)
    self->today = crm_today_reading_new (self->store, self->settings);
  return self->today;
}

CrmViewReading *
crm_context_get_views (CrmContext *self)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (self), NULL);

  if (self->views == NULL)
    self->views = crm_view_reading_new (self->store, self->workspace);
  return self->views;
}
