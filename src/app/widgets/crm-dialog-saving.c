/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves what was typed into a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "app/widgets/crm-dialog-saving.h"

typedef struct
{
  AdwDialog *dialog;
  GWeakRef button; /* gone once the dialog is taken apart */
  CrmDialogProblem problem;
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
    adw_dialog_force_close (self->dialog);
  return NULL;
}

void
crm_dialog_saving_begin (AdwDialog *dialog, CrmStore *store, CrmEdit *edit, GtkWidget *button, CrmDialogProblem problem)
{
  Saving *self;

  g_return_if_fail (ADW_IS_DIALOG (dialog) && CRM_IS_STORE (store) && edit != NULL && GTK_IS_WIDGET (button) && problem != NULL);

  self = g_new0 (Saving, 1);
  self->dialog = g_object_ref (dialog);
  g_weak_ref_init (&self->button, button);
  self->problem = problem;
  problem (dialog, NULL);
  gtk_widget_set_sensitive (button, FALSE);
  dex_future_disown (dex_future_finally (crm_store_apply (store, edit, NULL), on_saved, self, saving_free));
}
