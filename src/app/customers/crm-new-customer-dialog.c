/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a customer, and says while one types who may be the same. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-new-customer-dialog.h"

#include "app/widgets/crm-dialog-saving.h"
#include "app/widgets/crm-person-row.h"
#include "core/duplicates/crm-duplicate-reading.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

#define LOOK_DELAY_MS 150

struct _CrmNewCustomerDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwToggleGroup *type;
  AdwEntryRow *name;
  AdwEntryRow *phone;
  AdwEntryRow *email;
  AdwEntryRow *city;
  GtkLabel *problem;
  GtkWidget *create;
  GtkWidget *matches_part;
  GtkListBox *matches;

  /* owned */
  CrmContext *context;
  GPtrArray *found; /* of CrmDuplicateCandidate, as the rows show them */
  GCancellable *cancellable;

  guint look_source;
  gboolean saving;
};

enum
{
  CREATED,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmNewCustomerDialog, crm_new_customer_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
set_problem (CrmNewCustomerDialog *self, const char *message)
{
  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, message);
}

/* Told nothing when it is about to be saved, and something when that failed. */
static void
on_saving (AdwDialog *dialog, const char *problem)
{
  CrmNewCustomerDialog *self = CRM_NEW_CUSTOMER_DIALOG (dialog);

  self->saving = problem == NULL;
  set_problem (self, problem);
}

/* ── who may be the same ──────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmCustomerDraft draft;
  char *city;
} Typed;

static void
typed_free (gpointer data)
{
  Typed *typed = data;

  crm_customer_draft_clear (&typed->draft);
  g_free (typed->city);
  g_free (typed);
}

static gboolean
find_matches (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Typed *typed = data;
  GPtrArray *matches = crm_duplicate_find_candidates (connection, &typed->draft, typed->city, error);

  if (matches == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, matches);
  return TRUE;
}

/* "same phone; name 92 % alike (单雄信) · 洛阳" */
static char *
describe (const CrmDuplicateCandidate *match)
{
  g_autofree char *reasons = crm_duplicate_score_format (&match->score);
  GString *text = g_string_new (reasons);
  const char *city = crm_record_get_text (match->customer, CRM_CUSTOMER_CITY);

  if (match->person != NULL)
    /* Translators: the person at the customer who has the same phone or email. */
    g_string_append_printf (text, _ (" (%s)"), match->person);
  if (city != NULL)
    g_string_append_printf (text, " · %s", city);
  return g_string_free_and_steal (text);
}

static void
show_matches (CrmNewCustomerDialog *self)
{
  gtk_list_box_remove_all (self->matches);
  for (guint i = 0; i < self->found->len; i++)
    {
      const CrmDuplicateCandidate *match = g_ptr_array_index (self->found, i);
      gboolean individual = g_strcmp0 (crm_record_get_text (match->customer, CRM_CUSTOMER_TYPE), "individual") == 0;
      g_autofree char *reason = describe (match);
      GtkWidget *row = crm_person_row_new ();

      crm_person_row_set (CRM_PERSON_ROW (row), crm_record_get_title (match->customer), individual ? CRM_NAME_PERSON : CRM_NAME_COMPANY, reason, FALSE);
      gtk_list_box_append (self->matches, row);
    }
  if (self->found->len > 0 && !gtk_widget_get_visible (self->matches_part))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Such a customer may be here already."), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  gtk_widget_set_visible (self->matches_part, self->found->len > 0);
}

static DexFuture *
on_matches (DexFuture *future, gpointer data)
{
  CrmNewCustomerDialog *self = CRM_NEW_CUSTOMER_DIALOG (data);
  const GValue *value = dex_future_get_value (future, NULL);

  if (value == NULL || self->matches == NULL)
    return NULL;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_value_dup_boxed (value);
  show_matches (self);
  return NULL;
}

static gboolean
look (gpointer data)
{
  CrmNewCustomerDialog *self = CRM_NEW_CUSTOMER_DIALOG (data);
  Typed *typed = g_new0 (Typed, 1);

  self->look_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  typed->draft.type = g_strdup (adw_toggle_group_get_active_name (self->type));
  typed->draft.name = dup_text (self->name);
  typed->draft.phone = dup_text (self->phone);
  typed->draft.email = dup_text (self->email);
  typed->city = dup_text (self->city);
  dex_future_disown (dex_future_then (crm_store_read (crm_context_get_store (self->context), self->cancellable, find_matches, typed, typed_free), on_matches,
                                      g_object_ref (self), g_object_unref));
  return G_SOURCE_REMOVE;
}

