/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a deal, with what its stage asks for. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-dialog.h"

#include "app/widgets/crm-dialog-saving.h"
#include "app/widgets/crm-field-input.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

struct _CrmDealDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwPreferencesGroup *what;
  AdwPreferencesGroup *where;
  AdwPreferencesGroup *origin;
  AdwPreferencesGroup *asked;
  AdwComboRow *pipeline;
  AdwComboRow *stage;
  GtkLabel *problem;
  GtkWidget *create;

  /* owned */
  CrmContext *context;
  GPtrArray *inputs;    /* of CrmFieldInput: those always there */
  GPtrArray *asked_for; /* of CrmFieldInput: what the stage requires besides */
  GPtrArray *pipelines; /* NULL until read */
  char *currency;
  char *new_customer; /* to be made with the deal, or NULL */

  CrmId wanted_pipeline;
  CrmId wanted_stage;
  gboolean filling;
  gboolean saving;
};

enum
{
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmDealDialog, crm_deal_dialog, ADW_TYPE_DIALOG)

static void
set_problem (CrmDealDialog *self, const char *message)
{
  crm_dialog_tell_problem (ADW_DIALOG (self), self->problem, message);
}

/* Told nothing when it is about to be saved, and something when that failed. */
static void
on_saving (AdwDialog *dialog, const char *problem)
{
  CrmDealDialog *self = CRM_DEAL_DIALOG (dialog);

  self->saving = problem == NULL;
  set_problem (self, problem);
}

static CrmFieldInput *
find_input (GPtrArray *inputs, guint field)
{
  for (guint i = 0; i < inputs->len; i++)
    if (crm_field_input_get_field (inputs->pdata[i]) == field)
      return inputs->pdata[i];
  return NULL;
}

static CrmPipeline *
get_pipeline (CrmDealDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->pipeline);

  return self->pipelines != NULL && selected < self->pipelines->len ? self->pipelines->pdata[selected] : NULL;
}

static CrmRecord *
get_stage (CrmDealDialog *self)
{
  CrmPipeline *pipeline = get_pipeline (self);
  guint selected = adw_combo_row_get_selected (self->stage);

  return pipeline != NULL && selected < pipeline->stages->len ? pipeline->stages->pdata[selected] : NULL;
}

static gboolean
is_filled (CrmDealDialog *self, guint field)
{
  g_auto (CrmValue) value = { 0 };

  if (field == CRM_DEAL_CUSTOMER && self->new_customer != NULL)
    return TRUE;
  return crm_field_input_read (find_input (self->inputs, field), &value, NULL) && value.type != CRM_VALUE_NONE;
}

static void
on_changed (CrmDealDialog *self)
{
  g_assert (CRM_IS_DEAL_DIALOG (self));

  if (self->filling || self->currency == NULL)
    return;
  set_problem (self, NULL);
  gtk_widget_set_sensitive (self->create, !self->saving && get_pipeline (self) != NULL && is_filled (self, CRM_DEAL_TITLE) && is_filled (self, CRM_DEAL_CUSTOMER));
}

/* ── what a stage asks for ────────────────────────────────────────────────────────────────── */

static CrmFieldInput *
add_input (CrmDealDialog *self, GPtrArray *inputs, AdwPreferencesGroup *group, guint field)
{
  CrmFieldInput *input = crm_field_input_new (self->context, &crm_kind_deal, field, self->currency);

  g_signal_connect_object (input, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, crm_field_input_get_row (input));
  g_ptr_array_add (inputs, input);
  return input;
}

/* What was filled in for the stage chosen before is kept where this one asks for it too. */
static void
ask_for (CrmDealDialog *self, GPtrArray *required)
{
  for (guint i = self->asked_for->len; i-- > 0;)
    {
      const CrmField *field = &crm_kind_deal.fields[crm_field_input_get_field (self->asked_for->pdata[i])];

      if (g_ptr_array_find (required, field, NULL))
        continue;
      adw_preferences_group_remove (self->asked, crm_field_input_get_row (self->asked_for->pdata[i]));
      g_ptr_array_remove_index (self->asked_for, i);
    }
  for (guint i = 0; i < required->len; i++)
    {
      guint field = (guint)((const CrmField *)required->pdata[i] - crm_kind_deal.fields);

      if (find_input (self->inputs, field) == NULL && find_input (self->asked_for, field) == NULL && field != CRM_DEAL_STAGE && field != CRM_DEAL_PIPELINE)
        crm_field_input_set_required (add_input (self, self->asked_for, self->asked, field), TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->asked), self->asked_for->len > 0);
}

