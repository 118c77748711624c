/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where the deals of what is removed shall go. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-destination-dialog.h"

#include "core/sales/crm-pipeline.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *widget;
  AdwComboRow *row;
  GPtrArray *stages; /* of CrmRecord, as the row lists them */
  CrmDestinationFunc chosen;
  gpointer data;
  GDestroyNotify destroy;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->widget);
  g_object_unref (asking->row);
  g_ptr_array_unref (asking->stages);
  if (asking->destroy != NULL)
    asking->destroy (asking->data);
  g_free (asking);
}

static void
on_response (Asking *asking, const char *response)
{
  guint selected = adw_combo_row_get_selected (asking->row);

  if (g_str_equal (response, "remove") && selected < asking->stages->len && gtk_widget_get_root (asking->widget) != NULL)
    asking->chosen (asking->widget, asking->stages->pdata[selected], asking->data);
  asking_free (asking);
}

static void
fill (Asking *asking, GPtrArray *pipelines, const CrmId *except_stage, const CrmId *except_pipeline)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < pipelines->len; i++)
    {
      const CrmPipeline *pipeline = pipelines->pdata[i];

      if (except_pipeline != NULL && crm_id_equal (&pipeline->record->id, except_pipeline))
        continue;
      for (guint j = 0; j < pipeline->stages->len; j++)
        {
          CrmRecord *stage = pipeline->stages->pdata[j];
          g_autofree char *title = NULL;

          if (except_stage != NULL && crm_id_equal (&stage->id, except_stage))
            continue;
          /* Translators: a pipeline and one of its stages. */
          title = pipelines->len > 1 ? g_strdup_printf (_ ("%1$s: %2$s"), crm_record_get_title (pipeline->record), crm_record_get_title (stage)) : g_strdup (crm_record_get_title (stage));
          gtk_string_list_append (titles, title);
          g_ptr_array_add (asking->stages, crm_record_ref (stage));
        }
    }
  adw_combo_row_set_model (asking->row, G_LIST_MODEL (titles));
}

void
crm_destination_dialog_present (GtkWidget *widget, const char *heading, guint n_deals, GPtrArray *pipelines, const CrmId *except_stage, const CrmId *except_pipeline, CrmDestinationFunc chosen, gpointer data, GDestroyNotify destroy)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, NULL);
  GtkWidget *list = gtk_list_box_new ();
  Asking *asking = g_new0 (Asking, 1);
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget) && pipelines != NULL && chosen != NULL);

  body = g_strdup_printf (ngettext ("%'u deal goes to another stage. Undo brings all of it back.", "%'u deals go to another stage. Undo brings all of it back.", n_deals), n_deals);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog), body);
  asking->widget = g_object_ref (widget);
  asking->row = ADW_COMBO_ROW (g_object_ref_sink (adw_combo_row_new ()));
  asking->stages = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  asking->chosen = chosen;
  asking->data = data;
  asking->destroy = destroy;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (asking->row), _ ("Move Deals to"));
  fill (asking, pipelines, except_stage, except_pipeline);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (asking->row));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("Move and _Remove"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "remove");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), asking);
  adw_dialog_present (dialog, widget);
}
