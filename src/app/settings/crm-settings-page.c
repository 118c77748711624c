/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the preferences that lists records of the file. */

#define G_LOG_DOMAIN "crm-app"

#include "app/settings/crm-settings-page.h"

#include "app/settings/crm-settings-apply.h"

typedef struct
{
  /* template */
  AdwHeaderBar *header;
  GtkStack *stack;
  GtkLabel *description;
  GtkButton *add;
  AdwButtonContent *add_content;
  AdwStatusPage *empty;
  GtkButton *empty_add;
  CrmOrderList *list;

  /* owned */
  CrmContext *context;

  CrmId subject;
  gboolean reading;
  gboolean stale;
} CrmSettingsPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmSettingsPage, crm_settings_page, ADW_TYPE_NAVIGATION_PAGE)

static CrmSettingsPagePrivate *
get_private (CrmSettingsPage *self)
{
  return crm_settings_page_get_instance_private (self);
}

static void
on_add (CrmSettingsPage *self)
{
  g_assert (CRM_IS_SETTINGS_PAGE (self));

  CRM_SETTINGS_PAGE_GET_CLASS (self)->add (self);
}

static void
on_edit (CrmSettingsPage *self, const CrmId *id)
{
  CRM_SETTINGS_PAGE_GET_CLASS (self)->edit (self, id);
}

static void
on_remove (CrmSettingsPage *self, const CrmId *id)
{
  CRM_SETTINGS_PAGE_GET_CLASS (self)->remove (self, id);
}

static void
on_moved (CrmSettingsPage *self, const CrmId *id, const char *position)
{
  if (CRM_SETTINGS_PAGE_GET_CLASS (self)->moved != NULL)
    CRM_SETTINGS_PAGE_GET_CLASS (self)->moved (self, id, position);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static void reload (CrmSettingsPage *self);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmSettingsPage *self = CRM_SETTINGS_PAGE (data);
  CrmSettingsPagePrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  priv->reading = FALSE;
  if (priv->list == NULL)
    return NULL;
  if (value != NULL)
    CRM_SETTINGS_PAGE_GET_CLASS (self)->show (self, value);
  else
    crm_settings_say (GTK_WIDGET (self), error->message);
  if (priv->stale)
    reload (self);
  return NULL;
}

static void
reload (CrmSettingsPage *self)
{
  CrmSettingsPagePrivate *priv = get_private (self);

  priv->stale = priv->reading;
  if (priv->reading)
    return;
  priv->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (priv->context), NULL, CRM_SETTINGS_PAGE_GET_CLASS (self)->read, g_memdup2 (&priv->subject, sizeof priv->subject), g_free),
                                         on_read, g_object_ref (self), g_object_unref));
}

static void
on_store_changed (CrmSettingsPage *self, const CrmChangeSet *changes)
{
  if ((changes->kinds & CRM_SETTINGS_PAGE_GET_CLASS (self)->followed) != 0 && get_private (self)->context != NULL)
    reload (self);
}

static void
crm_settings_page_dispose (GObject *object)
{
  CrmSettingsPagePrivate *priv = get_private (CRM_SETTINGS_PAGE (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SETTINGS_PAGE);
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (crm_settings_page_parent_class)->dispose (object);
}

static void
crm_settings_page_class_init (CrmSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_settings_page_dispose;

  g_type_ensure (CRM_TYPE_ORDER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-settings-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, description);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, add);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, add_content);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, empty);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, empty_add);
  gtk_widget_class_bind_template_child_private (widget_class, CrmSettingsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
  gtk_widget_class_bind_template_callback (widget_class, on_moved);
}

static void
crm_settings_page_init (CrmSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_settings_page_set_words (CrmSettingsPage *self, const char *description, const char *add, const char *empty_title, const char *empty_description, const char *icon_name)
{
  CrmSettingsPagePrivate *priv = get_private (self);

  gtk_label_set_label (priv->description, description);
  adw_button_content_set_label (priv->add_content, add);
  adw_status_page_set_title (priv->empty, empty_title);
  adw_status_page_set_description (priv->empty, empty_description);
  adw_status_page_set_icon_name (priv->empty, icon_name);
  gtk_button_set_label (priv->empty_add, add);
}

void
crm_settings_page_set_context (CrmSettingsPage *self, CrmContext *context)
{
  CrmSettingsPagePrivate *priv = get_private (self);

  g_return_if_fail (CRM_IS_SETTINGS_PAGE (self) && CRM_IS_CONTEXT (context) && priv->context == NULL);

  priv->context = g_object_ref (context);
  crm_order_list_set_name (priv->list, adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self)));
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  reload (self);
}

void
crm_settings_page_set_subject (CrmSettingsPage *self, const CrmId *subject)
{
  g_return_if_fail (CRM_IS_SETTINGS_PAGE (self) && subject != NULL);

  get_private (self)->subject = *subject;
}

const CrmId *
crm_settings_page_get_subject (CrmSettingsPage *self)
{
  g_return_val_if_fail (CRM_IS_SETTINGS_PAGE (self), NULL);

  return &get_private (self)->subject;
}

CrmContext *
crm_settings_page_get_context (CrmSettingsPage *self)
{
  g_return_val_if_fail (CRM_IS_SETTINGS_PAGE (self), NULL);

  return get_private (self)->context;
}

CrmStore *
crm_settings_page_get_store (CrmSettingsPage *self)
{
  return crm_context_get_store (crm_settings_page_get_context (self));
}

void
crm_settings_page_set_items (CrmSettingsPage *self, const CrmOrderItem *items, guint n_items)
{
  CrmSettingsPagePrivate *priv = get_private (self);

  g_return_if_fail (CRM_IS_SETTINGS_PAGE (self));

  crm_order_list_set_items (priv->list, items, n_items);
  gtk_widget_set_visible (GTK_WIDGET (priv->add), n_items > 0);
  gtk_stack_set_visible_child_name (priv->stack, n_items > 0 ? "list" : "empty");
}

void
crm_settings_page_add_button (CrmSettingsPage *self, GtkWidget *button)
{
  g_return_if_fail (CRM_IS_SETTINGS_PAGE (self) && GTK_IS_WIDGET (button));

  adw_header_bar_pack_end (get_private (self)->header, button);
}
