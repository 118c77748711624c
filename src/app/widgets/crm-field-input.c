/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field in a dialog: the row that asks for it, and the value it says. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-field-input.h"

#include "app/widgets/crm-choice-picker.h"
#include "app/widgets/crm-menu-popup.h"
#include "app/widgets/crm-record-picker.h"
#include "app/widgets/crm-typed-value.h"

#include <glib/gi18n-lib.h>

struct _CrmFieldInput
{
  GObject parent_instance;

  /* owned */
  CrmContext *context;
  GtkWidget *row;   /* AdwEntryRow, AdwComboRow or, where it is picked, AdwActionRow */
  GtkWidget *aside; /* in the row: how it is read, or what is picked */
  GtkWidget *clear; /* in the row of what is picked and may be nothing; else NULL */
  char *currency;
  char *create_format;
  CrmValue picked;        /* of a reference or of several choices */
  CrmCustomField *custom; /* NULL for a field of the schema */

  const CrmField *definition;
  guint field;
  gboolean required;
};

enum
{
  CHANGED,
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFieldInput, crm_field_input, G_TYPE_OBJECT)

static const CrmField *
get_field (CrmFieldInput *self)
{
  return self->definition;
}

static CrmValueStyle
get_style (CrmFieldInput *self)
{
  return (CrmValueStyle){ .currency = self->currency, .zone = crm_clock_get_zone (crm_context_get_clock (self->context)) };
}

/* How a date or an amount is read is worth seeing; a text reads as it is. */
static gboolean
is_read_aloud (CrmFieldInput *self)
{
  CrmType type = get_field (self)->type;

  return type == CRM_TYPE_DATE || type == CRM_TYPE_TIME || type == CRM_TYPE_MONEY;
}

static void
show_reading (CrmFieldInput *self)
{
  CrmValueStyle style = get_style (self);
  g_auto (CrmValue) value = { 0 };
  g_autofree char *text = NULL;

  if (!is_read_aloud (self))
    return;
  if (crm_typed_value_parse (gtk_editable_get_text (GTK_EDITABLE (self->row)), get_field (self), &style, crm_context_get_clock (self->context), &value, NULL))
    text = crm_value_format (&value, get_field (self), &style);
  gtk_label_set_label (GTK_LABEL (self->aside), text != NULL ? text : "");
}

