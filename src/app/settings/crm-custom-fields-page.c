/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The custom fields of an office: added, changed, moved and removed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-custom-fields-page.h"

#include "app/settings/crm-custom-field-dialog.h"
#include "app/settings/crm-order-row.h"
#include "core/base/crm-position.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmCustomFieldsPage
{
  AdwPreferencesPage parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  AdwPreferencesGroup *empty;
  GtkListBox *list;

  /* owned */
  CrmStore *store;
  GPtrArray *rows;   /* of CrmOrderRow, borrowed from the list */
  GPtrArray *listed; /* (nullable): of Listed: what each row shows */

  gboolean reading;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (CrmCustomFieldsPage, crm_custom_fields_page, ADW_TYPE_PREFERENCES_PAGE)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmCustomField *field;
  gint64 n_values;
} Listed;

static void
listed_free (Listed *listed)
{
  crm_custom_field_unref (listed->field);
  g_free (listed);
}

static gboolean
count_values (CrmConnection *connection, Listed *listed, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM custom_value WHERE field = ? AND deleted = 0", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, crm_custom_field_get_id (listed->field));
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    listed->n_values = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
read_list (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_custom_fields_read (connection, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)listed_free);

  if (fields == NULL)
    return FALSE;
  for (guint i = 0; i < fields->len; i++)
    {
      Listed *listed = g_new0 (Listed, 1);

      listed->field = crm_custom_field_ref (fields->pdata[i]);
      g_ptr_array_add (list, listed);
      if (!count_values (connection, listed, error))
        return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&list));
  return TRUE;
}

/* ── saying ───────────────────────────────────────────────────────────────────────────────── */

static void
say (CrmCustomFieldsPage *self, const char *text, const CrmId *edit);

static DexFuture *
on_failed (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  say (CRM_CUSTOM_FIELDS_PAGE (data), error->message, NULL);
  return NULL;
}

static void
watch (CrmCustomFieldsPage *self, DexFuture *future)
{
  dex_future_disown (dex_future_catch (future, on_failed, g_object_ref (self), g_object_unref));
}

static void
on_undo (CrmCustomFieldsPage *self, AdwToast *toast)
{
  const CrmId *edit = g_object_get_data (G_OBJECT (toast), "edit");

  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  if (self->store != NULL)
    watch (self, crm_store_undo (self->store, edit));
}

