/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What amounts in other currencies are worth, from which day on. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-rates-page.h"

#include "app/settings/crm-rate-list-dialog.h"
#include "app/settings/crm-record-dialog.h"
#include "app/settings/crm-settings-apply.h"
#include "core/base/crm-date-time.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* A list of rows goes no further; older ones still count. */
#define SHOWN_MAX 200

struct _CrmRatesPage
{
  CrmSettingsPage parent_instance;

  /* owned */
  GPtrArray *rates; /* of CrmRecord; NULL until read */
};

G_DEFINE_FINAL_TYPE (CrmRatesPage, crm_rates_page, CRM_TYPE_SETTINGS_PAGE)

static gboolean
read_rates (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM exchange_rate WHERE deleted = 0 ORDER BY date DESC, currency, rowid DESC LIMIT %d", crm_kind_get_columns (&crm_kind_exchange_rate), SHOWN_MAX);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (rates, crm_statement_read_record (statement, &crm_kind_exchange_rate));
  if (step < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&rates));
  return TRUE;
}

/* "100 JPY = 4.85 CNY" */
static char *
dup_title (const CrmRecord *rate)
{
  const CrmField *field = &crm_kind_exchange_rate.fields[CRM_EXCHANGE_RATE_RATE];
  const CrmValueStyle style = { 0 };
  g_autofree char *worth = crm_value_format (&rate->values[CRM_EXCHANGE_RATE_RATE], field, &style);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s = %s %s", crm_record_get_integer (rate, CRM_EXCHANGE_RATE_UNITS, 1), crm_record_get_text (rate, CRM_EXCHANGE_RATE_CURRENCY), worth,
                          crm_record_get_text (rate, CRM_EXCHANGE_RATE_HOME));
}

static char *
dup_subtitle (const CrmRecord *rate)
{
  CrmDate date = (CrmDate)crm_record_get_integer (rate, CRM_EXCHANGE_RATE_DATE, CRM_DATE_NONE);
  g_autofree char *day = crm_date_is_valid (date) ? crm_date_format (date) : g_strdup ("–");

  /* Translators: from which day on a rate holds. */
  return g_strdup_printf (_ ("from %s"), day);
}

static void
crm_rates_page_show (CrmSettingsPage *page, const GValue *value)
{
  CrmRatesPage *self = CRM_RATES_PAGE (page);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (CrmOrderItem));

  g_clear_pointer (&self->rates, g_ptr_array_unref);
  self->rates = g_value_dup_boxed (value);
  for (guint i = 0; i < self->rates->len; i++)
    {
      const CrmRecord *rate = self->rates->pdata[i];
      CrmOrderItem item = { rate->id, dup_title (rate), dup_subtitle (rate) };

      g_ptr_array_add (texts, (gpointer)item.title);
      g_ptr_array_add (texts, (gpointer)item.subtitle);
      g_array_append_val (items, item);
    }
  crm_settings_page_set_items (page, (const CrmOrderItem *)(gpointer)items->data, items->len);
}

static const guint fields[] = { CRM_EXCHANGE_RATE_CURRENCY, CRM_EXCHANGE_RATE_UNITS, CRM_EXCHANGE_RATE_RATE, CRM_EXCHANGE_RATE_HOME, CRM_EXCHANGE_RATE_DATE };

static void
crm_rates_page_add (CrmSettingsPage *page)
{
  CrmContext *context = crm_settings_page_get_context (page);
  CrmClock *clock = crm_context_get_clock (context);
  CrmRecordDialog *dialog = crm_record_dialog_new (context, &crm_kind_exchange_rate, NULL, _ ("New Exchange Rate"), fields, G_N_ELEMENTS (fields));

  crm_field_input_set_value (crm_record_dialog_get_input (dialog, CRM_EXCHANGE_RATE_UNITS), crm_value_integer (1), NULL);
  crm_field_input_set_value (crm_record_dialog_get_input (dialog, CRM_EXCHANGE_RATE_HOME), crm_value_text (crm_workspace_get_currency (crm_context_get_workspace (context))), NULL);
  crm_field_input_set_value (crm_record_dialog_get_input (dialog, CRM_EXCHANGE_RATE_DATE), crm_value_integer (crm_date_time_to_local (crm_clock_now (clock), crm_clock_get_zone (clock), NULL)), NULL);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (page));
}

static void
crm_rates_page_edit (CrmSettingsPage *page, const CrmId *id)
{
  CrmRatesPage *self = CRM_RATES_PAGE (page);

  for (guint i = 0; i < self->rates->len; i++)
    {
      CrmRecord *rate = self->rates->pdata[i];

      if (crm_id_equal (&rate->id, id))
        adw_dialog_present (ADW_DIALOG (crm_record_dialog_new (crm_settings_page_get_context (page), &crm_kind_exchange_rate, rate, _ ("Exchange Rate"), fields, G_N_ELEMENTS (fields))), GTK_WIDGET (page));
    }
}

static void
crm_rates_page_remove (CrmSettingsPage *page, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Remove Exchange Rate"), CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_exchange_rate, id);
  crm_settings_apply (GTK_WIDGET (page), crm_settings_page_get_store (page), edit, _ ("Exchange rate removed"));
}

static void
on_paste (CrmRatesPage *self)
{
  g_assert (CRM_IS_RATES_PAGE (self));

  crm_rate_list_dialog_present (GTK_WIDGET (self), crm_settings_page_get_context (CRM_SETTINGS_PAGE (self)));
}

static void
crm_rates_page_finalize (GObject *object)
{
  g_clear_pointer (&CRM_RATES_PAGE (object)->rates, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_rates_page_parent_class)->finalize (object);
}

static void
crm_rates_page_class_init (CrmRatesPageClass *klass)
{
  CrmSettingsPageClass *page_class = CRM_SETTINGS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_rates_page_finalize;
  page_class->followed = 1u << CRM_KIND_EXCHANGE_RATE;
  page_class->read = read_rates;
  page_class->show = crm_rates_page_show;
  page_class->add = crm_rates_page_add;
  page_class->edit = crm_rates_page_edit;
  page_class->remove = crm_rates_page_remove;
}

static void
crm_rates_page_init (CrmRatesPage *self)
{
  GtkWidget *paste = gtk_button_new_from_icon_name ("edit-paste-symbolic");

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Exchange Rates"));
  crm_settings_page_set_words (CRM_SETTINGS_PAGE (self), _ ("A rate holds from its day until the next one of the same currency"), _ ("_Add Rate"), _ ("No Exchange Rates"),
                               _ ("Deals in other currencies are left out of sums until there is a rate for them."), "view-refresh-symbolic");
  gtk_widget_set_tooltip_text (paste, _ ("Paste a List of Rates"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (paste), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Paste a List of Rates"), -1);
  g_signal_connect_object (paste, "clicked", G_CALLBACK (on_paste), self, G_CONNECT_SWAPPED);
  crm_settings_page_add_button (CRM_SETTINGS_PAGE (self), paste);
}
