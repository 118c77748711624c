/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The score of a lead: points by rules that people write and can read. Pure; any thread. */

#pragma once

#include "core/record/crm-record.h"
#include "core/record/crm-value-format.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmScoreReason:
 * @rule: the id of the rule that holds
 * @text: what holds: "Source is Referral"
 * @points: what it gives or takes
 */
typedef struct
{
  CrmId rule;
  char *text;
  gint64 points;
} CrmScoreReason;

/**
 * CrmLeadScore:
 * @points: Σ points of the rules that hold
 * @reasons: (element-type CrmScoreReason): those rules, in their order
 * @n_broken: rules that cannot be read by this version: a field or condition it does not know, a value that is none of the field's
 *
 * A rule that does not hold tells nothing, and neither does a broken one; but broken ones are counted.
 */
typedef struct
{
  gint64 points;
  GPtrArray *reasons;
  guint n_broken;
} CrmLeadScore;

void crm_lead_score_free (CrmLeadScore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLeadScore, crm_lead_score_free)

/**
 * crm_lead_score_compute:
 * @rules: (element-type CrmRecord): of the kind score_rule, in their order
 * @deal: the lead
 * @customer: (nullable): whose it is; without it, rules about customers do not hold
 * @style: how values are written in rules and reasons
 *
 * Score = Σ points of each rule whose condition holds. There is no bound and no weighting: what the reasons say is all there is.
 *
 * Returns: (transfer full): the score.
 */
CrmLeadScore *crm_lead_score_compute (GPtrArray *rules, const CrmRecord *deal, const CrmRecord *customer, const CrmValueStyle *style);

/**
 * crm_score_field_find:
 * @name: (nullable): "deal.source", "customer.city"
 * @kind: (out) (optional): whose field it is
 *
 * Returns: the index of the field a rule may ask about, or -1. References, facts that no person sets and hidden fields are none.
 */
int crm_score_field_find (const char *name, const CrmKind **kind);

/* (transfer full): the names of all fields a rule may ask about, deals first: NULL-terminated. */
GStrv crm_score_field_dup_names (void);

/* (transfer full): "Source", "Customer: City"; the name itself where this version does not know it. */
char *crm_score_field_dup_label (const char *name);

/**
 * crm_score_rule_parse_value:
 * @field: as crm_score_field_find() gave it, of @kind
 * @operator: the permanent name of the rule's condition
 * @text: (nullable): the rule's value: a choice by its permanent name, a number, amount or date as it is typed
 *
 * Returns: whether a rule with that value can be asked.
 */
gboolean crm_score_rule_parse_value (const CrmKind *kind, guint field, const char *operator, const char * text, const CrmValueStyle *style, CrmValue *value, GError **error);

/* (transfer full): the condition of a rule in words: "Source is Referral", "Amount is at least ¥10,000". */
char *crm_score_rule_dup_condition (const CrmRecord *rule, const CrmValueStyle *style);

/* (transfer full): "+20", "−5". */
char *crm_score_points_format (gint64 points);

/* (transfer container) (element-type CrmRecord): the rules of a file in their order; on the connection's thread. */
GPtrArray *crm_score_rules_read (CrmConnection *connection, GError **error);

G_END_DECLS
