/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a view's layouts is shown, for breakpoints to set. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_LAYOUT_CHOICE (crm_layout_choice_get_type ())

/**
 * CrmLayoutChoice:
 *
 * Stands in a template beside an #AdwMultiLayoutView inside an #AdwBreakpointBin. A breakpoint sets its `name` where it would set the view's `layout-name`, and
 * nothing that hides a control: that follows `narrow`, which is true of the layout called "one". So the keyboard focus is out of the way first and comes back to
 * where it was. The bin hides its child, the view takes its children from one layout to the next, and GTK 4.18 keeps for good what is taken away with the focus
 * inside twice in one frame; the page would keep its file open.
 */
G_DECLARE_FINAL_TYPE (CrmLayoutChoice, crm_layout_choice, CRM, LAYOUT_CHOICE, GObject)

G_END_DECLS