/* With an Undo button for @edit, when there is one. */
static void
say (CrmCustomFieldsPage *self, const char *text, const CrmId *edit)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (dialog == NULL)
    return;
  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  if (edit != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_object_set_data_full (G_OBJECT (toast), "edit", g_memdup2 (edit, sizeof *edit), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

/* ── acting ───────────────────────────────────────────────────────────────────────────────── */

static void
present_dialog (CrmCustomFieldsPage *self, CrmCustomField *field)
{
  adw_dialog_present (ADW_DIALOG (crm_custom_field_dialog_new (self->store, field)), GTK_WIDGET (self));
}

static int
find_place (CrmCustomFieldsPage *self, CrmOrderRow *row)
{
  guint place;

  return g_ptr_array_find (self->rows, row, &place) ? (int)place : -1;
}

static CrmCustomField *
get_field (CrmCustomFieldsPage *self, int place)
{
  return ((Listed *)self->listed->pdata[place])->field;
}

static void
on_add (CrmCustomFieldsPage *self)
{
  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  present_dialog (self, NULL);
}

static void
on_edit (CrmCustomFieldsPage *self, CrmOrderRow *row)
{
  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  present_dialog (self, get_field (self, find_place (self, row)));
}

typedef struct
{
  CrmCustomFieldsPage *page;
  char *text;
} Saying;

static void
saying_free (gpointer data)
{
  Saying *saying = data;

  g_object_unref (saying->page);
  g_free (saying->text);
  g_free (saying);
}

static DexFuture *
on_removed (DexFuture *future, gpointer data)
{
  Saying *saying = data;
  const CrmEditResult *result = g_value_get_boxed (dex_future_get_value (future, NULL));

  say (saying->page, saying->text, &result->id);
  return dex_future_new_true ();
}

static void
on_remove (CrmCustomFieldsPage *self, CrmOrderRow *row)
{
  CrmCustomField *field = get_field (self, find_place (self, row));
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Custom Field"), CRM_EDIT_ORIGIN_PERSON);
  Saying *saying = g_new0 (Saying, 1);

  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  saying->page = g_object_ref (self);
  saying->text = g_strdup_printf (_ ("“%s” removed"), crm_custom_field_get_label (field));
  crm_edit_delete (edit, &crm_kind_custom_field, crm_custom_field_get_id (field));
  watch (self, dex_future_then (crm_store_apply (self->store, edit, NULL), on_removed, saying, saying_free));
}

static const char *
get_position (CrmCustomFieldsPage *self, int place)
{
  if (place < 0 || place >= (int)self->rows->len)
    return NULL;
  return crm_record_get_text (get_field (self, place)->record, CRM_CUSTOM_FIELD_POSITION);
}

/* Puts the row at @from where the row at @to stands. */
static void
move (CrmCustomFieldsPage *self, int from, int to)
{
  CrmCustomField *field = get_field (self, from);
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Move Custom Field"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *position = NULL;

  if (to < 0 || to >= (int)self->rows->len || to == from)
    return;
  position = to > from ? crm_position_between (get_position (self, to), get_position (self, to + 1))
                       : crm_position_between (get_position (self, to - 1), get_position (self, to));
  crm_change_set_text (crm_edit_update (edit, &crm_kind_custom_field, crm_custom_field_get_id (field)), CRM_CUSTOM_FIELD_POSITION, position);
  watch (self, crm_store_apply (self->store, edit, NULL));
}

static void
on_move (CrmCustomFieldsPage *self, int places, CrmOrderRow *row)
{
  int from = find_place (self, row);

  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  if (from >= 0)
    move (self, from, from + places);
}

static void
on_dropped (CrmCustomFieldsPage *self, CrmOrderRow *dragged, CrmOrderRow *row)
{
  int from = find_place (self, dragged), to = find_place (self, row);

  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  if (from >= 0 && to >= 0)
    move (self, from, to);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
add_row (CrmCustomFieldsPage *self)
{
  GtkWidget *row = crm_order_row_new ();

  g_signal_connect_object (row, "edit", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "move", G_CALLBACK (on_move), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->rows, row);
}

/* The id of the field whose row has the focus, or nil. */
static CrmId
get_focused (CrmCustomFieldsPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == self->rows->pdata[i])
      return *crm_order_row_get_id (self->rows->pdata[i]);
  return (CrmId){ 0 };
}

static void
fill_row (CrmOrderRow *row, const Listed *listed)
{
  const char *type = crm_field_get_choice_label (&crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE], crm_record_get_text (listed->field->record, CRM_CUSTOM_FIELD_TYPE));
  g_autofree char *used = NULL;
  g_autofree char *subtitle = NULL;

  if (listed->n_values > 0)
    {
      used = g_strdup_printf (ngettext ("%'u customer", "%'u customers", (gulong)listed->n_values), (guint)listed->n_values);
      subtitle = g_strdup_printf ("%s · %s", type, used);
    }
  crm_order_row_set (row, crm_custom_field_get_id (listed->field), crm_custom_field_get_label (listed->field), subtitle != NULL ? subtitle : type);
}

/* The rows stay and show other fields, and the focus goes with the field it was on. */
static void
show_list (CrmCustomFieldsPage *self, GPtrArray *list)
{
  CrmId focused = get_focused (self);

  g_ptr_array_ref (list);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  self->listed = list;
  while (self->rows->len < list->len)
    add_row (self);
  while (self->rows->len > list->len)
    {
      gtk_list_box_remove (self->list, self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int)self->rows->len - 1);
    }
  for (guint i = 0; i < list->len; i++)
    {
      const Listed *listed = list->pdata[i];

      fill_row (self->rows->pdata[i], listed);
      crm_order_row_set_movable (self->rows->pdata[i], TRUE, i > 0, i + 1 < list->len);
      if (crm_id_equal (crm_custom_field_get_id (listed->field), &focused))
        gtk_widget_grab_focus (self->rows->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->group), list->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), list->len == 0);
}

static void reload (CrmCustomFieldsPage *self);

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  CrmCustomFieldsPage *self = CRM_CUSTOM_FIELDS_PAGE (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  self->reading = FALSE;
  if (self->store == NULL)
    return NULL;
  if (value != NULL)
    show_list (self, g_value_get_boxed (value));
  else
    say (self, error->message, NULL);
  if (self->stale)
    reload (self);
  return NULL;
}

static void
reload (CrmCustomFieldsPage *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  dex_future_disown (dex_future_finally (crm_store_read (self->store, NULL, read_list, NULL, NULL), on_read, g_object_ref (self), g_object_unref));
}

static void
on_store_changed (CrmCustomFieldsPage *self, CrmChangeSet *changes)
{
  g_assert (CRM_IS_CUSTOM_FIELDS_PAGE (self));

  if (self->store != NULL && (crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_FIELD) || crm_change_set_has_kind (changes, CRM_KIND_CUSTOM_VALUE)))
    reload (self);
}

static void
crm_custom_fields_page_dispose (GObject *object)
{
  CrmCustomFieldsPage *self = CRM_CUSTOM_FIELDS_PAGE (object);

  g_clear_object (&self->store);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_CUSTOM_FIELDS_PAGE);

  G_OBJECT_CLASS (crm_custom_fields_page_parent_class)->dispose (object);
}

static void
crm_custom_fields_page_finalize (GObject *object)
{
  CrmCustomFieldsPage *self = CRM_CUSTOM_FIELDS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->listed, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_custom_fields_page_parent_class)->finalize (object);
}

static void
crm_custom_fields_page_class_init (CrmCustomFieldsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_custom_fields_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_custom_fields_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-custom-fields-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldsPage, group);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, CrmCustomFieldsPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
crm_custom_fields_page_init (CrmCustomFieldsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_custom_fields_page_set_store (CrmCustomFieldsPage *self, CrmStore *store)
{
  g_return_if_fail (CRM_IS_CUSTOM_FIELDS_PAGE (self) && CRM_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  reload (self);
}