static GPtrArray *
get_required (CrmDealDialog *self)
{
  CrmRecord *stage = get_stage (self);

  return stage != NULL ? crm_deal_find_missing (NULL, stage) : g_ptr_array_new ();
}

static void
on_stage_selected (CrmDealDialog *self)
{
  g_autoptr (GPtrArray) required = NULL;
  g_autofree char *title = NULL;

  if (self->filling || self->currency == NULL)
    return;
  required = get_required (self);
  for (guint i = 0; i < self->inputs->len; i++)
    {
      guint field = crm_field_input_get_field (self->inputs->pdata[i]);

      if (field != CRM_DEAL_TITLE && field != CRM_DEAL_CUSTOMER)
        crm_field_input_set_required (self->inputs->pdata[i], g_ptr_array_find (required, &crm_kind_deal.fields[field], NULL));
    }
  ask_for (self, required);
  if (get_stage (self) != NULL)
    /* Translators: %s is a stage. */
    title = g_strdup_printf (_ ("Asked for by “%s”"), crm_record_get_title (get_stage (self)));
  adw_preferences_group_set_title (self->asked, title != NULL ? title : "");
  on_changed (self);
}

static void
fill_stages (CrmDealDialog *self)
{
  CrmPipeline *pipeline = get_pipeline (self);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; pipeline != NULL && i < pipeline->stages->len; i++)
    {
      const CrmRecord *stage = pipeline->stages->pdata[i];

      gtk_string_list_append (titles, crm_record_get_title (stage));
      if (crm_id_equal (&stage->id, &self->wanted_stage))
        selected = i;
    }
  adw_combo_row_set_model (self->stage, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->stage, selected);
}

static void
on_pipeline_selected (CrmDealDialog *self)
{
  if (self->filling || self->pipelines == NULL)
    return;
  self->filling = TRUE;
  fill_stages (self);
  self->filling = FALSE;
  on_stage_selected (self);
}

static void
fill_pipelines (CrmDealDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  CrmPipeline *of_stage = NULL;
  guint selected = 0;

  crm_pipelines_find_stage (self->pipelines, &self->wanted_stage, &of_stage);
  for (guint i = 0; i < self->pipelines->len; i++)
    {
      CrmPipeline *pipeline = self->pipelines->pdata[i];

      gtk_string_list_append (titles, crm_record_get_title (pipeline->record));
      if (pipeline == of_stage || (of_stage == NULL && crm_id_equal (&pipeline->record->id, &self->wanted_pipeline)))
        selected = i;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->pipeline, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->pipeline, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->pipeline), self->pipelines->len > 1);
  self->filling = FALSE;
  on_pipeline_selected (self);
}

/* ── what it begins with ──────────────────────────────────────────────────────────────────── */

typedef struct
{
  GPtrArray *pipelines;
  CrmRecord *user; /* (nullable) */
} Beginning;

static void
beginning_free (Beginning *beginning)
{
  g_clear_pointer (&beginning->pipelines, g_ptr_array_unref);
  g_clear_pointer (&beginning->user, crm_record_unref);
  g_free (beginning);
}

static gboolean
read_beginning (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autofree char *user = crm_connection_dup_setting (connection, CRM_SETTING_USER, NULL);
  g_autoptr (GPtrArray) holder = g_ptr_array_new_with_free_func ((GDestroyNotify)beginning_free);
  Beginning *beginning = g_new0 (Beginning, 1);
  CrmId id;

  g_ptr_array_add (holder, beginning);
  beginning->pipelines = crm_pipelines_read (connection, error);
  if (beginning->pipelines == NULL)
    return FALSE;
  if (user != NULL && crm_id_parse (user, &id))
    beginning->user = crm_connection_read_record (connection, &crm_kind_user, &id, NULL);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&holder));
  return TRUE;
}