static void
on_changed (CrmFieldInput *self)
{
  g_assert (CRM_IS_FIELD_INPUT (self));

  crm_field_input_set_failed (self, FALSE);
  if (ADW_IS_ENTRY_ROW (self->row))
    show_reading (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Whether it is picked in a popover, and stands beside the label. */
static gboolean
is_picked (CrmFieldInput *self)
{
  return get_field (self)->type == CRM_TYPE_REFERENCE || get_field (self)->type == CRM_TYPE_CHOICES;
}

/* ── references and several choices ───────────────────────────────────────────────────────────────────────────── */

static void
set_picked (CrmFieldInput *self, CrmValue value, const char *name)
{
  crm_value_clear (&self->picked);
  self->picked = value;
  gtk_label_set_label (GTK_LABEL (self->aside), name != NULL ? name : C_ ("reference", "None"));
  if (name != NULL)
    gtk_widget_remove_css_class (self->aside, "dimmed");
  else
    gtk_widget_add_css_class (self->aside, "dimmed");
  if (self->clear != NULL)
    gtk_widget_set_visible (self->clear, name != NULL);
}

static void
on_clear (CrmFieldInput *self)
{
  g_assert (CRM_IS_FIELD_INPUT (self));

  set_picked (self, (CrmValue){ 0 }, NULL);
  on_changed (self);
  gtk_widget_grab_focus (self->row);
}

static void
on_picked (CrmFieldInput *self, const CrmId *id, const char *name)
{
  set_picked (self, crm_value_id (id), name);
  on_changed (self);
}

static void
on_create (CrmFieldInput *self, const char *name)
{
  set_picked (self, (CrmValue){ 0 }, name);
  g_signal_emit (self, signals[CREATE], 0, name);
  on_changed (self);
}

/* Takes the value. */
static void
set_choices (CrmFieldInput *self, CrmValue value)
{
  CrmValueStyle style = get_style (self);
  g_autofree char *text = crm_value_format (&value, get_field (self), &style);

  set_picked (self, value, text);
}

static void
on_ticked (CrmFieldInput *self, CrmChoicePicker *picker)
{
  set_choices (self, crm_choice_picker_dup_value (picker));
  on_changed (self);
}

static void
pick_choices (CrmFieldInput *self)
{
  GtkWidget *picker = crm_choice_picker_new (get_field (self), self->picked.type == CRM_VALUE_TEXT ? self->picked.text : NULL);

  g_signal_connect_object (picker, "changed", G_CALLBACK (on_ticked), self, G_CONNECT_SWAPPED);
  crm_popover_popup (self->row, GTK_POPOVER (picker), NULL);
}

static void
pick_reference (CrmFieldInput *self)
{
  GtkWidget *picker = crm_record_picker_new (self->context, crm_kind_get (get_field (self)->refers));

  if (self->create_format != NULL)
    crm_record_picker_set_create_format (CRM_RECORD_PICKER (picker), self->create_format);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (picker, "create", G_CALLBACK (on_create), self, G_CONNECT_SWAPPED);
  crm_popover_popup (self->row, GTK_POPOVER (picker), NULL);
}

static void
on_activated (CrmFieldInput *self)
{
  if (get_field (self)->type == CRM_TYPE_CHOICES)
    pick_choices (self);
  else
    pick_reference (self);
}

/* ── rows ─────────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
make_aside (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* What has to be chosen is never nothing. */
static gboolean
has_none (CrmFieldInput *self)
{
  return (get_field (self)->flags & CRM_FIELD_REQUIRED) == 0;
}

static void
add_clear (CrmFieldInput *self)
{
  /* Translators: takes away what a field refers to: "Clear Owner". */
  g_autofree char *name = g_strdup_printf (_ ("Clear %s"), crm_field_get_label (get_field (self)));

  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_valign (self->clear, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_tooltip_text (self->clear, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (on_clear), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->clear);
}

static void
make_picked_row (CrmFieldInput *self)
{
  self->row = adw_action_row_new ();
  self->aside = make_aside ("dimmed");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->aside), 30);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), self->aside);
  if (has_none (self))
    add_clear (self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  set_picked (self, (CrmValue){ 0 }, NULL);
  g_signal_connect_object (self->row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
}

/* One of which is chosen; what yes and no are stored as stands in their names. */
static const CrmChoice *
get_choices (CrmFieldInput *self)
{
  static const CrmChoice truths[] = { { "1", N_ ("Yes") }, { "0", N_ ("No") }, { NULL } };

  return get_field (self)->type == CRM_TYPE_BOOLEAN ? truths : get_field (self)->choices;
}

static const char *
get_choice_label (CrmFieldInput *self, const CrmChoice *choice)
{
  return get_field (self)->type == CRM_TYPE_BOOLEAN ? g_dpgettext2 (GETTEXT_PACKAGE, "value", choice->label) : crm_field_get_choice_label (get_field (self), choice->name);
}

static void
make_choice_row (CrmFieldInput *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->row = adw_combo_row_new ();
  if (has_none (self))
    gtk_string_list_append (labels, C_ ("choice", "None"));
  for (const CrmChoice *choice = get_choices (self); choice->name != NULL; choice++)
    gtk_string_list_append (labels, get_choice_label (self, choice));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (labels));
  g_signal_connect_object (self->row, "notify::selected", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
make_entry_row (CrmFieldInput *self)
{
  self->row = adw_entry_row_new ();
  self->aside = make_aside ("dimmed");
  gtk_widget_add_css_class (self->aside, "numeric");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->row), self->aside);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->row), TRUE);
  g_signal_connect_object (self->row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
update_title (CrmFieldInput *self)
{
  const char *label = crm_field_get_label (get_field (self));
  /* Translators: a field that must be filled in: "Amount (required)". */
  g_autofree char *title = self->required ? g_strdup_printf (_ ("%s (required)"), label) : g_strdup (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_REQUIRED, self->required, -1);
}

static void
crm_field_input_dispose (GObject *object)
{
  CrmFieldInput *self = CRM_FIELD_INPUT (object);

  g_clear_object (&self->row);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_field_input_parent_class)->dispose (object);
}

static void
crm_field_input_finalize (GObject *object)
{
  CrmFieldInput *self = CRM_FIELD_INPUT (object);

  g_free (self->currency);
  g_free (self->create_format);
  g_clear_pointer (&self->custom, crm_custom_field_unref);
  crm_value_clear (&self->picked);

  G_OBJECT_CLASS (crm_field_input_parent_class)->finalize (object);
}

