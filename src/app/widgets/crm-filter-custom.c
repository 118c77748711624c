/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of one custom field in the filters. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-filter-custom.h"

#include "core/schema/crm-schema-customers.h"
#include "core/record/crm-value-format.h"

#include <glib/gi18n-lib.h>

/* A check button with what it stands for. */
typedef struct
{
  GtkCheckButton *check;
  CrmOperator operation;
  CrmValue value;
} Tick;

struct _CrmFilterCustom
{
  GtkBox parent_instance;

  /* owned */
  CrmContext *context;
  CrmCustomField *field;
  char *currency;
  GArray *ticks; /* of Tick */

  /* owned by the widget tree, NULL where the type has none */
  GtkEditable *text;
  GtkEditable *from;
  GtkEditable *to;

  gboolean clearing;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmFilterCustom, crm_filter_custom, GTK_TYPE_BOX)

static void
clear_tick (gpointer tick)
{
  crm_value_clear (&((Tick *)tick)->value);
}

static void
emit_changed (CrmFilterCustom *self)
{
  if (!self->clearing)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ── what is typed ────────────────────────────────────────────────────────────────────────── */

static char *
dup_typed (GtkEditable *entry)
{
  return entry != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (entry))) : g_strdup ("");
}

/* The value of a bound, or "nothing". */
static CrmValue
read_bound (CrmFilterCustom *self, GtkEditable *entry)
{
  CrmClock *clock = crm_context_get_clock (self->context);
  CrmValueStyle style = { .currency = self->currency, .zone = crm_clock_get_zone (clock) };
  g_autofree char *typed = dup_typed (entry);
  CrmValue value = { CRM_VALUE_NONE };

  crm_value_parse (typed, &self->field->field, &style, crm_clock_now (clock), &value, NULL);
  return value;
}

static void
mark (CrmFilterCustom *self, GtkEditable *entry)
{
  g_autofree char *typed = dup_typed (entry);
  CrmValue value = read_bound (self, entry);
  gboolean wrong = *typed != '\0' && value.type == CRM_VALUE_NONE;

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  crm_value_clear (&value);
}

static void
on_typed (CrmFilterCustom *self, GtkEditable *entry)
{
  g_assert (CRM_IS_FILTER_CUSTOM (self));

  if (entry != self->text)
    mark (self, entry);
  emit_changed (self);
}

/* ── the widgets ──────────────────────────────────────────────────────────────────────────── */

static void
add_tick (CrmFilterCustom *self, const char *label, CrmOperator operation, CrmValue value)
{
  Tick tick = { GTK_CHECK_BUTTON (gtk_check_button_new_with_label (label)), operation, value };

  g_signal_connect_object (tick.check, "toggled", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (tick.check));
  g_array_append_val (self->ticks, tick);
}

static GtkEditable *
add_entry (CrmFilterCustom *self, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();
  /* Translators: a custom field and what is typed about it: "Fleet size: from". */
  g_autofree char *name = g_strdup_printf (_ ("%1$s: %2$s"), crm_custom_field_get_label (self->field), hint);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), entry);
  return GTK_EDITABLE (entry);
}

static const CrmFacet *
find_facet (CrmFilterCustom *self, GPtrArray *facets)
{
  char id[CRM_ID_STRING_LENGTH + 1];
  g_autofree char *name = g_strconcat ("custom.", crm_id_format (crm_custom_field_get_id (self->field), id), NULL);

  return crm_facets_find (facets, name);
}

/* Colleagues are few enough to be ticked; others are asked about in a view. */
static void
add_options (CrmFilterCustom *self)
{
  GPtrArray *facets = crm_view_reading_get_facets (crm_context_get_views (self->context), &crm_kind_customer);
  const CrmFacet *facet = facets != NULL ? find_facet (self, facets) : NULL;

  for (guint i = 0; facet != NULL && facet->options != NULL && i < facet->options->len; i++)
    {
      const CrmFacetOption *option = &g_array_index (facet->options, CrmFacetOption, i);

      add_tick (self, option->label, CRM_OPERATOR_EQUAL, crm_value_id (&option->id));
    }
}

