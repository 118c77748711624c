/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves what was typed into a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "app/widgets/crm-dialog-saving.h"

typedef struct
{
  AdwDialog *dialog;
  GWeakRef button; /* gone once the dialog is taken apart */
  CrmDialogProblem problem;
  CrmId created; /* nil for nothing */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_weak_ref_clear (&self->button);
  g_object_unref (self->dialog);
  g_free (self);
}

static DexFuture *
on_saved (DexFuture *future, gpointer data)
{
  Saving *self = data;
  g_autoptr (GtkWidget) button = g_weak_ref_get (&self->button);
  g_autoptr (GError) error = NULL;

  if (button == NULL)
    return NULL;
  gtk_widget_set_sensitive (button, TRUE);
  if (dex_future_get_value (future, &error) == NULL)
    self->problem (self->dialog, error->message);
  else
    {
      adw_dialog_force_close (self->dialog);
      if (!crm_id_is_nil (&self->created))
        g_signal_emit_by_name (self->dialog, "created", &self->created);
    }
  return NULL;
}

void
crm_dialog_tell_problem (AdwDialog *dialog, GtkLabel *label, const char *problem)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog) && GTK_IS_LABEL (label));

  gtk_label_set_label (label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (label), problem != NULL);
  if (problem != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (dialog), problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
crm_dialog_saving_begin (AdwDialog *dialog, CrmStore *store, CrmEdit *edit, GtkWidget *button, CrmDialogProblem problem)
{
  crm_dialog_saving_create (dialog, store, edit, &(CrmId){ 0 }, button, problem);
}

void
crm_dialog_saving_create (AdwDialog *dialog, CrmStore *store, CrmEdit *edit, const CrmId *id, GtkWidget *button, CrmDialogProblem problem)
{
  Saving *self;

  g_return_if_fail (ADW_IS_DIALOG (dialog) && CRM_IS_STORE (store) && edit != NULL && GTK_IS_WIDGET (button) && problem != NULL);

  self = g_new0 (Saving, 1);
  self->created = *id;
  self->dialog = g_object_ref (dialog);
  g_weak_ref_init (&self->button, button);
  self->problem = problem;
  problem (dialog, NULL);
  gtk_widget_set_sensitive (button, FALSE);
  dex_future_disown (dex_future_finally (crm_store_apply (store, edit, NULL), on_saved, self, saving_free));
}
