/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a profile: who it is, where it stands, its tags. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

#define CRM_TYPE_PROFILE_HEADER (crm_profile_header_get_type ())

G_DECLARE_FINAL_TYPE (CrmProfileHeader, crm_profile_header, CRM, PROFILE_HEADER, GtkBox)

/* Called once, before the others. */
void crm_profile_header_set_context (CrmProfileHeader *self, CrmContext *context);

/* Within a #CrmPage that has the action "profile.edit-field". */
void crm_profile_header_set_profile (CrmProfileHeader *self, CrmProfile *profile);

G_END_DECLS
