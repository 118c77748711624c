/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what is changed in the preferences, and says so there. */

#pragma once

#include <adwaita.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * crm_settings_apply:
 * @widget: stands in the preferences dialog
 * @edit: (transfer none): what to write
 * @toast: (nullable): what to say when it is done, with an Undo button
 *
 * What fails is said in a toast.
 */
void crm_settings_apply (GtkWidget *widget, CrmStore *store, CrmEdit *edit, const char *toast);

/* Says in a toast when @future (transfer full) was rejected. */
void crm_settings_watch (GtkWidget *widget, DexFuture *future);

/* Says something in passing, in the preferences dialog @widget stands in. */
void crm_settings_say (GtkWidget *widget, const char *text);

G_END_DECLS