static void
build (CrmFilterCustom *self)
{
  const CrmField *field = &self->field->field;
  GtkWidget *heading = gtk_label_new (crm_field_get_label (field));

  gtk_label_set_xalign (GTK_LABEL (heading), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (heading), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (heading), 24);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_bottom (heading, 4);
  gtk_box_append (GTK_BOX (self), heading);
  switch (field->type)
    {
    case CRM_TYPE_CHOICE:
      for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
        add_tick (self, choice->label, CRM_OPERATOR_EQUAL, crm_value_text (choice->name));
      break;
    case CRM_TYPE_CHOICES:
      for (const CrmChoice *choice = field->choices; choice->name != NULL; choice++)
        add_tick (self, choice->label, CRM_OPERATOR_HAS, crm_value_text (choice->name));
      break;
    case CRM_TYPE_BOOLEAN:
      add_tick (self, C_ ("value", "Yes"), CRM_OPERATOR_EQUAL, crm_value_integer (1));
      add_tick (self, C_ ("value", "No"), CRM_OPERATOR_EQUAL, crm_value_integer (0));
      break;
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
      self->text = add_entry (self, C_ ("filter", "contains"));
      break;
    case CRM_TYPE_REFERENCE:
      add_options (self);
      break;
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_DECIMAL:
    case CRM_TYPE_MONEY:
    case CRM_TYPE_DATE:
    case CRM_TYPE_TIME:
    default:
      self->from = add_entry (self, C_ ("filter", "from"));
      self->to = add_entry (self, C_ ("filter", "to"));
      break;
    }
  if (field->type != CRM_TYPE_CHOICE && field->type != CRM_TYPE_CHOICES && field->type != CRM_TYPE_BOOLEAN)
    add_tick (self, C_ ("filter", "Filled in"), CRM_OPERATOR_NOT_EMPTY, (CrmValue){ CRM_VALUE_NONE });
  add_tick (self, C_ ("filter", "Empty"), CRM_OPERATOR_EMPTY, (CrmValue){ CRM_VALUE_NONE });
}

/* ── the condition ────────────────────────────────────────────────────────────────────────── */

static CrmFilter *
make_condition (CrmFilterCustom *self, CrmOperator operation, const CrmValue *value)
{
  return crm_filter_new_custom (crm_custom_field_get_id (self->field), self->field->column, operation, value);
}

static void
add (CrmFilter **all, CrmFilter *part)
{
  if (*all == NULL)
    *all = crm_filter_new_and ();
  crm_filter_add (*all, part);
}

static CrmFilter *
dup_alternatives (CrmFilterCustom *self)
{
  CrmFilter *alternatives = NULL;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      const Tick *tick = &g_array_index (self->ticks, Tick, i);

      if (!gtk_check_button_get_active (tick->check))
        continue;
      if (alternatives == NULL)
        alternatives = crm_filter_new_or ();
      crm_filter_add (alternatives, make_condition (self, tick->operation, &tick->value));
    }
  return alternatives;
}

/* A bound is one of the values asked for: there is no number between it and the next. */
static void
add_bound (CrmFilterCustom *self, GtkEditable *entry, CrmOperator operation, CrmFilter **all)
{
  CrmValue value = read_bound (self, entry);
  gint64 step = operation == CRM_OPERATOR_MORE ? -1 : 1;

  if (value.type == CRM_VALUE_INTEGER && value.integer != (step < 0 ? G_MININT64 : G_MAXINT64))
    value.integer += step;
  else if (value.type == CRM_VALUE_MONEY && value.money.minor != (step < 0 ? G_MININT64 : G_MAXINT64))
    value.money.minor += step;
  if (value.type != CRM_VALUE_NONE)
    add (all, make_condition (self, operation, &value));
  crm_value_clear (&value);
}

