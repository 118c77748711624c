/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters by choice: a popover to set them, a chip for each that is set. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "app/widgets/crm-names.h"
#include "core/query/crm-query.h"
#include "core/views/crm-condition.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILTER_BAR (crm_filter_bar_get_type ())

G_DECLARE_FINAL_TYPE (CrmFilterBar, crm_filter_bar, CRM, FILTER_BAR, GObject)

/**
 * crm_filter_bar_new:
 * @kind: of the records filtered
 * @fields: (array length=n_fields): the choice and user fields offered
 * @users: names for user fields
 * @chips: where the chips go, before @button
 * @button: opens the popover
 *
 * Within a field the choices are alternatives, the fields must all hold. Emits "changed".
 */
CrmFilterBar *crm_filter_bar_new (const CrmKind *kind, const guint *fields, gsize n_fields, CrmNames *users, AdwWrapBox *chips, GtkMenuButton *button);

/**
 * crm_filter_bar_add_custom_fields:
 *
 * Offers the custom fields of customers as well, and goes with them when they are added, changed and removed.
 */
void crm_filter_bar_add_custom_fields (CrmFilterBar *self, CrmContext *context);

/**
 * crm_filter_bar_add_bands:
 * @field: a number, decimal, date or time field
 * @bands: (array length=n_bands): static: the parts of its range that are offered, and "empty"
 * @context: in which their labels are translated
 *
 * Offers a field that has no choices behind those given to crm_filter_bar_new(); to be called before the popover is opened.
 */
void crm_filter_bar_add_bands (CrmFilterBar *self, guint field, const CrmBand *bands, gsize n_bands, const char *context);

/* The filter as set, or NULL for none. (transfer full) */
CrmFilter *crm_filter_bar_dup_filter (CrmFilterBar *self);

/* The same as conditions, for a view to save: a group of tests all of which must hold; empty for none. (transfer full) */
CrmCondition *crm_filter_bar_dup_condition (CrmFilterBar *self, GPtrArray *facets);

void crm_filter_bar_clear (CrmFilterBar *self);

G_END_DECLS
