/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of customers. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-customer-columns.h"

#include "core/schema/crm-schema-customers.h"
#include "core/surveys/crm-satisfaction.h"

#include <glib/gi18n-lib.h>

static char *
text_of_next_step (const CrmRecord *customer, guint field, const CrmColumnFormat *format)
{
  static const CrmRecordColumn plain = { CRM_CUSTOMER_NEXT_STEP };
  g_autofree char *when = crm_record_column_get_text (&plain, customer, NULL, format);
  const char *what = crm_record_get_text (customer, CRM_CUSTOMER_NEXT_STEP_TITLE);

  if (when == NULL || what == NULL)
    return g_steal_pointer (&when);
  /* Translators: the next step with a customer: when, then what: "Thu, call about the renewal". */
  return g_strdup_printf (_ ("%s, %s"), when, what);
}

/* No open deals are no figure to look at. */
static char *
text_of_count (const CrmRecord *customer, guint field, const CrmColumnFormat *format)
{
  gint64 n = crm_record_get_integer (customer, field, 0);

  return n == 0 ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, n);
}

static char *
text_of_satisfaction (const CrmRecord *customer, guint field, const CrmColumnFormat *format)
{
  gint64 score = crm_record_get_integer (customer, field, -1);

  return score >= 0 ? g_strdup_printf ("%d", crm_satisfaction_get_points (score)) : NULL;
}

const CrmRecordColumn crm_customer_columns[] = {
  { CRM_CUSTOMER_NAME, 200, .expand = TRUE, .found = TRUE },
  { CRM_CUSTOMER_LEVEL, 62 },
  { CRM_CUSTOMER_LIFE_CYCLE, 96 },
  { CRM_CUSTOMER_CITY, 96, .found = TRUE },
  { CRM_CUSTOMER_PHONE, 152, .found = TRUE },
  { CRM_CUSTOMER_OWNER, 100 },
  { CRM_CUSTOMER_LAST_CONTACT, 104 },
  { CRM_CUSTOMER_NEXT_STEP, 168, .text = text_of_next_step },
  { CRM_CUSTOMER_OPEN_DEALS, 88, .numeric = TRUE, .hidden = TRUE, .text = text_of_count },
  { CRM_CUSTOMER_SATISFACTION, 96, .numeric = TRUE, .hidden = TRUE, .text = text_of_satisfaction },
  { CRM_CUSTOMER_SATISFACTION_AT, 104, .hidden = TRUE },
  { CRM_CUSTOMER_EMAIL, 200, .hidden = TRUE, .found = TRUE },
  { CRM_CUSTOMER_INDUSTRY, 120, .hidden = TRUE },
  { CRM_CUSTOMER_RELATIONSHIP, 112, .hidden = TRUE },
  { CRM_CUSTOMER_SOURCE, 112, .hidden = TRUE },
  { CRM_CUSTOMER_YEARLY_SPEND, 128, .numeric = TRUE, .hidden = TRUE },
};

const gsize crm_n_customer_columns = G_N_ELEMENTS (crm_customer_columns);

char *
crm_customer_summarize (const CrmRecord *customer, const CrmColumnFormat *format)
{
  static const CrmRecordColumn parts[] = { { CRM_CUSTOMER_LIFE_CYCLE }, { CRM_CUSTOMER_CITY }, { CRM_CUSTOMER_LAST_CONTACT } };
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = crm_record_column_get_text (&parts[i], customer, NULL, format);

      if (text != NULL)
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", text);
    }
  return g_string_free_and_steal (g_steal_pointer (&line));
}
