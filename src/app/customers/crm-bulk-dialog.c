/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what is to be changed in many customers. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-bulk-dialog.h"

#include "app/views/crm-test-value.h"
#include "app/widgets/crm-dialog-saving.h"
#include "app/widgets/crm-field-input.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmBulkDialog
{
  AdwDialog parent_instance;

  /* owned */
  CrmContext *context;
  GPtrArray *inputs; /* of CrmFieldInput, in the order they were added */
  GPtrArray *facets; /* for as long as tags and custom fields are shown */
  GSimpleActionGroup *actions;

  /* borrowed, of the template */
  CrmTestValue *tags_to_add;
  CrmTestValue *tags_to_remove;

  /* template */
  AdwPreferencesGroup *fields;
  GtkMenuButton *add_field;
  AdwPreferencesGroup *tags;
  AdwActionRow *add_tags;
  AdwActionRow *remove_tags;
  GtkLabel *problem;
  GtkWidget *save;
};

enum
{
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmBulkDialog, crm_bulk_dialog, ADW_TYPE_DIALOG)

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static void
add_ids (GArray *ids, CrmTestValue *value)
{
  g_auto (GStrv) values = value != NULL ? crm_test_value_dup_values (value) : NULL;
  CrmId id;

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    if (crm_id_parse (values[i], &id))
      g_array_append_val (ids, id);
}

static CrmCustomerBulk *
read_bulk (CrmBulkDialog *self, GError **error)
{
  g_autoptr (CrmCustomerBulk) bulk = crm_customer_bulk_new ();

  for (guint i = 0; i < self->inputs->len; i++)
    {
      CrmFieldInput *input = self->inputs->pdata[i];
      CrmValue value = { 0 };

      if (!crm_field_input_read (input, &value, error))
        return NULL;
      if (crm_field_input_get_custom (input) != NULL)
        crm_customer_bulk_set_custom (bulk, crm_field_input_get_custom (input), value);
      else
        crm_assignments_add (bulk->assignments, crm_field_input_get_field (input), value);
    }
  add_ids (bulk->add_tags, self->tags_to_add);
  add_ids (bulk->remove_tags, self->tags_to_remove);
  return g_steal_pointer (&bulk);
}

static void
on_changed (CrmBulkDialog *self)
{
  g_autoptr (CrmCustomerBulk) bulk = read_bulk (self, NULL);

  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, NULL);
  gtk_widget_set_sensitive (self->save, bulk == NULL || !crm_customer_bulk_is_empty (bulk));
}

static void
on_save (CrmBulkDialog *self)
{
  g_autoptr (GError) error = NULL;
  CrmCustomerBulk *bulk = read_bulk (self, &error);

  if (bulk == NULL)
    {
      crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, error->message);
      return;
    }
  g_signal_emit (self, signals[CHANGE], 0, bulk);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_cancel (CrmBulkDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* ── fields ───────────────────────────────────────────────────────────────────────────────── */

/* What tells one customer from another is nothing to give to many. */
static gboolean
can_be_changed (guint i)
{
  const CrmField *field = &crm_kind_customer.fields[i];

  return (field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL | CRM_FIELD_SECRET)) == 0 && field->label[0] != '\0' && i != CRM_CUSTOMER_NAME
         && i != CRM_CUSTOMER_ALIAS && i != CRM_CUSTOMER_CODE && i != CRM_CUSTOMER_TAX_ID && i != CRM_CUSTOMER_EXTERNAL_ID;
}

/* Of what can be asked of customers, what bears the name; it knows the office's own fields, too. */
static CrmFieldInput *
make_input (CrmBulkDialog *self, const char *name)
{
  const char *currency = crm_workspace_get_currency (crm_context_get_workspace (self->context));
  const CrmFacet *facet = crm_facets_find (self->facets, name);

  if (facet->custom != NULL)
    return crm_field_input_new_custom (self->context, facet->custom, currency);
  return crm_field_input_new (self->context, &crm_kind_customer, facet->index, currency);
}

