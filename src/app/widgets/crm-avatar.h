/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a name on a round picture. */

#pragma once

#include <adwaita.h>

#include "core/base/crm-text-sort.h"

G_BEGIN_DECLS

/**
 * crm_avatar_set_name:
 * @avatar: the picture
 * @name: (nullable): whose
 * @kind: what it names
 *
 * Shows the monogram of crm_text_monogram(): 洛阳 for 洛阳瓦岗寨贸易有限公司, HS for Harbour & Sons.
 */
void crm_avatar_set_name (AdwAvatar *avatar, const char *name, CrmNameKind kind);

GtkWidget *crm_avatar_new (int size, const char *name, CrmNameKind kind);

G_END_DECLS