static void
crm_field_input_class_init (CrmFieldInputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_field_input_dispose;
  object_class->finalize = crm_field_input_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_FIELD_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CREATE] = g_signal_new ("create", CRM_TYPE_FIELD_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_field_input_init (CrmFieldInput *self)
{
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

static CrmFieldInput *
make (CrmContext *context, const CrmField *definition, const char *currency)
{
  CrmFieldInput *self = g_object_new (CRM_TYPE_FIELD_INPUT, NULL);

  self->context = g_object_ref (context);
  self->definition = definition;
  self->currency = g_strdup (currency);
  if (is_picked (self))
    make_picked_row (self);
  else if (get_choices (self) != NULL)
    make_choice_row (self);
  else
    make_entry_row (self);
  g_object_ref_sink (self->row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  update_title (self);
  return self;
}

CrmFieldInput *
crm_field_input_new (CrmContext *context, const CrmKind *kind, guint field, const char *currency)
{
  CrmFieldInput *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && kind != NULL && field < kind->n_fields, NULL);

  self = make (context, &kind->fields[field], currency);
  self->field = field;
  return self;
}

CrmFieldInput *
crm_field_input_new_custom (CrmContext *context, CrmCustomField *custom, const char *currency)
{
  CrmFieldInput *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && custom != NULL, NULL);

  self = make (context, &custom->field, currency);
  self->custom = crm_custom_field_ref (custom);
  self->field = custom->column;
  return self;
}

CrmCustomField *
crm_field_input_get_custom (CrmFieldInput *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_INPUT (self), NULL);

  return self->custom;
}

GtkWidget *
crm_field_input_get_row (CrmFieldInput *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_INPUT (self), NULL);

  return self->row;
}

guint
crm_field_input_get_field (CrmFieldInput *self)
{
  g_return_val_if_fail (CRM_IS_FIELD_INPUT (self), 0);

  return self->field;
}

void
crm_field_input_set_value (CrmFieldInput *self, CrmValue value, const char *name)
{
  const CrmChoice *choices;
  CrmValueStyle style;
  g_autofree char *stored = NULL;

  g_return_if_fail (CRM_IS_FIELD_INPUT (self));

  choices = get_choices (self);
  style = get_style (self);
  if (is_picked (self))
    {
      if (get_field (self)->type == CRM_TYPE_CHOICES)
        set_choices (self, value);
      else
        set_picked (self, value, name);
      return;
    }
  if (ADW_IS_ENTRY_ROW (self->row))
    {
      g_autofree char *text = crm_value_format_for_editing (&value, get_field (self), &style);

      gtk_editable_set_text (GTK_EDITABLE (self->row), text);
    }
  if (choices != NULL && has_none (self) && value.type == CRM_VALUE_NONE)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), 0);
  stored = crm_value_to_stored (&value);
  for (guint i = 0; choices != NULL && choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, stored) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), i + has_none (self));
  crm_value_clear (&value);
}

gboolean
crm_field_input_read (CrmFieldInput *self, CrmValue *value, GError **error)
{
  CrmValueStyle style;
  guint selected;

  g_return_val_if_fail (CRM_IS_FIELD_INPUT (self) && value != NULL, FALSE);

  *value = (CrmValue){ 0 };
  style = get_style (self);
  if (is_picked (self))
    {
      *value = crm_value_copy (&self->picked);
      return TRUE;
    }
  if (ADW_IS_COMBO_ROW (self->row))
    {
      selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
      if (selected == GTK_INVALID_LIST_POSITION || selected < (guint)has_none (self))
        return TRUE;
      return crm_value_from_stored (get_choices (self)[selected - (guint)has_none (self)].name, get_field (self)->type, value);
    }
  if (crm_typed_value_parse (gtk_editable_get_text (GTK_EDITABLE (self->row)), get_field (self), &style, crm_context_get_clock (self->context), value, error))
    return TRUE;
  crm_field_input_set_failed (self, TRUE);
  return FALSE;
}

void
crm_field_input_set_required (CrmFieldInput *self, gboolean required)
{
  g_return_if_fail (CRM_IS_FIELD_INPUT (self));

  self->required = required;
  update_title (self);
}

void
crm_field_input_set_failed (CrmFieldInput *self, gboolean failed)
{
  g_return_if_fail (CRM_IS_FIELD_INPUT (self));

  if (failed)
    gtk_widget_add_css_class (self->row, "error");
  else
    gtk_widget_remove_css_class (self->row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID, failed ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
crm_field_input_set_create_format (CrmFieldInput *self, const char *format)
{
  g_return_if_fail (CRM_IS_FIELD_INPUT (self));

  g_set_str (&self->create_format, format);
}
