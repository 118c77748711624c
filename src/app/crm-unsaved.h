/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knows whether a dialog holds something that would be lost with it. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * crm_unsaved_remember:
 * @dialog: one that has just been presented
 *
 * Remembers what stands in its entries: what differs from that later was typed. Called again, it does nothing.
 */
void crm_unsaved_remember (AdwDialog *dialog);

/* Whether something was typed into @dialog since it was remembered, or it is at work and must not be closed. Searches do not count. */
gboolean crm_unsaved_is_there (AdwDialog *dialog);

G_END_DECLS
