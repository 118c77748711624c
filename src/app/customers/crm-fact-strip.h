/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few figures at the head of a profile: a fact without a value takes no room. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_FACT_STRIP (crm_fact_strip_get_type ())

G_DECLARE_FINAL_TYPE (CrmFactStrip, crm_fact_strip, CRM, FACT_STRIP, AdwBin)

/* @facts: (element-type CrmProfileFact): without any the strip hides itself. */
void crm_fact_strip_set_facts (CrmFactStrip *self, GPtrArray *facts);

G_END_DECLS