CrmFilter *
crm_filter_custom_dup_filter (CrmFilterCustom *self)
{
  CrmFilter *all = NULL, *alternatives;
  g_autofree char *typed = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_CUSTOM (self), NULL);

  alternatives = dup_alternatives (self);
  typed = dup_typed (self->text);
  if (alternatives != NULL)
    add (&all, alternatives);
  if (*typed != '\0')
    {
      g_auto (CrmValue) value = crm_value_text (typed);

      add (&all, make_condition (self, CRM_OPERATOR_CONTAINS, &value));
    }
  if (self->from != NULL)
    {
      add_bound (self, self->from, CRM_OPERATOR_MORE, &all);
      add_bound (self, self->to, CRM_OPERATOR_LESS, &all);
    }
  return all;
}

static void
add_ticks (CrmFilterCustom *self, const CrmFacet *facet, CrmCondition *all)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  CrmCondition *any = crm_condition_new_group (CRM_CONDITION_ANY);
  g_auto (GStrv) values = NULL;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      const Tick *tick = &g_array_index (self->ticks, Tick, i);
      g_autofree char *stored = crm_value_to_stored (&tick->value);

      if (!gtk_check_button_get_active (tick->check))
        continue;
      if (stored != NULL)
        g_strv_builder_add (builder, stored);
      else
        g_ptr_array_add (any->parts, crm_condition_new_test (facet, tick->operation == CRM_OPERATOR_EMPTY ? CRM_TEST_EMPTY : CRM_TEST_FILLED, NULL));
    }
  values = g_strv_builder_end (builder);
  if (values[0] != NULL)
    g_ptr_array_add (any->parts, crm_condition_new_test (facet, CRM_TEST_ANY, (const char *const *)values));
  if (any->parts->len > 0)
    g_ptr_array_add (all->parts, any->parts->len == 1 ? crm_condition_copy (any->parts->pdata[0]) : crm_condition_copy (any));
  crm_condition_free (any);
}

/* A bound is one of the values asked for: more than the one before. */
static void
add_bound_test (CrmFilterCustom *self, GtkEditable *entry, const CrmFacet *facet, CrmTest test, CrmCondition *all)
{
  g_auto (CrmValue) value = read_bound (self, entry);
  gint64 step = test == CRM_TEST_MORE ? -1 : 1;
  g_autofree char *stored = NULL;

  if (self->field->field.type == CRM_TYPE_DATE && value.type == CRM_VALUE_INTEGER)
    value.integer = crm_date_add_days ((CrmDate)value.integer, (int)step);
  else if (value.type == CRM_VALUE_INTEGER)
    value.integer += step;
  else if (value.type == CRM_VALUE_MONEY)
    value.money.minor += step;
  stored = crm_value_to_stored (&value);
  if (stored != NULL)
    g_ptr_array_add (all->parts, crm_condition_new_test (facet, test, (const char *[]){ stored, NULL }));
}

void
crm_filter_custom_add_conditions (CrmFilterCustom *self, GPtrArray *facets, CrmCondition *all)
{
  const CrmFacet *facet;
  g_autofree char *typed = NULL;

  g_return_if_fail (CRM_IS_FILTER_CUSTOM (self) && facets != NULL && all != NULL);

  facet = find_facet (self, facets);
  if (facet == NULL)
    return;
  add_ticks (self, facet, all);
  typed = dup_typed (self->text);
  if (*typed != '\0')
    g_ptr_array_add (all->parts, crm_condition_new_test (facet, CRM_TEST_CONTAINS, (const char *[]){ typed, NULL }));
  if (self->from == NULL)
    return;
  add_bound_test (self, self->from, facet, CRM_TEST_MORE, all);
  add_bound_test (self, self->to, facet, CRM_TEST_LESS, all);
}

/* ── in words ─────────────────────────────────────────────────────────────────────────────── */

