/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits an interaction. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-interaction-dialog.h"

#include "app/customers/crm-profile-reading.h"
#include "app/timeline/crm-choice-model.h"
#include "app/widgets/crm-dialog-saving.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

struct _CrmInteractionDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwComboRow *kind;
  AdwComboRow *person;
  AdwComboRow *direction;
  AdwEntryRow *when;
  AdwSpinRow *minutes;
  GtkTextView *text;
  GtkLabel *problem;
  GtkWidget *save;

  /* owned */
  CrmPage *page;
  CrmRecord *record;
  CrmProfile *profile;
  char *when_before;
};

G_DEFINE_FINAL_TYPE (CrmInteractionDialog, crm_interaction_dialog, ADW_TYPE_DIALOG)

static CrmClock *
get_clock (CrmInteractionDialog *self)
{
  return crm_context_get_clock (crm_page_get_context (self->page));
}

static void
set_problem (AdwDialog *dialog, const char *message)
{
  CrmInteractionDialog *self = CRM_INTERACTION_DIALOG (dialog);

  crm_dialog_tell_problem (dialog, self->problem, message);
}

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* A moment that was not touched keeps its seconds. */
static gboolean
read_when (CrmInteractionDialog *self, gint64 *at, GError **error)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->when));
  GTimeZone *zone = crm_clock_get_zone (get_clock (self));
  CrmDate today = crm_date_time_to_local (crm_clock_now (get_clock (self)), zone, NULL);

  *at = crm_record_get_integer (self->record, CRM_INTERACTION_AT, 0);
  if (g_strcmp0 (typed, self->when_before) == 0)
    return TRUE;
  return crm_date_time_parse (typed, CRM_DATE_ORDER_UNKNOWN, crm_date_get_year (today), zone, at, NULL, error);
}

static CrmEdit *
make_edit (CrmInteractionDialog *self, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Edit Entry"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_update (edit, &crm_kind_interaction, &self->record->id);
  const CrmId *person = crm_combo_row_get_person (self->person, self->profile);
  int minutes = (int)adw_spin_row_get_value (self->minutes);
  g_autofree char *text = dup_text (self->text);
  gint64 at;

  if (!read_when (self, &at, error))
    return NULL;
  crm_change_set_integer (change, CRM_INTERACTION_AT, at);
  crm_change_set_text (change, CRM_INTERACTION_KIND, crm_combo_row_get_choice (self->kind, &crm_kind_interaction.fields[CRM_INTERACTION_KIND], NULL));
  crm_change_set_text (change, CRM_INTERACTION_DIRECTION,
                       crm_combo_row_get_choice (self->direction, &crm_kind_interaction.fields[CRM_INTERACTION_DIRECTION], ""));
  crm_change_set (change, CRM_INTERACTION_MINUTES, minutes > 0 ? crm_value_integer (minutes) : (CrmValue){ 0 });
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
  if (self->profile != NULL)
    crm_change_set (change, CRM_INTERACTION_PERSON, person != NULL ? crm_value_id (person) : (CrmValue){ 0 });
  return g_steal_pointer (&edit);
}

static void
on_save (CrmInteractionDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmEdit) edit = make_edit (self, &error);

  g_assert (CRM_IS_INTERACTION_DIALOG (self));

  if (edit != NULL)
    crm_dialog_saving_begin (ADW_DIALOG (self), crm_context_get_store (crm_page_get_context (self->page)), edit, self->save, set_problem);
  else
    set_problem (ADW_DIALOG (self), error != NULL ? error->message : NULL);
}

static void
on_cancel (CrmInteractionDialog *self)
{
  g_assert (CRM_IS_INTERACTION_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static DexFuture *
on_profile (DexFuture *future, gpointer data)
{
  CrmInteractionDialog *self = CRM_INTERACTION_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value == NULL || self->person == NULL)
    return NULL;
  self->profile = g_value_dup_boxed (value);
  crm_combo_row_set_people (self->person, self->profile, crm_record_get_id (self->record, CRM_INTERACTION_PERSON));
  return NULL;
}

static void
show (CrmInteractionDialog *self)
{
  const CrmRecord *record = self->record;

  self->when_before = crm_date_time_format (crm_record_get_integer (record, CRM_INTERACTION_AT, 0), crm_clock_get_zone (get_clock (self)));
  crm_combo_row_set_choices (self->kind, &crm_kind_interaction.fields[CRM_INTERACTION_KIND], NULL, crm_record_get_text (record, CRM_INTERACTION_KIND));
  crm_combo_row_set_choices (self->direction, &crm_kind_interaction.fields[CRM_INTERACTION_DIRECTION], C_ ("direction", "Either way"),
                             crm_record_get_text (record, CRM_INTERACTION_DIRECTION));
  gtk_editable_set_text (GTK_EDITABLE (self->when), self->when_before);
  adw_spin_row_set_value (self->minutes, (double)crm_record_get_integer (record, CRM_INTERACTION_MINUTES, 0));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), crm_record_get_text (record, CRM_INTERACTION_TEXT) ?: "", -1);
  gtk_widget_set_visible (GTK_WIDGET (self->person), FALSE);
  dex_future_disown (dex_future_then (crm_profile_read (crm_page_get_context (self->page), crm_record_get_id (record, CRM_INTERACTION_CUSTOMER)), on_profile,
                                      g_object_ref (self), g_object_unref));
}

static void
crm_interaction_dialog_dispose (GObject *object)
{
  CrmInteractionDialog *self = CRM_INTERACTION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_INTERACTION_DIALOG);
  g_clear_object (&self->page);
  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->profile, crm_profile_unref);
  g_clear_pointer (&self->when_before, g_free);

  G_OBJECT_CLASS (crm_interaction_dialog_parent_class)->dispose (object);
}

static void
crm_interaction_dialog_class_init (CrmInteractionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_interaction_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/timeline/crm-interaction-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, person);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, direction);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, when);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, minutes);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, text);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmInteractionDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_interaction_dialog_init (CrmInteractionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_interaction_dialog_present (GtkWidget *parent, CrmPage *page, CrmRecord *record)
{
  CrmInteractionDialog *self;

  g_return_if_fail (CRM_IS_PAGE (page) && record != NULL && record->kind == &crm_kind_interaction);

  self = g_object_new (CRM_TYPE_INTERACTION_DIALOG, NULL);
  self->page = g_object_ref (page);
  self->record = crm_record_ref (record);
  show (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}
