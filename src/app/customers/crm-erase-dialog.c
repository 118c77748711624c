/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whether a customer is to be erased for good, and does it: the only act that Undo does not take back. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-erase-dialog.h"

#include "app/crm-context.h"
#include "core/customers/crm-customer-erase.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  CrmPage *page;
  CrmId customer;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  g_object_unref (((Asking *)data)->page);
  g_free (data);
}

static void
on_response (Asking *asking, const char *response)
{
  g_autoptr (CrmEdit) edit = NULL;

  if (!g_str_equal (response, "erase"))
    return;
  edit = crm_customer_new_erasure (&asking->customer);
  dex_future_disown (crm_page_apply (asking->page, edit, _ ("Customer erased")));
}

gboolean
crm_erase_dialog_is_allowed (CrmPage *page)
{
  CrmSyncEngine *engine = crm_context_get_engine (crm_page_get_context (page));

  return engine == NULL || !crm_sync_engine_is_joined (engine) || crm_sync_engine_get_role (engine) >= CRM_SYNC_ROLE_MANAGER;
}

void
crm_erase_dialog_present (CrmPage *page, const CrmRecord *customer)
{
  CrmSyncEngine *engine = crm_context_get_engine (crm_page_get_context (page));
  gboolean joined = engine != NULL && crm_sync_engine_is_joined (engine);
  const char *name = crm_record_get_title (customer);
  g_autofree char *heading = name != NULL ? g_strdup_printf (_ ("Erase “%s” for Good?"), name) : g_strdup (_ ("Erase This Customer for Good?"));
  g_autofree char *body = g_strconcat (_ ("People, calls, notes, tasks, deals, files, answers and their whole history go, and nothing brings them back: not Undo, and not an automatic backup."), "\n\n",
                                       joined ? _ ("They go from the team’s server and from your colleagues’ computers, too. Exports and backups that somebody made are theirs to remove.")
                                              : _ ("Exports and backups that you made yourself are yours to remove."),
                                       NULL);
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);
  Asking *asking = g_new0 (Asking, 1);

  *asking = (Asking){ g_object_ref (page), customer->id };
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "erase", _ ("_Erase for Good"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), asking, asking_free, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
