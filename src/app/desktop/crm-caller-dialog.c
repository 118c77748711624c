/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several customers have the number that calls: asks which it is. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/desktop/crm-caller-dialog.h"

#include "core/customers/crm-customer-lookup.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmCallerDialog
{
  AdwDialog parent_instance;

  /* owned */
  GPtrArray *matches;
  char *number;

  /* template */
  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkWidget *add_row;
};

enum
{
  CHOSEN,
  NEW_CUSTOMER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmCallerDialog, crm_caller_dialog, ADW_TYPE_DIALOG)

static void
on_row_activated (CrmCallerDialog *self, GtkListBoxRow *row)
{
  const CrmCustomerMatch *match = NULL;

  g_assert (CRM_IS_CALLER_DIALOG (self));

  if (GTK_WIDGET (row) != self->add_row)
    match = g_ptr_array_index (self->matches, (guint)gtk_list_box_row_get_index (row));
  adw_dialog_close (ADW_DIALOG (self));
  if (match != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, &match->customer->id);
  else
    g_signal_emit (self, signals[NEW_CUSTOMER], 0, self->number);
}

static void
add_match (CrmCallerDialog *self, const CrmCustomerMatch *match, int position)
{
  GtkWidget *row = adw_action_row_new ();
  const char *city = crm_record_get_text (match->customer, CRM_CUSTOMER_CITY);
  g_autofree char *detail = match->person != NULL && city != NULL ? g_strdup_printf ("%s · %s", match->person, city) : g_strdup (match->person != NULL ? match->person : city);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (match->customer));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail != NULL ? detail : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_insert (self->list, row, position);
}

static void
crm_caller_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_CALLER_DIALOG);

  G_OBJECT_CLASS (crm_caller_dialog_parent_class)->dispose (object);
}

static void
crm_caller_dialog_finalize (GObject *object)
{
  CrmCallerDialog *self = CRM_CALLER_DIALOG (object);

  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_free (self->number);

  G_OBJECT_CLASS (crm_caller_dialog_parent_class)->finalize (object);
}

static void
crm_caller_dialog_class_init (CrmCallerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_caller_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_caller_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_CALLER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[NEW_CUSTOMER] = g_signal_new ("new-customer", CRM_TYPE_CALLER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/desktop/crm-caller-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCallerDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CrmCallerDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CrmCallerDialog, add_row);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
crm_caller_dialog_init (CrmCallerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
crm_caller_dialog_new (const char *number, GPtrArray *matches, gboolean can_add)
{
  CrmCallerDialog *self;
  g_autofree char *description = NULL;

  g_return_val_if_fail (number != NULL && matches != NULL, NULL);

  self = g_object_new (CRM_TYPE_CALLER_DIALOG, NULL);
  self->number = g_strdup (number);
  self->matches = g_ptr_array_ref (matches);
  /* Translators: %s is a phone number. */
  description = g_strdup_printf (_ ("Several customers have the number %s."), number);
  adw_preferences_group_set_description (self->group, description);
  for (guint i = 0; i < matches->len; i++)
    add_match (self, g_ptr_array_index (matches, i), (int)i);
  gtk_widget_set_visible (self->add_row, can_add);
  return ADW_DIALOG (self);
}
