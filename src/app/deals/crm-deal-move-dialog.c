/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for what a stage requires before a deal comes to it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-move-dialog.h"

#include "app/widgets/crm-field-input.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

struct _CrmDealMoveDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkLabel *problem;
  GtkWidget *move;

  /* owned */
  CrmPage *page;
  CrmRecord *deal;
  CrmRecord *stage;
  GPtrArray *inputs; /* of CrmFieldInput */

  guint n_required; /* the first of them */
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (CrmDealMoveDialog, crm_deal_move_dialog, ADW_TYPE_DIALOG)

static void
set_problem (CrmDealMoveDialog *self, const char *message)
{
  gtk_label_set_label (self->problem, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), message != NULL);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
on_changed (CrmDealMoveDialog *self)
{
  gboolean complete = TRUE;

  for (guint i = 0; i < self->n_required; i++)
    {
      g_auto (CrmValue) value = { 0 };

      /* What cannot be read is told when it is meant to be kept, not while it is typed. */
      complete = complete && (!crm_field_input_read (self->inputs->pdata[i], &value, NULL) || value.type != CRM_VALUE_NONE);
      crm_field_input_set_failed (self->inputs->pdata[i], FALSE);
    }
  set_problem (self, NULL);
  gtk_widget_set_sensitive (self->move, complete && !self->saving);
}

static DexFuture *
on_moved (DexFuture *future, gpointer data)
{
  CrmDealMoveDialog *self = CRM_DEAL_MOVE_DIALOG (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *toast = NULL;

  self->saving = FALSE;
  if (dex_future_get_value (future, &error) == NULL)
    {
      if (self->move != NULL)
        {
          on_changed (self);
          set_problem (self, error->message);
        }
      return NULL;
    }
  toast = crm_deal_move_dup_toast (self->deal, self->stage);
  adw_dialog_force_close (ADW_DIALOG (self));
  crm_page_say (self->page, toast, TRUE);
  return NULL;
}

static void
on_move (CrmDealMoveDialog *self)
{
  g_autoptr (CrmEdit) edit = NULL;
  CrmChange *change;

  g_assert (CRM_IS_DEAL_MOVE_DIALOG (self));

  if (self->saving)
    return;
  edit = crm_deal_move_new_edit (self->deal, self->stage, &change);
  for (guint i = 0; i < self->inputs->len; i++)
    {
      g_autoptr (GError) error = NULL;
      CrmValue value;

      if (!crm_field_input_read (self->inputs->pdata[i], &value, &error))
        {
          set_problem (self, error->message);
          return;
        }
      crm_change_set (change, crm_field_input_get_field (self->inputs->pdata[i]), value);
    }
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->move, FALSE);
  dex_future_disown (dex_future_finally (crm_store_apply (crm_context_get_store (crm_page_get_context (self->page)), edit, NULL), on_moved, g_object_ref (self), g_object_unref));
}

static void
on_cancel (CrmDealMoveDialog *self)
{
  g_assert (CRM_IS_DEAL_MOVE_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
has_input (CrmDealMoveDialog *self, guint field)
{
  for (guint i = 0; i < self->inputs->len; i++)
    if (crm_field_input_get_field (self->inputs->pdata[i]) == field)
      return TRUE;
  return FALSE;
}

static void
add_input (CrmDealMoveDialog *self, guint field, gboolean required)
{
  CrmContext *context = crm_page_get_context (self->page);
  CrmFieldInput *input;

  if (has_input (self, field))
    return;
  input = crm_field_input_new (context, &crm_kind_deal, field, crm_workspace_get_currency (crm_context_get_workspace (context)));
  crm_field_input_set_value (input, crm_value_copy (&self->deal->values[field]), NULL);
  crm_field_input_set_required (input, required);
  g_signal_connect_object (input, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, crm_field_input_get_row (input));
  g_ptr_array_add (self->inputs, input);
  self->n_required += required;
}

static void
add_inputs (CrmDealMoveDialog *self, GPtrArray *missing)
{
  gboolean lost = g_str_equal (crm_stage_get_outcome (self->stage), "lost");

  if (lost)
    add_input (self, CRM_DEAL_LOST_REASON, TRUE);
  for (guint i = 0; i < missing->len; i++)
    add_input (self, (guint)((const CrmField *)missing->pdata[i] - crm_kind_deal.fields), TRUE);
  if (!lost)
    return;
  add_input (self, CRM_DEAL_COMPETITOR, FALSE);
  add_input (self, CRM_DEAL_LOST_DETAIL, FALSE);
}

static void
set_words (CrmDealMoveDialog *self)
{
  const char *outcome = crm_stage_get_outcome (self->stage);
  g_autofree char *title = NULL;

  if (g_str_equal (outcome, "lost"))
    {
      adw_dialog_set_title (ADW_DIALOG (self), _ ("Deal Lost"));
      gtk_button_set_label (GTK_BUTTON (self->move), C_ ("action", "_Lost"));
      return;
    }
  if (g_str_equal (outcome, "won"))
    gtk_button_set_label (GTK_BUTTON (self->move), C_ ("action", "_Won"));
  /* Translators: %s is a stage. */
  title = g_strdup_printf (_ ("Move to %s"), crm_record_get_title (self->stage));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_preferences_group_set_description (self->group, _ ("This stage asks for"));
}

static void
crm_deal_move_dialog_dispose (GObject *object)
{
  CrmDealMoveDialog *self = CRM_DEAL_MOVE_DIALOG (object);

  g_ptr_array_set_size (self->inputs, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEAL_MOVE_DIALOG);
  g_clear_object (&self->page);
  g_clear_pointer (&self->deal, crm_record_unref);
  g_clear_pointer (&self->stage, crm_record_unref);

  G_OBJECT_CLASS (crm_deal_move_dialog_parent_class)->dispose (object);
}

static void
crm_deal_move_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_DEAL_MOVE_DIALOG (object)->inputs);

  G_OBJECT_CLASS (crm_deal_move_dialog_parent_class)->finalize (object);
}

static void
crm_deal_move_dialog_class_init (CrmDealMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deal_move_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_deal_move_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deal-move-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealMoveDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CrmDealMoveDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmDealMoveDialog, move);
  gtk_widget_class_bind_template_callback (widget_class, on_move);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_deal_move_dialog_init (CrmDealMoveDialog *self)
{
  self->inputs = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_deal_move_dialog_present (CrmPage *page, CrmRecord *deal, CrmRecord *stage, GPtrArray *missing)
{
  CrmDealMoveDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && deal != NULL && stage != NULL && missing != NULL);

  self = g_object_new (CRM_TYPE_DEAL_MOVE_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->deal = crm_record_ref (deal);
  self->stage = crm_record_ref (stage);
  add_inputs (self, missing);
  set_words (self);
  on_changed (self);
  if (self->inputs->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), crm_field_input_get_row (self->inputs->pdata[0]));
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