static void
on_changed (CrmNewCustomerDialog *self)
{
  g_autofree char *name = NULL;

  g_assert (CRM_IS_NEW_CUSTOMER_DIALOG (self));

  if (self->context == NULL)
    return;
  name = dup_text (self->name);
  set_problem (self, NULL);
  gtk_widget_set_sensitive (self->create, *name != '\0' && !self->saving);
  g_clear_handle_id (&self->look_source, g_source_remove);
  self->look_source = g_timeout_add (LOOK_DELAY_MS, look, self);
}

static void
on_match_activated (CrmNewCustomerDialog *self, GtkListBoxRow *row)
{
  const CrmDuplicateCandidate *match = g_ptr_array_index (self->found, (guint)gtk_list_box_row_get_index (row));
  CrmId id = match->customer->id;

  g_assert (CRM_IS_NEW_CUSTOMER_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[CHOSEN], 0, &id);
}

/* ── making it ────────────────────────────────────────────────────────────────────────────── */

static void
add_point (CrmEdit *edit, const CrmId *customer, const char *kind, AdwEntryRow *row)
{
  g_autofree char *value = dup_text (row);
  CrmChange *change;

  if (*value == '\0')
    return;
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
}

static void
on_create (CrmNewCustomerDialog *self)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("New Customer"), CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
  g_autofree char *name = dup_text (self->name);
  g_autofree char *city = dup_text (self->city);
  CrmId id;

  g_assert (CRM_IS_NEW_CUSTOMER_DIALOG (self));

  id = change->id;
  crm_change_set_text (change, CRM_CUSTOMER_TYPE, adw_toggle_group_get_active_name (self->type));
  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  crm_change_set_text (change, CRM_CUSTOMER_CITY, city);
  add_point (edit, &id, "phone", self->phone);
  add_point (edit, &id, "email", self->email);
  crm_dialog_saving_create (ADW_DIALOG (self), crm_context_get_store (self->context), edit, &id, self->create, on_saving);
}

static void
on_cancel (CrmNewCustomerDialog *self)
{
  g_assert (CRM_IS_NEW_CUSTOMER_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_new_customer_dialog_dispose (GObject *object)
{
  CrmNewCustomerDialog *self = CRM_NEW_CUSTOMER_DIALOG (object);

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_NEW_CUSTOMER_DIALOG);
  g_clear_object (&self->context);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_new_customer_dialog_parent_class)->dispose (object);
}

static void
crm_new_customer_dialog_class_init (CrmNewCustomerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_new_customer_dialog_dispose;

  signals[CREATED] = g_signal_new ("created", CRM_TYPE_NEW_CUSTOMER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_NEW_CUSTOMER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/customers/crm-new-customer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, type);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, email);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, city);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, create);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, matches_part);
  gtk_widget_class_bind_template_child (widget_class, CrmNewCustomerDialog, matches);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_match_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_create);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_new_customer_dialog_init (CrmNewCustomerDialog *self)
{
  const CrmField *field = &crm_kind_customer.fields[CRM_CUSTOMER_TYPE];

  gtk_widget_init_template (GTK_WIDGET (self));
  for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, choice->name);
      adw_toggle_set_label (toggle, crm_field_get_choice_label (field, choice->name));
      adw_toggle_group_add (self->type, toggle);
    }
  adw_toggle_group_set_active (self->type, 0);
}

AdwDialog *
crm_new_customer_dialog_new (CrmContext *context)
{
  CrmNewCustomerDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_NEW_CUSTOMER_DIALOG, NULL);
  self->context = g_object_ref (context);
  return ADW_DIALOG (self);
}

void
crm_new_customer_dialog_set_name (CrmNewCustomerDialog *self, const char *name)
{
  g_return_if_fail (CRM_IS_NEW_CUSTOMER_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
}

void
crm_new_customer_dialog_set_phone (CrmNewCustomerDialog *self, const char *number)
{
  g_return_if_fail (CRM_IS_NEW_CUSTOMER_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->phone), number != NULL ? number : "");
}
