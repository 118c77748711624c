/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of customers, those of custom fields among them, and the menu that shows and hides them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-column-chooser.h"

#include "app/customers/crm-customer-columns.h"
#include "app/widgets/crm-column-settings.h"
#include "app/widgets/crm-menu-popup.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmColumnChooser
{
  GObject parent_instance;

  /* owned */
  CrmContext *context;
  GSimpleActionGroup *actions;
  GMenu *menu;
  GMenu *custom_menu;

  GtkColumnView *table; /* weak */
  const CrmColumnFormat *format;

  guint reading : 1;
  guint stale : 1; /* the definitions changed while they were read */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmColumnChooser, crm_column_chooser, G_TYPE_OBJECT)

/* ── the menu ─────────────────────────────────────────────────────────────────────────────── */

/* An underscore in the words of the office is one, not the mark of a key. */
static void
add_to_menu (CrmColumnChooser *self, GMenu *menu, GtkColumnViewColumn *column)
{
  const char *id = gtk_column_view_column_get_id (column);
  g_auto (GStrv) parts = g_strsplit (gtk_column_view_column_get_title (column), "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);
  g_autofree char *action = g_strconcat ("columns.", id, NULL);

  g_menu_append (menu, label, action);
}

static void
add_action (CrmColumnChooser *self, GtkColumnViewColumn *column)
{
  g_autoptr (GPropertyAction) visible = g_property_action_new (gtk_column_view_column_get_id (column), column, "visible");

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (visible));
}

static void
fill_custom_menu (CrmColumnChooser *self, GPtrArray *columns)
{
  gboolean there = g_menu_model_get_n_items (G_MENU_MODEL (self->menu)) > 1;

  g_menu_remove_all (self->custom_menu);
  for (guint i = 0; i < columns->len; i++)
    add_to_menu (self, self->custom_menu, columns->pdata[i]);
  if (columns->len > 0 && !there)
    g_menu_append_section (self->menu, _ ("Custom Fields"), G_MENU_MODEL (self->custom_menu));
  else if (columns->len == 0 && there)
    g_menu_remove (self->menu, 1);
}

/* ── columns of the kind ──────────────────────────────────────────────────────────────────── */

static void
add_columns (CrmColumnChooser *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < crm_n_customer_columns; i++)
    {
      GtkColumnViewColumn *column = crm_record_column_append_to (self->table, &crm_kind_customer, &crm_customer_columns[i], self->format);

      if (crm_customer_columns[i].field == CRM_CUSTOMER_NAME)
        {
          gtk_column_view_sort_by_column (self->table, column, GTK_SORT_ASCENDING);
          continue;
        }
      add_action (self, column);
      add_to_menu (self, menu, column);
    }
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (menu));
}

/* ── columns of custom fields ─────────────────────────────────────────────────────────────── */

static CrmRecordColumn
describe (CrmCustomField *field)
{
  CrmRecordColumn column = { .custom = field, .hidden = TRUE };

  switch (field->field.type)
    {
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_DECIMAL:
    case CRM_TYPE_MONEY:
      column.width = 120;
      column.numeric = TRUE;
      return column;
    case CRM_TYPE_DATE:
    case CRM_TYPE_BOOLEAN:
      column.width = 104;
      return column;
    default:
      column.width = 152;
      column.found = TRUE;
      return column;
    }
}

static CrmCustomField *
get_custom (GtkColumnViewColumn *column)
{
  return crm_record_column_get (column)->custom;
}

/* The column that shows the field, or NULL. */
static GtkColumnViewColumn *
find_column (CrmColumnChooser *self, CrmCustomField *field)
{
  GListModel *columns = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      CrmCustomField *shown = get_custom (column);

      if (shown != NULL && shown->field.type == field->field.type && crm_id_equal (crm_custom_field_get_id (shown), crm_custom_field_get_id (field)))
        return column;
    }
  return NULL;
}

static void
on_visible (CrmColumnChooser *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkColumnViewColumn *
add_custom (CrmColumnChooser *self, CrmCustomField *field)
{
  CrmRecordColumn description = describe (field);
  GtkColumnViewColumn *column = crm_record_column_append_to (self->table, &crm_kind_customer, &description, self->format);

  g_signal_connect_object (column, "notify::visible", G_CALLBACK (on_visible), self, G_CONNECT_SWAPPED);
  add_action (self, column);
  return column;
}

/* A field that is no more, or has another type now: its cells are others. */
static void
drop_others (CrmColumnChooser *self, GPtrArray *fields)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  GListModel *columns = gtk_column_view_get_columns (self->table);

  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (kept, find_column (self, fields->pdata[i]));
  for (guint i = g_list_model_get_n_items (columns); i-- > 0;)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (get_custom (column) == NULL || g_ptr_array_find (kept, column, NULL))
        continue;
      g_action_map_remove_action (G_ACTION_MAP (self->actions), gtk_column_view_column_get_id (column));
      gtk_column_view_remove_column (self->table, column);
    }
}