static DexFuture *
on_beginning (DexFuture *future, gpointer data)
{
  CrmDealDialog *self = CRM_DEAL_DIALOG (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const Beginning *beginning;

  if (self->pipeline == NULL)
    return NULL;
  if (value == NULL)
    {
      set_problem (self, error->message);
      return NULL;
    }
  beginning = ((GPtrArray *)g_value_get_boxed (value))->pdata[0];
  self->pipelines = g_ptr_array_ref (beginning->pipelines);
  if (beginning->user != NULL && !beginning->user->deleted)
    crm_field_input_set_value (find_input (self->inputs, CRM_DEAL_OWNER), crm_value_id (&beginning->user->id), crm_record_get_title (beginning->user));
  fill_pipelines (self);
  if (self->pipelines->len == 0)
    set_problem (self, _ ("There is no pipeline yet. Make one in the preferences, under Sales."));
  return NULL;
}

/* ── making it ────────────────────────────────────────────────────────────────────────────── */

static char *
join_labels (GPtrArray *fields)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (text, i > 0 ? _ (", %s") : "%s", crm_field_get_label (fields->pdata[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
set_values (CrmDealDialog *self, GPtrArray *inputs, CrmChange *change)
{
  for (guint i = 0; i < inputs->len; i++)
    {
      g_autoptr (GError) error = NULL;
      CrmValue value;

      if (!crm_field_input_read (inputs->pdata[i], &value, &error))
        {
          set_problem (self, error->message);
          return FALSE;
        }
      crm_change_set (change, crm_field_input_get_field (inputs->pdata[i]), value);
    }
  return TRUE;
}

/* What the stage asks for and nobody has filled in. */
static gboolean
has_all (CrmDealDialog *self, const CrmChange *change)
{
  g_autoptr (GPtrArray) required = get_required (self);
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *labels = NULL;
  g_autofree char *message = NULL;

  for (guint i = 0; i < required->len; i++)
    {
      guint field = (guint)((const CrmField *)required->pdata[i] - crm_kind_deal.fields);
      const CrmValue *value = crm_change_get (change, field);
      CrmFieldInput *input = find_input (self->inputs, field) != NULL ? find_input (self->inputs, field) : find_input (self->asked_for, field);

      if (input == NULL || (value != NULL && value->type != CRM_VALUE_NONE))
        continue;
      if (field == CRM_DEAL_CUSTOMER && self->new_customer != NULL)
        continue;
      crm_field_input_set_failed (input, TRUE);
      g_ptr_array_add (missing, required->pdata[i]);
    }
  if (missing->len == 0)
    return TRUE;
  labels = join_labels (missing);
  /* Translators: a stage, and the fields it asks for: "“Proposal” asks for: Amount, Expected close." */
  message = g_strdup_printf (_ ("“%1$s” asks for: %2$s."), crm_record_get_title (get_stage (self)), labels);
  set_problem (self, message);
  return FALSE;
}

static CrmEdit *
make_edit (CrmDealDialog *self, CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("New Deal"), CRM_EDIT_ORIGIN_PERSON);
  CrmId customer = { 0 };
  CrmChange *change;

  if (self->new_customer != NULL)
    {
      CrmChange *made = crm_edit_create (edit, &crm_kind_customer, NULL);

      customer = made->id;
      crm_change_set_text (made, CRM_CUSTOMER_TYPE, "company");
      crm_change_set_text (made, CRM_CUSTOMER_NAME, self->new_customer);
    }
  change = crm_edit_create (edit, &crm_kind_deal, NULL);
  *id = change->id;
  if (!set_values (self, self->inputs, change) || !set_values (self, self->asked_for, change) || !has_all (self, change))
    return NULL;
  if (self->new_customer != NULL)
    crm_change_set_id (change, CRM_DEAL_CUSTOMER, &customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &get_pipeline (self)->record->id);
  if (get_stage (self) != NULL)
    crm_change_set_id (change, CRM_DEAL_STAGE, &get_stage (self)->id);
  return g_steal_pointer (&edit);
}

static void
on_create (CrmDealDialog *self)
{
  g_autoptr (CrmEdit) edit = NULL;
  CrmId id;

  g_assert (CRM_IS_DEAL_DIALOG (self));

  set_problem (self, NULL);
  edit = self->saving ? NULL : make_edit (self, &id);
  if (edit != NULL)
    crm_dialog_saving_create (ADW_DIALOG (self), crm_context_get_store (self->context), edit, &id, self->create, on_saving);
}

static void
on_cancel (CrmDealDialog *self)
{
  g_assert (CRM_IS_DEAL_DIALOG (self));

  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_new_customer (CrmDealDialog *self, const char *name)
{
  g_assert (CRM_IS_DEAL_DIALOG (self));

  g_set_str (&self->new_customer, name);
}

/* Who is found after all is not made. */
static void
on_customer_changed (CrmDealDialog *self, CrmFieldInput *input)
{
  g_auto (CrmValue) value = { 0 };

  crm_field_input_read (input, &value, NULL);
  if (value.type == CRM_VALUE_ID)
    g_clear_pointer (&self->new_customer, g_free);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
add_inputs (CrmDealDialog *self)
{
  CrmFieldInput *customer;

  add_input (self, self->inputs, self->what, CRM_DEAL_TITLE);
  customer = add_input (self, self->inputs, self->what, CRM_DEAL_CUSTOMER);
  crm_field_input_set_create_format (customer, _ ("Add “%s”"));
  g_signal_connect_object (customer, "create", G_CALLBACK (on_new_customer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (customer, "changed", G_CALLBACK (on_customer_changed), self, G_CONNECT_SWAPPED);
  add_input (self, self->inputs, self->where, CRM_DEAL_AMOUNT);
  add_input (self, self->inputs, self->where, CRM_DEAL_EXPECTED_CLOSE);
  add_input (self, self->inputs, self->origin, CRM_DEAL_OWNER);
  add_input (self, self->inputs, self->origin, CRM_DEAL_SOURCE);
  add_input (self, self->inputs, self->origin, CRM_DEAL_CAMPAIGN);
  adw_dialog_set_focus (ADW_DIALOG (self), crm_field_input_get_row (self->inputs->pdata[0]));
}

static void
crm_deal_dialog_dispose (GObject *object)
{
  CrmDealDialog *self = CRM_DEAL_DIALOG (object);

  g_ptr_array_set_size (self->inputs, 0);
  g_ptr_array_set_size (self->asked_for, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEAL_DIALOG);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_deal_dialog_parent_class)->dispose (object);
}

static void
crm_deal_dialog_finalize (GObject *object)
{
  CrmDealDialog *self = CRM_DEAL_DIALOG (object);

  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->asked_for);
  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_free (self->currency);
  g_free (self->new_customer);

  G_OBJECT_CLASS (crm_deal_dialog_parent_class)->finalize (object);
}

static void
crm_deal_dialog_class_init (CrmDealDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deal_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_deal_dialog_finalize;

  signals[CREATED] = g_signal_new ("created", CRM_TYPE_DEAL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, what);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, where);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, origin);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, asked);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, pipeline);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, stage);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmDealDialog, create);
  gtk_widget_class_bind_template_callback (widget_class, on_pipeline_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_stage_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_create);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
