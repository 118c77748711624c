/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The company's side of the preferences: who it is, what it writes without saying so, when it works. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-company-page.h"

#include "app/settings/crm-country-list.h"
#include "app/settings/crm-currency-list.h"
#include "app/settings/crm-logo-row.h"
#include "app/settings/crm-people-page.h"
#include "app/settings/crm-settings-apply.h"
#include "app/settings/crm-settings-row.h"
#include "app/settings/crm-time-group.h"
#include "app/settings/crm-words-page.h"
#include "core/base/crm-email.h"
#include "core/base/crm-phone.h"

#include <glib/gi18n-lib.h>

#define MAX_CALLING_CODE 3

/* The rows that are a line of text each. */
enum
{
  COMPANY,
  ADDRESS,
  PHONE,
  EMAIL,
  WEBSITE,
  TAX,
  N_TEXTS
};

static const char *const settings[N_TEXTS] = {
  [COMPANY] = CRM_SETTING_COMPANY,
  [ADDRESS] = CRM_SETTING_COMPANY_ADDRESS,
  [PHONE] = CRM_SETTING_COMPANY_PHONE,
  [EMAIL] = CRM_SETTING_COMPANY_EMAIL,
  [WEBSITE] = CRM_SETTING_COMPANY_WEBSITE,
  [TAX] = CRM_SETTING_COMPANY_TAX_NUMBER,
};

struct _CrmCompanyPage
{
  AdwPreferencesPage parent_instance;

  /* owned */
  CrmContext *context;
  CrmWorkspace *workspace;
  GStrv currencies;
  GArray *countries;

  /* template */
  AdwEntryRow *texts[N_TEXTS];
  AdwComboRow *currency_row;
  AdwComboRow *country_row;
  AdwEntryRow *calling_code_row;
  CrmLogoRow *logo;
  CrmTimeGroup *time;

  gboolean showing;
};

G_DEFINE_FINAL_TYPE (CrmCompanyPage, crm_company_page, ADW_TYPE_PREFERENCES_PAGE)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static void
show_currency (CrmCompanyPage *self)
{
  const char *currency = crm_workspace_get_currency (self->workspace);

  adw_combo_row_set_selected (self->currency_row, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; self->currencies[i] != NULL; i++)
    if (g_str_equal (self->currencies[i], currency))
      adw_combo_row_set_selected (self->currency_row, i);
}

static void
show_country (CrmCompanyPage *self)
{
  int index = crm_country_list_find (self->countries, crm_workspace_get (self->workspace, CRM_SETTING_COUNTRY), crm_workspace_get_calling_code (self->workspace));

  adw_combo_row_set_selected (self->country_row, index < 0 ? GTK_INVALID_LIST_POSITION : (guint)index);
}

static void
on_workspace_changed (CrmCompanyPage *self)
{
  g_assert (CRM_IS_COMPANY_PAGE (self));

  self->showing = TRUE;
  for (int i = 0; i < N_TEXTS; i++)
    crm_settings_row_show (self->texts[i], crm_workspace_get (self->workspace, settings[i]));
  crm_settings_row_show (self->calling_code_row, crm_workspace_get_calling_code (self->workspace));
  show_currency (self);
  show_country (self);
  self->showing = FALSE;
}

/* ── saving ───────────────────────────────────────────────────────────────────────────────── */

static void
save (CrmCompanyPage *self, const char *setting, const char *value)
{
  crm_settings_watch (GTK_WIDGET (self), crm_workspace_set (self->workspace, setting, value));
}

static int
find_text (CrmCompanyPage *self, AdwEntryRow *row)
{
  for (int i = 0; i < N_TEXTS; i++)
    if (self->texts[i] == row)
      return i;
  g_return_val_if_reached (0);
}

/* (nullable): what is wrong with what was typed. */
static const char *
find_problem (CrmCompanyPage *self, int which, const char *text)
{
  g_autofree char *email = which == EMAIL ? crm_email_parse (text, NULL) : NULL;
  const char *code = crm_workspace_get_calling_code (self->workspace);
  CrmPhone phone;

  if (*text == '\0')
    return NULL;
  if (which == EMAIL && email == NULL)
    return _ ("Email – write it like name@example.org");
  if (which == PHONE && *code != '\0' && !crm_phone_parse (text, code, &phone))
    return _ ("Phone – write it in digits, like +86 21 5555 0100");
  return NULL;
}

static void
on_text_changed (CrmCompanyPage *self, AdwEntryRow *row)
{
  if (!self->showing && self->workspace != NULL)
    crm_settings_row_set_problem (row, NULL);
}

static void
on_text_applied (CrmCompanyPage *self, AdwEntryRow *row)
{
  g_autofree char *text = crm_settings_row_dup_text (row);
  int which = find_text (self, row);
  const char *problem = find_problem (self, which, text);

  crm_settings_row_set_problem (row, problem);
  if (problem == NULL)
    save (self, settings[which], text);
}

static void
on_currency_selected (CrmCompanyPage *self)
{
  guint selected = adw_combo_row_get_selected (self->currency_row);

  if (!self->showing && selected < g_strv_length (self->currencies))
    save (self, CRM_SETTING_CURRENCY, self->currencies[selected]);
}