static void
set_fields (CrmColumnChooser *self, GPtrArray *fields)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  drop_others (self, fields);
  for (guint i = 0; i < fields->len; i++)
    {
      GtkColumnViewColumn *column = find_column (self, fields->pdata[i]);

      if (column != NULL)
        crm_record_column_set_custom (column, fields->pdata[i]);
      else
        column = add_custom (self, fields->pdata[i]);
      g_ptr_array_add (columns, column);
    }
  fill_custom_menu (self, columns);
  crm_column_settings_restore (self->table);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void read_fields (CrmColumnChooser *self);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmColumnChooser *self = CRM_COLUMN_CHOOSER (data);
  const GValue *value = dex_future_get_value (future, NULL);

  self->reading = FALSE;
  if (self->table == NULL)
    return NULL;
  /* What cannot be read is not offered; the list itself says what is wrong with the file. */
  if (value != NULL)
    set_fields (self, g_value_get_boxed (value));
  if (self->stale)
    read_fields (self);
  return NULL;
}

static void
read_fields (CrmColumnChooser *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (self->context), NULL, crm_custom_fields_read_into, NULL, NULL), on_read, g_object_ref (self),
                                         g_object_unref));
}

static void
on_store_changed (CrmColumnChooser *self, CrmChangeSet *changes)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_FIELD))
    read_fields (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_column_chooser_dispose (GObject *object)
{
  CrmColumnChooser *self = CRM_COLUMN_CHOOSER (object);

  g_clear_weak_pointer (&self->table);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_column_chooser_parent_class)->dispose (object);
}

static void
crm_column_chooser_finalize (GObject *object)
{
  CrmColumnChooser *self = CRM_COLUMN_CHOOSER (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->custom_menu);

  G_OBJECT_CLASS (crm_column_chooser_parent_class)->finalize (object);
}

static void
crm_column_chooser_class_init (CrmColumnChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_column_chooser_dispose;
  object_class->finalize = crm_column_chooser_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_COLUMN_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_column_chooser_init (CrmColumnChooser *self)
{
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
  self->custom_menu = g_menu_new ();
}

CrmColumnChooser *
crm_column_chooser_new (GtkColumnView *table, GtkMenuButton *button, CrmContext *context, const CrmColumnFormat *format)
{
  CrmColumnChooser *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (table) && GTK_IS_MENU_BUTTON (button) && CRM_IS_CONTEXT (context) && format != NULL, NULL);

  self = g_object_new (CRM_TYPE_COLUMN_CHOOSER, NULL);
  self->context = g_object_ref (context);
  self->format = format;
  g_set_weak_pointer (&self->table, table);
  add_columns (self);
  gtk_widget_insert_action_group (GTK_WIDGET (button), "columns", G_ACTION_GROUP (self->actions));
  crm_menu_popup_set_later (button, G_MENU_MODEL (self->menu));
  if (crm_context_get_settings (context) != NULL)
    crm_column_settings_bind (table, crm_context_get_settings (context), "customers-columns", "customers-sort");
  g_signal_connect_object (crm_context_get_store (context), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  read_fields (self);
  return self;
}

gboolean
crm_column_chooser_shows_custom (CrmColumnChooser *self)
{
  g_autoptr (GPtrArray) shown = crm_column_chooser_dup_shown (self);

  for (guint i = 0; i < shown->len; i++)
    if (((const CrmRecordColumn *)shown->pdata[i])->custom != NULL)
      return TRUE;
  return FALSE;
}

CrmQuery *
crm_column_chooser_sort (CrmColumnChooser *self, CrmQuery *query)
{
  GtkColumnViewSorter *sorter;
  const CrmRecordColumn *by;
  GtkColumnViewColumn *column;
  gboolean descending;

  g_return_val_if_fail (CRM_IS_COLUMN_CHOOSER (self) && self->table != NULL, NULL);

  sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->table));
  column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  if (column == NULL)
    return crm_query_with_sort (query, CRM_CUSTOMER_NAME, FALSE);
  by = crm_record_column_get (column);
  descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  if (by->custom == NULL)
    return crm_query_with_sort (query, by->field, descending);
  return crm_query_with_custom_sort (query, crm_custom_field_get_id (by->custom), by->custom->column, descending);
}

GPtrArray *
crm_column_chooser_dup_shown (CrmColumnChooser *self)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_column_free);
  GListModel *columns;

  g_return_val_if_fail (CRM_IS_COLUMN_CHOOSER (self) && self->table != NULL, NULL);

  columns = gtk_column_view_get_columns (self->table);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_ptr_array_add (shown, crm_record_column_copy (crm_record_column_get (column)));
    }
  return g_steal_pointer (&shown);
}