crm_deal_dialog_init (CrmDealDialog *self)
{
  self->inputs = g_ptr_array_new_with_free_func (g_object_unref);
  self->asked_for = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmDealDialog *
crm_deal_dialog_new (CrmContext *context)
{
  CrmDealDialog *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context), NULL);

  self = g_object_new (CRM_TYPE_DEAL_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->currency = g_strdup (crm_workspace_get_currency (crm_context_get_workspace (context)));
  add_inputs (self);
  dex_future_disown (dex_future_finally (crm_store_read (crm_context_get_store (context), NULL, read_beginning, NULL, NULL), on_beginning, g_object_ref (self), g_object_unref));
  return self;
}

void
crm_deal_dialog_set_customer (CrmDealDialog *self, const CrmId *customer, const char *name)
{
  g_return_if_fail (CRM_IS_DEAL_DIALOG (self) && customer != NULL);

  crm_field_input_set_value (find_input (self->inputs, CRM_DEAL_CUSTOMER), crm_value_id (customer), name);
}

void
crm_deal_dialog_set_pipeline (CrmDealDialog *self, const CrmId *pipeline)
{
  g_return_if_fail (CRM_IS_DEAL_DIALOG (self) && pipeline != NULL);

  self->wanted_pipeline = *pipeline;
}

void
crm_deal_dialog_set_stage (CrmDealDialog *self, const CrmId *stage)
{
  g_return_if_fail (CRM_IS_DEAL_DIALOG (self) && stage != NULL);

  self->wanted_stage = *stage;
}

static void
on_made (CrmPage *page, const CrmId *id)
{
  crm_page_say (page, _ ("Deal created"), TRUE);
  crm_page_open_record (page, &crm_kind_deal, id, NULL, 0);
}

void
crm_deal_dialog_present (CrmDealDialog *self, CrmPage *page)
{
  g_return_if_fail (CRM_IS_DEAL_DIALOG (self) && CRM_IS_PAGE (page));

  g_signal_connect_object (self, "created", G_CALLBACK (on_made), page, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (page));
}
