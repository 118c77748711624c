/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: hosts pages and knows none of them. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "app/desktop/crm-link.h"

G_BEGIN_DECLS

#define CRM_TYPE_WINDOW (crm_window_get_type ())

G_DECLARE_FINAL_TYPE (CrmWindow, crm_window, CRM, WINDOW, AdwApplicationWindow)

/* A window without a file: it shows that one is being opened. */
CrmWindow *crm_window_new (GtkApplication *application, GSettings *settings);

/**
 * crm_window_set_context:
 * @context: (nullable): the file to show; %NULL lets go of the one shown
 *
 * Shows the pages of a file, the page of last time first.
 */
void crm_window_set_context (CrmWindow *self, CrmContext *context);

/**
 * crm_window_show_opening:
 * @what: (nullable): what is being made, when that takes a while and can be cancelled
 */
void crm_window_show_opening (CrmWindow *self, const char *what);

/* Shows the ways to begin; or why a file cannot be opened. */
void crm_window_show_start (CrmWindow *self);
void crm_window_show_problem (CrmWindow *self, const char *path, const GError *error);

/**
 * crm_window_open_record:
 * @list: (nullable): where it was opened from
 * @position: its place there
 *
 * Shows a record on top of the page it belongs to.
 */
void crm_window_open_record (CrmWindow *self, const CrmKind *kind, const CrmId *id, GListModel *list, guint position);

/**
 * crm_window_follow:
 * @link: what another program asked for
 *
 * Shows it, when a file is open. Nothing is written.
 */
void crm_window_follow (CrmWindow *self, const CrmLink *link);

/* Opens the record of this path, as crm_link_dup_path() writes it, if it is still there. */
void crm_window_restore (CrmWindow *self, const char *path);

/* Whether a dialog is open, so that nothing else can be shown. */
gboolean crm_window_is_busy (CrmWindow *self);

/**
 * crm_window_import:
 * @kind: whether customers or deals are looked for
 * @files: (element-type GFile) (nullable): what to import, together; %NULL asks for it
 *
 * Opens the import assistant, when a file of customers is open that can be written. Over the demo company it asks first
 * where it shall go.
 */
void crm_window_import (CrmWindow *self, const CrmKind *kind, GPtrArray *files);

/* Borrowed; NULL while no file is shown. */
CrmStore *crm_window_get_store (CrmWindow *self);

/**
 * crm_window_join:
 * @invitation: (nullable): an address or an invitation to begin with
 *
 * Asks for the server of the team to join, or shows the one that the file belongs to already.
 */
void crm_window_join (CrmWindow *self, const char *invitation);

/**
 * crm_window_say:
 * @text: plain text
 * @button: (nullable): label of a button
 * @action: (nullable): the detailed action of the button
 *
 * Says something in passing.
 */
void crm_window_say (CrmWindow *self, const char *text, const char *button, const char *action);

/* Says that a file was written, with a button that opens its folder. */
void crm_window_say_saved (CrmWindow *self, const char *text, GFile *file);

/**
 * crm_window_asks_before_quitting:
 *
 * When a dialog holds what would be lost, asks whether to quit all the same, and quits the application if so.
 *
 * Returns: whether it asks; else nothing stands in the way.
 */
gboolean crm_window_asks_before_quitting (CrmWindow *self);

/* The one place where errors are shown: in passing, in a dialog, or not at all when it was only cancelled. */
void crm_window_fail (CrmWindow *self, const GError *error);

G_END_DECLS
