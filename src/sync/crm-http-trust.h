/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this computer knows any authority that vouches for certificates. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_http_trust_has_authorities:
 *
 * Looks once. Where there are none, the package of their certificates is missing: no server can be known but by its pin or a file of certificates, and from
 * then on nobody vouches for anything in this process.
 */
gboolean crm_http_trust_has_authorities (void);

G_END_DECLS
