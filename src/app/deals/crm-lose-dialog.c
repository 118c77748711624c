/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks why deals were lost. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-lose-dialog.h"

#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmLoseDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *window_title;
  AdwWrapBox *reasons;
  GtkToggleButton *first;
  AdwEntryRow *own_reason;
  AdwEntryRow *competitor;
  GtkTextBuffer *detail_text;
  GtkWidget *save;

  /* owned */
  DexPromise *answer;
};

G_DEFINE_FINAL_TYPE (CrmLoseDialog, crm_lose_dialog, ADW_TYPE_DIALOG)

static const char *
get_reason (CrmLoseDialog *self)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); button != NULL; button = gtk_widget_get_next_sibling (button))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
      return gtk_widget_get_name (button);
  return NULL;
}

static char *
dup_typed (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static char *
dup_detail (CrmLoseDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->detail_text, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->detail_text, &start, &end, FALSE));
}

/* Whoever says it in words has said it; figures then count the reason as another one. */
static void
update (CrmLoseDialog *self)
{
  g_autofree char *own = dup_typed (self->own_reason), *detail = dup_detail (self);

  gtk_widget_set_sensitive (self->save, *own != '\0' || *detail != '\0' || get_reason (self) != NULL);
}

static void
on_reason (CrmLoseDialog *self)
{
  g_assert (CRM_IS_LOSE_DIALOG (self));

  update (self);
}

/* One's own words stand instead of a reason from the list. */
static void
on_own_reason (CrmLoseDialog *self)
{
  g_autofree char *own = dup_typed (self->own_reason);

  g_assert (CRM_IS_LOSE_DIALOG (self));

  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); *own != '\0' && button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  update (self);
}

static void
add_typed (GArray *details, guint field, AdwEntryRow *row)
{
  g_autofree char *typed = dup_typed (row);

  if (*typed != '\0')
    crm_assignments_add (details, field, crm_value_text (typed));
}

static void
add_reason (CrmLoseDialog *self, GArray *details)
{
  g_autofree char *own = dup_typed (self->own_reason);

  if (get_reason (self) != NULL)
    crm_assignments_add (details, CRM_DEAL_LOST_REASON, crm_value_text (get_reason (self)));
  else
    crm_assignments_add (details, CRM_DEAL_LOST_REASON, crm_value_text (*own != '\0' ? own : "other"));
}

static void
on_save (CrmLoseDialog *self)
{
  g_autoptr (GArray) details = crm_assignments_new ();
  g_autofree char *detail = dup_detail (self);
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert (CRM_IS_LOSE_DIALOG (self));

  if (!gtk_widget_get_sensitive (self->save) || self->answer == NULL)
    return;
  add_reason (self, details);
  add_typed (details, CRM_DEAL_COMPETITOR, self->competitor);
  if (*detail != '\0')
    crm_assignments_add (details, CRM_DEAL_LOST_DETAIL, crm_value_text (detail));
  g_value_init (&value, G_TYPE_ARRAY);
  g_value_set_boxed (&value, details);
  dex_promise_resolve (self->answer, &value);
  dex_clear (&self->answer);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  on_save (CRM_LOSE_DIALOG (widget));
}

static void
on_cancel (CrmLoseDialog *self)
{
  g_assert (CRM_IS_LOSE_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_lose_dialog_closed (AdwDialog *dialog)
{
  CrmLoseDialog *self = CRM_LOSE_DIALOG (dialog);

  if (self->answer != NULL)
    dex_promise_reject (self->answer, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed"));
  dex_clear (&self->answer);
}

static void
add_reasons (CrmLoseDialog *self)
{
  const CrmChoice *choices = crm_kind_deal.fields[CRM_DEAL_LOST_REASON].choices;

  for (guint i = 0; choices[i].name != NULL; i++)
    {
      GtkWidget *button = i == 0 ? GTK_WIDGET (self->first) : gtk_toggle_button_new ();

      gtk_button_set_label (GTK_BUTTON (button), crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_LOST_REASON], choices[i].name));
      gtk_widget_set_name (button, choices[i].name);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_reason), self, G_CONNECT_SWAPPED);
      if (i == 0)
        continue;
      gtk_widget_add_css_class (button, "reason");
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), self->first);
      adw_wrap_box_append (self->reasons, button);
    }
}

static void
crm_lose_dialog_dispose (GObject *object)
{
  crm_lose_dialog_closed (ADW_DIALOG (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_LOSE_DIALOG);

  G_OBJECT_CLASS (crm_lose_dialog_parent_class)->dispose (object);
}

static void
crm_lose_dialog_class_init (CrmLoseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_lose_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = crm_lose_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-lose-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, first);
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, own_reason);
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, competitor);
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, detail_text);
  gtk_widget_class_bind_template_child (widget_class, CrmLoseDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_reason);
  gtk_widget_class_bind_template_callback (widget_class, on_own_reason);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);

  gtk_widget_class_install_action (widget_class, "lose.save", NULL, save_action);
}

static void
crm_lose_dialog_init (CrmLoseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_reasons (self);
}

static char *
dup_subject (CrmDealMovePlan *plan)
{
  if (plan->deals->len == 1)
    return g_strdup (crm_record_get_title (plan->first));
  return g_strdup_printf (ngettext ("%'u deal", "%'u deals", plan->deals->len), plan->deals->len);
}

DexFuture *
crm_lose_dialog_ask (GtkWidget *parent, CrmDealMovePlan *plan)
{
  CrmLoseDialog *self;
  g_autofree char *subject = NULL;

  g_return_val_if_fail (plan != NULL && plan->deals->len > 0, NULL);

  self = g_object_new (CRM_TYPE_LOSE_DIALOG, NULL);
  subject = dup_subject (plan);
  adw_window_title_set_subtitle (self->window_title, subject);
  self->answer = dex_promise_new ();
  adw_dialog_present (ADW_DIALOG (self), parent);
  return DEX_FUTURE (dex_ref (self->answer));
}
