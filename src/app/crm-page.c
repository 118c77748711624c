/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One view of the window. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-page.h"

typedef struct
{
  CrmContext *context;
} CrmPagePrivate;

enum
{
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  OPEN_RECORD,
  TOAST,
  FAILED,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmPage, crm_page, ADW_TYPE_NAVIGATION_PAGE)

static void
crm_page_finalize (GObject *object)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (CRM_PAGE (object));

  g_clear_object (&priv->context);

  G_OBJECT_CLASS (crm_page_parent_class)->finalize (object);
}

static void
crm_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (CRM_PAGE (object));

  if (id == PROP_CONTEXT)
    g_value_set_object (value, priv->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (CRM_PAGE (object));

  if (id == PROP_CONTEXT)
    priv->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_page_class_init (CrmPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = crm_page_finalize;
  object_class->get_property = crm_page_get_property;
  object_class->set_property = crm_page_set_property;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, CRM_TYPE_CONTEXT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* open-record (kind: pointer to CrmKind, id: pointer to CrmId, list: GListModel or NULL, position: uint) */
  signals[OPEN_RECORD] = g_signal_new ("open-record", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                       G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_LIST_MODEL, G_TYPE_UINT);
  signals[TOAST] = g_signal_new ("toast", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SAVED] = g_signal_new ("saved", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_FILE);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_page_init (CrmPage *self)
{
}

CrmContext *
crm_page_get_context (CrmPage *self)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_PAGE (self), NULL);

  return priv->context;
}

void
crm_page_search (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->search != NULL)
    CRM_PAGE_GET_CLASS (self)->search (self);
}

void
crm_page_create (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->create != NULL)
    CRM_PAGE_GET_CLASS (self)->create (self);
}

void
crm_page_export (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->export != NULL)
    CRM_PAGE_GET_CLASS (self)->export (self);
}

void
crm_page_go (CrmPage *self, int step)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->go != NULL)
    CRM_PAGE_GET_CLASS (self)->go (self, step);
}

void
crm_page_open_record (CrmPage *self, const CrmKind *kind, const CrmId *id, GListModel *list, guint position)
{
  g_return_if_fail (CRM_IS_PAGE (self) && kind != NULL && id != NULL);

  g_signal_emit (self, signals[OPEN_RECORD], 0, kind, id, list, position);
}

void
crm_page_say (CrmPage *self, const char *text, gboolean with_undo)
{
  g_return_if_fail (CRM_IS_PAGE (self) && text != NULL);

  g_signal_emit (self, signals[TOAST], 0, text, with_undo);
}

void
crm_page_say_saved (CrmPage *self, const char *text, GFile *file)
{
  g_return_if_fail (CRM_IS_PAGE (self) && text != NULL && G_IS_FILE (file));

  g_signal_emit (self, signals[SAVED], 0, text, file);
}

void
crm_page_fail (CrmPage *self, const GError *error)
{
  g_return_if_fail (CRM_IS_PAGE (self) && error != NULL);

  g_signal_emit (self, signals[FAILED], 0, error);
}

typedef struct
{
  CrmPage *page;
  char *toast;
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_object_unref (applying->page);
  g_free (applying->toast);
  g_free (applying);
}

static DexFuture *
on_applied (DexFuture *future, gpointer data)
{
  Applying *applying = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    crm_page_fail (applying->page, error);
  else if (applying->toast != NULL)
    crm_page_say (applying->page, applying->toast, TRUE);
  return dex_ref (future);
}

DexFuture *
crm_page_apply (CrmPage *self, CrmEdit *edit, const char *toast)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (self);
  Applying *applying;

  g_return_val_if_fail (CRM_IS_PAGE (self) && edit != NULL, NULL);

  applying = g_new0 (Applying, 1);
  applying->page = g_object_ref (self);
  applying->toast = g_strdup (toast);
  return dex_future_finally (crm_store_apply (crm_context_get_store (priv->context), edit, NULL), on_applied, applying, applying_free);
}
