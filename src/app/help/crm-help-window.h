/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: topics at the side, found by their titles, and the one chosen. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_HELP_WINDOW (crm_help_window_get_type ())

G_DECLARE_FINAL_TYPE (CrmHelpWindow, crm_help_window, CRM, HELP_WINDOW, AdwWindow)

/**
 * crm_help_window_new:
 * @owner: the window it is opened from: its actions are what the text offers, and it closes with it
 *
 * Stays beside its owner, so that one can read on while trying.
 */
CrmHelpWindow *crm_help_window_new (GtkWindow *owner);

/* @topic: one of crm_help_topics. */
void crm_help_window_show_topic (CrmHelpWindow *self, const char *topic);

G_END_DECLS
