/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the PIN before the kiosk starts. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-kiosk-dialog.h"

#include "app/surveys/crm-survey-kiosk.h"
#include "core/base/crm-pin.h"

#include <glib/gi18n-lib.h>

#define SETTING "kiosk-pin"

struct _CrmSurveyKioskDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkEditable *pin;
  GtkWidget *start;

  /* owned */
  CrmPage *page;
  CrmSurveyForm *form;
  char *kept; /* hash of the PIN of last time */
};

G_DEFINE_FINAL_TYPE (CrmSurveyKioskDialog, crm_survey_kiosk_dialog, ADW_TYPE_DIALOG)

static CrmStore *
get_store (CrmSurveyKioskDialog *self)
{
  return crm_context_get_store (crm_page_get_context (self->page));
}

static void
on_changed (CrmSurveyKioskDialog *self)
{
  const char *typed = gtk_editable_get_text (self->pin);

  g_assert (CRM_IS_SURVEY_KIOSK_DIALOG (self));

  gtk_widget_set_sensitive (self->start, *typed == '\0' ? self->kept != NULL : g_utf8_strlen (typed, -1) >= CRM_PIN_MIN);
}

static DexFuture *
on_kept (DexFuture *future, gpointer data)
{
  CrmSurveyKioskDialog *self = CRM_SURVEY_KIOSK_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (self->pin == NULL || value == NULL || g_value_get_string (value) == NULL)
    return NULL;
  self->kept = g_value_dup_string (value);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pin), _ ("PIN (empty: the one of last time)"));
  on_changed (self);
  return NULL;
}

static void
on_start (CrmSurveyKioskDialog *self)
{
  const char *typed = gtk_editable_get_text (self->pin);
  g_autofree char *hash = *typed != '\0' ? crm_pin_hash (typed) : g_strdup (self->kept);
  g_autoptr (CrmPage) page = g_object_ref (self->page);
  g_autoptr (CrmSurveyForm) form = crm_survey_form_ref (self->form);

  g_assert (CRM_IS_SURVEY_KIOSK_DIALOG (self));

  if (*typed != '\0')
    dex_future_disown (crm_store_set_setting (get_store (self), SETTING, hash));
  adw_dialog_force_close (ADW_DIALOG (self));
  crm_survey_kiosk_open (page, form, hash);
}

static void
on_cancel (CrmSurveyKioskDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_survey_kiosk_dialog_dispose (GObject *object)
{
  CrmSurveyKioskDialog *self = CRM_SURVEY_KIOSK_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_KIOSK_DIALOG);
  g_clear_object (&self->page);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_pointer (&self->kept, g_free);

  G_OBJECT_CLASS (crm_survey_kiosk_dialog_parent_class)->dispose (object);
}

static void
crm_survey_kiosk_dialog_class_init (CrmSurveyKioskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_kiosk_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-kiosk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKioskDialog, pin);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveyKioskDialog, start);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_survey_kiosk_dialog_init (CrmSurveyKioskDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_changed (self);
}

void
crm_survey_kiosk_dialog_present (CrmPage *page, CrmSurveyForm *form)
{
  CrmSurveyKioskDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL);

  self = g_object_new (CRM_TYPE_SURVEY_KIOSK_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->form = crm_survey_form_ref (form);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
  dex_future_disown (dex_future_then (crm_store_find_setting (get_store (self), SETTING), on_kept, g_object_ref (self), g_object_unref));
}
