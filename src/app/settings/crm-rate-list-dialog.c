/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a list of exchange rates by pasting it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-rate-list-dialog.h"

#include "app/settings/crm-settings-apply.h"
#include "app/widgets/crm-dialog-saving.h"
#include "core/base/crm-date-time.h"
#include "core/sales/crm-rate-list.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmRateListDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkTextView *text;
  GtkLabel *problem;

  /* owned */
  CrmContext *context;
  GtkWidget *parent;
};

G_DEFINE_FINAL_TYPE (CrmRateListDialog, crm_rate_list_dialog, ADW_TYPE_DIALOG)

static void
set_problem (CrmRateListDialog *self, const char *message)
{
  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, message);
}

static void
apply (CrmRateListDialog *self, GArray *lines, const char *home)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Add Exchange Rates"), CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *toast = g_strdup_printf (ngettext ("%u rate added", "%u rates added", lines->len), lines->len);

  for (guint i = 0; i < lines->len; i++)
    {
      const CrmRateLine *line = &g_array_index (lines, CrmRateLine, i);
      CrmChange *change = crm_edit_create (edit, &crm_kind_exchange_rate, NULL);

      crm_change_set_text (change, CRM_EXCHANGE_RATE_CURRENCY, line->currency);
      crm_change_set_integer (change, CRM_EXCHANGE_RATE_UNITS, 1);
      crm_change_set_text (change, CRM_EXCHANGE_RATE_HOME, home);
      crm_change_set_integer (change, CRM_EXCHANGE_RATE_RATE, line->rate);
      crm_change_set_integer (change, CRM_EXCHANGE_RATE_DATE, line->date);
    }
  crm_settings_apply (self->parent, crm_context_get_store (self->context), edit, toast);
}

static void
on_add (CrmRateListDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  CrmClock *clock = crm_context_get_clock (self->context);
  const char *home = crm_workspace_get_currency (crm_context_get_workspace (self->context));
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  g_assert (CRM_IS_RATE_LIST_DIALOG (self));

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (!crm_rate_list_parse (text, home, crm_date_get_year (crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL)), &lines, &error))
    {
      set_problem (self, error->message);
      return;
    }
  apply (self, lines, home);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_cancel (CrmRateListDialog *self)
{
  g_assert (CRM_IS_RATE_LIST_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_rate_list_dialog_dispose (GObject *object)
{
  CrmRateListDialog *self = CRM_RATE_LIST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_RATE_LIST_DIALOG);
  g_clear_object (&self->context);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (crm_rate_list_dialog_parent_class)->dispose (object);
}

static void
crm_rate_list_dialog_class_init (CrmRateListDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_rate_list_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-rate-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRateListDialog, text);
  gtk_widget_class_bind_template_child (widget_class, CrmRateListDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_rate_list_dialog_init (CrmRateListDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_rate_list_dialog_present (GtkWidget *parent, CrmContext *context)
{
  CrmRateListDialog *self;

  g_return_if_fail (GTK_IS_WIDGET (parent) && CRM_IS_CONTEXT (context));

  self = g_object_new (CRM_TYPE_RATE_LIST_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->parent = g_object_ref (parent);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
