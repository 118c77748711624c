/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a query model with its groups as the toolkit's sections. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-sectioned-rows.h"

#include "core/base/crm-sections.h"

struct _CrmSectionedRows
{
  GObject parent_instance;

  CrmQueryModel *model;
  gboolean was_grouped;
};

/* ── list and sections ────────────────────────────────────────────────────────────────────── */

static GType
get_item_type (GListModel *model)
{
  return CRM_TYPE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (CRM_SECTIONED_ROWS (model)->model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (CRM_SECTIONED_ROWS (model)->model), position);
}

static void
get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  const GArray *starts = crm_query_model_get_section_starts (CRM_SECTIONED_ROWS (model)->model);
  guint n_items = get_n_items (G_LIST_MODEL (model));

  if (starts != NULL && starts->len > 0)
    {
      crm_sections_get_range (starts, n_items, position, start, end);
      return;
    }
  *start = position < n_items ? 0 : n_items;
  *end = position < n_items ? n_items : G_MAXUINT;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmSectionedRows, crm_sectioned_rows, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init) G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init))

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, CrmSectionedRows *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* Rows stay in their places when others stand there: the sections have other ends. */
static void
on_replaced (CrmQueryModel *model, CrmSectionedRows *self)
{
  gboolean grouped = crm_query_model_get_section_starts (model) != NULL;
  guint n_items = get_n_items (G_LIST_MODEL (self));

  if (n_items > 0 && (grouped || self->was_grouped))
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, n_items);
  self->was_grouped = grouped;
}

static void
crm_sectioned_rows_finalize (GObject *object)
{
  g_clear_object (&CRM_SECTIONED_ROWS (object)->model);

  G_OBJECT_CLASS (crm_sectioned_rows_parent_class)->finalize (object);
}

static void
crm_sectioned_rows_class_init (CrmSectionedRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_sectioned_rows_finalize;
}

static void
crm_sectioned_rows_init (CrmSectionedRows *self)
{
}

CrmSectionedRows *
crm_sectioned_rows_new (CrmQueryModel *model)
{
  CrmSectionedRows *self;

  g_return_val_if_fail (CRM_IS_QUERY_MODEL (model), NULL);

  self = g_object_new (CRM_TYPE_SECTIONED_ROWS, NULL);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (model, "replaced", G_CALLBACK (on_replaced), self, G_CONNECT_DEFAULT);
  return self;
}