static char *
join_ticks (CrmFilterCustom *self)
{
  char *joined = NULL;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      const Tick *tick = &g_array_index (self->ticks, Tick, i);
      g_autofree char *before = NULL;

      if (!gtk_check_button_get_active (tick->check))
        continue;
      before = g_steal_pointer (&joined);
      /* Translators: alternatives of a filter: "A or B", "A or B or C". */
      joined = before != NULL ? g_strdup_printf (_ ("%s or %s"), before, gtk_check_button_get_label (tick->check)) : g_strdup (gtk_check_button_get_label (tick->check));
    }
  return joined;
}

static char *
dup_bound_text (CrmFilterCustom *self, GtkEditable *entry)
{
  CrmValueStyle style = { .currency = self->currency, .zone = crm_clock_get_zone (crm_context_get_clock (self->context)) };
  g_auto (CrmValue) value = { 0 };

  if (entry == NULL)
    return NULL;
  value = read_bound (self, entry);
  return crm_value_format (&value, &self->field->field, &style);
}

char *
crm_filter_custom_dup_words (CrmFilterCustom *self)
{
  const char *label;
  g_autofree char *ticks = NULL, *typed = NULL, *from = NULL, *to = NULL;

  g_return_val_if_fail (CRM_IS_FILTER_CUSTOM (self), NULL);

  label = crm_custom_field_get_label (self->field);
  ticks = join_ticks (self);
  typed = dup_typed (self->text);
  from = dup_bound_text (self, self->from);
  to = dup_bound_text (self, self->to);
  if (ticks != NULL)
    /* Translators: a filter: field, then its values: "Level is A or B". */
    return g_strdup_printf (_ ("%s is %s"), label, ticks);
  if (*typed != '\0')
    /* Translators: a filter: field, then a part of its text. */
    return g_strdup_printf (_ ("%1$s contains “%2$s”"), label, typed);
  if (from != NULL && to != NULL)
    /* Translators: a filter: field, then two numbers, amounts or dates. */
    return g_strdup_printf (_ ("%1$s from %2$s to %3$s"), label, from, to);
  if (from != NULL)
    /* Translators: a filter: field, then a number, amount or date. */
    return g_strdup_printf (_ ("%1$s from %2$s"), label, from);
  /* Translators: a filter: field, then a number, amount or date. */
  return to != NULL ? g_strdup_printf (_ ("%1$s to %2$s"), label, to) : NULL;
}

void
crm_filter_custom_clear (CrmFilterCustom *self)
{
  GtkEditable *entries[] = { self->text, self->from, self->to };

  g_return_if_fail (CRM_IS_FILTER_CUSTOM (self));

  self->clearing = TRUE;
  for (guint i = 0; i < self->ticks->len; i++)
    gtk_check_button_set_active (g_array_index (self->ticks, Tick, i).check, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i] != NULL)
      gtk_editable_set_text (entries[i], "");
  self->clearing = FALSE;
  emit_changed (self);
}

static void
crm_filter_custom_finalize (GObject *object)
{
  CrmFilterCustom *self = CRM_FILTER_CUSTOM (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->field, crm_custom_field_unref);
  g_free (self->currency);
  g_array_unref (self->ticks);

  G_OBJECT_CLASS (crm_filter_custom_parent_class)->finalize (object);
}

static void
crm_filter_custom_class_init (CrmFilterCustomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_filter_custom_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_FILTER_CUSTOM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_filter_custom_init (CrmFilterCustom *self)
{
  self->ticks = g_array_new (FALSE, FALSE, sizeof (Tick));
  g_array_set_clear_func (self->ticks, clear_tick);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
}

GtkWidget *
crm_filter_custom_new (CrmContext *context, CrmCustomField *field, const char *currency)
{
  CrmFilterCustom *self;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && field != NULL, NULL);

  self = g_object_new (CRM_TYPE_FILTER_CUSTOM, NULL);
  self->context = g_object_ref (context);
  self->field = crm_custom_field_ref (field);
  self->currency = g_strdup (currency);
  build (self);
  return GTK_WIDGET (self);
}

CrmCustomField *
crm_filter_custom_get_field (CrmFilterCustom *self)
{
  g_return_val_if_fail (CRM_IS_FILTER_CUSTOM (self), NULL);

  return self->field;
}