static void
on_add (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CrmBulkDialog *self = CRM_BULK_DIALOG (data);
  CrmFieldInput *input;
  GtkWidget *row;

  g_simple_action_set_enabled (action, FALSE);
  input = make_input (self, g_action_get_name (G_ACTION (action)));
  g_ptr_array_add (self->inputs, input);
  g_signal_connect_object (input, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  row = crm_field_input_get_row (input);
  adw_preferences_group_add (self->fields, row);
  gtk_widget_grab_focus (row);
  on_changed (self);
}

static gboolean
is_in_menu (const CrmFacet *facet)
{
  return facet->source == CRM_FACET_CUSTOM || (facet->source == CRM_FACET_OWN && can_be_changed (facet->index));
}

/* Facets of a group stand together. */
static void
build_menu (CrmBulkDialog *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GMenu *section = NULL;
  const char *group = NULL;

  for (guint i = 0; i < self->facets->len; i++)
    {
      const CrmFacet *facet = self->facets->pdata[i];
      g_autoptr (GSimpleAction) action = NULL;
      g_autofree char *name = NULL;

      if (!is_in_menu (facet))
        continue;
      if (section == NULL || g_strcmp0 (group, facet->group) != 0)
        {
          g_clear_object (&section);
          section = g_menu_new ();
          group = facet->group;
          g_menu_append_section (menu, group, G_MENU_MODEL (section));
        }
      action = g_simple_action_new (facet->name, NULL);
      g_signal_connect_object (action, "activate", G_CALLBACK (on_add), self, G_CONNECT_DEFAULT);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      name = g_strconcat ("bulk.", facet->name, NULL);
      g_menu_append (section, facet->label, name);
    }
  g_clear_object (&section);
  gtk_menu_button_set_menu_model (self->add_field, G_MENU_MODEL (menu));
}

/* ── tags ─────────────────────────────────────────────────────────────────────────────────── */

static CrmTestValue *
add_value (CrmBulkDialog *self, AdwActionRow *row, const CrmFacet *facet)
{
  CrmValueStyle style = { 0 };
  GtkWidget *value = crm_test_value_new (facet, CRM_TEST_ANY, NULL, &style, 0);

  gtk_widget_set_valign (value, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (value, FALSE);
  adw_action_row_add_suffix (row, value);
  g_signal_connect_object (value, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return CRM_TEST_VALUE (value);
}

static void
show_tags (CrmBulkDialog *self)
{
  const CrmFacet *facet = crm_facets_find (self->facets, "tag");

  gtk_widget_set_visible (GTK_WIDGET (self->tags), facet != NULL && facet->options != NULL && facet->options->len > 0);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->tags)))
    return;
  self->tags_to_add = add_value (self, self->add_tags, facet);
  self->tags_to_remove = add_value (self, self->remove_tags, facet);
}

/* ── the dialog ───────────────────────────────────────────────────────────────────────────── */

static void
crm_bulk_dialog_dispose (GObject *object)
{
  CrmBulkDialog *self = CRM_BULK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_BULK_DIALOG);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_clear_pointer (&self->facets, g_ptr_array_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_bulk_dialog_parent_class)->dispose (object);
}

static void
crm_bulk_dialog_class_init (CrmBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_bulk_dialog_dispose;

  signals[CHANGE] = g_signal_new ("change", CRM_TYPE_BULK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-bulk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, add_field);
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, tags);
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, add_tags);
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, remove_tags);
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmBulkDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_bulk_dialog_init (CrmBulkDialog *self)
{
  self->inputs = g_ptr_array_new_with_free_func (g_object_unref);
  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "bulk", G_ACTION_GROUP (self->actions));
}

AdwDialog *
crm_bulk_dialog_new (CrmContext *context, guint n)
{
  CrmBulkDialog *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && crm_view_reading_get_facets (crm_context_get_views (context), &crm_kind_customer) != NULL, NULL);

  title = g_strdup_printf (ngettext ("Change %'u Customer", "Change %'u Customers", n), n);
  self = g_object_new (CRM_TYPE_BULK_DIALOG, "title", title, NULL);
  self->context = g_object_ref (context);
  self->facets = g_ptr_array_ref (crm_view_reading_get_facets (crm_context_get_views (context), &crm_kind_customer));
  build_menu (self);
  show_tags (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->add_field));
  return ADW_DIALOG (self);
}