static void
on_country_selected (CrmCompanyPage *self)
{
  guint selected = adw_combo_row_get_selected (self->country_row);
  const CrmCountry *country;

  if (self->showing || selected >= self->countries->len)
    return;
  country = &g_array_index (self->countries, CrmCountry, selected);
  save (self, CRM_SETTING_COUNTRY, country->region);
  if (strcmp (country->code, crm_workspace_get_calling_code (self->workspace)) != 0)
    save (self, CRM_SETTING_CALLING_CODE, country->code);
}

static void
on_calling_code_applied (CrmCompanyPage *self)
{
  g_autofree char *text = crm_settings_row_dup_text (self->calling_code_row);

  /* Without one no number could be compared with another. */
  if (*text == '\0')
    on_workspace_changed (self);
  else if (crm_country_list_find (self->countries, NULL, text) < 0)
    crm_settings_row_set_problem (self->calling_code_row, _ ("Country Calling Code – no country has this one"));
  else
    save (self, CRM_SETTING_CALLING_CODE, text);
}

/* Only digits stay, so that "+86" and "0086" become what is meant. */
static void
on_calling_code_changed (CrmCompanyPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->calling_code_row));
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0' && digits->len < MAX_CALLING_CODE; at++)
    if (g_ascii_isdigit (*at) && (*at != '0' || digits->len > 0))
      g_string_append_c (digits, *at);
  crm_settings_row_set_problem (self->calling_code_row, NULL);
  if (strcmp (digits->str, text) == 0)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->calling_code_row), digits->str);
  gtk_editable_set_position (GTK_EDITABLE (self->calling_code_row), -1);
}

static void
push (CrmCompanyPage *self, AdwNavigationPage *page)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog), page);
}

static void
on_people (CrmCompanyPage *self)
{
  push (self, crm_people_page_new (self->context));
}

static void
on_words (CrmCompanyPage *self)
{
  push (self, crm_words_page_new (self->context));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_company_page_dispose (GObject *object)
{
  CrmCompanyPage *self = CRM_COMPANY_PAGE (object);

  self->showing = TRUE;
  g_clear_object (&self->context);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_COMPANY_PAGE);

  G_OBJECT_CLASS (crm_company_page_parent_class)->dispose (object);
}

static void
crm_company_page_finalize (GObject *object)
{
  CrmCompanyPage *self = CRM_COMPANY_PAGE (object);

  g_strfreev (self->currencies);
  g_array_unref (self->countries);

  G_OBJECT_CLASS (crm_company_page_parent_class)->finalize (object);
}

static void
bind_text (GtkWidgetClass *widget_class, const char *name, int which)
{
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE, G_STRUCT_OFFSET (CrmCompanyPage, texts) + (gssize)sizeof (AdwEntryRow *) * which);
}

static void
crm_company_page_class_init (CrmCompanyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_company_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_company_page_finalize;

  g_type_ensure (CRM_TYPE_LOGO_ROW);
  g_type_ensure (CRM_TYPE_TIME_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-company-page.ui");
  bind_text (widget_class, "company_row", COMPANY);
  bind_text (widget_class, "address_row", ADDRESS);
  bind_text (widget_class, "phone_row", PHONE);
  bind_text (widget_class, "email_row", EMAIL);
  bind_text (widget_class, "website_row", WEBSITE);
  bind_text (widget_class, "tax_row", TAX);
  gtk_widget_class_bind_template_child (widget_class, CrmCompanyPage, currency_row);
  gtk_widget_class_bind_template_child (widget_class, CrmCompanyPage, country_row);
  gtk_widget_class_bind_template_child (widget_class, CrmCompanyPage, calling_code_row);
  gtk_widget_class_bind_template_child (widget_class, CrmCompanyPage, logo);
  gtk_widget_class_bind_template_child (widget_class, CrmCompanyPage, time);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_text_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_currency_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_country_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_calling_code_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_calling_code_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_people);
  gtk_widget_class_bind_template_callback (widget_class, on_words);
}

static void
crm_company_page_init (CrmCompanyPage *self)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GtkStringList) currencies = NULL;
  g_autoptr (GtkStringList) countries = gtk_string_list_new (NULL);

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->currencies = crm_currency_list_dup_codes ();
  names = crm_currency_list_dup_names (self->currencies);
  currencies = gtk_string_list_new ((const char *const *)names);
  adw_combo_row_set_model (self->currency_row, G_LIST_MODEL (currencies));
  self->countries = crm_country_list_new ();
  for (guint i = 0; i < self->countries->len; i++)
    {
      const CrmCountry *country = &g_array_index (self->countries, CrmCountry, i);

      gtk_string_list_take (countries, g_strdup_printf ("%s (+%s)", country->name, country->code));
    }
  adw_combo_row_set_model (self->country_row, G_LIST_MODEL (countries));
  self->showing = FALSE;
}

void
crm_company_page_set_context (CrmCompanyPage *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_COMPANY_PAGE (self) && CRM_IS_CONTEXT (context) && self->workspace == NULL);

  self->context = g_object_ref (context);
  self->workspace = g_object_ref (crm_context_get_workspace (context));
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
  crm_logo_row_set_context (self->logo, context);
  crm_time_group_set_context (self->time, context);
}
