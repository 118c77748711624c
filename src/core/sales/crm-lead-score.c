/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The score of a lead: points by rules that people write and can read. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-lead-score.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
reason_free (CrmScoreReason *reason)
{
  g_free (reason->text);
  g_free (reason);
}

void
crm_lead_score_free (CrmLeadScore *self)
{
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

/* ── what rules ask about ─────────────────────────────────────────────────────────────────── */

static gboolean
is_asked_about (const CrmField *field)
{
  return field->type != CRM_TYPE_REFERENCE && field->type != CRM_TYPE_TIME && (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

int
crm_score_field_find (const char *name, const CrmKind **kind)
{
  const CrmKind *of = NULL;
  const char *rest = name;
  int field;

  if (name != NULL && g_str_has_prefix (name, "deal."))
    of = &crm_kind_deal;
  else if (name != NULL && g_str_has_prefix (name, "customer."))
    of = &crm_kind_customer;
  if (of == NULL)
    return -1;
  rest += strlen (of->name) + 1;
  field = crm_kind_find_field (of, rest);
  if (field < 0 || !is_asked_about (&of->fields[field]))
    return -1;
  if (kind != NULL)
    *kind = of;
  return field;
}

GStrv
crm_score_field_dup_names (void)
{
  static const CrmKind *const kinds[] = { &crm_kind_deal, &crm_kind_customer };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint field = 0; field < kinds[i]->n_fields; field++)
      if (is_asked_about (&kinds[i]->fields[field]))
        g_strv_builder_take (names, g_strdup_printf ("%s.%s", kinds[i]->name, kinds[i]->fields[field].name));
  return g_strv_builder_end (names);
}

char *
crm_score_field_dup_label (const char *name)
{
  const CrmKind *kind;
  int field = crm_score_field_find (name, &kind);

  if (field < 0)
    return g_strdup (name != NULL ? name : "");
  if (kind == &crm_kind_deal)
    return g_strdup (crm_field_get_label (&kind->fields[field]));
  /* Translators: a field of the customer, among fields of deals: "Customer: City". */
  return g_strdup_printf (_ ("Customer: %s"), crm_field_get_label (&kind->fields[field]));
}

/* ── conditions ───────────────────────────────────────────────────────────────────────────── */

static gboolean
needs_value (const char *operator)
{
  return strcmp (operator, "filled") != 0 && strcmp (operator, "empty") != 0;
}

static gboolean
is_ordered (CrmType type)
{
  return type == CRM_TYPE_INTEGER || type == CRM_TYPE_DECIMAL || type == CRM_TYPE_MONEY || type == CRM_TYPE_DATE || type == CRM_TYPE_TIME;
}

static gboolean
is_text (CrmType type)
{
  return type == CRM_TYPE_TEXT || type == CRM_TYPE_LONG_TEXT;
}

static gboolean
makes_sense (const CrmField *field, const char *operator)
{
  if (strcmp (operator, "at-least") == 0 || strcmp (operator, "at-most") == 0)
    return is_ordered (field->type);
  return strcmp (operator, "contains") != 0 || is_text (field->type);
}

gboolean
crm_score_rule_parse_value (const CrmKind *kind, guint field, const char *operator, const char * text, const CrmValueStyle *style, CrmValue *value, GError **error)
{
  const CrmField *of = &kind->fields[field];

  *value = (CrmValue){ 0 };
  if (!makes_sense (of, operator))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” cannot be asked in this way."), crm_field_get_label (of));
      return FALSE;
    }
  if (!needs_value (operator))
    return TRUE;
  if (!crm_value_parse (text != NULL ? text : "", of, style, 0, value, error))
    return FALSE;
  if (value->type != CRM_VALUE_NONE)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The rule needs a value to compare with."));
  return FALSE;
}

/* Below, at, or above zero; FALSE where the two cannot be compared, as two currencies. */
static gboolean
compare (const CrmValue *a, const CrmValue *b, int *order)
{
  if (a->type == CRM_VALUE_MONEY && b->type == CRM_VALUE_MONEY)
    return crm_money_compare (&a->money, &b->money, order);
  if (a->type != CRM_VALUE_INTEGER || b->type != CRM_VALUE_INTEGER)
    return FALSE;
  *order = (a->integer > b->integer) - (a->integer < b->integer);
  return TRUE;
}

static gboolean
is_same (const CrmValue *a, const CrmValue *b)
{
  g_autofree char *fold_a = NULL, *fold_b = NULL;

  if (a->type != CRM_VALUE_TEXT || b->type != CRM_VALUE_TEXT)
    return crm_value_equal (a, b);
  fold_a = g_utf8_casefold (a->text, -1);
  fold_b = g_utf8_casefold (b->text, -1);
  return strcmp (fold_a, fold_b) == 0;
}

static gboolean
contains (const CrmValue *value, const CrmValue *part)
{
  g_autofree char *whole = NULL, *piece = NULL;

  if (value->type != CRM_VALUE_TEXT || part->type != CRM_VALUE_TEXT)
    return FALSE;
  whole = g_utf8_casefold (value->text, -1);
  piece = g_utf8_casefold (part->text, -1);
  return strstr (whole, piece) != NULL;
}

/* What is empty is neither this nor that: only "is empty" and "is not" hold of it. */
static gboolean
holds (const CrmValue *value, const char *operator, const CrmValue * wanted)
{
  int order;

  if (strcmp (operator, "filled") == 0)
    return value->type != CRM_VALUE_NONE;
  if (strcmp (operator, "empty") == 0)
    return value->type == CRM_VALUE_NONE;
  if (strcmp (operator, "is-not") == 0)
    return !is_same (value, wanted);
  if (value->type == CRM_VALUE_NONE)
    return FALSE;
  if (strcmp (operator, "is") == 0)
    return is_same (value, wanted);
  if (strcmp (operator, "contains") == 0)
    return contains (value, wanted);
  return compare (value, wanted, &order) && (strcmp (operator, "at-least") == 0 ? order >= 0 : order <= 0);
}

/* ── words ────────────────────────────────────────────────────────────────────────────────── */

static const char *
get_operator (const CrmRecord *rule)
{
  const char *operator= crm_record_get_text (rule, CRM_SCORE_RULE_OPERATOR);

  return operator!= NULL ? crm_field_find_choice (&crm_kind_score_rule.fields[CRM_SCORE_RULE_OPERATOR], operator) : NULL;
}

/* Whole phrases, because languages order and join them differently. */
static char *
phrase (const char *operator, const char * field, const char *value)
{
  if (strcmp (operator, "is") == 0)
    return g_strdup_printf (_ ("%1$s is %2$s"), field, value);
  if (strcmp (operator, "is-not") == 0)
    return g_strdup_printf (_ ("%1$s is not %2$s"), field, value);
  if (strcmp (operator, "at-least") == 0)
    return g_strdup_printf (_ ("%1$s is at least %2$s"), field, value);
  if (strcmp (operator, "at-most") == 0)
    return g_strdup_printf (_ ("%1$s is at most %2$s"), field, value);
  if (strcmp (operator, "contains") == 0)
    return g_strdup_printf (_ ("%1$s contains “%2$s”"), field, value);
  if (strcmp (operator, "filled") == 0)
    return g_strdup_printf (_ ("%s is filled in"), field);
  return g_strdup_printf (_ ("%s is empty"), field);
}

char *
crm_score_rule_dup_condition (const CrmRecord *rule, const CrmValueStyle *style)
{
  const char *name = crm_record_get_text (rule, CRM_SCORE_RULE_FIELD), *text = crm_record_get_text (rule, CRM_SCORE_RULE_VALUE);
  const char *operator= get_operator (rule);
  g_autofree char *label = crm_score_field_dup_label (name);
  g_auto (CrmValue) value = { 0 };
  g_autofree char *shown = NULL;
  const CrmKind *kind;
  int field = crm_score_field_find (name, &kind);

  if (operator== NULL)
    return g_steal_pointer (&label);
  if (field >= 0 && crm_score_rule_parse_value (kind, (guint)field, operator, text, style, &value, NULL))
    shown = crm_value_format (&value, &kind->fields[field], style);
  return phrase (operator, label, shown != NULL ? shown : text != NULL ? text
                                                                       : "");
}

char *
crm_score_points_format (gint64 points)
{
  return points < 0 ? g_strdup_printf ("−%" G_GUINT64_FORMAT, (guint64)0 - (guint64)points) : g_strdup_printf ("+%" G_GINT64_FORMAT, points);
}

/* ── the score ────────────────────────────────────────────────────────────────────────────── */

/* 1 when it holds, 0 when not, -1 when it cannot be asked. */
static int
ask (const CrmRecord *rule, const CrmRecord *deal, const CrmRecord *customer, const CrmValueStyle *style)
{
  const char *operator= get_operator (rule);
  g_auto (CrmValue) wanted = { 0 };
  const CrmKind *kind;
  int field = crm_score_field_find (crm_record_get_text (rule, CRM_SCORE_RULE_FIELD), &kind);
  const CrmRecord *record;

  if (field < 0 || operator== NULL || !crm_score_rule_parse_value (kind, (guint)field, operator, crm_record_get_text (rule, CRM_SCORE_RULE_VALUE), style, &wanted, NULL))
    return -1;
  record = kind == &crm_kind_deal ? deal : customer;
  return record != NULL && holds (&record->values[field], operator, & wanted);
}

static void
add_reason (CrmLeadScore *self, const CrmRecord *rule, const CrmValueStyle *style)
{
  CrmScoreReason *reason = g_new0 (CrmScoreReason, 1);
  gint64 sum;

  reason->rule = rule->id;
  reason->text = crm_score_rule_dup_condition (rule, style);
  reason->points = crm_record_get_integer (rule, CRM_SCORE_RULE_POINTS, 0);
  g_ptr_array_add (self->reasons, reason);
  if (__builtin_add_overflow (self->points, reason->points, &sum))
    sum = reason->points < 0 ? G_MININT64 : G_MAXINT64;
  self->points = sum;
}

CrmLeadScore *
crm_lead_score_compute (GPtrArray *rules, const CrmRecord *deal, const CrmRecord *customer, const CrmValueStyle *style)
{
  CrmLeadScore *self;

  g_return_val_if_fail (rules != NULL && deal != NULL && deal->kind == &crm_kind_deal && style != NULL, NULL);

  self = g_new0 (CrmLeadScore, 1);
  self->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify)reason_free);
  for (guint i = 0; i < rules->len; i++)
    {
      int answer = ask (rules->pdata[i], deal, customer, style);

      if (answer > 0)
        add_reason (self, rules->pdata[i], style);
      self->n_broken += answer < 0;
    }
  return self;
}

GPtrArray *
crm_score_rules_read (CrmConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM score_rule WHERE deleted = 0 ORDER BY position, rowid", crm_kind_get_columns (&crm_kind_score_rule));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (rules, crm_statement_read_record (statement, &crm_kind_score_rule));
  return step == 0 ? g_steal_pointer (&rules) : NULL;
}
